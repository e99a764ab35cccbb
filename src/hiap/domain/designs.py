"""Ways of evaluating as data: what each takes for granted, what can be tested, and how sure it can be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from hiap.domain.grading import Ratings
from hiap.domain.parts import Identifier, Part, Source, Text, Words
from hiap.domain.register import Design as ClaimDesign

MOST_STEPS = 2
"""GRADE takes at most two steps down for one reason."""


class Assumption(Part):
    """Something that must be so for the number to be the effect of the measure."""

    id: Identifier = Field(description="name within the design")
    says: Text = Field(description="what is taken for granted")
    test: Identifier | None = Field(None, description="name of the test; left out where there is none")
    how: Text | None = Field(None, description="how it is tested, and when the test fails")
    source: Words = Field(description="key of one of the file's `sources`")


class Design(Part):
    """A way of evaluating."""

    id: Identifier = Field(description="name of the design")
    title: Text = Field(description="its name")
    rule: Identifier = Field(description="the kind of evidence that it is, in the rules on fitting evidence")
    claim_design: ClaimDesign = Field(description="design of a claim that rests on it")
    start: Literal["randomised", "observational"] = Field(description="where GRADE starts")
    assumptions: tuple[Assumption, ...] = Field(description="what it takes for granted")


class Designs(Part):
    """Ways of evaluating, and what they can be sure of at most."""

    id: Words = Field(description="name and edition")
    convention: Text = Field(description="how tests that fail count")
    ceiling: Text = Field(description="what certainty they can reach at most")
    ceiling_source: Words = Field(description="key of one of the file's `sources`")
    designs: tuple[Design, ...] = Field(description="the ways")
    sources: dict[str, Source] = Field(description="short key -> source")

    def named(self, name: str) -> Design:
        """The design of this name; KeyError if there is none."""
        return {design.id: design for design in self.designs}[name]


def ratings_of(design: Design, passed: Mapping[str, bool], *, large_effect: int = 0) -> Ratings:
    """Steps of GRADE that follow from the tests: each that failed is one down, two at most.

    What was not tested, or cannot be, takes no step here: people may rate it down. With
    `hiap.domain.grading.certainty` this is the certainty that the evaluation can reach at most.

    Parameters
    ----------
    design : Design
    passed : mapping of str to bool
        Tests that were done, by name, and whether they passed.
    large_effect : int
        Steps up for a large effect by GRADE: 1 for a ratio from 2 or to 0.5, 2 from 5 or to 0.2.

    Raises
    ------
    ValueError
        A test that the design does not have.

    Examples
    --------
    >>> from hiap.domain.grading import certainty
    >>> words = Text(nl="x", en="x")
    >>> claim = Assumption(id="a", says=words, test="t", how=words, source="s")
    >>> design = Design(id="d", title=words, rule="r", claim_design="modelling", start="observational",
    ...                 assumptions=(claim,))
    >>> certainty(ratings_of(design, {"t": True})), certainty(ratings_of(design, {"t": False}))
    ('low', 'very_low')
    """
    known = {assumption.test for assumption in design.assumptions if assumption.test}
    unknown = sorted(set(passed) - known)
    if unknown:
        raise ValueError(
            f"design {design.id} has no test {unknown[0]}: choose from {', '.join(sorted(known))}"
        )
    failed = sum(not well for well in passed.values())
    return Ratings(start=design.start, risk_of_bias=min(failed, MOST_STEPS), large_effect=large_effect)
