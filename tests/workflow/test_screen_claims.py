"""Which way the claims of an entry point, where no effect and no touch names the determinant."""

from __future__ import annotations

import pytest

from hiap.catalogue.folder import checked_folder
from hiap.catalogue.measures import Entry, load_entry
from hiap.catalogue.pack_names import names_of
from hiap.catalogue.pack_words import words_of
from hiap.data import DEFAULT_PACK
from hiap.domain.measure import Measure
from hiap.workflow.screen_entry import entry_touches
from hiap.workflow.screen_size import Table

Said = tuple[str, str, str]
"""Direction, counterfactual floor and certainty of a claim."""


FOLDER = checked_folder(DEFAULT_PACK)
WORDS = words_of(names_of(FOLDER))
TABLE = Table(FOLDER, None, WORDS.ses_groups)


def entry(said: list[Said]) -> Entry:
    """A measure of which only claims on loneliness are left."""
    measure = load_entry("loneliness-courses", WORDS)
    assert isinstance(measure, Measure)
    claim = measure.claims[0]
    claims = tuple(
        claim.model_copy(
            update={
                "determinant": "loneliness",
                "direction": direction,
                "evidence": claim.evidence.model_copy(update={"floor": floor, "certainty": certainty}),
            }
        )
        for direction, floor, certainty in said
    )
    return measure.model_copy(update={"effects": (), "touches": (), "claims": claims})


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ([("gain", "yes", "low")], ["better"]),
        ([("harm", "modelled", "low")], ["worse"]),
        ([("harm", "no", "high"), ("gain", "yes", "low")], ["better"]),
        ([("harm", "no", "high")], []),
        ([("none", "yes", "low")], []),
        ([("none", "yes", "low"), ("gain", "yes", "low")], ["unclear"]),
        ([("none", "yes", "low"), ("gain", "yes", "high")], ["better"]),
        ([("none", "yes", "high"), ("gain", "yes", "low")], []),
        ([("gain", "yes", "low"), ("harm", "yes", "low")], ["unclear"]),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_surest_claims_with_a_comparison_decide(said: list[Said], ways: list[str], turned: bool) -> None:
    """In any order of the claims: a description says nothing, and a null weighs as much as a gain."""
    found = entry_touches(entry(said[::-1] if turned else said), {}, {}, TABLE, {})
    assert [item.touch.direction for item in found] == ways
