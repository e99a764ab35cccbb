"""No number of a country stands in Python: what comes from a source belongs in the pack, with its grade.

Every numeric literal in the rooms that compute is read. Free are 0, 1, 2, 0.5 and -1, places on an axis of
an array, and tolerances under 1e-5. Any other number stands below with its file and the reason why it is no
data.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from syntax import parsed

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "hiap"
ROOMS = (
    *("domain", "equations", "uncertainty", "simulation", "consequences"),
    *("economics", "equity", "monitoring", "catalogue", "evidence", "workflow"),
)
FREE = (0, 1, 2, 0.5)
SMALLEST_LISTED = 1e-5
PLACES = 10
MODULES = sorted(path for room in ROOMS for path in (PACKAGE / room).glob("*.py"))

PADE = tuple(
    float(part)
    for j in range(2, 9)
    for part in Fraction(
        math.factorial(16 - j) * math.factorial(8),
        math.factorial(16) * math.factorial(j) * math.factorial(8 - j),
    ).as_integer_ratio()
    if part > 2
)
"""Numerators and denominators of (2k - j)! k!/((2k)! j! (k - j)!) for k = 8."""

# file: numbers and why they are no data of a country
ALLOWED: dict[str, dict[str, tuple[float, ...]]] = {
    "domain/agreement.py": {"most parties of a game (8.6)": (12,), "most draws": (10_000,)},
    "domain/errors.py": {"exit code of the command": (3,)},
    "domain/grading.py": {"where GRADE starts": (3,)},
    "domain/parts.py": {"years of publication, length of a name": (1500, 2100, 60)},
    "domain/plan.py": {"bounds of a document": (40, 1e12, 10_000)},
    "economics/contributions.py": {"exact up to, interval": (7, 0.95)},
    "economics/selection.py": {"exact up to, links of a pair, most conflicts": (15, 3, 8)},
    "domain/measure.py": {
        "years of a structural measure (1.2)": (40,),
    },
    "domain/register.py": {
        "oldest age, longest lag": (100, 40),
    },
    "domain/screening.py": {
        "ends of scales of others": (10,),
    },
    "domain/measure_rules.py": {
        "bounds beyond all sense": (1e12, 1e7, 1e4, 100, 10, 0.001),
        "years that people are followed after a measure (1.2)": (60,),
        "percent": (100,),
        "sizes of claims beyond belief": (0.01, 50.0),
    },
    "consequences/staff.py": {"a million": (1e6,)},
    "consequences/work.py": {"days a year": (365.25,)},
    "economics/budget.py": {"years and share of a structural amount (8.4), conventions": (5, 0.1)},
    "equations/exposure.py": {"quantiles of an exposure (3.2)": (20,)},
    "equations/groups.py": {
        "age at which the gradient starts to fade (2.3)": (45,),
        "rounds of Newton": (4,),
    },
    "equations/pooling.py": {
        "share within the limits, and the standard normal of their end": (0.95, 1.959963984540054),
        "t below which the limit of Student is looked for": (20.0,),
        "fewest studies to predict from (11.1), rounds of the solver": (3, 200),
    },
    "equations/risk.py": {"share of deaths too small to divide by (3.7)": (0.001,)},
    "equations/solving.py": {"rounds and tolerance of solvers": (60, 25, 1000)},
    "uncertainty/distributions.py": {"standard normal at 97.5 %": (1.959963984540054,)},
    "uncertainty/draws.py": {"bytes of a hash": (16,)},
    "simulation/cohort.py": {"limits of the solver (5.2)": (3, 40)},
    "simulation/compiled.py": {"outcomes that are counted": (6,), "outcomes of a year of a disease": (3,)},
    "simulation/dying.py": {"rounds and tolerance of a solver": (60, 1000)},
    "simulation/education.py": {"tolerance of a solver": (1000,)},
    "simulation/engine.py": {"draws from which compiling pays": (20,), "limits of β (2.3)": (0.1, 12)},
    "simulation/kernels.py": {
        "terms of the numerator that approaches e^x (Padé, order 8 over 8)": PADE,
        "odd numbers of a power series": (3, 5, 7, 9, 11, 13, 15),
        "ranges of the polynomials": (1.5, 2.25, 0.8),
    },
    "simulation/reading.py": {
        "factorials of power series": tuple(float(math.factorial(j)) for j in range(3, 12)),
        "parts in which the exponential is taken, and its range": (0.0625, 4),
    },
    "simulation/mortality.py": {
        "age at which the gradient starts to fade (2.3)": (45,),
        "limits of the solver (2.3)": (70, 140),
    },
    "simulation/peopling.py": {"who stays, rises and falls": (3,)},
    "simulation/plain.py": {"outcomes that are counted": (6,)},
    "simulation/risks.py": {"digits of a point and most points of a curve (3.2)": (1_000_000, 1_000)},
    "simulation/world.py": {"highest prevalence that can be drawn": (0.999,)},
    "economics/appraisal.py": {"ends of a 95 % interval": (0.025, 0.975), "number of axes": (3,)},
    "economics/chance.py": {"more people than there are (8.6)": (1e9,)},
    "economics/coalitions.py": {"a cent": (0.01,)},
    "economics/information.py": {
        "conventions of statistics (9.2)": (0.05, 3, 1.959963984540054),
        "ends of a 95 % interval": (0.025, 0.975),
        "how well an end must be known, from so many draws (9.2)": (0.1, 100),
    },
    "economics/ledger.py": {"number of axes": (4,)},
    "equity/welfare.py": {"largest power of e": (700,)},
    "equity/concentration.py": {"factors of the corrected indices (8.7)": (8, 0.25)},
    "monitoring/differences.py": {
        "fewest places and points, ways that are tried (14.6)": (3, 1999),
        "standard normal at 80 and 97.5 %, unlikely": (0.8414, 1.959963984540054, 0.975, 0.05),
        "pieces of a long table": (16,),
    },
    "monitoring/interrupted.py": {
        "fewest points, grid of links, rounds of a solver (14.5)": (8, 0.9, 0.95, 38, 50),
        "lags of Newey and West": (4.0, 100.0, 9.0),
        "ends of a 95 % interval, unlikely": (0.025, 0.975, 0.05),
    },
    "monitoring/realised.py": {
        "standard normal at 97.5 %, ends of a 95 % interval": (1.959963984540054, 0.025, 0.975),
        "points of a grid, fewest draws, conflict (14.1-14.2)": (32, 20, 0.05),
    },
    "monitoring/synthetic.py": {
        "fewest points and donors, a weight that counts (14.7), conventions": (5, 3, 0.01),
        "unlikely, rounds and tolerance of the search": (0.05, 4000, 1e-3),
    },
    "monitoring/tested.py": {"unlikely, and own limits of tests (14.8)": (0.05, 0.8)},
    "catalogue/pack_future.py": {"how near a table of limits is to the sum that it is of": (1e-3,)},
    "catalogue/pack_sectors.py": {"how near to 1 shares are to add up": (1e-4,)},
    "catalogue/causes.py": {"part of a lagged effect that is still to come (11.2), a convention": (0.1,)},
    "catalogue/documents.py": {
        "limits to a file": (1_000_000, 100, 20_000, 50, 40),
        "digits after a thousands mark": (3,),
    },
    "catalogue/download.py": {
        "answers of a server after which to ask again": (408, 425, 429, 500, 502, 503, 504),
        "limits to a download": (65_536, 20, 120, 64_000_000, 500, 4),
    },
    "catalogue/dynamo_forms.py": {
        "percent, and how far it may miss a hundred": (100, 0.1),
        "limits to a file": (150, 50, 4),
    },
    "catalogue/dynamo_import.py": {"limit to a folder": (5000,)},
    "catalogue/dynamo_tables.py": {"percent": (100, 0.01), "digits written": (9,)},
    "catalogue/dynamo_xml.py": {"limits to a file": (20_000_000, 8, 200_000)},
    "catalogue/follow_checks.py": {"percent": (100,)},
    "catalogue/index.py": {"nanoseconds in which a file settles": (2e9,), "digits of a hash": (20,)},
    "catalogue/measured_ages.py": {"age classes of the European Standard Population (13.2)": (5, 90)},
    "catalogue/measured_checks.py": {
        "percent": (100,),
        "values from which to take shares for shares": (3,),
        "code of no age": (999,),
    },
    "catalogue/measured_table.py": {"most faults listed": (200,)},
    "catalogue/pack.py": {"rounding of shares": (1e-4,)},
    "catalogue/pack_check.py": {
        "rounding of shares": (1e-4,),
        "first age after the gradient starts to fade (2.3)": (46,),
    },
    "catalogue/pack_education.py": {
        "rounding of shares": (1e-4,),
        "first age after the gradient starts to fade (2.3)": (46,),
    },
    "catalogue/pack_documents.py": {
        "years and ages of any pack": (150, 1900, 2200, 1901, 2400),
        "boundary accounts and one party": (4,),
    },
    "catalogue/pack_work.py": {"days and working days of a week": (7, 5)},
    "catalogue/pack_tables.py": {"faults and words shown": (20, 60)},
    "catalogue/pooled_checks.py": {"rounding of a written mean (11.1)": (0.01,)},
    "catalogue/schema_faults.py": {"longest echo of a word": (40,)},
    "catalogue/sheets.py": {
        "limit to a file, percent, whole numbers of a workbook": (100_000_000, 100, 1e15)
    },
    "domain/follow_plan.py": {"years and bounds of any plan": (1900, 2200, 10, 20), "oldest age": (120,)},
    "domain/story.py": {"steps of Most Significant Change, and rounds": (10,)},
    "monitoring/closing.py": {"values from which a line is drawn (13.10), number of reasons": (4, 5)},
    "monitoring/comparison.py": {"code of what is not known": (9,)},
    "monitoring/intervals.py": {"Byar's formula, and from which count it holds (13.1)": (9, 3, 10.0, 4)},
    "monitoring/life_years.py": {
        "part of its year that an infant lived, of the published method (13.4)": (0.1,)
    },
    "monitoring/by_age.py": {"years of an age class of the European Standard Population (13.2)": (5,)},
    "monitoring/measured.py": {"percent": (100.0,)},
    "monitoring/standardised.py": {
        "European Standard Population 2013, a standard and no country (13.2)": (
            *(5000, 5500, 6000, 6500, 7000),
            *(4000, 2500, 1500, 1000),
        ),
        "fewest events of a standardised rate (13.2)": (10.0,),
    },
    "monitoring/status.py": {"codes of status and reason": (3, 4, 5, 6, 7, 8, 9)},
    "monitoring/window.py": {"freedom of a mean square of differences (13.8)": (3,)},
    "workflow/follow_goals.py": {"ends of a 95 % interval": (0.95,)},
    "workflow/follow_people.py": {"days of a year": (365,)},
    "workflow/follow_promises.py": {"least error of an index, a convention": (0.01,)},
    "workflow/follow_series.py": {"limits that are given (13.1)": (0.95, 0.998)},
    "catalogue/sensitivity.py": {"digits of a hash": (16,)},
    "catalogue/statline.py": {"digits of a hash": (12,)},
    "evidence/fitting.py": {
        "numbers that are written as words": (3, 4, 5, 6, 10, 12),
        "months and weeks in a year": (12, 52),
        "first age of an adult": (18,),
    },
    "workflow/agree.py": {
        "people for whom chance payments are shown (8.6)": (500, 5_000, 50_000, 500_000, 5_000_000),
    },
    "workflow/equity_words.py": {"days a year, and few of them": (365.25, 10)},
    "workflow/goal.py": {"years of the longest life": (120,)},
    "workflow/pockets.py": {"a cent": (0.01,)},
    "workflow/appraise.py": {"years that are computed, unless asked otherwise (1.2)": (40,)},
    "workflow/block.py": {"horizon (1.2)": (40, 60), "draws, and with scenarios, at a time": (12, 25, 50)},
    "workflow/catalogue.py": {
        "euros in a billion": (1e9,),
        "how far the base year of any country may lie from what was published": (0.15, 0.02, 1.01),
        "relative risk beyond all sense": (100,),
        "rounding of shares": (1e-5,),
    },
    "workflow/comparison.py": {"percent": (100,)},
    "workflow/enough.py": {"first draws, and draws that are added at least (9.2)": (100, 50)},
    "workflow/equity.py": {"people in a rate": (1000,)},
    "workflow/information.py": {"fewest draws, points of a curve, inputs shown (9.2)": (100, 21, 12)},
    "workflow/inputs.py": {
        "standard normal at 97.5 %": (1.959963984540054,),
        "ages shown": (60, 80),
        "years ahead of which births and migration are shown": (25,),
    },
    "workflow/notes.py": {"draws that are few": (200,), "ages of young children in a note": (6, 18)},
    "workflow/package.py": {"pairs of orders, and the most": (4, 200)},
    "workflow/portfolio.py": {"years shown, steps of the frontier": (40, 10), "95 %": (0.025, 0.975)},
    "workflow/programmes.py": {"years shown": (40,)},
    "workflow/worth.py": {"combinations in a task": (20,)},
    "workflow/cluster.py": {
        "seconds to wait for a cluster": (10, 120, 0.01),
        "digits of a hash, samples that are kept": (12, 4),
    },
    "workflow/parallel.py": {"sizes of blocks of draws": (4, 25, 8)},
    "workflow/processes.py": {
        "processes that a task may lose, seconds to wait for one": (5,),
        "settings of memory in the C library": (3, 30, 25, 24),
    },
    "workflow/last_digits.py": {"years of a sample": (3,)},
    "workflow/warm.py": {"years of a sample": (4,)},
    "workflow/reference_education.py": {"decimals": (4,)},
    "workflow/reference.py": {
        "ages shown": (18, 20, 45, 65, 75, 85),
        "years of age in a bar of the population": (5,),
        "decimals": (3, 4),
    },
    "workflow/result.py": {"people in a rate": (1000,)},
    "workflow/screen_entry.py": {"percent": (100,)},
    "workflow/screen_size.py": {"years that count (11.1)": (40,), "people in a rate": (100_000, 1000, 100)},
    "workflow/sensitivity.py": {
        "years that count, age bands and most points (12.1), conventions": (40, 17, 18, 39, 64, 65, 5),
        "a point, half-width of a straight line, digits written (12.1)": (0.01, 0.10, 4),
        "ends of a 95 % interval": (2.5, 97.5),
    },
    "workflow/series.py": {"the middle half of the draws": (25, 75)},
    "workflow/settings.py": {"most draws": (10_000,), "years that are computed (1.2)": (40,)},
}


def name_of(path: Path) -> str:
    """Give a module as it stands in the list."""
    return path.relative_to(PACKAGE).as_posix()


def numbers_in(source: str) -> Iterator[tuple[int, float]]:
    """Give the line and value of every numeric literal that is not free."""
    tree = parsed(source)
    places = {id(node) for node in _places(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant):
            continue
        value = node.value
        if not isinstance(value, int | float) or isinstance(value, bool):
            continue
        place = id(node) in places and isinstance(value, int) and value < PLACES
        if value not in FREE and not place and abs(value) >= SMALLEST_LISTED:
            yield node.lineno, value


def _places(tree: ast.Module) -> Iterator[ast.AST]:
    """What stands between square brackets after a value, or after `axis=`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            yield from ast.walk(node.slice)
        elif isinstance(node, ast.keyword) and node.arg == "axis":
            yield from ast.walk(node.value)


def allowed_in(name: str) -> set[float]:
    """Give the numbers that a module may hold."""
    return {number for numbers in ALLOWED.get(name, {}).values() for number in numbers}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_number_with_a_source_is_not_in_python(path: Path) -> None:
    name = name_of(path)
    found = {(line, value) for line, value in numbers_in(path.read_text(encoding="utf-8"))}
    wrong = sorted(f"line {line}: {value:g}" for line, value in found if value not in allowed_in(name))
    assert wrong == [], f"{name}: move it to the pack with its source, or list it here with the reason"


def test_the_list_holds_nothing_that_is_gone() -> None:
    for name in ALLOWED:
        found = {value for _, value in numbers_in((PACKAGE / name).read_text(encoding="utf-8"))}
        assert allowed_in(name) <= found, f"{name}: take what is gone off the list"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ok = abs(men - 80.7) < 0.15", [80.7, 0.15]),
        ("DEATHS = 85_800", [85800.0]),
        ("rate = {'zvw': -66.8e9}", [66.8e9]),
        ("def tax(rate=0.21): ...", [0.21]),
        ("adults = people[:, 18:]", [18.0]),
        ("x = people[3].sum(axis=(3, 4)) - 1 + 0.5 * 2 + 1e-9", []),
        ("'80.7 in words'", []),
    ],
)
def test_the_rule_sees_data_and_lets_places_pass(source: str, expected: list[float]) -> None:
    assert sorted(value for _, value in numbers_in(source)) == sorted(expected)
