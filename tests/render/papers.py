# SPDX-License-Identifier: MIT
"""Documents of La Arepera de la 45 to print; their lines, taxes and totals add up."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from attrs import evolve

from loggro_integration.models import (
    Address,
    AllowanceCharge,
    Contact,
    CreditNote,
    DebitNote,
    Discrepancy,
    ExtensionBlock,
    FiscalDocument,
    Identification,
    Invoice,
    ItemCode,
    Line,
    NumberingRange,
    Party,
    PaymentMeans,
    Prepayment,
    Reference,
    Software,
    TaxSubtotal,
    TaxTotal,
    WrittenCode,
    calculate,
)

CODE = "8bb918b19ba22a69" * 6

AREPERA = Party(
    name="Arepas y Sabores de Bogotá S.A.S.",
    trade_name="La Arepera de la 45",
    identification=Identification(number="900373076", type_code="31", check_digit="4"),
    organization_type="1",
    responsibilities=("O-13", "O-47"),
    tax_regime="48",
    tax_scheme="04",
    tax_scheme_name="INC",
    activity_codes=("5611",),
    registration_number="02345678",
    address=Address(
        city_code="11001",
        city_name="Bogotá, D.C.",
        department_name="Bogotá",
        lines=("Calle 45 # 13-20, local 2",),
        postal_zone="110231",
        country_code="CO",
    ),
    contact=Contact(telephone="601 555 0145", email="hola@laarepera45.example"),
)
FINAL = Party(
    name="consumidor final",
    identification=Identification(number="222222222222", type_code="13"),
    organization_type="2",
    responsibilities=("R-99-PN",),
    tax_scheme="ZZ",
)
COMPANY = Party(
    name="Compañía Ñandú & Hijos Ltda.",
    identification=Identification(number="800199436", type_code="31", check_digit="7"),
    organization_type="1",
    tax_regime="48",
    tax_scheme="01",
    tax_scheme_name="IVA",
    responsibilities=("O-15", "O-23"),
    address=Address(
        city_name="Medellín", department_name="Antioquia", lines=("Carrera 70 # 1-19",)
    ),
    contact=Contact(name="Úrsula Peña", telephone="604 555 0170", email="pagos@nandu.example"),
)
RANGE = NumberingRange(
    authorization="18760000001",
    prefix="FE",
    first=1,
    last=5000,
    valid_from=date(2026, 1, 19),
    valid_until=date(2028, 1, 19),
)
SOFTWARE = Software(
    provider="900373076",
    provider_check_digit="4",
    id="56f2ae4e-9812-4fad-9255-08fcfcd5ccb0",
    name="Caja Maíz",
    maker_name="Íngrid Muñoz",
    maker_company="Programas del Maíz S.A.S.",
)
TIP = AllowanceCharge(
    charge=True, amount=Decimal("5000.00"), reason_code="03", reason="Propina voluntaria"
)
MENU = (
    ("Arepa de chócolo con quesito", "2", "9259.26"),
    ("Patacón con hogao y carne desmechada", "1", "22222.22"),
    ("Limonada de coco", "3", "7407.41"),
    ("Ajiaco santafereño (medio)", "1.5", "18518.52"),
)


def inc(base: Decimal, rate: str = "8.00", code: str = "04", name: str = "INC") -> TaxTotal:
    amount = (base * Decimal(rate) / 100).quantize(Decimal("0.01"))
    part = TaxSubtotal(amount=amount, taxable_amount=base, percent=Decimal(rate))
    return TaxTotal(code=code, name=name, amount=amount, subtotals=(part,))


def bag(count: int = 2) -> TaxTotal:
    amount = Decimal("70.00") * count
    part = TaxSubtotal(
        amount=amount,
        base_unit_measure=Decimal(count),
        unit_code="94",
        per_unit_amount=Decimal("70.00"),
    )
    return TaxTotal(code="22", name="INC Bolsas", amount=amount, subtotals=(part,))


def line(number: int, name: str, quantity: str, price: str, **fields: Any) -> Line:
    gross = (Decimal(quantity) * Decimal(price)).quantize(Decimal("0.01"))
    discounts = fields.get("allowance_charges", ())
    net = gross - sum((each.amount for each in discounts), Decimal(0))
    return Line(
        id=str(number),
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        base_quantity=Decimal(quantity),
        line_extension=net,
        descriptions=(name,),
        **{"taxes": (inc(net),)} | fields,
    )


def menu() -> tuple[Line, ...]:
    """Four dishes, one with a discount, and two bags."""
    happy = AllowanceCharge(
        charge=False,
        amount=Decimal("2222.22"),
        reason="Hora feliz",
        percent=Decimal("10"),
        base_amount=Decimal("22222.22"),
        reason_code="00",
    )
    dishes = [line(n, *dish) for n, dish in enumerate(MENU, start=1)]
    dishes[1] = line(2, *MENU[1], allowance_charges=(happy,))
    dishes[0] = evolve(
        dishes[0],
        seller_item_id="AR-01",
        standard_item=ItemCode(value="50192100", scheme="001"),
    )
    bags = line(5, "Bolsa plástica", "2", "0.00", taxes=(bag(),))
    return (*dishes, bags)


def invoice(lines: tuple[Line, ...] | None = None, **fields: Any) -> Invoice:
    """An invoice with tip, due date and a card, unless told otherwise."""
    lines = menu() if lines is None else lines
    charges = fields.get("allowance_charges", (TIP,))
    prepayments = fields.get("prepayments", ())
    taxes, totals = calculate(lines, allowance_charges=charges, prepayments=prepayments)
    known: dict[str, Any] = {
        "number": "FE45",
        "issue_date": date(2026, 11, 20),
        "issue_time": time(20, 15, 32),
        "type_code": "01",
        "environment": "1",
        "supplier": AREPERA,
        "customer": COMPANY,
        "lines": lines,
        "taxes": taxes,
        "totals": totals,
        "allowance_charges": charges,
        "unique_code": WrittenCode(scheme="CUFE-SHA384", value=CODE),
        "payment_means": (PaymentMeans(form="2", code="48", due_date=date(2026, 12, 20)),),
        "numbering": RANGE,
        "software": SOFTWARE,
        "notes": ("Gracias por su visita. Mesa 7, atendió Lucía.",),
    }
    return Invoice(**known | fields)


BOX = (
    ExtensionBlock(
        name="FabricanteSoftware",
        values=(
            ("NombreApellido", "Íngrid Muñoz"),
            ("RazonSocial", "Programas del Maíz S.A.S."),
            ("NombreSoftware", "Caja Maíz"),
        ),
    ),
    ExtensionBlock(
        name="BeneficiosComprador",
        values=(("Codigo", "C-77"), ("NombresApellidos", "Óscar Niño"), ("Puntos", "120")),
    ),
    ExtensionBlock(
        name="PuntoVenta",
        values=(
            ("PlacaCaja", "CAJA-45-1"),
            ("UbicaciónCaja", "Barra del primer piso"),
            ("Cajero", "Lucía Gómez"),
            ("TipoCaja", "Caja principal"),
            ("CódigoVenta", "V-000123"),
            ("SubTotal", "91296.31"),
        ),
    ),
)


def pos(**fields: Any) -> Invoice:
    """A POS document for the final consumer, paid in cash."""
    known: dict[str, Any] = {
        "number": "POS1001",
        "type_code": "20",
        "customer": FINAL,
        "unique_code": WrittenCode(scheme="CUDE-SHA384", value=CODE),
        "payment_means": (PaymentMeans(form="1", code="10"),),
        "extensions": BOX,
        "software": evolve(SOFTWARE, name=None, maker_name=None, maker_company=None),
        "numbering": evolve(RANGE, prefix="POS"),
    }
    return invoice(**known | fields)


def support(**fields: Any) -> Invoice:
    """A support document: the restaurant buys from a farmer who need not invoice."""
    farmer = Party(
        name="Aurelio Ibáñez",
        identification=Identification(number="20227859", type_code="31", check_digit="8"),
        organization_type="2",
        tax_scheme="ZZ",
        responsibilities=("R-99-PN",),
        address=Address(
            city_name="Chía", department_name="Cundinamarca", lines=("Vereda La Balsa",)
        ),
    )
    bought = line(
        1,
        "Maíz tierno",
        "120",
        "2500.00",
        taxes=(),
        unit_code="KGM",
        period_start=date(2026, 11, 19),
        period_code="1",
        period_text="Por operación",
    )
    part = TaxSubtotal(
        amount=Decimal("7500.00"), taxable_amount=Decimal("300000.00"), percent=Decimal("2.50")
    )
    kept = TaxTotal(code="06", name="ReteRenta", amount=Decimal("7500.00"), subtotals=(part,))
    known: dict[str, Any] = {
        "number": "DS12",
        "type_code": "05",
        "supplier": farmer,
        "customer": AREPERA,
        "withholdings": (kept,),
        "allowance_charges": (),
        "unique_code": WrittenCode(scheme="CUDS-SHA384", value=CODE),
        "numbering": evolve(RANGE, prefix="DS"),
    }
    return invoice((bought,), **known | fields)


def note(type_code: str = "91", **fields: Any) -> FiscalDocument:
    """A note that gives back (or adds) one dish of FE45."""
    make = DebitNote if type_code in {"92", "93"} else CreditNote
    sold = invoice(menu()[:1], allowance_charges=())
    about = Reference(
        kind="invoice",
        number="FE45",
        unique_code=WrittenCode(scheme="CUFE-SHA384", value=CODE[::-1]),
        issue_date=date(2026, 11, 20),
    )
    kept = {
        name: getattr(sold, name)
        for name in ("issue_date", "issue_time", "supplier", "customer", "lines", "totals", "taxes")
    }
    known: dict[str, Any] = {
        **kept,
        "number": "NC7",
        "type_code": type_code,
        "environment": "1",
        "unique_code": WrittenCode(scheme="CUDE-SHA384", value=CODE),
        "payment_means": (PaymentMeans(form="1", code="10"),),
        "references": (about,),
        "software": SOFTWARE,
        "discrepancy": Discrepancy(code="1", description="La arepa llegó fría", reference="FE45"),
    }
    return make(**known | fields)


def crowded(count: int = 40) -> Invoice:
    """Forty lines with names of sixty letters, amounts of twelve digits and a word without end."""
    long = "Bandeja paisa de la casa con chicharrón y aguacate, porción 1"
    lines = [line(n, f"{long[:58]} {n % 10}", "999", "123456789.123456") for n in range(1, count)]
    lines.append(line(count, "Ñ" * 120, "1", "999999999999.99"))
    prepaid = Prepayment(amount=Decimal("100000000000.00"), received_on=date(2026, 11, 19))
    return invoice(tuple(lines), prepayments=(prepaid,))
