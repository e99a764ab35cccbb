"""What a measure does to the gap and for the chosen goal, in words of both languages."""

from __future__ import annotations

Words = dict[str, str]
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


def direction_words(year: int, absolute: str, relative: str) -> Words:
    """Say what the measure itself does to the gap, in years and in proportion.

    >>> direction_words(2040, "narrows", "widens")["en"].partition(": ")[2]
    'smaller in years; larger in proportion.'
    >>> direction_words(2040, "narrows", "narrows")["nl"].partition(": ")[2]
    'kleiner, in jaren en in verhouding.'
    """
    (nl, en), (nl_too, en_too) = CHANGE[absolute], CHANGE[relative]
    nl = f"{nl}, in jaren en in verhouding" if nl == nl_too else f"{nl} in jaren; {nl_too} in verhouding"
    en = f"{en}, in years and in proportion" if en == en_too else f"{en} in years; {en_too} in proportion"
    return {
        "nl": (
            "Door de maatregel zelf wordt het verschil in gezonde levensverwachting tussen de hoogste en de "
            f"laagste groep in {year}: {nl}."
        ),
        "en": (
            "Through the measure itself the gap in healthy life expectancy between the highest and the "
            f"lowest group becomes in {year}: {en}."
        ),
    }


def goal_words(outcome: str) -> Words:
    """Say whether the measure brings the goal nearer.

    >>> goal_words("none")["en"]
    'The measure changes nothing about this goal.'
    """
    nl, en = OUTCOMES[outcome]
    return {"nl": nl, "en": en}
