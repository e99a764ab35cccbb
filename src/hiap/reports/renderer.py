"""Charts to SVG, in a process of its own that starts while the model still computes.

A renderer needs most of a second before its first picture. The process reads one request a line and answers
with one line; it ends when nobody can ask any more, however the asker ended.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

Spec = Mapping[str, object]
Draw = Callable[[Sequence[Spec], str], list[str]]
FIRST: Spec = {"data": {"values": [{}]}, "mark": "point"}
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
    """A renderer in a process of its own; to be used in a `with` block.

    >>> with Renderer() as renderer:
    ...     renderer.start()
    ...     renderer.draw([FIRST], "nl-NL")[0][:4]
    '<svg'
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Renderer:
        return self

    def start(self) -> None:
        """Start the process, if this computer can; nothing is lost if it cannot."""
        if self._process is None:
            with suppress(OSError):
                self._process = subprocess.Popen(
                    [sys.executable, *COMMAND],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    encoding="utf-8",
                )

    def draw(self, specs: Sequence[Spec], locale: str) -> list[str]:
        """As `draw` above, and with it where the process gives no answer."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return draw(specs, locale)
        try:
            self._process.stdin.write(json.dumps({"specs": list(specs), "locale": locale}) + "\n")
            self._process.stdin.flush()
            return [str(svg) for svg in json.loads(self._process.stdout.readline())]
        except (OSError, ValueError):
            return draw(specs, locale)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()


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
