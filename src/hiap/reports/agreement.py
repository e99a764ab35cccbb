"""An agreement in words: by party in tables; who would not join, who rides free, what it would take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hiap.reports.blocks import Cell, Table, estimate_cell, opposite, ratio_cell, words_cell
from hiap.reports.money import HOUSEHOLDS
from hiap.reports.numbers import Estimate, chance_text, exact_text, mean_text, rounded, rounding_exponent
from hiap.reports.sentences import place_title, titles_together
from hiap.reports.text import Words

Agreed = Mapping[str, Any]
Row = dict[str, object]
CENT = 0.01
SIDES = ("without", "with")


def agreement_tables(words: Words, agreed: Agreed) -> list[Table]:
    """What is left for each party, what it risks, and the side payments where a division exists."""
    tables = [_position_table(words, agreed), _risk_table(words, agreed)]
    if agreed["game"]["division_exists"]:
        tables += _division_tables(words, agreed)
    return tables


def _position_table(words: Words, agreed: Agreed) -> Table:
    """Present values without and with the agreement; parties that nothing changes for in one row."""
    lang, shown = words.lang, _shown(agreed)
    body = [
        (
            words_cell(_name(words, agreed, row["party"])),
            Cell(words("agree.yes" if row["joins"] else "agree.no")),
            *(_left_cell(words, _read(row, side)) for side in SIDES),
        )
        for row in shown
    ]
    others = [row for row in agreed["positions"] if row not in shown]
    if others:
        sums = (sum(_net(row, side) for row in others) for side in SIDES)
        cells = [estimate_cell(total, lang, money=True) for total in sums]
        body.append((words_cell(words("agree.others")), Cell(words("agree.no")), *cells))
    caption = words("agree.caption", title=words.local(agreed["agreement"]["title"]))
    keys = ("party", "joins", *SIDES)
    return Table(caption, tuple(words(f"agree.{key}") for key in keys), tuple(body))


def _risk_table(words: Words, agreed: Agreed) -> Table:
    """Worst years and cash need with the agreement; with draws the chance of a loss and a bad year too."""
    several = any(row["with"]["chance_of_loss"] is not None for row in agreed["positions"])
    keys = ("party", *(("chance_of_loss",) if several else ()), "worst_year")
    keys += (*(("bad_year",) if several else ()), "cash_need")
    body = tuple(_risk_row(words, agreed, row) for row in _shown(agreed))
    head = tuple(words(f"agree.{key}") for key in keys)
    note = "\n".join(words(f"agree.{key}.means") for key in keys[1:])
    return Table(words("agree.risk.caption"), head, body, note)


def _risk_row(words: Words, agreed: Agreed, row: Agreed) -> tuple[Cell, ...]:
    found = row["with"]
    cells = [words_cell(_name(words, agreed, row["party"]))]
    if found["chance_of_loss"] is not None:
        cells.append(_chance_cell(words, found["chance_of_loss"], agreed["draws"]))
    cells.append(Cell(_money(words, found["worst_year_mean_eur"]), f"({found['worst_year']})"))
    if found["bad_year"] is not None:
        cells.append(Cell(_money(words, found["bad_year_low_eur"]), f"({found['bad_year']})"))
    return (*cells, estimate_cell(found["cash_need"]["mean"], words.lang, money=True))


def _chance_cell(words: Words, chance: float, draws: int) -> Cell:
    """A chance in tenths, short enough for a table; all draws and none are named as such, on two lines."""
    if not 0.0 < chance < 1.0:
        told, _, unit = chance_text(chance, draws, words.lang).rpartition(" ")
        return Cell(told, unit)
    tenths = round(chance * 10.0)
    if tenths in (0, 10):
        return Cell(words("agree.tenths", count="<1" if tenths == 0 else ">9"))
    return Cell(words("agree.tenths", count=tenths))


def _shown(agreed: Agreed) -> list[Agreed]:
    """Parties that join, and those that pay or receive by the agreement."""
    return [row for row in agreed["positions"] if row["joins"] or _changed(row)]


def _division_tables(words: Words, agreed: Agreed) -> list[Table]:
    """Side payments by rule, in two tables so that they fit on a page; the smallest ones come last."""
    rules = {rule: found["shares_eur"] for rule, found in agreed["game"]["divisions"].items()}
    return [_division_table(words, agreed, rules, chosen) for chosen in (tuple(rules)[:2], tuple(rules)[2:])]


def _division_table(
    words: Words, agreed: Agreed, rules: Mapping[str, Mapping[str, float]], chosen: tuple[str, ...]
) -> Table:
    smallest = chosen[-1] == tuple(rules)[-1]
    body = []
    for row in _members(agreed):
        amounts = [rules[rule][row["party"]] - _net(row, "with") for rule in chosen]
        amounts += [row["smallest_side_payment_eur"]] if smallest else []
        cells = (Cell(_signed(words, amount)) for amount in amounts)
        body.append((words_cell(_name(words, agreed, row["party"])), *cells))
    keys = [f"agree.rule.{rule}" for rule in chosen] + (["agree.smallest"] if smallest else [])
    head = (words("agree.party"), *(words(key) for key in keys))
    note = "\n".join(words(f"{key}.means") for key in keys)
    return Table(words("agree.division.caption"), head, tuple(body), note)


def agreement_sentences(words: Words, agreed: Agreed) -> list[str]:
    """What the numbers mean, one sentence or two a line."""
    about = agreed["agreement"]
    place = place_title(agreed)
    scope = words(
        "agree.scope",
        price_year=agreed["pack"]["price_year"],
        first=about["first_year"],
        last=about["last_year"],
        pack=f"{place} ({agreed['pack']['id']})" if place else agreed["pack"]["id"],
    )
    society = words("agree.society", money=_money(words, agreed["society"]["with_eur"]))
    return [
        *_joining(words, agreed),
        *_riding(words, agreed),
        *_paying(words, agreed),
        *_by_chance(words, agreed),
        *_leaving(words, agreed),
        society,
        scope,
        *(words.local(note) for note in about["notes"]),
    ]


def _joining(words: Words, agreed: Agreed) -> Iterator[str]:
    game = agreed["game"]
    key = "agree.division_exists" if game["division_exists"] else "agree.no_division"
    yield words(key, money=_size(words, game["total_eur"]))
    for row in _members(agreed):
        if row["party"] in game["would_not_join"]:
            name = _name(words, agreed, row["party"])
            yield words("agree.would_not_join", party=name, money=_left(words, row, "with"))
    if not game["would_not_join"]:
        yield words("agree.all_join")
    if game["payers_outside"]:
        names = titles_together(words, agreed, game["payers_outside"])
        yield words("agree.payers_outside", parties=words.listed(names))
    for parties in game["better_without_the_others"]:
        yield words(
            "agree.better_off", parties=words.listed(_name(words, agreed, party) for party in parties)
        )
    if not agreed["draws"]:
        yield words("agree.no_margins")


def _riding(words: Words, agreed: Agreed) -> Iterator[str]:
    """Who gains without having to join, and who does not join at all."""
    game = agreed["game"]
    without = {row["party"]: row for row in agreed["positions"]}
    for party, free in game["free_riders"].items():
        key = "agree.free_rider" if free else "agree.pivotal"
        row, gain = without[party], game["net_eur"][party]
        same = abs(gain - _net(row, "without")) < CENT
        money = _left(words, row, "without") if same else _size(words, gain)
        yield words(key, party=_name(words, agreed, party), money=money)
    for row in agreed["positions"]:
        if row["joins"]:
            continue
        name, moved = _name(words, agreed, row["party"]), _net(row, "with") - _net(row, "without")
        if _changed(row):
            key = "agree.outside_pays" if moved < 0.0 else "agree.outside_receives"
            alone = not _net(row, "without") and not _read(row, "without").limits
            yield words(key, party=name, money=_left(words, row, "with") if alone else _size(words, moved))
        elif abs(_net(row, "with")) >= _noticeable(agreed) and row not in _households(agreed):
            key = "agree.outside_loses" if _net(row, "with") < 0.0 else "agree.outside_gains"
            yield words(key, party=name, money=_left(words, row, "with"))
    yield from _of_households(words, agreed)


def _households(agreed: Agreed) -> list[Agreed]:
    """The groups of households that no term names: the agreement tells them apart only for programs."""
    found = [row for row in agreed["positions"] if HOUSEHOLDS.match(row["party"])]
    found = [row for row in found if not row["joins"] and not _changed(row)]
    return found if len(found) > 1 else []


def _of_households(words: Words, agreed: Agreed) -> Iterator[str]:
    """What is left for households together, where it is noticeable."""
    total = sum(_net(row, "with") for row in _households(agreed))
    if abs(total) >= _noticeable(agreed):
        key = "agree.households_lose" if total < 0.0 else "agree.households_gain"
        yield words(key, money=_size(words, total))


def _noticeable(agreed: Agreed) -> float:
    """A hundredth of the largest sum: under it a party that does not join is not named."""
    return max(CENT, *(abs(_net(row, "without")) for row in agreed["positions"])) / 100.0


def _paying(words: Words, agreed: Agreed) -> Iterator[str]:
    rows, rule = _members(agreed), agreed["agreement"]["division"]
    if not agreed["game"]["division_exists"]:
        return
    smallest = _payments(words, agreed, {row["party"]: row["smallest_side_payment_eur"] for row in rows})
    yield words("agree.smallest_payments", payments=smallest) if smallest else words("agree.nothing_moves")
    if rule == "none":
        return
    payments = _payments(words, agreed, {row["party"]: row["side_payment_eur"] for row in rows})
    if payments:
        yield words("agree.rule", rule=words(f"agree.rule.{rule}"), payments=payments)
    if not agreed["game"]["divisions"][rule]["in_core"]:
        yield words("agree.not_in_core")


def _payments(words: Words, agreed: Agreed, amounts: Mapping[str, float]) -> str:
    return "; ".join(
        words(
            "agree.pays" if amount < 0.0 else "agree.receives",
            party=_name(words, agreed, party),
            money=_size(words, amount),
        )
        for party, amount in amounts.items()
        if abs(amount) >= CENT
    )


def _by_chance(words: Words, agreed: Agreed) -> Iterator[str]:
    lang = words.lang
    for found in agreed["chance"]:
        payer, receiver = (_name(words, agreed, found[key]) for key in ("payer", "receiver"))
        person, year = (_size(words, found[key]) for key in ("per_person_eur", "per_year_eur"))
        persons = exact_text(found["persons"], lang)
        yield words("agree.chance", payer=payer, receiver=receiver, person=person, persons=persons, year=year)
        amounts = "; ".join(
            words(
                "agree.at_population",
                money=_size(words, row["per_person_eur"]),
                persons=exact_text(row["persons"], lang),
            )
            for row in found["by_population"]
        )
        yield words("agree.by_population", amounts=amounts)
        error, enough = _size(words, found["stated_error_eur"]), found["smallest_population"]
        if enough is None:
            yield words("agree.never_enough", error=error)
        else:
            yield words("agree.enough", error=error, persons=exact_text(enough, lang))


def _leaving(words: Words, agreed: Agreed) -> Iterator[str]:
    leaving = agreed["leaving"]
    if leaving is None:
        return
    changes = "; ".join(
        words(
            "agree.loses" if row["change_eur"] < 0.0 else "agree.gains",
            party=_name(words, agreed, row["party"]),
            money=_size(words, row["change_eur"]),
        )
        for row in leaving["parties"]
        if abs(row["change_eur"]) >= CENT
    )
    key = "agree.leaves" if changes else "agree.leaves_nothing"
    values = {"party": _name(words, agreed, leaving["party"]), "year": leaving["year"]}
    yield words(key, **(values | ({"changes": changes} if changes else {})))


def agreement_rows(agreed: Agreed) -> list[Row]:
    """One row by party for programs: exact figures, not rounded."""
    rows: list[Row] = []
    for row in agreed["positions"]:
        flat: Row = {"party": row["party"], "joins": row["joins"], "required": row["required"]}
        for side in SIDES:
            found = row[side]
            for quantity in ("net_present_value", "cash_need"):
                for name in ("mean", "low", "high"):
                    flat[f"{side}_{quantity}_{name}_eur"] = found[quantity][name]
            for name in (
                "chance_of_loss",
                "worst_year",
                "worst_year_mean_eur",
                "bad_year",
                "bad_year_low_eur",
            ):
                flat[f"{side}_{name}"] = found[name]
        for name in ("share_eur", "side_payment_eur", "smallest_side_payment_eur"):
            flat[name] = row[name]
        rows.append(flat)
    return rows


def _members(agreed: Agreed) -> list[Agreed]:
    return [row for row in agreed["positions"] if row["joins"]]


def _changed(row: Agreed) -> bool:
    return abs(_net(row, "with") - _net(row, "without")) >= CENT


def _net(row: Agreed, side: str) -> float:
    return float(row[side]["net_present_value"]["mean"])


def _read(row: Agreed, side: str) -> Estimate:
    return Estimate.read(row[side]["net_present_value"]) or Estimate(0.0)


def _left(words: Words, row: Agreed, side: str) -> str:
    """What a party has left, without its sign, in the digits that the table gives it."""
    found = _read(row, side)
    return _left_cell(words, opposite(found) if found.mean < 0.0 else found).text


def _left_cell(words: Words, found: Estimate) -> Cell:
    """What is left, in the digits that its interval supports; in two of its own where those would say 0."""
    if abs(found.mean) >= CENT and not rounded(found.mean, rounding_exponent(found)):
        return ratio_cell(vars(found), words.lang)
    return estimate_cell(vars(found), words.lang, money=True)


def _name(words: Words, agreed: Agreed, party: str) -> str:
    return words.party(party, agreed["parties"])


def _money(words: Words, amount: float) -> str:
    return mean_text(Estimate(amount), words.lang, money=True)


def _size(words: Words, amount: float) -> str:
    return _money(words, abs(amount))


def _signed(words: Words, amount: float) -> str:
    return (
        f"+{_money(words, amount)}" if amount >= CENT else _money(words, amount if amount <= -CENT else 0.0)
    )
