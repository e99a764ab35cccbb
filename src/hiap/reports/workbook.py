"""The result as a workbook for Excel and LibreOffice: a sheet per table, sums and discounting as formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from hiap.reports import appendix
from hiap.reports.blocks import scenario_title
from hiap.reports.counted import without_health
from hiap.reports.dossier import summary_note
from hiap.reports.money import TOTAL, party_of, title_of
from hiap.reports.result import Result, part, party_titles, rows, scenarios, whole
from hiap.reports.sentences import package_titles, question
from hiap.reports.text import Words, sentence
from hiap.reports.tidy import scenario_rows, unit_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST_NAME = 31
"""Letters in the name of a sheet: the limit of Excel."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
MADE = datetime(2000, 1, 1)
"""A fixed moment, so that the same result gives the same bytes; no time of making is in a result."""
WIDE, NARROW = 46, 16
LINE = 15
"""Height of a line of text, in points."""
BY_YEAR = ("haly", "deaths_averted", "programme_cost_eur", "care_cost_eur")
"""What a sheet of years tells before the parties; a death put off has no present value."""
CHARTED = ("programme_cost_eur", "care_cost_eur")
A4 = 9
"""Number of the paper size in the file format."""
ESTIMATE = ("mean", "low", "high", "chance_positive")
Line = Sequence[object]


class _Book:
    """A workbook with the few formats that all sheets share."""

    def __init__(self, stream: io.BytesIO) -> None:
        from xlsxwriter import Workbook

        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book: Workbook = Workbook(stream, options)
        self.book.set_properties({"title": "hiap", "created": MADE})
        self.head = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.title = self.book.add_format({"bold": True, "font_size": 14})
        self.text = self.book.add_format({"valign": "top"})
        self.number = self.book.add_format({"num_format": "#,##0"})
        self.fine = self.book.add_format({"num_format": "0.0000"})
        self.total = self.book.add_format({"num_format": "#,##0", "bold": True, "top": 1})
        self.bold = self.book.add_format({"bold": True, "top": 1})
        self.names: set[str] = set()

    def sheet(self, name: str) -> Worksheet:
        """A new sheet with a name that Excel takes, once."""
        plain = FORBIDDEN.sub(" ", name).strip()[:LONGEST_NAME]
        chosen, place = plain, 2
        while chosen.lower() in self.names:
            end = f" {place}"
            chosen, place = plain[: LONGEST_NAME - len(end)] + end, place + 1
        self.names.add(chosen.lower())
        sheet = self.book.add_worksheet(chosen)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        return sheet

    def table(self, sheet: Worksheet, heads: Sequence[str], lines: Iterable[Line]) -> int:
        """Write a header and lines from the top; gives the first empty row."""
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self.head)
        last = 0
        for last, line in enumerate(lines, 1):
            for column, value in enumerate(line):
                self.cell(sheet, last, column, value)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.set_row(0, LINE * max(-(-len(head) // (NARROW - 2)) for head in heads))
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, max(len(heads) - 1, 1), NARROW)
        return last + 1

    def cell(self, sheet: Worksheet, row: int, column: int, value: object) -> None:
        """Write one value: a number as number, anything else as text, nothing where there is none."""
        if isinstance(value, bool) or value is None:
            if value is not None:
                sheet.write_string(row, column, str(value), self.text)
        elif isinstance(value, int | float):
            whole = abs(value) >= 100 or value == int(value)
            sheet.write_number(row, column, value, self.number if whole else self.fine)
        else:
            sheet.write_string(row, column, str(value), self.text)


def workbook(result: Result, lang: str = "nl") -> bytes:
    """The workbook of a result.

    Parameters
    ----------
    result : the result of an appraisal (schema hiap-result/1).
    lang : "nl" or "en".

    Returns
    -------
    The bytes of an .xlsx file; the same result gives the same bytes.
    """
    words, stream = Words(lang), io.BytesIO()
    book = _Book(stream)
    _read_first(book, words, result)
    _totals(book, words, result)
    for name, scenario in scenarios(result):
        _by_year(book, words, result, name, scenario)
    for name, scenario in scenarios(result):
        _budget(book, words, result, name, scenario)
    _parties(book, words, result)
    _groups(book, words, result)
    _inputs(book, words, result)
    _sources(book, words, result)
    book.book.close()
    return stream.getvalue()


def _read_first(book: _Book, words: Words, result: Result) -> None:
    """What this is, the settings, and what stands on the other sheets."""
    sheet = book.sheet(words("sheet.read"))
    sheet.write_string(0, 0, question(words, result, package_titles(words, result)), book.title)
    row = 2
    for name, value in appendix.settings_rows(words, result):
        sheet.write_string(row, 0, str(name), book.text)
        sheet.write_string(row, 1, str(value), book.text)
        row += 1
    for line in (summary_note(words, result), words("sheet.formulas"), words("sheet.rounding")):
        row += 1
        sheet.write_string(row, 0, line)
    sheet.set_column(0, 0, NARROW * 2)
    sheet.set_column(1, 1, WIDE * 2)


def _totals(book: _Book, words: Words, result: Result) -> None:
    by_name = dict(scenarios(result))
    titles = {name: scenario_title(words, name, scenario) for name, scenario in by_name.items()}
    heads = ("measure", "quantity", "detail", "unit", "mean", "low", "high", "chance")
    lines = (
        (
            titles[str(row["scenario"])],
            quantity(words, row["quantity"]),
            _detail(words, result, row),
            _unit(words, str(row["unit"])),
            *_amounts(words, row, by_name),
        )
        for row in scenario_rows(result)
    )
    sheet = book.sheet(words("sheet.totals"))
    end = book.table(sheet, [words(f"sheet.{head}") for head in heads], lines)
    sheet.autofilter(0, 0, max(end - 1, 1), len(heads) - 1)
    sheet.set_column(1, 1, WIDE)


def _amounts(
    words: Words, row: Mapping[str, object], by_name: Mapping[str, Mapping[str, object]]
) -> Iterable[object]:
    """Mean, limits and chance of a total; a zero of a measure without a known effect was not counted."""
    if row.get("mean") == 0.0 and without_health(by_name[str(row["scenario"])]):
        return (words("not_counted"),)
    return (row.get(key) for key in ESTIMATE)


def _detail(words: Words, result: Result, row: Mapping[str, object]) -> str | None:
    """What a total is split by, in words: a disease, a sex, an age, a year, another outcome."""
    found = row.get("detail")
    if row["quantity"] == "cases_averted":
        return sentence(words.disease(str(found), result.get("diseases")))
    if str(row["quantity"]).startswith("outcome_"):
        return words.local(_outcome_titles(result).get(str(found)), str(found))
    if found is None or not words.has(f"sheet.detail.{found}"):
        return None if found is None else str(found)
    return words(f"sheet.detail.{found}")


def _outcome_titles(result: Result) -> dict[str, object]:
    """The names of outcomes outside health and care that measures of the result change."""
    told = (row for _, scenario in scenarios(result) for row in rows(scenario, "outcomes"))
    return {str(row.get("id")): row.get("title") for row in told}


def _unit(words: Words, unit: str) -> str:
    """A unit in words: a year that stands in it is kept.

    >>> _unit(Words("nl"), "euros of 2024")
    'euro van 2024'
    """
    year = "".join(re.findall(r"\b\d{4}\b", unit))
    key = f"sheet.unit.{unit.replace(year, '{year}') if year else unit}"
    return words(key, year=year) if words.has(key) else words.exact("units", unit)


def quantity(words: Words, name: object) -> str:
    """The words for a quantity; one without words keeps its name.

    >>> quantity(Words("en"), "haly"), quantity(Words("en"), "person_years")
    ('healthy years (HALY)', 'person years')
    """
    return words.named("compare", name)


def _by_year(book: _Book, words: Words, result: Result, name: str, scenario: Mapping[str, object]) -> None:
    """The years shown, undiscounted, with factors, sums and present values as formulas, and a chart."""
    from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

    years = rows(scenario, "by_year")
    if not years:
        return
    sheet = book.sheet(words("sheet.year", title=scenario_title(words, name, scenario)))
    parties = list(part(years[0], "by_party"))
    told = [key for key in BY_YEAR if not without_health(scenario) or _moves(years, key)]
    heads = [words("year"), words("sheet.rate"), words("sheet.factor")]
    heads += [f"{quantity(words, key)}, {_unit(words, unit_of(key, result))}" for key in told]
    euros = _unit(words, unit_of("care_cost_eur", result))
    heads += [f"{words.party(party, party_titles(result))}, {euros}" for party in parties]
    rates = part(result, "settings", "discounting").get("rates")
    first = int(str(part(result, "settings").get("first_year")))
    lines: list[Line] = []
    for year in years:
        since = int(str(year["year"])) - first
        amounts = (part(year, key).get("mean") for key in told)
        lines.append((year["year"], _rate(rates, since), None, *amounts, *part(year, "by_party").values()))
    end = book.table(sheet, heads, lines)
    plain = book.book.add_format({"num_format": "0"})
    percent = book.book.add_format({"num_format": "0.0%"})
    factors = _factors(lines)
    for row, (line, factor) in enumerate(zip(lines, factors, strict=True), 1):
        sheet.write_number(row, 0, int(str(line[0])), plain)
        sheet.write_number(row, 1, float(str(line[1])), percent)
        above = xl_rowcol_to_cell(row - 1, 2)
        formula = "=1" if row == 1 else f"={above}/(1+{xl_rowcol_to_cell(row, 1)})"
        sheet.write_formula(row, 2, formula, book.fine, factor)
    for offset, key in enumerate(("sheet.sum", "sheet.present")):
        sheet.write_string(end + offset, 0, words(key), book.bold)
    for column in range(3, len(heads)):
        letter = xl_col_to_name(column)
        values = [float(str(line[column] or 0.0)) for line in lines]
        place = f"{letter}2:{letter}{end}"
        sheet.write_formula(end, column, f"=SUM({place})", book.total, sum(values))
        if told[column - 3 : column - 2] == ["deaths_averted"]:
            continue
        present = sum(value * weight for value, weight in zip(values, factors, strict=True))
        sheet.write_formula(end + 1, column, f"=SUMPRODUCT($C$2:$C${end},{place})", book.total, present)
    sheet.set_column(0, 0, NARROW)
    _chart(book, words, sheet, end, [3 + told.index(key) for key in CHARTED if key in told])


def _moves(years: Sequence[Mapping[str, object]], key: str) -> bool:
    """Whether a quantity is anything but 0 in any year."""
    return any(part(year, key).get("mean") for year in years)


def _factors(lines: Sequence[Line]) -> list[float]:
    """Discount factors by line, from the rates in it; the first line is year 0."""
    factors = [1.0]
    for line in lines[1:]:
        factors.append(factors[-1] / (1.0 + float(str(line[1]))))
    return factors


def _rate(rates: object, since: int) -> float:
    """The forward rate of a year since the start; year 0 has none.

    >>> _rate([[35, 0.028], [None, 0.018]], 35), _rate([[35, 0.028], [None, 0.018]], 36), _rate([], 0)
    (0.028, 0.018, 0.0)
    """
    if since <= 0 or not isinstance(rates, Sequence):
        return 0.0
    for last, rate in rates:
        if last is None or since <= last:
            return float(rate)
    return 0.0


def _chart(book: _Book, words: Words, sheet: Any, end: int, columns: Sequence[int]) -> None:
    """Cost of the measure and care by year, as a chart of the spreadsheet itself."""
    picture = book.book.add_chart({"type": "line"})
    for column in columns:
        picture.add_series(
            {
                "name": [sheet.name, 0, column],
                "categories": [sheet.name, 1, 0, end - 1, 0],
                "values": [sheet.name, 1, column, end - 1, column],
            }
        )
    picture.set_title({"name": words("sheet.chart")})
    picture.set_y_axis({"num_format": "#,##0"})
    picture.set_size({"width": 720, "height": 320})
    sheet.insert_chart(end + 3, 0, picture, {"description": words("sheet.chart")})


def _budget(book: _Book, words: Words, result: Result, name: str, scenario: Mapping[str, object]) -> None:
    """The budget annex: items by party and law, years across; below them what they add up to."""
    found = rows(scenario, "budget", "rows")
    items = [row for row in found if row.get("heading") != TOTAL]
    if not items:
        return
    years = len(_series(items[0]))
    first = whole(part(scenario, "budget").get("first_year"), 0)
    sheet = book.sheet(words("sheet.budget", title=scenario_title(words, name, scenario)))
    heads = [words(f"sheet.{key}") for key in ("party", "heading", "money")]
    heads += [*map(str, range(first, first + years)), words("sheet.sum")]
    named = [party_of(words, result, row) for row in items]
    lines = [
        (party, title_of(words, row), words.named("budget.money", row.get("money")), *_series(row))
        for party, row in zip(named, items, strict=True)
    ]
    end = book.table(sheet, heads, lines)
    for place, row in enumerate(items, 1):
        _across(book, sheet, place, _series(row))
    _total(book, sheet, end, (words("sheet.everyone"), ""), _added(items), f"=SUM({{0}}2:{{0}}{end})")
    parties = {party: [row for own, row in zip(named, items, strict=True) if own == party] for party in named}
    for place, (party, own) in enumerate(parties.items(), end + 2):
        formula = f"=SUMPRODUCT(($A$2:$A${end}=$A{place + 1})*{{0}}$2:{{0}}${end})"
        _total(book, sheet, place, (party, words("sheet.all_items")), _added(own), formula)
    fields = [row for row in found if row not in items and row.get("party") not in party_titles(result)]
    for place, row in enumerate(fields, end + 3 + len(parties)):
        told = (party_of(words, result, row), words("sheet.all_items"))
        kind = words.named("budget.money", row.get("money"))
        _total(book, sheet, place, (*told, kind), _series(row))
    sheet.set_column(1, 1, WIDE)


def _series(row: Mapping[str, object]) -> list[float]:
    """The amounts of a row of the budget, a year each."""
    found = row.get("series")
    return [float(amount) for amount in found] if isinstance(found, Sequence) else []


def _added(items: Sequence[Mapping[str, object]]) -> list[float]:
    """The amounts of items together, by year."""
    return [sum(amounts) for amounts in zip(*map(_series, items), strict=True)]


def _total(
    book: _Book, sheet: Worksheet, row: int, texts: Sequence[str], series: Sequence[float], formula: str = ""
) -> None:
    """A line of totals by year: a formula on the letter of its column, or else the amounts themselves."""
    from xlsxwriter.utility import xl_col_to_name

    for column, text in enumerate(texts):
        sheet.write_string(row, column, text, book.bold)
    for column, amount in enumerate(series, 3):
        if formula:
            sheet.write_formula(row, column, formula.format(xl_col_to_name(column)), book.total, amount)
        else:
            sheet.write_number(row, column, amount, book.total)
    _across(book, sheet, row, series)


def _across(book: _Book, sheet: Worksheet, row: int, series: Sequence[float]) -> None:
    """The sum of the years of a line, in the column after them."""
    from xlsxwriter.utility import xl_range

    place = xl_range(row, 3, row, 2 + len(series))
    sheet.write_formula(row, 3 + len(series), f"=SUM({place})", book.total, sum(series))


def _parties(book: _Book, words: Words, result: Result) -> None:
    """Present values by party: what comes in less what goes out is a formula."""
    sheet = book.sheet(words("sheet.parties"))
    keys = ("measure", "party", "receipts", "payments", "balance", "low", "high")
    lines: list[Line] = []
    balances: list[float] = []
    for name, scenario in scenarios(result):
        title = scenario_title(words, name, scenario)
        for party in part(scenario, "by_party"):
            amounts = [part(scenario, "by_party", party, f"{key}_eur") for key in ("receipts", "payments")]
            balance = part(scenario, "by_party", party, "net_present_value_eur")
            means = (amount.get("mean") for amount in amounts)
            who = words.party(party, party_titles(result))
            lines.append((title, who, *means, None, balance.get("low"), balance.get("high")))
            balances.append(float(str(balance.get("mean") or 0.0)))
    book.table(sheet, [words(f"sheet.{key}") for key in keys], lines)
    for place, amount in enumerate(balances, 1):
        sheet.write_formula(place, 4, f"=C{place + 1}-D{place + 1}", book.number, amount)
    sheet.set_column(1, 1, NARROW * 2)


def _groups(book: _Book, words: Words, result: Result) -> None:
    sheet = book.sheet(words("sheet.groups"))
    heads = [words(f"sheet.{key}") for key in ("measure", "group", "mean", "low", "high")]
    by_name = dict(scenarios(result))
    lines = [
        (
            scenario_title(words, name, scenario),
            group,
            *list(_amounts(words, {**part(scenario, "by_ses", group, "haly"), "scenario": name}, by_name))[
                :3
            ],
        )
        for name, scenario in scenarios(result)
        for group in part(scenario, "by_ses")
    ]
    book.table(sheet, heads, lines)


def _inputs(book: _Book, words: Words, result: Result) -> None:
    sheet = book.sheet(words("sheet.inputs"))
    keys = ("value", "low", "high", "unit", "grade", "status", "source", "name")
    heads = [words("sheet.input"), *(words(f"sheet.{key}") for key in keys)]
    lines = [
        (
            words.local(row.get("title")),
            *(row.get(key) for key in ("value", "low", "high")),
            _unit_of_input(words, words.local(row.get("unit"))),
            row.get("grade"),
            words.named("status", row.get("status")) if row.get("status") else None,
            appendix.source_names(words, result, row.get("source")),
            row.get("name"),
        )
        for row in rows(result, "inputs")
    ]
    end = book.table(sheet, heads, lines)
    sheet.autofilter(0, 0, max(end - 1, 1), len(heads) - 1)
    sheet.set_column(7, 8, WIDE)


def _unit_of_input(words: Words, unit: str) -> str:
    """The unit of an input that is not rounded and not made a percentage.

    >>> _unit_of_input(Words("nl"), "share per year"), _unit_of_input(Words("en"), "eur")
    ('aandeel per jaar (0-1)', 'euros')
    """
    return words(f"sheet.unit.{unit}") if words.has(f"sheet.unit.{unit}") else words.exact("units", unit)


def _sources(book: _Book, words: Words, result: Result) -> None:
    sheet = book.sheet(words("sheet.sources"))
    keys = ("text", "url", "read")
    heads = [words("sheet.source"), *(words(f"sheet.source.{key}") for key in keys)]
    found = {name: part(result, "sources", name) for name in part(result, "sources")}
    lines = [
        (name, row.get("text"), row.get("url"), words("sheet.yes" if row.get("read") else "sheet.no"))
        for name, row in found.items()
    ]
    book.table(sheet, heads, lines)
    sheet.set_column(1, 2, WIDE)
