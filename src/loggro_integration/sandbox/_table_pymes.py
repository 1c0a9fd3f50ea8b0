# SPDX-License-Identifier: MIT
"""Operations of pymes: written by scripts/sandbox_table.py, do not edit."""

from __future__ import annotations

from collections.abc import Mapping

from loggro_integration.sandbox._spec import Spec

__all__ = ["SPECS"]

SPECS: Mapping[str, Spec] = {
    "GET /v1/centros": Spec(
        summary="List cost centres",
        paging=("page", "limit", "offset"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/centros/{uuid}": Spec(summary="Cost centre by UUID", codes=(200, 401, 404, 500)),
    "GET /v1/estructura-empresarial/establecimientos": Spec(
        summary="List establishments",
        optional=("padre",),
        codes=(200, 401, 404, 500),
        envelope="contenido",
        answer=(
            "contenido[].uuid:uuid",
            "contenido[].codigo:string",
            "contenido[].nombre:string",
            "contenido[].tipoNodo:string",
        ),
    ),
    "GET /v1/estructura-empresarial/establecimientos/{id}": Spec(
        summary="Establishment", codes=(200, 401, 404, 500)
    ),
    "GET /v1/estructura-empresarial/establecimientos/buscar/{id}": Spec(
        summary="Find establishment by id", codes=(200, 401, 404, 500)
    ),
    "GET /v1/estructura-empresarial/agrupadores": Spec(
        summary="List groupers", optional=("padre",), codes=(200, 401, 404, 500)
    ),
    "GET /v1/estructura-empresarial/agrupadores/{id}": Spec(
        summary="Grouper", codes=(200, 401, 404, 500)
    ),
    "GET /v1/estructura-empresarial/agrupadores/buscar/{id}": Spec(
        summary="Find grouper by id", codes=(200, 401, 404, 500)
    ),
    "GET /v1/estructura-empresarial/bodegas": Spec(
        summary="List warehouses",
        optional=("establecimiento",),
        codes=(200, 401, 404, 500),
        envelope="contenido",
        answer=("contenido[].uuid:uuid", "contenido[].nombre:string", "contenido[].padre:uuid"),
    ),
    "GET /v1/estructura-empresarial/bodegas/{id}": Spec(
        summary="Warehouse", codes=(200, 401, 404, 500)
    ),
    "GET /v1/monedas": Spec(
        summary="List currencies",
        paging=("page", "limit", "offset"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/monedas/buscar/{codigo}": Spec(summary="Currency by code", codes=(200, 401, 404, 500)),
    "GET /v1/monedas/{uuid}": Spec(summary="Currency by UUID", codes=(200, 401, 404, 500)),
    "GET /v1/unidades-negocio": Spec(
        summary="List business units",
        paging=("page", "limit", "offset"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/unidades-negocio/{uuid}": Spec(
        summary="Business unit by UUID", codes=(200, 400, 401, 500)
    ),
    "GET /v1/unidades-negocio/codigoCompleto/{codigoCompleto}": Spec(
        summary="Business unit by full code", codes=(200, 400, 401, 500)
    ),
    "GET /v1/unidades-negocio/padre/{uuid}": Spec(
        summary="Children of a business unit", codes=(200, 401, 500)
    ),
    "GET /v1/clientes": Spec(
        summary="List customers",
        optional=("sort", "tipoId", "id"),
        paging=("limit", "offset"),
        codes=(200, 400, 500),
        envelope="contenido-metadata",
    ),
    "POST /v1/clientes": Spec(summary="Create customer", body="json", codes=(201, 400, 500)),
    "PUT /v1/clientes": Spec(summary="Update customer", body="json", codes=(200, 400, 404, 500)),
    "GET /v1/clientes/{uuid}": Spec(summary="Customer by UUID", codes=(200, 404, 500)),
    "DELETE /v1/clientes/{uuid}": Spec(summary="Suspend customer", codes=(200, 404, 500)),
    "POST /v1/vendedores": Spec(summary="Create seller", body="json", codes=(200, 400)),
    "GET /v1/vendedores": Spec(
        summary="List sellers",
        optional=("sort",),
        paging=("page", "limit", "offset"),
        codes=(200, 401, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/vendedores/buscarId": Spec(
        summary="Sellers by identification number", required=("id",), codes=(200, 400, 401, 500)
    ),
    "GET /v1/vendedores/{uuid}": Spec(summary="Seller by UUID", codes=(200, 400, 401, 500)),
    "PUT /v1/vendedores/{uuid}": Spec(
        summary="Update seller", body="json", codes=(200, 400, 401, 500)
    ),
    "DELETE /v1/vendedores/{uuid}": Spec(summary="Delete seller", codes=(200, 400, 401, 500)),
    "GET /v1/consecutivos/vigencias": Spec(
        summary="Validity periods of numberings", codes=(200, 500)
    ),
    "GET /v1/consecutivos/no-pos/establecimientos/{uuid}": Spec(
        summary="NO-POS numberings of an establishment",
        paging=("page", "limit"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/consecutivos/no-pos/compania": Spec(
        summary="NO-POS numberings of the company",
        paging=("page", "limit"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/lista-precios/{listaId}/productos/{id}": Spec(
        summary="Product in a price list", codes=(200, 400, 404)
    ),
    "PUT /v1/lista-precios/{listaId}/productos": Spec(
        summary="Create or change product in a price list", body="json", codes=(200, 400, 500)
    ),
    "GET /v1/formas-de-pago": Spec(
        summary="List payment forms", optional=("estado",), codes=(200, 400, 500)
    ),
    "GET /v1/formas-de-pago#by-tipo": Spec(
        summary="Payment forms by transaction type",
        optional=("tipo", "sort"),
        paging=("page", "limit", "offset"),
        codes=(200, 400, 401, 500),
        availability="planned",
    ),
    "GET /v1/vigencia-tarifa-impuesto/basica": Spec(
        summary="Tax-rate validity periods",
        optional=("impuesto",),
        paging=("page", "limit", "offset"),
        codes=(200, 400),
        envelope="contenido-metadata",
    ),
    "GET /v1/impuesto-retencion/{transaccion}": Spec(
        summary="Taxes and withholdings",
        optional=("impuesto", "sort"),
        paging=("limit", "offset"),
        codes=(200, 400),
        envelope="contenido-metadata",
    ),
    "GET /v1/medios-de-pago": Spec(
        summary="Means of payment", optional=("integracion",), codes=(200, 400)
    ),
    "GET /v1/incoterms": Spec(
        summary="Incoterms",
        optional=("sort",),
        paging=("page", "limit", "offset"),
        codes=(200, 400, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/edades-cxc": Spec(
        summary="Receivables ageing, consolidated",
        optional=("establecimientoUuidOCodigo", "fechaUltimaModificacion"),
        paging=("page", "limit"),
        codes=(200, 400, 404, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/edades-cxc/cliente": Spec(
        summary="Receivables ageing of a customer",
        optional=("uuid", "tipoId", "id", "establecimientoUuidOCodigo", "fechaUltimaModificacion"),
        paging=("page", "limit"),
        codes=(200, 400, 404, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/ventas-detallado": Spec(
        summary="Sales detail",
        optional=(
            "establecimiento",
            "clienteUuid",
            "clienteId",
            "tipoDocumento",
            "numero",
            "fechaDesde",
            "fechaHasta",
            "embedded",
        ),
        paging=("page", "limit"),
        codes=(200, 400, 404, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/saldos/factura-venta": Spec(
        summary="Balances of sales invoices",
        optional=("organizacion", "clienteUuid", "clienteId", "fechaDesde", "fechaHasta"),
        paging=("page", "limit"),
        codes=(200, 400, 401, 404, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/saldos/nota-credito-venta": Spec(
        summary="Balances of sales credit notes",
        optional=("organizacion", "clienteUuid", "clienteId", "fechaDesde", "fechaHasta"),
        paging=("page", "limit"),
        codes=(200, 400, 401, 404, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/saldos/ingreso-cliente": Spec(
        summary="Balances of customer receipts",
        optional=("organizacion", "clienteUuid", "clienteId", "fechaDesde", "fechaHasta"),
        paging=("page", "limit"),
        codes=(200, 400, 401, 404, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/saldos/anticipo-cliente": Spec(
        summary="Balances of customer advances",
        optional=("organizacion", "clienteUuid", "clienteId", "fechaDesde", "fechaHasta"),
        paging=("page", "limit"),
        codes=(200, 400, 401, 404, 500),
        envelope="contenido-metadata",
    ),
    "POST /v1/cajas": Spec(summary="Create cash box", body="json", codes=(201, 400, 401, 500)),
    "GET /v1/cajas": Spec(
        summary="List cash boxes",
        optional=("tipoCaja", "estadoCaja"),
        paging=("page", "limit", "offset"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "PUT /v1/cajas/{uuid}": Spec(
        summary="Update cash box", body="json", codes=(200, 400, 401, 404, 500)
    ),
    "DELETE /v1/cajas/{uuid}": Spec(summary="Delete cash box", codes=(200, 400, 401, 404, 500)),
    "GET /v1/cajas/{uuid}": Spec(summary="Cash box by UUID", codes=(200, 401, 404, 500)),
    "GET /v1/cajas/codigo/{codigo}": Spec(summary="Cash box by code", codes=(200, 401, 404, 500)),
    "PUT /v1/ingresos": Spec(
        summary="Create receipt (ingreso / recibo de caja)", body="json", codes=(200, 400, 401, 500)
    ),
    "POST /v1/conceptos-comerciales": Spec(
        summary="Create commercial concept", body="json", codes=(201, 400, 401, 500)
    ),
    "GET /v1/conceptos-comerciales": Spec(
        summary="List commercial concepts",
        optional=("clasificacion", "estado"),
        paging=("page", "limit", "offset"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/conceptos-comerciales/{uuid}": Spec(
        summary="Concept by UUID", codes=(200, 401, 404, 500)
    ),
    "GET /v1/conceptos-comerciales/codigo/{codigo}": Spec(
        summary="Concept by code", codes=(200, 401, 404, 500)
    ),
    "GET /v1/conceptos-comerciales/cuenta-contable/{codigoCuenta}": Spec(
        summary="Concepts by ledger account",
        paging=("page", "limit", "offset"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "PUT /v1/conceptos-comerciales/{uuid}": Spec(
        summary="Update concept", body="json", codes=(200, 400, 401, 404, 500)
    ),
    "DELETE /v1/conceptos-comerciales/{uuid}": Spec(
        summary="Deactivate concept", codes=(200, 400, 401, 404, 500)
    ),
    "POST /v1/tarjetas-credito": Spec(
        summary="Create credit card", body="json", codes=(201, 400, 401, 500)
    ),
    "GET /v1/tarjetas-credito": Spec(
        summary="List credit cards",
        optional=("numeroCuenta", "estado", "entidadFinanciera", "franquicia"),
        paging=("page", "limit", "offset"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "PUT /v1/tarjetas-credito/{uuid}": Spec(
        summary="Update credit card", body="json", codes=(200, 400, 401, 404, 500)
    ),
    "DELETE /v1/tarjetas-credito/{uuid}": Spec(
        summary="Delete credit card", codes=(200, 400, 401, 404, 500)
    ),
    "GET /v1/tarjetas-credito/{uuid}": Spec(
        summary="Credit card by UUID", codes=(200, 401, 404, 500)
    ),
    "POST /v1/cuentas-bancarias": Spec(
        summary="Create bank account", body="json", codes=(201, 400, 401, 500)
    ),
    "GET /v1/cuentas-bancarias": Spec(
        summary="List bank accounts",
        optional=("numeroCuenta", "estado", "tipoCuentaBancaria"),
        paging=("page", "limit", "offset"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "PUT /v1/cuentas-bancarias/{uuid}": Spec(
        summary="Update bank account", body="json", codes=(200, 400, 401, 404, 500)
    ),
    "DELETE /v1/cuentas-bancarias/{uuid}": Spec(
        summary="Delete bank account", codes=(200, 401, 404, 500)
    ),
    "GET /v1/cuentas-bancarias/{uuid}": Spec(
        summary="Bank account by UUID", codes=(200, 401, 404, 500)
    ),
    "GET /v1/cuentas": Spec(
        summary="List ledger accounts",
        optional=("sort", "tipo"),
        paging=("page", "limit"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/cuentas/codigo/{codigo}": Spec(
        summary="Ledger account by code", codes=(200, 400, 401, 404, 500)
    ),
    "GET /v1/cuentas/{codigoPadre}/hijas": Spec(
        summary="Child accounts",
        optional=("sort",),
        paging=("page", "limit"),
        codes=(200, 400, 401, 404, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/cuentas/rango": Spec(
        summary="Accounts in a code range",
        required=("desde", "hasta"),
        optional=("sort",),
        paging=("page", "limit"),
        codes=(200, 400, 401, 500),
        envelope="contenido-metadata",
    ),
    "PUT /v1/items": Spec(summary="Create or modify item", body="json", codes=(200, 400)),
    "GET /v1/items/{id}": Spec(summary="Item", codes=(200, 400, 404)),
    "GET /v1/items": Spec(
        summary="List items",
        optional=("tipoItem",),
        paging=("pagina", "tamano"),
        envelope="contenido-spring",
        answer=(
            "contenido.content[].uuid:uuid",
            "contenido.content[].codigo:string|number",
            "contenido.content[].descripcion:string",
            "contenido.content[].descripcionDetallada:string",
            "contenido.content[].precioDefecto:number|string",
            "contenido.content[].precioBase:number|string",
            "contenido.content[].precioVta:number|string",
            "contenido.content[].codigoUnidad:string|number",
            "contenido.content[].unidadMedida:string|number",
            "contenido.content[].categoriaProducto_uuid:uuid",
            "contenido.content[].productoBase_uuid:uuid",
            "contenido.content[].definicion:bool",
            "contenido.content[].definidoEn_uuid:uuid",
            "contenido.totalElements:int",
            "contenido.totalPages:int",
            "contenido.last:bool",
            "contenido.content[].id:string|number",
            "contenido.content[].cantidadDisponible:number|string",
            "contenido.content[].categoria:string",
        ),
    ),
    "DELETE /v1/items/{id}": Spec(summary="Deactivate item", codes=(200, 400)),
    "GET /v1/productos/unidades-medida": Spec(
        summary="Units of measure",
        codes=(200, 500),
        envelope="array|contenido",
        answer=("[]:string|object",),
    ),
    "POST /v1/productos/disponibilidad-productos": Spec(
        summary="Stock availability",
        body="json",
        fields=(
            "establecimientoUuid:uuid",
            "establecimientoCodigo:string",
            "bodegaUuid!:uuid",
            "items[].codigoItem!:string",
        ),
        codes=(200, 400),
        envelope="contenido",
        answer=(
            "contenido[].uuid:uuid",
            "contenido[].codigo:string",
            "contenido[].descripcion:string",
            "contenido[].cantidadDisponible:number|string",
        ),
    ),
    "GET /v1/salidas/{id}/inventario": Spec(
        summary="Stock exit with inventory detail", codes=(200, 400, 404)
    ),
    "GET /v1/salidas/{id}": Spec(summary="Stock exit", codes=(200, 400, 404)),
    "POST /v1/salidas": Spec(
        summary="Create stock exit",
        body="json",
        fields=(
            "establecimiento!:string",
            "establecimientoUuid:uuid",
            "observacion:string",
            "detallesSalida[].codigoItem!:string",
            "detallesSalida[].cantidad!:number",
        ),
        codes=(200, 400),
        envelope="datos",
        answer=("datos:uuid",),
    ),
    "POST /v1/salidas/entrada-costo": Spec(
        summary="Register cost entry", body="json", codes=(200, 400)
    ),
    "PATCH /v1/salidas/estado-pedido-consumo": Spec(
        summary="Update consumption-order state", body="json", codes=(200, 400)
    ),
    "GET /v1/edades-cxp": Spec(
        summary="Payables ageing",
        optional=("establecimientoUuidOCodigo", "fechaUltimaModificacion"),
        paging=("page", "limit", "offset", "size"),
        codes=(200, 400, 404, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/edades-cxp/proveedor": Spec(
        summary="Payables ageing of a supplier",
        optional=("establecimientoUuidOCodigo", "fechaUltimaModificacion", "uuid", "tipoId", "id"),
        paging=("page", "limit", "offset", "size"),
        codes=(200, 400, 404, 500),
        envelope="contenido-metadata",
    ),
    "GET /v1/compras-detallado": Spec(
        summary="Purchases detail",
        optional=(
            "fechaDesde",
            "fechaHasta",
            "proveedorUuid",
            "proveedorTipoId",
            "proveedorId",
            "estado",
            "tipoDocumento",
            "numero",
            "embedded",
            "establecimientoUuidOCodigo",
        ),
        paging=("page", "limit", "offset", "size"),
        codes=(200, 400, 404, 500),
        envelope="contenido-metadata",
    ),
}
