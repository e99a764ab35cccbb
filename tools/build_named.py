"""Writes the list of what the policy documents name: instruments, indicators, goals, laws, moments.

Run `python tools/build_named.py --requirements FILE --documents FOLDER`: a list of requirements with quotes,
and the texts of the documents. The quotes, whole sentences, rows or bullets, stand in `named_quotes.csv`,
with a title where that of the list says more than the quote; the figures in `named_values.csv` of the
catalogue.
Every quote is looked up in its text and every figure in its quote; what is not there stops the build.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

CATALOGUE = Path(__file__).resolve().parents[1] / "src" / "hiap" / "data" / "catalogue"
TARGET = CATALOGUE / "named.csv"
VALUES = CATALOGUE / "named_values.csv"
QUOTES = Path(__file__).with_name("named_quotes.csv")
KINDS = {"INS": "instrument", "IND": "indicator", "DOEL": "goal", "WET": "law", "TIJD": "moment"}
ROW = re.compile(r"^\| ([A-Z]+)-(\d+) \| (.*?) \| (.*?) \| (\d{3}) \| “(.*)” \|$")
PREFIXES = ("Catalogue entry: ", "Legal reference: ")
FIELDS = ("id", "kind", "title_nl", "title_en", "document", "quote")
DATE = re.compile(r"(\d{4})-(?:(\d\d)(?:-(\d\d))?|(Q[1-4]))")
MONTHS = "januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december"
SPOKEN = {
    "0": "geen",
    "1": "[eé][eé]n",
    "2": "twee",
    "4": "vier",
    "5": "vijf",
    "7": "zeven",
    "11": "elf",
    "14": "veertien",
    "100": "honderd",
    "all": "alle|elke",
    "half": "helft",
    "quarter": "kwart",
    "mid": "medio",
    "end": "eind",
}
BOUNDS = {
    "about": "ongeveer|circa|rond",
    "at least": "minimaal|ten ?minste",
    "at most": "maximaal|niet boven|binnen",
    "more than": "meer dan|ruim|boven",
    "almost": "bijna",
    "by": "uiterlijk",
    "after": "na",
}
LARGE = {6: "miljoen", 9: "miljard"}

Row = dict[str, str]


def plain(text: str) -> str:
    """Text without spaces and hyphens, to find a quote over the ends of lines."""
    return re.sub(r"[\s\u00ad-]", "", text).lower()


def table(path: Path) -> list[Row]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def has_value(value: str, quote: str) -> bool:
    """Whether a figure stands in a quote, in digits or in a word.

    >>> has_value("1 in 5", "Eén op de vijf kinderen"), has_value("2.5", "2,5%"), has_value("4", "14%")
    (True, True, False)
    >>> has_value("2500000", "2,5 miljoen mensen"), has_value("2026-01-01", "per 1 januari 2026")
    (True, True)
    """
    words = " ".join(quote.lower().split())
    date = DATE.fullmatch(value)
    if date:
        year, month, day, quarter = date.groups()
        first = quarter.lower() if quarter else f"{int(day)} {_month(month)}" if day else _month(month)
        return re.search(rf"(?<!\d){first} {year}", words) is not None
    return all(_has_part(part, words) for part in re.split(r" in |[ -]", value))


def has_bound(bound: str, quote: str) -> bool:
    """Whether the quote says what the bound of a figure says.

    >>> has_bound("at least", "minimaal 95%"), has_bound("at least", "95%"), has_bound("", "95%")
    (True, False, True)
    """
    return not bound or re.search(rf"\b(?:{BOUNDS[bound]})\b", quote.lower()) is not None


def _month(number: str) -> str:
    return MONTHS.split(",")[int(number) - 1]


def _has_part(part: str, words: str) -> bool:
    spoken = SPOKEN.get(part)
    if spoken and re.search(rf"\b(?:{spoken})\b", words):
        return True
    return any(re.search(pattern, words) for pattern in _patterns(part))


def _patterns(part: str) -> Iterator[str]:
    """The ways in which a number is written in Dutch; of a range only the end may have the word million."""
    if not re.fullmatch(r"\d+(?:\.\d+)?", part):
        return
    for digits in {part, part.replace(".", ","), f"{float(part):,.0f}".replace(",", ".")}:
        yield rf"(?<![\d.,]){re.escape(digits)}(?!\d|[.,]\d)"
    for power, word in LARGE.items():
        digits = f"{float(part) / 10**power:.6g}".replace(".", ",")
        yield rf"(?<![\d.,]){digits} (?:\w+ (?:€ )?[\d,]+ )?{word}"


def entries(requirements: str, curated: Mapping[str, Row], documents: Mapping[str, str]) -> list[Row]:
    """The entries of the list, in its order, each with its whole quote."""
    found = []
    for line in requirements.splitlines():
        row = ROW.match(line)
        if row is None or row[1] not in KINDS:
            continue
        group, number, title, term, document, _ = row.groups()
        name = f"{group}-{number}"
        own = curated[name]
        for prefix in PREFIXES:
            title = title.removeprefix(prefix)
        titles = (own["title_nl"] or term, own["title_en"] or title)
        place = own["document"] or document
        if plain(own["quote"]) not in documents[place]:
            sys.exit(f"{name}: the quote is not in document {place}")
        found.append(dict(zip(FIELDS, (name, KINDS[group], *titles, place, own["quote"]), strict=True)))
    return found


def value_faults(values: list[Row], named: Mapping[str, Row]) -> Iterator[str]:
    """What is wrong with figures: an unknown entry, and what does not stand in the quote."""
    for row in values:
        entry = named.get(row["id"])
        if entry is None:
            yield f"{row['id']}: no entry has this id"
            continue
        quote = row["quote"] or entry["quote"]
        if not has_value(row["value"], quote):
            yield f"{row['id']}: {row['value']} does not stand in the quote"
        if row["year"] and not has_value(row["year"], quote):
            yield f"{row['id']}: the year {row['year']} does not stand in the quote"
        if not has_bound(row["bound"], quote):
            yield f"{row['id']}: {row['bound']} does not stand in the quote"
        if any(";" in text for field, text in row.items() if field != "quote"):
            yield f"{row['id']}: a semicolon parts figures and may not stand in one"


def main() -> None:
    """Read the list, the quotes and the texts, check the figures, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requirements", type=Path, required=True)
    parser.add_argument("--documents", type=Path, required=True)
    given = parser.parse_args()
    texts = {path.name[:3]: plain(path.read_text(encoding="utf-8")) for path in given.documents.glob("*.txt")}
    curated = {row["id"]: row for row in table(QUOTES)}
    rows = entries(given.requirements.read_text(encoding="utf-8"), curated, texts)
    named, values = {row["id"]: row for row in rows}, table(VALUES)
    faults = list(value_faults(values, named))
    faults += [
        f"{row['id']}: the quote of {row['value']} is not in the document"
        for row in values
        if row["id"] in named and plain(row["quote"]) not in texts[named[row["id"]]["document"]]
    ]
    if faults:
        sys.exit("\n".join(faults))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} entries in {TARGET.name}, {len(values)} figures in {VALUES.name}")


if __name__ == "__main__":
    main()
