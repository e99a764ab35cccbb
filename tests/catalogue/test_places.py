"""A place is its country with other people in it: places of one kind add up, all else is the country's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import hiap
from hiap.catalogue.folder import pack_folder
from hiap.catalogue.pack_check import pack_faults
from hiap.cli import app
from hiap.domain.errors import InputError
from hiap.reports.blocks import Table
from hiap.reports.document import parts
from hiap.reports.dossier import dossier
from hiap.reports.result import mean_of
from hiap.reports.text import Words
from hiap.workflow.appraise import repeat
from hiap.workflow.catalogue import pack_places

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ELSEWHERE = EXAMPLES / "packs" / "ELSEWHERE" / "2025"
STOVES = str(EXAMPLES / "clean-stoves.yaml")
HALVES = {"north": (3, 1), "south": (1, 1), "all-of-it": (7, 7)}
"""Of those under 2 and those of 2 and over: three in four and half live in the north."""


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The invented country with two halves, and with one place that is the whole of it."""
    folder = tmp_path_factory.mktemp("places") / "ELSEWHERE"
    shutil.copytree(ELSEWHERE, folder)
    lines = ["place,kind,title,sex,age,value"]
    for name, (young, old) in HALVES.items():
        kind = "whole" if name == "all-of-it" else "half"
        for sex in ("male", "female"):
            lines += [f"{name},{kind},{name.title()},{sex},{age},{n}" for age, n in ((0, young), (2, old))]
    (folder / "place.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "tables.csv").open("a", encoding="utf-8") as tables:
        tables.write("place,People by place,persons,2025,R,made-up,EUPL-1.2,Invented.,\n")
    with (folder / "inputs.yaml").open("a", encoding="utf-8") as inputs:
        share = "{value: 0.2, low: 0.1, high: 0.3, unit: share, source: made-up, grade: R}"
        inputs.write(f"end_of_life_share: {{clinic: {share}}}\n")
    assert pack_faults(pack_folder(str(folder))) == []
    return str(folder)


def test_people_are_parted_by_sex_and_age(parted: str) -> None:
    country, north = hiap.load_pack(parted), hiap.load_pack(f"{parted}@north")
    assert country.place is None
    assert country.people is country.population
    assert north.people.tolist() == [[750.0, 750.0, 24_000.0]] * 2
    assert north.population.tolist() == country.population.tolist()
    assert north.part_of_country == pytest.approx(51_000 / 100_000)
    np.testing.assert_allclose(north.migration, country.migration * np.array([0.75, 0.75, 0.5]))
    assert north.fertility.tolist() == country.fertility.tolist()


def test_a_place_has_its_own_name_and_digest(parted: str) -> None:
    packs = [hiap.load_pack(name) for name in (parted, f"{parted}@north", f"{parted}@south")]
    assert len({pack.digest for pack in packs}) == 3
    assert [pack.id for pack in packs[1:]] == [f"{packs[0].id}@north", f"{packs[0].id}@south"]
    assert packs[1].title["en"].startswith("North (")


def of_place(pack: str, draws: int = 0) -> dict[str, Any]:
    return hiap.appraise([STOVES], pack=pack, years=5, draws=draws, workers=1)


NAMES = ("haly", "qaly", "deaths_averted", "programme_cost_eur", "care_cost_eur", "net_present_value_eur")


@pytest.mark.parametrize("draws", [0, 3])
def test_places_of_one_kind_add_up_to_the_country(parted: str, draws: int) -> None:
    whole, north, south = (of_place(pack, draws) for pack in (parted, f"{parted}@north", f"{parted}@south"))
    for scenario, found in whole["scenarios"].items():
        for name in NAMES:
            halves = [one["scenarios"][scenario][name] for one in (north, south)]
            assert sum(map(mean_of, halves)) == pytest.approx(mean_of(found[name]), rel=1e-6, abs=1e-6), name
    assert mean_of(whole["scenarios"]["clean-stoves"]["programme_cost_eur"]) > 0


def test_the_whole_as_a_place_is_the_country(parted: str) -> None:
    whole, place = of_place(parted), of_place(f"{parted}@all-of-it")
    assert place["scenarios"] == whole["scenarios"]
    notes = [note["code"] for note in place["notes"]]
    assert "place" in notes
    assert "place" not in [note["code"] for note in whole["notes"]]


def test_what_a_place_itself_pays_counts_whole(parted: str, tmp_path: Path) -> None:
    """300,000 euro of 2023: the north, half of the people and more, pays its part, or all of it."""
    own = tmp_path / "own-stoves.yaml"
    text = Path(STOVES).read_text(encoding="utf-8").replace("id: clean-stoves", "id: own-stoves")
    own.write_text(text.replace("kind: one_off", "kind: one_off\n    amount_of: place"), encoding="utf-8")
    whole: Any = hiap.appraise([str(own)], pack=f"{parted}@north", years=5, workers=1)
    part = of_place(f"{parted}@north")
    paid = [
        mean_of(found["scenarios"][name]["programme_cost_eur"])
        for found, name in ((whole, "own-stoves"), (part, "clean-stoves"))
    ]
    assert paid[1] / paid[0] == pytest.approx(51_000 / 100_000)
    assert whole["scenarios"]["own-stoves"]["description"]["costs"][0]["unit"] == "eur 2023, one_off, place"
    with pytest.raises(InputError, match="costs/stove: the amount is that of one place, the pack a country"):
        hiap.appraise([str(own)], pack=parted, years=5, workers=1)


def test_a_run_of_a_place_is_computed_again_from_its_result() -> None:
    result: Any = hiap.appraise(["fall-prevention"], pack="NLD/2025@ggd-zeeland", workers=1)
    assert repeat(result) == result
    assert result["pack"]["id"] == "NLD/2025@ggd-zeeland"


def test_places_of_the_netherlands_add_up() -> None:
    country = hiap.load_pack().population
    for kind, count in (("ggd_region", 25), ("province", 12)):
        names = [row["place"] for row in pack_places() if row["kind"] == kind]
        assert len(names) == count
        people = sum(hiap.load_pack(f"NLD/2025@{name}").people for name in names)
        np.testing.assert_allclose(people, country, rtol=1e-12)


def test_zeeland_is_older_than_amsterdam() -> None:
    """65 and over as counted in 2021: 24 % of Zeeland, 14 % of Amsterdam, 20 % of the country (21 % now)."""
    parts = {}
    for name in ("ggd-zeeland", "ggd-amsterdam"):
        people = hiap.load_pack(f"NLD/2025@{name}").people
        parts[name] = people[:, 65:].sum() / people.sum()
    assert 0.24 < parts["ggd-zeeland"] < 0.27
    assert 0.13 < parts["ggd-amsterdam"] < 0.16


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        ("NLD/2025@ggd-zeelnd", "did you mean ggd-zeeland? `hiap pack places` lists them all"),
        (f"{ELSEWHERE}@north", "leave @north out"),
        ("NLD/2025@", "is no pack that ships with hiap"),
        ("NLD/2026@ggd-zeeland", "is no pack that ships with hiap"),
    ],
)
def test_a_place_that_is_not_there_is_told(pack: str, said: str) -> None:
    with pytest.raises(InputError, match="--pack") as caught:
        hiap.load_pack(pack)
    assert said in str(caught.value)


@pytest.mark.parametrize("command", ["check", "compare", "sources", "places"])
def test_what_is_of_the_whole_country_says_so(command: str) -> None:
    told = CliRunner().invoke(app, ["pack", command, "--pack", "NLD/2025@ggd-zeeland"])
    assert told.exit_code == 2
    assert "write NLD/2025" in told.stderr


@pytest.mark.parametrize("command", ["budget", "pockets"])
def test_what_is_printed_names_the_place_and_else_no_place(command: str, parted: str) -> None:
    of = {
        pack: CliRunner().invoke(app, [command, STOVES, "--years", "4", "--pack", pack])
        for pack in (parted, f"{parted}@north")
    }
    assert [told.exit_code for told in of.values()] == [0, 0]
    assert ["North" in told.stdout for told in of.values()] == [False, True]


def test_the_list_of_places(parted: str) -> None:
    told = CliRunner().invoke(app, ["pack", "places", "--pack", parted, "--format", "json"])
    assert json.loads(told.stdout)[0] == {"place": "north", "kind": "half", "title": "North", "persons": 8}


def test_a_folder_with_an_at_in_its_name_stays_whole(tmp_path: Path) -> None:
    folder = tmp_path / "pack@home"
    shutil.copytree(ELSEWHERE, folder)
    assert hiap.load_pack(str(folder)).place is None


def test_a_place_with_a_cell_missing_is_refused(parted: str, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(parted, folder)
    table = folder / "place.csv"
    table.write_text("\n".join(table.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"place\.csv: 1 cells of all-of-it are missing"):
        hiap.load_pack(str(folder))


CELL = "north,half,North,male,0,3"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (CELL, CELL.replace("half", "part"), "the kind of north is 'half', and 'part' before"),
        (CELL, CELL.replace("North", "Nord"), "the title of north is 'North', and 'Nord' before"),
        (",0,", ",1,", "no class begins at age 0"),
        (",male,0,3\n", ",male,0,0\n", ""),
        ("male,2,1\n", "male,2,0\n", "nobody lives in the kind half, male, 2"),
    ],
)
def test_faults_between_cells_are_told(parted: str, tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(parted, folder)
    table = folder / "place.csv"
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new), encoding="utf-8")
    faults = [str(fault) for fault in pack_faults(pack_folder(str(folder)))]
    assert any(said in fault for fault in faults) if said else faults == []


def test_a_mistyped_folder_is_named_whole() -> None:
    with pytest.raises(InputError, match=r"folder/of@me/pack is no pack"):
        hiap.load_pack("folder/of@me/pack")


def test_amounts_for_the_country_are_told_to_be_so() -> None:
    result = hiap.appraise(["smoking-campaign"], pack="NLD/2025@ggd-zeeland", workers=1)
    [costs] = [
        part
        for part in parts(dossier(result, "nl").sections)
        if isinstance(part, Table) and part.caption == Words("nl")("costs.caption")
    ]
    assert "het hele land" in costs.note
    assert "GGD Zeeland telt daarvan 2,2 % mee" in costs.note


def test_show_knows_the_names_of_the_country() -> None:
    told = CliRunner().invoke(
        app, ["show", "sugar-tax", "--pack", "NLD/2025@ggd-zeeland", "--format", "json"]
    )
    assert json.loads(told.stdout)["id"] == "sugar-tax"
