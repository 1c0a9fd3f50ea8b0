# SPDX-License-Identifier: MIT
"""Categories of products."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import RESTOBAR_ALL, Operation, PagedOperation, SendPolicy, Upload
from loggro_integration.restobar._checks import Body, body_of, form_of, row_id
from loggro_integration.restobar._operations.rows import deletion, one
from loggro_integration.wire.restobar import Category

__all__ = [
    "categories_with_products",
    "create_category",
    "delete_category",
    "get_category",
    "list_categories",
    "update_category",
]


def list_categories() -> PagedOperation[Category]:
    """
    List categories (``GET /categories``).

    All at once.

    Example:
        ``{each.name: each.id for each in pos.categories.list()}``
    """
    return PagedOperation(
        "GET",
        "/categories",
        read_item=wire.restobar.category,
        style=RESTOBAR_ALL,
        name="categories.list",
    )


def categories_with_products() -> PagedOperation[wire.OpenRecord]:
    """
    List the categories with their products (``GET /categories/products/all``).

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(pos.categories.with_products())``
    """
    return PagedOperation(
        "GET",
        "/categories/products/all",
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="categories.with_products",
    )


def get_category(category_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one category (``GET /categories/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.categories.get(row.id)``
    """
    return one(
        "/categories/{id}",
        "category_id",
        category_id,
        wire.restobar.answer,
        name="categories.get",
    )


def create_category(
    category: Body, *, image: Upload | None = None, image_field: str = "image"
) -> Operation[wire.OpenAnswer]:
    """
    Create a category (``POST /categories``): JSON, or a multipart form where it has a picture.

    Args:
        category: Names and values of its JSON, which is not published; without ``_id``.
        image: Its picture.
        image_field: Name of the picture in the form, which is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.categories.create({"name": "Bebidas"})``
    """
    body = body_of(category, "category")
    return Operation(
        "POST",
        "/categories",
        json=None if image else body,
        form=form_of(body, image, image_field) if image else None,
        policy=SendPolicy.WRITE,
        lookup=list_categories().first(),
        read=wire.restobar.answer,
        name="categories.create",
    )


def update_category(
    category: Body, *, image: Upload | None = None, image_field: str = "image"
) -> Operation[wire.OpenAnswer]:
    """
    Change a category (``POST /categories``): JSON, or a multipart form where it has a picture.

    Args:
        category: The row as it was read, with what changes: Restobar replaces it whole.
        image: Its picture.
        image_field: Name of the picture in the form, which is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.categories.update(evolve(category, name="Bebidas"))``
    """
    body = body_of(category, "category")
    row_id(body, "category")
    return Operation(
        "POST",
        "/categories",
        json=None if image else body,
        form=form_of(body, image, image_field) if image else None,
        policy=SendPolicy.KEYED,
        lookup=list_categories().first(),
        read=wire.restobar.answer,
        name="categories.update",
    )


def delete_category(category_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one category (``DELETE /categories/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.categories.delete(row.id)``
    """
    return deletion(
        "/categories/{id}",
        "category_id",
        category_id,
        lookup=list_categories().first(),
        name="categories.delete",
    )
