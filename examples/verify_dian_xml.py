# SPDX-License-Identifier: MIT
"""
Verify documents of DIAN, and print values only of those whose signature holds.

Usage: python verify_dian_xml.py authorities.pem FILE...
A ZIP is opened too, and what an AttachedDocument carries is verified on its own.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from loggro_integration import dian, errors
from loggro_integration.models import Invoice


def main(authorities: Path, files: Sequence[Path]) -> int:
    """Print one line a document; end with 1 where one does not hold."""
    trust = dian.TrustStore.from_pem(authorities.read_bytes())
    failed = 0
    for path in files:
        for each in dian.unpack(path.read_bytes()):
            report = dian.verify(each.data, trust=trust)
            try:
                report.raise_for_errors()
            except errors.DianError as error:
                failed += 1
                print(f"{path.name}: {type(error).__name__}: {error.hint.es if error.hint else ''}")
                continue
            # only what was signed: never the file as it was received
            document = report.document
            total = document.totals.payable if isinstance(document, Invoice) else ""
            print(f"{path.name}: {report.kind} {document.number if document else ''} {total}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
