"""Reads what each way of evaluating takes for granted."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from pydantic import ValidationError

from hiap.catalogue.documents import read_document
from hiap.catalogue.schema_faults import schema_faults
from hiap.domain.designs import Designs
from hiap.domain.errors import InputError

FILE = "designs.yaml"


@lru_cache(maxsize=1)
def load_designs() -> Designs:
    """The ways of evaluating, with their assumptions and tests in words.

    >>> [design.id for design in load_designs().designs]
    ['promise', 'interrupted-time-series', 'difference-in-differences', 'synthetic-control']
    """
    document, faults = read_document(FILE, (files("hiap.data") / "catalogue" / FILE).read_bytes())
    if document is None or faults:
        raise InputError(faults)
    try:
        return Designs.model_validate(document.tree)
    except ValidationError as error:
        raise InputError(schema_faults(document, error.errors(), Designs)) from None
