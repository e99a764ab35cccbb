"""Long lists of the pack cut down to the columns that fit on a page; csv and json have them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Row = dict[str, object]
DIGITS = 4
BILLION = 1e9


def short_sources(found: Sequence[Mapping[str, object]]) -> list[Row]:
    """Give parameter, value, unit, grade and source of every parameter.

    >>> row = {"parameter": "lag/a", "lowest": 0.06, "highest": 0.156, "low": None, "high": None, "unit": "x",
    ...        "year": "2005", "grade": "A", "sources": "s", "status": "", "read": "yes"}
    >>> short_sources([row])[0]["value"]
    '0.06 to 0.156'
    """
    return [
        {
            "parameter": str(row["parameter"]).replace("/", " / "),
            "value": value_text(row),
            "unit": row["unit"],
            "year": row["year"],
            "grade": row["grade"],
            "source": source_text(row),
        }
        for row in found
    ]


def value_text(row: Mapping[str, object]) -> str:
    """Write a value with its interval, or the lowest and highest of a series."""
    lowest, highest, low, high = (row[key] for key in ("lowest", "highest", "low", "high"))
    if lowest != highest:
        return f"{number_text(lowest)} to {number_text(highest)}"
    text = number_text(lowest)
    return text if low is None or high is None else f"{text} ({number_text(low)} to {number_text(high)})"


def number_text(value: object) -> str:
    """Write a number in a few digits, large ones with thousands marks or in billions.

    >>> number_text(66200000000.0), number_text(87600.0), number_text(0.0123456), number_text(1.0)
    ('66.2 bn', '87,600', '0.01235', '1')
    """
    if not isinstance(value, int | float):
        return ""
    if abs(value) >= BILLION:
        return f"{value / BILLION:.{DIGITS}g} bn"
    return f"{value:,.0f}" if abs(value) >= 10**DIGITS else f"{value:.{DIGITS}g}"


def source_text(row: Mapping[str, object]) -> str:
    """Write the ids of the sources, after what the reader must know of them first.

    >>> source_text({"status": "", "sources": "discount-rate-2025", "read": "no"})
    'NOT READ: discount-rate-2025'
    """
    mark = str(row["status"]) or ("not read" if row["read"] == "no" else "")
    hidden = ("unverified-assumption", mark)
    named = [name for name in str(row["sources"]).split("; ") if name not in hidden]
    return ": ".join(part for part in (mark.upper(), "; ".join(named)) if part)


def short_comparison(found: Sequence[Mapping[str, object]]) -> list[Row]:
    """Give the model's figure, the official one and the difference, with what the figure is in one cell."""
    return [
        {
            "figure": figure_text(row).replace("/", " / "),
            "model": number_text(row["model"]),
            "official": number_text(row["official"]),
            "of": row["year"],
            "difference": difference_text(row),
            "relation": row["relation"],
            "source": row["source"],
        }
        for row in found
    ]


def figure_text(row: Mapping[str, object]) -> str:
    """Write what a figure is about.

    >>> figure_text({"figure": "patients", "item": "copd", "sex": "male", "ages": "", "group": ""})
    'patients: copd, male'
    """
    words = [str(row[key]) for key in ("item", "sex", "ages", "group") if row[key] not in ("", "all")]
    return ": ".join(part for part in (str(row["figure"]), ", ".join(words)) if part)


def difference_text(row: Mapping[str, object]) -> str:
    """Write a difference in percent with its sign; years and shares of persons too."""
    percent = row["difference_percent"]
    text = f"{percent:+.1f} %" if isinstance(percent, int | float) else ""
    return text.replace("-0.0", "0.0").replace("+0.0", "0.0")


def short_update(found: Sequence[Mapping[str, object]]) -> list[Row]:
    """Give what was fetched beside what the pack has; the folder of the snapshot stands in csv and json."""
    return [
        {
            "table": row["table"],
            "figure": row["figure"],
            "fetched": number_text(row["fetched"]),
            "in pack": number_text(row["in_pack"]),
            "difference": number_text(row["difference"]),
            "time": row["time"],
            "columns": "confirmed" if row["confirmed"] else "unconfirmed",
        }
        for row in found
    ]
