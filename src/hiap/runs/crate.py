"""Where a run comes from, as an RO-Crate 1.3: what computed it, from what, and which files came out.

The crate holds no clock and no version of Python or NumPy: the same run gives the same bytes. Its identifier
is the hash of what a run is computed from, and so the same in each language of the dossier.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast
from urllib.parse import quote

from hiap.workflow.versions import code_digest

CRATE = "ro-crate-metadata.json"
CONFORMS_TO = "https://w3id.org/ro/crate/1.3"
LICENCE = "https://spdx.org/licenses/EUPL-1.2"
LICENCE_ENTITY: dict[str, object] = {
    "@id": LICENCE,
    "@type": "CreativeWork",
    "name": "European Union Public Licence 1.2",
    "description": "Licence of the software hiap, not of what it computes.",
}
TERMS_ENTITY: dict[str, object] = {
    "@id": "#terms",
    "@type": "CreativeWork",
    "name": "No licence is set by hiap",
    "description": "Who publishes the run chooses its licence. Data in it keep the licences of their "
    "producers, named in sources.csv of the pack.",
}
ENCODINGS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".yaml": "application/yaml",
}

Entity = dict[str, object]
Result = Mapping[str, object]


def digest_of(value: object) -> str:
    """sha256 of a plain value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def inputs_digest(result: Result) -> str:
    """sha256 of what a run is computed from: code, engine, pack, measures, settings and variants."""
    named = {name: result.get(name) for name in ("hiap_version", "engine", "measures", "settings")}
    pack = _mapping(result, "pack").get("sha256")
    return digest_of(
        {**named, "code": code_digest(), "pack": pack, "variants": sorted(_mapping(result, "variants"))}
    )


def crate(result: Result, files: Mapping[str, bytes], receipt: str) -> bytes:
    """Give the metadata file of the folder with these files and the receipt that comes to them."""
    parts = [*sorted(files), receipt]
    graph = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": CONFORMS_TO},
        },
        _root(result, parts),
        {
            "@id": "#id",
            "@type": "PropertyValue",
            "name": "sha256 of code, engine, pack, measures, settings and variants",
            "value": f"sha256:{inputs_digest(result)}",
        },
        _run(result, parts),
        *_made_from(result),
        *(_file(name, files.get(name)) for name in parts),
    ]
    document = {"@context": f"{CONFORMS_TO}/context", "@graph": graph}
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _mapping(result: Result, key: str) -> Mapping[str, object]:
    return cast(Mapping[str, object], result.get(key) or {})


def _references(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"@id": quote(name, safe="#/")} for name in names]


def _title(result: Result, measure: str) -> str:
    scenario = _mapping(_mapping(result, "scenarios"), measure)
    return str(_mapping(scenario, "title").get("en", measure))


def _root(result: Result, parts: list[str]) -> Entity:
    """The folder; the standard asks for a date, which is the year of the data, and for a licence."""
    pack = _mapping(result, "pack")
    titles = ", ".join(_title(result, name) for name in _mapping(result, "measures"))
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Appraisal of {titles} ({pack['id']})",
        "description": f"What these measures do to health, inequality, care and budgets, computed by hiap "
        f"{result['hiap_version']}. datePublished is the base year of the data; a run has no other date.",
        "datePublished": str(pack["base_year"]),
        "license": {"@id": TERMS_ENTITY["@id"]},
        "identifier": {"@id": "#id"},
        "mentions": {"@id": "#run"},
        "hasPart": _references(parts),
    }


def _run(result: Result, parts: list[str]) -> Entity:
    measures = [f"#measure/{name}" for name in _mapping(result, "measures")]
    return {
        "@id": "#run",
        "@type": "CreateAction",
        "name": "hiap appraise",
        "instrument": {"@id": "#hiap"},
        "object": _references(["#pack", *measures, "#settings"]),
        "result": _references(parts),
        "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
    }


def _made_from(result: Result) -> list[Entity]:
    """The program, the pack, the measures and the settings, each with its hash."""
    pack, settings = _mapping(result, "pack"), _mapping(result, "settings")
    there: Entity = {"@type": "CreativeWork", "isPartOf": {"@id": "result.json"}}
    measures = [
        {"@id": quote(f"#measure/{name}", safe="#/"), **there, "name": _title(result, name), "sha256": digest}
        for name, digest in _mapping(result, "measures").items()
    ]
    return [
        {
            "@id": "#hiap",
            "@type": "SoftwareApplication",
            "name": "hiap",
            "version": result["hiap_version"],
            "sha256": code_digest(),
            "license": {"@id": LICENCE},
        },
        {
            "@id": "#pack",
            "@type": "CreativeWork",
            "name": _mapping(pack, "title").get("en", pack["id"]),
            "identifier": pack["id"],
            "sha256": pack["sha256"],
        },
        *measures,
        {"@id": "#settings", **there, "name": "Settings", "sha256": digest_of(settings)},
        LICENCE_ENTITY,
        TERMS_ENTITY,
    ]


def _file(name: str, content: bytes | None) -> Entity:
    """One file; the receipt has no hash here, because it holds the one of this crate."""
    entity: Entity = {"@id": quote(name), "@type": "File", "name": name}
    encoding = ENCODINGS.get(Path(name).suffix)
    if encoding:
        entity["encodingFormat"] = encoding
    if content is not None:
        entity["contentSize"] = str(len(content))
        entity["sha256"] = hashlib.sha256(content).hexdigest()
    return entity
