"""Reads agreements: a YAML file of one's own, with every fault of it at once."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import ValidationError

from hiap.catalogue.agreement_checks import Known, agreement_findings, basis_findings
from hiap.catalogue.documents import Document, read_document
from hiap.catalogue.measures import in_order, read_file
from hiap.catalogue.schema_faults import schema_faults
from hiap.domain.agreement import SCHEMA, Agreement
from hiap.domain.errors import Fault


class Read(NamedTuple):
    """A file as an agreement if its form has no faults, its document if it can be read at all, its faults."""

    agreement: Agreement | None
    document: Document | None
    faults: list[Fault]


def read_agreement(path: str) -> Read:
    """Read a file and check its form; what it names is checked with `checked`, once the pack is known."""
    data = read_file(path)
    if isinstance(data, Fault):
        return Read(None, None, [data])
    document, faults = read_document(path, data)
    if document is None:
        return Read(None, None, faults)
    if document.tree.get("schema") != SCHEMA:
        problem = "the file is no agreement" if "schema" not in document.tree else "schema is not known"
        return Read(None, document, [document.fault(("schema",), problem, f"begin it with schema: {SCHEMA}")])
    agreement: Agreement | None = None
    try:
        agreement = Agreement.model_validate(document.tree)
    except ValidationError as error:
        faults += schema_faults(document, error.errors(), Agreement)
    faults += [document.fault(*finding) for finding in basis_findings(document.tree)]
    return Read(agreement, document, in_order(faults))


def named_faults(read: Read, known: Known) -> list[Fault]:
    """Faults of what a document names: parties, keys, years, schemes, sources."""
    if read.document is None:
        return []
    return in_order(
        [read.document.fault(*finding) for finding in agreement_findings(read.document.tree, known)]
    )
