# SPDX-License-Identifier: MIT
"""Verbs that break or mend the books of Pymes by hand."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

from loggro_integration.money import exact
from loggro_integration.sandbox._operator_base import Verbs, edit, refuse
from loggro_integration.sandbox._state import Doc, World

__all__ = ["BooksVerbs"]


class BooksVerbs(Verbs):
    """Edits of the books, as a person in Pymes could make them."""

    def edit_document(self, number: str, **fields: Any) -> None:
        """
        Change fields of a document, by the fake's own names; ``cliente`` changes one part of it.

        Raises:
            InvalidInput: If there is no such document or field.
        """
        with self._acting() as world:
            for row in _rows(world, number):
                for name, value in fields.items():
                    edit(row, name, value)

    def delete_document(self, number: str) -> None:
        """Take every document with a number out of the books."""
        with self._acting() as world:
            for row in _rows(world, number):
                world.books.remove(row["uuid"])

    def duplicate_document(self, number: str) -> None:
        """Enter a document a second time."""
        with self._acting() as world:
            copy = deepcopy(_rows(world, number)[0])
            copy["uuid"] = world.minter.uuid()
            world.books.add(copy)

    def add_document(
        self,
        number: str,
        *,
        date: str,
        total: int | str | Decimal,
        customer: str | None = None,
        prefix: str = "PY",
    ) -> None:
        """Bill something in Pymes itself, which never appears in Restobar."""
        with self._acting() as world:
            found = None if customer is None else world.customers.find(id=customer)
            buyer = found or next(iter(world.customers))
            amount = exact(total, field="total")
            digits = number.removeprefix(prefix)
            world.books.add(
                {
                    "uuid": world.minter.uuid(),
                    "numero": number,
                    "prefijo": prefix,
                    "consecutivo": int(digits) if digits.isdecimal() else 0,
                    "tipoDocumento": "FACTURA_VENTA",
                    "fecha": date,
                    "establecimiento": next(iter(world.establishments))["uuid"],
                    "cliente": {name: buyer[name] for name in ("tipoId", "id", "nombre")},
                    "vendedor": None,
                    "subtotal": amount,
                    "impuestos": [],
                    "detalles": [],
                    "total": amount,
                    "saldo": Decimal(0),
                    "estado": "Pagada",
                    "formaPago": "Contado",
                    "formasPago": [],
                    "facturacionElectronica": None,
                    "referencia": None,
                    "aplicaA": None,
                }
            )


def _rows(world: World, number: str) -> list[Doc]:
    rows = list(world.books.all(numero=number))
    if not rows:
        refuse("number", number, es="No hay documento", en="The books hold no document")
    return rows
