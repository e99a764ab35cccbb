"""The command line: what it prints, what it writes, how it ends. The rooms behind it are stand-ins here."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner

from hiap.cli import app
from hiap.domain.errors import Fault, InputError, NoSuchRunError, RunExistsError
from hiap.runs.folder import Written

RESULT: dict[str, Any] = {
    "schema": "hiap-result/1",
    "settings": {"draws": 0, "years": 40, "perspective": "society"},
    "scenarios": {
        "lunch": {
            "title": {"nl": "Lunch é", "en": "Lunch"},
            "haly": {"mean": 1234.5, "median": None, "low": None, "high": None, "chance_positive": None},
        }
    },
}


REPLACED = (
    "hiap.workflow.appraise",
    "hiap.workflow.reference",
    "hiap.workflow.register",
    "hiap.workflow.show",
    "hiap.workflow.catalogue",
    "hiap.runs.folder",
)


class Rooms:
    """Stand-ins for the rooms behind the command line, with what they were asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[dict[str, Any]] = []
        self.written: list[tuple[Path, list[str]]] = []
        self.failure: BaseException | None = None
        self.write_failure: BaseException | None = None
        self.already = False
        self.checks = [{"check": "units", "ok": True, "detail": ""}]
        for name in REPLACED:
            import_module(name)  # whole, before its place is taken: others import from it
        faults = {"input_faults": lambda measures, settings: [Fault(measures[0], 1, "a", "b")]}
        self._set(monkeypatch, "hiap.workflow.appraise", appraise=self.appraise, **faults)
        self._set(monkeypatch, "hiap.workflow.reference", reference_rows=self.reference_rows)
        lunch = [{"id": "lunch", "title": {"nl": "Lunch é", "en": "Lunch"}}]
        listed = {"measure_rows": lambda folder, progress: self._give(lunch), "overdue": None}
        self._set(monkeypatch, "hiap.workflow.register", **listed)
        lunch_itself = {"title": "Lunch", "costs": [{"amount": 1.5}], "document": {"acts": "vws"}}
        given = {"show": lambda name, pack, folder: self._give({"id": name, **lunch_itself})}
        self._set(monkeypatch, "hiap.workflow.show", **given)
        self._set(
            monkeypatch,
            "hiap.workflow.catalogue",
            pack_rows=lambda pack: self._give([{"table": "population.csv", "grade": "C", "pack": pack}]),
            pack_check=lambda pack: self.checks,
        )
        self._set(monkeypatch, "hiap.runs.folder", write_run=self.write_run, RECEIPT="run.yaml")

    def _set(self, monkeypatch: pytest.MonkeyPatch, name: str, **names: Any) -> None:
        module = ModuleType(name)
        for key, value in names.items():
            setattr(module, key, value)
        monkeypatch.setitem(sys.modules, name, module)

    def _give(self, value: Any) -> Any:
        if self.failure is not None:
            raise self.failure
        return value

    def appraise(
        self, measures: list[str], *, progress: Callable[..., None], keep: Any = None, **settings: Any
    ) -> dict[str, Any]:
        self.asked.append({"measures": measures, **settings})
        progress(1, 2, "reference")
        return dict(self._give(RESULT))

    def reference_rows(
        self, table: str | None, pack: str, by: str, year: int | None, draws: int, seed: int
    ) -> list[dict[str, Any]]:
        row = {"table": table or "population", "year": 2025, "sex": "all", "value": 1.25, "low": None}
        return [dict(self._give(row))]

    def write_run(self, result: dict[str, Any], out: Path, files: dict[str, str | bytes]) -> Written:
        if self.write_failure is not None:
            raise self.write_failure
        self.written.append((out, list(files)))
        return Written(out / "run-1", self.already)


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rooms:
    monkeypatch.chdir(tmp_path)
    return Rooms(monkeypatch)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


def test_appraise_prints_the_summary_and_says_where_the_run_is(rooms: Rooms) -> None:
    done = run("appraise", "lunch", "tax", "--draws", "5", "--seed", "7", "--years", "20")
    assert done.exit_code == 0
    assert rooms.asked == [
        {
            "measures": ["lunch", "tax"],
            "draws": 5,
            "seed": 7,
            "years": 20,
            "perspective": "society",
            "pack": "NLD/2025",
            "engine": "auto",
            "variants": (),
            "workers": None,
            "scheduler": None,
            "overlap": (),
            "equity_goal": "gap",
            "equity_floor": None,
        }
    ]
    assert "Lunch é" in done.stdout
    assert "1.200" in done.stdout
    assert str(Path("out") / "run-1") in done.stdout
    out, files = rooms.written[0]
    assert out == Path("out")
    assert {"dossier.html", "result.json", "scenarios.csv"} <= set(files)


def test_json_prints_one_object_and_writes_nothing(rooms: Rooms) -> None:
    done = run("appraise", "lunch", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == RESULT
    assert rooms.written == []


def test_json_with_out_writes_and_keeps_stdout_clean(rooms: Rooms) -> None:
    done = run("appraise", "lunch", "--json", "--out", "runs")
    assert json.loads(done.stdout) == RESULT
    assert rooms.written[0][0] == Path("runs")
    assert "run-1" in done.stderr


def test_english_on_request(rooms: Rooms) -> None:
    done = run("appraise", "lunch", "--lang", "en")
    assert "Healthy years" in done.stdout
    assert "Written:" in done.stdout


@pytest.mark.parametrize(("lang", "words"), [("nl", "stond er al"), ("en", "was there already")])
def test_a_run_that_was_there_already_is_not_said_to_be_written(rooms: Rooms, lang: str, words: str) -> None:
    rooms.already = True
    done = run("appraise", "lunch", "--lang", lang)
    assert words in done.stdout
    assert str(Path("out") / "run-1" / "dossier.html") in done.stdout
    assert "Geschreven" not in done.stdout
    assert "Written" not in done.stdout


def test_all_bad_settings_are_told_at_once_with_the_cure(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("\n\nid: package\n")
    options = ("--draws", "x", "--seed", "1.5", "--years", "100", "--perspective", "societty")
    done = run("appraise", str(bad), "sugar-tex", *options, "--lang", "eng", "--out", "")
    assert done.exit_code == 2
    lines = done.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines[:6]] == [
        *("--lang", "--out", "--draws", "--seed", "--perspective", "--years")
    ]
    assert all("; " in line for line in lines)
    assert f"{bad}:3: the id package is the name of a scenario; choose another id" in lines
    assert lines[-1].startswith("sugar-tex: ")
    for cure in ("did you mean en?", "did you mean society?", "give at most 76", "did you mean sugar-tax?"):
        assert cure in done.stderr
    assert list(tmp_path.iterdir()) == [bad]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "sugar-tex", "--format", "jsn"], ["did you mean json?", "did you mean sugar-tax?"]),
        (
            ["reference", "--table", "death", "--format", "jsn"],
            ["did you mean json?", "did you mean deaths?"],
        ),
        (
            ["pack", "sources", "--table", "lags", "--format", "jsn"],
            ["did you mean json?", "did you mean lag?"],
        ),
    ],
)
def test_lists_tell_faults_of_options_and_of_names_at_once(arguments: list[str], told: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert [cure in line for cure, line in zip(told, done.stderr.splitlines(), strict=True)] == [True, True]


def test_options_of_the_command_line_alone_are_told_before_computing(rooms: Rooms) -> None:
    done = run("appraise", "lunch", "--lang", "fr")
    assert done.stderr.splitlines() == ["--lang: 'fr' is not known; known are en, nl", "lunch:1: a; b"]
    assert (rooms.asked, rooms.written) == ([], [])


def test_out_that_is_no_folder_is_refused_before_computing(rooms: Rooms, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    for out in ("taken", "taken/inside", "lost", "", " ", "a" * 300):
        done = run("appraise", "lunch", "--json", "--out", out)
        assert done.exit_code == 2
        assert done.stderr.startswith("--out: ")
        assert "give a" in done.stderr
    assert rooms.asked == []


def test_every_fault_of_bad_input_is_one_line_without_traceback(rooms: Rooms) -> None:
    faults = [
        Fault("m.yaml", 3, "no source", "add one"),
        Fault("m.yaml", 9, "share over 1", "make it smaller"),
    ]
    rooms.failure = InputError(faults)
    done = run("appraise", "m.yaml")
    assert done.exit_code == 2
    assert done.stderr.splitlines() == [str(fault) for fault in faults]
    assert rooms.written == []


@pytest.mark.parametrize(
    ("failure", "code", "message"),
    [
        (RunExistsError("out holds another run; choose another --out"), 2, "another run"),
        (NoSuchRunError("no run there"), 3, "no run there"),
        (OSError(errno.ENOSPC, "No space left on device"), 2, "free some space"),
        (PermissionError(errno.EACCES, "Permission denied", "out"), 2, "write to"),
    ],
)
def test_a_failed_write_ends_clearly(rooms: Rooms, failure: BaseException, code: int, message: str) -> None:
    rooms.write_failure = failure
    done = run("appraise", "lunch")
    assert done.exit_code == code
    assert message in done.stderr
    assert "Traceback" not in done.output


def test_no_message_steers_the_terminal(rooms: Rooms) -> None:
    rooms.write_failure = PermissionError(errno.EACCES, "Permission denied", "a\x1b[2J\rb")
    done = run("appraise", "lunch")
    assert r"cannot use a\x1b[2J\rb: Permission denied" in done.stderr


@pytest.mark.parametrize("moment", ["failure", "write_failure"])
def test_an_interrupt_while_computing_or_writing_ends_with_130(rooms: Rooms, moment: str) -> None:
    setattr(rooms, moment, KeyboardInterrupt())
    assert run("appraise", "lunch").exit_code == 130


def test_a_bug_is_not_hidden(rooms: Rooms) -> None:
    rooms.failure = ZeroDivisionError("a bug")
    assert isinstance(run("appraise", "lunch").exception, ZeroDivisionError)


def test_no_measure_is_bad_input(rooms: Rooms) -> None:
    assert run("appraise").exit_code == 2


@pytest.mark.parametrize(
    "command", [["measures"], ["show", "lunch"], ["reference"], ["pack"], ["pack", "check"]]
)
def test_lists_come_as_table_csv_and_json(rooms: Rooms, command: list[str]) -> None:
    table, text, data = (run(*command, "--format", form) for form in ("table", "csv", "json"))
    assert [done.exit_code for done in (table, text, data)] == [0, 0, 0]
    assert table.stdout.strip()
    assert list(csv.DictReader(io.StringIO(text.stdout)))
    assert json.loads(data.stdout)
    assert run(*command, "--format", "xml").exit_code == 2


def test_reference_gives_one_table(rooms: Rooms) -> None:
    done = run("reference", "--table", "deaths", "--format", "csv")
    assert done.stdout == "table,year,sex,value,low\ndeaths,2025,all,1.25,\n"


def test_show_json_is_the_description_itself(rooms: Rooms) -> None:
    assert json.loads(run("show", "lunch", "--format", "json").stdout) == {
        "id": "lunch",
        "title": "Lunch",
        "costs": [{"amount": 1.5}],
        "document": {"acts": "vws"},
    }


def test_an_unknown_id_is_bad_input(rooms: Rooms) -> None:
    rooms.failure = InputError([Fault("lnch", None, "is not in the catalogue", "did you mean lunch?")])
    done = run("show", "lnch")
    assert done.exit_code == 2
    assert "did you mean lunch?" in done.stderr


def test_a_failed_pack_check_ends_with_2(rooms: Rooms) -> None:
    rooms.checks = [{"check": "units", "ok": False, "detail": "population.csv has none"}]
    done = run("pack", "check")
    assert done.exit_code == 2
    assert "population.csv has none" in done.stdout
    assert run("pack", "mend").exit_code == 2


def test_a_pack_is_chosen(rooms: Rooms) -> None:
    run("appraise", "lunch", "--pack", "packs/mine")
    assert rooms.asked[0]["pack"] == "packs/mine"
    listed = json.loads(run("pack", "--pack", "packs/mine", "--format", "json").stdout)
    assert listed[0]["pack"] == "packs/mine"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["import-dynamo"], "Missing argument 'DIR'"),
        (["check", "packs/mine"], "unexpected extra argument"),
        (["--out", "new"], "No such option: --out"),
        (["--pack", "packs/mine", "check"], "write hiap pack check --pack"),
    ],
)
def test_a_folder_stands_where_it_belongs(rooms: Rooms, words: list[str], told: str) -> None:
    done = run("pack", *words)
    assert done.exit_code == 2
    assert told in done.stderr


POSITION: dict[str, Any] = {
    "net_present_value": {"mean": -2_100_000.0, "low": None, "high": None},
    "cash_need": {"mean": 3e6, "low": None, "high": None},
    "chance_of_loss": None,
    "worst_year": 2028,
    "worst_year_mean_eur": -1e6,
    "bad_year": None,
    "bad_year_low_eur": None,
}
AGREED: dict[str, Any] = {
    "agreement": {
        "title": {"nl": "Afspraak", "en": "Agreement"},
        "division": "none",
        "first_year": 2027,
        "last_year": 2030,
        "notes": [{"nl": "Let op.", "en": "Mind."}],
    },
    "pack": {"id": "NLD/2025", "price_year": 2024},
    "draws": 0,
    "parties": {"ggd": {"nl": "GGD", "en": "Health service"}},
    "positions": [
        {
            "party": "ggd",
            "joins": True,
            "required": True,
            "without": POSITION,
            "with": POSITION,
            **dict.fromkeys(("share_eur", "side_payment_eur", "smallest_side_payment_eur")),
        }
    ],
    "game": {
        "total_eur": -2_100_000.0,
        "division_exists": False,
        "would_not_join": ["ggd"],
        "better_without_the_others": [],
        "payers_outside": [],
        "free_riders": {},
        "divisions": {},
    },
    "chance": [],
    "leaving": None,
    "society": {"without_eur": -2_100_000.0, "with_eur": -2_100_000.0},
}


def test_agree_tells_what_an_agreement_means(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms._set(monkeypatch, "hiap.workflow.agree", agree=lambda file, **width: rooms._give(AGREED))
    told = run("agree", "a.yaml")
    assert told.exit_code == 0
    assert "Partij ‘GGD’ zou niet meedoen: met deze afspraak verliest zij € 2,1 mln." in told.stdout
    assert "Let op." in told.stdout
    assert "No division exists" in run("agree", "a.yaml", "--lang", "en").stdout
    (row,) = csv.DictReader(io.StringIO(run("agree", "a.yaml", "--format", "csv").stdout))
    assert row["with_net_present_value_mean_eur"] == "-2100000.0"
    assert json.loads(run("agree", "a.yaml", "--format", "json").stdout)["draws"] == 0
    assert run("agree", "a.yaml", "--lang", "fr").exit_code == 2
    rooms.failure = InputError([Fault("a.yaml", 4, "no party", "name one")])
    assert run("agree", "a.yaml").stderr == "a.yaml:4: no party; name one\n"


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("hiap ")
    assert "appraise" in run("--help").stdout


PIPED = """
import sys, types
module = types.ModuleType("hiap.workflow.register")
module.measure_rows = lambda folder, progress: [{"id": f"measure-{k}", "value": k} for k in range(100000)]
module.overdue = None
sys.modules["hiap.workflow.register"] = module
sys.argv = ["hiap", "measures", "--format", "csv"]
from hiap.cli import main
main()
"""


def test_a_closed_pipe_is_quiet() -> None:
    process = subprocess.Popen([sys.executable, "-c", PIPED], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().strip() == b"id,value"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


def test_a_code_page_without_the_signs_does_not_stop_the_output() -> None:
    code = PIPED.replace('"csv"', '"table"').replace("range(100000)", "range(2)").replace("measure-", "€ Ω–")
    env = {**os.environ, "PYTHONIOENCODING": "cp437"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env)
    assert b"EUR" in done.stdout
