"""The answers in one sentence, and the sentences that stand above the charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hiap.reports.blocks import chance_of_benefit, changes_health, euro, opposite, scenario_title
from hiap.reports.counted import cost_of, of_no_known_effect, only_costs, without_health
from hiap.reports.numbers import Estimate, estimate_text, mean_text, percent_text, ratio_texts
from hiap.reports.result import (
    PACKAGE,
    Result,
    draws,
    horizon_years,
    mean_of,
    part,
    party_titles,
    qaly_values,
    rows,
    scenarios,
    ses_groups,
    whole,
)
from hiap.reports.text import Words, sentence

CLOSE = 0.05
"""How near to the first value of a QALY a break-even value is told in more digits."""
DISABILITY_BENEFITS = "work/disability"
"""Heading of the flows of the disability benefit in the table of who pays whom."""
SICK_PAY = "work/sick_pay"
"""Heading of the flows of pay to the ill after others have taken over their work."""

Scenario = Mapping[str, object]


def shows_zero(estimate: Estimate) -> bool:
    """Tell whether the mean is printed as zero.

    >>> shows_zero(Estimate(3.0, -400.0, 420.0)), shows_zero(Estimate(3.0))
    (True, False)
    """
    return not any(digit in "123456789" for digit in mean_text(estimate, "en"))


def question(words: Words, result: Result, titles: Sequence[str]) -> str:
    """Give the title of the dossier: the question that it answers, after the place that it is about."""
    key = {0: "none", 1: "one"}.get(len(titles), "many")
    asked = words(f"page.question.{key}", title=titles[0] if titles else "", count=len(titles))
    place = place_title(result)
    return f"{place}: {asked[:1].lower()}{asked[1:]}" if place else asked


def place_title(result: Result) -> str:
    """Give the name of the place that a result is about; empty for the whole country."""
    return str(part(result, "pack", "place").get("title", ""))


def answer(words: Words, result: Result, scenario: Scenario) -> str:
    """Give the answer for one scenario: health, balance, and the chance of a benefit."""
    texts = [health_answer(words, result, scenario), money_answer(words, result, scenario)]
    told = Estimate.read(scenario.get("net_present_value_eur")) is not None and not only_costs(scenario)
    if draws(result) and told:
        texts.append(words("answer.chance", chance=chance_of_benefit(words, result, scenario)))
    return " ".join(text for text in texts if text)


def health_answer(words: Words, result: Result, scenario: Scenario) -> str:
    """Say how many healthy years the measure brings."""
    haly = Estimate.read(scenario.get("haly"))
    if haly is None:
        return ""
    years = horizon_years(result, scenario)
    if without_health(scenario):
        return words("answer.no_effect")
    if shows_zero(haly):
        return words("answer.same", years=years)
    key, shown = ("answer.gain", haly) if haly.mean > 0.0 else ("answer.loss", opposite(haly))
    key = f"{key}_unsure" if either_way(haly) else key
    return words(key, years=years, haly=estimate_text(shown, words.lang))


def either_way(estimate: Estimate) -> bool:
    """Tell whether the interval holds values above and below zero: then the sign itself is not sure.

    >>> either_way(Estimate(100.0, -1700.0, 4200.0)), either_way(Estimate(2.0, 0.0, 3.0))
    (True, False)
    """
    return estimate.limits is not None and estimate.limits[0] < 0.0 < estimate.limits[1]


def money_answer(words: Words, result: Result, scenario: Scenario) -> str:
    """Say who is better or worse off on balance, at the first value of a QALY."""
    balance = Estimate.read(scenario.get("net_present_value_eur"))
    if balance is None:
        return ""
    value = euro(qaly_values(result)[0], words.lang)
    if shows_zero(balance):
        return words("answer.net_zero", value=value)
    if either_way(balance) and not without_health(scenario):
        shown = estimate_text(balance, words.lang, money=True)
        return words("answer.net_unsure", who=_who(words, result), money=shown, value=value)
    gain = balance.mean > 0.0
    money = estimate_text(balance if gain else opposite(balance), words.lang, money=True)
    who = _who(words, result)
    if without_health(scenario):
        return words(f"answer.{'gain' if gain else 'loss'}_without_health", who=who, money=money)
    return words("answer.net_gain" if gain else "answer.net_loss", who=who, money=money, value=value)


def _who(words: Words, result: Result) -> str:
    name = _other_perspective(words, result)
    return words("who.other", name=name) if name else words("who.society")


def _other_perspective(words: Words, result: Result) -> str:
    """The title of the perspective, where it is not that of society."""
    settings = part(result, "settings")
    perspective = str(settings.get("perspective", "society"))
    if perspective == "society":
        return ""
    return words.local(settings.get("perspective_title"), words.named("perspective", perspective))


def unverified_share(words: Words, scenario: Scenario) -> str:
    """Give the share of the gain that rests on unverified assumptions; empty if not known or without gain."""
    share = Estimate.read(part(scenario, "evidence").get("unverified_share"))
    known = share is not None and changes_health(scenario)
    return percent_text(share.mean, words.lang) if share is not None and known else ""


def unverified_line(words: Words, result: Result) -> str:
    """Say in one line how much of each gain rests on unverified assumptions; empty if not known."""
    shares = {
        scenario_title(words, name, scenario): unverified_share(words, scenario)
        for name, scenario in scenarios(result)
    }
    known = {title: share for title, share in shares.items() if share}
    if not known:
        return ""
    listed = "; ".join(f"{title} {share}" for title, share in known.items())
    return words("run.unverified", shares=listed)


def no_effect_line(words: Words, result: Result) -> str:
    """Name the measures of no known health effect, and their cost, which the balance of the package bears."""
    found = of_no_known_effect(result)
    if not found or PACKAGE not in part(result, "scenarios"):
        return ""
    titles = ", ".join(scenario_title(words, name, one) for name, one in found.items())
    cost = mean_text(Estimate(cost_of(found)), words.lang, money=True)
    return words("sure.no_effect", titles=titles, cost=cost)


def pm_line(words: Words, result: Result) -> str:
    """Name in one line what has no amount, measure by measure, with its direction; empty if there is none."""
    told = {}
    for name, scenario in scenarios(result):
        items = [_pm_item(words, item) for item in rows(scenario, "pm")]
        if items and name != PACKAGE:
            told[scenario_title(words, name, scenario)] = ", ".join(items)
    listed = "; ".join(f"{title}: {items}" for title, items in told.items())
    return words("run.pm", items=listed) if told else ""


def _pm_item(words: Words, item: Mapping[str, object]) -> str:
    """What has no amount, with its direction."""
    sign, title = item.get("sign"), words.local(item.get("title"))
    return f"{title} ({sign})" if sign in ("+", "-") else words("run.pm.?", title=title)


def assumptions(words: Words, scenario: Scenario) -> str:
    """Say how many unverified assumptions there are behind the health gain."""
    evidence = part(scenario, "evidence")
    count = whole(evidence.get("unverified_count"), len(rows(evidence, "rests_on")))
    return words("assumptions.one") if count == 1 else words("assumptions", count=count)


def unverified_text(words: Words, scenario: Scenario) -> str:
    """Say how much of the gain rests on unverified assumptions; empty where it is not known."""
    share = unverified_share(words, scenario)
    if not share:
        return ""
    return words("evidence.unverified", share=sentence(share), count=assumptions(words, scenario))


def break_even_text(words: Words, result: Result, scenario: Scenario) -> str:
    """Say at which value of a QALY costs and benefits are equal, and in which year they are."""
    if only_costs(scenario):
        return words("only_costs")
    when, first = break_even_year_text(words, result, scenario), qaly_values(result)[0]
    value = Estimate.read(scenario.get("break_even_qaly_eur"))
    if value is None:
        return f"{words('mkba.break_even.none')} {when}"
    mean, interval = ratio_texts(value, words.lang)
    if not interval and abs(value.mean / first - 1.0) < CLOSE:
        mean = euro(round(value.mean, -2), words.lang)  # lest it looks the same as the first value
    return f"{words('mkba.break_even', value=f'{mean} ({interval})' if interval else mean)} {when}"


def break_even_year_text(words: Words, result: Result, scenario: Scenario) -> str:
    """Say from which year on the costs are earned back at the first value of a QALY, or that they are not.

    Of any perspective but society only its balance is told: it may gain and pay nothing for the measure.
    """
    if only_costs(scenario):
        return words("only_costs")
    told = {"value": euro(qaly_values(result)[0], words.lang)}
    name = _other_perspective(words, result)
    key = "mkba.year.other" if name else "mkba.year"
    told |= {"name": name} if name else {}
    year, balance = scenario.get("break_even_year"), Estimate.read(scenario.get("net_present_value_eur"))
    key = key if year else f"{key}.none"
    unsure = balance is not None and either_way(balance) and not name
    return words(f"{key}.unsure" if unsure else key, year=year, **told)


def break_even_lines(words: Words, result: Result) -> list[str]:
    """What a break-even value is, and for each scenario in which year it is square."""
    found = [(name, one) for name, one in scenarios(result) if "break_even_year" in one]
    told = {scenario_title(words, name, one): break_even_year_text(words, result, one) for name, one in found}
    lines = list(told.values()) if len(told) == 1 else [f"{title}: {text}" for title, text in told.items()]
    return [words("summary.break_even"), *lines]


def wrong_pocket_text(words: Words, result: Result, scenario: Scenario, least: float = 0.0) -> list[str]:
    """Say how far the money gains fall with others than those who pay, and who loses `least` besides."""
    pocket = part(scenario, "wrong_pocket")
    if not pocket:
        return []
    if pocket.get("undefined"):
        found = [words.named("pocket", pocket["undefined"])]
    else:
        found = [words("pocket.share", share=percent_text(mean_of(pocket.get("share")), words.lang))]
    losses = part(pocket, "losses_eur")
    losers = titles_together(words, result, [name for name in losses if abs(mean_of(losses[name])) >= least])
    if losers:
        found += [words("pocket.losses", parties=words.listed(losers)), *_fewer_benefits(words, scenario)]
    return found


def _fewer_benefits(words: Words, scenario: Scenario) -> list[str]:
    """Say that households get less in disability benefits, for what they earn instead is no line (7.3).

    Only in a run by friction, which sick pay tells: human capital pays none, and nobody takes over the work.
    """
    change = sum(_moved(scenario, DISABILITY_BENEFITS))
    if change > -1.0 or not any(_moved(scenario, SICK_PAY)):
        return []
    return [words("pocket.benefits", amount=mean_text(Estimate(-change), words.lang, money=True))]


def _moved(scenario: Scenario, heading: str) -> list[float]:
    """Present values of what is paid under a heading, one for each pair of payer and receiver."""
    flows = rows(scenario, "pockets", "matrix")
    return [mean_of(flow.get("present_value_eur")) for flow in flows if flow.get("heading") == heading]


def titles_together(words: Words, result: Result, names: list[str]) -> list[str]:
    """Titles of parties; all groups of households together have one."""
    titles = party_titles(result)
    households = [name for name in titles if name.startswith("households_")]
    apart = [] if set(households) <= set(names) else households
    found = (
        words("pockets.households") if name in households and not apart else words.party(name, titles)
        for name in names
    )
    return list(dict.fromkeys(found))


def overview_title(words: Words, result: Result) -> str:
    """Give the sentence above the chart of all measures."""
    haly = Estimate.read(part(result, "scenarios", "package").get("haly"))
    if haly is None:
        return words("chart.overview.plain")
    return words("chart.overview.package", haly=estimate_text(haly, words.lang))


def health_title(words: Words, scenario: Scenario) -> str:
    """Give the sentence above the chart of health over time."""
    years = rows(scenario, "by_year")
    largest = max(years, key=lambda year: abs(mean_of(year.get("haly"))))
    haly = Estimate.read(largest.get("haly")) or Estimate(0.0)
    values = {"year": largest.get("year"), "haly": estimate_text(haly, words.lang)}
    if haly.mean == 0.0:
        return words("chart.health.none")
    if haly.mean < 0.0:
        return words("chart.health.loss", **values)
    rising = largest is years[-1] and len(years) > 1
    return words("chart.health.rising" if rising else "chart.health.peak", **values)


def ses_title(words: Words, scenario: Scenario) -> str:
    """Give the sentence above the chart of the groups."""
    groups = part(scenario, "by_ses")
    names = ses_groups(groups)
    first, last = (
        Estimate.read(part(groups, name).get("per_1000_haly")) or Estimate(0.0)
        for name in (names[0], names[-1])
    )
    shown = [mean_text(estimate, words.lang) for estimate in (first, last)]
    if shown[0] == shown[1]:
        return words("chart.ses.same", first=shown[0])
    key = "chart.ses.more" if first.mean > last.mean else "chart.ses.less"
    return words(key, first=shown[0], last=shown[1])


def money_title(words: Words, scenario: Scenario) -> str:
    """Give the sentence above the chart of costs: totals over the years of the chart."""
    years = rows(scenario, "by_year")
    programme, care = (
        sum(mean_of(year.get(key)) for year in years) for key in ("programme_cost_eur", "care_cost_eur")
    )
    way = "same" if shows_zero(Estimate(care)) else "more" if care > 0.0 else "less"
    return words(
        f"chart.money.{way}",
        year=whole(years[-1].get("year"), 0),
        programme=mean_text(Estimate(programme), words.lang, money=True),
        care=mean_text(Estimate(abs(care)), words.lang, money=True),
    )


def labour_text(words: Words, scenario: Scenario) -> str:
    """Say what the scenario does to output; that it is not in the sums where the pack knows no absence."""
    found = Estimate.read(scenario.get("lost_output_eur"))
    if found is None:
        return words("labour.absent")
    if not abs(found.mean) >= 1.0:
        return f"{words('labour.none')} {words('labour.missing')}"
    amount = mean_text(Estimate(abs(found.mean)), words.lang, money=True)
    said = words("labour.saved" if found.mean < 0.0 else "labour.lost", amount=amount)
    return f"{said} {words('labour.missing')}"


def package_titles(words: Words, result: Result) -> list[str]:
    """Give the titles of the measures, without the package."""
    return [
        words.local(scenario.get("title"), name) for name, scenario in scenarios(result) if name != "package"
    ]
