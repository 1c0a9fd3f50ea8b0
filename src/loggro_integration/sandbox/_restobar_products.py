# SPDX-License-Identifier: MIT
"""Products of Restobar: the whole document each time, variants, menus, files."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal, InvalidOperation

from loggro_integration.exact_json import is_array, is_object
from loggro_integration.sandbox._app import Call, Reply
from loggro_integration.sandbox._form import spreadsheet_rows
from loggro_integration.sandbox._restobar_house import ACTIVE
from loggro_integration.sandbox._restobar_lists import (
    Paging,
    an_object,
    object_id,
    page,
    pesos,
    refuse,
)
from loggro_integration.sandbox._restobar_orders import price_of
from loggro_integration.sandbox._restobar_things import DELETED, public
from loggro_integration.sandbox._spec import Upload
from loggro_integration.sandbox._state import Doc, World
from loggro_integration.sandbox._stock import main_place

__all__ = [
    "configure_place",
    "convert_to_subproduct",
    "delete_product",
    "get_product",
    "list_products",
    "post_menu",
    "post_product",
    "products_of_category",
    "read_menu",
    "save_places",
    "subproducts",
    "upload_image",
    "upload_products",
    "verify_inheritance",
]

_PRODUCTS = Paging(default=10, most=None)
_SUBPRODUCTS = Paging(default=5000, most=5000)
_GIVEN = (
    "name", "description", "price", "type", "isActive", "isIngredient", "isSubproduct",
    "discountInventory", "inventoryType", "ingredients", "extra", "code", "barcode",
    "pricePurchase", "stockMinimum", "urlImage", "configCombo",
)  # fmt: skip
_PLACE = ("price", "stockMinimum", "pricePurchase", "isMain")
_NOT_IN_PLACE = {"ingredients", "extra", "subProducts"}


def list_products(world: World, call: Call) -> Reply:
    """``GET /products``: the documented maximum of 100 a page is not enforced."""
    rows = [row for row in world.products if not row["isSubproduct"] and _wanted(world, call, row)]
    with_parts = call.filter("includeIngredients") == "true"
    reply = page(call, rows, _PRODUCTS, show=lambda row: shown(world, row, with_parts=with_parts))
    if is_array(reply.body) and world.assumptions.products_envelope == "data":
        return Reply({"data": reply.body})
    return reply


def _wanted(world: World, call: Call, row: Doc) -> bool:
    name, category = (call.filter("name") or "").casefold(), call.filter("categoryId")
    kinds = call.filter("types")
    return (
        not row["deleted"]
        and (name in row["name"].casefold() or name == row.get("barcode"))
        and category in {None, row["category"]}
        and (kinds is None or row["type"] in kinds.split(","))
        and call.filter("inventoryType") in {None, row["inventoryType"]}
        and not (call.filter("useInRappi") == "true" and "rappi" not in row["externalIntegration"])
    )


def shown(world: World, row: Doc, *, with_parts: bool = False) -> Doc:
    """Return a product with its category; with its ingredients too where asked for."""
    doc = public(row)
    doc["category"] = public(world.categories.rows[row["category"]])
    if with_parts:
        doc["ingredients"] = [_with_part(world, entry) for entry in row["ingredients"]]
    if world.assumptions.product_price != "both":
        _price_at(world, doc, at_root=world.assumptions.product_price == "root")
    return doc


def _price_at(world: World, doc: Doc, *, at_root: bool) -> None:
    """Show the price where all products of an account have it."""
    price = price_of(doc)
    doc["subProducts"] = [dict(each) for each in doc["subProducts"]]
    for each in (doc, *doc["subProducts"]):
        own = world.products.rows[each["_id"]]
        each["locationsStock"] = [
            {**place, "price": place.get("price") or own["price"]}
            for place in each["locationsStock"]
        ]
    doc["price"] = price if at_root else 0
    if at_root:
        for place in doc["locationsStock"]:
            del place["price"]


def _with_part(world: World, entry: Doc) -> Doc:
    part = entry.get("ingredient")
    key = part.get("_id") if is_object(part) else part
    known = world.ingredients.get(key)
    if known is None:
        return dict(entry)
    return {**entry, "ingredient": {"_id": known["_id"], "name": known["name"]}}


def product_of(world: World, key: str, *, alive: bool = True) -> Doc:
    """Return a product of this business, or refuse with 500."""
    row = world.products.get(key)
    if row is None or (alive and row["deleted"]):
        refuse(500, "product-elsewhere")
    return row


def get_product(world: World, call: Call) -> Reply:
    """``GET /products/{id}``: a deleted one is still read, marked."""
    return Reply(shown(world, product_of(world, call.values["id"], alive=False)))


def products_of_category(world: World, call: Call) -> Reply:
    """``GET /products/category/{categoryId}``."""
    rows = world.products.all(category=call.values["categoryId"], deleted=False)
    return Reply([shown(world, row) for row in rows if not row["isSubproduct"]])


def subproducts(world: World, call: Call) -> Reply:
    """
    ``GET /products/subproducts``: whatever can be sold by itself.

    ``onlyProducts`` leaves the variants out, ``onlyNormal`` every other type than ``Normal``;
    ``productData`` is a part of the name or the barcode.
    """
    data, category = (call.filter("productData") or "").casefold(), call.filter("categoryId")
    rows = [
        row
        for row in world.products.all(deleted=False)
        if category in {None, row["category"]}
        and (data in row["name"].casefold() or data == row["barcode"])
        and not (call.filter("onlyProducts") == "true" and row["isSubproduct"])
        and not (call.filter("onlyNormal") == "true" and row["type"] != "Normal")
    ]
    return page(call, rows, _SUBPRODUCTS, show=lambda row: shown(world, row))


def post_product(world: World, call: Call) -> Reply:
    """``POST /products``: with ``_id`` it edits, and needs the whole document."""
    body = call.body
    known = None
    if body.get("_id") is not None:
        known = product_of(world, object_id(body["_id"]))
    given = body["category"]
    category = world.categories.get(given.get("_id") if is_object(given) else given)
    if category is None or category.get("deleted"):
        refuse(500, "not-found-or-parent")
    row = {**_product(world, body, known), "category": category["_id"]}
    world.changed()
    if known is not None:
        known.update(row)
    else:
        row = {"_id": world.new_id(), **row, "createdOn": world.stamp()}
        known = world.products.add(row)
    known["subProducts"] = [_variant(world, known, an_object(each)) for each in body["subProducts"]]
    return Reply(shown(world, known))


def _product(world: World, body: Doc, known: Doc | None) -> Doc:
    _check_parts(body)
    external = an_object(body.get("externalIntegration"))
    places = [_place(world, each, known) for each in body["locationsStock"]]
    stock = sum(place["stock"] for place in places)
    empty: Doc = {"code": "", "barcode": "", "urlImage": "", "configCombo": {}}
    numbers: Doc = {"pricePurchase": 0, "stockMinimum": 0}
    given = {name: deepcopy(body[name]) for name in _GIVEN if body.get(name) is not None}
    area = body.get("waiterOrderArea")
    if area is not None and world.order_areas.get(area) is None:
        refuse(500, "not-found-or-parent")
    return {
        **empty,
        **numbers,
        **given,
        "price": pesos(body["price"]),
        "stock": known["stock"] if known is not None else stock,
        "waiterOrderArea": area or next(iter(world.order_areas))["_id"],
        # foreign keys are dropped; of the integrations Rappi alone is kept
        "externalIntegration": {name: external[name] for name in ("rappi",) if name in external},
        "locationsStock": places,
        "deleted": False,
        "modifiedOn": world.stamp(),
        "avgCost": main_place({"locationsStock": places})["avgCost"],
        "taxRates": _rates(main_place({"locationsStock": places})),
    }


def _check_parts(body: Doc) -> None:
    for name in _NOT_IN_PLACE:
        if not all(isinstance(each, Mapping) for each in body[name]):
            refuse(500, "server")


def _place(world: World, given: Doc, known: Doc | None) -> Doc:
    key = given["locationStock"]
    key = key.get("_id") if is_object(key) else key
    before = next((p for p in (known or {}).get("locationsStock", ()) if _id_of(p) == key), None)
    location = _location(world, key)
    taxes = [_tax(world, each) for each in given["taxes"]]
    cost = Decimal(given.get("pricePurchase") or 0)
    return {
        "locationStock": location,
        "isMain": given["isMain"],
        # the stock of a known product is moved by movements and sales alone
        "stock": given["stock"] if before is None else before["stock"],
        "stockMinimum": given["stockMinimum"],
        **({} if given.get("price") is None else {"price": pesos(given["price"])}),
        "pricePurchase": given.get("pricePurchase") or 0,
        "avgCost": cost if before is None else before["avgCost"],
        "tax": _tax_summary(taxes),
        "taxes": [{"tax": {n: t[n] for n in ("name", "percentage")}} for t in taxes],
    }


def _id_of(place: Doc) -> str:
    return str(place["locationStock"]["_id"])


def _tax_summary(taxes: list[Doc]) -> Doc | None:
    return {name: taxes[0][name] for name in ("name", "percentage", "type")} if taxes else None


def _location(world: World, key: object) -> Doc:
    places = (place for item in _stocked(world) for place in item["locationsStock"])
    found = next((place["locationStock"] for place in places if _id_of(place) == key), None)
    if found is None:
        refuse(400, "stock-location")
    return dict(found)


def _stocked(world: World) -> tuple[Doc, ...]:
    return (*world.ingredients, *world.products)


def _tax(world: World, given: object) -> Doc:
    """Return a tax by its id, or by what a stored product shows of it."""
    inner: object = given.get("tax", given) if is_object(given) else given
    if is_object(inner):
        tax = world.taxes.get(inner.get("_id")) or world.taxes.find(name=inner.get("name"))
    else:
        tax = world.taxes.get(object_id(inner))
    if tax is None or tax.get("deleted"):
        refuse(500, "tax-not-found")
    return tax


def _rates(place: Doc) -> list[tuple[str, Decimal]]:
    taxes = (each["tax"] for each in place["taxes"])
    return [(tax["name"], Decimal(tax["percentage"])) for tax in taxes]


def _variant(world: World, parent: Doc, given: Doc) -> Doc:
    """Return the entry of a variant; one without ``_id`` is made into a product of its own."""
    known = world.products.get(given.get("_id"))
    if known is None:
        row: Doc = {
            **deepcopy(parent),
            "_id": world.new_id(),
            "isSubproduct": True,
            "subProducts": [],
        }
        known = world.products.add(row)
    if given.get("name"):
        known["name"] = str(given["name"])
    return _entry(known)


def _entry(variant: Doc) -> Doc:
    return {
        "_id": variant["_id"],
        "name": variant["name"],
        "locationsStock": deepcopy(variant["locationsStock"]),
        "deleted": variant["deleted"],
    }


def delete_product(world: World, call: Call) -> Reply:
    """``DELETE /products/{id}``: refused while an order waits; its variants go with it."""
    row = product_of(world, call.values["id"])
    gone = {row["_id"], *(each["_id"] for each in row["subProducts"])}
    if any(order["status"] in ACTIVE and order["product"] in gone for order in world.orders):
        refuse(500, "product-in-orders")
    for key in gone:
        world.products.rows[key].update(deleted=True, modifiedOn=world.stamp())
    for parent in world.products:
        for each in parent["subProducts"]:
            each["deleted"] = each["deleted"] or each["_id"] in gone
    world.changed()
    return Reply({"message": DELETED})


def convert_to_subproduct(world: World, call: Call) -> Reply:
    """``POST /products/convertToSubproduct``: ``{product, parent}`` (the body is ours)."""
    row = product_of(world, call.body["product"])
    parent = product_of(world, call.body["parent"])
    if row is parent or row["isSubproduct"] or row["subProducts"] or parent["isSubproduct"]:
        refuse(500, "subproduct")
    row.update(isSubproduct=True, modifiedOn=world.stamp())
    parent["subProducts"].append(_entry(row))
    parent["modifiedOn"] = world.stamp()
    world.changed()
    return Reply(shown(world, parent))


def configure_place(world: World, call: Call) -> Reply:
    """``POST /products/{id}/locationStock/{locationStockId}/config`` (the body is ours)."""
    row = product_of(world, call.values["id"])
    _configure(world, row, {**call.body, "locationStock": call.values["locationStockId"]})
    return Reply(shown(world, row))


def save_places(world: World, call: Call) -> Reply:
    """``POST /products/saveDataLocationStock``: several locations of a product (ours)."""
    row = product_of(world, call.body["product"])
    known = {_id_of(place) for place in row["locationsStock"]}
    if not {each["locationStock"] for each in call.body["locationsStock"]} <= known:
        refuse(500, "stock-location")
    for each in call.body["locationsStock"]:
        _configure(world, row, each)
    return Reply(shown(world, row))


def _configure(world: World, row: Doc, given: Doc) -> None:
    for place in row["locationsStock"]:
        if _id_of(place) == given["locationStock"]:
            break
    else:
        refuse(500, "stock-location")
    price = None if given.get("price") is None else pesos(given["price"])
    taxes = None if given.get("taxes") is None else [_tax(world, each) for each in given["taxes"]]
    place.update({name: given[name] for name in _PLACE if given.get(name) is not None})
    if price is not None:
        place["price"] = price
    if taxes is not None:
        place["tax"] = _tax_summary(taxes)
        place["taxes"] = [{"tax": {n: t[n] for n in ("name", "percentage")}} for t in taxes]
    row.update(modifiedOn=world.stamp(), taxRates=_rates(main_place(row)))
    world.changed()


def upload_image(world: World, call: Call) -> Reply:
    """``POST /products/upload-image``: ``product`` and ``image`` of a form (ours)."""
    row, image = product_of(world, call.body["product"]), call.body["image"]
    if not isinstance(image, Upload) or not image.content_type.startswith("image/"):
        refuse(500, "file")
    row["urlImage"] = f"https://restobar.example/images/{row['_id']}/{image.name}"
    world.changed()
    return Reply({"urlImage": row["urlImage"]})


def upload_products(world: World, call: Call) -> Reply:
    """``POST /products/upload-products``: name, category and price in three columns (ours)."""
    rows = spreadsheet_rows(call.body["file"].content)
    if rows is None or len(rows) < len(("heading", "product")):
        refuse(500, "file")
    read = [_read_row(world, row) for row in rows[1:]]
    model = next(iter(world.products))
    for name, category, price in read:
        world.products.add(_from_row(world, model, name, category, price))
    world.changed()
    return Reply({"message": "Productos cargados", "count": len(read)})


def _read_row(world: World, row: list[str]) -> tuple[str, Doc, int]:
    try:
        name, category, price = row[0], world.categories.find(name=row[1]), int(Decimal(row[2]))
    except (IndexError, InvalidOperation, ValueError, OverflowError):
        refuse(500, "file")
    if not name or category is None or price < 0:
        refuse(500, "file")
    return name, category, price


def _from_row(world: World, model: Doc, name: str, category: Doc, price: int) -> Doc:
    stamp = world.stamp()
    return {
        **deepcopy(model),
        "_id": world.new_id(),
        "name": name,
        "code": "",
        "barcode": "",
        "category": category["_id"],
        "price": price,
        "subProducts": [],
        "createdOn": stamp,
        "modifiedOn": stamp,
    }


def verify_inheritance(world: World, call: Call) -> Reply:
    """``POST /products/verifyProductInheritanceCurrentBusiness``: verifies **and** updates."""
    rows = list(world.products.all(deleted=False))
    fresh = [row for row in rows if "inheritanceVerifiedOn" not in row]
    for row in rows:
        row["inheritanceVerifiedOn"] = world.stamp()
    world.changed()
    return Reply({"verified": len(rows), "updated": len(fresh)})


def post_menu(world: World, call: Call) -> Reply:
    """``POST /products/productsMenuProvider``: the menu of one delivery platform (ours)."""
    entries = [
        {
            "product": product_of(world, each["product"])["_id"],
            **({"price": pesos(each["price"])} if each.get("price") is not None else {}),
        }
        for each in call.body["products"]
    ]
    menu = {"source": call.body["source"], "products": entries, "modifiedOn": world.stamp()}
    world.menus.add(menu)
    world.changed()
    return Reply(_menu(world, menu))


def read_menu(world: World, call: Call) -> Reply:
    """``GET /products/productsMenuProvider/{source}``: an empty menu where none was saved."""
    source = call.values["source"]
    return Reply(_menu(world, world.menus.get(source) or {"source": source, "products": []}))


def _menu(world: World, menu: Doc) -> Doc:
    products = [
        {**entry, "product": shown(world, world.products.rows[entry["product"]])}
        for entry in menu["products"]
    ]
    return {**menu, "products": products}
