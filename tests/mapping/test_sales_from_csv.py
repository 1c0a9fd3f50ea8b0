# SPDX-License-Identifier: MIT
"""Sales from a table: declared styles, faults by row and column, and nothing half-read."""

from __future__ import annotations

import csv
import io
import random
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration.errors import InvalidInput
from loggro_integration.mapping import (
    InvalidRules,
    InvalidSale,
    MappingRules,
    TableFormat,
    map_sale,
    sale_from_dict,
    sales_from_csv,
)
from loggro_integration.mapping._csv_columns import FIELDS
from mapping.other_sales import everything

HEADER = "number;issued_at;status;total;line_name;line_quantity;line_price;tax_name;tax_percent"
ROW = "POS7;20/11/2026 13:04;paid;54.000;Bandeja;2;27.000;I CONSUMO;8"
STYLE: dict[str, Any] = {"numbers": "1.234,56", "dates": "20/11/2026", "separator": ";"}


def table(*rows: str, header: str = HEADER) -> str:
    """A file of these rows."""
    return "\r\n".join([header, *rows, ""])


def faults(text: str, **style: Any) -> list[tuple[str, str, str | None]]:
    """Code, place and value of each fault of a file that is refused."""
    with pytest.raises(InvalidSale) as caught:
        sales_from_csv(text, **STYLE | style)
    return [(each.code, each.path, each.value) for each in caught.value.problems]


def test_a_row_becomes_a_sale() -> None:
    """Numbers, time of Bogotá and taxes are read in the declared style."""
    (sale,) = sales_from_csv(table(ROW), **STYLE)

    assert ("POS7", "Pagada", Decimal(54000)) == (sale.number, sale.status, sale.total)
    assert datetime(2026, 11, 20, 18, 4, tzinfo=UTC) == sale.created_on
    assert [("Bandeja", Decimal(2), Decimal(27000), "I CONSUMO", Decimal(8))] == [
        (each.name, each.quantity, each.price, each.taxes[0].name, each.taxes[0].percentage)
        for each in sale.lines
    ]


def test_a_table_becomes_documents() -> None:
    """With seller and payment as constants, a plain export maps to a document."""
    constants = {
        "seller": "Camila",
        "line_code": "P05",
        "payment_method": "Efectivo",
        "payment_value": "54.000",
    }

    (sale,) = sales_from_csv(table(ROW), constants=constants, **STYLE)

    assert map_sale(sale, MappingRules.example()).is_ready


def test_rows_of_a_sale_may_stand_apart() -> None:
    """Rows with one number are one sale, in the order of first rows; blank rows are none."""
    other = "POS8;21/11/2026 9:30:15;paid;9.000;Jugo;1;9.000;;"
    rest = "POS7;;;;Jugo;1;9.000;;"

    first, second = sales_from_csv(table(ROW, "", other, ";;;;;;;;", rest), **STYLE)

    assert ["Bandeja", "Jugo"] == [each.name for each in first.lines]
    assert ("POS8", ()) == (second.number, second.lines[0].taxes)
    assert datetime(2026, 11, 21, 14, 30, 15, tzinfo=UTC) == second.created_on


def test_byte_order_mark_quoted_newlines_and_quotes() -> None:
    """What spreadsheets write is read: a mark, and cells with newline, quote and separator."""
    row = ROW.replace("Bandeja", '"Bandeja ""paisa"";\r\ngrande"')

    found = faults("\ufeff" + table(row))

    # a newline inside is read as it stands, and is no character of a name
    assert [("sale-wrong-value", "row 2, column line_name", 'Bandeja "paisa";\r\ngrande')] == found


@pytest.mark.parametrize("separator", [",", "\t"])
def test_each_separator(separator: str) -> None:
    """Comma and tab separate too; a cell with the separator stands in quotes."""
    row = ROW.replace("I CONSUMO", f'"I{separator}C"').replace(";", separator)

    if separator == "\t":
        assert "sale-wrong-value" == faults(
            table(row, header=HEADER.replace(";", separator)), separator=separator
        )[0][0]  # fmt: skip
    else:
        (sale,) = sales_from_csv(
            table(row, header=HEADER.replace(";", separator)), **STYLE | {"separator": separator}
        )
        assert "I,C" == sale.lines[0].taxes[0].name


@pytest.mark.parametrize(
    ("style", "cell", "amount"),
    [
        ("1.234,56", "1.234.567,50", "1234567.50"),
        ("1.234,56", "$ 54.000", "54000"),
        ("1.234,56", "54000,5", "54000.5"),
        ("1234,56", "54000,50", "54000.50"),
        ("1,234.56", "1,234.50", "1234.50"),
        ("1234.56", "54000.5", "54000.5"),
    ],
)
def test_numbers_are_read_as_declared(style: str, cell: str, amount: str) -> None:
    """Each style has its separators of thousands and decimals."""
    (sale,) = sales_from_csv(
        table(ROW.replace("54.000", cell).replace("27.000", "27000")), **STYLE | {"numbers": style}
    )

    assert Decimal(amount) == sale.total


@pytest.mark.parametrize(
    ("style", "cell"),
    [
        ("1.234,56", "27.00"),
        ("1.234,56", "1,234.50"),
        ("1.234,56", "-5"),
        ("1.234,56", "54.000,005"),
        ("1234,56", "54.000"),
        ("1,234.56", "54.000"),
        ("1234.56", "54.000"),
        ("1234.56", "5.4E+4"),
    ],
)
def test_another_style_is_never_guessed(style: str, cell: str) -> None:
    """A cell in another style, or with thousandths of a peso, is refused as it is written."""
    rows = table(ROW.replace("54.000", cell).replace("27.000", "27000"))

    assert [("sale-wrong-value", "row 2, column total", cell)] == faults(rows, numbers=style)


@pytest.mark.parametrize(
    ("dates", "cell"),
    [
        ("2026-11-20", "2026-11-20 13:04"),
        ("2026-11-20", "2026-11-20T13:04:00"),
        ("2026-11-20", "2026-11-20T18:04:00Z"),
        ("20-11-2026", "20-11-2026 13:04:00"),
        ("11/20/2026", "11/20/2026 13:04"),
    ],
)
def test_dates_are_read_as_declared(dates: str, cell: str) -> None:
    """The order of day, month and year is the declared one."""
    rows = table(ROW.replace("20/11/2026 13:04", cell))

    (sale,) = sales_from_csv(rows, **STYLE | {"dates": dates})

    assert datetime(2026, 11, 20, 18, 4, tzinfo=UTC) == sale.created_on


@pytest.mark.parametrize("cell", ["11/20/2026 13:04", "20/11/2026", "2026-11-20 13:04", "ayer"])
def test_another_date_is_never_guessed(cell: str) -> None:
    """Month first, no time, or another form are refused with row and column."""
    rows = table(ROW.replace("20/11/2026 13:04", cell))

    assert [("sale-wrong-value", "row 2, column issued_at", cell)] == faults(rows)


def test_headers_words_and_constants_are_declared() -> None:
    """A Spanish export is read by naming its headers and its words."""
    text = (
        "Factura;Fecha;Estado;FE;Valor;Producto;Cant;Precio;Imp;%;Abono;Vence;Cuotas;Hora cierre\n"
        "FE9;20/11/2026 13:04;Crédito;Sí;54.000;Bandeja;2;27.000;INC;8 %;0;30/11/2026;2;x\n"
    )

    (sale,) = sales_from_csv(
        text,
        columns={
            "number": "Factura", "issued_at": "Fecha", "status": "Estado", "electronic": "FE",
            "total": "Valor", "line_name": "Producto", "line_quantity": "Cant",
            "line_price": "Precio", "tax_name": "Imp", "tax_percent": "%", "total_paid": "Abono",
            "due_date": "Vence", "instalments": "Cuotas",
        },
        constants={"seller": "Camila", "tax_name_2": "IVA19", "tax_percent_2": "19"},
        words={
            "status": {"Crédito": "credit"},
            "electronic": {"Sí": "true", "No": "false"},
            "tax_name": {"INC": "I CONSUMO"},
        },
        ignore=["Hora cierre"],
        **STYLE,
    )  # fmt: skip

    assert ("Por Pagar", "FacturaElectronica", "Camila") == (
        sale.status, sale.type, sale.seller.name
    )  # fmt: skip
    assert ["I CONSUMO", "IVA19"] == [each.name for each in sale.lines[0].taxes]
    assert (datetime(2026, 11, 30, tzinfo=UTC), 2) == (
        sale.credit.due_date, sale.credit.instalments
    )  # fmt: skip


def test_all_faults_come_at_once_with_row_and_column() -> None:
    """Faults of several rows and sales are told together, and no sale is given."""
    rows = [
        ROW.replace("54.000", "54,0.0"),
        "POS8;;paid;9.000;Jugo;0;9.000;IVA19;",
        "POS8;;open;;;;;;",
        ";;;;Pan;1;1.000;;",
        "POS9;20/11/2026 1:00;paid;1.000;Pan;1",
        "POS10;20/11/2026 1:00;paid;0;;;;;",
    ]

    assert [
        ("sale-unnumbered-row", "row 5", None),
        ("sale-width-row", "row 6", "6 ≠ 9"),
        ("sale-wrong-value", "row 2, column total", "54,0.0"),
        ("sale-contradicting-row", "row 4, column status", "open"),
        ("sale-missing-key", "row 3, column issued_at", None),
        ("sale-wrong-value", "row 3, column line_quantity", "0"),
        ("sale-missing-key", "row 3, column tax_percent", None),
        ("sale-wrong-value", "row 7, column lines", "[]"),
    ] == faults(table(*rows))


def test_a_fault_is_told_in_both_languages() -> None:
    """Row and column are named in Spanish and English, with the remedy."""
    with pytest.raises(InvalidSale) as caught:
        sales_from_csv(table(ROW.replace(";8", ";8,5 %%")), **STYLE)
    problem = caught.value.problems[0]

    assert "fila 2, columna tax_percent no puede ser '8,5 %%'." == problem.message.es
    assert "row 2, column tax_percent cannot be '8,5 %%'." == problem.message.en
    assert "Escriba un número como 1.234,56." == problem.fix.es


def test_a_numbered_column_is_named_in_its_faults() -> None:
    """What the second payment lacks is told by the header of the second payment."""
    header = f"{HEADER};payment_method_2;Pago 2;payment_method"
    rows = table(f"{ROW};Nequi;;", f"{ROW.replace('POS7', 'POS8')};;20.000;", header=header)

    found = faults(rows, columns={"payment_value_2": "Pago 2"})

    assert [
        ("sale-missing-key", "row 2, column Pago 2", None),
        ("sale-missing-key", "row 3, column payment_method_2", None),
    ] == found


@pytest.mark.parametrize(
    ("kind", "cell"), [("electronic", "Sí"), ("sequence", "7,0"), ("due_date", "mañana")]
)
def test_what_no_style_says_is_refused(kind: str, cell: str) -> None:
    """Flags, integers and days of another form are refused with row and column."""
    rows = table(f"{ROW};{cell}", header=f"{HEADER};{kind}")

    assert [("sale-wrong-value", f"row 2, column {kind}", cell)] == faults(rows)


def test_the_header_is_checked_whole() -> None:
    """Repeated, unknown, missing and contradicted columns are told together."""
    header = HEADER.replace("status", "Mesero") + ";total;"

    found = faults(
        table(header=header),
        columns={"tip": "Propina", "client_name": "number", "client_email": "number"},
        constants={"line_name": "x"},
    )

    assert [
        ("sale-unknown-column", "header, column Mesero"),
        ("sale-repeated-column", "header, column total"),
        ("sale-twice-column", "header, column line_name"),
        ("sale-missing-column", "header, column Propina"),
        ("sale-shared-column", "header, column number"),
        ("sale-missing-column", "header, column status"),
        ("sale-missing-column", "header, column number"),
    ] == [each[:2] for each in found]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_lacks_its_columns(text: str) -> None:
    """A file without header is a fault, not an empty answer."""
    assert "sale-missing-column" == faults(text)[0][0]


def test_a_header_alone_is_no_sale() -> None:
    """A table without rows gives none."""
    assert () == sales_from_csv(table(), **STYLE)


def test_a_broken_row_is_told_beside_the_others() -> None:
    """Quotes that do not close are told with the faults before them."""
    rows = table(ROW.replace("54.000", "x"), '"POS8;1')

    assert ["sale-broken-row", "sale-wrong-value"] == [each[0] for each in faults(rows)]
    assert "row 3" == faults(rows)[0][1]


def test_a_column_without_name_must_be_empty() -> None:
    """A trailing separator is no column, but nothing may stand in it."""
    header = f"{HEADER};"

    assert 1 == len(sales_from_csv(table(f"{ROW};", header=header), **STYLE))
    assert [("sale-unnamed-row", "row 2", "10")] == faults(table(f"{ROW};5", header=header))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"numbers": "1'234"}, "numbers"),
        ({"dates": "20.11.2026"}, "dates"),
        ({"separator": "|"}, "separator"),
        ({"columns": {"propina": "Propina"}}, "columns"),
        ({"constants": {"tip_2": "0"}}, "columns"),
        ({"words": {"estado": {}}}, "columns"),
    ],
)
def test_an_argument_that_is_none_is_refused(wrong: dict[str, Any], field: str) -> None:
    """A style or field that does not exist is told before the file is read."""
    with pytest.raises(InvalidInput) as caught:
        sales_from_csv(table(ROW), **STYLE | wrong)

    assert field == caught.value.field


FORMAT = """
numbers = "1.234,56"
dates = "20/11/2026"
separator = ";"
ignore = ["Hora"]

[columns]
total = "Valor"

[constants]
seller = "Camila"
cashier = ""

[words.status]
"Pagada" = "paid"
"""


def test_a_format_is_declared_once_in_a_file() -> None:
    """The arguments stand in TOML, and read the table of every day."""
    header = HEADER.replace("total", "Valor") + ";Hora"
    rows = table(ROW.replace("paid", "Pagada") + ";x", header=header)

    (sale,) = TableFormat.from_toml(FORMAT).sales(rows)

    assert ("Pagada", Decimal(54000), "Camila", None) == (
        sale.status, sale.total, sale.seller.name, sale.cashier
    )  # fmt: skip


def test_a_wrong_format_is_told_whole() -> None:
    """Everything wrong in the file is told at once, with key, value and remedy."""
    wrong = FORMAT.replace("1.234,56", "1234").replace("dates", "date")

    with pytest.raises(InvalidRules) as caught:
        TableFormat.from_toml(wrong)

    assert [
        ("table-unknown-key", "date"), ("table-wrong-value", "numbers"),
        ("table-missing-key", "dates"),
    ] == [(each.code, each.path) for each in caught.value.problems]  # fmt: skip
    assert "The format of the table has 3 problem(s):" in str(caught.value)


def test_a_format_that_is_no_toml_says_so() -> None:
    """What is no TOML at all is told as such."""
    with pytest.raises(InvalidRules) as caught:
        TableFormat.from_toml("numbers =")

    assert ["table-not-toml"] == [each.code for each in caught.value.problems]


# -- the same sale by both ways -------------------------------------------------------------------

STYLES = {
    "1.234,56": (".", ","),
    "1234,56": ("", ","),
    "1,234.56": (",", "."),
    "1234.56": ("", "."),
}


def cell(value: object, style: str) -> str:
    """A value as the format has it, in the style of a table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) or (isinstance(value, str) and value.replace(".", "").isdigit()):
        whole, _, cents = str(value).partition(".")
        thousands, point = STYLES[style]
        grouped = f"{int(whole):,}".replace(",", thousands)
        return f"{grouped}{point}{cents}" if cents else grouped
    return str(value)


def rows_of(sale: dict[str, Any], style: str) -> list[dict[str, str]]:
    """The rows of a sale: its values in each of them, a row for each line."""
    plain = ("number", "sequence", "instalments", "code", "city_code", "id_number", "check_digit")

    def written(name: str, value: object) -> str:
        as_it_is = name.startswith(("client_", "line_product")) or name.endswith(plain)
        return str(value).lower() if isinstance(value, bool) else (
            str(value) if as_it_is or "approval" in name else cell(value, style)
        )  # fmt: skip

    own: dict[str, object] = {k: v for k, v in sale.items() if not isinstance(v, dict | list)}
    for part in ("client", "delivery"):
        own |= {f"{part}_{k}": v for k, v in sale.get(part, {}).items()}
    own |= numbered("payment", sale.get("payments", []))
    found = []
    for line in sale["lines"]:
        row = own | {f"line_{k}": v for k, v in line.items() if k != "taxes"}
        row |= numbered("tax", line["taxes"])
        found.append({name: written(name, value) for name, value in row.items()})
    return found


def numbered(kind: str, items: list[dict[str, Any]]) -> dict[str, object]:
    """Columns of several taxes or payments."""
    return {
        f"{kind}_{k}{'' if place == 1 else f'_{place}'}": v
        for place, item in enumerate(items, 1)
        for k, v in item.items()
    }


@given(
    st.sampled_from(sorted(STYLES)), st.sampled_from([";", ",", "\t"]), st.integers(1, 6),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_a_table_gives_what_the_format_gives(
    style: str, separator: str, count: int, chance: random.Random
) -> None:
    """Any sales, in any style and order of rows, are those that `sale_from_dict` reads."""
    sales = []
    for number in range(count):
        sale = everything() | {"number": f"FE{number}", "sequence": number}
        sale["lines"] = chance.sample(sale["lines"], chance.randint(1, 2))
        sale["payments"] = sale["payments"] * chance.randint(0, 3)
        sale["total"] = chance.randint(0, 10**7)
        sales.append(sale)
    rows = [row for sale in sales for row in rows_of(sale, style)]
    header = sorted({*FIELDS, *(name for row in rows for name in row)})
    chance.shuffle(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, header, delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)

    found = sales_from_csv(text.getvalue(), numbers=style, dates="2026-11-20", separator=separator)

    expected = {each.number: each for each in map(sale_from_dict, sales)}
    assert expected.keys() == {each.number for each in found}
    for sale in found:
        assert sorted(map(repr, expected[sale.number].lines)) == sorted(map(repr, sale.lines))
        assert _rest(expected[sale.number]) == _rest(sale)


def _rest(sale: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(sale).items() if name != "lines"}


LONG = "Z" * 50_000


@pytest.mark.parametrize(
    ("text", "style"),
    [
        (table(ROW + ";x", header=f"{HEADER};{LONG}"), {}),
        (table(ROW, ROW.replace("paid", LONG)), {}),
        (table(ROW.replace("paid", LONG)), {}),
        (table(ROW), {"columns": {"seller": LONG}}),
        (table(ROW, header=HEADER.replace("total", LONG)), {"columns": {"total": LONG}}),
        (table(ROW.replace("54.000", "x"), header=HEADER.replace("total", LONG)),
         {"columns": {"total": LONG}}),
        (table(ROW, ROW.replace("54.000", "1"), header=HEADER.replace("total", LONG)),
         {"columns": {"total": LONG}}),
    ],
)  # fmt: skip
def test_no_fault_quotes_a_whole_cell_or_header(text: str, style: dict[str, Any]) -> None:
    """Of what nobody could read the beginning is told; a long header is a header all the same."""
    try:
        sales_from_csv(text, **STYLE | style)
    except InvalidSale as error:
        for each in error.problems:
            told = (each.path, each.value or "", each.message.es, each.message.en, each.fix.es)
            assert max(map(len, told)) < 400
    else:
        assert style["columns"]["total"] == LONG


def test_a_field_that_there_is_not_is_named_by_its_beginning() -> None:
    """The argument is refused with the fields there are."""
    with pytest.raises(InvalidInput, match="There is no field 'ZZZ") as caught:
        sales_from_csv(table(ROW), **STYLE, constants={LONG: "1"})

    assert len(str(caught.value)) < 2000
    assert caught.value.value == "Z" * 60
