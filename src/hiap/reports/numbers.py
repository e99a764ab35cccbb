"""How numbers are printed: rounded to what their interval supports, in Dutch or English.

Rounding rule. With a 95 % interval, the half-width w sets the step: two digits of w when it starts with
1, 2 or 3 (up to 3.55), else one digit. Mean and both limits are rounded to that same step, and never to
more than three significant digits. A number that has no interval is shown with two significant digits.
Nothing is finer than 0.0001: below that the arithmetic of the machine is speaking.
The exact figures stay in the data files.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

MOST_DIGITS = 3
DIGITS_WITHOUT_INTERVAL = 2
FEW_DRAWS = 200
LARGE_WIDTH = 3.55
DWARFED = 10
FINEST = -4
WHOLE_FROM = 100
SCALES = ((9, {"nl": "mld", "en": "bn"}), (6, {"nl": "mln", "en": "million"}))
TO = {"nl": "tot", "en": "to"}


@dataclass(frozen=True)
class Estimate:
    """A mean with its 95 % interval and the chance that it is above zero; both None without draws.

    >>> Estimate.read({"mean": 3.0, "low": None, "high": None, "chance_positive": None}).mean
    3.0
    >>> Estimate.read(None) is None
    True
    """

    mean: float
    low: float | None = None
    high: float | None = None
    chance_positive: float | None = None

    @classmethod
    def read(cls, value: object) -> Estimate | None:
        """Read `{mean, low, high, chance_positive}` or a bare number; None when there is no finite mean."""
        if isinstance(value, Mapping):
            mean = _finite(value.get("mean"))
            if mean is None:
                return None
            low, high = _finite(value.get("low")), _finite(value.get("high"))
            return cls(mean, low, high, _finite(value.get("chance_positive")))
        mean = _finite(value)
        return None if mean is None else cls(mean)

    @property
    def limits(self) -> tuple[float, float] | None:
        """The interval, or None where there is none or where it has no width."""
        if self.low is None or self.high is None or self.low == self.high:
            return None
        return self.low, self.high

    def times(self, factor: float) -> Estimate:
        """The same estimate in another unit; `factor` is above 0."""
        low, high = (None if x is None else x * factor for x in (self.low, self.high))
        return Estimate(self.mean * factor, low, high, self.chance_positive)


def _finite(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def rounding_exponent(estimate: Estimate) -> int:
    """Give k: the estimate is rounded to whole multiples of 10**k.

    >>> rounding_exponent(Estimate(12_345.0, 8_100.0, 16_900.0))
    3
    >>> rounding_exponent(Estimate(12_345.0))
    3
    >>> rounding_exponent(Estimate(80.71, 80.66, 80.76))
    -1
    """
    limits = estimate.limits
    if limits is None:
        digits = DIGITS_WITHOUT_INTERVAL if estimate.low is None else MOST_DIGITS
        exponent = _top(estimate.mean) - digits + 1
        return max(exponent + (_top(float(rounded(estimate.mean, exponent))) > _top(estimate.mean)), FINEST)
    top = _top((limits[1] - limits[0]) / 2.0)
    leading = (limits[1] - limits[0]) / 2.0 / 10.0**top
    supported = top - 1 if leading < LARGE_WIDTH else top
    largest = max(abs(estimate.mean), abs(limits[0]), abs(limits[1]))
    return max(supported, _top(largest) - MOST_DIGITS + 1, FINEST)


def _top(value: float) -> int:
    """Exponent of the first digit; 0 for zero."""
    return math.floor(math.log10(abs(value))) if value else 0


def rounded(value: float, exponent: int) -> Decimal:
    """Round to multiples of 10**exponent, half to even; minus zero becomes zero.

    >>> rounded(12_345.0, 3)
    Decimal('12000')
    """
    quantum = Decimal(1).scaleb(exponent)
    result = (Decimal(value) / quantum).to_integral_value(rounding=ROUND_HALF_EVEN) * quantum
    return Decimal(int(result)) if exponent >= 0 else result + 0


def grouped(value: Decimal, decimals: int, lang: str) -> str:
    """Write with the marks of the language.

    >>> grouped(Decimal("-1234.5"), 1, "nl"), grouped(Decimal("-1234.5"), 1, "en")
    ('-1.234,5', '-1,234.5')
    """
    english = f"{value:,.{decimals}f}"
    return english if lang == "en" else english.translate(str.maketrans(",.", ".,"))


@dataclass(frozen=True)
class _Style:
    """How one estimate is written: step, scale and unit are the same for its mean and its limits."""

    exponent: int
    scale: int
    word: str
    lang: str
    money: bool

    def digits(self, value: float) -> str:
        shown = rounded(value, self.exponent).scaleb(-self.scale)
        return grouped(shown, max(0, self.scale - self.exponent) if shown else 0, self.lang)

    def full(self, value: float) -> str:
        text = self.digits(value)
        word = f" {self.word}" if self.word else ""
        if not self.money:
            return f"{text}{word}"
        sign, size = ("-", text[1:]) if text.startswith("-") else ("", text)
        mark = "€ " if self.lang == "nl" else "€"
        return f"{sign}{mark}{size}{word}"


def _style(estimate: Estimate, lang: str, *, money: bool) -> _Style:
    """Choose the scale by the mean, so that limits do not change it; by the limits only if they dwarf it."""
    exponent = rounding_exponent(estimate)
    limits = abs(rounded(estimate.low or 0.0, exponent)), abs(rounded(estimate.high or 0.0, exponent))
    size = max(abs(rounded(estimate.mean, exponent)), max(limits) / DWARFED)
    for scale, words in SCALES:
        if size >= Decimal(1).scaleb(scale):
            return _Style(exponent, scale, words[lang], lang, money)
    return _Style(exponent, 0, "", lang, money)


def mean_text(estimate: Estimate, lang: str, *, money: bool = False) -> str:
    """Write the mean, rounded to what the interval supports.

    >>> mean_text(Estimate(1_234_567_890.0, 8e8, 1.7e9), "nl", money=True)
    '€ 1,2 mld'
    >>> mean_text(Estimate(-23_412.0), "en", money=True)
    '-€23,000'
    """
    return _style(estimate, lang, money=money).full(estimate.mean)


def interval_text(estimate: Estimate, lang: str, *, money: bool = False) -> str:
    """Write the 95 % interval without its unit; empty where there is none.

    >>> interval_text(Estimate(12_345.0, 8_100.0, 16_900.0), "nl")
    '8.000 tot 17.000'
    """
    if estimate.limits is None:
        return ""
    style = _style(estimate, lang, money=money)
    low, high = (style.digits(limit) for limit in estimate.limits)
    return f"{low} {TO[lang]} {high}" if low != high else ""


def estimate_text(estimate: Estimate, lang: str, *, money: bool = False) -> str:
    """Write mean and, where draws gave one, the 95 % interval.

    >>> estimate_text(Estimate(12_345.0, 8_100.0, 16_900.0), "en")
    '12,000 (8,000 to 17,000)'
    >>> estimate_text(Estimate(2.0e6, -1.0e6, 5.0e6), "nl", money=True)
    '€ 2,0 mln (-1,0 tot 5,0)'
    >>> estimate_text(Estimate(5.5e8, 1.4e8, 9.6e8), "en", money=True)
    '€600 million (100 to 1,000)'
    """
    interval = interval_text(estimate, lang, money=money)
    mean = mean_text(estimate, lang, money=money)
    return f"{mean} ({interval})" if interval else mean


def ratio_texts(estimate: Estimate, lang: str) -> tuple[str, str]:
    """Write a ratio of two amounts in euros and its interval, each limit in two digits of its own.

    The limits of a ratio may lie a factor of ten apart: one step for all would leave nothing of the mean.

    >>> ratio_texts(Estimate(290_000.0, 152_000.0, 14.2e6), "nl")
    ('€ 290.000', '€ 150.000 tot € 14 mln')
    """
    mean = mean_text(Estimate(estimate.mean), lang, money=True)
    if estimate.limits is None:
        return mean, ""
    low, high = (mean_text(Estimate(limit), lang, money=True) for limit in estimate.limits)
    return mean, f"{low} {TO[lang]} {high}"


def exact_text(value: object, lang: str, digits: int = 6) -> str:
    """Write an input as it is given, in at most `digits` significant digits.

    >>> exact_text(0.028, "nl"), exact_text(24_100_000, "en"), exact_text("all", "nl")
    ('0,028', '24,100,000', 'all')
    """
    number = _finite(value)
    if number is None:
        return "" if value is None else str(value)
    short = Decimal(f"{number:.{digits}g}")
    text = f"{short:f}"
    decimals = len(text.partition(".")[2].rstrip("0"))
    return grouped(short, decimals, lang)


def percent_text(share: float, lang: str) -> str:
    """Write a share as whole percent.

    >>> percent_text(0.417, "nl"), percent_text(0.002, "en"), percent_text(0.998, "en")
    ('42 %', 'under 1%', 'over 99%')
    """
    under, over, mark = ("minder dan ", "meer dan ", " %") if lang == "nl" else ("under ", "over ", "%")
    if 0.0 < share < 0.01:
        return f"{under}1{mark}"
    if 0.99 < share < 1.0:
        return f"{over}99{mark}"
    return f"{round(share * 100)}{mark}"


def chance_text(chance: float, draws: int, lang: str) -> str:
    """Write a chance in tenths; "about" under 200 draws, since the tenth itself is then unsure.

    >>> chance_text(0.72, 100, "nl"), chance_text(0.72, 1000, "en")
    ('ongeveer 7 op de 10', '7 in 10')
    >>> chance_text(1.0, 100, "en"), chance_text(0.97, 100, "en")
    ('in all 100 draws', 'more than 9 in 10')
    """
    if chance >= 1.0:
        return f"in all {draws} draws" if lang == "en" else f"in alle {draws} trekkingen"
    if chance <= 0.0:
        return f"in none of {draws} draws" if lang == "en" else f"in geen van {draws} trekkingen"
    of_ten = "in 10" if lang == "en" else "op de 10"
    tenths = math.floor(chance * 10.0 + 0.5)
    if tenths in (0, 10):
        more, less = ("more than 9", "less than 1") if lang == "en" else ("meer dan 9", "minder dan 1")
        return f"{more if tenths else less} {of_ten}"
    about = ("about " if lang == "en" else "ongeveer ") if draws < FEW_DRAWS else ""
    return f"{about}{tenths} {of_ten}"


def odds_text(chance: float, lang: str) -> str:
    """Write a chance that is no count of draws: in hundredths where it is small, else in tenths.

    >>> odds_text(0.004, "nl"), odds_text(0.03, "en"), odds_text(0.45, "nl"), odds_text(0.99, "en")
    ('minder dan 1 op de 100', '3 in 100', '4 op de 10', 'more than 9 in 10')
    """
    less, more, of = ("less than", "more than", "in") if lang == "en" else ("minder dan", "meer dan", "op de")
    if chance < 0.01:
        return f"{less} 1 {of} 100"
    if chance < 0.095:
        return f"{round(chance * 100.0)} {of} 100"
    if chance >= 0.95:
        return f"{more} 9 {of} 10"
    return f"{round(chance * 10.0)} {of} 10"


def date_text(day: str, lang: str) -> str:
    """Write a date as is usual in the language; what is no date stays as it is.

    >>> date_text("2027-11-02", "nl"), date_text("2027-11-02", "en")
    ('2-11-2027', '2027-11-02')
    """
    found = re.fullmatch(r"(\d{4})-0?(\d+)-0?(\d+)", day)
    return f"{found[3]}-{found[2]}-{found[1]}" if found and lang == "nl" else day


def level_text(value: float, lang: str, *, whole: bool = True) -> str:
    """Write a level as it is for a whole number, from 100 on as a whole number, else in three digits.

    With `whole` false a whole number below 100 has its digits too, as its neighbours in a row have.

    >>> level_text(18.0, "nl"), level_text(62.98, "nl"), level_text(2713.4, "nl")
    ('18', '63,0', '2.713')
    """
    if (whole and value == round(value)) or abs(value) >= WHOLE_FROM:
        return exact_text(round(value), lang)
    return mean_text(Estimate(value, value, value), lang)
