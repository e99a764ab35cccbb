"""Reads the plan of a programme that is followed: a YAML file, with every fault of it at once."""

from __future__ import annotations

from functools import lru_cache

from hiap.catalogue.documents import Document
from hiap.catalogue.follow_checks import follow_findings
from hiap.catalogue.measures import in_order, opened
from hiap.catalogue.schema_faults import validated
from hiap.catalogue.shipped import shipped
from hiap.domain.errors import InputError
from hiap.domain.follow_plan import SCHEMA, FollowPlan, FollowRules


def read_follow_plan(path: str) -> tuple[FollowPlan, Document]:
    """Read a plan.

    Raises
    ------
    InputError : every fault of the file, each with its line and cure.
    """
    document, faults = opened(path)
    if document.tree.get("schema") != SCHEMA:
        problem = "the file is no plan to follow" if "schema" not in document.tree else "schema is not known"
        raise InputError([document.fault(("schema",), problem, f"begin it with schema: {SCHEMA}")])
    plan, refused = validated(document, FollowPlan)
    found = [document.fault(*finding) for finding in follow_findings(document.tree)]
    faults = [*faults, *refused, *found]
    if faults or plan is None:
        raise InputError(in_order(faults))
    return plan, document


@lru_cache(maxsize=1)
def follow_rules() -> FollowRules:
    """The conventions of following a programme.

    >>> follow_rules().false_alarm
    0.05
    """
    return shipped("follow.yaml", FollowRules)
