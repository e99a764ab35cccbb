"""The register as a list on a page, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hiap.reports.text import Words

Row = Mapping[str, object]
NO_CERTAINTY = ("cannot be computed", "no effect in the sums")


def register_page(words: Words, rows: Sequence[Row], *, due: bool = False) -> list[dict[str, object]]:
    """What a page has room for; of reviews that are due the day instead of what is known.

    >>> register_page(Words("nl"), [{"id": "lunch", "title_nl": "Lunch", "theme": None, "certainty": "low"}])
    [{'Id': 'lunch', 'Maatregel': 'Lunch', 'Thema': '', 'Rijpheid': '', 'Zekerheid': 'laag'}]
    """
    return [_on_a_page(words, row, due=due) for row in rows]


def _on_a_page(words: Words, row: Row, *, due: bool) -> dict[str, object]:
    title = row.get(f"title_{words.lang}") or row.get("title")
    found: dict[str, object] = {
        words("register.id"): row.get("id"),
        words("measure"): words.local(title),
        words("theme"): _named(words, "theme", row.get("theme")),
    }
    if due:
        found[words("review_by")] = row.get("review_by")
    else:
        found[words("maturity")] = _named(words, "register.maturity", row.get("maturity"))
    return found | {words("outcomes.certainty"): _certainty(words, str(row.get("certainty") or ""))}


def _named(words: Words, group: str, value: object) -> str:
    return words.named(group, value) if value else ""


def _certainty(words: Words, told: str) -> str:
    """The certainties of the effects; why there are none; or what is wrong with the file, as it was told."""
    if told in NO_CERTAINTY:
        return words(f"register.{told.replace(' ', '_')}")
    if " " in told.replace(", ", ""):
        return told
    return ", ".join(words.named("certainty", name) for name in told.split(", ") if name)
