# SPDX-License-Identifier: MIT
"""Where each peso of a sale went, as one page that loads nothing and prints well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import Final

from loggro_integration import codes
from loggro_integration.errors import Problem
from loggro_integration.mapping._explain import tax_label
from loggro_integration.mapping._explain_style import COLOURS, STYLE
from loggro_integration.mapping._explain_words import KINDS, STATUSES, WORDS
from loggro_integration.mapping._nominal import number
from loggro_integration.mapping._plan import Plan, PreviewPayment, TraceStep
from loggro_integration.models import Invoice, Line, TaxTotal
from loggro_integration.money import ZERO, format_pesos

__all__ = ["explain_html"]

_HUNDRED: Final = Decimal(100)
_NO_TEXT: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
"""What neither HTML nor UTF-8 can hold: control characters and halves of characters."""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def explain_html(plan: Plan, language: str = "es") -> str:
    """
    Tell where each peso of a sale went, and what decided it, as an HTML page of its own.

    Every text of the sale is escaped; the page runs no script and loads nothing.

    Args:
        plan: What `map_sale` gave, ready or not.
        language: ``es`` or ``en``.

    >>> from loggro_integration.mapping import MappingRules, explain_html, map_sale
    >>> from loggro_integration.wire import restobar
    >>> sale = restobar.sale({
    ...     "_id": "66f9b8a7c3d4e5f60789abcd", "invoicePrefix": "POS", "seq": 7,
    ...     "status": "Pagada", "createdOn": "2026-11-20T18:04:11.120Z", "total": 54000,
    ...     "seller": {"name": "Camila"}, "paymentMethod": "Efectivo",
    ...     "products": [{"name": "Bandeja", "code": "P05", "price": 27000, "quantity": 2,
    ...                   "taxes": [{"taxName": "I CONSUMO", "taxValue": 8}]}],
    ... })
    >>> "$ 54.000" in explain_html(map_sale(sale, MappingRules.example()))
    True
    """
    page = _Page(plan, language)
    return _NO_TEXT.sub("", "".join(page.parts()))


class _Page:
    """One page in one language."""

    def __init__(self, plan: Plan, language: str) -> None:
        self.plan = plan
        self.language = "es" if language == "es" else "en"
        self.number = plan.accounting.numbers[0] if plan.accounting.numbers else "-"

    def word(self, name: str) -> str:
        return WORDS[name].in_language(self.language)

    def parts(self) -> Iterator[str]:
        title = escape(f"{self.word('title')} · {self.number}")
        yield (
            f'<!doctype html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width">\n'
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        )
        yield self.head()
        yield self.problems()
        document = self.plan.document
        if document is not None:
            yield self.bar(document)
            yield self.lines(document)
            yield self.taxes(document.taxes)
        yield self.payments()
        yield self.books()
        yield self.decisions()
        note = escape(self.word("footer").format(version=self.plan.rules_version))
        yield f"<footer>{note}</footer>\n</main>\n</body>\n</html>\n"

    def head(self) -> str:
        found = self.plan.accounting
        facts = (
            (self.word("day"), found.day),
            (self.word("customer"), found.customer_name),
            (self.word("document"), found.customer),
            (self.word("seller"), found.seller),
        )
        listed = "".join(
            f"<div><dt>{escape(name)}</dt><dd>{escape(str(value))}</dd></div>"
            for name, value in facts
            if value
        )
        kind = KINDS[self.plan.kind].in_language(self.language)
        return (
            f"<header>\n<p class=eyebrow>{escape(self.word('title'))}</p>\n"
            f"<h1>{escape(self.number)} <small>{escape(kind)}</small></h1>\n{self.badges()}"
            f"<dl class=facts>{listed}</dl>\n</header>\n"
        )

    def badges(self) -> str:
        plan = self.plan
        if plan.is_ready:
            found = [("good", self.word("ready"))]
        else:
            found = [("bad", self.word("blocked").format(count=len(plan.blocking)))]
        found += [
            ("plain", self.word(each)) for each in ("voided", "courtesy") if getattr(plan, each)
        ]
        spans = "".join(f"<span class={kind}>{escape(text)}</span>" for kind, text in found)
        return f"<p class=badges>{spans}</p>\n"

    def problems(self) -> str:
        if not self.plan.problems:
            return ""
        rows = "".join(self.problem(each) for each in self.plan.problems)
        return self.section("problems", f"<ul class=problems>{rows}</ul>\n")

    def problem(self, problem: Problem) -> str:
        kind = "bad" if problem.blocking else "notice"
        message = escape(problem.message.in_language(self.language))
        fix = escape(problem.fix.in_language(self.language))
        return (
            f"<li class={kind}><b>{message}</b><span>{fix}</span>"
            f"<code>{escape(problem.code)}</code> <code>{escape(problem.path)}</code></li>"
        )

    def bar(self, document: Invoice) -> str:
        """Draw what the payable consists of, each part as wide as its share."""
        parts = [(name, amount) for name, amount in self.shares(document) if amount > 0]
        whole = sum((amount for _, amount in parts), ZERO)
        if not whole:
            return ""
        drawn: list[str] = []
        legend: list[str] = []
        for index, (name, amount) in enumerate(parts):
            width = (amount * _HUNDRED / whole).quantize(Decimal("0.01"))
            colour = COLOURS[index % len(COLOURS)]
            drawn.append(f'<i style="width:{width}%;background:{colour}"></i>')
            legend.append(
                f'<li><i style="background:{colour}"></i>{escape(name)} '
                f"<b>{format_pesos(amount)}</b></li>"
            )
        body = f"<div class=bar>{''.join(drawn)}</div>\n<ul class=legend>{''.join(legend)}</ul>\n"
        return f"<section class=whole>{body}</section>\n"

    def shares(self, document: Invoice) -> Iterator[tuple[str, Decimal]]:
        yield self.word("base"), document.totals.line_extension
        for tax in document.taxes:
            for part in tax.subtotals:
                yield tax_label(tax.name, tax.code, part), part.amount
        for each in document.allowance_charges:
            yield each.reason or "", each.amount
        yield self.word("rounding"), document.totals.rounding or ZERO

    def lines(self, document: Invoice) -> str:
        sources = _line_paths(self.plan, len(document.lines))
        rows = "".join(
            self.line(line, path) for line, path in zip(document.lines, sources, strict=True)
        )
        rows += "".join(
            _row((each.reason or "", "", "", "", format_pesos(each.amount)), kind="sum")
            for each in document.allowance_charges
        )
        if document.totals.rounding:
            rounding = format_pesos(document.totals.rounding)
            rows += _row((self.word("rounding"), "", "", "", rounding), kind="sum")
        payable = format_pesos(document.totals.payable)
        rows += _row((self.word("payable"), "", "", "", payable), kind="total")
        names = ("what", "discount", "base", "tax", "amount")
        return self.section("lines", self.table(names, rows))

    def line(self, line: Line, path: str) -> str:
        discount = sum((each.amount for each in line.allowance_charges), ZERO)
        tax = sum((each.amount for each in line.taxes), ZERO)
        named = [f"{each.reason}: −{format_pesos(each.amount)}" for each in line.allowance_charges]
        named += [
            f"{tax_label(each.name, each.code, part)}: {format_pesos(part.amount)}"
            for each in line.taxes
            for part in each.subtotals
        ]
        cells = (
            f"{number(line.quantity)} × {line.description}",
            f"−{format_pesos(discount)}" if discount else "",
            format_pesos(line.line_extension),
            format_pesos(tax) if tax else "",
            format_pesos(line.line_extension + tax),
        )
        return _row(cells, details=(*named, *self.told(path)))

    def told(self, path: str) -> list[str]:
        """Return the decisions about one place of the sale."""
        return [
            self.sentence(step)
            for step in self.plan.trace
            if path and (step.path == path or step.path.startswith(f"{path}."))
        ]

    def sentence(self, step: TraceStep) -> str:
        return step.text.in_language(self.language)

    def taxes(self, taxes: Sequence[TaxTotal]) -> str:
        rows = "".join(
            _row(
                (
                    tax_label(tax.name, tax.code, part),
                    tax.code,
                    "" if part.taxable_amount is None else format_pesos(part.taxable_amount),
                    format_pesos(part.amount),
                )
            )
            for tax in taxes
            for part in tax.subtotals
        )
        if not rows:
            return self.section("taxes", f"<p>{escape(self.word('no-taxes'))}</p>\n")
        return self.section("taxes", self.table(("what", "code", "base", "amount"), rows))

    def payments(self) -> str:
        found = self.plan.accounting
        paths = _payment_paths(self.plan, len(found.payments))
        rows = "".join(
            self.payment(each, path) for each, path in zip(found.payments, paths, strict=True)
        )
        tips = sum((each.tip for each in found.payments), ZERO)
        if found.balance is not None:
            paid = sum((each.amount for each in found.payments), ZERO)
            rows += _row(
                (self.word("paid"), "", "", format_pesos(tips) if tips else "", format_pesos(paid)),
                kind="sum",
            )
            if owed := found.tip_owed:
                rows += _row((self.word("tip-owed"), "", "", "", format_pesos(owed)), kind="sum")
            balance = format_pesos(found.balance)
            rows += _row((self.word("balance"), "", "", "", balance), kind="total")
        if not rows:
            return ""
        names = ("method", "means", "pymes", "tip", "amount")
        return self.section("payments", self.table(names, rows))

    def payment(self, payment: PreviewPayment, path: str) -> str:
        code = payment.code or "?"
        name = codes.name(codes.lists.PAYMENT_MEANS, code, self.language) or ""
        cells = (
            payment.method,
            f"{code} {name}".strip(),
            payment.pymes or "?",
            format_pesos(payment.tip) if payment.tip else "",
            # Before a bill is settled nobody knows what of a payment pays it.
            "—" if self.plan.accounting.balance is None else format_pesos(payment.amount),
        )
        day = [] if payment.day is None else [str(payment.day)]
        return _row(cells, details=(*day, *self.told(path)))

    def books(self) -> str:
        found = self.plan.accounting
        facts = (
            ("numbers", " / ".join(found.numbers)),
            ("customer", f"{found.customer_name or ''} {found.customer or ''}".strip()),
            ("total", "" if found.total is None else format_pesos(found.total)),
            ("status", STATUSES[found.status].in_language(self.language)),
            ("form", found.form or ""),
            ("seller", found.seller or ""),
            ("establishment", found.establishment or ""),
        )
        listed = "".join(
            f"<div><dt>{escape(self.word(name))}</dt><dd>{escape(value)}</dd></div>"
            for name, value in facts
            if value
        )
        return self.section("books", f"<dl class=facts>{listed}</dl>\n")

    def decisions(self) -> str:
        rows = "".join(
            f"<li><span>{escape(self.sentence(step))}</span> <code>{escape(step.code)}</code>"
            f" <code>{escape(step.path)}</code></li>"
            for step in self.plan.trace
        )
        return self.section("decisions", f"<ol class=decisions>{rows}</ol>\n") if rows else ""

    def section(self, name: str, body: str) -> str:
        return f"<section>\n<h2>{escape(self.word(name))}</h2>\n{body}</section>\n"

    def table(self, names: Sequence[str], rows: str) -> str:
        cells = "".join(f"<th>{escape(self.word(name))}</th>" for name in names)
        return f"<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _row(cells: Sequence[str], *, kind: str = "", details: Iterable[str] = ()) -> str:
    first, *others = cells
    notes = "".join(f"<small>{escape(text)}</small>" for text in details)
    rest = "".join(f"<td{' class=n' if '$' in each else ''}>{escape(each)}</td>" for each in others)
    mark = f" class={kind}" if kind else ""
    return f"<tr{mark}><td>{escape(first)}{notes}</td>{rest}</tr>\n"


def _line_paths(plan: Plan, count: int) -> list[str]:
    """Return the place in the sale of each line of the document; some lines were left out."""
    omitted = {step.path for step in plan.trace if step.code == "line.omitted"}
    own = [f"lines[{index}]" for index in range(count + len(omitted))]
    kept = [path for path in own if path not in omitted]
    if any(step.code == "delivery.line" for step in plan.trace):
        kept = [*kept[: count - 1], "delivery_cost"]
    return kept[:count]


def _payment_paths(plan: Plan, count: int) -> list[str]:
    """Return the place in the sale of each payment; those of nothing were left out."""
    if any(step.code == "payment.fallback" for step in plan.trace):
        return ["payment_method"] * count
    empty = {step.path for step in plan.trace if step.code == "payment.nothing"}
    own = [f"payments[{index}]" for index in range(count + len(empty))]
    return [path for path in own if path not in empty][:count]
