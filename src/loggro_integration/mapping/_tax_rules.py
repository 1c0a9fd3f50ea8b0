# SPDX-License-Identifier: MIT
"""What one tax of the rules file must be: a percentage, so much a unit, or no tax at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from loggro_integration import codes
from loggro_integration.codes import facts
from loggro_integration.errors import InvalidInput, Text
from loggro_integration.mapping._reading import Reading
from loggro_integration.mapping._rules import Products, TaxRule
from loggro_integration.models import TaxRate
from loggro_integration.money import ZERO

__all__ = ["check_taxes"]

_WITHHELD: Final = frozenset({"05", "06", "07"})
_FREE: Final = "ZZ"
_PERCENT: Final = Text(
    es="Escriba percent: la tarifa en porcentaje.", en="Write percent: the rate as a percentage."
)
_PER_UNIT: Final = Text(
    es="Escriba per_unit_amount, los pesos por unidad, o fact: bag, ibua-high...",
    en="Write per_unit_amount, the pesos a unit, or fact: bag, ibua-high...",
)
_TAX_OF: Final = {"COP/bag": "22", "COP/100 ml": "34"}


def check_taxes(taxes: Mapping[str, TaxRule], products: Products, reading: Reading) -> None:
    """Report the taxes that are two things at once or none, and measures of no tax."""
    for name, rule in taxes.items():
        _check(rule, f'taxes."{name}"', reading)
    for name, item in products.items.items():
        for code in item.measures:
            if codes.lookup(codes.lists.TAXES, code) is None:
                reading.wrong(
                    f'products.items."{name}".measures',
                    code,
                    es="el código de un impuesto por unidad, como 34",
                    en="the code of a tax a unit, as 34",
                )


def _check(rule: TaxRule, path: str, reading: Reading) -> None:
    if rule.code is None:
        _check_excluded(rule, path, reading)
    elif rule.code in _WITHHELD:
        reading.wrong(
            f"{path}.code",
            rule.code,
            es="el código de un impuesto: 05, 06 y 07 son retenciones",
            en="the code of a tax: 05, 06 and 07 are withholdings",
        )
    elif rule.code == _FREE and rule.name is None:
        reading.missing(f"{path}.name")
    elif rule.fact is not None and rule.per_unit_amount is not None:
        reading.wrong(
            f"{path}.fact",
            rule.fact,
            es="fact o per_unit_amount, uno de los dos",
            en="fact or per_unit_amount, one of them",
        )
    elif rule.fact is not None and rule.code != _TAX_OF[facts.history(rule.fact)[0].unit]:
        reading.wrong(
            f"{path}.fact",
            rule.fact,
            es="bag con el impuesto 22, o ibua-low, ibua-middle o ibua-high con el 34",
            en="bag with the tax 22, or ibua-low, ibua-middle or ibua-high with 34",
        )
    else:
        _check_kind(rule, rule.code, path, reading)


def _check_excluded(rule: TaxRule, path: str, reading: Reading) -> None:
    """Report a rate without a tax: its lines would be taken for excluded."""
    if rule.percent or rule.is_nominal:
        reading.missing(f"{path}.code")


def _check_kind(rule: TaxRule, code: str, path: str, reading: Reading) -> None:
    """Let the models say which taxes are a percentage and which are so much a unit."""
    each = ZERO if rule.fact is not None else rule.per_unit_amount
    percent = None if rule.is_nominal and not rule.percent else rule.percent
    try:
        TaxRate(code=code, percent=percent, per_unit_amount=each, name=rule.name)
    except InvalidInput as error:
        reading.report(
            "rules-wrong-tax",
            f"{path}.{error.field}",
            Text(
                es=f"{path} no puede ser así: el impuesto {code} lleva {error.field}, y solo eso.",
                en=f"{path} cannot be so: {error.message}",
            ),
            _PERCENT if error.field == "percent" else _PER_UNIT,
            code,
        )
