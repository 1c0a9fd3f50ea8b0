# SPDX-License-Identifier: MIT
"""The tables about the house: who sells, its numberings, places, policies, maker and tills."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from loggro_integration.errors import InvalidNit, Text
from loggro_integration.exact_json import loads
from loggro_integration.ids import Nit
from loggro_integration.mapping import TipReading, toml_key, toml_text
from loggro_integration.sync._check_screens import NUMBERING_SCREEN
from loggro_integration.sync._draft_catalogues import Catalogues
from loggro_integration.sync._draft_entries import (
    DraftedBlock,
    DraftedEntry,
    Mark,
    block,
    entry,
)
from loggro_integration.wire import OpenRecord

__all__ = [
    "business",
    "cash_boxes",
    "maker",
    "numbering",
    "policies",
    "prefixes",
    "pymes",
    "regimes",
    "tip_evidence",
]

_KINDS: Final = (
    ("pos", "Facturas cargadas por Venta POS Externa"),
    ("electronic", "Facturas cargadas por Venta Externa No POS"),
)
_ACTIVE: Final = "ACTIVA"
_SHOWN: Final = 5
_BUSINESS_SCREEN: Final = "Restobar: Configuración → Información del negocio → Negocio"
_FROM_SALE: Final = Text(es="de la última venta", en="of the last sale")


def business(found: Catalogues) -> DraftedBlock:
    """Tell who sells, as the last sale does."""
    written = _business_of(found)
    nit = _nit(written.get("nit"))
    entries = [
        entry("nit", toml_text(nit), "match", _FROM_SALE)
        if nit
        else _asked("nit", '"900555111-6"', "el NIT con dígito", "the NIT with its digit"),
        _told("name", written.get("name"), "la razón social", "the company name"),
    ]
    if branch := written.get("id"):
        entries.insert(0, entry("id", toml_text(branch), "match", _FROM_SALE))
    for key in ("address", "phone"):
        if value := written.get(key):
            entries.append(entry(key, toml_text(value), "match", _FROM_SALE))
    entries += [
        _asked("city_code", '"11001"', "el municipio del DANE", "the municipality of DANE"),
        _asked("responsibilities", '["R-99-PN"]', "las del RUT", "those of the RUT"),
    ]
    return block("[business]", "Quién vende", "Who sells", entries)


def _business_of(found: Catalogues) -> dict[str, str]:
    """Read the business of the last sale that shows one."""
    for sale in sorted(found.sales, key=lambda each: each.created_on, reverse=True):
        if sale.business is not None:
            shown = sale.business
            texts = {
                "id": sale.business_id,
                "nit": shown.nit,
                "name": shown.name,
                "address": shown.address,
                "phone": shown.phone,
            }
            return {key: str(value) for key, value in texts.items() if value}
    last = found.last
    if last is None:
        return {}
    paths = {"id": "businessId"} | {
        key: f"business.{key}" for key in ("nit", "name", "address", "phone")
    }
    return {key: str(last.get(path)) for key, path in paths.items() if _is_text(last, path)}


def _is_text(row: OpenRecord, path: str) -> bool:
    value = row.get(path) if row.has(path) else None
    return isinstance(value, str | int) and not isinstance(value, bool) and bool(str(value).strip())


def _nit(written: str | None) -> str | None:
    """Return a NIT only where its digit was written and is right: none is computed for a draft."""
    if not written or "-" not in written:
        return None
    try:
        return str(Nit.parse(written))
    except InvalidNit:
        return None


def _asked(
    key: str, example: str, es: str, en: str, screen: str = _BUSINESS_SCREEN
) -> DraftedEntry:
    return entry(key, example, "question", Text(es=f"{es} ({screen})", en=f"{en} ({screen})"))


def _told(key: str, value: str | None, es: str, en: str) -> DraftedEntry:
    if value and value.strip():
        return entry(key, toml_text(value), "match", _FROM_SALE)
    return _asked(key, '""', es, en)


def regimes(found: Catalogues) -> DraftedBlock:
    """Propose a regime by the rates that the menu charges; the RUT decides."""
    rates = {tax.percentage for tax in found.taxes}
    kind = "inc" if Decimal(8) in rates else "franchise" if Decimal(19) in rates else None
    if kind is None:
        why = Text(
            es="inc, franchise, non-responsible o simple, según el RUT; sin esto, inc",
            en="inc, franchise, non-responsible or simple, as the RUT says; without it, inc",
        )
        found_kind = entry("kind", '"inc"', "question", why)
    else:
        why = Text(
            es="por las tarifas de Restobar; lo decide el RUT. Sin esto, inc",
            en="by the rates of Restobar; the RUT decides. Without it, inc",
        )
        found_kind = entry("kind", toml_text(kind), "proposal", why)
    return block(
        "[[business.regimes]]", "Régimen del negocio", "Regime of the business", [found_kind]
    )


def pymes(found: Catalogues) -> DraftedBlock:
    """Name the places of Pymes: the only one where there is one."""
    entries = [
        entry(
            "token",
            '"env:LOGGRO_PYMES_TOKEN"',
            "match",
            Text(
                es="dónde está el token, nunca el token",
                en="where the token is, never the token itself",
            ),
        ),
        _only("establishment", found.establishments),
        _only("warehouse", found.warehouses),
        _only("cash_box", found.cash_boxes),
        _accounts(found.bank_accounts),
    ]
    return block("[pymes]", "Lugares de Pymes", "Places of Pymes", entries)


def _only(key: str, names: Sequence[str]) -> DraftedEntry:
    if len(names) == 1:
        only = Text(es="la única de Pymes", en="the only one of Pymes")
        return entry(key, toml_text(names[0]), "match", only)
    return _choice(key, toml_text(names[0]) if names else '""', names)


def _choice(key: str, example: str, names: Sequence[str]) -> DraftedEntry:
    listed = ", ".join(names) or "-"
    why = Text(es=f"elija entre las de Pymes: {listed}", en=f"choose among Pymes': {listed}")
    return entry(key, example, "question", why)


def _accounts(names: Sequence[str]) -> DraftedEntry:
    key = "bank_accounts"
    if len(names) == 1:
        only = Text(es="la única de Pymes", en="the only one of Pymes")
        return entry(key, f"[{toml_text(names[0])}]", "match", only)
    return _choice(key, f"[{', '.join(map(toml_text, names))}]", names)


def numbering(found: Catalogues) -> tuple[DraftedBlock, ...]:
    """Take the resolutions that Pymes shows; those that it does not are asked for."""
    blocks: list[DraftedBlock] = []
    for kind, applies in _KINDS:
        rows = [row for row in found.ranges if row.has("aplicaA") and row.get("aplicaA") == applies]
        blocks += [_range(kind, row) for row in rows] or [_no_range(kind, applies)]
    return tuple(blocks)


def _title(kind: str) -> tuple[str, str]:
    if kind == "pos":
        return "Resolución POS: la misma en los dos lados", "POS resolution: the same on both sides"
    return (
        "Resolución de facturación electrónica: la misma en los dos lados",
        "Resolution of electronic invoices: the same on both sides",
    )


def _range(kind: str, row: OpenRecord) -> DraftedBlock:
    state = row.get("estado") if row.has("estado") else None
    mark: Mark = "match" if state is None or state == _ACTIVE else "proposal"
    why = Text(es=f"de Pymes, {state or '-'}", en=f"of Pymes, {state or '-'}")
    fields = (
        ("authorization", "resolucion", _toml_text_of),
        ("prefix", "prefijo", _toml_text_of),
        ("first", "desde", _whole),
        ("last", "hasta", _whole),
        ("valid_from", "fechaDesde", _day),
        ("valid_until", "fechaHasta", _day),
    )
    values = [(key, read(row.get(name) if row.has(name) else None)) for key, name, read in fields]
    complete = all(value for _, value in values[:4])
    entries = [
        entry(key, value, mark if complete else "question", why)
        if value
        else _asked(key, "", "Pymes no lo dice", "Pymes does not say it", NUMBERING_SCREEN)
        for key, value in values
    ]
    return block(f"[[numbering.{kind}]]", *_title(kind), entries)


def _toml_text_of(value: object) -> str:
    return toml_text(value) if isinstance(value, str) else ""


def _whole(value: object) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _day(value: object) -> str:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat() if value else ""
    except ValueError:
        return ""


def _no_range(kind: str, applies: str) -> DraftedBlock:
    screen = f"{NUMBERING_SCREEN} → Aplica a = {applies}"
    example = (("authorization", '"18764000000000"'), ("prefix", '""'), ("first", "1"))
    entries = [
        _asked(key, value, "Pymes no lo muestra", "Pymes does not show it", screen)
        for key, value in (*example, ("last", "1000"))
    ]
    return block(f"[[numbering.{kind}]]", *_title(kind), entries)


def prefixes(found: Catalogues) -> tuple[DraftedBlock, ...]:
    """Ask about prefixes of sales that no resolution has: they drift, as ``LL`` and ``LL.``."""
    known = {
        str(loads(each.value))
        for table in numbering(found)
        for each in table.entries
        if each.key == "prefix" and each.mark != "question"
    }
    seen = dict.fromkeys(sale.prefix for sale in found.sales if sale.prefix not in known)
    entries = [_prefix(each, known) for each in seen]
    if not entries:
        return ()
    return (
        block(
            "[aliases.prefixes]",
            "Prefijos de ventas que ninguna resolución tiene",
            "Prefixes of sales that no resolution has",
            entries,
        ),
    )


def _prefix(written: str, known: Iterable[str]) -> DraftedEntry:
    bare = re.sub(r"[^A-Za-z0-9]", "", written).upper()
    same = [each for each in known if each.upper() == bare]
    if len(same) == 1:
        why = Text(
            es=f"igual a {same[0]!r}, salvo signos o mayúsculas",
            en=f"the same as {same[0]!r}, but for signs or capitals",
        )
        return entry(toml_key(written), toml_text(same[0]), "proposal", why)
    why = Text(
        es=f"hay ventas con el prefijo {written!r}: ¿de qué resolución son?",
        en=f"there are sales with the prefix {written!r}: of which resolution?",
    )
    return entry(toml_key(written), "", "question", why)


def policies(tips: TipReading) -> DraftedBlock:
    """Propose what the figures of the sales speak for."""
    key = "payment_value_includes_tip"
    if tips.setting == "unset":
        told = entry(key, '"unset"', "question", tip_evidence(tips))
    else:
        told = entry(key, str(tips.setting).lower(), "proposal", tip_evidence(tips))
    seller = Text(
        es="vendedor de la venta que no trae ninguno; sin esto, un problema",
        en="seller of a sale that names none; without it, a problem",
    )
    entries = [told, entry("default_seller", '""', "question", seller)]
    return block("[policies]", "Políticas: vea la documentación", "Policies: see the docs", entries)


def tip_evidence(tips: TipReading) -> Text:
    """Say what the sales tell of the tip, with the numbers of the deciding ones."""
    sides = (
        ("incluida", "included", tips.included),
        ("aparte", "apart", tips.excluded),
        ("sin decidir", "undecided", tips.undecided),
    )
    es = "; ".join(f"{name}: {_numbers(found)}" for name, _, found in sides if found)
    en = "; ".join(f"{name}: {_numbers(found)}" for _, name, found in sides if found)
    return Text(
        es=f"propina en el valor de los pagos, {es or 'ninguna venta con propina lo dice'}",
        en=f"tip in the value of payments, {en or 'no sale with a tip tells'}",
    )


def _numbers(found: Sequence[str]) -> str:
    more = "…" if len(found) > _SHOWN else ""
    return f"{len(found)} ({', '.join(found[:_SHOWN])}{more})"


def maker() -> DraftedBlock:
    """Ask who makes the selling software."""
    why = Text(
        es="lo nombra un documento POS (tipo 20); no está en ninguna API",
        en="a POS document (type 20) names it; no API tells",
    )
    entries = [entry(key, '""', "question", why) for key in ("person", "company", "software")]
    return block("[maker]", "Quién hace el programa", "Who makes the software", entries)


def cash_boxes(found: Catalogues) -> tuple[DraftedBlock, ...]:
    """Ask plate, place and type of each till of Restobar."""
    why = Text(
        es="la placa, la ubicación y el tipo están en la caja misma",
        en="plate, place and type stand on the till itself",
    )
    blocks: list[DraftedBlock] = []
    for row in found.registers:
        if not _is_text(row, "_id"):
            continue
        name = str(row.get("name")) if _is_text(row, "name") else ""
        entries = [
            entry("plate", '""', "question", why),
            entry("place", toml_text(name), "question", why),
            entry("type", '""', "question", why),
        ]
        header = f"[cash_boxes.{toml_key(str(row.get('_id')))}]"
        title = (f"Caja {name!r} de Restobar", f"Till {name!r} of Restobar")
        blocks.append(block(header, *title, entries))
    return tuple(blocks)
