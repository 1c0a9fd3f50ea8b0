# SPDX-License-Identifier: MIT
"""What money is booked on: commercial concepts and ledger accounts."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import PYMES_PAGE, Operation, PagedOperation
from loggro_integration.pymes._checks import Body, body_of, filled, key_of
from loggro_integration.pymes._operations._build import one, write
from loggro_integration.wire import OpenRecord
from loggro_integration.wire.pymes import Saved

__all__ = [
    "concepts_of_account",
    "create_commercial_concept",
    "deactivate_commercial_concept",
    "find_commercial_concept",
    "find_ledger_account",
    "get_commercial_concept",
    "ledger_account_children",
    "ledger_account_range",
    "list_commercial_concepts",
    "list_ledger_accounts",
    "update_commercial_concept",
]


def list_commercial_concepts(
    *, classification: str | None = None, state: str | None = None, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the commercial concepts (*conceptos comerciales*).

    Path: ``GET /v1/conceptos-comerciales``.

    Args:
        classification: ``clasificacion``; its values are not published.
        state: ``estado``; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.commercial_concepts.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/conceptos-comerciales",
        query={"clasificacion": classification, "estado": state},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name="commercial_concepts.list",
    )


def get_commercial_concept(uuid: str) -> Operation[OpenRecord]:
    """
    Read a commercial concept (*concepto comercial*) by its uuid.

    Path: ``GET /v1/conceptos-comerciales/{uuid}``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.commercial_concepts.get(uuid)``
    """
    return one(
        "/v1/conceptos-comerciales/{uuid}",
        "commercial_concepts.get",
        wire.pymes.record,
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
    )


def find_commercial_concept(code: str) -> Operation[OpenRecord]:
    """
    Find a commercial concept (*concepto comercial*) by its code.

    Path: ``GET /v1/conceptos-comerciales/codigo/{codigo}``.

    Args:
        code: ``codigo``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.commercial_concepts.find("C01")``
    """
    return one(
        "/v1/conceptos-comerciales/codigo/{codigo}",
        "commercial_concepts.find",
        wire.pymes.record,
        module="financiero",
        path={"codigo": filled(code, "code")},
    )


def concepts_of_account(
    account_code: str, *, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the commercial concepts (*conceptos comerciales*) booked on a ledger account.

    Path: ``GET /v1/conceptos-comerciales/cuenta-contable/{codigoCuenta}``.

    Args:
        account_code: ``codigoCuenta``, code of the ledger account (*cuenta contable*).
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidInput: If `account_code` is empty.

    Example:
        ``list(books.commercial_concepts.of_account("413595"))``
    """
    return PagedOperation(
        "GET",
        "/v1/conceptos-comerciales/cuenta-contable/{codigoCuenta}",
        path={"codigoCuenta": filled(account_code, "account_code")},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name="commercial_concepts.of_account",
    )


def create_commercial_concept(
    commercial_concept: Body, *, code: str | None = None
) -> Operation[Saved]:
    """
    Create a commercial concept (*concepto comercial*).

    Path: ``POST /v1/conceptos-comerciales``.

    Args:
        commercial_concept: Fields as Pymes names them: its shape is not published.
        code: For the look-up, if ``codigo`` of the body does not say it.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty, or nothing says how to find it again.
        OutcomeUnknown: When sent; its `lookup` finds it by its code.

    Example:
        ``books.commercial_concepts.create({"codigo": "C02", "nombre": "…"})``
    """
    body = body_of(commercial_concept, "commercial_concept")
    return write(
        "POST",
        "/v1/conceptos-comerciales",
        "commercial_concepts.create",
        module="financiero",
        json=body,
        lookup=find_commercial_concept(key_of(code, body, "codigo", "code")),
    )


def update_commercial_concept(uuid: str, commercial_concept: Body) -> Operation[Saved]:
    """
    Change a commercial concept (*concepto comercial*).

    Path: ``PUT /v1/conceptos-comerciales/{uuid}``.

    Args:
        uuid: The commercial concept.
        commercial_concept: Fields as Pymes names them: its shape is not published.
            Send everything: whether absent fields are kept is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` or the body is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.commercial_concepts.update(uuid, {**row.fields, "nombre": "…"})``
    """
    return write(
        "PUT",
        "/v1/conceptos-comerciales/{uuid}",
        "commercial_concepts.update",
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
        json=body_of(commercial_concept, "commercial_concept"),
        lookup=get_commercial_concept(uuid),
    )


def deactivate_commercial_concept(uuid: str) -> Operation[Saved]:
    """
    Deactivate a commercial concept (*concepto comercial*).

    Path: ``DELETE /v1/conceptos-comerciales/{uuid}``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.commercial_concepts.deactivate(uuid)``
    """
    return write(
        "DELETE",
        "/v1/conceptos-comerciales/{uuid}",
        "commercial_concepts.deactivate",
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
        lookup=get_commercial_concept(uuid),
    )


def list_ledger_accounts(
    *, kind: str | None = None, sort: str | None = None, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the ledger accounts (*cuentas contables*, *plan de cuentas*).

    Path: ``GET /v1/cuentas``.

    Args:
        kind: ``tipo``; its values are not published.
        sort: Order; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.ledger_accounts.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/cuentas",
        query={"tipo": kind, "sort": sort},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name="ledger_accounts.list",
    )


def find_ledger_account(code: str) -> Operation[OpenRecord]:
    """
    Find a ledger account (*cuenta contable*) by its code.

    Path: ``GET /v1/cuentas/codigo/{codigo}``.

    Args:
        code: ``codigo``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.ledger_accounts.find("110505")``
    """
    return one(
        "/v1/cuentas/codigo/{codigo}",
        "ledger_accounts.find",
        wire.pymes.record,
        module="financiero",
        path={"codigo": filled(code, "code")},
    )


def ledger_account_children(
    parent_code: str, *, sort: str | None = None, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the ledger accounts below another (*cuentas contables hijas*).

    Path: ``GET /v1/cuentas/{codigoPadre}/hijas``.

    Args:
        parent_code: Code of the account above.
        sort: Order; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidInput: If `parent_code` is empty.

    Example:
        ``list(books.ledger_accounts.children("1105"))``
    """
    return PagedOperation(
        "GET",
        "/v1/cuentas/{codigoPadre}/hijas",
        path={"codigoPadre": filled(parent_code, "parent_code")},
        query={"sort": sort},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name="ledger_accounts.children",
    )


def ledger_account_range(
    first: str, last: str, *, sort: str | None = None, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the ledger accounts between two codes (*rango de cuentas contables*).

    Path: ``GET /v1/cuentas/rango``.

    Args:
        first: ``desde``, code of the first account.
        last: ``hasta``, code of the last one.
        sort: Order; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidInput: If a code is empty.

    Example:
        ``list(books.ledger_accounts.in_range("1105", "1110"))``
    """
    return PagedOperation(
        "GET",
        "/v1/cuentas/rango",
        query={"desde": filled(first, "first"), "hasta": filled(last, "last"), "sort": sort},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name="ledger_accounts.in_range",
    )
