"""Reads the plan of a programme that is followed: a YAML file, with every fault of it at once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from pydantic import ValidationError

from hiap.catalogue.documents import Document, read_document
from hiap.catalogue.follow_checks import follow_findings
from hiap.catalogue.measures import in_order, read_file
from hiap.catalogue.schema_faults import schema_faults
from hiap.domain.errors import Fault, InputError
from hiap.domain.follow_plan import SCHEMA, FollowPlan, FollowRules

NAME = "follow.yaml"


def read_follow_plan(path: str) -> tuple[FollowPlan, Document]:
    """Read a plan.

    Raises
    ------
    InputError : every fault of the file, each with its line and cure.
    """
    data = read_file(path)
    if isinstance(data, Fault):
        raise InputError([data])
    document, faults = read_document(path, data)
    if document is None:
        raise InputError(faults)
    if document.tree.get("schema") != SCHEMA:
        problem = "the file is no plan to follow" if "schema" not in document.tree else "schema is not known"
        raise InputError([document.fault(("schema",), problem, f"begin it with schema: {SCHEMA}")])
    plan: FollowPlan | None = None
    try:
        plan = FollowPlan.model_validate(document.tree)
    except ValidationError as error:
        faults = [*faults, *schema_faults(document, error.errors(), FollowPlan)]
    faults = [*faults, *(document.fault(*finding) for finding in follow_findings(document.tree))]
    if faults or plan is None:
        raise InputError(in_order(faults))
    return plan, document


@lru_cache(maxsize=1)
def follow_rules() -> FollowRules:
    """The conventions of following a programme.

    >>> follow_rules().false_alarm
    0.05
    """
    document, faults = read_document(NAME, (files("hiap.data") / "catalogue" / NAME).read_bytes())
    if document is None or faults:
        raise InputError(faults)
    try:
        return FollowRules.model_validate(document.tree)
    except ValidationError as error:
        raise InputError(schema_faults(document, error.errors(), FollowRules)) from error
