# SPDX-License-Identifier: MIT
"""
Print a document of DIAN: a page, a roll of 80 mm and an HTML page, each beside the XML.

Usage: python print_invoice.py authorities.pem FE123.xml [logo.png]
Only what the signature covers is printed.
"""

import sys
from pathlib import Path

from loggro_integration import dian, errors, render
from loggro_integration.models import FiscalDocument

COLOURS = render.Colours(accent="#1f5a4d", tint="#eef4f1", line="#cddad5")


def main(authorities: Path, file: Path, logo: Path | None = None) -> int:
    """Write three files and print the words of the total; 1 where the signature does not hold."""
    xml = file.read_bytes()
    report = dian.verify(xml, trust=dian.TrustStore.from_pem(authorities.read_bytes()))
    try:
        report.raise_for_errors()
    except errors.DianError as error:
        print(f"{file.name}: {type(error).__name__}")
        return 1
    document = report.document
    if not isinstance(document, FiscalDocument):
        print(f"{file.name}: {report.kind}")
        return 1
    picture = logo.read_bytes() if logo else None
    page = render.pdf(document, xml=xml, logo=picture, colours=COLOURS)
    file.with_suffix(".pdf").write_bytes(page)
    roll = render.pdf(document, paper="roll-80", logo=picture)
    file.with_name(f"{file.stem}-rollo.pdf").write_bytes(roll)
    html = render.html(document, logo=picture, colours=COLOURS)
    file.with_suffix(".html").write_text(html, "utf-8")
    print(render.in_words(document.totals.payable, document.currency))
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
