"""Reads one XML file of DYNAMO-HIA reference data: safely, and with the line of every record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from hiap.domain.errors import Fault

LARGEST_FILE_BYTES = 20_000_000
DEEPEST = 8
MOST_RECORDS = 200_000


@dataclass(frozen=True)
class Record:
    """An element whose children hold text only, such as one relative risk: child name -> text."""

    name: str
    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class XmlFile:
    """A file: the name of its root, the texts right under the root, and its records in order."""

    root: str
    texts: Mapping[str, str]
    records: tuple[Record, ...]


@dataclass
class _Open:
    """An element that is still open."""

    name: str
    line: int
    text: list[str] = field(default_factory=list)
    children: dict[str, str] = field(default_factory=dict)
    nested: bool = False


class _RefusedError(Exception):
    """The file holds something that reference data never hold."""


def read_xml(name: str, data: bytes) -> tuple[XmlFile | None, list[Fault]]:
    """Read a file; None with the fault where it is no such XML. Document types and entities are refused.

    >>> found, faults = read_xml("size.xml", b"<populationsize><size><age>0</age></size></populationsize>")
    >>> found.root, found.records[0].cells, faults
    ('populationsize', {'age': '0'}, [])
    """
    if len(data) > LARGEST_FILE_BYTES:
        size = f"the file is {len(data):,} bytes; the most is {LARGEST_FILE_BYTES:,}"
        return None, [Fault(name, None, size, "take it out of the folder: it is no reference data")]
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        problem = f"not valid XML: {expat.ErrorString(error.code)}"
        return None, [Fault(name, error.lineno, problem, "correct the tags here, or export the file again")]
    except _RefusedError as refused:
        line = reader.parser.CurrentLineNumber
        return None, [Fault(name, line, str(refused), "export the file again from DYNAMO-HIA")]
    except (LookupError, ValueError) as error:
        return None, [Fault(name, 1, f"cannot be decoded: {error}", "save it with the encoding UTF-8")]
    return XmlFile(reader.root, reader.texts, tuple(reader.records)), []


class _Reader:
    """Collects texts and records while expat reads."""

    def __init__(self) -> None:
        self.root = ""
        self.texts: dict[str, str] = {}
        self.records: list[Record] = []
        self._open: list[_Open] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.ExternalEntityRefHandler = None

    def _doctype(self, *_: object) -> None:
        raise _RefusedError("the file declares a document type or an entity")

    def _start(self, name: str, _: object) -> None:
        if len(self._open) >= DEEPEST:
            raise _RefusedError(f"elements stand more than {DEEPEST} deep")
        if self._open:
            self._open[-1].nested = True
        else:
            self.root = name
        self._open.append(_Open(name, self.parser.CurrentLineNumber))

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].text.append(text)

    def _end(self, _: str) -> None:
        done = self._open.pop()
        if not done.nested:
            text = "".join(done.text).strip()
            if self._open and done.name in self._open[-1].children:
                raise _RefusedError(f"{done.name} stands twice in one {self._open[-1].name}")
            if self._open:
                self._open[-1].children[done.name] = text
            if len(self._open) == 1:
                self.texts[done.name] = text
        elif done.children and self._open:
            self.records.append(Record(done.name, done.line, done.children))
            if len(self.records) > MOST_RECORDS:
                raise _RefusedError(f"the file holds more than {MOST_RECORDS:,} records")
