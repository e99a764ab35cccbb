"""What is left of a health gain when all that needs an unverified number is left out (9.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hiap.domain.measure import PACKAGE, Effect, Measure
from hiap.domain.pack import Disease, Pack
from hiap.workflow.block import Task, run_block
from hiap.workflow.evidence import unverified_inputs


@dataclass(frozen=True)
class Remainder:
    """HALYs that a scenario gains, and those left without unverified numbers; both without draws."""

    gain: float
    left: float

    @property
    def unverified_share(self) -> float:
        """Part of the gain that is gone, between 0 and 1; 0 where there is no gain or loss.

        >>> Remainder(gain=200.0, left=50.0).unverified_share
        0.75
        """
        return min(max(1.0 - self.left / self.gain, 0.0), 1.0) if self.gain else 0.0


def remainders(task: Task) -> Mapping[str, Remainder]:
    """Give the remainder of every scenario of a task, by id; nothing where no effect is left at all."""
    ids = [measure.id for measure in task.measures] + [PACKAGE]
    kept = tuple(with_verified_effects(task.pack, measure) for measure in task.measures)
    if not any(measure.effects for measure in kept):
        return {}
    gain = _gains(replace(task, count=0, first=0, last=1))
    bare = replace(task, pack=without_assumptions(task.pack), measures=kept, count=0, first=0, last=1)
    return {name: Remainder(*pair) for name, *pair in zip(ids, gain, _gains(bare), strict=False)}


def _gains(task: Task) -> list[float]:
    """HALYs gained in every scenario but the reference, without draws."""
    found = run_block(task).haly[0].sum(axis=(-2, -1))
    return [float(gain) for gain in found[1:]]


def with_verified_effects(pack: Pack, measure: Measure) -> Measure:
    """The measure with only those effects whose every number was read, derived or chosen."""
    doubtful = set(unverified_inputs(measure))
    if any(path.split("/")[0] in ("target", "reach") for path in doubtful):
        return measure.model_copy(update={"effects": []})
    return measure.model_copy(
        update={"effects": [effect for effect in measure.effects if _verified(pack, effect, doubtful)]}
    )


def _verified(pack: Pack, effect: Effect, doubtful: set[str]) -> bool:
    """Whether neither the numbers of an effect nor what it acts on are unverified."""
    own = {path for path, _ in effect.factors}
    own |= {f"effects/{effect.id}/{part}" for part in ("transfer", "decay")}
    factors = {factor.id for factor in pack.risk_factors if factor.grade == "R"}
    diseases = {disease.id for disease in pack.diseases if _doubtful(disease)}
    return not own & doubtful and effect.risk_factor not in factors and effect.disease not in diseases


def _doubtful(disease: Disease) -> bool:
    return "R" in (disease.level_grade, disease.excess_grade)


def without_assumptions(pack: Pack) -> Pack:
    """The pack without relations that need an unverified number; unverified disability weights are 0.

    A relation needs the exposure of its risk factor, its relative risk, its lag, and the level and course of
    its disease. What all scenarios share (population, mortality, trends) stays.
    """
    factors = {factor.id for factor in pack.risk_factors if factor.grade == "R"}
    diseases = {disease.id for disease in pack.diseases if _doubtful(disease)}
    lags = {(lag.risk_factor, lag.disease) for lag in pack.lags if lag.grade == "R"}
    return replace(
        pack,
        relative_risks=tuple(
            risk
            for risk in pack.relative_risks
            if risk.grade != "R"
            and risk.risk_factor not in factors
            and risk.outcome not in diseases
            and (risk.risk_factor, risk.outcome) not in lags
        ),
        disease_effects=tuple(
            effect
            for effect in pack.disease_effects
            if effect.grade != "R" and not {effect.disease, effect.outcome} & diseases
        ),
        diseases=tuple(_weightless(disease) for disease in pack.diseases),
    )


def _weightless(disease: Disease) -> Disease:
    """The disease with a weight of 0 if its weight is unverified: only life years are left of it."""
    if not disease.weight.unverified:
        return disease
    return replace(disease, weight=replace(disease.weight, value=0.0, low=0.0, high=0.0))
