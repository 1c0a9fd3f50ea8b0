# SPDX-License-Identifier: MIT
"""Products of the menu, their variants, prices by location and pictures."""

from __future__ import annotations

from collections.abc import Mapping

from loggro_integration import wire
from loggro_integration.exact_json import JsonValue
from loggro_integration.http import (
    RESTOBAR_ALL,
    RESTOBAR_SWITCH,
    Operation,
    PagedOperation,
    QueryValue,
    SendPolicy,
    Upload,
)
from loggro_integration.restobar._checks import Body, body_of, filled, object_id, optional_id
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import NewProduct, Product

__all__ = [
    "configure_location",
    "convert_to_sub_product",
    "create_product",
    "delete_product",
    "get_product",
    "get_provider_menu",
    "list_products",
    "list_sub_products",
    "products_of_category",
    "save_locations",
    "save_provider_menu",
    "update_product",
    "upload_image",
    "upload_products",
    "verify_inheritance",
]

# 21 to 23 KB a row; the documented maximum is not enforced
LARGEST_PRODUCTS = 100
LARGEST_SUB_PRODUCTS = 5000


def list_products(
    *,
    name: str | None = None,
    category: str | None = None,
    types: str | None = None,
    inventory_type: str | None = None,
    include_ingredients: bool | None = None,
    in_rappi: bool | None = None,
    page_size: int | None = None,
) -> PagedOperation[Product]:
    """
    List the products of the menu (``GET /products``); 21 to 23 KB each.

    Args:
        name: Part of the name, or a barcode.
        category: Id of a category.
        types: ``Normal``; other words are not published.
        inventory_type: ``PerUnit`` or ``WithIngredients``.
        include_ingredients: Ingredients too.
        in_rappi: Only what is sold in Rappi.
        page_size: Rows a page, at most 100.

    Raises:
        InvalidId: If `category` is no id.

    Example:
        ``[product.name for product in pos.products.list(name="arepa")]``
    """
    query: dict[str, QueryValue] = {
        "name": name,
        "categoryId": optional_id(category, "category"),
        "types": types,
        "inventoryType": inventory_type,
        "includeIngredients": include_ingredients,
        "useInRappi": in_rappi,
    }
    return PagedOperation(
        "GET",
        "/products",
        query=query,
        read_item=wire.restobar.product,
        style=RESTOBAR_SWITCH,
        page_size=LARGEST_PRODUCTS if page_size is None else page_size,
        max_page_size=LARGEST_PRODUCTS,
        name="products.list",
    )


def products_of_category(category_id: str) -> PagedOperation[wire.OpenRecord]:
    """
    List the products of one category (``GET /products/category/{categoryId}``), all at once.

    Returns:
        Rows as received: their shape is not published. `list` gives typed ones.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``list(pos.products.of_category(category.id))``
    """
    return PagedOperation(
        "GET",
        "/products/category/{categoryId}",
        path={"categoryId": object_id(category_id, "category_id")},
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        name="products.of_category",
    )


def list_sub_products(
    *,
    text: str | None = None,
    category: str | None = None,
    only_normal: bool | None = None,
    only_products: bool | None = None,
    page_size: int | None = None,
) -> PagedOperation[wire.OpenRecord]:
    """
    List what can be sold, variants included (``GET /products/subproducts``).

    Args:
        text: ``productData``: part of a name or code.
        category: Id of a category.
        only_normal: ``onlyNormal``; what it leaves out is not published.
        only_products: ``onlyProducts``; what it leaves out is not published.
        page_size: Rows a page, at most 5000.

    Returns:
        Rows as received: their shape is not published.

    Raises:
        InvalidId: If `category` is no id.

    Example:
        ``list(pos.products.sub_products(text="jugo"))``
    """
    return PagedOperation(
        "GET",
        "/products/subproducts",
        query={
            "productData": text,
            "categoryId": optional_id(category, "category"),
            "onlyNormal": only_normal,
            "onlyProducts": only_products,
        },
        read_item=wire.restobar.record,
        style=RESTOBAR_SWITCH,
        page_size=page_size,
        max_page_size=LARGEST_SUB_PRODUCTS,
        name="products.sub_products",
    )


def get_product(product_id: str) -> Operation[Product]:
    """
    Read one product (``GET /products/{id}``).

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.products.get(line.id).sale_price``
    """
    return one(
        "/products/{id}", "product_id", product_id, wire.restobar.product, name="products.get"
    )


def create_product(product: NewProduct) -> Operation[Product]:
    """
    Create a product (``POST /products``).

    Raises:
        InvalidId: If an id is none.
        InexactMoney: If an amount is a float.
        OutcomeUnknown: When sent; its `lookup` lists the products of that name.

    Example:
        ``pos.products.create(NewProduct(name="Limonada", price=price, category=drinks.id))``
    """
    return creation(
        "/products",
        _with_empty_lists(product),
        wire.restobar.product,
        lookup=list_products(name=product.name).first(),
        name="products.create",
    )


def _with_empty_lists(product: NewProduct) -> Mapping[str, JsonValue]:
    """Restobar wants the lists that a record leaves out when they are empty."""
    body = body_of(product, "product")
    stock: JsonValue = [
        {"taxes": [], **body_of(each, "product")} for each in product.locations_stock
    ]
    empty: dict[str, JsonValue] = {"ingredients": [], "extra": [], "subProducts": []}
    return {**empty, **body, "locationsStock": stock}


def update_product(product: Body) -> Operation[Product]:
    """
    Change a product (``POST /products``).

    Restobar replaces the whole document, and refuses a part of it: read it, change it, send it
    back. Foreign keys (``sku``, ``reference``) are dropped.

    Args:
        product: The product as it was read, with what changes.

    Raises:
        InvalidId: If it has no ``_id``.
        InvalidRequest: When sent, if it is not the whole document.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.products.update(evolve(pos.products.get(product_id), price=Decimal(9000)))``
    """
    return edition(
        "/products", product, wire.restobar.product, lookup=get_product, name="products.update"
    )


def delete_product(product_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one product (``DELETE /products/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.products.delete(row.id)``
    """
    return deletion(
        "/products/{id}",
        "product_id",
        product_id,
        lookup=get_product(product_id),
        name="products.delete",
    )


def configure_location(
    product_id: str, location_stock: str, config: Body
) -> Operation[wire.OpenAnswer]:
    """
    Configure a product at one stock location.

    Path: ``POST /products/{id}/locationStock/{locationStockId}/config``.

    Args:
        product_id: Id of the product.
        location_stock: Id of the location.
        config: Names and values of its JSON, which is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If an id is none.
        InvalidInput: If `config` is empty.
        OutcomeUnknown: When sent; its `lookup` reads the product again.

    Example:
        ``pos.products.configure_location(product.id, location.id, {"stockMinimum": 5})``
    """
    return Operation(
        "POST",
        "/products/{id}/locationStock/{locationStockId}/config",
        path={
            "id": object_id(product_id, "product_id"),
            "locationStockId": object_id(location_stock, "location_stock"),
        },
        json=body_of(config, "config"),
        policy=SendPolicy.KEYED,
        lookup=get_product(product_id),
        read=wire.restobar.answer,
        name="products.configure_location",
    )


def save_locations(locations: Body, *, product_id: str | None = None) -> Operation[wire.OpenAnswer]:
    """
    Save prices and stock by location (``POST /products/saveDataLocationStock``).

    Args:
        locations: Names and values of its JSON, which is not published.
        product_id: Product to read after a lost answer; it is not sent.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        InvalidInput: If `locations` is empty.
        OutcomeUnknown: When sent; its `lookup` reads the product, where one was named.

    Example:
        ``pos.products.save_locations(body, product_id=product.id)``
    """
    return creation(
        "/products/saveDataLocationStock",
        locations,
        wire.restobar.answer,
        lookup=_product_or_none(product_id),
        name="products.save_locations",
    )


def convert_to_sub_product(
    conversion: Body, *, product_id: str | None = None
) -> Operation[wire.OpenAnswer]:
    """
    Make a product a variant of another (``POST /products/convertToSubproduct``).

    Args:
        conversion: Names and values of its JSON, which is not published.
        product_id: Product to read after a lost answer; it is not sent.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        InvalidInput: If `conversion` is empty.
        OutcomeUnknown: When sent; its `lookup` reads the product, where one was named.

    Example:
        ``pos.products.convert_to_sub_product(body, product_id=product.id)``
    """
    return creation(
        "/products/convertToSubproduct",
        conversion,
        wire.restobar.answer,
        lookup=_product_or_none(product_id),
        name="products.convert_to_sub_product",
    )


def _product_or_none(product_id: str | None) -> Operation[Product] | None:
    return None if product_id is None else get_product(product_id)


def upload_image(
    image: Upload,
    *,
    fields: Mapping[str, str] | None = None,
    file_field: str = "image",
    product_id: str | None = None,
) -> Operation[wire.OpenAnswer]:
    """
    Upload the picture of a product (``POST /products/upload-image``), as a multipart form.

    Args:
        image: The picture.
        fields: Other texts of the form, which are not published.
        file_field: Name of the picture in the form, which is not published.
        product_id: Product to read after a lost answer; it is not sent.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        OutcomeUnknown: When sent; its `lookup` reads the product, where one was named.

    Example:
        ``pos.products.upload_image(Upload("arepa.png", png, "image/png"), product_id=arepa.id)``
    """
    return Operation(
        "POST",
        "/products/upload-image",
        form={**(fields or {}), file_field: image},
        policy=SendPolicy.WRITE,
        lookup=_product_or_none(product_id),
        read=wire.restobar.answer,
        name="products.upload_image",
    )


def upload_products(
    sheet: Upload, *, fields: Mapping[str, str] | None = None, file_field: str = "file"
) -> Operation[wire.OpenAnswer]:
    """
    Load products from a spreadsheet (``POST /products/upload-products``), as a multipart form.

    Args:
        sheet: The spreadsheet; its columns are not published.
        fields: Other texts of the form, which are not published.
        file_field: Name of the spreadsheet in the form, which is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        OutcomeUnknown: When sent; its `lookup` lists products.

    Example:
        ``pos.products.upload_sheet(Upload("carta.xlsx", content))``
    """
    return Operation(
        "POST",
        "/products/upload-products",
        form={**(fields or {}), file_field: sheet},
        policy=SendPolicy.WRITE,
        lookup=list_products().first(),
        read=wire.restobar.answer,
        name="products.upload_sheet",
    )


def get_provider_menu(source: str) -> Operation[wire.OpenAnswer]:
    """
    Read the menu of a delivery platform (``GET /products/productsMenuProvider/{source}``).

    Args:
        source: Channel, as ``RAPPI``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.

    Example:
        ``pos.products.provider_menu("RAPPI").value``
    """
    return Operation(
        "GET",
        "/products/productsMenuProvider/{source}",
        path={"source": filled(source, "source")},
        policy=SendPolicy.READ,
        read=wire.restobar.answer,
        name="products.provider_menu",
    )


def save_provider_menu(menu: Body, *, source: str | None = None) -> Operation[wire.OpenAnswer]:
    """
    Save the menu of a delivery platform (``POST /products/productsMenuProvider``).

    Whether the platform shows it at once is not published.

    Args:
        menu: Names and values of its JSON, which is not published.
        source: Channel to read after a lost answer; it is not sent.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If `menu` is empty.
        OutcomeUnknown: When sent; its `lookup` reads the menu, where a channel was named.

    Example:
        ``pos.products.save_provider_menu(menu.fields, source="RAPPI")``
    """
    return creation(
        "/products/productsMenuProvider",
        menu,
        wire.restobar.answer,
        lookup=None if source is None else get_provider_menu(source),
        name="products.save_provider_menu",
    )


def verify_inheritance() -> Operation[wire.OpenAnswer]:
    """
    Check and update the products that the branches inherit.

    Path: ``POST /products/verifyProductInheritanceCurrentBusiness``. Its name says that it
    checks, but it writes: it is sent once and refused by a read-only client.

    Returns:
        The answer as received: its shape is not published.

    Example:
        ``pos.products.verify_inheritance()``
    """
    return Operation(
        "POST",
        "/products/verifyProductInheritanceCurrentBusiness",
        policy=SendPolicy.WRITE,
        read=wire.restobar.answer,
        name="products.verify_inheritance",
    )
