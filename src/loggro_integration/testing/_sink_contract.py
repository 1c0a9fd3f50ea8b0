# SPDX-License-Identifier: MIT
"""
What the engine relies on in a sink, as checks that any sink must pass.

They need no test library: a check is a function that takes how to open a sink over an empty place,
and raises `AssertionError` with the law that was broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from itertools import count
from typing import Final, TypeAlias, TypeVar

from attrs import field, frozen

from loggro_integration.errors import (
    ConfigurationError,
    LoggroError,
    NotSent,
    OutcomeUnknown,
    Rejected,
    Text,
)
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import MappingRules, Plan, map_sale, sale_from_dict
from loggro_integration.sync import Absent, CannotTell, Found, Receipt, Sink
from loggro_integration.sync._lookup import LookupResult
from loggro_integration.sync._sink_answers import oddity_of_find, oddity_of_receipt
from loggro_integration.wire import SalesRow

__all__ = ["OpenSink", "SinkCase", "SinkCheck", "sink_contract"]

T = TypeVar("T")

Happening: TypeAlias = Callable[[], object]
Sell: TypeAlias = Callable[[], tuple[Plan, SaleKey]]

_PEOPLE: Final = ("Ana Prueba", "1020304050", "ana.prueba@example.com")


def _nothing() -> None:
    """Let nothing happen."""


def _sales() -> Sell:
    """Make sales of an invented restaurant: POS11, POS12, …, each to one person."""
    numbers: Iterator[int] = count(11)
    rules = MappingRules.example()

    def sell() -> tuple[Plan, SaleKey]:
        number = next(numbers)
        sale = sale_from_dict(
            {
                "number": f"POS{number}",
                "issued_at": "2026-11-20T13:04:11-05:00",
                "status": "paid",
                "seller": "Camila",
                "total": 54000,
                "client": {
                    "id_type": "13",
                    "id_number": _PEOPLE[1],
                    "name": _PEOPLE[0],
                    "email": _PEOPLE[2],
                },
                "payments": [{"method": "Efectivo", "value": 54000}],
                "lines": [
                    {
                        "name": "Bandeja",
                        "code": "P05",
                        "price": 27000,
                        "quantity": 2,
                        "taxes": [{"name": "I CONSUMO", "percent": 8}],
                    }
                ],
            }
        )
        return map_sale(sale, rules), SaleKey("arepera", "POS", number)

    return sell


@frozen(kw_only=True)
class SinkCase:
    """
    A sink over an empty place, and what a test can make happen to the place.

    A happening that your place cannot have stays `None`: what is promised about it is not checked.

    Attributes:
        sink: The sink. One that looks up in Pymes has been proved.
        sell: Makes a sale that the place may take, another each time; POS11, POS12, … by default.
        people: Texts that name the customers of these sales.
        settle: Lets what was accepted arrive.
        refuse: From now on the place refuses what it is handed.
        lose: From now on its answers are lost, whatever it does.
        cut: From now on it cannot be reached, or cannot take anything.
        hide: From now on it cannot be read, or nothing shows.
        delivers: Whether it delivers at all; a dry run does not.
        once: Whether it says that a repeat never makes a second document.
    """

    sink: Sink
    sell: Sell = field(factory=_sales)
    people: tuple[str, ...] = _PEOPLE
    settle: Happening = _nothing
    refuse: Happening | None = None
    lose: Happening | None = None
    cut: Happening | None = None
    hide: Happening | None = None
    delivers: bool = True
    once: bool = False


OpenSink: TypeAlias = Callable[[], AbstractContextManager[SinkCase]]
"""Opens a sink over an empty place, each time another; it is closed after the ``with``."""

SinkCheck: TypeAlias = Callable[[OpenSink], None]
"""One check of the contract: it raises `AssertionError` where the sink does not keep to it."""


def sink_contract() -> tuple[SinkCheck, ...]:
    """
    Return the checks that a sink must pass, each over an empty place of its own.

    With pytest::

        @contextmanager
        def opened(folder):
            yield SinkCase(sink=MySink(folder), once=True)

        @pytest.mark.parametrize("check", sink_contract(), ids=lambda check: check.__name__)
        def test_my_sink(check, tmp_path):
            check(lambda: opened(tmp_path))

    >>> import tempfile
    >>> from contextlib import contextmanager
    >>> from loggro_integration import sync
    >>> from loggro_integration.mapping import MappingRules
    >>> @contextmanager
    ... def opened():
    ...     with tempfile.TemporaryDirectory() as folder:
    ...         sink = sync.FileSink(folder, rules=MappingRules.example())
    ...         sink.begin()
    ...         yield testing.SinkCase(sink=sink, once=True)
    >>> for check in testing.sink_contract():
    ...     check(opened)
    """
    return (
        each_answer_is_one_of_ours,
        an_empty_place_has_nothing,
        what_was_delivered_is_found,
        a_dry_sink_says_so,
        asking_changes_nothing,
        each_sale_is_found_alone,
        numbers_written_alike_are_apart,
        a_repeat_never_doubles,
        a_refusal_is_rejected,
        a_lost_answer_is_unknown,
        what_never_left_is_not_sent,
        a_place_that_cannot_be_read_cannot_tell,
        nobody_is_named,
    )


def each_answer_is_one_of_ours(open_sink: OpenSink) -> None:
    """A look-up gives `Found`, `Absent` or `CannotTell` and a delivery a `Receipt`, each whole."""
    with open_sink() as case:
        plan, key = case.sell()
        _asked_of(case.sink, key)
        _handed_to(case.sink, plan, key)
        case.settle()
        _asked_of(case.sink, key)


def an_empty_place_has_nothing(open_sink: OpenSink) -> None:
    """Before anything was delivered a sale is absent, and where that is not known, not found."""
    with open_sink() as case:
        _, key = case.sell()
        answer = _asked_of(case.sink, key)
        if case.delivers:
            _is(answer, Absent, "a sale is absent from an empty place")
        _is_not(answer, Found, "nothing is found in an empty place")


def what_was_delivered_is_found(open_sink: OpenSink) -> None:
    """A sale that was accepted shows once it has arrived: one document with number and total."""
    with open_sink() as case:
        plan, key = case.sell()
        receipt = _handed_to(case.sink, plan, key)
        if not case.delivers:
            return
        _true(receipt.accepted, "a delivery says that it was accepted")
        if not receipt.shows:
            case.settle()
        rows = _found(case.sink, key, "what was delivered is found")
        _true(len(rows) == 1, f"it is one document, not {len(rows)}")
        spelled = {str(key.number), str(key.sequence)}
        _true(rows[0].number in spelled, "the document has the number of the sale")
        _true(rows[0].total == plan.accounting.total, "the document has the total of the sale")


def a_dry_sink_says_so(open_sink: OpenSink) -> None:
    """Where nothing is delivered, the receipt says that nothing was accepted."""
    with open_sink() as case:
        plan, key = case.sell()
        if case.delivers:
            return
        receipt = _handed_to(case.sink, plan, key)
        _true(not receipt.accepted, "what delivers nothing accepts nothing")
        case.settle()
        _is_not(_asked_of(case.sink, key), Found, "what delivers nothing leaves nothing")


def asking_changes_nothing(open_sink: OpenSink) -> None:
    """A look-up may be repeated: it neither delivers nor takes away."""
    with open_sink() as case:
        plan, key = case.sell()
        for _ in range(3):
            _is_not(_asked_of(case.sink, key), Found, "asking does not deliver")
        if not case.delivers:
            return
        _handed_to(case.sink, plan, key)
        case.settle()
        for _ in range(3):
            _found(case.sink, key, "asking takes nothing away")


def each_sale_is_found_alone(open_sink: OpenSink) -> None:
    """Another sale of the same series is still absent, and both are found once both are there."""
    with open_sink() as case:
        (plan, key), (other_plan, other) = case.sell(), case.sell()
        if not case.delivers:
            return
        _handed_to(case.sink, plan, key)
        case.settle()
        _is(_asked_of(case.sink, other), Absent, "another sale is absent all the same")
        _handed_to(case.sink, other_plan, other)
        case.settle()
        for each in (key, other):
            _true(len(_found(case.sink, each, "both are found")) == 1, "each is one document")


def numbers_written_alike_are_apart(open_sink: OpenSink) -> None:
    """FE1 and number 1 are not FE and number 11; another case is another series."""
    with open_sink() as case:
        plan, key = case.sell()
        if not case.delivers:
            return
        _handed_to(case.sink, plan, key)
        case.settle()
        _found(case.sink, key, "the sale itself is found")
        for other in _alike(key):
            answer = _asked_of(case.sink, other)
            _is_not(answer, Found, f"{key.number} is not taken for {other}")


def a_repeat_never_doubles(open_sink: OpenSink) -> None:
    """Where a sink says so, delivering again leaves one document, whether or not it is refused."""
    with open_sink() as case:
        plan, key = case.sell()
        if not case.once:
            return
        _handed_to(case.sink, plan, key)
        case.settle()
        with suppress(Rejected):
            _handed_to(case.sink, plan, key)
        case.settle()
        rows = _found(case.sink, key, "a repeat takes nothing away")
        _true(len(rows) == 1, "a repeat makes no second document")


def a_refusal_is_rejected(open_sink: OpenSink) -> None:
    """A refusal is `Rejected`, and nothing is there afterwards."""
    with open_sink() as case:
        plan, key = case.sell()
        if case.refuse is None:
            return
        case.refuse()
        _raises((Rejected,), case, plan, key, "a refusal is Rejected")
        case.settle()
        _is_not(_asked_of(case.sink, key), Found, "what was refused is not there")


def a_lost_answer_is_unknown(open_sink: OpenSink) -> None:
    """Without a usable answer nobody knows: `OutcomeUnknown`, never a receipt or a refusal."""
    with open_sink() as case:
        plan, key = case.sell()
        if case.lose is None:
            return
        case.lose()
        _raises((OutcomeUnknown,), case, plan, key, "a lost answer is OutcomeUnknown")


def what_never_left_is_not_sent(open_sink: OpenSink) -> None:
    """What did not leave is `NotSent`, or a setting to mend, and is not there."""
    with open_sink() as case:
        plan, key = case.sell()
        if case.cut is None:
            return
        case.cut()
        _raises((NotSent, ConfigurationError), case, plan, key, "what never left is NotSent")
        case.settle()
        _is_not(_asked(case.sink, key), Found, "what never left is not there")


def a_place_that_cannot_be_read_cannot_tell(open_sink: OpenSink) -> None:
    """A sale is never absent because nothing can be seen: it would be delivered twice."""
    with open_sink() as case:
        plan, key = case.sell()
        if case.hide is None:
            return
        _handed_to(case.sink, plan, key)
        case.settle()
        case.hide()
        _is(_asked(case.sink, key), CannotTell, "what cannot be seen cannot be told")
        _, never = case.sell()
        _is(_asked(case.sink, never), CannotTell, "nor what was never there")


def nobody_is_named(open_sink: OpenSink) -> None:
    """Receipts and errors are written into ledgers and logs: they hold no customer's data."""
    for name in ("", "refuse", "lose", "cut"):
        with open_sink() as case:
            plan, key = case.sell()
            happening = getattr(case, name) if name else _nothing
            if happening is None:
                continue
            happening()
            told = _told(case.sink, plan, key)
            for person in case.people:
                _true(person not in told, "no receipt and no error names a customer")


def _told(sink: Sink, plan: Plan, key: SaleKey) -> str:
    """Return what a delivery says, whatever comes of it."""
    try:
        return repr(_handed_to(sink, plan, key))
    except LoggroError as error:
        return f"{error} {error!r} {error.hint} {error.body}"


def _alike(key: SaleKey) -> Iterator[SaleKey]:
    """Return keys that could be taken for this one."""
    digits = str(key.sequence)
    yield SaleKey(key.business, key.prefix, key.sequence + 1)
    yield SaleKey(key.business, key.prefix, key.sequence * 10)
    if key.prefix.swapcase() != key.prefix:
        yield SaleKey(key.business, key.prefix.swapcase(), key.sequence)
    if digits[1:] and digits[1] != "0":
        yield SaleKey(key.business, f"{key.prefix}{digits[0]}", int(digits[1:]))


def _asked(sink: Sink, key: SaleKey) -> object:
    """Return what a look-up says; an error of ours stops the run, so it tells nothing either."""
    try:
        return _asked_of(sink, key)
    except LoggroError as error:
        return CannotTell(reason=error.hint or Text(es=error.message, en=error.message))


def _asked_of(sink: Sink, key: SaleKey) -> LookupResult:
    """Look a sale up, and hold the sink to its protocol."""
    answer = _ours("find", lambda: sink.find(key))
    odd = oddity_of_find(answer)
    _true(not odd, f"find gives Found, Absent or CannotTell: it gave {odd}")
    return answer


def _handed_to(sink: Sink, plan: Plan, key: SaleKey) -> Receipt:
    """Deliver a sale, and hold the sink to its protocol."""
    receipt = _ours("deliver", lambda: sink.deliver(plan, key))
    odd = oddity_of_receipt(receipt)
    _true(not odd, f"deliver gives a Receipt: it gave {odd}")
    return receipt


def _ours(method: str, call: Callable[[], T]) -> T:
    """Call a method of the sink, which may raise errors of ours alone."""
    try:
        return call()
    except LoggroError:
        raise
    except Exception as error:
        raise AssertionError(f"{method} raises nothing foreign: {type(error).__name__}") from error


def _found(sink: Sink, key: SaleKey, law: str) -> tuple[SalesRow, ...]:
    answer = _asked_of(sink, key)
    if isinstance(answer, Found):
        return answer.rows
    raise AssertionError(f"{law}: it is {type(answer).__name__}")


def _raises(
    kinds: tuple[type[LoggroError], ...], case: SinkCase, plan: Plan, key: SaleKey, law: str
) -> None:
    try:
        receipt = case.sink.deliver(plan, key)
    except kinds:
        return
    except Exception as error:
        raise AssertionError(f"{law}: it raised {type(error).__name__}") from error
    raise AssertionError(f"{law}: it gave {receipt!r}")


def _is(answer: object, kind: type[object], law: str) -> None:
    _true(isinstance(answer, kind), f"{law}: it is {type(answer).__name__}")


def _is_not(answer: object, kind: type[object], law: str) -> None:
    _true(not isinstance(answer, kind), f"{law}: it is {type(answer).__name__}")


def _true(kept: object, law: str) -> None:
    if not kept:
        raise AssertionError(law)
