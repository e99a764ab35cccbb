"""Parties and discount schemes that a pack names must be there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hiap.catalogue.pack import check_parties, load_pack
from hiap.domain.errors import PackError
from hiap.domain.pack import Pack, View

TITLE = {"nl": "Zorg", "en": "Care"}


def paid_by(payer: str) -> Pack:
    """The pack with another payer of its first law."""
    pack = load_pack()
    return replace(pack, laws=(replace(pack.laws[0], payer=payer), *pack.laws[1:]))


def seen_by(account: str, scheme: str) -> Pack:
    """The pack with one perspective."""
    return replace(load_pack(), views=(View("care", TITLE, (account,), scheme),))


def test_care_is_paid_by_those_whom_the_law_names() -> None:
    assert {law.id: law.payer for law in load_pack().laws} == {
        "zvw": "zvw_insurers",
        "wlz": "wlz_offices",
        "wmo": "municipalities",
        "jeugdwet": "municipalities",
    }


@pytest.mark.parametrize(
    ("pack", "words"),
    [
        (paid_by("nobody"), "law jeugdwet names nobody"),
        (paid_by("resources"), "law jeugdwet names resources"),
        (seen_by("nobody", "mkba"), "perspective care names nobody"),
        (seen_by("zvw_insurers", "zero"), "perspective care names the discount scheme zero"),
        (replace(load_pack(), discounting_of_a_party="zero"), "discounting_of_a_party names"),
    ],
)
def test_a_pack_that_names_what_is_not_there_is_refused(pack: Pack, words: str) -> None:
    with pytest.raises(PackError, match=words):
        check_parties(pack)
