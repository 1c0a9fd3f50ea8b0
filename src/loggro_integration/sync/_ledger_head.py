# SPDX-License-Identifier: MIT
"""The end of a chain: how far it reaches, so that a removed tail shows."""

from __future__ import annotations

import hmac
import re
from typing import Self

from attrs import frozen

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.sync._ledger_key import LedgerKey

__all__ = ["Anchor", "read_head", "written_head"]

_WRITTEN = re.compile(r"(0|[1-9][0-9]{0,17}):([0-9a-f]{64}|)")


@frozen
class Anchor:
    """
    One end of the chain, to be kept somewhere else: a ledger cannot lose it and still verify.

    Attributes:
        position: How many events the ledger had.
        chain: Chain of the last of them; empty where there was none.

    >>> str(Anchor(0, "")), Anchor.parse("0:")
    ('0:', Anchor(position=0, chain=''))
    """

    position: int
    chain: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read an anchor as it is written: position, colon, 64 hexadecimal digits.

        Raises:
            InvalidInput: If it has another form.
        """
        found = _WRITTEN.fullmatch(text.strip())
        if found is None or (found[1] == "0") != (found[2] == ""):
            raise InvalidInput(
                "That is no anchor of a ledger.",
                field="anchor",
                value=text,
                hint=Text(
                    es="Escríbala como la mostró loggro ledger verify: 1234:5f3a…, completa.",
                    en="Write it as loggro ledger verify showed it: 1234:5f3a…, whole.",
                ),
            )
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        return f"{self.position}:{self.chain}"


def written_head(anchor: Anchor, name: str, key: LedgerKey) -> str:
    """Return an end of a chain as the ledger keeps it, sealed with its key."""
    return f"{anchor} {key.seal(f'{name} {anchor}')}"


def read_head(text: str | None, name: str, key: LedgerKey | None) -> Anchor | None:
    """
    Return the end of a chain that the ledger keeps, `None` where it is missing or not ours.

    Args:
        text: As it is kept.
        name: Of which chain.
        key: Without it the seal is not looked at.
    """
    written, _, seal = (text or "").partition(" ")
    try:
        anchor = Anchor.parse(written)
    except InvalidInput:
        return None
    if key is not None and not hmac.compare_digest(key.seal(f"{name} {anchor}"), seal):
        return None
    return anchor
