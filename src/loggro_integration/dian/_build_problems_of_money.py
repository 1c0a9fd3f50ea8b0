# SPDX-License-Identifier: MIT
"""What can be wrong with lines, taxes and totals: code, message and remedy in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from loggro_integration.dian._build_wording import Wording

__all__ = ["MONEY_PROBLEMS"]

MONEY_PROBLEMS: Final[Mapping[str, Wording]] = {
    "aiu-note": Wording(
        "Ninguna línea dice el objeto del contrato AIU (FAV03).",
        "No line tells what the AIU contract is about (FAV03).",
        "Agregue a una línea la nota «Contrato de servicios AIU por concepto de: …».",
        "Add to a line the note “Contrato de servicios AIU por concepto de: …”.",
    ),
    "aiu-note-length": Wording(
        "La nota AIU tiene {value} caracteres; van de 20 a 5000 (FAV03).",
        "The AIU note has {value} characters; 20 to 5000 are needed (FAV03).",
        "Describa el contrato en ese espacio.",
        "Describe the contract within that space.",
    ),
    "amount-negative": Wording(
        "{path} es {value}: ningún valor puede ser negativo (VLR01).",
        "{path} is {value}: no amount may be negative (VLR01).",
        "Una disminución es una nota crédito.",
        "A decrease is a credit note.",
    ),
    "discount-above-base": Wording(
        "El descuento {value} supera su base {base} (FAQ07).",
        "The discount {value} exceeds its base {base} (FAQ07).",
        "Corrija el descuento o su base.",
        "Mend the discount or its base.",
    ),
    "free-with-price": Wording(
        "La línea es una muestra gratis y cobra {value} (FAV06).",
        "The line is a free sample and charges {value} (FAV06).",
        "Deje valor y precio en 0.00 y el valor comercial en reference_price.",
        "Leave amount and price at 0.00 and the commercial value in reference_price.",
    ),
    "header-rate": Wording(
        "Las líneas suman {value} de tributo y la tarifa sobre su base da {expected}: los centavos"
        " de muchas líneas pasan de 2.00 (FAS07).",
        "The lines add up to {value} of tax and the rate on their base gives {expected}: the cents"
        " of many lines exceed 2.00 (FAS07).",
        "Junte en una las líneas del mismo producto y precio, o divida el documento.",
        "Join the lines of the same item and price, or split the document.",
    ),
    "header-tax": Wording(
        "{path} dice {value} y las líneas suman {lines} (FAS01b).",
        "{path} says {value} and the lines add up to {lines} (FAS01b).",
        "Corrija las líneas, o deje vacío el encabezado: se suma de ellas.",
        "Mend the lines, or leave the header empty: it is added up from them.",
    ),
    "header-tax-alone": Wording(
        "El tributo {value} está en el encabezado y en ninguna línea (FAS01b).",
        "The tax {value} is in the header and on no line (FAS01b).",
        "Póngalo en las líneas que lo causan.",
        "Put it on the lines that cause it.",
    ),
    "income-of": Wording(
        "La línea no dice de quién es el ingreso, o qué remesa es (FAV08a).",
        "The line does not tell whose income it is, or what consignment (FAV08a).",
        "Ponga income_of: 0 propio o adicional, 1 del mandante o remesa.",
        "Set income_of: 0 own or additional, 1 of the mandator or a consignment.",
    ),
    "item-standard": Wording(
        "{value} no es un estándar de códigos (FAZ11).",
        "{value} is no standard of item codes (FAZ11).",
        "Use 001, 010, 020 o 999.",
        "Use 001, 010, 020 or 999.",
    ),
    "left-out": Wording(
        "UBL no tiene en esta nota dónde llevar {path}: quedó por fuera.",
        "UBL has no place in this note for {path}: it was left out.",
        "Revise que la nota no dependa de ese dato; la factura lo conserva.",
        "See that the note does not depend on it; the invoice keeps it.",
        blocking=False,
    ),
    "line-amount": Wording(
        "La línea vale {value}; precio por cantidad, menos descuentos y más cargos, da {expected}"
        " (FAV06).",
        "The line is {value}; price times quantity, less discounts, plus charges, gives {expected}"
        " (FAV06).",
        "Corrija el precio (hasta 6 decimales), la cantidad o los descuentos.",
        "Mend the price (up to 6 decimals), the quantity or the discounts.",
    ),
    "line-descriptions": Wording(
        "La línea tiene {value} descripciones; van de 1 a 3 (FAZ02).",
        "The line has {value} descriptions; 1 to 3 are needed (FAZ02).",
        "Escriba qué se vendió.",
        "Write what was sold.",
    ),
    "line-negative": Wording(
        "La línea lleva {value}: cantidad mayor que cero, precio y valor no negativos (FAV04b).",
        "The line holds {value}: quantity above zero, price and amount not negative (FAV04b).",
        "Una devolución es una nota crédito.",
        "A return is a credit note.",
    ),
    "lines-count": Wording(
        "El documento tiene {value} líneas; van de 1 a 9999 (FAV01).",
        "The document has {value} lines; 1 to 9999 are needed (FAV01).",
        "Agregue lo vendido, o divida el documento.",
        "Add what was sold, or split the document.",
    ),
    "mandator-missing": Wording(
        "La línea es ingreso de un mandante que no se identifica (FBA05).",
        "The line is income of a mandator who is not identified (FBA05).",
        "Ponga mandator con su identificación.",
        "Set mandator to its identification.",
    ),
    "payable": Wording(
        "El documento dice que se pagan {value} y sus líneas dan {computed} (FAU14).",
        "The document says {value} are payable and its lines give {computed} (FAU14).",
        "Corrija líneas, descuentos o total: hasta 2.00 se toma como redondeo.",
        "Mend lines, discounts or total: up to 2.00 is taken as rounding.",
    ),
    "percent-range": Wording(
        "El porcentaje {value} no está entre 0 y 100 (FAQ06).",
        "The percentage {value} is not between 0 and 100 (FAQ06).",
        "Corríjalo, o déjelo vacío: se calcula.",
        "Mend it, or leave it out: it is computed.",
    ),
    "period-code": Wording(
        "{value} no dice cómo se cuenta la compra (DSFC02a).",
        "{value} does not tell how the purchase is counted (DSFC02a).",
        "Use 1 (por operación) o 2 (acumulado semanal).",
        "Use 1 (one operation) or 2 (a week's purchases).",
    ),
    "prepayment-date": Wording(
        "El anticipo no dice cuándo se recibió (FBD05).",
        "The advance does not say when it was received (FBD05).",
        "Ponga received_on.",
        "Set received_on.",
    ),
    "reason-length": Wording(
        "La razón «{value}» no tiene de 10 a 5000 caracteres (FAQ05).",
        "The reason “{value}” has not 10 to 5000 characters (FAQ05).",
        "Escríbala completa, como «Propina voluntaria»: la DIAN solo lo notifica.",
        "Write it in full, as “Propina voluntaria”: DIAN only notes it.",
        blocking=False,
    ),
    "reference-price": Wording(
        "Lo que no se cobra dice cuánto vale (FAW03).",
        "What is not charged tells its value (FAW03).",
        "Ponga reference_price con el valor comercial.",
        "Set reference_price to the commercial value.",
    ),
    "reference-price-type": Wording(
        "{value} no es un precio de referencia (FAW05).",
        "{value} is no reference price (FAW05).",
        "Use 01, 02 o 03.",
        "Use 01, 02 or 03.",
    ),
    "tax-base": Wording(
        "La base {value} no es el valor de la línea, {expected} (FAX05).",
        "The base {value} is not the amount of the line, {expected} (FAX05).",
        "Revísela: solo un tributo con base especial tiene otra.",
        "Look at it: only a tax on a special base has another.",
        blocking=False,
    ),
    "tax-misplaced": Wording(
        "{value} está entre los tributos que no es: 05, 06 y 07 son retenciones.",
        "{value} stands among the wrong taxes: 05, 06 and 07 are withholdings.",
        "Ponga las retenciones en withholdings y lo demás en taxes.",
        "Put withholdings in withholdings and the rest in taxes.",
    ),
    "tax-mixed": Wording(
        "Entre los valores de {code} hay uno de {value} (FAX01).",
        "Among the amounts of {code} there is one of {value} (FAX01).",
        "Haga un TaxTotal por tributo.",
        "Make one TaxTotal a tax.",
    ),
    "tax-nominal": Wording(
        "El tributo {value} no es tarifa por medida, {expected} (FAX07).",
        "The tax {value} is not rate times measure, {expected} (FAX07).",
        "Revise base_unit_measure y per_unit_amount; IBUA va por cada 100 ml.",
        "Look at base_unit_measure and per_unit_amount; IBUA is per 100 ml.",
    ),
    "tax-not-in-support": Wording(
        "El tributo {value} no va en un documento soporte: solo 01.",
        "The tax {value} has no place in a support document: only 01.",
        "Deje el IVA, o quite el tributo.",
        "Leave the IVA, or remove the tax.",
    ),
    "tax-rate": Wording(
        "El tributo {value} no es base por tarifa, {expected} (FAX07).",
        "The tax {value} is not base times rate, {expected} (FAX07).",
        "Corrija base, tarifa o valor: se toleran 2.00.",
        "Mend base, rate or amount: 2.00 are tolerated.",
    ),
    "tax-repeated": Wording(
        "La línea repite un tributo (FAX01).",
        "The line repeats a tax (FAX01).",
        "Haga un TaxTotal por tributo, con un subtotal por tarifa.",
        "Make one TaxTotal a tax, with one subtotal a rate.",
    ),
    "tax-sum": Wording(
        "El tributo dice {value} y sus tarifas suman {total} (FAX02).",
        "The tax says {value} and its rates add up to {total} (FAX02).",
        "Corrija el valor o sus subtotales.",
        "Mend the amount or its subtotals.",
    ),
    "tax-two-rates": Wording(
        "El tributo trae un porcentaje y además un valor por unidad (FAX05).",
        "The tax has a percentage and an amount per unit as well (FAX05).",
        "Deje percent o per_unit_amount, uno de los dos.",
        "Leave percent or per_unit_amount, one of them.",
    ),
    "tax-unknown": Wording(
        "{value} no es un tributo con nombre conocido (FAX16).",
        "{value} is no tax with a known name (FAX16).",
        "Use un código de la lista TipoImpuesto; el ZZ lleva además name.",
        "Use a code of the list TipoImpuesto; ZZ also takes a name.",
    ),
    "tax-without-base": Wording(
        "La tarifa no tiene base (FAS05).",
        "The rate has no base (FAS05).",
        "Ponga taxable_amount.",
        "Set taxable_amount.",
    ),
    "tax-without-measure": Wording(
        "El tributo por unidad no dice cuánto ni en qué unidad (FAS09, FAS10).",
        "The tax per unit does not say how much, nor in which unit (FAS09, FAS10).",
        "Ponga base_unit_measure y unit_code.",
        "Set base_unit_measure and unit_code.",
    ),
    "tax-without-rate": Wording(
        "El tributo no tiene tarifa.",
        "The tax has no rate.",
        "Ponga percent, o per_unit_amount en un tributo por unidad.",
        "Set percent, or per_unit_amount of a tax per unit.",
    ),
    "totals": Wording(
        "{path} dice {value} y las líneas dan {computed} (FAU02 a FAU12).",
        "{path} says {value} and the lines give {computed} (FAU02 to FAU12).",
        "Corrija las líneas o el total: se toleran 2.00.",
        "Mend the lines or the total: 2.00 are tolerated.",
    ),
    "withholding-not-allowed": Wording(
        "La retención {value} no va en este documento (FAY12, DSAY13).",
        "The withholding {value} has no place in this document (FAY12, DSAY13).",
        "Use 05, 06 o 07; en un documento soporte, 05 o 06.",
        "Use 05, 06 or 07; in a support document, 05 or 06.",
    ),
}
"""Code of the problem → its texts."""
