"""What a pack says of work: in calendar days and prices of the pack, refused where it cannot be valued."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hiap import appraise
from hiap.catalogue.pack import load_pack
from hiap.domain.errors import InputError, PackError
from hiap.domain.pack import Absence, Work

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "hiap" / "data" / "packs" / "NLD" / "2025"
Change = Callable[[Path], None]


def _work(pack: str = "NLD/2025") -> Work:
    work = load_pack(pack).work
    assert work is not None
    return work


def _absence(disease: str) -> Absence:
    return next(absence for absence in _work().absences if absence.disease == disease)


def test_working_days_become_calendar_days() -> None:
    """10.5 working days of a week of five are 14.7 days; spells of that absence are short."""
    assert _absence("depression").days.value == pytest.approx(14.7)
    assert _absence("depression").spells is None


def test_spells_are_absence_over_the_length_of_one() -> None:
    assert _absence("breast_cancer").per_new_case
    assert _absence("breast_cancer").spells == pytest.approx(1.0)
    knee = _absence("knee_osteoarthritis")
    assert knee.spells == pytest.approx(knee.days.value / 186.0)


def test_nobody_works_before_15_or_from_the_pension_age_on() -> None:
    hours = _work().hours
    assert hours.shape == (2, 101)
    assert (hours[:, 15:67] > 0.0).all()
    assert not hours[:, :15].any()
    assert not hours[:, 67:].any()


def test_sick_pay_is_seven_tenths_of_the_mean_wage() -> None:
    assert _work().sick_pay == pytest.approx(0.7 * (30.32 + 27.15) / 2.0)


def test_a_benefit_is_in_prices_of_the_pack_and_a_worker_has_mean_hours() -> None:
    found = _work().disability
    assert found is not None
    pack = load_pack()
    prices = pack.price_index[pack.price_year] / pack.price_index[2019]
    assert found.benefit.value == pytest.approx(5.8e9 / 315_250.0 * prices, rel=1e-5)
    assert found.worker_hours == pytest.approx(32.2 / 7.0)
    assert (found.payer, found.years, found.outflow) == ("uwv", 18, 0.0389)
    assert pytest.approx((1.0 - found.outflow) ** 5, abs=5e-4) == 0.82


def test_absence_without_limits_gets_those_of_its_grade() -> None:
    """Grade C: a coefficient of variation of 0.20."""
    days = _absence("stroke").days
    assert (days.high - days.low) / 2.0 / 1.959964 == pytest.approx(0.20 * days.value, rel=0.03)
    assert (_absence("copd").days.low, _absence("copd").days.high) == (1.4, 10.1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of one's own, the same as the one that ships."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "own"))


def test_a_pack_without_absence_has_no_work_in_its_result_and_says_so(folder: Path) -> None:
    for name in ("absence", "disability_benefit"):
        (folder / f"{name}.csv").unlink()
    assert load_pack(str(folder)).work is None
    result = appraise(["smoking-cessation-support"], pack=str(folder))
    scenario = result["scenarios"]["smoking-cessation-support"]  # type: ignore[index]
    assert scenario["lost_output_eur"] is None
    assert not any(row["heading"].startswith("work") for row in scenario["budget"]["rows"])
    notes = {note["code"]: note["en"] for note in result["notes"]}  # type: ignore[attr-defined]
    assert notes["work-and-school"].startswith("Work is not counted in money")


def _without(name: str, word: str) -> Change:
    """Leave the rows that begin with a word out of a table."""

    def change(folder: Path) -> None:
        path = folder / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith(word)), encoding="utf-8")

    return change


def _other(name: str, old: str, new: str) -> Change:
    """Write another word in a file."""

    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_without("work", "productivity_cost"), "work.csv has no productivity_cost"),
        (_without("work", "hourly_wage"), "work.csv has no hourly_wage"),
        (lambda folder: (folder / "paid_work.csv").unlink(), "nothing says how much people work"),
        (_other("economics.yaml", "payer: employers", "payer: bosses"), "bosses is no party"),
        (_other("economics.yaml", "method: friction", "method: fiction"), "work/method"),
        (_other("absence.csv", "stroke,per_new_case", "strokes,per_new_case"), "'strokes' is not known"),
        (_other("absence.csv", "working days", "days of work"), "unit: 'days of work' is not known"),
        (_other("absence.csv", "virtanen-2017", "nobody-2017"), "'nobody-2017' is not in sources.csv"),
        (_without("benefit", "wia/mean"), "benefit.csv has no wia/mean"),
        (lambda folder: (folder / "absence.csv").unlink(), "nothing says who pays disability benefits"),
        (_other("economics.yaml", "payer: uwv", "payer: lottery"), "lottery is no party"),
        (_other("disability_benefit.csv", "stroke,", "strokes,"), "'strokes' is not known"),
        (_other("paid_work.csv", "male,15,24,17.4134", "male,15,34,17.4134"), "stands here again for age 25"),
    ],
)
def test_a_fault_says_what_is_wrong(folder: Path, change: Change, told: str) -> None:
    change(folder)
    with pytest.raises((InputError, PackError)) as caught:
        load_pack(str(folder))
    assert told in str(caught.value)
