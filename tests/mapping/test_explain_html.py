# SPDX-License-Identifier: MIT
"""The page that tells where each peso went: complete, escaped, alone."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from loggro_integration.mapping import Plan, explain, explain_html
from loggro_integration.money import exact, format_pesos
from mapping.sales import (
    FIRM,
    credit,
    electronic,
    line,
    mapped,
    payment,
    raw_sale,
    rules,
)

RICH = electronic(
    line(),
    line(price=9000, quantity=3, name="Limonada de coco", code="P07", discount=2000, total=25000),
    total=77000,
    discountAdditionalTotal=2000,
    tip=7000,
    deliveryCost=6000,
    client=FIRM,
    payments=[payment(40000, tip=3000), payment(50000, "Nequi", tip=4000, deliveryCost=6000)],
)
NASTY = '<script>alert("1")</script>&\x00\x07'


class Reader(HTMLParser):
    """What a browser would take from the page: its elements, checked to be closed, and rows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attributes if name in {"src", "href"}]
        if tag != "meta":
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        if "td" in self.open and "small" not in self.open:
            self.rows[-1][-1] += data


def page(plan: Plan, language: str = "en") -> str:
    return explain_html(plan, language)


def said(text: str) -> str:
    return unescape(re.sub("<[^>]+>", " ", text))


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "sale", [RICH, raw_sale(), credit(), raw_sale(total=1)], ids=["rich", "pos", "credit", "wrong"]
)
def test_every_peso_and_every_decision_of_the_rows_is_on_the_page(
    sale: dict[str, Any], language: str
) -> None:
    """The page holds at least what `explain` gives: each amount, sentence, rule and problem."""
    plan = mapped(sale)
    text = said(page(plan, language))

    for row in explain(plan, language):
        if row["section"] in {"decision", "problem"}:
            assert row["rule"] in text
            assert row["section"] == "problem" or str(row["label"]) in text
        elif row["amount"] is not None:
            assert format_pesos(exact(row["amount"], field="amount")) in text


def test_the_rows_add_up_to_the_payable() -> None:
    """A reader finds each line with its tax, the charges and the total below them."""
    rows = Reader(page(mapped(RICH))).rows

    assert ["2 × Arepa rellena mixta", "−$ 1.265,82", "$ 48.734,18"] == rows[1][:3]
    assert ["Costo de domicilio", "$ 6.000"] == [rows[3][0], rows[3][-1]]
    assert ["Propina voluntaria", "$ 7.000"] == [rows[4][0], rows[4][-1]]
    assert ["Payable", "$ 90.000"] == [rows[5][0], rows[5][-1]]
    assert ["Balance", "$ 0"] == [rows[-1][0], rows[-1][-1]]


def test_each_payment_names_its_means_and_its_tip() -> None:
    """Method of Restobar, means of DIAN, name in Pymes, tip and amount stand in one row."""
    rows = Reader(page(mapped(RICH))).rows
    (nequi,) = [row for row in rows if row and row[0] == "Nequi"]

    assert "47" == nequi[1][:2]
    assert ["Transferencia débito bancaria", "$ 4.000", "$ 46.000"] == nequi[2:]


def test_a_decision_stands_under_the_line_it_is_about() -> None:
    """A line that a policy left out does not shift the others' decisions."""
    sale = raw_sale(line(price=0, total=0, name="Sin hielo"), line(discount=4000, total=50000))

    text = page(mapped(sale, rules(zero_price="omit")))

    row = next(each for each in text.split("<tr") if "Arepa rellena mixta" in each)
    assert "Discount of the line: $ 4.000." in unescape(row)


def test_the_decision_about_a_payment_stands_under_it() -> None:
    """A payment of nothing, which is left out, does not shift the others."""
    sale = raw_sale(payments=[payment(0, "Nequi"), payment(54000)])

    text = page(mapped(sale))

    row = next(each for each in text.split("<tr") if "<td>Efectivo" in each)
    assert "Efectivo is the means of payment 10." in unescape(row)


def test_the_delivery_line_and_the_fallback_have_their_decisions() -> None:
    """Both stand in no list of the sale, and yet the page knows where they came from."""
    sale = raw_sale(deliveryCost=6000, payments=[], paymentMethod="Efectivo", total=54000)

    text = page(mapped(sale, rules(delivery="line")))

    delivery = next(each for each in text.split("<tr") if "Costo de domicilio" in each)
    paid = next(each for each in text.split("<tr") if "<td>Efectivo" in each)
    assert "$ 6.000" in delivery
    assert "<small>" in delivery
    assert "<small>" in paid


def test_texts_of_the_sale_are_shown_and_not_obeyed() -> None:
    """A name that is markup stays a name, and what HTML cannot hold is left out."""
    sale = raw_sale(
        line(name=NASTY),
        client={**FIRM, "name": NASTY},
        payments=[payment(54000, NASTY)],
        seller={"name": NASTY},
    )

    text = page(mapped(sale))

    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)


@pytest.mark.parametrize("sale", [RICH, raw_sale(products=[]), raw_sale(line(name=NASTY))])
def test_the_page_is_well_formed_and_loads_nothing(sale: dict[str, Any]) -> None:
    """Every element is closed; there is no script, no address, and a policy that forbids both."""
    text = page(mapped(sale))
    read = Reader(text)

    assert [] == read.open
    assert [] == read.links
    assert {"script", "link", "img", "iframe"}.isdisjoint(read.tags)
    assert "url(" not in text
    assert "default-src 'none'" in text


@pytest.mark.parametrize(
    ("sale", "badges"),
    [
        (raw_sale(), ["Ready to be a document"]),
        (raw_sale(status="Anulada"), ["Ready to be a document", "Annulled"]),
        (raw_sale(seller=None), ["It cannot be a document: 1 to mend"]),
    ],
    ids=["ready", "voided", "blocked"],
)
def test_the_state_stands_at_the_top(sale: dict[str, Any], badges: list[str]) -> None:
    """A person sees at once whether it can be a document."""
    text = page(mapped(sale))
    (shown,) = re.findall(r"<p class=badges>(.*?)</p>", text)

    assert badges == [each.strip("✔✘ ") for each in re.findall(r"<span[^>]*>(.*?)</span>", shown)]


def test_a_sale_without_document_shows_its_problems_and_no_sums() -> None:
    """What cannot be settled is not shown as a sum of zero."""
    sale = raw_sale(line(taxes=[{"taxName": "ICA", "taxValue": 1}]))

    text = page(mapped(sale))

    assert "tax-unmapped" in text
    assert "Line by line" not in text
    assert "—" == Reader(text).rows[-1][-1]


def test_a_document_without_taxes_says_so() -> None:
    """An empty table would leave a doubt."""
    assert "No tax." in page(mapped(raw_sale(line(taxes=[]))))


def test_a_rounding_has_its_row_and_its_share() -> None:
    """The peso that the till added is shown, so that the column still adds up to the payable."""
    text = page(mapped(raw_sale(line(price=27000, quantity=2), total=54001)))

    rows = [row[-1] for row in Reader(text).rows if row[:1] == ["Rounding"]]
    legend = re.findall(r"</i>Rounding <b>(.*?)</b>", text)
    assert rows == legend == [format_pesos(exact(1))]


def test_a_sale_of_zero_pesos_draws_no_bar() -> None:
    """Nothing has a share of nothing."""
    sale = raw_sale(line(price=0, quantity=1, total=0), total=0, payments=[])

    assert "class=bar" not in page(mapped(sale))
    assert "class=bar" in page(mapped(raw_sale()))


def test_without_payments_and_balance_there_is_no_table_of_payments() -> None:
    """An empty table would look like a payment that was lost."""
    unmapped = raw_sale(line(taxes=[{"taxName": "ICA", "taxValue": 1}]), payments=[])

    assert "Payment by payment" not in page(mapped(unmapped))
    assert "Payment by payment" in page(mapped(raw_sale()))


def test_both_languages_have_the_same_shape() -> None:
    """Only the words differ."""
    plan = mapped(RICH)

    assert Reader(page(plan, "es")).tags == Reader(page(plan, "en")).tags
    assert '<html lang="es">' in page(plan, "es")
    assert "A dónde fue cada peso" in page(plan, "es")
