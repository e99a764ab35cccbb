"""Sources of what the last year of life costs and of how care grows, which stand in inputs.yaml."""

from __future__ import annotations

from .common import Sources, source
from .cost_notes import PUBLISHED, RIVM

VIA_COPY = "read in a stored copy of the page"
RIVM_SITE = "https://www.rivm.nl/publicaties"

# The share of care that people use in their last year of life, in inputs.yaml.
LAST_YEAR_SOURCES: Sources = [
    source(
        "bakx-2016-last-year",
        "Bakx, O'Donnell, van Doorslaer",
        "Spending on health care in the Netherlands: not going so Dutch, Fiscal Studies 37",
        "2016",
        "http://metatoc.com/papers/94842-spending-on-health-care-in-the-netherlands-not-going-so-dutch",
        PUBLISHED,
        True,
        "abstract read: people in their last year of life absorb a tenth of all spending, long-term care too",
    ),
    source(
        "french-2017-last-year",
        "French and others",
        "End-of-life medical spending in last twelve months of life is lower than previously reported, "
        "Health Affairs 36",
        "2017",
        "https://www.ncbi.nlm.nih.gov/pubmed/28679807",
        PUBLISHED,
        True,
        "abstract read: nine countries, the Netherlands among them, 2009-2011: 8.5 to 11.2 % of all spending",
    ),
    source(
        "inquiry-2001-last-year",
        "Inquiry (authors not read)",
        "Costs in the last year of life in the Netherlands, Inquiry, February 2001",
        "2001",
        "https://doaj.org/article/52197e05c6de487bbba8620da9f30950",
        PUBLISHED,
        True,
        "abstract read: of total cure costs about a tenth is spent in the last year of life",
    ),
    source(
        "polder-2006-last-year",
        "Polder, Barendregt, van Oers",
        "Health care costs in the last year of life - the Dutch experience, Social Science & Medicine 63",
        "2006",
        "http://ideas.repec.org/a/eee/socmed/v63y2006i7p1720-1731.html",
        PUBLISHED,
        True,
        "abstract read: of 1999, a tenth of all spending, 54 % of it in hospitals, 19 % in nursing homes; "
        "less at higher ages; causes of death other than cancer and infarction differ little",
    ),
]

# Real growth of care apart from ageing, in inputs.yaml.
GROWTH_SOURCES: Sources = [
    source(
        "cpb-2019-care-growth",
        "CPB, told by Skipr",
        "Forecast of care spending 2022-2025",
        "2019",
        "https://www.skipr.nl/actueel/id40361-zorguitgaven-stijgen-naar-100-miljard-euro-in-2025.html",
        PUBLISHED,
        True,
        f"{VIA_COPY}: demography 1.2, wages and prices 0.5, incomes 0.7, other 0.3 % a year",
    ),
    source(
        "rivm-2020-care-growth",
        "RIVM (Vonk and others)",
        "Foresight of health care spending 2015-2060, report 2020-0059, summary",
        "2020",
        f"{RIVM_SITE}/toekomstverkenning-zorguitgaven-2015-2060-kwantitatief-vooronderzoek-in-opdracht-van",
        RIVM,
        True,
        f"summary {VIA_COPY}: 2.8 % a year, about two thirds by other things than ageing",
    ),
]
