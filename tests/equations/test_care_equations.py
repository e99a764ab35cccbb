"""Shares of care by sector (7.2): a draw has the same bytes however many stand beside it."""

from __future__ import annotations

import numpy as np
import pytest

from hiap.equations.care import shares_of_the_rest


@pytest.mark.parametrize("draw", range(20))
def test_a_draw_alone_has_the_shares_that_it_has_among_others(draw: int) -> None:
    """Sixteen diseases: from eight on the order of a sum in NumPy hangs on what stands beside it."""
    random = np.random.default_rng(7)
    diseases, amounts = random.dirichlet(np.ones(5), (16, 20)), random.lognormal(10.0, 2.0, (16, 20))
    law, rest = random.dirichlet(np.ones(5)), 0.3 * amounts.sum(axis=0)
    together = shares_of_the_rest(law, diseases, amounts, rest)
    some = slice(draw, draw + 1)
    own, spent = np.ascontiguousarray(diseases[:, some]), np.ascontiguousarray(amounts[:, some])
    alone = shares_of_the_rest(law, own, spent, rest[some])
    assert alone.tobytes() == together[:, some].tobytes()
