# SPDX-License-Identifier: MIT
"""The words that Loggro Restobar writes in its states and kinds; all of them open."""

from __future__ import annotations

from loggro_integration.codes._open import OpenEnum

__all__ = ["DianState", "InvoiceStatus", "InvoiceType", "OrderStatus", "SyncState"]


class InvoiceStatus(OpenEnum):
    """
    State of a sale.

    Documented: the filters ``Pendiente``, ``Pagada`` and ``Anulada``, and ``Facturada``.
    Observed: ``Por Pagar`` (2026-08).
    """

    PENDING = "Pendiente"
    BILLED = "Facturada"
    """Printed and not yet paid."""
    CREDIT = "Por Pagar"
    """Sold on credit."""
    PAID = "Pagada"
    VOIDED = "Anulada"


class InvoiceType(OpenEnum):
    """
    Kind of a sale.

    Documented: ``Normal`` and ``FacturaElectronica`` as filters. Observed: ``Factura`` as the
    stored value (2026-08). Whether a sale is electronic is therefore not known by this alone.
    """

    INVOICE = "Factura"
    NORMAL = "Normal"
    ELECTRONIC = "FacturaElectronica"


class OrderStatus(OpenEnum):
    """
    State of an order.

    Documented: ``Espera`` to ``Entregado``, and ``Cancelado`` as a filter. Observed in documents:
    ``Cancelada``, ``Pagada``, ``Por Pagar``, ``Cortesia``, ``Interno``.
    """

    WAITING = "Espera"
    KITCHEN = "Cocina"
    READY = "Listo"
    DELIVERED = "Entregado"
    PAID = "Pagada"
    CREDIT = "Por Pagar"
    COURTESY = "Cortesia"
    """Given away; it never becomes an invoice."""
    INTERNAL = "Interno"
    CANCELLED = "Cancelada"
    CANCELLED_FILTER = "Cancelado"
    """Only in the documented filter; documents carry ``Cancelada``."""


class SyncState(OpenEnum):
    """
    State of the push to Pymes (``statusLoggro``).

    Assumed, all of it: the values are not published. Nothing is decided by them; they are shown.
    """

    PENDING = "Pendiente"
    SYNCED = "Sincronizado"
    FAILED = "Error"


class DianState(OpenEnum):
    """
    State of an electronic sale at DIAN (``eInvoice.DIAN.dianState``).

    The field is documented; its values are assumed, all of them: they are not published.
    """

    PENDING = "Pendiente"
    ACCEPTED = "Aceptado"
    REJECTED = "Rechazado"
