"""An agreement from file to answer: on measures, on a run, with its faults, and in words."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hiap.domain.errors import InputError
from hiap.reports.agreement import agreement_rows, agreement_sentences, agreement_tables
from hiap.reports.text import Words
from hiap.workflow.agree import agree
from hiap.workflow.appraise import appraise

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = (ROOT / "examples" / "agreement-fall-prevention.yaml").read_text(encoding="utf-8")
NO_TERMS = EXAMPLE[: EXAMPLE.index("terms:")] + "terms: []\nsources: {}\n"
CHANCE = """\
  - id: savings
    kind: shared_savings
    saver: zvw_insurers
    receiver: municipalities
    share: 0.5
    least_rate: 0
    above_only: false
    fee_per_person_eur: 0
    reference:
      persons: 3700000
      cost_per_person: {value: 5000, unit: eur, source: assumption, grade: R}
      above_run: 0
    chance:
      deviation: {value: 15000, unit: eur, source: assumption, grade: R}
      most_eur_per_person: 1
    years: [2027, 2036]
"""
Told = Callable[[str], list[str]]


def changed(*pairs: tuple[str, str]) -> str:
    text = EXAMPLE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@cache
def answer(text: str) -> Any:
    """The answer to an agreement, computed once; written where nothing else is."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "agreement.yaml"
        path.write_text(text, encoding="utf-8")
        return agree(str(path))


@pytest.fixture
def told(tmp_path: Path) -> Told:
    def faults(text: str) -> list[str]:
        path = tmp_path / "agreement.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            agree(str(path))
        return [str(fault).partition("agreement.yaml")[2] or str(fault) for fault in caught.value.faults]

    return faults


def net(found: Any, side: str) -> dict[str, float]:
    return {row["party"]: row[side]["net_present_value"]["mean"] for row in found["positions"]}


def test_without_terms_nobody_gains_and_no_division_exists() -> None:
    found = answer(NO_TERMS)
    assert net(found, "with") == net(found, "without")
    assert found["game"]["division_exists"] is False
    assert found["game"]["divisions"] == {}
    total = math.fsum(found["game"]["net_eur"].values())
    assert found["game"]["needed_from_outside_eur"] == pytest.approx(-total)
    # Exercise costs more than it saves on care, and who lives longer needs long-term care: no sign is odd.
    assert {"municipalities", "wlz_offices"} == set(found["game"]["would_not_join"])
    assert net(found, "with")["zvw_insurers"] > 0.0


def test_every_party_has_the_money_of_the_appraisal() -> None:
    scenario = dict(appraise(["fall-prevention"])["scenarios"])["fall-prevention"]  # type: ignore[call-overload]
    found = net(answer(NO_TERMS), "without")
    for party in set(scenario["by_party"]) - {"resources", "health", "welfare"}:
        row = scenario["by_party"][party]
        assert found.get(party, 0.0) == pytest.approx(
            row["net_present_value_eur"]["mean"], rel=1e-9, abs=0.01
        )
    keys = ("programme_cost_eur", "care_cost_eur", "lost_output_eur")
    assert math.fsum(found.values()) == pytest.approx(-sum(scenario[key]["mean"] for key in keys), rel=1e-9)


def test_an_agreement_moves_money_and_makes_none() -> None:
    found = answer(EXAMPLE)
    for row in found["terms"]:
        assert math.fsum(row["moved_eur"].values()) == pytest.approx(0.0, abs=0.01)
        years = {year["year"] for year in row["by_year"]}
        for year in years:
            moved = math.fsum(one["eur"] for one in row["by_year"] if one["year"] == year)
            assert moved == pytest.approx(0.0, abs=0.01)
    assert found["society"]["with_eur"] == pytest.approx(found["society"]["without_eur"], abs=0.01)
    assert found["society"] == pytest.approx(answer(NO_TERMS)["society"], abs=0.01)


def test_who_pays_for_the_measure_changes_no_figure_of_society() -> None:
    """The State bears a fifth of the cost instead of nine tenths: all parties together have the same."""
    moved = changed(("share: 0.9", "share: 0.2"))
    assert answer(moved)["society"]["with_eur"] == pytest.approx(
        answer(EXAMPLE)["society"]["with_eur"], abs=0.01
    )


def test_the_example_leaves_nobody_with_a_loss() -> None:
    found = answer(EXAMPLE)
    assert found["game"]["would_not_join"] == []
    assert found["game"]["total_eur"] == pytest.approx(
        math.fsum(net(found, "with")[party] for party in found["game"]["net_eur"])
    )
    shares = [row["share_eur"] for row in found["positions"] if row["joins"]]
    assert math.fsum(shares) == pytest.approx(found["game"]["total_eur"])
    assert found["game"]["free_riders"] == {"zvw_insurers": False}


def test_by_chance_a_small_group_is_paid_far_more_than_it_can_save() -> None:
    (found,) = answer(EXAMPLE.replace("\nleaves", CHANCE + "\nleaves"))["chance"]
    by_people = {row["persons"]: row["per_person_eur"] for row in found["by_population"]}
    assert by_people[50_000] == pytest.approx(0.5 * 15_000 / math.sqrt(2 * math.pi * 50_000))
    assert found["smallest_population"] == math.ceil((0.5 * 15_000) ** 2 / (2 * math.pi))


def test_a_party_that_leaves_takes_its_money_and_the_others_miss_it() -> None:
    found = answer(EXAMPLE)["leaving"]
    change = {row["party"]: row["change_eur"] for row in found["parties"]}
    assert set(change) == {"provinces", "municipalities"}
    assert change["provinces"] == pytest.approx(-change["municipalities"])
    assert change["provinces"] > 0.0


def test_years_that_count_cut_the_flows() -> None:
    short = answer(changed(("discounting: mkba", "discounting: mkba\nyears: 10"), ("2046]", "2036]")))
    assert (short["agreement"]["first_year"], short["agreement"]["last_year"]) == (2027, 2036)
    # Most of the long-term care in added years comes after the ten years.
    assert net(short, "without")["wlz_offices"] > net(answer(EXAMPLE), "without")["wlz_offices"]


def test_draws_give_intervals_chances_and_bad_years() -> None:
    found = answer(changed(("draws: 0", "draws: 4")))
    row = found["positions"][0]["with"]
    assert row["net_present_value"]["low"] <= row["net_present_value"]["high"]
    assert 0.0 <= row["chance_of_loss"] <= 1.0
    assert row["bad_year_low_eur"] <= row["worst_year_mean_eur"]
    tables = agreement_tables(Words("nl"), found)
    assert "Kans op verlies" in tables[1].head


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_sentence_gives_an_amount_in_the_digits_of_the_table(lang: str) -> None:
    words, found = Words(lang), answer(changed(("draws: 0", "draws: 4")))
    told = " ".join(agreement_sentences(words, found))
    table = {row[0].text: row[3].text for row in agreement_tables(words, found)[0].rows}
    outside = [
        row for row in found["positions"] if not row["joins"] and row["without"]["cash_need"]["mean"] == 0
    ]
    named = [words.party(row["party"], found["parties"]) for row in outside]
    assert {"Provincies", "Provinces"} & set(named)
    for party in named:
        amount = table.get(party, "0").lstrip("-")
        assert amount == "0" or amount in told


@pytest.mark.parametrize(("lang", "nothing"), [("nl", "€ 0"), ("en", "€0")])
def test_a_loss_that_is_told_is_never_told_as_nothing(lang: str, nothing: str) -> None:
    """The interval reaches to millions on both sides: in its digits the loss itself would be 0."""
    words, found = Words(lang), answer(changed(("draws: 0", "draws: 4")))
    wide = {"mean": -32_160.0, "low": -4.1e6, "high": 6.2e6, "chance_positive": 0.4}
    positions = [
        row | {"with": row["with"] | {"net_present_value": wide}} if row["joins"] else row
        for row in found["positions"]
    ]
    members = [row["party"] for row in positions if row["joins"]]
    wider = found | {"positions": positions, "game": found["game"] | {"would_not_join": members}}
    told = [line for line in agreement_sentences(words, wider) if "verliest zij" in line or "loses" in line]
    assert sum("32" in line for line in told) == len(members)
    assert not any(re.search(rf"{nothing}(?![\d.,])", line) for line in told)
    cell = agreement_tables(words, wider)[0].rows[0][3]
    assert cell.text.startswith("-")
    assert "32" in cell.text
    assert cell.interval


@pytest.mark.parametrize(
    ("lang", "told"), [("nl", "zonder marges. Zet `draws"), ("en", "without margins. Put `draws")]
)
def test_without_draws_it_is_said_that_margins_are_missing(lang: str, told: str) -> None:
    words, drawn = Words(lang), answer(changed(("draws: 0", "draws: 4")))
    assert sum(told in line for line in agreement_sentences(words, answer(EXAMPLE))) == 1
    assert sum(told in line for line in agreement_sentences(words, answer(NO_TERMS))) == 1
    assert not any(told in line for line in agreement_sentences(words, drawn))


def test_a_loss_in_all_draws_is_no_share_of_ten() -> None:
    """Who pays and gets nothing back loses in every draw; of four draws that is no 10 in 10."""
    found = answer(changed(("draws: 0", "draws: 4")))
    risk = agreement_tables(Words("en"), found)[1]
    chances = {row[0].text: f"{row[1].text} {row[1].interval}".strip() for row in risk.rows}
    assert chances["Provinces"] == "in all 4 draws"
    assert "10 in 10" not in chances.values()


@pytest.mark.parametrize(
    ("lang", "joining", "everyone"),
    [
        ("nl", "De partijen die meedoen winnen samen", "Iedereen samen, ook wie niet meedoet: -"),
        ("en", "The parties that join gain", "Everyone together, including those who do not join: -"),
    ],
)
def test_a_gain_of_those_who_join_is_told_apart_from_that_of_everyone(
    lang: str, joining: str, everyone: str
) -> None:
    """Three parties gain while all together lose: the State, which does not join, pays."""
    told = agreement_sentences(Words(lang), answer(EXAMPLE))
    assert sum(line.startswith(joining) for line in told) == 1
    assert sum(line.startswith(everyone) for line in told) == 1


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_column_with_a_word_of_its_own_is_explained_below_the_table(lang: str) -> None:
    words = Words(lang)
    _, risk, first, second = agreement_tables(words, answer(EXAMPLE))
    for table in (risk, first, second):
        explained = [line.partition(":")[0] for line in table.note.split("\n")]
        assert explained == list(table.head[1:])
    drawn = agreement_tables(words, answer(changed(("draws: 0", "draws: 4"))))[1]
    assert len(drawn.note.split("\n")) == 4


@pytest.mark.parametrize(
    ("amounts", "line"),
    [
        ((9e6, 8e6, 7e6, -3e6, -1e6), "Huishoudens doen niet mee en winnen samen € 20 mln; per groep"),
        ((-9e6, -8e6, -7e6, 3e6, 1e6), "Huishoudens doen niet mee en verliezen samen € 20 mln; per groep"),
        ((9e6, 8e6, 7e6, -23e6, -1e6), ""),
    ],
)
def test_households_that_do_not_join_are_told_in_one_line(amounts: tuple[float, ...], line: str) -> None:
    found = answer(EXAMPLE)
    left = dict(zip((f"households_q{group}" for group in range(1, 6)), amounts, strict=True))
    positions = []
    for row in found["positions"]:
        net = {"mean": left.get(row["party"]), "low": None, "high": None}
        moved = {side: {**row[side], "net_present_value": net} for side in ("without", "with")}
        positions.append({**row, **moved} if row["party"] in left else row)
    told = [
        text
        for text in agreement_sentences(Words("nl"), {**found, "positions": positions})
        if "uishoudens" in text
    ]
    assert len(told) == bool(line)
    assert all(text.startswith(line) for text in told)


def test_parties_in_a_sentence_are_listed_as_people_write() -> None:
    found = answer(EXAMPLE)
    three = ("municipalities", "zvw_insurers", "wlz_offices")
    game = {**found["game"], "better_without_the_others": [three]}
    told = agreement_sentences(Words("nl"), {**found, "game": game})
    assert any("Gemeenten, Zorgverzekeraars (Zvw) en Zorgkantoren (Wlz) zijn samen" in line for line in told)


def test_a_run_gives_the_same_as_its_measures(tmp_path: Path) -> None:
    result = appraise(["fall-prevention"])
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "result.json").write_text(json.dumps(result), encoding="utf-8")
    text = changed(("measures: [fall-prevention]\ndraws: 0\nseed: 1\n", "run: run\n"))
    path = tmp_path / "agreement.yaml"
    path.write_text(text, encoding="utf-8")
    assert agree(str(path)) == answer(EXAMPLE)
    pack = dict(result["pack"]) | {"sha256": "0" * 64}  # type: ignore[call-overload]
    (tmp_path / "run" / "result.json").write_text(json.dumps(result | {"pack": pack}), encoding="utf-8")
    with pytest.raises(InputError, match="another edition of pack NLD/2025"):
        agree(str(path))


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("scenario: fall-prevention", "scenario: package")], ":8: scenario: package is not computed"),
        ([("measures: [fall-prevention]", "measures: [fall-preventoin]")], "did you mean fall-prevention?"),
        ([("measures: [fall-prevention]\ndraws: 0\nseed: 1", "run: nowhere")], ":5: run: "),
        ([("share: 0.1", "amount_eur: 9e6")], "give municipalities"),
        ([("\nleaves", CHANCE.replace("3700000", "100") + "\nleaves")], "reference: "),
        ([("parties: [municipalities", "parties: [municipality")], "did you mean municipalities?"),
        ([("price_eur: 15000", "price_eur: -1")], "-1 is under 0"),
        ([("discounting: mkba", "discounting: mkba\nyears: 10")], "the years that count are 2027-2036"),
        ([("discounting: mkba", "discounting: mkba\nyears: 99")], "99 years go beyond what is followed"),
        ([("[2027, 2046]", "[2026, 2046]")], "the years that count are 2027-2096"),
        ([("year: 2032", "year: 2026")], "leaves/year: the years that count are"),
    ],
)
def test_faults_are_told_with_line_and_cure(pairs: list[tuple[str, str]], expected: str, told: Told) -> None:
    assert any(expected in line for line in told(changed(*pairs)))


@pytest.mark.parametrize("odd", ["5", "x", "[]", "[5]", "{a: 1}", "null"])
@pytest.mark.parametrize(
    "field", ["measures", "draws", "seed", "pack", "scenario", "parties", "terms", "run"]
)
def test_odd_values_are_faults_and_no_errors(field: str, odd: str, told: Told) -> None:
    """One fault is there for certain, so that nothing is computed."""
    start = EXAMPLE[: EXAMPLE.index("terms:")].replace("division: shapley", "division: fair")
    lines = [line for line in start.splitlines() if not line.startswith(f"{field}:")]
    assert told("\n".join([*lines, f"{field}: {odd}", *([] if field == "terms" else ["terms: []"]), ""]))


def test_faults_of_file_measure_and_parties_come_at_once(told: Told) -> None:
    faults = told(
        changed(
            ("measures: [fall-prevention]", "measures: [fall-preventoin]"),
            ("discounting: mkba", "discounting: mkbaa"),
            ("price_eur: 15000", "price_eur: -1"),
        )
    )
    assert len(faults) == 3


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_words_say_who_would_not_join_and_what_it_takes(lang: str) -> None:
    words = Words(lang)
    without = "\n".join(agreement_sentences(words, answer(NO_TERMS)))
    agreed = "\n".join(agreement_sentences(words, answer(EXAMPLE.replace("\nleaves", CHANCE + "\nleaves"))))
    dutch = ("zou niet meedoen", "Er bestaat geen verdeling", "Toeval:", "Stapt ‘Provincies’ uit in 2032")
    english = ("would not join", "No division exists", "Chance:", "If ‘Provinces’ leaves in 2032")
    for told, text in zip(
        dutch if lang == "nl" else english, (without, without, agreed, agreed), strict=True
    ):
        assert told in text
    assert len(agreement_tables(words, answer(NO_TERMS))) == 2
    assert len(agreement_tables(words, answer(EXAMPLE))) == 4


@pytest.mark.parametrize(
    ("lang", "told"), [("nl", "maar wel nodig: Gemeenten."), ("en", "needed: Municipal")]
)
def test_who_pays_and_does_not_join_is_named_as_needed(lang: str, told: str) -> None:
    """Of insurers alone it said that all was well: a division exists and nobody loses."""
    text = NO_TERMS.replace("[municipalities, zvw_insurers, wlz_offices]", "[zvw_insurers]")
    found = answer(text.replace("executors: [municipalities]", "executors: [zvw_insurers]"))
    assert (found["game"]["division_exists"], found["game"]["payers_outside"]) == (True, ["municipalities"])
    assert any(told in line for line in agreement_sentences(Words(lang), found))
    assert answer(EXAMPLE)["game"]["payers_outside"] == []
    assert not any(told in line for line in agreement_sentences(Words(lang), answer(EXAMPLE)))


def test_rows_for_programs_are_exact() -> None:
    rows = agreement_rows(answer(EXAMPLE))
    assert rows[0]["with_net_present_value_mean_eur"] == net(answer(EXAMPLE), "with")["municipalities"]
    assert len({tuple(row) for row in rows}) == 1
    assert all(np.isfinite(value) for row in rows for value in row.values() if isinstance(value, float))


def test_lost_pleasure_is_no_money_in_an_agreement() -> None:
    """A tax on drinks: what all have together is what is spent more, not the pleasure that drinkers lose."""
    text = NO_TERMS.replace("fall-prevention", "sugar-tax").replace(
        "[municipalities, zvw_insurers, wlz_offices]", "[rijk_financien, wlz_offices]"
    )
    text = text.replace("executors: [municipalities]", "executors: [rijk_financien]")
    scenario = appraise(["sugar-tax"])["scenarios"]["sugar-tax"]  # type: ignore[index]
    spent = sum(scenario[key]["mean"] for key in ("care_cost_eur", "programme_cost_eur", "lost_output_eur"))
    assert answer(text)["society"]["without_eur"] == pytest.approx(-spent, rel=1e-9)
