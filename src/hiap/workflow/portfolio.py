"""The best choice of measures within limits: exact with overlap by pairs, and then computed in full (6.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, combinations

import numpy as np
from numpy.typing import NDArray

from hiap import __version__
from hiap.catalogue.measures import read_measures
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack import load_pack
from hiap.catalogue.pack_words import party_titles
from hiap.catalogue.plans import Plan, read_plan
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault, InputError
from hiap.domain.grading import CERTAINTIES
from hiap.domain.measure import HOUSEHOLDS, Measure
from hiap.domain.overlap import overlap_faults, overlap_form_faults
from hiap.domain.plan import ALL, MOST_CANDIDATES, Budget, Portfolio
from hiap.economics.contributions import Members
from hiap.economics.ledger import Perspective
from hiap.economics.selection import Limit, Problem, Quantity, best, conflicts, frontier
from hiap.workflow.block import Task, run_block
from hiap.workflow.computed import Asked
from hiap.workflow.counted import Counted, counted_alone, without_health
from hiap.workflow.package import package_task
from hiap.workflow.parallel import EVERY_PROCESSOR, Progress, Width, run_draws, run_each
from hiap.workflow.perspective import choose
from hiap.workflow.result import place_entry
from hiap.workflow.settings import Settings, setting_faults
from hiap.workflow.views import Value, View, value
from hiap.workflow.vocabulary import vocabulary_of
from hiap.workflow.worth import AT_A_TIME, QUANTITIES, combination_views, worth_of

Array = NDArray[np.float64]
Result = dict[str, object]
SCHEMA = "hiap-portfolio-result/1"
HALY, LOWEST, CARE, PROGRAMME_COST, BALANCE, _ = range(len(QUANTITIES))
GOALS = {"haly": HALY, "haly_lowest_group": LOWEST, "net_present_value_eur": BALANCE}
LEVELS = 10
"""Steps of the frontier, from nothing to the cost of all."""
LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True)
class Worth:
    """What combinations have: the quantities, and what each budget spends, [draw, quantity or budget]."""

    quantities: Array
    spent: Array


@dataclass(frozen=True)
class Candidates:
    """What there is to choose from, with the worth of each combination that was computed."""

    asked: Asked
    wanted: Portfolio
    worth: Mapping[Members, Worth]
    known: Sequence[Counted]
    many: bool

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures, by place."""
        return self.asked.measures

    @property
    def weighed(self) -> tuple[int, ...]:
        """Places of those that can be compared on the goal: its health, or any gain, is in the sums."""
        needed = "gains" if self.wanted.goal == "net_present_value_eur" else "health"
        return tuple(place for place, known in enumerate(self.known) if known[needed])

    @property
    def open(self) -> tuple[int, ...]:
        """Places of those that may be chosen: weighed, or named by the file as in the choice anyway."""
        always = {place for place, one in enumerate(self.measures) if one.id in self.wanted.always}
        return tuple(sorted(always.union(self.weighed)))

    def quantity(self, column: int, draw: int | None = None) -> Quantity:
        """A quantity of the table; its mean over draws, or in one draw. Pairs are without draws."""
        return self._quantity("quantities", column, draw)

    def spending(self, budget: int) -> Quantity:
        """What counts for a budget."""
        return self._quantity("spent", budget, None)

    def _quantity(self, name: str, column: int, draw: int | None) -> Quantity:
        n = len(self.measures)
        exact = np.array([getattr(self.worth[(i,)], name)[0, column] for i in range(n)])
        pairs = np.zeros((n, n))
        for i, j in combinations(range(n), 2):
            together = getattr(self.worth[(i, j)], name)[0, column]
            pairs[i, j] = together - exact[i] - exact[j]
        if not self.many:
            return Quantity(exact, pairs)
        drawn = np.stack([getattr(self.worth[(i,)], name)[1:, column] for i in range(n)])
        return Quantity(drawn.mean(axis=1) if draw is None else drawn[:, draw], pairs)

    def draws(self, place: int, column: int) -> Array:
        """A quantity of one measure by draw, or the one answer without draws."""
        found = self.worth[(place,)].quantities[:, column]
        return found[1:] if self.many else found

    def without_health(self, places: Iterable[int]) -> dict[str, object]:
        """Those of these places without health in the sums, and what they cost together."""
        some = [place for place in places if not self.known[place]["health"]]
        costs = {self.measures[place].id: self.draws(place, PROGRAMME_COST) for place in some}
        return without_health(costs, self.many)


def portfolio(
    file: str,
    *,
    pack: str = DEFAULT_PACK,
    progress: Progress | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Result:
    """Choose measures within limits so that the goal is as large as possible.

    Parameters
    ----------
    file : YAML file of a portfolio (`hiap-portfolio/1`).
    pack, progress, workers, scheduler : as with `appraise`.

    Raises
    ------
    InputError : every fault of the file and its measures at once, each with its cure.
    """
    width = Width(workers, scheduler)
    return choose_from(read_plan(file, Portfolio), pack=pack, progress=progress, width=width)


def choose_from(
    plan: Plan[Portfolio], *, pack: str, progress: Progress | None = None, width: Width = EVERY_PROCESSOR
) -> Result:
    """The same for a document that was read already."""
    asked = _asked(plan, pack, width)
    candidates = _candidates(asked, plan.value, progress)
    problem = problem_of(candidates)
    chosen = best(problem)
    return {
        "schema": SCHEMA,
        "hiap_version": __version__,
        "portfolio": plan.value.model_dump(mode="json", by_alias=True),
        "pack": {"id": asked.pack.id, "sha256": asked.pack.digest, **place_entry(asked.pack)},
        "settings": _settings(candidates),
        "feasible": chosen is not None,
        "conflicts": [] if chosen is not None else [list(names) for names in conflicts(problem)],
        "chosen": None if chosen is None else _chosen(candidates, problem, chosen, progress),
        "measures": _ranked(candidates, chosen),
        "frontier": _frontier(candidates, problem),
    }


def _asked(plan: Plan[Portfolio], pack: str, width: Width) -> Asked:
    wanted = plan.value
    country = load_pack(pack)
    loaded, faults = read_measures(plan.references(wanted.measures), vocabulary_of(country))
    measures = sorted((e.entry for e in loaded if isinstance(e.entry, Measure)), key=lambda m: m.id)
    faults += _plan_faults(plan, {measure.id for measure in measures}, country.base_year, country.last_year)
    known = {ALL, HOUSEHOLDS, *(party.id for party in country.parties if not party.boundary)}
    titles = party_titles(country.parties)
    for place, budget in enumerate(wanted.budgets):
        if budget.payer not in known:
            problem = f"{budget.payer} is not a party that pays"
            faults.append(
                plan.document.fault(
                    ("budgets", place, "payer"), problem, cure_for(budget.payer, known, titles)
                )
            )
    if wanted.perspective not in {*known, *(view.id for view in country.views)}:
        problem = f"{wanted.perspective} is not a perspective"
        faults.append(plan.document.fault(("perspective",), problem, "write society, or a party of the pack"))
    settings = Settings(
        wanted.draws,
        wanted.seed,
        40,
        wanted.perspective,
        width.workers,
        pack,
        "numpy",
        scheduler=width.scheduler,
        overlap=wanted.overlap,
    )
    of_settings = setting_faults(replace(settings, overlap=()))  # the plan says what is wrong with it
    if faults := [*of_settings, *faults]:
        raise InputError(faults)
    return Asked(country, tuple(measures), settings)


def _plan_faults(plan: Plan[Portfolio], ids: set[str], first: int, last: int) -> list[Fault]:
    """Faults between the fields of a portfolio."""
    wanted, fault = plan.value, plan.document.fault
    faults = []
    if not 1 <= len(wanted.measures) <= MOST_CANDIDATES:
        problem = f"{len(wanted.measures)} measures to choose from"
        faults.append(fault(("measures",), problem, f"name 1 to {MOST_CANDIDATES}"))
    for name in wanted.always:
        if name not in ids:
            faults.append(fault(("always",), f"{name} is not among the measures", "add it, or leave it out"))
    of_overlap = [*overlap_form_faults(wanted.overlap), *overlap_faults(wanted.overlap, ids)]
    faults += [fault(("overlap",), found.message, found.cure) for found in of_overlap]
    for place, names in enumerate(wanted.not_together):
        missing = [name for name in names if name not in ids]
        if missing:
            problem = f"{missing[0]} is not among the measures"
            faults.append(fault(("not_together", place), problem, "add it, or leave it out"))
    for place, budget in enumerate(wanted.budgets):
        if budget.years is not None and not first <= budget.years[0] <= budget.years[1] <= last:
            problem = f"years {budget.years[0]}-{budget.years[1]} are not within {first}-{last}"
            faults.append(fault(("budgets", place, "years"), problem, "write the first and the last year"))
    return faults


def _candidates(asked: Asked, wanted: Portfolio, progress: Progress | None) -> Candidates:
    """Compute each measure and each pair without draws, and each measure alone with draws if asked."""
    task, first = package_task(asked)
    perspective = choose(asked.pack, wanted.perspective)
    n = len(asked.measures)
    some: list[Members] = [(i,) for i in range(n)] + list(combinations(range(n), 2))
    parts = [tuple(some[start : start + AT_A_TIME]) for start in range(0, len(some), AT_A_TIME)]
    tasks = [replace(task, coalitions=part) for part in parts]
    find = partial(_worths, first, perspective, wanted.budgets)
    found = run_each(tasks, find, progress, asked.settings.width)
    worth = dict(zip(some, chain.from_iterable(found), strict=True))
    if wanted.draws:
        alone: tuple[Members, ...] = tuple((i,) for i in range(n))
        drawn = replace(task, count=wanted.draws, last=wanted.draws, coalitions=alone, engine=asked.engine)
        differences = run_draws(drawn, progress, asked.settings.width)
        views = combination_views(drawn, differences, first, perspective)
        for members, view in zip(alone, views, strict=True):
            worth[members] = _joined(worth[members], _worth(view, wanted.budgets))
    return Candidates(asked, wanted, worth, counted_alone(task, first, perspective), wanted.draws > 0)


def _worths(first: int, perspective: Perspective, budgets: Sequence[Budget], task: Task) -> list[Worth]:
    """What each combination of a task is worth, all that is needed of its differences."""
    views = combination_views(task, run_block(task), first, perspective)
    return [_worth(view, budgets) for view in views]


def _worth(view: View, budgets: Sequence[Budget]) -> Worth:
    return Worth(worth_of(view), _spent(view, budgets))


def _joined(one: Worth, other: Worth) -> Worth:
    """The answer without draws first, then the draws."""
    return Worth(np.concatenate([one.quantities, other.quantities]), np.concatenate([one.spent, other.spent]))


def _spent(view: View, budgets: Sequence[Budget]) -> Array:
    """What a combination takes of each budget, undiscounted, [draw, budget]."""
    base, accounts = view.task.pack.base_year, view.found.accounts
    paid = view.found.paid[:, view.index]
    columns = []
    for budget in budgets:
        first, last = budget.years or (base, base + view.task.years)
        payers = [
            place
            for place, account in enumerate(accounts)
            if budget.payer in (ALL, account)
            or (budget.payer == HOUSEHOLDS and account.startswith(HOUSEHOLDS))
        ]
        columns.append(paid[:, first - base : last - base + 1][..., payers].sum(axis=(1, 2)))
    return np.stack(columns, axis=-1) if columns else np.zeros((len(paid), 0))


def problem_of(candidates: Candidates) -> Problem:
    """The goal and the limits of a portfolio; names of limits are those of its fields."""
    wanted = candidates.wanted
    column = GOALS[wanted.goal]
    limits = [
        Limit(budget_name(place, budget), candidates.spending(place), budget.most_eur)
        for place, budget in enumerate(wanted.budgets)
    ]
    haly = candidates.quantity(HALY)
    if wanted.lowest_group_share is not None:
        lowest, share = candidates.quantity(LOWEST), wanted.lowest_group_share
        short = Quantity(share * haly.alone - lowest.alone, share * haly.pairs - lowest.pairs)
        limits.append(Limit("lowest_group_share", short, 0.0))
    if wanted.evidence is not None:
        least = CERTAINTIES.index(wanted.evidence.certainty)
        sure = np.array([float(_certainty(m) >= least) for m in candidates.measures])
        short = Quantity((wanted.evidence.share - sure) * haly.alone, np.zeros_like(haly.pairs))
        limits.append(Limit("evidence", short, 0.0))
    limits += _choice_limits(candidates)
    barred = sorted(set(range(len(candidates.measures))).difference(candidates.open))
    return Problem(candidates.quantity(column), tuple(limits), tuple(barred))


def _choice_limits(candidates: Candidates) -> list[Limit]:
    """Measures that must be chosen, and those of which at most one may be."""
    ids = [measure.id for measure in candidates.measures]
    none = np.zeros((len(ids), len(ids)))
    limits = []
    for name in sorted(set(candidates.wanted.always)):
        limits.append(
            Limit(f"always {name}", Quantity(np.array([-float(i == name) for i in ids]), none), -1.0)
        )
    for names in candidates.wanted.not_together:
        taken = np.array([float(i in names) for i in ids])
        limits.append(Limit(f"not together {', '.join(names)}", Quantity(taken, none), 1.0))
    return limits


def budget_name(place: int, budget: Budget) -> str:
    """How a budget is told of.

    >>> budget_name(0, Budget(payer="municipalities", years=(2027, 2030), most_eur=1e6))
    'budget 1 (municipalities, 2027-2030)'
    """
    years = "all years" if budget.years is None else f"{budget.years[0]}-{budget.years[1]}"
    return f"budget {place + 1} ({budget.payer}, {years})"


def _certainty(measure: Measure) -> int:
    """Place of the weakest certainty among the effects; without effects the weakest of all."""
    given = [CERTAINTIES.index(effect.evidence.certainty) for effect in measure.effects]
    return min(given, default=0)


def _settings(candidates: Candidates) -> dict[str, object]:
    wanted = candidates.wanted
    return {
        "goal": wanted.goal,
        "perspective": wanted.perspective,
        "draws": wanted.draws,
        "seed": wanted.seed,
        "qaly_value_eur": candidates.asked.pack.qaly_values_eur[0],
        "price_year": candidates.asked.pack.price_year,
    }


def _chosen(
    candidates: Candidates, problem: Problem, chosen: Members, progress: Progress | None
) -> dict[str, object]:
    """The choice: as the pairs give it, as the whole run gives it, and what the limits leave."""
    some = np.zeros((1, len(candidates.measures)), dtype=bool)
    some[0, list(chosen)] = True
    by_pairs = {name: float(candidates.quantity(k).of(some)[0]) for k, name in enumerate(QUANTITIES)}
    whole = _in_full(candidates, chosen, progress)
    full = {name: float(whole.quantities[:, k].mean()) for k, name in enumerate(QUANTITIES)}
    limits = [
        {
            "name": limit.name,
            "most": limit.most,
            "taken": float(limit.quantity.of(some)[0]),
        }
        for limit in problem.limits
    ]
    for place, budget in enumerate(candidates.wanted.budgets):
        taken = float(whole.spent[:, place].mean())
        limits[place] |= {"taken_in_full": taken, "kept_in_full": taken <= budget.most_eur * (1 + 1e-9)}
    return {
        "measures": [candidates.measures[place].id for place in chosen],
        "without_health": candidates.without_health(chosen),
        "by_pairs": by_pairs,
        "in_full": full,
        "estimates": {
            name: value(whole.quantities[:, k], candidates.many) for k, name in enumerate(QUANTITIES)
        },
        "difference": {name: full[name] - by_pairs[name] for name in QUANTITIES},
        "limits": limits,
        "stability": _stability(candidates, problem, chosen),
    }


def _in_full(candidates: Candidates, chosen: Members, progress: Progress | None) -> Worth:
    """The whole model for the choice, with draws if asked; nothing chosen is worth exactly nothing."""
    if not chosen:
        return Worth(np.zeros((1, len(QUANTITIES))), np.zeros((1, len(candidates.wanted.budgets))))
    task, first = package_task(candidates.asked)
    draws = candidates.wanted.draws
    task = replace(
        task,
        count=draws,
        last=max(draws, 1),
        coalitions=(chosen,),
        engine=candidates.asked.engine if draws else "numpy",
    )
    found = run_draws(task, progress, candidates.asked.settings.width)
    (view,) = combination_views(task, found, first, choose(task.pack, candidates.wanted.perspective))
    return _worth(view, candidates.wanted.budgets)


def _stability(candidates: Candidates, problem: Problem, chosen: Members) -> dict[str, object] | None:
    """In which share of the draws the best choice is this one, and each measure is in it."""
    if not candidates.many:
        return None
    column = GOALS[candidates.wanted.goal]
    found = [
        best(replace(problem, goal=candidates.quantity(column, draw)))
        for draw in range(candidates.wanted.draws)
    ]
    count = len(found)
    return {
        "same_choice": sum(one == chosen for one in found) / count,
        "chosen": {
            candidates.measures[place].id: sum(place in (one or ()) for one in found) / count
            for place in candidates.open
        },
    }


def _ranked(candidates: Candidates, chosen: Members | None) -> list[dict[str, object]]:
    """One row per measure by net value, the largest first, with the interval of its rank.

    Those that cannot be compared have no rank and come last, in order of id.
    """
    weighed = candidates.weighed
    rest = [place for place in range(len(candidates.measures)) if place not in weighed]
    ranks: dict[int, NDArray[np.int64]] = {}
    if weighed:
        balances = np.stack([candidates.draws(place, BALANCE) for place in weighed])
        by_draw = 1 + np.argsort(np.argsort(-balances, axis=0, kind="stable"), axis=0, kind="stable")
        order = np.argsort(-balances.mean(axis=1), kind="stable")
        ranks = {weighed[row]: by_draw[row] for row in order}
    return [_row(candidates, place, place in (chosen or ()), ranks.get(place)) for place in [*ranks, *rest]]


def _row(
    candidates: Candidates, place: int, taken: bool, ranks: NDArray[np.int64] | None
) -> dict[str, object]:
    measure, many = candidates.measures[place], candidates.many
    gains = candidates.known[place]["gains"]
    found: dict[str, Value] = {
        name: value(candidates.draws(place, column), many) for column, name in enumerate(QUANTITIES)
    }
    balance = candidates.draws(place, BALANCE)
    haly = float(candidates.draws(place, HALY).mean())
    lowest = float(candidates.draws(place, LOWEST).mean())
    rank = None
    if many and ranks is not None:
        rank = [int(limit) for limit in np.quantile(ranks, [LOW, HIGH], method="inverted_cdf")]
    return {
        "id": measure.id,
        "title": measure.title.model_dump(),
        "chosen": taken,
        "counted": candidates.known[place],
        "weighed": ranks is not None,
        **found,
        "chance_of_net_benefit": float(np.mean(balance > 0)) if gains and many else None,
        "share_lowest_group": lowest / haly if haly > 0 else None,
        "certainty": CERTAINTIES[_certainty(measure)] if measure.effects else None,
        "leap_of_faith": any(effect.evidence.leap_of_faith for effect in measure.effects),
        "review_by": None if measure.review_by is None else measure.review_by.isoformat(),
        "rank": rank,
    }


def _frontier(candidates: Candidates, problem: Problem) -> list[dict[str, object]]:
    """The best choice at other sizes of the first budget: gain and gap against cost."""
    if not candidates.wanted.budgets:
        return []
    spending = candidates.spending(0)
    name = budget_name(0, candidates.wanted.budgets[0])
    open_to_choice = list(candidates.open)
    everything = np.zeros((1, len(candidates.measures)), dtype=bool)
    everything[0, open_to_choice] = True
    top = max(float(np.maximum(spending.alone[open_to_choice], 0.0).sum()), float(spending.of(everything)[0]))
    levels = [top * step / LEVELS for step in range(LEVELS + 1)]
    rows = []
    for level, chosen in zip(levels, frontier(problem, name, levels), strict=True):
        some = np.zeros((1, len(candidates.measures)), dtype=bool)
        some[0, list(chosen or ())] = True
        rows.append(
            {
                "most_eur": level,
                "feasible": chosen is not None,
                "measures": [candidates.measures[place].id for place in chosen or ()],
                "spent_eur": float(spending.of(some)[0]),
                **{key: float(candidates.quantity(k).of(some)[0]) for k, key in enumerate(QUANTITIES)},
            }
        )
    return rows
