# SPDX-License-Identifier: MIT
"""The names of all calls of Pymes beside the Spanish paths of Loggro's portal, as data."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["NAMES", "CallName"]


class CallName(NamedTuple):
    """
    One call and the operation that it sends.

    Several calls may send the same operation, as `customers.list` and `customers.find`.

    Attributes:
        call: Dotted name below the client; empty for what is listed and not called.
        method: HTTP verb.
        path: Spanish path of the portal.
        module: Module below which it is sent unless the client says otherwise.
        words: What a Spanish reader looks for.
        other_modules: Modules that may hold it too.
        variant: Tells two operations of one path apart.
    """

    call: str
    method: str
    path: str
    module: str
    words: str
    other_modules: tuple[str, ...] = ()
    variant: str = ""

    @property
    def id(self) -> str:
        """
        Identifier in the list of operations.

        >>> NAMES[0].id
        'pymes:GET /v1/centros'
        """
        mark = f"#{self.variant}" if self.variant else ""
        return f"pymes:{self.method} {self.path}{mark}"


NAMES = (
    CallName("cost_centres.list", "GET", "/v1/centros", "organizacion", "centros de costo"),
    CallName(
        "cost_centres.get", "GET", "/v1/centros/{uuid}", "organizacion", "centro de costo por uuid"
    ),
    CallName(
        "establishments.list",
        "GET",
        "/v1/estructura-empresarial/establecimientos",
        "inventario",
        "establecimientos, sedes",
        other_modules=("organizacion",),
    ),
    CallName(
        "establishments.get",
        "GET",
        "/v1/estructura-empresarial/establecimientos/{id}",
        "inventario",
        "establecimiento",
        other_modules=("organizacion",),
    ),
    CallName(
        "establishments.find",
        "GET",
        "/v1/estructura-empresarial/establecimientos/buscar/{id}",
        "inventario",
        "buscar establecimiento",
        other_modules=("organizacion",),
    ),
    CallName(
        "groupers.list",
        "GET",
        "/v1/estructura-empresarial/agrupadores",
        "organizacion",
        "agrupadores",
        other_modules=("inventario",),
    ),
    CallName(
        "groupers.get",
        "GET",
        "/v1/estructura-empresarial/agrupadores/{id}",
        "organizacion",
        "agrupador",
        other_modules=("inventario",),
    ),
    CallName(
        "groupers.find",
        "GET",
        "/v1/estructura-empresarial/agrupadores/buscar/{id}",
        "organizacion",
        "buscar agrupador",
        other_modules=("inventario",),
    ),
    CallName(
        "warehouses.list",
        "GET",
        "/v1/estructura-empresarial/bodegas",
        "inventario",
        "bodegas",
        other_modules=("organizacion",),
    ),
    CallName(
        "warehouses.get",
        "GET",
        "/v1/estructura-empresarial/bodegas/{id}",
        "inventario",
        "bodega",
        other_modules=("organizacion",),
    ),
    CallName("currencies.list", "GET", "/v1/monedas", "organizacion", "monedas, divisas"),
    CallName("currencies.get", "GET", "/v1/monedas/{uuid}", "organizacion", "moneda por uuid"),
    CallName(
        "currencies.find", "GET", "/v1/monedas/buscar/{codigo}", "organizacion", "moneda por código"
    ),
    CallName(
        "business_units.list", "GET", "/v1/unidades-negocio", "organizacion", "unidades de negocio"
    ),
    CallName(
        "business_units.get",
        "GET",
        "/v1/unidades-negocio/{uuid}",
        "organizacion",
        "unidad de negocio por uuid",
    ),
    CallName(
        "business_units.find",
        "GET",
        "/v1/unidades-negocio/codigoCompleto/{codigoCompleto}",
        "organizacion",
        "unidad de negocio por código completo",
    ),
    CallName(
        "business_units.children",
        "GET",
        "/v1/unidades-negocio/padre/{uuid}",
        "organizacion",
        "unidades de negocio hijas",
    ),
    CallName("customers.list", "GET", "/v1/clientes", "facturacion", "clientes"),
    CallName(
        "customers.find", "GET", "/v1/clientes", "facturacion", "buscar cliente por identificación"
    ),
    CallName("customers.get", "GET", "/v1/clientes/{uuid}", "facturacion", "cliente por uuid"),
    CallName("customers.create", "POST", "/v1/clientes", "facturacion", "crear cliente"),
    CallName("customers.update", "PUT", "/v1/clientes", "facturacion", "actualizar cliente"),
    CallName(
        "customers.suspend",
        "DELETE",
        "/v1/clientes/{uuid}",
        "facturacion",
        "suspender, eliminar cliente",
    ),
    CallName("sellers.list", "GET", "/v1/vendedores", "facturacion", "vendedores"),
    CallName(
        "sellers.find",
        "GET",
        "/v1/vendedores/buscarId",
        "facturacion",
        "buscar vendedor por identificación",
    ),
    CallName("sellers.get", "GET", "/v1/vendedores/{uuid}", "facturacion", "vendedor por uuid"),
    CallName("sellers.create", "POST", "/v1/vendedores", "facturacion", "crear vendedor"),
    CallName(
        "sellers.update", "PUT", "/v1/vendedores/{uuid}", "facturacion", "actualizar vendedor"
    ),
    CallName(
        "sellers.delete", "DELETE", "/v1/vendedores/{uuid}", "facturacion", "eliminar vendedor"
    ),
    CallName(
        "numbering_ranges.list",
        "GET",
        "/v1/consecutivos/vigencias",
        "facturacion",
        "consecutivos, resoluciones, vigencias",
    ),
    CallName(
        "numbering_ranges.of_establishment",
        "GET",
        "/v1/consecutivos/no-pos/establecimientos/{uuid}",
        "facturacion",
        "consecutivos no POS de un establecimiento",
    ),
    CallName(
        "numbering_ranges.of_company",
        "GET",
        "/v1/consecutivos/no-pos/compania",
        "facturacion",
        "consecutivos no POS de la compañía",
    ),
    CallName(
        "price_lists.get_product",
        "GET",
        "/v1/lista-precios/{listaId}/productos/{id}",
        "facturacion",
        "lista de precios, producto",
    ),
    CallName(
        "price_lists.save_product",
        "PUT",
        "/v1/lista-precios/{listaId}/productos",
        "facturacion",
        "lista de precios, crear o modificar producto",
    ),
    CallName("payment_terms.list", "GET", "/v1/formas-de-pago", "facturacion", "formas de pago"),
    CallName(
        "",
        "GET",
        "/v1/formas-de-pago",
        "facturacion",
        "formas de pago por tipo de transacción",
        variant="by-tipo",
    ),
    CallName("payment_means.list", "GET", "/v1/medios-de-pago", "facturacion", "medios de pago"),
    CallName(
        "taxes.list",
        "GET",
        "/v1/impuesto-retencion/{transaccion}",
        "facturacion",
        "impuestos y retenciones",
    ),
    CallName(
        "tax_rates.list",
        "GET",
        "/v1/vigencia-tarifa-impuesto/basica",
        "facturacion",
        "tarifas de impuesto, vigencia",
    ),
    CallName(
        "incoterms.list",
        "GET",
        "/v1/incoterms",
        "facturacion",
        "términos de comercio internacional",
    ),
    CallName(
        "receivables_ageing.list",
        "GET",
        "/v1/edades-cxc",
        "facturacion",
        "edades de cartera, cuentas por cobrar",
    ),
    CallName(
        "receivables_ageing.of_customer",
        "GET",
        "/v1/edades-cxc/cliente",
        "facturacion",
        "edades de cartera de un cliente",
    ),
    CallName(
        "sales.list", "GET", "/v1/ventas-detallado", "facturacion", "ventas detallado, facturas"
    ),
    CallName(
        "balances.sales_invoices",
        "GET",
        "/v1/saldos/factura-venta",
        "financiero",
        "saldos de facturas de venta",
    ),
    CallName(
        "balances.credit_notes",
        "GET",
        "/v1/saldos/nota-credito-venta",
        "financiero",
        "saldos de notas crédito",
    ),
    CallName(
        "balances.receipts",
        "GET",
        "/v1/saldos/ingreso-cliente",
        "financiero",
        "saldos de ingresos, recibos de caja",
    ),
    CallName(
        "balances.advances",
        "GET",
        "/v1/saldos/anticipo-cliente",
        "financiero",
        "saldos de anticipos",
    ),
    CallName("cash_boxes.list", "GET", "/v1/cajas", "financiero", "cajas"),
    CallName("cash_boxes.get", "GET", "/v1/cajas/{uuid}", "financiero", "caja por uuid"),
    CallName(
        "cash_boxes.find", "GET", "/v1/cajas/codigo/{codigo}", "financiero", "caja por código"
    ),
    CallName("cash_boxes.create", "POST", "/v1/cajas", "financiero", "crear caja"),
    CallName("cash_boxes.update", "PUT", "/v1/cajas/{uuid}", "financiero", "actualizar caja"),
    CallName("cash_boxes.delete", "DELETE", "/v1/cajas/{uuid}", "financiero", "eliminar caja"),
    CallName("receipts.create", "PUT", "/v1/ingresos", "financiero", "ingresos, recibos de caja"),
    CallName(
        "bank_accounts.list", "GET", "/v1/cuentas-bancarias", "financiero", "cuentas bancarias"
    ),
    CallName(
        "bank_accounts.find",
        "GET",
        "/v1/cuentas-bancarias",
        "financiero",
        "buscar cuenta bancaria por número",
    ),
    CallName(
        "bank_accounts.get",
        "GET",
        "/v1/cuentas-bancarias/{uuid}",
        "financiero",
        "cuenta bancaria por uuid",
    ),
    CallName(
        "bank_accounts.create",
        "POST",
        "/v1/cuentas-bancarias",
        "financiero",
        "crear cuenta bancaria",
    ),
    CallName(
        "bank_accounts.update",
        "PUT",
        "/v1/cuentas-bancarias/{uuid}",
        "financiero",
        "actualizar cuenta bancaria",
    ),
    CallName(
        "bank_accounts.delete",
        "DELETE",
        "/v1/cuentas-bancarias/{uuid}",
        "financiero",
        "eliminar cuenta bancaria",
    ),
    CallName(
        "credit_cards.list", "GET", "/v1/tarjetas-credito", "financiero", "tarjetas de crédito"
    ),
    CallName(
        "credit_cards.find",
        "GET",
        "/v1/tarjetas-credito",
        "financiero",
        "buscar tarjeta de crédito por número",
    ),
    CallName(
        "credit_cards.get",
        "GET",
        "/v1/tarjetas-credito/{uuid}",
        "financiero",
        "tarjeta de crédito por uuid",
    ),
    CallName(
        "credit_cards.create",
        "POST",
        "/v1/tarjetas-credito",
        "financiero",
        "crear tarjeta de crédito",
    ),
    CallName(
        "credit_cards.update",
        "PUT",
        "/v1/tarjetas-credito/{uuid}",
        "financiero",
        "actualizar tarjeta de crédito",
    ),
    CallName(
        "credit_cards.delete",
        "DELETE",
        "/v1/tarjetas-credito/{uuid}",
        "financiero",
        "eliminar tarjeta de crédito",
    ),
    CallName(
        "commercial_concepts.list",
        "GET",
        "/v1/conceptos-comerciales",
        "financiero",
        "conceptos comerciales",
    ),
    CallName(
        "commercial_concepts.get",
        "GET",
        "/v1/conceptos-comerciales/{uuid}",
        "financiero",
        "concepto comercial por uuid",
    ),
    CallName(
        "commercial_concepts.find",
        "GET",
        "/v1/conceptos-comerciales/codigo/{codigo}",
        "financiero",
        "concepto comercial por código",
    ),
    CallName(
        "commercial_concepts.of_account",
        "GET",
        "/v1/conceptos-comerciales/cuenta-contable/{codigoCuenta}",
        "financiero",
        "conceptos comerciales por cuenta contable",
    ),
    CallName(
        "commercial_concepts.create",
        "POST",
        "/v1/conceptos-comerciales",
        "financiero",
        "crear concepto comercial",
    ),
    CallName(
        "commercial_concepts.update",
        "PUT",
        "/v1/conceptos-comerciales/{uuid}",
        "financiero",
        "actualizar concepto comercial",
    ),
    CallName(
        "commercial_concepts.deactivate",
        "DELETE",
        "/v1/conceptos-comerciales/{uuid}",
        "financiero",
        "inactivar concepto comercial",
    ),
    CallName(
        "ledger_accounts.list",
        "GET",
        "/v1/cuentas",
        "financiero",
        "cuentas contables, plan de cuentas",
    ),
    CallName(
        "ledger_accounts.find",
        "GET",
        "/v1/cuentas/codigo/{codigo}",
        "financiero",
        "cuenta contable por código",
    ),
    CallName(
        "ledger_accounts.children",
        "GET",
        "/v1/cuentas/{codigoPadre}/hijas",
        "financiero",
        "cuentas contables hijas",
    ),
    CallName(
        "ledger_accounts.in_range",
        "GET",
        "/v1/cuentas/rango",
        "financiero",
        "rango de cuentas contables",
    ),
    CallName("items.list", "GET", "/v1/items", "inventario", "productos, servicios, ítems"),
    CallName("items.get", "GET", "/v1/items/{id}", "inventario", "producto o servicio"),
    CallName("items.find", "GET", "/v1/items/{id}", "inventario", "buscar producto por código"),
    CallName("items.save", "PUT", "/v1/items", "inventario", "crear o modificar producto"),
    CallName("items.deactivate", "DELETE", "/v1/items/{id}", "inventario", "inactivar producto"),
    CallName(
        "units.list", "GET", "/v1/productos/unidades-medida", "inventario", "unidades de medida"
    ),
    CallName(
        "availability.list",
        "POST",
        "/v1/productos/disponibilidad-productos",
        "inventario",
        "disponibilidad de productos, existencias",
    ),
    CallName("stock_exits.get", "GET", "/v1/salidas/{id}", "inventario", "salida de inventario"),
    CallName(
        "stock_exits.inventory",
        "GET",
        "/v1/salidas/{id}/inventario",
        "inventario",
        "salida con detalle de inventario",
    ),
    CallName(
        "stock_exits.create", "POST", "/v1/salidas", "inventario", "crear salida de inventario"
    ),
    CallName(
        "stock_exits.add_cost",
        "POST",
        "/v1/salidas/entrada-costo",
        "inventario",
        "entrada de costo de inventario",
    ),
    CallName(
        "stock_exits.set_consumption_state",
        "PATCH",
        "/v1/salidas/estado-pedido-consumo",
        "inventario",
        "estado de un pedido de consumo",
    ),
    CallName(
        "payables_ageing.list", "GET", "/v1/edades-cxp", "compras", "edades de cuentas por pagar"
    ),
    CallName(
        "payables_ageing.of_supplier",
        "GET",
        "/v1/edades-cxp/proveedor",
        "compras",
        "edades de cuentas por pagar de un proveedor",
    ),
    CallName("purchases.list", "GET", "/v1/compras-detallado", "compras", "compras detallado"),
)
"""Every operation that is published, planned ones too."""
