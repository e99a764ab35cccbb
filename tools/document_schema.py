"""Writes the pages of the schemas in docs; run `python tools/document_schema.py`."""

from __future__ import annotations

import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from hiap.domain.agreement import Agreement
from hiap.domain.evaluation import EvidenceRules
from hiap.domain.follow_plan import FollowPlan, FollowRules
from hiap.domain.measure import Measure
from hiap.domain.plan import Portfolio, Programme
from hiap.domain.register import UnquantifiedMeasure
from hiap.domain.screening import Screening, ScreeningRules

DOCS = Path(__file__).resolve().parents[1] / "docs"
HEAD = """# A measure as a document

Made by `tools/document_schema.py` from `src/hiap/domain/measure.py`: change the descriptions there.
How to add a measure: [CONTRIBUTING.md](../CONTRIBUTING.md).
A small example: [my-measure.yaml](../examples/my-measure.yaml).

A measure is one YAML file. A field that is not in these tables is refused; so is a number without a source.
Shares lie between 0 and 1. Amounts are in euros of the year that stands beside them.
"""
AGREEMENT_HEAD = """# The fields of an agreement

Made by `tools/document_schema.py` from `src/hiap/domain/agreement.py`: change the descriptions there.
What an agreement is, with a small example of each kind of term: [agreement.md](agreement.md).

An agreement is one YAML file. A field that is not in these tables is refused. There is no field for what a
party gains: that follows from the measures. Amounts are in euros of the price year of the pack.
"""
PLAN_HEAD = """# The fields of a programme and of a portfolio

Made by `tools/document_schema.py` from `src/hiap/domain/plan.py`: change the descriptions there.
What they are for: [packages.md](packages.md). Examples: [programme](../examples/programme-people-first.yaml),
[portfolio](../examples/portfolio-municipal-budget.yaml). A field that is not in these tables is refused.
"""
RULES_HEAD = """# Rules on fitting evidence

Made by `tools/document_schema.py` from `src/hiap/domain/evaluation.py`: change the descriptions there.
What they are used for: [method 11.3](method.md#11-evidence). Ours:
[evidence_rules.yaml](../src/hiap/data/catalogue/evidence_rules.yaml), an own convention.

A YAML file with these fields takes the place of ours: `hiap evidence ID --rules FILE`. So the categories of a
guideline can be loaded when they are published. A kind of evidence fits when every attribute in `when` has
one of the values; an attribute that is not known makes it `perhaps`.
"""
SCREENING_HEAD = """# The fields of a screening

Made by `tools/document_schema.py` from `src/hiap/domain/screening.py`: change the descriptions there.
What a screening is and what comes out of it: [screening.md](screening.md).
Examples: [alcohol](../examples/screening-alcohol-excise.yaml),
[insulation](../examples/screening-insulation.yaml), [homes](../examples/screening-airport-homes.yaml),
[nothing](../examples/screening-archive-law.yaml).

A screening is one YAML file. A field that is not in these tables is refused; so is a number without a source.
The tables from `ScreeningRules` on are those of the conventions, `src/hiap/data/catalogue/screening.yaml`.
"""
FOLLOW_HEAD = """# The fields of a programme that is followed

Made by `tools/document_schema.py` from `follow_plan.py`, `commitment.py` and `story.py` of `src/hiap/domain`.
Change the descriptions there. What a plan is, how the data look and what comes out: [follow](follow.md).
Examples: [a city](../examples/follow/city-south.yaml), [a region](../examples/follow/region-youth.yaml),
[a rural area](../examples/follow/rural.yaml), [play streets](../examples/follow/play-streets.yaml) (all
invented), [work with support](../examples/follow/paid-work.yaml) (invented, beside a real run), and
[the national note](../examples/follow/national-note.yaml) with its published figures.

A plan is one YAML file. A field that is not in these tables is refused. There is no field for how a goal
stands: that follows from what is measured. The table of `FollowRules` is that of the conventions,
`src/hiap/data/catalogue/follow.yaml`.
"""
PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false", type(None): "nothing"}


def pages() -> dict[str, str]:
    """The whole pages by name."""
    return {
        "measure.md": _page(HEAD, Measure, UnquantifiedMeasure),
        "agreement-fields.md": _page(AGREEMENT_HEAD, Agreement),
        "package-fields.md": _page(PLAN_HEAD, Programme, Portfolio),
        "evidence-rules.md": _page(RULES_HEAD, EvidenceRules),
        "follow-fields.md": _page(FOLLOW_HEAD, FollowPlan, FollowRules),
        "screening-fields.md": _page(SCREENING_HEAD, Screening, ScreeningRules),
    }


def _page(head: str, *schemas: type[BaseModel]) -> str:
    found: list[type[BaseModel]] = []
    for schema in schemas:
        _models(schema, found)
    sections = [_section(model) for model in found]
    return head + "\n" + "\n".join(sections)


def _models(model: type[BaseModel], found: list[type[BaseModel]]) -> list[type[BaseModel]]:
    found.append(model)
    for field in model.model_fields.values():
        for part in _parts(field.annotation):
            if part not in found:
                _models(part, found)
    return found


def _parts(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)


def _section(model: type[BaseModel]) -> str:
    doc = (model.__doc__ or "").strip().splitlines()[0]
    lines = [f"## {model.__name__}", "", doc, "", "| field | holds | needed | meaning |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        needed = "yes" if field.is_required() else "no"
        meaning = (field.description or "").replace("|", "\\|")
        lines.append(f"| `{field.alias or name}` | {_kind(field.annotation)} | {needed} | {meaning} |")
    return "\n".join([*lines, ""])


def _kind(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(arguments[0])
    if origin is Literal:
        return " / ".join(f"`{value}`" for value in arguments)
    if origin in (Union, types.UnionType):
        return " or ".join(_kind(part) for part in arguments if part is not type(None))
    if origin is dict:
        return f"name -> {_kind(arguments[1])}"
    if origin is tuple and arguments[-1] is Ellipsis:
        return f"list of {_kind(arguments[0])}"
    if origin is tuple:
        return "[" + ", ".join(_kind(part) for part in arguments) + "]"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return PLAIN.get(annotation, str(getattr(annotation, "__name__", annotation)))


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
