"""Output that nobody reads: a reader that goes away or a closed stream is no fault of the run."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hiap.reports.progress import Progress

HIAP = (sys.executable, "-m", "hiap")
PROGRESS = re.compile(rb"\d+/\d+ draws\r?\n")
FILES = {
    "dossier.html",
    "result.json",
    "scenarios.csv",
    "by_year.csv",
    "by_party.csv",
    "by_ses.csv",
    "variants.csv",
    "columns.csv",
    "ro-crate-metadata.json",
    "run.yaml",
}


@pytest.fixture
def nobody() -> Iterator[int]:
    """The writing end of a pipe of which the reading end is closed."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


def files_of_the_run(out: Path) -> set[str]:
    """The files of the one run in a folder."""
    (folder,) = out.iterdir()
    return {file.name for file in folder.iterdir()}


@pytest.mark.parametrize(
    "command",
    [
        *(["--help"], ["--version"], ["appraise", "--help"], ["appraise", "sugar-tax", "--json"]),
        *(["measures", "--format", form] for form in ("table", "csv", "json")),
        ["show", "sugar-tax"],
        ["reference", "--table", "deaths"],
        ["pack"],
    ],
    ids=" ".join,
)
def test_a_reader_that_goes_away_ends_a_command_quietly(command: list[str], nobody: int) -> None:
    done = subprocess.run([*HIAP, *command], stdout=nobody, stderr=subprocess.PIPE)
    told = PROGRESS.sub(b"", done.stderr)  # of a slow run
    assert (done.returncode, told) == (0, b"")


def test_a_run_is_written_though_nobody_reads_the_summary(nobody: int, tmp_path: Path) -> None:
    command = [*HIAP, "appraise", "sugar-tax", "--out", str(tmp_path)]
    done = subprocess.run(command, stdout=nobody, stderr=nobody)
    assert done.returncode == 0
    assert files_of_the_run(tmp_path) == FILES


@pytest.mark.parametrize("command", [["show", "no-such-measure"], ["appraise"], ["measures", "--colour"]])
def test_bad_input_keeps_its_code_though_nobody_reads_why(command: list[str], nobody: int) -> None:
    assert subprocess.run([*HIAP, *command], stdout=nobody, stderr=nobody).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes the stream")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_does_not_stop_a_run(closed: str, tmp_path: Path) -> None:
    command = [*HIAP, "appraise", "sugar-tax", "--draws", "12", "--out", str(tmp_path)]
    done = subprocess.run(["sh", "-c", f'exec "$@" {closed}', "sh", *command], capture_output=True)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert files_of_the_run(tmp_path) == FILES


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes the stream")
@pytest.mark.parametrize(
    "command", [["--help"], ["--version"], ["measures"], ["measures", "--format", "csv"]]
)
def test_a_closed_stdout_is_no_error(command: list[str]) -> None:
    done = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *HIAP, *command], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("command", [["--help"], ["--version"], ["measures"]])
def test_output_that_does_not_fit_on_the_disk_is_told(command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*HIAP, *command], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


class Gone(io.StringIO):
    """A stream whose reader went away."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def test_a_computation_goes_on_when_nobody_reads_its_progress() -> None:
    with Progress(Gone(), quiet_seconds=0) as progress:
        progress.step(1, 2, "draws")
        progress.step(2, 2, "draws")
