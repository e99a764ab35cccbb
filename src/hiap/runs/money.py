"""The money of a run or of measures: what each party pays and saves by year, and who pays and who gains."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from hiap.catalogue.nearest import cure_for
from hiap.domain.errors import Fault, InputError
from hiap.runs.folder import read_result
from hiap.workflow.appraise import appraise

Result = Mapping[str, object]
What = str | os.PathLike[str] | Iterable[str] | Result
"""A folder of a run, a measure, measures, or a result as `appraise` gives it."""
OWN = "a run has its own settings"


def budget(what: What, scenario: str | None = None, **settings: object) -> dict[str, object]:
    """Give what each party pays and saves, by law and year: what `hiap budget --format json` prints.

    Parameters
    ----------
    what : the folder of a run, a measure or several (ids or paths), or a result of `hiap.appraise`.
    scenario : a measure of it, or `package`; without, the package if there is one, else the measure.
    settings : as for `hiap.appraise`, as `draws` or `pack`; a run or a result has its own.

    Raises
    ------
    NoSuchRunError : the folder is no run.
    InputError : a measure or setting with a fault, or no such scenario.

    >>> found = budget("school-lunch", years=10)
    >>> found["unit"], found["first_year"]
    ('eur 2024', 2027)
    >>> sorted(found["rows"][0])[:4]
    ['article', 'chapter', 'heading', 'marks']
    """
    return _view("budget", what, scenario, settings)


def pockets(what: What, scenario: str | None = None, **settings: object) -> dict[str, object]:
    """Give who pays and who gains, and what comes back to who paid: what `hiap pockets --format json` prints.

    Parameters
    ----------
    what, scenario, settings : as for `budget`.

    Raises
    ------
    NoSuchRunError, InputError : as for `budget`.

    >>> found = pockets(["school-lunch"])
    >>> sorted(found)
    ['care_test', 'fields', 'matrix', 'parties']
    """
    return _view("pockets", what, scenario, settings)


def scenario_of(result: Result, name: str | None) -> str:
    """Give the name of the scenario that is asked for: the last one where none is.

    Raises
    ------
    InputError : there is no such scenario.

    >>> scenario_of({"scenarios": {"a": {}, "package": {}}}, None)
    'package'
    """
    found = result["scenarios"]
    names = list(found) if isinstance(found, Mapping) else []
    if name is not None and name not in names:
        raise InputError([Fault("--scenario", None, f"{name!r} is not known", cure_for(name, names))])
    return name or names[-1]


def _view(view: str, what: What, scenario: str | None, settings: Mapping[str, object]) -> dict[str, object]:
    """One part of a scenario of what was asked."""
    result = _result(what, settings)
    scenarios = result["scenarios"]
    return dict(scenarios[scenario_of(result, scenario)][view])  # type: ignore[index]


def _result(what: What, settings: Mapping[str, object]) -> Result:
    """The result that is given, that of a run, or that of measures."""
    if isinstance(what, Mapping):
        _refuse(settings)
        return what
    named = [os.fspath(what)] if isinstance(what, str | os.PathLike) else list(what)
    if len(named) == 1 and Path(named[0]).is_dir():
        _refuse(settings)
        return read_result(named[0])
    return appraise(named, **settings)  # type: ignore[arg-type]


def _refuse(settings: Mapping[str, object]) -> None:
    cure = "leave it out, or name measures"
    if settings:
        raise InputError([Fault(f"--{name.replace('_', '-')}", None, OWN, cure) for name in settings])
