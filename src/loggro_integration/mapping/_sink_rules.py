# SPDX-License-Identifier: MIT
"""The table ``[sink]`` of the rules file: where sales are delivered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal, cast

from attrs import field, fields, frozen

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.mapping._external_fields import ExternalFormat
from loggro_integration.mapping._reading import Reading, by, choice, named, text, texts

__all__ = ["SinkRules", "check_sink"]

_OF_EXTERNAL: Final = (
    "path",
    "module",
    "method",
    "names",
    "leave_out",
    "constants",
    "amounts",
    "days",
)
_TAKES: Final[Mapping[str, tuple[str, ...]]] = {
    "official": (),
    "dry-run": (),
    "external": _OF_EXTERNAL,
    "file": ("folder",),
}
_NEEDS: Final[Mapping[str, str]] = {"external": "path", "file": "folder"}
_PATH: Final = re.compile(r"/[!$&'()*+,\-./0-9:;=@A-Z_a-z~]+")
_DOTS: Final = frozenset({".", ".."})


def _constant(reading: Reading, path: str, value: object) -> object:
    """Take text, a number, true or false."""
    if isinstance(value, str | bool | int | Decimal):
        return value
    return reading.wrong(
        path, value, es="un texto, un número, true o false", en="text, a number, true or false"
    )


@frozen(kw_only=True)
class SinkRules:
    """
    Where sales are delivered; by default Loggro's own integration carries them.

    Attributes:
        kind: ``official``, ``external`` (a partner's endpoint of Pymes), ``file`` (a folder) or
            ``dry-run`` (nowhere).
        path: Of the partner's call, as Loggro gave it; it has no default.
        module: Module of Pymes that it stands below, or a name of ``[pymes.modules]``.
        method: ``POST``, ``PUT`` or ``PATCH``.
        names: Field of `external_fields` → name in the body.
        leave_out: Fields that the endpoint does not take.
        constants: What else stands in every body.
        amounts: ``number`` or ``text``.
        days: ``2026-11-20`` or ``20/11/2026``.
        folder: Of the files, from where the command runs.
    """

    kind: str = field(
        metadata=by(choice("official", "external", "file", "dry-run")), default="official"
    )
    path: str | None = field(metadata=by(text), default=None)
    module: str = field(metadata=by(text), default="facturacion")
    method: str = field(metadata=by(choice("POST", "PUT", "PATCH")), default="POST")
    names: Mapping[str, str] = field(metadata=by(named(text)), factory=dict[str, str])
    leave_out: tuple[str, ...] = field(metadata=by(texts()), default=())
    constants: Mapping[str, JsonValue] = field(
        metadata=by(named(_constant)), factory=dict[str, JsonValue]
    )
    amounts: str = field(metadata=by(choice("number", "text")), default="number")
    days: str = field(metadata=by(choice("2026-11-20", "20/11/2026")), default="2026-11-20")
    folder: str | None = field(metadata=by(text), default=None)

    @property
    def format(self) -> ExternalFormat:
        """
        How the body of the partner's endpoint is written.

        Raises:
            InvalidInput: If a field does not exist, or two values would have one name.
        """
        return ExternalFormat(
            path=self.path or "",
            names=self.names,
            leave_out=self.leave_out,
            constants=self.constants,
            amounts=cast("Literal['number', 'text']", self.amounts),
            days=cast("Literal['2026-11-20', '20/11/2026']", self.days),
        )


def check_sink(sink: SinkRules, reading: Reading) -> None:
    """Report what a kind of sink lacks, what belongs to another, and a body that cannot be."""
    needed = _NEEDS.get(sink.kind)
    if needed is not None and getattr(sink, needed) is None:
        _report_needed(sink.kind, needed, reading)
    for name in _changed(sink):
        if name not in _TAKES[sink.kind]:
            _report_unused(sink.kind, name, reading)
    if sink.path is not None and not _is_path(sink.path):
        reading.wrong(
            "sink.path",
            sink.path,
            es="una ruta que empiece por /, sin espacios, ? ni ..",
            en="a path that begins with /, without blanks, ? or ..",
        )
    try:
        _ = sink.format
    except InvalidInput as error:
        _report_format(error, reading)


def _changed(sink: SinkRules) -> Iterator[str]:
    default = SinkRules()
    for each in fields(SinkRules):
        if each.name != "kind" and getattr(sink, each.name) != getattr(default, each.name):
            yield each.name


def _is_path(path: str) -> bool:
    return _PATH.fullmatch(path) is not None and not _DOTS & set(path.split("/"))


def _report_needed(kind: str, name: str, reading: Reading) -> None:
    fix = {
        "path": Text(
            es="Loggro no publica esa ruta: pídala a Loggro, como aliado, y escríbala en "
            "sink.path.",
            en="Loggro publishes no such path: ask Loggro for it, as a partner, and write it in "
            "sink.path.",
        ),
        "folder": Text(
            es="Escriba en sink.folder una carpeta nueva.", en="Write a new folder in sink.folder."
        ),
    }
    reading.report(
        "rules-missing-key",
        f"sink.{name}",
        Text(
            es=f'Falta sink.{name}: kind = "{kind}" la necesita.',
            en=f'sink.{name} is missing: kind = "{kind}" needs it.',
        ),
        fix[name],
    )


def _report_unused(kind: str, name: str, reading: Reading) -> None:
    owner = next(other for other, taken in _TAKES.items() if name in taken)
    reading.report(
        "rules-unused-key",
        f"sink.{name}",
        Text(
            es=f'sink.{name} no se usaría con kind = "{kind}".',
            en=f'sink.{name} would not be used with kind = "{kind}".',
        ),
        Text(
            es=f'Quítela, o escriba kind = "{owner}".', en=f'Remove it, or write kind = "{owner}".'
        ),
    )


def _report_format(error: InvalidInput, reading: Reading) -> None:
    told = error.hint or Text(es="", en="")
    reading.report(
        "rules-wrong-value",
        "sink.names",
        Text(es=f"El cuerpo no se puede hacer: {error.value!r}.", en=error.message),
        told,
        error.value,
    )
