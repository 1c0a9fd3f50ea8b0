# SPDX-License-Identifier: MIT
"""The names of the code lists, for `lookup` and its kin: ``lists.PAYMENT_MEANS``."""

__all__ = [
    "CHARGE_REASONS",
    "CLAIM_CONCEPTS",
    "COUNTRIES",
    "CREDIT_NOTE_CONCEPTS",
    "CREDIT_NOTE_OPERATIONS",
    "CURRENCIES",
    "DEBIT_NOTE_CONCEPTS",
    "DEBIT_NOTE_OPERATIONS",
    "DELIVERY_TERMS",
    "DEPARTMENTS",
    "DOCUMENT_TYPES",
    "ENVIRONMENTS",
    "EVENTS",
    "HEALTH_OPERATIONS",
    "IDENTIFICATION_TYPES",
    "INC_RATES",
    "INVOICE_OPERATIONS",
    "IVA_RATES",
    "LANGUAGES",
    "MUNICIPALITIES",
    "ORGANIZATION_TYPES",
    "PARTY_TAXES",
    "PAYMENT_FORMS",
    "PAYMENT_MEANS",
    "POSTAL_CODES",
    "PRODUCT_STANDARDS",
    "REFERENCE_PRICES",
    "RESPONSIBILITIES",
    "RETE_FUENTE_RATES",
    "RETE_IVA_RATES",
    "SUPPORT_DOCUMENT_NOTE_CONCEPTS",
    "SUPPORT_DOCUMENT_OPERATIONS",
    "TAXES",
    "TAX_REGIMES",
    "UNITS",
]

POSTAL_CODES = "CodigoPostal"
CHARGE_REASONS = "CodigoDescuento"
CLAIM_CONCEPTS = "ConceptoReclamo"
COUNTRIES = "Paises"
CREDIT_NOTE_CONCEPTS = "ConceptoNotaCredito"
CREDIT_NOTE_OPERATIONS = "TipoOperacionNC"
CURRENCIES = "TipoMoneda"
DEBIT_NOTE_CONCEPTS = "ConceptoNotaDebito"
DEBIT_NOTE_OPERATIONS = "TipoOperacionND"
DELIVERY_TERMS = "TipoEntrega"
DEPARTMENTS = "Departamentos"
DOCUMENT_TYPES = "TipoDocumento"
ENVIRONMENTS = "TipoAmbiente"
EVENTS = "EventoRadian"
HEALTH_OPERATIONS = "TipoOperacionSalud"
IDENTIFICATION_TYPES = "TipoIdFiscal"
INC_RATES = "TarifaImpuestoINC"
INVOICE_OPERATIONS = "TipoOperacionF"
IVA_RATES = "TarifaImpuestoIVA"
LANGUAGES = "LanguageCode"
MUNICIPALITIES = "Municipio"
ORGANIZATION_TYPES = "TipoOrganizacion"
PARTY_TAXES = "TributoParte"
PAYMENT_FORMS = "FormasPago"
PAYMENT_MEANS = "MediosPago"
PRODUCT_STANDARDS = "TipoCodigoProducto"
REFERENCE_PRICES = "CodigoPrecioReferencia"
RESPONSIBILITIES = "TipoResponsabilidad"
RETE_FUENTE_RATES = "TarifaImpuestoReteFuente"
RETE_IVA_RATES = "TarifaImpuestoReteIVA"
SUPPORT_DOCUMENT_NOTE_CONCEPTS = "ConceptoNotaAjusteDS"
SUPPORT_DOCUMENT_OPERATIONS = "TipoOperacionDS"
TAXES = "TipoImpuesto"
TAX_REGIMES = "TipoRegimen"
UNITS = "UnidadesMedida"
