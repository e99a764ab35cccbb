"""The map of causes: chains through a map that fits in the head, and what the shipped list may hold."""

from __future__ import annotations

import pytest

from hiap.catalogue.causes import Cause, Chain, causes_of, chains_from, rank
from hiap.catalogue.determinants import determinants_document, load_determinants
from hiap.catalogue.folder import pack_folder
from hiap.catalogue.pack_names import names_of
from hiap.domain.grading import Certainty
from hiap.domain.names import ALL_CAUSE

NETHERLANDS = pack_folder("NLD/2025")


def step(
    to: str, certainty: Certainty, *, same: bool = True, years: tuple[int, int] | None = (1, 2)
) -> Cause:
    return Cause(to, same, certainty, years, "somebody", "list")


PENCIL = {
    "noise": (step("sleep", "moderate", years=(0, 1)), step("heart", "high", years=(5, 10))),
    "sleep": (step("mood", "low", years=(1, 4)), step("heart", "very_low", years=(2, 3))),
    "mood": (step("sleep", "high"), step("noise", "high"), step("drinking", "moderate", same=False)),
    "drinking": (step("liver", "high", same=False, years=None),),
}
"""Noise > sleep > mood, with two circles back; drinking is opposed twice, so that the liver is not."""


def chains(start: str) -> dict[str, Chain]:
    return {chain.end: chain for chain in chains_from(start, PENCIL)}


def test_a_chain_is_as_sure_as_its_least_sure_step() -> None:
    found = chains("noise")
    assert found["sleep"].certainty == "moderate"
    assert found["mood"].certainty == "low"
    assert found["drinking"].certainty == "low"


def test_of_two_ways_to_one_end_the_surest_is_kept() -> None:
    heart = chains("noise")["heart"]
    assert [one.to for one in heart.steps] == ["heart"]
    assert heart.certainty == "high"


def test_directions_multiply() -> None:
    found = chains("noise")
    assert found["mood"].same
    assert not found["drinking"].same
    assert found["liver"].same, "opposite of the opposite"


def test_years_add_up_and_are_not_known_where_one_is_not() -> None:
    found = chains("noise")
    assert found["mood"].years == (1, 5)
    assert found["liver"].years is None


def test_a_circle_ends() -> None:
    assert set(chains("mood")) == {"sleep", "noise", "heart", "drinking", "liver"}
    assert "noise" not in chains("noise")


def test_nothing_follows_from_what_is_not_in_the_map() -> None:
    assert chains_from("culture", PENCIL) == ()


def test_ranks_go_from_very_low_to_high() -> None:
    assert [rank(one) for one in ("very_low", "low", "moderate", "high")] == [0, 1, 2, 3]


def test_what_a_pack_models_comes_from_the_pack() -> None:
    """Relative risks of NLD/2025: smoking to lung cancer high; fine particles to asthma and deaths."""
    causes = causes_of(load_determinants(), NETHERLANDS)
    smoking = {cause.to: cause for cause in causes["smoking"]}
    assert smoking["lung_cancer"].certainty == "high"
    assert smoking["lung_cancer"].origin == "pack"
    assert {cause.to for cause in causes["fine_particles"]} == {ALL_CAUSE, "asthma"}
    assert {cause.to for cause in causes["problem_debt"] if cause.origin == "pack"} == {
        "depression",
        "anxiety_disorder",
        "suicide",
    }
    assert "stroke" in {cause.to for cause in causes["diabetes"]}, "a disease that raises another"


def test_better_stays_better_for_every_disease_of_the_pack() -> None:
    """Fewer smokers, less weight, more activity: none is worse for a disease in most rows."""
    causes = causes_of(load_determinants(), NETHERLANDS)
    assert all(cause.same for name in load_determinants() for cause in causes[name])


def test_every_path_of_the_list_ends_somewhere_and_has_words_that_say_it() -> None:
    known = {*load_determinants(), *names_of(NETHERLANDS).diseases.keys()}
    paths = [(name, path) for name, item in load_determinants().items() for path in item.leads_to]
    assert len(paths) >= 40
    for name, path in paths:
        assert path.to in known, name
        assert path.to != name
        assert path.found is not None, f"{name} > {path.to}: no words"
        assert len(path.found.quote) > 20
        assert path.years is None or path.years[0] <= path.years[1]


def test_every_source_of_the_list_was_read_and_is_used() -> None:
    document = determinants_document()
    used = {path.source for item in document.determinants for path in item.leads_to}
    assert used == set(document.sources)
    assert all(source.read for source in document.sources.values())


@pytest.mark.parametrize("name", [n for n, item in load_determinants().items() if item.risk_factor])
def test_the_list_is_silent_on_what_the_pack_models(name: str) -> None:
    """A determinant that the pack measures has no path to a disease of its own: the pack says that."""
    item = load_determinants()[name]
    assert not {path.to for path in item.leads_to} & names_of(NETHERLANDS).diseases.keys()


def test_the_names_of_a_pack_are_those_of_the_whole_pack() -> None:
    from hiap import load_pack

    assert names_of(NETHERLANDS) == load_pack().names
