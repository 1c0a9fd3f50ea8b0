# SPDX-License-Identifier: MIT
"""What a sale may hold that Restobar's documented calls cannot express: code and texts."""

from __future__ import annotations

from typing import Final

from loggro_integration.mapping._problems import PROBLEMS, Wording

__all__ = ["SELL_PROBLEMS"]

_OWN: Final[dict[str, Wording]] = {
    "sell-cents": Wording(
        "{path} es {value}: Restobar solo guarda pesos enteros.",
        "{path} is {value}: Restobar holds whole pesos only.",
        "Redondee el valor en su POS antes de venderlo por Restobar.",
        "Round the value in your POS before it is sold through Restobar.",
    ),
    "sell-credit-terms": Wording(
        "La venta es a crédito y no dice cuándo se paga.",
        "The sale is on credit and does not say when it is paid.",
        "Agregue la fecha de vencimiento (due_date).",
        "Add the due date (due_date).",
    ),
    "sell-delivery": Wording(
        "Restobar no publica con qué nombre recibe {path} de un domicilio.",
        "Restobar does not publish by which name it takes {path} of a delivery.",
        "Nómbrelo en SellSettings.delivery_keys, o quítelo de la venta.",
        "Name it in SellSettings.delivery_keys, or remove it from the sale.",
    ),
    "sell-discount-unnamed": Wording(
        "El descuento de la cuenta, {value}, no dice si es valor o porcentaje.",
        "The discount of the bill, {value}, does not say if it is an amount or a percentage.",
        "Páselo en discount_additional_total, en pesos.",
        "Pass it in discount_additional_total, in pesos.",
    ),
    "sell-free-line": Wording(
        "{value} no cuesta nada, y una cortesía nunca llega a ser factura en Restobar.",
        "{value} costs nothing, and a courtesy never becomes a sale in Restobar.",
        'Quite la línea, o pase SellSettings(free_lines="price-zero").',
        'Remove the line, or pass SellSettings(free_lines="price-zero").',
    ),
    "sell-id-type": Wording(
        "No se sabe cómo llama Restobar al tipo de documento {value}.",
        "Nobody knows what Restobar calls the type of document {value}.",
        "Agréguelo en SellSettings.id_types; se han visto CC y NIT.",
        "Add it to SellSettings.id_types; CC and NIT were seen.",
    ),
    "sell-line-mismatch": Wording(
        "El total de la línea es {value} y sus partes dan {expected}.",
        "The total of the line is {value} and its parts give {expected}.",
        "Corrija precio, cantidad, descuento o total de la línea.",
        "Mend price, quantity, discount or total of the line.",
    ),
    "sell-nothing-to-pay": Wording(
        "La venta vale cero: Restobar no marca pagada una venta sin pago.",
        "The sale is of nothing: Restobar marks no sale as paid without a payment.",
        "No la venda por Restobar.",
        "Do not sell it through Restobar.",
    ),
    "sell-payment-method": Wording(
        "Restobar no tiene un medio de pago que se llame {value}.",
        "Restobar has no payment method called {value}.",
        "Créelo en Restobar, o diga en SellSettings.payment_methods cómo se llama allá.",
        "Make it in Restobar, or say in SellSettings.payment_methods what it is called there.",
    ),
    "sell-payments-mismatch": Wording(
        "Los pagos suman {value} y deben sumar {total}, sin propina ni cambio.",
        "The payments add up to {value} and should add up to {total}, without tip and change.",
        "Corrija los pagos de la venta.",
        "Mend the payments of the sale.",
    ),
    "sell-price-inexact": Wording(
        "{value} no se puede repartir en {quantity} a pesos enteros.",
        "{value} cannot be parted into {quantity} at whole pesos.",
        "Redondee el total de la línea, o venda una cantidad entera.",
        "Round the total of the line, or sell a whole quantity.",
    ),
    "sell-product-ambiguous": Wording(
        "Restobar tiene varios productos que se llaman {value}.",
        "Restobar has several products called {value}.",
        "Pase el id del producto en la línea (product_id).",
        "Pass the id of the product in the line (product_id).",
    ),
    "sell-product-unknown": Wording(
        "Restobar no tiene un producto con el id, código o nombre {value}.",
        "Restobar has no product with the id, code or name {value}.",
        "Créelo en Restobar, o diga en SellSettings.products cómo se llama allá.",
        "Make it in Restobar, or say in SellSettings.products what it is called there.",
    ),
    "sell-seller": Wording(
        "Nadie dice qué usuario de Restobar es {value}.",
        "Nobody says which user of Restobar {value} is.",
        "Agréguelo en SellSettings.sellers con su id.",
        "Add it to SellSettings.sellers with its id.",
    ),
    "sell-table": Wording(
        "No es un domicilio y no se dice la mesa.",
        "It is no delivery, and no table is named.",
        "Pase table con el id de una mesa de Restobar.",
        "Pass table with the id of a table of Restobar.",
    ),
    "sell-taxes-differ": Wording(
        "La línea lleva {value} y el producto de Restobar {theirs}: cobraría otro impuesto.",
        "The line carries {value} and Restobar's product {theirs}: it would charge another tax.",
        "Iguale los impuestos del producto en Restobar, o sus nombres en SellSettings.taxes.",
        "Give the product the same taxes in Restobar, or name them in SellSettings.taxes.",
    ),
    "sell-totals-mismatch": Wording(
        "El total es {value} y las líneas con el descuento dan {lines}.",
        "The total is {value} and the lines with the discount give {lines}.",
        "Corrija el total, las líneas o el descuento.",
        "Mend the total, the lines or the discount.",
    ),
    "sell-unpaid": Wording(
        "La venta no queda pagada y trae {path} por {value}.",
        "The sale is not paid and has {path} of {value}.",
        "Quítelo; un abono se registra después, con pos.clients.pay_credit.",
        "Remove it; an instalment is recorded afterwards, with pos.clients.pay_credit.",
    ),
    "sell-voided": Wording(
        "La venta está anulada: no se vende.",
        "The sale is voided: it is not sold.",
        "Déjela por fuera.",
        "Leave it out.",
    ),
}

SELL_PROBLEMS: Final[dict[str, Wording]] = {**PROBLEMS, **_OWN}
"""Texts of everything that can keep a sale from being sold through Restobar."""
