# SPDX-License-Identifier: MIT
"""
What both APIs show of the integration's settings, and what only a screen shows.

Only documented operations are called, and only reads. What no API tells is "cannot be known here",
with the screen; once a sale does not reach Pymes, its likely causes are ranked by symptom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from attrs import field, frozen

from loggro_integration.errors import (
    LoggroError,
    MappingFailed,
    NotFound,
    PermissionMissing,
    Problem,
    Text,
    UnexpectedResponse,
)
from loggro_integration.mapping import MappingRules
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient
from loggro_integration.sync import _check_access as access
from loggro_integration.sync import _check_names as names
from loggro_integration.sync import _check_numbering as numbering
from loggro_integration.sync import _check_places as places
from loggro_integration.sync._causes import Cause, likely_causes
from loggro_integration.sync._check_lookup import Looked, look
from loggro_integration.sync._check_reads import Reads
from loggro_integration.sync._check_screens import placed, screen_of
from loggro_integration.sync._finding import (
    PROBLEM,
    Finding,
    fine,
    missing,
    soon,
    unknown,
    wrong,
)
from loggro_integration.sync._seen import QuotaSeen, RangeSeen, quota_in, ranges_of

__all__ = ["Cause", "Finding", "Preflight", "preflight"]

Check = Callable[[Reads], list[Finding]]

_LOOKUP: Final = "sales-lookup"
_NOTHING: Final = Text(es="", en="")
_ACCESS: Final = Text(es="Revise la conexión y los permisos.", en="Check access.")
_MODULE: Final = re.compile(r"/loggro-(\w+)/")


@frozen(kw_only=True)
class Preflight:
    """
    Every check of one preflight.

    Attributes:
        findings: In the order of set-up.
        unsynced: Numbers of recent sales, older than the grace, that Pymes does not show.
        causes: Why that may be, the likeliest first; empty where Pymes shows them all.
        ranges: The resolutions of the rules, each with its end and the last number seen.
        quota: Electronic documents used, `None` where that cannot be known.
    """

    findings: tuple[Finding, ...]
    unsynced: tuple[str, ...] = field(default=())
    causes: tuple[Cause, ...] = field(default=())
    ranges: tuple[RangeSeen, ...] = field(default=())
    quota: QuotaSeen | None = field(default=None)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The checks that failed."""
        return tuple(each for each in self.findings if each.verdict == PROBLEM)

    @property
    def exit_code(self) -> int:
        """
        0 where no check failed, 1 otherwise; 3 where only the look-up of sales cannot be used.

        What cannot be known fails nothing.
        """
        failed = {each.code for each in self.problems}
        return 3 if failed == {_LOOKUP} else min(1, len(failed))

    def raise_for_errors(self) -> None:
        """
        Do nothing where no check failed.

        Raises:
            MappingFailed: With every failed check in `problems`.
        """
        if not self.problems:
            return
        problems = [
            Problem(code=each.code, path="settings", message=each.message, fix=each.fix or _NOTHING)
            for each in self.problems
        ]
        raise MappingFailed("The settings are not complete:", problems=problems)


def preflight(
    pos: RestobarClient,
    books: PymesClient,
    rules: MappingRules,
    *,
    clock: Callable[[], datetime],
) -> Preflight:
    """
    Run every check; an answer that does not come is a failed check, never an exception.

    Args:
        pos: Restobar.
        books: Pymes.
        rules: The rules of the business.
        clock: Gives the present instant, to be compared with the servers' own.
    """
    reads = Reads(pos, books, rules, clock)
    found = [finding for code, check in _CHECKS for finding in _guarded(code, check, reads)]
    looked = _looked(reads)
    found += [*looked.findings, *_only_on_screen(reads)]
    findings = tuple(placed(each) for each in found)
    unsynced = tuple(sale.label for sale in looked.unsynced)
    return Preflight(
        findings=findings,
        unsynced=unsynced,
        causes=_causes(reads, looked, findings),
        ranges=_ranges(reads),
        quota=_quota(reads),
    )


def _ranges(reads: Reads) -> tuple[RangeSeen, ...]:
    try:
        return numbering.ranges_seen(reads)
    except LoggroError:
        # Said already, by the check that reads the same.
        return ranges_of(reads.rules, reads.clock())


def _quota(reads: Reads) -> QuotaSeen | None:
    if reads.rules.restobar.quota.used_field is None:
        return None
    try:
        return quota_in(reads.electronic_count, reads.rules, reads.clock())
    except LoggroError:
        return None


def _causes(reads: Reads, looked: Looked, findings: tuple[Finding, ...]) -> tuple[Cause, ...]:
    kinds = {sale.id: str(plan.kind) for sale, plan in reads.plans} if looked.unsynced else {}
    fields, states = reads.rules.restobar_fields, reads.rules.dian_states
    words = {
        **dict.fromkeys(states.accepted, "accepted"),
        **dict.fromkeys(states.rejected, "rejected"),
    }
    return likely_causes(
        looked.unsynced,
        looked.synced,
        findings,
        kind_of=lambda sale: kinds[sale.id],
        dian_of=lambda sale: words.get(str(fields.read(sale, "dian_state")), ""),
    )


_CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("clock", access.clock),
    ("plan", access.plan),
    ("restobar-login", access.login),
    ("permissions", access.permissions),
    ("shared-login", access.shared_login),
    ("open-cash-session", access.cash_session),
    ("last-numbers", numbering.last_numbers),
    ("pos-numbering", numbering.rules_numbering),
    ("pymes-token", access.pymes_token),
    ("establishment", places.establishment),
    ("warehouse", places.warehouse),
    ("cash-box", places.cash_box),
    ("cash-box-of-user", places.cash_box_of_user),
    ("bank-account", places.bank_account),
    ("inventory-off", places.inventory),
    ("pymes-numbering", numbering.pymes_numbering),
    ("payment-means", names.payment_means),
    ("pymes-payment-means", names.pymes_means),
    ("payment-terms", names.payment_terms),
    ("taxes", names.taxes),
    ("tax-rates", names.tax_rates),
    ("pymes-taxes", names.pymes_taxes),
    ("sellers", names.sellers),
    ("pymes-sellers", names.pymes_sellers),
    ("products", names.products),
    ("pymes-items", names.items),
    ("electronic-quota", numbering.quota),
)
"""Every check that reads, in the order of set-up."""


def _guarded(code: str, check: Check, reads: Reads) -> list[Finding]:
    try:
        return check(reads)
    except LoggroError as error:
        return [_unreadable(code, error)]


def _looked(reads: Reads) -> Looked:
    try:
        return look(reads)
    except LoggroError as error:
        return Looked(_unreadable(_LOOKUP, error))


def _unreadable(code: str, error: LoggroError) -> Finding:
    if isinstance(error, PermissionMissing):
        return _without_permission(code, error)
    hint = _elsewhere(error) or error.hint or _ACCESS
    message = Text(es=f"No se pudo leer: {error.message}", en=f"Not readable: {error.message}")
    return wrong(code, message, hint)


def _elsewhere(error: LoggroError) -> Text | None:
    """Name the setting of a module of Pymes that does not answer where it is looked for."""
    module = _MODULE.search(error.url or "")
    if module is None or not isinstance(error, NotFound | UnexpectedResponse):
        return None
    setting = f"pymes.modules.{module[1]}"
    return Text(
        es=f"Quizá esté en otro módulo: ajuste {setting} en loggro.toml.",
        en=f"It may be in another module: set {setting} in loggro.toml.",
    )


def _without_permission(code: str, error: PermissionMissing) -> Finding:
    permission = error.permission or "?"
    screen = screen_of("permissions")
    return missing(
        code,
        Text(
            es=f"Al rol del usuario le falta el permiso {permission} para leer esto.",
            en=f"The user's role lacks the permission {permission} to read this.",
        ),
        Text(es=f"Déselo en {screen}.", en=f"Give it at {screen}."),
    )


def _only_on_screen(reads: Reads) -> Iterable[Finding]:
    """Give what is chosen on the integration screen: no operation reads or writes it."""
    for code, es, en in _SCREENS:
        yield unknown(code, es, en, screen_of(code))
    yield _siigo(reads)


def _siigo(reads: Reads) -> Finding:
    """Say what a person told of Siigo: a forced send may reach it too, nobody has published it."""
    code, told = "siigo-connected", reads.rules.restobar.siigo
    if told == "unset":
        return unknown(
            code,
            "si Siigo también está conectado: un reenvío podría ir a los dos. Anótelo en "
            "restobar.siigo.",
            "whether Siigo is connected too: a forced send might reach both. Note it in "
            "restobar.siigo.",
            screen_of(code),
        )
    if told is False:
        return fine(code, "no, según restobar.siigo", "no, says restobar.siigo")
    return soon(
        code,
        Text(
            es="Siigo también está conectado: un reenvío puede duplicar la venta allí.",
            en="Siigo is connected too: a forced send may duplicate the sale there.",
        ),
        Text(
            es="Pregunte a Loggro, o desconecte Siigo, antes del primer reenvío.",
            en="Ask Loggro, or disconnect Siigo, before the first forced send.",
        ),
    )


_SCREENS: Final = (
    (
        "screen-token",
        "si el token de Pymes está pegado en Restobar y sirve.",
        "whether the token of Pymes is pasted in Restobar and works.",
    ),
    (
        "screen-pos-resolution",
        "qué resolución POS está elegida.",
        "which POS resolution is chosen.",
    ),
    (
        "screen-electronic-resolution",
        "qué resolución de facturación electrónica está elegida.",
        "which electronic resolution is chosen.",
    ),
    (
        "screen-payment-means",
        "a qué medio de Pymes va cada medio de pago.",
        "which means of Pymes each payment method goes to.",
    ),
    (
        "screen-payment-terms",
        "a qué forma de Pymes van contado y crédito.",
        "which terms of Pymes cash and credit go to.",
    ),
    (
        "screen-taxes",
        "a qué impuesto de Pymes va cada uno.",
        "which tax of Pymes each tax goes to.",
    ),
    (
        "screen-sellers",
        "a qué vendedor de Pymes va cada usuario.",
        "which seller of Pymes each user goes to.",
    ),
    (
        "screen-products",
        "a qué ítem de Pymes va cada producto.",
        "which item of Pymes each product goes to.",
    ),
)
