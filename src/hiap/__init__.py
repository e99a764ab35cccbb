"""hiap: the open investment model for prevention.

The names below are the public surface. Each is loaded on first use (PEP 562): `import hiap` costs nothing.

>>> import hiap
>>> hiap.__version__
'0.1.0'
>>> issubclass(hiap.InputError, hiap.HiapError)
True
"""

from importlib import import_module

TYPE_CHECKING = False  # what typing calls so, without the time that typing takes to load
if TYPE_CHECKING:
    from hiap.catalogue.measures import load_measure
    from hiap.catalogue.pack import load_pack
    from hiap.domain.errors import Fault, HiapError, InputError, NoSuchRunError, PackError, RunExistsError
    from hiap.domain.measure import Measure
    from hiap.runs.folder import read_result
    from hiap.runs.money import budget, pockets
    from hiap.workflow.agree import agree
    from hiap.workflow.appraise import appraise
    from hiap.workflow.compare import compare
    from hiap.workflow.follow import follow
    from hiap.workflow.package import package
    from hiap.workflow.portfolio import portfolio
    from hiap.workflow.programmes import programmes
    from hiap.workflow.reference import reference_rows
    from hiap.workflow.screen import screen
    from hiap.workflow.vocabulary import vocabulary_of

__version__ = "0.1.0"

__all__ = [
    "Fault",
    "HiapError",
    "InputError",
    "Measure",
    "NoSuchRunError",
    "PackError",
    "RunExistsError",
    "__version__",
    "agree",
    "appraise",
    "budget",
    "compare",
    "follow",
    "load_measure",
    "load_pack",
    "package",
    "pockets",
    "portfolio",
    "programmes",
    "read_result",
    "reference_rows",
    "screen",
    "vocabulary_of",
]

_HOMES = {
    "Fault": "hiap.domain.errors:Fault",
    "HiapError": "hiap.domain.errors:HiapError",
    "InputError": "hiap.domain.errors:InputError",
    "Measure": "hiap.domain.measure:Measure",
    "NoSuchRunError": "hiap.domain.errors:NoSuchRunError",
    "PackError": "hiap.domain.errors:PackError",
    "RunExistsError": "hiap.domain.errors:RunExistsError",
    "agree": "hiap.workflow.agree:agree",
    "appraise": "hiap.workflow.appraise:appraise",
    "budget": "hiap.runs.money:budget",
    "compare": "hiap.workflow.compare:compare",
    "follow": "hiap.workflow.follow:follow",
    "load_measure": "hiap.catalogue.measures:load_measure",
    "load_pack": "hiap.catalogue.pack:load_pack",
    "package": "hiap.workflow.package:package",
    "pockets": "hiap.runs.money:pockets",
    "portfolio": "hiap.workflow.portfolio:portfolio",
    "programmes": "hiap.workflow.programmes:programmes",
    "read_result": "hiap.runs.folder:read_result",
    "reference_rows": "hiap.workflow.reference:reference_rows",
    "screen": "hiap.workflow.screen:screen",
    "vocabulary_of": "hiap.workflow.vocabulary:vocabulary_of",
}


def __getattr__(name: str) -> object:
    """Load a public name from its home, on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'hiap' has no attribute {name!r}; public names: {', '.join(__all__)}")
    module, attribute = _HOMES[name].split(":")
    value: object = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(__all__)
