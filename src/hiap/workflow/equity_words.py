"""What a measure does to the gap and for the chosen goal, in words of both languages."""

from __future__ import annotations

Words = dict[str, str]
DAYS_PER_YEAR = 365.25
FEW_DAYS = 10
"""Under this many days one decimal is told."""
CHANGE = {
    "narrows": ("kleiner", "smaller"),
    "widens": ("groter", "larger"),
    "none": ("niet anders", "no different"),
    "unclear": (
        "niet duidelijk kleiner of groter (dat kan toeval zijn)",
        "not clearly smaller or larger (it may be chance)",
    ),
    "undefined": ("niet te zeggen", "not to be said"),
}
OUTCOMES = {
    "towards": ("De maatregel brengt dit doel dichterbij.", "The measure brings this goal nearer."),
    "away": ("De maatregel brengt dit doel verder weg.", "The measure takes this goal further away."),
    "none": ("De maatregel verandert niets aan dit doel.", "The measure changes nothing about this goal."),
    "unclear": (
        "Of de maatregel dit doel dichterbij brengt, is niet te zeggen: het kan toeval zijn.",
        "Whether the measure brings this goal nearer cannot be told from chance.",
    ),
    "not computed": (
        "Dit doel is niet berekend: het datapakket noemt geen jaren of geen ondergrens.",
        "This goal was not computed: the data pack marks no years or has no floor.",
    ),
}


def direction_words(year: int, absolute: str, relative: str, gap: float, change: float) -> Words:
    """Say what the measure itself does to the gap, in years and in proportion, and how much that is.

    `gap` in years without the measure and its `change`, means over draws.

    >>> direction_words(2040, "narrows", "widens", 23.8, -0.1)["en"].partition("lowest group ")[2]
    'smaller in years; larger in proportion. That is 37 days on a gap of 23.8 years.'
    >>> direction_words(2040, "narrows", "narrows", 23.8, -0.001)["nl"].partition("laagste groep ")[2]
    'kleiner, in jaren en in verhouding. Dat is 0,4 dagen op een verschil van 23,8 jaar.'
    """
    (nl, en), (nl_too, en_too) = CHANGE[absolute], CHANGE[relative]
    nl = f"{nl}, in jaren en in verhouding" if nl == nl_too else f"{nl} in jaren; {nl_too} in verhouding"
    en = f"{en}, in years and in proportion" if en == en_too else f"{en} in years; {en_too} in proportion"
    days = abs(change) * DAYS_PER_YEAR
    size = f"{days:.1f}" if days < FEW_DAYS else f"{days:.0f}"
    much = absolute != "none"
    nl_size = f" Dat is {size} dagen op een verschil van {gap:.1f} jaar.".replace(".", ",")[:-1] + "."
    return {
        "nl": (
            f"Door de maatregel zelf wordt in {year} het verschil in gezonde levensverwachting tussen de "
            f"hoogste en de laagste groep {nl}.{nl_size if much else ''}"
        ),
        "en": (
            f"In {year} the measure itself makes the gap in healthy life expectancy between the highest "
            f"and the lowest group {en}."
            f"{f' That is {size} days on a gap of {gap:.1f} years.' if much else ''}"
        ),
    }


def goal_words(outcome: str) -> Words:
    """Say whether the measure brings the goal nearer.

    >>> goal_words("none")["en"]
    'The measure changes nothing about this goal.'
    """
    nl, en = OUTCOMES[outcome]
    return {"nl": nl, "en": en}
