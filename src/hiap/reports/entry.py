"""One entry of the register on a page: what it is, what it rests on, what it costs, what was found."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import Cell, Table, source_name, web_address, words_cell
from hiap.reports.costs import costs_table
from hiap.reports.evidence import amount_text, chain_tables, evidence_remarks, evidence_table
from hiap.reports.numbers import TO, date_text, exact_text
from hiap.reports.result import part, rows
from hiap.reports.text import Words, sentence

Row = Mapping[str, object]
NAMED = ("theme", "domain", "maturity", "obligation", "asks_of_people")
TOLD = ("problem", "current_policy", "precaution", "below_legal_norm")
DIGITS = 3
PERCENT = 100.0


def tables(words: Words, entry: Row) -> list[Table]:
    """All that is known of an entry, in the order of a dossier."""
    seen = {"description": entry}
    found = [
        _opening(words, entry),
        _facts(words, entry),
        _lines(words, "working", rows_of_text(words, part(entry, "document").get("working_elements"))),
        costs_table(words, {}, seen, _unmarked),
        evidence_table(words, seen),
        *chain_tables(words, seen, _unmarked),
        _lines(words, "entry.remarks", evidence_remarks(words, seen)),
        *_forests(words, entry, seen),
        _beside(words, entry),
        _claims(words, part(entry, "document")),
        _pm(words, part(entry, "document")),
        _sources(words, part(entry, "document")),
        _lines(words, "entry.notes", rows_of_text(words, part(entry, "document").get("notes"))),
    ]
    return [table for table in found if table is not None]


def closing(words: Words, entry: Row) -> list[str]:
    """Where there is more."""
    computed = "entry.more" if entry.get("effects") is not None else "entry.more.not_computed"
    return [words(computed, id=entry["id"])]


def rows_of_text(words: Words, listed: object) -> list[str]:
    """Texts of a list in the language; none where there is no list."""
    return [words.local(text) for text in listed] if isinstance(listed, list | tuple) else []


def _opening(words: Words, entry: Row) -> Table:
    """What is done, and for an entry that is not computed why not, and what would be needed."""
    document, title = part(entry, "document"), words.local(entry.get("title"))
    texts = [words.local(document.get("summary"))]
    for key in ("not_quantified", "needed"):
        if document.get(key):
            texts.append(f"{words(f'entry.{key}')}: {words.local(document[key])}")
    return Table(title, (title,), tuple((words_cell(text),) for text in texts))


def _unmarked(_: Row) -> str:
    return ""


def _lines(words: Words, key: str, texts: list[str]) -> Table | None:
    """Sentences below each other, under a heading."""
    body = tuple((words_cell(text),) for text in texts)
    return Table(words(key), (words(key),), body) if body else None


def _facts(words: Words, entry: Row) -> Table:
    """What it is in short; what is not given is left out."""
    document = part(entry, "document")
    found = [(words(key), words.named(key, document[key])) for key in NAMED if document.get(key)]
    found.append((words("acts"), words.party(str(document["acts"]))))
    ministries = document.get("ministries")
    if isinstance(ministries, list) and ministries:
        found.append((words("ministries"), ", ".join(words.party(str(name)) for name in ministries)))
    if entry.get("target"):
        found.append((words("target"), words.local(entry["target"])))
        found += _qualifying(words, part(document, "target"))
        found += _reach(words, part(document, "reach"))
        found.append((words("period"), _period(words, document)))
    found += [(words(f"entry.{key}"), words.local(document[key])) for key in TOLD if document.get(key)]
    if document.get("review_by"):
        found.append((words("review_by"), date_text(str(document["review_by"]), words.lang)))
    body = tuple((words_cell(name), words_cell(value)) for name, value in found)
    return Table("", (words("entry.fact"), words("entry.value")), body)


def _period(words: Words, document: Row) -> str:
    start, duration = document["start"], document["duration"]
    if not isinstance(start, int) or not isinstance(duration, int):
        return words("period.open", start=start)
    return words("period.value", start=start, end=start + duration - 1)


def _qualifying(words: Words, target: Row) -> list[tuple[str, str]]:
    """Which part of the target group counts, or of what else it is a part."""
    if not target.get("share"):
        return []
    share = amount_text(words, part(target, "share"))
    if not target.get("share_of"):
        return [(words("entry.qualifies"), share)]
    return [
        (words("entry.counts"), words("entry.share_of", share=share, what=words.local(target["share_of"])))
    ]


def _reach(words: Words, reach: Row) -> list[tuple[str, str]]:
    """How many take part, or what else is reached, and how that differs between groups."""
    what = words.local(reach.get("share_of"), words("entry.target_group"))
    share = amount_text(words, part(reach, "share"))
    share = words(f"entry.reach.{reach['kind']}", share=share, what=what)
    found = [(words("entry.reach"), share)]
    if reach.get("build_up_years"):
        found.append((words("entry.build_up"), words("entry.years", years=reach["build_up_years"])))
    if reach.get("non_take_up"):
        found.append((words("entry.non_take_up"), amount_text(words, part(reach, "non_take_up"))))
    factors = [
        f"{group.removeprefix('Q')}: {exact_text(part(reach, 'by_ses', group).get('value'), words.lang)}"
        for group in part(reach, "by_ses")
    ]
    if factors:
        found.append((words("entry.by_ses"), "; ".join(factors)))
    return found


def _forests(words: Words, entry: Row, seen: Row) -> list[Table]:
    """The studies behind a number that several give; what draws them is loaded for those alone."""
    pooled = [part(link, "pooled") for row in _changing(entry) for link in rows(row, "chain")]
    if not any(pooled) and not entry.get("pooled_claims"):
        return []
    from hiap.reports.forest import forest_charts

    return [chart.table for chart in forest_charts(words, seen) if chart.table is not None]


def _changing(entry: Row) -> list[Row]:
    return [*rows(entry, "effects"), *rows(entry, "outcomes")]


def _beside(words: Words, entry: Row) -> Table | None:
    """Sizes of effects beside those that other appraisals took, and the ratio."""
    body = tuple(_beside_row(words, row) for row in rows(entry, "beside_published"))
    head = tuple(words(f"entry.{key}") for key in ("ours", "theirs", "ratio", "source_and_note"))
    return Table(words("entry.beside"), head, body, words("entry.beside.note")) if body else None


def _beside_row(words: Words, row: Row) -> tuple[Cell, ...]:
    low, high = (_number(words, row.get(key)) for key in ("their_low", "their_high"))
    return (
        Cell(_number(words, row.get("ours"))),
        Cell(_number(words, row.get("theirs")), f"({low} {TO[words.lang]} {high})" if low and high else ""),
        Cell(_number(words, row.get("ratio"))),
        Cell(
            f"{words.named('entry.basis', row['basis'])}: {words.local(row.get('source'))}",
            words.local(row.get("note")),
            False,
        ),
    )


def _number(words: Words, value: object) -> str:
    return "" if value is None else exact_text(value, words.lang, digits=DIGITS)


def _claims(words: Words, document: Row) -> Table | None:
    """What was found by whom, in whom and how: gains, nulls and harms."""
    body = tuple(_claim_row(words, document, claim) for claim in rows(document, "claims"))
    head = tuple(words(f"entry.{key}") for key in ("outcome", "found", "studied", "certainty", "source"))
    return Table(words("entry.claims"), head, body, words("entry.claims.note")) if body else None


def _claim_row(words: Words, document: Row, claim: Row) -> tuple[Cell, ...]:
    evidence, source = part(claim, "evidence"), part(document, "sources", str(claim["source"]))
    studied = (claim["population"], claim["comparison"], claim["setting"], claim["follow_up"])
    where = words.local(part(claim, "found").get("where"), words("entry.not_found"))
    return (
        Cell(
            sentence(words.local(claim.get("outcome"))),
            words.named("claim.direction", claim["direction"]),
            False,
        ),
        words_cell(_found_text(words, claim)),
        Cell(words.named("design", claim["design"]), "; ".join(str(text) for text in studied if text), False),
        Cell(
            words.named("certainty", evidence.get("certainty")),
            words.local(evidence.get("certainty_reason")),
            False,
        ),
        Cell(f"{source.get('authors')} ({source.get('year')})", where, False, web_address(source.get("url"))),
    )


def _found_text(words: Words, claim: Row) -> str:
    """The number of a claim with its interval, in the words of its kind."""
    metric, unit = str(claim["metric"]), claim.get("unit") or ""
    share = metric == "share" or (metric == "relative_change" and not unit)
    numbers = (claim.get(key) for key in ("value", "low", "high"))
    value, low, high = (
        _number(words, float(str(found)) * PERCENT if share and found is not None else found)
        for found in numbers
    )
    if not value:
        quote = words.local(part(claim, "found").get("quote"))
        return words("metric.quote", quote=quote) if quote else words("metric.statement")
    interval = f" ({low} {TO[words.lang]} {high})" if low and high else ""
    return words(f"metric.{metric}", value=f"{value}{interval}", unit=unit or "%").strip()


def _pm(words: Words, document: Row) -> Table | None:
    """Gains and harms that are not in the sums, with the reason."""
    body = tuple(
        (
            words_cell(words.local(item.get("title"))),
            words_cell(item.get("sign")),
            words_cell(words.local(item.get("reason"))),
        )
        for item in rows(document, "pm")
    )
    head = tuple(words(f"entry.pm.{key}") for key in ("what", "sign", "why"))
    return Table(words("entry.pm"), head, body) if body else None


def _sources(words: Words, document: Row) -> Table | None:
    """The list of sources, with address and whether each was read."""
    body = tuple(_source_row(words, source) for source in part(document, "sources").values())
    return Table(words("sources"), (words("sources"),), body) if body else None


def _source_row(words: Words, source: object) -> tuple[Cell, ...]:
    row: Row = source if isinstance(source, Mapping) else {}
    read = words("evidence.source_read" if row.get("read") else "evidence.source_unread")
    text = source_name(words, f"{row.get('authors')} ({row.get('year')}) {row.get('title')}")
    return (Cell(f"{text} ({read})", str(row.get("url") or ""), False),)
