# SPDX-License-Identifier: MIT
"""The face of Pymes: five modules, envelopes, catalogues, and the books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy

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
from loggro_integration.sandbox._restobar_auth import bearer
from loggro_integration.sandbox._restobar_shape import put
from loggro_integration.sandbox._state import Doc, World

__all__ = ["MODULES", "PymesFace", "book_row"]

MODULES = ("organizacion", "facturacion", "financiero", "inventario", "compras")
_MOST = 100
_PAGES = {"page", "limit", "offset"}
_JSON = "application/json"
_TRACE = (
    'java.lang.NullPointerException: Cannot invoke "java.lang.Boolean.booleanValue()" because '
    'the return value of "getAsignarVersion()" is null\n\tat com.loggro.ServicioListado.consultar'
    "(ServicioListado.java:118)"
)


def refuse(world: World, status: int, code: str, message: str) -> Refused:
    """Return the refusal of Pymes: ``{errores: [{codigo, mensaje}]}``, sometimes one object."""
    return Refused(Reply(errors_of(world, code, message), status))


def errors_of(world: World, code: str, message: str) -> Doc:
    """Return the body of an error."""
    error = {"codigo": code, "mensaje": message}
    return {"errores": [error] if world.assumptions.errors_shape == "list" else error}


def _number(world: World, call: Call, name: str, default: int) -> int:
    text = call.query.get(name)
    if text is None or text == "":
        return default
    if not text.isdecimal():
        raise refuse(world, 400, "parametro.invalido", f"El parámetro {name} no es válido")
    return int(text)


def _limit(world: World, call: Call, name: str, default: int) -> int:
    limit = _number(world, call, name, default)
    if not 1 <= limit <= _MOST:
        text = f"El parámetro {name} debe estar entre 1 y {_MOST}"
        raise refuse(world, 400, "parametro.invalido", text)
    return limit


def paged(
    world: World, call: Call, rows: Sequence[Doc], *, show: Callable[[Doc], Doc] = dict
) -> Reply:
    """Answer a page: ``page`` counts from 1; an ``offset`` wins over it."""
    limit = _limit(world, call, "limit", 20)
    number = _number(world, call, "page", 1)
    if number < 1:
        raise refuse(world, 400, "parametro.invalido", "El parámetro page debe ser mayor a cero")
    offset = _number(world, call, "offset", (number - 1) * limit)
    return Reply(
        {
            "contenido": [show(row) for row in rows[offset : offset + limit]],
            "metadata": {
                "order": [],
                "pagination": {"offset": offset, "limit": limit, "total": len(rows)},
            },
        }
    )


def whole(rows: Iterable[Doc]) -> Reply:
    """Answer everything, in an envelope without metadata."""
    return Reply({"contenido": list(rows)})


def one(world: World, row: Doc | None) -> Reply:
    """Answer one record, or 404."""
    if row is None:
        raise refuse(world, 404, "objeto.no-existe", "El objeto no existe")
    return Reply({"contenido": row})


def _table(name: str, *filters: str) -> Handler:
    """Make the handler of a paged catalogue with filters of the same name as its fields."""

    def handler(world: World, call: Call) -> Reply:
        wanted = {each: call.filter(each) for each in filters}
        given = {each: value for each, value in wanted.items() if value is not None}
        return paged(world, call, list(getattr(world, name).all(**given)))

    return handler


def _list(name: str, *filters: str) -> Handler:
    """Make the handler of a catalogue that does not page."""

    def handler(world: World, call: Call) -> Reply:
        wanted = {each: call.filter(each) for each in filters}
        given = {each: value for each, value in wanted.items() if value is not None}
        return whole(getattr(world, name).all(**given))

    return handler


def _row(name: str, *keys: str) -> Handler:
    """Make the handler of one record, found by any of its keys."""

    def handler(world: World, call: Call) -> Reply:
        wanted = next(iter(call.values.values()))
        found = (getattr(world, name).find(**{key: wanted}) for key in keys)
        return one(world, next((row for row in found if row is not None), None))

    return handler


def warehouses(world: World, call: Call) -> Reply:
    """``GET /v1/estructura-empresarial/bodegas?establecimiento=``."""
    place = call.filter("establecimiento")
    return whole(world.warehouses.all(**({} if place is None else {"padre": place})))


def sellers_by_id(world: World, call: Call) -> Reply:
    """``GET /v1/vendedores/buscarId?id=``."""
    wanted = call.filter("id")
    if wanted is None:
        raise refuse(world, 400, "parametro.requerido", "El parámetro id es requerido")
    return whole(world.sellers.all(id=wanted))


def items(world: World, call: Call) -> Reply:
    """``GET /v1/items``: a Spring page; ``pagina`` counts from 0."""
    size = _limit(world, call, "tamano", 10)
    number = _number(world, call, "pagina", 0)
    kind = call.filter("tipoItem")
    rows = list(world.items.all(**({} if kind is None else {"tipoItem": kind})))
    content = rows[number * size : (number + 1) * size]
    page = {
        "content": content,
        "totalElements": len(rows),
        "totalPages": -(-len(rows) // size),
        "last": (number + 1) * size >= len(rows),
        "number": number,
        "size": size,
    }
    return Reply({world.assumptions.items_wrapper: page})


def no_pos_ranges(world: World, call: Call) -> Reply:
    """``GET /v1/consecutivos/no-pos/compania`` and ``…/establecimientos/{uuid}``."""
    place = call.values.get("uuid")
    rows = [
        numbering
        for numbering in world.ranges
        if "No POS" in numbering["aplicaA"] and place in {None, numbering["establecimiento"]}
    ]
    return paged(world, call, [_without_key(row) for row in rows])


def ranges(world: World, call: Call) -> Reply:
    """``GET /v1/consecutivos/vigencias``: every numbering, POS ones too."""
    return whole(_without_key(row) for row in world.ranges)


def _without_key(row: Doc) -> Doc:
    return {name: value for name, value in row.items() if name != "claveTecnica"}


def taxes(world: World, call: Call) -> Reply:
    """``GET /v1/impuesto-retencion/{transaccion}``."""
    wanted = call.filter("impuesto")
    rows = [tax for tax in world.pymes_taxes if wanted in {None, tax["codigo"], tax["nombre"]}]
    return paged(world, call, rows)


def tax_rates(world: World, call: Call) -> Reply:
    """``GET /v1/vigencia-tarifa-impuesto/basica``."""
    wanted = call.filter("impuesto")
    rows = [rate for rate in world.tax_rates if wanted in {None, rate["impuesto"]}]
    return paged(world, call, rows)


def sales(world: World, call: Call) -> Reply:
    """``GET /v1/ventas-detallado``: the documents of the books, oldest first."""
    question = sorted((name, value) for name, value in call.query.items() if name not in _PAGES)
    rows = world.remembered(("books", *question), lambda: _found(world, call))
    if not rows and world.assumptions.none_answer == "404":
        raise refuse(world, 404, "objeto.no-existe", "No se encontraron ventas")
    return paged(world, call, rows, show=lambda row: book_row(world, row))


def _found(world: World, call: Call) -> list[Doc]:
    rows = [row for row in world.books if _is_wanted(world, row, call)]
    return sorted(rows, key=lambda row: str(row["fecha"]))


def _is_wanted(world: World, row: Doc, call: Call) -> bool:
    checks: dict[str, Callable[[str], bool]] = {
        "numero": lambda value: value == _number_of(world, row),
        "tipoDocumento": lambda value: value == row["tipoDocumento"],
        "establecimiento": lambda value: value == row["establecimiento"],
        "clienteId": lambda value: value == row["cliente"]["id"],
        "clienteUuid": lambda value: _is_customer(world, row, value),
        "fechaDesde": lambda value: row["fecha"] >= value,
        "fechaHasta": lambda value: row["fecha"] <= value,
    }
    asked = ((name, call.filter(name)) for name in checks)
    return all(value is None or checks[name](value) for name, value in asked)


def _is_customer(world: World, row: Doc, uuid: str) -> bool:
    customer = world.customers.get(uuid)
    return customer is not None and customer["id"] == row["cliente"]["id"]


def _number_of(world: World, row: Doc) -> str:
    full = world.assumptions.sales_number == "full"
    return str(row["numero"] if full else row["consecutivo"])


def book_row(world: World, row: Doc) -> Doc:
    """Return a document as ``ventas-detallado`` shows it, with the names of the switches."""
    shown = deepcopy(row)
    shown["numero"] = _number_of(world, row)
    for old, new in world.assumptions.sales_fields.items():
        *parents, leaf = old.split(".")
        holder = shown
        for name in parents:
            holder = holder.get(name) or {}
        if leaf in holder:
            put(shown, new, holder.pop(leaf))
    return shown


def balances(kind: str) -> Handler:
    """Make the handler of ``GET /v1/saldos/…`` for one kind of document."""

    def handler(world: World, call: Call) -> Reply:
        rows = [row for row in _open_rows(world, kind) if _is_wanted(world, row, call)]
        return paged(world, call, [_balance(row) for row in rows])

    return handler


def _open_rows(world: World, kind: str) -> Iterator[Doc]:
    if kind == "ingreso-cliente":
        return (_as_document(row) for row in world.receipts)
    if kind == "anticipo-cliente":
        return iter(())
    return (row for row in world.books.all(tipoDocumento=kind) if row["saldo"] > 0)


def _as_document(receipt: Doc) -> Doc:
    return {"tipoDocumento": "INGRESO", "establecimiento": None, "consecutivo": 0, **receipt}


def _balance(row: Doc) -> Doc:
    names = ("uuid", "numero", "tipoDocumento", "fecha", "cliente", "total", "saldo", "referencia")
    return {name: row[name] for name in names if name in row}


STRUCTURE = "estructura"
SALES = "ventas"


def _routes(module: str, table: Mapping[str, Handler]) -> tuple[Route, ...]:
    return tuple(Route("GET", path, handler, module=module) for path, handler in table.items())


ROUTES = (
    *_routes(
        STRUCTURE,
        {
            "/v1/estructura-empresarial/establecimientos": _list("establishments"),
            "/v1/estructura-empresarial/establecimientos/{id}": _row(
                "establishments", "uuid", "codigo"
            ),
            "/v1/estructura-empresarial/bodegas": warehouses,
        },
    ),
    *_routes(
        "facturacion",
        {
            "/v1/clientes": _table("customers", "tipoId", "id"),
            "/v1/clientes/{uuid}": _row("customers", "uuid"),
            "/v1/vendedores": _table("sellers"),
            "/v1/vendedores/buscarId": sellers_by_id,
            "/v1/vendedores/{uuid}": _row("sellers", "uuid"),
            "/v1/consecutivos/vigencias": ranges,
            "/v1/consecutivos/no-pos/compania": no_pos_ranges,
            "/v1/consecutivos/no-pos/establecimientos/{uuid}": no_pos_ranges,
            "/v1/formas-de-pago": _list("payment_forms", "estado"),
            "/v1/medios-de-pago": _list("payment_means"),
            "/v1/impuesto-retencion/{transaccion}": taxes,
            "/v1/vigencia-tarifa-impuesto/basica": tax_rates,
        },
    ),
    *_routes(SALES, {"/v1/ventas-detallado": sales}),
    *_routes(
        "financiero",
        {
            "/v1/cajas": _table("pymes_boxes", "tipoCaja", "estadoCaja"),
            "/v1/cuentas-bancarias": _table(
                "bank_accounts", "numeroCuenta", "estado", "tipoCuentaBancaria"
            ),
            "/v1/saldos/factura-venta": balances("FACTURA_VENTA"),
            "/v1/saldos/nota-credito-venta": balances("NOTA_CREDITO_VENTA"),
            "/v1/saldos/ingreso-cliente": balances("ingreso-cliente"),
            "/v1/saldos/anticipo-cliente": balances("anticipo-cliente"),
        },
    ),
    *_routes("inventario", {"/v1/items": items, "/v1/items/{id}": _row("items", "uuid", "codigo")}),
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
        if module not in MODULES:
            raise Refused(Reply(_GATEWAY_404, 404, HTML))
        raise refuse(self.world, 404, "recurso.no-existe", "El recurso no existe")

    def _modules(self, route: Route) -> tuple[str, ...]:
        if route.module == SALES:
            return (self.world.assumptions.sales_module,)
        if route.module == STRUCTURE:
            chosen = self.world.assumptions.structure_modules
            return ("inventario", "organizacion") if chosen == "both" else (chosen,)
        return (route.module,)

    def admit(self, request: Request, route: Route, values: Mapping[str, str]) -> Doc:
        """Check the content type (even of a GET), then the token."""
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type != _JSON:
            raise refuse(self.world, 415, "tipo.no-soportado", "Content type no soportado")
        if bearer(request) not in self.world.pymes_tokens:
            raise Refused(Reply(NOTHING, 401))
        return {}

    def broken_record(self) -> Reply:
        """Return the stack trace that one bad record brought to light."""
        return Reply(errors_of(self.world, "error.interno", _TRACE), 500)


def _split(path: str) -> tuple[str, str, str]:
    """Take ``/loggro-facturacion/v1/…`` apart, with or without ``/apik`` in front."""
    first, _, rest = path.removeprefix("/apik").removeprefix("/").partition("/")
    marker, _, module = first.partition("loggro-")
    return marker, module, f"/{rest}"
