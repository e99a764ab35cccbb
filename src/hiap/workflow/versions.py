"""What the bytes of a result rest on besides its inputs: the code of hiap and its libraries.

Nothing of the model is imported here: a run is read and told without it.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from hiap import __version__

NUMBERS_FROM = ("numpy", "scipy", "numba")
PACKS = ("data", "packs")


def versions() -> dict[str, str]:
    """Versions of hiap, Python and the libraries that numbers come from."""
    return {
        "hiap": __version__,
        "python": ".".join(map(str, sys.version_info[:2])),
        **{name: version(name) for name in NUMBERS_FROM},
    }


@cache
def code_digest() -> str:
    """sha256 over all files of hiap by name, packs left out: they have a hash of their own."""
    root = Path(__file__).resolve().parents[1]
    total = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if path.is_file() and name.parts[:2] != PACKS and "__pycache__" not in name.parts:
            total.update(name.as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()
