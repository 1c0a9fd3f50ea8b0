# SPDX-License-Identifier: MIT
"""
Fixed texts byte by byte, and the faults that other programs ship, each as a test of its own.

The official examples are the measure: what is compared is what stands in their files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from lxml import etree

from dian import bills
from dian.bills import AT, BUYER, INC, PIN, SOFTWARE, bill, built, line, pos, support
from dian.signers import signer
from loggro_integration import dian
from loggro_integration.dian import _literals as literals
from loggro_integration.models import FiscalDocument, Invoice, TaxRate

corpus = pytest.mark.corpus
OFFICIAL_KEY = "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c"
AGENCY = "CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)"


def xml(document: dian.Document, **changes: Any) -> str:
    return dian.build(document, **bills.arguments(**changes)).xml.decode()


def texts(data: bytes, name: str) -> set[str]:
    """Return every text of an element of that name, exactly as it stands between its tags."""
    found = re.findall(rf"<(?:\w+:)?{name}(?:\s[^>]*)?>([^<]*)</".encode(), data)
    return {text.decode() for text in found}


def official(shared: Path, name: str) -> bytes:
    return (shared / "corpus" / "dian" / name).read_bytes()


def table(shared: Path, heading: str) -> list[list[str]]:
    """Return the rows of the first table of the facts after a line that begins so."""
    text = (shared / "spec" / "dian.md").read_text("utf-8")
    lines = iter(text[text.index(f"\n{heading}") :].splitlines())
    rows = []
    for row in lines:
        if row.startswith("|"):
            rows.append([cell.strip() for cell in row.strip("|").split("|")])
        elif rows:
            break
    return rows[2:]


# --- the official texts ------------------------------------------------------------------------


@corpus
def test_each_profile_is_the_one_of_its_examples(shared: Path) -> None:
    """Whatever an example of a type says, ours says, but for three known slips."""
    slips = {
        "DIAN 2.1",
        f"{literals.PROFILES['95']} ",
        "DIAN 2.1: ApplicationResponse de la Factura Electrónica de Venta",
    }
    seen = set()
    for path in sorted((shared / "corpus" / "dian").glob("*.xml")):
        (profile,) = texts(path.read_bytes(), "ProfileID")
        document = dian.read(path.read_bytes(), trust="lenient")
        event = not isinstance(document, FiscalDocument)
        ours = literals.EVENT_PROFILE if event else literals.PROFILES[document.type_code]
        if profile not in slips:
            assert (path.name, ours) == (path.name, profile)
            seen.add(ours)
    assert {literals.PROFILES[code] for code in ("01", "05", "20", "91", "92")} <= seen
    assert literals.EVENT_PROFILE in seen


@corpus
def test_each_profile_is_the_one_of_the_facts_in_characters(shared: Path) -> None:
    """The table of fixed values gives text and length of all nine."""
    rows = table(shared, "<!-- vectors:length -->")
    expected = {row[1].strip("`"): int(row[2]) for row in rows}
    ours = {*literals.PROFILES.values(), literals.EVENT_PROFILE}

    assert expected == {profile: len(profile) for profile in ours}


@corpus
def test_events_are_described_as_in_the_facts(shared: Path) -> None:
    """Code and text of the five events; two of them stand in official files."""
    rows = table(shared, "## 13. Events")
    expected = {row[0]: row[1].strip("`") for row in rows}
    in_files = texts(official(shared, "evento-030-acuse-recibo-fev.xml"), "Description") | texts(
        official(shared, "evento-031-reclamo-de-la-factura-electronica-de-venta.xml"),
        "Description",
    )

    assert expected == dict(literals.EVENT_DESCRIPTIONS)
    assert in_files == {literals.EVENT_DESCRIPTIONS["030"], literals.EVENT_DESCRIPTIONS["031"]}


@corpus
def test_oath_and_container_are_worded_as_in_the_facts(shared: Path) -> None:
    """Neither has a file of its own in the collection: the facts quote them."""
    facts = (shared / "spec" / "dian.md").read_text("utf-8")
    oath = literals.tacit_acceptance_oath("[Razón social]", "[XXXX]")

    for text in (
        oath,
        literals.ATTACHED_CUSTOMIZATION,
        literals.ATTACHED_TYPE,
        literals.ATTACHED_PROFILE,
        literals.ANSWER_PROFILE,
        literals.DIAN_NAME,
    ):
        assert f"`{text}`" in facts


@corpus
def test_the_groups_of_a_pos_document_are_those_of_its_example(shared: Path) -> None:
    """Block, group and names of the pairs, accents included, in the same order."""
    example = etree.fromstring(official(shared, "documento-equivalente-pos.xml"))
    ours = etree.fromstring(xml(pos()).encode())

    assert list(pairs(example)) == list(pairs(ours))
    assert [
        (name, key)
        for name, keys in (literals.MAKER_BLOCK, literals.BUYER_BLOCK, literals.CASH_BOX_BLOCK)
        for key in keys
    ] == [(block, key) for block, _, key in pairs(example)]


def pairs(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Yield block, group and name of each pair of a POS document."""
    for name in root.iter("{*}Name"):
        group = name.getparent()
        if name.prefix is None and group is not None:
            block = group.getparent()
            assert block is not None
            following = name.getnext()
            while following is not None and not isinstance(following.tag, str):
                following = following.getnext()
            assert following is not None
            assert "Value" == etree.QName(following).localname
            yield etree.QName(block).localname, etree.QName(group).localname, str(name.text)


Difference = tuple[str, str]


def leaves(data: bytes) -> list[Difference]:
    """Return path and content of every element without children, the signature apart."""
    found: list[Difference] = []

    def walk(node: etree._Element, path: str) -> None:
        below = [child for child in node if isinstance(child.tag, str)]
        here = f"{path}/{etree.QName(node).localname}"
        if not below:
            text = "".join(str(part) for part in node.itertext()).strip()
            found.append((here, f"{sorted(node.attrib.items())} {text}"))
        for child in below:
            walk(child, here)

    walk(etree.fromstring(data), "")
    return [(path, content) for path, content in found if "/Signature" not in path]


FINAL_CONSUMER = {
    f"/Invoice/AccountingCustomerParty/Party/{name}"
    for name in (
        # DIAN's record of him: no digit, lower case, ZZ, and a legal entity
        "PartyIdentification/ID",
        "PartyName/Name",
        "PartyTaxScheme/RegistrationName",
        "PartyTaxScheme/CompanyID",
        "PartyTaxScheme/TaxLevelCode",
        "PartyTaxScheme/TaxScheme/ID",
        "PartyTaxScheme/TaxScheme/Name",
        "PartyLegalEntity/RegistrationName",
        "PartyLegalEntity/CompanyID",
    )
}
DIAN_BLOCK = "/Invoice/UBLExtensions/UBLExtension/ExtensionContent/DianExtensions"
SUPPORT = {
    # an attribute without text, more decimals, and reasons that are always given
    "/Invoice/AccountingSupplierParty/Party/PartyTaxScheme/TaxLevelCode",
    "/Invoice/InvoiceLine/Price/BaseQuantity",
    "/Invoice/AllowanceCharge/AllowanceChargeReasonCode",
    "/Invoice/InvoiceLine/AllowanceCharge/AllowanceChargeReasonCode",
}
REBUILT = {
    "documento-equivalente-pos.xml": ("12345", FINAL_CONSUMER),
    "documento-equivalente-con-nota-ajuste.xml": (
        "12345",
        # his responsibilities are those that are written
        FINAL_CONSUMER - {"/Invoice/AccountingCustomerParty/Party/PartyTaxScheme/TaxLevelCode"},
    ),
    "documento-soporte-moneda-extranjera.xml": (
        "12345",
        SUPPORT
        | {
            # a misspelt attribute, one that no other example has, and a base of 1.00 left out
            f"{DIAN_BLOCK}/InvoiceSource/IdentificationCode",
            "/Invoice/AccountingSupplierParty/AdditionalAccountID",
            "/Invoice/PaymentExchangeRate/SourceCurrencyBaseRate",
        },
    ),
    "documento-soporte-residente.xml": (
        "12345",
        SUPPORT
        | {
            # hashed over its first subtotal, an old QR text, another PIN
            f"{DIAN_BLOCK}/SoftwareSecurityCode",
            f"{DIAN_BLOCK}/QRCode",
            "/Invoice/UUID",
        },
    ),
    "ejemplificacion-propina.xml": (
        "20191",
        {
            # edited after hashing, a host of DIAN's developers, a base quantity of 1
            f"{DIAN_BLOCK}/QRCode",
            "/Invoice/UUID",
            "/Invoice/AccountingSupplierParty/Party/PartyTaxScheme/TaxLevelCode",
            "/Invoice/InvoiceLine/Item/StandardItemIdentification/ID",
            "/Invoice/InvoiceLine/Price/BaseQuantity",
        },
    ),
}
EVERYWHERE = {"/Invoice/DocumentCurrencyCode"}
"""Written with its list, as in the other half of the examples."""


@corpus
@pytest.mark.parametrize("name", REBUILT)
def test_an_official_example_that_is_built_again_differs_only_where_it_should(
    shared: Path, name: str
) -> None:
    """Every literal, attribute and amount of the example comes out again, in its order."""
    pin, expected = REBUILT[name]
    data = official(shared, name)
    read = dian.read(data)
    assert isinstance(read, Invoice)
    assert read.numbering is not None
    assert read.software is not None

    again = dian.build(
        read,
        environment="test",
        software=evolve(read.software, pin=pin),
        numbering=evolve(read.numbering, technical_key=OFFICIAL_KEY),
    )

    there, here = leaves(data), leaves(again.xml)
    differing = {path for path, _ in set(there) ^ set(here)}
    assert differing - EVERYWHERE == expected
    assert [leaf for leaf in there if leaf[0] not in differing] == [
        leaf for leaf in here if leaf[0] not in differing
    ]


@corpus
@pytest.mark.parametrize(
    "name",
    [
        "documento-equivalente-pos.xml",
        "documento-equivalente-con-nota-ajuste.xml",
        "documento-soporte-moneda-extranjera.xml",
    ],
)
def test_an_official_example_that_is_built_again_has_its_official_codes(
    shared: Path, name: str
) -> None:
    """Unique code, security code and QR address of DIAN's own file."""
    read = dian.read(official(shared, name))
    assert isinstance(read, Invoice)
    assert read.software is not None

    again = dian.build(read, environment="test", software=evolve(read.software, pin="12345"))

    assert isinstance(again.document, Invoice)
    assert (read.unique_code, read.qr_code, read.software) == (
        again.document.unique_code,
        again.document.qr_code,
        again.document.software,
    )


# --- the faults of others ----------------------------------------------------------------------


def test_profiles_are_utf8_with_their_accents() -> None:
    """A broken encoding, or no accents, is FAD03."""
    for document, profile in (
        (bill(), "DIAN 2.1: Factura Electrónica de Venta"),
        (bills.credit(), "DIAN 2.1: Nota Crédito de Factura Electrónica de Venta"),
        (bills.debit(), "DIAN 2.1: Nota Débito de Factura Electrónica de Venta"),
    ):
        data = dian.build(document, **bills.arguments()).xml
        assert f"<cbc:ProfileID>{profile}</cbc:ProfileID>".encode() in data


def test_the_profile_of_a_support_document_ends_in_its_dot() -> None:
    """DSAD03: 82 characters."""
    assert "no obligados a facturar.</cbc:ProfileID>" in xml(support())


def test_the_profile_of_its_note_ends_without_a_blank() -> None:
    """NSAD03: the official example has one, and was rejected."""
    note = dian.credit_note(built(support()), number="NS1", at=AT, concept="2")

    assert "o documento equivalente</cbc:ProfileID>" in xml(note)


def test_a_pos_document_has_its_three_groups() -> None:
    """DEPD11: without them it is rejected."""
    written = xml(pos())

    for group in (
        "InformacionDelFabricanteDelSoftware",
        "InformacionBeneficiosComprador",
        "InformacionCajaVenta",
    ):
        assert 1 == written.count(f"<{group}>")


def test_pairs_alternate_in_one_group_and_not_each_in_its_own() -> None:
    """Name, Value, Name, Value: one group a block."""
    assert (
        "<InformacionBeneficiosComprador><Name>Codigo</Name><Value>222222222222</Value>"
        "<Name>NombresApellidos</Name><Value>consumidor final</Value>"
        "<Name>Puntos</Name><Value>0</Value></InformacionBeneficiosComprador>"
    ) in xml(pos())


def container() -> dian.Unsigned:
    """Return a container, its document signed, ready to sign."""
    issued = dian.build(bill(customer=BUYER), **bills.arguments())
    assert isinstance(issued.document, Invoice)
    evening = datetime(2026, 11, 21, 1, 16, tzinfo=UTC)
    signed = signer().sign(issued, at=evening).xml
    answer = dian.answer(issued.document, "02", number="1", at=AT)
    said = dian.build(answer, software=SOFTWARE, environment="test").xml
    return dian.build(dian.attach(signed, said, number="AD1", at=AT), environment="test")


def test_a_container_says_documentos_adjuntos() -> None:
    """In the plural, with the type and profile of its examples."""
    written = container().xml.decode()

    for name, text in (
        ("CustomizationID", "Documentos adjuntos"),
        ("ProfileID", "Factura Electrónica de Venta"),
        ("DocumentType", "Contenedor de Factura Electrónica"),
        ("ValidatorID", "Unidad Especial Dirección de Impuestos y Aduanas Nacionales"),
    ):
        assert f"<cbc:{name}>{text}</cbc:{name}>" in written


def test_the_elements_of_a_container_are_in_the_order_of_its_schema() -> None:
    """The schema refuses any other."""
    root = etree.fromstring(container().xml)

    assert [
        "UBLVersionID", "CustomizationID", "ProfileID", "ProfileExecutionID", "ID", "IssueDate",
        "IssueTime", "DocumentType", "ParentDocumentID", "SenderParty", "ReceiverParty",
        "Attachment", "ParentDocumentLineReference",
    ] == [etree.QName(child).localname for child in root]  # fmt: skip


def test_a_container_can_be_signed_and_its_document_verified() -> None:
    """An unsigned container is worth nothing."""
    signed = signer().sign(container(), at=AT)

    itself, document, _ = dian.unpack(signed.xml)
    assert dian.Verdict.VALID == dian.verify(itself.data).signature.verdict
    assert dian.Verdict.VALID == dian.verify(document.data).signature.verdict


def test_the_hash_truncates_and_does_not_round() -> None:
    """An amount of a read document with more decimals is cut in the text, never raised."""
    document = built(bill())
    finer = evolve(document, totals=evolve(document.totals, payable=Decimal("64710.999")))

    pieces = {piece.name: piece.text for piece in dian.unique_code(finer, "k").pieces}

    assert "64710.99" == pieces["payable"]


def test_inc_and_ica_in_the_hash_are_those_of_the_document() -> None:
    """Others write 0.00 for both: a restaurant charges INC."""
    ica = TaxRate(code="03", percent="0.966")
    document = built(bill(line(taxes=(INC, ica))))

    pieces = {piece.name: piece.text for piece in dian.unique_code(document, "k").pieces}

    assert ("0.00", "4000.00", "483.00") == (pieces["iva"], pieces["inc"], pieces["ica"])


def test_other_taxes_enter_the_hash_through_the_payable_amount_alone() -> None:
    """Bags are part of what is paid and of no other piece."""
    bags = TaxRate(code="22", per_unit_amount=70)
    document = built(bill(line(taxes=(INC, bags))))

    pieces = {piece.name: piece.text for piece in dian.unique_code(document, "k").pieces}

    assert ("0.00", "4000.00", "0.00", "54140.00") == tuple(
        pieces[name] for name in ("iva", "inc", "ica", "payable")
    )


def test_base_quantity_is_never_a_fixed_one() -> None:
    """FAV06: price times base quantity is the line."""
    written = xml(bill(line(quantity="2.5")))

    assert '<cbc:BaseQuantity unitCode="94">2.5</cbc:BaseQuantity>' in written
    assert '<cbc:InvoicedQuantity unitCode="94">2.5</cbc:InvoicedQuantity>' in written


Make = Callable[[], dian.Document]


@pytest.mark.parametrize(
    "make",
    [
        bills.credit,
        bills.debit,
        bills.without_reference,
        lambda: bills.credit(built(pos())),
        lambda: bills.debit(built(pos())),
        lambda: dian.credit_note(built(support()), number="NS1", at=AT, concept="2"),
    ],
    ids=["91", "92", "91-period", "94", "93", "95"],
)
def test_no_note_carries_invoice_control(make: Make) -> None:
    """Notes have no resolution, even where a range is passed."""
    written = xml(make())

    assert "InvoiceControl" not in written
    assert "InvoiceAuthorization" not in written


def test_notes_of_equivalent_documents_carry_no_pos_groups() -> None:
    """DianExtensions and the signature only, also where a point of sale is passed."""
    written = xml(bills.credit(built(pos())))

    assert 1 == written.count("<ext:UBLExtension>")
    assert "InformacionCajaVenta" not in written


def test_schemes_are_those_of_dian_wherever_an_id_stands() -> None:
    """Agency 195 with its full name, the check digit in schemeID, the type in schemeName."""
    written = xml(bill(customer=BUYER))

    for number, digit in (("900555111", "6"), ("900777222", "8"), ("800197268", "4")):
        scheme = f'schemeAgencyID="195" schemeAgencyName="{AGENCY}" schemeID="{digit}"'
        assert f'{scheme} schemeName="31">{number}<' in written


def test_a_document_says_ubl_21() -> None:
    """FAD01."""
    assert "<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>" in xml(bill())


def test_the_pin_hashes_into_the_security_code_of_every_kind() -> None:
    """FAB27b: software, PIN and number with its prefix."""
    for document, number in ((bill(), "SETP990000001"), (bills.credit(), "NC1")):
        expected = dian.software_security_code(SOFTWARE.id or "", PIN, number)
        assert f">{expected}</sts:SoftwareSecurityCode>" in xml(document)
