# SPDX-License-Identifier: MIT
"""
Sign documents that another program wrote, now, with the certificate of a .p12 file.

Usage: CLAVE_DEL_P12=... python sign_dian_xml.py firma.p12 FILE...
Each FE1.xml becomes FE1-firmada.xml beside it; what is refused is told, and the rest goes on.
"""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from loggro_integration import dian, errors


def main(certificate: Path, files: Sequence[Path]) -> int:
    """Print one line a document; end with 1 where one was not signed."""
    # once: opening the file takes a hundred times a signature
    signer = dian.Signer.from_p12(certificate.read_bytes(), os.environ["CLAVE_DEL_P12"])
    failed = 0
    for path in files:
        try:
            signed = signer.sign(path.read_bytes(), at=datetime.now(UTC), check=True)
        except errors.LoggroError as error:
            failed += 1
            why = error.code or type(error).__name__
            print(f"{path.name}: {why}: {error.hint.es if error.hint else ''}")
            continue
        target = path.with_stem(f"{path.stem}-firmada")
        target.write_bytes(signed.xml)
        print(f"{path.name}: {signed.document.number} → {target.name}")
        for warning in signed.warnings:
            print(f"  {warning.message.es}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
