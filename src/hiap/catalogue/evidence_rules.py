"""Reads the rules on fitting evidence, ours or a user's own, and the instruments of RIVM."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from hiap.catalogue.documents import Document, read_document
from hiap.catalogue.measures import read_file
from hiap.catalogue.schema_faults import schema_faults
from hiap.domain.errors import Fault, InputError
from hiap.domain.evaluation import EvidenceRules
from hiap.domain.instruments import Instruments

RULES, INSTRUMENTS = "evidence_rules.yaml", "rivm.yaml"
Kind = TypeVar("Kind", bound=BaseModel)


def load_rules(path: str | None = None) -> EvidenceRules:
    """The rules on fitting evidence: ours, or those of a file with the same fields.

    Raises
    ------
    InputError : with every fault of the file, each with its line and cure.

    >>> load_rules().rules[0].id
    'randomised'
    """
    if path is None:
        return _shipped_rules()
    data = read_file(path)
    if isinstance(data, Fault):
        raise InputError([data])
    document, rules = _read(path, data, EvidenceRules)
    faults = [
        document.fault(
            ("rules", place, "source"), f"{rule.id}: source {rule.source} is not in sources", "add it"
        )
        for place, rule in enumerate(rules.rules)
        if rule.source not in rules.sources
    ]
    if faults:
        raise InputError(faults)
    return rules


@lru_cache(maxsize=1)
def _shipped_rules() -> EvidenceRules:
    return _read(RULES, (files("hiap.data") / "catalogue" / RULES).read_bytes(), EvidenceRules)[1]


@lru_cache(maxsize=1)
def load_instruments() -> Instruments:
    """The levels of recognition and the framework of RIVM.

    >>> [level.level for level in load_instruments().recognition.levels]
    ['-', 'I', 'II', 'III', 'IV']
    """
    return _read(INSTRUMENTS, (files("hiap.data") / "catalogue" / INSTRUMENTS).read_bytes(), Instruments)[1]


def _read(name: str, data: bytes, schema: type[Kind]) -> tuple[Document, Kind]:
    document, faults = read_document(name, data)
    if document is None or faults:
        raise InputError(faults)
    try:
        return document, schema.model_validate(document.tree)
    except ValidationError as error:
        raise InputError(schema_faults(document, error.errors(), schema)) from None
