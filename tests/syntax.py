"""The syntax tree of a source file, for tests that read code."""

from __future__ import annotations

import ast
import gc


def parsed(source: str) -> ast.Module:
    """The tree; Python 3.11 may fail where garbage is collected while it makes one."""
    gc.disable()
    try:
        return ast.parse(source)
    finally:
        gc.enable()
