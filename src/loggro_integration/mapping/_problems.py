# SPDX-License-Identifier: MIT
"""What can be wrong with a sale: code, then message and remedy in Spanish and English."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["PROBLEMS", "Wording"]


class Wording(NamedTuple):
    """
    The texts of one problem; ``{value}`` is what was found, ``{key}`` the same as a key of TOML.

    Attributes:
        blocking: Whether the document must not be issued before it is mended.
    """

    es: str
    en: str
    fix_es: str
    fix_en: str
    blocking: bool = True


PROBLEMS: dict[str, Wording] = {
    "amount-invalid": Wording(
        "{path} no es un número: {value}.",
        "{path} is not a number: {value}.",
        "Lea la venta con wire.restobar.sale o pase Decimal.",
        "Read the sale with wire.restobar.sale, or pass a Decimal.",
    ),
    "amount-out-of-range": Wording(
        "{path} es {value}; un valor va de 0 a menos de un billón de pesos.",
        "{path} is {value}; an amount goes from 0 to below 10^12 pesos.",
        "Corrija la venta en Restobar: una devolución es nota crédito, un descuento no es línea.",
        "Mend the sale in Restobar: a return is a credit note, a discount is no line.",
    ),
    "bill-discount-undecided": Wording(
        "No se sabe si discountAdditional {value} es valor o porcentaje para llegar a {total}.",
        "Nothing tells if discountAdditional {value} is an amount or a percentage for {total}.",
        'Ponga policies.bill_discount = "amount" o "percent".',
        'Set policies.bill_discount = "amount" or "percent".',
    ),
    "business-id-malformed": Wording(
        "El negocio {value} no es un identificador.",
        "The business {value} is not an id.",
        "Ponga business.id con el businessId de Restobar.",
        "Set business.id to Restobar's businessId.",
    ),
    "business-nit": Wording(
        "La venta es del NIT {value} y las reglas del {expected}.",
        "The sale is of the NIT {value}, the rules of {expected}.",
        "Use las reglas de ese negocio o corrija business.nit.",
        "Use the rules of that business, or mend business.nit.",
    ),
    "business-other": Wording(
        "La venta es de la sede {value} y las reglas de {expected}.",
        "The sale is of the branch {value}, the rules of {expected}.",
        "Cada sede tiene su loggro.toml: use el de esa sede.",
        "Each branch has its loggro.toml: use the one of that branch.",
    ),
    "credit-due-before-issue": Wording(
        "El crédito vence el {value}, antes de la venta del {issued}.",
        "The credit is due on {value}, before the sale of {issued}.",
        "Corrija la fecha de vencimiento en Restobar.",
        "Mend the due date in Restobar.",
    ),
    "credit-due-date-missing": Wording(
        "La venta a crédito no dice cuándo vence (FAN04).",
        "The credit sale does not say when it is due (FAN04).",
        "Escriba el vencimiento en Restobar o ponga payment_terms.credito.days.",
        "Write the due date in Restobar, or set payment_terms.credito.days.",
    ),
    "credit-due-date-unreadable": Wording(
        "El vencimiento {value} no es una fecha que se pueda usar.",
        "The due date {value} cannot be used.",
        "Corrija el vencimiento en Restobar.",
        "Mend the due date in Restobar.",
    ),
    "credit-overpaid": Wording(
        "Los abonos suman {value} y la venta a crédito es de {total}.",
        "The payments add up to {value}, and the credit sale is of {total}.",
        "Revise los abonos en Restobar; el documento no cambia.",
        "Look at the payments in Restobar; the document does not change.",
        blocking=False,
    ),
    "customer-city-unknown": Wording(
        "El municipio {value} no está en la lista del DANE.",
        "The municipality {value} is not in the list of DANE.",
        "Corrija la ciudad del cliente; el documento va sin ella.",
        "Mend the city of the customer; the document goes without it.",
        blocking=False,
    ),
    "customer-document-malformed": Wording(
        "El documento {value} no tiene la forma del tipo {kind}.",
        "The document {value} has not the form of type {kind}.",
        "Corrija el documento o su tipo en el cliente de Restobar.",
        "Mend the document or its type in Restobar's client.",
    ),
    "customer-document-missing": Wording(
        "El cliente {name} no tiene documento.",
        "The customer {name} has no document.",
        'Complete el cliente o ponga policies.customer_without_document = "consumidor-final".',
        'Complete the client, or set policies.customer_without_document = "consumidor-final".',
    ),
    "customer-document-slip": Wording(
        "El documento {value} parece el del consumidor final mal escrito.",
        "The document {value} looks like the final consumer's, misspelt.",
        "Escriba doce veces el 2: 222222222222.",
        "Write twelve times the 2: 222222222222.",
    ),
    "customer-id-type-43": Wording(
        "El tipo 43, sin identificar, no existe en la DIAN.",
        "The type 43, unidentified, does not exist at DIAN.",
        "Elija el tipo real del documento, o deje la venta sin cliente.",
        "Choose the real type of the document, or leave the sale without client.",
    ),
    "customer-id-type-missing": Wording(
        "El cliente no dice el tipo de su documento.",
        "The customer does not say the type of the document.",
        "Complete el tipo de documento en el cliente de Restobar.",
        "Complete the type of document in Restobar's client.",
    ),
    "customer-id-type-unknown": Wording(
        "El tipo de documento {value} no existe en la DIAN.",
        "The type of document {value} does not exist at DIAN.",
        "Corrija el cliente, o declare aliases.id_types.{key}.",
        "Mend the client, or declare aliases.id_types.{key}.",
    ),
    "customer-name-contradicts-document": Wording(
        "El cliente se llama {value} y tiene el documento {number}.",
        "The customer is called {value} and has the document {number}.",
        "Escriba el nombre de quien compra, o quite el documento.",
        "Write the name of the buyer, or remove the document.",
    ),
    "customer-name-missing": Wording(
        "El cliente no tiene nombre.",
        "The customer has no name.",
        "Escriba el nombre o razón social en el cliente de Restobar.",
        "Write the name in Restobar's client.",
    ),
    "customer-nit-check-digit": Wording(
        "El dígito de verificación del NIT {number} es {right_digit}, no {digit}.",
        "The check digit of the NIT {number} is {right_digit}, not {digit}.",
        "Revise el NIT en el RUT: {right} sería correcto.",
        "Look at the NIT on the RUT: {right} would be right.",
    ),
    "customer-nit-digit-glued": Wording(
        "El documento {value} parece un NIT con su dígito de verificación pegado: {apart}.",
        "The document {value} looks like a NIT with its check digit glued on: {apart}.",
        "Escriba {apart} en el cliente de Restobar; si de verdad es otro NIT, {whole}.",
        "Write {apart} in Restobar's client; if it really is another NIT, {whole}.",
    ),
    "customer-organization-doubtful": Wording(
        "El cliente es empresa y su documento es de tipo {kind}, de personas.",
        "The customer is a company and its document is of type {kind}, of people.",
        "Revise si es empresa, o su documento, en el cliente de Restobar.",
        "Check whether it is a company, or its document, in Restobar's client.",
        blocking=False,
    ),
    "customer-organization-unlikely": Wording(
        "El cliente no está marcado como empresa y el NIT {value} parece de una.",
        "The customer is not marked as a company and the NIT {value} looks like one's.",
        "Revise en el RUT si es empresa, y márquela en el cliente de Restobar.",
        "Look at the RUT whether it is a company, and mark it in Restobar's client.",
        blocking=False,
    ),
    "customer-responsibility-unknown": Wording(
        "La responsabilidad {value} no existe en la DIAN.",
        "The responsibility {value} does not exist at DIAN.",
        "Use O-13, O-15, O-23, O-47 o R-99-PN en el cliente.",
        "Use O-13, O-15, O-23, O-47 or R-99-PN in the client.",
    ),
    "date-unreadable": Wording(
        "La fecha de la venta no se puede usar: {value}.",
        "The date of the sale cannot be used: {value}.",
        "Pase un instante con zona, como lo da Restobar.",
        "Pass an instant with a zone, as Restobar gives it.",
    ),
    "delivery-address-missing": Wording(
        "Es un domicilio a consumidor final y no hay dirección de entrega.",
        "It is a delivery to a final consumer and there is no address.",
        "Escriba la dirección de entrega en Restobar.",
        "Write the address of delivery in Restobar.",
        blocking=False,
    ),
    "delivery-inside-total": Wording(
        "El total de Restobar incluye el domicilio de {value}: no puede quedar fuera.",
        "Restobar's total holds the delivery of {value}: it cannot stay outside.",
        'Ponga policies.delivery = "charge" o "line".',
        'Set policies.delivery = "charge" or "line".',
    ),
    "delivery-mismatch": Wording(
        "El domicilio es {value} y los pagos suman {payments} de domicilio.",
        "The delivery is {value} and the payments add up to {payments} of delivery.",
        "Corrija el domicilio de la venta o de sus pagos en Restobar.",
        "Mend the delivery of the sale or of its payments in Restobar.",
    ),
    "discount-exceeds-bill": Wording(
        "El descuento de la cuenta, {value}, supera sus líneas, {nets}.",
        "The discount of the bill, {value}, exceeds its lines, {nets}.",
        "Corrija el descuento en Restobar.",
        "Mend the discount in Restobar.",
    ),
    "discount-exceeds-line": Wording(
        "El descuento de la línea, {value}, supera su valor, {gross}.",
        "The discount of the line, {value}, exceeds its value, {gross}.",
        "Corrija el descuento en Restobar.",
        "Mend the discount in Restobar.",
    ),
    "discount-percent-impossible": Wording(
        "Un descuento de {value} % no es posible.",
        "A discount of {value} % is not possible.",
        'Si discountAdditional es un valor, ponga policies.bill_discount = "amount".',
        'If discountAdditional is an amount, set policies.bill_discount = "amount".',
    ),
    "discount-takes-unit-tax": Wording(
        "El descuento de {value} se lleva parte de un impuesto por unidad, como el de bolsas.",
        "The discount of {value} takes part of a tax a unit, as that of bags.",
        "Corrija el descuento en Restobar: ese impuesto no se rebaja.",
        "Mend the discount in Restobar: that tax is not lowered.",
    ),
    "inexact-money": Wording(
        "{path} llegó como número binario {value}, que no guarda centavos exactos.",
        "{path} arrived as the binary number {value}, which cannot hold cents exactly.",
        "Pase Decimal o int; lea el JSON con exact_json.loads.",
        "Pass a Decimal or an int; read JSON with exact_json.loads.",
    ),
    "kind-contradictory": Wording(
        "La venta y su prefijo {prefix} se contradicen: una dice electrónica y la otra no.",
        "The sale and its prefix {prefix} contradict each other: one says electronic, one not.",
        "Revise numbering.pos y numbering.electronic, o la venta en Restobar.",
        "Check numbering.pos and numbering.electronic, or the sale in Restobar.",
    ),
    "line-discount-undecided": Wording(
        "La línea dice dos descuentos, {value} y {other}, y no su total.",
        "The line tells two discounts, {value} and {other}, and not its total.",
        "Lea la venta completa con pos.invoices.get.",
        "Read the whole sale with pos.invoices.get.",
    ),
    "line-price-mismatch": Wording(
        "Precio por cantidad da {value} y la línea dice {gross}: se respeta la línea.",
        "Price times quantity gives {value} and the line says {gross}: the line counts.",
        "Revise en Restobar si la línea lleva adiciones.",
        "Check in Restobar whether the line has extras.",
        blocking=False,
    ),
    "line-total-mismatch": Wording(
        "El total de la línea es {value} y sus partes dan {expected}.",
        "The total of the line is {value} and its parts give {expected}.",
        "Corrija precio, cantidad o descuento de la línea en Restobar.",
        "Mend price, quantity or discount of the line in Restobar.",
    ),
    "line-without-name": Wording(
        "La línea no tiene nombre.",
        "The line has no name.",
        "Escriba el nombre del producto en Restobar.",
        "Write the name of the product in Restobar.",
    ),
    "line-without-price": Wording(
        "La línea no trae precio ni total.",
        "The line has neither price nor total.",
        "Lea la venta completa con pos.invoices.get.",
        "Read the whole sale with pos.invoices.get.",
    ),
    "nothing-to-bill": Wording(
        "Ninguna línea cuesta algo y policies.zero_price las omite todas.",
        "No line costs anything, and policies.zero_price omits them all.",
        'Ponga policies.zero_price = "free-of-charge", o anule la venta en Restobar.',
        'Set policies.zero_price = "free-of-charge", or void the sale in Restobar.',
    ),
    "number-ambiguous": Wording(
        "El número {value} puede ser de varios prefijos: {prefixes}.",
        "The number {value} may be of several prefixes: {prefixes}.",
        "Lea la venta con pos.invoices.get: trae el prefijo o el consecutivo aparte.",
        "Read the sale with pos.invoices.get: it holds prefix or sequence apart.",
    ),
    "number-malformed": Wording(
        "El número {value} no es prefijo y consecutivo.",
        "The number {value} is not prefix and sequence.",
        "Revise el prefijo en Restobar, Información negocio, Documento.",
        "Check the prefix in Restobar, Información negocio, Documento.",
    ),
    "number-mismatch": Wording(
        "El número es {value} y prefijo con consecutivo dan {parts}.",
        "The number is {value}, and prefix with sequence give {parts}.",
        "Pregunte a Loggro cuál vale; no se envía ninguno.",
        "Ask Loggro which one counts; neither is sent.",
    ),
    "number-missing": Wording(
        "La venta no tiene número.",
        "The sale has no number.",
        "Termine la venta en Restobar.",
        "Finish the sale in Restobar.",
    ),
    "number-out-of-range": Wording(
        "El consecutivo {value} está fuera de la resolución {prefix}: {spans}.",
        "The sequence {value} is outside the resolution {prefix}: {spans}.",
        "Pida otra resolución y agréguela en numbering.{kind}.",
        "Ask for another resolution and add it in numbering.{kind}.",
    ),
    "payment-date-unreadable": Wording(
        "La fecha del pago no se puede usar: {value}.",
        "The date of the payment cannot be used: {value}.",
        "Pase un instante con zona, como lo da Restobar.",
        "Pass an instant with a zone, as Restobar gives it.",
        blocking=False,
    ),
    "payment-method-unmapped": Wording(
        "El medio de pago {value} no está en las reglas.",
        "The payment method {value} is not in the rules.",
        "Agregue payment_means.{key} o aliases.payment_means.{key} en loggro.toml.",
        "Add payment_means.{key} or aliases.payment_means.{key} to loggro.toml.",
    ),
    "payment-missing": Wording(
        "La venta está pagada y no dice con qué.",
        "The sale is paid and does not say how.",
        "Complete el medio de pago en Restobar.",
        "Complete the payment method in Restobar.",
    ),
    "payment-negative": Wording(
        "El pago de {value} quedaría en {amount} sin propina ni cambio.",
        "The payment of {value} would be {amount} without tip and change.",
        "Revise propina y cambio de ese pago en Restobar.",
        "Check tip and change of that payment in Restobar.",
    ),
    "payment-tip-setting": Wording(
        "Los pagos {value} no cuadran así con el total {total} y la propina {tip}.",
        "The payments {value} do not fit the total {total} and the tip {tip} this way.",
        "Cuadran con policies.payment_value_includes_tip = {right}.",
        "They fit with policies.payment_value_includes_tip = {right}.",
    ),
    "payment-tip-undecided": Wording(
        "No se sabe si los pagos {value} incluyen la propina {tip} (total {total}).",
        "Nothing tells if the payments {value} hold the tip {tip} (total {total}).",
        "Ponga policies.payment_value_includes_tip = true o false.",
        "Set policies.payment_value_includes_tip = true or false.",
    ),
    "payment-without-method": Wording(
        "El pago de {value} no dice con qué se hizo.",
        "The payment of {value} does not say how it was made.",
        "Complete el medio de pago en Restobar.",
        "Complete the payment method in Restobar.",
    ),
    "payment-without-value": Wording(
        "El pago con {method} no dice su valor.",
        "The payment by {method} does not say its amount.",
        "Lea la venta completa con pos.invoices.get.",
        "Read the whole sale with pos.invoices.get.",
    ),
    "payments-mismatch": Wording(
        "Los pagos suman {value} y deben sumar {total} (propina {tip}).",
        "The payments add up to {value} and should add up to {total} (tip {tip}).",
        "Corrija los pagos de la venta en Restobar.",
        "Mend the payments of the sale in Restobar.",
    ),
    "pos-above-cap": Wording(
        "El documento POS vale {value} antes de impuestos, más de 5 UVT ({cap}).",
        "The POS document is {value} before taxes, above 5 UVT ({cap}).",
        'Por encima del tope va factura electrónica; si no le aplica: policies.pos_cap = "off".',
        'Above the cap an electronic invoice is due; if not for you: policies.pos_cap = "off".',
        blocking=False,
    ),
    "pos-cap-unknown": Wording(
        "No se conoce el tope de 5 UVT del {value}.",
        "The cap of 5 UVT on {value} is not known.",
        'Actualice el paquete, o ponga policies.pos_cap = "off".',
        'Update the package, or set policies.pos_cap = "off".',
        blocking=False,
    ),
    "prefix-unknown": Wording(
        "El prefijo {value} no está en numbering.{kind}.",
        "The prefix {value} is not in numbering.{kind}.",
        "Agregue la resolución en numbering.{kind} o declare aliases.prefixes.{key}.",
        "Add the resolution to numbering.{kind}, or declare aliases.prefixes.{key}.",
    ),
    "product-unmapped": Wording(
        "El producto {value} (código {own_code}) no está en las reglas.",
        "The product {value} (code {own_code}) is not in the rules.",
        "Agregue products.items.{key} en loggro.toml.",
        "Add products.items.{key} to loggro.toml.",
    ),
    "quantity-missing": Wording(
        "La línea no dice la cantidad.",
        "The line does not say the quantity.",
        "Lea la venta completa con pos.invoices.get.",
        "Read the whole sale with pos.invoices.get.",
    ),
    "quantity-not-positive": Wording(
        "La cantidad es {value}; debe ser mayor que cero.",
        "The quantity is {value}; it must be above zero.",
        "Corrija la línea en Restobar; una devolución es una nota crédito.",
        "Mend the line in Restobar; a return is a credit note.",
    ),
    "reference-price-missing": Wording(
        "{value} no cuesta nada y no tiene precio de referencia.",
        "{value} costs nothing and has no reference price.",
        'Ponga reference_price en products.items.{key}, o policies.zero_price = "omit".',
        'Set reference_price in products.items.{key}, or policies.zero_price = "omit".',
    ),
    "regime-missing": Wording(
        "El {value} el negocio no tenía ningún régimen en las reglas.",
        "On {value} the business had no regime in the rules.",
        "Agregue en business.regimes el que regía ese día, con su fecha since.",
        "Add to business.regimes the one of that day, with its date since.",
    ),
    "resolution-not-valid": Wording(
        "La resolución {prefix} no vale el {value}: {until}.",
        "The resolution {prefix} is not valid on {value}: {until}.",
        "Renueve la resolución y agréguela en numbering.{kind}.",
        "Renew the resolution and add it to numbering.{kind}.",
    ),
    "sale-not-finished": Wording(
        "La venta está {value}: ni pagada ni a crédito.",
        "The sale is {value}: neither paid nor on credit.",
        "Termínela en Restobar: márquela pagada (changeToPaid) o a crédito.",
        "Finish it in Restobar: mark it paid (changeToPaid) or sell it on credit.",
    ),
    "sale-without-lines": Wording(
        "La venta no tiene productos.",
        "The sale has no products.",
        "Lea la venta completa con pos.invoices.get.",
        "Read the whole sale with pos.invoices.get.",
    ),
    "seller-missing": Wording(
        "La venta no dice quién vendió.",
        "The sale does not say who sold.",
        "Ponga policies.default_seller.",
        "Set policies.default_seller.",
    ),
    "seller-unmapped": Wording(
        "El vendedor {value} no está en las reglas.",
        "The seller {value} is not in the rules.",
        "Agregue sellers.{key} o aliases.sellers.{key} en loggro.toml.",
        "Add sellers.{key} or aliases.sellers.{key} to loggro.toml.",
    ),
    "status-unknown": Wording(
        "El estado {value} de la venta no se conoce.",
        "The state {value} of the sale is not known.",
        "Mire la venta en Restobar y reporte el estado: no se envía mientras no se conozca.",
        "Look at the sale in Restobar and report the state: it is not sent while unknown.",
    ),
    "tax-amount-mismatch": Wording(
        "{path} es {value} y según las reglas el impuesto es de {expected} por unidad.",
        "{path} is {value}, and by the rules the tax is {expected} a unit.",
        "Corrija el impuesto en Restobar o su per_unit_amount (o fact) en taxes.",
        "Mend the tax in Restobar, or its per_unit_amount (or fact) in taxes.",
    ),
    "tax-conflict": Wording(
        "La línea lleva {value} con dos nombres: {names}.",
        "The line carries {value} under two names: {names}.",
        "Deje un solo {value} en el producto de Restobar: gravado, exento o excluido.",
        "Leave one {value} on the product in Restobar: taxed, exempt or excluded.",
    ),
    "tax-fact-unknown": Wording(
        "No se conoce {value} para el {day}.",
        "{value} is not known for {day}.",
        "Actualice el paquete, o ponga per_unit_amount en vez de fact.",
        "Update the package, or set per_unit_amount instead of fact.",
    ),
    "tax-measure-missing": Wording(
        "No se sabe cuánto contiene una unidad para el impuesto {value}.",
        "Nothing tells what one unit holds for the tax {value}.",
        "Ponga measures en products.items, o measure_each en el impuesto.",
        "Set measures in products.items, or measure_each of the tax.",
    ),
    "tax-named-twice": Wording(
        "El mismo impuesto se llama {value} y {other}.",
        "One and the same tax is called {value} and {other}.",
        "Corrija los impuestos del producto en Restobar: no se adivina cuál vale.",
        "Mend the taxes of the product in Restobar: which one holds is not guessed.",
    ),
    "tax-not-of-regime": Wording(
        "El {day} el negocio era {regime} y no puede cobrar {value}.",
        "On {day} the business was {regime} and may not charge {value}.",
        "Revise business.regimes o los impuestos de los productos.",
        "Check business.regimes or the taxes of the products.",
    ),
    "tax-outside-tolerance": Wording(
        "El impuesto {value} difiere de {expected} más de 2 pesos (FAS07).",
        "The tax {value} differs from {expected} by more than 2 pesos (FAS07).",
        "Divida la cuenta en dos documentos.",
        "Split the bill into two documents.",
    ),
    "tax-rate-mismatch": Wording(
        "La línea dice {value} % y las reglas {expected} %.",
        "The line says {value} % and the rules {expected} %.",
        "Corrija la tarifa en Restobar o en loggro.toml.",
        "Mend the rate in Restobar or in loggro.toml.",
    ),
    "tax-repeated": Wording(
        "La línea repite un impuesto.",
        "The line repeats a tax.",
        "Corrija los impuestos del producto en Restobar.",
        "Mend the taxes of the product in Restobar.",
    ),
    "tax-unmapped": Wording(
        "El impuesto {value} no está en las reglas.",
        "The tax {value} is not in the rules.",
        "Agregue taxes.{key} o aliases.taxes.{key} en loggro.toml.",
        "Add taxes.{key} or aliases.taxes.{key} to loggro.toml.",
    ),
    "text-unwritable": Wording(
        "{path} tiene un carácter que ningún documento admite: {value}.",
        "{path} holds a character that no document can hold: {value}.",
        "Escriba de nuevo ese texto en Restobar: así llega lo pegado de otro programa.",
        "Write that text anew in Restobar: what was pasted from another program comes so.",
    ),
    "tip-mismatch": Wording(
        "La propina es {value} y los pagos suman {payments} de propina.",
        "The tip is {value} and the payments add up to {payments} of tip.",
        "Corrija la propina de la venta o de sus pagos en Restobar.",
        "Mend the tip of the sale or of its payments in Restobar.",
    ),
    "total-holds-tip": Wording(
        "El total {value} es las líneas, {lines}, más la propina: Restobar la lleva aparte.",
        "The total {value} is the lines, {lines}, plus the tip: Restobar keeps it apart.",
        "Si la propina se cobró así, reporte esta cuenta; si no, corríjala en Restobar.",
        "If the tip was charged so, report this account; otherwise mend it in Restobar.",
    ),
    "totals-mismatch": Wording(
        "El total es {value} y sus líneas dan {lines}: diferencia {difference}.",
        "The total is {value} and its lines give {lines}: difference {difference}.",
        "Corrija la venta en Restobar; hasta 2 pesos se redondean.",
        "Mend the sale in Restobar; up to 2 pesos are rounded.",
    ),
    "unit-tax-exceeds-line": Wording(
        "Los impuestos por unidad suman {value} y la línea cuesta {net}.",
        "The taxes a unit add up to {value}, and the line costs {net}.",
        "Corrija el precio en Restobar, o la tarifa o la medida en las reglas.",
        "Mend the price in Restobar, or the rate or the measure in the rules.",
    ),
    "voided-without-payment": Wording(
        "La venta anulada no dice cómo se pagó.",
        "The voided sale does not say how it was paid.",
        "Nada que hacer si nunca llegó a Pymes.",
        "Nothing to do if it never reached Pymes.",
        blocking=False,
    ),
}
