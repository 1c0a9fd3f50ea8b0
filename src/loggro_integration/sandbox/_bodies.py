# SPDX-License-Identifier: MIT
"""
Bodies that Loggro does not publish: the fake's own choice, all named in ``assumptions.md``.

Written as in `_spec`: ``name!:type``, the exclamation mark for what is demanded.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["BODIES", "MORE"]

_ORDERS = ("orders!:array", "orders[]:ObjectId")
_PLACE = (
    "price:number", "stockMinimum:number", "pricePurchase:number", "isMain:bool", "taxes:array",
)  # fmt: skip

BODIES: Mapping[str, tuple[str, ...]] = {
    "POST /categories": (
        "_id:ObjectId", "name!:string", "description:string", "isActive:bool",
        "menu.source:string", "externalIntegration:object", "image:file|string",
    ),
    "POST /clients/savePaidCredit": (
        "invoice!:ObjectId", "paymentMethodValue[].paymentMethod!:ObjectId",
        "paymentMethodValue[].value!:number", "paymentMethodValue[].tip:number",
        "paymentMethodValue[].approbationNumber:string",
    ),
    "POST /deliveryProvider": (
        "_id:ObjectId", "name!:string", "isActive:bool", "percentagePerSale:number",
        "paymentMethod:string", "image:file|string",
    ),
    "POST /events": (
        "_id:ObjectId", "name!:string", "description:string", "dateInit:datetime",
        "dateEnd:datetime",
    ),
    "PUT /invoices/changeToPaidDelivery": (
        "invoices!:array", "invoices[]:ObjectId", "paymentMethod:ObjectId",
    ),
    "POST /invoices/{id}/changeToCanceled": ("reason:string", "note:string"),
    "PUT /orders": (
        "_id!:ObjectId", "status:string", "causeCancel:string", "quantity:number", "notes:array",
        "notes[]:string",
    ),
    "POST /orders/moveToTablet": (*_ORDERS, "table!:ObjectId"),
    "PUT /orders/updateAll": (
        *_ORDERS, "complementary.isComplementary:bool", "complementary.note:string",
        "complementary.client:unknown", "internal.isInternal:bool", "internal.note:string",
    ),
    "PUT /orders/split": _ORDERS,
    "PUT /orders/changeStatusKitchen": (*_ORDERS, "status!:string"),
    "POST /inventoryInvoicePayments": (
        "_id:ObjectId", "inventory!:ObjectId", "total!:number", "description:string",
        "subtractCashRegister:bool", "cashBox:ObjectId",
    ),
    "POST /paymentMethods": ("_id:ObjectId", "name!:string"),
    "POST /taxes": ("_id:ObjectId", "name!:string", "percentage!:number", "type:string"),
    "POST /products/productsMenuProvider": (
        "source!:string", "products!:array", "products[].product!:ObjectId",
        "products[].price:number",
    ),
    "POST /products/{id}/locationStock/{locationStockId}/config": _PLACE,
    "POST /products/upload-image": ("product!:ObjectId", "image!:file"),
    "POST /products/upload-products": ("file!:file",),
    "POST /products/convertToSubproduct": ("product!:ObjectId", "parent!:ObjectId"),
    "POST /products/saveDataLocationStock": (
        "product!:ObjectId", "locationsStock!:array", "locationsStock[].locationStock!:ObjectId",
        *(f"locationsStock[].{field}" for field in _PLACE),
    ),
    "POST /units": ("_id:ObjectId", "name!:string"),
    "POST /typeExpenses": ("_id:ObjectId", "name!:string"),
    "POST /cashRegisters": ("_id:ObjectId", "name!:string"),
    "POST /promos": (
        "_id:ObjectId", "name!:string", "description:string", "type:string", "isActive:bool",
        "forDigitalMenu:bool", "dateSettings:object", "value:number",
    ),
    "POST /roles": ("_id:ObjectId", "name!:string", "permissions:array", "permissions[]:string"),
    "POST /waiterOrderAreas": ("_id:ObjectId", "name!:string", "isActive:bool"),
}  # fmt: skip

# Seen or needed beside the published fields: what was read must be good to be sent back.
MORE: Mapping[str, tuple[str, ...]] = {
    "POST /inventories": ("invoice:object|string",),
    "POST /expenses": ("_id:ObjectId",),
    "POST /ingredients": ("_id:ObjectId",),
    "POST /providers": ("_id:ObjectId",),
    "POST /tables": ("capacity:number",),
    "POST /products": (
        "category!:ObjectId|object", "locationsStock[].locationStock!:ObjectId|object",
    ),
}  # fmt: skip
