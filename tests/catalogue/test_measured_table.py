"""What was measured: a wrong file is explained row by row, all at once, and nothing is changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from follow_text import PLAN, plan_of, table_of

from hiap.catalogue.follow_plans import read_follow_plan
from hiap.catalogue.measured_files import load_measured
from hiap.catalogue.measured_table import MeasuredTable
from hiap.domain.errors import InputError

GOOD = "smoking,north,men,2021,,30,150,,"


def load(folder: Path, *rows: str, text: str = PLAN, heads: str | None = None) -> MeasuredTable:
    plan, document = read_follow_plan(plan_of(folder, text))
    path = table_of(folder, *rows) if heads is None else table_of(folder, *rows, heads=heads)
    return load_measured(path, plan, document)[0]


def faults(folder: Path, *rows: str, text: str = PLAN, heads: str | None = None) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(folder, *rows, text=text, heads=heads)
    return [str(fault).removeprefix(str(folder / "data.csv")) for fault in caught.value.faults]


def test_a_good_table_is_read_as_it_is(tmp_path: Path) -> None:
    table = load(
        tmp_path,
        GOOD,
        "deaths,A2,women,2022,,12,4000,,",
        "falls,east,men,2021,7,,,,",
        "score,north,men,2021,27.5,,,7,400",
        "index,north,men,2021,-1.5,,,,",
    )
    assert table.place.tolist() == [0, 1, 2, 0, 0]
    assert table.numbers["numerator"][:2].tolist() == [30.0, 12.0]
    assert table.numbers["value"][2:].tolist() == [7.0, 27.5, -1.5]
    assert np.isnan(table.numbers["denominator"][2])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("smokin,north,men,2021,,3,10,,", "indicator: smokin is not in the plan; did you mean smoking?"),
        ("smoking,nort,men,2021,,3,10,,", "place: nort is not in the plan; did you mean north?"),
        ("smoking,Totaal,men,2021,,3,10,,", "a total beside its parts counts twice: leave the row out"),
        ("smoking,north,total,2021,,3,10,,", "a total beside its parts counts twice"),
        ("smoking,north,,2021,,3,10,,", "group is empty; fill it in"),
        ("smoking,north,men,2041,,3,10,,", "year 2041 is outside the plan; write a year from 2020 to 2030"),
        ("smoking,north,men,,,3,10,,", "year is empty"),
        ("smoking,north,men,20x1,,3,10,,", "year: '20x1' is not a number"),
        ("smoking,north,men,2021,12%,,,,", "write 12 without the percent sign"),
        ('smoking,north,men,2021,"12,5",,,,', "value: '12,5' is not a number; write 12.5"),
        ("smoking,north,men,2021,1_2,,,,", "value: '1_2' is not a number"),
        ("smoking,north,men,2021,nan,,,,", "leave the row out if not measured"),
        ("smoking,north,men,2021,112,,,,", "smoking: 112 percent is over 100"),
        ("smoking,north,men,2021,,30,20,,", "smoking: 30 is more than its denominator"),
        ("smoking,north,men,2021,,-3,20,,", "smoking: -3 is below 0"),
        ("smoking,north,men,2021,,3,0,,", "smoking: 0 is not above 0"),
        ("smoking,north,men,2021,,3,,,", "smoking: a numerator without denominator"),
        ("smoking,north,men,2021,,,,,", "smoking: no number"),
        ("smoking,north,men,2021,20,30,150,,", "smoking: both value and numerator"),
        ("smoking,north,men,2021,20,,,3,50", "standard_deviation and n are for a mean"),
        ("falls,north,men,2021,7.5,,,,", "falls: 7.5 is no whole count"),
        ("falls,north,men,2021,,7,50,,", "falls: a count with a denominator"),
        ("score,north,men,2021,7,,,2,", "score: only one of standard_deviation and n"),
        ("score,north,men,2021,,7,20,,", "score: a mean with numerator or denominator"),
        ("smoking,north,men,2021,12,5,,,,", "has 10 cells, not 9; is a decimal comma read as two cells?"),
    ],
)
def test_a_wrong_row_is_explained(tmp_path: Path, row: str, said: str) -> None:
    found = faults(tmp_path, "smoking,south,men,2021,,30,150,,", row)
    assert found[0].startswith(":3: ")
    assert said in found[0]


def test_all_wrong_rows_come_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        GOOD,
        "smokin,north,men,2021,,3,10,,",
        "smoking,A9,men,2031,x,,,,",
        "score,north,men,2022,7,,,,",
        "smoking,north,men,2022,101,,,,",
    )
    assert [line.split(": ")[0] for line in found] == [":3", ":4", ":4", ":4", ":6"]


def test_a_double_row_names_the_first(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD, GOOD) == [
        ":3: the same indicator, place, group and year as row 2; keep one of the two"
    ]


def test_places_named_in_two_ways_are_mixed(tmp_path: Path) -> None:
    found = faults(tmp_path, "smoking,north,men,2021,,30,150,,", "smoking,A1,men,2022,,30,150,,")
    assert len(found) == 1
    assert ":3: place: A1 is north, which other rows use; name each place in one way" in found[0]


def test_a_total_that_the_plan_does_not_name_is_found_by_its_numbers(tmp_path: Path) -> None:
    """30 of 150 and 20 of 90 make 50 of 240: the plan calls `young` a group like the others."""
    rows = ("smoking,north,men,2021,,30,150,,", "smoking,north,women,2021,,20,90,,")
    found = faults(tmp_path, *rows, "smoking,north,young,2021,,50,240,,")
    assert len(found) == 1
    assert ":4: group young is the sum of the other rows: a total beside its parts" in found[0]
    assert load(tmp_path, *rows, "smoking,north,young,2021,,50,241,,").rows.size == 3


def test_a_total_that_the_plan_names_must_be_the_sum(tmp_path: Path) -> None:
    text = PLAN.replace("title: {nl: jong, en: young}", "title: {nl: jong, en: young}, sum_of: [men, women]")
    rows = ("smoking,north,men,2021,,30,150,,", "smoking,north,women,2021,,20,90,,")
    assert load(tmp_path, *rows, "smoking,north,young,2021,,50,240,,", text=text).rows.size == 3
    found = faults(tmp_path, *rows, "smoking,north,young,2021,,51,240,,", text=text)
    assert ":4: group young is not the sum of its parts" in found[0]


def test_counts_without_people_are_no_total_by_one_chance(tmp_path: Path) -> None:
    """3 = 1 + 2 in one year can be chance; in two years it is not."""
    year = [
        f"falls,north,{group},2021,{count},,,," for group, count in (("men", 1), ("women", 2), ("young", 3))
    ]
    assert load(tmp_path, *year).rows.size == 3
    again = [row.replace("2021", "2022").replace(",2,", ",4,").replace(",3,", ",5,") for row in year]
    assert len(faults(tmp_path, *year, *again)) == 2


def test_shares_in_place_of_percentages_are_seen(tmp_path: Path) -> None:
    rows = [f"smoking,north,men,{year},0.{year - 2000},,,," for year in (2021, 2022, 2023)]
    found = faults(tmp_path, *rows)
    assert len(found) == 3
    assert "smoking: 0.21 looks like a share, as all its values do; write a percentage: 21" in found[0]


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        ("indicator,place,group,value", "column year is missing"),
        ("indicator,place,group,year", "columns with numbers are missing"),
        ("indicator,place,group,year,value,colour", "column 'colour' is not known"),
        ("indicator,place,group,year,value,waarde", "column value is there twice"),
    ],
)
def test_columns_that_are_missing_or_not_known(tmp_path: Path, heads: str, said: str) -> None:
    row = ",".join(["smoking", "north", "men", "2021", "5", "6"][: heads.count(",") + 1])
    assert said in faults(tmp_path, row, heads=heads)[0]


def test_dutch_heads_and_semicolons_are_read(tmp_path: Path) -> None:
    table = load(tmp_path, "smoking;north;men;2021;30;150", heads="indicator;gebied;groep;jaar;teller;noemer")
    assert table.numbers["denominator"].tolist() == [150.0]


def test_a_decimal_comma_between_semicolons_is_explained(tmp_path: Path) -> None:
    found = faults(tmp_path, "smoking;north;men;2021;12,5", heads="indicator;gebied;groep;jaar;waarde")
    assert found == [":2: value: '12,5' is not a number; write 12.5"]


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    plan, document = read_follow_plan(plan_of(tmp_path))
    path = tmp_path / "data.csv"
    path.write_bytes("indicator,place,year,value\nsmoking,caf\xe9,2021,5\n".encode("latin-1"))
    with pytest.raises(InputError, match=r":2: is not UTF-8; save it as CSV UTF-8"):
        load_measured(str(path), plan, document)


def test_a_wrong_file_changes_nothing(tmp_path: Path) -> None:
    faults(tmp_path, "smokin,north,men,2021,,3,10,,")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.csv", "plan.yaml"]
    assert (tmp_path / "data.csv").read_text(encoding="utf-8").endswith("smokin,north,men,2021,,3,10,,\n")


def test_many_faults_are_cut_off_with_their_number(tmp_path: Path) -> None:
    found = faults(tmp_path, *(f"smoking,x{row},men,2021,,3,10,," for row in range(250)))
    assert len(found) == 201
    assert found[-1] == ": and 50 faults more; mend these first"


def workbook(folder: Path, *rows: tuple[object, ...], percent: bool = False) -> str:
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    if percent:
        page.cell(2, 5).number_format = "0.0%"
    path = folder / "data.xlsx"
    book.save(path)
    return str(path)


def test_a_workbook_is_read_like_a_table(tmp_path: Path) -> None:
    plan, document = read_follow_plan(plan_of(tmp_path))
    path = workbook(
        tmp_path,
        ("indicator", "place", "group", "year", "numerator", "denominator"),
        ("smoking", "north", "men", 2021, 30, 150),
    )
    table, _ = load_measured(path, plan, document)
    assert table.year.tolist() == [2021]
    assert table.numbers["numerator"].tolist() == [30.0]


def test_a_cell_formatted_as_percentage_is_explained(tmp_path: Path) -> None:
    plan, document = read_follow_plan(plan_of(tmp_path))
    path = workbook(
        tmp_path,
        ("indicator", "place", "group", "year", "value"),
        ("smoking", "north", "men", 2021, 0.25),
        percent=True,
    )
    with pytest.raises(InputError, match=r":2: 0.25 is formatted as a percentage; write 25, without"):
        load_measured(path, plan, document)


def test_no_workbook_is_refused(tmp_path: Path) -> None:
    plan, document = read_follow_plan(plan_of(tmp_path))
    path = tmp_path / "data.xlsx"
    path.write_bytes(b"no workbook")
    with pytest.raises(InputError, match="is no workbook"):
        load_measured(str(path), plan, document)


PHOTO = """\
photo:
  - {indicator: smoking, place: north, group: men, year: 2021, numerator: 30, denominator: 150, source: s}
"""


def test_the_photo_counts_as_measured_and_may_stand_in_the_file_too(tmp_path: Path) -> None:
    text = PLAN + PHOTO
    plan, document = read_follow_plan(plan_of(tmp_path, text))
    assert load_measured(None, plan, document)[0].numbers["numerator"].tolist() == [30.0]
    assert load(tmp_path, GOOD, text=text).rows.size == 1


def test_a_photo_that_says_another_number_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, GOOD.replace(",30,", ",31,"), text=PLAN + PHOTO)
    assert "photo: smoking of north in 2021 is another number in the data" in found[0]
