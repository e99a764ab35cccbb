"""Reading the result: small, careful look-ups, since optional parts may be absent.

What the reports rely on. Plus is more than without the measure; a balance and `by_party` are plus for a party
that gains. Totals in euros are present values, `by_year` is not discounted. Deaths and cases count over the
`settings.years`, the rest over the horizon. `overlap` is the sum
of the measures apart minus the package.

Optional keys that are used where they are there: `parties`, `diseases` and `risk_factors` (id -> {nl, en}),
`sources` (id -> text, url, read); in `by_party` a `title` and whether the account is a `boundary`; in a
scenario `description` (with `problem`, `current_policy` and `considerations`: ethics, feasibility, law,
support) and `labour.text`, each {nl, en}.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hiap.reports.numbers import Estimate

Result = Mapping[str, object]

PACKAGE = "package"
BOUNDARY_ACCOUNTS = frozenset({"resources", "health", "welfare"})
QALY_VALUES_EUR = (50_000.0, 100_000.0)


def part(value: object, *path: str) -> Mapping[str, object]:
    """Give the mapping at a path; an empty one where it is absent.

    >>> part({"a": {"b": {"c": 1}}}, "a", "b")
    {'c': 1}
    >>> part({"a": None}, "a", "b")
    {}
    """
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def rows(value: object, *path: str) -> list[Mapping[str, object]]:
    """Give the list of mappings at a path; an empty list where it is absent.

    >>> rows({"a": [{"b": 1}, None]}, "a")
    [{'b': 1}]
    """
    holder = part(value, *path[:-1])
    found = holder.get(path[-1])
    if not isinstance(found, Sequence) or isinstance(found, str):
        return []
    return [row for row in found if isinstance(row, Mapping)]


def whole(value: object, default: int) -> int:
    """Give a whole number, or the default where there is none.

    >>> whole(40, 1), whole(None, 1)
    (40, 1)
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    return int(value)


def scenarios(result: Result) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Give the scenarios in their order, the package last."""
    every = part(result, "scenarios")
    for name in sorted(every, key=lambda name: name == PACKAGE):
        yield name, part(every, name)


def draws(result: Result) -> int:
    """Give the number of draws of the run."""
    return whole(part(result, "settings").get("draws"), 0)


def overlaps(result: Mapping[str, object]) -> list[str]:
    """Sets of measures that overlap, as they were given to the command."""
    found = part(result, "settings").get("overlap")
    return [str(text) for text in found] if isinstance(found, list) else []


def years_shown(result: Result) -> int:
    """Give the number of years of the series, over which deaths and cases count too."""
    return whole(part(result, "settings").get("years"), 0)


def horizon_years(result: Result, scenario: Mapping[str, object]) -> int:
    """Give the number of years over which the totals of a scenario count."""
    return whole(scenario.get("horizon_years"), years_shown(result))


def qaly_values(result: Result) -> tuple[float, float]:
    """Give the two values of a QALY, in euros."""
    found = part(result, "settings").get("qaly_values_eur")
    if isinstance(found, Sequence) and len(found) >= 2:
        return float(found[0]), float(found[1])
    return QALY_VALUES_EUR


def ses_groups(values: Mapping[str, object]) -> list[str]:
    """Give the socio-economic groups of values by group, the worst off first, without `all`.

    >>> ses_groups({"all": 1, "Q1": 1, "Q2": 2})
    ['Q1', 'Q2']
    """
    return [name for name in values if name != "all"]


def mean_of(value: object) -> float:
    """Give the mean of an estimate or a bare number; 0 where there is none."""
    estimate = Estimate.read(value)
    return 0.0 if estimate is None else estimate.mean


def qaly_equals_haly(result: Result) -> bool:
    """Tell whether QALYs equal HALYs in every scenario, so that one column says both."""
    found = [(scenario.get("haly"), scenario.get("qaly")) for _, scenario in scenarios(result)]
    return bool(found) and all(haly == qaly for haly, qaly in found)


def _accounts(scenario: Mapping[str, object]) -> list[str]:
    found = dict.fromkeys(part(scenario, "by_party"))
    for year in rows(scenario, "by_year"):
        found.update(dict.fromkeys(part(year, "by_party")))
    return list(found)


def boundary_accounts(scenario: Mapping[str, object]) -> list[str]:
    """Give the accounts of a scenario that are no party, as the result flags them."""
    money = part(scenario, "by_party")
    return [
        name for name in _accounts(scenario) if part(money, name).get("boundary", name in BOUNDARY_ACCOUNTS)
    ]


def parties_of(scenario: Mapping[str, object]) -> list[str]:
    """Give the parties that appear in a scenario, without the boundary accounts of the ledger."""
    boundary = boundary_accounts(scenario)
    return [name for name in _accounts(scenario) if name not in boundary]


def party_titles(result: Result) -> dict[str, object]:
    """Give the titles of parties that the result itself brings."""
    from_scenarios = {
        party: part(values).get("title")
        for _, scenario in scenarios(result)
        for party, values in part(scenario, "by_party").items()
    }
    return {**part(result, "parties"), **from_scenarios}
