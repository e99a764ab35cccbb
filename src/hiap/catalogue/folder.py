"""Finds the folder of a pack and reads its files: text, rows and documents."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from hiap.catalogue.yaml12 import CoreLoader
from hiap.domain.errors import Fault, InputError, PackError

DERIVED = ("sensitivity.csv",)
"""Tables that are computed from the pack: no result follows from them."""
Row = Mapping[str, str]


@dataclass(frozen=True)
class Folder:
    """The folder of one pack edition."""

    path: Traversable

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return self.path.joinpath(name).is_file()

    def text(self, name: str) -> str:
        """Give the text of one file."""
        file = self.path.joinpath(name)
        if not file.is_file():
            raise PackError(f"the pack misses {name}: reinstall hiap, or add the file to your own pack")
        return file.read_text(encoding="utf-8-sig")

    def rows(self, name: str) -> list[dict[str, str]]:
        """Give the rows of one table."""
        header, *rows = csv.reader(io.StringIO(self.text(f"{name}.csv")))
        return [dict(zip(header, row, strict=True)) for row in rows]

    def columns(self, name: str) -> dict[str, tuple[str, ...]]:
        """Give the columns of one table; quicker than rows for a large one."""
        header, *rows = csv.reader(io.StringIO(self.text(f"{name}.csv")))
        if not rows:
            return dict.fromkeys(header, ())
        return dict(zip(header, zip(*rows, strict=True), strict=True))

    def yaml(self, name: str) -> object:
        """Give one YAML document as plain lists, dictionaries and numbers."""
        content: object = yaml.load(self.text(f"{name}.yaml"), Loader=CoreLoader)
        return content

    def digest(self) -> str:
        """Give the sha256 over all files of the pack, by name, without those that are computed from it."""
        files_here = [file for file in self.path.iterdir() if file.name.endswith((".csv", ".yaml"))]
        return self.digest_of(file.name for file in files_here if file.is_file() and file.name not in DERIVED)

    def digest_of(self, names: Iterable[str]) -> str:
        """Give the sha256 over some files, by name; the end of a line does not matter."""
        total = hashlib.sha256()
        for name in sorted(names):
            total.update(name.encode())
            total.update(self.path.joinpath(name).read_bytes().replace(b"\r\n", b"\n"))
        return total.hexdigest()


def optional_rows(folder: Folder, name: str) -> list[dict[str, str]]:
    """Give the rows of a table that a pack may do without; none if it is not there."""
    return folder.rows(name) if folder.has(f"{name}.csv") else []


def parted(pack: str) -> tuple[str, str]:
    """Part the name of a pack from the place after the @; a folder that has an @ in its own name stays whole.

    >>> parted("NLD/2025@ggd-groningen"), parted("NLD/2025")
    (('NLD/2025', 'ggd-groningen'), ('NLD/2025', ''))
    """
    if not isinstance(pack, str) or os.path.isdir(pack):
        return pack, ""
    name, sign, place = pack.rpartition("@")
    good = sign and name and re.fullmatch(r"[a-z0-9-]+", place)
    return (name, place) if good else (pack, "")


def pack_folder(pack: str) -> Folder:
    """Find a pack that ships with hiap by its id, as in NLD/2025, or one of your own by its folder."""
    if not isinstance(pack, str):
        raise InputError([Fault("--pack", None, f"{pack!r} is not text", "give it as text, as str(path)")])
    if pack in shipped_packs():
        return Folder(files("hiap.data").joinpath("packs", *pack.split("/")))
    own = Path(pack)
    if os.path.isfile(own / "pack.yaml"):  # Path.is_file fails on a name that is too long
        return Folder(own)
    if parted(pack)[1]:
        whole = f"this asks for the whole country: write {parted(pack)[0]}"
        raise InputError([Fault("--pack", None, f"{pack} is a place", whole)])
    there = os.path.isdir(own)
    what = "is a folder without pack.yaml" if there else "is no pack that ships with hiap, and no folder"
    cure = f"give {', '.join(shipped_packs())} or the path of a folder with a pack"
    raise InputError([Fault("--pack", None, f"{pack} {what}", cure)])


def checked_folder(pack: str) -> Folder:
    """Find a pack; one of a user's own is checked in full first."""
    folder = pack_folder(pack)
    if pack not in shipped_packs():
        refuse_faults(folder)
    return folder


def refuse_faults(folder: Folder) -> None:
    """Raise every fault of a pack of a user's own; one that ships is checked by the tests."""
    from hiap.catalogue.pack_check import pack_faults  # late: most commands read a pack that ships

    faults = pack_faults(folder)
    if faults:
        raise InputError(faults)


def shipped_packs() -> tuple[str, ...]:
    """The ids of the packs that ship with hiap.

    >>> shipped_packs()
    ('NLD/2025',)
    """
    packs = files("hiap.data").joinpath("packs")
    countries = [country for country in packs.iterdir() if country.is_dir()]
    found = [f"{c.name}/{edition.name}" for c in countries for edition in c.iterdir() if edition.is_dir()]
    return tuple(sorted(found))


def is_number(text: str) -> bool:
    """Whether a text is a finite number, as a cell or the point of a response curve has to be.

    >>> is_number("1e3"), is_number("nan"), is_number("per_unit")
    (True, False, False)
    """
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
