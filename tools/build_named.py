"""Writes the list of what the policy documents name: instruments, indicators, goals, laws, moments.

Run `python tools/build_named.py --requirements FILE --documents FOLDER`: a list of requirements with quotes,
and the texts of the documents. Every quote is looked up in its text; one that is not there stops the build.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "src" / "hiap" / "data" / "catalogue" / "named.csv"
KINDS = {"INS": "instrument", "IND": "indicator", "DOEL": "goal", "WET": "law", "TIJD": "moment"}
ROW = re.compile(r"^\| ([A-Z]+)-(\d+) \| (.*?) \| (.*?) \| (\d{3}) \| “(.*)” \|$")
PREFIXES = ("Catalogue entry: ", "Legal reference: ")
NUMBER = re.compile(
    r"(?:€ ?)?\d+(?:[.,–-]\d+)*(?: ?%| procent| miljoen| miljard| jaar| maanden| euro| keer| uur| mensen)?"
)
FIELDS = ("id", "kind", "title_nl", "title_en", "numbers", "document", "quote")


def plain(text: str) -> str:
    """Text without spaces and hyphens, to find a quote over the ends of lines."""
    return re.sub(r"[\s\u00ad-]", "", text).lower()


def rows_of(requirements: str, documents: dict[str, str]) -> list[dict[str, str]]:
    """The rows of the list, in its order; with the numbers as they stand in the quote."""
    rows = []
    for line in requirements.splitlines():
        found = ROW.match(line)
        if found is None or found[1] not in KINDS:
            continue
        group, number, title, term, document, quote = found.groups()
        if plain(quote) not in documents[document]:
            sys.exit(f"{group}-{number}: the quote is not in document {document}")
        for prefix in PREFIXES:
            title = title.removeprefix(prefix)
        values = (
            [value.strip() for value in NUMBER.findall(quote)] if group in ("IND", "DOEL", "TIJD") else []
        )
        rows.append(
            dict(
                zip(
                    FIELDS,
                    (f"{group}-{number}", KINDS[group], term, title, "; ".join(values), document, quote),
                    strict=True,
                )
            )
        )
    return rows


def main() -> None:
    """Read the list and the texts, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requirements", type=Path, required=True)
    parser.add_argument("--documents", type=Path, required=True)
    given = parser.parse_args()
    texts = {path.name[:3]: plain(path.read_text(encoding="utf-8")) for path in given.documents.glob("*.txt")}
    rows = rows_of(given.requirements.read_text(encoding="utf-8"), texts)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} entries in {TARGET.name}")


if __name__ == "__main__":
    main()
