"""What comes with the extra `report`: found when a file needs it, with the cure where it is absent."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from hiap.domain.errors import Fault, InputError


def needed(module: str, what: str) -> ModuleType:
    """Import a module of the extra `report`.

    Raises
    ------
    InputError : it is not installed; says what to install.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        cure = "install it: pip install 'hiap[report]'"
        raise InputError([Fault(what, None, f"needs {module}, which is not installed", cure)]) from None
