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
