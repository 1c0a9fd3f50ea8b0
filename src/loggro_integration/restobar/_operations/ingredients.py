# SPDX-License-Identifier: MIT
"""Ingredients and their units."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import RESTOBAR_ALL, RESTOBAR_SWITCH, Operation, PagedOperation
from loggro_integration.restobar._checks import Body, optional_id
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import Ingredient, NewIngredient, Unit

__all__ = [
    "create_ingredient",
    "create_unit",
    "delete_ingredient",
    "delete_unit",
    "get_ingredient",
    "get_unit",
    "list_ingredients",
    "list_units",
    "only_ingredients",
    "update_ingredient",
    "update_unit",
]

LARGEST_INGREDIENTS = 15_000


def list_ingredients(
    *,
    name: str | None = None,
    category: str | None = None,
    only_ingredients: bool | None = None,
    main_products: bool | None = None,
    exclude_combos: bool | None = None,
    location_stock: str | None = None,
    page_size: int | None = None,
) -> PagedOperation[Ingredient]:
    """
    List ingredients, and products that are stocked like them (``GET /ingredients``).

    Args:
        name: Part of the name.
        category: Id of a category.
        only_ingredients: Without products.
        main_products: ``mainProductsWithIngredients``; what it adds is not published.
        exclude_combos: Without combos.
        location_stock: Id of a stock location.
        page_size: Rows a page, at most 15,000.

    Raises:
        InvalidId: If an id is none.

    Example:
        ``[each.name for each in pos.ingredients.list(only_ingredients=True)]``
    """
    return PagedOperation(
        "GET",
        "/ingredients",
        query={
            "name": name,
            "categoryId": optional_id(category, "category"),
            "onlyIngredient": only_ingredients,
            "mainProductsWithIngredients": main_products,
            "excludeCombos": exclude_combos,
            "locationStock": optional_id(location_stock, "location_stock"),
        },
        read_item=wire.restobar.ingredient,
        style=RESTOBAR_SWITCH,
        page_size=page_size,
        max_page_size=LARGEST_INGREDIENTS,
        name="ingredients.list",
    )


def only_ingredients() -> PagedOperation[wire.OpenRecord]:
    """
    List the ingredients that are no product (``GET /ingredients/onlyIngredient``), all at once.

    Returns:
        Rows as received: their shape is not published.

    Example:
        ``list(pos.ingredients.only_ingredients())``
    """
    return PagedOperation(
        "GET",
        "/ingredients/onlyIngredient",
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="ingredients.only_ingredients",
    )


def get_ingredient(ingredient_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one ingredient (``GET /ingredients/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.ingredients.get(row.id)``
    """
    return one(
        "/ingredients/{id}",
        "ingredient_id",
        ingredient_id,
        wire.restobar.answer,
        name="ingredients.get",
    )


def create_ingredient(ingredient: NewIngredient) -> Operation[wire.OpenAnswer]:
    """
    Create an ingredient (``POST /ingredients``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If an id is none.
        InexactMoney: If an amount is a float.
        OutcomeUnknown: When sent; its `lookup` lists those of that name.

    Example:
        ``pos.ingredients.create(NewIngredient(name="Harina", category=dry.id))``
    """
    return creation(
        "/ingredients",
        ingredient,
        wire.restobar.answer,
        lookup=list_ingredients(name=ingredient.name).first(),
        name="ingredients.create",
    )


def update_ingredient(ingredient: Body) -> Operation[wire.OpenAnswer]:
    """
    Change an ingredient (``POST /ingredients``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        ingredient: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.ingredients.update({**row.fields, "cost": 900})``
    """
    return edition(
        "/ingredients",
        ingredient,
        wire.restobar.answer,
        lookup=get_ingredient,
        name="ingredients.update",
    )


def delete_ingredient(ingredient_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one ingredient (``DELETE /ingredients/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.ingredients.delete(row.id)``
    """
    return deletion(
        "/ingredients/{id}",
        "ingredient_id",
        ingredient_id,
        lookup=get_ingredient(ingredient_id),
        name="ingredients.delete",
    )


def list_units() -> PagedOperation[Unit]:
    """
    List units (``GET /units``).

    Units of measure, all at once.

    Example:
        ``list(pos.units.list())``
    """
    return PagedOperation(
        "GET",
        "/units",
        read_item=wire.restobar.unit,
        style=RESTOBAR_ALL,
        name="units.list",
    )


def get_unit(unit_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one unit (``GET /units/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.units.get(row.id)``
    """
    return one(
        "/units/{id}",
        "unit_id",
        unit_id,
        wire.restobar.answer,
        name="units.get",
    )


def create_unit(unit: Body) -> Operation[wire.OpenAnswer]:
    """
    Create a unit (``POST /units``).

    Args:
        unit: Names and values of its JSON, which is not published; without ``_id``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.units.create({"name": "Nuevo"})``
    """
    return creation(
        "/units",
        unit,
        wire.restobar.answer,
        lookup=list_units().first(),
        name="units.create",
    )


def update_unit(unit: Body) -> Operation[wire.OpenAnswer]:
    """
    Change a unit (``POST /units``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        unit: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.units.update(evolve(row, name="Otro"))``
    """
    return edition(
        "/units",
        unit,
        wire.restobar.answer,
        lookup=lambda _: list_units().first(),
        name="units.update",
    )


def delete_unit(unit_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one unit (``DELETE /units/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.units.delete(row.id)``
    """
    return deletion(
        "/units/{id}",
        "unit_id",
        unit_id,
        lookup=list_units().first(),
        name="units.delete",
    )
