"""Fetches JSON over HTTP with care: one host, limits of time and size, whole bodies, and more tries.

Only the standard library: the package has no HTTP client among its dependencies, and needs no more than
this.
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from hiap import __version__
from hiap.domain.errors import FetchError

PIECE = 65_536
MAY_PASS = (408, 425, 429, 500, 502, 503, 504)
"""Answers after which another try may help."""


@dataclass(frozen=True)
class Limits:
    """How long, how large and how often; seconds and bytes. Waits double after each try."""

    silence: float = 20.0
    whole: float = 120.0
    size: int = 64_000_000
    pages: int = 500
    tries: int = 4
    wait: float = 1.0


class _PassingError(Exception):
    """A fault after which another try may help."""


class _SameHost(HTTPRedirectHandler):
    """Follow a redirect to the same scheme and host only."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        """Refuse to be sent elsewhere."""
        check_same_place(req.full_url, newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_same_place(first: str, then: str) -> None:
    """Refuse an address with another scheme or host than the first.

    >>> check_same_place("https://cbs.nl/a", "https://cbs.nl/b")
    """
    before, after = urlsplit(first), urlsplit(then)
    if (before.scheme, before.netloc) != (after.scheme, after.netloc):
        raise FetchError(
            f"{before.netloc} sends on to {after.scheme}://{after.netloc}, which was not asked: if the "
            "service has moved, check the new address and change `base` in updates.yaml of the pack"
        )


def fetch_json(
    address: str, limits: Limits, pause: Callable[[float], None] = time.sleep
) -> Mapping[str, Any]:
    """Fetch one JSON object; a fault that may pass is tried again, with longer waits.

    Errors: `FetchError` for what stays wrong after the last try, and at once for what no try can mend:
    another host, a table that does not exist, something else than JSON, more than the size limit.
    """
    opener = build_opener(_SameHost)
    for attempt in range(1, limits.tries + 1):
        try:
            return _object(_body(opener, address, limits), address)
        except _PassingError as fault:
            if attempt == limits.tries:
                raise FetchError(f"{address}: {fault}, {attempt} times; try again later") from None
            pause(limits.wait * 2 ** (attempt - 1))
    raise FetchError(f"{address}: no try was allowed; set tries to 1 or more")


def fetch_rows(
    address: str, limits: Limits, pause: Callable[[float], None] = time.sleep
) -> list[Mapping[str, Any]]:
    """Fetch all rows of an OData collection, page after page, on one host."""
    rows: list[Mapping[str, Any]] = []
    seen: set[str] = set()
    following: str | None = address
    while following is not None:
        if following in seen or len(seen) >= limits.pages:
            raise FetchError(f"{address}: pages without end; narrow the filter in updates.yaml of the pack")
        seen.add(following)
        page = fetch_json(following, limits, pause)
        part = page.get("value")
        if not isinstance(part, list) or not all(isinstance(row, dict) for row in part):
            raise FetchError(f"{following}: no list of rows under `value`: this is no OData collection")
        rows += part
        link = page.get("@odata.nextLink")
        following = urljoin(following, str(link)) if link else None
        if following is not None:
            check_same_place(address, following)
    return rows


def _body(opener: OpenerDirector, address: str, limits: Limits) -> bytes:
    """The whole body of one answer; a part of it is a fault."""
    headers = {"Accept": "application/json", "User-Agent": f"hiap/{__version__}"}
    try:
        with opener.open(Request(address, headers=headers), timeout=limits.silence) as answer:
            kind = answer.headers.get_content_type()
            if kind != "application/json":
                raise FetchError(f"{address}: the answer is {kind}, not application/json: check the address")
            return _whole(answer, address, limits)
    except HTTPError as error:
        if error.code in MAY_PASS:
            raise _PassingError(f"the service answers {error.code} {error.reason}") from None
        raise FetchError(
            f"{address}: the service answers {error.code} {error.reason}: check the table in updates.yaml"
        ) from None
    except URLError as error:
        raise _PassingError(f"cannot reach the service ({error.reason})") from None
    except (OSError, http.client.HTTPException) as error:
        raise _PassingError(f"the connection broke off ({error or type(error).__name__})") from None


def _whole(answer: http.client.HTTPResponse, address: str, limits: Limits) -> bytes:
    """Read to the end within time and size; compare with the length that was promised."""
    promised = answer.headers.get("Content-Length")
    start, body = time.monotonic(), bytearray()
    while piece := answer.read1(PIECE):
        body += piece
        if len(body) > limits.size:
            raise FetchError(f"{address}: more than {limits.size:,} bytes; narrow the filter in updates.yaml")
        if time.monotonic() - start > limits.whole:
            raise _PassingError(f"not finished after {limits.whole:g} s")
    if promised is not None and promised.isdigit() and len(body) != int(promised):
        raise _PassingError(f"{len(body)} of {promised} bytes came")
    return bytes(body)


def _object(body: bytes, address: str) -> Mapping[str, Any]:
    """Read a body as one JSON object."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise _PassingError("the answer is not whole JSON") from None
    if not isinstance(value, dict):
        raise FetchError(f"{address}: the answer is JSON, but not one object: check the address")
    return value
