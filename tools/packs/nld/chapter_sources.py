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
        "ocw-budget-2023-report",
        "House of Representatives",
        "Questions and answers 36470 VIII 3 on the budget of Education, Culture and Science",
        "2023",
        "https://zoek.officielebekendmakingen.nl/kst-36470-VIII-3.html",
        STATE,
        True,
        "number of the chapter; no article was read",
    ),
    source(
        "ienw-annual-report-2024-20",
        "Ministry of Infrastructure and Water Management",
        "Annual report 2024, chapter XII, article 20 Air and noise",
        "2025",
        "https://www.rijksfinancien.nl/jaarverslag/2024/XII/onderdeel/7578627",
        STATE,
        True,
        "63.3 million euro spent in 2024",
    ),
    source(
        "finance-budget-2023-1",
        "Ministry of Finance",
        "Spring amendment 2023 of the budget, chapter IX, article 1 Taxes",
        "2023",
        "https://www.rijksfinancien.nl/memorie-van-toelichting/2023/1SUPP/IX/onderdeel/1671626",
        STATE,
        True,
        "the tax administration; which taxes stand under article 9 (customs) since 2024 was not read",
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
