"""Writes a new folder aside, then renames it into place: all of it or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hiap.domain.errors import RunExistsError


def write_folder(target: Path, files: Mapping[str, str]) -> None:
    """Write texts by name into a folder that is not there yet.

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
        for name, text in files.items():
            with (aside / name).open("wb") as stream:
                stream.write(text.encode("utf-8"))
                stream.flush()
                os.fsync(stream.fileno())
        aside.chmod(0o755)
        aside.rename(target)
    except OSError as error:
        raise RunExistsError(
            f"cannot write {target}: {error.strerror or error}; give another --out"
        ) from None
    finally:
        if aside is not None and aside.exists():
            shutil.rmtree(aside, ignore_errors=True)
