# SPDX-License-Identifier: MIT
"""`loggro ledger`: verify it, copy it, write its events out, and delete people's data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from loggro_integration.cli._dian_input import FileName
from loggro_integration.cli._exit import FINE, PROBLEMS
from loggro_integration.cli._files import csv_text, make_folder, refuse_taken, write_pieces
from loggro_integration.cli._options import DEFAULT_LEDGER, Flag
from loggro_integration.cli._output import Output
from loggro_integration.cli._reconciliation import DONE, NOT_DONE
from loggro_integration.days import format_instant
from loggro_integration.errors import InvalidDate, InvalidInput, Text
from loggro_integration.exact_json import dumps

if TYPE_CHECKING:
    from loggro_integration.sync import ChainedEvent, SqliteStore

__all__ = ["backup", "export", "purge", "verify"]

# What an event may tell besides itself, a column each; the rest stands in `detail`.
_TOLD = ("number", "day", "kind", "total", "paid", "result", "answer", "reason")
_COLUMNS = ("position", "at", "key", "event", *_TOLD, "detail", "chain")
_AT_ONCE = 1000


def verify(*, anchor: str | None = None, ledger: Path = DEFAULT_LEDGER, json: Flag = False) -> int:
    """
    Check that no event of the ledger was changed, moved, put in or taken out.

    Args:
        anchor: End of the chain that an earlier check showed, as 1234:5f3a…
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import existing_ledger
    from loggro_integration.sync import Anchor

    out = Output(as_json=json)
    known = None if anchor is None else Anchor.parse(anchor)
    with existing_ledger(ledger) as store:
        problems = store.verify(known)
        sealed, key_file = store.has_key, store.key_file
        end = store.anchor() if sealed and not problems else None
    out.json(
        {
            "ledger": ledger,
            "sound": not problems,
            "sealed": sealed,
            "anchor": None if end is None else str(end),
            "problems": problems,
        }
    )
    if not sealed:
        out.warn(_no_key(key_file))
    if problems:
        out.say(f"{NOT_DONE} El libro no está íntegro.", f"{NOT_DONE} The ledger is not sound.")
        out.problems(problems)
        return PROBLEMS
    out.say(f"{DONE} El libro está íntegro.", f"{DONE} The ledger is sound.")
    if end is not None:
        out.say(
            f"{end.position} eventos. Guarde esta ancla en otra parte: {end}",
            f"{end.position} events. Keep this anchor somewhere else: {end}",
        )
    return FINE


def _no_key(key_file: Path) -> Text:
    return Text(
        es=f"Falta la clave del libro ({key_file.name}): el final de la cadena no se revisó.",
        en=f"The key of the ledger ({key_file.name}) is missing: its end was not checked.",
    )


def purge(*, before: date, ledger: Path = DEFAULT_LEDGER, json: Flag = False) -> int:
    """
    Delete names, documents and mails of the sales before a day; the events stay.

    Args:
        before: First day that is kept, as 2025-01-01.
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import open_ledger, today

    if before > today():
        raise InvalidDate(
            f"{before} has not come yet.",
            field="before",
            value=before,
            hint=Text(
                es="Lo que se borra no vuelve: ponga un día que ya pasó.",
                en="What is deleted does not come back: give a day that has passed.",
            ),
        )
    out = Output(as_json=json)
    with open_ledger(ledger) as store:
        count = store.purge(before)
    out.json({"ledger": ledger, "before": before, "removed": count})
    out.say(
        f"Se borraron los datos de clientes de {count} venta(s) anteriores al {before}.",
        f"The customers' data of {count} sale(s) before {before} were deleted.",
    )
    out.say(
        "Las copias hechas antes todavía los tienen.",
        "The copies that were made before still hold them.",
    )
    return FINE


def backup(
    file: FileName,
    /,
    *,
    force: Flag = False,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Copy the ledger into one file, also while it is in use, and verify the copy.

    Args:
        file: File to write.
        force: Replace a file of that name.
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import existing_ledger

    out = Output(as_json=json)
    refuse_taken([file], field="FILE", force=force)
    with existing_ledger(ledger) as store:
        make_folder(file.parent, field="FILE")
        end = store.backup(file, replace=force)
        key_file = store.key_file
    out.json({"file": file, "events": end.position, "anchor": str(end), "key_file": key_file})
    out.say(
        f"{DONE} Copia íntegra de {end.position} eventos: {file}. Ancla: {end}",
        f"{DONE} Sound copy of {end.position} events: {file}. Anchor: {end}",
    )
    out.say(
        f"La copia no lleva la clave: guarde {key_file} aparte, una vez.",
        f"The copy does not hold the key: keep {key_file} apart, once.",
    )
    return FINE


def export(
    file: FileName,
    /,
    *,
    force: Flag = False,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Write every event into a file: CSV, or one JSON a line, as its name ends.

    Args:
        file: File to write, ending in .csv or .jsonl.
        force: Replace a file of that name.
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import existing_ledger

    out = Output(as_json=json)
    form = _form(file)
    refuse_taken([file], field="FILE", force=force)
    with existing_ledger(ledger) as store:
        count = _Count(store)
        write_pieces(file, form(count), field="FILE", force=force)
    out.json({"file": file, "events": count.events})
    out.say(
        f"{DONE} {count.events} eventos, sin datos personales: {file}",
        f"{DONE} {count.events} events, without personal data: {file}",
    )
    return FINE


class _Count:
    """The events of a ledger, counted as they pass."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self.events = 0

    def __iter__(self) -> Iterator[ChainedEvent]:
        for each in self._store.chain():
            self.events += 1
            yield each


def _form(file: Path) -> Callable[[Iterable[ChainedEvent]], Iterator[bytes]]:
    forms = {".csv": _csv, ".jsonl": _json_lines}
    if file.suffix.lower() in forms:
        return forms[file.suffix.lower()]
    raise InvalidInput(
        f"{file.name} ends neither in .csv nor in .jsonl.",
        field="FILE",
        value=file,
        hint=Text(
            es="Termine el nombre en .csv (Excel) o en .jsonl (un JSON por línea).",
            en="Let the name end in .csv (Excel) or in .jsonl (one JSON a line).",
        ),
    )


def _csv(events: Iterable[ChainedEvent]) -> Iterator[bytes]:
    # Excel of a Colombian desk reads accents in UTF-8 only with the mark.
    yield csv_text(_COLUMNS, ()).encode("utf-8-sig")
    rows = map(_row, events)
    while some := list(islice(rows, _AT_ONCE)):
        yield csv_text((), some).encode()


def _row(each: ChainedEvent) -> tuple[object, ...]:
    event = each.event
    return (
        each.position,
        format_instant(event.at),
        event.key,
        event.kind.value,
        *map(event.text, _TOLD),
        dumps(dict(event.detail)),
        each.chain,
    )


def _json_lines(events: Iterable[ChainedEvent]) -> Iterator[bytes]:
    for each in events:
        event = each.event
        line = {
            "position": each.position,
            "at": format_instant(event.at),
            "key": event.key,
            "kind": event.kind.value,
            "detail": dict(event.detail),
            "chain": each.chain,
        }
        yield f"{dumps(line)}\n".encode()
