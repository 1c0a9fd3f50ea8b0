# SPDX-License-Identifier: MIT
"""The face of Pymes: five modules, the table of its routes, who may call and what is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from loggro_integration.exact_json import loads
from loggro_integration.sandbox import _pymes_books as books
from loggro_integration.sandbox import _pymes_ledger as ledger
from loggro_integration.sandbox import _pymes_people as people
from loggro_integration.sandbox import _pymes_stock as stock
from loggro_integration.sandbox._app import (
    NOTHING,
    Call,
    Face,
    Handler,
    Refused,
    Reply,
    Request,
    Route,
    Router,
)
from loggro_integration.sandbox._faults import HTML
from loggro_integration.sandbox._pymes_bodies import BODIES
from loggro_integration.sandbox._pymes_external import external_route
from loggro_integration.sandbox._pymes_pages import errors_of, refuse, whole
from loggro_integration.sandbox._pymes_records import Records, listed, matching, row_of
from loggro_integration.sandbox._restobar_auth import bearer
from loggro_integration.sandbox._spec import Spec, flaws
from loggro_integration.sandbox._state import Doc, World
from loggro_integration.sandbox._table_pymes import SPECS

__all__ = ["MODULES", "ROUTES", "PymesFace"]

MODULES = ("organizacion", "facturacion", "financiero", "inventario", "compras")
_JSON = "application/json"
_TRACE = (
    'java.lang.NullPointerException: Cannot invoke "java.lang.Boolean.booleanValue()" because '
    'the return value of "getAsignarVersion()" is null\n\tat com.loggro.ServicioListado.consultar'
    "(ServicioListado.java:118)"
)


def warehouses(world: World, call: Call) -> Reply:
    """``GET /v1/estructura-empresarial/bodegas?establecimiento=``."""
    place = call.filter("establecimiento")
    return whole(world.warehouses.all(**({} if place is None else {"padre": place})))


def payment_terms(world: World, call: Call) -> Reply:
    """``GET /v1/formas-de-pago``; the form with ``tipo`` is planned, and refused."""
    if call.filter("tipo") is not None:
        raise refuse(world, 400, "recurso.no-implementado", "El filtro tipo no está implementado")
    return whole(matching(call, world.payment_forms, "estado"))


def _tree(name: str, path: str) -> dict[str, Handler]:
    """Return the three reads of a kind of node of the company's tree."""

    def by_id(*keys: str) -> Handler:
        return row_of(lambda world: getattr(world, name), *keys)

    return {
        f"GET {path}": listed(lambda world: getattr(world, name), "padre", pages=False),
        f"GET {path}/{{id}}": by_id("uuid", "codigo"),
        f"GET {path}/buscar/{{id}}": by_id("codigo", "uuid"),
    }


def _records(path: str, records: Records) -> dict[str, Handler]:
    """Return the writes of a kind of record, and the read by uuid."""
    return {
        f"POST {path}": records.create,
        f"PUT {path}/{{uuid}}": records.update,
        f"DELETE {path}/{{uuid}}": records.end,
        f"GET {path}/{{uuid}}": row_of(records.table, "uuid"),
    }


_STRUCTURE: dict[str, Handler] = {
    **_tree("establishments", "/v1/estructura-empresarial/establecimientos"),
    "GET /v1/estructura-empresarial/bodegas": warehouses,
    "GET /v1/estructura-empresarial/bodegas/{id}": row_of(lambda world: world.warehouses, "uuid"),
}
_ORGANIZATION: dict[str, Handler] = {
    **_tree("groupers", "/v1/estructura-empresarial/agrupadores"),
    "GET /v1/centros": listed(lambda world: world.cost_centres),
    "GET /v1/centros/{uuid}": row_of(lambda world: world.cost_centres, "uuid"),
    "GET /v1/monedas": listed(lambda world: world.currencies),
    "GET /v1/monedas/buscar/{codigo}": row_of(lambda world: world.currencies, "codigo"),
    "GET /v1/monedas/{uuid}": row_of(lambda world: world.currencies, "uuid"),
    "GET /v1/unidades-negocio": listed(lambda world: world.business_units),
    "GET /v1/unidades-negocio/{uuid}": row_of(lambda world: world.business_units, "uuid"),
    "GET /v1/unidades-negocio/codigoCompleto/{codigoCompleto}": row_of(
        lambda world: world.business_units, "codigoCompleto"
    ),
    "GET /v1/unidades-negocio/padre/{uuid}": people.unit_children,
}
_BILLING: dict[str, Handler] = {
    **_records("/v1/clientes", people.CUSTOMERS),
    "GET /v1/clientes": listed(lambda world: world.customers, "tipoId", "id"),
    "PUT /v1/clientes": people.put_customer,
    **_records("/v1/vendedores", people.SELLERS),
    "GET /v1/vendedores": listed(lambda world: world.sellers),
    "GET /v1/vendedores/buscarId": people.sellers_by_id,
    "GET /v1/consecutivos/vigencias": books.ranges,
    "GET /v1/consecutivos/no-pos/establecimientos/{uuid}": books.no_pos_ranges,
    "GET /v1/consecutivos/no-pos/compania": books.no_pos_ranges,
    "GET /v1/lista-precios/{listaId}/productos/{id}": people.get_list_product,
    "PUT /v1/lista-precios/{listaId}/productos": people.put_list_product,
    "GET /v1/formas-de-pago": payment_terms,
    "GET /v1/medios-de-pago": listed(lambda world: world.payment_means, pages=False),
    "GET /v1/impuesto-retencion/{transaccion}": books.taxes,
    "GET /v1/vigencia-tarifa-impuesto/basica": books.tax_rates,
    "GET /v1/incoterms": listed(lambda world: world.incoterms),
    "GET /v1/ventas-detallado": books.sales,
    "GET /v1/edades-cxc": ledger.receivables,
    "GET /v1/edades-cxc/cliente": ledger.receivables_of_customer,
}
del _BILLING["PUT /v1/clientes/{uuid}"]
_MONEY: dict[str, Handler] = {
    **_records("/v1/cajas", people.BOXES),
    "GET /v1/cajas": listed(lambda world: world.pymes_boxes, "tipoCaja", "estadoCaja"),
    "GET /v1/cajas/codigo/{codigo}": row_of(lambda world: world.pymes_boxes, "codigo"),
    "PUT /v1/ingresos": ledger.put_receipt,
    **_records("/v1/conceptos-comerciales", people.CONCEPTS),
    "GET /v1/conceptos-comerciales": listed(
        lambda world: world.concepts, "clasificacion", "estado"
    ),
    "GET /v1/conceptos-comerciales/codigo/{codigo}": row_of(lambda world: world.concepts, "codigo"),
    "GET /v1/conceptos-comerciales/cuenta-contable/{codigoCuenta}": people.concepts_of_account,
    **_records("/v1/tarjetas-credito", people.CARDS),
    "GET /v1/tarjetas-credito": listed(
        lambda world: world.credit_cards,
        "numeroCuenta",
        "estado",
        "entidadFinanciera",
        "franquicia",
    ),
    **_records("/v1/cuentas-bancarias", people.ACCOUNTS),
    "GET /v1/cuentas-bancarias": listed(
        lambda world: world.bank_accounts, "numeroCuenta", "estado", "tipoCuentaBancaria"
    ),
    "GET /v1/cuentas": listed(lambda world: world.ledger_accounts, "tipo"),
    "GET /v1/cuentas/codigo/{codigo}": row_of(lambda world: world.ledger_accounts, "codigo"),
    "GET /v1/cuentas/{codigoPadre}/hijas": people.account_children,
    "GET /v1/cuentas/rango": people.account_range,
    "GET /v1/saldos/factura-venta": books.balances("FACTURA_VENTA"),
    "GET /v1/saldos/nota-credito-venta": books.balances("NOTA_CREDITO_VENTA"),
    "GET /v1/saldos/ingreso-cliente": books.balances("ingreso-cliente"),
    "GET /v1/saldos/anticipo-cliente": books.balances("anticipo-cliente"),
}
_STOCK: dict[str, Handler] = {
    "GET /v1/items": stock.items,
    "GET /v1/items/{id}": stock.get_item,
    "PUT /v1/items": stock.put_item,
    "DELETE /v1/items/{id}": stock.end_item,
    "GET /v1/productos/unidades-medida": stock.measures,
    "POST /v1/productos/disponibilidad-productos": stock.availability,
    "GET /v1/salidas/{id}": stock.get_exit,
    "GET /v1/salidas/{id}/inventario": stock.get_exit_inventory,
    "POST /v1/salidas": stock.post_exit,
    "POST /v1/salidas/entrada-costo": stock.add_cost,
    "PATCH /v1/salidas/estado-pedido-consumo": stock.change_state,
}
_BUYING: dict[str, Handler] = {
    "GET /v1/edades-cxp": ledger.payables,
    "GET /v1/edades-cxp/proveedor": ledger.payables_of_supplier,
    "GET /v1/compras-detallado": ledger.purchases,
}
SALES = "/v1/ventas-detallado"
_TREE = "/v1/estructura-empresarial/"


def _spec(key: str) -> Spec:
    """Return the row of an operation, with the body that the fake takes."""
    row = SPECS[key]
    return replace(row, fields=BODIES[key], ours=True) if key in BODIES else row


def _route(key: str, handler: Handler, module: str) -> Route:
    method, template = key.split(" ", 1)
    return Route(method, template, handler, module=module, spec=_spec(key))


_HANDLERS: Mapping[str, Mapping[str, Handler]] = {
    "organizacion": _ORGANIZATION,
    "facturacion": _BILLING,
    "financiero": _MONEY,
    "inventario": _STRUCTURE | _STOCK,
    "compras": _BUYING,
}
ROUTES = tuple(
    _route(key, handler, module)
    for module, table in _HANDLERS.items()
    for key, handler in table.items()
)

_ROUTER = Router(ROUTES)
_GATEWAY_404 = "<html><body><h1>404 Not Found</h1></body></html>\n"


class PymesFace(Face):
    """``https://api.loggro.com/apik``: the module is the first part of the path."""

    name = "pymes"

    def locate(self, request: Request) -> tuple[Route, Mapping[str, str]]:
        """Find the route below its module; an unknown module is the gateway's page."""
        _, module, path = _split(request.path)
        found = _ROUTER.find(request.method, path)
        if found is not None and module in self._modules(found[0]):
            return found
        if (external := self._external(request.method, module, path)) is not None:
            return external, {}
        if module not in MODULES:
            raise Refused(Reply(_GATEWAY_404, 404, HTML))
        raise refuse(self.world, 404, "recurso.no-existe", "El recurso no existe")

    def _external(self, method: str, module: str, path: str) -> Route | None:
        """Return the route of external sales where its switch put one."""
        chosen = self.world.assumptions
        if (method, module, path) != (
            "POST",
            chosen.external_sale_module,
            chosen.external_sale_path,
        ):
            return None
        return external_route(path, module)

    def _modules(self, route: Route) -> tuple[str, ...]:
        """Return where a route answers: part of the map is a switch."""
        chosen = self.world.assumptions
        if route.template == SALES:
            return (chosen.sales_module,)
        if route.template.startswith(_TREE) and chosen.structure_modules == "both":
            return ("inventario", "organizacion")
        if route.template.startswith(_TREE) and route.module == "inventario":
            return (chosen.structure_modules,)
        return (route.module,)

    def admit(self, request: Request, route: Route, values: Mapping[str, str]) -> Doc:
        """Check the content type (even of a GET), then the token, then that a body is JSON."""
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type != _JSON:
            raise refuse(self.world, 415, "tipo.no-soportado", "Content type no soportado")
        if bearer(request) not in self.world.pymes_tokens:
            raise Refused(Reply(NOTHING, 401))
        if route.spec.body and not _is_object(request.body):
            raise refuse(self.world, 400, "cuerpo.invalido", "El cuerpo no es un objeto JSON")
        return {}

    def examine(self, route: Route, call: Call) -> Call:
        """Check the demanded parameters and the body against what is published."""
        for name in route.spec.required:
            if call.filter(name) is None:
                raise refuse(
                    self.world, 400, "parametro.requerido", f"El parámetro {name} es requerido"
                )
        for flaw in flaws(call.body, route.spec.fields) if route.spec.body else ():
            kind, text = ("requerido", "es requerido") if flaw.missing else _INVALID
            code = f"parametro.{kind}"
            raise refuse(self.world, 400, code, f"El parámetro {flaw.path} {text}")
        return call

    def broken_record(self) -> Reply:
        """Return the stack trace that one bad record brought to light."""
        return Reply(errors_of(self.world, "error.interno", _TRACE), 500)


_INVALID = ("invalido", "no es válido")


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(loads(body), dict)
    except ValueError:
        return False


def _split(path: str) -> tuple[str, str, str]:
    """Take ``/loggro-facturacion/v1/…`` apart, with or without ``/apik`` in front."""
    first, _, rest = path.removeprefix("/apik").removeprefix("/").partition("/")
    marker, _, module = first.partition("loggro-")
    return marker, module, f"/{rest}"
