# SPDX-License-Identifier: MIT
"""Bank accounts and credit cards of the company."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import PYMES_PAGE, Operation, PagedOperation, SendPolicy
from loggro_integration.pymes._checks import Body, body_of, filled, key_of
from loggro_integration.pymes._operations._build import one, several, write
from loggro_integration.wire import OpenRecord
from loggro_integration.wire.pymes import Saved

__all__ = [
    "create_bank_account",
    "create_credit_card",
    "delete_bank_account",
    "delete_credit_card",
    "find_bank_accounts",
    "find_credit_cards",
    "get_bank_account",
    "get_credit_card",
    "list_bank_accounts",
    "list_credit_cards",
    "update_bank_account",
    "update_credit_card",
]


def list_bank_accounts(
    *,
    number: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List the bank accounts (*cuentas bancarias*, ``GET /v1/cuentas-bancarias``).

    Args:
        number: Number of the account.
        kind: ``tipoCuentaBancaria``; its values are not published.
        state: ``estado``; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.bank_accounts.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/cuentas-bancarias",
        query={"numeroCuenta": number, "tipoCuentaBancaria": kind, "estado": state},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name="bank_accounts.list",
    )


def find_bank_accounts(number: str) -> Operation[list[OpenRecord]]:
    """
    Find bank accounts (*cuentas bancarias*) by their number.

    Path: ``GET /v1/cuentas-bancarias``.

    Args:
        number: ``numeroCuenta``.

    Returns:
        Every row with that key, as received: their shape is not published. An empty list where
        there is none.

    Raises:
        InvalidInput: If `number` is empty.

    Example:
        ``books.bank_accounts.find("00045004500")``
    """
    return several(
        "/v1/cuentas-bancarias",
        "bank_accounts.find",
        wire.pymes.record,
        module="financiero",
        query={"numeroCuenta": filled(number, "number"), "limit": 100},
    )


def get_bank_account(uuid: str) -> Operation[OpenRecord]:
    """
    Read a bank account (*cuenta bancaria*) by its uuid.

    Path: ``GET /v1/cuentas-bancarias/{uuid}``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.bank_accounts.get(uuid)``
    """
    return one(
        "/v1/cuentas-bancarias/{uuid}",
        "bank_accounts.get",
        wire.pymes.record,
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
    )


def create_bank_account(bank_account: Body, *, number: str | None = None) -> Operation[Saved]:
    """
    Create a bank account (*cuenta bancaria*).

    Path: ``POST /v1/cuentas-bancarias``.

    Args:
        bank_account: Fields as Pymes names them: its shape is not published.
        number: For the look-up, if ``numeroCuenta`` of the body does not say it.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty, or nothing says how to find it again.
        OutcomeUnknown: When sent; its `lookup` finds the accounts with its number.

    Example:
        ``books.bank_accounts.create({"numeroCuenta": "00045004501", "nombre": "…"})``
    """
    body = body_of(bank_account, "bank_account")
    return write(
        "POST",
        "/v1/cuentas-bancarias",
        "bank_accounts.create",
        module="financiero",
        json=body,
        lookup=find_bank_accounts(key_of(number, body, "numeroCuenta", "number")),
        policy=SendPolicy.WRITE,
    )


def update_bank_account(uuid: str, bank_account: Body) -> Operation[Saved]:
    """
    Change a bank account (*cuenta bancaria*).

    Path: ``PUT /v1/cuentas-bancarias/{uuid}``.

    Args:
        uuid: The bank account.
        bank_account: Fields as Pymes names them: its shape is not published.
            Send everything: whether absent fields are kept is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` or the body is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.bank_accounts.update(uuid, {**row.fields, "nombre": "…"})``
    """
    return write(
        "PUT",
        "/v1/cuentas-bancarias/{uuid}",
        "bank_accounts.update",
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
        json=body_of(bank_account, "bank_account"),
        lookup=get_bank_account(uuid),
    )


def delete_bank_account(uuid: str) -> Operation[Saved]:
    """
    Delete a bank account (*cuenta bancaria*).

    Path: ``DELETE /v1/cuentas-bancarias/{uuid}``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.bank_accounts.delete(uuid)``
    """
    return write(
        "DELETE",
        "/v1/cuentas-bancarias/{uuid}",
        "bank_accounts.delete",
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
        lookup=get_bank_account(uuid),
    )


def list_credit_cards(
    *,
    number: str | None = None,
    state: str | None = None,
    bank: str | None = None,
    franchise: str | None = None,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List the credit cards of the company (*tarjetas de crédito*).

    Path: ``GET /v1/tarjetas-credito``.

    Args:
        number: ``numeroCuenta``.
        state: ``estado``; its values are not published.
        bank: ``entidadFinanciera``; its values are not published.
        franchise: ``franquicia``; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.credit_cards.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/tarjetas-credito",
        query={
            "numeroCuenta": number,
            "estado": state,
            "entidadFinanciera": bank,
            "franquicia": franchise,
        },
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="financiero",
        name="credit_cards.list",
    )


def find_credit_cards(number: str) -> Operation[list[OpenRecord]]:
    """
    Find credit cards (*tarjetas de crédito*) by their number.

    Path: ``GET /v1/tarjetas-credito``.

    Args:
        number: ``numeroCuenta``.

    Returns:
        Every row with that key, as received: their shape is not published. An empty list where
        there is none.

    Raises:
        InvalidInput: If `number` is empty.

    Example:
        ``books.credit_cards.find("4500")``
    """
    return several(
        "/v1/tarjetas-credito",
        "credit_cards.find",
        wire.pymes.record,
        module="financiero",
        query={"numeroCuenta": filled(number, "number"), "limit": 100},
    )


def get_credit_card(uuid: str) -> Operation[OpenRecord]:
    """
    Read a credit card (*tarjeta de crédito*) by its uuid.

    Path: ``GET /v1/tarjetas-credito/{uuid}``.

    Returns:
        The row as received: its shape is not published.

    Raises:
        NotFound: When sent, if there is none.

    Example:
        ``books.credit_cards.get(uuid)``
    """
    return one(
        "/v1/tarjetas-credito/{uuid}",
        "credit_cards.get",
        wire.pymes.record,
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
    )


def create_credit_card(credit_card: Body, *, number: str | None = None) -> Operation[Saved]:
    """
    Create a credit card (*tarjeta de crédito*).

    Path: ``POST /v1/tarjetas-credito``.

    Args:
        credit_card: Fields as Pymes names them: its shape is not published.
        number: For the look-up, if ``numeroCuenta`` of the body does not say it.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If the body is empty, or nothing says how to find it again.
        OutcomeUnknown: When sent; its `lookup` finds the cards with its number.

    Example:
        ``books.credit_cards.create({"numeroCuenta": "4500", "franquicia": "VISA"})``
    """
    body = body_of(credit_card, "credit_card")
    return write(
        "POST",
        "/v1/tarjetas-credito",
        "credit_cards.create",
        module="financiero",
        json=body,
        lookup=find_credit_cards(key_of(number, body, "numeroCuenta", "number")),
        policy=SendPolicy.WRITE,
    )


def update_credit_card(uuid: str, credit_card: Body) -> Operation[Saved]:
    """
    Change a credit card (*tarjeta de crédito*).

    Path: ``PUT /v1/tarjetas-credito/{uuid}``.

    Args:
        uuid: The credit card.
        credit_card: Fields as Pymes names them: its shape is not published.
            Send everything: whether absent fields are kept is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` or the body is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.credit_cards.update(uuid, {**row.fields, "nombre": "…"})``
    """
    return write(
        "PUT",
        "/v1/tarjetas-credito/{uuid}",
        "credit_cards.update",
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
        json=body_of(credit_card, "credit_card"),
        lookup=get_credit_card(uuid),
    )


def delete_credit_card(uuid: str) -> Operation[Saved]:
    """
    Delete a credit card (*tarjeta de crédito*).

    Path: ``DELETE /v1/tarjetas-credito/{uuid}``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `uuid` is empty.
        NotFound: When sent, if there is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``books.credit_cards.delete(uuid)``
    """
    return write(
        "DELETE",
        "/v1/tarjetas-credito/{uuid}",
        "credit_cards.delete",
        module="financiero",
        path={"uuid": filled(uuid, "uuid")},
        lookup=get_credit_card(uuid),
    )
