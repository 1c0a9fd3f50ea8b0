# SPDX-License-Identifier: MIT
"""
What the printed form of a document says, as texts: the same for PDF, roll, HTML and plain text.

Layouts place these texts; they decide nothing about their content.
"""

from __future__ import annotations

from attrs import frozen

__all__ = ["Card", "Fact", "Form", "Row", "Section", "Sum", "TaxRow"]


@frozen
class Fact:
    """A labelled text."""

    label: str
    value: str


@frozen(kw_only=True)
class Card:
    """
    A party as it is printed.

    Attributes:
        heading: Its part in the document, as ``Cliente``; empty for the issuer.
        name: What stands in large type.
        identification: As ``NIT 900373076-4``; empty where the party has none.
        lines: Everything else, one fact a line.
    """

    heading: str
    name: str
    identification: str
    lines: tuple[str, ...]


@frozen(kw_only=True)
class Row:
    """
    One line of the document.

    Attributes:
        details: What stands under the description in small type.
        tax_names: Taxes with their rates, as ``INC 8 %``.
        total: Net amount of the line, without taxes: these add up to the subtotal.
    """

    position: str
    description: str
    details: tuple[str, ...]
    quantity: str
    unit: str
    price: str
    discount: str
    tax: str
    tax_names: tuple[str, ...]
    total: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Its texts, column by column."""
        return (
            self.position,
            self.description,
            self.quantity,
            self.unit,
            self.price,
            self.discount,
            self.tax,
            self.total,
        )


@frozen(kw_only=True)
class TaxRow:
    """One rate of one tax, or of one withholding."""

    name: str
    rate: str
    base: str
    amount: str


@frozen(kw_only=True)
class Sum:
    """
    A row of the totals.

    Attributes:
        kind: ``part``, ``total`` (the amount to pay) or ``note`` (informative, after it).
    """

    label: str
    amount: str
    kind: str = "part"


@frozen(kw_only=True)
class Section:
    """Facts that belong together, as those of the cash box."""

    heading: str
    facts: tuple[Fact, ...]


@frozen(kw_only=True)
class Form:
    """
    Everything a printed form shows.

    Attributes:
        language: ``es`` or ``en``.
        marks: Warnings that every page shows, as ``DOCUMENTO DE PRUEBA``.
        title: Name of the document, as DIAN calls it.
        facts: Dates, form and means of payment, currency, references.
        columns: Headings of the rows: position, description, quantity, unit, price, discount, tax
            and total.
        tax_columns: Headings of the taxes: name, rate, base, amount.
        taxes: Taxes by rate, and withholdings after them.
        words: The amount to pay, in words.
        notes: Free texts of the document, then the footer of the user.
        code: Unique code with its name; `None` for a draft.
        seal: What stands beside the QR code on every page: resolution, address, software.
        qr: Text of the QR code; `None` for a draft.
        page: How a page is counted, as ``Página {0} de {1}``.
    """

    language: str
    marks: tuple[str, ...]
    title: str
    number_label: str
    number: str
    issuer: Card
    counterpart: Card
    facts: tuple[Fact, ...]
    references: tuple[Section, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    tax_columns: tuple[str, ...]
    taxes: tuple[TaxRow, ...]
    sums: tuple[Sum, ...]
    words: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    code: Fact | None
    seal: tuple[str, ...]
    qr: str | None
    page: str

    @property
    def used_columns(self) -> tuple[int, ...]:
        """Columns that some row fills, by their place; the description always."""
        filled = [any(texts) for texts in zip(*(row.cells for row in self.rows), strict=True)]
        used = filled or [False] * len(self.columns)
        return tuple(index for index, any_text in enumerate(used) if any_text or index == 1)
