# SPDX-License-Identifier: MIT
"""Codes of DIAN about who sells and who buys; all of them open."""

from __future__ import annotations

from loggro_integration.codes._open import OpenEnum

__all__ = ["IdentificationType", "OrganizationType", "PartyTax", "Responsibility", "TaxRegime"]


class IdentificationType(OpenEnum):
    """
    Kind of identity document (``schemeName`` of ids; ``idDocumentType`` in Restobar).

    Source: list TipoIdFiscal; 47 and 48 from the annex v1.9 text.
    """

    CIVIL_REGISTRY = "11"
    IDENTITY_CARD = "12"
    CITIZENSHIP_CARD = "13"
    """Cédula de ciudadanía."""
    FOREIGNER_CARD = "21"
    FOREIGNER_ID = "22"
    """Cédula de extranjería."""
    NIT = "31"
    """The only one with a check digit."""
    PASSPORT = "41"
    FOREIGN_DOCUMENT = "42"
    UNIDENTIFIED = "43"
    """In Restobar's list only: DIAN has no such type."""
    PEP = "47"
    PPT = "48"
    FOREIGN_NIT = "50"
    NUIP = "91"


class OrganizationType(OpenEnum):
    """Kind of person (``AdditionalAccountID``). Source: list TipoOrganizacion."""

    COMPANY = "1"
    """Persona jurídica."""
    PERSON = "2"
    """Persona natural."""


class Responsibility(OpenEnum):
    """
    Responsibility of the RUT that an invoice shows (``TaxLevelCode``).

    Source: list TipoResponsabilidad; O-48 and O-49 for the documento soporte only.
    """

    LARGE_TAXPAYER = "O-13"
    SELF_WITHHOLDER = "O-15"
    IVA_WITHHOLDING_AGENT = "O-23"
    SIMPLE_REGIME = "O-47"
    IVA_RESPONSIBLE = "O-48"
    NOT_IVA_RESPONSIBLE = "O-49"
    NOT_RESPONSIBLE = "R-99-PN"


class TaxRegime(OpenEnum):
    """Regime (``TaxLevelCode/@listName``). Source: list TipoRegimen."""

    IVA_RESPONSIBLE = "48"
    NOT_IVA_RESPONSIBLE = "49"


class PartyTax(OpenEnum):
    """Tax a party answers for (``PartyTaxScheme/TaxScheme``). Source: list TributoParte."""

    IVA = "01"
    INC = "04"
    IVA_AND_INC = "ZA"
    NONE = "ZZ"
