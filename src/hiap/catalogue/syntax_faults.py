"""What is wrong with a text that is no YAML, in words for who wrote it; else in those of the reader."""

from __future__ import annotations

import re

from yaml.error import MarkedYAMLError, YAMLError

from hiap.domain.errors import Fault

CURE = "correct the indentation, quotes or brackets here"
TWO_COLONS = re.compile(r"""\s*(- )?[\w-]+:\s+[^\s"'{\[|>].*:(\s|$)""")
OPENED = re.compile(r"""[:,\-{\[]\s*(?P<quote>["'])(?:(?!(?P=quote)).)*$""")


def syntax_fault(name: str, text: str, error: YAMLError) -> Fault:
    """The fault behind an error of the reader, with its line and what to write instead."""
    if not isinstance(error, MarkedYAMLError):
        return Fault(name, None, f"not valid YAML: {error}".splitlines()[0], CURE)
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "cannot be read"
    if mark is None:
        return Fault(name, None, f"not valid YAML: {problem}", CURE)
    lines = text.split("\n")
    here = min(mark.line, len(lines) - 1)
    opened = _opened_before(lines, here)
    if opened is not None:
        return _fault(name, opened, "a quote is not closed", "close it, or leave the quotes out")
    if "cannot start any token" in problem:
        return _fault(name, here, *_sign(lines[here][mark.column : mark.column + 1]))
    if "expected ':'" in problem and error.context_mark is not None:
        cure = "write `name: value`; a text over several lines begins further in"
        return _fault(name, error.context_mark.line, "no colon after a name", cure)
    if TWO_COLONS.match(lines[here]) and "mapping values are not allowed" in problem:
        return _fault(name, here, "a second colon in one line", "put the text after the first in quotes")
    if "expected key" in problem and lines[here][: mark.column].strip():
        cure = "use the other quotes around a text that holds one, or none"
        return _fault(name, here, "text after a closing quote", cure)
    if "expected key" in problem or "mapping values are not allowed" in problem:
        cure = (
            "begin it right below the line above, or two spaces further in below a name with nothing after it"
        )
        return _fault(name, here, "this line does not begin where it should", cure)
    if "flow" in (error.context or ""):
        cure = "close them; a text with a comma, colon or bracket in it needs quotes"
        return _fault(name, here, "brackets that do not fit", cure)
    return _fault(name, here, problem, CURE)


def _fault(name: str, line: int, problem: str, cure: str) -> Fault:
    return Fault(name, line + 1, f"not valid YAML: {problem}", cure)


def _sign(sign: str) -> tuple[str, str]:
    """What is wrong with a sign that nothing begins with, and the cure."""
    if sign == "\t":
        return "a tab at the beginning of a line", "use spaces"
    return f"nothing begins with {sign}", "put the text in quotes"


def _opened_before(lines: list[str], here: int) -> int | None:
    """The line above in which a quote opens that no line in between closes, if it is so.

    >>> _opened_before(['a: "no', "b: 1", 'c: "yes"'], 2)
    0
    >>> _opened_before(['a: "no"', "b: 1", "c: [1"], 2) is None
    True
    """
    for line in range(here - 1, -1, -1):
        found = OPENED.search(lines[line])
        if found:
            quote = found["quote"]
            closes = any(quote in between for between in lines[line + 1 : here])
            return None if closes else line
        if '"' in lines[line]:
            return None
    return None
