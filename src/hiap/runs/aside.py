"""Writes a new folder or file aside, then renames it into place: all of it or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hiap.domain.errors import RunExistsError


def write_folder(target: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by name into a folder that is not there yet.

    Raises
    ------
    RunExistsError : the folder is there already, or cannot be written.
    """
    if target.exists():
        raise RunExistsError(f"{target} is there already: move it away, or give another --out")
    aside: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=target.parent))
        for name, content in files.items():
            write_through(aside / name, content if isinstance(content, bytes) else content.encode("utf-8"))
        aside.chmod(0o755)
        aside.rename(target)
    except OSError as error:
        raise RunExistsError(
            f"cannot write {target}: {error.strerror or error}; give another --out"
        ) from None
    finally:
        if aside is not None and aside.exists():
            shutil.rmtree(aside, ignore_errors=True)


def write_file(target: Path, content: bytes) -> None:
    """Write one file aside, then give it its name; what has the name already is replaced whole."""
    handle, name = tempfile.mkstemp(prefix=".writing-", dir=target.absolute().parent)
    os.close(handle)
    aside = Path(name)
    try:
        write_through(aside, content)
        aside.chmod(0o644)
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)


def write_through(path: Path, content: bytes) -> None:
    """Write one file through to the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
