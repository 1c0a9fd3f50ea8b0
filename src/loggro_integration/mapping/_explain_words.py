# SPDX-License-Identifier: MIT
"""The words of the page that tells where each peso went."""

from typing import Final

from loggro_integration.errors import Text

__all__ = ["KINDS", "STATUSES", "WORDS"]

KINDS: Final = {
    "pos": Text(es="documento POS", en="POS document"),
    "electronic": Text(es="factura electrónica", en="electronic invoice"),
}

STATUSES: Final = {
    "paid": Text(es="pagada", en="paid"),
    "partly-paid": Text(es="pagada en parte", en="partly paid"),
    "owed": Text(es="por pagar", en="owed"),
    "unfinished": Text(es="sin terminar", en="not finished"),
    "voided": Text(es="anulada", en="annulled"),
}

WORDS: Final = {
    "title": Text(es="A dónde fue cada peso", en="Where each peso went"),
    "day": Text(es="Fecha en Bogotá", en="Date in Bogotá"),
    "customer": Text(es="Cliente", en="Customer"),
    "document": Text(es="Documento", en="Document"),
    "seller": Text(es="Vendedor", en="Seller"),
    "ready": Text(es="✔ Lista para ser documento", en="✔ Ready to be a document"),
    "blocked": Text(
        es="✘ No puede ser documento: {count} por arreglar",
        en="✘ It cannot be a document: {count} to mend",
    ),
    "voided": Text(es="Anulada", en="Annulled"),
    "courtesy": Text(es="Cortesía", en="Courtesy"),
    "problems": Text(es="Qué hay que arreglar", en="What is to be mended"),
    "lines": Text(es="Línea por línea", en="Line by line"),
    "taxes": Text(es="Impuesto por impuesto", en="Tax by tax"),
    "no-taxes": Text(es="Ningún impuesto.", en="No tax."),
    "payments": Text(es="Pago por pago", en="Payment by payment"),
    "books": Text(es="Lo que debe quedar en Pymes", en="What should land in Pymes"),
    "decisions": Text(es="Qué regla decidió qué", en="Which rule decided what"),
    "base": Text(es="Base", en="Base"),
    "rounding": Text(es="Redondeo", en="Rounding"),
    "payable": Text(es="A pagar", en="Payable"),
    "what": Text(es="Qué", en="What"),
    "discount": Text(es="Descuento", en="Discount"),
    "tax": Text(es="Impuesto", en="Tax"),
    "amount": Text(es="Valor", en="Amount"),
    "code": Text(es="Código", en="Code"),
    "paid": Text(es="Pagado", en="Paid"),
    "balance": Text(es="Saldo", en="Balance"),
    "method": Text(es="Método en Restobar", en="Method in Restobar"),
    "means": Text(es="Medio de la DIAN", en="Means of DIAN"),
    "pymes": Text(es="En Pymes", en="In Pymes"),
    "tip": Text(es="Propina", en="Tip"),
    "tip-owed": Text(es="Propina por pagar", en="Tip still owed"),
    "numbers": Text(es="Número", en="Number"),
    "total": Text(es="Total", en="Total"),
    "status": Text(es="Estado", en="Status"),
    "form": Text(es="Forma de pago", en="Form of payment"),
    "establishment": Text(es="Establecimiento", en="Establishment"),
    "footer": Text(
        es="Reglas versión {version}. Esta página explica; no es un documento fiscal.",
        en="Rules version {version}. This page explains; it is no fiscal document.",
    ),
}
