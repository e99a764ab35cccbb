"""Writes the pages that follow from the pack, docs/pack-*.md; run `python tools/document_pack.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from hiap.catalogue.pack import load_pack
from hiap.reports.lists import difference_text, figure_text, number_text, source_text, value_text
from hiap.workflow.comparison import comparison_rows
from hiap.workflow.sources import GRADES, source_rows

DOCS = Path(__file__).resolve().parents[1] / "docs"
SOURCES_HEAD = """# Every parameter of the pack

Made by `tools/document_pack.py` from the pack; `hiap pack sources --format csv` gives the same with every
column. `hiap pack sources --grade R` gives the unverified assumptions alone. What grades mean, how the
tables were made and what is weak: [pack.md](pack.md).

A value of one number has its published interval behind it, if there is one; where an uncertain input has
none, draws use the default variation of its grade ([method 9](method.md#9-uncertainty)). A series has its
lowest and its highest number. *Unverified assumption*: nobody has checked the number at a source, or there
is none. *Partly*: the sources were read, but the number also needs an assumption that was not, named in the
last column. Sources stand below.
"""


def sources_text() -> str:
    """The page of parameters and sources."""
    found = source_rows()
    parts = [SOURCES_HEAD, _counts(found)]
    for table, rows in groupby(found, key=lambda row: row["table"]):
        parts.append(f"## {table}\n")
        head = ("parameter", "value", "unit", "year", "covers", "grade", "source", "note")
        parts.append(_table(head, (_cells(row, str(table)) for row in rows)))
    parts.append("## Sources\n")
    sources = load_pack().sources
    head = ("id", "who", "title", "year", "address", "licence", "read", "note")
    keys = ("id", "producer", "title", "year", "url", "licence", "read", "note")
    parts.append(_table(head, ([source[key] for key in keys] for source in sources.values())))
    return "\n".join(parts)


COMPARE_HEAD = """# The model beside official figures

Made by `tools/document_pack.py` from the deterministic reference of the pack; `hiap pack compare --format
csv` gives the same with titles and addresses of the sources. A figure of the future stands beside the same
year of the model, a figure of the past beside the base year.

*Solved*: pack or calibration was made to give the figure, so it tests the code, not the truth. *Cut*:
calibration should give it and cannot. *Shown*: nothing was tuned to it. *Other definition*: not the same
thing, or years apart.

Only migration is scaled to official totals of the future (19 million in 2037, 20 million in 2058); the rest
of the forecast is shown. Patients are more than the counts of some years ago because prevalence by age is
held and people have become older: this is expected. New cases that are solved from prevalence and differ
much from the registered ones say that prevalence, course and registration do not fit together.

*Attributable deaths* are those of the base year that would not be there if nobody had ever been
exposed. Of single diseases the model attributes to smoking what the institute for public health does.
In all it has more, because it holds to the published risk of dying of anything (method 3.7): what no
modelled disease explains goes to other causes, and with it what habits and illness have brought into
those studies, less what causal credit takes off. A sum over diseases with proof leaves all of that out.
So what measures on body weight, fruit and vegetables and exercise gain by way of other causes may be
too high; of smoking see *What is weak* in [pack.md](pack.md). `hiap reference --table
attributable_deaths` gives every factor.
"""


def compare_text() -> str:
    """The page of comparisons."""
    found = comparison_rows()
    parts = [COMPARE_HEAD]
    head = (
        "figure",
        "moment",
        "model",
        "official",
        "of",
        "difference",
        "relation",
        "grade",
        "source",
        "note",
    )
    for figure, rows in groupby(sorted(found, key=lambda row: FIGURES.index(str(row["figure"]))), _figure):
        parts.append(f"## {str(figure).capitalize()}\n")
        parts.append(_table(head, (_compared(row) for row in rows)))
    return "\n".join(parts)


FIGURES = (
    *("population", "deaths", "life expectancy", "healthy life expectancy", "exposure"),
    *("patients", "new cases", "deaths by cause", "attributable deaths", "attributable share", "care"),
)


def _figure(row: Mapping[str, object]) -> object:
    return row["figure"]


def _compared(row: Mapping[str, object]) -> list[object]:
    """The cells of one comparison."""
    what = figure_text(row).removeprefix(str(row["figure"])).removeprefix(": ") or "all"
    amounts = [number_text(row["model"]), number_text(row["official"])]
    about = [row["relation"], row["grade"], row["source"], row["note"]]
    return [what, row["moment"], *amounts, row["year"], difference_text(row), *about]


def _counts(found: Sequence[Mapping[str, object]]) -> str:
    """How many parameters there are of each grade, in one sentence."""
    of_grade = [f"{sum(row['grade'] == grade for row in found)} of grade {grade}" for grade in GRADES]
    partly = sum(str(row["status"]).startswith("partly") for row in found)
    return (
        f"{len(found)} parameters: {', '.join(of_grade)}. Of grade A to C, {partly} rest partly on an "
        "unverified assumption.\n"
    )


def _cells(row: Mapping[str, object], table: str) -> list[object]:
    """The cells of one parameter; its name without the table, which stands above."""
    name = str(row["parameter"]).removeprefix(f"{table}/")
    covers = [str(row[key]) for key in ("years", "sexes", "ages", "groups") if row[key]]
    return [
        f"`{name}`",
        value_text(row),
        row["unit"],
        row["year"],
        "; ".join(covers),
        row["grade"],
        source_text(row),
        row["note"],
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join([*lines, ""])


PAGES: Mapping[str, Callable[[], str]] = {"pack-compare.md": compare_text, "pack-sources.md": sources_text}


if __name__ == "__main__":
    for name, text in PAGES.items():
        (DOCS / name).write_text(text(), encoding="utf-8", newline="\n")
