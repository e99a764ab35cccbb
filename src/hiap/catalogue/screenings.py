"""Reads screenings: a YAML file of one's own with every fault at once, and the conventions of screening."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from pydantic import ValidationError

from hiap.catalogue.documents import Document, read_document
from hiap.catalogue.measures import ENDINGS, in_order, read_file
from hiap.catalogue.schema_faults import schema_faults
from hiap.catalogue.screening_checks import screening_findings
from hiap.domain.errors import Fault, InputError
from hiap.domain.screening import SCHEMA, Screening, ScreeningRules
from hiap.domain.vocabulary import Vocabulary

NAME = "screening.yaml"


class Read(NamedTuple):
    """A file as a screening if it has no faults, whether it is meant as one, and its faults."""

    screening: Screening | None
    meant: bool
    faults: list[Fault]


def read_screening(path: str, words: Vocabulary) -> Read:
    """Read a file; one that does not begin as a screening is left to who reads measures."""
    if not path.lower().endswith(ENDINGS):
        return Read(None, False, [])
    data = read_file(path)
    if isinstance(data, Fault):
        return Read(None, True, [data])
    document, faults = read_document(path, data)
    if document is None:
        return Read(None, True, faults)
    schema = document.tree.get("schema")
    if schema is None:
        return Read(None, False, [])
    if schema != SCHEMA:
        problem = f"schema {schema} is no screening"
        return Read(None, True, [document.fault(("schema",), problem, f"begin it with schema: {SCHEMA}")])
    return _checked(document, faults, words)


def _checked(document: Document, faults: list[Fault], words: Vocabulary) -> Read:
    screening: Screening | None = None
    try:
        screening = Screening.model_validate(document.tree)
    except ValidationError as error:
        faults += schema_faults(document, error.errors(), Screening)
    faults += [document.fault(*finding) for finding in screening_findings(document.tree, words)]
    return Read(None if faults else screening, True, in_order(faults))


@lru_cache(maxsize=1)
def screening_rules() -> ScreeningRules:
    """The conventions of screening: classes of size, terms, and rules for the outcome.

    >>> [size.id for size in screening_rules().sizes]
    ['negligible', 'small', 'medium', 'large']
    """
    document, faults = read_document(NAME, (files("hiap.data") / "catalogue" / NAME).read_bytes())
    if document is None or faults:
        raise InputError(faults)
    try:
        return ScreeningRules.model_validate(document.tree)
    except ValidationError as error:
        raise InputError(schema_faults(document, error.errors(), ScreeningRules)) from error
