# SPDX-License-Identifier: MIT
"""Code lists as data, and enums that keep the values they do not know."""

from __future__ import annotations

import copy
import importlib.util
import json
import pickle
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from loggro_integration import codes
from loggro_integration.codes import (
    AppliesTo,
    ChargeReason,
    CreditNoteConcept,
    DebitNoteConcept,
    DocumentTypeCode,
    Environment,
    EventCode,
    IdentificationType,
    InvoiceStatus,
    OpenEnum,
    OrganizationType,
    PartyTax,
    PaymentForm,
    PaymentMeansCode,
    Responsibility,
    SyncState,
    TaxCode,
    TaxRegime,
    data,
    lists,
)
from loggro_integration.errors import InvalidInput

ROOT = Path(__file__).resolve().parent.parent
ENUMS = [
    thing
    for name in codes.__all__
    if isinstance(thing := getattr(codes, name), type)
    and issubclass(thing, OpenEnum)
    and thing is not OpenEnum
]
LIST_OF_ENUM = {
    ChargeReason: lists.CHARGE_REASONS,
    CreditNoteConcept: lists.CREDIT_NOTE_CONCEPTS,
    DebitNoteConcept: lists.DEBIT_NOTE_CONCEPTS,
    DocumentTypeCode: lists.DOCUMENT_TYPES,
    Environment: lists.ENVIRONMENTS,
    EventCode: lists.EVENTS,
    IdentificationType: lists.IDENTIFICATION_TYPES,
    OrganizationType: lists.ORGANIZATION_TYPES,
    PartyTax: lists.PARTY_TAXES,
    PaymentForm: lists.PAYMENT_FORMS,
    PaymentMeansCode: lists.PAYMENT_MEANS,
    Responsibility: lists.RESPONSIBILITIES,
    TaxCode: lists.TAXES,
    TaxRegime: lists.TAX_REGIMES,
}
BEYOND_THE_LISTS = {
    IdentificationType.UNIDENTIFIED,
    PaymentMeansCode.BONDS,
    PaymentMeansCode.VOUCHERS,
}
ROWS = {
    "CodigoPostal": 3679,
    "LanguageCode": 185,
    "MediosPago": 75,
    "Municipio": 1122,
    "Paises": 249,
    "TipoDocumento": 28,
    "TipoIdFiscal": 12,
    "TipoImpuesto": 22,
    "TipoMoneda": 179,
    "UnidadesMedida": 1090,
}


@pytest.fixture(params=ENUMS, ids=lambda kind: kind.__name__)
def kind(request: pytest.FixtureRequest) -> type[OpenEnum]:
    """Give every open enum."""
    return request.param


def generator() -> ModuleType:
    """Load the script that writes the data."""
    path = ROOT / "scripts" / "generate_codes.py"
    spec = importlib.util.spec_from_file_location("generate_codes", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_known_value_is_its_member(kind: type[OpenEnum]) -> None:
    """The text of each member leads back to it."""
    for member in kind:
        assert kind(str(member)) is member
        assert member.is_known


def test_an_unknown_value_is_kept(kind: type[OpenEnum]) -> None:
    """A new word of Loggro or DIAN neither fails nor changes."""
    unknown = kind("Reabierta")

    assert (type(unknown), unknown, unknown.value, unknown.name, unknown.is_known) == (
        kind,
        "Reabierta",
        "Reabierta",
        "UNKNOWN",
        False,
    )


def test_an_unknown_value_does_not_join_the_members(kind: type[OpenEnum]) -> None:
    """What one document says does not change the type for the next."""
    members = list(kind)

    kind("Reabierta")

    assert list(kind) == members
    assert "Reabierta" not in kind.__members__


def test_unknown_values_compare_and_hash_by_text() -> None:
    """Two readings of one new state are one state."""
    one, other = InvoiceStatus("Reabierta"), InvoiceStatus("Reabierta")

    assert one == other != InvoiceStatus("Congelada")
    assert {one: 1}["Reabierta"] == {other: 1}[one] == 1


@pytest.mark.parametrize("text", ["Pagada", "Reabierta", ""])
def test_a_value_prints_as_its_text(text: str) -> None:
    """`str`, f-strings and JSON give what the system wrote."""
    status = InvoiceStatus(text)

    assert (str(status), f"{status:>10}", json.dumps([status])) == (
        text,
        f"{text:>10}",
        json.dumps([text]),
    )


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_values_pickle_and_copy(protocol: int) -> None:
    """A member comes back as itself, an unknown value as an equal one."""
    unknown = InvoiceStatus("Reabierta")

    paid, again = pickle.loads(pickle.dumps((InvoiceStatus.PAID, unknown), protocol))

    assert paid is InvoiceStatus.PAID
    assert (type(again), again, again.is_known) == (InvoiceStatus, unknown, False)
    assert copy.copy(unknown) == copy.deepcopy(unknown) == unknown


@pytest.mark.parametrize("value", [None, 13, b"13", 1.0])
def test_a_value_is_text(value: object) -> None:
    """A number is not turned into a code silently: 1 and "01" differ."""
    with pytest.raises(InvalidInput) as caught:
        IdentificationType(value)

    assert caught.value.field == "IdentificationType"
    assert caught.value.hint.es
    assert caught.value.hint.en


def test_restobar_states_are_spelled_as_published() -> None:
    """The words of the API."""
    assert [str(status) for status in InvoiceStatus] == [
        "Pendiente",
        "Facturada",
        "Por Pagar",
        "Pagada",
        "Anulada",
    ]


def test_a_range_of_pymes_applies_to_one_of_two() -> None:
    """The two texts of the screen, for POS and for electronic sales."""
    assert [str(text) for text in AppliesTo] == [
        "Facturas cargadas por Venta POS Externa",
        "Facturas cargadas por Venta Externa No POS",
    ]


def test_assumed_states_say_so() -> None:
    """What is not published is called assumed where a user reads it."""
    assert "Assumed" in SyncState.__doc__


@pytest.mark.parametrize("enum", LIST_OF_ENUM, ids=lambda enum: enum.__name__)
def test_every_member_is_in_its_list(enum: type[OpenEnum]) -> None:
    """A member and the list it stands for cannot drift apart."""
    unlisted = {code for code in enum if codes.lookup(LIST_OF_ENUM[enum], code) is None}

    assert unlisted == BEYOND_THE_LISTS & set(enum)


@pytest.mark.parametrize(
    ("list_name", "code", "language", "expected"),
    [
        (lists.IDENTIFICATION_TYPES, "13", "es", "Cédula de ciudadanía"),
        (lists.IDENTIFICATION_TYPES, "13", "en", "Citizenship card"),
        (lists.PAYMENT_FORMS, PaymentForm.CREDIT, "es_CO", "Crédito"),
        (lists.PAYMENT_MEANS, "10", "en", "Cash"),
        (lists.PAYMENT_MEANS, "93", "en", "Giro referenciado"),
        (lists.MUNICIPALITIES, "05001", "es", "Medellín"),
        (lists.POSTAL_CODES, "050001", "es", None),
        (lists.PAYMENT_MEANS, "72", "es", None),
        (lists.PAYMENT_FORMS, "01", "es", None),
    ],
)
def test_a_code_has_a_name(list_name: str, code: str, language: str, expected: str | None) -> None:
    """Spanish as in the list, English where it is sure, `None` where there is no name."""
    assert codes.name(list_name, code, language) == expected


@pytest.mark.parametrize(
    ("list_name", "code", "expected"),
    [
        ("TipoImpuesto", "04", True),
        ("TipoImpuesto", "34", False),
        ("TipoImpuesto", "99", False),
        ("TipoIdFiscal", "48", False),
        ("EventoRadian", "030", False),
    ],
)
def test_an_added_row_is_not_official(list_name: str, code: str, expected: bool) -> None:
    """A validator can tell DIAN's list from the extended one."""
    assert codes.is_official(list_name, code) is expected


def test_an_added_row_says_where_it_comes_from() -> None:
    """Certainty travels with the row."""
    row = codes.lookup("TipoImpuesto", "34")

    assert (row.official, row.source.split(" text")[0]) == (False, "FE annex v1.9")
    assert row.note == "Impuesto a Bebidas Ultraprocesadas Azucaradas"


def test_a_row_keeps_its_further_columns() -> None:
    """A municipality knows its department."""
    row = codes.lookup("Municipio", "11001")

    assert row.extra == {"department": "11", "department_name": "Bogotá"}


def test_a_row_pickles_and_hashes() -> None:
    """Rows cross processes and serve as keys."""
    row = codes.lookup("Municipio", "11001")

    assert pickle.loads(pickle.dumps(row)) == row
    assert len({row, copy.copy(row)}) == 1


def test_a_repeated_rate_gives_its_first_concept() -> None:
    """Withholding rates serve several concepts: all rows are kept, the first is found."""
    rows = [row for row in codes.codes("TarifaImpuestoReteFuente") if row.code == "2.50"]

    assert len(rows) > 1
    assert codes.lookup("TarifaImpuestoReteFuente", "2.50") == rows[0]


@pytest.mark.parametrize(("list_name", "count"), ROWS.items())
def test_a_list_is_whole(list_name: str, count: int) -> None:
    """The number of rows is that of the published list."""
    assert len(codes.codes(list_name)) == count


def test_every_list_has_a_name_or_is_outdated() -> None:
    """The names cover all lists but the two algorithms, transport and the outdated events."""
    named = {value for name, value in vars(lists).items() if name.isupper()}

    assert set(data.MODULES) - named == {
        "AlgoritmoCUDE",
        "AlgoritmoCUFE",
        "EventoDocumento",
        "RegistroTransporte",
        "RemesaTransporte",
        "TiposEventos",
    }
    assert named <= set(data.MODULES)


@pytest.mark.parametrize("ask", [codes.codes, lambda name: codes.lookup(name, "1")])
@pytest.mark.parametrize("list_name", ["MedioPago", "", "../secrets", "data"])
def test_an_unknown_list_is_refused(ask, list_name: str) -> None:
    """A misspelt list is a mistake of the program, not an empty answer."""
    with pytest.raises(InvalidInput) as caught:
        ask(list_name)

    assert ("list_name", list_name) == (caught.value.field, caught.value.value)
    assert "lists.PAYMENT_MEANS" in caught.value.hint.es
    assert "lists.PAYMENT_MEANS" in caught.value.hint.en


def test_importing_codes_loads_no_list() -> None:
    """The lists cost nothing until one is asked for."""
    program = (
        "import sys, loggro_integration.codes as codes;"
        "before = [n for n in sys.modules if n.startswith('loggro_integration.codes.data.')];"
        "codes.name('FormasPago', '1');"
        "after = [n for n in sys.modules if n.startswith('loggro_integration.codes.data.')];"
        "print(before, after)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert answer.strip() == "[] ['loggro_integration.codes.data.formas_pago']"


def test_the_public_names_say_the_door() -> None:
    """A repr names `codes`, not the file a thing stands in."""
    places = {
        getattr(codes, name).__module__ for name in codes.__all__ if name not in {"facts", "lists"}
    }

    assert places == {"loggro_integration.codes"}


@pytest.mark.corpus
def test_the_data_is_what_the_generator_writes(shared: Path) -> None:
    """The committed modules follow from the published lists, byte by byte."""
    script = generator()

    fresh = dict(script.modules(script.read_lists(shared / "codelists")))

    committed = {path.name: path.read_text("utf-8") for path in script.TARGET.glob("*.py")}
    assert committed == fresh


@pytest.mark.corpus
def test_the_rows_are_those_of_the_published_lists(shared: Path) -> None:
    """Every published row is found again with all its fields."""
    published = json.loads((shared / "codelists" / "codelists.json").read_text("utf-8"))

    ours = {name: [as_published(row) for row in codes.codes(name)] for name in data.MODULES}

    assert ours == published


def as_published(row: codes.Code) -> dict[str, str | None]:
    """Turn a row into the fields of the file."""
    optional = {"source": row.source, "note": row.note, **row.extra}
    kept = {name: text for name, text in optional.items() if text is not None}
    return {"code": row.code, "name_es": row.name_es, **kept}
