"""Run folders: named after their content, written aside, then renamed into place."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from hiap.domain.errors import Fault, InputError, NoSuchRunError, RunExistsError, plain
from hiap.runs.aside import write_through
from hiap.runs.crate import CRATE, crate, digest_of, inputs_digest
from hiap.runs.lock import only_writer
from hiap.workflow.versions import code_digest

RECEIPT = "run.yaml"
RESULT = "result.json"
VERSIONS = re.compile(rb"^(python|numpy): \S+$", re.MULTILINE)
ASIDE = ".writing-"
NAME_LENGTH = 12
FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors for which space is the cure."""


def run_id(files: Mapping[str, bytes]) -> str:
    """Give the name of a run: the first twelve digits of the sha256 over its files by name.

    >>> run_id({"a": b"1"}) == run_id({"a": b"1"}), len(run_id({}))
    (True, 12)
    """
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(name.encode() + b"\\0" + files[name] + b"\\0")
    return total.hexdigest()[:NAME_LENGTH]


@dataclass(frozen=True)
class Written:
    """Where a run stands, and whether it stood there already."""

    folder: Path
    already: bool


def write_run(result: Mapping[str, object], out: Path, files: Mapping[str, str | bytes]) -> Written:
    """Write a run to `out`/<run>/ with its receipt and its RO-Crate, all of it or nothing.

    The same run that is there already is left as it is, and so is what else stands in its folder. What is
    left in `out` of a run that was killed while it wrote is removed.

    Raises
    ------
    RunExistsError : the folder holds something else, or `out` cannot be used.
    """
    contents = {
        name: text if isinstance(text, bytes) else text.encode("utf-8") for name, text in files.items()
    }
    contents[CRATE] = crate(result, contents, RECEIPT)
    target = out / f"{'+'.join(_measures(result))[:60]}-{run_id(contents)}"
    contents[RECEIPT] = receipt(result, contents)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with only_writer(out) as alone:
            if alone:
                _remove_leftovers(out, set(contents))
            already = target.exists()
            if already:
                _check_same(target, contents)
            else:
                _write_aside(out, target, contents)
    except OSError as error:
        cure = f"{'free some space or ' * (error.errno in FULL)}give another --out"
        raise RunExistsError(f"cannot use {target}: {error.strerror or error}; {cure}") from None
    return Written(target, already)


def read_result(run: str | os.PathLike[str]) -> dict[str, object]:
    """Read the result of a run from its folder, if it is as it was written.

    Raises
    ------
    NoSuchRunError : the folder is no run.
    InputError : the result cannot be read, or is not the one of the receipt.

    >>> read_result("nowhere")
    Traceback (most recent call last):
    hiap.domain.errors.NoSuchRunError: nowhere is no run: name the folder where run.yaml and result.json lie
    """
    folder = Path(run)
    paths = (folder / RECEIPT, folder / RESULT)
    if not all(path.is_file() for path in paths):
        raise NoSuchRunError(f"{folder} is no run: name the folder where {RECEIPT} and {RESULT} lie")
    try:
        receipt, content = yaml.safe_load(paths[0].read_text(encoding="utf-8")), paths[1].read_bytes()
        promised = receipt["files_sha256"][RESULT]
        result = dict(json.loads(content))
    except (ValueError, KeyError, TypeError, yaml.YAMLError, OSError) as error:
        why = f"cannot be read: {plain(str(error))}"
        raise InputError([Fault(str(folder), None, why, "take another copy")]) from None
    if hashlib.sha256(content).hexdigest() != promised:
        raise InputError([Fault(str(paths[1]), None, "is not as it was written", "take another copy")])
    return result


def _remove_leftovers(out: Path, names: set[str]) -> None:
    """Remove what dead writers left; only for who holds the lock, for then no writer lives."""
    for folder in out.glob(f"{ASIDE}*"):
        if _is_leftover(folder, names):
            shutil.rmtree(folder, ignore_errors=True)


def _is_leftover(folder: Path, names: set[str]) -> bool:
    """Whether a folder has nothing in it but files of a run; any other is somebody's own."""
    try:
        return not folder.is_symlink() and {file.name for file in folder.iterdir()} <= names
    except OSError:
        return False


def _check_same(target: Path, contents: Mapping[str, bytes]) -> None:
    """Refuse a folder that does not hold each of these files as it would be written now."""
    for name in sorted(contents):
        file = target / name
        if not file.is_file() or _promised(name, file.read_bytes()) != _promised(name, contents[name]):
            raise RunExistsError(
                f"{target} holds another run ({name} is not the same): move it away, or give another --out"
            )


def _promised(name: str, content: bytes) -> bytes:
    """Give what must be the same in every copy of a run: all but the versions of Python and NumPy."""
    return VERSIONS.sub(rb"\1:", content) if name == RECEIPT else content


def _write_aside(out: Path, target: Path, contents: Mapping[str, bytes]) -> None:
    """Write all files to a folder of their own, then give it its name."""
    aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=out))
    try:
        for name, content in contents.items():
            write_through(aside / name, content)
        aside.chmod(0o755)
        aside.rename(target)
    finally:
        if aside.exists():
            shutil.rmtree(aside, ignore_errors=True)


def _measures(result: Mapping[str, object]) -> list[str]:
    """The ids of the measures of a run; `package` stands for several."""
    scenarios = result["scenarios"]
    names = list(scenarios) if isinstance(scenarios, Mapping) else []
    return ["package"] if len(names) > 1 else names


def receipt(result: Mapping[str, object], files: Mapping[str, bytes]) -> bytes:
    """The receipt: versions, engine, settings, and hashes of code, pack, measures, settings and files."""
    import numpy

    pack, settings = result["pack"], result["settings"]
    measures = result.get("measures", {})
    document = {
        "hiap": result["hiap_version"],
        "code_sha256": code_digest(),
        "inputs_sha256": inputs_digest(result),
        "schema": result["schema"],
        "engine": result["engine"],
        "python": ".".join(map(str, sys.version_info[:3])),
        "numpy": numpy.__version__,
        "pack": pack,
        "settings": settings,
        "settings_sha256": digest_of(settings),
        "measures_sha256": measures,
        "files_sha256": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    return _yaml(document)


def _yaml(document: Mapping[str, object]) -> bytes:
    """A plain document as YAML text."""
    plain = json.loads(json.dumps(document))
    return bytes(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=110, encoding="utf-8"))
