# SPDX-License-Identifier: MIT
"""
A folder as the place where sales end up: one file a sale, for a program that takes them from there.

A file is there whole or not at all. A folder without its mark is not the folder: a share that is
not mounted looks empty, and everything would be written a second time.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Final

from attrs import evolve

from loggro_integration.errors import (
    ConfigurationError,
    Conflict,
    ContractChanged,
    InvalidInput,
    NotSent,
    OutcomeUnknown,
    Text,
)
from loggro_integration.exact_json import JsonValue, dumps, is_array, is_object, loads
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import ExternalFormat, MappingRules, Plan, external_sale
from loggro_integration.money import ZERO
from loggro_integration.sync import _troubles as troubles
from loggro_integration.sync._ledger_key import settle
from loggro_integration.sync._lookup import Absent, Found, LookupResult
from loggro_integration.sync._sinks import Receipt
from loggro_integration.sync._troubles import CannotTell
from loggro_integration.wire import SalesFields, SalesRow
from loggro_integration.wire.pymes import record

__all__ = ["FileSink"]

MARK: Final = "loggro-sales.json"
_MARKED: Final = {"holds": "sales of loggro-integration", "format": 1}
_LARGEST: Final = 10_000_000
# The names of `mapping.external_sale`; the path of a format is only for a call.
_FORM: Final = ExternalFormat(path="/")
_FIELDS: Final = SalesFields(
    number="number",
    prefix="prefix",
    date="issued_on",
    customer="customer.number",
    total="total",
    balance="balance",
)
_THERE: Final = Receipt(note="written", shows=True)
_AGAIN: Final = Receipt(note="the same file was there already", shows=True)


class FileSink:
    """
    Writes each sale as a JSON file: the payload of `mapping.external_sale`.

    A sale that is there with the same bytes is not written again; with other bytes it is a
    `Conflict`, and nothing is overwritten. Files are for their owner alone: they hold the data of
    customers. A sale that is voided later is not followed: its row is parked for a person.

    Args:
        folder: Made by `prepare`, or by the engine when a ledger begins; one writer at a time.
        rules: The rules file.
    """

    place: Final = "files"

    def __init__(self, folder: str | Path, *, rules: MappingRules) -> None:
        self._folder = Path(folder)
        self._rules = rules
        policies = rules.policies
        places = {"02": policies.delivery_in_pymes, "03": policies.tip_in_pymes}
        self._apart = {code for code, place in places.items() if place == "apart"}

    @staticmethod
    def prepare(folder: str | Path) -> Path:
        """
        Make a new folder for sales, or mark an empty one: once, when a ledger begins.

        One that is marked already is left as it is.

        Raises:
            ConfigurationError: If it holds something else, or cannot be made.
        """
        place = Path(folder)
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            names = set(os.listdir(place))
            if names and MARK not in names:
                raise _not_empty(place)
            if not names:
                _write(place / MARK, dumps(_MARKED, indent=2).encode() + b"\n")
                settle(place)
        except OSError as error:
            raise _unusable(place, Text(es=_why(error), en=_why(error))) from error
        return place

    def begin(self) -> None:
        """
        Prepare the folder; the engine calls it when a ledger begins, and never again.

        Raises:
            ConfigurationError: As `prepare`.
        """
        self.prepare(self._folder)

    def find(self, key: SaleKey) -> LookupResult:
        """Tell whether the folder has a sale; one that cannot be read tells nothing."""
        path = self._path(key)
        try:
            content = _read(path)
            self._expect_mark()
        except OSError as error:
            return troubles.place(_why(error))
        except ConfigurationError as error:
            return _no_folder(error)
        if content is None:
            return Absent()
        row = _row(key, content, self._apart)
        return _odd(path.name) if row is None else Found(rows=(row,), via="file")

    def check(self, plan: Plan) -> None:
        """
        Refuse a plan of which no file can be made.

        Raises:
            MappingFailed: With what is missing.
        """
        self._content(plan)

    def deliver(self, plan: Plan, key: SaleKey) -> Receipt:
        """
        Write the file of one sale.

        Raises:
            MappingFailed: If no payload can be made of the plan.
            ConfigurationError: If this is not the folder; nothing was written.
            NotSent: If the folder cannot be read or written; there is no file.
            Conflict: If the sale is there with another content.
            OutcomeUnknown: If the file is there and may be lost with the power.
        """
        content, path = self._content(plan), self._path(key)
        try:
            self._expect_mark()
            there = _read(path)
        except OSError as error:
            raise _not_written(path, error) from error
        if there is not None:
            if there == content:
                return _AGAIN
            raise _differs(path)
        self._put(path, content)
        return _THERE

    def _put(self, path: Path, content: bytes) -> None:
        scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            _write(scratch, content)
            scratch.replace(path)
        except OSError as error:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)
            raise _not_written(path, error) from error
        try:
            settle(path.parent)
        except OSError as error:
            raise OutcomeUnknown(
                f"{path.name} was written, and the folder was not put on disk: {_why(error)}."
            ) from error

    def _content(self, plan: Plan) -> bytes:
        body = external_sale(plan, self._rules).body(_FORM)
        return dumps(body, indent=2).encode() + b"\n"

    def _path(self, key: SaleKey) -> Path:
        """Return the file of a sale: its name is safe on Windows, and one even without its case."""
        legible = re.sub(r"[^A-Za-z0-9_-]", "_", str(key.number))
        apart = hashlib.sha256(str(key).encode()).hexdigest()[:12]
        return self._folder / f"{legible}-{apart}.json"

    def _expect_mark(self) -> None:
        if _read(self._folder / MARK) is None:
            raise _unusable(self._folder, Text(es=f"falta {MARK}", en=f"{MARK} is not there"))


def _write(path: Path, content: bytes) -> None:
    """Write a file for its owner alone, on disk before returning."""
    entry = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | _BINARY, 0o600)
    with open(entry, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


_BINARY: Final[int] = getattr(os, "O_BINARY", 0)


def _read(path: Path) -> bytes | None:
    """Return a file, `None` where there is none; nothing of one that no sale can be."""
    try:
        if path.stat().st_size > _LARGEST:
            return b""
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _row(key: SaleKey, content: bytes, apart: Collection[str]) -> SalesRow | None:
    """Return what a file holds of a sale, `None` where it is not this sale's."""
    try:
        row = _FIELDS.read(record(_loaded(content)))
        charged = _charged(row.record.get("charges"), apart)
    except (ContractChanged, InvalidInput, ValueError):
        return None
    if row.number != str(key.number):
        return None
    return evolve(row, total=row.total - charged)


def _charged(charges: JsonValue, apart: Collection[str]) -> Decimal:
    """Return what stands in the total of the document and not in that of the accounting."""
    amounts = (
        each.get("amount")
        for each in (charges if is_array(charges) else ())
        if is_object(each) and each.get("code") in apart
    )
    return sum((Decimal(each) for each in amounts if isinstance(each, int | Decimal)), ZERO)


def _loaded(content: bytes) -> JsonValue:
    value = loads(content)
    return dict(value) if isinstance(value, Mapping) else value


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _odd(name: str) -> CannotTell:
    return CannotTell(
        reason=Text(
            es=f"El archivo {name} no es de esta venta o está dañado: revíselo.",
            en=f"The file {name} is not this sale's, or is damaged: look at it.",
        )
    )


def _no_folder(error: ConfigurationError) -> CannotTell:
    hint = error.hint or Text(es="", en="")
    return CannotTell(
        reason=Text(es=hint.es, en=f"{error.message} {hint.en}"), setting="sink.folder"
    )


def _unusable(folder: Path, why: Text) -> ConfigurationError:
    return ConfigurationError(
        f"{folder} is not the folder of the sales: {why.en}.",
        code="sink-folder",
        hint=Text(
            es=f"La carpeta {folder} no es la de las ventas ({why.es}): monte el recurso o corrija "
            f"sink.folder. Si es nueva y está bien, cree en ella el archivo {MARK}, vacío.",
            en="Mount the share, or correct sink.folder. If it is new and right, make an empty "
            f"file {MARK} in it.",
        ),
    )


def _not_empty(folder: Path) -> ConfigurationError:
    return ConfigurationError(
        f"{folder} holds other files.",
        code="sink-folder",
        hint=Text(es="Elija una carpeta nueva o vacía.", en="Choose a new or empty folder."),
    )


def _not_written(path: Path, error: OSError) -> NotSent:
    return NotSent(
        f"{path.name} was not written: {_why(error)}.",
        hint=Text(
            es="Revise espacio y permisos de la carpeta; la venta sigue pendiente.",
            en="Check space and permissions of the folder; the sale is still to be sent.",
        ),
    )


def _differs(path: Path) -> Conflict:
    return Conflict(
        f"{path.name} is there with another content.",
        code="sale-file-differs",
        hint=Text(
            es="Compare el archivo con la venta; no se sobrescribe nada.",
            en="Compare the file with the sale; nothing is overwritten.",
        ),
    )
