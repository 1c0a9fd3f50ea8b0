# SPDX-License-Identifier: MIT
"""What each decision of the mapping says: code, then Spanish and English."""

__all__ = ["STEPS"]

STEPS: dict[str, tuple[str, str]] = {
    "abonos.unlisted": (
        "La venta a crédito no lista abonos y lleva pagados {amount}.",
        "The credit sale lists no payments, and {amount} of it is paid.",
    ),
    "amount.rounded": (
        "{written} se redondeó a centavos: {amount}.",
        "{written} was rounded to cents: {amount}.",
    ),
    "bill.discount": (
        "Descuento de la cuenta de {amount}, repartido entre las líneas sin perder un centavo.",
        "Discount of the bill of {amount}, spread over the lines without losing a cent.",
    ),
    "bill.discount-amount": (
        "discountAdditional {written} es un valor: {amount}.",
        "discountAdditional {written} is an amount: {amount}.",
    ),
    "bill.discount-by-figures": (
        "Ninguna línea trae descuento y totalDiscount es justo lo que falta: {amount}.",
        "No line has a discount and totalDiscount is just what is missing: {amount}.",
    ),
    "bill.discount-in-lines": (
        "El descuento de la cuenta de {amount} ya está en las líneas: suman el total.",
        "The discount of the bill of {amount} is in the lines already: they are the total.",
    ),
    "bill.discount-percent": (
        "discountAdditional {written} es un porcentaje: {amount}.",
        "discountAdditional {written} is a percentage: {amount}.",
    ),
    "credit.empty": (
        "El bloque credit no trae vencimiento ni cuotas: no es venta a crédito.",
        "The block credit holds neither due date nor instalments: it is no credit sale.",
    ),
    "credit.instalments": (
        "El crédito es a {count} cuotas; Restobar dice una sola fecha, la del documento.",
        "The credit is in {count} instalments; Restobar says one date, the document's.",
    ),
    "customer.check-digit-computed": (
        "El NIT no traía dígito de verificación: es {digit}.",
        "The NIT came without check digit: it is {digit}.",
    ),
    "customer.default-client": (
        "La venta lleva el cliente por defecto de Restobar: consumidor final.",
        "The sale has Restobar's default client: final consumer.",
    ),
    "customer.empty-client": (
        "El cliente de la venta está vacío: consumidor final.",
        "The client of the sale is empty: final consumer.",
    ),
    "customer.named": (
        "Cliente identificado con {number}.",
        "Customer identified by {number}.",
    ),
    "customer.none": (
        "La venta no tiene cliente: consumidor final.",
        "The sale has no client: final consumer.",
    ),
    "customer.normalised": (
        "{written} se leyó como {clean}.",
        "{written} was read as {clean}.",
    ),
    "customer.organization-by-type": (
        "No dice si es empresa: con NIT es persona jurídica, sin NIT natural.",
        "It does not say if it is a company: with NIT a legal person, without a natural one.",
    ),
    "customer.responsibility-default": (
        "Sin responsabilidades: se escribe {value}.",
        "No responsibilities: {value} is written.",
    ),
    "customer.without-document": (
        "{name} no dio documento: consumidor final, por policies.customer_without_document.",
        "{name} gave no document: final consumer, by policies.customer_without_document.",
    ),
    "date.bogota": (
        "Fecha en Bogotá: {day} {clock}.",
        "Date in Bogotá: {day} {clock}.",
    ),
    "delivery.apart": (
        "El domicilio de {amount} no está en el total de Restobar ({by}).",
        "The delivery of {amount} is not in Restobar's total ({by}).",
    ),
    "delivery.charge": (
        "El domicilio de {amount} es un cargo del documento, sin impuesto.",
        "The delivery of {amount} is a charge of the document, without tax.",
    ),
    "delivery.in-total": (
        "El domicilio de {amount} está en el total de Restobar ({by}).",
        "The delivery of {amount} is in Restobar's total ({by}).",
    ),
    "delivery.line": (
        "El domicilio de {amount} es una línea con el impuesto {tax}.",
        "The delivery of {amount} is a line with the tax {tax}.",
    ),
    "due-date.by-days": (
        "Sin fecha de vencimiento: {days} días por payment_terms.credito.days, {day}.",
        "No due date: {days} days by payment_terms.credito.days, {day}.",
    ),
    "due-date.day": (
        "El vencimiento es el día {day}, sin hora.",
        "The due date is the day {day}, without time.",
    ),
    "form.contado": ("Forma de pago 1, contado.", "Payment form 1, cash."),
    "form.credito": (
        "Forma de pago 2, crédito, por {amount}, medio {means}.",
        "Payment form 2, credit, of {amount}, means {means}.",
    ),
    "kind.electronic-by-prefix": (
        "Electrónica: el prefijo {prefix} es de numbering.electronic.",
        "Electronic: the prefix {prefix} is of numbering.electronic.",
    ),
    "kind.empty-mark": (
        "El bloque eInvoice está vacío: no dice que sea electrónica.",
        "The block eInvoice is empty: it does not say that it is electronic.",
    ),
    "kind.marked": (
        "Electrónica: la venta lo dice (eInvoice o type).",
        "Electronic: the sale says so (eInvoice or type).",
    ),
    "kind.pos-by-absence": (
        "POS: nada dice que sea electrónica.",
        "POS: nothing says that it is electronic.",
    ),
    "kind.pos-by-prefix": (
        "POS: el prefijo {prefix} es de numbering.pos.",
        "POS: the prefix {prefix} is of numbering.pos.",
    ),
    "line.bill-discount": (
        "Parte del descuento de la cuenta: {amount}.",
        "Share of the discount of the bill: {amount}.",
    ),
    "line.discount": ("Descuento de la línea: {amount}.", "Discount of the line: {amount}."),
    "line.discount-by-figures": (
        "De sus dos descuentos, el que da el total de la línea es {amount}.",
        "Of its two discounts, the one that gives the total of the line is {amount}.",
    ),
    "line.excluded": (
        "La línea no lleva impuestos: excluida.",
        "The line carries no taxes: excluded.",
    ),
    "line.free": (
        "Sin costo: precio de referencia {amount} sin impuestos.",
        "Free of charge: reference price {amount} without taxes.",
    ),
    "line.omitted": (
        "{name} no cuesta nada y se omite, por policies.zero_price.",
        "{name} costs nothing and is left out, by policies.zero_price.",
    ),
    "line.rounded": (
        "El total de la línea es {amount}, no {expected}: se respeta el total.",
        "The total of the line is {amount}, not {expected}: the total counts.",
    ),
    "line.split": (
        "{amount} = base {base} + impuestos {taxes}.",
        "{amount} = base {base} + taxes {taxes}.",
    ),
    "name.alias": (
        "{written} es {name}, por un alias declarado.",
        "{written} is {name}, by a declared alias.",
    ),
    "number.parsed": (
        "Del número se leyó el prefijo {prefix} y el consecutivo {sequence}.",
        "From the number were read the prefix {prefix} and the sequence {sequence}.",
    ),
    "payment.change": (
        "El cambio de {amount} se resta de {method}.",
        "The change of {amount} is taken from {method}.",
    ),
    "payment.fallback": (
        "La venta pagada no trae pagos: todo con {method}.",
        "The paid sale holds no payments: all of it by {method}.",
    ),
    "payment.mapped": (
        "{method} es el medio de pago {means}.",
        "{method} is the means of payment {means}.",
    ),
    "payment.nothing": (
        "El pago {method} por cero no cuenta.",
        "The payment {method} of nothing does not count.",
    ),
    "payment.tip-excluded": (
        "Los pagos suman {values} y el total es {total}: no traen la propina de {amount} ({by}).",
        "Payments add up to {values}, the total is {total}: they hold no tip of {amount} ({by}).",
    ),
    "payment.tip-included": (
        "Los pagos suman {values} y el total es {total}: traen la propina de {amount} ({by}).",
        "Payments add up to {values}, the total is {total}: they hold the tip of {amount} ({by}).",
    ),
    "prefix.alias": (
        "El prefijo {written} es {name}, por aliases.prefixes.",
        "The prefix {written} is {name}, by aliases.prefixes.",
    ),
    "quantity.rounded": (
        "La cantidad {written} se redondeó a seis decimales: {quantity}.",
        "The quantity {written} was rounded to six decimals: {quantity}.",
    ),
    "range.used": ("Resolución {authorization}.", "Resolution {authorization}."),
    "seller.default": (
        "La venta no trae vendedor: {name}, por policies.default_seller.",
        "The sale names no seller: {name}, by policies.default_seller.",
    ),
    "tip.charge": (
        "La propina de {amount} es un cargo del documento, fuera de toda base.",
        "The tip of {amount} is a charge of the document, outside every base.",
    ),
    "tip.from-payments": (
        "La propina se toma de los pagos: {amount}.",
        "The tip is taken from the payments: {amount}.",
    ),
    "tip.outside": (
        "La propina de {amount} queda fuera del documento, por policies.tip.",
        "The tip of {amount} stays outside the document, by policies.tip.",
    ),
    "tip.spread": (
        "Ningún pago dice su propina: {amount} se reparte entre ellos.",
        "No payment says its tip: {amount} is spread over them.",
    ),
    "total.payable": ("A pagar: {amount}.", "Payable: {amount}."),
    "total.rounding": (
        "El total de Restobar difiere de sus líneas en {amount}: redondeo del documento.",
        "Restobar's total differs from its lines by {amount}: rounding of the document.",
    ),
}
