# SPDX-License-Identifier: MIT
"""What the value types say when they refuse: each word, the field, the value, both remedies."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from loggro_integration import errors
from loggro_integration.ids import DocumentNumber, Nit, SaleKey, UniqueCode, check_digit
from loggro_integration.money import (
    Money,
    allocate,
    base_of_included_price,
    exact,
    plain,
    round_half_even,
    split_included,
    truncate,
)

AMOUNT = (
    "Escríbalo con punto decimal y sin separador de miles, como 54000.00.",
    "Write it with a decimal point and no thousands separator, as 54000.00.",
)
RANGE = ("Use menos de 19 cifras enteras.", "Use fewer than 19 digits before the point.")
FLOAT = (
    'Use Decimal("12.50"), un entero o texto; en JSON, parse_float=Decimal.',
    'Use Decimal("12.50"), an int or text; for JSON, parse_float=Decimal.',
)
FINER = ("Redondee primero con `round_half_even`.", "Round it first with `round_half_even`.")
NEGATIVE = ("Use cero o más.", "Use zero or more.")
WEIGHTS = ("Pase al menos un peso mayor que cero.", "Pass at least one weight above zero.")
PLACES = ("Use entre -12 y 12 decimales.", "Use between -12 and 12 places.")
CURRENCY = (
    "Use las tres letras de ISO 4217, como COP o USD.",
    "Use the three letters of ISO 4217, as COP or USD.",
)
CONVERT = (
    "Convierta primero con la tasa de cambio del documento.",
    "Convert it first with the exchange rate of the document.",
)
NIT = (
    "Escriba 1 a 15 dígitos con guion y dígito de verificación, como 900555111-6.",
    "Write 1 to 15 digits with dash and check digit, as 900555111-6.",
)
NUMBER = (
    "Escriba prefijo y consecutivo sin espacios ni ceros, como FVE29984.",
    "Write prefix and sequence without spaces or zeros between, as FVE29984.",
)
CODE = (
    "Copie los 96 dígitos hexadecimales de `cbc:UUID`, en minúscula.",
    "Copy the 96 hexadecimal digits of `cbc:UUID`, in lower case.",
)
KEY = (
    "Escriba negocio:prefijo:consecutivo, como arepera:FE:123.",
    "Write business:prefix:sequence, as arepera:FE:123.",
)
HUGE = 10**18
ONE = Decimal(1)

# what is called, the words, the field, the value, the remedies
MONEY: list[tuple[Callable[[], object], str, str, str | None, tuple[str, str]]] = [
    (lambda: exact(1.5), "amount is a float, which cannot hold cents exactly.", "amount", "1.5",
     FLOAT),
    (lambda: exact(True), "amount is not an amount.", "amount", "True", AMOUNT),
    (lambda: exact("54.000,00"), "amount is not an amount.", "amount", "54.000,00", AMOUNT),
    (lambda: exact(Decimal("NaN")), "amount is not an amount.", "amount", "NaN", AMOUNT),
    (lambda: exact("1" * 81), "amount is not an amount.", "amount", "1" * 80, AMOUNT),
    (lambda: exact(HUGE), "amount is larger or finer than any amount.", "amount", "an integer",
     RANGE),
    (lambda: exact("1e18"), "amount is larger or finer than any amount.", "amount", "1E+18",
     RANGE),
    (lambda: truncate(ONE, places=13), "13 decimal places cannot be used.", "places", "13",
     PLACES),
    (lambda: round_half_even(ONE, places=-13), "-13 decimal places cannot be used.", "places",
     "-13", PLACES),
    (lambda: allocate(Decimal("0.001"), [ONE]), "total has more decimals than it may have.",
     "total", "0.001", FINER),
    (lambda: allocate(ONE, [Decimal(0)]),
     "There is something to spread and every weight is zero.", "weights", "1", WEIGHTS),
    (lambda: allocate(ONE, [ONE, Decimal(-1)]), "weights[1] is negative.", "weights[1]", "-1",
     NEGATIVE),
    (lambda: allocate(ONE, [1.5]), "weights[0] is a float, which cannot hold cents exactly.",  # type: ignore[list-item]
     "weights[0]", "1.5", FLOAT),
    (lambda: base_of_included_price(1.5, []),  # type: ignore[arg-type]
     "price is a float, which cannot hold cents exactly.", "price", "1.5", FLOAT),
    (lambda: base_of_included_price(ONE, [Decimal(-8)]), "rates[0] is negative.", "rates[0]",
     "-8", NEGATIVE),
    (lambda: split_included(1.5, []),  # type: ignore[arg-type]
     "gross is a float, which cannot hold cents exactly.", "gross", "1.5", FLOAT),
    (lambda: split_included(Decimal("0.001"), []), "gross has more decimals than it may have.",
     "gross", "0.001", FINER),
    (lambda: Money(ONE, "pesos"), "'pesos' is not a currency code.", "currency", "pesos",
     CURRENCY),
    (lambda: Money(ONE, "USD") + Money(ONE, "COP"), "COP cannot be combined with USD.",
     "currency", "COP", CONVERT),
]  # fmt: skip
IDS: list[tuple[Callable[[], object], str, str, str | None, tuple[str, str]]] = [
    (lambda: check_digit("012"), "This is not a NIT.", "nit", "012", NIT),
    (lambda: Nit.parse("9 5"), "This is not a NIT.", "nit", "9 5", NIT),
    (lambda: Nit.parse(7), "This is not a NIT.", "nit", "7", NIT),  # type: ignore[arg-type]
    (lambda: Nit.parse(HUGE), "This is not a NIT.", "nit", "a huge integer", NIT),  # type: ignore[arg-type]
    (lambda: Nit.parse(-HUGE), "This is not a NIT.", "nit", "a huge integer", NIT),  # type: ignore[arg-type]
    (lambda: Nit.parse(HUGE - 1), "This is not a NIT.", "nit", "9" * 18, NIT),  # type: ignore[arg-type]
    (lambda: Nit.parse(None), "This is not a NIT.", "nit", None, NIT),  # type: ignore[arg-type]
    (lambda: Nit.parse("x" * 200), "This is not a NIT.", "nit", "x" * 80, NIT),
    (lambda: DocumentNumber("F E", 1), "The prefix is not letters and digits.", "prefix", "F E",
     NUMBER),
    (lambda: DocumentNumber("FE", -1), "The sequence is out of range.", "sequence", "-1", NUMBER),
    (lambda: DocumentNumber.parse("FE007"),
     "The sequence has leading zeros, which do not survive.", "number", "FE007", NUMBER),
    (lambda: DocumentNumber.parse("FE"), "The number is not a prefix with a sequence.", "number",
     "FE", NUMBER),
    (lambda: DocumentNumber.parse(7), "The number is not a prefix with a sequence.", "number",  # type: ignore[arg-type]
     "7", NUMBER),
    (lambda: DocumentNumber.parse(7, prefix="X"),  # type: ignore[arg-type]
     "The number does not begin with the prefix 'X'.", "number", "7", NUMBER),
    (lambda: DocumentNumber.parse("FE1", prefix="POS"),
     "The number does not begin with the prefix 'POS'.", "number", "FE1", NUMBER),
    (lambda: UniqueCode("CUFO", "0" * 96), "The kind is not CUFE, CUDE or CUDS.", "kind", "CUFO",  # type: ignore[arg-type]
     CODE),
    (lambda: UniqueCode("CUFE", "AB"), "This is not a SHA-384 in lower case.", "hex", "AB", CODE),
    (lambda: SaleKey("la arepera", "FE", 1), "The business is not an id.", "business",
     "la arepera", KEY),
    (lambda: SaleKey.parse("arepera:FE"), "This is not the key of a sale.", "key", "arepera:FE",
     KEY),
]  # fmt: skip


@pytest.mark.parametrize(
    ("act", "message", "field", "value", "remedies"), [*MONEY, *IDS], ids=lambda each: None
)
def test_a_refusal_says_what_where_and_what_to_do(
    act: Callable[[], object],
    message: str,
    field: str,
    value: str | None,
    remedies: tuple[str, str],
) -> None:
    """Whole and exact, in both languages: a person reads it, and a program the field."""
    with pytest.raises(errors.InvalidInput) as caught:
        act()

    error = caught.value
    assert error.hint is not None
    assert (message, field, value) == (error.message, error.field, error.value)
    assert remedies == (error.hint.es, error.hint.en)


@pytest.mark.parametrize("places", [-12, 12])
def test_the_widest_roundings_are_taken(places: int) -> None:
    """Both ends of the range count."""
    assert round_half_even(Decimal(0), places=places) == 0


def test_the_longest_text_is_read() -> None:
    """Eighty characters are a number still."""
    text = "1".zfill(80)

    assert Decimal(1) == exact(text)


def test_the_largest_amount_is_truncated_exactly() -> None:
    """Eighteen digits and forty decimals: more than Python's own precision holds."""
    amount = Decimal("9" * 18 + "." + "9" * 40)

    assert Decimal("9" * 18 + "." + "9" * 12) == truncate(amount, places=12)


def test_a_base_may_have_forty_decimals() -> None:
    """The last of them is rounded half-even."""
    base = base_of_included_price(Decimal(1), [Decimal(5)])

    assert Decimal("0.9523809523809523809523809523809523809524") == base
    assert "0.9523809523809523809523809523809523809524" == str(base)


def test_amounts_of_one_size_are_neither_more_nor_less() -> None:
    """Equal is at most and at least, never above and never below."""
    one, same, more = (Money(Decimal(each), "USD") for each in ("1", "1.00", "2"))

    assert (False, True, False, True) == (one > same, one >= same, one < same, one <= same)
    assert (True, True, False, False) == (more > one, more >= one, more < one, more <= one)


def test_whole_amounts_and_cents_are_told_apart() -> None:
    """Zeros at the end are no decimals; letters never were."""
    assert "100.00" == plain(Decimal(100))
    assert "100.1" == plain(Decimal("100.100"), places=0)


def test_every_letter_before_the_digits_is_the_prefix() -> None:
    """The last one too."""
    assert DocumentNumber("FEX", 9) == DocumentNumber.parse("FEX9")


def test_nothing_is_spread_as_nothing() -> None:
    """A total of zero has no sign, whatever the weights."""
    assert ["0.00", "0.00"] == [str(part) for part in allocate(Decimal(0), [ONE, ONE])]
