"""Single figures of the pack: sums that were published, prices of one year, and rows that are refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from hiap.catalogue.figures import figures_of
from hiap.catalogue.folder import Folder, pack_folder
from hiap.catalogue.pack import load_pack
from hiap.catalogue.pack_tables import FIGURE_TABLES
from hiap.consequences.lines import to_price_year
from hiap.domain.errors import PackError
from hiap.domain.pack import Figure

CELLS = {
    **{"id": "one", "value": "0.05", "low": "", "high": "", "unit": "share", "year": "2023", "sex": "all"},
    **{"age": "15-74", "group": "", "title_nl": "Verzuim", "title_en": "Sick leave", "source": "cbs"},
    **{"grade": "B", "note": ""},
}


def figures() -> Mapping[str, Figure]:
    """The figures of the pack."""
    return load_pack().figures


def folder(path: Path, *rows: Mapping[str, str]) -> Folder:
    """A pack folder in which the table of work has the given rows and the others none."""
    for table in FIGURE_TABLES:
        text = io.StringIO()
        writer = csv.DictWriter(text, CELLS)
        writer.writeheader()
        writer.writerows(rows if table == "work" else ())
        (path / f"{table}.csv").write_text(text.getvalue(), encoding="utf-8")
    return Folder(path)


def test_sectors_of_care_add_up_to_the_published_totals() -> None:
    """AZW, first quarter of 2018: 1,180,314 employees and 866,144 full-time equivalents in ten sectors."""
    for name, total in (("employees", 1_180_314), ("full_time", 866_144)):
        found = [
            item.value
            for key, item in figures().items()
            if key.startswith(f"staff/{name}/") and item.year == 2018 and item.group != "all"
        ]
        assert len(found) == 10
        assert sum(found) == total


def test_benefits_add_up_to_the_published_totals() -> None:
    """SVB, September 2023: 3,578,513 state pensions; CBS, end of 2024: 406,000 on social assistance."""
    found = figures()
    pensions = [found[f"benefit/aow/number/{household}"].value for household in ("single", "couple")]
    assert sum(pensions) == 3_578_513
    people = [found[f"benefit/bijstand/number/{sex}"].value for sex in ("male", "female")]
    assert sum(people) == 406_000


def test_hours_of_men_and_women_give_the_published_hours_of_all() -> None:
    """CBS 2023: 5,145,000 men and 4,592,000 women with work, on average 32.2 hours a week."""
    men, women = (figures()[f"work/hours/{sex}/15-74"].value for sex in ("male", "female"))
    assert (5145 * men + 4592 * women) / 9737 == pytest.approx(32.2, abs=0.05)


def test_the_friction_period_is_that_of_the_manual() -> None:
    """17.2 weeks, the mean of the five years to 2023."""
    found = figures()["work/friction_period"]
    assert (found.unit, found.year, round(found.value / 7, 1)) == ("days", 2023, 17.2)


def test_reference_prices_are_of_2022_and_come_to_2024_with_consumer_prices() -> None:
    """Prices rose by 3.8 % in 2023 and by 3.3 % in 2024."""
    pack = load_pack()
    prices = [item for name, item in pack.figures.items() if name.startswith("care_price/")]
    assert {item.year for item in prices} == {2022}
    visit = pack.figures["care_price/general_practice/consultation"]
    assert visit.value == 30.87
    later = visit.value * to_price_year(pack, visit.year)
    assert later == pytest.approx(30.87 * 1.038 * 1.033, rel=1e-5)


def test_a_published_interval_is_kept_and_none_is_made_up() -> None:
    found = figures()
    whole = found["work/sick_leave/all/15-74"]
    assert (whole.low, whole.value, whole.high) == (0.046, 0.048, 0.049)
    assert found["work/productivity_cost"].low is None


def test_titles_stand_in_both_languages() -> None:
    found = figures()["care_price/home_care/nursing"]
    assert found.title == {"nl": "Wijkverpleging", "en": "District nursing"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit": "euro"}, "unit 'euro' is not known"),
        ({"value": "nan"}, "is not finite"),
        ({"low": "0.06", "high": "0.07"}, "0.05 does not lie between 0.06 and 0.07"),
        ({"low": "0.04"}, "half an interval"),
        ({"grade": "D"}, "grade 'D' is not known"),
        ({"sex": "men"}, "sex 'men' is not known"),
        ({"title_nl": ""}, "a title is missing"),
        ({"unit": "EUR per hour", "year": "1990"}, "no price index for 1990"),
    ],
)
def test_a_wrong_row_is_refused_by_name(tmp_path: Path, change: dict[str, str], words: str) -> None:
    assert figures_of(folder(tmp_path, CELLS), frozenset({2023}))["work/one"].value == 0.05
    with pytest.raises(PackError, match=r"work/one: |is not finite") as caught:
        figures_of(folder(tmp_path, CELLS | change), frozenset({2023}))
    assert words in str(caught.value)


def test_an_id_that_comes_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="work: the id one comes twice"):
        figures_of(folder(tmp_path, CELLS, CELLS), frozenset())


def test_every_figure_names_sources_of_the_pack() -> None:
    known = {row["id"] for row in pack_folder("NLD/2025").rows("sources")}
    used = {name for item in figures().values() for name in item.source.split(";")}
    assert used <= known
