# SPDX-License-Identifier: MIT
"""`check_rules`: what is missing or wrong in the rules, and the sales that each gap blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Final

from attrs import field, frozen

from loggro_integration.days import business_day
from loggro_integration.errors import Problem, Text
from loggro_integration.mapping import MappingRules, TipReading, detect_tip_reading, map_sale
from loggro_integration.models import NumberingRange
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._check_names import mapped
from loggro_integration.sync._check_numbering import numbering_findings
from loggro_integration.sync._draft_catalogues import Catalogues, read_catalogues
from loggro_integration.sync._draft_house import tip_evidence
from loggro_integration.sync._draft_names import named
from loggro_integration.sync._finding import PROBLEM, Finding
from loggro_integration.wire import OpenRecord

__all__ = ["Gap", "RulesCheck", "check_rules"]

WARNING: Final = "warning"
_SOON: Final = timedelta(days=30)
_FEW: Final = 1000
_SIMPLE_RESPONSIBILITY: Final = "O-47"


@frozen(kw_only=True)
class Gap:
    """
    One thing that stands in the way of sales: a missing mapping, or another problem.

    Attributes:
        problem: As the first of the sales has it.
        sales: Numbers of the sales that have it, in their order.
    """

    problem: Problem
    sales: tuple[str, ...]


@frozen(kw_only=True)
class RulesCheck:
    """
    What was found.

    Attributes:
        findings: One each check: ``ok``, ``problem``, ``warning`` (harmless, or soon) or
            ``unknown``.
        gaps: What blocks the sales that were mapped, and what only needs a look.
        sales: How many sales were mapped.
        ready: How many of them can become documents.
        tips: What they tell of the tip in payments.
    """

    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...] = ()
    sales: int = 0
    ready: int = 0
    tips: TipReading = field(factory=TipReading)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The checks that failed."""
        return tuple(each for each in self.findings if each.verdict == PROBLEM)

    @property
    def exit_code(self) -> int:
        """0 where no check failed and nothing blocks a sale, 1 otherwise."""
        return 1 if self.problems or any(each.problem.blocking for each in self.gaps) else 0


def check_rules(
    pos: RestobarClient,
    books: PymesClient,
    rules: MappingRules,
    *,
    clock: Callable[[], datetime],
    since: date | None = None,
    until: date | None = None,
    tax_transaction: str = "VENTA",
) -> RulesCheck:
    """
    Compare the rules with both catalogues and, given days, map the sales of those days.

    Only reads; a list that cannot be read is a failed check, never an exception.

    Args:
        pos: Restobar.
        books: Pymes.
        rules: The rules.
        clock: Gives the present instant: resolutions end.
        since: First Bogotá day of the sales to map; none without it.
        until: Last day.
        tax_transaction: ``transaccion`` of Pymes' taxes; its values are not published.
    """
    today = business_day(clock())
    found = read_catalogues(pos, books, since=since, until=until, tax_transaction=tax_transaction)
    plans = [(sale.label, map_sale(sale, rules)) for sale in found.sales]
    problems = ((number, each) for number, plan in plans for each in plan.problems)
    tips = detect_tip_reading(found.sales)
    findings = (
        *_unread(found),
        *_resolutions(rules, found, today),
        *_restobar_names(rules, found),
        *_pymes_names(rules, found),
        *_regime(rules, today),
        *_tips(rules, tips),
    )
    return RulesCheck(
        findings=findings,
        gaps=_gaps(problems),
        sales=len(plans),
        ready=sum(plan.is_ready for _, plan in plans),
        tips=tips,
    )


def _gaps(problems: Iterable[tuple[str, Problem]]) -> tuple[Gap, ...]:
    """List each gap once: a missing name by its name, another problem by its kind."""
    found: dict[tuple[str, str], tuple[Problem, dict[str, None]]] = {}
    for number, each in problems:
        name = (each.value or "") if each.code.endswith("-unmapped") else ""
        found.setdefault((each.code, name), (each, {}))[1][number] = None
    gaps = [Gap(problem=each, sales=tuple(sales)) for each, sales in found.values()]
    return tuple(sorted(gaps, key=lambda gap: (not gap.problem.blocking, -len(gap.sales))))


def _finding(code: str, verdict: str, message: Text, fix: Text | None = None) -> Finding:
    return Finding(code=code, verdict=verdict, message=message, fix=fix)


def _unread(found: Catalogues) -> list[Finding]:
    return [
        _finding(
            name,
            PROBLEM,
            Text(es=f"No se pudo leer: {why}", en=f"Not readable: {why}"),
            Text(es="Revise la conexión y los permisos.", en="Check the connection and access."),
        )
        for name, why in found.unread
    ]


def _resolutions(rules: MappingRules, found: Catalogues, today: date) -> list[Finding]:
    kinds = (("pos", rules.numbering.pos), ("electronic", rules.numbering.electronic))
    findings = numbering_findings(rules, today)
    for kind, ranges in kinds:
        for each in ranges:
            findings += _ending(f"{kind}-numbering", each, _last_of(found, each.prefix), today)
    return findings


def _last_of(found: Catalogues, prefix: str) -> int | None:
    """Return the last number of a series, as far as the sales and the last invoice show it."""
    seen = [sale.sequence for sale in found.sales if sale.prefix == prefix and sale.sequence]
    last = found.last
    if last is not None and last.has("seq") and last.get("invoicePrefix") == prefix:
        sequence = last.get("seq")
        seen += [sequence] if isinstance(sequence, int) else []
    return max(seen, default=None)


def _ending(code: str, each: NumberingRange, last: int | None, today: date) -> list[Finding]:
    found: list[Finding] = []
    until, shown = each.valid_until, each.prefix or "-"
    if until is not None and today <= until <= today + _SOON:
        message = Text(
            es=f"La resolución {shown} vence el {until}.",
            en=f"The resolution {shown} ends on {until}.",
        )
        found.append(_finding(code, WARNING, message, _RENEW))
    left = None if last is None else each.last - last
    if left is not None and 0 <= left < _FEW:
        message = Text(
            es=f"A la resolución {shown} le quedan {left} números.",
            en=f"The resolution {shown} has {left} numbers left.",
        )
        found.append(_finding(code, WARNING, message, _RENEW))
    return found


_RENEW: Final = Text(
    es="Pida numeración en la DIAN, y agréguela en los dos lados y en loggro.toml.",
    en="Ask DIAN for numbering, and add it on both sides and to loggro.toml.",
)


def _restobar_names(rules: MappingRules, found: Catalogues) -> list[Finding]:
    """Compare the names of Restobar with the keys of the rules, in both directions."""
    users = [each.name for each in found.users if each.name]
    sold = [sale.seller.name for sale in found.sales if sale.seller and sale.seller.name]
    items = [name for each in found.products for name in (each.name, each.code, each.id) if name]
    methods, taxes = list(found.methods), [tax.name for tax in found.taxes]
    return [
        *mapped(
            "payment-means",
            "payment_means",
            methods,
            {*rules.payment_means, *rules.aliases.payment_means},
        ),
        *mapped("taxes", "taxes", taxes, {*rules.taxes, *rules.aliases.taxes}),
        *_lost("payment-means", "payment_means", rules.payment_means, methods),
        *_lost("taxes", "taxes", rules.taxes, taxes),
        *_lost("sellers", "sellers", rules.sellers, [*users, *sold]),
        *_lost("products", "products.items", rules.products.items, map(str, items)),
    ]


def _lost(code: str, section: str, written: Iterable[str], known: Iterable[str]) -> list[Finding]:
    """Tell of names of the rules that Restobar lacks: a slip, or an old name that does no harm."""
    has = set(known)
    lost = sorted(set(written) - has) if has else []
    if not lost:
        return []
    listed = ", ".join(lost)
    message = Text(
        es=f"[{section}] tiene nombres que Restobar no tiene: {listed}.",
        en=f"[{section}] has names that Restobar lacks: {listed}.",
    )
    fix = Text(
        es="Revise cómo se escriben; un nombre viejo no hace daño.",
        en="Check how they are spelt; an old name does no harm.",
    )
    return [_finding(code, WARNING, message, fix)]


def _pymes_names(rules: MappingRules, found: Catalogues) -> list[Finding]:
    """Tell of names that the rules expect in Pymes and Pymes lacks."""
    terms = (rules.payment_terms.contado.pymes, rules.payment_terms.credito.pymes)
    places = rules.pymes
    wanted: tuple[tuple[str, Iterable[str | None], Iterable[str]], ...] = (
        (
            "payment_means",
            (each.pymes or name for name, each in rules.payment_means.items()),
            (row.name for row in found.means),
        ),
        ("payment_terms", terms, _told(found.terms)),
        ("taxes", (each.pymes for each in rules.taxes.values()), _told(found.pymes_taxes)),
        (
            "sellers",
            rules.sellers.values(),
            (name for row in found.sellers for name in (row.name, row.id)),
        ),
        (
            "products.items",
            (each.pymes for each in rules.products.items.values()),
            (str(item.code) for item in found.items),
        ),
        ("pymes.establishment", [places.establishment], found.establishments),
        ("pymes.warehouse", [places.warehouse], found.warehouses),
        ("pymes.cash_box", [places.cash_box], found.cash_boxes),
        ("pymes.bank_accounts", places.bank_accounts, found.bank_accounts),
    )
    return [finding for each in wanted for finding in _lacking(*each)]


def _told(rows: Iterable[OpenRecord]) -> list[str]:
    return [row.name for row in named(rows)]


def _lacking(section: str, wanted: Iterable[str | None], known: Iterable[str]) -> list[Finding]:
    has = {each for each in known if each}
    lacking = sorted({each for each in wanted if each} - has) if has else []
    code = f"pymes-{section.removeprefix('pymes.').replace('_', '-').replace('.', '-')}"
    if not lacking:
        return []
    listed = ", ".join(lacking)
    return [
        _finding(
            code,
            PROBLEM,
            Text(
                es=f"Pymes no tiene lo que dice {section}: {listed}.",
                en=f"Pymes lacks what {section} says: {listed}.",
            ),
            Text(
                es=f"Corrija {section} en loggro.toml, o créelo en Pymes.",
                en=f"Correct {section} in loggro.toml, or make it in Pymes.",
            ),
        )
    ]


def _regime(rules: MappingRules, today: date) -> list[Finding]:
    business = rules.business
    if business.regime_on(today) != "simple":
        return []
    if _SIMPLE_RESPONSIBILITY in business.responsibilities:
        return []
    message = Text(
        es="El régimen es simple y business.responsibilities no tiene O-47.",
        en="The regime is simple, and business.responsibilities lacks O-47.",
    )
    fix = Text(
        es="Copie las responsabilidades del RUT a business.responsibilities.",
        en="Copy the responsibilities of the RUT to business.responsibilities.",
    )
    return [_finding("regime-simple", WARNING, message, fix)]


def _tips(rules: MappingRules, tips: TipReading) -> list[Finding]:
    """Compare the setting of the tip with what the sales show."""
    if tips.verdict == "unknown":
        return []
    setting = rules.policies.payment_value_includes_tip
    shown = str(tips.setting).lower()
    against = setting != "unset" and (tips.verdict == "both" or tips.setting != setting)
    fix = Text(
        es=f"Ponga policies.payment_value_includes_tip = {shown}"
        f"{' (entre comillas)' if tips.verdict == 'both' else ''}.",
        en=f"Set policies.payment_value_includes_tip = {shown}"
        f"{' (in quotes)' if tips.verdict == 'both' else ''}.",
    )
    verdict = PROBLEM if against else "ok"
    return [_finding("tip-reading", verdict, tip_evidence(tips), fix if against else None)]
