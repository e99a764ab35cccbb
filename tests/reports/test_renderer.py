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
        assert list(apart.draw([FIRST, BARS, BARS], "nl-NL")) == draw([FIRST, BARS, BARS], "nl-NL")


def test_a_process_that_was_killed_costs_time_and_no_picture() -> None:
    with Renderer() as apart:
        apart.start()
        assert apart._processes
        apart._processes[-1].kill()
        apart._processes[-1].wait()
        assert list(apart.draw([FIRST, BARS, BARS], "nl-NL")) == draw([FIRST, BARS, BARS], "nl-NL")


def test_a_process_that_is_killed_while_it_draws_costs_time_and_no_picture() -> None:
    with Renderer() as apart:
        apart.start()
        asked = apart.draw([BARS] * 9, "nl-NL")
        for process in apart._processes:
            process.kill()
        assert list(asked) == draw([BARS] * 9, "nl-NL")


def test_a_process_that_cannot_start_costs_no_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with Renderer() as apart:
        apart.start()
        assert list(apart.draw([FIRST], "en-US")) == draw([FIRST], "en-US")


def test_pictures_come_in_the_order_in_which_they_were_asked() -> None:
    wide: list[dict[str, object]] = [BARS | {"width": 100 + n} for n in range(5)]
    with Renderer() as apart:
        apart.start()
        found = list(apart.draw(wide, "nl-NL"))
    assert found == draw(wide, "nl-NL")
    assert len(set(found)) == 5


def test_the_processes_end_with_the_block_and_leaves_interrupts_to_who_asks() -> None:
    with Renderer() as apart:
        apart.start()
        processes = list(apart._processes)
        assert processes
        list(apart.draw([FIRST], "en-US"))
        for process in processes:
            process.send_signal(signal.SIGINT)
        assert list(apart.draw([FIRST] * 2, "en-US"))
        assert all(process.poll() is None for process in processes)
    assert all(process.poll() is not None for process in processes)


def test_the_process_does_not_load_from_the_folder_it_stands_in() -> None:
    assert renderer.COMMAND[0] == "-P"
