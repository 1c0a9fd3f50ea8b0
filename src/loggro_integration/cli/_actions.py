# SPDX-License-Identifier: MIT
"""`loggro void`, `loggro pay`, `loggro email`: what people do to a sale, once and recorded."""

from __future__ import annotations

import re
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from cyclopts import Parameter

from loggro_integration.cli._exit import FINE, UNKNOWN
from loggro_integration.cli._options import DEFAULT_LEDGER, DEFAULT_RULES, Flag
from loggro_integration.cli._output import Output
from loggro_integration.cli._profiles import profile_words
from loggro_integration.errors import InvalidAmount, InvalidInput, Text
from loggro_integration.money import exact, format_pesos

if TYPE_CHECKING:
    from loggro_integration.mapping import MappingRules
    from loggro_integration.pymes import PymesClient
    from loggro_integration.restobar import RestobarClient
    from loggro_integration.sync import SqliteStore
    from loggro_integration.sync.actions import InPymes, Paid, Voided
    from loggro_integration.wire import Sale

__all__ = ["email", "pay", "void"]

Place = Annotated[Literal["restobar", "pymes"], Parameter(name="--in")]
With = Annotated[list[str], Parameter(name="--with", negative="")]

_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
YES = frozenset({"s", "si", "sí", "y", "yes"})

_FOLLOWING = {
    "stands": Text(es="revísela allá", en="look at it there"),
    "differs": Text(es="revíselo más tarde", en="look again later"),
    "absent": Text(es="lo mira la próxima sincronización", en="the next run looks after it"),
    "cannot-tell": Text(es="pruebe con loggro check", en="try loggro check"),
}
_OPEN = frozenset({"stands", "differs", "cannot-tell"})


class _Desk(NamedTuple):
    """What an action works with."""

    pos: RestobarClient
    books: PymesClient | None
    rules: MappingRules
    store: SqliteStore


def void(
    number: str,
    /,
    *,
    reason: str | None = None,
    wait: int = 15,
    again: Flag = False,
    no_follow: Flag = False,
    yes: Flag = False,
    in_: Place = "restobar",
    rules: Path = DEFAULT_RULES,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Annul a sale in Restobar, to the end, and follow that into Pymes.

    Args:
        number: Prefix and number of the sale, as FE123, or its id.
        reason: Why, for Restobar.
        wait: Minutes to wait for DIAN and for Pymes, each.
        again: Finish once more although nobody knows whether it was finished.
        no_follow: Do not look into Pymes.
        yes: Do it without asking.
        in_: Where: a sale of Restobar is annulled in Restobar alone.
        rules: File with the rules of the business.
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import now, pause
    from loggro_integration.sync import actions

    out = Output(as_json=json)
    _refuse_pymes(in_, f"loggro void {number}")
    patience = timedelta(minutes=_minutes(wait))
    with _desk(rules, ledger, follow=not no_follow) as desk:
        sale = _asked(out, desk.pos, number, yes, Text(es="Se anulará", en="To be annulled:"))
        with out.progress("Anulando…", "Annulling…"):
            done = actions.void(
                desk.pos,
                sale,
                reason=reason,
                store=desk.store,
                books=desk.books,
                rules=desk.rules,
                patience=patience,
                again=again,
                clock=now,
                sleep=pause,
            )
    return _show_void(out, done, _again("void", number, rules, ledger))


def pay(
    number: str,
    /,
    *,
    with_: With,
    tip: str | None = None,
    reference: str = "",
    wait: int = 5,
    no_follow: Flag = False,
    yes: Flag = False,
    in_: Place = "restobar",
    rules: Path = DEFAULT_RULES,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Receive a payment of a printed bill or of a sale on credit in Restobar.

    Args:
        number: Prefix and number of the sale, as FE123, or its id.
        with_: Method of payment, as Efectivo, for all that is owed; or Efectivo=20000, repeated.
        tip: Voluntary tip of a bill, in pesos.
        reference: Your own name for an instalment: another one is another payment.
        wait: Minutes to wait for Pymes.
        no_follow: Do not look into Pymes.
        yes: Do it without asking.
        in_: Where: a sale of Restobar is paid in Restobar alone.
        rules: File with the rules of the business.
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import now, pause
    from loggro_integration.sync import actions

    out = Output(as_json=json)
    _refuse_pymes(in_, f"loggro pay {number}")
    payments = _payments(with_)
    patience = timedelta(minutes=_minutes(wait))
    with _desk(rules, ledger, follow=not no_follow) as desk:
        words = ", ".join(with_)
        intent = Text(es=f"Se pagará con {words}", en=f"To be paid with {words}:")
        sale = _asked(out, desk.pos, number, yes, intent)
        with out.progress("Pagando…", "Paying…"):
            paid = actions.pay(
                desk.pos,
                sale,
                payments,
                tip=None if tip is None else _amount(tip, "--tip"),
                reference=reference,
                store=desk.store,
                books=desk.books,
                rules=desk.rules,
                patience=patience,
                clock=now,
                sleep=pause,
            )
    return _show_payment(out, paid)


def email(
    number: str,
    /,
    *,
    again: Flag = False,
    yes: Flag = False,
    in_: Place = "restobar",
    rules: Path = DEFAULT_RULES,
    ledger: Path = DEFAULT_LEDGER,
    json: Flag = False,
) -> int:
    """
    Let Restobar e-mail a sale to its customer, once.

    Args:
        number: Prefix and number of the sale, as FE123, or its id.
        again: Mail it although it was mailed before, or nobody knows.
        yes: Do it without asking.
        in_: Where: a sale of Restobar is mailed from Restobar alone.
        rules: File with the rules of the business.
        ledger: File of the ledger.
        json: Print JSON alone on stdout.
    """
    from loggro_integration.cli._connect import now
    from loggro_integration.sync import actions

    out = Output(as_json=json)
    _refuse_pymes(in_, f"loggro email {number}")
    with _desk(rules, ledger, follow=False) as desk:
        intent = Text(es="Se enviará por correo", en="To be mailed:")
        sale = _asked(out, desk.pos, number, yes, intent)
        sent = actions.email(
            desk.pos, sale, store=desk.store, rules=desk.rules, again=again, clock=now
        )
    out.json({**_sale_json(sent.sale, sent.key), "already": sent.already})
    if sent.already:
        out.say(
            "Ya se había enviado: no se repitió. A propósito: --again.",
            "It was mailed before: not repeated. On purpose: --again.",
        )
    else:
        out.say("Restobar lo envió por correo.", "Restobar mailed it.")
    return FINE


def _show_void(out: Output, done: Voided, following: str) -> int:
    out.json(
        {
            **_sale_json(done.sale, done.key),
            "finished": done.finished,
            "pymes": done.pymes.value,
            "next_command": "" if done.finished else following,
        }
    )
    if not done.finished:
        out.say(
            f"Anulación empezada; falta la nota crédito de la DIAN. Más tarde: {following}",
            f"Annulment begun; DIAN's credit note is missing. Later: {following}",
        )
        return UNKNOWN
    out.say(f"Anulada en Restobar: {done.sale.label}.", f"Annulled: {done.sale.label}.")
    return _told(out, done.pymes)


def _show_payment(out: Output, paid: Paid) -> int:
    out.json(
        {
            **_sale_json(paid.sale, paid.key),
            "paid": paid.sale.total_paid,
            "balance": paid.sale.balance,
            "already": paid.already,
            "pymes": paid.pymes.value,
        }
    )
    owed = format_pesos(paid.sale.balance)
    if paid.already:
        out.say(
            f"Ya estaba pagado: no se envió nada. Debe {owed}. Otro abono igual: --reference.",
            f"It was paid already: nothing was sent. Owes {owed}. The same again: --reference.",
        )
    else:
        out.say(f"Pagado en Restobar. Debe {owed}.", f"Paid in Restobar. Owes {owed}.")
    return _told(out, paid.pymes)


@contextmanager
def _desk(rules: Path, ledger: Path, *, follow: bool) -> Generator[_Desk]:
    """Open rules, clients and the ledger; what is missing is told before anything is sent."""
    from loggro_integration.cli._connect import open_books, open_ledger, open_pos, read_rules

    told = read_rules(rules)
    with ExitStack() as opened:
        pos = opened.enter_context(open_pos(told))
        books = opened.enter_context(open_books(told, read_only=True)) if follow else None
        store = opened.enter_context(open_ledger(ledger))
        yield _Desk(pos, books, told, store)


def _asked(out: Output, pos: RestobarClient, number: str, yes: bool, intent: Text) -> Sale:
    """Return the sale once a person has agreed; without one nothing is done."""
    from loggro_integration.sync import actions

    sale = actions.find_sale(pos, number)
    total = format_pesos(sale.total)
    question = Text(
        es=f"{intent.es} {sale.label}, {sale.status}, {total}.",
        en=f"{intent.en} {sale.label}, {sale.status}, {total}.",
    )
    if yes or _agreed(out, question):
        return sale
    raise InvalidInput(
        f"Nothing was sent. {question.en}",
        field="--yes",
        hint=Text(es="Para hacerlo, agregue --yes.", en="To do it, add --yes."),
    )


def _agreed(out: Output, question: Text) -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    out.warn(Text(es=f"{question.es} ¿Sí o no?", en=f"{question.en} Yes or no?"))
    return sys.stdin.readline().strip().lower() in YES


def _refuse_pymes(place: str, command: str) -> None:
    if place == "restobar":
        return
    raise InvalidInput(
        f"Pymes holds a copy: a sale of Restobar is changed in Restobar alone. Use {command}.",
        field="--in",
        value=place,
        hint=Text(es=f"Use {command}, sin --in pymes.", en=f"Use {command}, without --in pymes."),
    )


def _payments(given: list[str]) -> str | dict[str, Decimal]:
    """Read ``Efectivo``, or several ``Efectivo=20000``."""
    if len(given) == 1 and "=" not in given[0]:
        return given[0]
    payments: dict[str, Decimal] = {}
    for each in given:
        name, equals, value = each.rpartition("=")
        if not equals or name in payments:
            raise InvalidInput(
                f"--with {each} does not say how much, or names a method twice.",
                field="--with",
                value=each,
                hint=Text(es="Escriba Método=valor.", en="Write Method=value."),
            )
        payments[name] = _amount(value, "--with")
    return payments


def _amount(text: str, name: str) -> Decimal:
    """Read an amount; what a Colombian reads as thousands is not taken for three decimals."""
    if _THOUSANDS.fullmatch(text):
        raise InvalidAmount(
            f"{name} {text} may be thousands.",
            field=name,
            value=text,
            hint=Text(
                es=f"Sin separador de miles: {text.replace('.', '')}.",
                en=f"Without thousands separator: {text.replace('.', '')}.",
            ),
        )
    return exact(text, field=name)


def _minutes(wait: int) -> int:
    if wait >= 0:
        return wait
    raise InvalidInput(
        f"{wait} is no number of minutes.",
        field="--wait",
        value=wait,
        hint=Text(es="Use 0 o más.", en="Use 0 or more."),
    )


def _again(command: str, number: str, rules: Path, ledger: Path) -> str:
    return f"loggro {command} {number} --yes --rules {rules} --ledger {ledger}{profile_words()}"


def _sale_json(sale: Sale, key: str) -> dict[str, object]:
    return {
        "key": key,
        "number": sale.label,
        "total": sale.total,
        "status": str(sale.status),
    }


def _told(out: Output, shown: InPymes) -> int:
    """Say what Pymes shows; what a person has to look at ends with 3."""
    from loggro_integration.sync.actions import shown_words

    if (said := out.text(shown_words(shown))) and shown.value != "not-asked":
        following = _FOLLOWING.get(shown.value)
        out.line(f"{said[0].upper()}{said[1:]}{f': {out.text(following)}' if following else ''}.")
    return UNKNOWN if shown.value in _OPEN else FINE
