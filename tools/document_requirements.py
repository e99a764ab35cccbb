"""Writes docs/requirements.md from the table of requirements; run `python tools/document_requirements.py`."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "src" / "hiap" / "data" / "catalogue"
TABLE = CATALOGUE / "requirements.csv"
PAGE = ROOT / "docs" / "requirements.md"
STATUS = {"met": "met", "partly": "partly", "not_yet": "not yet", "outside": "outside"}
LISTED = ("INS", "WET", "MAA")
OF_A_SCENARIO = "scenarios.<scenario>."
GROUPS = {
    "SCR": "Screening of policy in all domains on health effects",
    "EVD": "Pillar 1: appropriate evidence",
    "EFF": "Pillar 2: nature and size of effects",
    "CBA": "Societal cost-benefit analysis",
    "FIN": "Pillar 3: financial decisions, budgets, payers, wrong pockets",
    "MON": "Pillar 4: monitoring and evaluation",
    "EQU": "Distribution over groups, sexes and regions",
    "DOO": "Appraisal of packages: manifestos, coalition agreements",
    "GEB": "Area programmes and neighbourhoods",
    "REG": "Registers, progress reports and accountability",
    "KWA": "Qualitative accountability and participation",
    "IND": "Indicators that the documents name",
    "DOEL": "Targets and ambitions",
    "TIJD": "Time horizons and moments of decision",
    "ACT": "Actors, parties and payers",
    "INS": "Named instruments, programmes, agreements and tools",
    "WET": "Laws and duties",
    "PIJN": "Pain points to relieve",
    "MAA": "Measures by theme",
    "KEN": "Knowledge, data and support",
}
HEAD = """# Requirements: where each is met

Made by `tools/document_requirements.py` from
[requirements.csv](../src/hiap/data/catalogue/requirements.csv): change the table.

[Five Dutch policy documents](../src/hiap/data/catalogue/documents.csv) ask for an investment model for
prevention: in all {total} things, in {groups} groups. For each this page says whether hiap does it in this
version.

- **met**: you can do it, or look it up, today.
- **partly**: some of it; the last column says what is missing.
- **not yet**: hiap does not do it; the last column says why.
- **outside**: a task of people, not of a model; the last column says how hiap helps, where it does.

Met does not mean right: whether the numbers hold is told by [what is weak](pack.md#what-is-weak) and by each
result. Of the {met} that are met, {listed} (groups {names}) ask only that something is in a list or in the
register of measures.

*Where* names a command, a measure of the register, an entry of `hiap register`, a page, a file or a key of
[the result](result.md). Keys of a scenario stand without the words `scenarios.<scenario>` before them.
"""


def rows() -> list[dict[str, str]]:
    """The requirements in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page() -> str:
    """The whole page."""
    found = rows()
    parts = [_head(found), _counts(found)]
    for group, title in GROUPS.items():
        cells = [_cells(row) for row in found if row["group"] == group]
        parts.append(f"## {group}: {title}\n")
        parts.append(_table(("id", "requirement", "status", "where", "how, or what is missing"), cells))
    return "\n".join(parts)


def _head(found: Sequence[dict[str, str]]) -> str:
    met = [row["group"] for row in found if row["status"] == "met"]
    return HEAD.format(
        **{"total": len(found), "groups": len(GROUPS), "met": len(met)},
        listed=sum(group in LISTED for group in met),
        names=f"{', '.join(LISTED[:-1])} and {LISTED[-1]}",
    )


def _counts(found: Sequence[dict[str, str]]) -> str:
    count = Counter((row["group"], row["status"]) for row in found)
    total = Counter(row["status"] for row in found)
    cells = [
        (f"[{group}](#{_anchor(group, title)})", title, *(str(count[group, status]) for status in STATUS))
        for group, title in GROUPS.items()
    ]
    cells.append(("**all**", "", *(f"**{total[status]}**" for status in STATUS)))
    return _table(("group", "about", *STATUS.values()), cells)


def _anchor(group: str, title: str) -> str:
    """The name that a Markdown reader gives to the heading of a group."""
    kept = (sign for sign in f"{group}: {title}".lower() if sign.isalnum() or sign in " -")
    return "".join(kept).replace(" ", "-")


def _cells(row: dict[str, str]) -> tuple[str, ...]:
    where = "; ".join(_link(reference) for reference in row["where"].split(";") if reference)
    return (row["id"], row["title"], STATUS[row["status"]], where, row["note"])


def _link(reference: str) -> str:
    kind, _, name = reference.partition(":")
    if kind == "command":
        return f"[`{name}`](../README.md#commands)"
    if kind == "measure":
        folder = "measures" if (CATALOGUE / "measures" / f"{name}.yaml").exists() else "unquantified"
        return f"[{name}](../src/hiap/data/catalogue/{folder}/{name}.yaml)"
    if kind == "named":
        return f"[{name}](../src/hiap/data/catalogue/named.csv)"
    if kind == "result":
        return f"[`{name.removeprefix(OF_A_SCENARIO)}`](result.md)"
    address = name.removeprefix("docs/") if name.startswith("docs/") else f"../{name}"
    return f"[{Path(name).name}]({address})"


def _table(head: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
