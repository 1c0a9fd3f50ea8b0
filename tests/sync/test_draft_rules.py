# SPDX-License-Identifier: MIT
"""A rules file drafted from both catalogues: what matches, what is proposed, what is asked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from loggro_integration.mapping import InvalidRules, MappingRules, map_sale
from loggro_integration.sync import DraftedRules, draft_rules
from loggro_integration.testing import Box, Fault, sandbox
from sync.desk import TODAY

EVERY_DAY = {"since": TODAY - timedelta(days=7), "until": TODAY + timedelta(days=7)}
USERS_WITHOUT_SELLER = ["Tienda Vecina", "Wilson Cano"]


@pytest.fixture
def box() -> Iterator[Box]:
    with sandbox() as found:
        found.operator.sell()
        yield found


def drafted(box: Box, **options: Any) -> DraftedRules:
    return draft_rules(box.restobar(), box.pymes(), **{**EVERY_DAY, **options})


def keys(draft: DraftedRules, mark: Any, table: str) -> dict[str, str]:
    """Return key and value of the entries of one mark in one table."""
    return {each.key: each.value for header, each in draft.marked(mark) if header == table}


def whys(draft: DraftedRules, table: str) -> dict[str, str]:
    return {
        each.key: each.why.en
        for block in draft.blocks
        if block.header == table
        for each in block.entries
    }


def change(table: Any, wanted: dict[str, Any], changes: dict[str, Any]) -> None:
    """Change the row of a table of the fake that has these values."""
    (row,) = [each for each in table if all(each[name] == to for name, to in wanted.items())]
    row.update(changes)


def test_the_draft_reads_back_with_what_matches_alone(box: Box) -> None:
    """Only lines that are the same on both sides are in force."""
    rules = drafted(box).rules()

    assert "900555111-6" == rules.business.nit
    assert {"Efectivo": "10", "Tarjeta débito": "49", "Tarjeta crédito": "48"} == {
        name: each.code for name, each in rules.payment_means.items()
    }
    assert {} == rules.taxes
    assert "code" == rules.products.match
    assert ["POS"] == [each.prefix for each in rules.numbering.pos]
    assert ["FE"] == [each.prefix for each in rules.numbering.electronic]
    assert ("Contado", None) == (
        rules.payment_terms.contado.pymes,
        rules.payment_terms.credito.pymes,
    )
    assert ("La Arepera de la 45", "Bodega de despacho", "Caja principal") == (
        rules.pymes.establishment,
        rules.pymes.warehouse,
        rules.pymes.cash_box,
    )
    assert ("Cuenta de ahorros",) == rules.pymes.bank_accounts


def test_wallets_and_platforms_are_proposals(box: Box) -> None:
    """Nequi, Daviplata and Rappi have no code of their own: a habit is proposed, marked as one."""
    box.operator.add_payment_method("Daviplata")

    draft = drafted(box)

    proposed = keys(draft, "proposal", "[payment_means]")
    assert '{ code = "47", pymes = "Transferencia débito bancaria" }' == proposed["Nequi"]
    assert '{ code = "47", pymes = "Transferencia débito bancaria" }' == proposed["Daviplata"]
    assert '{ code = "ZZZ", pymes = "Acuerdo mutuo" }' == proposed["Rappi"]
    assert "by habit, no norm" in whys(draft, "[payment_means]")["Nequi"]
    assert "# propuesta: Nequi = " in draft.to_toml()
    assert "# proposal: Nequi = " in draft.to_toml("en")


def test_accepted_proposals_are_in_force_and_keep_their_mark(box: Box) -> None:
    """A person who accepts them all still sees which they were."""
    draft = drafted(box)
    rules = draft.rules(accept_proposals=True)

    assert "47" == rules.payment_means["Nequi"].code
    assert ("04", Decimal(8), "INC 8%") == (
        rules.taxes["I CONSUMO"].code,
        rules.taxes["I CONSUMO"].percent,
        rules.taxes["I CONSUMO"].pymes,
    )
    assert re.search(
        r"^Nequi = .*# propuesta: ", draft.to_toml(accept_proposals=True), re.MULTILINE
    )


def test_with_the_proposals_a_sale_becomes_a_document(box: Box) -> None:
    """The draft is a whole beginning: nothing else is needed for the fake's sales."""
    (sale,) = box.restobar().invoices.list(**EVERY_DAY)

    plan = map_sale(sale, drafted(box).rules(accept_proposals=True))

    assert () == plan.problems


@pytest.mark.parametrize("accept", [True, False])
@pytest.mark.parametrize("language", ["es", "en"])
def test_both_languages_hold_the_same_rules(box: Box, language: str, accept: bool) -> None:
    """Only comments differ."""
    draft = drafted(box)

    text = draft.to_toml(language, accept_proposals=accept)

    assert draft.rules(accept_proposals=accept) == MappingRules.from_toml(text)


def test_a_commented_proposal_counts_once_its_mark_is_removed(box: Box) -> None:
    """What a person does by hand in an editor reads back."""
    text = drafted(box).to_toml()

    accepted = re.sub(r"^# propuesta: (Nequi|\"I CONSUMO\") = ", r"\1 = ", text, flags=re.MULTILINE)

    rules = MappingRules.from_toml(accepted)
    assert "47" == rules.payment_means["Nequi"].code
    assert ["I CONSUMO"] == list(rules.taxes)


def test_a_name_that_is_only_similar_is_never_in_force(box: Box) -> None:
    """Capitals, accents and likeness are said, and stay proposals."""
    box.operator.add_payment_method("EFECTIVO")
    box.operator.add_payment_method("Acuerdo mutuo socios")

    draft = drafted(box)

    proposed = keys(draft, "proposal", "[payment_means]")
    assert {"EFECTIVO", '"Acuerdo mutuo socios"'} <= set(proposed)
    assert "similar to 'Acuerdo mutuo'" in whys(draft, "[payment_means]")['"Acuerdo mutuo socios"']
    assert "EFECTIVO" not in draft.rules().payment_means


def test_a_name_that_nothing_resembles_is_a_question(box: Box) -> None:
    """The screen to look at is named."""
    box.operator.add_payment_method("Xyz")

    draft = drafted(box)

    assert "Xyz" in keys(draft, "question", "[payment_means]")
    assert "Integraciones → Loggro" in whys(draft, "[payment_means]")["Xyz"]


def test_a_tax_of_the_same_name_and_rate_matches(box: Box) -> None:
    """Then no proposal is needed; another rate of that name is none."""
    world = box.fake.world
    change(world.pymes_taxes, {"nombre": "INC 8%"}, {"nombre": "I CONSUMO"})
    change(world.pymes_taxes, {"nombre": "IVA 19%"}, {"nombre": "IVA19", "tarifa": 5})

    draft = drafted(box)

    assert '{ code = "04", percent = 8 }' == keys(draft, "match", "[taxes]")['"I CONSUMO"']
    assert '{ code = "01", percent = 19 }' == keys(draft, "proposal", "[taxes]")["IVA19"]
    assert "its name in Pymes is missing" in whys(draft, "[taxes]")["IVA19"]


def test_zero_percent_is_exempt_or_excluded_by_its_name_alone(box: Box) -> None:
    """Where Pymes helps not, the word decides what is proposed, and no word is a question."""
    world = box.fake.world
    change(world.pymes_taxes, {"tarifa": 0}, {"tarifa": 1})
    rows = {each["name"]: each for each in world.taxes}
    rows["I CONSUMO"].update(name="EXCLUIDO", percentage=0)
    rows["IVA19"].update(name="CERO", percentage=0)

    draft = drafted(box)

    proposed = keys(draft, "proposal", "[taxes]")
    assert {"EXENTO": '{ code = "01", percent = 0 }', "EXCLUIDO": "{ percent = 0 }"} == proposed
    assert "CERO" in keys(draft, "question", "[taxes]")
    assert draft.rules(accept_proposals=True).taxes["EXCLUIDO"].code is None


def test_two_taxes_of_one_name_are_a_question(box: Box) -> None:
    """TOML has one key for both, and nobody can tell which."""
    rows = {each["name"]: each for each in box.fake.world.taxes}
    rows["IVA19"]["name"] = "I CONSUMO"

    draft = drafted(box)

    assert '"I CONSUMO"' in keys(draft, "question", "[taxes]")
    assert draft.rules(accept_proposals=True).taxes.keys() == {"EXENTO"}


def test_sellers_match_by_document_then_by_name(box: Box) -> None:
    """The same document is the same person, whatever the names say."""
    change(box.fake.world.sellers, {"nombre": "Camila Torres"}, {"nombre": "C. Torres M."})
    change(box.fake.world.sellers, {"nombre": "Paola Ríos"}, {"id": "1"})
    change(
        box.fake.world.sellers, {"nombre": "Andrés Mejía"}, {"id": "2", "nombre": "ANDRES MEJIA"}
    )

    draft = drafted(box)

    assert {"Camila": '"C. Torres M."', "Paola": '"Paola Ríos"'}.items() <= keys(
        draft, "match", "[sellers]"
    ).items()
    assert "the same document on both sides" == whys(draft, "[sellers]")["Camila"]
    assert {'"Andrés"': '"ANDRES MEJIA"'} == keys(draft, "proposal", "[sellers]")
    assert sorted(f'"{name}"' for name in USERS_WITHOUT_SELLER) == sorted(
        keys(draft, "question", "[sellers]").values()
    )


def test_two_users_of_one_name_are_a_question(box: Box) -> None:
    """A sale names its seller by that name: nobody can tell which."""
    change(box.fake.world.users, {"name": "Paola"}, {"name": "Camila"})

    draft = drafted(box)

    assert "'Camila': two users are called so" == whys(draft, "[sellers]")["Camila"]
    assert "Camila" not in draft.rules(accept_proposals=True).sellers


def test_a_seller_who_is_no_user_any_more_is_a_question(box: Box) -> None:
    """Old sales name people who left."""
    change(box.fake.world.users, {"name": "Integración"}, {"name": "Otra"})

    draft = drafted(box)

    assert '"Integración"' in keys(draft, "question", "[sellers]")
    assert "is not among the users" in whys(draft, "[sellers]")['"Integración"']


def test_products_are_found_by_name_where_all_are(box: Box) -> None:
    """Codes that differ do no harm where every name is an item's."""
    for each in box.fake.world.products:
        each["code"] = f"X{each['code']}"

    assert "name" == drafted(box).rules().products.match


def test_products_are_listed_one_by_one_otherwise(box: Box) -> None:
    """Those with a counterpart match, others are proposed or asked."""
    products = list(box.fake.world.products)
    products[0].update(code="Q1", name="Arepas de quesos")
    products[1].update(code="Q2", name="Zzzz")

    draft = drafted(box)
    table = "[products.items]"

    assert "P03" in keys(draft, "match", table)
    assert {"Q1": '"P01"'} == keys(draft, "proposal", table)
    assert "Q2" in keys(draft, "question", table)
    assert "explicit" == draft.rules().products.match


def test_several_places_are_a_choice(box: Box) -> None:
    """Which of two warehouses serves the sales no API tells."""
    world = box.fake.world
    (first,) = world.warehouses
    world.warehouses.add({**first, "uuid": "11111111-1111-4111-8111-111111111111", "nombre": "B2"})

    draft = drafted(box)

    assert "warehouse" in keys(draft, "question", "[pymes]")
    assert "choose among Pymes': Bodega de despacho, B2" == whys(draft, "[pymes]")["warehouse"]
    assert draft.rules().pymes.warehouse is None


def test_the_only_credit_terms_are_proposed_with_their_days(box: Box) -> None:
    """Restobar has no name for terms, so that nothing matches; of two one is chosen."""
    table = "[payment_terms.credito]"
    of_two = drafted(box)
    box.fake.world.payment_forms.remove(
        next(str(row["uuid"]) for row in box.fake.world.payment_forms if row["dias"] == 60)
    )

    draft = drafted(box)

    assert {"pymes"} == set(keys(of_two, "question", table))
    assert {"pymes": '"Crédito 30 días"', "days": "30"} == keys(draft, "proposal", table)
    assert 30 == draft.rules(accept_proposals=True).payment_terms.credito.days


def test_a_numbering_that_pymes_does_not_show_is_a_question_with_its_screen(box: Box) -> None:
    """A commented table of the resolution, and the rules read back without it."""
    change(box.fake.world.ranges, {"prefijo": "POS"}, {"aplicaA": "Otra cosa"})

    draft = drafted(box)

    assert () == draft.rules().numbering.pos
    assert "# [[numbering.pos]]" in draft.to_toml()
    assert "Aplica a = Facturas cargadas por Venta POS Externa" in draft.to_toml()


def test_an_inactive_numbering_is_a_proposal(box: Box) -> None:
    """It may have landed so, and must be activated first."""
    change(box.fake.world.ranges, {"prefijo": "FE"}, {"estado": "INACTIVA"})

    draft = drafted(box)

    assert () == draft.rules().numbering.electronic
    assert ["FE"] == [
        each.prefix for each in draft.rules(accept_proposals=True).numbering.electronic
    ]


def test_a_prefix_that_drifted_is_a_proposal(box: Box) -> None:
    """`POS.` stands for `POS` once somebody says so; an unknown prefix is a question."""
    sales = list(box.fake.world.sales)
    sales[0].doc["invoicePrefix"] = "POS."

    draft = drafted(box)

    assert {'"POS."': '"POS"'} == keys(draft, "proposal", "[aliases.prefixes]")
    assert {} == draft.rules().aliases.prefixes
    assert {"POS.": "POS"} == draft.rules(accept_proposals=True).aliases.prefixes


def test_the_figures_propose_the_reading_of_the_tip(box: Box) -> None:
    """With the number of the deciding sale as evidence."""
    number = box.operator.sell(tip=1000)

    draft = drafted(box)

    assert (number,) == draft.tips.excluded
    assert "false" == keys(draft, "proposal", "[policies]")["payment_value_includes_tip"]
    assert f"apart: 1 ({number})" in whys(draft, "[policies]")["payment_value_includes_tip"]


def test_without_sales_the_business_is_a_question() -> None:
    """Nobody invents a NIT: the draft says that it cannot be read yet."""
    with sandbox() as empty:
        draft = drafted(empty)

    assert {"nit", "name"} <= set(keys(draft, "question", "[business]"))
    with pytest.raises(InvalidRules) as caught:
        draft.rules()
    assert ["business.nit", "business.name"] == [each.path for each in caught.value.problems]


def test_without_days_the_last_invoice_tells_the_business(box: Box) -> None:
    """No list of sales is read then."""
    draft = drafted(box, since=None, until=None)

    assert "900555111-6" == draft.rules().business.nit
    assert () == draft.tips.undecided


def test_a_list_that_cannot_be_read_is_a_question(box: Box) -> None:
    """The rest of the draft is there; the reason is told."""
    box.operator.add_faults([Fault(method="GET", route="/taxes", status=404, body={}, times=9)])

    draft = drafted(box)

    assert "restobar.taxes" in keys(draft, "question", "")
    assert "Efectivo" in draft.rules().payment_means


def test_it_only_reads(box: Box) -> None:
    """No call changes anything on either side."""
    before = len(box.fake.calls)

    drafted(box)

    sent = {call.method for call in box.fake.calls[before:] if not call.path.endswith("/login")}
    assert {"GET"} == sent


def test_names_that_are_no_toml_stay_names(box: Box) -> None:
    """Quotes, line ends and comment signs of a name neither break the file nor add a key."""
    nasty = 'Efectivo" = "10"\n[maker]\nperson = "x" # '
    box.operator.add_payment_method(nasty)

    draft = drafted(box)
    read = tomllib.loads(draft.to_toml(accept_proposals=True))

    assert nasty in read["payment_means"]
    assert "maker" not in read
    assert draft.rules().maker is None


def test_the_screens_are_named_for_what_no_api_tells(box: Box) -> None:
    """Maker, tills, RUT and the seller by default are asked, never filled in."""
    draft = drafted(box)
    tables = {header for header, _ in draft.marked("question")}

    assert {"[maker]", "[business]", "[policies]"} <= tables
    assert any(header.startswith("[cash_boxes.") for header in tables)
    assert all(each.why.es and each.why.en for _, each in draft.marked("question"))


@pytest.mark.parametrize("odd", [None, [], {"x": 1}, True, "", "x", -1, 10**30, 1.5])
@pytest.mark.parametrize(
    "name", ["estado", "prefijo", "desde", "hasta", "fechaDesde", "resolucion"]
)
def test_a_numbering_of_another_shape_is_no_exception(box: Box, name: str, odd: Any) -> None:
    """Pymes publishes no shape: what cannot be used is asked, or refused by its key."""
    change(box.fake.world.ranges, {"prefijo": "FE"}, {name: odd})

    draft = drafted(box)

    assert {"numbering"} >= {path.partition(".")[0] for path in refused(draft)}


def refused(draft: DraftedRules) -> list[str]:
    """Name the keys that the rules refuse when every proposal is accepted."""
    try:
        draft.rules(accept_proposals=True)
    except InvalidRules as error:
        return [each.path for each in error.problems]
    return []


@pytest.mark.parametrize("odd", [None, [], {"x": 1}, True, "", -1, 10**30])
def test_rows_of_another_shape_are_no_exception(box: Box, odd: Any) -> None:
    """A name, a code or a rate of another type leaves questions, and the rest stands."""
    world = box.fake.world
    next(iter(world.pymes_taxes))["tarifa"] = odd
    for table in (world.payment_means, world.payment_forms, world.sellers):
        row = next(iter(table))
        row.update(dict.fromkeys(("nombre", "codigo", "dias", "id"), odd))

    text = drafted(box).to_toml(accept_proposals=True)

    assert "Rappi" in tomllib.loads(text)["payment_means"]
