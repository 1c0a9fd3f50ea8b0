# SPDX-License-Identifier: MIT
"""
Operations: requests as data.

An operation says everything about one call and does nothing. It knows paths and bodies, not what
they mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, Generic, TypeAlias, TypeVar
from urllib.parse import quote, urlencode

from attrs import field, frozen

from loggro_integration.errors import InexactMoney, InvalidDate, InvalidId, InvalidInput, Text
from loggro_integration.exact_json import JsonValue, loads
from loggro_integration.secret import Secret

T = TypeVar("T")

PathValue: TypeAlias = str | int
QueryScalar: TypeAlias = str | int | bool | Decimal | date | Enum
QueryValue: TypeAlias = QueryScalar | Sequence[QueryScalar] | None
JsonBody: TypeAlias = JsonValue | Mapping[str, JsonValue | Secret]


class SendPolicy(Enum):
    """
    What a repeat of the call would do; decided per operation, never by its HTTP verb.

    * ``READ`` changes nothing: repeated after any failure.
    * ``REPLACE``: the same bytes twice give the same state: repeated like a read.
    * ``KEYED``: a write that can be found afterwards by a key the caller knows: look first.
    * ``WRITE``: anything else: repeated only if it never left.
    """

    READ = "READ"
    REPLACE = "REPLACE"
    KEYED = "KEYED"
    WRITE = "WRITE"


@frozen
class Upload:
    """A file of a multipart form: its name, its bytes and their media type."""

    filename: str
    content: bytes = field(repr=False)
    media_type: str = "application/octet-stream"


@frozen
class Operation(Generic[T]):
    """
    One call as data: what to send and how to read the answer.

    Two operations with the same fields are equal, and an operation pickles if its `read` is a
    function of a module and it holds no `Secret`. The ``repr`` shows neither arguments nor body.

    Attributes:
        method: HTTP verb.
        route: Path template below the base URL, as ``/invoices/{id}``.
        read: Turns the decoded answer into the value that the caller gets.
        path: One value for each name of the template; escaped when sent.
        query: Values of the query string. `None` is left out; a sequence repeats its name; dates
            are ISO; instants are UTC with milliseconds; decimals are written digit by digit.
        json: JSON body. A `Secret` at its top level is revealed only on the wire.
        form: Multipart form: texts and `Upload`.
        content: Body as it is, for what is not JSON; name its type in `headers`.
        headers: Headers of this call only.
        module: Key of the base URL, where the product has several.
        policy: What a repeat would do. Undeclared counts as ``WRITE``.
        decode: Turns the bytes of the answer into what `read` takes: JSON unless said otherwise.
        lookup: The operation that answers "did it happen?" after an unknown outcome.
        permission: Code of the permission that the user's role needs.
        name: Dotted name of the call, as ``invoices.get``: the key of overrides.
        authorized: Whether the call carries the credential.

    Raises:
        InvalidInput: If the values do not fit the template.
        InvalidId: If a path value is empty, a dot segment or holds control characters.
    """

    method: str
    route: str
    read: Callable[[Any], T] = field(kw_only=True, repr=False)
    path: Mapping[str, PathValue] = field(factory=dict[str, PathValue], kw_only=True, repr=False)
    query: Mapping[str, QueryValue] = field(factory=dict[str, QueryValue], kw_only=True, repr=False)
    json: JsonBody = field(default=None, kw_only=True, repr=False)
    form: Mapping[str, str | Upload] | None = field(default=None, kw_only=True, repr=False)
    content: bytes | None = field(default=None, kw_only=True, repr=False)
    headers: Mapping[str, str] = field(factory=dict[str, str], kw_only=True, repr=False)
    module: str = field(default="", kw_only=True)
    policy: SendPolicy = field(default=SendPolicy.WRITE, kw_only=True)
    decode: Callable[[bytes], Any] = field(default=loads, kw_only=True, repr=False)
    lookup: Operation[Any] | None = field(default=None, kw_only=True, repr=False)
    permission: str | None = field(default=None, kw_only=True)
    name: str = field(default="", kw_only=True)
    authorized: bool = field(default=True, kw_only=True, repr=False)

    def __attrs_post_init__(self) -> None:
        fill_route(self.route, self.path)


@frozen
class Override:
    """
    Another base URL or path for one operation, by its name.

    Part of the map of Pymes modules is inferred: this is how an account corrects it.

    Attributes:
        base_url: Base used instead of the module's; ``https`` only, except loopback.
        path: Path template used instead of the operation's, with the same names in braces.
    """

    base_url: str | None = None
    path: str | None = None


def as_is(value: Any) -> Any:
    """Return the decoded answer unchanged: the `read` of calls that are not wrapped."""
    return value


def request(
    method: str,
    path: str,
    *,
    query: Mapping[str, QueryValue] | None = None,
    json: JsonBody = None,
    module: str = "",
    policy: SendPolicy = SendPolicy.WRITE,
) -> Operation[Any]:
    """
    Build the operation of a call that is not wrapped yet.

    Args:
        method: HTTP verb.
        path: Path below the base URL, ready to send: no braces, no query.
        query: Values of the query string.
        json: JSON body.
        module: Key of the base URL, where the product has several.
        policy: What a repeat would do; undeclared counts as ``WRITE``.

    Raises:
        InvalidInput: If the path is not absolute, or holds a query, braces or dot segments.

    >>> request("GET", "/roles", policy=SendPolicy.READ)
    Operation(method='GET', route='/roles', module='', policy=<SendPolicy.READ: 'READ'>, permission=None, name='')
    """  # noqa: E501 (the repr is one line)
    if not _RAW_PATH.fullmatch(path) or {".", ".."} & set(path.split("/")):
        raise InvalidInput(
            "The path must begin with '/' and hold no query, braces, blanks or dot segments.",
            field="path",
            value=path,
            hint=Text(
                es="Pase los parámetros en `query` y escape cada valor del camino.",
                en="Pass parameters in `query` and escape each value of the path.",
            ),
        )
    return Operation(
        method.upper(), path, read=as_is, query=query or {}, json=json, module=module, policy=policy
    )


_RAW_PATH = re.compile(r"/[!$%&'()*+,\-./0-9:;=@A-Z_a-z~]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@lru_cache(maxsize=1024)
def _pieces(route: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Split a template into literals and names, in turn, and the set of its names."""
    parts = tuple(re.split(r"\{(\w+)\}", route))
    return parts, frozenset(parts[1::2])


def fill_route(route: str, values: Mapping[str, PathValue]) -> str:
    """
    Put escaped values into a path template.

    Raises:
        InvalidInput: If the names differ from the template's.
        InvalidId: If a value is empty, a dot segment or holds control characters.

    >>> fill_route("/tables/{id}", {"id": "a/b"})
    '/tables/a%2Fb'
    """
    parts, names = _pieces(route)
    if set(names) != set(values):
        raise InvalidInput(
            f"The path {route} takes {sorted(names) or 'no values'}, got {sorted(values)}.",
            field="path",
        )
    if not names:
        return route
    return "".join(
        _escape(part, values[part]) if place % 2 else part for place, part in enumerate(parts)
    )


def _escape(name: str, value: PathValue) -> str:
    """Escape one value of the path, or refuse it: a dot segment would change the route."""
    text = str(value.value if isinstance(value, Enum) else value)
    if isinstance(value, bool | float | None) or text in {"", ".", ".."} or _CONTROL.search(text):
        raise InvalidId(
            f"The value of {name!r} cannot stand in a path.",
            field=name,
            value=text[:80],
            hint=Text(
                es="Use el identificador tal como lo entrega la API.",
                en="Use the identifier as the API gives it.",
            ),
        )
    return quote(encoded(text, field=name), safe="")


def encoded(text: str, *, field: str) -> bytes:
    """
    Encode a text as UTF-8.

    Raises:
        InvalidInput: If it holds half of a surrogate pair; the library's error would quote it.
    """
    # Compared instead of caught: an error raised in a handler drags the text along.
    if text.encode("utf-8", "ignore") != (raw := text.encode("utf-8", "surrogatepass")):
        raise InvalidInput("The text cannot be written as UTF-8.", field=field)
    return raw


def query_string(query: Mapping[str, QueryValue]) -> str:
    """
    Render a query; `None` is left out and a sequence repeats its name.

    Raises:
        InexactMoney: If a value is a float.
        InvalidDate: If an instant has no time zone.
        InvalidInput: If a value has no text form.

    >>> query_string({"pagination": True, "status": None, "since": date(2026, 11, 1)})
    'pagination=true&since=2026-11-01'
    """
    pairs: list[tuple[str, bytes]] = []
    for name, value in query.items():
        if value is None:
            continue
        if isinstance(value, list | tuple):
            pairs.extend((name, encoded(_rendered(name, item), field=name)) for item in value)
        else:
            pairs.append((name, encoded(_rendered(name, value), field=name)))
    return urlencode(pairs)


def _rendered(name: str, value: object) -> str:
    """Write one value of the query as the servers expect it."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return _instant(name, value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f")
    if isinstance(value, float):
        raise InexactMoney("A float is not exact: use Decimal.", field=name, value=value)
    raise InvalidInput(f"A {type(value).__name__} has no text form.", field=name)


def _instant(name: str, value: datetime) -> str:
    if value.tzinfo is None:
        raise InvalidDate("An instant needs its time zone.", field=name, value=value)
    utc = value.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='milliseconds')}Z"
