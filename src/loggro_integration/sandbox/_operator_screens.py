# SPDX-License-Identifier: MIT
"""Verbs for the screens of Restobar and Pymes: the integration, cash, plan, roles."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import asdict
from typing import Any

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.sandbox._operator_base import Verbs, known, refuse
from loggro_integration.sandbox._seed import open_box
from loggro_integration.sandbox._seed_books import configure
from loggro_integration.sandbox._state import Kind, Plan

__all__ = ["ScreenVerbs"]

_PLANS: tuple[Plan, ...] = ("premium", "basic", "trial", "free", "extraction")
_KINDS: tuple[Kind, ...] = ("pos", "electronic")


class ScreenVerbs(Verbs):
    """The integration screen, cash sessions, plan and roles."""

    def paste_token(self, token: str | None = None) -> None:
        """Paste a Pymes token into the integration screen; without one, the right token."""
        with self._acting() as world:
            world.settings.token = token or self._fake.token

    def clear_token(self) -> None:
        """Disconnect Pymes: no sale goes there any more."""
        with self._acting() as world:
            world.settings.token = None

    def configure_all(self) -> None:
        """Put every setting of the integration in place."""
        with self._acting() as world:
            configure(world)
            world.settings.token = self._fake.token

    def settings(self) -> dict[str, Any]:
        """Return what is chosen on the integration screen."""
        with self._acting() as world:
            return asdict(world.settings)

    def set_resolution(
        self,
        kind: Kind,
        *,
        prefix: str | None = None,
        low: int | None = None,
        high: int | None = None,
        valid_from: str | None = None,
        valid_to: str | None = None,
    ) -> None:
        """
        Choose the numbering for POS or electronic sales, and edit it in Pymes on the way.

        Args:
            kind: ``pos`` or ``electronic``.
            prefix: New prefix of the numbering.
            low: First number.
            high: Last number.
            valid_from: First day, ``YYYY-MM-DD``.
            valid_to: Last day.
        """
        if kind not in _KINDS:
            refuse("kind", kind, es="No hay resolución", en="There is no numbering")
        word = "No POS" if kind == "electronic" else "Venta POS"
        changes = {
            "prefijo": prefix,
            "desde": low,
            "hasta": high,
            "fechaDesde": valid_from,
            "fechaHasta": valid_to,
        }
        with self._acting() as world:
            for numbering in world.ranges:
                if word in numbering["aplicaA"]:
                    numbering.update(
                        {name: value for name, value in changes.items() if value is not None}
                    )
                    world.settings.resolutions[kind] = numbering["uuid"]

    def clear_resolution(self, kind: Kind) -> None:
        """Choose no numbering for POS or electronic sales."""
        with self._acting() as world:
            world.settings.resolutions.pop(kind, None)

    def set_series(
        self,
        kind: Kind,
        *,
        prefix: str | None = None,
        next: int | None = None,  # noqa: A002 - the word of the screen
    ) -> None:
        """Change prefix or next number on Restobar's own screen (``Documento``)."""
        with self._acting() as world:
            series = world.series[kind]
            series.prefix = series.prefix if prefix is None else prefix
            series.next = series.next if next is None else next

    def map_payment_method(self, name: str, pymes_name: str) -> None:
        """
        Map a payment method of Restobar to a means of payment of Pymes.

        Raises:
            InvalidInput: If either does not exist.
        """
        with self._acting() as world:
            known(world.payment_methods, "name", name, "name")
            known(world.payment_means, "nombre", pymes_name, "pymes_name")
            world.settings.payment_methods[name] = pymes_name

    def unmap_payment_method(self, name: str) -> None:
        """Take the mapping of a payment method away."""
        with self._acting() as world:
            world.settings.payment_methods.pop(name, None)

    def map_payment_form(self, name: str, pymes_name: str) -> None:
        """Map ``Contado`` or ``Crédito`` to a payment form of Pymes."""
        with self._acting() as world:
            known(world.payment_forms, "nombre", pymes_name, "pymes_name")
            world.settings.payment_forms[name] = pymes_name

    def unmap_payment_form(self, name: str) -> None:
        """Take the mapping of a payment form away."""
        with self._acting() as world:
            world.settings.payment_forms.pop(name, None)

    def map_tax(self, name: str, pymes_name: str) -> None:
        """Map a tax of Restobar to one of Pymes."""
        with self._acting() as world:
            known(world.taxes, "name", name, "name")
            known(world.pymes_taxes, "nombre", pymes_name, "pymes_name")
            world.settings.taxes[name] = pymes_name

    def unmap_tax(self, name: str) -> None:
        """Take the mapping of a tax away."""
        with self._acting() as world:
            world.settings.taxes.pop(name, None)

    def map_seller(self, name: str, pymes_name: str) -> None:
        """Map a user of Restobar (by first name) to a seller of Pymes."""
        with self._acting() as world:
            known(world.users, "name", name, "name")
            known(world.sellers, "nombre", pymes_name, "pymes_name")
            world.settings.sellers[name] = pymes_name

    def unmap_seller(self, name: str) -> None:
        """Take the mapping of a seller away."""
        with self._acting() as world:
            world.settings.sellers.pop(name, None)

    def map_product(self, name: str, item_code: str) -> None:
        """Map a product of Restobar to an item of Pymes, by its code."""
        with self._acting() as world:
            known(world.products, "name", name, "name")
            known(world.items, "codigo", item_code, "item_code")
            world.settings.products[name] = item_code

    def unmap_product(self, name: str) -> None:
        """Take the mapping of a product away."""
        with self._acting() as world:
            world.settings.products.pop(name, None)

    def add_payment_method(self, name: str) -> str:
        """Create a payment method in Restobar and return its id."""
        with self._acting() as world:
            row = {"_id": world.new_id(), "name": name, "createdOn": world.stamp()}
            return str(world.payment_methods.add(row)["_id"])

    def add_product(self, name: str, *, price: int, tax: str | None = "I CONSUMO") -> str:
        """Create a product in Restobar (not in Pymes) and return its id."""
        with self._acting() as world:
            model = next(iter(world.products))
            rate = world.taxes.find(name=tax)
            if tax is not None and rate is None:
                refuse("tax", tax, es="No hay impuesto", en="There is no tax")
            row = {
                **deepcopy(model),
                "_id": world.new_id(),
                "name": name,
                "code": f"P{len(world.products) + 1:02d}",
                "barcode": f"771{len(world.products):010d}",
                "price": price,
                "taxRates": [] if rate is None else [(rate["name"], rate["percentage"])],
            }
            return str(world.products.add(row)["_id"])

    def open_cash_box(self) -> str:
        """Open a cash session in the app and return its id."""
        with self._acting() as world:
            return str(open_box(world)["_id"])

    def close_cash_box(self) -> None:
        """Close every open cash session."""
        with self._acting() as world:
            for box in world.cash_boxes.all(isClosed=False):
                box.update(isClosed=True, dateEnd=world.stamp())

    def set_plan(self, plan: Plan) -> None:
        """
        Change the plan of the Restobar account.

        Raises:
            InvalidInput: If there is no such plan.
        """
        if plan not in _PLANS:
            raise InvalidInput(
                f"There is no plan called {plan!r}.",
                field="plan",
                value=plan,
                hint=Text(
                    es=f"Use uno de: {', '.join(_PLANS)}.", en=f"Use one of: {', '.join(_PLANS)}."
                ),
            )
        with self._acting() as world:
            world.plan = plan

    def set_permission(self, code: str, *, allowed: bool) -> None:
        """Give a permission code to every role, or take it away."""
        with self._acting() as world:
            if allowed:
                world.denied.discard(code)
            else:
                world.denied.add(code)

    def set_user(self, email: str, *, active: bool | None = None, shop: bool | None = None) -> None:
        """Activate or deactivate a user, or make one a user of POS Tienda."""
        with self._acting() as world:
            user = world.users.find(email=email)
            if user is None:
                refuse("email", email, es="No hay usuario", en="There is no user")
            user["isActive"] = user["isActive"] if active is None else active
            user["isShop"] = user["isShop"] if shop is None else shop

    def set_role(self, email: str, role: str) -> None:
        """Give a user another role; ``Domiciliario`` carries deliveries."""
        with self._acting() as world:
            user = world.users.find(email=email)
            known_role = world.roles.find(name=role)
            if user is None:
                refuse("email", email, es="No hay usuario", en="There is no user")
            if known_role is None:
                refuse("role", role, es="No hay rol", en="There is no role")
            user["role"] = known_role
