# SPDX-License-Identifier: MIT
"""
Where people set what a check looks at, and what stands still until they do.

A path with arrows is published by Loggro; a screen without one is named, its path is not public.
"""

from __future__ import annotations

from typing import Final

from attrs import evolve

from loggro_integration.errors import Text
from loggro_integration.sync._finding import OK, Finding

__all__ = ["INTEGRATION_SCREEN", "NUMBERING_SCREEN", "placed", "screen_of"]

INTEGRATION_SCREEN: Final = (
    "Restobar: Configuración → Información del negocio → Integraciones → Loggro"
)
NUMBERING_SCREEN: Final = "Pymes: Configuración → Consecutivos de facturación"

_TABS: Final = f"{INTEGRATION_SCREEN} → Configuración"
_HOUSE: Final = "Restobar: Configuración → Información del negocio"
_RULES: Final = "loggro.toml"

_ALL: Final = Text(es="todas las ventas", en="every sale")
_POS: Final = Text(es="las ventas POS", en="POS sales")
_ELECTRONIC: Final = Text(es="las facturas electrónicas", en="electronic invoices")
_MEANS: Final = Text(
    es="las ventas pagadas con ese medio", en="sales paid by that means of payment"
)
_TERMS: Final = Text(
    es="las ventas con esa forma de pago (contado o crédito)",
    en="sales on those terms (contado or crédito)",
)
_TAXES: Final = Text(es="las ventas con ese impuesto", en="sales with that tax")
_SELLERS: Final = Text(es="las ventas de ese vendedor", en="sales of that seller")
_PRODUCTS: Final = Text(es="las ventas de ese producto", en="sales of that product")
_READING: Final = Text(
    es="la lectura de las ventas: lo que no se lee no se sincroniza",
    en="reading the sales: what is not read is not synchronised",
)
_SENDING: Final = Text(
    es="el reenvío: sin consulta probada no se envía nada",
    en="sending again: nothing is sent without a proved look-up",
)
_NEW: Final = Text(es="las ventas nuevas", en="new sales")
_TWICE: Final = Text(es="nada; mueve existencias dos veces", en="nothing; it moves stock twice")
_NOTHING: Final = Text(
    es="nada en Pymes; un reenvío también puede llegar a Siigo",
    en="nothing in Pymes; a forced send may reach Siigo too",
)
_TILL: Final = Text(
    es="la caja: entrar de nuevo puede sacar al cajero",
    en="the till: logging in may throw the cashier out",
)

_PLACES: Final[dict[str, tuple[str, Text]]] = {
    "clock": ("Fecha y hora de este equipo", _ALL),
    "plan": ("Restobar: plan de la cuenta", _READING),
    "restobar-login": ("Restobar: Configuración → Usuarios", _ALL),
    "permissions": ("Restobar: Configuración → Roles → Integraciones", _SENDING),
    "shared-login": ("Restobar: Configuración → Usuarios", _TILL),
    "open-cash-session": (f"{_HOUSE} → Cajas", _NEW),
    "last-numbers": (f"{_HOUSE} → Documento", _ALL),
    "pos-numbering": (_RULES, _POS),
    "electronic-numbering": (_RULES, _ELECTRONIC),
    "pymes-token": ("Pymes: Configuración → Organización → Integraciones", _ALL),
    "establishment": ("Pymes: establecimientos", _ALL),
    "warehouse": ("Pymes: bodegas", _ALL),
    "cash-box": ("Pymes: cajas", _ALL),
    "cash-box-of-user": ("Pymes: caja del usuario principal", _ALL),
    "bank-account": ("Pymes: cuentas bancarias", _ALL),
    "inventory-off": ("Pymes: parámetro de inventario de la organización", _TWICE),
    "pymes-pos-numbering": (
        f"{NUMBERING_SCREEN}: Aplica a = Facturas cargadas por Venta POS Externa",
        _POS,
    ),
    "pymes-numbering": (
        f"{NUMBERING_SCREEN}: Aplica a = Facturas cargadas por Venta Externa No POS",
        _ELECTRONIC,
    ),
    "payment-means": (_RULES, _MEANS),
    "pymes-payment-means": ("Pymes: medios de pago", _MEANS),
    "payment-terms": ("Pymes: formas de pago", _TERMS),
    "taxes": (_RULES, _TAXES),
    "tax-rates": (_RULES, _TAXES),
    "pymes-taxes": ("Pymes: impuestos", _TAXES),
    "sellers": (_RULES, _SELLERS),
    "pymes-sellers": ("Pymes: vendedores", _SELLERS),
    "products": (_RULES, _PRODUCTS),
    "pymes-items": ("Pymes: productos y servicios", _PRODUCTS),
    "electronic-quota": (f"{_HOUSE} → Factura Electrónica", _ELECTRONIC),
    "sales-lookup": (_RULES, _SENDING),
    "dian-rejected": ("Restobar: lista de facturas → primer icono", _ELECTRONIC),
    "screen-token": (f"{_TABS} → Conectar", _ALL),
    "screen-pos-resolution": (f"{_TABS} → Resolución", _POS),
    "screen-electronic-resolution": (
        f"{_TABS} → Resolución de Facturación Electrónica",
        _ELECTRONIC,
    ),
    "screen-payment-means": (f"{_TABS} → Medios de pago", _MEANS),
    "screen-payment-terms": (f"{_TABS} → Formas de pago", _TERMS),
    "screen-taxes": (f"{_TABS} → Impuestos", _TAXES),
    "screen-sellers": (f"{_TABS} → Vendedores", _SELLERS),
    "screen-products": (f"{_TABS} → Productos", _PRODUCTS),
    "siigo-connected": (f"{_HOUSE} → Integraciones → Siigo", _NOTHING),
}
"""By the code of a check: the path of its screen, and what it blocks."""


def placed(finding: Finding) -> Finding:
    """Add the screen and what is blocked; what is fine blocks nothing."""
    screen, blocks = _PLACES[finding.code]
    return evolve(
        finding,
        screen=finding.screen or screen,
        blocks=None if finding.verdict == OK else blocks,
    )


def screen_of(code: str) -> str:
    """Return the path of the screen of a check."""
    return _PLACES[code][0]
