"""A small plan to follow, as text and as values, for tests that change one thing of it."""

from __future__ import annotations

from pathlib import Path

from hiap.catalogue.follow_plans import read_follow_plan
from hiap.domain.follow_plan import FollowPlan

PLAN = (Path(__file__).parent / "follow_small.yaml").read_text(encoding="utf-8")
HEADS = "indicator,place,group,year,value,numerator,denominator,standard_deviation,n"


def plan_of(folder: Path, text: str = PLAN) -> str:
    """Write a plan and give its path."""
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def read(folder: Path, text: str = PLAN) -> FollowPlan:
    """The plan as values."""
    return read_follow_plan(plan_of(folder, text))[0]


def table_of(folder: Path, *rows: str, heads: str = HEADS) -> str:
    """Write a table of what was measured and give its path."""
    path = folder / "data.csv"
    path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    return str(path)
