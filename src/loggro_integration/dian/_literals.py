# SPDX-License-Identifier: MIT
"""
The fixed texts of DIAN's documents, each equal to the official example byte by byte.

Sources: annexes FE v1.9, documento equivalente v1.0, documento soporte v1.1 and RADIAN v1.1, and
their official examples; where an example is a known slip, `dian.md` section 17 says what to follow.
"""

from __future__ import annotations

from typing import Final

from loggro_integration.models import Identification, Party

__all__ = [
    "ANSWER_DESCRIPTIONS",
    "ANSWER_PROFILE",
    "ATTACHED_CUSTOMIZATION",
    "ATTACHED_PROFILE",
    "ATTACHED_TYPE",
    "BUYER_BLOCK",
    "CASH_BOX_BLOCK",
    "COLOMBIA",
    "COUNTRY",
    "DIAN",
    "DIAN_CHECK_DIGIT",
    "DIAN_NAME",
    "DIAN_NIT",
    "EVENT_CUSTOMIZATION",
    "EVENT_DESCRIPTIONS",
    "EVENT_PROFILE",
    "FINAL_CONSUMER",
    "MAKER_BLOCK",
    "PERIOD_TEXTS",
    "PROFILES",
    "tacit_acceptance_oath",
]

PROFILES: Final = {
    "01": "DIAN 2.1: Factura Electrónica de Venta",
    "02": "DIAN 2.1: Factura Electrónica de Venta",
    "03": "DIAN 2.1: Factura Electrónica de Venta",
    "04": "DIAN 2.1: Factura Electrónica de Venta",
    "05": ("DIAN 2.1: documento soporte en adquisiciones efectuadas a no obligados a facturar."),
    "08": "DIAN 2.1: Documento Equivalente POS",
    "20": "DIAN 2.1: Documento Equivalente POS",
    "91": "DIAN 2.1: Nota Crédito de Factura Electrónica de Venta",
    "92": "DIAN 2.1: Nota Débito de Factura Electrónica de Venta",
    "93": "DIAN 2.1: Nota de ajuste débito al documento equivalente",
    "94": "DIAN 2.1: Nota de ajuste crédito al documento equivalente",
    # the official example of the note ends in a blank: DIAN rejected that one (NSAD03)
    "95": (
        "DIAN 2.1: Nota de ajuste al documento soporte en adquisiciones efectuadas a sujetos no"
        " obligados a expedir factura o documento equivalente"
    ),
}
"""Type of the document → ``ProfileID``."""

EVENT_PROFILE: Final = "DIAN 2.1: ApplicationResponse de Factura Electrónica de Venta"
EVENT_CUSTOMIZATION: Final = "1"
EVENT_DESCRIPTIONS: Final = {
    "030": "Acuse de recibo de Factura Electrónica de Venta",
    "031": "Reclamo de la Factura Electrónica de Venta",
    "032": "Recibo del bien y/o prestación del servicio",
    "033": "Aceptación expresa",
    "034": "Aceptación Tácita",
}
"""Code of the event → what it says."""

ANSWER_PROFILE: Final = "DIAN 2.1"
ANSWER_DESCRIPTIONS: Final = {
    "02": "Documento validado por la DIAN",
    "04": "Documento rechazado por la DIAN",
}
"""Code of DIAN's answer → what it says."""

ATTACHED_PROFILE: Final = "Factura Electrónica de Venta"
ATTACHED_CUSTOMIZATION: Final = "Documentos adjuntos"
ATTACHED_TYPE: Final = "Contenedor de Factura Electrónica"

DIAN_NIT: Final = "800197268"
DIAN_CHECK_DIGIT: Final = "4"
DIAN_NAME: Final = "Unidad Especial Dirección de Impuestos y Aduanas Nacionales"

DIAN: Final = Party(
    name=DIAN_NAME,
    identification=Identification(number=DIAN_NIT, type_code="31", check_digit=DIAN_CHECK_DIGIT),
    organization_type="1",
    tax_scheme="01",
    tax_scheme_name="IVA",
)
"""The authority as a party: who answers, and who gets event 034."""

COUNTRY: Final = "CO"
COLOMBIA: Final = "Colombia"

FINAL_CONSUMER: Final = "consumidor final"

MAKER_BLOCK: Final = ("FabricanteSoftware", ("NombreApellido", "RazonSocial", "NombreSoftware"))
BUYER_BLOCK: Final = ("BeneficiosComprador", ("Codigo", "NombresApellidos", "Puntos"))
CASH_BOX_BLOCK: Final = (
    "PuntoVenta",
    ("PlacaCaja", "UbicaciónCaja", "Cajero", "TipoCaja", "CódigoVenta", "SubTotal"),
)
"""Block of a POS document → the names of its pairs, in order."""

PERIOD_TEXTS: Final = {"1": "Por operación", "2": "Acumulado semanal"}
"""How a support document tells one purchase from a week's (``InvoicePeriod/DescriptionCode``)."""


def tacit_acceptance_oath(buyer: str, nit: str) -> str:
    """
    Return the oath that event 034 must carry, of a sender who acts for himself.

    Args:
        buyer: Registered name of the buyer who said nothing.
        nit: NIT of the buyer.

    Source: official example of event 034 (RADIAN v1.1).
    """
    return (
        "Manifiesto bajo la gravedad de juramento que transcurridos 3 días hábiles siguientes a la"
        " fecha de recepción de la mercancía o del servicio en la referida factura de este evento,"
        f" el adquirente {buyer} identificado con NIT {nit} no manifestó expresamente la"
        " aceptación o rechazo de la referida factura, ni reclamó en contra de su contenido."
    )
