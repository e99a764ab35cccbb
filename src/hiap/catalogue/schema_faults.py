"""What the schema refuses in a document, in words for the person who wrote it: where, what and the cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hiap.catalogue.documents import Document, Location, with_dot
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.tree import step_into
from hiap.domain.errors import Fault
from hiap.domain.measure import Measure

Kind = TypeVar("Kind", bound=BaseModel)
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
    "greater_than": ("is not above {gt}", "write more than {gt}"),
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
KIND = "kind"
"""Field that tells apart the parts of a list of several kinds."""


def validated(document: Document, schema: type[Kind]) -> tuple[Kind | None, list[Fault]]:
    """A document as a value of its schema, or what the schema refuses in it."""
    try:
        return schema.model_validate(document.tree), []
    except ValidationError as error:
        return None, schema_faults(document, error.errors(), schema)


def schema_faults(
    document: Document, errors: Iterable[ErrorDetails], schema: type[BaseModel] = Measure
) -> list[Fault]:
    """The faults behind the errors of the schema.

    Without the rules between fields (checked on the document) and with one fault for a choice of types.
    """
    shown: dict[Location, ErrorDetails] = {}
    for error in errors:
        if error["type"] != "value_error":
            shown.setdefault(_real(document.tree, error["loc"]), error)
    return [_fault(document, schema, location, error) for location, error in shown.items()]


def _real(tree: Any, location: Location) -> Location:
    """The location in the document: pydantic adds the branch of a choice, of `duration` or by `kind`."""
    if location[:1] == ("duration",):
        return location[:1]
    steps: list[str | int] = []
    for step in location:
        branch = isinstance(tree, dict) and tree.get(KIND) == step and steps and isinstance(steps[-1], int)
        if not branch:
            tree = step_into(tree, step)
            steps.append(step)
    return tuple(steps)


def _fault(document: Document, schema: type[BaseModel], location: Location, error: ErrorDetails) -> Fault:
    kind, given = error["type"], error["input"]
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return _kind_fault(document, schema, location, given)
    name = "/".join(str(step) for step in _named(document.tree, location))
    if kind == "too_long" or (kind == "missing" and isinstance(location[-1], int)):
        return _pair_fault(document, schema, location if kind == "too_long" else location[:-1])
    said = _description(schema, document.tree, location)
    if kind == "missing":
        return document.fault(location, f"{name} is missing", f"add {location[-1]}{said}")
    if kind == "extra_forbidden":
        fields = _model_at(schema, document.tree, location[:-1]).model_fields
        known = [field.alias or key for key, field in fields.items()]
        return document.fault(location, f"{name} is an unknown field", cure_for(location[-1], known))
    problem, cure = _words(location, error)
    if kind == "model_type":
        cure = f"write {_needed(_model_at(schema, document.tree, location))}"
    if given is None or given == "":
        cure = cure if kind == "literal_error" else f"fill it in{said}"
        return document.fault(location, f"{name} is empty", cure)
    return document.fault(location, f"{name}: {_echo(given)} {problem}", cure)


def _needed(model: type[BaseModel]) -> str:
    """The fields that a part must have, as they are written.

    >>> from hiap.domain.parts import Text
    >>> _needed(Text)
    '{nl: ..., en: ...}'
    """
    fields = [f"{key}: ..." for key, field in model.model_fields.items() if field.is_required()]
    return "{" + ", ".join(fields or ["field: ..."]) + "}"


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


def _kind_fault(document: Document, schema: type[BaseModel], location: Location, given: Any) -> Fault:
    """A part of a list of several kinds that does not say which it is, or names one that is not known."""
    name = "/".join(str(step) for step in _named(document.tree, (*location, KIND)))
    options = list(
        _models(_model_at(schema, document.tree, location[:-2]).model_fields[str(location[-2])].annotation)
    )
    known = [str(get_args(option.model_fields[KIND].annotation)[0]) for option in options]
    kind = given.get(KIND) if isinstance(given, dict) else None
    if kind is None:
        return document.fault(location, f"{name} is missing", f"add kind ({', '.join(known)})")
    return document.fault(
        (*location, KIND), f"{name}: {_echo(kind)} is not one of the choices", cure_for(kind, known)
    )


def _pair_fault(document: Document, schema: type[BaseModel], location: Location) -> Fault:
    """First and last, as of an age or a period, that are not two."""
    given = document.tree
    for step in location:
        given = step_into(given, step)
    name = "/".join(str(step) for step in _named(document.tree, location))
    count = len(given) if isinstance(given, list) else 0
    return document.fault(
        location,
        f"{name} has {count} in its list, not 2",
        f"write two{_description(schema, document.tree, location)}",
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


def _model_at(schema: type[BaseModel], tree: Any, location: Location) -> type[BaseModel]:
    """The model whose fields stand at a location."""
    model, options = schema, [schema]
    for step in location:
        tree = step_into(tree, step)
        if isinstance(step, str) and step in model.model_fields:
            options = list(_models(model.model_fields[step].annotation)) or [model]
        model = _of_kind(options, tree)
    return model


def _of_kind(options: list[type[BaseModel]], tree: Any) -> type[BaseModel]:
    """The model for what stands there: by its kind where there are several."""
    kind = tree.get(KIND) if isinstance(tree, dict) else None
    fitting = (option for option in options if kind in get_args(option.model_fields[KIND].annotation))
    return options[0] if len(options) == 1 else next(fitting, options[0])


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _description(schema: type[BaseModel], tree: Any, location: Location) -> str:
    fields = _model_at(schema, tree, location[:-1]).model_fields
    field = fields.get(str(location[-1]))
    return f" ({field.description})" if field and field.description else ""
