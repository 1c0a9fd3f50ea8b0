# SPDX-License-Identifier: MIT
"""The story of a sale in words, what each state means, and what a person can do."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from loggro_integration import errors
from loggro_integration.exact_json import JsonValue
from loggro_integration.sync import (
    Event,
    EventKind,
    Row,
    SqliteStore,
    State,
    find_row,
    release_rows,
    rows_set_aside,
    story_of,
)
from loggro_integration.sync._advice import advice_of, meaning_of_row
from loggro_integration.sync._reasons import REASONS
from loggro_integration.sync._story import words_of

AT = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
KEY = "arepera:FE:7"
SEEN: dict[str, JsonValue] = {
    "id": "x", "number": "FE7", "day": "2026-11-24", "kind": "electronic", "total": "12000",
}  # fmt: skip


def event(of: EventKind, key: str = KEY, /, **detail: JsonValue) -> Event:
    return Event(at=AT, key=key, kind=of, detail=detail)


@pytest.mark.parametrize(
    ("told", "es", "en"),
    [
        (event(EventKind.SEEN, **SEEN), "factura electrónica, $ 12.000", "electronic invoice"),
        (event(EventKind.SEEN, kind="otro", total="?"), "otro, ?", "otro, ?"),
        (event(EventKind.SEEN, **SEEN, excluded="courtesy"), "excluida: cortesía", "left out"),
        (event(EventKind.LOOKED_UP, result="equal"), "está, con el mismo", "it is there"),
        (event(EventKind.LOOKED_UP, result="absent"), "no está.", "not there."),
        (event(EventKind.LOOKED_UP, result="absent", young=True), "aún no está", "not there yet"),
        (
            event(EventKind.LOOKED_UP, result="different", reason="differs:total"),
            "no es igual: no coincide en: total",
            "not the same: differs in: total",
        ),
        (
            event(EventKind.LOOKED_UP, result="cannot_tell", reason="pymes.fields.number"),
            "no se puede saber: pymes.fields.number",
            "nobody can tell: pymes.fields.number",
        ),
        (event(EventKind.LOOKED_UP, result="nuevo"), "nuevo", "nuevo"),
        (event(EventKind.INTENDED), "la intención", "The intent"),
        (event(EventKind.SENT), "reenviarla", "asked to send it again"),
        (event(EventKind.ANSWERED, answer="accepted"), "aceptó", "accepted"),
        (event(EventKind.ANSWERED, answer="not-sent", reason="NotSent"), "no salió", "never left"),
        (event(EventKind.ANSWERED, answer="unknown"), "nadie sabe", "nobody knows"),
        (event(EventKind.ANSWERED, answer="unneeded"), "ya la tenía", "had it already"),
        (event(EventKind.ANSWERED, answer="nueva"), "nueva", "nueva"),
        (
            event(EventKind.ANSWERED, answer="rejected", reason="rejected:409:Conflict"),
            "lo rechazó: Loggro la rechazó: 409 Conflict",
            "refused: Loggro refused: 409 Conflict",
        ),
        (
            event(EventKind.CHANGED, what="identity", total="15000"),
            "cliente, líneas, fecha o total; el total es $ 15.000",
            "customer, lines, date or total; the total is $ 15.000",
        ),
        (
            event(EventKind.CHANGED, what="state", paid="5000", status="Por Pagar"),
            "Por Pagar, pagado $ 5.000",
            "Por Pagar, paid $ 5.000",
        ),
        (event(EventKind.CHANGED, what="state"), "?, pagado ?", "?, paid ?"),
        (event(EventKind.VOIDED), "Se anuló", "Voided"),
        (event(EventKind.PAID), "un pago", "A payment"),
        (event(EventKind.PARKED, reason="gone"), "apartó para una persona: estaba", "Set aside"),
        (event(EventKind.RELEASED), "la liberó", "released it"),
    ],
    ids=lambda each: each.kind.value if isinstance(each, Event) else "",
)
def test_every_event_has_words(told: Event, es: str, en: str) -> None:
    """What happened is said in both languages, with the reason where there is one."""
    text = words_of(told)

    assert es in text.es
    assert en in text.en


def test_every_kind_of_event_can_be_told() -> None:
    """No kind of event is passed over in silence, whatever its details are."""
    for kind in EventKind:
        text = words_of(event(kind, action="void", count=2))
        assert text.es
        assert text.en


def test_a_kind_of_tomorrow_shows_its_details() -> None:
    """Nothing is hidden because nobody wrote a sentence for it."""
    told = event(EventKind.SEEN, action="void", step=2)
    object.__setattr__(told, "kind", type("Kind", (), {"value": "mañana"}))

    assert "mañana: action void, step 2." == words_of(told).es


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("reason", ["", *REASONS, "differs:total", "rejected:400:X", "otra"])
def test_every_state_has_a_meaning_and_advice(state: State, reason: str) -> None:
    """In both languages; what was set aside or left out can be released, by a command."""
    row = Row(key=KEY, number="FE7", state=state, reason=reason)
    texts = [meaning_of_row(row), advice_of(row)]

    assert all(text.es.endswith((".", "7", "NÚMERO")) and text.en for text in texts)
    released = state in {State.PARKED, State.EXCLUDED, State.DIFFERENT}
    assert released is ("loggro sync retry FE7" in texts[1].es)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore.open(tmp_path / "ledger.db") as found:
        found.append([event(EventKind.SEEN, **SEEN)])
        yield found


def test_a_story_is_the_events_in_their_order(store: SqliteStore) -> None:
    """Nothing is left out, and where it stands is told."""
    store.append(
        [
            event(EventKind.LOOKED_UP, result="absent"),
            event(EventKind.PARKED, reason="dian-pending"),
        ]
    )

    story = story_of(store, KEY)

    assert ["seen", "looked_up", "parked"] == [line.kind for line in story.lines]
    assert {AT} == {line.at for line in story.lines}
    assert store.row(KEY) == story.row
    assert "DIAN" in story.meaning.es


def test_a_story_of_what_the_ledger_does_not_know(store: SqliteStore) -> None:
    """It is refused, and the key is named."""
    with pytest.raises(errors.InvalidInput) as caught:
        story_of(store, "arepera:FE:8")

    assert ("key", "arepera:FE:8") == (caught.value.field, caught.value.value)


def test_what_a_process_left_different_can_be_released(store: SqliteStore) -> None:
    """It died before it set the sale aside: both steps are recorded, and it waits again."""
    store.append([event(EventKind.LOOKED_UP, result="different", reason="differs:total")])

    (released,) = release_rows(store, rows_set_aside(store), AT)

    assert (State.WAITING, "differs:total") == (released.state, released.released)
    assert ["parked", "released"] == [each.kind.value for each in store.events(KEY)][-2:]


def test_a_release_is_for_what_was_set_aside(store: SqliteStore) -> None:
    """A sale that waits has nothing to be released from; none of the others is released."""
    other = "arepera:FE:8"
    store.append(
        [
            event(EventKind.SEEN, other, **{**SEEN, "number": "FE8", "excluded": "courtesy"}),
        ]
    )
    rows = [find_row(store, "FE8"), find_row(store, "FE7")]

    with pytest.raises(errors.InvalidInput):
        release_rows(store, rows, AT)

    assert State.EXCLUDED == find_row(store, "FE8").state
    assert [] == rows_set_aside(store)
    assert ["FE8"] == [row.number for row in rows_set_aside(store, "courtesy")]


def test_a_number_is_found_whatever_stands_between(store: SqliteStore) -> None:
    """What is written exactly so comes before what is only alike."""
    store.append([event(EventKind.SEEN, "arepera:fe:7", **{**SEEN, "number": "fe7"})])

    assert "arepera:fe:7" == find_row(store, "fe7").key
    assert KEY == find_row(store, " FE7 ").key
    with pytest.raises(errors.InvalidInput):
        find_row(store, "Fe-7")
