"""What the reader must know first, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from hiap.domain.measure import HOUSEHOLDS, Measure
from hiap.domain.names import ALL_CAUSE
from hiap.domain.pack import Pack
from hiap.workflow.block import Task

Note = dict[str, str]

FEW_DRAWS = 200


def note(code: str, nl: str, en: str) -> Note:
    """One note in both languages."""
    return {"code": code, "nl": nl, "en": en}


ALWAYS = (
    note(
        "reference",
        "Alles is vergeleken met het huidige beleid en de trends van nu, niet met ‘niets doen’.",
        "Everything is compared with current policy and its trends, not with 'nothing'.",
    ),
    note(
        "care-in-gained-years",
        "De zorgkosten in gewonnen levensjaren tellen mee. Daardoor kan preventie de zorgkosten verhogen.",
        "Care costs in gained life years are included. So prevention can raise care costs.",
    ),
    note(
        "health-undiscounted",
        "Gezonde jaren zijn niet verdisconteerd; bedragen zijn contante waarden, behalve per jaar.",
        "Healthy years are not discounted; amounts are present values, except by year.",
    ),
)
WORK_COUNTED = note(
    "work-and-school",
    "Werk telt mee als de productie die wegvalt door verzuim en overlijden, tot iemand het werk overneemt. "
    "School, misdaad, wonen, schuld en uitkeringen tellen mee waar een maatregel er een uitkomst van noemt; "
    "de rest staat bij PM.",
    "Work counts as the output lost by absence and death, until somebody else does the work. School, crime, "
    "housing, debt and benefits count where a measure names an outcome of them; the rest is under PM.",
)
WORK_AND_BENEFITS_COUNTED = note(
    "work-and-school",
    "Werk telt mee als de productie die wegvalt door verzuim en overlijden, tot iemand het werk overneemt. "
    "Een arbeidsongeschiktheidsuitkering (zoals de WIA) is geld dat van een fonds naar huishoudens gaat: de "
    "maatschappij wordt er niet armer of rijker van. School, misdaad, wonen, schuld en andere uitkeringen, "
    "zoals bijstand en WW, tellen alleen mee als een maatregel er een uitkomst van noemt. De rest staat bij "
    "PM of is niet geteld.",
    "Work counts as the output lost by absence and death, until somebody else does the work. A disability "
    "benefit is money that moves from a fund to households: society is neither poorer nor richer by it. "
    "School, crime, housing, debt and other benefits, such as social assistance and unemployment benefits, "
    "count only where a measure names an outcome of them; the rest is under PM or not counted.",
)
WORK_LEFT_OUT = note(
    "work-and-school",
    "Werk telt niet mee in geld. School, misdaad, wonen, schuld en uitkeringen tellen mee waar een maatregel "
    "er een uitkomst van noemt; de rest staat bij PM.",
    "Work is not counted in money. School, crime, housing, debt and benefits count where a measure names an "
    "outcome of them; the rest is under PM.",
)
ALIKE_FOR_ALL = note(
    "households-alike",
    "Ieder die bereikt wordt, betaalt of krijgt hier evenveel. In het echt scheelt dat met inkomen en "
    "gebruik. Bedragen per welvaartsgroep zeggen hier vooral hoeveel mensen in die groep bereikt worden.",
    "Everybody who is reached pays or gets the same amount here. In truth that differs with income and "
    "use. Amounts by prosperity group mostly say how many people of that group are reached.",
)


OTHER_CAUSES = note(
    "other-causes",
    "Een deel van de winst loopt via doodsoorzaken die het model niet apart kent. Dat deel komt uit "
    "onderzoek naar alle sterfte samen. Daarin spelen ook andere gewoonten en ziekten mee. Het telt daarom "
    "niet helemaal mee, maar de winst kan nog te hoog zijn.",
    "Part of the gain runs through causes of death that the model does not have apart. That part comes from "
    "studies of all deaths together, in which other habits and illness play a part too. So it does not count "
    "in full, but the gain may still be too high.",
)
LIVING_LEFT_OUT = note(
    "pensions-and-taxes",
    "Wie langer leeft, krijgt langer pensioen (zoals AOW) en betaalt langer belasting en premie. Dat "
    "geld gaat van de een naar de ander: voor de maatschappij samen scheelt het niets. In de bedragen "
    "per partij is het niet geteld. Die van overheid, pensioenfondsen en huishoudens zijn daarom niet "
    "volledig.",
    "Those who live longer get a pension (also of the state) for longer, and pay taxes and premiums for "
    "longer. That money moves from one to another: for society together it makes no difference. It is "
    "not in the amounts by party. So those of government, pension funds and households are not complete.",
)


def living_counted(pack: Pack) -> Note:
    """What of the money that goes with being alive is in the amounts by party, and what is not."""
    nl, en = (_listed([item.title[lang] for item in pack.living], lang) for lang in ("nl", "en"))
    return note(
        "pensions-and-taxes",
        f"Wel geteld in de bedragen per partij: {nl}. Dat geld gaat van de een naar de ander: voor de "
        "maatschappij samen scheelt het niets. Niet geteld: ander pensioen, belasting en premie over "
        "gewonnen jaren. De bedragen van overheid, pensioenfondsen en huishoudens zijn daarom niet volledig.",
        f"Counted in the amounts by party: {en}. That money moves from one to another: for society together "
        "it makes no difference. Not counted: other pensions, taxes and premiums over years gained. So the "
        "amounts of government, pension funds and households are not complete.",
    )


def deaths_postponed(years: int) -> Note:
    """Why deaths averted may be about 0: it is a net number, and everyone dies in the end."""
    return note(
        "deaths-postponed",
        f"Vermeden sterfgevallen is een netto aantal over de eerste {years} jaar. Iedereen overlijdt een "
        f"keer: wie door de maatregel langer leeft, overlijdt vaak alsnog binnen die {years} jaar. Bij "
        "ouderen komt het getal daarom uit op ongeveer 0, ook als zij langer leven. Kijk voor de winst naar "
        "de levensjaren.",
        f"Deaths averted is a net number over the first {years} years. Everyone dies in the end: those who "
        f"live longer through the measure often still die within those {years} years. So for old people the "
        "number comes to about 0, even if they live longer. For the gain, look at the life years.",
    )


def result_notes(task: Task, years: int) -> list[Note]:
    """Notes that hold for the whole result."""
    of_living = living_counted(task.pack) if task.pack.living else LIVING_LEFT_OUT
    of_pack = [of_living, _of_work(task.pack), *_of_laws(task.pack), *map(dict, task.pack.notes)]
    return [*ALWAYS, *of_pack, deaths_postponed(years), *_of_this_run(task)]


def _of_work(pack: Pack) -> Note:
    """What of work and benefits is counted in money."""
    if pack.work is None:
        return WORK_LEFT_OUT
    return WORK_AND_BENEFITS_COUNTED if pack.work.disability else WORK_COUNTED


def _of_laws(pack: Pack) -> Iterator[Note]:
    """What it means that of some laws no part of the cost is known by disease (7.1), and no staff (7.2)."""
    known = {cost.law for disease in pack.diseases for cost in disease.care_costs}
    without = [law for law in pack.laws if law.id not in known]
    if without:
        nl, en = (_listed([law.title[lang] for law in without], lang) for lang in ("nl", "en"))
        no_staff = all(law.staff is None for law in without)
        yield note(
            "laws-without-diseases",
            f"Van zorg onder {nl} is bekend wat die samen kost, maar niet hoeveel er bij welke ziekte hoort. "
            "Daarom verandert deze zorg hier alleen als mensen langer of korter leven, niet als zij minder "
            "ziek zijn." + (" Het personeel voor deze zorg telt niet mee." if no_staff else ""),
            f"Of care under {en} the total cost is known, but not how much belongs to which disease. So here "
            "this care changes only as people live longer or shorter, not as they are less ill."
            + (" Its staff is not counted." if no_staff else ""),
        )


def _listed(names: list[str], lang: str) -> str:
    """Names as a list in words.

    >>> _listed(["Wmo", "Jeugdwet"], "nl")
    'Wmo en Jeugdwet'
    """
    *first, last = names
    return f"{', '.join(first)} {'en' if lang == 'nl' else 'and'} {last}" if first else last


def _of_this_run(task: Task) -> Iterator[Note]:
    """Notes on the years computed and on the number of draws."""
    last = task.pack.last_year
    if task.pack.base_year + task.years - 1 > last:
        yield note(
            "held-after-pack",
            f"Na {last} blijven sterfte, geboorten en migratie in het model gelijk.",
            f"After {last} mortality, births and migration stay the same in the model.",
        )
    if 0 < task.count < FEW_DRAWS:
        yield note(
            "few-draws",
            f"Met {task.count} trekkingen zijn kansen en marges een benadering.",
            f"With {task.count} draws, chances and intervals are approximate.",
        )
    if task.count == 0:
        yield note(
            "no-draws",
            "Dit is één uitkomst zonder onzekerheidsmarge. Reken met trekkingen voor een marge.",
            "This is one outcome without an interval. Use draws to get one.",
        )


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
    if measure.outcomes and not measure.effects:
        notes.append(
            note(
                "outcomes-only",
                "Gezondheid telt niet mee in de som, alleen uitkomsten op andere terreinen en de kosten.",
                "Health is not in the sums, only outcomes in other fields and the cost.",
            )
        )
    elif not measure.effects:
        notes.append(
            note(
                "no-effect",
                "Geen gezondheidseffect in de som: er is geen effect gevonden waarvan de grootte bekend is.",
                "No health effect in the sums: no effect of a known size was found.",
            )
        )
    if measure.target.age[0] < 6 and measure.target.age[1] < 18:
        notes.append(
            note(
                "later-life-chances",
                "Kansen later in het leven van jonge kinderen tellen niet mee; de winst is te laag geschat.",
                "Later life chances of young children are not counted; the gain is understated.",
            )
        )
    if len(pack.groups) > 1 and _moves_money_of_households(measure):
        notes.append(ALIKE_FOR_ALL)
    if _acts_on_all_deaths(pack, measure):
        notes.append(OTHER_CAUSES)
    return notes


def _acts_on_all_deaths(pack: Pack, measure: Measure) -> bool:
    """Whether it moves a factor whose risk of dying of anything is less than certain (3.7)."""
    moved = {effect.risk_factor for effect in measure.effects}
    return any(
        risk.risk_factor in moved and risk.outcome == ALL_CAUSE and risk.certainty != "high"
        for risk in pack.relative_risks
    )


def _moves_money_of_households(measure: Measure) -> bool:
    """Whether households pay or receive something, lost pleasure apart."""
    paid = any(cost.payer == HOUSEHOLDS for cost in measure.costs)
    return paid or any(
        HOUSEHOLDS in (transfer.payer, transfer.receiver) and transfer.kind != "welfare"
        for transfer in measure.transfers
    )
