"""What the schema refuses in a document, in words for the person who wrote it: where, what and the cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from hiap.catalogue.documents import Document, Location, with_dot
from hiap.catalogue.measure_checks import step_into
from hiap.catalogue.nearest import cure_for
from hiap.domain.errors import Fault
from hiap.domain.measure import Measure

LIST = ("is not a list", "write a list, as [a, b]")
FIELDS = ("has no fields", "write fields below it")
DATE = ("is not a date", "write a date as 2026-01-31")
WORDS = {
    "float_type": ("is not a number", "write a number without quotes, with a dot as decimal sign"),
    "int_type": ("is not a whole number", "write a whole number without quotes"),
    "bool_type": ("is not true or false", "write true or false"),
    "string_type": (
        "is not text",
        "write text; put it in quotes if it looks like a number, a date or true/false",
    ),
    "string_too_long": ("is too long", "write at most {max_length} characters"),
    "string_pattern_mismatch": (
        "is not a name",
        "use small letters, digits, - and _, starting with a letter",
    ),
    "finite_number": ("is not a finite number", "write a number, not NaN or infinity"),
    "greater_than_equal": ("is under {ge}", "write at least {ge}"),
    "less_than_equal": ("is over {le}", "write at most {le}"),
    "date_from_datetime_parsing": DATE,
    "date_from_datetime_inexact": DATE,
    "date_type": DATE,
    "tuple_type": LIST,
    "dict_type": FIELDS,
    "model_type": FIELDS,
}
LONGEST_ECHO = 40


def schema_faults(document: Document, errors: Iterable[ErrorDetails]) -> list[Fault]:
    """The faults behind the errors of the schema.

    Without the rules between fields (checked on the document) and with one fault for a choice of types.
    """
    shown: dict[Location, ErrorDetails] = {}
    for error in errors:
        if error["type"] != "value_error":
            shown.setdefault(_real(error["loc"]), error)
    return [_fault(document, location, error) for location, error in shown.items()]


def _real(location: Location) -> Location:
    """The location in the document: pydantic adds the branch of a choice of types behind `duration`."""
    return location[:1] if location[:1] == ("duration",) else location


def _fault(document: Document, location: Location, error: ErrorDetails) -> Fault:
    kind, given = error["type"], error["input"]
    name = "/".join(str(step) for step in _named(document.tree, location))
    if kind == "too_long" or (kind == "missing" and isinstance(location[-1], int)):
        return _pair_fault(document, location if kind == "too_long" else location[:-1])
    if kind == "missing":
        return document.fault(location, f"{name} is missing", f"add {location[-1]}{_description(location)}")
    if kind == "extra_forbidden":
        known = _model_at(location[:-1]).model_fields
        return document.fault(location, f"{name} is an unknown field", cure_for(location[-1], known))
    problem, cure = _words(location, error)
    if given is None or given == "":
        cure = cure if kind == "literal_error" else f"fill it in{_description(location)}"
        return document.fault(location, f"{name} is empty", cure)
    return document.fault(location, f"{name}: {_echo(given)} {problem}", cure)


def _words(location: Location, error: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, and the cure."""
    kind, given = error["type"], error["input"]
    if location == ("duration",):
        return "is no duration", "write a number of years or structural"
    if kind == "literal_error":
        hint = " ('-', '+', '?' and words like 'true' need quotes)" if location[-1] == "sign" else ""
        return "is not one of the choices", f"write {error['ctx']['expected']}{hint}"
    if kind not in WORDS:
        return error["msg"][0].lower() + error["msg"][1:], "correct the value"
    problem, cure = (words.format(**error.get("ctx", {})) for words in WORDS[kind])
    if kind in ("float_type", "int_type") and isinstance(given, str):
        cure = with_dot(given) or cure
    return problem, cure


def _pair_fault(document: Document, location: Location) -> Fault:
    """First and last, as of an age or a period, that are not two."""
    given = document.tree
    for step in location:
        given = step_into(given, step)
    name = "/".join(str(step) for step in _named(document.tree, location))
    count = len(given) if isinstance(given, list) else 0
    return document.fault(
        location, f"{name} has {count} in its list, not 2", f"write two{_description(location)}"
    )


def _echo(given: Any) -> str:
    """What was given, cut off where it is long."""
    if isinstance(given, dict):
        return "a group of fields"
    if isinstance(given, list):
        return "a list"
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, date):
        return given.isoformat()
    text = str(given)
    text = text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}..."
    return repr(text) if isinstance(given, str) else text


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
