"""Perspectives: whose balance counts."""

from __future__ import annotations

from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack_words import party_titles
from hiap.domain.errors import Fault, InputError
from hiap.domain.pack import Pack
from hiap.economics.ledger import Perspective, choose_perspective

SOCIETY = "society"
"""The perspective in which all cost and benefit is in view."""


def choose(pack: Pack, name: str) -> Perspective:
    """Find a perspective: society, another one of the pack, or any one party.

    Raises
    ------
    InputError : with the cure when there is no such perspective.
    """
    named = [Perspective(view.id, view.title, view.accounts, view.discounting) for view in pack.views]
    parties = {party.id: party.title for party in pack.parties if not party.boundary}
    known = [*(view.id for view in pack.views), *parties]
    if name not in known:
        raise InputError(
            [
                Fault(
                    "--perspective",
                    None,
                    f"no perspective or party {name}",
                    cure_for(name, known, party_titles(pack.parties)),
                )
            ]
        )
    return choose_perspective(name, named, parties, pack.discounting_of_a_party)
