"""The renderer of charts: in its own process or in this one, the same pictures, and never without."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from hiap.reports import renderer
from hiap.reports.renderer import FIRST, Renderer, draw

BARS: dict[str, object] = {
    "data": {"values": [{"a": 1234.5, "b": "één"}, {"a": 2.0, "b": "twee"}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b", "type": "nominal"}},
}


def test_the_process_draws_what_this_process_draws() -> None:
    with Renderer() as apart:
        apart.start()
        assert apart.draw([FIRST, BARS], "nl-NL") == draw([FIRST, BARS], "nl-NL")


def test_a_process_that_was_killed_costs_time_and_no_picture() -> None:
    with Renderer() as apart:
        apart.start()
        assert apart._process is not None
        apart._process.kill()
        apart._process.wait()
        assert apart.draw([BARS], "nl-NL") == draw([BARS], "nl-NL")


def test_a_process_that_cannot_start_costs_no_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with Renderer() as apart:
        apart.start()
        assert apart.draw([FIRST], "en-US") == draw([FIRST], "en-US")


def test_the_process_ends_with_the_block_and_leaves_interrupts_to_who_asks() -> None:
    with Renderer() as apart:
        apart.start()
        process = apart._process
        assert process is not None
        apart.draw([FIRST], "en-US")
        process.send_signal(signal.SIGINT)
        assert apart.draw([FIRST], "en-US")
        assert process.poll() is None
    assert process.poll() is not None


def test_the_process_does_not_load_from_the_folder_it_stands_in() -> None:
    assert renderer.COMMAND[0] == "-P"
