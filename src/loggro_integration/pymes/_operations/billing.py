# SPDX-License-Identifier: MIT
"""What a sale is billed with: numberings, price lists, payments, taxes, incoterms."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import PYMES_ALL, PYMES_OFFSET, PYMES_PAGE, Operation, PagedOperation
from loggro_integration.pymes._checks import Body, body_of, filled
from loggro_integration.pymes._operations._build import one, write
from loggro_integration.wire import OpenRecord
from loggro_integration.wire.pymes import Saved

__all__ = [
    "company_numbering_ranges",
    "establishment_numbering_ranges",
    "get_list_product",
    "list_incoterms",
    "list_numbering_ranges",
    "list_payment_means",
    "list_payment_terms",
    "list_tax_rates",
    "list_taxes",
    "save_list_product",
]


def list_numbering_ranges() -> PagedOperation[OpenRecord]:
    """
    List the numberings and their validity (*consecutivos*, ``GET /v1/consecutivos/vigencias``).

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.numbering_ranges.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/consecutivos/vigencias",
        read_item=wire.pymes.record,
        style=PYMES_ALL,
        module="facturacion",
        name="numbering_ranges.list",
    )


def establishment_numbering_ranges(
    uuid: str, *, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the numberings of an establishment that do not belong to its POS (*consecutivos*).

    Path: ``GET /v1/consecutivos/no-pos/establecimientos/{uuid}``.

    Args:
        uuid: The establishment.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published. None where it has no such numbering.

    Raises:
        InvalidInput: If `uuid` is empty.

    Example:
        ``list(books.numbering_ranges.of_establishment(place.uuid))``
    """
    return PagedOperation(
        "GET",
        "/v1/consecutivos/no-pos/establecimientos/{uuid}",
        path={"uuid": filled(uuid, "uuid")},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="facturacion",
        name="numbering_ranges.of_establishment",
    )


def company_numbering_ranges(*, page_size: int | None = None) -> PagedOperation[OpenRecord]:
    """
    List the numberings of the company that do not belong to a POS (*consecutivos*).

    Path: ``GET /v1/consecutivos/no-pos/compania``.

    Args:
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.numbering_ranges.of_company())``
    """
    return PagedOperation(
        "GET",
        "/v1/consecutivos/no-pos/compania",
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="facturacion",
        name="numbering_ranges.of_company",
    )


def get_list_product(price_list: str, product: str) -> Operation[OpenRecord]:
    """
    Read a product of a price list (*lista de precios*).

    Path: ``GET /v1/lista-precios/{listaId}/productos/{id}``.

    Args:
        price_list: ``listaId``; whether it is a uuid is not published.
        product: ``id``; whether it is the uuid or the code is not published.

    Returns:
        The row as received: its shape is not published.

    Raises:
        InvalidInput: If one of the two is empty.
        NotFound: When sent, if there is none.

    Example:
        ``books.price_lists.get_product(price_list, "A01")``
    """
    return one(
        "/v1/lista-precios/{listaId}/productos/{id}",
        "price_lists.get_product",
        wire.pymes.record,
        module="facturacion",
        path={
            "listaId": filled(price_list, "price_list"),
            "id": filled(product, "product"),
        },
    )


def save_list_product(price_list: str, product: str, entry: Body) -> Operation[Saved]:
    """
    Create or change a product of a price list (*lista de precios*).

    Path: ``PUT /v1/lista-precios/{listaId}/productos``. ``PUT`` creates too.

    Args:
        price_list: ``listaId``.
        product: Which product it is: only for the look-up, the body must name it too.
        entry: Fields as Pymes names them: its shape is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If one of the three is empty.
        OutcomeUnknown: When sent; its `lookup` reads the product.

    Example:
        ``books.price_lists.save_product(price_list, "A01", {…})``
    """
    return write(
        "PUT",
        "/v1/lista-precios/{listaId}/productos",
        "price_lists.save_product",
        module="facturacion",
        path={"listaId": filled(price_list, "price_list")},
        json=body_of(entry, "entry"),
        lookup=get_list_product(price_list, product),
    )


def list_payment_terms(*, state: str | None = None) -> PagedOperation[OpenRecord]:
    """
    List the payment terms (*formas de pago*, ``GET /v1/formas-de-pago``), all at once.

    Args:
        state: ``estado``; its values are not published.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.payment_terms.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/formas-de-pago",
        query={"estado": state},
        read_item=wire.pymes.record,
        style=PYMES_ALL,
        module="facturacion",
        name="payment_terms.list",
    )


def list_payment_means(*, integration: str | None = None) -> PagedOperation[OpenRecord]:
    """
    List the means of payment (*medios de pago*, ``GET /v1/medios-de-pago``), all at once.

    Args:
        integration: ``integracion``; its values are not published.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.payment_means.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/medios-de-pago",
        query={"integracion": integration},
        read_item=wire.pymes.record,
        style=PYMES_ALL,
        module="facturacion",
        name="payment_means.list",
    )


def list_taxes(
    transaction: str,
    *,
    tax: str | None = None,
    sort: str | None = None,
    page_size: int | None = None,
) -> PagedOperation[OpenRecord]:
    """
    List taxes and withholdings (*impuestos y retenciones*) of a kind of transaction.

    Path: ``GET /v1/impuesto-retencion/{transaccion}``.

    Args:
        transaction: ``transaccion``; its values are not published.
        tax: ``impuesto``; its values are not published.
        sort: Order; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidInput: If `transaction` is empty.

    Example:
        ``list(books.taxes.list("VENTA"))``
    """
    return PagedOperation(
        "GET",
        "/v1/impuesto-retencion/{transaccion}",
        path={"transaccion": filled(transaction, "transaction")},
        query={"impuesto": tax, "sort": sort},
        read_item=wire.pymes.record,
        style=PYMES_OFFSET,
        page_size=page_size,
        module="facturacion",
        name="taxes.list",
    )


def list_tax_rates(
    *, tax: str | None = None, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the rates of taxes (*tarifas*) and their validity.

    Path: ``GET /v1/vigencia-tarifa-impuesto/basica``.

    Args:
        tax: ``impuesto``; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.tax_rates.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/vigencia-tarifa-impuesto/basica",
        query={"impuesto": tax},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="facturacion",
        name="tax_rates.list",
    )


def list_incoterms(
    *, sort: str | None = None, page_size: int | None = None
) -> PagedOperation[OpenRecord]:
    """
    List the incoterms (*términos de comercio internacional*).

    Path: ``GET /v1/incoterms``.

    Args:
        sort: Order; its values are not published.
        page_size: Rows a page, at most 100.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(books.incoterms.list())``
    """
    return PagedOperation(
        "GET",
        "/v1/incoterms",
        query={"sort": sort},
        read_item=wire.pymes.record,
        style=PYMES_PAGE,
        page_size=page_size,
        module="facturacion",
        name="incoterms.list",
    )
