# SPDX-License-Identifier: MIT
"""Every command of `loggro`: its words, its function, and its summary in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from loggro_integration.cli import (
    _actions,
    _check,
    _demo,
    _dian,
    _dian_hand_over,
    _dian_issue,
    _dian_schemas,
    _dian_unpack,
    _doctor,
    _ledger,
    _map,
    _map_import,
    _reconcile,
    _record,
    _rules,
    _sales,
    _sandbox,
    _serve,
    _status,
    _sync,
    _sync_cases,
    _sync_run,
)
from loggro_integration.errors import Text

__all__ = ["COMMANDS", "GROUPS", "Command"]


class Command(NamedTuple):
    """A command; `path` is what the user types after ``loggro``."""

    path: str
    function: Callable[..., int]
    summary: Text


GROUPS: dict[str, Text] = {
    "sales": Text(es="Ventas de Restobar.", en="Sales of Restobar."),
    "rules": Text(es="El archivo de reglas.", en="The rules file."),
    "map": Text(es="De la venta al documento.", en="From the sale to the document."),
    "sync": Text(
        es="Mantener Pymes igual a Restobar, sin perder ni duplicar.",
        en="Keep Pymes equal to Restobar, losing and duplicating nothing.",
    ),
    "ledger": Text(
        es="El libro: verificarlo, copiarlo, exportarlo y purgarlo.",
        en="The ledger: verify it, copy it, export it and purge it.",
    ),
    "dian": Text(es="Documentos de la DIAN, sin conexión.", en="Documents of DIAN, offline."),
}

COMMANDS: tuple[Command, ...] = (
    Command(
        "demo",
        _demo.demo,
        Text(
            es="Hacer todo el trabajo contra un Loggro de prueba.",
            en="Do the whole job against a fake Loggro.",
        ),
    ),
    Command(
        "sandbox",
        _sandbox.sandbox,
        Text(
            es="Servir el Loggro de prueba en esta máquina.",
            en="Serve the fake Loggro on this machine.",
        ),
    ),
    Command(
        "doctor",
        _doctor.doctor,
        Text(
            es="Revisar el ambiente, los permisos y de quién es el usuario.",
            en="Look at the environment, write access, and whose login it is.",
        ),
    ),
    Command(
        "check",
        _check.check,
        Text(
            es="Revisar los ajustes de la integración, en orden, con su remedio.",
            en="Check the settings of the integration, in order, with remedies.",
        ),
    ),
    Command(
        "serve",
        _serve.serve,
        Text(
            es="Servir en esta máquina la página del libro: qué falta en Pymes y por qué.",
            en="Serve the ledger as a page on this machine: what Pymes lacks, and why.",
        ),
    ),
    Command(
        "status",
        _status.status,
        Text(
            es="Decir si todo está en Pymes, qué no, por qué, y qué vence.",
            en="Tell whether everything is in Pymes, what is not, why, and what ends.",
        ),
    ),
    Command(
        "rules new",
        _rules.new_rules,
        Text(
            es="Redactar las reglas desde los dos catálogos, sin adivinar nada.",
            en="Draft the rules from both catalogues, guessing nothing.",
        ),
    ),
    Command(
        "rules check",
        _rules.check_rules,
        Text(
            es="Revisar las reglas, y qué ventas frena cada cosa que falta.",
            en="Check the rules, and which sales each missing thing stops.",
        ),
    ),
    Command(
        "sales list",
        _sales.list_sales,
        Text(es="Listar las ventas de unos días.", en="List the sales of some days."),
    ),
    Command(
        "sales show",
        _sales.show_sale,
        Text(es="Mostrar una venta.", en="Show one sale."),
    ),
    Command(
        "map explain",
        _map.explain_sale,
        Text(
            es="Decir a dónde fue cada peso de una venta.",
            en="Tell where each peso of a sale went.",
        ),
    ),
    Command(
        "map import",
        _map_import.import_sales,
        Text(
            es="Leer las ventas de otro POS y decir cuáles son documentos.",
            en="Read the sales of another POS, and tell which become documents.",
        ),
    ),
    Command(
        "record-shapes",
        _record.record_shapes,
        Text(
            es="Anotar tipos y presencia de lo que responde la cuenta, nunca valores.",
            en="Record types and presence of what the account answers, never values.",
        ),
    ),
    Command(
        "sync start",
        _sync.start,
        Text(
            es="Fijar el primer día: nada anterior se envía nunca.",
            en="Set the first day: nothing before it is ever sent.",
        ),
    ),
    Command(
        "sync run",
        _sync_run.run,
        Text(
            es="Buscar, pedir el reenvío de lo que falta y anotar.",
            en="Look up, ask for what is missing again, and record.",
        ),
    ),
    Command(
        "sync status",
        _status.status,
        Text(
            es="Lo mismo que loggro status.",
            en="The same as loggro status.",
        ),
    ),
    Command(
        "sync review",
        _sync.review,
        Text(
            es="Mostrar las ventas que una persona debe decidir.",
            en="Show the sales that a person has to decide.",
        ),
    ),
    Command(
        "sync retry",
        _sync_cases.retry,
        Text(
            es="Devolver a la espera ventas apartadas; no envía nada.",
            en="Put sales that were set aside back to waiting; sends nothing.",
        ),
    ),
    Command(
        "sync explain",
        _sync_cases.explain,
        Text(
            es="Contar la historia entera de una venta, y qué hacer.",
            en="Tell the whole story of one sale, and what to do.",
        ),
    ),
    Command(
        "sync reconcile",
        _reconcile.reconcile,
        Text(
            es="Comparar los dos lados día por día.",
            en="Compare both sides day by day.",
        ),
    ),
    Command(
        "void",
        _actions.void,
        Text(
            es="Anular una venta en Restobar, hasta el final, y ver qué muestra Pymes.",
            en="Annul a sale in Restobar, to the end, and see what Pymes shows.",
        ),
    ),
    Command(
        "pay",
        _actions.pay,
        Text(
            es="Recibir un pago o un abono en Restobar, una sola vez.",
            en="Receive a payment or an instalment in Restobar, once.",
        ),
    ),
    Command(
        "email",
        _actions.email,
        Text(
            es="Pedirle a Restobar que envíe una venta por correo, una sola vez.",
            en="Let Restobar e-mail a sale to its customer, once.",
        ),
    ),
    Command(
        "ledger verify",
        _ledger.verify,
        Text(
            es="Comprobar que nadie cambió, movió, puso o quitó un evento.",
            en="Check that nobody changed, moved, put in or took out an event.",
        ),
    ),
    Command(
        "ledger backup",
        _ledger.backup,
        Text(
            es="Copiar el libro en un archivo y verificar la copia.",
            en="Copy the ledger into a file and verify the copy.",
        ),
    ),
    Command(
        "ledger export",
        _ledger.export,
        Text(
            es="Escribir los eventos en CSV o en JSON, sin datos personales.",
            en="Write the events as CSV or JSON, without personal data.",
        ),
    ),
    Command(
        "ledger purge",
        _ledger.purge,
        Text(
            es="Borrar los datos de los clientes anteriores a un día.",
            en="Delete the customers' data from before a day.",
        ),
    ),
    Command(
        "dian new",
        _dian_issue.new,
        Text(
            es="Dar un ejemplo de documento, para completar.",
            en="Give an example of a document, to be filled in.",
        ),
    ),
    Command(
        "dian build",
        _dian_issue.build,
        Text(
            es="Construir el documento de un borrador: totales, código y XML.",
            en="Build the document of a draft: totals, code and XML.",
        ),
    ),
    Command(
        "dian sign",
        _dian_issue.sign,
        Text(
            es="Firmar un documento con la política de la DIAN.",
            en="Sign a document with the policy of DIAN.",
        ),
    ),
    Command(
        "dian read",
        _dian.read,
        Text(
            es="Leer un documento y recalcular su CUFE, CUDE o CUDS.",
            en="Read a document and recompute its CUFE, CUDE or CUDS.",
        ),
    ),
    Command(
        "dian verify",
        _dian.verify,
        Text(
            es="Verificar la firma de un documento y lo que firma.",
            en="Verify the signature of a document and what it signs.",
        ),
    ),
    Command(
        "dian explain",
        _dian.explain,
        Text(
            es="Mostrar la cadena del código único y en qué difiere.",
            en="Show the string of the unique code, and where it differs.",
        ),
    ),
    Command(
        "dian pdf",
        _dian_hand_over.pdf,
        Text(
            es="Imprimir un documento: PDF, tirilla o página.",
            en="Print a document: PDF, receipt or page.",
        ),
    ),
    Command(
        "dian attach",
        _dian_hand_over.attach,
        Text(
            es="Poner un documento y la respuesta de la DIAN en un AttachedDocument.",
            en="Put a document and the answer of DIAN into an AttachedDocument.",
        ),
    ),
    Command(
        "dian unpack",
        _dian_unpack.unpack,
        Text(
            es="Sacar los documentos de un ZIP o de un AttachedDocument.",
            en="Take the documents out of a ZIP or an AttachedDocument.",
        ),
    ),
    Command(
        "dian schemas",
        _dian_schemas.schemas,
        Text(
            es="Guardar los esquemas (XSD) con que se comprueban los documentos.",
            en="Keep the schemas (XSD) that documents are checked by.",
        ),
    ),
)
