# SPDX-License-Identifier: MIT
"""What a mapping gives: the document, what stands in its way, and how each thing was decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import field, frozen

from loggro_integration.errors import MappingFailed, Problem, Text
from loggro_integration.ids import SaleKey
from loggro_integration.mapping._steps import STEPS
from loggro_integration.models import Invoice
from loggro_integration.money import ZERO, format_pesos
from loggro_integration.wire import SalesRow

__all__ = [
    "AccountingPreview",
    "Kind",
    "Plan",
    "PreviewLine",
    "PreviewPayment",
    "PreviewTax",
    "TraceStep",
]

Kind: TypeAlias = Literal["pos", "electronic"]
PreviewStatus: TypeAlias = Literal["paid", "partly-paid", "owed", "unfinished", "voided"]

_PESOS = frozenset({"base", "expected", "total", "values"})
_UNSET = "= unset"
_BY_FIGURES = Text(es=": deciden las cifras", en=": the figures decide")


@frozen(kw_only=True)
class TraceStep:
    """
    One decision of the mapping.

    Attributes:
        code: Stable name of the rule that decided, as ``payment.mapped``.
        path: What it was about, a path into the sale; empty for the whole sale.
        amount: COP that it moved, where it moved any.
        facts: Names and values of the text.
    """

    code: str
    path: str = ""
    amount: Decimal | None = None
    facts: Mapping[str, str] = field(factory=dict[str, str])

    @property
    def text(self) -> Text:
        """The decision as a sentence."""
        es, en = STEPS[self.code]
        facts = {
            name: format_pesos(Decimal(value)) if name in _PESOS else value
            for name, value in self.facts.items()
        }
        if self.amount is not None:
            facts["amount"] = format_pesos(self.amount)
        by = facts.get("by", "")
        told = _BY_FIGURES if by.endswith(_UNSET) else Text(es="", en="")
        return Text(
            es=es.format_map(facts | {"by": f"{by}{told.es}"}),
            en=en.format_map(facts | {"by": f"{by}{told.en}"}),
        )


@frozen(kw_only=True)
class PreviewTax:
    """One rate of one tax, as Pymes should hold it; COP."""

    code: str
    name: str
    percent: Decimal | None
    base: Decimal
    amount: Decimal


@frozen(kw_only=True)
class PreviewLine:
    """
    One line, as Pymes should hold it.

    Attributes:
        item: Code of its item in Pymes, `None` where the rules have none.
        net: COP, after its discounts, without taxes.
        total: COP, with taxes.
    """

    item: str | None
    description: str
    quantity: Decimal
    net: Decimal
    total: Decimal


@frozen(kw_only=True)
class PreviewPayment:
    """
    One payment or instalment, as Pymes should hold it.

    Attributes:
        method: Name in Restobar.
        pymes: Name in Pymes, `None` where the rules lack it.
        code: Means of payment of DIAN, `None` where the rules lack it.
        amount: COP, without tip.
        tip: COP.
        day: Bogotá day.
    """

    method: str
    pymes: str | None
    code: str | None
    amount: Decimal
    tip: Decimal
    day: date | None = None


@frozen(kw_only=True)
class AccountingPreview:
    """
    What should land in Pymes for one sale; reconciliation compares with it.

    Attributes:
        numbers: Spellings of the number, the likely one first: ``FE123`` and ``123``; between
            them, where the prefix drifted, the one that Restobar writes.
        day: Bogotá day.
        customer: Identification number; the final consumer's where the sale names nobody.
        total: COP; with the tip and an extra delivery cost only where a policy says so.
        balance: Still owed, COP.
        status: What the document should say of its payment.
        form: ``contado`` or ``credito``, by its name in Pymes where the rules have one.
    """

    numbers: tuple[str, ...] = ()
    day: date | None = None
    customer: str | None = None
    customer_name: str | None = None
    total: Decimal | None = None
    tip: Decimal | None = None
    lines: tuple[PreviewLine, ...] = ()
    taxes: tuple[PreviewTax, ...] = ()
    payments: tuple[PreviewPayment, ...] = ()
    balance: Decimal | None = None
    status: PreviewStatus = "unfinished"
    form: str | None = None
    seller: str | None = None
    establishment: str | None = None

    @property
    def tip_owed(self) -> Decimal:
        """The tip that no payment holds, COP: on credit it is still to be paid."""
        if self.balance is None or self.tip is None:
            return ZERO
        return self.tip - sum((each.tip for each in self.payments), ZERO)

    def differences(self, row: SalesRow, *, tolerance: Decimal = Decimal(1)) -> tuple[str, ...]:
        """
        Name the compared values that a row of Pymes holds differently.

        Args:
            row: A row of ``ventas-detallado``.
            tolerance: COP the totals may differ: Restobar holds whole pesos, bases are not whole.

        Returns:
            Any of ``number``, ``customer``, ``day`` and ``total``; empty where the sides agree.
        """
        equal = {
            "number": row.number in self.numbers,
            "customer": row.customer == self.customer,
            "day": row.day == self.day,
            "total": self.total is not None and abs(row.total - self.total) <= tolerance,
        }
        return tuple(name for name, same in equal.items() if not same)


@frozen(kw_only=True)
class Plan:
    """
    One sale, mapped.

    Attributes:
        document: The fiscal document, wherever it can be built; a blocked one must not be issued.
            `None` only together with blocking problems.
        problems: Everything found, all at once.
        kind: ``pos`` or ``electronic``.
        key: Key of the sale; `None` where it has no usable number.
        sale_id: Restobar's id of the sale, empty for sales of other systems.
        trace: How each thing was decided, in order.
        accounting: What should land in Pymes.
        voided: The sale was annulled: the document is still the original one.
        courtesy: Everything was given away: it never becomes an invoice.
        rules_version: `MappingRules.version` that decided.
    """

    document: Invoice | None
    kind: Kind
    accounting: AccountingPreview
    problems: tuple[Problem, ...] = ()
    key: SaleKey | None = None
    sale_id: str = ""
    trace: tuple[TraceStep, ...] = ()
    voided: bool = False
    courtesy: bool = False
    rules_version: str = "1"

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """The problems that must be mended before the document may be issued."""
        return tuple(each for each in self.problems if each.blocking)

    @property
    def is_ready(self) -> bool:
        """Whether there is a document and nothing blocks it."""
        return self.document is not None and not self.blocking

    def raise_for_problems(self) -> None:
        """
        Do nothing where the document may be issued.

        Raises:
            MappingFailed: If a problem blocks it; its `problems` hold all of them.
        """
        if not self.blocking:
            return
        number = self.accounting.numbers[0] if self.accounting.numbers else "without number"
        raise MappingFailed(f"The sale {number} cannot become a document:", problems=self.problems)
