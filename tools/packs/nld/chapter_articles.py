"""Chapters of the budget of the State of parties of the Dutch pack, and their articles that were read."""

from __future__ import annotations

VWS_ARTICLES = {
    "1": ("Volksgezondheid", "Public health"),
    "2": ("Curatieve zorg", "Curative care"),
    "3": ("Langdurige zorg en ondersteuning", "Long-term care and support"),
    "4": ("Zorgbreed beleid", "Policy for all of care"),
    "5": ("Jeugd", "Youth"),
    "6": ("Sport en bewegen", "Sport and exercise"),
}
SZW_ARTICLES = {
    "1": ("Arbeidsmarkt", "Labour market"),
    "2": (
        "Bijstand, Participatiewet en Toeslagenwet",
        "Social assistance and supplements",
    ),
    "3": ("Arbeidsongeschiktheid", "Disability"),
    "4": ("Jonggehandicapten", "Young disabled"),
    "5": ("Werkloosheid", "Unemployment"),
    "6": ("Ziekte en verlofregelingen", "Sickness and leave"),
    "7": ("Kinderopvang", "Child care"),
    "8": ("Oudedagsvoorziening", "Old age"),
    "9": ("Nabestaanden", "Surviving dependants"),
    "10": ("Tegemoetkoming ouders", "Allowances for parents"),
    "11": ("Uitvoeringskosten", "Costs of carrying out"),
    "12": ("Rijksbijdragen", "Contributions of the State to funds"),
    "13": ("Integratie en maatschappelijke samenhang", "Integration and social cohesion"),
}
OCW_ARTICLES = {
    "1": ("Primair onderwijs", "Primary education"),
    "3": ("Voortgezet onderwijs", "Secondary education"),
    "4": ("Beroepsonderwijs en volwasseneneducatie", "Vocational and adult education"),
    "6": ("Hoger beroepsonderwijs", "Higher professional education"),
    "7": ("Wetenschappelijk onderwijs", "University education"),
    "8": ("Internationaal onderwijsbeleid", "International education policy"),
    "9": ("Arbeidsmarkt en personeelsbeleid", "Labour market and staff policy"),
    "11": ("Studiefinanciering", "Student finance"),
    "12": ("Tegemoetkoming onderwijsbijdrage en schoolkosten", "Allowances for school costs"),
    "13": ("Lesgelden", "Tuition fees"),
    "14": ("Cultuur", "Culture"),
}
BZK_ARTICLES = {
    "1": ("Openbaar bestuur en democratie", "Public administration and democracy"),
    "2": ("Nationale veiligheid", "National security"),
    "6": (
        "Overheidsdienstverlening en informatiesamenleving",
        "Public services and information society",
    ),
    "7": ("Werkgevers- en bedrijfsvoeringsbeleid", "Policy as employer, operations"),
    "14": ("Slavernijverleden: fonds en herdenkingscomité", "Past of slavery: fund and committee"),
    "15": ("Een veilig Groningen met perspectief", "A safe Groningen with prospects"),
}
VRO_ARTICLES = {
    "1": ("Woningmarkt", "Housing market"),
    "2": (
        "Energietransitie gebouwde omgeving en bouwkwaliteit",
        "Energy transition of buildings, quality of building",
    ),
    "3": ("Ruimtelijke ordening en Omgevingswet", "Spatial planning and Environment Act"),
    "4": ("Uitvoering Rijksvastgoedbeleid", "Property of the State"),
}
LVVN_ARTICLES = {
    "21": ("Land- en tuinbouw", "Agriculture and horticulture"),
    "22": ("Natuur, visserij en landelijk gebied", "Nature, fisheries and countryside"),
    "23": ("Kennis en innovatie", "Knowledge and innovation"),
    "24": ("Uitvoering en toezicht", "Carrying out and supervision"),
}
JENV_ARTICLES = {
    "31": ("Politie", "Police"),
    "32": ("Rechtspleging en rechtsbijstand", "Administration of justice and legal aid"),
    "33": ("Veiligheid en criminaliteitsbestrijding", "Safety and fighting crime"),
    "34": ("Straffen en beschermen", "Punishing and protecting"),
    "36": (
        "Contraterrorisme en nationaal veiligheidsbeleid",
        "Counterterrorism and national security",
    ),
}
IENW_ARTICLES = {
    "11": ("Integraal waterbeleid", "Water policy"),
    "13": ("Bodem en ondergrond", "Soil and subsoil"),
    "14": ("Wegen en verkeersveiligheid", "Roads and road safety"),
    "16": ("Openbaar vervoer en spoor", "Public transport and rail"),
    "17": ("Luchtvaart", "Aviation"),
    "18": ("Scheepvaart en havens", "Shipping and ports"),
    "19": ("Uitvoering milieubeleid en internationaal", "Carrying out environmental policy, international"),
    "20": ("Lucht en geluid", "Air and noise"),
    "21": ("Duurzaamheid", "Sustainability"),
    "22": ("Omgevingsveiligheid en milieurisico’s", "Safety of surroundings and environmental risks"),
    "23": ("Meteorologie, seismologie en aardobservatie", "Weather, earthquakes, observation of the earth"),
    "24": ("Handhaving en toezicht", "Enforcement and supervision"),
    "25": ("Brede doeluitkering", "Broad grant for transport"),
    "26": ("Bijdrage investeringsfondsen", "Contribution to investment funds"),
}
# Articles 1 to 3 are of chapter XIII (EZ), article 31 is of chapter XXIII (KGG).
EZ_KGG_ARTICLES = {
    "1": ("Goed functionerende economie en markten", "An economy and markets that work well"),
    "2": (
        "Bedrijvenbeleid: innovatie en ondernemerschap voor duurzame welvaartsgroei",
        "Business policy: innovation and enterprise for lasting growth of welfare",
    ),
    "3": ("Toekomstfonds", "Future Fund"),
    "31": (
        "Een doelmatige energievoorziening en beperking van de klimaatverandering",
        "Efficient supply of energy and limiting climate change",
    ),
}
FINANCE_ARTICLES = {
    "1": ("Belastingen", "Taxes"),
    "2": ("Financiële markten", "Financial markets"),
    "3": ("Financieringsactiviteiten publiek-private sector", "Financing of public-private sectors"),
    "4": ("Internationale financiële betrekkingen", "International financial relations"),
    "5": (
        "Exportkredietverzekeringen, -garanties en investeringsverzekeringen",
        "Insurance and guarantees of export credit, insurance of investments",
    ),
    "6": ("Btw-compensatiefonds", "VAT compensation fund"),
    "9": ("Douane", "Customs"),
}
