"""Where each requirement is met: every one once, what is named exists, and the page is that of the table."""

from __future__ import annotations

import csv
import re
import runpy
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pytest
import typer.main
from measure_text import ROOT

from hiap.catalogue.measures import register_ids
from hiap.catalogue.named import named
from hiap.cli import app

SHARED = ROOT.parent / "shared" / "requirements.md"
TABLE = ROOT / "src" / "hiap" / "data" / "catalogue" / "requirements.csv"
SIZES = {
    **{"SCR": 25, "EVD": 13, "EFF": 23, "CBA": 11, "FIN": 38, "MON": 34, "EQU": 22, "DOO": 8, "GEB": 24},
    **{"REG": 19, "KWA": 12, "IND": 50, "DOEL": 25, "TIJD": 14, "ACT": 18, "INS": 106, "WET": 18},
    **{"PIJN": 27, "MAA": 25, "KEN": 10},
}
"""How many requirements each group has, as counted when the documents were read."""


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tool() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "tools" / "document_requirements.py"))


@cache
def commands() -> frozenset[str]:
    """Every command as it is typed, none of them run."""
    return frozenset(_names("hiap", typer.main.get_command(app)))


def _names(name: str, command: Any) -> list[str]:
    inner: Mapping[str, Any] = getattr(command, "commands", {})
    return [name, *(deep for key, value in inner.items() for deep in _names(f"{name} {key}", value))]


@cache
def documented_keys() -> frozenset[str]:
    """The keys of a result that its page describes, and every key above them."""
    page = (ROOT / "docs" / "result.md").read_text(encoding="utf-8")
    keys: set[str] = set()
    for path in re.findall(r"^\| `([^`]+)` \|", page, re.M):
        parts = path.split(".")
        for length in range(1, len(parts) + 1):
            key = ".".join(parts[:length])
            keys |= {key, key.removesuffix("[]")}
    return frozenset(keys)


def is_file(path: str) -> bool:
    return (ROOT / path).is_file()


EXISTS: dict[str, Callable[[str], bool]] = {
    "command": lambda name: name in commands(),
    "measure": lambda name: name in register_ids(),
    "named": lambda name: name in {item.id for item in named()},
    "result": lambda name: name in documented_keys(),
    "test": lambda path: path.startswith("tests/") and is_file(path),
    "doc": lambda path: path.endswith(".md") and is_file(path),
    "file": is_file,
}


def test_every_requirement_is_there_once_and_in_order() -> None:
    expected = [f"{group}-{number:02}" for group, size in SIZES.items() for number in range(1, size + 1)]
    assert len(expected) == 522
    assert [row["id"] for row in rows()] == expected
    assert all(row["group"] == row["id"].split("-")[0] for row in rows())


def test_every_requirement_has_a_status_and_one_sentence() -> None:
    for row in rows():
        assert row["status"] in {"met", "partly", "not_yet", "outside"}, row["id"]
        assert re.fullmatch(r"(?:[A-Z0-9]|hiap ).{8,200}\.", row["note"]), row["id"]
        assert not re.search(r"[|\n]", row["title"] + row["note"]), row["id"]
        assert row["where"] or row["status"] in {"not_yet", "outside"}, row["id"]


@pytest.mark.parametrize("kind", EXISTS)
def test_what_a_requirement_names_exists(kind: str) -> None:
    missing = [
        (row["id"], reference)
        for row in rows()
        for reference in filter(None, row["where"].split(";"))
        if reference.startswith(f"{kind}:") and not EXISTS[kind](reference.partition(":")[2])
    ]
    assert missing == []


def test_nothing_else_is_named() -> None:
    kinds = {part.partition(":")[0] for row in rows() for part in filter(None, row["where"].split(";"))}
    assert kinds <= set(EXISTS)


def test_what_is_listed_says_so() -> None:
    """What the lists hold stands in the table under its own id."""
    for row in rows():
        if row["group"] in {"INS", "IND", "DOEL", "WET"}:
            assert f"named:{row['id']}" in row["where"].split(";"), row["id"]


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
    assert page == tool()["page"](), "run python tools/document_requirements.py"


def test_links_of_the_page_lead_somewhere() -> None:
    page = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")
    places = set(re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page))
    assert len(places) > 50
    assert [place for place in sorted(places) if not (ROOT / "docs" / place).exists()] == []


def test_ids_and_titles_are_those_of_the_list() -> None:
    if not SHARED.exists():
        pytest.skip("the list of requirements is not here")
    lines = SHARED.read_text(encoding="utf-8").splitlines()
    listed = [re.match(r"\| ([A-Z]+-\d+) \| (.+?) \| ", line) for line in lines]
    assert [(row["id"], row["title"]) for row in rows()] == [found.groups() for found in listed if found]
