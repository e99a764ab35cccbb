"""How another computes the same again, on the command line and in Python, and how a result is cited."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from hiap.data import DEFAULT_PACK
from hiap.reports.blocks import NOTHING
from hiap.reports.document import Facts, Section, text
from hiap.reports.result import Result, draws, overlaps, part, scenarios
from hiap.reports.text import Words

SHORT_HASH = 12
"""Letters of a hash that a reader compares by eye; the whole stands in `run.yaml`."""
SEVERAL = ("variants", "overlap")
OPTIONS = ("draws", "seed", "years", "perspective", "equity_goal")


def repeating_section(words: Words, result: Result) -> Section | None:
    """Give the command, the lines of Python and the citation; nothing where there is no measure."""
    if not scenarios(result):
        return None
    found = (
        ("command", command(result)),
        ("python", python(result)),
        ("cite", citation(words, result)),
    )
    facts = Facts(tuple((words(f"repeat.{key}"), line) for key, line in found), "numbers")
    return Section(words("repeat.title"), 3, (text(words("repeat.text")), facts))


def command(result: Result) -> str:
    """The command that computes the same.

    >>> command({"scenarios": {"sugar-tax": {}}, "settings": {"draws": 100, "seed": 1}, "engine": "numba"})
    'hiap appraise sugar-tax --draws 100 --seed 1 --engine numba'
    """
    named = [
        (f"--{key.replace('_', '-')}", value) for key, value in _asked(result).items() if key not in SEVERAL
    ]
    named += [("--variant", name) for name in part(result, "variants")]
    named += [("--overlap", text) for text in overlaps(result)]
    options = [word for name, value in named for word in (name, _plain(value))]
    return shlex.join(["hiap", "appraise", *_measures(result), *options])


def python(result: Result) -> str:
    """The lines of Python that compute the same; in one process, so that a script needs no guard.

    >>> python({"scenarios": {"sugar-tax": {}}, "settings": {"draws": 100, "seed": 1}, "engine": "numba"})
    "from hiap import appraise; appraise(['sugar-tax'], draws=100, seed=1, engine='numba', workers=1)"
    """
    asked = {**_asked(result), **({"workers": 1} if draws(result) else {})}
    options = "".join(f", {key}={value!r}" for key, value in asked.items())
    return f"from hiap import appraise; appraise({_measures(result)!r}{options})"


def citation(words: Words, result: Result) -> str:
    """The line by which others name this result."""
    pack = part(result, "pack")
    return words(
        "repeat.citation",
        version=result.get("hiap_version", NOTHING),
        pack=words.local(pack.get("id"), NOTHING),
        sha=str(pack.get("sha256", NOTHING))[:SHORT_HASH],
        measures=", ".join(_measures(result)),
        draws=draws(result),
        seed=part(result, "settings").get("seed", NOTHING),
    )


def _measures(result: Result) -> list[str]:
    return [str(name) for name in part(result, "scenarios") if name != "package"]


def _asked(result: Result) -> Mapping[str, object]:
    """What was asked, by the names of `appraise`, as far as the result tells it."""
    settings, pack = part(result, "settings"), part(result, "pack").get("id")
    found = {key: settings[key] for key in OPTIONS if key in settings}
    if settings.get("equity_floor_years") is not None:
        found["equity_floor"] = settings["equity_floor_years"]
    if result.get("engine"):
        found["engine"] = result["engine"]
    if pack and pack != DEFAULT_PACK:
        found["pack"] = pack
    if overlaps(result):
        found["overlap"] = overlaps(result)
    if part(result, "variants"):
        found["variants"] = list(part(result, "variants"))
    return found


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
