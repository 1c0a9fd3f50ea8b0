# SPDX-License-Identifier: MIT
"""
Print the gates of the DIAN documents as ratios to their floors.

One invoice of ten lines, in one process. The candidates of a group and their floor run in shuffled
rounds, one call at a time, in CPU time of the thread; a figure is the median of the ratios of the
rounds. A call pays for what the one before left in the caches, as in a program that does other
things too. What follows from the issuer is kept from call to call, as in a shop, which issues all
its invoices; the floor has the issuer and most of the buyer in its templates. Beside the gates
stands the same work by signxml, the ``xmlsec`` wheel and, on an invoice of its own country,
satcfdi, where they are installed (``pip install --group peers``).

    python bench/dian.py [--rounds N] [--schemas FOLDER|ZIP] [--profile] [--check]

Without ``--schemas`` they are those that the CLI keeps, or ``xsd`` in the shared folder of facts
(``LOGGRO_SHARED``, or beside this one); where there are none, the gate with them is left out. With
``--profile`` it tells where the time of each missed gate goes. ``--check`` exits 1 when more than
one gate is missed, or one by more than a quarter.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import os
import pstats
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import dian_invoice
import dian_peers
from attrs import frozen
from dian_invoice import AT, ByHand, Holder
from dian_peers import parsed
from lxml import etree

from loggro_integration import dian, errors
from loggro_integration.dian.xml import open_to_read

Work = Callable[[], object]
Spent = dict[str, list[float]]

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("LOGGRO_SHARED") or ROOT.parent / "shared")
BATCH = 1_000
"""Invoices of the throughput."""
ALLOWED = 1.25
"""How far one gate may be missed."""


@frozen
class Gate:
    """A bound on the ratio of a candidate to its floor."""

    name: str
    candidate: str
    floor: str
    bound: float


GATES = (
    Gate("typed read of a signed invoice", "read", "fromstring", 3.0),
    Gate("read + XSD", "read + XSD", "fromstring", 3.6),
    Gate("write 10 lines", "write", "tostring", 4.0),
    Gate("sign own document", "sign", "one RSA-2048", 1.6),
    Gate("whole emission: build, hash, sign", "emission", "by hand", 1.5),
    Gate("sign foreign XML", "sign foreign", "signxml", 1.2),
    Gate("verify", "verify", "signxml, 3 references", 1.25),
)


@frozen
class Bench:
    """The documents and what is done with them."""

    holder: Holder
    unsigned: dian.Unsigned
    signed: bytes
    groups: Mapping[str, Mapping[str, Work]]


def prepare(schemas: dian.schemas.Schemas | None) -> Bench:
    """Make certificate, documents and candidates; the emission by hand must give our bytes."""
    holder = Holder.made()
    sale, signer = dian_invoice.invoice(), holder.signer()
    unsigned = dian_invoice.build(sale)
    signed = signer.sign(unsigned, at=AT)
    by_hand = ByHand(holder, signed)
    if by_hand(sale) != signed.xml:
        raise SystemExit("the floor of the emission does not write what the package writes")
    data, tree = signed.xml, parsed(unsigned.xml)
    reading: dict[str, Work] = {
        "fromstring": lambda: parsed(data),
        "  the door alone": lambda: open_to_read(data),
        "read": lambda: dian.read(data),
    }
    if schemas is not None:
        reading["read + XSD"] = lambda: schemas.read(data)
    peers = dian_peers.xmlsec_works(unsigned.xml, data, holder) | dian_peers.satcfdi_works()
    groups: dict[str, dict[str, Work]] = {
        "reading": reading,
        "writing": {
            "tostring": lambda: etree.tostring(tree),
            "write": lambda: dian.write(unsigned.document),
        },
        "signing": {
            "one RSA-2048": lambda: holder.rsa(data[:700]),
            "sign": lambda: signer.sign(unsigned, at=AT),
            "by hand": lambda: by_hand(sale),
            "  build alone": lambda: dian_invoice.build(sale),
            "emission": lambda: signer.sign(dian_invoice.build(sale), at=AT),
        },
        "foreign": {
            "signxml": lambda: dian_peers.signxml_sign(unsigned.xml, holder),
            "sign foreign": lambda: signer.sign(unsigned.xml, at=AT),
            **chosen(peers, "sign, xmlsec"),
        },
        "verifying": {
            "signxml, 3 references": lambda: dian_peers.signxml_verify(data, holder),
            "verify": lambda: dian.verify(data),
            **chosen(peers, "verify, xmlsec"),
        },
        "satcfdi": chosen(peers, *(name for name in peers if name.endswith("satcfdi"))),
    }
    return Bench(holder, unsigned, data, groups)


def chosen(works: Mapping[str, Work], *names: str) -> dict[str, Work]:
    """Return those of the works that there are."""
    return {name: works[name] for name in names if name in works}


def found_schemas(named: Path | None) -> dian.schemas.Schemas | None:
    """Return the schemas of a folder or ZIP, those that the CLI keeps, the shared ones, or none."""
    if named is not None:
        return dian.schemas.load(named)
    for place in (None, SHARED / "xsd"):
        with contextlib.suppress(errors.ConfigurationError, errors.InvalidInput):
            return dian.schemas.load(place)
    return None


# --- measuring -------------------------------------------------------------------------------


def microseconds(work: Work) -> float:
    """Return the CPU microseconds of one call."""
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1e6


def measure(works: Mapping[str, Work], rounds: int) -> Spent:
    """Return the cost of each work in each round; the first rounds warm up."""
    shuffle = random.Random(45)
    spent: Spent = {name: [] for name in works}
    for turn in range(rounds + 5):
        for name in shuffle.sample(list(works), len(works)):
            cost = microseconds(works[name])
            if turn >= 5:
                spent[name].append(cost)
    return spent


def ratio(spent: Spent, candidate: str, floor: str) -> float:
    """Return the median of the ratios of the rounds."""
    pairs = zip(spent[candidate], spent[floor], strict=True)
    return statistics.median(own / other for own, other in pairs)


# --- printing --------------------------------------------------------------------------------


def show_gate(gate: Gate, spent: Spent) -> float:
    """Print a gate, and return by how much it is missed: at most 1 where it is kept."""
    if gate.candidate not in spent:
        print(f"{gate.name:34} no schemas: give --schemas")
        return 0.0
    found = ratio(spent, gate.candidate, gate.floor)
    own, floor = (statistics.median(spent[name]) for name in (gate.candidate, gate.floor))
    verdict = "ok" if found <= gate.bound else f"missed by {found / gate.bound - 1:.0%}"
    print(
        f"{gate.name:34} {own:7.0f} µs / {floor:6.0f} µs {gate.floor:22}"
        f" = {found:5.2f}  ≤ {gate.bound:.2f}  {verdict}"
    )
    return found / gate.bound


def show_beside(spent: Spent) -> None:
    """Print what is no gate: parts of ours, and others at the same work."""
    floors = {gate.floor for gate in GATES} & spent.keys()
    gates = {gate.candidate for gate in GATES}
    for name, costs in spent.items():
        if name in gates or name in floors or name == next(iter(spent)):
            continue
        beside = next(iter(spent))
        times = f"{ratio(spent, name, beside):6.2f} times {beside}"
        print(f"    {name:30} {statistics.median(costs):7.0f} µs  {times}")


def _span(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds > 0.2 else f"{seconds * 1e3:.1f} ms"


def show_throughput(bench: Bench) -> None:
    """Print how long a batch takes, and a long invoice."""
    signer, sale = bench.holder.signer(), dian_invoice.invoice()
    long = dian_invoice.build(dian_invoice.invoice(500))
    long_signed = signer.sign(long, at=AT).xml

    def batch(work: Work, count: int) -> float:
        return sum(microseconds(work) for _ in range(count)) / 1e6

    def write_and_sign(document: dian.Unsigned) -> bytes:
        data = dian.write(document.document)
        return signer.sign(dian.Unsigned(xml=data, document=document.document), at=AT).xml

    figures = (
        ("1,000 invoices written and signed", lambda: batch(
            lambda: write_and_sign(bench.unsigned), BATCH), 1.0),
        ("1,000 invoices built and signed", lambda: batch(
            lambda: signer.sign(dian_invoice.build(sale), at=AT), BATCH), None),
        ("1,000 invoices verified", lambda: batch(lambda: dian.verify(bench.signed), BATCH), 4.5),
        ("500 lines written and signed", lambda: batch(lambda: write_and_sign(long), 9) / 9, 0.008),
        ("500 lines verified", lambda: batch(lambda: dian.verify(long_signed), 9) / 9, 0.035),
    )  # fmt: skip
    for name, work, aim in figures:
        seconds = work()
        shown = _span(seconds)
        aimed = "" if aim is None else f"(aim {_span(aim)})"
        print(f"    {name:36} {shown:>9}  {aimed}")


def show_profile(name: str, work: Work, times: int = 300) -> None:
    """Print the functions in which the time of a candidate goes."""
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(times):
        work()
    profile.disable()
    print(f"\n{name}: {times} calls, the functions with the most time of their own")
    stats = pstats.Stats(profile)
    rows = sorted(stats.stats.items(), key=lambda row: -row[1][2])  # type: ignore[attr-defined]
    total = sum(row[1][2] for row in rows)
    for (file, line, function), (_, calls, own, *_rest) in rows[:16]:
        place = f"{Path(file).name}:{line} " if line else ""
        print(f"    {own / total:5.1%}  {calls / times:7.1f} calls  {place}{function}")


def main() -> int:
    """Measure, print, and judge where asked to."""
    parser = argparse.ArgumentParser(description="the gates of the DIAN documents")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--schemas", type=Path)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    bench = prepare(found_schemas(options.schemas))
    print(f"invoice of ten lines: {len(bench.unsigned.xml):,} bytes, {len(bench.signed):,} signed")
    missed: dict[str, float] = {}
    for works in bench.groups.values():
        spent = measure(works, options.rounds)
        for gate in GATES:
            if gate.floor in spent:
                missed[gate.name] = show_gate(gate, spent)
        show_beside(spent)
    if not bench.groups["satcfdi"]:
        print("    satcfdi is not installed: pip install --group peers")
    show_throughput(bench)
    print(dian_peers.QUOTED)
    over = {name: by for name, by in missed.items() if by > 1}
    if options.profile:
        for gate in GATES:
            for works in bench.groups.values():
                if gate.name in over and gate.candidate in works:
                    show_profile(gate.name, works[gate.candidate])
    failed = len(over) > 1 or any(by > ALLOWED for by in over.values())
    return int(options.check and failed)


if __name__ == "__main__":
    sys.exit(main())
