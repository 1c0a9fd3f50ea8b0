# SPDX-License-Identifier: MIT
"""Reading and writing back: what the types do not hold stays, and only what changed changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from attrs import evolve
from lxml import etree

from dian import documents, typed
from dian.changes import canonical, changes, facts, get, in_order, put_back, said, unsigned
from dian.pieces import NAMESPACES, OLD_STS, UBL, tag, write
from loggro_integration import dian, errors
from loggro_integration.dian._write import emit
from loggro_integration.models import (
    AllowanceCharge,
    ApplicationResponse,
    Contact,
    ExtensionBlock,
    ExtensionElement,
    Invoice,
    Line,
    PaymentMeans,
    Period,
    Reference,
)

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
SIGNATURE = '<ds:Signature Id="xmldsig-45"><ds:SignedInfo></ds:SignedInfo></ds:Signature>'


def foreign(parts: dict[str, str] | None = None, kind: str = "Invoice") -> bytes:
    """Return a signed document as others write it: indented, commented, with more than we know."""
    known = dict(parts or documents.invoice())
    known["number"] = "<cbc:ID> FE<!-- serie -->45 </cbc:ID>" + tag("cbc:CopyIndicator", "false")
    known["currency"] = known["currency"].replace(">COP", ' listID="ISO 4217 Alpha">COP')
    known["currency"] += tag("cbc:PaymentCurrencyCode", "COP")
    data = write(kind, known, to_sign=True).decode().replace("@@SIGNATURE@@", SIGNATURE)
    tree = etree.fromstring(data.encode())
    etree.indent(tree, space="\t")
    text = etree.tostring(tree, encoding="unicode")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- antes -->'
        f"{text.replace('<cbc:UBLVersionID', '<!-- adentro --><cbc:UBLVersionID')}<!-- después -->"
    ).encode()


def line_parts() -> dict[str, str]:
    """Return an invoice of three numbered lines, each with an element the types do not know."""
    parts = documents.invoice()
    for name in ("line", "gift"):
        del parts[name]
    for place, dish in enumerate(("Choclo", "Queso", "Pernil"), 1):
        unknown = tag("cac:Delivery", tag("cbc:ID", f"mesa de {dish}"))
        item = tag("cac:Item", tag("cbc:Description", f"Arepa de {dish}"), tag("cbc:Name", dish))
        parts[f"line-{place}"] = documents.line(
            id=tag("cbc:ID", str(place)), discount=unknown, item=item
        )
    return parts


def read(data: bytes) -> Invoice:
    document = dian.read(data)
    assert isinstance(document, Invoice)
    return document


def body(data: bytes) -> bytes:
    assert data.startswith(DECLARATION)
    return data.removeprefix(DECLARATION)


# --- unchanged -------------------------------------------------------------------------------

SOURCES: dict[str, Callable[[], bytes]] = {
    "invoice": foreign,
    "credit-note": lambda: write("CreditNote", documents.note_parts("CreditNote")),
    "debit-note": lambda: write("DebitNote", documents.note_parts("DebitNote")),
    "old-note": lambda: write("CreditNote", documents.note_parts("CreditNote"), sts=OLD_STS),
    "event": lambda: write("ApplicationResponse", documents.event()),
    "container": lambda: write("AttachedDocument", documents.attached(b"<a>1</a>", b"<b/>")),
    "other-prefixes": lambda: other_prefixes(foreign()),
}
every_source = pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)


def other_prefixes(data: bytes) -> bytes:
    """Return a document whose namespaces have other prefixes, its own among them."""
    text = data.decode().replace(f'xmlns="{UBL}Invoice-2"', f'xmlns:fe="{UBL}Invoice-2"')
    text = re.sub(r"<(/?)(?=[A-Z])", r"<\1fe:", text)
    for old, new in (("cbc", "b"), ("cac", "a"), ("ext", "e")):
        text = text.replace(f"xmlns:{old}=", f"xmlns:{new}=")
        text = re.sub(rf"<(/?){old}:", rf"<\1{new}:", text)
    return text.encode()


@every_source
def test_an_unchanged_document_is_written_as_it_was_read(source: Callable[[], bytes]) -> None:
    """The canonical form is the same: comments inside, white space, prefixes, signature."""
    data = source()

    found = dian.write(dian.read(data))

    assert canonical(data) == body(found)
    assert canonical(found) == body(found)


@every_source
def test_the_signature_can_be_left_out(source: Callable[[], bytes]) -> None:
    """With `signature=False` its whole extension goes, and nothing else."""
    data = source()

    found = dian.write(dian.read(data), signature=False)

    assert b"Signature" not in found
    assert facts(unsigned(data)) == facts(found)


def test_comments_around_the_root_are_not_part_of_it() -> None:
    """What stands before and after the root is left behind; what stands inside stays."""
    found = dian.write(read(foreign()))

    assert b"antes" not in found
    assert "después".encode() not in found
    assert b"<!-- adentro -->" in found
    assert b"FE<!-- serie -->45" in found


def test_a_lenient_reading_is_written_back_too() -> None:
    """A document whose amounts nobody can read comes out as it was."""
    parts = documents.invoice()
    parts["prepaid"] = parts["prepaid"].replace(">0.00<", ">nada<")
    data = write("Invoice", parts)

    found = dian.write(dian.read(data, trust="lenient"))

    assert canonical(data) == body(found)


# --- every field -----------------------------------------------------------------------------


one_in = pytest.mark.parametrize("share", [3, pytest.param(1, marks=pytest.mark.slow)])


@pytest.mark.no_cover
@one_in
@every_source
def test_every_field_can_be_changed_alone(source: Callable[[], bytes], share: int) -> None:
    """What differs in the file is what differs in the types; the rest is as it was."""
    document = dian.read(source())
    bare, written = dian.write(document, signature=False), emit(document)
    tried = 0

    # fewer places of the others, which share most of them with the invoice
    for path, changed in list(changes(document))[:: share if source is foreign else 3 * share]:
        try:
            found = dian.write(changed)
        except errors.InvalidInput:
            continue
        tried += 1
        assert in_order(changed) == in_order(dian.read(found)), path
        added = facts(found) - facts(bare)
        assert said(added) == said(facts(emit(changed)) - facts(written)), path

    assert tried > 10 / share


@pytest.mark.no_cover
@one_in
def test_a_change_taken_back_leaves_no_trace(share: int) -> None:
    """Changing a field and changing it back gives the source again, space and comments too."""
    document = read(foreign())
    bare = dian.write(document, signature=False)

    for path, changed in list(changes(document))[::share]:
        if get(changed, path) is None or isinstance(get(changed, path), tuple):
            continue
        try:
            found = dian.write(changed)
        except errors.InvalidInput:
            continue
        again = dian.write(put_back(evolve(changed, source=found), path, document))
        assert facts(bare) == facts(again), path
        # the white space and the comment inside a text go with the text
        assert bare == again or path[-1] in {"number", "qr_code"}, path


# --- what a restaurant changes ---------------------------------------------------------------


def test_a_text_is_replaced_in_its_place() -> None:
    """The bytes are those of the source but for the text, and the signature is gone."""
    document = read(foreign())
    bare = dian.write(document, signature=False)
    lines = (evolve(document.lines[0], descriptions=("Arepa de huevo",)), *document.lines[1:])

    found = dian.write(evolve(document, lines=lines))

    assert bare.replace(b"Arepa de choclo", b"Arepa de huevo") == found
    assert b"ds:SignedInfo" not in found


def test_totals_and_parties_are_replaced_in_their_place() -> None:
    """Two changes far apart leave everything between them alone."""
    document = read(foreign())
    bare = dian.write(document, signature=False)
    changed = evolve(
        document,
        totals=evolve(document.totals, payable=Decimal("52161.00")),
        customer=evolve(document.customer, name="Lucía Peña de Ruiz"),
    )

    found = dian.write(changed)

    expected = bare.replace(b">52160.00<", b">52161.00<").decode()
    expected = expected.replace(
        "RegistrationName>Lucía Peña<", "RegistrationName>Lucía Peña de Ruiz<"
    )
    assert expected.encode() == found


def test_a_line_that_goes_takes_its_own_with_it() -> None:
    """The other lines keep what they had beyond our types, though all were numbered anew."""
    document = read(write("Invoice", line_parts()))
    kept = tuple(evolve(line, id=str(place)) for place, line in enumerate(document.lines[1:], 1))

    found = dian.write(evolve(document, lines=kept, line_count=2)).decode()

    lines = re.findall("<cac:InvoiceLine>.*?</cac:InvoiceLine>", found)[1:]
    assert ["Queso", "Pernil"] == [re.findall("<cbc:Name>(.*?)<", each)[-1] for each in lines]
    assert ["mesa de Queso", "mesa de Pernil"] == re.findall("<cbc:ID>(mesa.*?)<", found)
    assert ["1", "2"] == [re.findall("<cbc:ID>(.*?)<", each)[0] for each in lines]
    assert "Choclo" not in found


def test_lines_that_are_moved_keep_what_they_had() -> None:
    """Each line carries its unknown elements along to its new place."""
    document = read(write("Invoice", line_parts()))
    turned = tuple(
        evolve(line, id=str(place)) for place, line in enumerate(document.lines[::-1], 1)
    )

    found = dian.write(evolve(document, lines=turned))

    assert ["Pernil", "Queso", "Choclo"] == re.findall(
        "<cbc:Name>(Pernil|Queso|Choclo)<", found.decode()
    )
    assert turned == read(found).lines
    assert 3 == found.count(b"mesa de")


def test_a_line_that_changes_beside_one_that_goes_is_known_again() -> None:
    """A removed line and an edited one: the edited one keeps its unknown elements."""
    document = read(write("Invoice", line_parts()))
    edited = evolve(document.lines[2], quantity=Decimal(7), id="2")

    found = dian.write(evolve(document, lines=(document.lines[0], edited)))

    assert ["mesa de Choclo", "mesa de Pernil"] == re.findall("<cbc:ID>(mesa.*?)<", found.decode())
    assert (document.lines[0], edited) == read(found).lines


def test_a_new_line_stands_after_the_others() -> None:
    """It is put after the last line, in the prefixes and on the indentation of the source."""
    document = read(other_prefixes(foreign()))
    line = typed.arepa(id="3", allowance_charges=())

    found = dian.write(evolve(document, lines=(*document.lines, line)))

    assert (*document.lines, line) == read(found).lines
    assert b"</a:InvoiceLine>\n\t<a:InvoiceLine><b:ID>3</b:ID>" in found
    assert b"xmlns" not in found.partition(b">\n")[2].partition(b">")[2]


def test_what_is_put_in_stands_where_the_schema_wants_it() -> None:
    """Between elements our types know and others they do not."""
    parts = documents.invoice()
    for name in ("due", "period", "additional", "prepaid"):
        del parts[name]
    parts["currency"] += tag("cbc:TaxCurrencyCode", "COP")
    parts["count"] += tag("cbc:BuyerReference", "Caja 3")
    parts["receipt"] += tag("cac:ContractDocumentReference", tag("cbc:ID", "C-1"))
    parts["supplier"] = tag("cac:Signature", tag("cbc:ID", "S-1")) + parts["supplier"]
    document = read(write("Invoice", parts))
    changed = evolve(
        document,
        due_date=date(2026, 12, 1),
        period=Period(start=date(2026, 11, 1)),
        references=(*document.references, Reference(kind="additional", number="AD-2")),
    )

    found = dian.write(changed)

    names = [etree.QName(each).localname for each in etree.fromstring(found)]
    for before, name, after in (
        ("IssueTime", "DueDate", "InvoiceTypeCode"),
        ("BuyerReference", "InvoicePeriod", "OrderReference"),
        ("ContractDocumentReference", "AdditionalDocumentReference", "Signature"),
    ):
        place = names.index(name)
        assert (before, name, after) == tuple(names[place - 1 : place + 2])


def test_payment_and_notes_are_changed_as_lists() -> None:
    """Means and notes can be added, changed and left out, one by one."""
    document = read(foreign())
    cash = PaymentMeans(form="1", code="10")
    changed = evolve(document, payment_means=(cash, *document.payment_means), notes=())

    found = dian.write(changed)

    assert changed == read(found)
    assert b"<cbc:Note>Gracias" not in found


def test_a_wrapper_with_several_things_is_one_place_for_each() -> None:
    """A BillingReference with three documents loses one and keeps two."""
    document = read(foreign())
    kept = tuple(each for each in document.references if each.kind != "credit-note")

    found = dian.write(evolve(document, references=kept))

    assert 1 == found.count(b"<cac:BillingReference>")
    assert kept == read(found).references
    none = tuple(each for each in kept if each.kind not in {"invoice", "debit-note"})
    assert b"BillingReference" not in dian.write(evolve(document, references=none))


def test_references_of_several_kinds_keep_the_order_of_the_types() -> None:
    """Each stands in a wrapper of its own: one that is put before another goes there."""
    first = Reference(kind="invoice", number="FE40")
    second = Reference(kind="credit-note", number="NC4")
    third = Reference(kind="invoice", number="FE41")
    source = dian.write(typed.plain_invoice(references=(first, third)))
    document = typed.plain_invoice(references=(second, third, first), source=source)

    assert document == dian.read(dian.write(document))


def test_an_empty_element_is_filled_not_doubled() -> None:
    """A source with `<cbc:Telephone/>` gets its telephone there; the schema allows one."""
    parts = documents.invoice()
    parts["customer"] = parts["customer"].replace(
        "<cac:Person>", "<cac:Contact><cbc:Telephone/></cac:Contact><cac:Person>"
    )
    document = read(write("Invoice", parts))
    customer = evolve(document.customer, contact=Contact(name="Lucía", telephone="300"))

    found = dian.write(evolve(document, customer=customer))

    assert b"<cbc:Name>Luc\xc3\xada</cbc:Name><cbc:Telephone>300</cbc:Telephone>" in found


def test_a_date_nobody_can_read_can_be_mended() -> None:
    """The unreadable text gives way to the date; it is not left beside it."""
    parts = documents.invoice()
    parts["billing"] = parts["billing"].replace("2026-11-01", "202-11-01")
    document = read(write("Invoice", parts))
    known = tuple(
        evolve(each, issue_date=date(2026, 11, 1)) if each.kind == "invoice" else each
        for each in document.references
    )

    found = dian.write(evolve(document, references=known))

    assert canonical(write("Invoice", documents.invoice())) == body(found)


def test_a_quantity_under_another_name_is_changed_there() -> None:
    """The official adjustment note misnames its quantities; no second one is put beside."""
    parts = documents.note_parts("CreditNote")
    parts["line"] = parts["line"].replace("CreditedQuantity", "CreditNoteLine")
    document = dian.read(write("CreditNote", parts))
    line = evolve(document.lines[0], quantity=Decimal(9))  # type: ignore[union-attr]

    found = dian.write(evolve(document, lines=(line,)))  # type: ignore[call-arg]

    assert b'<cbc:CreditNoteLine unitCode="94">9</cbc:CreditNoteLine>' in found
    assert b"CreditedQuantity" not in found


def test_dians_block_is_changed_in_the_namespace_it_has() -> None:
    """Notes of 2019 carry another one: a new element joins its neighbours there."""
    document = dian.read(SOURCES["old-note"]())
    software = evolve(document.software, security_code="c0de", id="otro")  # type: ignore[union-attr]

    found = dian.write(evolve(document, software=software, numbering=typed.RANGE))  # type: ignore[call-arg]

    block = etree.fromstring(found).find(f".//{{{OLD_STS}}}DianExtensions")
    assert block is not None
    assert {OLD_STS, NAMESPACES["cbc"]} == {etree.QName(each).namespace for each in block.iter()}
    assert "InvoiceControl" == etree.QName(block[0]).localname


def test_pairs_of_a_block_are_changed_and_added_in_turn() -> None:
    """A value changes in its place, comments stay; a further pair stands behind the others."""
    parts = documents.invoice()
    parts["extensions"] = parts["extensions"].replace(
        "<Name>RazonSocial</Name>", "<Name>RazonSocial</Name><!-- la casa -->"
    )
    document = read(write("Invoice", parts))
    maker = document.extensions[0]
    values = tuple((name, value.replace("Ana", "Luz")) for name, value in maker.values)

    found = dian.write(changed_block(document, evolve(maker, values=values)))
    longer = evolve(maker, values=(*values[:1], ("Correo", "luz@arepera.example"), *values[1:]))
    more = changed_block(document, longer)

    assert b"<Value>Luz Ruiz</Value>" in found
    assert b"<!-- la casa -->" in found
    assert longer == read(dian.write(more)).extensions[0]


def changed_block(document: Invoice, block: ExtensionBlock) -> Invoice:
    return evolve(document, extensions=(block, *document.extensions[1:]))


def test_a_tree_of_elements_is_changed_in_its_place() -> None:
    """Of a block with shape one text changes, and `values` follows or is left empty."""
    document = read(foreign())
    block = document.extensions[3]
    totals = evolve(
        block.elements[1], elements=(evolve(block.elements[1].elements[0], text="EUR"),)
    )
    changed = evolve(block, values=(), elements=(block.elements[0], totals, *block.elements[2:]))

    found = dian.write(evolve(document, extensions=(*document.extensions[:3], changed)))

    bare = dian.write(document, signature=False)
    assert bare.replace(b"<MonedaCop>USD<", b"<MonedaCop>EUR<") == found


@pytest.mark.parametrize("name", ["{}Ninguno", "{urn:x}Ajeno", "cbc:ID", "Propio"])
@pytest.mark.parametrize("held", [(), typed.pos_blocks(), (typed.health_block(),)])
def test_a_block_of_other_namespaces_is_put_in_whole(
    name: str, held: tuple[ExtensionBlock, ...]
) -> None:
    """A namespace that returns inside another one is declared again, in a source as alone."""
    own = ExtensionElement(name="Grupo", elements=(ExtensionElement(name=name, text="x"),))
    inner = ExtensionElement(name=name, elements=(own,))
    block = ExtensionBlock(name="CustomTagGeneral", elements=(inner,))
    document = typed.plain_invoice(extensions=(block,))
    source = dian.write(typed.plain_invoice(extensions=held))

    found = dian.write(evolve(document, source=source))

    assert canonical(found) == body(found)
    assert dian.write(document) == dian.write(evolve(read(found), source=None))


def test_values_alone_do_not_change_a_tree() -> None:
    """A change that would be lost is refused: where there are elements, pairs are a view."""
    document = read(foreign())
    block = evolve(document.extensions[3], values=(("Mesa", "5"),))

    with pytest.raises(errors.InvalidInput) as raised:
        dian.write(evolve(document, extensions=(*document.extensions[:3], block)))

    assert "extensions[3]" == raised.value.field


def test_what_the_source_says_otherwise_than_we_would_stays() -> None:
    """A base quantity in another unit than the line's is not ours to change."""
    parts = documents.invoice()
    parts["line"] = parts["line"].replace(
        '<cbc:BaseQuantity unitCode="94">', '<cbc:BaseQuantity unitCode="NIU">'
    )
    document = read(write("Invoice", parts))
    line = evolve(document.lines[0], unit_code="KGM", base_quantity=Decimal(4))

    found = dian.write(evolve(document, lines=(line, *document.lines[1:])))

    assert b'<cbc:BaseQuantity unitCode="NIU">4<' in found
    assert b'<cbc:InvoicedQuantity unitCode="KGM">' in found


def test_a_change_of_currency_reaches_every_amount() -> None:
    """Amounts take the currency of the document; what had another keeps it."""
    parts = documents.invoice()
    parts["prepaid"] = parts["prepaid"].replace('"COP"', '"EUR"')
    document = read(write("Invoice", parts))

    found = dian.write(evolve(document, currency="USD"))

    assert b'currencyID="COP"' not in found
    assert b'<cbc:PaidAmount currencyID="EUR">' in found


# --- other spellings -------------------------------------------------------------------------


def test_values_in_other_spellings_are_found_where_they_stand() -> None:
    """Blanks between codes, a sign, a flag as a digit: what is beside them changes, they stay."""
    parts = documents.invoice()
    parts["supplier"] = parts["supplier"].replace("O-13;O-15", "O-13 ; O-15;")
    parts["line"] = parts["line"].replace(">25000.00<", ">+25000.0<").replace(">false<", ">0<")
    parts["gift"] = parts["line"].replace(">2.000<", ">3.<")
    document = read(write("Invoice", parts))
    bare = dian.write(document, signature=False)
    last = evolve(document.lines[1], descriptions=("Arepa de huevo",))
    changed = evolve(
        document,
        supplier=evolve(document.supplier, tax_scheme_name="Ambos"),
        lines=(document.lines[0], last),
    )

    found = dian.write(changed)

    first, _, rest = bare.rpartition(b"Arepa de choclo")
    expected = first.replace(b"IVA e INC", b"Ambos") + b"Arepa de huevo" + rest
    assert expected == found


def test_the_likest_of_several_is_taken_for_what_reads_otherwise() -> None:
    """Dates with a zone are read without it; each means of payment is still known by the rest."""
    parts = documents.invoice()
    means = [
        tag(
            "cac:PaymentMeans",
            tag("cbc:ID", "2"),
            tag("cbc:PaymentMeansCode", code),
            tag("cbc:PaymentDueDate", "2026-12-20Z"),
            tag("cbc:InstructionID", f"de {code}"),
        )
        for code in ("48", "49", "10")
    ]
    parts["payment"] = "".join(means)
    document = read(write("Invoice", parts))
    kept = (evolve(document.payment_means[2], form="1"), document.payment_means[0])

    found = dian.write(evolve(document, payment_means=kept))

    assert ["de 10", "de 48"] == re.findall("<cbc:InstructionID>(de .*?)<", found.decode())
    assert kept == read(found).payment_means


def test_many_elements_nobody_reads_do_not_hide_ours() -> None:
    """A hundred empty notes before the one that says something: it is the one that changes."""
    parts = documents.invoice()
    parts["note"] = "<cbc:Note/>" * 100 + parts["note"]
    document = read(write("Invoice", parts))

    found = dian.write(evolve(document, notes=("Vuelva pronto",)))

    assert 100 == found.count(b"<cbc:Note></cbc:Note>")
    assert b"<cbc:Note>Vuelva pronto</cbc:Note>" in found


def test_text_between_elements_stays_where_it_is() -> None:
    """An official example holds stray text: what goes before it leaves it, what comes too."""
    parts = documents.invoice()
    parts["due"] += "suelto"
    parts["currency"] += " y más "
    document = read(write("Invoice", parts))

    gone = dian.write(evolve(document, due_date=None))
    more = dian.write(evolve(document, notes=(*document.notes, "Otra"), line_count=None))

    assert b"</cbc:IssueTime>suelto<cbc:InvoiceTypeCode>" in gone
    assert "</cbc:DocumentCurrencyCode> y más <cac:InvoicePeriod>".encode() in more


def test_an_element_inside_a_text_stays_beside_the_new_one() -> None:
    """UBL has none there; a document that has is changed in its text alone."""
    parts = documents.invoice()
    parts["note"] = "<cbc:Note>Gracias<b>por</b>venir</cbc:Note>"
    document = read(write("Invoice", parts))

    found = dian.write(evolve(document, notes=("Adiós",)))

    assert "<cbc:Note>Adiós<b>por</b></cbc:Note>".encode() in found


def test_a_container_without_its_signature_has_no_extensions() -> None:
    """An extension is all that holds it: where none is left, the list of them goes too."""
    parts = documents.attached(b"<a/>", b"<b/>")
    data = write("AttachedDocument", parts, to_sign=True).replace(
        b"@@SIGNATURE@@", SIGNATURE.encode()
    )
    document = dian.read(data)

    kept, gone = dian.write(document), dian.write(document, signature=False)

    assert canonical(data) == body(kept)
    assert canonical(write("AttachedDocument", parts | {"extensions": ""})) == body(gone)


def test_a_signature_beside_something_else_goes_alone() -> None:
    """What shares its extension is not ours to drop."""
    parts = documents.invoice()
    parts["extensions"] = parts["extensions"].replace(
        "@@SIGNATURE@@", f"{SIGNATURE}<Sello>45</Sello>"
    )
    document = read(write("Invoice", parts))

    found = dian.write(document, signature=False)

    assert b"ds:SignedInfo" not in found
    assert b"<ext:ExtensionContent><Sello>45</Sello></ext:ExtensionContent>" in found


# --- refusals and the source -----------------------------------------------------------------


def test_a_source_of_another_kind_is_refused() -> None:
    """A typed note beside the bytes of an invoice: which one is meant is not guessed."""
    note = evolve(typed.credit_note(), source=foreign())

    with pytest.raises(errors.InvalidInput) as raised:
        dian.write(note)

    assert "source" == raised.value.field


def test_hostile_bytes_given_as_source_are_refused_by_the_door() -> None:
    """The source goes through the one door for untrusted XML, wherever it came from."""
    document = evolve(typed.plain_invoice(), source=b"<!DOCTYPE a><a/>")

    with pytest.raises(errors.XmlRefused):
        dian.write(document)


def test_only_what_is_new_is_refused() -> None:
    """What the source itself should not have is written back; a change for the worse is not."""
    parts = documents.note_parts("CreditNote")
    parts["type"] += tag("cbc:DueDate", "2026-12-20")
    parts["payment"] = tag("cac:PaymentMeans", tag("cbc:ID", "1"))
    data = write("CreditNote", parts)
    document = dian.read(data)

    assert canonical(data) == body(dian.write(document))
    changed = evolve(document, notes=("Otra",))  # type: ignore[call-arg]
    assert changed == dian.read(dian.write(changed))
    with pytest.raises(errors.InvalidInput) as raised:
        dian.write(evolve(document, withholdings=(typed.WITHHELD,)))  # type: ignore[call-arg]
    assert "withholdings" == raised.value.field


def test_without_its_source_a_document_is_written_from_its_types() -> None:
    """No unknown element, no comment, no signature: canonical and read back equal."""
    document = evolve(read(foreign()), source=None)

    found = dian.write(document)

    assert canonical(found) == body(found)
    assert document == read(found)
    for gone in (b"CopyIndicator", b"<!--", b"SignedInfo", b"\t"):
        assert gone not in found


def test_a_time_as_it_was_read_stays_until_it_changes() -> None:
    """`issue_time_text` is what the unique code hashes; a new time is written plainly."""
    parts = documents.invoice()
    parts["time"] = tag("cbc:IssueTime", "20:15:32.100-05:00")
    document = read(write("Invoice", parts))

    same = dian.write(evolve(document, source=None))
    other = dian.write(evolve(document, issue_time=time(21, 0)))

    assert b"<cbc:IssueTime>20:15:32.100-05:00<" in same
    assert b"<cbc:IssueTime>21:00:00-05:00<" in other


@pytest.mark.no_cover
def test_many_lines_are_merged_in_a_reasonable_time() -> None:
    """A change in a document of 600 lines whose numbers all moved keeps every line's own."""
    parts = line_parts()
    for place in range(4, 601):
        parts[f"line-{place}"] = parts["line-1"].replace(">1<", f">{place}<", 1)
    document = read(write("Invoice", parts))
    kept: tuple[Line, ...] = tuple(
        evolve(line, id=str(place)) for place, line in enumerate(document.lines[1:], 1)
    )

    found = dian.write(evolve(document, lines=kept))

    assert kept == read(found).lines
    assert 599 == found.count(b"mesa de")


def test_responses_of_an_answer_are_changed_under_their_line() -> None:
    """Two responses under one line: the second changes, a third joins them."""
    document = dian.read(SOURCES["event"]())
    assert isinstance(document, ApplicationResponse)
    first, second = document.lines
    changed = evolve(document, lines=(first, evolve(second, code="FAJ43b"), first))

    found = dian.write(changed)

    assert changed == dian.read(found)
    assert 1 == found.count(b"<cac:LineResponse>")


def test_charges_are_paired_by_what_they_say() -> None:
    """A discount that goes does not turn the tip after it into something else."""
    document = read(foreign())
    tip = document.allowance_charges[1]

    found = dian.write(evolve(document, allowance_charges=(evolve(tip, id="9"),)))

    kept: tuple[AllowanceCharge, ...] = read(found).allowance_charges
    assert (evolve(tip, id="9"),) == kept
