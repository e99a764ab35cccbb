"""How YAML 1.2 reads plain words: `no` is text, 012 is not eight, and numbers are decimal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING or not yaml.__with_libyaml__:
    from yaml import SafeLoader as Loader
else:
    from yaml import CSafeLoader as Loader

TAG = "tag:yaml.org,2002:"
PLAIN = {
    "bool": ("tTfF", r"(?:true|True|TRUE|false|False|FALSE)$"),
    "float": (
        "-+0123456789.",
        r"(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
        r"|[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
    ),
    "int": ("-+0123456789", r"[-+]?(?:0b[0-1_]+|0o?[0-7_]+|[0-9_]+|0x[0-9a-fA-F_]+)$"),
    "merge": ("<", r"<<$"),
    "null": (("~", "n", "N", ""), r"(?:~|null|Null|NULL|)$"),
    "timestamp": ("0123456789", r"[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
}


class CoreLoader(Loader):
    """Loader with the plain words of YAML 1.2; in C where there is a C reader, else in Python."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (the library's own name for this table)
        first: [(TAG + kind, re.compile(form)) for kind, (firsts, form) in PLAIN.items() if first in firsts]
        for first in sorted({first for firsts, _ in PLAIN.values() for first in firsts})
    }
