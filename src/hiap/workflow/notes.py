"""What the reader must know first, in both languages."""

from __future__ import annotations

from hiap.domain.measure import Measure
from hiap.domain.pack import Pack
from hiap.workflow.block import Task

Note = dict[str, str]


def note(code: str, nl: str, en: str) -> Note:
    """One note in both languages."""
    return {"code": code, "nl": nl, "en": en}


def result_notes(task: Task, first: int) -> list[Note]:
    """Notes that hold for the whole result."""
    pack = task.pack
    notes = [
        note(
            "reference",
            "Alles is vergeleken met huidig beleid en de trends daarin, niet met 'niets doen'.",
            "Everything is compared with current policy and its trends, not with 'nothing'.",
        ),
        note(
            "qaly-is-haly",
            "QALY's zijn hier gelijk aan HALY's: Nederlandse nutswaarden naar leeftijd zijn niet gevonden.",
            "QALYs equal HALYs here: Dutch utilities by age were not found.",
        ),
        note(
            "care-in-gained-years",
            "Zorgkosten in gewonnen levensjaren tellen mee. Daardoor kan preventie meer zorg kosten.",
            "Care costs in gained life years are included. So prevention can raise care costs.",
        ),
        note(
            "health-undiscounted",
            "Gezonde jaren zijn niet verdisconteerd; bedragen zijn contante waarden, behalve per jaar.",
            "Healthy years are not discounted; amounts are present values, except by year.",
        ),
        note(
            "discount-secondary",
            "De discontovoet komt uit twee bronnen die het rapport aanhalen; het rapport is niet gelezen.",
            "The discount rate comes from two sources that cite the report; the report was not read.",
        ),
        note(
            "work-and-school",
            "Werk, school, schuld en misdaad tellen nog niet mee in geld: zie de PM-posten.",
            "Work, school, debt and crime are not counted in money yet: see the PM items.",
        ),
    ]
    end = pack.base_year + task.years - 1
    if end > pack.last_year:
        notes.append(
            note(
                "held-after-pack",
                f"Na {pack.last_year} blijven sterfte, geboorten en migratie gelijk.",
                f"After {pack.last_year} mortality, births and migration are held.",
            )
        )
    if 0 < task.count < 200:
        notes.append(
            note(
                "few-draws",
                f"Met {task.count} trekkingen zijn kansen en marges een benadering.",
                f"With {task.count} draws, chances and intervals are approximate.",
            )
        )
    if task.count == 0:
        notes.append(
            note(
                "no-draws",
                "Dit is één uitkomst zonder onzekerheidsmarge. Reken met trekkingen voor een marge.",
                "This is one outcome without an interval. Use draws to get one.",
            )
        )
    return notes


def scenario_notes(pack: Pack, measure: Measure) -> list[Note]:
    """Notes of one measure: its own, and what follows from its form."""
    notes = [note(f"measure-{i}", text.nl, text.en) for i, text in enumerate(measure.notes)]
    if measure.duration == "structural":
        notes.append(
            note(
                "structural",
                f"Structurele maatregel: gerekend is met {measure.years} jaar.",
                f"Structural measure: {measure.years} years are computed.",
            )
        )
    if not measure.effects:
        notes.append(
            note(
                "no-effect",
                "Geen gezondheidseffect in de sommen: er is geen effect van bekende grootte gevonden.",
                "No health effect in the sums: no effect of a known size was found.",
            )
        )
    if measure.target.age[0] < 6 and measure.target.age[1] < 18:
        notes.append(
            note(
                "later-life-chances",
                "Latere levenskansen van jonge kinderen tellen niet mee; de winst is dus onderschat.",
                "Later life chances of young children are not counted; the gain is understated.",
            )
        )
    return notes
