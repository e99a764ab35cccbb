"""Sources of the chapters and articles of the budget of the State that the parties of the Dutch pack name."""

from __future__ import annotations

from .common import Sources, source
from .cost_notes import STATE

CHAPTER_SOURCES: Sources = [
    source(
        "budget-memorandum-2022-xvi",
        "Ministry of Finance",
        "Budget memorandum 2022, annex: chapter XVI by article, 2021-2026",
        "2021",
        "https://rijksfinancien.nl/miljoenennota/2022/bijlage/1062510",
        STATE,
        True,
        "numbers and names of articles",
    ),
    source(
        "szw-budget-2022-note",
        "Ministry of Social Affairs and Employment",
        "Amendment 35925 XV 11 to the budget of 2022: chapter XV by article",
        "2021",
        "https://zoek.officielebekendmakingen.nl/kst-35925-XV-11.html",
        STATE,
        True,
        "numbers and names of articles",
    ),
    source(
        "budget-memorandum-2021-viii",
        "Ministry of Finance",
        "Budget memorandum 2021, annex: chapter VIII by article, 2020-2025",
        "2020",
        "https://www.rijksfinancien.nl/miljoenennota/2021/bijlage/619483",
        STATE,
        True,
        "numbers and names of articles 1 to 14; whether they are the same today was not read",
    ),
    source(
        "budget-memorandum-2025-vii",
        "Ministry of Finance",
        "Budget memorandum 2025, annex: chapter VII by article, 2024-2029",
        "2024",
        "https://rijksfinancien.nl/miljoenennota/2025/bijlage/3096690",
        STATE,
        True,
        "numbers and names of the articles with money in 2025",
    ),
    source(
        "vro-budget-2026",
        "Ministry of Housing and Spatial Planning",
        "Explanatory memorandum 36800 XXII 2 to the budget of 2026",
        "2025",
        "https://www.tweedekamer.nl/kamerstukken/detail?did=2025D36280&id=2025Z15654",
        STATE,
        True,
        "numbers and names of articles, from the table of contents",
    ),
    source(
        "lvvn-budget-2026",
        "Ministry of Agriculture, Fisheries, Food Security and Nature",
        "Explanatory memorandum 36800 XIV 2 to the budget of 2026",
        "2025",
        "https://www.tweedekamer.nl/kamerstukken/detail?did=2025D36298&id=2025Z15663",
        STATE,
        True,
        "numbers and names of articles, from the table of contents",
    ),
    source(
        "budget-memorandum-2022-vi",
        "Ministry of Finance",
        "Budget memorandum 2022, annex: chapter VI by article, 2021-2026",
        "2021",
        "https://www.rijksfinancien.nl/miljoenennota/2022/bijlage/1062480",
        STATE,
        True,
        "numbers and names of articles 31 to 36; whether they are the same today was not read",
    ),
    source(
        "ienw-budget-2019",
        "Ministry of Infrastructure and Water Management",
        "Explanatory memorandum 35000 XII 2 to the budget of 2019",
        "2018",
        "https://zoek.officielebekendmakingen.nl/kst-35000-XII-2.html",
        STATE,
        True,
        "numbers and names of articles, from the table of contents; article 20 is so in the report of 2024 "
        "too, article 21 is on the circular economy today",
    ),
    source(
        "ez-kgg-budget-2025",
        "Ministries of Economic Affairs and of Climate Policy and Green Growth",
        "Answers 36820 XIII 3 and amendment 36725 XXIII 3 to the budgets of 2025",
        "2025",
        "https://www.tweedekamer.nl/kamerstukken/detail?did=2025D41972&id=2025Z17991",
        STATE,
        True,
        "the three articles of chapter XIII are there; article 31, the only one of chapter XXIII, is in "
        "https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?did=2025D19433&id=2025D19433",
    ),
    source(
        "finance-budget-2026",
        "Ministry of Finance",
        "Explanatory memorandum 36800 IX 2 to the budget of 2026",
        "2025",
        "https://www.tweedekamer.nl/kamerstukken/detail?did=2025D36336&id=2025Z15697",
        STATE,
        True,
        "numbers and names of articles, from the table of contents to article 9; what comes after was not "
        "read. Of article 9 its opening, at https://www.rijksfinancien.nl/index%2Ephp/memorie-van-toelichting/"
        "2026/OWB/IX/onderdeel/9815453: 'In het binnenland heft en int de Douane accijns en "
        "verbruiksbelasting.' The budget of 2024 (.../2024/OWB/IX/onderdeel/2105256) has 19,551,114 thousand "
        "euro of 2024 as 'Belastingontvangsten: ontvlechting naar artikel 9', more than import duties bring: "
        "that excise is in it is our conclusion, as the table of receipts by tax was not read",
    ),
    source(
        "gemeentefonds-budget-2025-letter",
        "Ministry of the Interior",
        "Letter 36600 B 9 on the budget of the Municipalities Fund",
        "2024",
        "https://zoek.officielebekendmakingen.nl/kst-36600-B-9.html",
        STATE,
        True,
        "letter of the chapter; no article was read",
    ),
]
