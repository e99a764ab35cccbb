"""The words of a pack that a measure may use."""

from __future__ import annotations

from hiap.catalogue.determinants import load_determinants
from hiap.catalogue.measures import register_ids
from hiap.domain.names import FactorName, Names
from hiap.domain.vocabulary import RiskWord, Vocabulary


def words_of(names: Names) -> Vocabulary:
    """Collect the ids, units and years that a document may name: of a pack, and of the catalogue.

    >>> from hiap.catalogue.folder import pack_folder
    >>> from hiap.catalogue.pack_names import names_of
    >>> words_of(names_of(pack_folder("NLD/2025"))).ses_groups
    ('Q1', 'Q2', 'Q3', 'Q4', 'Q5')
    """
    return Vocabulary(
        parties=frozenset(party.id for party in names.parties if not party.boundary),
        boundary=frozenset(party.id for party in names.parties if party.boundary),
        risk_factors={name: _risk(factor) for name, factor in names.risk_factors.items()},
        diseases=frozenset(names.diseases),
        ses_groups=names.groups,
        first_year=names.first_year,
        last_year=names.last_year,
        last_age=names.last_age,
        price_years=names.price_years,
        catalogue_ids=frozenset(register_ids()),
        determinants=frozenset(load_determinants()),
        articles={party.id: frozenset(party.articles) for party in names.parties if party.chapter},
        outcomes={name: outcome.unit for name, outcome in names.outcomes.items()},
    )


def _risk(factor: FactorName) -> RiskWord:
    unit = "share" if factor.kind == "levels" else factor.unit
    return RiskWord(factor.kind, factor.levels, unit, transition_known=False, widest=factor.widest)
