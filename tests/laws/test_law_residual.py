"""What a factor does to other causes of death (3.7) adds up to its published risk for all deaths."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small import measure
from whole_pack import EVERYBODY, loaded, move, pack, run, write

# European Environment Agency: 8 % more deaths at 30 and over per 10 µg/m3 above 5 µg/m3. At the Dutch mean of
# 8.9 µg/m3 that is 1 - 1.08^-0.39 = 2.96 % of the death rate.
SHARE_OF_DEATHS = 1.0 - 1.08**-0.39


def test_clean_air_averts_the_published_share_of_deaths(tmp_path: Path) -> None:
    base = pack()
    effects = [move("hold", "pm25", -15.0, None, "µg/m3")]
    clean = measure("clean-air", EVERYBODY, effects=effects, start=base.base_year)
    found = run(loaded([write(tmp_path, clean)]), years=1)
    people, at_event = base.population[:, 30:], base.mortality[:, 30:]
    rate = 0.5 * (at_event + np.concatenate([at_event[:, 1:], at_event[:, -1:]], axis=1))  # method 2.1
    expected = (people * (np.exp(-rate * (1.0 - SHARE_OF_DEATHS)) - np.exp(-rate))).sum()
    assert found.deaths_averted[0, 1, 0].sum() == pytest.approx(expected, rel=0.02)
    reacting = [
        disease.id
        for disease, averted in zip(base.diseases, found.cases_averted, strict=True)
        if averted.sum() > 0.0
    ]
    assert reacting == ["asthma"]  # no other disease reacts to it; who lives on may fall ill
