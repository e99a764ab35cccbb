"""Files that are given as a measure: odd ones, many, and ones that share an id."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from measure_text import GOOD, TRANSFER, VOCABULARY, Faults, changed, line_of

from hiap.catalogue.documents import read_document
from hiap.catalogue.measures import load_measure, load_measures
from hiap.domain.errors import InputError
from hiap.domain.measure import Measure
from hiap.domain.parts import Text


def test_not_utf8(faults_of: Faults) -> None:
    (fault,) = faults_of(changed(("Stophulp", "Stophülp")).encode("latin-1"))
    assert (fault.line, fault.message) == (3, "the file is not UTF-8")


def test_too_large(faults_of: Faults) -> None:
    (fault,) = faults_of(GOOD + "#" * 1_000_000)
    assert "the most is 1,000,000" in fault.message


def test_aliases_that_explode(faults_of: Faults) -> None:
    levels = "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" if n else "a0: &a0 [x]\n" for n in range(10)
    )
    assert any("unfolds to more than" in fault.message for fault in faults_of(GOOD + levels))


def test_too_many_aliases(faults_of: Faults) -> None:
    (fault,) = faults_of(GOOD + "a: &a x\nb: [" + ", ".join(["*a"] * 101) + "]\n")
    assert "repeats parts 101 times" in fault.message


def test_a_part_that_contains_itself(faults_of: Faults) -> None:
    text = GOOD + "loop: &loop {again: *loop}\n"
    assert any("contains itself" in fault.message for fault in faults_of(text))


def test_an_alias_may_repeat_a_part(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        changed(("title: {", "title: &words {"), ("summary: {nl: Hulp., en: Help.}", "summary: *words"))
    )
    assert load_measure(str(path), VOCABULARY).summary == Text(nl="Stophulp", en="Quit help")


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "just words\n", "a: 1\n---\nb: 2\n"])
def test_a_file_that_is_no_measure(text: str, faults_of: Faults) -> None:
    assert len(faults_of(text)) == 1


def test_every_field_missing_is_named(faults_of: Faults) -> None:
    missing = {fault.message.split()[0] for fault in faults_of("id: x\n")}
    needed = {name for name, field in Measure.model_fields.items() if field.is_required()}
    assert missing == needed - {"id"}


ODD: tuple[Any, ...] = (
    *(5, 0.5, True, None, "word", "2026-01-01", [], [1], [[]], [None]),
    *({}, {"a": 1}, [{"id": 1}], [{"id": [1]}]),
)


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) in a tree."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from places(tree[key])


def test_odd_values_anywhere_raise_no_other_error(tmp_path: Path) -> None:
    """Each value of a document is replaced by odd ones: it loads or gives faults, and never breaks."""
    document, _ = read_document("good.yaml", changed(("effects:\n", TRANSFER)).encode())
    assert document is not None
    tree = json.loads(json.dumps(document.tree, default=str))
    path = tmp_path / "mine.yaml"
    lines: list[int | None] = []
    for number, (container, key) in enumerate(places(tree)):
        kept = container[key]
        for odd in (ODD[number % len(ODD)], ODD[(number + 5) % len(ODD)], ODD[(number + 9) % len(ODD)]):
            container[key] = odd
            path.write_text(json.dumps(tree))
            try:
                load_measure(str(path), VOCABULARY)
            except InputError as error:
                lines += [fault.line for fault in error.faults]
        container[key] = kept
    assert len(lines) > 200
    assert None not in lines


def test_unknown_id_offers_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        load_measure("sugar-tacks", VOCABULARY)
    (fault,) = caught.value.faults
    assert (fault.path, fault.line) == ("sugar-tacks", None)
    assert fault.cure.startswith("did you mean sugar-tax? `hiap measures` lists them all")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        load_measure("not/there.yaml", VOCABULARY)
    with pytest.raises(InputError, match="cannot be read"):
        load_measure("not\0there.yaml", VOCABULARY)


def test_a_folder_is_no_measure(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").mkdir()
    for path in (f"{tmp_path}/mine.yaml", f"{tmp_path}/", "."):
        with pytest.raises(InputError, match=r"is a folder; give the path of a \.yaml file$"):
            load_measure(path, VOCABULARY)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    code = "import sys; from hiap.cli import main; sys.argv = ['hiap', 'show', 'pipe.yaml']; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "pipe.yaml: is no ordinary file; give the path of a .yaml file\n"


def test_a_file_of_another_ending_is_to_be_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("w.txt").write_text(GOOD)
    with pytest.raises(InputError) as caught:
        load_measure("w.txt", VOCABULARY)
    (fault,) = caught.value.faults
    assert (fault.path, fault.cure) == ("w.txt", "rename it to w.yaml")
    Path("w.txt").rename("w.yaml")
    assert load_measure("w.yaml", VOCABULARY).id == "my-quit-help"


def test_an_empty_name_is_told() -> None:
    with pytest.raises(InputError, match="MEASURE: no measure is named"):
        load_measure("", VOCABULARY)


def test_a_long_name_is_not_repeated_in_full() -> None:
    with pytest.raises(InputError) as caught:
        load_measure("a" * 300, VOCABULARY)
    assert "a" * 81 not in str(caught.value)


MANY = (
    ("id: my-quit-help", "id: reference", "id: reference", "name of a scenario"),
    ("en: Quit help", 'en: "Quit \\e[31mhelp"', "title:", r"hidden control characters: \x1b"),
    ("acts: municipalities", "acts: municipality", "acts:", "acts: municipality is not a known party"),
    ("duration: 10", "duration: 90", "duration:", "the pack in 2100"),
    ("age: [18, 100]", "age: [18]", "age:", "target/age has 1 in its list"),
    ("value: 0.1, low", "value: 0,1, low", "share:", "0,1 has a comma"),
    ("kind: flow", "kind: flow\n  build_up_years: 95", "build_up_years", "more than the 90 years"),
    ("value: 200", "value: -200", "amount:", "-200 is under 0"),
    ("money: temporary", "money: maybe", "money:", "'maybe' is not one of the choices"),
    ("level_to: former", "level_to: current", "level_to", "are the same"),
    ("    evidence:", "    lag_years: 1000000000\n    evidence:", "lag_years", "over 60"),
    ("graded_on: 2026-01-31", "graded_on: soon", "graded_on", "'soon' is not a date"),
    ("read: true", "raed: 1, read: true", "  trial: {", "sources/trial/raed is an unknown field"),
)


def test_a_file_with_thirteen_faults_gives_each_at_its_line_and_no_more(faults_of: Faults) -> None:
    text = changed(*((old, new) for old, new, _, _ in MANY))
    found = [(fault.line, fault.message) for fault in faults_of(text)]
    assert [line for line, _ in found] == sorted(line_of(text, marker) for _, _, marker, _ in MANY)
    for _, _, marker, message in MANY:
        assert any(line == line_of(text, marker) and message in told for line, told in found), (
            message,
            found,
        )


def test_load_measures_collects_the_faults_of_all_files(tmp_path: Path) -> None:
    for name, year in (("one", 1990), ("two", 1991)):
        changes = ("price_year: 2024", f"price_year: {year}"), ("my-quit-help", f"my-{name}")
        (tmp_path / f"{name}.yaml").write_text(changed(*changes))
    with pytest.raises(InputError) as caught:
        load_measures([str(tmp_path / "one.yaml"), "sugar-tex", str(tmp_path / "two.yaml")], VOCABULARY)
    assert len(caught.value.faults) == 3


def test_load_measures_refuses_the_same_id_twice(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_measures(["sugar-tax", "debt-relief", "sugar-tax"], VOCABULARY)
    assert str(caught.value) == "sugar-tax: the measure sugar-tax is given twice; name each measure once"


@pytest.mark.parametrize("bad", [False, True])
def test_two_files_with_one_id_are_both_named_with_the_line(bad: bool, tmp_path: Path) -> None:
    one, two = (str(tmp_path / name) for name in ("one.yaml", "two.yaml"))
    Path(one).write_text("# a remark\n\n" + GOOD)
    Path(two).write_text("\n" + changed(("price_year: 2024", "price_year: 1990")) if bad else "\n" + GOOD)
    with pytest.raises(InputError) as caught:
        load_measures([one, two], VOCABULARY)
    fault = caught.value.faults[-1]
    assert (fault.path, fault.line) == (two, 2)
    assert fault.message == f"the measure my-quit-help is given twice, first in {one}:3"
    assert fault.cure == "change the id of one of the two"
    assert len(caught.value.faults) == 1 + bad


def test_one_file_twice_gives_its_faults_once(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(changed(("price_year: 2024", "price_year: 1990")))
    with pytest.raises(InputError) as caught:
        load_measures([str(path), f"{tmp_path}/./one.yaml", str(path)], VOCABULARY)
    assert [fault.message for fault in caught.value.faults if fault.path == str(path)] == [
        "costs/course: the pack has no price index for price_year 1990",
        f"the measure my-quit-help is given twice, first in {path}:1",
    ]
    assert {fault.cure for fault in caught.value.faults if fault.line == 1} == {"name each measure once"}


@pytest.mark.parametrize("name", ["package", "reference"])
def test_the_name_of_a_scenario_is_no_id(name: str, faults_of: Faults) -> None:
    (fault,) = faults_of("\n" + changed(("id: my-quit-help", f"id: {name}")))
    assert fault.line == 2
    assert fault.message == f"the id {name} is the name of a scenario"
