# SPDX-License-Identifier: MIT
"""Codes of DIAN about taxes and payments; all of them open."""

from __future__ import annotations

from loggro_integration.codes._open import OpenEnum

__all__ = ["ChargeReason", "PaymentForm", "PaymentMeansCode", "TaxCode"]


class PaymentForm(OpenEnum):
    """Cash or credit, *forma de pago* (``PaymentMeans/ID``). Source: list FormasPago."""

    CASH = "1"
    CREDIT = "2"
    """A credit sale must state its due date (FAN04)."""


class PaymentMeansCode(OpenEnum):
    """
    The frequent means of payment, *medio de pago*; the other codes are in the list MediosPago.

    71 and 72 are quoted by public sources and are not in the official list.
    """

    UNDEFINED = "1"
    ACH_CREDIT = "2"
    ACH_DEBIT = "3"
    CASH = "10"
    CHEQUE = "20"
    CREDIT_TRANSFER = "30"
    DEBIT_TRANSFER = "31"
    BANK_DEPOSIT = "42"
    BANK_CREDIT_TRANSFER = "45"
    INTERBANK_DEBIT_TRANSFER = "46"
    BANK_DEBIT_TRANSFER = "47"
    CREDIT_CARD = "48"
    DEBIT_CARD = "49"
    BONDS = "71"
    VOUCHERS = "72"
    MUTUAL_AGREEMENT = "ZZZ"


class TaxCode(OpenEnum):
    """
    Tax or withholding (``TaxScheme/ID``).

    Source: list TipoImpuesto; 30 and 32-36 from the annex v1.9 text.
    """

    IVA = "01"
    IC = "02"
    ICA = "03"
    INC = "04"
    """Impuesto nacional al consumo: 8 % in restaurants and bars (art. 512-9 E.T.)."""
    RETE_IVA = "05"
    RETE_FUENTE = "06"
    RETE_ICA = "07"
    RETE_CREE = "08"
    FTO_HORTICULTURA = "20"
    TIMBRE = "21"
    BAGS = "22"
    """INC on plastic bags, an amount per bag."""
    CARBON = "23"
    FUELS = "24"
    FUEL_SURCHARGE = "25"
    SORDICOM = "26"
    DATA = "30"
    ICL = "32"
    INPP = "33"
    IBUA = "34"
    ICUI = "35"
    ADV = "36"
    OTHER = "ZZ"


class ChargeReason(OpenEnum):
    """
    Why a discount or a charge is made (``AllowanceChargeReasonCode``).

    Source: list CodigoDescuento; 02 and 03 from a public source that quotes the annex, 03 also
    from DIAN's example of a tip.
    """

    DISCOUNT = "00"
    CONDITIONAL_DISCOUNT = "01"
    CHARGE = "02"
    CONDITIONAL_CHARGE = "03"
    """Also the tip: a charge of the whole document, without tax."""
