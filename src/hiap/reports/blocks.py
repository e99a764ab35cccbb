"""The tables of the dossier and the terminal, as words: no layout, no file format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from hiap.reports.counted import only_costs, without_health
from hiap.reports.numbers import (
    Estimate,
    chance_text,
    exact_text,
    interval_text,
    mean_text,
    ratio_texts,
)
from hiap.reports.result import (
    Result,
    boundary_accounts,
    draws,
    mean_of,
    part,
    parties_of,
    party_titles,
    qaly_equals_haly,
    qaly_values,
    rows,
    scenarios,
    ses_groups,
    years_shown,
)
from hiap.reports.text import Words, sentence

TERMS = (1, 4, 10, 20, 40)
NOTHING = "–"
CENTS_SHOWN = 10.0
"""Under this a mean has two digits, so that it would show a part of a euro."""
DAYS_PER_YEAR = 365.25


Scenario = Mapping[str, object]
Mark = Callable[[Mapping[str, object]], str]
"""Gives the mark of a footnote where a row is an unverified assumption, else nothing."""


@dataclass(frozen=True)
class Cell:
    """One cell: its text, and the interval that is set smaller below it."""

    text: str
    interval: str = ""
    number: bool = True
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first cell of a row is its heading, and the last row may be a total."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    total: bool = False
    name: ClassVar[str] = "table"


def words_cell(text: object) -> Cell:
    """Make a cell of words."""
    return Cell(str(text), number=False)


def estimate_cell(value: object, lang: str, *, money: bool = False) -> Cell:
    """Make a cell of an estimate: its mean and, with draws, its 95 % interval."""
    estimate = Estimate.read(value)
    if estimate is None:
        return Cell(NOTHING)
    interval = interval_text(estimate, lang, money=money)
    return Cell(mean_text(estimate, lang, money=money), f"({interval})" if interval else "")


def ratio_cell(value: object, lang: str) -> Cell:
    """Make a cell of a ratio in euros, such as the break-even value of a QALY."""
    estimate = Estimate.read(value)
    if estimate is None:
        return Cell(NOTHING)
    mean, interval = ratio_texts(estimate, lang)
    return Cell(mean, f"({interval})" if interval else "")


def opposite(estimate: Estimate) -> Estimate:
    """Give minus the estimate: limits change places.

    >>> opposite(Estimate(-2.0, -3.0, -1.0))
    Estimate(mean=2.0, low=1.0, high=3.0, chance_positive=None)
    """
    low, high = (None if x is None else -x for x in (estimate.high, estimate.low))
    return Estimate(-estimate.mean, low, high)


def mean_cell(value: float, lang: str, *, money: bool = False) -> Cell:
    """Make a cell of a mean whose interval is not known: two significant digits."""
    return Cell(mean_text(Estimate(value), lang, money=money))


def euro(value: float, lang: str) -> str:
    """Write a whole amount that is a setting, such as the value of a QALY.

    >>> euro(50_000, "nl"), euro(50_000, "en")
    ('€ 50.000', '€50,000')
    """
    text = exact_text(value, lang)
    return f"€ {text}" if lang == "nl" else f"€{text}"


def scenario_title(words: Words, name: str, scenario: Scenario) -> str:
    """Give the title of a scenario; its id where it has none."""
    return words.local(scenario.get("title"), words("package") if name == "package" else name)


def health_summary(words: Words, result: Result) -> Table:
    """Health and care per scenario."""
    alike = qaly_equals_haly(result)
    keys = ("haly", *(() if alike else ("qaly",)), "deaths_averted", "care_cost_eur")
    body = tuple(
        (words_cell(scenario_title(words, name, scenario)), *estimate_cells(words, scenario, keys))
        for name, scenario in scenarios(result)
    )
    first = words("haly.qaly") if alike else words("haly")
    named = ("care_cost.more" if key == "care_cost_eur" else key for key in keys[1:])
    head = (words("measure"), first, *(words(key) for key in named))
    return Table(words("summary.health"), head, body)


def money_summary(words: Words, result: Result) -> Table:
    """Programme cost, balance at two values of a QALY, break-even and chance, per scenario."""
    keys = (
        "programme_cost_eur",
        "net_present_value_eur",
        "net_present_value_100k_eur",
        "break_even_qaly_eur",
    )
    chance = draws(result) > 0
    body = tuple(
        (
            words_cell(scenario_title(words, name, scenario)),
            *estimate_cells(words, scenario, keys),
            *([Cell(chance_of_benefit(words, result, scenario))] if chance else []),
        )
        for name, scenario in scenarios(result)
    )
    low, high = (euro(value, words.lang) for value in qaly_values(result))
    head = (
        words("measure"),
        words("programme_cost_eur"),
        words("net_present_value_eur", value=low),
        words("net_present_value_eur", value=high),
        words("break_even_qaly_eur"),
        *([words("chance")] if chance else []),
    )
    return Table(words("summary.money"), head, body)


def estimate_cells(words: Words, scenario: Scenario, keys: Sequence[str]) -> list[Cell]:
    """Make a cell of each figure of a scenario."""
    return [
        ratio_cell(scenario.get(key), words.lang)
        if key == "break_even_qaly_eur"
        else counted_cell(words, scenario, key)
        for key in keys
    ]


def counted_cell(words: Words, scenario: Scenario, key: str) -> Cell:
    """Make a cell of a figure; one that is zero because no health effect is in the sums is not counted."""
    estimate = Estimate.read(scenario.get(key))
    if estimate is not None and estimate.mean == 0.0 and not estimate.limits and without_health(scenario):
        return Cell(words("not_counted"))
    return estimate_cell(scenario.get(key), words.lang, money=key.endswith("_eur"))


def chance_of_benefit(
    words: Words, result: Result, scenario: Scenario, key: str = "net_present_value_eur"
) -> str:
    """Give the chance that the balance is positive, in words; a dash without draws."""
    estimate = Estimate.read(scenario.get(key))
    if estimate is None or estimate.chance_positive is None or draws(result) < 1 or only_costs(scenario):
        return NOTHING
    return chance_text(estimate.chance_positive, draws(result), words.lang)


def health_table(words: Words, result: Result, scenario: Scenario) -> Table:
    """All health outcomes of one scenario."""
    units = {
        "haly": "unit.years",
        "qaly": "unit.years",
        "healthy_life_years": "unit.years",
        "life_years": "unit.years",
        "deaths_averted": "unit.persons",
    }
    body = tuple(
        (words_cell(words(key)), counted_cell(words, scenario, key), words_cell(words(unit)))
        for key, unit in units.items()
        if key in scenario
    )
    return Table(
        words("health.caption", years=years_shown(result)),
        (words("outcome"), words("mean"), words("unit")),
        body,
        words("deaths.short", years=years_shown(result)) if "deaths_averted" in scenario else "",
    )


def cases_table(words: Words, result: Result, scenario: Scenario) -> Table | None:
    """Cases of disease averted, without the diseases that the measure leaves as they are."""
    body = tuple(
        (words_cell(sentence(words.disease(name, result.get("diseases")))), estimate_cell(value, words.lang))
        for name, value in part(scenario, "cases_averted").items()
        if mean_of(value) != 0.0
    )
    head = (words("disease"), words("cases_averted"))
    more = any(mean_of(value) < 0.0 for value in part(scenario, "cases_averted").values())
    note = words("cases.more") if more and mean_of(scenario.get("life_years")) > 0.0 else ""
    return Table(words("cases.caption", years=years_shown(result)), head, body, note) if body else None


def changes_health(scenario: Scenario) -> bool:
    """Tell whether a scenario changes health in any draw; if not, there is nothing to chart or divide.

    >>> changes_health({"haly": {"mean": 0.0}}), changes_health({"haly": {"mean": 2.0}})
    (False, True)
    """
    estimate = Estimate.read(scenario.get("haly"))
    return estimate is None or estimate.mean != 0.0 or estimate.limits is not None


def _terms(scenario: Scenario) -> list[int]:
    return [term for term in TERMS if term <= len(rows(scenario, "by_year"))]


def _term_heads(words: Words, scenario: Scenario, *, added: bool = True) -> tuple[str, ...]:
    """The terms over columns: years added up to the last of them, or that year alone."""
    years = [str(year.get("year", "")) for year in rows(scenario, "by_year")]
    several = "term.years" if added else "term.in_year"
    return tuple(
        words("term.year" if term == 1 else several, years=term, last=years[term - 1])
        for term in _terms(scenario)
    )


def _added_up(series: Sequence[float], terms: Sequence[int]) -> list[float]:
    return [sum(series[:term]) for term in terms]


def health_terms(words: Words, scenario: Scenario) -> Table | None:
    """Healthy years and deaths averted up to 1, 4, 10, 20 and 40 years."""
    terms = _terms(scenario)
    if not terms or not changes_health(scenario):
        return None
    body = []
    for key in ("haly", "deaths_averted"):
        series = [mean_of(year.get(key)) for year in rows(scenario, "by_year")]
        body.append((words_cell(words(key)), *(mean_cell(x, words.lang) for x in _added_up(series, terms))))
    head = (words("outcome"), *_term_heads(words, scenario))
    return Table(words("health.by_term"), head, tuple(body))


def budget_tables(words: Words, result: Result, scenario: Scenario) -> list[Table]:
    """Budget per party at 1, 4, 10, 20 and 40 years: added up, and in that year alone."""
    terms = _terms(scenario)
    series = {party: _party_series(scenario, party) for party in parties_of(scenario)}
    if not terms:
        return []
    added = {party: _in_euros(_added_up(values, terms)) for party, values in series.items()}
    single = {party: _in_euros(values[term - 1] for term in terms) for party, values in series.items()}
    some = [party for party in series if any(added[party]) or any(single[party])]
    if not some:
        return []
    return [
        Table(
            words(f"budget.{key}"),
            (words("party"), *_term_heads(words, scenario, added=key == "total")),
            tuple(_party_row(words, result, party, figures[party]) for party in some),
        )
        for key, figures in (("total", added), ("in_year", single))
    ]


def _in_euros(values: Iterable[float]) -> list[float]:
    """Whole euros where amounts are small: a budget has no cents, and less than half a euro is nothing.

    >>> _in_euros([-0.4, -0.65, 5.3, 1_234.5])
    [0.0, -1.0, 5.0, 1234.5]
    """
    return [round(value) + 0.0 if abs(value) < CENTS_SHOWN else value for value in values]


def _party_series(scenario: Scenario, party: str) -> list[float]:
    return [mean_of(part(year, "by_party").get(party)) for year in rows(scenario, "by_year")]


def _party_row(words: Words, result: Result, party: str, values: Sequence[float]) -> tuple[Cell, ...]:
    name = words_cell(words.party(party, party_titles(result)))
    return (name, *(_budget_cell(value, words.lang) for value in values))


def _budget_cell(value: float, lang: str) -> Cell:
    """A mean in whole euros.

    >>> _budget_cell(-1.0, "nl").text, _budget_cell(0.0, "en").text, _budget_cell(1_234.0, "en").text
    ('-€ 1', '€0', '€1,200')
    """
    if abs(value) >= CENTS_SHOWN:
        return mean_cell(value, lang, money=True)
    return Cell(f"{'-' * (value < 0)}{euro(abs(value), lang)}")


def party_table(words: Words, result: Result, scenario: Scenario) -> Table | None:
    """Present value per party: what it receives, what it pays, the balance."""
    keys = ("receipts_eur", "payments_eur", "net_present_value_eur")
    money = part(scenario, "by_party")
    body = tuple(
        (
            words_cell(words.party(party, party_titles(result))),
            *(estimate_cell(part(money, party).get(key), words.lang, money=True) for key in keys),
        )
        for party in parties_of(scenario)
        if any(mean_of(part(money, party).get(key)) for key in keys)
    )
    head = (words("party"), words("party.receipts"), words("party.payments"), words("party.net"))
    return Table(words("party.caption"), head, body) if body else None


def boundary_table(words: Words, result: Result, scenario: Scenario) -> Table | None:
    """Present value of the boundary accounts, apart from the parties."""
    money = part(scenario, "by_party")
    amounts = {
        words.party(name, party_titles(result)): part(money, name).get("net_present_value_eur")
        for name in boundary_accounts(scenario)
    }
    body = tuple(
        (words_cell(name), estimate_cell(amount, words.lang, money=True))
        for name, amount in amounts.items()
        if mean_of(amount)
    )
    head = (words("boundary.account"), words("boundary.amount"))
    return Table(words("boundary.caption"), head, body, words("boundary.note")) if body else None


def ses_table(words: Words, scenario: Scenario) -> Table | None:
    """Health gain per prosperity group."""
    groups = part(scenario, "by_ses")
    names = [name for name in (*ses_groups(groups), "all") if name in groups]
    keys = ("haly", "life_years", "per_1000_haly")
    body = tuple(
        (
            words_cell(words.named("ses", name)),
            *(estimate_cell(part(groups, name).get(key), words.lang) for key in keys),
        )
        for name in names
    )
    head = (words("ses.group"), words("haly"), words("life_years"), words("ses.per_1000"))
    return Table(words("ses.caption"), head, body) if body else None


def pm_table(words: Words, scenario: Scenario) -> Table | None:
    """Items that are not in the sum, with their sign and the reason."""
    body = tuple(
        (
            words_cell(words.local(item.get("title"), words("not_given"))),
            words_cell(words.named("pm", item.get("sign", "?"))),
            words_cell(words.local(item.get("reason"), words("not_given"))),
        )
        for item in rows(scenario, "pm")
    )
    head = (words("pm.title"), words("pm.sign"), words("pm.reason"))
    return Table(words("pm.caption"), head, body) if body else None


def web_address(url: object) -> str:
    """Give the address only if a browser would open it as a page; anything else is dropped.

    >>> web_address("https://doi.org/10.1/x"), web_address("javascript:alert(1)")
    ('https://doi.org/10.1/x', '')
    """
    text = str(url or "").strip()
    return text if text.lower().startswith(("https://", "http://")) else ""


def source_name(words: Words, source: object) -> str:
    """Name a source; the words of an assumption or a convention are those of the language."""
    name = words.local(source, words("not_given"))
    return words.exact("source", name)


def considerations_table(words: Words, scenario: Scenario) -> Table:
    """Ethics, feasibility, law and support: the questions, and what was filled in, else "not assessed"."""
    filled = part(scenario, "description", "considerations")
    body = tuple(
        (
            words_cell(words(key)),
            words_cell(words(f"block3.question.{key}")),
            words_cell(words.local(filled.get(key), words("not_assessed"))),
        )
        for key in ("ethics", "feasibility", "law", "support")
    )
    head = tuple(words(f"block3.{key}") for key in ("aspect", "questions", "judgement"))
    note = words("block3.note") if part(scenario, "description") else ""  # a package has no file of its own
    return Table(words("block3.caption"), head, body, note)


def overlap_table(words: Words, result: Result) -> Table | None:
    """The sum of the measures, the package, and the overlap: that sum minus the package."""
    package = part(result, "scenarios", "package")
    if not package:
        return None
    keys = ("haly", "net_present_value_eur")
    single = [scenario for name, scenario in scenarios(result) if name != "package"]
    sums = [sum(mean_of(scenario.get(key)) for scenario in single) for key in keys]
    money = [key.endswith("_eur") for key in keys]
    body = (
        (
            words_cell(words("overlap.sum")),
            *(mean_cell(x, words.lang, money=m) for x, m in zip(sums, money, strict=True)),
        ),
        (words_cell(words("overlap.package")), *estimate_cells(words, package, keys)),
        (words_cell(words("overlap.difference")), *estimate_cells(words, part(result, "overlap"), keys)),
    )
    value = euro(qaly_values(result)[0], words.lang)
    head = (words("quantity"), words("haly"), words("net_present_value_eur", value=value))
    return Table(words("overlap.caption"), head, body, total=True)
