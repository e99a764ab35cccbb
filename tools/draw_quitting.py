"""Draws docs/images/all-smokers-quit.svg: care cost if all smokers quit, with and without added years."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hiap.reports.charts import BLUE, CONFIG, ORANGE, SCHEMA
from hiap.reports.renderer import draw
from hiap.workflow.computed import compute, from_measures
from hiap.workflow.settings import Settings

ROOT = Path(__file__).parents[1]
MEASURE = ROOT / "examples" / "all-smokers-quit.yaml"
PICTURE = ROOT / "docs" / "images" / "all-smokers-quit.svg"
FIRST_YEAR, YEARS = 2027, 60
WITH, WITHOUT = "with care in the years gained", "without care in the years gained"
MILLION = 1e6


def rows() -> list[dict[str, object]]:
    """Change in care cost by year, in millions of euros, for both ways of counting."""
    done = compute(from_measures([str(MEASURE)], Settings()))
    other = done.compute(replace(done.task, care_in_added_years=False, variant="without-added-years-costs"))
    first = FIRST_YEAR - done.task.pack.base_year
    return [
        {"year": FIRST_YEAR + t, "care": float(found.care[0, 1, first + t]) / MILLION, "counted": counted}
        for counted, found in ((WITH, done.found), (WITHOUT, other))
        for t in range(YEARS)
    ]


def picture() -> str:
    """The chart as SVG."""
    axis = {"format": "d", "labelAngle": 0, "tickCount": 8}
    years = {"field": "year", "type": "quantitative", "title": None, "axis": axis, "scale": {"zero": False}}
    spec = {
        "$schema": SCHEMA,
        "config": {**CONFIG, "background": "white"},
        "width": 620,
        "height": 300,
        "data": {"values": rows()},
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {
            "x": years,
            "y": {"field": "care", "type": "quantitative", "title": "care cost, million euros a year more"},
            "color": {
                "field": "counted",
                "type": "nominal",
                "title": None,
                "scale": {"domain": [WITH, WITHOUT], "range": [ORANGE, BLUE]},
                "legend": {"orient": "top", "labelLimit": 0, "columns": 1},
            },
        },
    }
    return draw([spec], "en-US")[0]


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
