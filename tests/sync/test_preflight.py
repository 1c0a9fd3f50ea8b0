# SPDX-License-Identifier: MIT
"""What both APIs show of the settings, and what only a screen shows."""

import base64
import json
from decimal import Decimal
from typing import Any, Literal

import httpx
import pytest
from attrs import evolve

from loggro_integration.errors import MappingFailed
from loggro_integration.mapping import PaymentRule, ProductRule
from loggro_integration.sync import Finding, Preflight
from loggro_integration.sync import _check_access as access
from loggro_integration.sync._check_reads import Reads
from sync.desk import Desk

ORDER = ("ok", "unknown", "soon", "wrong", "missing")


def verdicts(desk: Desk, **options: object) -> dict[str, Finding]:
    """Return the findings of a preflight by their code."""
    return {each.code: each for each in desk.engine(**options).preflight().findings}


def test_a_restaurant_with_everything_in_place_has_no_problem(desk: Desk) -> None:
    """Every check of the API passes; the screens stay unknown."""
    desk.box.operator.sell()

    report = desk.engine().preflight()

    assert () == report.problems
    assert 0 == report.exit_code
    unknown = [each.code for each in report.findings if each.verdict == "unknown"]
    assert "siigo-connected" in unknown
    assert "screen-token" in unknown
    report.raise_for_errors()


def test_each_check_names_a_remedy(desk: Desk) -> None:
    """A finding that is not fine says what to do, in both languages."""
    findings = verdicts(desk).values()

    assert all(
        each.fix and each.fix.es and each.fix.en for each in findings if each.verdict != "ok"
    )


def test_a_payment_method_the_rules_lack_is_named(desk: Desk) -> None:
    """The key to add is in the message."""
    desk.box.operator.add_payment_method("Bono Sodexo")

    finding = verdicts(desk)["payment-means"]

    assert "problem" == finding.verdict
    assert "[payment_means]: Bono Sodexo" in finding.message.en


def test_a_closed_cash_session_is_a_problem(desk: Desk) -> None:
    """Nothing can be billed without an open cash session."""
    desk.box.operator.close_cash_box()

    assert "problem" == verdicts(desk)["open-cash-session"].verdict


def test_an_expired_resolution_is_a_problem(desk: Desk) -> None:
    """The date is judged by the engine's clock, not by the machine's."""
    desk.box.operator.set_clock(at="2029-02-01T15:00:00Z")

    finding = verdicts(desk)["electronic-numbering"]

    assert "problem" == finding.verdict
    assert "'FE'" in finding.message.en


def test_a_missing_numbering_section_is_a_problem(desk: Desk) -> None:
    """Without a range nothing can be checked against it."""
    numbering = evolve(desk.rules.numbering, pos=())
    desk.rules = evolve(desk.rules, numbering=numbering)

    assert "problem" == verdicts(desk)["pos-numbering"].verdict


def test_a_prefix_pymes_lacks_is_a_problem(desk: Desk) -> None:
    """Pymes must hold the consecutive of the electronic invoices."""
    desk.box.operator.set_resolution("electronic", prefix="OTRO")

    assert "problem" == verdicts(desk)["pymes-numbering"].verdict


def test_a_means_of_pymes_that_is_not_there_is_a_problem(desk: Desk) -> None:
    """The Pymes name in the rules must exist."""
    cash = PaymentRule(code="10", pymes="Oro en polvo")
    desk.rules = evolve(desk.rules, payment_means={**desk.rules.payment_means, "Efectivo": cash})

    finding = verdicts(desk)["pymes-payment-means"]

    assert "problem" == finding.verdict
    assert "Oro en polvo" in finding.message.en


def test_an_unmapped_product_is_a_problem_where_products_are_listed(desk: Desk) -> None:
    """With `match = "explicit"` every product needs its line."""
    products = evolve(desk.rules.products, match="explicit")
    desk.rules = evolve(desk.rules, products=products)

    finding = verdicts(desk)["products"]

    assert "problem" == finding.verdict
    assert "Arepa de queso" in finding.message.en


def test_sellers_are_checked_where_the_rules_list_them(desk: Desk) -> None:
    """A user who sells and has no line is named; a default seller covers all."""
    desk.rules = evolve(desk.rules, sellers={"Camila": "Camila Torres"})
    listed = verdicts(desk)["sellers"]
    policies = evolve(desk.rules.policies, default_seller="Camila")
    desk.rules = evolve(desk.rules, policies=policies)
    covered = verdicts(desk)["sellers"]

    assert ("warning", "ok") == (listed.verdict, covered.verdict)
    assert "Andrés" in listed.message.en


def test_an_answer_that_does_not_come_is_a_failed_check(desk: Desk) -> None:
    """One broken route does not hide the other checks."""
    desk.box.operator.inject_fault(method="GET", route="/taxes", kind="answer-before", status=500)

    findings = verdicts(desk, pos=desk.box.restobar(sleep=desk.box.sleep))

    assert "problem" == findings["taxes"].verdict
    assert "ok" == findings["payment-means"].verdict


def test_a_refused_token_fails_every_check_of_pymes(desk: Desk) -> None:
    """The remedy says where the token is made."""
    findings = verdicts(desk, books=desk.box.pymes(token="wrong.token.value"))

    assert "problem" == findings["establishment"].verdict


def test_problems_can_be_raised_all_at_once(desk: Desk) -> None:
    """A script stops with everything that is missing."""
    desk.box.operator.close_cash_box()
    desk.box.operator.add_payment_method("Bono Sodexo")

    with pytest.raises(MappingFailed) as caught:
        desk.engine().preflight().raise_for_errors()

    assert {"open-cash-session", "payment-means"} == {each.code for each in caught.value.problems}


def test_it_calls_no_write_and_no_route_that_loggro_lacks(desk: Desk) -> None:
    """Every call is a documented read that was answered."""
    desk.engine().preflight()

    calls = [call for call in desk.box.fake.calls if call.path != "/login"]
    assert {"GET"} == {call.method for call in calls}
    assert [] == [call.path for call in calls if call.status == 404]


def test_an_empty_preflight_is_fine() -> None:
    """A report without findings fails nothing."""
    assert 0 == Preflight(findings=()).exit_code


def test_sellers_that_are_all_listed_are_fine(desk: Desk) -> None:
    """Every user who may sell has a line."""
    users = {str(user["name"]): "Camila Torres" for user in desk.box.fake.world.users}
    desk.rules = evolve(desk.rules, sellers=users)

    assert "ok" == verdicts(desk)["sellers"].verdict


def test_a_company_without_a_cash_box_is_a_problem(desk: Desk) -> None:
    """Pymes needs a place to book to."""
    desk.box.fake.world.pymes_boxes.rows.clear()

    finding = verdicts(desk)["cash-box"]

    assert "problem" == finding.verdict
    assert "Pymes has no cash box" in finding.message.en


def state_of(desk: Desk, code: str, **options: Any) -> tuple[str, str]:
    """Return state and English text of a check; the worst where it says several things."""
    found = [each for each in desk.engine(**options).preflight().findings if each.code == code]
    worst = max(found, key=lambda each: ORDER.index(each.state))
    return worst.state, worst.message.en


def test_every_finding_names_its_screen_and_what_it_blocks(desk: Desk) -> None:
    """What is fine blocks nothing; the rest says what stands still."""
    desk.box.operator.close_cash_box()

    findings = desk.engine().preflight().findings

    assert all(each.screen for each in findings)
    assert {each.verdict == "ok" for each in findings if each.blocks is None} == {True}


def test_findings_come_in_the_order_of_set_up(desk: Desk) -> None:
    """Whoever works down the list never needs what stands below."""
    codes = [each.code for each in desk.engine().preflight().findings]

    chosen = ["clock", "plan", "restobar-login", "open-cash-session", "last-numbers",
              "pos-numbering", "establishment", "warehouse", "cash-box", "bank-account",
              "pymes-numbering", "payment-means", "payment-terms", "taxes", "sellers", "products",
              "electronic-quota", "sales-lookup", "screen-token", "siigo-connected"]  # fmt: skip
    assert chosen == [code for code in dict.fromkeys(codes) if code in chosen]


@pytest.mark.parametrize(("seconds", "word"), [(-3600, "60 minutes ahead"), (600, "10 minutes be")])
def test_a_clock_that_is_wrong_is_found(desk: Desk, seconds: int, word: str) -> None:
    """The `Date` of an answer is compared with the engine's clock."""
    desk.box.operator.shift_date_header(seconds=seconds)

    state, text = state_of(desk, "clock")

    assert "wrong" == state
    assert word in text


def test_a_server_without_a_date_is_unknown(desk: Desk) -> None:
    """Nothing is said of the clock where there is nothing to compare it with."""
    silent = httpx.MockTransport(lambda _: httpx.Response(200, json={"tokenCurrent": "opaque"}))
    strange = httpx.MockTransport(
        lambda _: httpx.Response(200, json={"tokenCurrent": "opaque"}, headers={"date": "hoy"})
    )

    states = [
        access.clock(reads_of(desk, pos=desk.box.restobar(transport=each)))[0].state
        for each in (silent, strange)
    ]

    assert ["unknown", "unknown"] == states


def test_the_plan_tells_what_it_hides(desk: Desk) -> None:
    """Premium hides nothing, basic and trial are not told apart, a free account is too little."""
    found: list[str] = []
    for plan in ("premium", "basic", "trial", "free"):
        desk.box.operator.set_plan(plan)
        found.append(state_of(desk, "plan")[0])

    assert ["ok", "soon", "soon", "wrong"] == found


def test_a_missing_permission_is_named(desk: Desk) -> None:
    """The code of the permission stands in the message, the screen of the roles in the remedy."""
    desk.box.operator.set_permission("CB_GET_ALL", allowed=False)

    finding = verdicts(desk)["open-cash-session"]

    assert "missing" == finding.state
    assert "CB_GET_ALL" in finding.message.en
    assert finding.fix is not None
    assert "Roles" in finding.fix.en


def test_a_login_shared_with_the_till_is_told(desk: Desk) -> None:
    """Its user is cashier of the open session, or has sold lately; then neither."""
    desk.box.operator.set_cashiers(["Camila"])
    alone = state_of(desk, "shared-login")[0]
    desk.box.operator.sell(cashier="Camila", seller="Integración")
    sold = state_of(desk, "shared-login")
    desk.box.operator.set_clock(at="2026-11-30T12:00:00Z")
    later = state_of(desk, "shared-login")[0]
    desk.box.operator.set_cashiers(["Integración"])
    at_till = state_of(desk, "shared-login")[0]

    assert ("ok", "soon", "ok", "soon") == (alone, sold[0], later, at_till)
    assert "1 recent sales" in sold[1]


def test_a_token_that_says_nothing_leaves_it_open(desk: Desk) -> None:
    """An opaque token names no user and no day."""
    pos = desk.box.restobar(
        transport=httpx.MockTransport(
            lambda request: httpx.Response(
                200, json={"tokenCurrent": "opaque"} if "login" in request.url.path else []
            )
        )
    )
    reads = reads_of(desk, pos=pos)
    pos.taxes.list()

    assert "unknown" == access.shared_login(reads)[0].state


@pytest.mark.parametrize(
    ("claims", "state", "word"),
    [
        ({"exp": 1_798_000_000}, "soon", "ends on 2026-12-23"),
        ({"exp": 1_998_000_000, "iat": 1_763_000_000}, "ok", "days old"),
        ({"date": 1_763_000_000_000}, "ok", "375 days old"),
        ({"exp": True}, "ok", "establishments: 1"),
    ],
)
def test_the_token_of_pymes_tells_its_age_and_end(
    desk: Desk, claims: dict[str, object], state: str, word: str
) -> None:
    """Where it is a JWT that says so; alert 30 days before."""
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    token = f"e30.{payload}.c2ln"
    desk.box.fake.world.pymes_tokens.add(token)

    finding = access.pymes_token(reads_of(desk, books=desk.box.pymes(token=token)))[0]

    assert state == finding.state
    assert word in finding.message.en


def test_the_age_of_the_restobar_login_is_told(desk: Desk) -> None:
    """Its token carries the day it was made."""
    desk.box.operator.sell()
    pos = desk.box.restobar()
    pos.invoices.last()
    desk.box.operator.advance(seconds=3 * 86_400)

    finding = access.login(reads_of(desk, pos=pos))[0]

    assert "last invoice POS1001; token 3 days old" == finding.message.en


def test_several_establishments_need_a_choice(desk: Desk) -> None:
    """The rules must name one that exists; its warehouse is the one that counts."""
    world = desk.box.fake.world
    world.establishments.add({"uuid": "2", "codigo": "002", "nombre": "Sede Norte"})
    pymes = desk.rules.pymes
    desk.rules = evolve(desk.rules, pymes=evolve(pymes, establishment=None))
    unnamed = state_of(desk, "establishment")
    desk.rules = evolve(desk.rules, pymes=evolve(pymes, establishment="Sede Sur"))
    unknown = state_of(desk, "establishment")
    desk.rules = evolve(desk.rules, pymes=evolve(pymes, establishment="002", warehouse=None))
    named = state_of(desk, "establishment")[0]

    assert "missing" == unnamed[0]
    assert "La Arepera de la 45, Sede Norte" in unnamed[1]
    assert ("missing", True) == (unknown[0], "Sede Sur" in unknown[1])
    assert "ok" == named
    assert ("wrong", True) == (state_of(desk, "warehouse")[0], True)
    assert "another establishment" in state_of(desk, "pymes-numbering")[1]


def test_names_of_places_that_pymes_lacks_are_told(desk: Desk) -> None:
    """A cash box, a bank account and a warehouse that the rules misspell."""
    pymes = evolve(
        desk.rules.pymes, cash_box="Caja 9", bank_accounts=("Cuenta X",), warehouse="Sótano"
    )
    desk.rules = evolve(desk.rules, pymes=pymes)

    found = verdicts(desk)

    shown = [found[code].message.en for code in ("cash-box", "bank-account", "warehouse")]
    assert ["Caja 9", "Cuenta X", "Sótano"] == [text.split(": ")[1].strip(".") for text in shown]


@pytest.mark.parametrize(("told", "state"), [("unset", "unknown"), (False, "ok"), (True, "soon")])
def test_what_a_person_told_of_inventory_and_siigo_counts(
    desk: Desk, told: bool | Literal["unset"], state: str
) -> None:
    """No API shows either: the rules keep the answer."""
    desk.rules = evolve(
        desk.rules,
        pymes=evolve(desk.rules.pymes, inventory=told),
        restobar=evolve(desk.rules.restobar, siigo=told),
    )

    found = verdicts(desk)

    assert (state, state) == (found["inventory-off"].state, found["siigo-connected"].state)


@pytest.mark.parametrize(
    ("field", "limit", "state"),
    [
        (None, None, "unknown"),
        ("cuenta", None, "wrong"),
        ("count", None, "ok"),
        ("count", 100, "ok"),
        ("count", 11, "soon"),
        ("count", 10, "wrong"),
    ],
)
def test_the_quota_is_read_where_settings_say_how(
    desk: Desk, field: str | None, limit: int | None, state: str
) -> None:
    """The shape of `einvoicesCount` is not published, and no API tells the limit."""
    for _ in range(10):
        desk.box.operator.sell(electronic=True)
    quota = evolve(desk.rules.restobar.quota, used_field=field, limit=limit)
    desk.rules = evolve(desk.rules, restobar=evolve(desk.rules.restobar, quota=quota))

    assert state == state_of(desk, "electronic-quota")[0]


def test_a_quota_that_is_used_up_leads_the_causes(desk: Desk) -> None:
    """The setting finds it; then it is no guess."""
    desk.box.operator.set_quota(1)
    desk.box.operator.sell(electronic=True)
    left = desk.box.operator.sell(electronic=True)
    desk.settle()
    quota = evolve(desk.rules.restobar.quota, used_field="count", limit=1)
    desk.rules = evolve(desk.rules, restobar=evolve(desk.rules.restobar, quota=quota))

    report = desk.engine().preflight()

    assert (left,) == report.unsynced
    assert ("electronic-quota", True) == (report.causes[0].code, report.causes[0].found)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"resolucion": "18764000000999"}, "the resolution is 18764000000999"),
        ({"desde": 2}, "the first number is 2, not 1"),
        ({"fechaHasta": "2027-01-31"}, "ends on 2027-01-31, not on 2028-12-31"),
        ({"fechaDesde": "2026-01-31"}, "begins on 2026-01-31, not on 2025-01-01"),
        ({"fechaDesde": "2027-01-31"}, "begins on 2027-01-31"),
        ({"establecimiento": "otro"}, "belongs to another establishment"),
    ],
)
def test_a_numbering_of_pymes_that_differs_says_in_what(
    desk: Desk, fields: dict[str, Any], word: str
) -> None:
    """Resolution, range, days and place are compared before the first sale."""
    desk.box.operator.edit_record("numberings", "FE", **fields)

    state, text = state_of(desk, "pymes-numbering")

    assert "wrong" == state
    assert word in text


def test_a_numbering_whose_days_cannot_be_read_is_compared_in_the_rest(desk: Desk) -> None:
    """The format of its dates is not published."""
    desk.box.operator.edit_record("numberings", "FE", fechaDesde="1/1/25", fechaHasta=None)

    assert "ok" == state_of(desk, "pymes-numbering")[0]


def test_numberings_without_prefix_are_unknown(desk: Desk) -> None:
    """The shape of the lists is not published either."""
    for route in ("/v1/consecutivos/vigencias", "/v1/consecutivos/no-pos/compania"):
        desk.box.operator.inject_fault(
            method="GET", route=route, status=200, body={"contenido": [{"a": 1}]}
        )

    assert "unknown" == state_of(desk, "pymes-numbering")[0]
    assert "unknown" == state_of(desk, "pymes-pos-numbering")[0]


def test_a_list_that_may_not_hold_pos_numberings_proves_none_missing(desk: Desk) -> None:
    """Where Pymes lists "No POS" ones alone, nothing is said of the POS numbering."""
    desk.box.operator.remove_record("numberings", "POS")
    desk.box.operator.remove_record("numberings", "PY")

    assert "unknown" == state_of(desk, "pymes-pos-numbering")[0]


def test_an_electronic_numbering_is_found_in_either_list(desk: Desk) -> None:
    """The list of validity periods may leave it out."""
    desk.box.operator.inject_fault(
        method="GET", route="/v1/consecutivos/vigencias", status=200, body={"contenido": []}
    )
    elsewhere = state_of(desk, "pymes-numbering")[0]
    desk.box.operator.remove_record("numberings", "FE")

    assert ("ok", "missing") == (elsewhere, state_of(desk, "pymes-numbering")[0])


def test_last_numbers_are_compared_with_the_rules(desk: Desk) -> None:
    """Another prefix, a number outside the range, and a prefix that an alias explains."""
    desk.box.operator.set_series("pos", prefix="PX")
    desk.box.operator.sell()
    strange = state_of(desk, "last-numbers")
    aliases = evolve(desk.rules.aliases, prefixes={"PX": "POS"})
    desk.rules = evolve(desk.rules, aliases=aliases)
    explained = state_of(desk, "last-numbers")[0]
    numbering = desk.rules.numbering
    pos = evolve(numbering.pos[0], last=1000)
    desk.rules = evolve(desk.rules, numbering=evolve(numbering, pos=(pos,)))
    outside = state_of(desk, "last-numbers")

    assert ("wrong", True) == (strange[0], "PX" in strange[1])
    assert "ok" == explained
    assert ("wrong", True) == (outside[0], "POS1001 lies outside" in outside[1])


def test_a_rate_that_differs_is_told(desk: Desk) -> None:
    """Restobar's percentage is compared with the rules', a tax of so much a unit is not."""
    tax = evolve(desk.rules.taxes["IVA19"], percent=Decimal(16))
    desk.rules = evolve(desk.rules, taxes={**desk.rules.taxes, "IVA19": tax})

    state, text = state_of(desk, "tax-rates")

    assert "wrong" == state
    assert "IVA19: 19 / 16" in text
    assert "IVA 19%: 19 / 16" in state_of(desk, "pymes-taxes")[1]


def test_taxes_are_read_from_the_rates_where_the_word_for_sales_is_refused(desk: Desk) -> None:
    """`transaccion` has no published values."""
    desk.box.operator.inject_fault(
        method="GET", route="/v1/impuesto-retencion/{transaccion}", status=404, body={}
    )

    assert "ok" == state_of(desk, "pymes-taxes")[0]


def test_a_refused_account_is_no_refused_word(desk: Desk) -> None:
    """A wrong token ends the question: the second list would be refused too."""
    books = desk.box.pymes(token="wrong.token.value")

    assert "wrong" == state_of(desk, "pymes-taxes", books=books)[0]


@pytest.mark.parametrize(
    ("catalogue", "code"),
    [
        ("sellers", "pymes-sellers"),
        ("items", "pymes-items"),
        ("payment_means", "pymes-payment-means"),
    ],
)
def test_an_empty_list_of_pymes_is_missing(desk: Desk, catalogue: str, code: str) -> None:
    """Nothing at all is not the same as one name less."""
    desk.box.operator.remove_record(catalogue, "*")

    assert ("missing", "The list of Pymes is empty.") == state_of(desk, code)


def test_items_follow_the_way_of_the_rules(desk: Desk) -> None:
    """A listed item goes before code and name; what nothing says is not missed."""
    rule = ProductRule(pymes="NO-ESTA")
    products = evolve(desk.rules.products, items={"Jugo de lulo": rule})
    desk.rules = evolve(desk.rules, products=products)
    listed = state_of(desk, "pymes-items")
    desk.rules = evolve(desk.rules, products=evolve(products, items={}, match="name"))
    by_name = state_of(desk, "pymes-items")[0]
    desk.rules = evolve(desk.rules, products=evolve(products, items={}, match="explicit"))
    explicit = state_of(desk, "pymes-items")[0]

    assert ("missing", True) == (listed[0], listed[1].endswith("Jugo de lulo."))
    assert ("ok", "ok") == (by_name, explicit)


def test_many_names_are_cut_short(desk: Desk) -> None:
    """Twelve are named, the others are counted."""
    desk.box.operator.remove_record("items", "*")
    world = desk.box.fake.world
    world.items.add({"uuid": "1", "codigo": "OTRO", "descripcion": "Otro", "tipoItem": "SERVICIO"})

    assert state_of(desk, "pymes-items")[1].endswith("(+2).")


def test_the_look_up_is_tried_on_recent_sales(desk: Desk) -> None:
    """Nothing sold, nothing found yet, found."""
    nothing = state_of(desk, "sales-lookup")[0]
    desk.box.operator.sell(payments="Nequi")
    unproved = state_of(desk, "sales-lookup")
    desk.box.operator.sell()
    desk.settle()
    proved = state_of(desk, "sales-lookup")

    assert ("unknown", "unknown", "ok") == (nothing, unproved[0], proved[0])
    assert "loggro check --known" in unproved[1]
    assert "POS1002" in proved[1]


def test_a_look_up_that_cannot_be_read_is_a_problem(desk: Desk) -> None:
    """No cause is guessed from it."""
    desk.box.operator.sell()
    desk.settle()
    desk.box.operator.inject_fault(
        method="GET", route="/v1/ventas-detallado", status=401, body="", content_type="text/plain"
    )

    report = desk.engine().preflight()

    assert ["sales-lookup"] == [each.code for each in report.problems]
    assert () == report.causes


def test_a_young_sale_is_not_missed_yet(desk: Desk) -> None:
    """Loggro's own push is given its time."""
    desk.box.operator.sell(payments="Nequi")
    young = desk.engine().preflight().unsynced
    desk.settle()

    assert ((), 1) == (young, len(desk.engine().preflight().unsynced))


def test_later_synced_sales_speak_against_a_cause(desk: Desk) -> None:
    """They are counted; causes with such sales come after those without."""
    desk.box.operator.unmap_payment_method("Rappi")
    desk.box.operator.sell(payments="Rappi")
    desk.box.operator.sell()
    desk.settle()

    causes = desk.engine().preflight().causes

    against = [each.against for each in causes]
    assert 0 == against[0]
    assert sorted(map(bool, against)) == list(map(bool, against))


def reads_of(desk: Desk, **clients: Any) -> Reads:
    """Return what the checks read, with one client or the other replaced."""
    given: dict[str, Any] = {"pos": desk.box.restobar(), "books": desk.box.pymes(), **clients}
    return Reads(given["pos"], given["books"], desk.rules, desk.box.now)


def test_a_sale_that_dian_refused_needs_no_guess(desk: Desk) -> None:
    """Its own state explains it: that comes first, and no setting is suspected before."""
    desk.box.operator.reject_next()
    desk.box.operator.sell(electronic=True)
    desk.settle()

    first = desk.engine().preflight().causes[0]

    assert ("dian-rejected", True) == (first.code, first.found)


def test_a_sale_that_dian_accepted_had_a_document_left(desk: Desk) -> None:
    """The quota is no cause where the electronic document was issued."""
    desk.box.operator.sell(payments="Nequi", electronic=True)
    desk.settle()

    codes = {each.code for each in desk.engine().preflight().causes}

    assert "electronic-quota" not in codes
    assert "screen-payment-means" in codes


NONSENSE: tuple[tuple[int, Any], ...] = (
    (200, []),
    (200, {}),
    (200, {"contenido": [{"nombre": 7, "tarifa": "ocho", "estado": None, "prefijo": ["FE"]}]}),
    (200, {"contenido": ["uno", None, 3]}),
    (200, [{"_id": 1, "name": None}]),
    (404, {}),
    (402, {"message": "Suscripción premium requerida"}),
    (403, {"message": "No tienes el permiso CB_GET_ALL"}),
)


@pytest.mark.parametrize(("status", "body"), NONSENSE)
@pytest.mark.parametrize("face", ["restobar", "pymes"])
def test_no_answer_ends_the_check(desk: Desk, face: str, status: int, body: Any) -> None:
    """Whatever every route of one side answers, each check says something of it."""
    desk.box.operator.sell()
    desk.settle()
    desk.engine().preflight()
    routes = {call.route for call in desk.box.fake.calls if call.face == face}
    for route in routes - {"/login"}:
        desk.box.operator.inject_fault(method="GET", route=route, status=status, body=body)

    report = desk.engine().preflight()

    assert report.problems
    assert all(each.message.es and each.message.en for each in report.findings)
    assert all(each.fix for each in report.findings if each.verdict != "ok")
