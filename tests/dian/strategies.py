# SPDX-License-Identifier: MIT
"""
Hypothesis strategies of drafts: plain mappings of all eleven kinds of document, and of events.

What `build` refuses by rule is kept out here (a credit without due date, a note without reason), so
that every draft is one that can be issued. Large documents repeat a few drawn lines, since
Hypothesis draws no more than so much.
"""

from __future__ import annotations

import random
import string
from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from hypothesis import strategies as st

__all__ = ["PERCENT_TAXES", "UNIT_TAXES", "drafts", "events", "lineless"]

Plain = dict[str, Any]

PERCENT_TAXES = {
    "01": ("0", "5", "16", "19"),
    "02": ("5", "25"),
    "03": ("0.414", "0.966", "1.38"),
    "04": ("2", "4", "8", "16"),
    "08": ("8", "10"),
    "30": ("4",),
    "35": ("10", "15", "20"),
    "36": ("20", "25"),
    "ZZ": ("1", "2.5"),
}
UNIT_TAXES = {
    "20": ("150", "94"),
    "21": ("1500", "94"),
    "22": ("70", "94"),
    "23": ("35.5", "GLL"),
    "24": ("512.25", "GLL"),
    "25": ("1200", "GLL"),
    "26": ("8", "94"),
    "32": ("342", "94"),
    "33": ("2.12", "GRM"),
    "34": ("38", "MLT"),
}
WITHHELD = {"05": ("15",), "06": ("1.5", "2.5", "3.5", "11"), "07": ("0.414", "0.966")}
LONG = (20, 45, 73, 100)

_LETTERS = (
    string.ascii_letters + string.digits + "áéíóúñüÁÉÍÓÚÑ" + " .,;:-_/()%#'\"&<>«»–—€✓🌽[]\n\t\r"
)
_NAMES = ("Rosa Ñáñez", "Comidas & Más SAS", "El «Fogón» Ltda", "Óscar O'Prueba")
_CITIES = ("11001", "05001", "76001", "91001", "88564")
_START = date(2026, 1, 5)
_CENT = Decimal("0.01")

texts = st.text(_LETTERS, min_size=10, max_size=60).map(str.strip).filter(lambda t: len(t) >= 10)
prices = st.one_of(
    st.decimals(min_value=100, max_value=10**7, places=2),
    st.decimals(min_value=100, max_value=10**5, places=6),
    st.integers(100, 10**8).map(Decimal),
)
quantities = st.one_of(
    st.integers(1, 40).map(Decimal),
    st.decimals(min_value="0.01", max_value=500, places=3),
    st.decimals(min_value="0.01", max_value=20, places=6),
)
days = st.integers(0, 700).map(lambda count: _START + timedelta(days=count))
clocks = st.times(max_value=time(23, 59, 59)).map(lambda each: each.replace(microsecond=0))


def rarely(draw: st.DrawFn, one_in: int = 4) -> bool:
    """Draw a yes that is rarer than a no; a shrunk example has none."""
    return draw(st.integers(0, one_in - 1)) == one_in - 1


# ------------------------------------------------------------------------------------- parties


@st.composite
def addresses(draw: st.DrawFn) -> Plain:
    lines = draw(st.lists(texts, min_size=1, max_size=2))
    return {"city_code": draw(st.sampled_from(_CITIES)), "postal_zone": "110231", "lines": lines}


@st.composite
def companies(draw: st.DrawFn) -> Plain:
    found = {
        "name": draw(st.one_of(st.sampled_from(_NAMES), texts)),
        "id": str(draw(st.integers(800_000_000, 901_999_999))),
        "organization_type": draw(st.sampled_from("12")),
        "responsibilities": draw(
            st.lists(
                st.sampled_from(("O-13", "O-15", "O-23", "O-47", "R-99-PN")),
                min_size=1,
                max_size=3,
                unique=True,
            )
        ),
        "tax_regime": draw(st.sampled_from(("48", "49"))),
        "tax_scheme": draw(st.sampled_from(("01", "04", "ZA", "ZZ"))),
        "address": draw(addresses()),
    }
    if rarely(draw):
        found |= {"trade_name": draw(texts), "registration_number": "0314159"}
        found["activity_codes"] = ["5611", "5613"]
    if rarely(draw):
        found["contact"] = {"name": "Ana Prueba", "telephone": "6015550145", "email": "a@b.example"}
    return found


@st.composite
def people(draw: st.DrawFn) -> Plain:
    kind, number = draw(
        st.sampled_from(
            (("13", "52999111"), ("22", "345678"), ("41", "PA123456"), ("48", "9988776"))
        )
    )
    found = {"name": draw(texts), "id": number, "id_type": kind, "tax_scheme": "ZZ"}
    if rarely(draw):
        found["contact"] = {"email": "ana@prueba.example"}
    return found


buyers = st.one_of(st.just("consumidor final"), companies(), people())


@st.composite
def sellers(draw: st.DrawFn) -> Plain:
    """Draw who sells without invoicing: a resident with NIT, or a foreigner."""
    found = draw(companies()) | {"organization_type": "2"}
    if rarely(draw):
        found |= {"id": draw(st.sampled_from(("US99887", "PE445566"))), "id_type": "42"}
        found["address"] = {"country": "US", "city": "Miami", "lines": ["45 Bay St"]}
    return found


# --------------------------------------------------------------------------------------- lines


@st.composite
def percent_taxes(draw: st.DrawFn, codes: tuple[str, ...]) -> list[Plain]:
    chosen = draw(st.lists(st.sampled_from(codes), max_size=2, unique=True))
    return [
        {"code": code, "percent": draw(st.sampled_from(PERCENT_TAXES[code]))} for code in chosen
    ]


@st.composite
def unit_taxes(draw: st.DrawFn) -> list[Plain]:
    chosen = draw(st.lists(st.sampled_from(sorted(UNIT_TAXES)), max_size=2, unique=True))
    found = []
    for code in chosen:
        amount, unit = UNIT_TAXES[code]
        rate = {"code": code, "per_unit_amount": amount, "unit_code": unit}
        if code in {"32", "33", "34"}:
            rate["measure_each"] = draw(st.sampled_from((4, 37, 400)))
        found.append(rate)
    return found


@st.composite
def adjustments(draw: st.DrawFn, gross: Decimal) -> Plain:
    """Draw a discount or charge of at most a tenth of a line, or 30 %."""
    reason = {"reason": draw(texts)} if rarely(draw, 2) else {}
    if draw(st.booleans()):
        return {"percent": draw(st.sampled_from((Decimal("2.5"), 10, 30))), **reason}
    most = (gross / 10).quantize(_CENT, ROUND_DOWN)
    return {"amount": draw(st.decimals(min_value=0, max_value=most, places=2)), **reason}


@st.composite
def lines(draw: st.DrawFn, code: str) -> Plain:
    """Draw one line of a document of that type."""
    quantity, price = draw(quantities), draw(prices)
    support = code in {"05", "95"}
    taxes = draw(percent_taxes(("01",) if support else tuple(PERCENT_TAXES)))
    if not support and rarely(draw, 3):
        taxes += draw(unit_taxes())
    found = {
        "description": draw(st.one_of(texts, st.lists(texts, min_size=2, max_size=3))),
        "quantity": quantity,
        "unit_price": price,
        "taxes": taxes,
        **draw(st.sampled_from((priced_whole, free, adjusted)))(draw, quantity * price, taxes),
        **draw(details(code)),
    }
    if code in {"01", "02", "03", "04", "20", "05"} and rarely(draw, 3):
        found["withholdings"] = draw(withholdings(support))
    return found


def priced_whole(draw: st.DrawFn, gross: Decimal, taxes: list[Plain]) -> Plain:
    """A price that holds its taxes, where it is above its nominal ones."""
    nominal = any("per_unit_amount" in tax for tax in taxes)
    return {"includes_taxes": not nominal and draw(st.booleans())}


def free(draw: st.DrawFn, gross: Decimal, taxes: list[Plain]) -> Plain:
    return {"free_of_charge": rarely(draw, 2)}


def adjusted(draw: st.DrawFn, gross: Decimal, taxes: list[Plain]) -> Plain:
    return {
        "discounts": draw(st.lists(adjustments(gross), max_size=2)),
        "charges": draw(st.lists(adjustments(gross), max_size=1)),
    }


@st.composite
def withholdings(draw: st.DrawFn, support: bool) -> list[Plain]:
    allowed = ("05", "06") if support else ("05", "06", "07")
    chosen = draw(st.lists(st.sampled_from(allowed), max_size=2, unique=True))
    return [{"code": code, "percent": draw(st.sampled_from(WITHHELD[code]))} for code in chosen]


@st.composite
def details(draw: st.DrawFn, code: str) -> Plain:
    found: Plain = {"unit_code": draw(st.sampled_from(("94", "KGM", "LTR", "EA", "HUR")))}
    if draw(st.booleans()):
        scheme, value = draw(
            st.sampled_from((("001", "50192100"), ("010", "7701234567897"), ("999", "A-001")))
        )
        found["standard_item"] = {"code": value, "scheme": scheme}
    if rarely(draw):
        found |= {"seller_item_id": "A-001", "brand": draw(texts), "model": "M-1", "pack_size": 12}
        found["additional_items"] = [{"code": "7701234567897", "scheme": "010"}]
    if rarely(draw):
        found["notes"] = draw(st.lists(texts, min_size=1, max_size=2))
    if rarely(draw) and code not in {"05", "95"}:
        found["properties"] = {"Picante": draw(st.sampled_from(("Sí", "No & nunca")))}
    if code == "05":
        found |= {"period_start": date(2026, 1, 2), "period_code": draw(st.sampled_from("12"))}
    return found


# ------------------------------------------------------------------------------------ documents

_RANGES = {
    "20": ("18764000000451", "POS"),
    "05": ("18764000000453", "DS"),
    "03": ("18764000000454", "CON"),
}
_PREFIXES = {"91": "NC", "92": "ND", "93": "NAD", "94": "NAC", "95": "NAS"}
_CONCEPTS = {"91": "123456", "92": "1234", "93": "1234", "94": "123456", "95": "12345"}
KIND_NAMES = {
    "01": "invoice",
    "02": "export-invoice",
    "03": "paper-contingency",
    "04": "dian-contingency",
    "05": "support-document",
    "20": "pos",
    "91": "credit-note",
    "92": "debit-note",
    "93": "equivalent-debit-note",
    "94": "equivalent-credit-note",
    "95": "support-document-note",
}


@st.composite
def drafts(draw: st.DrawFn, code: str) -> Plain:
    """Draw a draft of a document of that type, of 1 to 100 lines."""
    sequence, day = draw(st.integers(1, 999_999)), draw(days)
    prefix = _PREFIXES.get(code) or _RANGES.get(code, ("", "FE"))[1]
    found: Plain = {
        "kind": KIND_NAMES[code],
        "number": f"{prefix}{sequence}",
        "issue_date": day,
        "issue_time": draw(clocks),
        "environment": draw(st.sampled_from(("test", "production"))),
        "issuer": draw(companies()),
        "software": _software(draw),
        "payments": draw(st.lists(payments(day), min_size=1, max_size=2)),
        "lines": draw(many_lines(code)),
        **draw(header(code)),
        **draw(money(code, day)),
    }
    found["seller" if code in {"05", "95"} else "customer"] = draw(
        sellers() if code in {"05", "95"} else buyers
    )
    if code in _PREFIXES:
        return found | draw(corrections(code, day))
    return found | draw(ranges(code, prefix)) | draw(operations(code, found))


def _software(draw: st.DrawFn) -> Plain:
    found = {
        "id": "0f3a9c2e-6b1d-4c57-9d21-45a45a45a45a",
        "pin_env": "LOGGRO_DIAN_PIN",
        "name": draw(texts),
        "maker_name": "Ana Prueba",
        "maker_company": "Software & Prueba SAS",
    }
    if rarely(draw):
        found["provider"] = {"id": "900508908-9"}
    return found


@st.composite
def payments(draw: st.DrawFn, day: date) -> Plain:
    found: Plain = {"means": draw(st.sampled_from(("1", "10", "42", "47", "48", "49", "ZZZ")))}
    if rarely(draw):
        found |= {"form": "2", "due_date": day + timedelta(days=draw(st.integers(0, 90)))}
    if rarely(draw):
        found["ids"] = ["R-0045", "Voucher 9"]
    return found


@st.composite
def many_lines(draw: st.DrawFn, code: str) -> list[Plain]:
    """Draw a few lines, or repeat them with other quantities up to a hundred."""
    few = draw(st.lists(lines(code), min_size=1, max_size=4))
    if not rarely(draw, 8):
        return few
    chance = random.Random(draw(st.integers(0, 2**32)))
    size = draw(st.sampled_from(LONG))
    return [larger(chance.choice(few), chance.randint(0, 9000)) for _ in range(size)]


def larger(line: Plain, thousandths: int) -> Plain:
    """Return a line of a greater quantity: no less, or its discount could exceed it."""
    return line | {"quantity": line["quantity"] + Decimal(thousandths) / 1000}


@st.composite
def header(draw: st.DrawFn, code: str) -> Plain:
    found: Plain = {}
    if rarely(draw, 2):
        found["notes"] = draw(st.lists(texts, max_size=3))
    if rarely(draw):
        found["delivery"] = {"date": date(2026, 3, 1), "address": draw(addresses())}
    if rarely(draw):
        found["delivery_terms"] = {"code": "CIF", "special_terms": draw(texts)}
    if rarely(draw):
        found["references"] = [{"kind": "order", "number": "OC-45", "issue_date": date(2026, 1, 3)}]
    if code in {"01", "02", "03", "04", "05", "20"} and rarely(draw):
        found["due_date"] = date(2029, 1, 31)
    return found


@st.composite
def money(draw: st.DrawFn, code: str, day: date) -> Plain:
    """Draw what changes the totals: currency, tip, discounts, charges, advances, rounding."""
    found: Plain = {}
    if code == "02" or rarely(draw, 6):
        found["currency"] = draw(st.sampled_from(("USD", "EUR", "MXN")))
        rate = draw(st.decimals(min_value=1, max_value=6000, places=4))
        found["exchange_rate"] = {"rate": rate, "date": day}
    if rarely(draw, 3) and code not in {"05", "95"}:
        found["tip"] = draw(st.decimals(min_value=1, max_value=10**5, places=2))
    if rarely(draw):
        found["discounts"] = [{"percent": Decimal("2.5"), "reason": draw(texts)}]
    if rarely(draw):
        found["charges"] = [{"amount": "4500.50", "reason": draw(texts)}]
    if rarely(draw) and code not in {"91", "94", "95"}:
        found["prepayments"] = [{"amount": "1000.25", "received_on": day, "paid_on": day}]
    if rarely(draw):
        found["rounding"] = draw(st.decimals(min_value=0, max_value=2, places=2))
    return found


@st.composite
def corrections(draw: st.DrawFn, code: str, day: date) -> Plain:
    """Draw what a note corrects, or its period."""
    alone = code in {"91", "92"} and draw(st.booleans())
    concepts = _CONCEPTS[code].replace("2", "") if alone and code == "91" else _CONCEPTS[code]
    found: Plain = {"reason": {"code": draw(st.sampled_from(concepts))}}
    if rarely(draw):
        found["reason"]["description"] = draw(texts)
    if alone:
        return found | {"period": {"start": day - timedelta(days=30), "end": day}}
    unique_code = draw(st.text("0123456789abcdef", min_size=96, max_size=96))
    return found | {
        "reference": {"number": "FE45", "unique_code": unique_code, "issue_date": day},
    }


@st.composite
def ranges(draw: st.DrawFn, code: str, prefix: str) -> Plain:
    authorization = _RANGES.get(code, ("18760000001", ""))[0]
    found: Plain = {
        "numbering": {
            "authorization": authorization,
            "prefix": prefix,
            "first": 1,
            "last": 999_999,
            "valid_from": date(2025, 1, 1),
            "valid_until": date(2028, 12, 31),
            "technical_key_env": "LOGGRO_DIAN_KEY",
        }
    }
    if code == "20":
        found["point_of_sale"] = {
            "plate": "CAJA-01",
            "place": draw(texts),
            "cashier": "Camila Prueba",
            "type": "Caja principal",
        }
        if rarely(draw, 2):
            found["point_of_sale"] |= {"sale_code": "V-1", "buyer_code": "C1", "buyer_points": "45"}
    return found


@st.composite
def operations(draw: st.DrawFn, code: str, found: Plain) -> Plain:
    """Draw an operation that wants more of the document: AIU, mandate, transport, currencies."""
    if code == "03":
        paper = {"kind": "additional", "number": "P-45", "issue_date": date(2026, 1, 2)}
        return {"references": [*found.get("references", []), paper | {"type_code": "215"}]}
    if code not in {"01", "02", "04"} or draw(st.booleans()):
        return {}
    operation = draw(st.sampled_from(("09", "11", "12", "15", "16", "SS-CUFE")))
    return {"customization": operation, **_OPERATIONS[operation](found)}


def _aiu(found: Plain) -> Plain:
    first, *rest = found["lines"]
    return {"lines": [first | {"aiu": "servicio de aseo y cafetería"}, *rest]}


def _mandate(found: Plain) -> Plain:
    whose = {"id": "900508908-9", "name": "Mandante de Prueba SAS"}
    of = ({"income_of": "0"}, {"income_of": "1", "mandator": whose})
    return {"lines": [line | of[index % 2] for index, line in enumerate(found["lines"])]}


def _transport(found: Plain) -> Plain:
    properties = {"01": "1234567890", "02": "45", "03": "250000.00"}
    of = ({"income_of": "1", "properties": properties}, {"income_of": "0"})
    return {"lines": [line | of[index % 2] for index, line in enumerate(found["lines"])]}


def _exchange(found: Plain) -> Plain:
    return {"extensions": [{"name": "DebidaDiligencia", "values": {"Cod_Diligencia": "01"}}]}


def _health(found: Plain) -> Plain:
    user = {
        "provider_code": "110010045",
        "payment_mode": {"code": "04", "name": "Pago por evento"},
        "coverage": {"code": "01", "name": "Plan de beneficios"},
        "contract": "C-45",
        "copayment": "1250.50",
    }
    month = {"start": date(2026, 1, 1), "end": date(2026, 1, 31)}
    return {"health": [user, user | {"policy": "P-9"}], "period": month}


_OPERATIONS = {
    "SS-CUFE": _health,
    "09": _aiu,
    "11": _mandate,
    "12": _transport,
    "15": _exchange,
    "16": _exchange,
}


def lineless(code: str) -> st.SearchStrategy[Plain]:
    """Draw a draft without lines, which no kind permits: the schema wants one, and FAV01 too."""
    return drafts(code).map(lambda found: found | {"lines": []})


# -------------------------------------------------------------------------------------- events


@st.composite
def events(draw: st.DrawFn, code: str) -> Plain:
    """Draw an event (030 to 034) about an invoice."""
    moment = draw(
        st.datetimes(datetime(2026, 1, 5), datetime(2027, 12, 20))  # noqa: DTZ001  # of Bogotá
    ).replace(microsecond=0)
    found: Plain = {
        "kind": f"event-{code}",
        "number": f"EV{draw(st.integers(1, 99999))}",
        "issue_date": moment.date(),
        "issue_time": moment.time(),
        "environment": draw(st.sampled_from(("test", "production"))),
        "issuer": draw(companies()),
        "software": _software(draw),
        "reference": {
            "number": "SETP990000122",
            "unique_code": draw(st.text("0123456789abcdef", min_size=96, max_size=96)),
            "issue_date": date(2026, 1, 2),
        },
    }
    if code == "034":
        found["buyer"] = {"name": draw(texts), "id": "900508908-9"}
    else:
        found["receiver"] = draw(companies())
    if code == "031":
        found["claim_code"] = draw(st.sampled_from(("01", "02", "03", "04")))
    if code in {"030", "032"}:
        found["person"] = {
            "first_name": draw(texts),
            "family_name": "Prueba",
            "id": "52999111",
            "id_type": "13",
            "job_title": "Cocinera",
            "department": "Cocina",
        }
    if rarely(draw):
        found["notes"] = draw(st.lists(texts, max_size=2))
    return found
