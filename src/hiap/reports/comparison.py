"""Runs beside each other in tables and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hiap.reports.blocks import Table, estimate_cell, scenario_title, words_cell
from hiap.reports.numbers import exact_text
from hiap.reports.text import Words

Found = Mapping[str, Any]
Row = dict[str, object]
MOST_ROWS = 12
LONGEST = 40


def comparison_rows(found: Found) -> list[Row]:
    """One row per scenario and outcome of each comparison."""
    return [
        {
            "run": place,
            "scenario": row["scenario"],
            "outcome": row["outcome"],
            **{f"first_{end}": row["first"][end] for end in ("mean", "low", "high")},
            **{f"other_{end}": row["other"][end] for end in ("mean", "low", "high")},
            "difference": row["difference"],
            "moved": row["moved"],
        }
        for place, one in enumerate(found["comparisons"], 2)
        for row in one["outcomes"]
    ]


def comparison_tables(words: Words, found: Found) -> list[Table]:
    """What went in differently, and what came out, for each run beside the first."""
    tables = []
    for place, one in enumerate(found["comparisons"], 2):
        differences = list(_differences(words, one))
        if differences:
            tables.append(_input_table(words, place, differences))
        if one["outcomes"]:
            tables.append(_outcome_table(words, place, one))
    return tables


def _differences(words: Words, one: Found) -> Iterator[tuple[str, object, object]]:
    for row in one["made_with"]:
        yield words.named("compare", row["what"]), row["first"], row["other"]
    for row in one["settings"]:
        titles = [row.get(f"{side}_title") for side in ("first", "other")]
        before, after = map(words.local, titles) if all(titles) else (row["first"], row["other"])
        yield words.named("compare", row["setting"]), before, after
    for row in one["measures"]:
        yield f"{row['measure']}: {row['field']}", row["first"], row["other"]
    for row in one["inputs"]:
        values = ((row[side] or {}).get("value") for side in ("first", "other"))
        before, after = values
        yield words.local(row["title"]), before, after


def _input_table(words: Words, place: int, differences: list[tuple[str, object, object]]) -> Table:
    body = tuple(
        (words_cell(name), words_cell(_shown(words, first)), words_cell(_shown(words, other)))
        for name, first, other in differences[:MOST_ROWS]
    )
    left = len(differences) - len(body)
    head = (words("compare.what"), words("compare.first"), words("compare.other", place=place))
    note = words("compare.more", count=left) if left > 0 else ""
    return Table(words("compare.inputs.caption", place=place), head, body, note)


def _shown(words: Words, value: object) -> str:
    if value is None:
        return words("compare.absent")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return exact_text(value, words.lang)
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _outcome_table(words: Words, place: int, one: Found) -> Table:
    body = []
    for row in one["outcomes"]:
        outcome = row["outcome"]
        title = scenario_title(words, row["scenario"], {"title": one["titles"][row["scenario"]]})
        name = f"{title}: {words(f'compare.{outcome}')}"
        money = outcome.endswith("_eur")
        cells = (estimate_cell(row[side], words.lang, money=money) for side in ("first", "other"))
        body.append((words_cell(name), *cells, words_cell(words(f"compare.moved.{row['moved']}"))))
    head = (
        words("compare.outcome"),
        words("compare.first"),
        words("compare.other", place=place),
        words("compare.moved"),
    )
    return Table(words("compare.outcomes.caption", place=place), head, tuple(body))


def comparison_sentences(words: Words, found: Found) -> Iterator[str]:
    """In words: what was the same, which scenarios are in one only, and how much moved."""
    for place, one in enumerate(found["comparisons"], 2):
        if not any(one[part] for part in ("made_with", "settings", "measures", "inputs")):
            yield words("compare.same_inputs", place=place)
        for side in ("first", "other"):
            only = one[f"scenarios_only_in_{side}"]
            names = [scenario_title(words, name, {"title": one["titles"][name]}) for name in only]
            if names:
                yield words(f"compare.only.{side}", place=place, names=", ".join(names))
        kinds = [row["moved"] for row in one["outcomes"]]
        if kinds and all(kind == "none" for kind in kinds):
            yield words("compare.same_outcomes", place=place)
        elif "beyond" in kinds:
            yield words("compare.beyond", place=place, count=kinds.count("beyond"), of=len(kinds))
        elif "within" in kinds:
            yield words("compare.within", place=place)
