"""Reads the determinants of health: the list that measures and screening share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from pydantic import ValidationError

from hiap.catalogue.documents import read_document
from hiap.domain.determinant import Determinant, Determinants
from hiap.domain.errors import InputError

NAME = "determinants.yaml"


@lru_cache(maxsize=1)
def load_determinants() -> Mapping[str, Determinant]:
    """The determinants by id, in the order of the list.

    >>> load_determinants()["smoking"].layer
    'lifestyle'
    """
    return {item.id: item for item in determinants_document().determinants}


@lru_cache(maxsize=1)
def determinants_document() -> Determinants:
    """The whole list, with the sources of its paths.

    Raises
    ------
    InputError : if the file cannot be read as a list of determinants.
    """
    document, faults = read_document(NAME, (files("hiap.data") / "catalogue" / NAME).read_bytes())
    if document is None or faults:
        raise InputError(faults)
    try:
        return Determinants.model_validate(document.tree)
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(step) for step in first["loc"])
        fault = document.fault(first["loc"], f"{place}: {first['msg']}", "see docs/screening.md")
        raise InputError([fault]) from error
