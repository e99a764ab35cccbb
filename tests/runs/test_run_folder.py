"""Run folders: whole or not there, never overwritten, and clean after a run that was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hiap.domain.errors import RunExistsError
from hiap.runs import lock
from hiap.runs.folder import write_run

RESULT: dict[str, Any] = {
    "hiap_version": "0.1.0",
    "schema": "hiap-result/1",
    "engine": "numpy",
    "pack": {"id": "NLD/2025", "base_year": 2025, "sha256": "cd"},
    "settings": {"draws": 0},
    "measures": {"lunch": "ab"},
    "scenarios": {"lunch": {}},
}
FILES: dict[str, str | bytes] = {"a.csv": "1\n", "b.csv": "2\n"}
WRITER = f"""
import sys
from pathlib import Path
from hiap.runs import folder
write = folder.write_through
def one_at_a_time(path, content):
    write(path, content)
    print(path.name, flush=True)
    sys.stdin.readline()
folder.write_through = one_at_a_time
folder.write_run({RESULT!r}, Path(sys.argv[1]), {{"a.csv": "other", "b.csv": "2"}})
"""
Writer = subprocess.Popen[str]


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files too, by path."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def halfway(tmp_path: Path) -> Iterator[Writer]:
    """A process that has written the first of its files and waits."""
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "a.csv"
    yield process
    process.kill()
    process.communicate()


def test_a_run_holds_its_files_and_a_receipt_and_nothing_else_is_left(tmp_path: Path) -> None:
    written = write_run(RESULT, tmp_path / "deep" / "out", FILES)
    assert not written.already
    assert {file.name for file in written.folder.iterdir()} == {
        "a.csv",
        "b.csv",
        "ro-crate-metadata.json",
        "run.yaml",
    }
    assert (written.folder / "a.csv").read_bytes() == b"1\n"
    assert [path.name for path in (tmp_path / "deep" / "out").glob(".writing-*")] == []


def test_the_same_run_again_is_known_and_left_alone(tmp_path: Path) -> None:
    first = write_run(RESULT, tmp_path, FILES)
    (first.folder / "my notes.txt").write_text("mine")
    before = contents(tmp_path)
    second = write_run(RESULT, tmp_path, FILES)
    assert second.already
    assert second.folder == first.folder
    assert contents(tmp_path) == before


def test_another_python_or_numpy_is_the_same_run(tmp_path: Path) -> None:
    receipt = write_run(RESULT, tmp_path, FILES).folder / "run.yaml"
    lines = receipt.read_bytes().splitlines(keepends=True)
    versions = {b"python": b"python: 3.99.1\n", b"numpy": b"numpy: 9.9.0rc1\n"}
    receipt.write_bytes(b"".join(versions.get(line.partition(b":")[0], line) for line in lines))
    assert b"9.9.0rc1" in receipt.read_bytes()
    assert write_run(RESULT, tmp_path, FILES).already


def _change_a_number(folder: Path) -> None:
    (folder / "a.csv").write_text("3\n")


def _cut_off(folder: Path) -> None:
    (folder / "b.csv").write_bytes(b"")


def _change_the_settings_of_the_receipt(folder: Path) -> None:
    text = (folder / "run.yaml").read_bytes()
    assert b"draws: 0" in text
    (folder / "run.yaml").write_bytes(text.replace(b"draws: 0", b"draws: 7"))


def _cut_off_the_receipt(folder: Path) -> None:
    text = (folder / "run.yaml").read_bytes()
    (folder / "run.yaml").write_bytes(text[: len(text) // 2])


def _lose_a_version(folder: Path) -> None:
    lines = (folder / "run.yaml").read_bytes().splitlines(keepends=True)
    (folder / "run.yaml").write_bytes(b"".join(line for line in lines if not line.startswith(b"python")))


def _lose_a_file(folder: Path) -> None:
    (folder / "b.csv").unlink()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (_change_a_number, "a.csv"),
        (_cut_off, "b.csv"),
        (_change_the_settings_of_the_receipt, "run.yaml"),
        (_cut_off_the_receipt, "run.yaml"),
        (_lose_a_version, "run.yaml"),
        (_lose_a_file, "b.csv"),
    ],
)
def test_a_folder_that_was_changed_is_refused_and_kept(
    tmp_path: Path, change: Callable[[Path], None], name: str
) -> None:
    change(write_run(RESULT, tmp_path, FILES).folder)
    before = contents(tmp_path)
    with pytest.raises(RunExistsError, match=rf"holds another run \({name} .*move it away") as caught:
        write_run(RESULT, tmp_path, FILES)
    assert caught.value.exit_code == 2
    assert contents(tmp_path) == before


def test_what_a_killed_run_left_goes_with_the_next_run(halfway: Writer, tmp_path: Path) -> None:
    halfway.kill()
    halfway.wait()
    (left,) = tmp_path.glob(".writing-*")
    assert contents(left) == {"a.csv": b"other"}
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == []
    written = write_run(RESULT, tmp_path, FILES)
    assert not left.exists()
    assert len(contents(written.folder)) == 4


def test_a_run_that_is_being_written_is_waited_for_and_left_alone(
    halfway: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(tmp_path)
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0.2)
    with pytest.raises(RunExistsError, match=r"being written there .*give another --out"):
        write_run(RESULT, tmp_path, FILES)
    assert contents(tmp_path) == before
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 30.0)
    waiting = threading.Thread(target=write_run, args=(RESULT, tmp_path, FILES))
    waiting.start()
    halfway.communicate("\n\n\n\n", timeout=30)
    waiting.join(timeout=30)
    assert halfway.returncode == 0
    runs = [contents(folder) for folder in tmp_path.glob("lunch-*")]
    assert sorted(run["a.csv"] for run in runs) == [b"1\n", b"other"]
    assert all(set(run) == {"a.csv", "b.csv", "ro-crate-metadata.json", "run.yaml"} for run in runs)
    assert list(tmp_path.glob(".writing-*")) == []


def test_a_folder_of_somebody_else_stays_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / ".writing-a-book").mkdir()
    (tmp_path / ".writing-a-book" / "chapter one").write_text("It was a dark night")
    (tmp_path / ".writing-plan").write_text("b")
    write_run(RESULT, tmp_path, FILES)
    assert (tmp_path / ".writing-a-book" / "chapter one").exists()
    assert (tmp_path / ".writing-plan").exists()


def test_without_locks_a_run_is_written_and_nothing_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(handle: int) -> bool:
        raise OSError("no locks available")

    monkeypatch.setattr(lock, "_lock", no_locks)
    (tmp_path / ".writing-abcd1234").mkdir()
    assert len(contents(write_run(RESULT, tmp_path, FILES).folder)) == 4
    assert (tmp_path / ".writing-abcd1234").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(RunExistsError, match="give another --out"):
        write_run(RESULT, tmp_path, FILES)


def test_space_is_the_cure_of_a_full_disk_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise OSError(2, "No such file or directory")

    monkeypatch.setattr(Path, "mkdir", missing)
    with pytest.raises(RunExistsError, match=r"No such file or directory; give another --out$"):
        write_run(RESULT, tmp_path / "out", FILES)


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RunExistsError, match="No space left on device; free some space"):
        write_run(RESULT, tmp_path, FILES)
    assert contents(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []
