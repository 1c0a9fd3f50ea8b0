# SPDX-License-Identifier: MIT
"""From the table ``[sink]`` of the rules to the sink."""

from __future__ import annotations

from loggro_integration.mapping import MappingRules
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._sink_external import ExternalSale
from loggro_integration.sync._sink_file import FileSink
from loggro_integration.sync._sinks import DryRun, OfficialIntegration, Sink

__all__ = ["sink_of"]


def sink_of(rules: MappingRules, pos: RestobarClient, books: PymesClient) -> Sink:
    """Return the sink that the rules name; Loggro's own integration where they name none."""
    chosen = rules.sink
    if chosen.kind == "file":
        return FileSink(chosen.folder or "", rules=rules)
    if chosen.kind == "dry-run":
        return DryRun(books, rules)
    if chosen.kind == "official":
        return OfficialIntegration(pos, books, rules)
    return ExternalSale(
        books, rules=rules, method=chosen.method, module=chosen.module, body=chosen.format
    )
