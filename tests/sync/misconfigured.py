# SPDX-License-Identifier: MIT
"""
Mistakes in the set-up of the integration, each with its name, remedy and finding.

All are made and mended through the operator of the fake, as people do on the screens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from loggro_integration.sandbox import Operator

TODAY = date(2026, 11, 23)
POS, ELECTRONIC = "POS", "FE"

Act = Callable[[Operator], object]


@dataclass(frozen=True)
class Mistake:
    """
    One mistake.

    Attributes:
        code: Code of the check that finds it, or of the screen where no check can.
        make: Makes it.
        mend: The remedy.
        state: What the check says; ``unknown`` for what no API shows.
        sale: How a sale is made that needs the setting.
        subject: The name that the cause is about.
        others: How a sale is made that does not need it, where there is one.
        stops_selling: Whether nothing can be sold while it lasts.
    """

    code: str
    make: Act
    mend: Act
    state: str = "wrong"
    sale: Mapping[str, Any] = field(default_factory=dict[str, Any])
    subject: str = ""
    others: Mapping[str, Any] | None = None
    stops_selling: bool = False


def _gone(catalogue: str, name: str) -> tuple[Act, Act]:
    return (
        lambda operator: operator.remove_record(catalogue, name),
        lambda operator: operator.restore_records(),
    )


def _edited(
    catalogue: str, name: str, wrong: dict[str, Any], right: dict[str, Any]
) -> tuple[Act, Act]:
    return (
        lambda operator: operator.edit_record(catalogue, name, **wrong),
        lambda operator: operator.edit_record(catalogue, name, **right),
    )


_APPLIES = {
    POS: "Facturas cargadas por Venta POS Externa",
    ELECTRONIC: "Facturas cargadas por Venta Externa No POS",
}
_LAST_VALID = "2028-12-31"

VISIBLE: dict[str, Mistake] = {
    "no establishment in Pymes": Mistake(
        "establishment", *_gone("establishments", "*"), state="missing"
    ),
    "no warehouse in Pymes": Mistake("warehouse", *_gone("warehouses", "*"), state="missing"),
    "no cash box in Pymes": Mistake("cash-box", *_gone("cash_boxes", "*"), state="missing"),
    "the cash box of Pymes is inactive": Mistake(
        "cash-box",
        *_edited("cash_boxes", "*", {"estadoCaja": "INACTIVA"}, {"estadoCaja": "ACTIVA"}),
    ),
    "no bank account in Pymes": Mistake(
        "bank-account", *_gone("bank_accounts", "*"), state="missing"
    ),
    "no cash session open in Restobar": Mistake(
        "open-cash-session",
        lambda operator: operator.close_cash_box(),
        lambda operator: operator.open_cash_box(),
        state="missing",
        stops_selling=True,
    ),
    "the electronic numbering of Pymes has expired": Mistake(
        "pymes-numbering",
        lambda operator: operator.set_resolution(
            "electronic", valid_to=str(TODAY - timedelta(days=1))
        ),
        lambda operator: operator.set_resolution("electronic", valid_to=_LAST_VALID),
        sale={"electronic": True},
    ),
    "the electronic numbering was left inactive": Mistake(
        "pymes-numbering",
        *_edited("numberings", ELECTRONIC, {"estado": "INACTIVA"}, {"estado": "ACTIVA"}),
        sale={"electronic": True},
    ),
    "the electronic numbering applies to another kind": Mistake(
        "pymes-numbering",
        *_edited(
            "numberings",
            ELECTRONIC,
            {"aplicaA": "Facturas de venta"},
            {"aplicaA": _APPLIES[ELECTRONIC]},
        ),
        sale={"electronic": True},
    ),
    "no POS numbering in Pymes": Mistake(
        "pymes-pos-numbering", *_gone("numberings", POS), state="missing"
    ),
    "the prefix in Pymes is another": Mistake(
        "pymes-pos-numbering",
        lambda operator: operator.edit_record("numberings", POS, prefijo="PS"),
        lambda operator: operator.edit_record("numberings", "PS", prefijo=POS),
        state="missing",
    ),
    "the range in Pymes ends too early": Mistake(
        "pymes-pos-numbering",
        lambda operator: operator.set_resolution("pos", high=1000),
        lambda operator: operator.set_resolution("pos", high=1_000_000),
    ),
    "Pymes lacks a means of payment": Mistake(
        "pymes-payment-means",
        *_gone("payment_means", "Tarjeta débito"),
        state="missing",
        sale={"payments": "Tarjeta débito"},
    ),
    "Pymes lacks the terms of credit": Mistake(
        "payment-terms",
        *_gone("payment_terms", "Crédito 30 días"),
        state="missing",
        sale={"credit": 30, "customer": {"name": "Ana", "idType": "CC", "idNumber": "52001122"}},
    ),
    "a tax of Pymes has another rate": Mistake(
        "pymes-taxes", *_edited("taxes", "INC 8%", {"tarifa": 4}, {"tarifa": 8})
    ),
    "Pymes lacks a seller": Mistake(
        "pymes-sellers",
        *_gone("sellers", "Camila Torres"),
        state="missing",
        sale={"seller": "Camila"},
    ),
    "Pymes lacks the item of a product": Mistake(
        "pymes-items", *_gone("items", "P01"), state="missing"
    ),
}
HIDDEN: dict[str, Mistake] = {
    "the token is not pasted in Restobar": Mistake(
        "screen-token",
        lambda operator: operator.clear_token(),
        lambda operator: operator.paste_token(),
        state="unknown",
    ),
    "the token that is pasted was revoked": Mistake(
        "screen-token",
        lambda operator: operator.revoke_token(),
        lambda operator: operator.paste_token(),
        state="unknown",
    ),
    "no electronic resolution is chosen": Mistake(
        "screen-electronic-resolution",
        lambda operator: operator.clear_resolution("electronic"),
        lambda operator: operator.set_resolution("electronic"),
        state="unknown",
        sale={"electronic": True},
        others={},
    ),
    "no POS resolution is chosen": Mistake(
        "screen-pos-resolution",
        lambda operator: operator.clear_resolution("pos"),
        lambda operator: operator.set_resolution("pos"),
        state="unknown",
        others={"electronic": True},
    ),
    "the electronic documents of the plan are used up": Mistake(
        "electronic-quota",
        lambda operator: operator.set_quota(0),
        lambda operator: operator.set_quota(None),
        state="unknown",
        sale={"electronic": True},
        others={},
    ),
    "a payment method is not mapped": Mistake(
        "screen-payment-means",
        lambda operator: operator.unmap_payment_method("Rappi"),
        lambda operator: operator.map_payment_method("Rappi", "Acuerdo mutuo"),
        state="unknown",
        sale={"payments": "Rappi"},
        subject="Rappi",
        others={},
    ),
    "the terms of credit are not mapped": Mistake(
        "screen-payment-terms",
        lambda operator: operator.unmap_payment_form("Crédito"),
        lambda operator: operator.map_payment_form("Crédito", "Crédito 30 días"),
        state="unknown",
        sale={"credit": 30, "customer": {"name": "Ana", "idType": "CC", "idNumber": "52001122"}},
        subject="Crédito",
        others={},
    ),
    "a tax is not mapped": Mistake(
        "screen-taxes",
        lambda operator: operator.unmap_tax("IVA19"),
        lambda operator: operator.map_tax("IVA19", "IVA 19%"),
        state="unknown",
        sale={"lines": ["Café molido 500 g"]},
        subject="IVA19",
        others={},
    ),
    "a seller is not mapped": Mistake(
        "screen-sellers",
        lambda operator: operator.unmap_seller("Andrés"),
        lambda operator: operator.map_seller("Andrés", "Andrés Mejía"),
        state="unknown",
        sale={"seller": "Andrés"},
        subject="Andrés",
        others={},
    ),
    "a product is not mapped": Mistake(
        "screen-products",
        lambda operator: operator.unmap_product("Limonada de coco"),
        lambda operator: operator.map_product("Limonada de coco", "P08"),
        state="unknown",
        sale={"lines": ["Limonada de coco"]},
        subject="Limonada de coco",
        others={},
    ),
}

ALL = {**VISIBLE, **HIDDEN}
