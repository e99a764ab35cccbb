"""Sources of the relative risks and lags of the Dutch pack."""

from __future__ import annotations

from .common import Sources, source

CC_BY = "CC BY 4.0"
DYNAMO = "https://www.dynamo-hia.eu/"
PAPER = "published article, facts with source"
PUBLIC = "public web figures, facts with source"
REPORT = "public report, facts with source"

EFFECT_SOURCES: Sources = [
    source(
        "dynamo-hia-smoking",
        "DYNAMO-HIA",
        "Report on data collection for smoking, Table 5",
        "",
        DYNAMO,
        REPORT,
        True,
        "CPS-II 1982-88",
    ),
    source("dynamo-hia-bmi", "DYNAMO-HIA", "WP7 body mass index data report", "", DYNAMO, REPORT, True),
    source(
        "dynamo-hia-activity",
        "DYNAMO-HIA, LZG.NRW",
        "Physical activity in DYNAMO-HIA",
        "",
        DYNAMO,
        REPORT,
        True,
    ),
    source(
        "dynamo-hia-alcohol",
        "DYNAMO-HIA",
        "Report on data collection for alcohol consumption, Table 5",
        "",
        DYNAMO,
        REPORT,
        True,
    ),
    source(
        "dynamo-hia-cvd",
        "DYNAMO-HIA",
        "Report on cardiovascular diseases and diabetes",
        "",
        DYNAMO,
        REPORT,
        True,
    ),
    source(
        "dynamo-hia-hiar",
        "DYNAMO-HIA",
        "Example data Netherlands, lung cancer by time since quitting",
        "2005",
        "https://github.com/Dynamo-HIA/hiaR",
        "facts from the data file",
        True,
        "decay by age",
    ),
    source(
        "ten-have-2021",
        "ten Have et al.",
        "Debts and common mental disorders, NEMESIS-2",
        "2021",
        "",
        PAPER,
        True,
        "appendix table, model 2; page not noted",
    ),
    source(
        "de-graaf-2013",
        "de Graaf et al.",
        "First incidence of mood, anxiety and substance use disorders",
        "2013",
        "https://doi.org/10.1016/j.jad.2013.01.009",
        PAPER,
        True,
        "1.65 and 1.69 per 100 person-years",
    ),
    source(
        "huynen-2001",
        "Huynen et al.",
        "Heat waves, cold spells and mortality in the Dutch population",
        "2001",
        "https://doi.org/10.1289/ehp.01109463",
        PAPER,
        True,
        "2.72 % per degC above 16.5 in the preceding month, all ages; optimum the same at 65+",
    ),
    source(
        "huynen-martens-2015",
        "Huynen and Martens",
        "Climate change and heat- and cold-related mortality",
        "2015",
        "https://doi.org/10.3390/ijerph121013295",
        PAPER,
        True,
        "heat fraction 1.15 % in 1981-2010",
    ),
    source(
        "cbs-climate",
        "CBS from KNMI",
        "Klimaatgegevens De Bilt",
        "1981-2010",
        "https://www.cbs.nl/nl-nl/cijfers/detail/80182ned",
        CC_BY,
        True,
        "year 10.1, summer 17.0 degC",
    ),
    source(
        "mortality-displacement",
        "biomet-education.net",
        "Mortality displacement, six heat waves",
        "",
        "http://biomet-education.net/glossary/mortality-displacement-harvesting/",
        PUBLIC,
        True,
        "15, 6, 30, 71, 45 and 59 %; cites Sartor 1995, Le Tertre 2006, Gosling 2007",
    ),
]
