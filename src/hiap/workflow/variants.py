"""Variants: the same scenarios under other assumptions of the pack, one table beside the base case (9.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hiap.domain.pack import Pack, Variant
from hiap.workflow.computed import Computed
from hiap.workflow.result import SHOWN
from hiap.workflow.views import Views, views_of


def variant_rows(done: Computed, asked: Iterable[str]) -> dict[str, object]:
    """The main numbers of every scenario under each variant; computed again only where the model changes."""
    task = done.task
    rows: dict[str, object] = {}
    for name in sorted(set(asked)):
        variant = task.pack.variants[name]
        pack = with_work(with_credit(task.pack, variant), variant)
        own = replace(
            task,
            pack=pack,
            care_in_added_years=variant.care_in_added_years,
            care_grows=variant.care_grows,
            variant=name,
        )
        discounting = variant.discounting or done.perspective.discounting
        view = replace(done.perspective, discounting=discounting)
        views = views_of(
            own, done.compute(own) if variant.is_computed_again else done.found, *done.frame, view
        )
        rows[name] = {"title": dict(variant.title), "scenarios": _numbers(views)}
    return rows


def _numbers(views: Views) -> Mapping[str, object]:
    """The numbers that variants are compared by."""
    return {name: {key: show(view) for key, show in SHOWN.items()} for name, view in views.items()}


def with_work(pack: Pack, variant: Variant) -> Pack:
    """The pack with another method of valuing lost work, if the variant has one; itself if not."""
    if variant.work is None or pack.work is None:
        return pack
    return replace(pack, work=replace(pack.work, method=variant.work))


def with_credit(pack: Pack, variant: Variant) -> Pack:
    """The pack with one causal credit for all associations, if the variant has one; itself if not."""
    if variant.causal_credit is None:
        return pack
    value = variant.causal_credit
    credit = {
        name: replace(estimate, value=value, low=value, high=value)
        for name, estimate in pack.causal_credit.items()
    }
    return replace(pack, causal_credit=credit)
