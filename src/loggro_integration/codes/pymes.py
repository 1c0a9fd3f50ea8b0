# SPDX-License-Identifier: MIT
"""The words that Loggro Pymes writes on its screens; all of them open."""

from __future__ import annotations

from loggro_integration.codes._open import OpenEnum

__all__ = ["AppliesTo", "PymesCustomerNotice", "PymesDianNotice"]


class AppliesTo(OpenEnum):
    """
    What a numbering range of Pymes serves, its field *Aplica a*.

    Documented (Loggro help, articles on the Restobar integration): the two for sales that come
    from another system. Ranges of other kinds carry other texts.
    """

    EXTERNAL_POS = "Facturas cargadas por Venta POS Externa"
    """Sales of Restobar that are not electronic."""
    EXTERNAL_ELECTRONIC = "Facturas cargadas por Venta Externa No POS"
    """Electronic invoices of Restobar."""


class PymesDianNotice(OpenEnum):
    """Column *Notificación DIAN* of the tab *Facturación Electrónica*. Documented (Loggro help)."""

    NOT_SENT = "Sin Notificar"
    CONFIRMED = "Confirmado"
    CONFIRMED_WITH_NOTICE = "Confirmado con Notificación"
    REJECTED = "Rechazado"


class PymesCustomerNotice(OpenEnum):
    """
    Column *Notificación Cliente* of the tab *Facturación Electrónica*. Documented (Loggro help).

    Two help pages word two of the states differently; both wordings are members.
    """

    NOT_SENT = "Sin Notificar"
    AWAITING = "Pendiente Confirmación"
    CONFIRMED = "Confirmado"
    CONFIRMED_BY_CUSTOMER = "Confirmado por el Cliente"
    RECEIVED_AUTOMATICALLY = "Recibido Automáticamente"
    CONFIRMED_AUTOMATICALLY = "Confirmado Automáticamente"
    WRONG_EMAIL = "Correo incorrecto"
