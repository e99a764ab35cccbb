"""What a folder of measures holds, without reading every file each time.

A line per file is kept among the caches of the user, with the size and the time of change of the file. It
only lists: who computes with a measure reads its file.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from hiap.catalogue.documents import read_document
from hiap.catalogue.tree import as_list, as_map
from hiap.domain.errors import Fault, InputError, shortened

FORMAT = "hiap-index/3"
ENDINGS = (".yaml", ".yml")
SETTLED_NS = 2_000_000_000
"""A file that changed this shortly before it was read may change again unseen: it is read again next time."""

Line = Mapping[str, Any]
Progress = Callable[[int, int, str], None]


def index_of(folder: Path, progress: Progress | None = None) -> dict[str, Line]:
    """What each measure in a folder says of itself, by the name of its file; only what changed is read.

    Raises
    ------
    InputError : the folder is not there, or cannot be read.
    """
    place = _place(folder)
    kept = _kept(place)
    found: dict[str, Line] = {}
    stamps = _stamps(folder)
    stale = [name for name, stamp in stamps.items() if kept.get(name, {}).get("stamp") != stamp]
    begun = time.time_ns()
    for count, name in enumerate(stale, 1):
        found[name] = {"stamp": stamps[name], "says": _says(folder / name)}
        if progress:
            progress(count, len(stale), name)
    for name in stamps.keys() - found.keys():
        found[name] = kept[name]
    if stale or kept.keys() - stamps.keys():
        settled = {name: line for name, line in found.items() if line["stamp"][1] < begun - SETTLED_NS}
        _keep(place, settled)
    return {name: found[name]["says"] for name in sorted(found)}


def in_folder(folder: str, identifier: str) -> str:
    """The path of a measure in a folder, by the name of its file.

    Raises
    ------
    InputError : there is no such file, with the nearest name.
    """
    for ending in ENDINGS:
        path = Path(folder) / f"{identifier}{ending}"
        if path.parent == Path(folder) and path.is_file():
            return str(path)
    names = [Path(name).stem for name in _stamps(Path(folder))]
    known = get_close_matches(identifier, names, n=1)
    meant = f"did you mean {known[0]}? " if known else ""
    cure = f"{meant}hiap measures --catalogue {folder} lists them"
    raise InputError([Fault(folder, None, f"no measure {shortened(identifier)} in this folder", cure)])


def _stamps(folder: Path) -> dict[str, list[int]]:
    """Size and time of change of every measure in a folder."""
    try:
        with os.scandir(folder) as entries:
            files = [entry for entry in entries if entry.name.endswith(ENDINGS) and entry.is_file()]
            return {entry.name: [entry.stat().st_size, entry.stat().st_mtime_ns] for entry in files}
    except OSError as error:
        problem = f"is no folder that can be read: {error.strerror}"
        raise InputError([Fault(str(folder), None, problem, "give a folder with measures")]) from None


def _says(path: Path) -> Line:
    """The few words by which a measure is listed; where it cannot be read, why."""
    try:
        document, faults = read_document(path.name, path.read_bytes())
    except OSError as error:
        return {"problem": f"cannot be read: {error.strerror}"}
    if document is None or faults:
        return {"problem": f"cannot be read: {faults[0].message}"}
    if not document.tree.keys() & {"effects", "not_quantified"}:
        return {"problem": "no measure: it has neither effects nor not_quantified"}
    return brief(document.tree)


def brief(tree: Mapping[str, Any]) -> Line:
    """The words by which a document is listed.

    >>> brief({"id": "lunch", "title": {"nl": "Lunch", "en": "Lunch"}, "not_quantified": {}})["computed"]
    False
    """
    effects = [as_map(effect) for effect in as_list(tree.get("effects"))]
    certainties = {as_map(effect.get("evidence")).get("certainty") for effect in effects}
    title = as_map(tree.get("title"))
    return {
        "id": str(tree.get("id")),
        "title_nl": str(title.get("nl", "")),
        "title_en": str(title.get("en", "")),
        "theme": None if tree.get("theme") is None else str(tree.get("theme")),
        "ministries": [str(name) for name in as_list(tree.get("ministries"))],
        "maturity": str(tree.get("maturity", "")),
        "review_by": None if tree.get("review_by") is None else str(tree.get("review_by")),
        "computed": "not_quantified" not in tree,
        "certainties": sorted(str(certainty) for certainty in certainties if certainty),
    }


def _place(folder: Path) -> Path:
    """Where the index of a folder is kept; one for each folder."""
    name = hashlib.sha256(os.path.realpath(folder).encode()).hexdigest()[:20]
    return cache_folder() / "catalogues" / f"{name}.json"


def cache_folder() -> Path:
    """The folder of the user's caches, as the system has it."""
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    home = Path("~").expanduser()
    usual = home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"
    return (Path(given) if given else usual) / "hiap"


def _kept(place: Path) -> dict[str, Line]:
    """The lines that were kept; none where there is no index, or another or a damaged one."""
    try:
        read = json.loads(place.read_bytes())
    except (OSError, ValueError):
        return {}
    lines = read.get("files") if isinstance(read, dict) and read.get("format") == FORMAT else None
    return lines if isinstance(lines, dict) and all(map(_whole, lines.values())) else {}


def _whole(line: object) -> bool:
    return (
        isinstance(line, dict) and isinstance(line.get("says"), dict) and isinstance(line.get("stamp"), list)
    )


def _keep(place: Path, lines: Mapping[str, Line]) -> None:
    """Write the index whole or not at all; without a place to write the next time is as slow as this one."""
    aside = ""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".index-", dir=place.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump({"format": FORMAT, "files": lines}, stream, ensure_ascii=False)
        os.replace(aside, place)
        return
    if aside:
        with suppress(OSError):
            os.unlink(aside)
