# SPDX-License-Identifier: MIT
"""
Bodies that Pymes does not publish: the fake's own choice, all named in ``assumptions.md``.

Written as in `_spec`: ``name!:type``, the exclamation mark for what is demanded.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["BODIES"]

_PERSON = ("email:string", "telefono:string", "direccion:string", "ciudad:string")

BODIES: Mapping[str, tuple[str, ...]] = {
    "POST /v1/clientes": ("tipoId!:string", "id!:string", "nombre!:string", *_PERSON),
    "PUT /v1/clientes": (
        "uuid:uuid", "tipoId:string", "id:string", "nombre!:string", "estado:string", *_PERSON,
    ),
    "POST /v1/vendedores": ("tipoId:string", "id!:string", "nombre!:string", *_PERSON),
    "PUT /v1/vendedores/{uuid}": ("tipoId:string", "id!:string", "nombre!:string", *_PERSON),
    "PUT /v1/lista-precios/{listaId}/productos": (
        "codigoItem!:string", "precio!:number|string",
    ),
    "POST /v1/cajas": (
        "codigo!:string", "nombre!:string", "tipoCaja:string", "estadoCaja:string",
    ),
    "PUT /v1/cajas/{uuid}": (
        "codigo!:string", "nombre!:string", "tipoCaja:string", "estadoCaja:string",
    ),
    "PUT /v1/ingresos": (
        "fecha!:string", "cliente!:object", "cliente.tipoId:string", "cliente.id:string",
        "valor!:number", "caja:uuid", "cuentaBancaria:uuid", "anticipo:bool",
        "documentos:array", "documentos[].numero:string", "documentos[].valor:number",
        "observacion:string",
    ),
    "POST /v1/conceptos-comerciales": (
        "codigo!:string", "nombre!:string", "clasificacion:string", "estado:string",
        "cuentaContable:string",
    ),
    "PUT /v1/conceptos-comerciales/{uuid}": (
        "codigo!:string", "nombre!:string", "clasificacion:string", "estado:string",
        "cuentaContable:string",
    ),
    "POST /v1/tarjetas-credito": (
        "numeroCuenta!:string", "nombre:string", "entidadFinanciera!:string",
        "franquicia!:string", "estado:string",
    ),
    "PUT /v1/tarjetas-credito/{uuid}": (
        "numeroCuenta!:string", "nombre:string", "entidadFinanciera!:string",
        "franquicia!:string", "estado:string",
    ),
    "POST /v1/cuentas-bancarias": (
        "numeroCuenta!:string", "nombre!:string", "entidadFinanciera:string",
        "tipoCuentaBancaria!:string", "estado:string",
    ),
    "PUT /v1/cuentas-bancarias/{uuid}": (
        "numeroCuenta!:string", "nombre!:string", "entidadFinanciera:string",
        "tipoCuentaBancaria!:string", "estado:string",
    ),
    "PUT /v1/items": (
        "codigo!:string|int", "descripcion!:string", "descripcionDetallada:string",
        "precioDefecto:number|string", "precioBase:number|string", "precioVta:number|string",
        "codigoUnidad:string|int", "unidadMedida:string|int", "tipoItem:string",
        "nombreCategoria:string", "cantidadDisponible:number|string",
    ),
    "POST /v1/salidas/entrada-costo": (
        "salidaUuid!:uuid", "detalles!:array", "detalles[].codigoItem!:string",
        "detalles[].costo!:number",
    ),
    "PATCH /v1/salidas/estado-pedido-consumo": ("salidaUuid!:uuid", "estado!:string"),
}  # fmt: skip
