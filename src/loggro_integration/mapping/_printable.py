# SPDX-License-Identifier: MIT
"""The texts of a sale that its document repeats: XML has no form for some characters."""

from __future__ import annotations

from collections.abc import Iterator

from loggro_integration.mapping._draft import Draft
from loggro_integration.mapping._reading import UNWRITABLE
from loggro_integration.wire import Sale

__all__ = ["check_texts"]

_OF_THE_CLIENT = ("name", "last_name", "email", "phone", "address")


def check_texts(sale: Sale, draft: Draft) -> None:
    """Report each text that no document can hold, as what was pasted from a spreadsheet."""
    if not UNWRITABLE.search("\n".join([text for _, text in _texts(sale)])):
        return
    for path, text in _texts(sale):
        if UNWRITABLE.search(text):
            draft.problem("text-unwritable", path, ascii(text))


def _texts(sale: Sale) -> Iterator[tuple[str, str]]:
    """List what the document repeats of a sale, each with its path."""
    for index, line in enumerate(sale.lines):
        yield f"lines[{index}].name", line.name or ""
        yield f"lines[{index}].code", str(line.code or "")
    for index, payment in enumerate(sale.payments):
        yield f"payments[{index}].method", payment.method or ""
        yield f"payments[{index}].approval", str(payment.approval or "")
    if sale.client is not None:
        for name in _OF_THE_CLIENT:
            yield f"client.{name}", str(getattr(sale.client, name) or "")
    if sale.delivery is not None:
        yield "delivery.address", sale.delivery.address or ""
