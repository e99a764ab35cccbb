"""Beside the answer on the first page: for whom, how sure, what may change it, what is not known."""

from __future__ import annotations

from typing import Any

from sample import sample_result

from hiap.reports.document import Listed, Notice, Paragraph, Section, parts
from hiap.reports.dossier import dossier


def beside(result: dict[str, Any], lang: str = "en") -> dict[str, str]:
    """What stands beside the answer, by the words that it begins with."""
    first = dossier(result, lang).sections[0]
    (inside,) = (block for block in first.blocks if isinstance(block, Section))
    (listed,) = (block for block in inside.blocks if isinstance(block, Listed))
    return {item.runs[0].text.rstrip(": "): item.runs[1].text for item in listed.items}


def only(**changed: object) -> dict[str, Any]:
    """A result of one measure with some keys of it changed."""
    result = sample_result(draws=100, measures=1)
    result["scenarios"]["school-lunch"] |= changed
    return result


def test_what_has_no_amount_is_named_by_whether_it_is_good() -> None:
    told = beside(only())["What is not expressed in money (PM items)"]
    assert told == "Favourable: Better school results. Unfavourable: Less choice for parents."
    assert beside(only(pm=[]))["What is not expressed in money (PM items)"] == "No PM items were given."


def test_the_certainty_is_told_in_words() -> None:
    def told(**shares: float) -> str:
        result = only()
        result["scenarios"]["school-lunch"]["evidence"]["profile"] = {"by_certainty": shares}
        return beside(result)["Certainty of the evidence"]

    assert told(high=0.0, low=1.0) == "Low, for the whole health gain (GRADE)."
    assert told(moderate=0.2, low=0.8) == "Low for 80%, moderate for 20% of the health gain (GRADE)."


def test_what_rests_on_assumptions_and_what_may_change_the_conclusion() -> None:
    inputs = [{"title": {"nl": name, "en": name}} for name in ("reach", "cost", "decay", "lag")]
    told = beside(only(uncertainty={"inputs": inputs}))
    assert told["Unverified assumptions"].startswith(
        "62% of the health gain rests on assumptions that nobody"
    )
    assert "at €31,000" in told["What may change the conclusion"]
    assert told["What may change the conclusion"].endswith("most: reach; cost; decay.")
    without = sample_result(draws=0, measures=1)
    assert "Without draws it is not known" in beside(without)["What may change the conclusion"]


def test_what_is_not_known_stands_apart_from_what_nobody_assessed() -> None:
    notes = [{"code": "a", "nl": "Niets over later.", "en": "Nothing on later."}]
    notes.append({"code": "structural", "nl": "40 jaar.", "en": "40 years."})
    result = only(notes=notes)
    described = result["scenarios"]["school-lunch"]["description"]
    described["considerations"] = {"law": {"nl": "Mag.", "en": "Allowed."}}
    told = beside(result)
    assert told["What is not known"] == "Nothing on later."
    assert told["What is left out"].startswith(
        "Not assessed: ethics, feasibility, public support. Not counted:"
    )


def test_a_package_names_measures_without_effect_and_whose_note_it_is() -> None:
    result = sample_result(draws=100)
    result["scenarios"]["debt-relief"]["counted"] = {"health": False, "gains": False}
    note = {"code": "measure-0", "nl": "Kort.", "en": "Short."}
    result["scenarios"]["debt-relief"]["notes"] = result["scenarios"]["package"]["notes"] = [note]
    assert "for: Early help with debt." in beside(result)["What is not known"]
    document = dossier(result, "en")
    package = next(one for one in document.sections if one.anchor == "m-package")
    (notice,) = (block for block in parts(package.blocks) if isinstance(block, Notice))
    assert notice.items[-1] == "Early help with debt: Short."
    assert len(notice.items) == 2


def test_it_is_told_in_dutch_too() -> None:
    told = beside(only(), "nl")
    assert told["Wat niet in geld is uitgedrukt (PM)"].startswith("Gunstig: Betere schoolprestaties.")
    assert "ethische aspecten" in told["Wat hier buiten blijft"]


def test_nothing_is_told_of_health_where_there_is_none() -> None:
    nothing = {"mean": 0.0, "low": 0.0, "high": 0.0}
    result = only(haly=nothing, life_years=nothing, healthy_life_years=nothing, cases_averted={})
    assert not {"For which group", "Unverified assumptions"} & set(beside(result))
    told = parts(dossier(result, "en").sections[1:2])
    lines = [block.runs[0].text for block in told if isinstance(block, Paragraph)]
    assert any(line.startswith("There is no health gain in the sums.") for line in lines)
    assert dossier({}, "en").sections[0].blocks == (Listed((), "answers"),)
