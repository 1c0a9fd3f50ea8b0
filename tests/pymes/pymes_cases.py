# SPDX-License-Identifier: MIT
"""Every wrapped call of Pymes as a row: what is called, what leaves, what comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

from loggro_integration.pymes._namespaces import Spaces
from loggro_integration.wire import OpenRecord, pymes
from pymes.pymes_writes import WRITES
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


def listed_of(call: str, path: str, key: str, **query: str) -> Case:
    """Make the case of a list that hangs on a key in the path."""
    return Case(
        call=call,
        args=(key,),
        method="GET",
        path=path,
        query=query,
        answer=wrapped(ROW),
        value=[OpenRecord(ROW)],
    )


def got(call: str, path: str, *args: str, value: Any = None) -> Case:
    """Make the case of one record."""
    return Case(
        call=call,
        args=args,
        method="GET",
        path=path,
        answer={"contenido": ROW},
        value=value or OpenRecord(ROW),
    )


def found(call: str, path: str, query: dict[str, str], *args: str) -> Case:
    """Make the case of the records with a natural key."""
    return Case(
        call=call,
        args=args,
        method="GET",
        path=path,
        query=query,
        answer=wrapped(ROW),
        value=[OpenRecord(ROW)],
    )


ORGANIZATION = "/apik/loggro-organizacion/v1"
BILLING = "/apik/loggro-facturacion/v1"
MONEY = "/apik/loggro-financiero/v1"
STOCK = "/apik/loggro-inventario/v1"
BUYING = "/apik/loggro-compras/v1"
TREE = "v1/estructura-empresarial"
CHANGED = {"modified_since": date(2026, 11, 1), "establishment": "001"}
CHANGED_SENT = {"fechaUltimaModificacion": "2026-11-01", "establecimientoUuidOCodigo": "001"}
WHOM = {"uuid": UUID, "id_type": "31", "id": "900123456"}
WHOM_SENT = {"uuid": UUID, "tipoId": "31", "id": "900123456"}
STOCK_ROW = {"uuid": UUID, "codigo": "A01", "descripcion": "Arepa", "cantidadDisponible": "4"}

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
    listed("cost_centres.list", f"{ORGANIZATION}/centros", PAGE),
    got("cost_centres.get", f"{ORGANIZATION}/centros/{UUID}", UUID),
    got(
        "establishments.get",
        f"/apik/loggro-inventario/{TREE}/establecimientos/{UUID}",
        UUID,
        value=pymes.establishment(ROW),
    ),
    got(
        "establishments.find",
        f"/apik/loggro-inventario/{TREE}/establecimientos/buscar/001",
        "001",
        value=pymes.establishment(ROW),
    ),
    listed(
        "groupers.list",
        f"/apik/loggro-organizacion/{TREE}/agrupadores",
        {"padre": UUID},
        parent=UUID,
    ),
    got("groupers.get", f"/apik/loggro-organizacion/{TREE}/agrupadores/{UUID}", UUID),
    got("groupers.find", f"/apik/loggro-organizacion/{TREE}/agrupadores/buscar/01", "01"),
    got(
        "warehouses.get",
        f"/apik/loggro-inventario/{TREE}/bodegas/{UUID}",
        UUID,
        value=pymes.warehouse(ROW),
    ),
    listed("currencies.list", f"{ORGANIZATION}/monedas", PAGE),
    got("currencies.get", f"{ORGANIZATION}/monedas/{UUID}", UUID),
    got("currencies.find", f"{ORGANIZATION}/monedas/buscar/COP", "COP"),
    listed("business_units.list", f"{ORGANIZATION}/unidades-negocio", PAGE),
    got("business_units.get", f"{ORGANIZATION}/unidades-negocio/{UUID}", UUID),
    got("business_units.find", f"{ORGANIZATION}/unidades-negocio/codigoCompleto/01.02", "01.02"),
    listed_of("business_units.children", f"{ORGANIZATION}/unidades-negocio/padre/{UUID}", UUID),
    found(
        "customers.find",
        f"{BILLING}/clientes",
        {"tipoId": "31", "id": "900123456", "limit": "100"},
        "31",
        "900123456",
    ),
    got("customers.get", f"{BILLING}/clientes/{UUID}", UUID),
    found("sellers.find", f"{BILLING}/vendedores/buscarId", {"id": "1020304050"}, "1020304050"),
    got("sellers.get", f"{BILLING}/vendedores/{UUID}", UUID),
    got("price_lists.get_product", f"{BILLING}/lista-precios/L1/productos/A01", "L1", "A01"),
    listed("incoterms.list", f"{BILLING}/incoterms", PAGE | {"sort": "z"}, sort="z"),
    listed("receivables_ageing.list", f"{BILLING}/edades-cxc", PAGE | CHANGED_SENT, **CHANGED),
    listed(
        "receivables_ageing.of_customer",
        f"{BILLING}/edades-cxc/cliente",
        PAGE | CHANGED_SENT | WHOM_SENT,
        **CHANGED,
        **WHOM,
    ),
    got("cash_boxes.get", f"{MONEY}/cajas/{UUID}", UUID),
    got("cash_boxes.find", f"{MONEY}/cajas/codigo/CAJA1", "CAJA1"),
    found(
        "bank_accounts.find",
        f"{MONEY}/cuentas-bancarias",
        {"numeroCuenta": "4500", "limit": "100"},
        "4500",
    ),
    got("bank_accounts.get", f"{MONEY}/cuentas-bancarias/{UUID}", UUID),
    listed(
        "credit_cards.list",
        f"{MONEY}/tarjetas-credito",
        PAGE | {"numeroCuenta": "1", "estado": "x", "entidadFinanciera": "y", "franquicia": "VISA"},
        number="1",
        state="x",
        bank="y",
        franchise="VISA",
    ),
    found(
        "credit_cards.find",
        f"{MONEY}/tarjetas-credito",
        {"numeroCuenta": "4500", "limit": "100"},
        "4500",
    ),
    got("credit_cards.get", f"{MONEY}/tarjetas-credito/{UUID}", UUID),
    listed(
        "commercial_concepts.list",
        f"{MONEY}/conceptos-comerciales",
        PAGE | {"clasificacion": "x", "estado": "y"},
        classification="x",
        state="y",
    ),
    got("commercial_concepts.get", f"{MONEY}/conceptos-comerciales/{UUID}", UUID),
    got("commercial_concepts.find", f"{MONEY}/conceptos-comerciales/codigo/C01", "C01"),
    listed_of(
        "commercial_concepts.of_account",
        f"{MONEY}/conceptos-comerciales/cuenta-contable/413595",
        "413595",
        **PAGE,
    ),
    listed(
        "ledger_accounts.list",
        f"{MONEY}/cuentas",
        PAGE | {"tipo": "x", "sort": "z"},
        kind="x",
        sort="z",
    ),
    got("ledger_accounts.find", f"{MONEY}/cuentas/codigo/110505", "110505"),
    listed_of("ledger_accounts.children", f"{MONEY}/cuentas/1105/hijas", "1105", **PAGE),
    Case(
        call="ledger_accounts.in_range",
        args=("1105", "1110"),
        kwargs={"sort": "z"},
        method="GET",
        path=f"{MONEY}/cuentas/rango",
        query=PAGE | {"desde": "1105", "hasta": "1110", "sort": "z"},
        answer=wrapped(ROW),
        value=[OpenRecord(ROW)],
    ),
    got("items.get", f"{STOCK}/items/{UUID}", UUID, value=pymes.item(ROW)),
    got("items.find", f"{STOCK}/items/A01", "A01", value=pymes.item(ROW)),
    Case(
        call="units.list",
        method="GET",
        path=f"{STOCK}/productos/unidades-medida",
        answer=["PAR"],
        value=["PAR"],
    ),
    Case(
        call="units.list",
        method="GET",
        path=f"{STOCK}/productos/unidades-medida",
        answer={"contenido": [{"codigo": "94"}]},
        value=[OpenRecord({"codigo": "94"})],
    ),
    Case(
        call="availability.list",
        args=(["A01", "A02"],),
        kwargs={"warehouse": UUID, "establishment_uuid": UUID},
        method="POST",
        path=f"{STOCK}/productos/disponibilidad-productos",
        json={
            "establecimientoUuid": UUID,
            "bodegaUuid": UUID,
            "items": [{"codigoItem": "A01"}, {"codigoItem": "A02"}],
        },
        answer={"contenido": [STOCK_ROW]},
        value=[pymes.availability(STOCK_ROW)],
    ),
    Case(
        call="availability.list",
        args=(("A01",),),
        kwargs={"warehouse": UUID, "establishment_code": "001"},
        method="POST",
        path=f"{STOCK}/productos/disponibilidad-productos",
        json={
            "establecimientoCodigo": "001",
            "bodegaUuid": UUID,
            "items": [{"codigoItem": "A01"}],
        },
        answer={"contenido": []},
        value=[],
    ),
    got("stock_exits.get", f"{STOCK}/salidas/{UUID}", UUID),
    got("stock_exits.inventory", f"{STOCK}/salidas/{UUID}/inventario", UUID),
    listed("payables_ageing.list", f"{BUYING}/edades-cxp", PAGE | CHANGED_SENT, **CHANGED),
    listed(
        "payables_ageing.of_supplier",
        f"{BUYING}/edades-cxp/proveedor",
        PAGE | CHANGED_SENT | WHOM_SENT,
        **CHANGED,
        **WHOM,
    ),
    listed(
        "purchases.list",
        f"{BUYING}/compras-detallado",
        DAYS
        | PAGE
        | {
            "proveedorUuid": UUID,
            "proveedorTipoId": "31",
            "proveedorId": "900123456",
            "estado": "x",
            "tipoDocumento": "y",
            "numero": "77",
            "embedded": "z",
            "establecimientoUuidOCodigo": "001",
        },
        **DAY,
        supplier_uuid=UUID,
        supplier_id_type="31",
        supplier_id="900123456",
        state="x",
        document_type="y",
        number="77",
        embedded="z",
        establishment="001",
    ),
    *WRITES,
]
