"""Reads the documents of the catalogue that ship with hiap and of which there is one."""

from __future__ import annotations

from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from hiap.catalogue.documents import read_document
from hiap.domain.errors import InputError

Kind = TypeVar("Kind", bound=BaseModel)
CURE = "correct it, or install hiap again"


def shipped(name: str, schema: type[Kind]) -> Kind:
    """A document that ships as a value of its schema.

    Raises
    ------
    InputError : the file was changed by hand, and is no longer such a document.

    >>> from hiap.domain.determinant import Determinants
    >>> shipped("determinants.yaml", Determinants).determinants[0].layer
    'living_conditions'
    """
    document, faults = read_document(name, (files("hiap.data") / "catalogue" / name).read_bytes())
    if document is None or faults:
        raise InputError(faults)
    try:
        return schema.model_validate(document.tree)
    except ValidationError as error:
        raise InputError(
            [
                document.fault(found["loc"], f"{'/'.join(map(str, found['loc']))}: {found['msg']}", CURE)
                for found in error.errors()
            ]
        ) from error
