# SPDX-License-Identifier: MIT
"""A status as JSON, the same for the command, its notices and a page: keys that stay."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from loggro_integration.days import business_day, format_instant
from loggro_integration.errors import Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.money import plain
from loggro_integration.sync._finding import Finding
from loggro_integration.sync._seen import QuotaSeen, RangeSeen

if TYPE_CHECKING:
    from loggro_integration.sync._status import OpenSale, Status

__all__ = ["quota_json", "range_json", "sale_json", "status_json", "text_json"]


def status_json(status: Status) -> dict[str, JsonValue]:
    """Return everything a status holds and says."""
    today, pending = business_day(status.at), status.pending
    return {
        "in_pymes": status.in_pymes,
        "answer": text_json(status.answer),
        "at": format_instant(status.at),
        "watermark": None if status.watermark is None else status.watermark.isoformat(),
        "first_run": instant_json(status.first_run),
        "last_run": instant_json(status.last_run),
        "age_seconds": _seconds(status.age),
        "max_age_seconds": _seconds(status.max_age),
        "stale": status.is_stale,
        "sales": sum(status.counts.values()),
        "counts": {state.value: count for state, count in status.counts.items()},
        "last_counts": status.last_counts and {**status.last_counts},
        "pending": [sale_json(each) for each in pending],
        "oldest_pending": sale_json(pending[0]) if pending else None,
        "parked": [sale_json(each) for each in status.parked],
        "cannot_tell": [sale_json(each) for each in status.cannot_tell],
        "numbering": None
        if status.numbering is None
        else [range_json(each, today) for each in status.numbering],
        "quota": None if status.quota is None else quota_json(status.quota),
        "warnings": [_finding(each) for each in status.warnings],
        "unknown": [_finding(each) for each in status.unknown],
    }


def sale_json(sale: OpenSale) -> dict[str, JsonValue]:
    """Return the keys of a sale that is not in Pymes as it should be."""
    return {
        "key": sale.key,
        "number": sale.number,
        "kind": sale.kind,
        "day": sale.day,
        "total": plain(sale.total),
        "state": sale.state.value,
        "reason": sale.reason,
        "meaning": text_json(sale.meaning),
        "advice": text_json(sale.advice),
        "setting": sale.setting,
        "sends": sale.sends,
        "voided": sale.voided,
        "updated_at": instant_json(sale.updated_at),
    }


def range_json(seen: RangeSeen, today: date) -> dict[str, JsonValue]:
    """Return the keys of a resolution."""
    until = seen.valid_until
    return {
        "kind": seen.kind,
        "prefix": seen.prefix,
        "authorization": seen.authorization,
        "first": seen.first,
        "last": seen.last,
        "last_number": seen.last_number,
        "verdict": seen.verdict(today),
        "valid_until": None if until is None else until.isoformat(),
        "days_left": seen.days_left(today),
        "used_percent": None if seen.used is None else int(seen.used * 100),
        "numbers_left": seen.left,
        "seen_at": format_instant(seen.seen_at),
    }


def quota_json(seen: QuotaSeen) -> dict[str, JsonValue]:
    """Return the keys of the quota of electronic documents."""
    return {
        "used": seen.used,
        "limit": seen.limit,
        "left": seen.left,
        "verdict": seen.verdict,
        "seen_at": format_instant(seen.seen_at),
    }


def text_json(text: Text) -> dict[str, JsonValue]:
    """Return both languages of a text."""
    return {"es": text.es, "en": text.en}


def instant_json(instant: datetime | None) -> str | None:
    """Return an instant as it is written everywhere."""
    return None if instant is None else format_instant(instant)


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else length // timedelta(seconds=1)


def _finding(finding: Finding) -> dict[str, JsonValue]:
    return {
        "code": finding.code,
        "verdict": finding.verdict,
        "message": text_json(finding.message),
        "fix": None if finding.fix is None else text_json(finding.fix),
    }
