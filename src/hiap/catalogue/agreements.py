"""Reads agreements: a YAML file of one's own, with every fault of it at once."""

from __future__ import annotations

from typing import NamedTuple

from hiap.catalogue.agreement_checks import Known, agreement_findings, basis_findings
from hiap.catalogue.documents import Document
from hiap.catalogue.measures import in_order, opened
from hiap.catalogue.schema_faults import validated
from hiap.domain.agreement import SCHEMA, Agreement
from hiap.domain.errors import Fault


class Read(NamedTuple):
    """A file as an agreement if its form has no faults, its document, and its faults."""

    agreement: Agreement | None
    document: Document
    faults: list[Fault]


def read_agreement(path: str) -> Read:
    """Read a file and check its form; what it names is for `named_faults`, once the pack is known.

    Raises
    ------
    InputError : it cannot be read, or is no document at all.
    """
    document, faults = opened(path)
    if document.tree.get("schema") != SCHEMA:
        problem = "the file is no agreement" if "schema" not in document.tree else "schema is not known"
        return Read(None, document, [document.fault(("schema",), problem, f"begin it with schema: {SCHEMA}")])
    agreement, refused = validated(document, Agreement)
    found = [document.fault(*finding) for finding in basis_findings(document.tree)]
    return Read(agreement, document, in_order([*faults, *refused, *found]))


def named_faults(read: Read, known: Known) -> list[Fault]:
    """Faults of what a document names: parties, keys, years, schemes, sources."""
    return in_order(
        [read.document.fault(*finding) for finding in agreement_findings(read.document.tree, known)]
    )
