"""Documents that no person writes by accident: each gives a fault with its line, never an error of Python."""

from __future__ import annotations

import pytest

from hiap.catalogue.documents import DEEPEST, MOST_VALUES, read_document


@pytest.mark.parametrize(
    "written",
    [
        "9" * 5000,
        "9" * 400,
        '!!int ""',
        '!!int "+-"',
        "!!int \u00b2",
        "!!float abc",
        '!!float "1e"',
        '!!float "1.2.3"',
    ],
)
def test_what_is_no_number_is_a_fault_with_its_line(written: str) -> None:
    _, faults = read_document("m.yaml", f"id: a\nvalue: {written}\n".encode())
    assert [(fault.line, "number" in fault.message) for fault in faults] == [(2, True)]


@pytest.mark.parametrize(("written", "value"), [("-0.5", -0.5), ("1e3", 1000.0), ("12", 12), (".5", 0.5)])
def test_numbers_as_people_write_them_are_read(written: str, value: float) -> None:
    document, faults = read_document("m.yaml", f"value: {written}\n".encode())
    assert document is not None
    assert (document.tree, faults) == ({"value": value}, [])


@pytest.mark.parametrize(
    "text",
    [
        "notes: " + "[" * 5000,
        "".join(" " * depth + "a:\n" for depth in range(1200)),
        "notes:\n" + "- 1\n" * (2 * MOST_VALUES),
    ],
)
def test_a_file_too_deep_or_too_long_is_refused_at_once(text: str) -> None:
    document, faults = read_document("m.yaml", text.encode())
    assert document is None
    assert len(faults) == 1
    assert str(DEEPEST) in faults[0].message or f"{MOST_VALUES:,}" in faults[0].message


@pytest.mark.parametrize(
    ("text", "line", "problem", "cure"),
    [
        ("id: a\ntarget:\n\tsex: all\n", 3, "a tab", "use spaces"),
        ("id: a\nacts me\nstart: 2027\n", 2, "no colon", "`name: value`"),
        ("id: a\ntitle:\n  nl: Doel: meer\n", 3, "a second colon", "in quotes"),
        ("id: a\ntitle:\n  nl: een\n en: two\n", 4, "does not begin where it should", "below the line"),
        ("costs:\n  - id: a\n     kind: b\n", 3, "does not begin where it should", "below the line"),
        ('id: a\nfloor: "no\nsign: "+"\n', 2, "a quote is not closed", "close it"),
        ("id: a\nnl: 'foto's nu'\n", 2, "text after a closing quote", "the other quotes"),
        ("id: a\ntitle: {nl: a, en: b\nacts: x\n", 3, "brackets that do not fit", "close them"),
        ("id: a\nnl: @home\n", 2, "nothing begins with @", "in quotes"),
    ],
)
def test_a_slip_of_the_pen_is_told_in_words(text: str, line: int, problem: str, cure: str) -> None:
    """What people get wrong in YAML, at the line where they did it and not where the reader stumbled."""
    document, (fault,) = read_document("m.yaml", text.encode())
    assert document is None
    assert (fault.line, problem in fault.message, cure in fault.cure) == (line, True, True), str(fault)


HIDDEN = ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u2028", "\u202e", "\u2066", "\ufffe"]


@pytest.mark.parametrize("sign", HIDDEN, ids=ascii)
@pytest.mark.parametrize("text", ["id: a\ntitle: b{}c\n", "id: a\n# b{}c\n", "id: a\r\nb{}c: 1\r\n"])
def test_a_control_character_is_a_fault_with_its_line(sign: str, text: str) -> None:
    document, faults = read_document("m.yaml", text.format(sign).encode())
    assert document is not None
    assert [(fault.line, fault.message.partition(":")[0]) for fault in faults] == [
        (2, "hidden control characters")
    ]


@pytest.mark.parametrize("written", [r"\e", r"\x9b", r"\u202e", r"\0", r"\r", r"\N"])
@pytest.mark.parametrize(
    "text", ['id: a\nnotes: ["b{}c"]\n', 'id: a\n"b{}c": 1\n', 'id: a\nb: !!null "{}"\n']
)
def test_a_control_character_written_as_escape_is_refused_too(written: str, text: str) -> None:
    document, faults = read_document("m.yaml", text.format(written).encode())
    assert [fault.line for fault in faults] == [2]
    assert document is not None
    words = "".join([*document.tree, *document.tree.get("notes", [])])
    assert set(words) <= set("idnotesbc\ufffd")


def test_half_a_sign_written_as_escape_is_refused() -> None:
    _, faults = read_document("m.yaml", b'id: a\nb: "\\ud800"\n')
    assert [fault.line for fault in faults] == [2]


def test_lines_tabs_and_signs_of_any_language_are_text() -> None:
    document, faults = read_document(
        "m.yaml", 'a: "x\\ty\\nz"\r\nb: |\r\n  één\r\n  ≤ 2 \U0001f600\r\n'.encode()
    )
    assert document is not None
    assert (document.tree, faults) == ({"a": "x\ty\nz", "b": "één\n≤ 2 \U0001f600\n"}, [])
