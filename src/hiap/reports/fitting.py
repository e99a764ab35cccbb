"""`hiap evidence` in words: three labels apart, what fits, what is missing, what knowing more is worth."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import Cell, Table, estimate_cell, words_cell
from hiap.reports.evidence import amount_text
from hiap.reports.numbers import exact_text
from hiap.reports.profile import profile_table
from hiap.reports.result import part, rows
from hiap.reports.text import Words, sentence

Row = Mapping[str, object]


def evidence_tables(words: Words, found: Row) -> list[Table]:
    """All tables: those of every measure, then the profile of every gain."""
    tables = [table for measure in rows(found, "measures") for table in _of_measure(words, measure)]
    for scenario in part(found, "scenarios").values():
        tables += [table for table in _of_gain(words, scenario) if table]  # type: ignore[arg-type]
    return tables


def evidence_sentences(words: Words, found: Row) -> list[str]:
    """Whose rules these are, and where what knowing more is worth can be had."""
    convention = words.local(part(found, "rules").get("convention"))
    told = [f"{words.local(part(found, 'rules').get('title'))}: {convention}"] if convention else []
    computed = [measure for measure in rows(found, "measures") if rows(measure, "effects")]
    if computed and not part(found, "scenarios"):
        told.append(words("fitting.worth.how", id=computed[0]["id"]))
    return told


def _of_measure(words: Words, measure: Row) -> list[Table]:
    title = words.local(measure.get("title"))
    labels = [_label_row(words, item) for item in (*rows(measure, "effects"), *rows(measure, "claims"))]
    head = tuple(words(f"evidence.{key}") for key in ("effect", "floor", "certainty", "recognition"))
    note = words("fitting.convention") if any(row[3].interval for row in labels) else ""
    found = [Table(f"{title}: {words('fitting.labels')}", head, tuple(labels), note)] if labels else []
    transfers = tuple(_transfer_row(words, effect) for effect in rows(measure, "effects"))
    if transfers:
        head = (words("evidence.effect"), words("fitting.transfer"), words("fitting.reason"))
        found.append(Table(words("fitting.transfer.caption"), head, transfers))
    designs = tuple(_design_row(words, design) for design in rows(measure, "designs"))
    head = (words("fitting.design"), words("fitting.fits"), words("fitting.why"), words("fitting.present"))
    floor = words.named("fitting.floor", measure.get("floor") or "none")
    answer = words.named("fitting.proportionate", measure.get("proportionate"))
    found.append(Table(words("fitting.caption"), head, designs, f"{floor} {answer}"))
    texts = [_gap_text(words, measure, gap) for gap in rows(measure, "missing")]
    texts = [text for text in dict.fromkeys(texts) if text]
    if texts:
        body = tuple((words_cell(text),) for text in texts)
        found.append(Table(f"{title}: {words('fitting.missing')}", (words("fitting.missing"),), body))
    elements = measure.get("working_elements")
    if isinstance(elements, list) and elements:
        body = tuple((words_cell(words.local(text)),) for text in elements)
        found.append(Table(words("working"), (words("working"),), body))
    return found


def _label_row(words: Words, item: Row) -> tuple[Cell, ...]:
    steps = "; ".join(
        f"{words.named('rating', name)} {'' if isinstance(value, str) else value}".strip()
        if not isinstance(value, str)
        else words.named("rating", value)
        for name, value in part(item, "ratings").items()
    )
    reason = words.local(item.get("certainty_reason")) + (f" ({steps})" if steps else "")
    given = words.local(item.get("recognition"), words("evidence.recognition.none"))
    name = sentence(words.local(item.get("title")))
    if item.get("leap_of_faith"):
        name = f"{name} ({words('fitting.leap')})"
    return (
        words_cell(name),
        words_cell(words.named("floor", item.get("floor"))),
        Cell(words.named("certainty", item.get("certainty")), reason, False),
        Cell(given, _beside(words, item), False),
    )


def _beside(words: Words, item: Row) -> str:
    """Beside which certainties the levels roughly stand; with more than one level each is named."""
    found: dict[str, str] = {}
    for given in rows(item, "recognised"):
        beside = given.get("roughly_beside")
        if isinstance(beside, list) and beside:
            named = ", ".join(words.named("certainty", name) for name in beside)
            found[str(given.get("level"))] = named
    listed = list(found.values()) if len(found) < 2 else [f"{level} {text}" for level, text in found.items()]
    return f"({words('fitting.beside', levels='; '.join(listed))})" if listed else ""


def _transfer_row(words: Words, effect: Row) -> tuple[Cell, ...]:
    transfer = part(effect, "transfer")
    return (
        words_cell(sentence(words.local(effect.get("title")))),
        words_cell(f"{amount_text(words, transfer)}, {words('fitting.grade', grade=transfer.get('grade'))}"),
        words_cell(words.local(transfer.get("reason"), words("not_given"))),
    )


def _design_row(words: Words, design: Row) -> tuple[Cell, ...]:
    against = design.get("against")
    names = [words.named("attribute", name) for name in against] if isinstance(against, list) else []
    fits = str(design.get("fits"))
    why = (
        words.local(design.get("why")) if fits == "yes" else words(f"fitting.{fits}", names=", ".join(names))
    )
    return (
        words_cell(words.local(design.get("title"))),
        words_cell(words(f"fitting.fits.{fits}")),
        words_cell(why),
        words_cell(words.named("fitting.present", design["present"])),
    )


def _gap_text(words: Words, measure: Row, gap: Row) -> str:
    subject = str(gap.get("subject"))
    titles = {str(item.get("id")): words.local(item.get("title")) for item in rows(measure, "effects")}
    titles |= {str(item.get("id")): words.local(item.get("title")) for item in rows(measure, "designs")}
    named = titles.get(subject) or words.named("attribute", subject)
    found, needed = (exact_text(gap.get(key), words.lang, digits=2) for key in ("found", "needed"))
    return words(f"gap.{gap.get('code')}", subject=named, found=found, needed=needed)


def _of_gain(words: Words, scenario: Row) -> list[Table | None]:
    """The profile of a gain and the worth of knowing more, under the title of the scenario."""
    title = words.local(scenario.get("title"))
    profile = profile_table(words, {"evidence": {"profile": scenario.get("profile")}})
    named = (
        Table(f"{title}: {profile.caption}", profile.head, profile.rows, profile.note) if profile else None
    )
    if scenario.get("evpi_eur") is None:
        return [named]
    worth = [(words("fitting.everything"), scenario.get("evpi_eur"))]
    worth += [(words.local(row.get("title")), row.get("evppi_eur")) for row in rows(scenario, "inputs")]
    body = tuple(
        (words_cell(sentence(name)), estimate_cell(amount, words.lang, money=True)) for name, amount in worth
    )
    head = (words("uncertainty.input"), words("uncertainty.evppi"))
    return [named, Table(f"{title}: {words('fitting.worth')}", head, body)]


def design_rows(found: Row) -> list[dict[str, object]]:
    """A row per measure and kind of evidence, for programs."""
    return [
        {
            "measure": measure.get("id"),
            "design": design.get("id"),
            "fits": design.get("fits"),
            "against": ", ".join(map(str, against)) if isinstance(against, list) else "",
            "present": design.get("present"),
            "floor": measure.get("floor"),
            "proportionate": measure.get("proportionate"),
        }
        for measure in rows(found, "measures")
        for design in rows(measure, "designs")
        for against in [design.get("against")]
    ]
