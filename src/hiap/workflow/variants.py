"""Variants: the same scenarios under other assumptions of the pack, one table beside the base case (9.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hiap.domain.pack import Pack, Variant
from hiap.economics.ledger import Perspective
from hiap.workflow.block import Differences, Task
from hiap.workflow.result import SHOWN, Views, views_of

Compute = Callable[[Task], Differences]


def variant_rows(
    task: Task,
    found: Differences,
    names: Sequence[str],
    perspective: Perspective,
    frame: tuple[int, int],
    compute: Compute,
) -> dict[str, object]:
    """The main numbers of every scenario under each variant; computed again only where the model changes.

    `frame` is the first year and the number of years shown.
    """
    rows: dict[str, object] = {}
    for name in names:
        variant = task.pack.variants[name]
        pack = with_credit(task.pack, variant)
        same = pack is task.pack and variant.care_in_added_years
        own = replace(task, pack=pack, care_in_added_years=variant.care_in_added_years)
        view = replace(perspective, discounting=variant.discounting or perspective.discounting)
        views = views_of(own, found if same else compute(own), *frame, view)
        rows[name] = {"title": dict(variant.title), "scenarios": _numbers(views)}
    return rows


def _numbers(views: Views) -> Mapping[str, object]:
    """The numbers that variants are compared by."""
    return {name: {key: show(view) for key, show in SHOWN.items()} for name, view in views.items()}


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
