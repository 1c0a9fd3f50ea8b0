# SPDX-License-Identifier: MIT
"""Every wrapped call of Pymes as a row: what is called, what leaves, what comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

from loggro_integration.pymes._namespaces import Spaces
from loggro_integration.wire import OpenRecord, pymes
from restobar.kit import Case, namespaces_of

UUID = "d8f0f4f2-0000-4000-8000-000000000001"
PAGE = {"page": "1", "limit": "100"}
OFFSET = {"offset": "0", "limit": "100"}
ROW = {"uuid": UUID, "nombre": "Fila"}
DAY = {"since": date(2026, 11, 20), "until": date(2026, 11, 21)}
DAYS = {"fechaDesde": "2026-11-20", "fechaHasta": "2026-11-21"}

NAMESPACES = namespaces_of(Spaces)


def wrapped(*rows: Any) -> dict[str, Any]:
    """Wrap rows as Pymes does."""
    pagination = {"offset": 0, "limit": 100, "total": len(rows)}
    return {"contenido": list(rows), "metadata": {"order": [], "pagination": pagination}}


def listed(call: str, path: str, query: dict[str, str], **kwargs: Any) -> Case:
    """Make the case of a list of rows whose shape is not published."""
    return Case(
        call=call,
        kwargs=kwargs,
        method="GET",
        path=path,
        query=query,
        answer=wrapped(ROW),
        value=[OpenRecord(ROW)],
    )


def balances(call: str, path: str) -> Case:
    """Make the case of a list of balances, with all its filters."""
    return listed(
        call,
        f"/apik/loggro-financiero/v1/saldos/{path}",
        DAYS
        | PAGE
        | {"clienteId": "222222222222", "clienteUuid": UUID, "organizacion": "x", "limit": "50"},
        **DAY,
        customer_id="222222222222",
        customer_uuid=UUID,
        organization="x",
        page_size=50,
    )


CASES = [
    Case(
        call="establishments.list",
        kwargs={"parent": UUID},
        method="GET",
        path="/apik/loggro-inventario/v1/estructura-empresarial/establecimientos",
        query={"padre": UUID},
        answer={"contenido": [ROW]},
        value=[pymes.establishment(ROW)],
    ),
    Case(
        call="warehouses.list",
        kwargs={"establishment": UUID},
        method="GET",
        path="/apik/loggro-inventario/v1/estructura-empresarial/bodegas",
        query={"establecimiento": UUID},
        answer=[ROW],
        value=[pymes.warehouse(ROW)],
    ),
    listed(
        "cash_boxes.list",
        "/apik/loggro-financiero/v1/cajas",
        PAGE | {"tipoCaja": "x", "estadoCaja": "y"},
        kind="x",
        state="y",
    ),
    listed(
        "bank_accounts.list",
        "/apik/loggro-financiero/v1/cuentas-bancarias",
        PAGE | {"numeroCuenta": "1", "tipoCuentaBancaria": "x", "estado": "y"},
        number="1",
        kind="x",
        state="y",
    ),
    listed(
        "customers.list",
        "/apik/loggro-facturacion/v1/clientes",
        OFFSET | {"tipoId": "31", "id": "900123456", "sort": "z"},
        id_type="31",
        id="900123456",
        sort="z",
    ),
    listed(
        "sellers.list", "/apik/loggro-facturacion/v1/vendedores", PAGE | {"sort": "z"}, sort="z"
    ),
    Case(
        call="items.list",
        kwargs={"kind": "SERVICIO"},
        method="GET",
        path="/apik/loggro-inventario/v1/items",
        query={"pagina": "0", "tamano": "100", "tipoItem": "SERVICIO"},
        answer={"contenido": {"content": [ROW], "totalElements": 1, "last": True}},
        value=[pymes.item(ROW)],
    ),
    Case(
        call="items.list",
        method="GET",
        path="/apik/loggro-inventario/v1/items",
        query={"pagina": "0", "tamano": "100"},
        answer={"datos": {"content": [ROW], "totalElements": 1, "last": True}},
        value=[pymes.item(ROW)],
    ),
    listed("numbering_ranges.list", "/apik/loggro-facturacion/v1/consecutivos/vigencias", {}),
    Case(
        call="numbering_ranges.of_establishment",
        args=(UUID,),
        method="GET",
        path=f"/apik/loggro-facturacion/v1/consecutivos/no-pos/establecimientos/{UUID}",
        query=PAGE,
        answer=wrapped(ROW),
        value=[OpenRecord(ROW)],
    ),
    listed(
        "numbering_ranges.of_company",
        "/apik/loggro-facturacion/v1/consecutivos/no-pos/compania",
        PAGE,
    ),
    listed(
        "payment_terms.list",
        "/apik/loggro-facturacion/v1/formas-de-pago",
        {"estado": "x"},
        state="x",
    ),
    listed(
        "payment_means.list",
        "/apik/loggro-facturacion/v1/medios-de-pago",
        {"integracion": "x"},
        integration="x",
    ),
    Case(
        call="taxes.list",
        args=("VENTA",),
        kwargs={"tax": "IVA", "sort": "z"},
        method="GET",
        path="/apik/loggro-facturacion/v1/impuesto-retencion/VENTA",
        query=OFFSET | {"impuesto": "IVA", "sort": "z"},
        answer=wrapped(ROW),
        value=[OpenRecord(ROW)],
    ),
    listed(
        "tax_rates.list",
        "/apik/loggro-facturacion/v1/vigencia-tarifa-impuesto/basica",
        PAGE | {"impuesto": "IVA"},
        tax="IVA",
    ),
    listed(
        "sales.list",
        "/apik/loggro-facturacion/v1/ventas-detallado",
        DAYS
        | PAGE
        | {
            "numero": "FE123",
            "establecimiento": UUID,
            "clienteId": "222222222222",
            "clienteUuid": UUID,
            "tipoDocumento": "FACTURA_VENTA",
            "embedded": "x",
        },
        **DAY,
        number="FE123",
        establishment=UUID,
        customer_id="222222222222",
        customer_uuid=UUID,
        document_type="FACTURA_VENTA",
        embedded="x",
    ),
    listed(
        "sales.list",
        "/apik/loggro-facturacion/v1/ventas-detallado",
        PAGE | {"fechaDesde": "20/11/2026"},
        since=date(2026, 11, 20),
        date_format="%d/%m/%Y",
    ),
    listed(
        "sales.list",
        "/apik/loggro-facturacion/v1/ventas-detallado",
        PAGE | {"fechaHasta": "2026-11-20"},
        until=date(2026, 11, 20),
    ),
    balances("balances.sales_invoices", "factura-venta"),
    balances("balances.credit_notes", "nota-credito-venta"),
    balances("balances.receipts", "ingreso-cliente"),
    balances("balances.advances", "anticipo-cliente"),
]
