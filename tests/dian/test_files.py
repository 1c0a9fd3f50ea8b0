# SPDX-License-Identifier: MIT
"""Names of files, the ZIP that is sent, and the text of the printed QR code."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dian import bills
from dian.bills import AT, BUYER, bill, built, line, pos, support
from loggro_integration import dian, errors
from loggro_integration.models import Invoice, Party, TaxRate

NAME = "fv08001972680001900000011.xml"


@pytest.mark.parametrize(
    ("tag", "nit", "year", "sequence", "name"),
    [
        ("fv", "800197268", 2019, 17, NAME),
        ("ds", "800197268", 2020, 1, "ds08001972680002000000001.xml"),
    ],
)
def test_published_names_are_reproduced(
    tag: str, nit: str, year: int, sequence: int, name: str
) -> None:
    """The vectors of the annex: NIT to ten figures, provider, two of the year, eight in hex."""
    assert name == dian.file_name(tag, nit=nit, year=year, sequence=sequence)


def test_the_published_name_of_a_zip_is_reproduced() -> None:
    """Its tag is one letter."""
    assert "z08001972680001900000011.zip" == dian.zip_name(nit="800197268", year=2019, sequence=17)


@pytest.mark.corpus
def test_every_name_of_the_facts_is_reproduced(shared: Path) -> None:
    """The table itself, row by row."""
    text = (shared / "spec" / "dian.md").read_text("utf-8")
    rows = re.findall(
        r"^\| `(\w+)` \| `(\d+)` \| `(\d+)` \| `(\d{4})` \| `(\d+)` \| `([\w.]+)` \|$", text, re.M
    )
    for tag, nit, provider, year, sequence, name in rows:
        told: dict[str, Any] = {
            "nit": nit, "year": int(year), "sequence": int(sequence), "provider": provider,
        }  # fmt: skip
        found = dian.zip_name(**told) if tag == "z" else dian.file_name(tag, **told)
        assert name == found
    assert 3 == len(rows)


@pytest.mark.parametrize(
    ("type_code", "tag"),
    [("01", "fv"), ("02", "fv"), ("03", "fv"), ("04", "fv"), ("05", "ds"), ("20", "ds"),
     ("60", "ds"), ("91", "nc"), ("92", "nd"), ("93", "nds"), ("94", "ncs"), ("95", "nas")],
)  # fmt: skip
def test_each_type_has_its_tag(type_code: str, tag: str) -> None:
    """Invoices, equivalents, support documents and their notes."""
    name = dian.file_name(type_code, nit="900555111", year=2026, sequence=1)

    assert f"{tag}09005551110002600000001.xml" == name


def test_a_document_names_itself() -> None:
    """Issuer and year are its own; of a support document the buyer issues."""
    invoice = built(bill(customer=BUYER))
    event = dian.event("033", invoice=invoice, number="1", at=AT)
    issued = dian.build(invoice, **bills.arguments())
    answer = dian.answer(invoice, "02", number="1", at=AT)
    said = dian.build(answer, software=bills.SOFTWARE, environment="test")
    container = dian.attach(issued.xml, said.xml, number="1", at=AT)

    assert [
        "fv09005551110002600000011.xml",
        "ds09005551110002600000011.xml",
        "ds09005551110002600000011.xml",
        "ar09007772220002600000011.xml",
        "ad09005551110002600000011.xml",
    ] == [
        dian.file_name(document, sequence=17)
        for document in (invoice, built(pos()), built(support()), event, container)
    ]


def test_what_is_built_names_its_file() -> None:
    """The same name, without asking for the document."""
    made = dian.build(bill(), **bills.arguments())

    assert "fv09005551110172600000011.xml" == made.file_name(sequence=17, provider="017")


def test_a_provider_and_a_tag_of_ones_own_can_be_told() -> None:
    """A technology provider has a code; a POS document may be wanted as fv."""
    assert "fv09005551110172600000001.xml" == dian.file_name(
        "fv", nit="900555111", year=2026, sequence=1, provider="017"
    )


def test_the_consecutive_is_hexadecimal_in_lower_case() -> None:
    """Eight figures hold four thousand million files a year."""
    assert "fv09005551110002600deadbe.xml" == dian.file_name(
        "01", nit="900555111", year=2026, sequence=0xDEADBE
    )
    assert "ffffffff" in dian.file_name("01", nit="1", year=2026, sequence=2**32 - 1)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("what", {"what": "xx"}),
        ("what", {"what": "99"}),
        ("nit", {"nit": "900555111-6"}),
        ("nit", {"nit": "12345678901"}),
        ("nit", {"nit": None}),
        ("provider", {"provider": "17"}),
        ("provider", {"provider": "0017"}),
        ("year", {"year": 26}),
        ("year", {"year": None}),
        ("sequence", {"sequence": 0}),
        ("sequence", {"sequence": 2**32}),
        ("sequence", {"sequence": True}),
    ],
)
def test_a_part_of_another_form_is_refused(field: str, changes: dict[str, Any]) -> None:
    """A malformed name may be accepted by DIAN and never processed."""
    told = {"what": "01", "nit": "900555111", "year": 2026, "sequence": 1, **changes}

    with pytest.raises(errors.InvalidInput) as caught:
        dian.file_name(told.pop("what"), **told)

    assert field == caught.value.field


def test_a_document_without_issuer_needs_a_nit() -> None:
    """Nothing is guessed."""
    with pytest.raises(errors.InvalidInput):
        dian.file_name(bill(supplier=Party()), sequence=1)


@given(st.integers(1, 2**32 - 2), st.integers(2000, 2098))
def test_the_next_file_follows_and_each_year_begins_again(sequence: int, year: int) -> None:
    """The name of the last file is all that must be kept."""
    name = dian.file_name("01", nit="900555111", year=year, sequence=sequence)

    assert sequence + 1 == dian.next_sequence(name, year=year)
    assert 1 == dian.next_sequence(name, year=year + 1)


def test_the_first_file_of_all_is_number_one() -> None:
    """There is nothing before it."""
    assert 1 == dian.next_sequence(None, year=2026)


@pytest.mark.parametrize(
    ("field", "previous", "year"),
    [
        ("previous", "factura.xml", 2026),
        ("previous", "fv0900555111000260000000G.xml", 2026),
        ("year", "fv09005551110002600000001.xml", 2025),
    ],
)
def test_what_cannot_be_followed_is_refused(field: str, previous: str, year: int) -> None:
    """A foreign name, or one of a later year."""
    with pytest.raises(errors.InvalidInput) as caught:
        dian.next_sequence(previous, year=year)

    assert field == caught.value.field


# --- the ZIP -----------------------------------------------------------------------------------


def test_a_zip_holds_the_one_document() -> None:
    """Name and bytes come out as they went in, also through our own door."""
    made = dian.build(bill(), **bills.arguments())
    packed = dian.pack(NAME, made.xml)

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert [NAME] == archive.namelist()
        assert made.xml == archive.read(NAME)
    assert made.document == dian.read(dian.unpack(packed)[0].data)


def test_the_same_document_packs_to_the_same_bytes() -> None:
    """No clock and no system stand in it."""
    first, second = (dian.pack(NAME, b"<Invoice/>") for _ in range(2))

    assert first == second
    (entry,) = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert ((1980, 1, 1, 0, 0, 0), 3, 0o644) == (
        entry.date_time,
        entry.create_system,
        entry.external_attr >> 16,
    )


def test_a_zip_is_smaller_than_its_document() -> None:
    """DIAN takes 500 KB: it is compressed."""
    made = dian.build(bill(*[line()] * 100), **bills.arguments())

    assert len(dian.pack(NAME, made.xml)) < len(made.xml) / 10


@pytest.mark.parametrize(
    "name", ["", "../fv.xml", "a/b.xml", "fv.zip", "fv.xml\n", ".xml", "ñ.xml"]
)
def test_a_name_that_is_not_plain_is_refused(name: str) -> None:
    """Nothing that could leave a folder is packed."""
    with pytest.raises(errors.InvalidInput) as caught:
        dian.pack(name, b"<Invoice/>")

    assert "name" == caught.value.field


# --- the printed QR ----------------------------------------------------------------------------


def test_the_printed_qr_of_an_invoice_says_eleven_things() -> None:
    """One key a line, amounts with two decimals, the code and its address last."""
    document = built(bill(customer=BUYER))
    code = document.unique_code.value

    assert (
        "NumFac: SETP990000001\nFecFac: 2026-11-20\nHorFac: 20:15:32-05:00\nNitFac: 900555111\n"
        "DocAdq: 900777222\nValFac: 59000.00\nValIva: 1710.00\nValOtroIm: 4000.00\n"
        f"ValTolFac: 64710.00\nCUFE: {code}\nQRCode: {dian.qr_url(code, 'test')}"
    ) == dian.qr_text(document)


def test_the_printed_qr_of_a_pos_document_says_cude() -> None:
    """The key is the name of the code."""
    document = built(pos())

    assert f"\nCUDE: {document.unique_code.value}\n" in dian.qr_text(document)


def test_the_printed_qr_of_a_support_document_has_its_own_keys() -> None:
    """The seller who does not invoice is NumSNO; the QR says no other taxes."""
    document = built(support())
    code = document.unique_code.value

    assert (
        "NumDS: SETP990000001\nFecDS: 2026-11-20\nHorDS: 20:15:32-05:00\nNumSNO: 1020304050\n"
        "DocAdq: 900555111\nValDS: 40000.00\nValIva: 2000.00\nValTolDS: 42000.00\n"
        f"CUDS: {code}\nQRCode: {dian.qr_url(code, 'test')}"
    ) == dian.qr_text(document)


def test_the_printed_qr_of_a_read_document_keeps_its_time_and_rounds_its_amounts() -> None:
    """What circulates has other decimals and, rarely, other offsets."""
    document = built(bill())
    read = evolve(
        document,
        issue_time=time(20, 15),
        issue_time_text="20:15:00-05:00",
        totals=evolve(document.totals, payable=Decimal("64710.005")),
    )

    text = dian.qr_text(read)

    assert "\nHorFac: 20:15:00-05:00\n" in text
    assert "\nValTolFac: 64710.00\n" in text


def test_all_taxes_but_iva_are_others() -> None:
    """INC and bags are added up."""
    bags = TaxRate(code="22", per_unit_amount=70)
    document = built(bill(line(taxes=(bills.INC, bags))))

    assert "\nValIva: 0.00\nValOtroIm: 4140.00\n" in dian.qr_text(document)


def test_a_document_without_its_code_has_no_printed_qr() -> None:
    """It is built first."""
    with pytest.raises(errors.InvalidInput) as caught:
        dian.qr_text(bill())

    assert "unique_code" == caught.value.field


def test_an_event_has_no_printed_qr() -> None:
    """Only its XML holds an address, that of the invoice."""
    invoice = built(bill(customer=BUYER))
    assert isinstance(invoice, Invoice)
    event: Any = dian.event("033", invoice=invoice, number="EV1", at=AT)

    with pytest.raises(errors.InvalidInput) as caught:
        dian.qr_text(event)

    assert "unique_code" == caught.value.field


def test_a_document_of_no_environment_has_no_address() -> None:
    """Neither host is guessed."""
    document: Invoice = evolve(built(bill()), environment=None)

    with pytest.raises(errors.InvalidInput):
        dian.qr_text(document)
