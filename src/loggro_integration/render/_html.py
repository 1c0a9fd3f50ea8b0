# SPDX-License-Identifier: MIT
"""
The printed form as one self-contained HTML page.

Its classes and CSS variables are part of the interface: they stand in the guide.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Final

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.models import FiscalDocument
from loggro_integration.render._colours import Colours
from loggro_integration.render._fill import Wording, fill
from loggro_integration.render._form import Card, Fact, Form, Row, Section, Sum, TaxRow
from loggro_integration.render._printable import printable
from loggro_integration.render._qr import qr_svg

__all__ = ["html"]

_CELLS: Final = ("position", "description", "quantity", "unit", "price", "discount", "tax", "total")
_PICTURES: Final = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}

_STYLE: Final = """
@page { size: letter; margin: 14mm; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); font: 9pt/1.35 var(--font); overflow-wrap: break-word;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
table { border-collapse: collapse; width: 100%; }
td, th { padding: 0; text-align: left; vertical-align: top; font-weight: normal; }
h1, h2, h3, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
.sheet { max-width: var(--width); margin: 0 auto; }
.sheet > tbody > tr > td { padding-bottom: 4mm; }
.mark { background: var(--accent); color: var(--on-accent); font-weight: bold; text-align: center;
  padding: 1mm; margin-bottom: 2mm; }
.head { display: flex; gap: 6mm; margin-bottom: 5mm; }
.logo { max-width: 38mm; max-height: 24mm; align-self: flex-start; }
.issuer { flex: 1; color: var(--muted); font-size: 8pt; }
.issuer h1 { color: var(--ink); font-size: 16pt; line-height: 1.2; }
.issuer .identification { color: var(--ink); font-weight: bold; }
.title { width: 66mm; border-left: 1.2mm solid var(--accent); padding-left: 4mm;
  align-self: flex-start; }
.title h2 { color: var(--accent); font-size: 10.5pt; text-transform: uppercase; }
.title .number { font-size: 15pt; font-weight: bold; }
.cards { display: flex; gap: 6mm; background: var(--tint); padding: 3mm; margin-bottom: 5mm; }
.cards > * { flex: 1; }
h3 { color: var(--accent); font-size: 8pt; text-transform: uppercase; }
.name { font-weight: bold; }
.facts div { display: flex; gap: 3mm; }
.facts dt { color: var(--muted); flex: 0 0 36mm; }
.facts dd { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.section { margin-bottom: 3mm; break-inside: avoid; }
.lines { margin-bottom: 5mm; }
.lines th, .taxes th { color: var(--accent); font-size: 8pt; font-weight: bold;
  border-bottom: 0.4mm solid var(--accent); padding: 0 0 1mm 3mm; }
.lines td { border-bottom: 0.2mm solid var(--line); padding: 1mm 0 1mm 3mm; }
.lines tr { break-inside: avoid; }
.lines tr > :first-child, .taxes tr > :first-child { padding-left: 0; }
.lines .description { width: 40%; overflow-wrap: anywhere; }
.taxes td { padding: 0.6mm 0 0 3mm; }
.quantity, .price, .discount, .tax, .total, .amount, .base { text-align: right;
  font-variant-numeric: tabular-nums; white-space: nowrap; }
.detail { display: block; white-space: normal; color: var(--muted); font-size: 7.5pt; }
.closing { display: flex; gap: 6mm; margin-bottom: 4mm; break-inside: avoid; }
.closing > * { flex: 1; }
.words { font-weight: bold; margin-top: 2mm; }
.mark, .issuer, .title, .party, .section, .words, .note, .sums th { overflow-wrap: anywhere; }
.sums td, .sums th { padding: 0.5mm 2mm; }
.sums .to-pay > * { background: var(--accent); color: var(--on-accent); font-size: 12pt;
  font-weight: bold; padding: 1.5mm 2mm; }
.sums .informative > * { color: var(--muted); }
.note { color: var(--muted); font-size: 8pt; white-space: pre-line; }
.seal { display: flex; gap: 5mm; border-top: 0.2mm solid var(--line); padding-top: 2mm;
  color: var(--muted); font-size: 7pt; break-inside: avoid; }
.seal .qr { flex: 0 0 34mm; width: 34mm; height: 34mm; }
.seal > div { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.code { color: var(--ink); font-weight: bold; }
@media screen { body { background: #eee; padding: 6mm; }
  .sheet { background: #fff; box-shadow: 0 1mm 4mm #0003; }
  .sheet > * > tr > td { padding: 8mm 10mm; }
  .lines .description { min-width: 34mm; } }
@media screen and (max-width: 720px) { body { padding: 0; }
  .sheet, .sheet > *, .sheet > * > tr, .sheet > * > tr > td { display: block; }
  .sheet > * > tr > td { padding: 5mm; }
  .head, .cards, .closing, .seal { flex-direction: column; gap: 3mm; }
  .title { width: auto; }
  .lines { display: block; overflow-x: auto; } }
"""


def html(
    document: FiscalDocument,
    *,
    css: str | None = None,
    logo: bytes | None = None,
    colours: Colours | None = None,
    language: str = "es",
    resolution_text: str | None = None,
    footer: str | None = None,
    stamp: str | None = None,
    validated_at: datetime | None = None,
) -> str:
    """
    Print a document (*representación gráfica*) as one HTML page that loads nothing.

    Every text of the document is escaped. Printed by a browser, the QR code and the legal texts
    stand at the foot of each page.

    Args:
        document: Built, read or mapped; nothing is calculated here.
        css: Style sheet that comes after ours: set ``--accent``, ``--font``, ``--width``… on
            ``:root``, or restyle the classes.
        logo: PNG or JPEG.
        colours: Written as CSS variables.
        language: ``es`` or ``en``.
        resolution_text: In place of the sentence about the numbering.
        footer: Words of the house after the document's own notes.
        stamp: A band at the top, as ``ANULADA`` or ``COPIA``.
        validated_at: When DIAN accepted it; printed beside the time of issue.

    Raises:
        InvalidInput: If it is no invoice and no note, the logo is no picture, or the style sheet
            would end its element.
        InvalidAmount: If an amount of the document is larger or finer than any amount.
        MissingExtra: If segno is not installed (extra ``pdf``).
    """
    wording = Wording(
        language=language,
        resolution_text=resolution_text,
        footer=footer,
        stamp=stamp,
        validated_at=validated_at,
    )
    form = fill(document, wording)
    style = f"{_variables(colours or Colours())}{_STYLE}{_checked(css or '')}"
    body = "".join((_head(form, logo), _cards(form), _body(form)))
    page = (
        f'<!doctype html>\n<html lang="{form.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(form.title)} {escape(form.number)}</title>\n<style>{style}</style>\n"
        f'</head>\n<body>\n<table class="sheet" role="presentation">\n<tbody><tr><td>\n{body}'
        f"</td></tr></tbody>\n<tfoot><tr><td>\n{_seal(form)}</td></tr></tfoot>\n</table>\n"
        "</body>\n</html>\n"
    )
    return printable(page)


def _variables(colours: Colours) -> str:
    return (
        f":root {{ --accent: {colours.accent}; --on-accent: {colours.on_accent}; "
        f"--ink: {colours.ink}; --muted: {colours.muted}; --tint: {colours.tint}; "
        f"--line: {colours.line}; --width: 200mm; "
        '--font: "PT Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif; }'
    )


def _checked(css: str) -> str:
    if "</" in css:
        raise InvalidInput(
            "The style sheet holds </, which would end its element.",
            field="css",
            hint=Text(es="Pase solo reglas de CSS.", en="Pass CSS rules alone."),
        )
    return css


def _element(tag: str, text: str, kind: str = "") -> str:
    """Write an element with an escaped text; nothing for no text."""
    attribute = f' class="{kind}"' if kind else ""
    return f"<{tag}{attribute}>{escape(text)}</{tag}>\n" if text else ""


def _list(texts: Iterable[str]) -> str:
    items = "".join(_element("li", text) for text in texts)
    return f"<ul>\n{items}</ul>\n" if items else ""


def _head(form: Form, logo: bytes | None) -> str:
    marks = "".join(_element("p", mark, "mark") for mark in form.marks)
    issuer = form.issuer
    return (
        f'{marks}<header class="head">\n{_picture(logo)}<div class="issuer">\n'
        f"{_element('h1', issuer.name)}{_element('p', issuer.identification, 'identification')}"
        f'{_list(issuer.lines)}</div>\n<div class="title">\n{_element("h2", form.title)}'
        f"{_element('p', f'{form.number_label} {form.number}', 'number')}</div>\n</header>\n"
    )


def _picture(logo: bytes | None) -> str:
    if logo is None:
        return ""
    kind = next((kind for head, kind in _PICTURES.items() if logo.startswith(head)), None)
    if kind is None:
        raise InvalidInput(
            "The logo is no PNG or JPEG.",
            field="logo",
            hint=Text(es="Use un archivo PNG o JPEG.", en="Use a PNG or JPEG file."),
        )
    return f'<img class="logo" alt="" src="data:{kind};base64,{b64encode(logo).decode()}">\n'


def _cards(form: Form) -> str:
    return (
        f'<div class="cards">\n<section class="party">\n{_party(form.counterpart)}</section>\n'
        f"{_facts(form.facts)}</div>\n"
    )


def _party(card: Card) -> str:
    return (
        f"{_element('h3', card.heading)}{_element('p', card.name, 'name')}"
        f"{_element('p', card.identification, 'identification')}{_list(card.lines)}"
    )


def _facts(facts: Iterable[Fact]) -> str:
    rows = (f"<div>{_pair(fact)}</div>\n" for fact in facts)
    return f'<dl class="facts">\n{"".join(rows)}</dl>\n'


def _pair(fact: Fact) -> str:
    return f"<dt>{escape(fact.label)}</dt><dd>{escape(fact.value)}</dd>"


def _body(form: Form) -> str:
    references = "".join(map(_section, form.references))
    sections = "".join(map(_section, form.sections))
    notes = "".join(_element("p", note, "note") for note in form.notes)
    return f"{references}{_lines(form)}{_closing(form)}{sections}{notes}"


def _section(section: Section) -> str:
    heading = _element("h3", section.heading)
    return f'<section class="section">\n{heading}{_facts(section.facts)}</section>\n'


def _lines(form: Form) -> str:
    used = form.used_columns
    heads = "".join(
        f'<th class="{_CELLS[index]}" scope="col">{escape(form.columns[index])}</th>'
        for index in used
    )
    rows = "".join(_row(row, used) for row in form.rows)
    return (
        f'<table class="lines">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n'
        "</table>\n"
    )


def _row(row: Row, used: Iterable[int]) -> str:
    under = {"description": _details(row.details), "tax": _details(row.tax_names)}
    cells = (
        f'<td class="{_CELLS[index]}">{escape(row.cells[index])}{under.get(_CELLS[index], "")}</td>'
        for index in used
    )
    return f"<tr>{''.join(cells)}</tr>\n"


def _details(texts: Iterable[str]) -> str:
    return "".join(f'<span class="detail">{escape(text)}</span>' for text in texts)


def _closing(form: Form) -> str:
    words = _element("p", form.words, "words")
    sums = "".join(map(_sum, form.sums))
    return (
        f'<div class="closing">\n<div>\n{_taxes(form)}{words}</div>\n'
        f'<table class="sums">\n<tbody>\n{sums}</tbody>\n</table>\n</div>\n'
    )


def _sum(each: Sum) -> str:
    kind = {"total": "to-pay", "note": "informative"}.get(each.kind, "part")
    return (
        f'<tr class="{kind}"><th scope="row">{escape(each.label)}</th>'
        f'<td class="amount">{escape(each.amount)}</td></tr>\n'
    )


def _taxes(form: Form) -> str:
    if not form.taxes:
        return ""
    kinds = ("name-of-tax", "rate", "base", "amount")
    heads = "".join(
        f'<th class="{kind}" scope="col">{escape(head)}</th>'
        for kind, head in zip(kinds, form.tax_columns, strict=True)
    )
    rows = "".join(map(_tax, form.taxes))
    return (
        f'<table class="taxes">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n'
        "</table>\n"
    )


def _tax(tax: TaxRow) -> str:
    cells = {"name-of-tax": tax.name, "rate": tax.rate, "base": tax.base, "amount": tax.amount}
    inner = "".join(f'<td class="{kind}">{escape(cell)}</td>' for kind, cell in cells.items())
    return f"<tr>{inner}</tr>\n"


def _seal(form: Form) -> str:
    code = _element("p", f"{form.code.label}: {form.code.value}", "code") if form.code else ""
    symbol = qr_svg(form.qr, title=f"{form.title} {form.number}") if form.qr else ""
    texts = "".join(_element("p", text) for text in form.seal)
    return f'<footer class="seal">\n{symbol}<div>\n{code}{texts}</div>\n</footer>\n'
