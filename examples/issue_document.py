# SPDX-License-Identifier: MIT
"""
Issue a document of DIAN from a draft: build, sign, verify, print, and pack what is sent.

Usage: python issue_document.py DRAFT.toml CERTIFICATE.p12 authorities.pem FOLDER [MOMENT]
An example to fill in: loggro dian new invoice. PIN and technical key are in the variables that the
draft names, the password of the certificate is in P12_PASSWORD.
"""

import os
import sys
import tomllib
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from loggro_integration import dian, errors, render
from loggro_integration.models import FiscalDocument


def main(draft: Path, certificate: Path, authorities: Path, folder: Path, at: datetime) -> int:
    """Write XML, ZIP and PDF under DIAN's names; nothing where the draft has problems."""
    signer = dian.Signer.from_p12(certificate.read_bytes(), os.environ["P12_PASSWORD"])
    trust = dian.TrustStore.from_pem(authorities.read_bytes())
    try:
        values = tomllib.loads(draft.read_text("utf-8"), parse_float=Decimal)
        found = dian.from_draft(values).with_secrets(os.environ)
        built = dian.build(found.document, **found.arguments)
    except (dian.InvalidDraft, errors.RulesBroken) as error:
        for problem in error.problems:
            print(f"{problem.path}: {problem.message.es} {problem.fix.es}")
        return 1

    signed = signer.sign(built, at=at)
    report = dian.verify(signed.xml, trust=trust)
    report.raise_for_errors()
    for problem in (*built.notices, *signed.warnings):
        print(f"! {problem.message.es}")

    # one file, one consecutive: the same bytes are sent again where an answer is lost
    sequence = dian.next_sequence(last_name(folder, built.document), year=at.year)
    name = dian.file_name(built.document, sequence=sequence)
    (folder / name).write_bytes(signed.xml)
    (folder / name).with_suffix(".zip").write_bytes(dian.pack(name, signed.xml))
    document = report.document
    if isinstance(document, FiscalDocument):
        page = render.pdf(document, xml=signed.xml)
        (folder / name).with_suffix(".pdf").write_bytes(page)
        print(document.number, render.in_words(document.totals.payable, document.currency))
    print(name, built.unique_code)
    return 0


def last_name(folder: Path, document: dian.Document) -> str | None:
    """Return the name of the last file of that kind and year, if there is any."""
    stem = dian.file_name(document, sequence=1).removesuffix("00000001.xml")
    return max((path.name for path in folder.glob(f"{stem}????????.xml")), default=None)


if __name__ == "__main__":
    moment = datetime.fromisoformat(sys.argv[5]) if len(sys.argv) > 5 else datetime.now(UTC)
    sys.exit(main(*(Path(name) for name in sys.argv[1:5]), moment))
