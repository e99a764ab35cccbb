"""The RO-Crate of a run: by the rules of the standard, read by its library, and the same for the same run."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from hiap import appraise
from hiap.reports.files import run_files
from hiap.runs.crate import inputs_digest
from hiap.runs.folder import write_run
from hiap.workflow.versions import code_digest

NAME = "ro-crate-metadata.json"


def files_of(result: dict[str, Any], lang: str) -> dict[str, str | bytes]:
    return run_files(result, lang, lambda specs, locale: ["<svg></svg>"] * len(specs))


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    return appraise(["fall-prevention", "school-lunch"], years=5, variants=["discount-2.25"])


@pytest.fixture(scope="module")
def run(result: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(result, tmp_path_factory.mktemp("out"), files_of(result, "nl")).folder


@pytest.fixture(scope="module")
def entities(run: Path) -> dict[str, dict[str, Any]]:
    return {entity["@id"]: entity for entity in document(run)["@graph"]}


def document(run: Path) -> dict[str, Any]:
    found = json.loads((run / NAME).read_bytes())
    assert isinstance(found, dict)
    return found


def references(value: object) -> Iterator[str]:
    """Every reference from one entity to another."""
    if isinstance(value, dict) and set(value) == {"@id"}:
        yield value["@id"]
    elif isinstance(value, dict):
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_the_json_ld_is_flat_and_every_reference_leads_somewhere(
    run: Path, entities: dict[str, dict[str, Any]]
) -> None:
    graph = document(run)["@graph"]
    assert document(run)["@context"] == "https://w3id.org/ro/crate/1.3/context"
    assert len(graph) == len(entities)
    for entity in graph:
        assert entity["@type"]
        for value in entity.values():
            items = value if isinstance(value, list) else [value]
            assert all(not isinstance(item, dict) or set(item) == {"@id"} for item in items)
    found = {reference for entity in graph for reference in references(entity)}
    assert {name for name in found if not name.startswith(("https://w3id", "http://schema"))} <= set(entities)


def test_the_root_has_what_the_standard_asks(entities: dict[str, dict[str, Any]]) -> None:
    descriptor, root = entities[NAME], entities["./"]
    assert (descriptor["@type"], descriptor["about"]) == ("CreativeWork", {"@id": "./"})
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.3"}
    assert root["@type"] == "Dataset"
    assert "Fall prevention" in root["name"] or "fall" in root["name"].lower()
    assert root["description"]
    assert root["datePublished"] == "2025"
    assert entities["#id"]["value"].startswith("sha256:")


def test_the_licence_of_the_software_is_not_laid_on_the_results(entities: dict[str, dict[str, Any]]) -> None:
    terms = entities[entities["./"]["license"]["@id"]]
    assert terms["name"] == "No licence is set by hiap"
    assert "keep the licences of their producers" in terms["description"]
    software = entities[entities["#hiap"]["license"]["@id"]]
    assert software["name"] == "European Union Public Licence 1.2"
    assert [name for name, entity in entities.items() if "license" in entity] == ["./", "#hiap"]


def test_each_file_of_the_folder_is_there_with_its_bytes(
    run: Path, entities: dict[str, dict[str, Any]]
) -> None:
    listed = {item["@id"] for item in entities["./"]["hasPart"]}
    assert listed == {path.name for path in run.iterdir()} - {NAME}
    assert listed == {item["@id"] for item in entities["#run"]["result"]}
    for name in listed - {"run.yaml"}:
        content = (run / name).read_bytes()
        assert entities[name]["sha256"] == hashlib.sha256(content).hexdigest()
        assert entities[name]["contentSize"] == str(len(content))
    assert entities["dossier.html"]["encodingFormat"] == "text/html"
    assert entities["run.yaml"]["encodingFormat"] == "application/yaml"


def test_the_action_names_what_computed_from_what(
    run: Path, entities: dict[str, dict[str, Any]], result: dict[str, Any]
) -> None:
    action = entities["#run"]
    receipt = yaml.safe_load((run / "run.yaml").read_text(encoding="utf-8"))
    assert (action["@type"], action["instrument"]) == ("CreateAction", {"@id": "#hiap"})
    assert entities["#hiap"]["version"] == result["hiap_version"]
    assert entities["#hiap"]["sha256"] == receipt["code_sha256"]
    made_from = [item["@id"] for item in action["object"]]
    assert made_from == ["#pack", "#measure/fall-prevention", "#measure/school-lunch", "#settings"]
    hashes = [entities[name]["sha256"] for name in made_from]
    assert hashes == [
        receipt["pack"]["sha256"],
        *(receipt["measures_sha256"][name] for name in ("fall-prevention", "school-lunch")),
        receipt["settings_sha256"],
    ]
    assert entities["#id"]["value"] == f"sha256:{receipt['inputs_sha256']}"
    assert receipt["files_sha256"][NAME] == hashlib.sha256((run / NAME).read_bytes()).hexdigest()


def test_the_library_of_the_standard_reads_it(run: Path) -> None:
    rocrate = pytest.importorskip("rocrate.rocrate", reason="rocrate is not installed")
    crate = rocrate.ROCrate(run)
    assert {part.id for part in crate.root_dataset["hasPart"]} == {path.name for path in run.iterdir()} - {
        NAME
    }
    action = crate.dereference("#run")
    assert action.type == "CreateAction"
    assert action["instrument"]["name"] == "hiap"
    assert crate.root_dataset["identifier"]["value"] == crate.dereference("#id")["value"]


def test_every_word_is_one_of_the_standard(run: Path) -> None:
    rocrate = pytest.importorskip("rocrate", reason="rocrate is not installed")
    terms = Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld"
    known = set(json.loads(terms.read_text(encoding="utf-8"))["@context"])
    used = {key for entity in document(run)["@graph"] for key in entity if key[0] != "@"}
    types = {entity["@type"] for entity in document(run)["@graph"]}
    assert used | types <= known


def test_it_holds_no_clock_and_no_machine(run: Path) -> None:
    text = (run / NAME).read_text(encoding="utf-8")
    assert not re.search(r"\d{4}-\d\d-\d\d", text)
    assert "numpy:" not in text
    assert "python" not in text.lower()


def test_the_same_run_in_another_language_has_the_same_identifier(
    run: Path, result: dict[str, Any], tmp_path: Path
) -> None:
    again = write_run(result, tmp_path / "again", files_of(result, "nl")).folder
    assert (again / NAME).read_bytes() == (run / NAME).read_bytes()
    other = write_run(result, tmp_path / "other", files_of(result, "en")).folder
    assert other.name != run.name
    assert [e for e in document(other)["@graph"] if e["@id"] == "#id"] == [
        e for e in document(run)["@graph"] if e["@id"] == "#id"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"hiap_version": "9.9"},
        {"engine": "abacus"},
        {"pack": {"sha256": "00"}},
        {"measures": {"fall-prevention": "00"}},
        {"settings": {"seed": 2}},
        {"variants": {}},
    ],
)
def test_the_identifier_follows_each_input(change: dict[str, Any], result: dict[str, Any]) -> None:
    assert inputs_digest({**result, **change}) != inputs_digest(result)


def test_the_identifier_does_not_follow_the_answer(result: dict[str, Any]) -> None:
    assert inputs_digest({**result, "scenarios": {}, "notes": []}) == inputs_digest(result)


def test_the_hash_of_the_code_is_over_what_ships_without_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[2] / "src" / "hiap"
    read: list[Path] = []
    real = Path.read_bytes

    def reading(path: Path) -> bytes:
        read.append(path)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", reading)
    code_digest.cache_clear()
    assert re.fullmatch("[0-9a-f]{64}", code_digest())
    names = {path.relative_to(root).as_posix() for path in read}
    assert {"__init__.py", "reports/words.json", "data/catalogue/determinants.yaml"} <= names
    assert not any(name.startswith("data/packs/") or "__pycache__" in name for name in names)
