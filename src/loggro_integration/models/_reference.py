# SPDX-License-Identifier: MIT
"""The unique code a document carries, and what documents say about other documents."""

from __future__ import annotations

from datetime import date

from attrs import frozen

__all__ = ["Reference", "WrittenCode"]


@frozen(kw_only=True, slots=False)
class WrittenCode:
    """
    The unique code as the document carries it (``cbc:UUID``).

    Attributes:
        scheme: As ``CUFE-SHA384``, ``CUDE-SHA384``, ``CUDS-SHA384``.
        value: Normally 96 lower-case hexadecimal characters; kept as written.
    """

    scheme: str
    value: str


@frozen(kw_only=True, slots=False)
class Reference:
    """
    Another document this one refers to.

    Attributes:
        kind: ``invoice``, ``credit-note``, ``debit-note``, ``order``, ``despatch``, ``receipt`` or
            ``additional``; on a line ``document``.
        issue_date: `None` also where the text is no date: see the document's `problems`.
        description: Text written beside it.
    """

    kind: str
    number: str
    unique_code: WrittenCode | None = None
    issue_date: date | None = None
    type_code: str | None = None
    description: str | None = None
