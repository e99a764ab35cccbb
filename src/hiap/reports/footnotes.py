"""A numbered footnote for each unverified assumption, with its mark wherever the assumption appears."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hiap.reports.blocks import NOTHING, Cell, Table, scenario_title, words_cell
from hiap.reports.evidence import amount_text
from hiap.reports.numbers import percent_text
from hiap.reports.result import PACKAGE, Result, mean_of, part, rows, scenarios
from hiap.reports.text import Words, sentence

UNVERIFIED = "unverified"
WEIGHTS, WEIGHT = "disability weights", "weight/"
KEYS = ("title", "value", "low", "high")

Row = Mapping[str, object]


class Footnotes:
    """The unverified assumptions behind a result by number: those of the measures, then those of the pack.

    >>> notes = Footnotes({"inputs": [{"name": "measure/a/reach/share", "status": "unverified"}]})
    >>> notes.of_input("measure/a/reach/share"), notes.of_input("measure/a/reach/other")
    (' [1]', '')
    """

    def __init__(self, result: Result) -> None:
        found: dict[str, Row] = {
            str(row.get("name")): row for row in rows(result, "inputs") if row.get("status") == UNVERIFIED
        }
        self.weights = [name for name in found if name.startswith(WEIGHT)]
        for _, scenario in scenarios(result):
            for row in rows(scenario, "evidence", "rests_on"):
                name = self._input(str(row.get("input")), found)
                if name != WEIGHTS or not self.weights:
                    found.setdefault(name, row)
        self.rows = found
        self.numbers = {name: number for number, name in enumerate(found, start=1)}

    @staticmethod
    def _input(name: str, known: Mapping[str, object]) -> str:
        """The name of an input from that of an assumption, which leaves `measure/` out."""
        return f"measure/{name}" if f"measure/{name}" in known else name

    def of_input(self, name: object) -> str:
        """Give the mark of an input; empty where it is no unverified assumption."""
        return self._mark([str(name)])

    def of_assumption(self, name: object) -> str:
        """Give the mark of an assumption that a gain rests on; disability weights have one each."""
        if name == WEIGHTS and self.weights:
            return self._mark(self.weights)
        return self._mark([self._input(str(name), self.rows)])

    def of_link(self, measure: str, link: Row) -> str:
        """Give the mark of a number in the chain of an effect; all marks where two are written the same."""
        if link.get("status") != UNVERIFIED:
            return ""
        alike = [
            name
            for name, row in self.rows.items()
            if row.get("group") == f"measure/{measure}" and all(row.get(key) == link.get(key) for key in KEYS)
        ]
        return self._mark(alike)

    def of_cost(self, measure: str, cost: Row) -> str:
        """Give the mark of an amount of costs."""
        title = part(cost, "title")
        alike = [
            name
            for name, row in self.rows.items()
            if name.startswith(f"measure/{measure}/costs/") and row.get("value") == cost.get("amount")
            if title == {lang: str(text).partition(": ")[2] for lang, text in part(row, "title").items()}
        ]
        return self._mark(alike)

    def _mark(self, names: list[str]) -> str:
        numbers = [self.numbers[name] for name in names if name in self.numbers]
        if not numbers:
            return ""
        if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
            return f" [{numbers[0]}–{numbers[-1]}]"
        return f" [{', '.join(map(str, numbers))}]"


def footnotes_table(words: Words, result: Result) -> Table | None:
    """Every unverified assumption by number: what is assumed, and which gains it counts in."""
    notes = Footnotes(result)
    body = tuple(
        (
            Cell(str(notes.numbers[name])),
            words_cell(_title(words, result, row)),
            words_cell(amount_text(words, row) if row.get("value") is not None else NOTHING),
            words_cell("; ".join(_gains(words, result, notes, name)) or NOTHING),
        )
        for name, row in notes.rows.items()
    )
    head = tuple(words(f"footnotes.{key}") for key in ("number", "assumption", "value", "counts"))
    return Table(words("footnotes.caption"), head, body, words("footnotes.note")) if body else None


def _title(words: Words, result: Result, row: Row) -> str:
    """What is assumed, after the measure that it belongs to."""
    title = words.local(row.get("title"), str(row.get("name") or row.get("input")))
    kind, _, name = str(row.get("group", "")).partition("/")
    of = words.local(part(result, "scenarios", name).get("title"), name) if kind == "measure" else ""
    return f"{of}: {title}" if of else sentence(title)


def _gains(words: Words, result: Result, notes: Footnotes, name: str) -> Iterator[str]:
    """The measures of which the gain rests on an assumption, each with the part of it."""
    known = dict(scenarios(result))
    apart = [key for key in known if key != PACKAGE] or list(known)
    number = notes.numbers[name]
    for key in apart:
        for row in rows(known[key], "evidence", "rests_on"):
            wide = row.get("input") == WEIGHTS and name in notes.weights
            if wide or notes.of_assumption(row.get("input")) == f" [{number}]":
                share = percent_text(mean_of(row.get("share")), words.lang)
                yield f"{scenario_title(words, key, known[key])} ({share})"
