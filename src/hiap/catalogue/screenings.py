"""Reads screenings: a YAML file of one's own with every fault at once, and the conventions of screening."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from hiap.catalogue.documents import Document
from hiap.catalogue.measures import ENDINGS, in_order, opened
from hiap.catalogue.schema_faults import validated
from hiap.catalogue.screening_checks import screening_findings
from hiap.catalogue.shipped import shipped
from hiap.domain.errors import Fault
from hiap.domain.screening import SCHEMA, Screening, ScreeningRules
from hiap.domain.vocabulary import Vocabulary


class Read(NamedTuple):
    """A file as a screening if it has no faults, whether it is meant as one, and its faults."""

    screening: Screening | None
    meant: bool
    faults: list[Fault]


def read_screening(path: str, words: Vocabulary) -> Read:
    """Read a file; one that does not begin as a screening is left to who reads measures.

    Raises
    ------
    InputError : it cannot be read, or is no document at all.
    """
    if not path.lower().endswith(ENDINGS):
        return Read(None, False, [])
    document, faults = opened(path)
    schema = document.tree.get("schema")
    if schema is None:
        return Read(None, False, [])
    if schema != SCHEMA:
        problem = f"schema {schema} is no screening"
        return Read(None, True, [document.fault(("schema",), problem, f"begin it with schema: {SCHEMA}")])
    return _checked(document, faults, words)


def _checked(document: Document, faults: list[Fault], words: Vocabulary) -> Read:
    screening, refused = validated(document, Screening)
    found = [document.fault(*finding) for finding in screening_findings(document.tree, words)]
    faults = [*faults, *refused, *found]
    return Read(None if faults else screening, True, in_order(faults))


@lru_cache(maxsize=1)
def screening_rules() -> ScreeningRules:
    """The conventions of screening: classes of size, terms, and rules for the outcome.

    >>> [size.id for size in screening_rules().sizes]
    ['negligible', 'small', 'medium', 'large']
    """
    return shipped("screening.yaml", ScreeningRules)
