"""The house rules that a machine can read: direction of imports, sizes, docstrings, words out of place."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from syntax import parsed

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "hiap"
ROOMS = (
    *("domain", "equations", "uncertainty", "data", "catalogue"),
    *("evidence", "simulation", "consequences", "economics", "equity", "monitoring"),
    *("workflow", "runs", "reports", "server", "cli"),
)
SIBLINGS = {"evidence", "simulation", "consequences", "economics", "equity", "monitoring"}
KNOW_NOBODY = {"domain", "equations"}
FACES = {"__init__.py", "__main__.py"}
MODULES = sorted(PACKAGE.rglob("*.py"))
TOOLS = sorted((ROOT / "tools").rglob("*.py"))
LONGEST_FILE = 500
LONGEST_FUNCTION = 60

# Written as patterns, so that this file does not itself contain what it looks for.
FOREIGN = {
    "absolute path of a machine": re.compile(r"(?:^|[\s\"'`=(\[,:])/(?:home|root|tmp|work|Users)\b", re.M),
    "address of a local file": re.compile(r"file:/{2}", re.I),
    "Windows path of a machine": re.compile(r"\b[A-Z]:\\Users\b"),
    "host of a package registry": re.compile(
        r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|anaconda\.org|crates\.io|proxy\.golang\.org", re.I
    ),
}
OUTSIDE = re.compile(r"\.\./shared")
RAW_FOLDER_MAY_BE_NAMED = ("tools/", "Makefile")


def name_of(path: Path) -> str:
    """Give a path as it stands in the repository."""
    return path.relative_to(ROOT).as_posix()


def imported_names(path: Path) -> Iterator[str]:
    """Give the full dotted name of everything that a module imports, wherever in the file."""
    folders = path.parent.parts
    package = folders[len(folders) - 1 - folders[::-1].index("hiap") :]
    for node in ast.walk(parsed(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            stem = ".".join([*above, *filter(None, [node.module])])
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def wrong_imports(path: Path, room: str) -> list[str]:
    """Give the imports of a module that its room may not have: from below, a sibling, or a face."""
    wrong = []
    for name in imported_names(path):
        head, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if head != "hiap" or other in (room, "__version__"):
            continue
        below = other not in ROOMS or ROOMS.index(other) > ROOMS.index(room)
        if below or room in KNOW_NOBODY or {room, other} <= SIBLINGS:
            wrong.append(name)
    return wrong


def repository_files() -> list[Path]:
    """Give the files of the repository: those that git has or would add; without git, the whole tree."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
        paths = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not ({".venv", ".git", "out"} & set(path.parts))]
    return [path for path in paths if path.is_file()]


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function of a module, methods and inner functions included."""
    tree = ast.walk(parsed(path.read_text(encoding="utf-8")))
    return [node for node in tree if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def public_equations() -> dict[str, str]:
    """Give the docstring of every public function of the room `equations`."""
    found = {}
    for path in sorted((PACKAGE / "equations").glob("*.py")):
        for node in parsed(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found[f"{path.stem}.{node.name}"] = ast.get_docstring(node) or ""
    return found


def used_names() -> set[str]:
    """Give every name that the product reads or imports, and what the tools import from it."""
    found: set[str] = set()
    for path in [*MODULES, *TOOLS]:
        for node in ast.walk(parsed(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name) and path in MODULES:
                found.add(node.id)
            elif isinstance(node, ast.ImportFrom) and (
                path in MODULES or str(node.module).startswith("hiap.")
            ):
                found.update(alias.name for alias in node.names)
    return found


def test_every_folder_is_a_known_room_and_every_loose_module_a_face() -> None:
    folders = {path.relative_to(PACKAGE).parts[0] for path in MODULES if path.parent != PACKAGE}
    loose = {path.name for path in MODULES if path.parent == PACKAGE}
    assert folders <= set(ROOMS)
    assert loose <= FACES


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent != PACKAGE], ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0]
    assert wrong_imports(path, room) == [], f"{room} may import only from rooms above it in the list"


@pytest.mark.parametrize(
    ("room", "line", "allowed"),
    [
        ("simulation", "from hiap.equations.disease import step", True),
        ("simulation", "from hiap.simulation.state import State", True),
        ("simulation", "from .state import State", True),
        ("runs", "from hiap import __version__", True),
        ("simulation", "import numpy", True),
        ("simulation", "from hiap.workflow import appraise", False),
        ("simulation", "from hiap.economics import ledger", False),
        ("simulation", "from ..economics import ledger", False),
        ("simulation", "def late():\n    import hiap.equity.gap", False),
        ("equations", "from hiap.domain import errors", False),
        ("domain", "from hiap import catalogue", False),
        ("workflow", "from hiap import appraise", False),
        ("workflow", "from hiap.cli import main", False),
        ("workflow", "import hiap", False),
    ],
)
def test_the_import_rule_sees_each_kind(tmp_path: Path, room: str, line: str, allowed: bool) -> None:
    path = tmp_path / "hiap" / room / "module.py"
    path.parent.mkdir(parents=True)
    path.write_text(line, encoding="utf-8")
    assert (wrong_imports(path, room) == []) is allowed


@pytest.mark.parametrize("room", sorted({path.parent for path in MODULES}), ids=name_of)
def test_every_room_says_what_belongs_in_it(room: Path) -> None:
    init = room / "__init__.py"
    assert init.exists(), "a folder with code is a package"
    assert ast.get_docstring(parsed(init.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", [*MODULES, *TOOLS], ids=name_of)
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_stay_small(path: Path) -> None:
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions_of(path)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_the_repository_speaks_of_the_project_alone() -> None:
    found = []
    for path in repository_files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        text = content.decode("utf-8")
        rules = dict(FOREIGN)
        if not name_of(path).startswith(RAW_FOLDER_MAY_BE_NAMED):
            rules["folder outside the repository"] = OUTSIDE
        for what, pattern in rules.items():
            found += [f"{name_of(path)}: {what}: {hit.group().strip()}" for hit in pattern.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("absolute path of a machine", "see " + "/" + "home/someone/data"),
        ("absolute path of a machine", "root=" + "/" + "work/main"),
        ("absolute path of a machine", "'" + "/" + "tmp'"),
        ("address of a local file", "file:" + "//localhost"),
        ("host of a package registry", "files.python" + "hosted.org"),
    ],
)
def test_the_words_rule_sees_what_does_not_belong(what: str, text: str) -> None:
    assert FOREIGN[what].search(text)


@pytest.mark.parametrize("text", ["out/home/page", "care/work", "https://example.org/work/9", "and/or"])
def test_the_words_rule_lets_ordinary_text_pass(text: str) -> None:
    assert not any(pattern.search(text) for pattern in FOREIGN.values())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_imports(path: Path) -> None:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    importlib.import_module(".".join(parts).removesuffix(".__init__"))


@pytest.mark.parametrize("name", public_equations())
def test_every_equation_cites_its_number_and_shows_an_example(name: str) -> None:
    docstring = public_equations()[name]
    assert re.search(r"\([^()]*\d\.\d+[^()]*\)|\bmodel \d", docstring), f"{name}: cite the model, as in (2.1)"
    assert ">>>" in docstring, f"{name}: show a small example"


def test_every_equation_is_used_by_the_model_or_the_tools() -> None:
    """A published table says something of the model only if the model runs the equation that it tests."""
    used = used_names()
    unused = {name for name in public_equations() if name.partition(".")[2] not in used}
    assert unused == set(), "use it where the model writes it out, or remove it with its tests"
