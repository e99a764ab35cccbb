"""Reads a YAML document written by a person: plain values with the line of each, and every fault found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
)
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hiap.catalogue.syntax_faults import syntax_fault
from hiap.catalogue.yaml12 import TAG, CoreLoader
from hiap.domain.errors import STEERING, Fault, plain

LARGEST_FILE_BYTES = 1_000_000
MOST_ALIASES = 100
MOST_VALUES = 20_000
DEEPEST = 50
NUMBER = re.compile(r"(?=.*[0-9])[-+.0-9_eE]{1,30}|[-+]?\.(inf|nan)", re.IGNORECASE)
COMMA = re.compile(r"[-+]?[0-9]{1,15},[0-9]{1,15}")
LINE_ENDS = re.compile("\r\n|\n|\r")

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """A document as plain values (dict, list, str, int, float, bool, date, None) with their lines."""

    name: str
    tree: Any
    lines: Mapping[Location, int]

    def line(self, location: Location) -> int:
        """Line of a value, or of the nearest thing around it that is there."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def fault(self, location: Location, message: str, cure: str) -> Fault:
        """A fault at the line of a value."""
        return Fault(self.name, self.line(location), message, cure)


def with_dot(text: str) -> str | None:
    """What to write for a number with a comma, if it is one; three digits can be thousands too.

    >>> with_dot("0,01"), with_dot("1,000"), with_dot("a,b")
    ('write 0.01', 'write 1.000 for a decimal comma, 1000 for thousands', None)
    """
    if not COMMA.fullmatch(text):
        return None
    dot = text.replace(",", ".")
    if text.lstrip("+-")[0] != "0" and len(text.split(",")[1]) == 3:
        return f"write {dot} for a decimal comma, {text.replace(',', '')} for thousands"
    return f"write {dot}"


def read_document(name: str, data: bytes) -> tuple[Document | None, list[Fault]]:
    """Read one YAML 1.2 document; None if it cannot be read as values at all.

    >>> document, faults = read_document("m.yaml", b"id: lunch\\nstart: 2027\\n")
    >>> document.tree, document.line(("start",)), faults
    ({'id': 'lunch', 'start': 2027}, 2, [])
    """
    if len(data) > LARGEST_FILE_BYTES:
        size = f"the file is {len(data):,} bytes; the most is {LARGEST_FILE_BYTES:,}"
        return None, [Fault(name, None, size, "make it smaller: a measure is a few hundred lines")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, [Fault(name, line, "the file is not UTF-8", "save it with the encoding UTF-8")]
    lines = LINE_ENDS.split(text)
    faults = [
        Fault(name, number, *hidden) for number, line in enumerate(lines, 1) if (hidden := _hidden(line))
    ]
    document, found = _read_text(name, "\n".join(map(_shown, lines)))
    return document, faults + found


class _TooMuchError(YAMLError):
    """What is too much of a document, with its line and the cure."""


class _LimitedLoader(CoreLoader):
    """Loader that stops where parts lie too deep or are too many, before the tree of them is there."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = self._values = 0

    def descend_resolver(self, current_node: Node | None, current_index: Any) -> None:
        """Count a value on the way down; the library calls this before it makes the value."""
        self._depth += 1
        self._values += 1
        line = current_node.start_mark.line + 1 if current_node else 1
        if self._depth > DEEPEST + 1:
            raise _TooMuchError(line, f"parts inside parts, over {DEEPEST} deep", "write fewer levels")
        if self._values > MOST_VALUES:
            raise _TooMuchError(line, f"the file holds over {MOST_VALUES:,} values", "write a shorter file")

    def ascend_resolver(self) -> None:
        """Leave a value again."""
        self._depth -= 1


def _read_text(name: str, text: str) -> tuple[Document | None, list[Fault]]:
    try:
        faults = _event_faults(name, text) if _needs_events(text) else []
        node = None if faults else yaml.compose(text, Loader=_LimitedLoader)
    except _TooMuchError as refused:
        return None, [Fault(name, *refused.args)]
    except YAMLError as error:
        return None, [syntax_fault(name, text, error)]
    if faults:
        return None, faults
    if not isinstance(node, MappingNode):
        return None, [Fault(name, 1, "the file holds no fields", "write fields as `id: my-measure`")]
    reader = _Reader(name, may_hide="\\" in text)
    tree = reader.value(node, ())
    document = Document(name, tree, reader.lines)
    return (None if reader.stopped else document), reader.faults


def _hidden(text: str) -> tuple[str, str] | None:
    """What is wrong with text, and the cure, if it has signs that could change what a screen shows."""
    signs = sorted(set(STEERING.findall(text)) - {"\t", "\n"})
    if not signs:
        return None
    return f"hidden control characters: {' '.join(map(plain, signs))}", "take them out"


def _shown(text: str) -> str:
    return STEERING.sub(lambda sign: sign[0] if sign[0] in "\t\n" else "\ufffd", text)


def _needs_events(text: str) -> bool:
    """Whether a text can ask for another YAML or repeat parts too often; if not, it is read once."""
    return text.startswith("%") or "\n%" in text or text.count("*") > MOST_ALIASES


def _event_faults(name: str, text: str) -> list[Fault]:
    """What is wrong with a text as a whole: another YAML than 1.2, too many parts that are repeated."""
    faults: list[Fault] = []
    aliases = 0
    for event in yaml.parse(text, Loader=CoreLoader):
        aliases += isinstance(event, AliasEvent)
        if isinstance(event, DocumentStartEvent) and event.version not in (None, (1, 2)):
            faults.append(
                Fault(name, 1, "the file asks for another YAML than 1.2", "leave out the %YAML line")
            )
    if aliases > MOST_ALIASES:
        problem = f"the file repeats parts {aliases} times with *; the most is {MOST_ALIASES}"
        faults.append(Fault(name, None, problem, "write the parts out"))
    return faults


class _Reader:
    """Turns nodes into plain values; notes the line of each and the faults met.

    Without a backslash in the text, which has been looked at, no value can hold a hidden sign.
    """

    def __init__(self, name: str, *, may_hide: bool) -> None:
        self.name = name
        self.may_hide = may_hide
        self.lines: dict[Location, int] = {}
        self.faults: list[Fault] = []
        self.stopped = False
        self._inside: list[int] = []
        self._values = 0

    def value(self, node: Node, location: Location) -> Any:
        """The value of a node."""
        self.lines.setdefault(location, node.start_mark.line + 1)
        self._values += 1
        if self.stopped or self._refused(node):
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        self._inside.append(id(node))
        content = (
            self._sequence(node, location) if isinstance(node, SequenceNode) else self._map(node, location)
        )
        self._inside.pop()
        return content

    def _refused(self, node: Node) -> bool:
        if id(node) in self._inside:
            self._fault(node, "a part contains itself", "write the part out instead of using *")
            self.stopped = True
        elif self._values > MOST_VALUES:
            self._fault(node, f"the file unfolds to more than {MOST_VALUES:,} values", "use fewer * repeats")
            self.stopped = True
        return self.stopped

    def _sequence(self, node: Node, location: Location) -> list[Any]:
        return [self.value(item, (*location, index)) for index, item in enumerate(node.value)]

    def _map(self, node: Node, location: Location) -> dict[str, Any]:
        content: dict[str, Any] = {}
        first_lines: dict[str, int] = {}
        key: str | None = None
        for place, (key_node, value_node) in enumerate(node.value):
            number = _split_number(node.value[place - 1][1] if place else None, key_node, value_node)
            if number and key is not None:
                self._fault(key_node, f"{number} has a comma", str(with_dot(number)))
                content[key] = float(number.replace(",", "."))
                continue
            key, line = self._key(key_node), key_node.start_mark.line + 1
            if key is None:
                continue
            if key in first_lines:
                problem = f"{key} is given twice, first in line {first_lines[key]}"
                self._fault(key_node, problem, "keep one of the two")
                continue
            first_lines[key] = line
            self.lines.setdefault((*location, key), line)
            content[key] = self.value(value_node, (*location, key))
        return content

    def _key(self, node: Node) -> str | None:
        hidden = self.may_hide and isinstance(node, ScalarNode) and _hidden(str(node.value))
        if hidden:
            self._fault(node, *hidden)
        elif isinstance(node, ScalarNode) and node.tag == TAG + "merge":
            self._fault(node, "the merge key << is not known here", "write the fields out")
        elif isinstance(node, ScalarNode) and node.tag == TAG + "str":
            return str(node.value)
        else:
            self._fault(
                node, f"the field name {node.value!r} is not text", "write a name, or put it in quotes"
            )
        return None

    def _scalar(self, node: ScalarNode) -> Any:
        kind, text = str(node.tag).removeprefix(TAG), str(node.value)
        hidden = self.may_hide and _hidden(text)
        if hidden:
            self._fault(node, *hidden)
            text = _shown(text)
        if kind == "str":
            return text
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind == "timestamp":
            return _date(text)
        if kind in ("int", "float"):
            return self._number(node, kind, text)
        self._fault(node, f"the tag {node.tag} is not known here", "leave the tag out")
        return None

    def _number(self, node: ScalarNode, kind: str, text: str) -> Any:
        if not NUMBER.fullmatch(text):
            return self._no_number(node, text)
        digits = text.lstrip("+-")
        plain = digits[0] != "0" or digits == "0" or digits[1] in ".e"
        if "_" in text or (kind == "int" and not (plain and digits.isdigit())):
            cure = "write digits without underscores or leading zeros, or put text in quotes"
            self._fault(node, f"{text} can be read as several numbers", cure)
            return None
        if kind == "int":
            return int(text)
        try:
            return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
        except ValueError:
            return self._no_number(node, text)

    def _no_number(self, node: Node, text: str) -> None:
        self._fault(node, f"{text[:40]!r} is not a number", "write at most 30 digits, and no tag before it")

    def _fault(self, node: Node, message: str, cure: str) -> None:
        self.faults.append(Fault(self.name, node.start_mark.line + 1, message, cure))


def _split_number(before: Node | None, key: Node, value: Node) -> str | None:
    """A number with a comma between braces: YAML takes `{value: 0,01}` for the number 0 and a field 01."""
    parts = [node for node in (before, key) if isinstance(node, ScalarNode) and not node.style]
    if len(parts) < 2 or not isinstance(value, ScalarNode) or value.value:
        return None
    number = f"{parts[0].value},{parts[1].value}"
    return number if COMMA.fullmatch(number) else None


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
