# SPDX-License-Identifier: MIT
"""Checks of the numbering: rules, Pymes, the numbers that Restobar has given, the quota."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from attrs import evolve

from loggro_integration.errors import Text
from loggro_integration.mapping import MappingRules
from loggro_integration.models import NumberingRange
from loggro_integration.sync._check_reads import Reads
from loggro_integration.sync._check_screens import NUMBERING_SCREEN, screen_of
from loggro_integration.sync._finding import Finding, fine, missing, soon, unknown, wrong
from loggro_integration.sync._seen import EXPIRES_SOON, USED, RangeSeen, ranges_of
from loggro_integration.wire import OpenRecord

__all__ = [
    "RENEW",
    "last_numbers",
    "numbering_findings",
    "pymes_numbering",
    "quota",
    "ranges_seen",
    "rules_numbering",
]

_KINDS: Final = (("pos", "pymes-pos-numbering"), ("electronic", "pymes-numbering"))
_APPLIES: Final = {
    "pos": "Facturas cargadas por Venta POS Externa",
    "electronic": "Facturas cargadas por Venta Externa No POS",
}
RENEW: Final = Text(
    es="Pida numeración en la DIAN, y agréguela en Restobar, en Pymes y en loggro.toml.",
    en="Ask DIAN for numbering, and add it in Restobar, in Pymes and in loggro.toml.",
)


def rules_numbering(reads: Reads) -> list[Finding]:
    """Tell which kinds have no valid resolution in the rules, and which end soon."""
    found = numbering_findings(reads.rules, reads.today)
    return [*found, *_ending(reads)]


def numbering_findings(rules: MappingRules, today: date) -> list[Finding]:
    """Tell which kinds have no resolution, or none that is valid."""
    ranges = (("pos", rules.numbering.pos), ("electronic", rules.numbering.electronic))
    return [_ranges_of(f"{kind}-numbering", found, today) for kind, found in ranges]


def _ranges_of(code: str, ranges: tuple[NumberingRange, ...], today: date) -> Finding:
    section = f"[numbering.{code.removesuffix('-numbering')}]"
    if not ranges:
        return missing(
            code,
            Text(es=f"{section} no tiene resolución.", en=f"{section} has no resolution."),
            Text(es=f"Complete {section} en loggro.toml.", en=f"Fill {section} in loggro.toml."),
        )
    expired = [each for each in ranges if not each.is_valid_on(today)]
    if len(expired) == len(ranges):
        prefix = expired[0].prefix
        return wrong(
            code,
            Text(
                es=f"La resolución del prefijo {prefix!r} no está vigente hoy.",
                en=f"The resolution of prefix {prefix!r} is not valid today.",
            ),
            Text(
                es=f"Renueve la resolución y actualice {section}.",
                en=f"Renew the resolution and update {section}.",
            ),
        )
    prefixes = ", ".join(each.prefix or "-" for each in ranges)
    return fine(code, f"prefijos {prefixes}", f"prefixes {prefixes}")


def _ending(reads: Reads) -> Iterator[Finding]:
    for kind, _ in _KINDS:
        for each in _of_kind(reads.rules, kind):
            until = each.valid_until
            if until and reads.today <= until <= reads.today + EXPIRES_SOON:
                yield _ends(f"{kind}-numbering", each.prefix, until)


def _ends(code: str, prefix: str, until: date) -> Finding:
    return soon(
        code,
        Text(
            es=f"La resolución {prefix or '-'} vence el {until}.",
            en=f"The resolution {prefix or '-'} ends on {until}.",
        ),
        RENEW,
    )


def _of_kind(rules: MappingRules, kind: str) -> tuple[NumberingRange, ...]:
    return rules.numbering.pos if kind == "pos" else rules.numbering.electronic


def pymes_numbering(reads: Reads) -> list[Finding]:
    """Compare each resolution of the rules with its numbering in Pymes."""
    return [
        finding
        for kind, code in _KINDS
        for each in _of_kind(reads.rules, kind)
        if each.is_valid_on(reads.today)
        for finding in _compared(reads, kind, code, each)
    ]


def _compared(reads: Reads, kind: str, code: str, wanted: NumberingRange) -> list[Finding]:
    rows = (*reads.ranges, *(reads.no_pos_ranges if kind == "electronic" else ()))
    own = [row for row in rows if _prefix_of(row) == wanted.prefix]
    if not own and _says_nothing(kind, rows):
        return [
            unknown(
                code,
                "la lista de consecutivos no trae los de esta clase, o no trae su prefijo.",
                "the list of numberings does not hold those of this kind, or not their prefix.",
                screen_of(code),
            )
        ]
    if not own:
        return [_no_range(code, kind, wanted)]
    row = max(own, key=lambda row: str(row.get("resolucion")) == wanted.authorization)
    faults = list(_faults(reads, kind, wanted, row))
    if faults:
        return [_unlike(code, wanted, faults)]
    until = _day(row.get("fechaHasta"))
    if until and until <= reads.today + EXPIRES_SOON:
        return [_ends(code, wanted.prefix, until)]
    shown = f"{wanted.prefix or '-'} {wanted.first}–{wanted.last}"
    return [fine(code, shown, shown)]


def _prefix_of(row: OpenRecord) -> str | None:
    return str(row.get("prefijo") or "") if row.has("prefijo") else None


def _says_nothing(kind: str, rows: Sequence[OpenRecord]) -> bool:
    """Tell whether rows leave it open: none with a prefix, or for POS none but "No POS" ones."""
    told = [row for row in rows if _prefix_of(row) is not None]
    if kind == "electronic":
        return bool(rows) and not told
    return all("No POS" in str(row.get("aplicaA") or "No POS") for row in told)


def _no_range(code: str, kind: str, wanted: NumberingRange) -> Finding:
    shown, screen = wanted.prefix or "-", f"{NUMBERING_SCREEN}: Aplica a = {_APPLIES[kind]}."
    return missing(
        code,
        Text(
            es=f"Pymes no muestra un consecutivo con el prefijo {shown}.",
            en=f"Pymes shows no numbering with the prefix {shown}.",
        ),
        Text(es=screen, en=screen),
    )


def _unlike(code: str, wanted: NumberingRange, faults: list[Text]) -> Finding:
    shown = wanted.prefix or "-"
    return wrong(
        code,
        Text(
            es=f"El consecutivo {shown} de Pymes: {'; '.join(each.es for each in faults)}.",
            en=f"The numbering {shown} of Pymes: {'; '.join(each.en for each in faults)}.",
        ),
        Text(
            es=f"Corríjalo en {NUMBERING_SCREEN}, o corrija loggro.toml.",
            en=f"Correct it at {NUMBERING_SCREEN}, or correct loggro.toml.",
        ),
    )


def _faults(reads: Reads, kind: str, wanted: NumberingRange, row: OpenRecord) -> Iterator[Text]:
    """Give what differs, among the fields that the row has: its shape is not published."""
    applies, state = row.get("aplicaA"), row.get("estado")
    if isinstance(applies, str) and applies != _APPLIES[kind]:
        yield Text(
            es=f"aplica a «{applies}» y debe aplicar a «{_APPLIES[kind]}»",
            en=f"applies to «{applies}» and must apply to «{_APPLIES[kind]}»",
        )
    if isinstance(state, str) and not state.upper().startswith("ACTIV"):
        yield Text(es=f"está {state}: actívelo", en=f"is {state}: activate it")
    pairs = (
        ("resolucion", wanted.authorization, Text(es="la resolución", en="the resolution")),
        ("desde", str(wanted.first), Text(es="el primer número", en="the first number")),
        ("hasta", str(wanted.last), Text(es="el último número", en="the last number")),
    )
    for field, ours, what in pairs:
        theirs = row.get(field)
        if theirs is not None and str(theirs) != ours:
            yield Text(
                es=f"{what.es} es {theirs} y no {ours}", en=f"{what.en} is {theirs}, not {ours}"
            )
    yield from _days(reads.today, wanted, row)
    place = row.get("establecimiento")
    if reads.establishment and isinstance(place, str) and place != reads.establishment:
        yield Text(es="es de otro establecimiento", en="belongs to another establishment")


def _days(today: date, wanted: NumberingRange, row: OpenRecord) -> Iterator[Text]:
    first, last = _day(row.get("fechaDesde")), _day(row.get("fechaHasta"))
    if last and last < today:
        yield Text(es=f"venció el {last}", en=f"ended on {last}")
    elif first and first > today:
        yield Text(es=f"empieza el {first}", en=f"begins on {first}")
    elif last and wanted.valid_until and last != wanted.valid_until:
        yield Text(
            es=f"vence el {last} y no el {wanted.valid_until}",
            en=f"ends on {last}, not on {wanted.valid_until}",
        )
    elif first and wanted.valid_from and first != wanted.valid_from:
        yield Text(
            es=f"empieza el {first} y no el {wanted.valid_from}",
            en=f"begins on {first}, not on {wanted.valid_from}",
        )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def last_numbers(reads: Reads) -> list[Finding]:
    """Compare prefix and number of the last sales with the resolutions of their kind."""
    code = "last-numbers"
    seen = _highest(reads)
    if not seen:
        return [
            unknown(
                code,
                "no hay ventas recientes con número: compare prefijo y número de inicio.",
                "there are no recent sales with a number: compare prefix and first number.",
                screen_of(code),
            )
        ]
    found = [
        each for (kind, prefix), last in seen.items() for each in _fits(reads, kind, prefix, last)
    ]
    shown = ", ".join(f"{prefix}{last}" for (_, prefix), last in seen.items())
    return found or [fine(code, f"última por serie: {shown}", f"last of each series: {shown}")]


def _highest(reads: Reads) -> dict[tuple[str, str], int]:
    """Return the last number of each kind and prefix, spelt as the rules spell it."""
    aliases, seen = reads.rules.aliases.prefixes, dict[tuple[str, str], int]()
    for sale, plan in reads.plans:
        if sale.sequence is not None:
            series = (str(plan.kind), aliases.get(sale.prefix, sale.prefix))
            seen[series] = max(seen.get(series, 0), sale.sequence)
    return seen


def _fits(reads: Reads, kind: str, prefix: str, last: int) -> list[Finding]:
    code, section = "last-numbers", f"[numbering.{kind}]"
    ranges = [each for each in _of_kind(reads.rules, kind) if each.prefix == prefix]
    if not ranges:
        return [
            wrong(
                code,
                Text(
                    es=f"Restobar numera con {prefix or '-'}, que no está en {section}.",
                    en=f"Restobar numbers with {prefix or '-'}, which {section} lacks.",
                ),
                Text(
                    es=f"Corrija el prefijo en Restobar, o {section} y el consecutivo de Pymes.",
                    en=f"Correct the prefix in Restobar, or {section} and Pymes' numbering.",
                ),
            )
        ]
    holding = [each for each in ranges if each.holds(last)]
    if not holding:
        return [
            wrong(
                code,
                Text(
                    es=f"{prefix}{last} está fuera del rango de {section}.",
                    en=f"{prefix}{last} lies outside the range of {section}.",
                ),
                Text(
                    es="Corrija el número en Restobar, o el rango en Pymes y en loggro.toml.",
                    en="Correct the number in Restobar, or the range in Pymes and loggro.toml.",
                ),
            )
        ]
    top = holding[-1]
    used = Fraction(last - top.first + 1, top.last - top.first + 1)
    later = any(each.first > top.last for each in ranges)
    return [] if used < USED or later else [_used_up(code, prefix, used, top.last - last)]


def _used_up(code: str, prefix: str, used: Fraction, left: int) -> Finding:
    percent = int(used * 100)
    return soon(
        code,
        Text(
            es=f"La resolución {prefix or '-'} va en {percent} %: le quedan {left} números.",
            en=f"The resolution {prefix or '-'} is {percent} % used: {left} numbers are left.",
        ),
        RENEW,
    )


def ranges_seen(reads: Reads) -> tuple[RangeSeen, ...]:
    """Return the resolutions with their last numbers, and the earlier of the two ends told."""
    seen = ranges_of(reads.rules, reads.clock())
    for (kind, prefix), last in _highest(reads).items():
        seen = tuple(
            each.with_number(last) if (each.kind, each.prefix) == (kind, prefix) else each
            for each in seen
        )
    return tuple(_with_end(each, reads.ranges) for each in seen)


def _with_end(seen: RangeSeen, rows: Sequence[OpenRecord]) -> RangeSeen:
    own = (row for row in rows if str(row.get("resolucion")) == seen.authorization)
    ends = [*map(_day, (row.get("fechaHasta") for row in own)), seen.valid_until]
    return evolve(seen, valid_until=min((day for day in ends if day), default=None))


def quota(reads: Reads) -> list[Finding]:
    """Tell how many electronic documents of the plan are used, where the rules say how."""
    code, setting = "electronic-quota", reads.rules.restobar.quota
    if setting.used_field is None:
        return [
            unknown(
                code,
                "cuántos documentos electrónicos quedan: diga restobar.quota en loggro.toml.",
                "how many electronic documents are left: tell restobar.quota in loggro.toml.",
                screen_of(code),
            )
        ]
    used = reads.electronic_count.get(setting.used_field)
    if isinstance(used, bool) or not isinstance(used, int):
        return [_no_quota_field(code, setting.used_field)]
    if setting.limit is None or used < USED * setting.limit:
        shown = f"{used}/{setting.limit or '?'}"
        return [fine(code, shown, shown)]
    return [_quota_ends(code, used, setting.limit)]


def _no_quota_field(code: str, name: str) -> Finding:
    return wrong(
        code,
        Text(
            es=f"einvoicesCount no trae un número en {name}.",
            en=f"einvoicesCount holds no number at {name}.",
        ),
        Text(
            es="Corrija restobar.quota.used_field en loggro.toml.",
            en="Correct restobar.quota.used_field in loggro.toml.",
        ),
    )


def _quota_ends(code: str, used: int, limit: int) -> Finding:
    message = Text(
        es=f"Van {used} de {limit} documentos electrónicos.",
        en=f"{used} of {limit} electronic documents are used.",
    )
    fix = Text(
        es="Compre un paquete de documentos y suba restobar.quota.limit.",
        en="Buy a pack of documents and raise restobar.quota.limit.",
    )
    return wrong(code, message, fix) if used >= limit else soon(code, message, fix)
