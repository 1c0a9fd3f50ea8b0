# SPDX-License-Identifier: MIT
"""The rules file: read whole, checked whole, written back."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from loggro_integration.errors import ConfigurationError, InexactMoney, InvalidNit
from loggro_integration.mapping import (
    Aliases,
    Business,
    InvalidRules,
    MappingRules,
    PaymentRule,
    Policies,
    ProductRule,
    Regime,
    TaxRule,
)

BUSINESS = '[business]\nnit = "900555111-6"\nname = "La Arepera de la 45"\n'


def refused(extra: str, base: str = BUSINESS) -> list[tuple[str, str, str | None]]:
    """Read rules that are wrong and tell what was found: code, path, value."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(base + extra)
    return [(each.code, each.path, each.value) for each in caught.value.problems]


def test_the_least_rules_are_a_business() -> None:
    """Everything but the business has a default."""
    rules = MappingRules.from_toml(BUSINESS)

    assert ("900555111-6", "1", {}) == (rules.business.nit, rules.version, rules.payment_means)


def test_the_example_reads_back_from_its_own_text() -> None:
    """Writing the example and reading it again changes nothing."""
    rules = MappingRules.example()

    assert rules == MappingRules.from_toml(rules.to_toml())


def test_everything_that_can_be_set_survives_a_round_trip() -> None:
    """Odd names, dates, decimals, flags and nested tables are written so that they read back."""
    source = BUSINESS + (
        '[[business.regimes]]\nkind = "simple"\nsince = 2026-01-01\n'
        '[pymes]\ntoken = "keyring:pymes"\nmodules = { facturacion = "https://books.example" }\n'
        '[pymes.fields]\nnumber = "documento"\n'
        '[pymes.sales]\nnumber_spelling = "sequence"\nnot_found_is_absent = true\n'
        'void_states = ["Anulada", "Anulado"]\n'
        '[restobar.fields]\ncufe = "dian.cufe"\n'
        '[numbering.pos]\nauthorization = "1"\nprefix = ""\nvalid_until = 2027-01-31\n'
        '[payment_means]\n"Tarjeta \\"débito\\"\\u007f" = "49"\n'
        '[taxes]\nBase = { code = "01", percent = 2.5 }\n'
        '[products.items]\nP01 = { pymes = "1", reference_price = "4500.50" }\n'
        "[policies]\npayment_value_includes_tip = true\n"
        '[maker]\nperson = "Ana"\ncompany = "Demo"\nsoftware = "POS"\n'
        '[cash_boxes.66f9000000000000000000c1]\nplate = "1"\nplace = "45"\ntype = "POS"\n'
    )

    rules = MappingRules.from_toml(source)

    assert rules == MappingRules.from_toml(rules.to_toml())
    assert date(2027, 1, 31) == rules.numbering.pos[0].valid_until
    assert Decimal("4500.50") == rules.products.items["P01"].reference_price
    assert PaymentRule(code="49") == rules.payment_means['Tarjeta "débito"\x7f']


def test_what_sync_reads_is_at_hand() -> None:
    """The settings of the look-up can be reached without knowing the file's layout."""
    rules = MappingRules.example()

    assert "numero" == rules.pymes_fields.number
    assert "statusLoggro" == rules.restobar_fields.sync_state
    assert "full" == rules.sales_lookup.number_spelling
    assert ("Rechazado",) == rules.dian_states.rejected


def test_all_faults_are_reported_at_once() -> None:
    """One reading finds every wrong key and value, each with its path."""
    extra = (
        '[payment_means]\n"Efectivo" = "999"\n'
        '[policies]\ntip = "gift"\ndelivry = "line"\n'
        '[taxes]\n"IVA19" = { code = "01", percent = 190 }\n'
    )

    assert [
        ("rules-wrong-value", 'payment_means."Efectivo".code', "999"),
        ("rules-wrong-value", 'taxes."IVA19".percent', "190"),
        ("rules-unknown-key", "policies.delivry", None),
        ("rules-wrong-value", "policies.tip", "gift"),
    ] == refused(extra)


def test_what_does_not_fit_together_is_told_beside_what_is_wrong_alone() -> None:
    """One bad key hides no other fault; only what needs the bad part itself is left for later."""
    extra = (
        '[payment_means]\n"Efectivo" = "999"\n[aliases.payment_means]\nCash = "Efectivo"\n'
        "[taxes]\nX = { percent = 8 }\n"
        '[[numbering.pos]]\nauthorization = "1"\n[[numbering.pos]]\nauthorization = "2"\n'
        '[policies]\ndefault_seller = "Ana"\ndefault_cash_box = "C1"\ndelivery_tax = "Y"\n'
    )

    assert [
        'payment_means."Efectivo".code',
        "numbering.pos[1]",
        'taxes."X".code',
        "policies.delivery_tax",
        "policies.default_seller",
        "policies.default_cash_box",
    ] == [path for _, path, _ in refused(extra)]


def test_the_error_is_a_configuration_error_that_tells_all() -> None:
    """It prints every problem, keeps them when pickled, and each speaks both languages."""
    with pytest.raises(ConfigurationError) as caught:
        MappingRules.from_toml('[business]\nname = ""\n')
    error = pickle.loads(pickle.dumps(caught.value))

    assert "business.nit" in str(error)
    assert "business.name" in str(error)
    assert {"Falta business.nit.", "business.name no puede ser ''."} == {
        each.message.es for each in error.problems
    }


def test_an_unknown_key_proposes_the_known_one() -> None:
    """A slip is answered with the nearest key, said as a question."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(BUSINESS + "[policies]\ntipp = 1\n")

    assert "¿Quiso decir tip?" == caught.value.problems[0].fix.es


def test_an_unknown_key_like_no_other_lists_the_known_ones() -> None:
    """Where nothing is near, the remedy lists what the table takes."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(BUSINESS + "zzz = 1\n")

    assert "nit, name" in caught.value.problems[0].fix.en


def test_text_that_is_not_toml_is_refused_with_its_line() -> None:
    """The parser's own message, with line and column, is passed on."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml("[business\n")

    assert "rules-not-toml" == caught.value.problems[0].code
    assert "line 1" in caught.value.problems[0].message.en


@pytest.mark.parametrize("file", ["centro.toml", "sedes/norte/loggro.toml"])
def test_the_file_that_is_wrong_is_the_one_that_is_named(file: str) -> None:
    """In the error, as the place of what is no TOML, and where a missing key is to be added."""
    with pytest.raises(InvalidRules) as broken:
        MappingRules.from_toml("x = [", file=file)
    with pytest.raises(InvalidRules) as lacking:
        MappingRules.from_toml('[business]\nnit = "900555111-6"', file=file)

    (missing,) = lacking.value.problems
    assert str(broken.value).startswith(f"{file} has 1 problem(s):")
    assert file == broken.value.problems[0].path
    assert f"Add business.name to {file}." == missing.fix.en
    assert f"Agregue business.name a {file}." == missing.fix.es


def test_rules_that_nobody_named_are_called_by_their_usual_name() -> None:
    """Whoever reads them from elsewhere gets the name that the documentation uses."""
    with pytest.raises(InvalidRules, match=r"^loggro\.toml has 1 problem"):
        MappingRules.from_toml("x = [")


def test_a_file_of_windows_may_begin_with_its_mark() -> None:
    """Notepad writes a byte-order mark that TOML does not know."""
    assert "900555111-6" == MappingRules.from_toml("\ufeff" + BUSINESS).business.nit


@pytest.mark.parametrize("extra", ["a = " + "[" * 9000 + "]" * 9000, "a = " + "9" * 5000])
def test_endless_toml_is_a_fault_of_the_file(extra: str) -> None:
    """Too many levels or digits are no exception of Python's."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(extra)

    assert "too many" in caught.value.problems[0].message.en


def test_a_text_that_no_document_can_hold_is_refused() -> None:
    """A name with a control character would stop every document when it is written."""
    found = refused("", BUSINESS.replace("Arepera", "Arepera\\u0000"))

    assert [("rules-wrong-value", "business.name")] == [each[:2] for each in found]


def test_a_token_in_the_file_is_refused_and_not_repeated() -> None:
    """The token belongs elsewhere, and no error may print it."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(BUSINESS + '[pymes]\ntoken = "eyJhbGciOi.secret"\n')

    assert "rules-secret" == caught.value.problems[0].code
    assert "eyJhbGciOi" not in str(caught.value)
    assert "env:NAME" in caught.value.problems[0].fix.en


@pytest.mark.parametrize(
    ("extra", "path"),
    [
        ("version = 1\n", "version"),
        ("payment_means = 3\n", "payment_means"),
        ("pymes = 3\n", "pymes"),
        ("pymes = { bank_accounts = 1 }\n", "pymes.bank_accounts"),
        ('pymes = { bank_accounts = ["a", 1] }\n', "pymes.bank_accounts[1]"),
        ("pymes = { sales = { not_found_is_absent = 1 } }\n", "pymes.sales.not_found_is_absent"),
        ("payment_terms = { credito = { days = -1 } }\n", "payment_terms.credito.days"),
        ("payment_terms = { credito = { days = true } }\n", "payment_terms.credito.days"),
        ("policies = { rounding_tolerance = 3 }\n", "policies.rounding_tolerance"),
        ("policies = { delivery_in_total = 1 }\n", "policies.delivery_in_total"),
        ('taxes = { T = { percent = "x" } }\n', 'taxes."T".percent'),
        ("taxes = { T = { code = 4 } }\n", 'taxes."T".code'),
        ('consumidor_final = { number = "22222222222" }\n', "consumidor_final.number"),
        ("numbering = { pos = 1 }\n", "numbering.pos"),
        ("numbering = { pos = [1] }\n", "numbering.pos[0]"),
        ('numbering = { pos = { authorization = "1", prefix = "A B" } }\n', "numbering.pos.prefix"),
        (
            'numbering = { pos = { authorization = "1", valid_from = "2026-01-01" } }\n',
            "numbering.pos.valid_from",
        ),
    ],
)
def test_a_value_of_another_kind_is_named(extra: str, path: str) -> None:
    """Whatever the kind of key, its path and value are reported."""
    found = refused(BUSINESS, base=extra)

    assert [("rules-wrong-value", path)] == [each[:2] for each in found]


def test_a_date_with_a_time_is_no_day() -> None:
    """A resolution is valid by days; an instant would need a zone."""
    extra = '[numbering.pos]\nauthorization = "1"\nvalid_from = 2026-01-01T00:00:00\n'

    assert "numbering.pos.valid_from" == refused(extra)[0][1]


def test_a_wrong_check_digit_of_the_business_names_the_right_one() -> None:
    """The restaurant's own NIT is verified when the rules are read."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml('[business]\nnit = "900555111-5"\nname = "Demo"\n')

    assert "rules-wrong-nit" == caught.value.problems[0].code
    assert "900555111-6" in caught.value.problems[0].fix.es


def test_a_nit_that_is_a_number_is_refused() -> None:
    """TOML numbers lose leading zeros; ids are text."""
    assert [("rules-wrong-nit", "business.nit", "900555111")] == refused(
        "", base='[business]\nnit = 900555111\nname = "Demo"\n'
    )


@pytest.mark.parametrize(
    ("extra", "code", "path"),
    [
        ('[policies]\ndelivery_tax = "X"\n', "rules-unknown-name", "policies.delivery_tax"),
        ('[policies]\ndefault_seller = "X"\n', "rules-unknown-name", "policies.default_seller"),
        ('[aliases.taxes]\nINC = "X"\n', "rules-unknown-name", 'aliases.taxes."INC"'),
        ('[aliases.prefixes]\n"LL." = "LL"\n', "rules-unknown-name", 'aliases.prefixes."LL."'),
        (
            '[[numbering.pos]]\nauthorization = "1"\nfirst = 5\nlast = 4\n',
            "rules-wrong-value",
            "numbering.pos[0].last",
        ),
        (
            (
                '[[numbering.electronic]]\nauthorization = "1"\n'
                "valid_from = 2026-02-01\nvalid_until = 2026-01-01\n"
            ),
            "rules-wrong-value",
            "numbering.electronic[0].valid_until",
        ),
    ],
)
def test_keys_that_do_not_fit_together_are_named(extra: str, code: str, path: str) -> None:
    """What no single key shows is checked across keys."""
    assert [(code, path)] == [each[:2] for each in refused(extra)]


RANGE = '[[numbering.{}]]\nauthorization = "{}"\nprefix = "{}"\nfirst = {}\nlast = {}\n'


@pytest.mark.parametrize(
    ("one", "other", "path"),
    [
        (("pos", "1", "POS", 1, 100), ("pos", "2", "POS", 100, 200), "numbering.pos[1]"),
        (("electronic", 1, "FE", 1, 9), ("electronic", 1, "FE", 1, 9), "numbering.electronic[1]"),
    ],
)
def test_two_resolutions_of_one_number_are_named(
    one: tuple[object, ...], other: tuple[object, ...], path: str
) -> None:
    """Nobody could tell which one covers the sale."""
    assert [("rules-ranges-overlap", path)] == [
        each[:2] for each in refused(RANGE.format(*one) + RANGE.format(*other))
    ]


def test_the_numbers_that_two_resolutions_share_are_told() -> None:
    """From the first of the later to the last of the earlier one."""
    one, other = (
        RANGE.format("pos", n, "POS", *span) for n, span in ((1, (1, 100)), (2, (50, 200)))
    )
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(BUSINESS + one + other)

    assert "50 a 100" in caught.value.problems[0].message.es
    assert "50 to 100" in caught.value.problems[0].message.en


@pytest.mark.parametrize(
    "other",
    [
        ("pos", "2", "POS", 101, 200),
        ("pos", "2", "POT", 1, 100),
        ("electronic", "2", "POS", 1, 100),
    ],
)
def test_resolutions_apart_are_as_they_should_be(other: tuple[object, ...]) -> None:
    """Other numbers, another prefix, or the other kind."""
    source = RANGE.format("pos", "1", "POS", 1, 100) + RANGE.format(*other)

    numbering = MappingRules.from_toml(BUSINESS + source).numbering

    assert 2 == len(numbering.pos) + len(numbering.electronic)


def test_a_resolution_may_follow_another_of_the_same_numbers() -> None:
    """The days tell which one: DIAN authorises a range anew."""
    old = RANGE.format("pos", "1", "POS", 1, 100) + "valid_until = 2025-12-31\n"
    new = RANGE.format("pos", "2", "POS", 1, 100) + "valid_from = 2026-01-01\n"
    same_day = new.replace("2026-01-01", "2025-12-31")

    assert 2 == len(MappingRules.from_toml(BUSINESS + old + new).numbering.pos)
    assert [("rules-ranges-overlap", "numbering.pos[1]", None)] == refused(old + same_day)


@pytest.mark.parametrize(
    ("extra", "code", "path"),
    [
        (
            '[payment_means]\nA = "10"\nB = "49"\n[aliases.payment_means]\nA = "B"\n',
            "rules-alias-unused",
            'aliases.payment_means."A"',
        ),
        ('[payment_means]\n" " = "10"\n', "rules-wrong-value", "payment_means"),
        (
            '[[business.regimes]]\nkind = "inc"\n[[business.regimes]]\nkind = "simple"\n',
            "rules-wrong-value",
            "business.regimes",
        ),
        ("regimes = []\n", "rules-wrong-value", "business.regimes"),
        (
            '[numbering.electronic]\nauthorization = "1"\ntechnical_key = "fc8eac42"\n',
            "rules-secret",
            "numbering.electronic.technical_key",
        ),
    ],
)
def test_what_would_be_used_by_chance_or_never_is_named(extra: str, code: str, path: str) -> None:
    """A dead alias, a nameless name, no regime or two, and a key that is secret."""
    assert [(code, path)] == [each[:2] for each in refused(extra)]


def test_a_technical_key_is_never_written() -> None:
    """Rules that a program gave one read back without it, not with a mask in its place."""
    rules = MappingRules.example()
    (electronic,) = rules.numbering.electronic
    keyed = evolve(electronic, technical_key="fc8eac42")
    told = evolve(rules, numbering=evolve(rules.numbering, electronic=(keyed,)))

    assert told.to_toml() == rules.to_toml()
    assert MappingRules.from_toml(told.to_toml()).numbering.electronic[0].technical_key is None


@pytest.mark.parametrize(
    "twice", ['[payment_means]\nA = "10"\nA = "49"\n', "[sellers]\n[sellers]\n"]
)
def test_a_name_that_stands_twice_is_told_so(twice: str) -> None:
    """TOML refuses it: the remedy is to leave one, not to mend quotes."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(BUSINESS + twice)

    assert "dos veces" in caught.value.problems[0].fix.es


def test_a_short_list_is_told_whole() -> None:
    """Of four codes all are shown; of a thousand municipalities the name of the list."""
    with pytest.raises(InvalidRules) as caught:
        MappingRules.from_toml(BUSINESS + 'tax_scheme = "04 "\ncity_code = "1"\n')
    fixes = {problem.path: problem.fix.en for problem in caught.value.problems}

    assert "01, 04, ZA, ZZ" in fixes["business.tax_scheme"]
    assert fixes["business.city_code"].endswith("Municipio.")


def test_rules_built_in_python_are_checked_too() -> None:
    """An alias to nowhere is refused without a file as well."""
    with pytest.raises(InvalidRules):
        evolve(MappingRules.example(), aliases=Aliases(taxes={"INC": "X"}))


def test_float_in_rules_is_refused() -> None:
    """A rate built in Python must be exact."""
    with pytest.raises(InexactMoney):
        TaxRule(code="04", percent=8.0)  # type: ignore[arg-type]
    with pytest.raises(InexactMoney):
        ProductRule(pymes="1", reference_price=1.5)  # type: ignore[arg-type]
    with pytest.raises(InexactMoney):
        Policies(pymes_tolerance=1.5)  # type: ignore[arg-type]


def test_a_business_built_in_python_has_a_right_nit() -> None:
    """The check digit is verified wherever a business comes from."""
    with pytest.raises(InvalidNit):
        Business(nit="900555111-5", name="Demo")


def test_the_regime_depends_on_the_day() -> None:
    """The latest regime that had begun counts; before the first there is none."""
    business = Business(
        nit="900555111-6",
        name="Demo",
        regimes=(
            Regime(kind="non-responsible", since=date(2025, 1, 1)),
            Regime(kind="inc", since=date(2026, 1, 1)),
        ),
    )

    days = (date(2024, 12, 31), date(2025, 12, 31), date(2026, 1, 1))

    assert [None, "non-responsible", "inc"] == [business.regime_on(day) for day in days]


def test_a_regime_for_always_has_no_first_day() -> None:
    """Without dates one regime holds for every day."""
    assert "inc" == MappingRules.example().business.regime_on(date(1999, 1, 1))


def test_what_only_a_screen_shows_can_be_told() -> None:
    """The answers of a person about Siigo, inventory and quota stand in the rules."""
    text = (
        '[business]\nnit = "900555111-6"\nname = "Demo"\n[pymes]\ninventory = false\n'
        '[restobar]\nsiigo = true\n[restobar.quota]\nused_field = "count"\nlimit = 200\n'
    )

    rules = MappingRules.from_toml(text)

    assert (False, True) == (rules.pymes.inventory, rules.restobar.siigo)
    assert ("count", 200) == (rules.restobar.quota.used_field, rules.restobar.quota.limit)
    assert rules == MappingRules.from_toml(rules.to_toml())
