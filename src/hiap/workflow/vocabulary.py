"""The words of a pack that measures may use."""

from __future__ import annotations

from hiap.catalogue.determinants import load_determinants
from hiap.catalogue.measures import register_ids
from hiap.domain.pack import Pack
from hiap.domain.vocabulary import RiskWord, Vocabulary


def vocabulary_of(pack: Pack) -> Vocabulary:
    """Collect the ids, units and years that a measure for this pack may name."""
    return Vocabulary(
        parties=frozenset(party.id for party in pack.parties if not party.boundary),
        boundary=frozenset(party.id for party in pack.parties if party.boundary),
        risk_factors={
            factor.id: RiskWord(
                factor.kind,
                factor.levels,
                "share" if factor.kind == "levels" else factor.unit,
                transition_known=False,
                widest=factor.cap - factor.least_harm,
            )
            for factor in pack.risk_factors
        },
        diseases=frozenset(disease.id for disease in pack.diseases),
        ses_groups=pack.groups,
        first_year=pack.base_year,
        last_year=pack.last_year,
        last_age=pack.ages - 1,
        price_years=frozenset(pack.price_index),
        catalogue_ids=frozenset(register_ids()),
        determinants=frozenset(load_determinants()),
        articles={party.id: frozenset(party.articles) for party in pack.parties if party.chapter},
        outcomes={outcome.id: outcome.unit for outcome in pack.outcomes},
    )
