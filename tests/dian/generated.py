# SPDX-License-Identifier: MIT
"""
Documents of every kind, drawn by Hypothesis from a seed, built and signed by the package.

What must occur among them (each tax code, gifts, a hundred lines, other currency, notes without
reference) is put in by turns, so that no number of documents leaves it to chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from dian.signers import signer
from dian.strategies import KIND_NAMES, LONG, PERCENT_TAXES, UNIT_TAXES, WITHHELD, drafts, events
from loggro_integration import dian
from loggro_integration.days import BOGOTA
from loggro_integration.models import ApplicationResponse, FiscalDocument

KINDS = tuple(KIND_NAMES)
EVENTS = ("030", "031", "032", "033", "034")
SUPPORT = frozenset({"05", "95"})
WITHHOLDING = frozenset({"01", "02", "03", "04", "20"})
PIN = "31416"
TECHNICAL_KEY = "fc8eac422eba16e22ffd8c6f94b3f40a6e38162c"
SECRETS = {"LOGGRO_DIAN_PIN": PIN, "LOGGRO_DIAN_KEY": TECHNICAL_KEY}

RATES = [{"code": code, "percent": rates[0]} for code, rates in PERCENT_TAXES.items()]
RATES += [
    {"code": code, "per_unit_amount": amount, "unit_code": unit}
    for code, (amount, unit) in UNIT_TAXES.items()
]
RATES += [{"code": "ZZ", "per_unit_amount": "12.5", "name": "Estampilla de prueba"}]
TAX_CODES = frozenset([*PERCENT_TAXES, *UNIT_TAXES])
HELD = [{"code": code, "percent": rates[0]} for code, rates in WITHHELD.items()]

Plain = dict[str, Any]
V = TypeVar("V")


@dataclass(frozen=True)
class Made:
    """A document on its way: the draft it was, what was built of it, and the signed bytes."""

    code: str
    draft: dian.Draft
    unsigned: dian.Unsigned
    signed: bytes = b""

    @property
    def document(self) -> Any:
        return self.unsigned.document

    @property
    def key(self) -> str:
        """What its unique code hashes."""
        return TECHNICAL_KEY if self.code in {"01", "02", "04"} else PIN

    @property
    def name(self) -> str:
        return f"{self.code}-{self.document.number}.xml"


def drawn(strategy: st.SearchStrategy[V], count: int, number: int) -> list[V]:
    """Draw that many values; the same number gives the same ones."""
    found: list[V] = []

    @seed(number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(value: V) -> None:
        found.append(value)

    collect()
    return found[:count]


def plain_drafts(count: int, number: int) -> Iterator[tuple[str, Plain]]:
    """Give drafts of all eleven kinds in turns of even length, with what must occur."""
    each = -(-count // len(KINDS))
    for place, code in enumerate(KINDS):
        found = drawn(drafts(code), each, number + place)
        for index, draft in enumerate(found):
            yield code, enriched(code, draft, index + place)


def enriched(code: str, draft: Plain, turn: int) -> Plain:
    """Add to a draft what its turn brings: a tax, a gift, many lines, another currency."""
    found = dict(draft)
    found["lines"] = [dict(line) for line in draft["lines"]]
    extra = found["lines"][0] | {"description": f"Línea del turno {turn}", "quantity": 2}
    extra = {key: extra[key] for key in ("description", "quantity", "income_of") if key in extra}
    extra |= {"unit_price": 20000, "period_start": None, "taxes": []}
    extra = {key: value for key, value in extra.items() if value is not None}
    if code not in SUPPORT:
        extra["taxes"] = [RATES[turn % len(RATES)]]
    if code in WITHHOLDING:
        extra["withholdings"] = [HELD[turn % len(HELD)]]
    if turn % 4 == 1:
        extra |= {"free_of_charge": True, "withholdings": []}
    # what the operation wants of some line stays, also where it is the only one
    kept = {key: found["lines"][0][key] for key in ("aiu",) if key in found["lines"][0]}
    found["lines"] = [extra | kept] if turn % 6 == 4 else [*found["lines"], extra]
    if turn % 7 == 2:
        size = LONG[turn % len(LONG)]
        found["lines"] = [*(found["lines"] * size)[: size - 1], extra]
    if turn % 5 == 3:
        found["currency"] = "USD"
        found["exchange_rate"] = {"rate": "4012.55", "date": found["issue_date"]}
    return found


def build(code: str, plain: Plain) -> Made:
    """Read a draft, hand over its secrets and build it."""
    draft = dian.from_draft(plain).with_secrets(SECRETS)
    return Made(code, draft, dian.build(draft.document, **draft.arguments))


def signed(made: Made) -> Made:
    """Sign a document at its own time of issue."""
    document = made.document
    at = datetime.combine(document.issue_date, document.issue_time, BOGOTA)
    role = "supplier"
    return Made(
        made.code, made.draft, made.unsigned, signer().sign(made.unsigned, at=at, role=role).xml
    )


def documents(count: int, number: int) -> Iterator[Made]:
    """Build documents of all kinds, not signed."""
    for code, plain in plain_drafts(count, number):
        yield build(code, plain)


def signed_documents(count: int = 200, number: int = 45) -> Iterator[Made]:
    """Build and sign documents of all eleven kinds, as many of each."""
    return map(signed, documents(count, number))


def signed_events(each: int, number: int) -> Iterator[Made]:
    """Build and sign events 030 to 034, so many of each."""
    for place, code in enumerate(EVENTS):
        for plain in drawn(events(code), each, number + place):
            yield signed(build(code, plain))


def handed_over(made: Made) -> dian.Unsigned:
    """Build the container of a signed document, with a signed answer of DIAN to it inside."""
    document = made.document
    at = datetime.combine(document.issue_date, document.issue_time, BOGOTA)
    environment = made.draft.environment
    answer = dian.answer(document, "02", number="1", at=at)
    said = dian.build(answer, software=made.draft.software, environment=environment)
    signed_answer = signer().sign(said, at=at).xml
    box = dian.attach(made.signed, signed_answer, number="AD1", at=at)
    return dian.build(box, environment=environment)


def write_signed(folder: Path, count: int = 200, number: int = 45) -> list[Path]:
    """Write signed documents into a folder, one file each, and return the files."""
    paths = []
    for index, made in enumerate(signed_documents(count, number)):
        path = folder / f"{index:03}-{made.name}"
        path.write_bytes(made.signed)
        paths.append(path)
    return paths


def counted(found: list[Made]) -> Counter[str]:
    """Count what occurs among documents, for the reader of a test's output."""
    counts: Counter[str] = Counter()
    for made in found:
        counts.update(_traits(made.code, made.document))
    return counts


def _traits(code: str, document: FiscalDocument | ApplicationResponse) -> Iterator[str]:
    yield f"type {code}"
    if isinstance(document, ApplicationResponse):
        return
    yield from {f"tax {tax.code}" for tax in (*document.taxes, *document.withholdings)}
    if not any(each.kind == "invoice" for each in document.references) and code in {"91", "92"}:
        yield f"{code} without reference"
    if document.currency != "COP":
        yield "other currency"
    if any(line.free_of_charge or line.reference_price for line in document.lines):
        yield "gifts"
    if document.customer.identification and document.customer.identification.number == "2" * 12:
        yield "final consumer"
    if any(each.reason_code == "03" for each in document.allowance_charges):
        yield "tip"
    if document.customization not in {"10", "20", "22", "30", "32"}:
        yield f"operation {document.customization}"
    size = len(document.lines)
    yield "1 line" if size == 1 else "2-9 lines" if size < 10 else "10-100 lines"
    if size == 100:
        yield "100 lines"
