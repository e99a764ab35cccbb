"""A plan of one share in two places and a reference, and its table, written for a test."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

SAY = {"nl": "w", "en": "w"}


def target(**fields: Any) -> dict[str, Any]:
    plain = {"id": "aim", "indicator": "share", "baseline_year": 2020, "year": 2030, "judge_from": 2022}
    return {**plain, "judge_because": SAY, "source": "s", **fields}


def plan(folder: Path, *targets: dict[str, Any], **fields: Any) -> str:
    """A plan of one share in two places and a reference; lower is better, no swing."""
    indicator: dict[str, Any] = {
        "id": "share",
        "title": SAY,
        "definition": SAY,
        "about": "outcome",
        "kind": "proportion",
    }
    indicator |= {"unit": {"nl": "%", "en": "%"}, "better": "lower", "swing": 0.0, "swing_because": SAY}
    whole = {
        "schema": "hiap-follow/1",
        "id": "small",
        "title": SAY,
        "summary": SAY,
        "kind": "area",
        "figures": "invented",
        "years": [2020, 2030],
        "reported_on": "2026-06-01",
        "indicators": [{**indicator, "source": "s", **fields.pop("indicator", {})}],
        "places": [{"id": one, "title": one, "level": "district"} for one in ("north", "south", "land")],
        "reference": "land",
        "targets": list(targets),
        "sources": {"s": {"authors": "a", "year": 2026, "title": "t", "read": True, "where": "here"}},
        **fields,
    }
    path = folder / "plan.yaml"
    text = re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", json.dumps(whole, indent=1))
    path.write_text(text, encoding="utf-8")
    return str(path)


def data(folder: Path, *rows: tuple[str, int, int, int]) -> str:
    path = folder / "data.csv"
    lines = [f"share,{place},{year},{count},{people}" for place, year, count, people in rows]
    path.write_text("\n".join(["indicator,place,year,numerator,denominator", *lines]), encoding="utf-8")
    return str(path)
