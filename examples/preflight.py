# SPDX-License-Identifier: MIT
"""
Check the settings of the integration before the first synchronisation; only reads.

Usage: python preflight.py [loggro.toml]
Ends with 1 where a setting is wrong, so that a scheduler or a monitor can use it.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import preflight

SIGNS = {"ok": "+", "problem": "!", "warning": "~", "unknown": "?"}


def main(rules_file: Path) -> int:
    """Print every check, with its remedy in Spanish."""
    rules = MappingRules.from_toml(rules_file.read_text("utf-8"))
    with RestobarClient.from_env() as pos, PymesClient.from_env() as books:
        found = preflight(pos, books, rules, clock=lambda: datetime.now(UTC))
    for each in found.findings:
        print(SIGNS[each.verdict], each.code, each.message.es, each.fix.es if each.fix else "")
    for cause in found.causes[:5]:
        print("→", ", ".join(cause.sales), cause.message.es, cause.fix.es)
    return found.exit_code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "loggro.toml")))
