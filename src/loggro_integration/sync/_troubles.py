# SPDX-License-Identifier: MIT
"""Why a look-up cannot tell, in both languages, and the setting that may mend it."""

from __future__ import annotations

from attrs import frozen

from loggro_integration.errors import (
    AuthenticationFailed,
    ConfigurationError,
    ContractChanged,
    InvalidInput,
    MappingFailed,
    NotSent,
    PermissionMissing,
    PlanLimit,
    RateLimited,
    ReadFailed,
    Rejected,
    Text,
    TokenRejected,
)

__all__ = ["ACCOUNT_TROUBLE", "NEVER_LEFT", "CannotTell", "refusal"]

ACCOUNT_TROUBLE = (AuthenticationFailed, TokenRejected, PermissionMissing, PlanLimit)
"""The account was refused, not the sale or the question: every further call would be too."""

NEVER_LEFT = (
    NotSent,
    ConfigurationError,
    InvalidInput,
    MappingFailed,
    RateLimited,
    *ACCOUNT_TROUBLE,
)
"""A write that ends so was not judged: it never left, or the account was refused."""

ROUTE, NONE, SPELLING, PREFIX, NUMBER = (
    "pymes.sales.base_url",
    "pymes.sales.not_found_is_absent",
    "pymes.sales.number_spelling",
    "pymes.fields.prefix",
    "pymes.fields.number",
)


@frozen(kw_only=True)
class CannotTell:
    """
    Nobody knows: nothing may be sent.

    Attributes:
        reason: What stands in the way, in both languages.
        setting: Setting that may mend it, empty where none does.
        is_unproved: Nothing was ever found in this account, so that finding nothing proves nothing.
    """

    reason: Text
    setting: str = ""
    is_unproved: bool = False


def refusal(error: Rejected) -> str:
    """Return what the ledger keeps of a refusal: stable words alone, its text may name people."""
    return f"rejected:{error.status or ''}:{type(error).__name__}"


def field(error: ContractChanged) -> CannotTell:
    """A row lacks a compared field."""
    hint = error.hint or Text(es="", en="")
    reason = Text(
        es=f"Una fila de ventas-detallado no trae un campo necesario. {hint.es}",
        en=f"{error.message} {hint.en}",
    )
    return CannotTell(reason=reason, setting=error.code or "")


def route(what: str) -> CannotTell:
    """The route answers something else than rows."""
    return CannotTell(
        reason=Text(
            es=f"La consulta de ventas de Pymes no responde como se espera ({what}). "
            f"Ajuste {ROUTE} o pymes.sales.path en loggro.toml.",
            en=f"The sales look-up of Pymes does not answer as expected ({what}). "
            f"Set {ROUTE} or pymes.sales.path in loggro.toml.",
        ),
        setting=ROUTE,
    )


def not_found() -> CannotTell:
    """A question without match answers 404, where others of this run were answered with rows."""
    return CannotTell(
        reason=Text(
            es="Pymes responde 404 a esta consulta y a otras con filas. Si así dice que no hay "
            f"ninguna, ponga {NONE} = true en loggro.toml.",
            en="Pymes answers this question with 404 and others with rows. If that is how it says "
            f"that there is none, set {NONE} = true in loggro.toml.",
        ),
        setting=NONE,
    )


def unanswered(error: ReadFailed | RateLimited) -> CannotTell:
    """No usable answer came; it may come later."""
    # The message of an error is English.
    what = error.status or type(error).__name__
    return CannotTell(
        reason=Text(
            es=f"Pymes no respondió la consulta de ventas ({what}). Vuelva a intentarlo.",
            en=f"Pymes did not answer the sales look-up ({error.message}). Try again later.",
        )
    )


def place(what: str) -> CannotTell:
    """The place of a sink gave no usable answer."""
    return CannotTell(
        reason=Text(
            es=f"El destino de las ventas no dejó consultar ({what}). Vuelva a intentarlo.",
            en=f"The place where sales go could not be asked ({what}). Try again later.",
        )
    )


def broken_sink(said: Text, wanted: str) -> CannotTell:
    """A look-up of a sink ended in something that is no answer."""
    return CannotTell(
        reason=Text(
            es=f"{said.es}, así que nadie sabe si la venta está: no se envía. Corrija el destino: "
            f"find debe devolver {wanted.replace(' or ', ' o ')}.",
            en=f"{said.en}, so nobody knows whether the sale is there: it is not sent. Mend the "
            f"sink: find must return {wanted}.",
        )
    )


def broken_check(said: Text) -> Text:
    """A check of a sink ended in something that is no answer."""
    return Text(
        es=f"{said.es}: no se envió. Corrija el destino: check no devuelve nada, o termina en "
        "MappingFailed.",
        en=f"{said.en}: it was not sent. Mend the sink: check returns nothing, or raises "
        "MappingFailed.",
    )


def other_books() -> Text:
    """Pymes has the numbers that were asked for, and none of them with the content of the sale."""
    return Text(
        es="Pymes muestra facturas con estos números y ninguna con el mismo cliente, fecha y "
        "total: ¿es el Pymes de este restaurante? No se envió nada. Revise el token de Pymes y "
        "pymes.fields en loggro.toml.",
        en="Pymes shows invoices with these numbers and none with the same customer, day and "
        "total: is it the Pymes of this restaurant? Nothing was sent. Check the token of Pymes "
        "and pymes.fields in loggro.toml.",
    )


def no_rules(sink: str) -> CannotTell:
    """A sink was asked that does not know how Pymes is asked."""
    return CannotTell(
        reason=Text(
            es=f"{sink} no puede buscar en Pymes sin las reglas: páselas en rules=.",
            en=f"{sink} cannot look up in Pymes without the rules: pass them as rules=.",
        )
    )


def spelling() -> CannotTell:
    """The rows write the numbers in the other way."""
    return CannotTell(
        reason=Text(
            es=f"Pymes escribe los números de otra forma: ajuste {SPELLING} en loggro.toml "
            "(full: prefijo y número; sequence: solo el número).",
            en=f"Pymes spells the numbers differently: set {SPELLING} in loggro.toml "
            "(full: prefix and number; sequence: the number alone).",
        ),
        setting=SPELLING,
    )


def spelled_alike(wanted: str, found: str) -> CannotTell:
    """A row may be this sale's, written in a way that no setting describes."""
    return CannotTell(
        reason=Text(
            es=f"Pymes no tiene {wanted}, pero sí {found}, que puede ser la misma factura. "
            f"Ajuste {SPELLING} o reporte el caso.",
            en=f"Pymes does not have {wanted} but has {found}, which may be the same invoice. "
            f"Set {SPELLING}, or report the case.",
        ),
        setting=SPELLING,
    )


def no_prefix() -> CannotTell:
    """The number stands alone and nothing says of which series it is."""
    return CannotTell(
        reason=Text(
            es="Pymes escribe el número sin prefijo y la fila no dice cuál es, así que no se sabe "
            f"de qué factura es. Ajuste {PREFIX} en loggro.toml.",
            en="Pymes writes the number without its prefix and the row does not name it, so nobody "
            f"knows whose it is. Set {PREFIX} in loggro.toml.",
        ),
        setting=PREFIX,
    )


def number(known: str) -> CannotTell:
    """The pages show a document that its number does not find."""
    return CannotTell(
        reason=Text(
            es=f"La búsqueda por numero= no encuentra {known}, que sí aparece en las páginas. "
            f"Ajuste {SPELLING} o reporte el caso.",
            en=f"numero= does not find {known}, which the pages do show. "
            f"Set {SPELLING}, or report the case.",
        ),
        setting=SPELLING,
    )


def no_filter(asked: str) -> CannotTell:
    """A number was asked for, and documents with quite other numbers came."""
    return CannotTell(
        reason=Text(
            es=f"Pymes responde numero={asked} con facturas de otros números, así que esa búsqueda "
            f"no prueba nada. Ajuste {NUMBER} en loggro.toml o reporte el caso.",
            en=f"Pymes answers numero={asked} with invoices of other numbers, so that search "
            f"proves nothing. Set {NUMBER} in loggro.toml, or report the case.",
        ),
        setting=NUMBER,
    )


def went_silent(known: str) -> CannotTell:
    """What was found at the beginning of the run is not found any more."""
    return CannotTell(
        reason=Text(
            es=f"La consulta encontraba {known} y ya no la encuentra: no se envía nada más. "
            "Vuelva a intentarlo.",
            en=f"The look-up found {known} and does not find it any more: nothing else is sent. "
            "Try again later.",
        )
    )


def unproved(asked: str, names: str) -> CannotTell:
    """
    Nothing was ever found in this account.

    Args:
        asked: The route that was asked.
        names: The fields that were read.
    """
    return CannotTell(
        is_unproved=True,
        reason=Text(
            es="La consulta aún no ha encontrado ninguna factura conocida en esta cuenta, así que "
            "no encontrar nada no prueba nada. Lea en Pymes el número de una factura sincronizada "
            f"y ejecute: loggro check --known NÚMERO. Si existe, revise {ROUTE}: se preguntó "
            f"{asked}, leyendo {names}.",
            en="The look-up has not found any known invoice in this account yet, so finding "
            "nothing proves nothing. Read the number of a synchronised invoice in Pymes and run: "
            f"loggro check --known NUMBER. If it exists, check {ROUTE}: asked was {asked}, "
            f"reading {names}.",
        ),
        setting=ROUTE,
    )
