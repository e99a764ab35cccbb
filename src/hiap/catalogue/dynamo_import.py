"""Reads a DYNAMO-HIA reference data set: every file that can be taken, and a report of what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hiap.catalogue.dynamo_forms import CONFIGURATIONS, FORMS, NEWBORNS, Grids, read_grids
from hiap.catalogue.dynamo_xml import XmlFile, read_xml
from hiap.domain.errors import Fault, InputError

ROOMS = ("populations", "risk_factors", "diseases")
MOST_FILES = 5_000
OTHERS = "sits under no Populations, Risk_Factors or Diseases"


@dataclass(frozen=True)
class Piece:
    """One file that can be taken: its room, its entity (a country, factor or disease), and its content."""

    name: str
    room: str
    entity: str
    file: XmlFile
    grids: Grids | None

    @property
    def kind(self) -> str:
        """The kind of data in it."""
        form = FORMS.get(self.file.root)
        return form.kind if form else "newborns" if self.file.root == NEWBORNS else "configuration"

    @property
    def source(self) -> str:
        """Id of the factor or disease that a relative risk comes from: the file name behind the last -."""
        return identifier(Path(self.name).stem.rpartition("-")[2])


@dataclass(frozen=True)
class Line:
    """One line of the report."""

    state: str
    what: str
    file: str
    detail: str

    def row(self) -> dict[str, object]:
        """The line as a plain row."""
        return {"state": self.state, "what": self.what, "file": self.file, "detail": self.detail}


@dataclass
class DataSet:
    """What a folder holds: pieces to take, and the report so far."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    report: list[Line] = field(default_factory=list)

    def left(self, what: str, file: str, detail: str) -> None:
        """Report a file that is left."""
        self.report.append(Line("left", what, file, detail))


def identifier(name: str) -> str:
    """Turn a name of DYNAMO-HIA into an id of a pack.

    >>> identifier("Never_smoker"), identifier("2-year survivors")
    ('never_smoker', 'x2_year_survivors')
    """
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "nameless"
    return plain if plain[0].isalpha() else f"x{plain}"


def read_data_set(folder: Path) -> DataSet:
    """Read every XML file under a folder.

    Raises
    ------
    InputError : every fault of every file, or a folder that holds no reference data.
    """
    if not folder.is_dir():
        raise InputError([Fault(str(folder), None, "is no folder", "give the folder of the reference data")])
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".xml" and path.is_file())
    if len(paths) > MOST_FILES:
        problem = f"holds {len(paths)} XML files; the most is {MOST_FILES}"
        raise InputError([Fault(str(folder), None, problem, "give the folder of one reference data set")])
    found = DataSet(folder.resolve().name)
    faults: list[Fault] = []
    for path in paths:
        faults += _read_file(found, folder, path)
    if not faults and not found.pieces:
        cure = "give the folder Reference_Data, or the one above it"
        faults.append(Fault(str(folder), None, "holds no reference data of DYNAMO-HIA", cure))
    faults = faults or list(_between_files(found.pieces))
    if faults:
        raise InputError(faults)
    return found


def _read_file(found: DataSet, folder: Path, path: Path) -> list[Fault]:
    """Read one file into the data set; its faults."""
    name = path.relative_to(folder).as_posix()
    place = _place(path.relative_to(folder))
    if path.is_symlink() or place is None:
        found.left("other file", name, "a link: not followed" if path.is_symlink() else OTHERS)
        return []
    file, faults = read_xml(str(path), path.read_bytes())
    if file is None:
        return faults
    if file.root in FORMS:
        if _given_as_survival(file):
            detail = "given as median survival, not as a rate: turn it into rates in DYNAMO-HIA first"
            found.left("excess mortality", name, detail)
            return []
        grids, faults = read_grids(str(path), file)
        if grids is not None:
            found.pieces.append(Piece(name, *place, file, grids))
        return faults
    if file.root == NEWBORNS or file.root in CONFIGURATIONS:
        found.pieces.append(Piece(name, *place, file, None))
        return list(_loose_faults(str(path), file))
    found.left(file.root, name, "no part of a pack")
    return []


def _place(path: Path) -> tuple[str, str] | None:
    """Room and entity of a file by its folders."""
    steps = [step.lower() for step in path.parts[:-1]]
    for room in ROOMS:
        if room in steps and steps.index(room) + 1 < len(steps):
            return room, identifier(path.parts[steps.index(room) + 1])
    return None


def _given_as_survival(file: XmlFile) -> bool:
    return file.root == "excessmortality" and file.texts.get("unittype", "").lower() == "median survival"


def _loose_faults(name: str, file: XmlFile) -> Iterator[Fault]:
    """Faults of files that are no grid: newborns and configurations of risk factors."""
    wanted: Mapping[str, tuple[str, ...]] = {
        NEWBORNS: ("year", "number"),
        "riskfactor_categorical": ("flexdex", "name"),
        "riskfactor_compound": ("flexdex", "name"),
    }
    texts = {NEWBORNS: "sexratio", "riskfactor_continuous": "referencevalue"}
    text = texts.get(file.root, "referenceclass")
    if not _is_number(file.texts.get(text, "")):
        yield Fault(name, None, f"{text} is missing or no number", f"add <{text}> under the root")
    fields = wanted.get(file.root, ())
    if fields and not file.records:
        yield Fault(name, None, "the file holds no values", "export it again from DYNAMO-HIA")
    for record in file.records if fields else ():
        numbers = [column for column in fields if column != "name"]
        bad = [column for column in fields if column not in record.cells]
        bad += [column for column in numbers if column not in bad and not _is_number(record.cells[column])]
        if bad:
            problem = f"{record.name} has no usable {', '.join(bad)}"
            yield Fault(name, record.line, problem, "correct it, or export the file again")


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,12})?", text))


def _between_files(pieces: list[Piece]) -> Iterator[Fault]:
    """What one file says against another: several populations, ages, classes."""
    countries = sorted({piece.entity for piece in pieces if piece.room == "populations"})
    if len(countries) > 1:
        problem = f"holds several populations: {', '.join(countries)}"
        cure = "give a copy of the data with one folder under Populations: a pack is one country"
        yield Fault("Populations", None, problem, cure)
    last = {piece.grids.ages - 1 for piece in pieces if piece.grids}
    if len(last) > 1:
        most = max(last)
        for piece in pieces:
            if piece.grids and piece.grids.ages - 1 < most:
                problem = f"ends at age {piece.grids.ages - 1}, other files at {most}"
                yield Fault(piece.name, None, problem, "give every file the same ages")
    for config in pieces:
        if config.kind == "configuration" and config.file.root != "riskfactor_continuous":
            yield from _class_faults(config, pieces)


def _class_faults(config: Piece, pieces: list[Piece]) -> Iterator[Fault]:
    """Classes of prevalences and relative risks that the risk factor does not have."""
    count, reference = len(config.file.records), int(float(config.file.texts["referenceclass"]))
    if not 1 <= reference <= count:
        problem = f"the reference class {reference} is none of the {count} classes"
        yield Fault(config.name, None, problem, "correct <referenceclass>")
    for piece in pieces:
        about = piece.entity if piece.room == "risk_factors" else piece.source
        if about != config.entity or piece.grids is None or not piece.grids.by_class:
            continue
        found = int(next(iter(piece.grids.values.values())).shape[0])
        if found != count:
            problem = f"has {found} classes, {config.name} {count}"
            yield Fault(piece.name, None, problem, "give both the same classes")
