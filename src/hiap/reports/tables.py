"""Tables for the terminal: blocks with sentences, and the rows of the lists."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, TextIO

from hiap.reports.columns import EDGES, GAP, Column, Fitted, fitted
from hiap.reports.tidy import rows_to_csv

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from hiap.reports import blocks

WIDTH_WITHOUT_TERMINAL = 80
WIDE_WITHOUT_TERMINAL = 120
LINED_LEVELS = 4
LIST_WIDTH_WITHOUT_TERMINAL = 200
HEAD_WIDTH = 16
FEW_COLUMNS = 3
LONGEST_CELL = 70
AMOUNT = re.compile(r"(?<=€) | (?=(?:mln|mld|million|bn)\b)")
UPPER_LIMIT = re.compile(r"^(\(\S+ (?:tot|to)) ")
FEWEST_ROWS = 2
"""Rows in a part of a list, on average, that make it worth a table of its own."""
WHOLE_FROM = 100_000
"""Size from which a number in a list is written whole, with thousands marks."""


def console_for(stream: TextIO, width: int = WIDTH_WITHOUT_TERMINAL) -> Console:
    """Make a console for a stream: colours and its own width in a terminal, plain text elsewhere."""
    from rich.console import Console

    class Face(Console):
        def on_broken_pipe(self) -> None:
            """Leave a reader that went away to the command; Rich itself would end the program with 1."""
            raise

    terminal = stream.isatty()
    return Face(file=stream, highlight=False, width=None if terminal else width, emoji=False, markup=False)


def printable(text: str, encoding: str | None) -> str:
    """Replace signs that the code page of the terminal does not have.

    >>> printable("€ 1 – 2", "cp437"), printable("€ 1 – 2", "utf-8")
    ('EUR 1 - 2', '€ 1 – 2')
    """
    for sign, plain in (("€", "EUR"), ("–", "-"), ("─", "-"), ("‘", "'"), ("’", "'"), ("·", "-")):
        try:
            sign.encode(encoding or "utf-8")
        except (UnicodeEncodeError, LookupError):
            text = text.replace(sign, plain)
    return text


def print_blocks(
    found: Sequence[blocks.Table],
    texts: Sequence[str],
    stream: TextIO,
    title: str = "",
    width: int = WIDTH_WITHOUT_TERMINAL,
) -> None:
    """Print tables with their notes, then sentences, under one title, as wide as the terminal."""
    console = console_for(stream, width)
    encoding = stream.encoding
    if title:
        console.print(printable(title, encoding), style="bold")
    for block in found:
        console.print(rich_table(block, encoding, console.width))
        if block.note:
            console.print(printable(block.note, encoding), style="dim")
    for text in texts:
        console.print(_wrapped(printable(text, encoding), console.width))


def _wrapped(text: str, width: int) -> str:
    """Fold a sentence over lines, with every amount on one line."""
    whole = AMOUNT.sub("\N{NO-BREAK SPACE}", text)
    lines = textwrap.wrap(whole, width, break_on_hyphens=False, break_long_words=False)
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")


def rich_table(block: blocks.Table, encoding: str | None, width: int) -> Table:
    """Turn a block into a table of Rich; intervals stand dim and in brackets below their mean."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    title = Text(printable(block.caption, encoding), style="bold")
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    narrow = _breaks_words(block, encoding, width)
    table.show_header = len(block.head) > 1
    for number, head in enumerate(block.head):
        table.add_column(
            Text(_folded(printable(head, encoding))),
            justify="right" if _numeric(block, number) else "left",
            overflow="fold",
            no_wrap=_numeric(block, number) and width >= WIDTH_WITHOUT_TERMINAL,
        )
    for row in block.rows:
        table.add_row(*(_rich_cell(cell, encoding, narrow=narrow) for cell in row))
    return table


def _breaks_words(block: blocks.Table, encoding: str | None, width: int) -> bool:
    """Tell whether figures with their intervals leave no room for the longest word beside them."""
    room = width
    for number, head in enumerate(block.head):
        cells = [row[number] for row in block.rows]
        if _numeric(block, number):
            lines = _folded(head).splitlines()
            lines += [line for cell in cells for line in (cell.text, cell.interval)]
        else:
            lines = [word for text in (head, *(cell.text for cell in cells)) for word in text.split()]
        room -= max((len(printable(line, encoding)) for line in lines), default=0) + GAP
    return room < 0


def _numeric(block: blocks.Table, place: int) -> bool:
    """Tell whether a column holds numbers; the first holds the headings of the rows."""
    return place > 0 and any(row[place].number and row[place].text for row in block.rows)


def _folded(head: str) -> str:
    """Break a heading over short lines, so that the figures decide how wide the column is."""
    return "\n".join(
        textwrap.wrap(head.replace("€ ", "€\N{NO-BREAK SPACE}"), HEAD_WIDTH, break_long_words=False)
    )


def _rich_cell(cell: blocks.Cell, encoding: str | None, *, narrow: bool) -> Text:
    """Write a cell with its interval below it; a narrow one has the upper limit on a line of its own."""
    from rich.text import Text

    text = Text(printable(cell.text, encoding))
    if cell.interval:
        interval = (
            UPPER_LIMIT.sub(r"\1\n", cell.interval, count=1) if narrow and cell.number else cell.interval
        )
        text.append("\n" + printable(interval, encoding), style="dim")
    return text


def print_rows(
    found: Sequence[Mapping[str, object]],
    form: str,
    stream: TextIO,
    title: str = "",
    width: int = LIST_WIDTH_WITHOUT_TERMINAL,
) -> None:
    """Print rows as a table for people, or as csv or json for programs."""
    if form == "json":
        stream.write(json_text(list(found)))
    elif form == "csv":
        columns = tuple(dict.fromkeys(key for row in found for key in row))
        stream.write(
            rows_to_csv([{key: _flat(value) for key, value in row.items()} for row in found], columns)
        )
    else:
        _print_table(found, stream, title, width)


def _print_table(found: Sequence[Mapping[str, object]], stream: TextIO, title: str, width: int) -> None:
    """Print a list as one table or, where it is too wide, as one for each value of its first column."""
    console = console_for(stream, width)
    fit = fitted(_list_columns(found, stream.encoding), console.width)
    groups = [list(rows) for _, rows in groupby(found, key=lambda row: next(iter(row.values()), None))]
    if not fit.whole and 1 < len(groups) <= len(found) / FEWEST_ROWS:
        for group in groups:
            _print_table(group, stream, title, width)
        return
    if fit.said_once:
        console.print("; ".join(f"{head}: {value}" for head, value in fit.said_once))
    _print_lines(console, fit, title, stream.encoding)
    if fit.left_out:
        console.print(f"Too narrow for {', '.join(fit.left_out)}: widen the terminal, or use --format csv.")


def _print_lines(console: Console, fit: Fitted, title: str, encoding: str | None) -> None:
    """Print the columns of a list line by line: a table of Rich takes ten times as long."""
    from rich.cells import cell_len

    def line(cells: Sequence[str]) -> str:
        padded = zip(cells, widths, fit.columns, strict=True)
        return f" {(' ' * GAP).join(_padded(cell, width, column.numeric) for cell, width, column in padded)} "

    heads = [column.head for column in fit.columns]
    folded = [[cell.splitlines() or [""] for cell in column.cells] for column in fit.columns]
    widths = [
        max(map(cell_len, (head, *(piece for cell in column for piece in cell))))
        for head, column in zip(heads, folded, strict=True)
    ]
    empty = " " * (sum(widths) + GAP * len(widths))
    rule = printable("─" * (len(empty) - EDGES), encoding)
    if title:
        console.print(title, style="bold")
    console.print(empty)
    console.print(line(heads), style="bold")
    console.print(f" {rule} ")
    body = [line(cells) for row in zip(*folded, strict=True) for cells in zip_longest(*row, fillvalue="")]
    console.file.write("".join(f"{text}\n" for text in [*body, empty]))


def _padded(cell: str, width: int, numeric: bool) -> str:
    from rich.cells import cell_len

    space = " " * (width - cell_len(cell))
    return space + cell if numeric else cell + space


def _list_columns(found: Sequence[Mapping[str, object]], encoding: str | None) -> list[Column]:
    """Give the columns of a list that hold anything, in words."""
    keys = list(dict.fromkeys(key for row in found for key in row))
    keys = [key for key in keys if any(row.get(key) not in (None, "") for row in found)]
    wide = len(keys) > FEW_COLUMNS
    return [
        Column(
            key,
            tuple(_list_cell(row.get(key), encoding, wide=wide) for row in found),
            numeric=all(isinstance(row.get(key), int | float | None) for row in found),
        )
        for key in keys
    ]


def _list_cell(value: object, encoding: str | None, *, wide: bool) -> str:
    """Make a cell of a list; in a wide table long notes are cut, csv and json have them in full."""
    shown = printable(_shown(value), encoding)
    if wide and len(shown) > LONGEST_CELL:
        shown = f"{shown[: LONGEST_CELL - 3].rstrip()}..."
    return shown


def _shown(value: object) -> str:
    """Write a value for people: numbers in six digits, large ones whole, titles in Dutch and English.

    >>> _shown(18044027.0), _shown(2.5), _shown(-266654.4)
    ('18,044,027', '2.5', '-266,654')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= WHOLE_FROM else f"{value:.6g}"
    return str(_flat(value) if value is not None else "")


def _flat(value: object) -> object:
    if isinstance(value, Mapping) and set(value) == {"nl", "en"}:
        return f"{value['nl']} / {value['en']}"
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return value


def detail_rows(value: Mapping[str, object]) -> list[dict[str, object]]:
    """Spread a nested description over rows of (field, value).

    >>> detail_rows({"a": {"b": 1}, "c": [2, 3]})
    [{'field': 'a.b', 'value': 1}, {'field': 'c.0', 'value': 2}, {'field': 'c.1', 'value': 3}]
    """
    return [{"field": name, "value": leaf} for name, leaf in _leaves("", value)]


def _leaves(name: str, value: object) -> list[tuple[str, object]]:
    if isinstance(value, Mapping) and value:
        items: list[tuple[object, object]] = list(value.items())
    elif isinstance(value, list | tuple) and value:
        items = list(enumerate(value))
    else:
        return [(name, None if value in ({}, [], ()) else value)]
    start = f"{name}." if name else ""
    return [leaf for key, inner in items for leaf in _leaves(f"{start}{key}", inner)]


def json_text(value: object) -> str:
    """Write JSON with letters as they are: of the upper levels a key or an item a line, below all in one.

    Indenting all of a result takes twenty times as long, and makes it twice as large.

    >>> json_text({"a": "é"})
    '{\\n  "a": "é"\\n}\\n'
    """
    return _indented(value, "\n", LINED_LEVELS) + "\n"


def _indented(value: object, line: str, levels: int) -> str:
    """Mappings of the upper levels with a key a line, lists with an item a line; else compact JSON."""
    inner = f"{line}  "
    if isinstance(value, Mapping) and value and levels:
        pairs = [f"{_compact(str(key))}: {_indented(item, inner, levels - 1)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(pairs)}{line}}}"
    if isinstance(value, list) and value and levels and isinstance(value[0], Mapping):
        return f"[{inner}{f',{inner}'.join(map(_compact, value))}{line}]"
    return _compact(value)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str)
