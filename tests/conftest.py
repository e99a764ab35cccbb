"""What tests of several files use: the builder of the pencil worlds, and the faults of a measure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from hiap import appraise
from hiap.catalogue.measures import load_measure
from hiap.domain.errors import Fault, InputError

sys.path[:0] = [
    str(Path(__file__).resolve().parent / folder) for folder in ("worlds", "catalogue", "evidence")
]

# How long an example takes says how busy the machine is, and nothing of the law that is tested.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(autouse=True, scope="session")
def own_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what hiap caches out of the home of who runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture(scope="session")
def demo_results() -> dict[str, Any]:
    """The package of the demo, and a measure that does nothing, to be looked at in a browser or an office."""
    demo = "school-lunch smoking-cessation-support debt-relief fall-prevention cool-streets sugar-tax"
    return {
        "package": appraise(demo.split(), draws=3, workers=1),
        "nothing": appraise(["employer-vitality"], draws=3, workers=1),
    }


@pytest.fixture
def faults_of(tmp_path: Path) -> Callable[[str | bytes], tuple[Fault, ...]]:
    """Load a text as a user's file and give its faults."""
    from measure_text import VOCABULARY

    def load(text: str | bytes) -> tuple[Fault, ...]:
        path = tmp_path / "mine.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(InputError) as caught:
            load_measure(str(path), VOCABULARY)
        assert all(fault.path == str(path) and fault.cure for fault in caught.value.faults)
        return caught.value.faults

    return load
