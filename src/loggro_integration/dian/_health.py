# SPDX-License-Identifier: MIT
"""The extension of a document of the health sector: who attended, what plan covers it, who paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import frozen

from loggro_integration.models import ExtensionBlock, ExtensionElement
from loggro_integration.money import ZERO, plain

__all__ = ["HealthUser", "health_extension"]

_RESPONSIBLE: Final = (
    ("Responsable", "url www.minsalud.gov.co"),
    ("Tipo, identificador:año del acto administrativo", "Resolución 506:2021"),
)
_PAYMENT_LIST: Final = "salud_modalidad_pago.gc"
_COVERAGE_LIST: Final = "salud_cobertura.gc"


@frozen(kw_only=True)
class HealthUser:
    """
    What a health document tells of one user; amounts in the document's currency.

    Attributes:
        provider_code: Code of the provider (``CODIGO_PRESTADOR``).
        payment_mode: Code and name, of the list ``salud_modalidad_pago``.
        coverage: Code and name, of the list ``salud_cobertura``.
        contract: Number of the contract.
        policy: Number of the policy.
        copayment: ``COPAGO``.
        moderating_fee: ``CUOTA_MODERADORA``.
        shared_payments: ``PAGOS_COMPARTIDOS``.
        advances: ``ANTICIPO``.
    """

    provider_code: str
    payment_mode: tuple[str, str]
    coverage: tuple[str, str]
    contract: str = ""
    policy: str = ""
    copayment: Decimal = ZERO
    moderating_fee: Decimal = ZERO
    shared_payments: Decimal = ZERO
    advances: Decimal = ZERO


def health_extension(*users: HealthUser) -> ExtensionBlock:
    """
    Return the extension that a document with an operation ``SS-…`` carries before all others.

    Args:
        users: One collection each.

    Source: Resolución 506 de 2021 (Ministerio de Salud), from public sources that quote it: DIAN's
    toolbox has no example of it.

    >>> user = HealthUser(
    ...     provider_code="110010045", payment_mode=("04", "Evento"), coverage=("01", "Plan"))
    >>> health_extension(user).get("MODALIDAD_PAGO")
    'Evento'
    """
    group = ExtensionElement(
        name="Group",
        attributes=(("schemeName", "Sector Salud"),),
        elements=tuple(_collection(user) for user in users),
    )
    facts = [pair for user in users for pair in _facts(user)]
    elements = (
        *(element for name, value in _RESPONSIBLE for element in _pair(name, value)),
        ExtensionElement(name="Interoperabilidad", elements=(group,)),
    )
    shown = (*_RESPONSIBLE, *((name.text, value.text) for name, value in facts))
    return ExtensionBlock(name="CustomTagGeneral", values=shown, elements=elements)


def _pair(
    name: str, value: str, attributes: tuple[tuple[str, str], ...] = ()
) -> tuple[ExtensionElement, ExtensionElement]:
    return (
        ExtensionElement(name="Name", text=name),
        ExtensionElement(name="Value", text=value, attributes=attributes),
    )


def _collection(user: HealthUser) -> ExtensionElement:
    return ExtensionElement(
        name="Collection",
        attributes=(("schemeName", "Usuario"),),
        elements=tuple(
            ExtensionElement(name="AdditionalInformation", elements=pair) for pair in _facts(user)
        ),
    )


def _facts(user: HealthUser) -> Iterator[tuple[ExtensionElement, ExtensionElement]]:
    yield _pair("CODIGO_PRESTADOR", user.provider_code)
    yield _listed("MODALIDAD_PAGO", user.payment_mode, _PAYMENT_LIST)
    yield _listed("COBERTURA_PLAN_BENEFICIOS", user.coverage, _COVERAGE_LIST)
    yield _pair("NUMERO_CONTRATO", user.contract)
    yield _pair("NUMERO_POLIZA", user.policy)
    yield _pair("COPAGO", plain(user.copayment))
    yield _pair("CUOTA_MODERADORA", plain(user.moderating_fee))
    yield _pair("PAGOS_COMPARTIDOS", plain(user.shared_payments))
    yield _pair("ANTICIPO", plain(user.advances))


def _listed(
    name: str, coded: tuple[str, str], list_name: str
) -> tuple[ExtensionElement, ExtensionElement]:
    """Write a name with its code and the list of it as attributes, in canonical order."""
    code, shown = coded
    return _pair(name, shown, (("schemeID", code), ("schemeName", list_name)))
