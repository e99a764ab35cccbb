"""Charts to SVG, in processes of their own that start while the model still computes.

A renderer needs most of a second before its first picture. A process reads one request a line and answers
with one line; it ends when nobody can ask any more, however the asker ended.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

Spec = Mapping[str, object]
Draw = Callable[[Sequence[Spec], str], Iterable[str]]
"""Turns specifications into SVG, in their order; what draws elsewhere may do so until they are read."""
PLACE: Spec = {"field": "a", "type": "quantitative", "title": "a", "axis": {"format": ",.0f"}}
FIRST: Spec = {
    "data": {"values": [{"a": 1.0, "b": "x"}, {"a": 2.0, "b": "y"}]},
    "encoding": {"x": PLACE, "y": PLACE, "text": {"field": "b"}, "color": {"field": "b", "type": "nominal"}},
    "layer": [{"mark": mark} for mark in ("bar", "area", "line", "point", "rule", "text")],
}
"""What a renderer draws before it is asked: every mark of our charts, so that these are drawn sooner."""
MOST_AT_A_TIME = 2
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
COMMAND = ("-P", "-m", "hiap.reports.renderer")


def draw(specs: Sequence[Spec], locale: str) -> list[str]:
    """Give the SVG of each Vega-Lite specification, with numbers in the form of a locale."""
    import vl_convert

    return [vl_convert.vegalite_to_svg(_shown(spec), format_locale=locale) for spec in specs]  # type: ignore[arg-type]


def _shown(value: Any) -> Any:
    """The same without control characters, at which the renderer would end: no SVG may hold them.

    >>> _shown({"title": ["bell" + chr(7), "two" + chr(10) + "lines", 1.0]})
    {'title': ['bell', 'two\\nlines', 1.0]}
    """
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, Mapping):
        return {key: _shown(item) for key, item in value.items()}
    return [_shown(item) for item in value] if isinstance(value, list | tuple) else value


class Renderer:
    """Renderers in processes of their own; to be used in a `with` block.

    >>> with Renderer() as renderer:
    ...     renderer.start()
    ...     next(iter(renderer.draw([FIRST], "nl-NL")))[:4]
    '<svg'
    """

    def __init__(self) -> None:
        self._processes: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Renderer:
        return self

    def start(self) -> None:
        """Start the processes, if this computer can; nothing is lost if it cannot."""
        if not self._processes:
            with suppress(OSError):
                for _ in range(min(os.cpu_count() or 1, MOST_AT_A_TIME)):
                    self._processes.append(_started())

    def draw(self, specs: Sequence[Spec], locale: str) -> Iterable[str]:
        """As `draw` above, and with it where a process gives no answer; begins at once, waits when read."""
        turns = len(self._processes)
        if not turns:
            return draw(specs, locale)
        parts = [specs[turn::turns] for turn in range(turns)]
        for process, part in zip(self._processes, parts, strict=True):
            _ask(process, part, locale)
        return self._drawn(parts, locale)

    def _drawn(self, parts: Sequence[Sequence[Spec]], locale: str) -> Iterator[str]:
        """The pictures in the order in which they were asked, each from who was to draw it."""
        pairs = zip(self._processes, parts, strict=True)
        found = [iter(_answer(process, len(part)) or draw(part, locale)) for process, part in pairs]
        for place in range(sum(len(part) for part in parts)):
            yield next(found[place % len(found)])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.communicate()


def _started() -> subprocess.Popen[str]:
    """A process that draws what it is asked."""
    return subprocess.Popen(
        [sys.executable, *COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def _ask(process: subprocess.Popen[str], specs: Sequence[Spec], locale: str) -> None:
    """Ask for pictures; whether a process can hear is seen when it is to answer."""
    assert process.stdin is not None
    with suppress(OSError, ValueError):
        process.stdin.write(json.dumps({"specs": list(specs), "locale": locale}) + "\n")
        process.stdin.flush()


def _answer(process: subprocess.Popen[str], count: int) -> list[str] | None:
    """The pictures that were asked for, or nothing where a process ended before it had drawn them."""
    assert process.stdout is not None
    with suppress(OSError, ValueError):
        found = [str(svg) for svg in json.loads(process.stdout.readline())]
        return found if len(found) == count else None
    return None


def serve() -> None:
    """Answer requests from standard input until it ends; an interrupt is for who asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    draw([FIRST], "en-US")
    for line in sys.stdin:
        request = json.loads(line)
        sys.stdout.write(json.dumps(draw(request["specs"], request["locale"])) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
