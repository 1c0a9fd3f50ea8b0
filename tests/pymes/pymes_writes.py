# SPDX-License-Identifier: MIT
"""Every write of Pymes as a row, and the request that tells whether it happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from loggro_integration.wire.pymes import NewExitLine, Saved
from restobar.kit import Case

UUID = "d8f0f4f2-0000-4000-8000-000000000002"
BILLING = "/apik/loggro-facturacion/v1"
MONEY = "/apik/loggro-financiero/v1"
STOCK = "/apik/loggro-inventario/v1"
ANSWER = {"datos": UUID}
PERSON = {"tipoId": "31", "id": "900123456", "nombre": "Ferretería El Clavo"}
NAMED = {"nombre": "Otro nombre"}


def wrote(
    call: str,
    method: str,
    path: str,
    *args: Any,
    json: Any = None,
    answer: Any = ANSWER,
    **kwargs: Any,
) -> Case:
    """Make the case of a write, answered with its uuid unless said otherwise."""
    return Case(
        call=call,
        args=args,
        kwargs=kwargs,
        method=method,
        path=path,
        json=json,
        answer=answer,
        value=Saved(answer if isinstance(answer, dict) else {}),
    )


def created(call: str, path: str, **body: str) -> Case:
    """Make the case of a creation whose body holds its own key."""
    return wrote(call, "POST", path, body, json=body)


def changed(call: str, path: str) -> Case:
    """Make the case of a change of what a uuid names."""
    return wrote(call, "PUT", f"{path}/{UUID}", UUID, NAMED, json=NAMED)


def ended(call: str, path: str, key: str = UUID) -> Case:
    """Make the case of a deletion, whatever it is called, answered by nothing."""
    return wrote(call, "DELETE", f"{path}/{key}", key, answer=None)


WRITES = [
    created("customers.create", f"{BILLING}/clientes", **PERSON),
    wrote("customers.update", "PUT", f"{BILLING}/clientes", PERSON, json=PERSON),
    ended("customers.suspend", f"{BILLING}/clientes"),
    created("sellers.create", f"{BILLING}/vendedores", **PERSON),
    changed("sellers.update", f"{BILLING}/vendedores"),
    ended("sellers.delete", f"{BILLING}/vendedores"),
    wrote(
        "price_lists.save_product",
        "PUT",
        f"{BILLING}/lista-precios/L1/productos",
        "L1",
        "A01",
        {"precio": 27000},
        json={"precio": 27000},
    ),
    created("cash_boxes.create", f"{MONEY}/cajas", codigo="CAJA2"),
    changed("cash_boxes.update", f"{MONEY}/cajas"),
    ended("cash_boxes.delete", f"{MONEY}/cajas"),
    wrote(
        "receipts.create",
        "PUT",
        f"{MONEY}/ingresos",
        {"valor": Decimal("54000.00")},
        json={"valor": Decimal("54000.00")},
        customer_id="900123456",
        day=date(2026, 11, 20),
    ),
    created("commercial_concepts.create", f"{MONEY}/conceptos-comerciales", codigo="C02"),
    changed("commercial_concepts.update", f"{MONEY}/conceptos-comerciales"),
    ended("commercial_concepts.deactivate", f"{MONEY}/conceptos-comerciales"),
    created("credit_cards.create", f"{MONEY}/tarjetas-credito", numeroCuenta="4500"),
    changed("credit_cards.update", f"{MONEY}/tarjetas-credito"),
    ended("credit_cards.delete", f"{MONEY}/tarjetas-credito"),
    created("bank_accounts.create", f"{MONEY}/cuentas-bancarias", numeroCuenta="00045004501"),
    changed("bank_accounts.update", f"{MONEY}/cuentas-bancarias"),
    ended("bank_accounts.delete", f"{MONEY}/cuentas-bancarias"),
    wrote("items.save", "PUT", f"{STOCK}/items", {"codigo": "A09"}, json={"codigo": "A09"}),
    ended("items.deactivate", f"{STOCK}/items", "A09"),
    wrote(
        "stock_exits.create",
        "POST",
        f"{STOCK}/salidas",
        "Sede",
        [NewExitLine(code="A01", quantity=Decimal("1.5"))],
        json={
            "establecimiento": "Sede",
            "establecimientoUuid": UUID,
            "observacion": "Merma",
            "detallesSalida": [{"codigoItem": "A01", "cantidad": Decimal("1.5")}],
        },
        establishment_uuid=UUID,
        note="Merma",
    ),
    wrote("stock_exits.add_cost", "POST", f"{STOCK}/salidas/entrada-costo", NAMED, json=NAMED),
    wrote(
        "stock_exits.set_consumption_state",
        "PATCH",
        f"{STOCK}/salidas/estado-pedido-consumo",
        NAMED,
        json=NAMED,
    ),
]

LOOKUPS: Mapping[str, tuple[str, Mapping[str, str]] | None] = {
    "customers.create": (
        f"{BILLING}/clientes",
        {"tipoId": "31", "id": "900123456", "limit": "100"},
    ),
    "customers.update": (
        f"{BILLING}/clientes",
        {"tipoId": "31", "id": "900123456", "limit": "100"},
    ),
    "customers.suspend": (f"{BILLING}/clientes/{UUID}", {}),
    "sellers.create": (f"{BILLING}/vendedores/buscarId", {"id": "900123456"}),
    "sellers.update": (f"{BILLING}/vendedores/{UUID}", {}),
    "sellers.delete": (f"{BILLING}/vendedores/{UUID}", {}),
    "price_lists.save_product": (f"{BILLING}/lista-precios/L1/productos/A01", {}),
    "cash_boxes.create": (f"{MONEY}/cajas/codigo/CAJA2", {}),
    "cash_boxes.update": (f"{MONEY}/cajas/{UUID}", {}),
    "cash_boxes.delete": (f"{MONEY}/cajas/{UUID}", {}),
    "receipts.create": (
        f"{MONEY}/saldos/ingreso-cliente",
        {
            "clienteId": "900123456",
            "fechaDesde": "2026-11-20",
            "fechaHasta": "2026-11-20",
            "page": "1",
            "limit": "100",
        },
    ),
    "commercial_concepts.create": (f"{MONEY}/conceptos-comerciales/codigo/C02", {}),
    "commercial_concepts.update": (f"{MONEY}/conceptos-comerciales/{UUID}", {}),
    "commercial_concepts.deactivate": (f"{MONEY}/conceptos-comerciales/{UUID}", {}),
    "credit_cards.create": (
        f"{MONEY}/tarjetas-credito",
        {"numeroCuenta": "4500", "limit": "100"},
    ),
    "credit_cards.update": (f"{MONEY}/tarjetas-credito/{UUID}", {}),
    "credit_cards.delete": (f"{MONEY}/tarjetas-credito/{UUID}", {}),
    "bank_accounts.create": (
        f"{MONEY}/cuentas-bancarias",
        {"numeroCuenta": "00045004501", "limit": "100"},
    ),
    "bank_accounts.update": (f"{MONEY}/cuentas-bancarias/{UUID}", {}),
    "bank_accounts.delete": (f"{MONEY}/cuentas-bancarias/{UUID}", {}),
    "items.save": (f"{STOCK}/items/A09", {}),
    "items.deactivate": (f"{STOCK}/items/A09", {}),
    "stock_exits.create": None,
    "stock_exits.add_cost": None,
    "stock_exits.set_consumption_state": None,
}
"""Path and query of the read that answers "did it happen?", or `None` where nothing does."""
