# SPDX-License-Identifier: MIT
"""`MappingRules`: the whole rules file, read, checked, looked up and written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Final, TypeVar, cast

from attrs import field, frozen

from loggro_integration.errors import Text
from loggro_integration.mapping._example import EXAMPLE
from loggro_integration.mapping._range_rules import check_ranges
from loggro_integration.mapping._reading import (
    RULES_FILE,
    Reading,
    by,
    named,
    read_toml,
    shorthand,
    table,
    text,
)
from loggro_integration.mapping._rules import (
    Aliases,
    Business,
    CashBox,
    ConsumidorFinal,
    Customers,
    DianStates,
    Maker,
    Numbering,
    PaymentRule,
    PaymentTerms,
    Policies,
    Products,
    Profile,
    PymesSettings,
    RestobarSettings,
    SalesLookup,
    TaxRule,
)
from loggro_integration.mapping._sink_rules import SinkRules, check_sink
from loggro_integration.mapping._tax_rules import check_taxes
from loggro_integration.mapping._writing import to_toml
from loggro_integration.wire import SaleFields, SalesFields

__all__ = ["MappingRules"]

V = TypeVar("V")

_PROFILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


@frozen(kw_only=True)
class MappingRules:
    """
    How the sales of one business become documents: the seven settings of the integration and more.

    Attributes:
        version: Recorded beside each sale that is sent; change it when the rules change.
        payment_means: By the exact name of the method in Restobar.
        taxes: By the exact name of the tax in Restobar.
        sellers: Name in Restobar to name or document in Pymes.
        cash_boxes: By Restobar's id of the till.
        sink: Where sales are delivered.
        profiles: Other accounts by name; the command chooses one.

    Raises:
        InvalidRules: If two keys do not fit together.
    """

    business: Business = field(metadata=by(table(Business)))
    version: str = field(metadata=by(text), default="1")
    pymes: PymesSettings = field(metadata=by(table(PymesSettings)), factory=PymesSettings)
    restobar: RestobarSettings = field(
        metadata=by(table(RestobarSettings)), factory=RestobarSettings
    )
    numbering: Numbering = field(metadata=by(table(Numbering)), factory=Numbering)
    payment_means: Mapping[str, PaymentRule] = field(
        metadata=by(named(shorthand(PaymentRule, "code"))), factory=dict[str, PaymentRule]
    )
    payment_terms: PaymentTerms = field(metadata=by(table(PaymentTerms)), factory=PaymentTerms)
    taxes: Mapping[str, TaxRule] = field(
        metadata=by(named(table(TaxRule))), factory=dict[str, TaxRule]
    )
    sellers: Mapping[str, str] = field(metadata=by(named(text)), factory=dict[str, str])
    products: Products = field(metadata=by(table(Products)), factory=Products)
    aliases: Aliases = field(metadata=by(table(Aliases)), factory=Aliases)
    policies: Policies = field(metadata=by(table(Policies)), factory=Policies)
    consumidor_final: ConsumidorFinal = field(
        metadata=by(table(ConsumidorFinal)), factory=ConsumidorFinal
    )
    customers: Customers = field(metadata=by(table(Customers)), factory=Customers)
    maker: Maker | None = field(metadata=by(table(Maker)), default=None)
    cash_boxes: Mapping[str, CashBox] = field(
        metadata=by(named(table(CashBox))), factory=dict[str, CashBox]
    )
    sink: SinkRules = field(metadata=by(table(SinkRules)), factory=SinkRules)
    profiles: Mapping[str, Profile] = field(
        metadata=by(named(table(Profile))), factory=dict[str, Profile]
    )

    def __attrs_post_init__(self) -> None:
        reading = Reading()
        for _, check in _CHECKS:
            check(self, reading)
        reading.raise_for_problems()

    @classmethod
    def _check_parts(cls, parts: Mapping[str, object], reading: Reading) -> None:
        """Compare the parts of a file that could be read, each only with good ones."""
        known = cast("MappingRules", SimpleNamespace(**parts))
        for names, check in _CHECKS:
            if names <= parts.keys():
                check(known, reading)

    @classmethod
    def from_toml(cls, source: str, *, file: str = RULES_FILE) -> MappingRules:
        r"""
        Read ``loggro.toml``.

        Args:
            source: Its text.
            file: How the errors name it, where it has another name.

        Raises:
            InvalidRules: If it is not TOML, a key is unknown or missing, or a value is wrong; its
                `problems` hold all of it at once.

        >>> MappingRules.from_toml('[business]\nnit = "900555111-6"\nname = "Demo"').version
        '1'
        """
        return read_toml(cls, source, Reading.of_file(file))

    @classmethod
    def example(cls) -> MappingRules:
        """
        Return the rules of the invented restaurant La Arepera de la 45.

        >>> MappingRules.example().payment_means["Efectivo"].code
        '10'
        """
        return cls.from_toml(EXAMPLE)

    def to_toml(self) -> str:
        """
        Write the rules as TOML that reads back equal; values at their default are left out.

        >>> MappingRules.from_toml(MappingRules.example().to_toml()) == MappingRules.example()
        True
        """
        return to_toml(self)

    @property
    def pymes_fields(self) -> SalesFields:
        """Names of the compared fields of a ``ventas-detallado`` row."""
        return self.pymes.fields

    @property
    def restobar_fields(self) -> SaleFields:
        """Where a Restobar sale holds what nobody has published."""
        return self.restobar.fields

    @property
    def sales_lookup(self) -> SalesLookup:
        """How ``ventas-detallado`` is asked."""
        return self.pymes.sales

    @property
    def dian_states(self) -> DianStates:
        """Words of the state at DIAN."""
        return self.restobar.dian_states


def _check_numbering(rules: MappingRules, reading: Reading) -> None:
    check_ranges(rules.numbering, reading)


def _check_taxes(rules: MappingRules, reading: Reading) -> None:
    check_taxes(rules.taxes, rules.products, reading)


def _check_sink(rules: MappingRules, reading: Reading) -> None:
    check_sink(rules.sink, reading)


def _check_default_seller(rules: MappingRules, reading: Reading) -> None:
    name = rules.policies.default_seller
    if name is not None:
        _check_name(reading, "policies.default_seller", name, rules.sellers)


def _check_default_cash_box(rules: MappingRules, reading: Reading) -> None:
    name = rules.policies.default_cash_box
    if name is not None:
        _check_name(reading, "policies.default_cash_box", name, rules.cash_boxes)


def _check_delivery_tax(rules: MappingRules, reading: Reading) -> None:
    name = rules.policies.delivery_tax
    if name is None:
        return
    _check_name(reading, "policies.delivery_tax", name, rules.taxes)
    if name in rules.taxes and rules.taxes[name].is_nominal:
        reading.wrong(
            "policies.delivery_tax",
            name,
            es="un impuesto en porcentaje",
            en="a tax that is a percentage",
        )


def _check_regimes(rules: MappingRules, reading: Reading) -> None:
    """Report a business without any regime, or with two from one day on."""
    days = [each.since for each in rules.business.regimes]
    if not days or len(set(days)) != len(days):
        reading.wrong(
            "business.regimes",
            ", ".join(str(day or "-") for day in days),
            es="al menos un régimen, y uno solo desde cada fecha",
            en="at least one regime, and one only from each day on",
        )


def _check_aliases(rules: MappingRules, reading: Reading) -> None:
    prefixes = [each.prefix for each in (*rules.numbering.pos, *rules.numbering.electronic)]
    known: dict[str, Mapping[str, object]] = {
        "payment_means": rules.payment_means,
        "taxes": rules.taxes,
        "sellers": rules.sellers,
        "products": rules.products.items,
        "prefixes": dict.fromkeys(prefixes),
    }
    for kind, names in known.items():
        for alias, name in getattr(rules.aliases, kind).items():
            path = f'aliases.{kind}."{alias}"'
            _check_name(reading, path, name, names)
            if alias in names:
                _report_shadowed(reading, path, kind, alias)


def _report_shadowed(reading: Reading, path: str, kind: str, alias: str) -> None:
    reading.report(
        "rules-alias-unused",
        path,
        Text(
            es=f"{path} no se usaría: {alias!r} ya está definido y va primero.",
            en=f"{path} would not be used: {alias!r} is defined already and goes first.",
        ),
        Text(
            es=f"Quite el alias, o {alias!r} de {kind}.",
            en=f"Remove the alias, or {alias!r} of {kind}.",
        ),
        alias,
    )


def _check_profiles(rules: MappingRules, reading: Reading) -> None:
    for name, profile in rules.profiles.items():
        if not _PROFILE.fullmatch(name):
            # It names a file too.
            reading.wrong(
                f'profiles."{name}"',
                name,
                es="letras, dígitos, - y _",
                en="letters, digits, - and _",
            )
        login = {"restobar_email", "restobar_password"}
        missing = sorted(each for each in login if getattr(profile, each) is None)
        if len(missing) == 1:
            path = f'profiles."{name}".{missing[0]}'
            reading.report(
                "rules-missing-key",
                path,
                Text(es=f"Falta {path}.", en=f"{path} is missing."),
                Text(
                    es="El correo y la clave de un perfil van juntos.",
                    en="E-mail and password of a profile belong together.",
                ),
            )


def _check_name(reading: Reading, path: str, name: str, known: Mapping[str, object]) -> None:
    if name in known:
        return
    listed = ", ".join(sorted(known)) or "-"
    reading.report(
        "rules-unknown-name",
        path,
        Text(
            es=f"{path} apunta a {name!r}, que no está definido.",
            en=f"{path} points to {name!r}, which is not defined.",
        ),
        Text(es=f"Use uno de: {listed}.", en=f"Use one of: {listed}."),
        name,
    )


_ALIASED = frozenset({"aliases", "payment_means", "taxes", "sellers", "products", "numbering"})
# What no single key shows, with the parts that each looks at.
_CHECKS: Final[tuple[tuple[frozenset[str], Callable[[MappingRules, Reading], None]], ...]] = (
    (frozenset({"numbering"}), _check_numbering),
    (frozenset({"business"}), _check_regimes),
    (frozenset({"taxes", "products"}), _check_taxes),
    (_ALIASED, _check_aliases),
    (frozenset({"profiles"}), _check_profiles),
    (frozenset({"sink"}), _check_sink),
    (frozenset({"policies", "taxes"}), _check_delivery_tax),
    (frozenset({"policies", "sellers"}), _check_default_seller),
    (frozenset({"policies", "cash_boxes"}), _check_default_cash_box),
)
