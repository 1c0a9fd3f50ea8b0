# SPDX-License-Identifier: MIT
"""
Show that 10 MB of hostile bytes are refused at once, and in little memory.

Each shape stands as a file of 10 MB (or a ZIP that would become as much) and is given to a process
of its own, which has read and verified a good invoice before: to `dian.read`, `dian.verify` and
where it is a ZIP to `dian.open_any`. Every one must be refused by our own error. Printed is the
slower of reading and verifying in CPU time, the best of some calls; the growth of the peak of
resident memory over the first calls, in times of the bytes; and, as the floor of the same run, how
long a plain ``lxml.etree.fromstring`` with its own limits needs to parse or refuse the same bytes.

    python bench/dian_hostile.py [--calls N] [--shape NAME] [--check]

With ``--check`` it exits 1 when a shape takes 50 ms or more, or more than five times its bytes.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import dian_invoice
from dian_invoice import AT, Holder
from dian_peers import parsed
from lxml import etree

from loggro_integration import dian, errors

SIZE: Final = 10 * 2**20
"""The largest document that is looked at: one byte more is refused by its length."""
MOST_SECONDS: Final = 0.050
MOST_MEMORY: Final = 5.0

_ROOT: Final = b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
_END: Final = b"</Invoice>"
_TEXT: Final = b"Arepa de chocolo con queso y hogao. "


# --- the shapes ------------------------------------------------------------------------------


def inside(content: bytes) -> bytes:
    """Put content into the root of an invoice."""
    return b"".join((_ROOT, content, _END))


def filled(piece: bytes, size: int = SIZE - 200) -> bytes:
    """Repeat a piece up to a size."""
    return piece * (size // len(piece))


def deep(name: bytes, count: int) -> bytes:
    """Nest an element in itself."""
    return inside(b"<%b>" % name * count + b"</%b>" % name * count)


def spread(count: int) -> bytes:
    """Stand elements beside each other, with a text in each."""
    room = SIZE // count - 8
    return inside(b"<a>%b</a>" % (_TEXT * 9)[:room] * count)


def attributes(count: int) -> bytes:
    """Give one element attributes."""
    room = SIZE // count - 13
    pairs = (b' b%07d="%b"' % (number, b"x" * room) for number in range(count))
    return inside(b"<a%b/>" % b"".join(pairs))


def namespaces(count: int) -> bytes:
    """Declare namespaces on one element."""
    pairs = (b' xmlns:b%07d="urn:%0400d"' % (number, number) for number in range(count))
    return inside(b"<a%b/>" % b"".join(pairs))


def laughs() -> bytes:
    """Define entities, each ten times the one before, behind a long comment."""
    lines = [b'<!ENTITY a0 "ja">']
    lines += [b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)]
    subset = b"".join(lines)
    comment = b"<!--%b-->" % filled(b"x", SIZE - 4_000)
    return b"%b<!DOCTYPE Invoice [%b]>%b" % (comment, subset, inside(b"&a9;"))


def signed_with(part: str, content: bytes) -> bytes:
    """Sign an invoice, and put this for the content of an element of its signature."""
    data = Holder.made().signer().sign(dian_invoice.build(dian_invoice.invoice()), at=AT).xml
    before, rest = data.split(b"<%b" % part.encode(), 1)
    attributes_of, rest = rest.split(b">", 1)
    after = rest[rest.index(b"</%b>" % part.encode()) :]
    opening = b"<%b%b>" % (part.encode(), attributes_of)
    return b"".join((before, opening, content[: SIZE - len(data)], after))


def zipped(*sizes: int) -> bytes:
    """Pack documents of blanks, which shrink a thousand times."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, size in enumerate(sizes):
            archive.writestr(f"fv{number}.xml", inside(b" " * (size - 200)))
    return stream.getvalue()


def many_entries() -> bytes:
    """Pack as many empty documents as 10 MB hold."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(80_000):
            archive.writestr(f"{number:06}.xml", b"<a/>")
    return stream.getvalue()[:SIZE]


SHAPES: Final[dict[str, Callable[[], bytes]]] = {
    "one byte too long": lambda: inside(b" " * SIZE),
    "blanks": lambda: b" " * SIZE,
    "null bytes": lambda: inside(b"\0" * (SIZE - 200)),
    "UTF-16": lambda: inside(filled(_TEXT, SIZE // 2 - 200)).decode().encode("utf-16"),
    "no UTF-8 at the end": lambda: inside(filled(_TEXT) + b"\xff"),
    "millions of elements": lambda: inside(filled(b"<a/>")),
    "as many elements as may be": lambda: spread(82_000),
    "nested a million times": lambda: deep(b"a", SIZE // 8),
    "nested as often as may be": lambda: deep(b"a" * 40, 99_000),
    "one text": lambda: inside(filled(_TEXT)),
    "one text that libxml2 takes": lambda: inside(filled(_TEXT, 9_990_000)),
    "one CDATA": lambda: inside(b"<![CDATA[%b]]>" % filled(_TEXT, 9_990_000)),
    "as much CDATA as may be": lambda: inside(
        b"<a><![CDATA[%b]]></a>%b" % (filled(_TEXT, 3_990_000), filled(_TEXT, 5_900_000))
    ),
    "as much of each as may be": lambda: inside(
        b"<a><![CDATA[%b]]></a>%b%b"
        % (filled(_TEXT, 2_000_000), b'<a b="x">xx</a>' * 18_000, b"&#65;abc" * 80_000)
        + filled(_TEXT, 5_000_000)
    ),
    "one instruction": lambda: inside(b"<?a %b?>" % filled(_TEXT, 9_990_000)),
    "one comment": lambda: inside(b"<!--%b-->" % filled(_TEXT, 9_990_000)),
    "comments": lambda: inside(filled(b"<!--%b-->" % filled(b"x", 60))),
    "as many comments as may be": lambda: inside(b"<!--%b-->" % filled(_TEXT, 500) * 20_000),
    "comments before a DTD": lambda: (
        b"<!--%b-->" % filled(_TEXT, 500) * 19_000 + b"<!DOCTYPE a><a/>"
    ),
    "character references": lambda: inside(filled(b"&#65;")),
    "a million attributes": lambda: attributes(SIZE // 13),
    "as many attributes as may be": lambda: attributes(49_900),
    "one attribute": lambda: inside(b'<a b="%b"/>' % filled(b"x")),
    "namespaces": lambda: namespaces(19_000),
    "namespaces, one a tag": lambda: inside(
        b'<a xmlns="urn:a">%b</a>' % filled(_TEXT, 500) * 9_900
    ),
    "billion laughs": laughs,
    "a DTD that opens a file": lambda: (
        b'<!DOCTYPE a SYSTEM "file:///etc/hostname">%b' % inside(filled(_TEXT))
    ),
    "cut in the middle": lambda: spread(93_000)[: SIZE // 2] + filled(_TEXT, SIZE // 2),
    "as many instructions as may be": lambda: inside(b"<?a %b?>" % filled(_TEXT, 500) * 20_000),
    "as many references as may be": lambda: inside(b"&#65;XXXXXXXXXX" * 595_000),
    "processing instructions": lambda: inside(filled(b"<?a %b?>" % filled(b"x", 100))),
    "certificate of base64": lambda: signed_with("ds:X509Certificate", b"QUFB" * (SIZE // 4)),
    "signature value of base64": lambda: signed_with("ds:SignatureValue", b"QUFB" * (SIZE // 4)),
    "digest of base64": lambda: signed_with("ds:DigestValue", b"QUFB" * (SIZE // 4)),
    "elements in the signature": lambda: signed_with(
        "ds:SignedInfo", filled(b"<ds:Reference>%b</ds:Reference>" % filled(_TEXT, 90))
    ),
    "ZIP bomb, one entry": lambda: zipped(SIZE),
    "ZIP bomb, fifty entries": lambda: zipped(*[2**20] * 50),
    "ZIP of too many entries": many_entries,
}
"""Name → what makes the bytes."""


# --- one shape, in a process of its own ------------------------------------------------------


def doors(data: bytes) -> dict[str, Callable[[], object]]:
    """Return where these bytes may be handed in."""
    if data.startswith(b"PK"):
        return {"open_any": lambda: dian.open_any(data), "unpack": lambda: dian.unpack(data)}
    if b"<ds:Signature" in data[:8_000]:
        return {"verify": lambda: dian.verify(data).raise_for_errors()}
    return {
        "read": lambda: dian.read(data),
        "verify": lambda: dian.verify(data).raise_for_errors(),
    }


def refused(act: Callable[[], object]) -> tuple[str, float]:
    """Return the error of an act and its CPU seconds."""
    begun = time.thread_time()
    try:
        act()
    except errors.LoggroError as error:
        return f"{type(error).__name__} {error.code or ''}", time.thread_time() - begun
    raise SystemExit("hostile bytes were let in")


def peak() -> int:
    """Return the most memory that was resident since `forget_peak`, in bytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def forget_peak() -> None:
    """Let the kernel count the peak anew (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def plain_parse(data: bytes) -> float:
    """Return the CPU seconds of the floor."""
    begun = time.thread_time()
    with contextlib.suppress(etree.XMLSyntaxError):
        parsed(data)
    return time.thread_time() - begun


def measure(path: Path, calls: int) -> dict[str, object]:
    """Hand the bytes in at each door, and return what the slowest needs."""
    good = Holder.made().signer().sign(dian_invoice.build(dian_invoice.invoice()), at=AT).xml
    dian.verify(good).raise_for_errors()
    dian.read(good)
    data = path.read_bytes()
    acts = doors(data)
    forget_peak()
    before = peak()
    told = {name: refused(act)[0] for name, act in acts.items()}
    grown = peak() - before
    seconds = {name: min(refused(act)[1] for _ in range(calls)) for name, act in acts.items()}
    slowest = max(seconds, key=lambda name: seconds[name])
    return {
        "bytes": len(data),
        "door": slowest,
        "error": told[slowest],
        "seconds": seconds[slowest],
        "memory": grown / max(len(data), SIZE),
        "floor": min(plain_parse(data) for _ in range(calls)),
    }


# --- all of them -----------------------------------------------------------------------------


def measured(names: list[str], calls: int) -> Iterator[tuple[str, dict[str, float | str]]]:
    """Yield the figures of each shape."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "hostile")
        for name in names:
            path.write_bytes(SHAPES[name]())
            ask = [sys.executable, __file__, "--child", str(path), "--calls", str(calls)]
            answer = subprocess.run(ask, capture_output=True, check=False, text=True)
            if answer.returncode:
                raise SystemExit(f"{name}: {answer.stderr[-2_000:]}")
            yield name, json.loads(answer.stdout)


def show(names: list[str], calls: int) -> list[str]:
    """Print a line a shape and the worst of each figure; return the shapes over a bound."""
    over: list[str] = []
    worst = {"seconds": 0.0, "memory": 0.0}
    print(
        "shape                          MB     door      CPU ms   fromstring   memory   refused by"
    )
    for name, found in measured(names, calls):
        seconds, memory = float(found["seconds"]), float(found["memory"])
        worst = {"seconds": max(worst["seconds"], seconds), "memory": max(worst["memory"], memory)}
        broken = seconds >= MOST_SECONDS or memory > MOST_MEMORY
        over += [name] * broken
        print(
            f"{name:30} {float(found['bytes']) / 2**20:5.2f}  {found['door']:8} "
            f"{seconds * 1e3:7.2f}  {float(found['floor']) * 1e3:9.2f}  {memory:6.2f}x   "
            f"{found['error']}{'  OVER' if broken else ''}"
        )
    print(
        f"Hostile 10 MB refused: {len(names) - len(over)} of {len(names)} in under 50 ms and 5x "
        f"memory; the slowest {worst['seconds'] * 1e3:.1f} ms, the largest {worst['memory']:.2f}x"
    )
    return over


def main() -> int:
    """Measure, print, and judge where asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--calls", type=int, default=5)
    parser.add_argument("--shape", choices=sorted(SHAPES))
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child is not None:
        print(json.dumps(measure(options.child, options.calls)))
        return 0
    names = [options.shape] if options.shape else list(SHAPES)
    return int(bool(show(names, options.calls)) and options.check)


if __name__ == "__main__":
    sys.exit(main())
