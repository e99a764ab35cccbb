"""How large a change may be: points times the share of people times what a point is worth (12.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hiap.catalogue.folder import Folder
from hiap.catalogue.sensitivity import Sensitivity, Worth
from hiap.domain.parts import Quantity
from hiap.domain.register import Who
from hiap.domain.screening import Reached, SizeClass

YEARS = 40
PER = 100_000.0
PERCENT = 100.0
PER_THOUSAND = 1000.0
Status = Literal["quantified", "beyond", "no_points", "not_at_age", "not_modelled", "no_table", "run_model"]
"""Whether there is a number, and if not why: more points than the table allows; no points given; ages at
which the pack has no effect (what stays with people later is not in the table); a determinant that the pack
does not model; a pack without the table; a change that only a run of the model can follow."""
Bounds = tuple[float, float, float]
"""The central number, the lowest and the highest."""
ALL: Bounds = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Size:
    """HALYs over 40 years of one change, and what one point of it would be worth; negative is a loss.

    `per_group` are HALYs over 40 years per 1,000 persons of each socio-economic group, reached or not.
    """

    status: Status
    points: Bounds | None
    share: Bounds
    persons: float | None
    per_point: float | None
    haly: Bounds | None
    per_group: Mapping[str, float] | None
    allowed: float | None


class Table:
    """The table of a pack with its persons by age, to weigh bands that are touched in part."""

    def __init__(self, folder: Folder, table: Sensitivity | None, groups: Sequence[str]) -> None:
        self.table = table
        self.groups = tuple(groups)
        self.persons = {
            (row["sex"], int(row["age"])): float(row["value"]) for row in folder.rows("population")
        }
        self.last_age = max(age for _, age in self.persons)

    def size(self, touch: Reached, risk_factor: str | None, *, moving: bool = False) -> Size:
        """The size of one change; `moving` is one that only the model follows, as people reached by year."""
        share = _bounds(touch.share) or ALL
        points = _bounds(touch.points)
        if self.table is None and risk_factor is not None:
            return Size("no_table", points, share, None, None, None, None, None)
        rows = self._rows(touch, risk_factor)
        if not rows:
            status: Status = "run_model" if moving else "not_modelled"
            return Size(status, points, share, None, None, None, None, None)
        weights = [self._weight(row, touch.who) for row in rows]
        persons = share[0] * sum(row.persons * part for row, part in zip(rows, weights, strict=True))
        sign = -1.0 if touch.direction == "worse" else 1.0
        worth = [
            sign * sum(getattr(row, name) * part for row, part in zip(rows, weights, strict=True))
            for name in ("value", "low", "high")
        ]
        per_point, allowed = share[0] * worth[0], _allowed(rows, weights, touch)
        why_not = _why_not(moving, per_point, points, allowed)
        if why_not or points is None:
            return Size(why_not or "no_points", points, share, persons, per_point, None, None, allowed)
        low, high = _range(worth, points, share)
        haly = (points[0] * per_point, low, high)
        per_group = self._per_group(rows, weights, sign * points[0] * share[0])
        return Size("quantified", points, share, persons, per_point, haly, per_group, allowed)

    def level(self, touch: Reached, risk_factor: str) -> float | None:
        """The share at the level that people leave, over the people concerned; None without a table."""
        rows = self._rows(touch, risk_factor)
        weights = [row.persons * self._weight(row, touch.who) for row in rows]
        total = sum(weights)
        if not total:
            return None
        return sum(row.level * weight for row, weight in zip(rows, weights, strict=True)) / total

    def _rows(self, touch: Reached, risk_factor: str | None) -> list[Worth]:
        """The rows of a risk factor for the level that people go to, else the next better one."""
        found = list(self.table.rows.get(risk_factor or "", ())) if self.table else []
        target = touch.level_to or (found[0].level_to if found else "")
        return [row for row in found if row.level_to == target]

    def _weight(self, row: Worth, who: Who) -> float:
        """The part of the persons of a row who are concerned, by single ages."""
        if who.sex not in ("all", row.sex) or (who.ses and row.ses not in who.ses):
            return 0.0
        first, last = row.ages[0], self.last_age if row.ages[1] is None else row.ages[1]
        ages = range(first, last + 1)
        inside = sum(self.persons[(row.sex, age)] for age in ages if who.age[0] <= age <= who.age[1])
        return inside / sum(self.persons[(row.sex, age)] for age in ages)

    def _per_group(self, rows: Sequence[Worth], weights: Sequence[float], amount: float) -> dict[str, float]:
        found = {}
        for group in self.groups:
            own = [(row, part) for row, part in zip(rows, weights, strict=True) if row.ses == group]
            persons = sum(row.persons for row, _ in own)
            gain = amount * sum(row.value * part for row, part in own)
            found[group] = PER_THOUSAND * gain / persons if persons else 0.0
        return found


def _why_not(moving: bool, per_point: float, points: Bounds | None, allowed: float) -> Status | None:
    """Why there is no number; None where there is one."""
    if moving:
        return "run_model"
    if per_point == 0.0:
        return "not_at_age"
    if points is None:
        return "no_points"
    return "beyond" if points[0] > allowed else None


def _bounds(quantity: Quantity | None) -> Bounds | None:
    if quantity is None:
        return None
    low, high = quantity.low, quantity.high
    return (
        quantity.value,
        quantity.value if low is None else low,
        quantity.value if high is None else high,
    )


def _range(worth: Sequence[float], points: Bounds, share: Bounds) -> tuple[float, float]:
    """The lowest and the highest product of the three: wider than an interval of 95 %, on purpose."""
    ends = [w * p * s for w in worth[1:] for p in points[1:] for s in share[1:]]
    return min(ends), max(ends)


def _allowed(rows: Sequence[Worth], weights: Sequence[float], touch: Reached) -> float:
    """Points up to which the table holds: those of the factor, and no more than there are to take off."""
    if touch.direction == "worse":
        return float(min(row.worse_to for row in rows))
    most = float(min(row.better_to for row in rows))
    if not rows[0].level_from:
        return most
    total = sum(row.persons * part for row, part in zip(rows, weights, strict=True))
    there = sum(row.persons * part * row.level for row, part in zip(rows, weights, strict=True))
    return min(most, PERCENT * there / total) if total else 0.0


def class_of(haly: float, persons: float | None, sizes: Sequence[SizeClass]) -> str:
    """The largest class that HALYs over 40 years reach, for the country or per 100,000 reached."""
    a_year = abs(haly) / YEARS
    found = sizes[0].id
    for size in sizes:
        reached = bool(persons) and a_year / float(persons or 1.0) * PER >= size.haly_per_year_per_100000
        if a_year >= size.haly_per_year or (reached and a_year > 0.0):
            found = size.id
    return found
