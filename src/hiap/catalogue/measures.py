"""Reads measures: the catalogue's and a user's own, with every fault of a file at once."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from hiap.catalogue.documents import LARGEST_FILE_BYTES, Document, read_document
from hiap.catalogue.measure_checks import findings, unquantified_findings
from hiap.catalogue.nearest import cure_among_many
from hiap.catalogue.policy_checks import policy_findings
from hiap.catalogue.schema_faults import validated
from hiap.domain.errors import Fault, InputError, shortened
from hiap.domain.measure import PACKAGE, REFERENCE, Measure
from hiap.domain.register import UnquantifiedMeasure
from hiap.domain.vocabulary import Vocabulary

ONCE = "name each measure once"
FOLDER = "is a folder"
PATH_WANTED = "give the path of a .yaml file"
ENDINGS = (".yaml", ".yml")
COMPUTED, NOT_COMPUTED = "measures", "unquantified"
"""Folders of the catalogue: measures that can be computed, and entries of the register that cannot."""


def catalogue_ids() -> tuple[str, ...]:
    """The ids of the measures in the catalogue that can be computed, in order of name."""
    return _ids(COMPUTED)


def register_ids() -> tuple[str, ...]:
    """The ids of all entries of the register, also of those that cannot be computed, in order of name."""
    return tuple(sorted((*_ids(COMPUTED), *_ids(NOT_COMPUTED))))


def catalogue_folders() -> list[Path]:
    """The folders of the catalogue: what can be computed, and what cannot."""
    return [Path(str(_folder(name))) for name in (COMPUTED, NOT_COMPUTED)]


def _ids(folder: str) -> tuple[str, ...]:
    names = (entry.name for entry in _folder(folder).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


Entry = Measure | UnquantifiedMeasure


class Loaded(NamedTuple):
    """What a reference leads to: the entry if it has no faults, its document if it can be read at all."""

    entry: Entry | None
    document: Document | None
    faults: list[Fault]


def load_measure(reference: str, vocabulary: Vocabulary) -> Measure:
    """Load a measure by its id in the catalogue, or by the path of a YAML file of one's own.

    Raises
    ------
    InputError : with every fault of the file, each with its line and cure.
    """
    return load_measures([reference], vocabulary)[0]


def load_measures(references: Sequence[str], vocabulary: Vocabulary) -> tuple[Measure, ...]:
    """Load measures; all faults of all files come at once, and the same id twice is refused."""
    loaded, faults = read_measures(references, vocabulary)
    if faults:
        raise InputError(faults)
    return tuple(item.entry for item in loaded if isinstance(item.entry, Measure))


def load_entry(reference: str, vocabulary: Vocabulary) -> Entry:
    """Load an entry of the register, also one that cannot be computed; otherwise as `load_measure`."""
    loaded = _load(reference, vocabulary)
    if loaded.entry is None:
        raise InputError(loaded.faults)
    return loaded.entry


def read_measures(
    references: Sequence[str], vocabulary: Vocabulary
) -> tuple[tuple[Loaded, ...], list[Fault]]:
    """Read measures that can be computed, with all faults of all files, each once."""
    loaded = tuple(_load(reference, vocabulary) for reference in references)
    faults = [fault for item in loaded for fault in (*item.faults, *_not_computed(item))]
    return loaded, list(dict.fromkeys(faults + _same_id_faults(references, loaded)))


def _not_computed(loaded: Loaded) -> list[Fault]:
    """That an entry is in the register without numbers to compute with."""
    if not isinstance(loaded.entry, UnquantifiedMeasure) or loaded.document is None:
        return []
    reason = loaded.entry.not_quantified.en.rstrip(".")
    problem = f"{loaded.entry.id} is in the register but cannot be computed: {reason}"
    cure = f"see `hiap show {loaded.entry.id}`; `hiap measures` says which ones can be computed"
    return [loaded.document.fault(("not_quantified",), problem, cure)]


def _same_id_faults(references: Sequence[str], loaded: Sequence[Loaded]) -> list[Fault]:
    """The same id twice: a measure of the catalogue named again, or files of one's own."""
    faults = []
    first: dict[tuple[str, bool], Document] = {}
    for reference, (_, document, _) in zip(references, loaded, strict=True):
        if document is None or not isinstance(document.tree.get("id"), str):
            continue
        key = document.tree["id"], _is_path(reference)
        if key not in first:
            first[key] = document
        elif not _is_path(reference):
            faults.append(Fault(reference, None, f"the measure {reference} is given twice", ONCE))
        else:
            faults.append(_same_own_id(document, first[key]))
    return faults


def _same_own_id(document: Document, first: Document) -> Fault:
    same_file = os.path.realpath(document.name) == os.path.realpath(first.name)
    problem = f"the measure {document.tree['id']} is given twice, first in {first.name}:{first.line(('id',))}"
    return document.fault(("id",), problem, ONCE if same_file else "change the id of one of the two")


def _load(reference: str, vocabulary: Vocabulary) -> Loaded:
    if not isinstance(reference, str):
        cure = "give an id or a path as text, as str(path)"
        return _unread(Fault("MEASURE", None, f"{reference!r} is not text", cure))
    if not _is_path(reference):
        for folder in (COMPUTED, NOT_COMPUTED):
            if reference in _ids(folder):
                data = (_folder(folder) / f"{reference}.yaml").read_bytes()
                return _parse(f"{reference}.yaml", data, vocabulary, own=False)
        return _unread(_unknown_fault(reference))
    data_or_fault = read_file(reference)
    if isinstance(data_or_fault, Fault):
        return _unread(data_or_fault)
    return _parse(reference, data_or_fault, vocabulary, own=True)


def opened(path: str) -> tuple[Document, list[Fault]]:
    """A file as a document, with what is wrong in it so far.

    Raises
    ------
    InputError : it cannot be read, or is no document at all.
    """
    data = read_file(path)
    if isinstance(data, Fault):
        raise InputError([data])
    document, faults = read_document(path, data)
    if document is None:
        raise InputError(faults)
    return document, faults


def read_file(path: str) -> bytes | Fault:
    """The bytes of an ordinary file; a pipe or device could keep us waiting for ever."""
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            problem = FOLDER if stat.S_ISDIR(mode) else "is no ordinary file"
            return Fault(path, None, problem, PATH_WANTED)
        with Path(path).open("rb") as file:
            return file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return Fault(path, None, f"cannot be read: {reason}", "check the path and the rights of the file")


def _unknown_fault(name: str) -> Fault:
    """A name that is not in the catalogue: perhaps of a file that does not end as one should."""
    if not name.strip():
        return Fault("MEASURE", None, "no measure is named", "name one: hiap measures lists them")
    if os.path.isdir(name):
        return Fault(name, None, FOLDER, PATH_WANTED)
    problem = f"no measure {name} in the catalogue"
    if os.path.isfile(name):
        new = f"{os.path.splitext(name)[0]}.yaml"
        return Fault(
            name, None, f"{problem}, and the file {name} does not end in .yaml", f"rename it to {new}"
        )
    cure = f"{cure_among_many(name, register_ids(), 'hiap measures')}; or {PATH_WANTED}"
    return Fault(shortened(name), None, problem, cure)


def _unread(fault: Fault) -> Loaded:
    return Loaded(None, None, [fault])


def _parse(name: str, data: bytes, vocabulary: Vocabulary, *, own: bool) -> Loaded:
    document, faults = read_document(name, data)
    if document is None:
        return Loaded(None, None, faults)
    computed = not isinstance(document.tree, dict) or "not_quantified" not in document.tree
    schema: type[Entry] = Measure if computed else UnquantifiedMeasure
    entry, refused = validated(document, schema)
    faults += refused
    check = findings if computed else unquantified_findings
    found = [*check(document.tree, vocabulary), *policy_findings(document.tree, vocabulary)]
    faults += [document.fault(*finding) for finding in found]
    faults += _id_faults(document, vocabulary, own=own)
    faults = in_order(faults)
    return Loaded(None if faults else entry, document, faults)


def _id_faults(document: Document, vocabulary: Vocabulary, *, own: bool) -> list[Fault]:
    name = str(document.tree.get("id"))
    if name in (PACKAGE, REFERENCE):
        return [document.fault(("id",), f"the id {name} is the name of a scenario", "choose another id")]
    if own and name in {*vocabulary.catalogue_ids, *register_ids()}:
        problem = f"the catalogue already has a measure {name}"
        return [document.fault(("id",), problem, "choose another id for your own measure")]
    if not own and f"{name}.yaml" != document.name:
        return [document.fault(("id",), f"the id {name} is not the name of the file", "make them the same")]
    return []


def in_order(faults: list[Fault]) -> list[Fault]:
    """Each fault once, in the order of the lines."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.line or 0, fault.message))


def _is_path(reference: str) -> bool:
    return reference.lower().endswith(ENDINGS) or any(sign in reference for sign in {"/", os.sep})


def _folder(name: str) -> Any:
    return files("hiap.data") / "catalogue" / name
