# SPDX-License-Identifier: MIT
"""
What the refusals of Pymes mean, as data.

Sources: *portal* is Loggro's own documentation (developer.loggro.com), *accounts* are public
integrators who saw it in production. Texts that nobody has published are not invented here: they
fall to the safe class of their status.
"""

from __future__ import annotations

from typing import Any

from loggro_integration import errors
from loggro_integration.errors import Text
from loggro_integration.exact_json import is_array, is_object
from loggro_integration.http import FaultRow, FaultTable, ServerMessage, plain_message

__all__ = ["FAULTS", "message_of"]

_PORTAL = "portal, errors of the Pymes API (2026-09)"


def message_of(body: Any) -> ServerMessage:
    """
    Find text and code of ``{"errores": [{"codigo", "mensaje"}]}``; the list may be one object.

    >>> message_of({"errores": {"codigo": "objeto.no-existe", "mensaje": "No existe"}})
    ServerMessage(text='No existe', code='objeto.no-existe')
    """
    found: object = body.get("errores") if is_object(body) else None
    if is_object(found):
        found = [found]
    if not is_array(found):
        return plain_message(body)
    errores = [each for each in found if is_object(each)]
    texts = [each["mensaje"].strip() for each in errores if isinstance(each.get("mensaje"), str)]
    codes = [each["codigo"] for each in errores if isinstance(each.get("codigo"), str)]
    return ServerMessage(" · ".join(texts), codes[0] if codes else None)


_ROWS = (
    FaultRow(
        401,
        errors.TokenRejected,
        r"(?i)tenant no existe",
        token=True,
        source=_PORTAL,
        hint=Text(
            es="La organización del token no existe o está inactiva: hable con Loggro.",
            en="The organisation of the token does not exist or is inactive: ask Loggro.",
        ),
    ),
    FaultRow(
        401,
        errors.TokenRejected,
        # «ApiKey incorrecta», «Token incorrecto o expirado», or no body at all
        token=True,
        source=_PORTAL,
        hint=Text(
            es="Genere un token en Pymes: Configuración → Organización → Integraciones.",
            en="Make a token in Pymes: Configuración → Organización → Integraciones.",
        ),
    ),
    FaultRow(
        415,
        errors.InvalidRequest,
        certainty="LIVE",
        source="accounts, 2026-07: without Content-Type: application/json, on GET too",
        hint=Text(
            es="Falta Content-Type: application/json; un `http_client` propio no debe quitarlo.",
            en="Content-Type: application/json is missing; an own `http_client` must keep it.",
        ),
    ),
    FaultRow(404, errors.NotFound, code="objeto.no-existe", source=_PORTAL),
    FaultRow(400, errors.NotFound, code="objeto.no-existe", source=_PORTAL),
    FaultRow(
        400,
        errors.NotFound,
        r"^Producto no encontrado",
        certainty="LIVE",
        source="accounts, 2026-07: one unknown code refuses the whole batch",
        hint=Text(
            es="Quite ese código del lote y repita.",
            en="Take that code out of the batch and repeat.",
        ),
    ),
    FaultRow(
        500,
        errors.Unavailable,
        r"asignarVersion|getAsignarVersion",
        certainty="LIVE",
        source="accounts, 2026-07: one broken row makes a whole list answer 500",
        hint=Text(
            es="Un registro dañado impide la consulta: solo soporte de Loggro puede corregirlo.",
            en="A broken row blocks the list: only Loggro's support can mend it.",
        ),
    ),
    FaultRow(500, errors.Unavailable, code="error.interno", source=_PORTAL),
    FaultRow(
        404,
        errors.UnexpectedResponse,
        r"Cannot GET /",
        method="GET",
        certainty="INF",
        source="by analogy with Restobar: the map of the modules is inferred",
        hint=Text(
            es="La ruta no está en este módulo: corríjala con `overrides` o `modules`.",
            en="The route is not in this module: correct it with `overrides` or `modules`.",
        ),
    ),
)

FAULTS = FaultTable(rows=_ROWS, message=message_of)
"""Every refusal of Pymes that somebody has published or seen."""
