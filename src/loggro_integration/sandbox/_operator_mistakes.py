# SPDX-License-Identifier: MIT
"""Verbs for what goes wrong in a set-up: records that lack or changed, and switches."""

from __future__ import annotations

from typing import Any

from loggro_integration.sandbox._operator_base import Verbs, edit, refuse
from loggro_integration.sandbox._state import Doc, Table, World

__all__ = ["MistakeVerbs"]

# What a person reads on the screen of a record, in the order it is looked for.
_NAMES = ("nombre", "codigo", "prefijo", "descripcion", "aplicaA")


class MistakeVerbs(Verbs):
    """Mistakes that people make on the screens of both products, and how they mend them."""

    def remove_record(self, catalogue: str, name: str) -> None:
        """
        Take a record of Pymes away; `restore_records` brings it back.

        Args:
            catalogue: ``establishments``, ``warehouses``, ``cash_boxes``, ``bank_accounts``,
                ``sellers``, ``items``, ``numberings``, ``payment_terms``, ``payment_means``,
                ``taxes``.
            name: Its name, code or prefix; ``*`` for all of them.

        Raises:
            InvalidInput: If there is no such catalogue or record.
        """
        with self._acting() as world:
            for row in _named(world, catalogue, name):
                _catalogue(world, catalogue).remove(row["uuid"])
                world.removed.append((catalogue, row))

    def restore_records(self) -> None:
        """Bring back all that `remove_record` took away."""
        with self._acting() as world:
            for catalogue, row in world.removed:
                _catalogue(world, catalogue).add(row)
            world.removed.clear()

    def edit_record(self, catalogue: str, name: str, **fields: Any) -> None:
        """
        Change fields of a record of Pymes, by the fake's own names.

        Raises:
            InvalidInput: If there is no such catalogue, record or field.
        """
        with self._acting() as world:
            for row in _named(world, catalogue, name):
                for field, value in fields.items():
                    edit(row, field, value)

    def set_cashiers(self, names: list[str]) -> None:
        """
        Say who are the cashiers of the open cash sessions, by first name.

        Raises:
            InvalidInput: If there is no such user.
        """
        with self._acting() as world:
            users = [_user(world, name) for name in names]
            for box in world.cash_boxes.all(isClosed=False):
                box["cashiers"] = [
                    {field: user[field] for field in ("_id", "name", "lastName")} for user in users
                ]

    def revoke_token(self) -> None:
        """End the token that is pasted on the integration screen, and no other."""
        with self._acting() as world:
            world.settings.token = f"{world.settings.token}-revoked"

    def set_quota(self, documents: int | None) -> None:
        """Say how many electronic documents the plan holds in all; `None`: no end of them."""
        with self._acting() as world:
            world.quota = documents

    def set_inventory(self, *, on: bool) -> None:
        """Switch the inventory of Pymes on or off; while on, a sale leaves its stock there too."""
        with self._acting() as world:
            world.inventory_on = on

    def connect_siigo(self, *, connected: bool) -> None:
        """Connect Siigo Nube besides Loggro, or disconnect it."""
        with self._acting() as world:
            world.siigo_connected = connected

    def siigo(self) -> list[str]:
        """Return the numbers of the sales that a forced re-send carried to Siigo too."""
        with self._acting() as world:
            return list(world.siigo)

    def shift_date_header(self, *, seconds: float) -> None:
        """Let the ``Date`` of every answer differ from the fake's clock."""
        with self._acting() as world:
            world.date_shift = seconds


def _catalogue(world: World, name: str) -> Table:
    tables = {
        "establishments": world.establishments,
        "warehouses": world.warehouses,
        "cash_boxes": world.pymes_boxes,
        "bank_accounts": world.bank_accounts,
        "sellers": world.sellers,
        "items": world.items,
        "numberings": world.ranges,
        "payment_terms": world.payment_forms,
        "payment_means": world.payment_means,
        "taxes": world.pymes_taxes,
    }
    if name not in tables:
        refuse("catalogue", name, es="No hay catálogo", en="There is no catalogue")
    return tables[name]


def _named(world: World, catalogue: str, name: str) -> list[Doc]:
    rows = list(_catalogue(world, catalogue))
    found = [row for row in rows if name in {"*", *(row.get(field) for field in _NAMES)}]
    if not found:
        refuse("name", name, es="No hay nada", en="There is nothing")
    return found


def _user(world: World, name: str) -> Doc:
    user = world.users.find(name=name)
    if user is None:
        refuse("names", name, es="No hay usuario", en="There is no user")
    return user
