"""What a followed series says of an effect, as a measure that the next appraisal reads (14.4)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from hiap.catalogue.nearest import cure_for
from hiap.domain.errors import Fault, InputError
from hiap.domain.follow_plan import Promise as Promised
from hiap.domain.grading import CERTAINTIES
from hiap.domain.parts import Evidence, Source, Text
from hiap.monitoring.realised import Realised, Share
from hiap.monitoring.tested import passed_promise
from hiap.workflow.follow_assumptions import design_named, highest_certainty
from hiap.workflow.follow_promises import FOUND, Laid, effects_of, laid_promises
from hiap.workflow.follow_read import Programme, ReadRun, read_programme
from hiap.workflow.realised import renewed_measure

DESIGN = "promise"
OPTION = "--evidence-out"


def evidence_entry(
    plan: str, data: str | None, read_run: ReadRun, promise: str | None = None
) -> dict[str, Any]:
    """The measure of the run that promised something, with its effect as it is by now and a claim on it.

    The effect is that of promise and series together, the claim that of the series alone. What remains of
    the measure is as it was in the run.

    Parameters
    ----------
    plan, data, read_run : as `follow`.
    promise : id of the promise, where the plan has several that name a run and effects.

    Raises
    ------
    InputError : as `follow`; no such promise, nothing measured yet, or invented figures.
    """
    read = read_programme(plan, data)
    chosen = _chosen(read, promise)
    laid = next(one for one in laid_promises(read, read_run) if one.said.id == chosen.id)
    at = ("promises", read.plan.promises.index(chosen))
    if laid.why != FOUND or laid.realised is None or laid.result is None:
        problem = f"{chosen.id}: nothing can be said of the effect yet ({laid.why})"
        raise InputError([read.document.fault(at, problem, "wait for measurements, or give --data")])
    return _entry(read, laid, laid.realised)


def _chosen(read: Programme, promise: str | None) -> Promised:
    """The promise that evidence is asked of."""
    if read.plan.figures == "invented":
        problem = "the figures are invented: nothing of them is evidence"
        raise InputError([read.document.fault(("figures",), problem, f"leave {OPTION} out")])
    known = {one.id: one for one in read.plan.promises if one.run and one.effects}
    if promise is not None and promise not in known:
        problem = f"no promise {promise} with a run and effects"
        raise InputError([Fault("--promise", None, problem, cure_for(promise, known))])
    if promise is None and len(known) != 1:
        cure = f"choose one with --promise: {', '.join(known)}" if known else "add run and effects to one"
        problem = f"{len(known)} promises name a run and effects, one needed"
        raise InputError([read.document.fault(("promises",), problem, cure)])
    return known[promise] if promise is not None else next(iter(known.values()))


def _entry(read: Programme, laid: Laid, realised: Realised) -> dict[str, Any]:
    assert laid.result is not None
    said, key = laid.said, f"follow-{_measured_years(laid)[-1]}"
    evidence = _evidence(read, laid, realised)
    document = renewed_measure(
        laid.result,
        said.scenario,
        said.effects,
        realised,
        key=key,
        source=_source(read, laid),
        evidence=evidence,
    )
    document["claims"] = [*document.get("claims", []), _claim(read, laid, realised, key, evidence)]
    return document


def _measured_years(laid: Laid) -> list[int]:
    assert laid.series is not None
    return [int(year) for year in laid.years[np.isfinite(laid.series.values)]]


def _about(read: Programme, said: Promised) -> tuple[Text, str]:
    """The indicator in words, and the place with its group."""
    title = read.series_of(said.indicator).indicator.title
    place = next(one.title for one in read.plan.places if one.id == said.place)
    group = next((one.title.en for one in read.plan.groups if one.id == said.group), "everybody")
    return title, f"{place}, {group}"


def _source(read: Programme, laid: Laid) -> Source:
    title, where = _about(read, laid.said)
    years = _measured_years(laid)
    return Source(
        authors=read.plan.accounts.programme if read.plan.accounts else read.plan.title.en,
        year=read.plan.reported_on.year,
        title=f"{read.plan.title.en}: {title.en} in {where}, {years[0]}-{years[-1]}, as followed by hiap",
        read=True,
        where=_file(read),
    )


def _file(read: Programme) -> str:
    """The name of the file of values, without the folders of this machine."""
    return Path(read.file).name if read.file else "baseline photo of the plan"


def _evidence(read: Programme, laid: Laid, realised: Realised) -> Evidence:
    """The lower of the certainty of the effect in the run and of what this way of evaluating can reach."""
    assert laid.result is not None
    most = highest_certainty(design_named(DESIGN), passed_promise(realised.surprise))
    before = [effect["evidence"] for effect in effects_of(laid.result, laid.said)]
    lowest = min([most, *(one["certainty"] for one in before)], key=CERTAINTIES.index)
    told = Text(
        nl="Belofte van het model naast een reeks: niet zekerder dan het effect al was, en dan dit kan zijn.",
        en="Promise of the model beside a series: no surer than the effect was, and than this can be.",
    )
    return Evidence(
        floor="modelled",
        certainty=lowest,
        certainty_reason=told,
        graded_by="hiap follow, by designs.yaml",
        graded_on=read.plan.reported_on,
        leap_of_faith=any(one["leap_of_faith"] for one in before),
    )


def _claim(read: Programme, laid: Laid, realised: Realised, key: str, evidence: Evidence) -> dict[str, Any]:
    """What the series alone found in its last year, with the values that it rests on."""
    assert laid.series is not None
    title, where = _about(read, laid.said)
    years, indicator = _measured_years(laid), read.series_of(laid.said.indicator).indicator
    promised = float(laid.promise.mean[laid.years == years[-1]][0])
    value, low, high = _scaled(realised.series_alone, promised)
    values = laid.series.values[np.isfinite(laid.series.values)]
    quote = "; ".join(f"{year}: {value:+.4g}" for year, value in zip(years, values.tolist(), strict=True))
    return {
        "id": key,
        "outcome": title.model_dump(),
        "direction": _direction(low, high, lower_is_better=indicator.better == "lower"),
        "metric": "difference",
        "value": value,
        "low": low,
        "high": high,
        "unit": f"{indicator.unit.en}, in {years[-1]}",
        "population": where,
        "comparison": f"the level of {laid.said.base_year}"
        + (" with the change of the reference place" if laid.said.without == "reference" else ""),
        "design": design_named(DESIGN).claim_design,
        "follow_up": f"{years[0]} to {years[-1]}",
        "setting": read.plan.title.en,
        "source": key,
        "found": {"where": _file(read), "quote": f"less what would have been: {quote}"},
        "grade": "C",
        "evidence": evidence.model_dump(mode="json", exclude_none=True),
    }


def _scaled(share: Share, promised: float) -> tuple[float, float, float]:
    low, high = sorted((share.low * promised, share.high * promised))
    return share.value * promised, low, high


def _direction(low: float, high: float, *, lower_is_better: bool) -> str:
    """Gain or harm where the whole interval says so, else unclear: nothing seen is not nothing."""
    if low <= 0.0 <= high:
        return "unclear"
    return "gain" if (high < 0.0) == lower_is_better else "harm"
