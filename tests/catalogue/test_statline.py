"""Fetching from a service that is slow, fails, stops half-way, sends elsewhere, changes, or pages."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hiap.catalogue.download import Limits, fetch_json, fetch_rows
from hiap.catalogue.folder import pack_folder
from hiap.catalogue.pack import load_pack
from hiap.catalogue.statline import (
    TABLE,
    Wanted,
    cell_value,
    fetch,
    keep,
    latest,
    read_snapshot,
    wanted_tables,
)
from hiap.cli import app
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import FetchError
from hiap.workflow import update
from hiap.workflow.comparison import comparison_rows

QUICK = Limits(silence=0.3, whole=1.0, size=20_000, pages=5, tries=3, wait=1.0)
OBSERVATION = {"Id": 1, "Measure": "M1", "ValueAttribute": "None", "Value": 18_044_000.0, "StringValue": None}
CODES = [{"Identifier": "M1", "Title": "Totale bevolking"}, {"Identifier": "M2", "Title": "Mannen"}]


def observations(*extra: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows as StatLine gives them; codes may end in blanks."""
    men = OBSERVATION | {"Id": 2, "Measure": "M2", "Value": 9_000_000.0}
    return [{**row, "Perioden": "2025JJ00  "} for row in (OBSERVATION, men)] + list(extra)


class Service:
    """A stand-in for StatLine: what it answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append(self.path)
                service.answers[self.path.partition("?")[0]](self)

            def log_message(self, format: str, *args: Any) -> None:
                """Be silent."""

        return Handler

    def has(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None] | object) -> str:
        """Answer a path with a value as JSON, or with whatever a function does; give the address."""
        self.answers[path] = answer if callable(answer) else lambda request: send(request, json.dumps(answer))
        return f"{self.base}{path}"

    def table(self, rows: list[dict[str, Any]] | None = None) -> Wanted:
        """A small table of which every part is there."""
        self.has("/t/MeasureCodes", {"value": CODES})
        self.has("/t/Observations", {"value": observations() if rows is None else rows})
        columns = (*OBSERVATION, "Perioden")
        return replace(wanted_tables("NLD/2025")["37296ned"], address=f"{self.base}/t", columns=columns)


def send(request: BaseHTTPRequestHandler, text: str, code: int = 200, **headers: str) -> None:
    """Answer in full."""
    body = text.encode()
    request.send_response(code)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    known = {"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(body))}
    for name, value in (known | given).items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


@pytest.fixture
def service() -> Iterator[Service]:
    found = Service()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def waits() -> list[float]:
    """How long was waited between tries, without waiting."""
    return []


def in_turn(*answers: Callable[[BaseHTTPRequestHandler], None]) -> Callable[[BaseHTTPRequestHandler], None]:
    """Another answer at each request, the last one from then on."""
    left = list(answers)
    return lambda request: (left.pop(0) if len(left) > 1 else left[0])(request)


def failing(code: int) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda request: send(request, "{}", code)


def cut_off(request: BaseHTTPRequestHandler) -> None:
    """Promise more than comes."""
    send(request, '{"value": [1, 2', Content_Length="5000")
    request.close_connection = True


def cut_off_in_chunks(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "application/json")
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    request.wfile.write(b'5\r\n{"val\r\nff\r\nhalf')
    request.close_connection = True


def silent(request: BaseHTTPRequestHandler) -> None:
    time.sleep(1.0)


def dripping(request: BaseHTTPRequestHandler) -> None:
    """Never silent for long, never ready either."""
    request.send_response(200)
    request.send_header("Content-Type", "application/json")
    request.end_headers()
    try:
        for _ in range(40):
            request.wfile.write(b" ")
            request.wfile.flush()
            time.sleep(0.1)
    except OSError:
        return


def test_a_good_answer_comes_at_once(service: Service, waits: list[float]) -> None:
    assert fetch_json(service.has("/a", {"value": [1]}), QUICK, waits.append) == {"value": [1]}
    assert waits == []


@pytest.mark.parametrize("fault", [failing(503), failing(429), cut_off, cut_off_in_chunks, silent, dripping])
def test_a_fault_that_may_pass_is_tried_again(
    service: Service, waits: list[float], fault: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    good = json.dumps({"value": [1]})
    address = service.has("/a", in_turn(fault, fault, lambda request: send(request, good)))
    assert fetch_json(address, QUICK, waits.append) == {"value": [1]}
    assert waits == [1.0, 2.0]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (failing(503), "503"),
        (cut_off, "of 5000 bytes"),
        (silent, "timed out"),
        (dripping, "not finished after"),
    ],
)
def test_a_fault_that_stays_is_told(
    service: Service, waits: list[float], fault: Callable[[BaseHTTPRequestHandler], None], words: str
) -> None:
    address = service.has("/a", fault)
    with pytest.raises(FetchError, match=f"(?s){words}.*3 times; try again later"):
        fetch_json(address, QUICK, waits.append)
    assert len(service.asked) == 3


def test_nobody_at_the_address_is_told(service: Service, waits: list[float]) -> None:
    address = service.has("/a", {})
    service.server.shutdown()
    service.server.server_close()
    with pytest.raises(FetchError, match="cannot reach the service"):
        fetch_json(address, QUICK, waits.append)
    assert waits == [1.0, 2.0]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (failing(404), "404.*check the table"),
        (failing(403), "403"),
        (
            lambda request: send(request, "<html>", Content_Type="text/html"),
            "text/html, not application/json",
        ),
        (lambda request: send(request, "[1]"), "not one object"),
        (lambda request: send(request, json.dumps({"a": "x" * 30_000})), "more than 20,000 bytes"),
        (
            lambda request: send(request, "", 302, Location="http://example.org/a"),
            "sends on to http://example.org",
        ),
        (
            lambda request: send(request, "", 302, Location="ftp://127.0.0.1/a"),
            "sends on to ftp://",
        ),
    ],
    ids=["gone", "forbidden", "page", "list", "large", "elsewhere", "ftp"],
)
def test_what_no_try_can_mend_is_refused_at_once(
    service: Service, waits: list[float], answer: Callable[[BaseHTTPRequestHandler], None], words: str
) -> None:
    with pytest.raises(FetchError, match=words):
        fetch_json(service.has("/a", answer), QUICK, waits.append)
    assert (waits, len(service.asked)) == ([], 1)


def test_a_redirect_on_the_same_host_is_followed(service: Service) -> None:
    service.has("/new", {"value": []})
    address = service.has("/old", lambda request: send(request, "", 301, Location="/new"))
    assert fetch_json(address, QUICK) == {"value": []}


def test_pages_are_put_together_in_order(service: Service) -> None:
    third = service.has("/a3", {"value": [{"n": 5}]})
    service.has("/a2", {"value": [{"n": 3}, {"n": 4}], "@odata.nextLink": third})
    address = service.has("/a", {"value": [{"n": 1}, {"n": 2}], "@odata.nextLink": "a2"})
    assert [row["n"] for row in fetch_rows(address, QUICK)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("link", "words"),
    [("http://example.org/b", "sends on to http://example.org"), ("/a", "pages without end")],
)
def test_a_next_page_elsewhere_or_in_a_ring_is_refused(service: Service, link: str, words: str) -> None:
    address = service.has("/a", {"value": [], "@odata.nextLink": link})
    with pytest.raises(FetchError, match=words):
        fetch_rows(address, QUICK)
    assert len(service.asked) == 1


def test_a_table_is_kept_beside_its_receipt(service: Service, tmp_path: Path) -> None:
    table = service.table()
    folder = keep(table, fetch(table, QUICK), tmp_path)
    assert service.asked[-1] == "/t/Observations?$filter=Perioden%20eq%20%272025JJ00%27"
    snapshot = read_snapshot(folder)
    assert snapshot.observations == observations()
    assert (snapshot.receipt["rows"], snapshot.receipt["url"]) == (2, f"{service.base}/t/Observations")
    assert len(snapshot.receipt["sha256"]) == 64
    cell = {"Measure": "Totale bevolking", "Perioden": "2025JJ00"}
    assert cell_value(table, snapshot, cell) == 18_044_000.0
    with pytest.raises(FetchError, match="2 cells for"):
        cell_value(table, snapshot, {"Perioden": "2025JJ00"})


def test_the_same_content_is_kept_once_and_other_content_beside_it(service: Service, tmp_path: Path) -> None:
    table = service.table()
    first = keep(table, fetch(table, QUICK), tmp_path)
    assert keep(table, fetch(table, QUICK), tmp_path) == first
    service.table(observations(observations()[0] | {"Id": 3, "Perioden": "2024JJ00"}))
    second = keep(table, fetch(table, QUICK), tmp_path)
    assert latest(table.id, tmp_path) == second != first
    assert first.is_dir()


def test_changed_columns_are_refused_with_what_changed(service: Service) -> None:
    changed = [
        {key: value for key, value in row.items() if key != "Perioden"} | {"Jaar": "2025"}
        for row in observations()
    ]
    table = service.table(changed)
    with pytest.raises(FetchError, match=r"new: Jaar; gone: Perioden.*change its `columns` and `figures`"):
        fetch(table, QUICK)
    with pytest.raises(FetchError, match="rows differ"):
        fetch(service.table(observations({"Id": 9})), QUICK)
    with pytest.raises(FetchError, match="no rows for the filter"):
        fetch(service.table([]), QUICK)


def test_nothing_half_written_is_left(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = service.table()

    def broken(path: Path, content: bytes) -> None:
        path.write_bytes(content[:5])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hiap.catalogue.statline._write", broken)
    with pytest.raises(OSError, match="No space"):
        keep(table, fetch(table, QUICK), tmp_path)
    assert list((tmp_path / table.id).iterdir()) == []


def test_a_snapshot_that_was_changed_is_refused(service: Service, tmp_path: Path) -> None:
    table = service.table()
    folder = keep(table, fetch(table, QUICK), tmp_path)
    (folder / TABLE).write_text((folder / TABLE).read_text().replace("18044000", "18044001"))
    with pytest.raises(FetchError, match="not what its receipt says"):
        read_snapshot(folder)
    (folder / TABLE).unlink()
    with pytest.raises(FetchError, match="cannot be read"):
        read_snapshot(folder)


@pytest.fixture
def wired(service: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The command, with the stand-in for the service."""
    table = service.table()
    monkeypatch.setattr(update, "wanted_tables", lambda pack: {table.id: table})
    monkeypatch.setattr(
        update.update_rows, "__kwdefaults__", {"limits": QUICK, "pause": lambda seconds: None}
    )
    return service


def test_the_command_shows_the_difference_and_leaves_the_pack_alone(wired: Service, tmp_path: Path) -> None:
    digest = load_pack().digest
    done = CliRunner().invoke(app, ["pack", "update", "--cache", str(tmp_path), "--format", "json"])
    assert done.exit_code == 0
    (row,) = json.loads(done.stdout)
    assert (row["fetched"], row["in_pack"], row["difference"]) == (18_044_000, 18_044_027, -27)
    assert row["confirmed"] is False
    assert pack_folder(DEFAULT_PACK).digest() == digest


def test_without_the_service_the_snapshot_stays_and_is_compared(wired: Service, tmp_path: Path) -> None:
    ask = ["pack", "update", "--table", "37296ned", "--cache", str(tmp_path), "--format", "json"]
    assert CliRunner().invoke(app, ask).exit_code == 0
    kept = sorted(path.name for path in (tmp_path / "37296ned").iterdir())
    wired.has("/t/Observations", failing(503))
    done = CliRunner().invoke(app, ask)
    assert done.exit_code == 1
    assert json.loads(done.stdout)[0]["fetched"] == 18_044_000
    assert "503" in done.stderr
    assert "stays and is compared" in done.stderr
    assert sorted(path.name for path in (tmp_path / "37296ned").iterdir()) == kept


def test_changed_columns_leave_the_snapshot_alone(wired: Service, tmp_path: Path) -> None:
    ask = ["pack", "update", "--cache", str(tmp_path)]
    assert CliRunner().invoke(app, ask).exit_code == 0
    kept = sorted(path.name for path in (tmp_path / "37296ned").iterdir())
    wired.has("/t/Observations", {"value": [row | {"Regio": "NL01"} for row in observations()]})
    done = CliRunner().invoke(app, ask)
    assert done.exit_code == 1
    assert "new: Regio" in done.stderr
    assert sorted(path.name for path in (tmp_path / "37296ned").iterdir()) == kept


def test_without_service_and_snapshot_it_says_so(wired: Service, tmp_path: Path) -> None:
    wired.has("/t/MeasureCodes", failing(500))
    done = CliRunner().invoke(app, ["pack", "update", "--cache", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no earlier snapshot; the pack stays as it is" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_table_and_a_cache_that_is_a_file_are_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["pack", "update", "--table", "37296NED", "--cache", str(tmp_path)])
    assert (done.exit_code, "did you mean 37296ned?" in done.stderr) == (2, True)
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(app, ["pack", "update", "--cache", str(tmp_path / "file")])
    assert (done.exit_code, done.stderr) == (
        2,
        f"--cache: {tmp_path / 'file'} is not a folder; give a folder\n",
    )


def test_the_pack_names_its_tables_with_columns_over_https_and_figures_that_exist() -> None:
    official = [
        {key: row[key] for key in ("figure", "sex", "ages", "group", "year")} for row in comparison_rows()
    ]
    for table in wanted_tables("NLD/2025").values():
        assert table.address.startswith("https://")
        assert {"Id", "Measure", "Value"} <= set(table.columns)
        for figure in table.figures:
            assert set(figure["cell"]) <= set(table.columns)
            assert sum(figure["official"].items() <= row.items() for row in official) == 1
