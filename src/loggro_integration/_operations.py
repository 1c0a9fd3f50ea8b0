# SPDX-License-Identifier: MIT
"""The operations of Loggro as data: what is published of each, and how our clients call it."""

from __future__ import annotations

from functools import cache

from attrs import frozen

from loggro_integration.http import SendPolicy

__all__ = ["OperationInfo", "PagingInfo", "operations"]

_PORTAL = "https://developer.loggro.com/reference/"


@frozen(kw_only=True)
class PagingInfo:
    """
    How a list is paged, as published.

    Attributes:
        style: As ``restobar-switch`` or ``pymes-page``.
        switch: Parameter that turns pages on.
        on_by_default: Whether pages are on without it.
        page: Parameter of the page number.
        first: Number of the first page.
        offset: Parameter of the first row's position.
        limit: Parameter of the page size.
        default: Rows of a page unless asked.
        largest: Rows of a page at most; not every account enforces it.
        size: Another name for `limit` that some lists take.
    """

    style: str
    switch: str | None = None
    on_by_default: bool | None = None
    page: str | None = None
    first: int | None = None
    offset: str | None = None
    limit: str | None = None
    default: int | None = None
    largest: int | None = None
    size: str | None = None


@frozen(kw_only=True)
class OperationInfo:
    """
    One operation of Restobar or Pymes.

    Attributes:
        id: As ``restobar:GET /invoices/{id}``.
        product: ``restobar`` or ``pymes``.
        name: The call that sends it, below the client, as ``invoices.get``; empty where there is
            none: see `availability`.
        calls: All calls that send it: making and changing are often one operation.
        summary: What it does, in a few words.
        method: HTTP verb.
        path: The real path.
        documented_path: What the portal prints; `None` where it prints nothing.
        path_certainty: ``DOC``: as documented; ``LIVE``: corrected and seen; ``INF``: inferred.
        module: Where Pymes holds it, inferred in part; `None` in Restobar.
        availability: ``normal``, ``undocumented``, ``admin-only``, ``delivery-role``,
            ``superadmin-only`` or ``planned``; the last two are listed and not called.
        paging: How the list is paged, if it is.
        effect: ``read``, ``write``, or ``external-effect``: it reaches DIAN, a mailbox, another
            program, or moves a customer's money.
        idempotency: ``safe``, ``natural-key`` or ``unsafe``: what a repeat does (our inference).
        policy: What the client makes of it; see `policy_of` for one of its calls.
        keyed_calls: Calls that name what they change, of an operation that also makes one.
        permission: Code that the role of the user needs.
        premium: Whether it needs the premium plan.
        trial_limited: Whether a trial account sees 24 hours only.
        plan_note: What the plan changes, where that is not all.
        certainty: Marks of endpoint, request and response: ``DOC``, ``LIVE``, ``CODE``, ``INF``,
            ``UNK``, or ``none`` where there is no body.
        url: Page of the portal, if there is one.
        updated: Date of that page.
        source: Where it is known from.
    """

    id: str
    product: str
    name: str
    calls: tuple[str, ...]
    summary: str
    method: str
    path: str
    documented_path: str | None
    path_certainty: str
    module: str | None
    availability: str
    paging: PagingInfo | None
    effect: str
    idempotency: str
    policy: SendPolicy
    keyed_calls: tuple[str, ...]
    permission: str | None
    premium: bool
    trial_limited: bool
    plan_note: str | None
    certainty: tuple[str, str, str]
    url: str | None
    updated: str | None
    source: tuple[str, ...]

    @property
    def is_callable(self) -> bool:
        """Whether the clients have a method for it."""
        return bool(self.calls)

    def policy_of(self, call: str) -> SendPolicy:
        """Return the policy of one call: ``products.create`` doubles, ``products.update`` not."""
        return SendPolicy.KEYED if call in self.keyed_calls else self.policy


@cache
def operations() -> tuple[OperationInfo, ...]:
    """
    List every operation of both products that is published or was seen: 255, of them 252 callable.

    Example:
        ``[each.name for each in operations() if each.permission == "CL_POST"]``

    >>> len(operations()), sum(each.is_callable for each in operations())
    (255, 252)
    """
    from loggro_integration._operations_list import COLUMNS, ROWS

    return tuple(_read(dict(zip(COLUMNS, row, strict=True))) for row in ROWS)


def _read(row: dict[str, str]) -> OperationInfo:
    from loggro_integration._operations_list import SOURCES

    told = [call.partition("=") for call in row["calls"].split()]
    calls = tuple(call for call, _, _ in told)
    variant = f"#{row['variant']}" if row["variant"] else ""
    url = f"{_PORTAL}{row['slug']}" if row["slug"] else None
    elsewhere = (SOURCES[int(place)] for place in row["sources"].split())
    return OperationInfo(
        id=f"{row['product']}:{row['method']} {row['path']}{variant}",
        product=row["product"],
        name=calls[0] if calls else "",
        calls=calls,
        summary=row["summary"],
        method=row["method"],
        path=row["path"],
        documented_path=row["path"] if row["documented"] == "=" else row["documented"] or None,
        path_certainty=row["path_certainty"],
        module=row["module"] or None,
        availability=row["availability"],
        paging=_paging(row["paging"].split()),
        effect=row["effect"],
        idempotency=row["idempotency"],
        policy=SendPolicy[row["policy"]],
        keyed_calls=tuple(call for call, _, policy in told if policy),
        permission=row["permission"] or None,
        premium="premium" in row["plan"],
        trial_limited="trial" in row["plan"],
        plan_note=row["plan_note"] or None,
        certainty=(row["endpoint"], row["request"], row["response"]),
        url=url,
        updated=row["updated"] or None,
        source=(*((url,) if url else ()), *elsewhere),
    )


def _paging(words: list[str]) -> PagingInfo | None:
    if not words:
        return None
    style, *rest = words
    found = dict(word.split("=", 1) for word in rest)
    on = found.get("switch.default")
    return PagingInfo(
        style=style,
        switch=found.get("switch"),
        on_by_default=None if on is None else on == "true",
        page=found.get("page"),
        first=_number(found.get("page.first")),
        offset=found.get("offset"),
        limit=found.get("limit"),
        default=_number(found.get("limit.default")),
        largest=_number(found.get("limit.max")),
        size=found.get("size"),
    )


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
