# SPDX-License-Identifier: MIT
"""Names of the documents and of their parts, as they are printed."""

from __future__ import annotations

from typing import Final

from loggro_integration.errors import Text

__all__ = ["COUNTERPARTS", "ISSUED_BY_CUSTOMER", "TITLES"]

TITLES: Final = {
    "01": Text(es="Factura electrónica de venta", en="Electronic sales invoice"),
    "02": Text(
        es="Factura electrónica de venta - Exportación", en="Electronic sales invoice - Export"
    ),
    "03": Text(
        es="Factura electrónica de venta - Contingencia del facturador",
        en="Electronic sales invoice - Contingency of the issuer",
    ),
    "04": Text(
        es="Factura electrónica de venta - Contingencia DIAN",
        en="Electronic sales invoice - Contingency of DIAN",
    ),
    "05": Text(
        es="Documento soporte en adquisiciones efectuadas a sujetos no obligados a expedir factura",
        en="Support document for purchases from those who need not invoice",
    ),
    "20": Text(
        es="Documento equivalente electrónico - Tiquete de máquina registradora con sistema P.O.S.",
        en="Electronic equivalent document - P.O.S. ticket",
    ),
    "91": Text(
        es="Nota crédito de factura electrónica de venta",
        en="Credit note to an electronic sales invoice",
    ),
    "92": Text(
        es="Nota débito de factura electrónica de venta",
        en="Debit note to an electronic sales invoice",
    ),
    "93": Text(
        es="Nota de ajuste débito al documento equivalente electrónico",
        en="Debit adjustment note to an electronic equivalent document",
    ),
    "94": Text(
        es="Nota de ajuste crédito al documento equivalente electrónico",
        en="Credit adjustment note to an electronic equivalent document",
    ),
    "95": Text(
        es="Nota de ajuste al documento soporte en adquisiciones efectuadas a sujetos no obligados "
        "a expedir factura",
        en="Adjustment note to a support document",
    ),
}
"""By type code. Source: DIAN annex v1.9, DEE v1.0 and DS v1.1, names of the documents."""

ISSUED_BY_CUSTOMER: Final = frozenset({"05", "95"})
"""Documents that the customer issues and signs: support documents and their notes."""

COUNTERPARTS: Final = {
    True: Text(es="Vendedor (no obligado a facturar)", en="Seller (need not invoice)"),
    False: Text(es="Cliente", en="Customer"),
}
"""What the other party is called, by whether the customer issues the document."""
