"""The index of a folder of measures: quick for ten thousand, never older than the files, never in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from measure_text import ROOT

from hiap import InputError
from hiap.catalogue import index
from hiap.catalogue.documents import Document, read_document
from hiap.catalogue.index import cache_folder, in_folder, index_of
from hiap.catalogue.measures import catalogue_folders, load_entry, register_ids
from hiap.domain.errors import Fault
from hiap.domain.measure import Measure
from hiap.workflow.register import measure_rows, overdue
from hiap.workflow.vocabulary import vocabulary_of

MANY = 10_000
LIST_SECONDS, SHOW_SECONDS = 2.0, 1.0
BUSY = 1.5
"""How much more processor time the same work takes where other programs share the cores."""
TEXT = (ROOT / "examples" / "my-measure.yaml").read_text(encoding="utf-8")
LONG_AGO = 1_700_000_000


def write(folder: Path, name: str, title: str = "Groups", when: int = LONG_AGO) -> Path:
    """A measure in a folder, changed at a moment."""
    path = folder / f"{name}.yaml"
    text = TEXT.replace("id: walking-groups", f"id: {name}").replace("en: Walking groups", f"en: {title}")
    path.write_text(text, encoding="utf-8")
    os.utime(path, (when, when))
    return path


def titles(folder: Path) -> list[object]:
    return [row["title_en"] for row in measure_rows(str(folder))]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    names: list[str] = []

    def noted(name: str, data: bytes) -> tuple[Document | None, list[Fault]]:
        names.append(name)
        return read_document(name, data)

    monkeypatch.setattr(index, "read_document", noted)
    return names


def test_only_what_changed_is_read_again(tmp_path: Path, read: list[str]) -> None:
    for name in ("one", "two", "three"):
        write(tmp_path, name)
    assert len(titles(tmp_path)) == 3
    assert sorted(read) == ["one.yaml", "three.yaml", "two.yaml"]
    read.clear()
    write(tmp_path, "two", "Changed", LONG_AGO + 1)
    (tmp_path / "three.yaml").unlink()
    assert titles(tmp_path) == ["Groups in the neighbourhood", "Changed in the neighbourhood"]
    assert read == ["two.yaml"]
    read.clear()
    assert len(titles(tmp_path)) == 2
    assert read == []


def test_a_file_that_has_just_changed_is_read_again(tmp_path: Path, read: list[str]) -> None:
    """It may change once more within the tick of the clock of the disk, to the same size."""
    write(tmp_path, "one", when=int(time.time()))
    titles(tmp_path)
    titles(tmp_path)
    assert read == ["one.yaml"] * 2


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": "hiap-index/1", "files": {"one.yaml": 3}}'])
def test_a_damaged_index_is_made_again(tmp_path: Path, damage: str) -> None:
    write(tmp_path, "one")
    titles(tmp_path)
    for place in (cache_folder() / "catalogues").iterdir():
        place.write_text(damage, encoding="utf-8")
    assert titles(tmp_path) == ["Groups in the neighbourhood"]


def test_without_a_place_for_the_index_the_list_is_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    folder = tmp_path / "measures"
    folder.mkdir()
    write(folder, "one")
    assert len(titles(folder)) == 1


def test_a_file_that_cannot_be_read_is_listed_with_the_reason(tmp_path: Path) -> None:
    write(tmp_path, "one")
    (tmp_path / "two.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "three.yaml").write_text("id: three\nefects: []\n", encoding="utf-8")
    told = {row["id"]: str(row["certainty"]) for row in measure_rows(str(tmp_path))}
    assert told["one"] == "very_low"
    assert told["two"].startswith("cannot be read: not valid YAML")
    assert told["three"] == "no measure: it has neither effects nor not_quantified"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder that can be read"):
        index_of(tmp_path / "nowhere")


def test_a_name_that_is_not_in_the_folder_gets_the_nearest(tmp_path: Path) -> None:
    for k in range(50):
        write(tmp_path, f"other-measure-{k}")
    path = write(tmp_path, "walking")
    assert in_folder(str(tmp_path), "walking") == str(path)
    with pytest.raises(InputError) as caught:
        in_folder(str(tmp_path), "walkin")
    assert "did you mean walking?" in caught.value.faults[0].cure
    assert len(caught.value.faults[0].cure) < 200


def test_the_list_of_our_own_catalogue_says_what_the_files_say() -> None:
    from hiap import load_pack

    rows = {str(row["id"]): row for row in measure_rows()}
    assert tuple(rows) == register_ids()
    assert len(catalogue_folders()) == 2
    for name, row in rows.items():
        entry = load_entry(name, vocabulary_of(load_pack()))
        assert (row["title_nl"], row["title_en"]) == (entry.title.nl, entry.title.en)
        assert (row["theme"], row["maturity"]) == (entry.theme, entry.maturity)
        if isinstance(entry, Measure) and entry.effects:
            told = set(str(row["certainty"]).split(", "))
            assert told == {effect.evidence.certainty for effect in entry.effects}


def test_ten_thousand_measures_are_listed_and_one_is_shown_in_time(tmp_path: Path) -> None:
    """The index is made beforehand: reading ten thousand files takes as long as it takes, once."""
    many = tmp_path / "many"
    many.mkdir()
    for k in range(MANY):
        write(many, f"walking-{k:05d}")
    says: dict[str, Any] = dict(next(iter(index_of(_one(tmp_path, TEXT)).values())))
    lines = {path.name: {"stamp": stamp, "says": says | {"id": path.stem}} for path, stamp in _stamped(many)}
    index._keep(index._place(many), lines)
    listed = ("measures", "--catalogue", str(many))
    shown = ("show", "walking-07777", "--catalogue", str(many), "--format", "json")
    assert _seconds(listed, f"walking-{MANY - 1:05d}") < BUSY * LIST_SECONDS
    assert _seconds(shown, '"walking-07777"') < BUSY * SHOW_SECONDS


def _one(folder: Path, text: str) -> Path:
    place = folder / "one"
    place.mkdir()
    (place / "walking-groups.yaml").write_text(text, encoding="utf-8")
    return place


def _stamped(folder: Path) -> list[tuple[Path, list[int]]]:
    found = ((path, path.stat()) for path in folder.iterdir())
    return [(path, [stat.st_size, stat.st_mtime_ns]) for path, stat in found]


def _seconds(arguments: tuple[str, ...], told: str, attempts: int = 3) -> float:
    """Processor time of the quickest of a few runs of a command, of which the output holds a text."""
    taken = []
    for _ in range(attempts):
        start = os.times()
        command = [sys.executable, "-m", "hiap", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        end = os.times()
        assert told in done.stdout, done.stderr
        taken.append(end.children_user - start.children_user + end.children_system - start.children_system)
    return min(taken)


def test_the_index_is_plain_json_in_the_users_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    write(tmp_path, "one")
    titles(tmp_path)
    kept = [json.loads(place.read_bytes()) for place in (cache_folder() / "catalogues").glob("*.json")]
    assert [found["format"] for found in kept] == [index.FORMAT]
    assert not list((cache_folder() / "catalogues").glob(".index-*"))


def test_reviews_that_are_due_are_listed_the_longest_first(tmp_path: Path) -> None:
    for name, day in (("late", "2026-05-01"), ("soon", "2027-05-01"), ("never", "")):
        line = f"review_by: {day}\n" if day else ""
        (tmp_path / f"{name}.yaml").write_text(
            f"id: {name}\ntitle: {{nl: a, en: a}}\neffects: []\n{line}", encoding="utf-8"
        )
    rows = measure_rows(str(tmp_path))
    assert {row["id"]: row["review_by"] for row in rows} == {
        "late": "2026-05-01",
        "soon": "2027-05-01",
        "never": None,
    }
    assert [row["id"] for row in overdue(rows, date(2027, 5, 1))] == ["late", "soon"]
    assert overdue(rows, date(2026, 4, 30)) == []
