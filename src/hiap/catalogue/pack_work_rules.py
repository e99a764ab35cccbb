"""Checks what a pack says of work as a whole: absence and disability benefits need what values them (7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack_documents import DisabilityText, WorkText
from hiap.catalogue.pack_tables import Table
from hiap.catalogue.pack_work import BENEFIT, FRICTION, HOUR, WAGES, WORKER_HOURS
from hiap.domain.errors import Fault

Tables = Mapping[str, Table]


def work_faults(tables: Tables, terms: WorkText | None, payers: Sequence[str], path: str) -> Iterator[Fault]:
    """What absence needs: paid hours, who loses, and three figures of work; then disability benefits.

    `path` is that of economics.yaml, `payers` are the parties that can pay.
    """
    table = tables["absence"]
    if terms and terms.payer not in payers:
        yield Fault(path, None, f"work: {terms.payer} is no party", cure_for(terms.payer, payers))
    yield from _disability_faults(tables, terms.disability if terms else None, payers, path)
    if not table.lines:
        return
    if terms is None:
        yield Fault(path, None, "work is missing: absence.csv needs it", "add it, or leave absence.csv out")
    if not tables["paid_work"].lines:
        cure = "add paid_work.csv, or leave absence.csv out"
        yield Fault(table.path, None, "nothing says how much people work", cure)
    figures = [f"work/{line.cells['id']}" for line in tables["work"].lines]
    for name in (HOUR, FRICTION, WAGES):
        if not any(figure.startswith(name) for figure in figures):
            problem = f"work.csv has no {name.removeprefix('work/')}"
            yield Fault(table.path, None, f"{problem}: absence cannot be valued", "add it to work.csv")


def _disability_faults(
    tables: Tables, terms: DisabilityText | None, payers: Sequence[str], path: str
) -> Iterator[Fault]:
    """What disability benefits need: absence, who pays them and for how long, and two figures."""
    table = tables["disability_benefit"]
    if terms and terms.payer not in payers:
        yield Fault(path, None, f"work/disability: {terms.payer} is no party", cure_for(terms.payer, payers))
    if not table.lines:
        return
    if terms is None or not tables["absence"].lines:
        cure = "add absence.csv and work/disability in economics.yaml, or leave disability_benefit.csv out"
        yield Fault(table.path, None, "nothing says who pays disability benefits, and after how long", cure)
    for name in (BENEFIT, WORKER_HOURS):
        of_table, _, figure = name.partition("/")
        if not any(line.cells["id"] == figure for line in tables[of_table].lines):
            problem = f"{of_table}.csv has no {figure}: disability benefits cannot be valued"
            yield Fault(table.path, None, problem, f"add it to {of_table}.csv")
