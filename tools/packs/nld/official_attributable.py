"""Deaths that others attribute to risk factors, to lay beside those of the model."""

from __future__ import annotations

from collections.abc import Iterator

from .common import Sources, source

SHOWN, OTHER = "shown", "other definition"
BEHAVIOUR = "smoking+heavy_drinking+inactivity+low_fruit_vegetables"
ALL_CAUSES = "the model counts all causes of death, the figure diseases that are known to come from it"
MONITOR = "https://www.nationaledrugmonitor.nl/tabak-sterfte/"
PUBLISHED = "published figure (fact; state source)"
COMPARED = "for comparison only"
# item, year, deaths, relation, source, note
DEATHS = (
    ("smoking", "2019", 19_272, SHOWN, "ndm-smoking-deaths", f"20 and over; {ALL_CAUSES}"),
    ("smoking", "2018", 29_900, SHOWN, "ndm-smoking-deaths-2018",
     "Tobacco Atlas by another method, over 29,900"),
    (BEHAVIOUR, "2015", 35_000, SHOWN, "vtv-2018-behaviour",
     f"over 35,000, of smoking, alcohol, too little exercise and unhealthy food; {ALL_CAUSES}"),
    ("bmi", "2008", 7_000, OTHER, "rivm-overweight-deaths",
     f"overweight, year of the figure not seen; diseases count from 22 kg/m² here; {ALL_CAUSES}"),
    ("heavy_drinking", "2021", 2_390, OTHER, "ndm-alcohol-deaths",
     "RIVM, all drinking (1,890-3,850), from causes that are known to come from it, most by alcohol-related "
     "mental disorders, stroke and cancer; the model counts heavy drinking"),
    ("heavy_drinking", "2019", 8_300, OTHER, "stap-ihme-2019",
     "IHME, all drinking, over 8,300: cancers 3,494, of which colon and rectum 1,140, oesophagus 854, breast "
     "604; heart and vessels 1,340, liver 1,303, infections of the lung 568; the model has heavy drinking"),
    ("pm25", "2025", 11_000, OTHER, "policy-paper-2025",
     "all air pollution, about; the model counts fine particles above 5 µg/m³"),
)  # fmt: skip
# cause, share of its deaths that goes with smoking
OF_SMOKING = (
    ("lung_cancer", 0.85),
    ("copd", 0.81),
    ("ischaemic_heart_disease", 0.16),
    ("heart_failure", 0.12),
    ("stroke", 0.07),
)
ATTRIBUTABLE_SOURCES: Sources = [
    source("ndm-smoking-deaths", "Trimbos-instituut (Nationale Drug Monitor)", "Tabak: sterfte", "2019",
           MONITOR, PUBLISHED, True,
           "\"In 2019 overleden in Nederland volgens de gangbare schatting 19.272 mensen van twintig jaar en "
           f"ouder aan de directe gevolgen van roken, exclusief de sterfte door meeroken\"; {COMPARED}"),
    source("ndm-smoking-deaths-2018", "Trimbos-instituut (Nationale Drug Monitor), Tobacco Atlas",
           "Tabak: sterfte, an earlier state of the page", "2018", MONITOR, PUBLISHED, True,
           "\"Volgens de schattingsmethode van de Tobacco Atlas overlijden in Nederland per jaar meer dan "
           f"29.900 mensen door ziekten die worden veroorzaakt door het roken\"; {COMPARED}"),
    source("ndm-alcohol-deaths", "Trimbos-instituut (Nationale Drug Monitor) from RIVM", "Alcohol: sterfte",
           "2021", "https://www.nationaledrugmonitor.nl/alcohol-sterfte/", PUBLISHED, True,
           "\"Het aantal alcoholgerelateerde sterftegevallen wordt in 2021 geschat op 2.390 (marges: "
           f"1.890–3.850)\"; {COMPARED}"),
    source("stap-ihme-2019", "STAP from IHME", "Alcoholgebruik belangrijke risicofactor voor sterfte", "2019",
           "https://www.stap.nl/nl/nieuws/persberichten.html/3490/8223/"
           "alcoholgebruik-belangrijke-risicofactor-voor-sterfte", PUBLISHED, True,
           "\"In Nederland waren in 2019 naar schatting ruim 8.300 sterfgevallen mede toe te schrijven aan "
           f"het gebruik van alcohol\"; {COMPARED}"),
    source("rokeninfo-shares", "Trimbos-instituut (Rokeninfo) from RIVM",
           "Sterfte: share of deaths that goes with smoking", "2013",
           "https://www.rokeninfo.nl/professionals/cijfers-gebruik-en-gevolgen/ziekte-en-sterfte1/sterfte",
           PUBLISHED, True,
           f"\"85% van de sterfte aan longkanker\"; \"81% van de sterfte aan COPD\"; {COMPARED}"),
    source("vtv-2018-behaviour", "RIVM (Volksgezondheid Toekomst Verkenning 2018), told by STAP",
           "VTV: Leefstijl en leefomgeving beïnvloeden onze gezondheid", "2018",
           "https://www.stap.nl/nl/nieuws/laatste-nieuws.html/3454/6822/"
           "vtv-leefstijl-en-leefomgeving-benvloeden-onze-gezondheid", PUBLISHED, True,
           "\"was in 2015 verantwoordelijk voor bijna 20% van de ziektelast, ruim 35 duizend doden\"; "
           f"{COMPARED}"),
    source("rivm-overweight-deaths", "RIVM, told by AM", "RIVM: overgewicht verkleint levenskans", "2008",
           "http://www.amweb.nl/archief/nieuws/2008/04/rivm-overgewicht-verkleint-levenskans-10159274",
           PUBLISHED, True,
           "\"kost overgewicht aan jaarlijks zevenduizend Nederlanders het leven\"; the report was not read; "
           f"{COMPARED}"),
]  # fmt: skip


def attributable_rows() -> Iterator[tuple[object, ...]]:
    """Rows of official.csv: deaths by risk factor, and the part of a cause's deaths that smoking has."""
    for item, year, deaths, relation, where, note in DEATHS:
        yield ("attributable deaths", item, "all", "", "", year, "year", deaths, "deaths per year", relation,
               where, "B", note)  # fmt: skip
    for cause, share in OF_SMOKING:
        yield ("attributable share", f"smoking/{cause}", "all", "", "", "2013", "year", share,
               "share of deaths", SHOWN, "rokeninfo-shares", "B", "20 and over")  # fmt: skip
