# SPDX-License-Identifier: MIT
"""
What a pass or a check saw last, kept in the ledger: a status needs neither account nor network.

Numbers, days, amounts and reasons; nothing of a customer, and nothing that a run decides by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, Final, TypeVar

from attrs import asdict, evolve, field, frozen

from loggro_integration.days import format_instant, parse_instant
from loggro_integration.errors import LoggroError, Text
from loggro_integration.exact_json import dumps, loads
from loggro_integration.ids import DocumentNumber, SaleKey
from loggro_integration.mapping import MappingRules
from loggro_integration.models import NumberingRange
from loggro_integration.money import plain
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync._report import Outcome, RunReport
from loggro_integration.sync._states import State
from loggro_integration.sync._store import Store
from loggro_integration.wire import OpenRecord

__all__ = [
    "OpenNote",
    "QuotaSeen",
    "RangeSeen",
    "keep_checked",
    "keep_numbering",
    "keep_open",
    "keep_quota",
    "keep_seen",
    "numbers_of",
    "put_quota",
    "quota_in",
    "quota_of",
    "ranges_of",
    "read_notes",
    "read_numbering",
    "read_quota",
]

T = TypeVar("T")

NUMBERING, QUOTA, OPEN = "note.numbering", "note.quota", "note.open"

EXPIRES_SOON: Final = timedelta(days=30)
USED: Final = Fraction(9, 10)
# How long a count of electronic documents serves.
QUOTA_AGE: Final = timedelta(hours=6)
# Reasons kept of a run: whoever has more open sales has one cause, not so many.
_MOST_NOTES: Final = 500


@frozen(kw_only=True)
class RangeSeen:
    """
    A numbering as it was seen last.

    Attributes:
        kind: ``pos`` or ``electronic``.
        authorization: Number of the resolution.
        first: First number, inclusive.
        last: Last number, inclusive.
        valid_until: Last day; the earlier one where the rules and Pymes name two, `None` where
            neither names one.
        last_number: Highest number of a sale that was seen in it, `None` where none was.
        seen_at: When, in UTC.
    """

    kind: str
    authorization: str
    prefix: str
    first: int
    last: int
    valid_until: date | None
    last_number: int | None
    seen_at: datetime

    @classmethod
    def of(
        cls,
        numbering: NumberingRange,
        *,
        kind: str,
        at: datetime,
        number: DocumentNumber | None = None,
    ) -> RangeSeen:
        """
        Return a range as it stands once a number of it was given, as by `Store.next_number`.

        Args:
            numbering: The range.
            kind: ``pos`` or ``electronic``.
            at: When, in UTC.
            number: The number; one of another range says nothing of this one.

        Example:
            ``RangeSeen.of(numbering, kind="electronic", at=now, number=number).verdict(today)``
        """
        seen = cls(
            kind=kind,
            authorization=numbering.authorization,
            prefix=numbering.prefix,
            first=numbering.first,
            last=numbering.last,
            valid_until=numbering.valid_until,
            last_number=None,
            seen_at=at,
        )
        if number is None or number.prefix != numbering.prefix:
            return seen
        return seen.with_number(number.sequence)

    @property
    def used(self) -> Fraction | None:
        """Part of its numbers that is used, `None` where no number was seen."""
        if self.last_number is None:
            return None
        return Fraction(self.last_number - self.first + 1, self.last - self.first + 1)

    @property
    def left(self) -> int | None:
        """How many numbers are left, `None` where no number was seen."""
        return None if self.last_number is None else self.last - self.last_number

    def days_left(self, today: date) -> int | None:
        """Return the days until its last one, negative once it is over."""
        return None if self.valid_until is None else (self.valid_until - today).days

    def verdict(self, today: date) -> str:
        """
        Return ``ended``, ``soon`` (30 days or 90 % used), ``ok``, or ``unknown``.

        It is unknown where neither its end nor a number of it was ever seen.
        """
        days, used = self.days_left(today), self.used
        if days is None and used is None:
            return "unknown"
        if (days is not None and days < 0) or self.left == 0:
            return "ended"
        soon = days is not None and days <= EXPIRES_SOON.days
        return "soon" if soon or (used is not None and used >= USED) else "ok"

    @property
    def identity(self) -> tuple[str, str, str, int, int]:
        """What makes it this range and no other."""
        return self.kind, self.authorization, self.prefix, self.first, self.last

    def with_number(self, sequence: int) -> RangeSeen:
        """Return it with a number that was seen, if that is its own and its highest."""
        if not self.first <= sequence <= self.last or sequence <= (self.last_number or 0):
            return self
        return evolve(self, last_number=sequence)


@frozen(kw_only=True)
class QuotaSeen:
    """
    The electronic documents of the plan, as they were counted last.

    Attributes:
        used: How many were used.
        limit: How many the plan holds, as the rules tell; `None` where they do not.
        seen_at: When, in UTC.
    """

    used: int
    limit: int | None
    seen_at: datetime

    @property
    def left(self) -> int | None:
        """How many are left, `None` where nobody told the limit."""
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def verdict(self) -> str:
        """``ended``, ``soon`` (90 % used), ``ok``, or ``unknown`` where there is no limit."""
        if self.limit is None:
            return "unknown"
        if self.used >= self.limit:
            return "ended"
        return "soon" if self.used >= USED * self.limit else "ok"


@frozen(kw_only=True)
class OpenNote:
    """
    Why a sale was open when the last run ended.

    Attributes:
        number: As Restobar shows it; the ledger has no row of a sale whose number is unusable.
        total: COP, as text.
        state: The state it had.
        setting: Setting that may mend it.
        fix: What to do, where the rules keep it from being a document.
    """

    key: str
    number: str
    day: str
    kind: str
    total: str
    state: str
    reason: Text | None
    setting: str = field(default="")
    fix: Text | None = field(default=None)


def ranges_of(rules: MappingRules, now: datetime) -> tuple[RangeSeen, ...]:
    """Return the numberings of the rules, no number of them seen yet."""
    kinds = (("pos", rules.numbering.pos), ("electronic", rules.numbering.electronic))
    return tuple(RangeSeen.of(each, kind=kind, at=now) for kind, ranges in kinds for each in ranges)


def keep_numbering(
    store: Store, ranges: Iterable[RangeSeen], numbers: Iterable[tuple[str, str, int]]
) -> None:
    """
    Keep the numberings of the rules, with the highest number ever seen of each.

    Args:
        store: The ledger.
        ranges: As the rules name them now.
        numbers: Kind, prefix and sequence of the sales that were seen.
    """
    before = {each.identity: each for each in read_numbering(store) or ()}
    seen = [_joined(each, before.get(each.identity)) for each in ranges]
    for kind, prefix, sequence in numbers:
        seen = [
            each.with_number(sequence) if (each.kind, each.prefix) == (kind, prefix) else each
            for each in seen
        ]
    store.put(NUMBERING, dumps([_range_json(each) for each in seen]))


def _joined(seen: RangeSeen, before: RangeSeen | None) -> RangeSeen:
    return seen if before is None else evolve(seen, last_number=before.last_number)


def read_numbering(store: Store) -> tuple[RangeSeen, ...] | None:
    """Return the numberings as they were kept last, `None` where none were."""
    return _read(store, NUMBERING, lambda found: tuple(map(_range, found)))


def quota_of(pos: RestobarClient, rules: MappingRules, now: datetime) -> QuotaSeen | None:
    """Count the electronic documents of the plan, `None` where the rules do not say how."""
    if rules.restobar.quota.used_field is None:
        return None
    return quota_in(pos.invoices.count_electronic(), rules, now)


def quota_in(counted: OpenRecord, rules: MappingRules, now: datetime) -> QuotaSeen | None:
    """Return what a count says, `None` where it has no number at the place the rules name."""
    setting = rules.restobar.quota
    used = counted.get(setting.used_field or "")
    if isinstance(used, bool) or not isinstance(used, int):
        return None
    return QuotaSeen(used=used, limit=setting.limit, seen_at=now)


def keep_quota(store: Store, pos: RestobarClient, rules: MappingRules, now: datetime) -> None:
    """Count the electronic documents anew where the last count is old; a refusal stops nothing."""
    before = read_quota(store)
    if before is not None and timedelta() <= now - before.seen_at < QUOTA_AGE:
        return
    try:
        seen = quota_of(pos, rules, now)
    except LoggroError:
        return
    if seen is not None:
        put_quota(store, seen)


def put_quota(store: Store, seen: QuotaSeen) -> None:
    """Keep a count of the electronic documents."""
    found = {"used": seen.used, "limit": seen.limit, "seen_at": format_instant(seen.seen_at)}
    store.put(QUOTA, dumps(found))


def read_quota(store: Store) -> QuotaSeen | None:
    """Return the count of electronic documents as it was kept last, `None` where there is none."""
    return _read(store, QUOTA, _quota)


def keep_seen(
    store: Store,
    pos: RestobarClient,
    rules: MappingRules,
    report: RunReport,
    now: datetime,
) -> None:
    """Keep what a run saw: numberings with their last numbers, the quota, why sales are open."""
    ends = {each.identity: each.valid_until for each in read_numbering(store) or ()}
    ranges = (_ending(each, ends.get(each.identity)) for each in ranges_of(rules, now))
    keep_numbering(store, ranges, numbers_of(report))
    keep_quota(store, pos, rules, now)
    keep_open(store, report)


def _ending(seen: RangeSeen, until: date | None) -> RangeSeen:
    """Return a resolution of the rules with the earlier end that a check has seen in Pymes."""
    days = [day for day in (seen.valid_until, until) if day is not None]
    return evolve(seen, valid_until=min(days, default=None))


def keep_checked(store: Store, ranges: Iterable[RangeSeen], quota: QuotaSeen | None) -> None:
    """Keep what a check saw of the numberings and of the quota."""
    seen = tuple(ranges)
    numbers = [(each.kind, each.prefix, each.last_number) for each in seen if each.last_number]
    keep_numbering(store, seen, numbers)
    if quota is not None:
        put_quota(store, quota)


def keep_open(store: Store, report: RunReport) -> None:
    """
    Keep why sales were open when a run ended: the ledger's rows do not hold all of it.

    A sale without a usable number has no row: it stays noted until a run reads its day again.
    """
    settled, since = {State.SYNCED, State.EXCLUDED}, report.since.isoformat()
    notes = [_noted(each) for each in report if each.state not in settled or not each.key]
    notes += [each for each in read_notes(store) if not each.key and each.day < since]
    store.put(OPEN, dumps([_note_json(each) for each in notes[:_MOST_NOTES]]))


def read_notes(store: Store) -> tuple[OpenNote, ...]:
    """Return why sales were open when the last run ended."""
    return _read(store, OPEN, lambda found: tuple(map(_note, found))) or ()


def numbers_of(outcomes: Iterable[Outcome]) -> Iterable[tuple[str, str, int]]:
    """Give kind, prefix and sequence of the sales of a run."""
    for each in outcomes:
        if each.key:
            key = SaleKey.parse(each.key)
            yield each.kind, key.prefix, key.sequence


def _read(store: Store, name: str, shape: Callable[[Any], T]) -> T | None:
    """Return what was kept; what cannot be read was not seen, and is kept anew by the next run."""
    try:
        return shape(loads(store.get(name) or "null"))
    except (KeyError, TypeError, ValueError):
        return None


def _range_json(seen: RangeSeen) -> dict[str, object]:
    until = seen.valid_until and seen.valid_until.isoformat()
    return {**asdict(seen), "valid_until": until, "seen_at": format_instant(seen.seen_at)}


def _range(found: Mapping[str, Any]) -> RangeSeen:
    until = found["valid_until"]
    told: dict[str, Any] = {
        **found,
        "valid_until": until and date.fromisoformat(until),
        "seen_at": parse_instant(found["seen_at"]),
    }
    return RangeSeen(**told)


def _quota(found: Mapping[str, Any]) -> QuotaSeen:
    told: dict[str, Any] = {**found, "seen_at": parse_instant(found["seen_at"])}
    return QuotaSeen(**told)


def _noted(outcome: Outcome) -> OpenNote:
    return OpenNote(
        key=outcome.key,
        number=outcome.number,
        day=outcome.day.isoformat(),
        kind=outcome.kind,
        total=plain(outcome.total),
        state=outcome.state.value,
        reason=outcome.problems[0].message if outcome.problems else outcome.reason,
        setting=outcome.setting,
        fix=outcome.problems[0].fix if outcome.problems else None,
    )


def _note_json(note: OpenNote) -> dict[str, object]:
    texts = {name: _pair(getattr(note, name)) for name in ("reason", "fix")}
    return {**asdict(note, recurse=False), **texts}


def _pair(text: Text | None) -> list[str] | None:
    return None if text is None else [text.es, text.en]


def _note(found: Mapping[str, Any]) -> OpenNote:
    told: dict[str, Any] = {
        **found,
        "reason": _text(found["reason"]),
        "fix": _text(found.get("fix")),
    }
    return OpenNote(**told)


def _text(pair: Any) -> Text | None:
    return None if pair is None else Text(es=pair[0], en=pair[1])
