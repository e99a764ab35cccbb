"""A run that was cut off goes on from its finished draws, and its bytes are those of a run in one go."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hiap.cli import app
from hiap.domain.errors import InputError, NoSuchRunError
from hiap.runs.lock import only_writer
from hiap.runs.unfinished import ASKED, Unfinished, again, keeping, new_in, read_unfinished
from hiap.workflow.appraise import appraise, repeat
from hiap.workflow.block import Task, run_block
from hiap.workflow.computed import Record, compute, from_measures
from hiap.workflow.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "examples"
STOVES = str(EXAMPLES / "clean-stoves.yaml")
ELSEWHERE = str(EXAMPLES / "packs" / "ELSEWHERE" / "2025")
ASKING = Settings(draws=20, years=4, pack=ELSEWHERE, engine="numpy", workers=1)
HIAP = [sys.executable, "-m", "hiap"]
HEARS_INTERRUPTS = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background hands on "ignore"
from hiap.__main__ import main
if __name__ == "__main__":
    main()
"""
APPRAISE = [*HIAP, "appraise", STOVES, "--pack", ELSEWHERE, "--years", "4", "--engine", "numpy"]
KILLS, SOON = 20, 120.0
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="no signal can be sent to one process")


def begun(out: Path) -> tuple[Unfinished, Task, Record]:
    """A place for the draws of a run in the small country, and its first block."""
    asked = from_measures([STOVES], ASKING)
    task = Task(asked.pack, asked.measures, 1, 20, 0, 5, 10, 50_000.0)
    return new_in(out, "en", ELSEWHERE)(asked.record()), task, asked.record()


def files_of(run: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in run.iterdir()}


def only_run(out: Path) -> Path:
    (run,) = out.iterdir()
    assert not run.name.startswith("unfinished-")
    return run


def test_a_kept_block_comes_back_to_the_byte(tmp_path: Path) -> None:
    place, task, _ = begun(tmp_path)
    assert place.get(task) is None
    part = run_block(task)
    place.put(task, part)
    found = place.get(task)
    assert found is not None
    assert found.haly.tobytes() == part.haly.tobytes()
    assert found.money.tobytes() == part.money.tobytes()
    assert found.clamps == part.clamps
    assert place.draws == 5


@pytest.mark.parametrize("left", [0, 1, 100, 0.5, 0.99])
def test_of_a_block_that_was_cut_off_nothing_is_used(left: float, tmp_path: Path) -> None:
    place, task, _ = begun(tmp_path)
    place.put(task, run_block(task))
    (file,) = place.folder.glob("*.npz")
    whole = file.read_bytes()
    file.write_bytes(whole[: left if isinstance(left, int) else int(left * len(whole))])
    assert place.get(task) is None


def test_a_block_with_a_changed_byte_is_not_used(tmp_path: Path) -> None:
    place, task, _ = begun(tmp_path)
    place.put(task, run_block(task))
    (file,) = place.folder.glob("*.npz")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    assert place.get(task) is None


def test_kept_draws_are_not_computed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes out is what was kept: a mark put into a kept block is in the differences."""
    asked = from_measures([STOVES], ASKING)
    with keeping(new_in(tmp_path, "en", ELSEWHERE)) as keeper:
        whole = compute(asked, keep=keeper.open).found
        assert keeper.kept is not None
        assert keeper.kept.draws == 20
        monkeypatch.setattr("hiap.workflow.parallel.run_block", lambda block: pytest.fail("computed again"))
        assert compute(asked, keep=lambda record: keeper.kept).found.haly.tobytes() == whole.haly.tobytes()
    assert list(tmp_path.iterdir()) == []


def test_variants_are_kept_apart(tmp_path: Path) -> None:
    names = ("causal-credit-1",)
    options = {"draws": 2, "years": 40, "engine": "numpy", "workers": 1, "variants": names}
    whole = appraise(["fall-prevention"], **options)  # type: ignore[arg-type]
    with keeping(new_in(tmp_path, "en", "NLD/2025")) as keeper:
        kept = appraise(["fall-prevention"], **options, keep=keeper.open)  # type: ignore[arg-type]
        assert keeper.kept is not None
        stems = {file.stem.rsplit("-", 2)[0] for file in keeper.kept.folder.glob("*.npz")}
        assert stems == {"base", *names}
        again_ = repeat(keeper.kept.record, keep=lambda record: keeper.kept)
    assert json.dumps(kept) == json.dumps(whole) == json.dumps(again_)


def stopped(out: Path, *, after_all_draws: bool) -> None:
    """A run in the small country that is stopped before it is written."""
    asked = from_measures([STOVES], ASKING)
    with keeping(new_in(out, "en", ELSEWHERE)) as keeper:
        if after_all_draws:
            compute(asked, keep=keeper.open)
        else:
            keeper.open(asked.record())
        raise KeyboardInterrupt


def test_a_failure_leaves_the_finished_draws_and_nothing_where_there_are_none(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        stopped(tmp_path, after_all_draws=False)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyboardInterrupt):
        stopped(tmp_path, after_all_draws=True)
    (folder,) = tmp_path.iterdir()
    assert read_unfinished(folder).draws == 20


def test_a_run_without_draws_keeps_nothing(tmp_path: Path) -> None:
    asked = from_measures([STOVES], Settings(years=4, pack=ELSEWHERE))
    with keeping(new_in(tmp_path / "out", "en", ELSEWHERE)) as keeper:
        assert keeper.open(asked.record()) is None
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="one process cannot hold a lock twice")
def test_two_processes_that_compute_the_same_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    place, _, record = begun(tmp_path)
    with only_writer(place.folder), keeping(new_in(tmp_path, "en", ELSEWHERE)) as keeper:
        assert keeper.open(record) is None
    assert place.folder.exists()


def test_a_pack_that_has_changed_is_refused(tmp_path: Path) -> None:
    place, _, record = begun(tmp_path)
    other = {**record, "pack": {"id": "ELSEWHERE/2025", "sha256": "0"}}
    with pytest.raises(InputError, match="has changed since this run was begun"):
        again(place)(other)
    assert again(place)(record) == place


def test_draws_of_other_versions_are_refused(tmp_path: Path) -> None:
    place, _, _ = begun(tmp_path)
    document = json.loads((place.folder / ASKED).read_text())
    document["versions"]["numpy"] = "1.0"
    (place.folder / ASKED).write_text(json.dumps(document))
    with pytest.raises(InputError, match=r"numpy 1\.0.*another version; appraise the measures again"):
        read_unfinished(place.folder)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"record": 1}'])
def test_what_was_asked_in_pieces_is_an_error_with_its_cure(content: str, tmp_path: Path) -> None:
    (tmp_path / ASKED).write_text(content)
    with pytest.raises(InputError, match="appraise the measures again"):
        read_unfinished(tmp_path)


def test_a_finished_run_and_a_folder_of_something_else_say_so(tmp_path: Path) -> None:
    with pytest.raises(NoSuchRunError, match="no run that was cut off"):
        read_unfinished(tmp_path)
    (tmp_path / "run.yaml").write_text("")
    with pytest.raises(NoSuchRunError, match="is finished"):
        read_unfinished(tmp_path)


@needs_signals
def test_an_interrupt_tells_how_to_go_on(tmp_path: Path) -> None:
    wanted = ["appraise", *APPRAISE[len(HIAP) + 1 :], "--draws", "2000", "--out", str(tmp_path)]
    command = [sys.executable, "-c", HEARS_INTERRUPTS, *wanted]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + SOON
    while not list(tmp_path.glob("*/base-*.npz")):
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    told = process.communicate(timeout=SOON)[1].splitlines()
    (folder,) = tmp_path.iterdir()
    assert process.returncode == 130
    assert told[-2:] == [
        f"{read_unfinished(folder).draws} draws are kept; go on with: hiap resume {folder}",
        "interrupted; nothing half-written is left",
    ]


def test_a_run_that_goes_on_shows_the_lines_of_the_analysis_where_asked(tmp_path: Path) -> None:
    asked = from_measures(["home-safety-for-falls", "fall-prevention"], Settings(draws=1, workers=1))
    place = new_in(tmp_path, "en", asked.settings.pack)(asked.record())
    done = CliRunner().invoke(app, ["resume", str(place.folder), "--mkba", "--workers", "1"])
    assert done.exit_code == 0, done.output
    assert "Programme cost" in done.stdout


@needs_signals
def test_a_run_killed_twenty_times_gives_the_same_bytes(tmp_path: Path) -> None:
    """Killed at random moments, while it loads, computes or writes, and gone on with each time."""
    begin = [*APPRAISE, "--draws", "150", "--out"]
    start = time.monotonic()
    subprocess.run([*begin, str(tmp_path / "whole")], check=True, capture_output=True, timeout=SOON)
    took = time.monotonic() - start
    whole, out = files_of(only_run(tmp_path / "whole")), tmp_path / "killed"
    moments = random.Random(20)
    gone_on, kills = 0, 0
    while kills < KILLS:
        left = sorted(out.glob("unfinished-*"))
        done = [folder for folder in out.glob("clean-stoves-*") if not left]
        for folder in done:
            assert files_of(folder) == whole
            shutil.rmtree(folder)
        gone_on += len(left)
        command = [*HIAP, "resume", str(left[0])] if left else [*begin, str(out)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            process.wait(moments.uniform(0.1, 0.7) * took)
        except subprocess.TimeoutExpired:
            process.kill()
            kills += 1
        told = process.communicate()[1].decode()
        assert process.returncode in (0, -signal.SIGKILL), told
    assert gone_on > KILLS // 4
    left = sorted(out.glob("unfinished-*"))
    command = [*HIAP, "resume", str(left[0])] if left else [*begin, str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=SOON)
    assert files_of(only_run(out)) == whole
