"""Reads the rules on fitting evidence, ours or a user's own, and the instruments of RIVM."""

from __future__ import annotations

from functools import lru_cache

from hiap.catalogue.measures import opened
from hiap.catalogue.schema_faults import validated
from hiap.catalogue.shipped import shipped
from hiap.domain.errors import InputError
from hiap.domain.evaluation import EvidenceRules
from hiap.domain.instruments import Instruments


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
    document, faults = opened(path)
    rules, refused = validated(document, EvidenceRules)
    if faults or rules is None:
        raise InputError(faults or refused)
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
    return shipped("evidence_rules.yaml", EvidenceRules)


@lru_cache(maxsize=1)
def load_instruments() -> Instruments:
    """The levels of recognition and the framework of RIVM.

    >>> [level.level for level in load_instruments().recognition.levels]
    ['-', 'I', 'II', 'III', 'IV']
    """
    return shipped("rivm.yaml", Instruments)
