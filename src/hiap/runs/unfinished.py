"""Runs that were cut off: finished draws are kept as they come, so that `hiap resume` goes on from there."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

from hiap.domain.errors import Fault, InputError, NoSuchRunError, RunExistsError, plain
from hiap.economics.ledger import Line
from hiap.runs.folder import RECEIPT
from hiap.runs.lock import only_writer
from hiap.workflow.block import NOT_BY_DRAW, Differences, Task
from hiap.workflow.computed import Record
from hiap.workflow.versions import versions

ASKED = "asked.json"
NAME = "unfinished-"
NAME_LENGTH = 12
SCHEMA = "hiap-unfinished/1"
TOLD = "told"


@dataclass(frozen=True)
class Unfinished:
    """A run that was begun: its folder, what was asked, and what its files are to be in.

    `record` is what `repeat` reads; `pack` the id or the folder of its pack; `lang` the language.
    """

    folder: Path
    record: Record
    pack: str
    lang: str

    @property
    def draws(self) -> int:
        """Draws that are kept of the base case.

        Of blocks that overlap, which a person may have put there, none counts twice.
        """
        kept: set[int] = set()
        for file in self.folder.glob("base-*.npz"):
            first, last = map(int, file.stem.split("-")[1:])
            kept.update(range(first, last))
        return len(kept)

    def get(self, block: Task) -> Differences | None:
        """The block, if it was kept whole; of one that was cut off by a power cut nothing is used."""
        try:
            with np.load(self._file(block), allow_pickle=False) as arrays:
                told = json.loads(str(arrays[TOLD]))
                names = [field.name for field in fields(Differences) if field.name not in NOT_BY_DRAW]
                return Differences(
                    **{name: arrays[name] for name in names},
                    lines=tuple(Line(*line) for line in told["lines"]),
                    accounts=tuple(told["accounts"]),
                    clamps=tuple(told["clamps"]),
                )
        except (OSError, KeyError, TypeError, ValueError, EOFError, zipfile.BadZipFile):
            return None

    def put(self, block: Task, part: Differences) -> None:
        """Keep a block: written aside, then given its name."""
        names = [field.name for field in fields(part) if field.name not in NOT_BY_DRAW]
        lines = [astuple(line) for line in part.lines]
        told = json.dumps({"lines": lines, "accounts": part.accounts, "clamps": part.clamps})
        _replace(self._file(block), {name: getattr(part, name) for name in names} | {TOLD: np.array(told)})

    def remove(self) -> None:
        """Remove what was kept, for the run is written now; what was asked last, to be found till then."""
        for file in self.folder.glob("*.npz"):
            file.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _file(self, block: Task) -> Path:
        return self.folder / f"{block.variant}-{block.first}-{block.last}.npz"


Begin = Callable[[Record], Unfinished]
"""What gives the place for the draws of a run, from what is asked."""


class Keeper:
    """Keeps the draws of one run while it is computed; see `keeping`."""

    def __init__(self, begin: Begin, holds: ExitStack) -> None:
        self._begin, self._holds = begin, holds
        self.kept: Unfinished | None = None

    def open(self, record: Record) -> Unfinished | None:
        """Begin to keep a run, or go on with it; None without draws, or if another process holds it."""
        if not _part(record, "settings")["draws"]:
            return None
        begun = self._begin(record)
        try:
            self._holds.enter_context(only_writer(begun.folder, patience=0.0))
        except RunExistsError:
            return None
        self.kept = begun
        return begun


@contextmanager
def keeping(begin: Begin) -> Iterator[Keeper]:
    """Keep draws until the run is written; of a run that fails what there is stays.

    `begin` gives the place from what is asked: `new_in` a folder, or `again` for a run that was cut off.
    """
    with ExitStack() as holds:
        keeper = Keeper(begin, holds)
        try:
            yield keeper
        except BaseException:
            if keeper.kept is not None and not any(keeper.kept.folder.glob("*.npz")):
                holds.close()
                keeper.kept.remove()
                keeper.kept = None
            raise
        holds.close()
        if keeper.kept is not None:
            keeper.kept.remove()


def new_in(out: Path, lang: str, pack: str) -> Begin:
    """Begin in a folder of `out` that is named after what is asked, or go on with what is kept there.

    Parameters
    ----------
    out : folder in which the run will be written.
    lang : language of its files.
    pack : id or folder of its pack.
    """
    place = str(Path(pack).absolute()) if Path(pack).is_dir() else pack

    def begin(record: Record) -> Unfinished:
        document = {"schema": SCHEMA, "versions": versions(), "lang": lang, "pack": place, "record": record}
        digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()[:NAME_LENGTH]
        folder = out / f"{NAME}{digest}"
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ASKED).is_file():
            aside = folder / f"{ASKED}.{os.getpid()}.tmp"
            aside.write_text(json.dumps(document, indent=1), encoding="utf-8", newline="\n")
            aside.replace(folder / ASKED)
        return Unfinished(folder, record, place, lang)

    return begin


def again(begun: Unfinished) -> Begin:
    """Go on with a run that was cut off, if the pack is still the one that it was begun with."""

    def begin(record: Record) -> Unfinished:
        if _part(record, "pack") != _part(begun.record, "pack"):
            why = f"pack {begun.pack} has changed since this run was begun"
            raise InputError([Fault(str(begun.folder), None, why, "appraise the measures again")])
        return begun

    return begin


def read_unfinished(folder: Path) -> Unfinished:
    """Find a run that was cut off.

    Raises
    ------
    NoSuchRunError : the folder is a finished run, or none at all.
    InputError : it cannot be read, or other versions made it, whose draws are not the same to the byte.
    """
    if (folder / RECEIPT).is_file():
        raise NoSuchRunError(f"{folder} is finished: nothing is left to do")
    file = folder / ASKED
    if not file.is_file():
        raise NoSuchRunError(
            f"{folder} is no run that was cut off: name a folder {NAME}..., in which {ASKED} lies"
        )
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        found = Unfinished(folder, dict(document["record"]), str(document["pack"]), str(document["lang"]))
        made_with = dict(document["versions"])
    except (ValueError, KeyError, TypeError, OSError) as error:
        why = f"cannot be read: {plain(str(error))}"
        raise InputError([Fault(str(file), None, why, "appraise the measures again")]) from None
    if made_with != versions():
        told = ", ".join(f"{name} {version}" for name, version in made_with.items())
        why = f"was begun with {told}; this is another version"
        raise InputError([Fault(str(folder), None, why, "appraise the measures again")])
    return found


def _part(record: Record, key: str) -> Mapping[str, object]:
    part = record[key]
    return part if isinstance(part, Mapping) else {}


def _replace(file: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Write arrays aside, then give the file its name."""
    aside = file.with_suffix(f".{os.getpid()}.tmp")
    with aside.open("wb") as stream:
        np.savez(stream, **arrays)  # type: ignore[arg-type]
    aside.replace(file)
