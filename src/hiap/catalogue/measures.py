"""Reads measures: the catalogue's and a user's own, with every fault of a file at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hiap.catalogue.documents import LARGEST_FILE_BYTES, Document, Location, read_document
from hiap.catalogue.measure_checks import findings, step_into
from hiap.catalogue.nearest import cure_for
from hiap.domain.errors import Fault, InputError
from hiap.domain.measure import PACKAGE, REFERENCE, Measure
from hiap.domain.vocabulary import Vocabulary

ONCE = "name each measure once"
ENDINGS = (".yaml", ".yml")
CURES = {
    "float_type": "write a number without quotes, with a dot as decimal sign",
    "int_type": "write a whole number without quotes",
    "bool_type": "write true or false",
    "string_type": "write text; put it in quotes if it looks like a number, a date or true/false",
    "finite_number": "write a number, not NaN or infinity",
    "date_from_datetime_parsing": "write a date as 2026-01-31",
    "date_type": "write a date as 2026-01-31",
    "string_pattern_mismatch": "use small letters, digits, - and _, starting with a letter",
    "string_too_short": "fill it in",
    "tuple_type": "write a list, as [a, b]",
    "list_type": "write a list, as [a, b]",
    "dict_type": "write fields below it",
    "model_type": "write fields below it",
}


def catalogue_ids() -> tuple[str, ...]:
    """The ids of the measures in the catalogue, in order of name."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


class Loaded(NamedTuple):
    """What a reference leads to: the measure if it has no faults, its document if it can be read at all."""

    measure: Measure | None
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
    return tuple(item.measure for item in loaded if item.measure is not None)


def read_measures(
    references: Sequence[str], vocabulary: Vocabulary
) -> tuple[tuple[Loaded, ...], list[Fault]]:
    """Read measures with all faults of all files, each once."""
    loaded = tuple(_load(reference, vocabulary) for reference in references)
    faults = [fault for item in loaded for fault in item.faults] + _same_id_faults(references, loaded)
    return loaded, list(dict.fromkeys(faults))


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
        if reference not in catalogue_ids():
            cure = f"{cure_for(reference, catalogue_ids())}; or give the path of a .yaml file"
            return _unread(Fault(reference, None, f"no measure {reference} in the catalogue", cure))
        data = (_folder() / f"{reference}.yaml").read_bytes()
        return _parse(f"{reference}.yaml", data, vocabulary, own=False)
    try:
        with Path(reference).open("rb") as file:
            data = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        problem = f"cannot be read: {error.strerror}"
        return _unread(Fault(reference, None, problem, "check the path and the rights of the file"))
    return _parse(reference, data, vocabulary, own=True)


def _unread(fault: Fault) -> Loaded:
    return Loaded(None, None, [fault])


def _parse(name: str, data: bytes, vocabulary: Vocabulary, *, own: bool) -> Loaded:
    document, faults = read_document(name, data)
    if document is None:
        return Loaded(None, None, faults)
    measure: Measure | None = None
    try:
        measure = Measure.model_validate(document.tree)
    except ValidationError as error:
        faults += [_schema_fault(document, details) for details in _shown(error.errors())]
    faults += [document.fault(*finding) for finding in findings(document.tree, vocabulary)]
    faults += _id_faults(document, vocabulary, own=own)
    faults = _ordered(faults)
    return Loaded(None if faults else measure, document, faults)


def _id_faults(document: Document, vocabulary: Vocabulary, *, own: bool) -> list[Fault]:
    name = str(document.tree.get("id"))
    if name in (PACKAGE, REFERENCE):
        return [document.fault(("id",), f"the id {name} is the name of a scenario", "choose another id")]
    if own and name in {*vocabulary.catalogue_ids, *catalogue_ids()}:
        problem = f"the catalogue already has a measure {name}"
        return [document.fault(("id",), problem, "choose another id for your own measure")]
    if not own and f"{name}.yaml" != document.name:
        return [document.fault(("id",), f"the id {name} is not the name of the file", "make them the same")]
    return []


def _shown(errors: Iterable[ErrorDetails]) -> list[ErrorDetails]:
    """Without the rules between fields (checked on the document) and with one error for a choice of types."""
    shown: dict[Location, ErrorDetails] = {}
    for error in errors:
        if error["type"] != "value_error":
            shown.setdefault(_real(error["loc"]), error)
    return list(shown.values())


def _real(location: Location) -> Location:
    """The location in the document: pydantic adds the branch of a choice of types behind `duration`."""
    return location[:1] if location[:1] == ("duration",) else location


def _schema_fault(document: Document, error: ErrorDetails) -> Fault:
    location, kind, given = _real(error["loc"]), error["type"], error["input"]
    name = "/".join(str(step) for step in _named(document.tree, location))
    if kind == "missing":
        return document.fault(location, f"{name} is missing", f"add {location[-1]}{_description(location)}")
    if kind == "extra_forbidden":
        known = _model_at(location[:-1]).model_fields
        return document.fault(location, f"{name} is an unknown field", cure_for(location[-1], known))
    if location == ("duration",):
        return document.fault(
            location, f"{name}: {given!r} is no duration", "write a number of years or structural"
        )
    if kind == "literal_error":
        choices = error["ctx"]["expected"]
        hint = " ('-', '+', '?' and words like 'true' need quotes)" if location[-1] == "sign" else ""
        return document.fault(
            location, f"{name}: {given!r} is not one of the choices", f"write {choices}{hint}"
        )
    what = error["msg"][0].lower() + error["msg"][1:]
    return document.fault(location, f"{name}: {given!r}: {what}", CURES.get(kind, "correct the value"))


def _named(tree: Any, location: Location) -> list[str | int]:
    steps: list[str | int] = []
    for step in location:
        tree = step_into(tree, step)
        own_name = tree.get("id") if isinstance(step, int) and isinstance(tree, dict) else None
        steps.append(own_name if isinstance(own_name, str) else step)
    return steps


def _model_at(location: Location) -> type[BaseModel]:
    """The model whose fields stand at a location."""
    model: type[BaseModel] = Measure
    for step in location:
        if isinstance(step, str) and step in model.model_fields:
            model = next(_models(model.model_fields[step].annotation), model)
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _description(location: Location) -> str:
    fields = _model_at(location[:-1]).model_fields
    field = fields.get(str(location[-1]))
    return f" ({field.description})" if field and field.description else ""


def _ordered(faults: list[Fault]) -> list[Fault]:
    """Each fault once, in the order of the lines."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.line or 0, fault.message))


def _is_path(reference: str) -> bool:
    return reference.lower().endswith(ENDINGS) or any(sign in reference for sign in {"/", os.sep})


def _folder() -> Any:
    return files("hiap.data") / "catalogue" / "measures"
