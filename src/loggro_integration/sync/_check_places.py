# SPDX-License-Identifier: MIT
"""Checks of the places in Pymes: establishment, warehouse, cash box, bank account, inventory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from loggro_integration.errors import Text
from loggro_integration.sync._check_reads import Reads, in_force
from loggro_integration.sync._check_screens import screen_of
from loggro_integration.sync._draft_names import named
from loggro_integration.sync._finding import (
    Finding,
    fine,
    lacking,
    listed,
    missing,
    soon,
    unknown,
    wrong,
)
from loggro_integration.wire import OpenRecord

__all__ = [
    "bank_account",
    "cash_box",
    "cash_box_of_user",
    "establishment",
    "inventory",
    "warehouse",
]

_PLACE: Final = Text(es="establecimiento", en="establishment")
_WAREHOUSE: Final = Text(es="bodega", en="warehouse")
_BOX: Final = Text(es="caja", en="cash box")
_BANK: Final = Text(es="cuenta bancaria", en="bank account")


def establishment(reads: Reads) -> list[Finding]:
    """There is one, and where there are several the rules say which."""
    code, section = "establishment", "pymes.establishment"
    found = reads.establishments
    if not found:
        return [_none(code, _PLACE)]
    wanted = reads.rules.pymes.establishment
    names = [name for each in found for name in (each.name, each.code) if name]
    if len(found) > 1 and wanted is None:
        shown = listed(each.name or "-" for each in found)
        return [
            missing(
                code,
                Text(
                    es=f"Hay varios establecimientos y {section} no dice cuál: {shown}.",
                    en=f"There are several establishments, and {section} names none: {shown}.",
                ),
                Text(
                    es=f"Escriba {section} en loggro.toml; cada uno lleva su consecutivo POS.",
                    en=f"Write {section} in loggro.toml; each has a POS numbering of its own.",
                ),
            )
        ]
    lost = lacking(code, section, [wanted], map(str, names))
    return [lost or _count(code, len(found))]


def warehouse(reads: Reads) -> list[Finding]:
    """The establishment has a warehouse to dispatch sales from."""
    code, section = "warehouse", "pymes.warehouse"
    place = reads.establishment
    rows = list(reads.books.warehouses.list())
    own = [each for each in rows if place is None or each.parent in {None, place}]
    if not rows:
        return [_none(code, _WAREHOUSE)]
    if not own:
        return [
            wrong(
                code,
                Text(
                    es="Ninguna bodega es del establecimiento que se usa.",
                    en="No warehouse belongs to the establishment that is used.",
                ),
                Text(
                    es="Cree en Pymes la bodega de ese establecimiento.",
                    en="Make the warehouse of that establishment in Pymes.",
                ),
            )
        ]
    names = (each.name or "" for each in own)
    lost = lacking(code, section, [reads.rules.pymes.warehouse], names)
    return [lost or _count(code, len(own))]


def cash_box(reads: Reads) -> list[Finding]:
    """There is a cash box that is open to use."""
    rows = list(reads.books.cash_boxes.list())
    wanted = [reads.rules.pymes.cash_box]
    return [_held("cash-box", "pymes.cash_box", _BOX, rows, "estadoCaja", wanted)]


def cash_box_of_user(reads: Reads) -> list[Finding]:
    """Say that only the screen shows whose box it is."""
    del reads
    return [
        unknown(
            "cash-box-of-user",
            "si la caja está asignada al usuario principal de Pymes.",
            "whether the cash box is assigned to the main user of Pymes.",
            screen_of("cash-box-of-user"),
        )
    ]


def bank_account(reads: Reads) -> list[Finding]:
    """There is a bank account for what is not cash."""
    rows = list(reads.books.bank_accounts.list())
    wanted = reads.rules.pymes.bank_accounts
    return [_held("bank-account", "pymes.bank_accounts", _BANK, rows, "estado", wanted)]


def inventory(reads: Reads) -> list[Finding]:
    """Say what a person told of the inventory of Pymes: no API shows it."""
    code = "inventory-off"
    told = reads.rules.pymes.inventory
    if told == "unset":
        return [
            unknown(
                code,
                "si el inventario está apagado en Pymes (lo lleva Restobar). Anótelo en "
                "pymes.inventory.",
                "whether inventory is off in Pymes (Restobar keeps it). Note it in "
                "pymes.inventory.",
                screen_of(code),
            )
        ]
    if told is False:
        return [fine(code, "apagado, según pymes.inventory", "off, says pymes.inventory")]
    return [
        soon(
            code,
            Text(
                es="El inventario está encendido en Pymes: cada venta mueve existencias dos veces.",
                en="Inventory is on in Pymes: each sale moves stock twice.",
            ),
            Text(
                es="Apáguelo en Pymes y ponga pymes.inventory = false.",
                en="Switch it off in Pymes and set pymes.inventory = false.",
            ),
        )
    ]


def _held(
    code: str,
    section: str,
    what: Text,
    rows: list[OpenRecord],
    state: str,
    wanted: Iterable[str | None],
) -> Finding:
    """Judge a list of rows: some, in force, with the names of the rules."""
    if not rows:
        return _none(code, what)
    held = in_force(rows, state)
    if not held:
        return wrong(
            code,
            Text(
                es=f"Pymes no tiene activa ninguna {what.es}.",
                en=f"Pymes has no active {what.en}.",
            ),
            Text(es="Actívela en Pymes.", en="Activate it in Pymes."),
        )
    names = [name for row in named(held) for name in (row.name, row.code) if name]
    lost = lacking(code, section, wanted, names) if names else None
    return lost or _count(code, len(held))


def _count(code: str, count: int) -> Finding:
    return fine(code, f"{count}", f"{count}")


def _none(code: str, what: Text) -> Finding:
    return missing(
        code,
        Text(es=f"Pymes no tiene: {what.es}.", en=f"Pymes has no {what.en}."),
        Text(es="Créelo en Pymes antes de sincronizar.", en="Make it in Pymes before syncing."),
    )
