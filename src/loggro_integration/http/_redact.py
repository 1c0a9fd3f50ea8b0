# SPDX-License-Identifier: MIT
"""
Redaction at the source, by structure: what leaves this room in texts holds no secret.

Loggro sends tokens back in answers, and leaks a user's IP and confirmation code in ``modifiedBy``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from loggro_integration.exact_json import is_object

MASK = "•••"

_KEY = re.compile(
    r"(?ix) .*(token|passw|contrase|clave|secret|cookie).* | .*authorization | x-api-key"
    r"| pin | modifiedby | apikey"
    r"| (id)?document(o|number|type)? | (numero)?(documento|identificacion) | identification | nit"
    r"| e?-?mails? | correo.* | phone.* | telefono.* | celular.* | address | direccion.*"
    r"| birthdate"
)
_HEADER = re.compile(r"(?i).*(authorization|cookie|token|secret|x-api-key).*")
_TEXTS = (
    (re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(\.[\w-]++)+"), MASK),
    (re.compile(r"\beyJ[\w-]*\.[\w-]+(\.[\w-]*)?"), MASK),
    (re.compile(r"(?i)\b(bearer|basic)\s+[^\s\"'<>]+"), rf"\1 {MASK}"),
    (
        re.compile(
            r"(?i)((?:token|passw|contrase|clave|secret|api-?key|\bpin\b)\w*+"
            r"[\"']?\s*[:=]\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'&,;}<>]+)"
        ),
        rf"\1{MASK}",
    ),
    (re.compile(r"\b[0-9]{6,}(-[0-9])?\b"), MASK),
)


def redact(value: Any, secrets: Collection[str] = ()) -> Any:
    """
    Return decoded JSON with secrets and personal data masked, by the name of their key.

    Applying it twice changes nothing more.

    Args:
        value: What `exact_json.loads` gives.
        secrets: Values to mask wherever they stand, the longest first.

    >>> redact({"tokenCurrent": "eyJ0", "total": 54000})
    {'tokenCurrent': '•••', 'total': 54000}
    """
    if is_object(value):
        return {
            redact_text(key, secrets): _masked(key, item, secrets) for key, item in value.items()
        }
    if _is_row(value):
        return [redact(item, secrets) for item in value]
    return redact_text(value, secrets) if isinstance(value, str) else value


def _masked(key: str, item: Any, secrets: Collection[str]) -> Any:
    return MASK if item is not None and _KEY.fullmatch(key) else redact(item, secrets)


def redact_text(text: str, secrets: Collection[str] = ()) -> str:
    """
    Return a text with e-mails, tokens, document numbers and the given secrets masked.

    >>> redact_text("El cliente ana@example.com (1020304050) ya existe")
    'El cliente ••• (•••) ya existe'
    """
    for secret in secrets:
        text = text.replace(secret, MASK)
    while (shorter := _redacted_once(text)) != text:
        text = shorter
    return text


def _redacted_once(text: str) -> str:
    for pattern, mask in _TEXTS:
        text = pattern.sub(mask, text)
    return text


SHORTEST_SECRET = 4
"""Masking shorter ones would blot out texts."""


def _is_row(value: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(value, list | tuple)


def secrets_in(value: Any) -> Iterator[str]:
    """Give the texts that stand under a key which `redact` masks, in what a call sends."""
    if is_object(value):
        for key, item in value.items():
            if isinstance(item, str):
                if _KEY.fullmatch(key) and len(item) >= SHORTEST_SECRET:
                    yield item
            else:
                yield from secrets_in(item)
    elif _is_row(value):
        for item in value:
            yield from secrets_in(item)


def redact_url(url: str) -> str:
    """
    Return an address without user info, its query values and document numbers masked.

    >>> redact_url("https://api.pirpos.com/clients/1020304050?email=ana@example.com&page=0")
    'https://api.pirpos.com/clients/•••?email=•••&page=•••'
    """
    address, mark, query = url.partition("#")[0].partition("?")
    address = _USER_INFO.sub(r"\1", address)
    address = _NUMBER_SEGMENT.sub(f"/{MASK}", address)
    pairs = [f"{pair.partition('=')[0]}={MASK}" for pair in query.split("&") if pair]
    return f"{address}{mark}{'&'.join(pairs)}"


_USER_INFO = re.compile(r"^([a-z]+://)[^/]*@")
_NUMBER_SEGMENT = re.compile(r"/[0-9]{6,}(-[0-9])?(?=/|\Z)")


def redact_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """
    Return headers with credentials and cookies masked.

    >>> redact_headers({"Authorization": "Bearer eyJ0", "Accept": "application/json"})
    {'Authorization': '•••', 'Accept': 'application/json'}
    """
    return {
        name: MASK if _HEADER.fullmatch(name) else redact_text(value)
        for name, value in headers.items()
    }


class UrlFilter(logging.Filter):
    """Masks the addresses that the HTTP library logs, query included, at INFO."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place and let it pass."""
        if isinstance(record.args, tuple):
            record.args = tuple(_shown(argument) for argument in record.args)
        return True


_HARMLESS = re.compile(r"GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|HTTP/[0-9.]+|OK")


def _shown(argument: object) -> object:
    """Keep verb, version and status; mask the address, and a reason that the server chose."""
    if type(argument).__name__ == "URL":
        return redact_url(str(argument))
    return argument if isinstance(argument, int) or _is_harmless(argument) else MASK


def _is_harmless(argument: object) -> bool:
    return isinstance(argument, str) and _HARMLESS.fullmatch(argument) is not None


class EventFilter(logging.Filter):
    """Keeps the name of a transport event and drops the rest: it quotes headers, at DEBUG."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place and let it pass."""
        record.msg = str(record.msg).partition(" ")[0]
        record.args = None
        return True


def install_log_filters() -> None:
    """
    Put the filters on the HTTP library's loggers, once.

    On each leaf of ``httpcore``: a filter on the parent does not see its children's records.
    """
    _install("httpx", UrlFilter)
    for leaf in ("connection", "http11", "http2", "proxy", "socks"):
        _install(f"httpcore.{leaf}", EventFilter)


def _install(name: str, kind: type[logging.Filter]) -> None:
    logger = logging.getLogger(name)
    if not any(isinstance(present, kind) for present in logger.filters):
        logger.addFilter(kind())
