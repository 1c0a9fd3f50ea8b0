# SPDX-License-Identifier: MIT
"""
What Restobar's refusals mean, as data: its status codes alone do not tell.

Sources: *portal* is Loggro's own documentation (developer.loggro.com), *accounts* are public
integrators who saw it in production. Texts that nobody has published are not invented here: they
fall to the safe class of their status.
"""

from __future__ import annotations

from typing import Any

from loggro_integration import errors
from loggro_integration.errors import Text
from loggro_integration.exact_json import is_object
from loggro_integration.http import FaultRow, FaultTable, ServerMessage, plain_message

__all__ = ["FAULTS", "message_of"]

_LOGIN = "/login"
_EMPTY = "empty"
_PORTAL = "portal, iniciarsesion (2026-02)"
_SECOND_HAND = "portal, errors of the Restobar API (2026-09)"


def message_of(body: Any) -> ServerMessage:
    """
    Find the text of ``{"message": ...}``; an answer that says nothing has a code of ours.

    What it means depends on its status: 202 is accepted without proof, 503 is not.

    >>> message_of({"message": {}})
    ServerMessage(text='', code='empty')
    """
    if body is None or (is_object(body) and body.get("message") == {}):
        return ServerMessage(code=_EMPTY)
    return plain_message(body)


_LOGIN_ROWS = (
    FaultRow(
        400,
        errors.AuthenticationFailed,
        r"^Correo o contraseña incorrectos",
        route=_LOGIN,
        source=_PORTAL,
        hint=Text(
            es="Revise LOGGRO_RESTOBAR_EMAIL y LOGGRO_RESTOBAR_PASSWORD.",
            en="Check LOGGRO_RESTOBAR_EMAIL and LOGGRO_RESTOBAR_PASSWORD.",
        ),
    ),
    FaultRow(
        400,
        errors.AuthenticationFailed,
        r"^Usuario inactivo",
        route=_LOGIN,
        source=_PORTAL,
        hint=Text(
            es="Active el usuario en Restobar: Configuración → Usuarios.",
            en="Activate the user in Restobar: Configuración → Usuarios.",
        ),
    ),
    FaultRow(
        400,
        errors.AuthenticationFailed,
        r"^Usuario de POS Tienda",  # one account saw the suffix (pos.loggro.com)
        route=_LOGIN,
        source=_PORTAL,
        hint=Text(
            es="Use un usuario de Loggro Restobar: este es de Loggro POS Tienda.",
            en="Use a user of Loggro Restobar: this one belongs to Loggro POS Tienda.",
        ),
    ),
)

_ACCESS_ROWS = (
    FaultRow(
        403,
        errors.TokenRejected,
        r"^No tienes autorización para acceder a la información",
        token=True,
        certainty="LIVE",
        source="accounts, 2026-09: a wrong or garbled token",
    ),
    FaultRow(
        403,
        errors.PermissionMissing,
        r"permiso (?P<permission>[A-Z][A-Z0-9_]+)",
        source=_SECOND_HAND,
    ),
    FaultRow(
        403,
        errors.PermissionMissing,
        r"^Solo usuarios administradores",
        certainty="LIVE",
        source="accounts, 2026-09: reports of purchases",
        hint=Text(
            es="Use un usuario administrador.",
            en="Use a user who is an administrator.",
        ),
    ),
    FaultRow(
        402,
        errors.PlanLimit,
        source=f"{_SECOND_HAND}: «Suscripción premium requerida»",
        hint=Text(
            es="Pida a Loggro el plan premium de Restobar para este informe.",
            en="Ask Loggro for the premium plan of Restobar for this report.",
        ),
    ),
    FaultRow(
        401,
        errors.PlanLimit,
        r"(?i)\b30 d[ií]as\b",  # the limit is documented, its wording is not
        certainty="INF",
        source=f"{_SECOND_HAND}: free accounts see 30 days of sales",
        hint=Text(
            es="La cuenta gratuita solo muestra 30 días: pida un rango más corto.",
            en="A free account shows 30 days only: ask for a shorter range.",
        ),
    ),
)

_THING_ROWS = (
    FaultRow(401, errors.NotFound, r"^Pedido no encontrado", source=_SECOND_HAND),
    FaultRow(
        500,
        errors.NotFound,
        r"^No encontrado o pertenece al negocio principal",
        source=_SECOND_HAND,
        hint=Text(
            es="El registro no existe o es del negocio principal: entre con su usuario.",
            en="The row does not exist or is the parent business's: log in with its user.",
        ),
    ),
    FaultRow(
        500,
        errors.InvalidRequest,
        r"^Verifique que el producto se encuentre en [ée]ste negocio",
        certainty="LIVE",
        source="accounts, 2026-08: an edit that was not the whole document",
    ),
    FaultRow(
        400,
        errors.Conflict,
        route="/invoices/forceSendToIntegration/{id}",
        source="portal: 400 when it cannot send",
        hint=Text(
            es="Revise en Restobar → Integraciones → Loggro que todo esté mapeado.",
            en="Check in Restobar → Integraciones → Loggro that everything is mapped.",
        ),
    ),
)

# The first two are documented to need an open cash register; the wording of none is published.
_NEED_A_REGISTER = {
    "/invoices": "portal, post_invoices: needs an open cash register",
    "/invoices/{id}/changeToPaid": "portal, post_invoices-id-changetopaid: needs an open one",
    "/clients/savePaidCredit": "inferred: each payment holds the cash register it went into",
}
_REGISTER_ROWS = tuple(
    FaultRow(
        400,
        errors.CashRegisterClosed,
        r"(?i)\bcaja\b",
        method="POST",
        route=route,
        certainty="INF",
        source=source,
        hint=Text(
            es="Abra una caja en Restobar con el usuario de la API.",
            en="Open a cash register in Restobar with the user of the API.",
        ),
    )
    for route, source in _NEED_A_REGISTER.items()
)

_TRANSPORT_ROWS = (
    FaultRow(
        503,
        errors.Unavailable,
        r"^$",
        certainty="LIVE",
        source="accounts, 2026-08: also the answer to a malformed id",
        hint=Text(
            es="Si el camino lleva un id, revise que tenga 24 dígitos hexadecimales.",
            en="If the path holds an id, check that it has 24 hexadecimal digits.",
        ),
    ),
    FaultRow(
        404,
        errors.UnexpectedResponse,
        r"Cannot GET /",
        method="GET",
        certainty="LIVE",
        source="accounts, 2026-09: the web page of a route that does not exist",
        hint=Text(
            es="La ruta no existe en esta cuenta: corríjala con `overrides`.",
            en="The route does not exist in this account: correct it with `overrides`.",
        ),
    ),
    FaultRow(
        202,
        errors.AcceptedWithoutProof,
        code=_EMPTY,
        certainty="CODE",
        source='public code, 2026: 202 {"message": {}} to a sale of another shape',
    ),
)

FAULTS = FaultTable(
    rows=_LOGIN_ROWS + _ACCESS_ROWS + _THING_ROWS + _REGISTER_ROWS + _TRANSPORT_ROWS,
    message=message_of,
)
"""Every refusal of Restobar that somebody has published or seen."""
