"""Cost-effectiveness as a table of its own: never beside numbers under another discounting."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import NOTHING, Cell, Table, estimate_cell, words_cell
from hiap.reports.numbers import Estimate, chance_text, estimate_text, mean_text
from hiap.reports.result import Result, draws, mean_of, part
from hiap.reports.text import Words


def effectiveness_table(words: Words, result: Result, scenario: Mapping[str, object]) -> Table | None:
    """By perspective the cost, the cost per QALY or what stands in its place, and the chance of that."""
    found = part(scenario, "cost_effectiveness")
    seen = part(found, "perspectives")
    qaly = Estimate.read(found.get("qaly"))
    if qaly is None or not any(part(seen, name).get("quadrant") != "nothing" for name in seen):
        return None
    body = tuple(
        (
            words_cell(words.local(part(seen, name).get("title"))),
            estimate_cell(part(seen, name).get("cost_eur"), words.lang, money=True),
            words_cell(_outcome(words, part(seen, name))),
            Cell(_chance(words, result, part(seen, name))),
        )
        for name in seen
    )
    keys = ("effectiveness.view", "effectiveness.cost", "effectiveness.outcome", "effectiveness.chance")
    head = tuple(words(key) for key in keys)
    caption = words(
        "effectiveness.caption",
        scheme=words.local(found.get("title")),
        qaly=estimate_text(qaly, words.lang),
    )
    lost = words("effectiveness.pleasure") if mean_of(scenario.get("lost_welfare_eur")) else ""
    note = " ".join(text for text in (words.local(found.get("note")), lost) if text)
    return Table(caption, head, body, note)


def _outcome(words: Words, row: Mapping[str, object]) -> str:
    """The cost per QALY, or the words of the quadrant."""
    ratio = row.get("cost_per_qaly_eur")
    if ratio is not None:
        amount = mean_text(Estimate(mean_of(ratio)), words.lang, money=True)
        return words("effectiveness.ratio", amount=amount)
    return words.named("effectiveness", row.get("quadrant"))


def _chance(words: Words, result: Result, row: Mapping[str, object]) -> str:
    """The chance of the quadrant that the means are in."""
    chances = part(row, "chances")
    if not chances:
        return NOTHING
    return chance_text(mean_of(chances.get(str(row.get("quadrant")), 0.0)), draws(result), words.lang)
