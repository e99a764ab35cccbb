"""What goes to those who compute tasks elsewhere: what all tasks share goes once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from hiap.workflow.block import Task

Found = TypeVar("Found")
Work = Callable[[Task], Found]
"""What is done with a task: a function that can be sent, which gives no more than is needed of the answer."""
Finished = Callable[[int, Found], None]
"""Told of the place of a task and its answer, once for each task, in any order."""
Change = Mapping[str, Any]


def sent_once(tasks: Sequence[Task]) -> tuple[Task, list[Change]]:
    """The first task, with pack and measures, and what is other in each: `replace(first, **change)`.

    >>> first, changes = sent_once([Task(None, (), 1, 9, 0, 5, 3, 1.0), Task(None, (), 1, 9, 5, 9, 3, 1.0)])
    >>> changes
    [{}, {'first': 5, 'last': 9}]
    """
    first = tasks[0]
    names = [field.name for field in fields(first)]
    return first, [
        {name: getattr(task, name) for name in names if getattr(task, name) is not getattr(first, name)}
        for task in tasks
    ]
