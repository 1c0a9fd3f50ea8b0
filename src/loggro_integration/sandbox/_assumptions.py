# SPDX-License-Identifier: MIT
"""
Every choice the fake makes where Loggro publishes nothing, as switches.

Each field is one row of ``assumptions.md``, which says what the values mean and which fact the
switch stands for; a test keeps the two equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from importlib.resources import files
from typing import Any, Literal, get_args, get_origin, get_type_hints

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.exact_json import is_object

__all__ = ["Assumptions", "assumptions_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """
    The switches of the fake, all at the value thought most likely, or most dangerous.

    Times are seconds of the fake's clock. Field names are dotted paths into a JSON object; an
    empty name leaves the field out.
    """

    # Restobar: names and values that were never published
    sync_field: str = "statusLoggro"
    sync_pending: str = "Pendiente"
    sync_done: str = "Sincronizado"
    sync_error: str = "Error"
    dian_state_field: str = "eInvoice.DIAN.dianState"
    dian_pending: str = "Pendiente"
    dian_accepted: str = "Aceptado"
    dian_rejected: str = "Rechazado"
    cufe_field: str = "eInvoice.DIAN.cufe"
    xml_field: str = "eInvoice.DIAN.xml"
    # Restobar: behaviour that differs by account or is not known
    list_order: Literal["newest", "oldest"] = "newest"
    dateless_list: Literal["500", "works"] = "500"
    products_envelope: Literal["array", "data"] = "array"
    product_price: Literal["both", "root", "location"] = "both"
    client_has_id: Literal["yes", "no"] = "yes"
    no_customer: Literal["both", "named", "absent"] = "both"
    line_taxes: Literal["both", "flat", "nested"] = "both"
    login_business: Literal["object", "id"] = "object"
    login_role: Literal["object", "name"] = "object"
    login_ends_previous: Literal["no", "yes"] = "no"
    refused_login: Literal["403", "401"] = "403"
    point_of_sale_suffix: Literal["no", "yes"] = "no"
    location_stock: Literal["required", "optional"] = "required"
    create_answer: Literal["invoice", "accepted"] = "invoice"
    create_total: Literal["ignored", "checked"] = "ignored"
    repeated_id: Literal["refused", "answered"] = "refused"
    payment_value_includes_tip: Literal["no", "yes"] = "no"
    delivery_cost: Literal["apart", "in-total"] = "apart"
    discount_additional: Literal["amount", "percent"] = "amount"
    void_first_phase: Literal["Anulada", "unchanged"] = "Anulada"
    void_needs_note: Literal["yes", "no"] = "yes"
    void_note: Literal["accepted", "rejected"] = "accepted"
    movement_by_id: Literal["works", "500"] = "works"
    admin_report: Literal["refused", "administrators"] = "refused"
    # The DIAN
    dian_delay: int = 5
    # Loggro's own push
    push_delay: int = 60
    rejected_pushed: Literal["no", "yes"] = "no"
    voided_before_push: Literal["skipped", "annulled"] = "skipped"
    void_effect: Literal["annulled", "credit-note", "nothing"] = "annulled"
    forced_delay: int = 10
    forced_resend: Literal["duplicates", "ignored", "refused"] = "duplicates"
    forced_refusal: Literal["400", "silent"] = "400"
    unmapped_product: Literal["error", "created"] = "error"
    tip_posting: Literal["apart", "line"] = "apart"
    # Pymes
    sales_module: str = "facturacion"
    sales_fields: Mapping[str, str] = field(default_factory=dict[str, str])
    sales_number: Literal["full", "sequence"] = "full"
    structure_modules: Literal["inventario", "organizacion", "both"] = "inventario"
    items_wrapper: Literal["contenido", "datos"] = "contenido"
    none_answer: Literal["empty", "404"] = "empty"
    errors_shape: Literal["list", "object"] = "list"
    external_sale_path: str = ""
    external_sale_module: str = "facturacion"
    external_sale_repeat: Literal["duplicates", "refused", "answered"] = "duplicates"

    def switched(self, name: str, value: object) -> Assumptions:
        """
        Return the same assumptions with one switch at another value.

        Raises:
            InvalidInput: If there is no such switch, or the value is not one of its values.

        >>> Assumptions().switched("void_effect", "credit-note").void_effect
        'credit-note'
        """
        _check(name, value, _kinds())
        changes: dict[str, Any] = {name: value}
        return replace(self, **changes)

    def check(self) -> None:
        """
        Refuse values that the types do not allow: they may come from JSON or from a command line.

        Raises:
            InvalidInput: For the first switch whose value is not one of its values.
        """
        kinds = _kinds()
        for each in fields(self):
            _check(each.name, getattr(self, each.name), kinds)


def assumptions_page() -> str:
    """Return the text of ``assumptions.md``, which explains every switch (Markdown, English)."""
    return files("loggro_integration.sandbox").joinpath("assumptions.md").read_text("utf-8")


def _kinds() -> dict[str, Any]:
    """Return the type of each switch, resolved."""
    # the package renames the module of its public classes: names are looked up here
    return get_type_hints(Assumptions, globalns=globals())


def _check(name: str, value: object, kinds: Mapping[str, Any]) -> None:
    look = Text(es="Vea assumptions.md.", en="See assumptions.md.")
    if name not in kinds:
        message = f"The sandbox has no switch called {name!r}."
        raise InvalidInput(message, field="name", value=name, hint=look)
    if not _fits(value, kinds[name]):
        message = f"{value!r} is not a value of the switch {name!r}."
        raise InvalidInput(message, field=name, value=value, hint=look)


def _fits(value: object, wanted: Any) -> bool:
    if get_origin(wanted) is Literal:
        return value in get_args(wanted)
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if wanted is str:
        return isinstance(value, str)
    return is_object(value) and all(
        isinstance(part, str) for pair in value.items() for part in pair
    )
