# SPDX-License-Identifier: MIT
"""
The arithmetic rules of DIAN's annex over the bytes of a document: families AS, AU, AV and AX.

A second reading of the annex, with lxml alone. An id is ``F``, ``C`` or ``D`` (invoice, credit or
debit note) before the id here; notes mirror the invoice by letter. A rule gives one verdict for
each thing that it looked at: empty text where it holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias

from lxml import etree

from dian.ubl import NONE, Node, amounts, lines_of, nodes, sums_of, text, total

__all__ = ["LETTERS", "RULES", "letter_of", "verdicts"]

Rule: TypeAlias = Callable[[Node], Iterator[str]]

LETTERS = {"Invoice": "F", "CreditNote": "C", "DebitNote": "D"}
TOLERANCE = Decimal("2.00")
CENT = Decimal("0.01")
PESO = Decimal(1)
TAXES = frozenset(
    {"01", "02", "03", "04", "05", "06", "07", "08", "20", "21", "22", "23", "24", "25", "26",
     "30", "32", "33", "34", "35", "36", "ZZ"}
)  # fmt: skip
MEASURED = frozenset({"21", "22", "23", "24"})
RATES = {
    "01": {Decimal(rate) for rate in (0, 5, 16, 19)},
    "04": {Decimal(rate) for rate in (2, 4, 8, 16)},
    "35": {Decimal(20)},
}
UNITS = frozenset({"94", "NIU", "EA", "KGM", "GRM", "LTR", "MLT", "HUR", "DAY"})
QUANTITY = "cbc:InvoicedQuantity|cbc:CreditedQuantity|cbc:DebitedQuantity"
SCHEME = "cac:TaxCategory/cac:TaxScheme/cbc:ID"

RULES: dict[str, Rule] = {}


def letter_of(root: Node) -> str:
    """Return the first letter of the rules of a document."""
    return LETTERS[etree.QName(root).localname]


def verdicts(root: Node) -> Iterator[tuple[str, str]]:
    """Give the id of each rule with each of its verdicts on a document."""
    for name, rule in RULES.items():
        for verdict in rule(root):
            yield letter_of(root) + name, verdict


def rule(name: str) -> Callable[[Rule], Rule]:
    """Keep a rule under its id."""

    def keep(made: Rule) -> Rule:
        RULES[name] = made
        return made

    return keep


def said(holds: object, fault: str) -> str:
    """Return a verdict."""
    return "" if holds else fault


def repeated(found: Iterable[object]) -> list[object]:
    return [each for each, times in Counter(found).items() if times > 1]


def to_the_peso(amount: Decimal) -> Decimal:
    return amount.quantize(PESO)


def equal(what: str, written: Decimal, expected: Decimal) -> str:
    """Compare as DIAN does: after rounding to the peso."""
    return said(to_the_peso(written) == to_the_peso(expected), f"{what} {written}, not {expected}")


# --------------------------------------------------------- taxes: AS of the header, AX of the lines


def of_header(root: Node) -> list[Node]:
    return nodes(root, "cac:TaxTotal")


def of_lines(root: Node) -> list[Node]:
    return [tax for line in lines_of(root) for tax in nodes(line, "cac:TaxTotal")]


def parts(taxes: list[Node]) -> list[Node]:
    return [part for tax in taxes for part in nodes(tax, "cac:TaxSubtotal")]


def code_of(tax: Node) -> str:
    return text(tax, f"cac:TaxSubtotal/{SCHEME}")


def one_a_code(root: Node) -> Iterator[str]:
    """AS01a: one total a tax; its rates are subtotals of it."""
    found = repeated(map(code_of, of_header(root)))
    yield said(not found, f"taxes {found} twice")


def same_in_lines(root: Node) -> Iterator[str]:
    """AS01b: IVA and INC stand in the header where a line has them, and conversely."""
    above, below = set(map(code_of, of_header(root))), set(map(code_of, of_lines(root)))
    for code in ("01", "04"):
        yield said((code in above) == (code in below), f"tax {code} on one side")


def one_a_code_of_the_line(root: Node) -> Iterator[str]:
    """AX01: one total a tax on a line."""
    for line in lines_of(root):
        found = repeated(map(code_of, nodes(line, "cac:TaxTotal")))
        yield said(not found, f"taxes {found} twice")


RULES |= {"AS01a": one_a_code, "AS01b": same_in_lines, "AX01": one_a_code_of_the_line}


def is_sum(tax: Node) -> str:
    """AS02, AX02: the total of a tax is the sum of its rates."""
    written, expected = total(tax, "cbc:TaxAmount"), total(tax, "cac:TaxSubtotal/cbc:TaxAmount")
    return said(written == expected, f"{written}, not {expected}")


def one_a_rate(tax: Node) -> str:
    """AS04, AX04: one subtotal a rate."""
    rate = "cac:TaxCategory/cbc:Percent"
    found = repeated(
        (text(part, rate), text(part, "cbc:PerUnitAmount"))
        for part in nodes(tax, "cac:TaxSubtotal")
    )
    return said(not found, f"rates {found} twice")


def has_base(part: Node) -> str:
    """AS05: a percentage has what it is of."""
    return said(amounts(part, "cbc:TaxableAmount"), "no TaxableAmount")


def is_rate_of_base(part: Node) -> str:
    """AS07, AX07: base by rate, or units by their amount; IBUA is of 100 ml."""
    if nodes(part, "cbc:PerUnitAmount"):
        expected = total(part, "cbc:PerUnitAmount") * total(part, "cbc:BaseUnitMeasure")
        expected /= 100 if text(part, SCHEME) == "34" else 1
    else:
        expected = total(part, "cbc:TaxableAmount") * total(part, "cac:TaxCategory/cbc:Percent")
        expected /= 100
    written = total(part, "cbc:TaxAmount")
    return said(abs(written - expected) <= TOLERANCE, f"{written}, not {expected}")


def has_measure(part: Node) -> str:
    """AS09, AS11: an amount per unit has its units, and is nothing without them."""
    return said(amounts(part, "cbc:BaseUnitMeasure"), "no BaseUnitMeasure")


def has_scheme(part: Node) -> str:
    """AS15, AX15: a rate belongs to a tax."""
    return said(nodes(part, "cac:TaxCategory/cac:TaxScheme"), "no TaxScheme")


def has_category(part: Node) -> str:
    """AX13: and to a category."""
    return said(nodes(part, "cac:TaxCategory"), "no TaxCategory")


def is_listed(part: Node) -> str:
    """AS16, AX16: the tax is in the list."""
    return said(text(part, SCHEME) in TAXES, f"tax {text(part, SCHEME)!r}")


def by_percent(part: Node) -> bool:
    return not nodes(part, "cbc:PerUnitAmount")


def by_unit(part: Node) -> bool:
    return not by_percent(part)


def is_measured(part: Node) -> bool:
    return text(part, SCHEME) in MEASURED


def has_known_rates(part: Node) -> bool:
    return by_percent(part) and text(part, SCHEME) in RATES


def is_known_rate(part: Node) -> str:
    """AX14: the rate is one of its tax (13.3.9)."""
    rate = total(part, "cac:TaxCategory/cbc:Percent")
    return said(rate in RATES[text(part, SCHEME)], f"{rate} % of {text(part, SCHEME)}")


def has_measure_with_unit(part: Node) -> str:
    """AX09: a tax by the unit measures its units and names them."""
    return said(nodes(part, "cbc:BaseUnitMeasure[@unitCode]"), "no BaseUnitMeasure/@unitCode")


def anything(_: Node) -> bool:
    return True


def each_of(
    where: Callable[[Node], list[Node]],
    check: Callable[[Node], str],
    which: Callable[[Node], bool] = anything,
) -> Rule:
    """Make a rule that looks at each of some nodes."""

    def made(root: Node) -> Iterator[str]:
        yield from (check(node) for node in where(root) if which(node))

    return made


def rates_of_header(root: Node) -> list[Node]:
    return parts(of_header(root))


def rates_of_lines(root: Node) -> list[Node]:
    return parts(of_lines(root))


def measures(root: Node) -> list[Node]:
    return [each for part in rates_of_header(root) for each in nodes(part, "cbc:BaseUnitMeasure")]


def has_unit(measure: Node) -> str:
    """AS10: a measure names its unit."""
    return said(measure.get("unitCode"), "no @unitCode")


RULES |= {
    "AS02": each_of(of_header, is_sum),
    "AS04": each_of(of_header, one_a_rate),
    "AS05": each_of(rates_of_header, has_base, by_percent),
    "AS07": each_of(rates_of_header, is_rate_of_base),
    "AS09": each_of(rates_of_header, has_measure, by_unit),
    "AS10": each_of(measures, has_unit),
    "AS11": each_of(rates_of_header, has_measure, by_unit),
    "AS15": each_of(rates_of_header, has_scheme),
    "AS16": each_of(rates_of_header, is_listed),
    "AX02": each_of(of_lines, is_sum),
    "AX04": each_of(of_lines, one_a_rate),
    "AX07": each_of(rates_of_lines, is_rate_of_base),
    "AX09": each_of(rates_of_lines, has_measure_with_unit, is_measured),
    "AX13": each_of(rates_of_lines, has_category),
    "AX14": each_of(rates_of_lines, is_known_rate, has_known_rates),
    "AX15": each_of(rates_of_lines, has_scheme),
    "AX16": each_of(rates_of_lines, is_listed),
}


@rule("AX05")
def base_is_the_line(root: Node) -> Iterator[str]:
    """The base of a line is its amount, of a gift its commercial price by its quantity."""
    for line in lines_of(root):
        amount = total(line, "cbc:LineExtensionAmount")
        worth = total(line, "cac:PricingReference//cbc:PriceAmount") * total(line, QUANTITY)
        given = text(line, "cbc:FreeOfChargeIndicator")
        # a debit note cannot say that a line is a gift
        expected = {"true": {worth}, "false": {amount}}.get(given, {amount, amount or worth})
        for base in amounts(line, "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount"):
            yield said(base in expected, f"{base}, not {expected}")


# -------------------------------------------------------------------------------- totals: family AU


@rule("AU01")
def has_totals(root: Node) -> Iterator[str]:
    """There is one group of totals."""
    yield said(len(sums_of(root)) == 1, "no totals")


def written(root: Node, name: str) -> Decimal:
    return total(sums_of(root)[0], f"cbc:{name}Amount")


@rule("AU02")
def lines_add_up(root: Node) -> Iterator[str]:
    """The lines add up."""
    expected = sum((total(each, "cbc:LineExtensionAmount") for each in lines_of(root)), NONE)
    yield equal("LineExtension", written(root, "LineExtension"), expected)


@rule("AU04")
def bases_add_up(root: Node) -> Iterator[str]:
    """The bases add up, that of a line once (`dian.md` section 9)."""
    base = "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount"
    expected = sum((max(amounts(each, base), default=NONE) for each in lines_of(root)), NONE)
    yield equal("TaxExclusive", written(root, "TaxExclusive"), expected)


@rule("AU06")
def taxes_are_added(root: Node) -> Iterator[str]:
    """Lines and taxes of the header make the sum with taxes."""
    expected = written(root, "LineExtension") + total(root, "cac:TaxTotal/cbc:TaxAmount")
    yield equal("TaxInclusive", written(root, "TaxInclusive"), expected)


def allowances(root: Node, charge: str) -> Decimal:
    return total(root, f"cac:AllowanceCharge[cbc:ChargeIndicator='{charge}']/cbc:Amount")


@rule("AU08")
def discounts_add_up(root: Node) -> Iterator[str]:
    """The discounts of the document add up."""
    yield equal("AllowanceTotal", written(root, "AllowanceTotal"), allowances(root, "false"))


@rule("AU10")
def charges_add_up(root: Node) -> Iterator[str]:
    """Its charges add up, tip and delivery."""
    yield equal("ChargeTotal", written(root, "ChargeTotal"), allowances(root, "true"))


@rule("AU12")
def advances_add_up(root: Node) -> Iterator[str]:
    """Its advances add up, where it tells any."""
    yield equal(
        "Prepaid", written(root, "Prepaid"), total(root, "cac:PrepaidPayment/cbc:PaidAmount")
    )


@rule("AU14")
def payable_is_all_of_it(root: Node) -> Iterator[str]:
    """What is to pay is the sum with taxes, less discounts, plus charges; 2.00 may be rounding."""
    expected = written(root, "TaxInclusive")
    expected += written(root, "ChargeTotal") - written(root, "AllowanceTotal")
    payable = written(root, "Payable")
    yield said(abs(payable - expected) <= TOLERANCE, f"Payable {payable}, not {expected}")


# --------------------------------------------------------------------------------- lines: family AV


@rule("AV01")
def has_lines(root: Node) -> Iterator[str]:
    """There is a line."""
    yield said(lines_of(root), "no line")


@rule("AV02")
def lines_are_numbered(root: Node) -> Iterator[str]:
    """They are numbered from 1."""
    for number, line in enumerate(lines_of(root), 1):
        found = text(line, "cbc:ID")
        yield said(found == str(number) and len(found) <= 4, f"line {number} is {found!r}")


@rule("AV04a")
def lines_have_quantities(root: Node) -> Iterator[str]:
    """Each has a quantity."""
    for line in lines_of(root):
        yield said(nodes(line, QUANTITY), "no quantity")


@rule("AV04b")
def quantities_are_not_negative(root: Node) -> Iterator[str]:
    """It is not negative."""
    for line in lines_of(root):
        yield said(total(line, QUANTITY) >= 0, f"quantity {total(line, QUANTITY)}")


@rule("AV05")
def units_are_listed(root: Node) -> Iterator[str]:
    """Its unit is in the list (the part of it that the facts name)."""
    for quantity in (each for line in lines_of(root) for each in nodes(line, QUANTITY)):
        yield said(quantity.get("unitCode") in UNITS, f"unit {quantity.get('unitCode')!r}")


@rule("AV06")
def lines_are_price_by_quantity(root: Node) -> Iterator[str]:
    """A line is price by quantity, less its discounts, plus its charges; a gift is 0.00."""
    for line in lines_of(root):
        expected = total(line, "cac:Price/cbc:PriceAmount")
        expected *= total(line, "cac:Price/cbc:BaseQuantity")
        expected += allowances(line, "true") - allowances(line, "false")
        if nodes(line, "cac:PricingReference"):
            expected = NONE
        amount = total(line, "cbc:LineExtensionAmount")
        yield said(abs(amount - expected) <= CENT, f"{amount}, not {expected}")


# ---------------------------------------------------------------------- currency: FAD15b's mirrors


_SUBTOTAL = "cac:TaxTotal/cac:TaxSubtotal/cbc:"
_LINE = "*[self::cac:InvoiceLine or self::cac:CreditNoteLine or self::cac:DebitNoteLine]/"
_SUMS = "*[self::cac:LegalMonetaryTotal or self::cac:RequestedMonetaryTotal]/cbc:"
CURRENCIES = {
    "AS03": "cac:TaxTotal/cbc:TaxAmount",
    "AS06": f"{_SUBTOTAL}TaxableAmount",
    "AS08": f"{_SUBTOTAL}TaxAmount",
    "AS12": f"{_SUBTOTAL}PerUnitAmount",
    "AU03": f"{_SUMS}LineExtensionAmount",
    "AU05": f"{_SUMS}TaxExclusiveAmount",
    "AU07": f"{_SUMS}TaxInclusiveAmount",
    "AU09": f"{_SUMS}AllowanceTotalAmount",
    "AU11": f"{_SUMS}ChargeTotalAmount",
    "AU13": f"{_SUMS}PrepaidAmount",
    "AU15": f"{_SUMS}PayableAmount",
    "AV07": f"{_LINE}cbc:LineExtensionAmount",
    "AX03": f"{_LINE}cac:TaxTotal/cbc:TaxAmount",
    "AX06": f"{_LINE}{_SUBTOTAL}TaxableAmount",
    "AX08": f"{_LINE}{_SUBTOTAL}TaxAmount",
    "AX12": f"{_LINE}{_SUBTOTAL}PerUnitAmount",
    # the row of AX19 names no element: every amount of a line
    "AX19": f"{_LINE}/*[@currencyID]",
}


def in_the_currency(path: str) -> Rule:
    """Make a rule: these amounts are in the currency of the document."""

    def made(root: Node) -> Iterator[str]:
        currency = text(root, "cbc:DocumentCurrencyCode")
        for node in nodes(root, path):
            yield said(node.get("currencyID") == currency, f"in {node.get('currencyID')!r}")

    return made


RULES |= {name: in_the_currency(path) for name, path in CURRENCIES.items()}
