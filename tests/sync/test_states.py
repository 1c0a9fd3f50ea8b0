# SPDX-License-Identifier: MIT
"""The state of a sale moves along the drawn arrows and no others."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loggro_integration.errors import LedgerError
from loggro_integration.sync import Event, EventKind, Row, State
from loggro_integration.sync._states import advance, replay

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
KEY = "900555111:FE:123"

S = State
ARROWS = {
    (None, S.WAITING), (None, S.EXCLUDED),
    *((before, after)
      for before in (S.WAITING, S.ABSENT, S.IN_FLIGHT, S.CANNOT_TELL)
      for after in (S.SYNCED, S.DIFFERENT, S.ABSENT, S.CANNOT_TELL)),
    (S.ABSENT, S.WAITING), (S.CANNOT_TELL, S.WAITING), (S.IN_FLIGHT, S.WAITING),
    (S.ABSENT, S.IN_FLIGHT),
    (S.IN_FLIGHT, S.PARKED), (S.ABSENT, S.PARKED), (S.DIFFERENT, S.PARKED),
    (S.SYNCED, S.DIFFERENT), (S.SYNCED, S.PARKED),
    (S.PARKED, S.WAITING), (S.EXCLUDED, S.WAITING),
}  # fmt: skip

DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "result": st.sampled_from(["equal", "different", "absent", "cannot_tell"]),
        "reason": st.sampled_from(["", "void-not-visible", "gone"]),
        "young": st.booleans(),
        "final": st.booleans(),
        "answer": st.sampled_from(["accepted", "rejected", "unknown"]),
        "what": st.sampled_from(["identity", "state"]),
        "excluded": st.sampled_from(["", "courtesy"]),
    },
)
EVENTS = st.lists(
    st.builds(
        lambda kind, detail: Event(at=NOW, key=KEY, kind=kind, detail=detail),
        st.sampled_from(EventKind),
        DETAILS,
    ),
    max_size=25,
)


def event(kind: EventKind, **detail: str | bool) -> Event:
    return Event(at=NOW, key=KEY, kind=kind, detail=detail)


def walk(*steps: Event) -> Row:
    row = advance(None, event(EventKind.SEEN, number="FE123"))
    for step in steps:
        row = advance(row, step)
    return row


def look(result: str, **detail: str | bool) -> Event:
    return event(EventKind.LOOKED_UP, result=result, **detail)


@given(EVENTS)
def test_any_history_keeps_to_the_arrows(events: list[Event]) -> None:
    """Whatever happens in whatever order, a state changes along a drawn arrow or not at all."""
    row: Row | None = None
    for each in events:
        try:
            after = advance(row, each)
        except LedgerError:
            continue
        before = row.state if row else None
        assert before == after.state or (before, after.state) in ARROWS
        row = after


@given(EVENTS)
def test_a_sale_once_synced_stays_marked(events: list[Event]) -> None:
    """`ever_synced` never goes back, so a synced sale is never sent again by itself."""
    row: Row | None = None
    for each in events:
        try:
            after = advance(row, each)
        except LedgerError:
            continue
        assert after.ever_synced or not (row and row.ever_synced)
        row = after


@given(EVENTS)
def test_nothing_is_sent_without_a_proved_absence(events: list[Event]) -> None:
    """An intent is possible only from `absent`: waiting and cannot-tell never lead to a send."""
    row: Row | None = None
    for each in events:
        try:
            after = advance(row, each)
        except LedgerError:
            continue
        if each.kind is EventKind.INTENDED:
            assert row is not None
            assert State.ABSENT == row.state
        row = after


def test_a_sent_sale_stays_in_flight_until_its_last_look() -> None:
    """Missing in the first looks after a send is no absence yet."""
    sent = walk(look("absent"), event(EventKind.INTENDED), event(EventKind.SENT))

    early = advance(sent, look("absent"))
    late = advance(early, look("absent", final=True))

    assert State.IN_FLIGHT == early.state
    assert State.ABSENT == late.state


def test_an_intent_without_a_send_waits_like_a_send() -> None:
    """After a crash between intent and answer the sale may have been sent: it is not absent yet."""
    crashed = walk(look("absent"), event(EventKind.INTENDED))

    looked = advance(crashed, look("absent"))

    assert State.IN_FLIGHT == looked.state
    assert 0 == looked.sends


def test_a_refused_send_is_parked() -> None:
    """When Loggro says no, a person has to look."""
    sent = walk(look("absent"), event(EventKind.INTENDED), event(EventKind.SENT))

    refused = advance(sent, event(EventKind.ANSWERED, answer="rejected", reason="rejected:400"))

    assert (State.PARKED, "rejected:400") == (refused.state, refused.reason)


def test_a_young_sale_keeps_waiting() -> None:
    """Missing within the grace of Loggro's own push is normal."""
    assert State.WAITING == walk(look("absent", young=True)).state


def test_cannot_tell_changes_nothing_of_a_synced_sale() -> None:
    """A look-up that fails later takes nothing back."""
    synced = walk(look("equal"))

    assert State.SYNCED == advance(synced, look("cannot_tell")).state


def test_a_synced_sale_that_has_gone_is_parked() -> None:
    """A document that disappears from the books needs a person, not a second send."""
    gone = advance(walk(look("equal")), look("absent"))

    assert (State.PARKED, "gone") == (gone.state, gone.reason)


def test_a_changed_identity_after_a_send_is_parked() -> None:
    """Another customer, line or total after the send is a conflict."""
    synced = walk(look("equal"))

    changed = advance(synced, event(EventKind.CHANGED, what="identity", identity="ab"))

    assert (State.PARKED, "conflicting-payload") == (changed.state, changed.reason)


def test_a_changed_identity_before_any_send_moves_nothing() -> None:
    """A sale may still be edited while it waits."""
    changed = walk(event(EventKind.CHANGED, what="identity", identity="ab"))

    assert (State.WAITING, "ab") == (changed.state, changed.identity)


def test_a_payment_and_a_void_move_nothing() -> None:
    """They ask for a new look-up; they are not one."""
    row = walk(look("equal"), event(EventKind.PAID), event(EventKind.VOIDED))

    assert (State.SYNCED, True) == (row.state, row.voided)


def test_released_starts_over() -> None:
    """A person's release forgets the sends, not that it was synced."""
    parked = walk(look("equal"), look("absent"))

    released = advance(parked, event(EventKind.RELEASED))

    assert (State.WAITING, 0, True) == (released.state, released.sends, released.ever_synced)


@pytest.mark.parametrize(
    "kind", [kind for kind in EventKind if kind is not EventKind.SEEN], ids=lambda kind: kind.value
)
def test_an_unseen_sale_has_no_history(kind: EventKind) -> None:
    """Nothing can happen to a sale the ledger has not seen."""
    with pytest.raises(LedgerError) as caught:
        advance(None, event(kind))

    assert "forbidden-transition" == caught.value.code


def test_seen_twice_is_refused() -> None:
    """A second `seen` would hide the history."""
    row = walk()

    with pytest.raises(LedgerError, match="cannot be seen"):
        advance(row, event(EventKind.SEEN))


def test_replay_rebuilds_each_row() -> None:
    """The rows follow from the events alone."""
    history = [event(EventKind.SEEN, number="FE123"), look("equal")]

    assert {KEY: walk(look("equal"))} == replay(history)
