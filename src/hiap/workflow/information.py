"""What more knowledge is worth, and which inputs matter, for every scenario of a run with draws (9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hiap.consequences.benefits import sampled_benefits
from hiap.consequences.care import avoidable_prices, end_of_life_prices
from hiap.consequences.living import living_name
from hiap.consequences.outcomes import price_names
from hiap.consequences.work import work_prices
from hiap.domain.measure import Measure
from hiap.domain.pack import Pack
from hiap.economics.information import acceptability, influences, perfect_information, precision
from hiap.simulation.policy import sample_policy
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.distributions import normal_quantile
from hiap.uncertainty.draws import Draws
from hiap.workflow import labels
from hiap.workflow.block import Task
from hiap.workflow.labels import Title, titled

Array = NDArray[np.float64]
FEWEST_DRAWS = 100
"""Under this many draws no input is named: what stands out would mostly be chance."""
POINTS = 21
MOST_INPUTS = 12


@dataclass(frozen=True)
class Asked:
    """One draw that gives every input its middle, and notes which inputs were asked for."""

    names: list[str] = field(default_factory=list)
    count: int = 1
    rows: int = 1

    def quantiles(self, name: str) -> Array:
        """Note the name, and give a half."""
        self.names.append(name)
        return np.full(1, 0.5)


def uncertainty_of(task: Task, measures: Sequence[Measure], money: Array, health: Array) -> dict[str, object]:
    """Value of information, acceptability and precision of one scenario; money and health in euro by draw."""
    worth = money + health
    highest = 2.0 * task.pack.qaly_values_eur[-1]
    values = np.linspace(0.0, highest, POINTS).tolist()
    chances = acceptability(money, health / task.pack.qaly_values_eur[0], values)
    exact = precision(worth)
    return {
        "evpi_eur": perfect_information(np.stack([np.zeros(worth.shape), worth], axis=1)),
        "acceptability": [
            {"qaly_value_eur": value, "chance": chance} for value, chance in zip(values, chances, strict=True)
        ],
        "inputs": _inputs(task, measures, worth),
        "mean_error_eur": exact.error,
        "interval_error_eur": exact.interval_error,
        "draws_needed": exact.needed,
        "enough_draws": exact.enough,
    }


def _inputs(task: Task, measures: Sequence[Measure], worth: Array) -> list[dict[str, object]]:
    """The inputs that stand out from chance, those that matter most first."""
    if task.count < FEWEST_DRAWS:
        return []
    draws = Draws(task.seed, task.count)
    scores = [(name, normal_quantile(draws.quantiles(name))) for name in input_names(task.pack, measures)]
    return [
        {
            "name": found.name,
            "title": input_title(task.pack, measures, found.name),
            "share_of_variance": found.share_of_variance,
            "evppi_eur": found.partial_information,
            "low_eur": found.at_low,
            "high_eur": found.at_high,
        }
        for found in influences(worth, scores)[:MOST_INPUTS]
    ]


def input_names(pack: Pack, measures: Sequence[Measure]) -> list[str]:
    """Every named input that a scenario of these measures draws, in order of name."""
    asked = Asked()
    sampler = Sampler(asked, slice(0, 1))
    sample_world(pack, sampler)
    sample_policy(measures, pack, sampler)
    avoidable_prices(pack, sampler.estimate)
    end_of_life_prices(pack, sampler.estimate, sampler.rows)
    if pack.work is not None:
        work_prices(pack, pack.work, sampler.estimate)
        if pack.work.disability is not None:
            sampled_benefits(pack.work.disability, sampler.estimate)
    own = [f"measure/{measure.id}/{path}" for measure in measures for path, _ in measure.quantities()]
    own += price_names(pack, measures)
    own += map(living_name, pack.living)
    return sorted({name for name in [*asked.names, *own] if name})


def input_title(pack: Pack, measures: Sequence[Measure], name: str) -> Title:
    """Name an input in words."""
    kind, *rest = name.split("/")
    if kind == "measure":
        measure = next(item for item in measures if item.id == rest[0])
        title = labels.quantity_title(pack.names, measure, "/".join(rest[1:]))
        return (
            titled("{0}: {1}", "{0}: {1}", measure.title.model_dump(), title) if len(measures) > 1 else title
        )
    if name in WORDS:
        return titled(*WORDS[name])
    return titled(*WORDS[kind], *(_thing(pack, part) for part in rest[:2]))


def _thing(pack: Pack, name: str) -> Title:
    """A risk factor, disease or sex by its id, inside a sentence; the id itself where it is none of these."""
    titles = {item.id: item.title for item in pack.risk_factors} | {d.id: d.title for d in pack.diseases}
    titles |= {outcome.id: outcome.title for outcome in pack.outcomes}
    titles |= {item.id: item.title for item in pack.living}
    if name in titles:
        return labels.inside(titles[name])
    return dict(labels.ALL_DEATHS) if name == "all_cause" else labels.same(name)


WORDS = {
    "mortality/trend": ("trend in de sterfte", "trend in mortality"),
    "fertility/level": ("geboorten in latere jaren", "births in later years"),
    "migration/level": ("migratie in latere jaren", "migration in later years"),
    "mortality/gap_trend": (
        "verandering per jaar van het verschil in levensverwachting tussen groepen",
        "yearly change of the gap in life expectancy between groups",
    ),
    "mortality/gap/male": (
        "verschil in levensverwachting tussen groepen, mannen",
        "gap in life expectancy between groups, men",
    ),
    "mortality/gap/female": (
        "verschil in levensverwachting tussen groepen, vrouwen",
        "gap in life expectancy between groups, women",
    ),
    "good_health/slope": (
        "hoe sterk ervaren gezondheid daalt door ziekte",
        "how strongly perceived health falls with disability",
    ),
    "care/avoidable_share": (
        "deel van de zorgkosten dat wegvalt als iemand niet ziek wordt",
        "share of care cost that goes when somebody does not fall ill",
    ),
    "care/end_of_life_share": (
        "deel van de zorgkosten in het laatste levensjaar",
        "share of the cost of care in the last year of life",
    ),
    "work/hour": ("waarde van een uur betaald werk", "worth of an hour of paid work"),
    "work/friction_days": (
        "dagen tot iemand anders het werk overneemt",
        "days until somebody else does the work",
    ),
    "absence": ("verzuim: {0}", "absence from work: {0}"),
    "work/disability_benefit": ("arbeidsongeschiktheidsuitkering per jaar", "disability benefit a year"),
    "new_disability": (
        "kans op een arbeidsongeschiktheidsuitkering: {0}",
        "chance of a disability benefit: {0}",
    ),
    "living": ("{0}: per persoon per jaar", "{0}: a person and year"),
    "outcome": ("prijs: {0}", "price: {0}"),
    "rr": ("relatief risico: {0} en {1}", "relative risk: {0} and {1}"),
    "credit": (
        "hoeveel van het verband een oorzaak is: {0} en {1}",
        "how much of the link is a cause: {0} and {1}",
    ),
    "weight": ("ziektegewicht: {0}", "disability weight: {0}"),
    "cost": ("zorgkosten: {0}", "care cost: {0}"),
    "prevalence": ("aantal patiënten: {0}", "number of patients: {0}"),
    "incidence": ("aantal nieuwe gevallen: {0}", "number of new cases: {0}"),
    "excess_mortality": ("oversterfte van patiënten: {0}", "excess mortality of patients: {0}"),
    "remission": ("hoe snel patiënten herstellen: {0}", "how fast patients recover: {0}"),
    "fatal_fraction": ("deel dat bij het begin overlijdt: {0}", "share that dies at onset: {0}"),
    "cured_fraction": ("deel dat bij het begin geneest: {0}", "share that is cured at onset: {0}"),
    "exposure": ("hoeveel mensen het treft: {0}", "how many people are exposed: {0}"),
    "trend": ("trend: {0}", "trend: {0}"),
}
"""Words for inputs by name, or by the first part of their name; what follows is filled in."""
