"""Verify a run: are its files those of the receipt, and does computing it again give the same numbers?"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from hiap import __version__
from hiap.domain.errors import Fault, InputError, NoSuchRunError, plain
from hiap.runs.folder import RECEIPT, RESULT
from hiap.workflow.appraise import Result
from hiap.workflow.versions import code_digest

TOLERANCE = 1e-9
"""How far engines and machines may differ, relative to the largest number of the same name."""
TOLERANCE_OF_A_LIMIT = 1e-6
"""The same of what there was beyond a limit: a difference of two rates, with fewer digits than these."""
MOST_SHOWN = 10
OF_THE_ENGINE = ("engine", "hiap_version")
Repeat = Callable[[Result], Result]


@dataclass(frozen=True)
class Check:
    """One thing that was verified: what, whether it held, and in words what was found."""

    what: str
    held: bool
    found: str


def verify(folder: Path, repeat: Repeat) -> list[Check]:
    """Check the files of a run against its receipt, compute it again with `repeat`, and compare.

    Raises
    ------
    NoSuchRunError : the folder is no run.
    InputError : the receipt or the result cannot be read.
    """
    receipt, result = _read(folder)
    again = repeat(result)
    return [
        _files(folder, receipt),
        _versions(receipt, result, again),
        _pack(result, again),
        _numbers(result, again),
    ]


def _read(folder: Path) -> tuple[Mapping[str, object], Result]:
    """The receipt and the result of a run."""
    if not (folder / RECEIPT).is_file() or not (folder / RESULT).is_file():
        raise NoSuchRunError(f"{folder} is no run: name the folder in which {RECEIPT} and {RESULT} lie")
    try:
        receipt = yaml.safe_load((folder / RECEIPT).read_text(encoding="utf-8"))
        result = json.loads((folder / RESULT).read_text(encoding="utf-8"))
    except (ValueError, yaml.YAMLError, OSError) as error:
        why = f"cannot be read: {plain(str(error))}"
        raise InputError([Fault(str(folder), None, why, "take another copy")]) from None
    if not isinstance(receipt, dict) or not isinstance(result, dict) or "documents" not in result:
        why = "the result does not hold its measures"
        raise InputError([Fault(str(folder), None, why, "appraise the measures again with this version")])
    return receipt, result


def _files(folder: Path, receipt: Mapping[str, object]) -> Check:
    """Whether every file is the one that the receipt names."""
    promised = receipt.get("files_sha256")
    names = promised if isinstance(promised, Mapping) else {}
    changed = [name for name, digest in names.items() if _digest(folder / str(name)) != digest]
    if not names:
        return Check("files", False, "the receipt names no files")
    return Check("files", not changed, f"not as written: {', '.join(changed)}" if changed else "as written")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _versions(receipt: Mapping[str, object], result: Result, again: Result) -> Check:
    """Versions and engine then and now; another one is told and is no failure in itself."""
    now = {
        "hiap": __version__,
        "python": ".".join(map(str, sys.version_info[:3])),
        "numpy": np.__version__,
    }
    other = [
        f"{name} {receipt.get(name)}, now {version}"
        for name, version in now.items()
        if receipt.get(name) != version
    ]
    if "code_sha256" in receipt and receipt["code_sha256"] != code_digest():
        other.append("other code of hiap")
    if result.get("engine") != again.get("engine"):
        other.append(f"engine {result.get('engine')}, now {again.get('engine')}")
    return Check("versions", True, "; ".join(other) if other else f"the same; engine {result.get('engine')}")


def _pack(result: Result, again: Result) -> Check:
    """Whether the pack is the one of the run."""
    same = result.get("pack") == again.get("pack")
    return Check("pack", same, "the same" if same else "another: give the folder of the pack with --pack")


def _numbers(result: Result, again: Result) -> Check:
    """Whether the numbers came out the same, to the byte or to 1e-9, or which do not."""
    then, now = (_plain(found) for found in (result, again))
    if json.dumps(then) == json.dumps(now):
        return Check("result", True, "the same bytes")
    old, new = dict(_leaves(then)), dict(_leaves(now))
    scale = _scales(old)
    off = [path for path in [*old, *(p for p in new if p not in old)] if not _same(path, old, new, scale)]
    if not off:
        return Check("result", True, f"the same to {TOLERANCE:g}")
    shown = [f"{path}: {old.get(path, 'absent')}, now {new.get(path, 'absent')}" for path in off[:MOST_SHOWN]]
    more = f"; and {len(off) - MOST_SHOWN} more" if len(off) > MOST_SHOWN else ""
    return Check("result", False, f"{len(off)} of {len(old)} differ: {'; '.join(shown)}{more}")


def _plain(result: Result) -> Mapping[str, object]:
    """A result without what names its engine, as it is after writing and reading."""
    kept = {key: value for key, value in result.items() if key not in OF_THE_ENGINE}
    plain: Mapping[str, object] = json.loads(json.dumps(kept))
    return plain


def _leaves(value: object, at: str = "") -> Iterator[tuple[str, object]]:
    """Every leaf with its path."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{at}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{at}[{index}]")
    else:
        yield at, value


def _scales(leaves: Mapping[str, object]) -> dict[str, float]:
    """The largest number of every name: the last two parts of its path."""
    scales: dict[str, float] = {}
    for path, value in leaves.items():
        if _number(value):
            name = _name(path)
            scales[name] = max(scales.get(name, 0.0), abs(float(str(value))))
    return scales


def _name(path: str) -> str:
    """The last two parts of a path; a series has one name for all its years."""
    return ".".join(path.split(".")[-2:]).rstrip("0123456789[]")


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(
    path: str, old: Mapping[str, object], new: Mapping[str, object], scale: Mapping[str, float]
) -> bool:
    """Whether a leaf is the same: numbers within the tolerance, all else exactly."""
    if path not in old or path not in new:
        return False
    then, now = old[path], new[path]
    if _number(then) and _number(now):
        size = max(scale.get(_name(path), 0.0), abs(float(str(now))))
        limit = path.startswith("reference.calibration[") and path.endswith(".size")
        tolerance = TOLERANCE_OF_A_LIMIT if limit else TOLERANCE
        return abs(float(str(then)) - float(str(now))) <= tolerance * size
    return then == now
