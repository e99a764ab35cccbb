"""Reads programmes and portfolios: YAML files of one's own, with every fault of the form at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from hiap.catalogue.documents import Document, read_document
from hiap.catalogue.measures import ENDINGS, in_order, opened, read_file
from hiap.catalogue.schema_faults import validated
from hiap.domain.errors import Fault, InputError
from hiap.domain.plan import PORTFOLIO, PROGRAMME, Portfolio, Programme

PlanType = TypeVar("PlanType", bound=Programme | Portfolio)
SCHEMAS = {PROGRAMME: Programme, PORTFOLIO: Portfolio}


@dataclass(frozen=True)
class Plan(Generic[PlanType]):
    """A document as a value, and as plain values with lines."""

    value: PlanType
    document: Document

    def references(self, names: tuple[str, ...]) -> list[str]:
        """Ids as they are, and paths as seen from the folder of the file."""
        folder = Path(self.document.name).parent
        return [str(folder / name) if name.lower().endswith(ENDINGS) else name for name in names]


def is_plan(path: str) -> bool:
    """Whether a file says that it is a programme or a portfolio; what cannot be read says nothing."""
    if not path.lower().endswith(ENDINGS):
        return False
    data = read_file(path)
    if isinstance(data, Fault):
        return False
    document, _ = read_document(path, data)
    return document is not None and document.tree.get("schema") in SCHEMAS


def read_plan(path: str, schema: type[PlanType]) -> Plan[PlanType]:
    """Read one document of a schema.

    Raises
    ------
    InputError : every fault of the form, each with its line and cure.
    """
    document, faults = _document(path, PROGRAMME if schema is Programme else PORTFOLIO)
    value, refused = validated(document, schema)
    if faults or value is None:
        raise InputError(in_order([*faults, *refused]))
    return Plan(value, document)


def _document(path: str, schema: str) -> tuple[Document, list[Fault]]:
    """A file as plain values, if it says that it is of the schema."""
    document, faults = opened(path)
    if document.tree.get("schema") != schema:
        cure = f"begin it with schema: {schema}"
        raise InputError([document.fault(("schema",), "schema is not that of this command", cure)])
    return document, faults
