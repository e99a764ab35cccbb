"""What a pack says of money that goes with being alive: in prices of the pack, refused where it cannot be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hiap import appraise
from hiap.catalogue.pack import load_pack
from hiap.catalogue.parameters import parameters
from hiap.domain.errors import InputError, PackError

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "hiap" / "data" / "packs" / "NLD" / "2025"


def test_the_state_pension_of_a_year_is_spending_over_persons() -> None:
    """CBS: 51.9 billion euro in 2024; SVB: 3,578,513 persons in September 2023, 32,000 more a year later."""
    (aow,) = load_pack().living
    assert (aow.id, aow.payer, aow.receiver, aow.amount.grade) == ("aow", "svb", "households", "C")
    assert aow.amount.value == pytest.approx(51.9e9 / 3_610_513, rel=1e-5)
    assert aow.from_age == ((2025, 67.0), (2028, 67.25))


def test_its_limits_are_that_of_couples_who_leave_a_partner_and_that_of_single_people() -> None:
    """Full pensions of July 2024: 1,569.75 a month alone, 1,067.47 each with a partner, 62.56 % of people.

    All together 1,255.53 on average; 941.33 if of a couple only 2·1,067.47 - 1,569.75 = 565.19 goes.
    """
    (aow,) = load_pack().living
    assert aow.amount.low / aow.amount.value == pytest.approx(941.33 / 1_255.53, rel=1e-4)
    assert aow.amount.high / aow.amount.value == pytest.approx(1_569.75 / 1_255.53, rel=1e-4)


def test_as_many_people_are_of_the_pension_age_as_get_a_pension_in_the_country() -> None:
    """SVB, September 2024: 3,610,513 with one, of whom 331,000 live abroad: 3.28 million."""
    people = load_pack().population[:, 67:].sum()
    assert people == pytest.approx(3_610_513 - 331_000, rel=0.02)


def test_its_ages_are_parameters_with_a_source() -> None:
    found = {item.name: item for item in parameters("NLD/2025")}
    later = found["economics/living/aow/from_age/2028"]
    assert (later.lowest, later.unit, later.year) == (67.25, "years", "2028")
    assert later.sources == ("aow-age-2028", "aow-age-2031")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of one's own, the same as the one that ships."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "own"))


def _change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_pack_without_it_says_so_and_has_the_same_wrong_pockets_and_cost_of_a_qaly(folder: Path) -> None:
    text = (folder / "economics.yaml").read_text(encoding="utf-8")
    start, end = text.index("living:\n"), text.index("equity:\n")
    (folder / "economics.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    result = appraise(["fall-prevention"], pack=str(folder))
    scenario = result["scenarios"]["fall-prevention"]  # type: ignore[index]
    assert "svb" not in scenario["by_party"]
    notes = {note["code"]: note["en"] for note in result["notes"]}  # type: ignore[attr-defined]
    assert "It is not in the amounts by party" in notes["pensions-and-taxes"]
    with_it = appraise(["fall-prevention"])["scenarios"]["fall-prevention"]  # type: ignore[index]
    assert with_it["wrong_pocket"]["share"] == scenario["wrong_pocket"]["share"]
    assert with_it["cost_effectiveness"] == scenario["cost_effectiveness"]
    assert with_it["by_party"]["svb"]["net_present_value_eur"]["mean"] < -1e7


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("economics.yaml", "payer: svb", "payer: svbank", "living/aow: svbank is no party"),
        ("economics.yaml", "payer: svb", "payer: households", "living/aow: households pays itself"),
        ("economics.yaml", "benefit/aow/mean", "benefit/aow/mode", "no figure benefit/aow/mode"),
        ("economics.yaml", "benefit/aow/mean", "benefit/aow/spending", "is not in EUR per year"),
        ("economics.yaml", "from_year: 2028", "from_year: 2025", "the years of from_age do not go up"),
        ("economics.yaml", "value: 67.25", "value: 670.25", "less than or equal to 150"),
        ("economics.yaml", "source: aow-age-2028\n", "source: nobody-2028\n", "'nobody-2028'"),
    ],
)
def test_a_fault_says_what_is_wrong(folder: Path, name: str, old: str, new: str, told: str) -> None:
    _change(folder, name, old, new)
    with pytest.raises((InputError, PackError)) as caught:
        load_pack(str(folder))
    assert told in str(caught.value)
