# SPDX-License-Identifier: MIT
"""
Show that a line costs the same in a long invoice, and that a batch takes no memory.

An invoice of 10, 100 and 500 lines, each with IVA or INC, is built, signed, read back and verified;
the cost of a further line between 10 and 100 stands beside that between 100 and 500. Rounds are
interleaved, in CPU time of the thread, the best of each size: 500 lines do not fit the caches that
other programs share. Then a batch of invoices of ten lines is built, signed and put in its ZIP one
after the other, as a shop does at night, and the resident memory is printed.

    python bench/dian_batch.py [--rounds N] [--documents N] [--check]

With ``--check`` it exits 1 when a line of the long invoice costs more than 1.25 times one of the
short invoice, or the second half of the batch grows by more than 4 MB.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from datetime import time as clock

from attrs import evolve
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from loggro_integration import dian
from loggro_integration.days import BOGOTA
from loggro_integration.models import (
    Address,
    Identification,
    Invoice,
    NumberingRange,
    Party,
    PaymentMeans,
    Software,
    TaxRate,
    calculate,
    priced_line,
)

SIZES = (10, 100, 500)
LINE_BOUND = 1.25
GROWTH_BOUND = 4.0
MEGABYTE = 1024  # ru_maxrss counts kilobytes

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 20, 15, 32, tzinfo=BOGOTA)
ISSUER = Party(
    name="La Arepera de la 45 SAS",
    identification=Identification(number="900555111", type_code="31", check_digit="6"),
    organization_type="1",
    responsibilities=("R-99-PN",),
    tax_regime="48",
    tax_scheme="ZA",
    address=Address(city_code="11001", postal_zone="110231", lines=("Calle 45 # 13-20",)),
)
SOFTWARE = Software(id="0f3a9c2e-6b1d-4c57-9d21-45a45a45a45a", pin="31416")
RANGE = NumberingRange(
    authorization="18760000001",
    prefix="FE",
    first=1,
    last=999_999,
    valid_from=date(2026, 1, 1),
    valid_until=date(2028, 1, 1),
    technical_key="fc8eac422eba16e22ffd8c6f94b3f40a6e38162c",
)
RATES = (TaxRate(code="01", percent=19), TaxRate(code="04", percent=8))


def invoice(size: int) -> Invoice:
    """Make an invoice of so many lines."""
    lines = tuple(
        priced_line(
            description=f"Arepa de chócolo con queso, mesa {number}",
            quantity=1 + number % 7,
            unit_price=5000 + 10 * number,
            taxes=(RATES[number % 2],),
            includes_taxes=True,
            seller_item_id=f"A-{number % 40:03}",
        )
        for number in range(size)
    )
    taxes, totals = calculate(lines)
    return Invoice(
        number="FE1",
        issue_date=DAY,
        issue_time=clock(20, 15, 32),
        type_code="01",
        supplier=ISSUER,
        customer=dian.consumidor_final(),
        lines=lines,
        taxes=taxes,
        totals=totals,
        payment_means=(PaymentMeans(form="1", code="10"),),
    )


def make_signer() -> dian.Signer:
    """Make a certificate of its own and the signer that holds it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "La Arepera de la 45 SAS")])
    usage = x509.KeyUsage(True, True, *[False] * 7)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(45)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2028, 1, 1, tzinfo=UTC))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return dian.Signer(certificate=certificate, key=key)


def build(document: Invoice) -> dian.Unsigned:
    """Build an invoice of the range."""
    return dian.build(document, numbering=RANGE, software=SOFTWARE, environment="test")


def steps(size: int, signer: dian.Signer) -> dict[str, Callable[[], object]]:
    """Return what is measured of an invoice of so many lines."""
    document = invoice(size)
    unsigned = build(document)
    signed = signer.sign(unsigned, at=AT).xml
    return {
        "build": lambda: build(document),
        "sign": lambda: signer.sign(unsigned, at=AT),
        "read": lambda: dian.read(signed),
        "verify": lambda: dian.verify(signed),
    }


def spent(act: Callable[[], object], times: int) -> float:
    """Return the CPU seconds of one call."""
    begin = time.thread_time()
    for _ in range(times):
        act()
    return (time.thread_time() - begin) / times


def measure(rounds: int, signer: dian.Signer) -> dict[str, dict[int, float]]:
    """Return step → lines → seconds of the best round, the sizes interleaved."""
    acts = {size: steps(size, signer) for size in SIZES}
    found: dict[str, dict[int, list[float]]] = {
        name: {size: [] for size in SIZES} for name in acts[SIZES[0]]
    }
    for _ in range(rounds):
        for size in SIZES:
            for name, act in acts[size].items():
                found[name][size].append(spent(act, max(1, 400 // size)))
    return {
        name: {size: min(times) for size, times in sizes.items()} for name, sizes in found.items()
    }


def show_lines(found: dict[str, dict[int, float]]) -> float:
    """Print the cost of a further line of each step, and return the worst ratio."""
    worst = 0.0
    print("A further line costs, in µs of CPU:")
    for name, times in found.items():
        near = (times[100] - times[10]) / 90
        far = (times[500] - times[100]) / 400
        worst = max(worst, far / near)
        whole = ", ".join(f"{size} lines {seconds * 1e3:.2f} ms" for size, seconds in times.items())
        print(
            f"  {name:7} 10-100: {near * 1e6:6.1f}  100-500: {far * 1e6:6.1f}"
            f"  ratio {far / near:.2f}  ({whole})"
        )
    return worst


def resident() -> float:
    """Return the most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def emitted(count: int, signer: dian.Signer) -> Iterator[bytes]:
    """Build, sign and pack that many invoices, one after the other."""
    document = invoice(10)
    for number in range(1, count + 1):
        unsigned = build(evolve(document, number=f"FE{number}"))
        signed = signer.sign(unsigned, at=AT)
        name = dian.file_name(unsigned.document, sequence=number)
        yield dian.pack(name, signed.xml)


def show_batch(count: int, signer: dian.Signer) -> float:
    """Print speed and memory of a batch, and return what its second half grew by, in MB."""
    begin, cpu, size = time.perf_counter(), time.process_time(), 0
    marks = []
    for number, packed in enumerate(emitted(count, signer), 1):
        size += len(packed)
        if number % max(1, count // 10) == 0:
            marks.append(resident())
    wall, used = time.perf_counter() - begin, time.process_time() - cpu
    print(
        f"{count:,} invoices of 10 lines built, signed and packed: {wall:.1f} s, "
        f"{used / count * 1e3:.2f} ms of CPU each, {size / 2**20:.0f} MB of ZIP"
    )
    print("Resident memory after each tenth, MB: " + " ".join(f"{mark:.1f}" for mark in marks))
    return marks[-1] - marks[len(marks) // 2 - 1]


def main() -> int:
    """Measure, print, and judge where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    signer = make_signer()
    worst = show_lines(measure(options.rounds, signer))
    growth = show_batch(options.documents, signer)
    print(f"Growth over the second half of the batch: {growth:.1f} MB")
    broken = worst > LINE_BOUND or growth > GROWTH_BOUND
    return int(options.check and broken)


if __name__ == "__main__":
    sys.exit(main())
