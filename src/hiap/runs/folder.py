"""Run folders: named after their content, written aside, then renamed into place."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import yaml

from hiap.domain.errors import RunExistsError

RECEIPT = "run.yaml"
NAME_LENGTH = 12


def run_id(files: Mapping[str, bytes]) -> str:
    """Give the name of a run: the first twelve digits of the sha256 over its files by name.

    >>> run_id({"a": b"1"}) == run_id({"a": b"1"}), len(run_id({}))
    (True, 12)
    """
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(name.encode() + b"\\0" + files[name] + b"\\0")
    return total.hexdigest()[:NAME_LENGTH]


def write_run(result: Mapping[str, object], out: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a run to `out`/<run>/ with its receipt, all of it or nothing.

    The same run that is there already with the same content is left as it is.

    Raises
    ------
    RunExistsError : the folder holds something else, or `out` cannot be written.
    """
    contents = {
        name: text if isinstance(text, bytes) else text.encode("utf-8") for name, text in files.items()
    }
    target = out / f"{'+'.join(_measures(result))[:60]}-{run_id(contents)}"
    contents[RECEIPT] = receipt(result, contents)
    if target.exists():
        if _same(target, contents):
            return target
        raise RunExistsError(f"{target} holds another run: move it away, or give another --out")
    aside: Path | None = None
    try:
        out.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=out))
        for name, content in contents.items():
            _write(aside / name, content)
        aside.chmod(0o755)
        aside.rename(target)
    except OSError as error:
        raise RunExistsError(
            f"cannot write {target}: {error.strerror or error}; free some space or give another --out"
        ) from None
    finally:
        if aside is not None and aside.exists():
            shutil.rmtree(aside, ignore_errors=True)
    return target


def _write(path: Path, content: bytes) -> None:
    """Write one file through to the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _measures(result: Mapping[str, object]) -> list[str]:
    """The ids of the measures of a run; `package` stands for several."""
    scenarios = result["scenarios"]
    names = list(scenarios) if isinstance(scenarios, Mapping) else []
    return ["package"] if len(names) > 1 else names


def _same(target: Path, contents: Mapping[str, bytes]) -> bool:
    """Whether a folder holds exactly these files; the receipt may name other versions of Python or NumPy."""
    if not target.is_dir() or {file.name for file in target.iterdir()} != set(contents):
        return False
    told = {name: content for name, content in contents.items() if name != RECEIPT}
    return all((target / name).read_bytes() == content for name, content in told.items())


def receipt(result: Mapping[str, object], files: Mapping[str, bytes]) -> bytes:
    """The receipt: versions, engine, settings, and hashes of pack, measures, settings and files."""
    import numpy

    pack, settings = result["pack"], result["settings"]
    measures = result.get("measures", {})
    document = {
        "hiap": result["hiap_version"],
        "schema": result["schema"],
        "engine": result["engine"],
        "python": ".".join(map(str, sys.version_info[:3])),
        "numpy": numpy.__version__,
        "pack": pack,
        "settings": settings,
        "settings_sha256": _digest(settings),
        "measures_sha256": measures,
        "files_sha256": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    return _yaml(document)


def _digest(value: object) -> str:
    """sha256 of a plain value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _yaml(document: Mapping[str, object]) -> bytes:
    """A plain document as YAML text."""
    plain = json.loads(json.dumps(document))
    return bytes(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=110, encoding="utf-8"))
