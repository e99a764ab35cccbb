"""Outcomes of a pack: prices of the pack's year, each line with its party, refused where cells disagree."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hiap import appraise
from hiap.catalogue.pack import load_pack
from hiap.domain.errors import InputError
from hiap.domain.pack import Outcome, OutcomeLine

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "hiap" / "data" / "packs" / "NLD" / "2025"
Change = Callable[[Path], None]
PRICES_2022, PRICES_2023 = 1.038 * 1.033, 1.033
"""Consumer prices to 2024, as CBS has them: 3.8 and 3.3 per cent."""


def _outcome(name: str) -> Outcome:
    return next(outcome for outcome in load_pack().outcomes if outcome.id == name)


def _line(outcome: str, line: str) -> OutcomeLine:
    return next(item for item in _outcome(outcome).lines if item.id == line)


def test_reference_prices_come_to_the_year_of_the_pack() -> None:
    """9,846 euro for a year of primary school and 19,927 for an assault, of 2022."""
    school, assault = _line("school_primary_year", "school"), _line("offence_assault", "justice")
    assert school.price.value == pytest.approx(9_846 * PRICES_2022, rel=1e-3)
    assert assault.price.value == pytest.approx(19_927 * PRICES_2022, rel=1e-3)
    assert (school.payer, school.receiver) == ("rijk_ocw", "resources")
    assert (assault.payer, assault.receiver) == ("police_justice", "resources")
    assert _outcome("offence_assault").unit == "offence"


def test_an_offence_has_limits_of_a_third_and_as_far_above() -> None:
    price = _line("offence_theft", "justice").price
    assert price.low == pytest.approx(price.value / 3, rel=1e-4)
    assert price.high - price.value == pytest.approx(price.value - price.low, rel=1e-4)


def test_a_year_of_social_assistance_is_a_transfer_of_twelve_norms() -> None:
    line = _line("social_assistance_year", "benefit")
    assert (line.payer, line.receiver) == ("municipalities", "households")
    assert line.price.value == pytest.approx(12 * 1_308.45)


def test_a_court_case_has_a_fee_that_is_a_transfer_and_a_writ_that_is_used_up() -> None:
    assert _line("debt_court_case", "court_fee").receiver == "rijk_jenv"
    writ = _line("debt_court_case", "writ")
    assert writ.receiver == "resources"
    assert writ.price.value == pytest.approx(1.21 * 106.73 * PRICES_2023, rel=1e-3)


def test_paid_work_counts_with_human_capital_only() -> None:
    lines = _outcome("paid_work_hour").lines
    assert {(line.payer, line.receiver) for line in lines} == {
        ("resources", "employers"),
        ("employers", "households"),
    }
    assert {line.method for line in lines} == {"human_capital"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of one's own, the same as the one that ships."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "own"))


def test_a_pack_without_the_table_has_no_outcomes(folder: Path) -> None:
    (folder / "outcome.csv").unlink()
    assert load_pack(str(folder)).outcomes == ()
    with pytest.raises(InputError, match="offence_assault is not a known outcome"):
        appraise(["alcohol-excise"], pack=str(folder))


def _other(old: str, new: str) -> Change:
    """Write other words in the table."""

    def change(folder: Path) -> None:
        path = folder / "outcome.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_other("justice,police_justice", "justice,police"), "payer: 'police' is not known"),
        (_other("justice,police_justice", "safety,police_justice"), "domain: 'safety' is not known"),
        (_other("police_justice,resources", "police_justice,police_justice"), "payer and receiver are both"),
        (_other("EUR per hour of work", "euro an hour"), "'euro an hour' is no price of something"),
        (_other("A court case about a debt", "A case"), "title_en is not that of the first row"),
        (_other("328,,,EUR per court case,2024", "328,,,EUR per court case,1999"), "no price index for 1999"),
        (
            _other("offence_theft,justice", "offence_threat,justice"),
            "offence_threat, justice stands here again",
        ),
        (_other("incasso-advies-2024,B", "nobody-2024,B"), "'nobody-2024' is not in sources.csv"),
        (_other("human_capital", "fiction"), "method: 'fiction' is not known"),
    ],
)
def test_a_fault_says_what_is_wrong(folder: Path, change: Change, told: str) -> None:
    change(folder)
    with pytest.raises(InputError) as caught:
        load_pack(str(folder))
    assert told in str(caught.value)
