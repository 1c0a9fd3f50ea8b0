# SPDX-License-Identifier: MIT
"""
What can be wrong with a document but for its money: code, then message and remedy in two languages.

The rule of DIAN that refuses it stands in the message, by its id of the invoice: the other
documents have the same rule under their own letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from loggro_integration.dian._build_wording import Wording

__all__ = ["HEADER_PROBLEMS"]

HEADER_PROBLEMS: Final[Mapping[str, Wording]] = {
    "address-incomplete": Wording(
        "A la dirección le falta {path} (FAJ08).",
        "The address lacks {path} (FAJ08).",
        "Escriba el municipio (código DANE de 5 cifras) y una línea de dirección.",
        "Write the municipality (5-figure DANE code) and an address line.",
    ),
    "address-incomplete-notice": Wording(
        "A la dirección le falta {path} (FAK08).",
        "The address lacks {path} (FAK08).",
        "Complétela o quítela: la DIAN solo lo notifica.",
        "Complete it or remove it: DIAN only notes it.",
        blocking=False,
    ),
    "address-missing": Wording(
        "El vendedor residente no tiene dirección (DSAJ08a).",
        "The resident seller has no address (DSAJ08a).",
        "Escriba su municipio y su dirección.",
        "Write its municipality and address.",
    ),
    "adjusted-type": Wording(
        "{value} no es un documento equivalente que se pueda ajustar, o contradice la nota.",
        "{value} is no equivalent document that can be adjusted, or contradicts the note.",
        "Ponga en customization el tipo del documento ajustado: 20 para POS.",
        "Set customization to the type of the adjusted document: 20 for POS.",
    ),
    "authorization": Wording(
        "La resolución {value} no tiene de 11 a 14 cifras (FAB05a).",
        "The resolution {value} has not 11 to 14 figures (FAB05a).",
        "Copie el número de la resolución de numeración.",
        "Copy the number of the numbering resolution.",
    ),
    "check-digit": Wording(
        "El dígito de verificación de {number} es {right}, no {value} (FAJ24b).",
        "The check digit of {number} is {right}, not {value} (FAJ24b).",
        "Revise el NIT en el RUT, o deje el dígito vacío: se calcula.",
        "Look at the NIT on the RUT, or leave the digit out: it is computed.",
    ),
    "city-unknown": Wording(
        "{value} no es un municipio del DANE (FAJ09).",
        "{value} is no municipality of DANE (FAJ09).",
        "Use el código de 5 cifras, como 11001 (lista Municipio).",
        "Use the 5-figure code, as 11001 (list Municipio).",
    ),
    "claim-unknown": Wording(
        "{value} no es un motivo de reclamo.",
        "{value} is no reason of a claim.",
        "Use 01, 02, 03 o 04 (lista ConceptoReclamo).",
        "Use 01, 02, 03 or 04 (list ConceptoReclamo).",
    ),
    "concept-missing": Wording(
        "La nota no dice por qué se hace (CBF01).",
        "The note does not say why it is made (CBF01).",
        "Ponga discrepancy con el concepto, como 2 para anular.",
        "Set discrepancy with the concept, as 2 to void.",
    ),
    "concept-unknown": Wording(
        "{value} no es un concepto de esta nota (CBF03).",
        "{value} is no concept of this note (CBF03).",
        "Use un código de la lista de conceptos de la nota.",
        "Use a code of the note's list of concepts.",
    ),
    "container-field": Wording(
        "Al contenedor le falta {name}.",
        "The container lacks {name}.",
        "Hágalo con dian.attach, que lee los dos documentos.",
        "Make it with dian.attach, which reads both documents.",
    ),
    "container-not-validated": Wording(
        "La DIAN no validó el documento: su respuesta es «{value}».",
        "DIAN did not validate the document: its answer is “{value}”.",
        "Corrija y envíe el documento; solo el validado se entrega.",
        "Mend and send the document; only a validated one is handed over.",
    ),
    "country-unknown": Wording(
        "{value} no es un país (FAK36).",
        "{value} is no country (FAK36).",
        "Use las dos letras de ISO 3166-1, como CO.",
        "Use the two letters of ISO 3166-1, as CO.",
    ),
    "currency-unknown": Wording(
        "{value} no es una moneda (FAD15a).",
        "{value} is no currency (FAD15a).",
        "Use las tres letras de ISO 4217, como COP o USD.",
        "Use the three letters of ISO 4217, as COP or USD.",
    ),
    "event-code": Wording(
        "El evento cita {value} sin su CUFE.",
        "The event names {value} without its CUFE.",
        "Ponga unique_code con el CUFE de la factura.",
        "Set unique_code to the CUFE of the invoice.",
    ),
    "event-number": Wording(
        "El número «{value}» no tiene de 1 a 50 caracteres (AAD05).",
        "The number “{value}” has not 1 to 50 characters (AAD05).",
        "Use un consecutivo propio.",
        "Use a consecutive of your own.",
    ),
    "event-unknown": Wording(
        "{value} no es un evento ni una respuesta que se pueda hacer.",
        "{value} is no event and no answer that can be made.",
        "Use 030 a 034; la DIAN responde 02 o 04.",
        "Use 030 to 034; DIAN answers 02 or 04.",
    ),
    "exchange-rate-base": Wording(
        "{path} es {value} y debe ser 1.00 (FAR03, FAR05).",
        "{path} is {value} and must be 1.00 (FAR03, FAR05).",
        "Escriba en rate cuántos pesos vale una unidad de la moneda.",
        "Write in rate how many pesos one unit of the currency is worth.",
    ),
    "exchange-rate-currencies": Wording(
        "La tasa va de {value} a {target}; debe ir de la moneda del documento a COP (FAR04).",
        "The rate goes from {value} to {target}; it must go from the document's currency to COP"
        " (FAR04).",
        "Ponga source con la moneda del documento y target con COP.",
        "Set source to the document's currency and target to COP.",
    ),
    "exchange-rate-missing": Wording(
        "El documento está en {value} y no trae tasa de cambio (FAR01).",
        "The document is in {value} and has no exchange rate (FAR01).",
        "Ponga exchange_rate con la TRM del día.",
        "Set exchange_rate to the rate of the day.",
    ),
    "exchange-rate-value": Wording(
        "La tasa de cambio es {value} (FAR06).",
        "The exchange rate is {value} (FAR06).",
        "Escriba cuántos pesos vale una unidad de la moneda.",
        "Write how many pesos one unit of the currency is worth.",
    ),
    "foreign-id-needed": Wording(
        "Un vendedor no residente no se identifica con NIT (DSAJ25b).",
        "A seller who is not resident has no NIT (DSAJ25b).",
        "Use su documento extranjero (42, 50…), o customization 10 si reside en Colombia.",
        "Use the foreign document (42, 50…), or customization 10 for a resident.",
    ),
    "id-malformed": Wording(
        "{value} no es un número de documento del tipo {kind}.",
        "{value} is no document number of type {kind}.",
        "Escríbalo sin puntos, guiones ni dígito de verificación.",
        "Write it without dots, dashes or check digit.",
    ),
    "id-missing": Wording(
        "Falta el número de documento (FAK21).",
        "The document number is missing (FAK21).",
        "Pídalo, o use dian.consumidor_final() para quien no se identifica.",
        "Ask for it, or use dian.consumidor_final() for who does not identify himself.",
    ),
    "id-type-unknown": Wording(
        "{value} no es un tipo de documento de la DIAN (FAK25).",
        "{value} is no identification type of DIAN (FAK25).",
        "Use 13 (cédula), 31 (NIT) u otro de la lista TipoIdFiscal.",
        "Use 13 (cédula), 31 (NIT) or another of the list TipoIdFiscal.",
    ),
    "issue-time": Wording(
        "La hora {value} no es de Colombia (FAD10).",
        "The time {value} is not that of Colombia (FAD10).",
        "Pase la hora de Bogotá, UTC−5.",
        "Pass the time of Bogotá, UTC−5.",
    ),
    "nit-needed": Wording(
        "Aquí se necesita un NIT y el tipo es {value} (FAJ25, DSAJ25a).",
        "A NIT is needed here and the type is {value} (FAJ25, DSAJ25a).",
        "Use el tipo 31; el NIT de una persona es su cédula con dígito de verificación.",
        "Use type 31; the NIT of a person is the cédula with its check digit.",
    ),
    "note-period": Wording(
        "Una nota sin referencia dice el periodo que afecta (CAE02, CAE04).",
        "A note without reference tells the period it affects (CAE02, CAE04).",
        "Ponga period con el primer y el último día, o la factura en references.",
        "Set period to the first and last day, or the invoice in references.",
    ),
    "note-period-order": Wording(
        "El periodo empieza el {value}, después de su fin, el {end}.",
        "The period begins on {value}, after its end, on {end}.",
        "Corrija las fechas de period.",
        "Mend the dates of period.",
    ),
    "note-references": Wording(
        "La nota ajusta {value} documentos: va uno por nota.",
        "The note adjusts {value} documents: one a note.",
        "Haga una nota por documento, o una sin referencia con su periodo.",
        "Make one note a document, or one without reference with its period.",
    ),
    "note-with-reference": Wording(
        "La operación {code} es sin referencia y la nota cita {value}.",
        "The operation {code} is without reference and the note names {value}.",
        "Quite customization o la referencia.",
        "Remove customization or the reference.",
    ),
    "note-without-reference": Wording(
        "La operación {code} cita un documento y la nota no trae ninguno (CBG01).",
        "The operation {code} names a document and the note has none (CBG01).",
        "Ponga en references el documento, con su código y su fecha.",
        "Put the document in references, with its code and date.",
    ),
    "number-letters": Wording(
        "El número {value} tiene algo que no es letra ni cifra (FAD05a).",
        "The number {value} holds something that is no letter or figure (FAD05a).",
        "Escriba prefijo y consecutivo juntos, como FE123.",
        "Write prefix and sequence together, as FE123.",
    ),
    "number-outside": Wording(
        "El número {value} no está entre {first} y {last}, el rango autorizado (FAD05d).",
        "The number {value} is not between {first} and {last}, the authorised range (FAD05d).",
        "Use el rango al que pertenece, o pida otra resolución.",
        "Use the range it belongs to, or ask for another resolution.",
    ),
    "number-prefix": Wording(
        "El número {value} no es el prefijo «{prefix}» seguido de un consecutivo (FAB10b).",
        "The number {value} is not the prefix “{prefix}” followed by a sequence (FAB10b).",
        "Use el rango del prefijo, o corrija el número.",
        "Use the range of the prefix, or mend the number.",
    ),
    "numbering-dates": Wording(
        "El rango no dice desde y hasta cuándo vale (FAB07a).",
        "The range does not tell its days of validity (FAB07a).",
        "Copie las dos fechas de la resolución.",
        "Copy both dates from the resolution.",
    ),
    "numbering-limits": Wording(
        "El rango va de {value} a {last}; va de 1 a 999999999 (FAB11a).",
        "The range goes from {value} to {last}; 1 to 999999999 are allowed (FAB11a).",
        "Copie los dos números de la resolución.",
        "Copy both numbers from the resolution.",
    ),
    "numbering-missing": Wording(
        "El documento no trae el rango de numeración (FAB05a).",
        "The document has no numbering range (FAB05a).",
        "Pase numbering con la resolución.",
        "Pass numbering with the resolution.",
    ),
    "numbering-not-valid": Wording(
        "La resolución {value} no vale el {day}: va del {begin} al {end} (FAD09a, FAD09b).",
        "The resolution {value} is not valid on {day}: it goes from {begin} to {end} (FAD09a,"
        " FAD09b).",
        "Use una resolución vigente ese día.",
        "Use a resolution that is valid that day.",
    ),
    "oath-missing": Wording(
        "La aceptación tácita lleva una declaración bajo juramento, y no hay ninguna nota.",
        "A tacit acceptance carries a declaration under oath, and there is no note.",
        "Hágala con dian.event, que la escribe, o agréguela a notes.",
        "Make it with dian.event, which writes it, or add it to notes.",
    ),
    "operation-unknown": Wording(
        "{value} no es un tipo de operación de este documento (FAD02).",
        "{value} is no operation of this document (FAD02).",
        "Deje customization vacío, o use un código de la lista.",
        "Leave customization empty, or use a code of the list.",
    ),
    "organization-type": Wording(
        "No se sabe si es persona jurídica (1) o natural (2) (FAJ02b).",
        "Nothing tells if it is a legal (1) or a natural person (2) (FAJ02b).",
        "Ponga organization_type.",
        "Set organization_type.",
    ),
    "paper-reference": Wording(
        "Una contingencia {value} cita el documento de papel que transcribe (FAI01).",
        "A contingency {value} names the paper document it transcribes (FAI01).",
        "Agregue a references uno de kind additional con el número del papel.",
        "Add to references one of kind additional with the number of the paper.",
    ),
    "party-field-missing": Wording(
        "Falta {path}.",
        "{path} is missing.",
        "Cópielo del RUT.",
        "Copy it from the RUT.",
    ),
    "party-name-missing": Wording(
        "Falta el nombre o la razón social (FAK20).",
        "The name is missing (FAK20).",
        "Escríbalo como está en el RUT.",
        "Write it as it is on the RUT.",
    ),
    "party-tax-unknown": Wording(
        "{value} no es un tributo de un contribuyente (FAK40).",
        "{value} is no tax of a taxpayer (FAK40).",
        "Use 01, 04, ZA o ZZ.",
        "Use 01, 04, ZA or ZZ.",
    ),
    "payment-code": Wording(
        "{value} no es un medio de pago (FAN03).",
        "{value} is no means of payment (FAN03).",
        "Use un código de la lista MediosPago, como 10.",
        "Use a code of the list MediosPago, as 10.",
    ),
    "payment-due-date": Wording(
        "La venta a crédito no dice cuándo vence (FAN04).",
        "The credit sale does not say when it is due (FAN04).",
        "Ponga due_date.",
        "Set due_date.",
    ),
    "payment-form": Wording(
        "{value} no es una forma de pago (FAN02).",
        "{value} is no form of payment (FAN02).",
        "Use 1 (contado) o 2 (crédito).",
        "Use 1 (cash) or 2 (credit).",
    ),
    "person-field": Wording(
        "Falta {name} de quien recibió.",
        "{name} of who received is missing.",
        "Escriba nombre y apellido.",
        "Write first and family name.",
    ),
    "person-missing": Wording(
        "El evento {value} dice quién recibió.",
        "Event {value} tells who received.",
        "Ponga person con su documento, nombre y cargo.",
        "Set person with document, name and post.",
    ),
    "point-of-sale-missing": Wording(
        "Un documento POS dice en qué caja se vendió (DEPD11).",
        "A POS document tells at which cash box it was sold (DEPD11).",
        "Pase point_of_sale.",
        "Pass point_of_sale.",
    ),
    "pos-value": Wording(
        "Falta {path}, el valor de {key} (DEPD11).",
        "{path} is missing, the value of {key} (DEPD11).",
        "Complételo: el fabricante es el del programa, no el restaurante.",
        "Fill it in: the maker is that of the program, not the restaurant.",
    ),
    "prefix-length": Wording(
        "El prefijo {value} tiene más de 4 caracteres.",
        "The prefix {value} has more than 4 characters.",
        "Copie el prefijo de la resolución.",
        "Copy the prefix from the resolution.",
    ),
    "profile-missing": Wording(
        "No se conoce el texto fijo del tipo {value}.",
        "The fixed text of type {value} is not known.",
        "Póngalo en profile, como lo trae su anexo.",
        "Set profile to it, as its annex has it.",
    ),
    "reference-code": Wording(
        "La nota cita {value} sin su CUFE, CUDE o CUDS (CBG04).",
        "The note names {value} without its CUFE, CUDE or CUDS (CBG04).",
        "Ponga unique_code con el código del documento.",
        "Set unique_code to the code of the document.",
    ),
    "reference-date": Wording(
        "La nota cita {value} sin su fecha.",
        "The note names {value} without its date.",
        "Ponga issue_date con la fecha del documento.",
        "Set issue_date to the date of the document.",
    ),
    "reference-number": Wording(
        "El documento citado no tiene número (CBG03).",
        "The document named has no number (CBG03).",
        "Escriba prefijo y consecutivo.",
        "Write prefix and sequence.",
    ),
    "reference-scheme": Wording(
        "El código citado dice {value}; aquí va {wanted} (CBG05).",
        "The code named says {value}; it is {wanted} here (CBG05).",
        "Revise de qué documento es el código.",
        "Look at which document the code is of.",
    ),
    "responsibility-unknown": Wording(
        "{value} no es una responsabilidad (FAJ26).",
        "{value} is no responsibility (FAJ26).",
        "Use O-13, O-15, O-23, O-47 o R-99-PN.",
        "Use O-13, O-15, O-23, O-47 or R-99-PN.",
    ),
    "software-id": Wording(
        "Falta el identificador del software (FAB24a).",
        "The id of the software is missing (FAB24a).",
        "Cópielo del portal de la DIAN.",
        "Copy it from DIAN's portal.",
    ),
    "software-missing": Wording(
        "No se sabe qué software hace el documento (FAB24a).",
        "Nothing tells which software makes the document (FAB24a).",
        "Pase software con su identificador y su PIN.",
        "Pass software with its id and PIN.",
    ),
    "software-pin": Wording(
        "Falta el PIN del software: sin él no hay código de seguridad (FAB27a).",
        "The PIN of the software is missing: there is no security code without it (FAB27a).",
        "Ponga software.pin, el que escribió en el portal de la DIAN.",
        "Set software.pin, the one you wrote in DIAN's portal.",
    ),
    "technical-key": Wording(
        "El rango no trae la clave técnica: sin ella no hay CUFE (FAD06).",
        "The range has no technical key: there is no CUFE without it (FAD06).",
        "Ponga numbering.technical_key, la que da la DIAN con el rango.",
        "Set numbering.technical_key, which DIAN gives with the range.",
    ),
    "void-without-reference": Wording(
        "Sin referencia no se puede anular una factura (CBF03a).",
        "Without reference no invoice can be voided (CBF03a).",
        "Ponga en references la factura que se anula.",
        "Put the invoice that is voided in references.",
    ),
}
"""Code of the problem → its texts."""
