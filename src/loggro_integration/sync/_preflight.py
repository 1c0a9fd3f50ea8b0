# SPDX-License-Identifier: MIT
"""
What both APIs show of the integration's settings, and what only a screen shows.

Only documented reads are called. What no API tells is "cannot be known here", with the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from attrs import frozen

from loggro_integration.days import business_day
from loggro_integration.errors import LoggroError, MappingFailed, Problem, Text
from loggro_integration.mapping import MappingRules
from loggro_integration.models import NumberingRange
from loggro_integration.pymes import PymesClient
from loggro_integration.restobar import RestobarClient

__all__ = ["Finding", "Preflight", "preflight"]

OK, PROBLEM, UNKNOWN = "ok", "problem", "unknown"

INTEGRATION_SCREEN = "Restobar: Configuración → Información del negocio → Integraciones → Loggro"
NUMBERING_SCREEN = "Pymes: Configuración → Consecutivos de facturación"
_NO_POS_SCREEN = f"{NUMBERING_SCREEN}: Aplica a = Facturas cargadas por Venta Externa No POS."


@frozen(kw_only=True)
class Finding:
    """
    One check, in set-up order.

    Attributes:
        code: Stable name of the check.
        verdict: ``ok``, ``problem`` or ``unknown`` (no API shows it).
        message: What was found.
        fix: What to do, naming the setting or the screen; `None` where nothing is needed.
    """

    code: str
    verdict: str
    message: Text
    fix: Text | None = None


@frozen(kw_only=True)
class Preflight:
    """Every check of one preflight."""

    findings: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """The checks that failed."""
        return tuple(each for each in self.findings if each.verdict == PROBLEM)

    @property
    def exit_code(self) -> int:
        """0 where no check failed, 1 otherwise; what cannot be known fails nothing."""
        return 1 if self.problems else 0

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


_NOTHING = Text(es="", en="")


def preflight(
    pos: RestobarClient,
    books: PymesClient,
    rules: MappingRules,
    *,
    clock: Callable[[], datetime],
) -> Preflight:
    """Run every check; an answer that does not come is a failed check, never an exception."""
    today = business_day(clock())
    checks: tuple[tuple[str, Callable[[], list[Finding]]], ...] = (
        ("restobar-login", lambda: _login(pos)),
        ("numbering", lambda: numbering_findings(rules, today)),
        ("pymes-numbering", lambda: _pymes_numbering(books, rules)),
        ("payment-means", lambda: _payment_methods(pos, rules)),
        ("pymes-payment-means", lambda: _pymes_means(books, rules)),
        ("payment-terms", lambda: _some("payment-terms", books.payment_terms.list(), _TERMS)),
        ("taxes", lambda: _taxes(pos, rules)),
        ("sellers", lambda: _sellers(pos, rules)),
        ("products", lambda: _products(pos, rules)),
        ("establishment", lambda: _some("establishment", books.establishments.list(), _PLACE)),
        ("warehouse", lambda: _some("warehouse", books.warehouses.list(), _WAREHOUSE)),
        ("cash-box", lambda: _some("cash-box", books.cash_boxes.list(), _BOX)),
        ("bank-account", lambda: _some("bank-account", books.bank_accounts.list(), _BANK)),
        ("open-cash-session", lambda: _cash_session(pos)),
    )
    found = [finding for code, check in checks for finding in _guarded(code, check)]
    return Preflight(findings=(*found, *_ONLY_ON_SCREEN))


def _guarded(code: str, check: Callable[[], list[Finding]]) -> list[Finding]:
    try:
        return check()
    except LoggroError as error:
        hint = error.hint or Text(es="Revise la conexión y los permisos.", en="Check access.")
        message = Text(es=f"No se pudo leer: {error.message}", en=f"Not readable: {error.message}")
        return [Finding(code=code, verdict=PROBLEM, message=message, fix=hint)]


def _login(pos: RestobarClient) -> list[Finding]:
    last = pos.invoices.last()
    number = last.get("number") if last else None
    return [
        _ok("restobar-login", f"última factura {number or '-'}", f"last invoice {number or '-'}")
    ]


def numbering_findings(rules: MappingRules, today: date) -> list[Finding]:
    """Tell which kinds have no resolution, or none that is valid."""
    ranges = (("pos", rules.numbering.pos), ("electronic", rules.numbering.electronic))
    return [
        finding
        for kind, found in ranges
        for finding in _ranges_of(f"{kind}-numbering", found, today)
    ]


def _ranges_of(code: str, ranges: tuple[NumberingRange, ...], today: date) -> list[Finding]:
    section = f"[numbering.{code.removesuffix('-numbering')}]"
    if not ranges:
        return [
            _problem(
                code,
                Text(es=f"{section} no tiene resolución.", en=f"{section} has no resolution."),
                Text(
                    es=f"Complete {section} en loggro.toml.", en=f"Fill {section} in loggro.toml."
                ),
            )
        ]
    expired = [each for each in ranges if not each.is_valid_on(today)]
    if expired:
        prefix = expired[0].prefix
        return [
            _problem(
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
        ]
    prefixes = ", ".join(each.prefix or "-" for each in ranges)
    return [_ok(code, f"prefijos {prefixes}", f"prefixes {prefixes}")]


def _pymes_numbering(books: PymesClient, rules: MappingRules) -> list[Finding]:
    rows = list(books.numbering_ranges.of_company())
    prefixes = {str(row.get("prefijo")) for row in rows if row.has("prefijo")}
    missing = [
        each.prefix
        for each in rules.numbering.electronic
        if prefixes and each.prefix not in prefixes
    ]
    if not rows or missing:
        return [
            _problem(
                "pymes-numbering",
                Text(
                    es="Pymes no muestra el consecutivo de facturas electrónicas (No POS).",
                    en="Pymes shows no numbering for electronic invoices (No POS).",
                ),
                Text(es=_NO_POS_SCREEN, en=_NO_POS_SCREEN),
            )
        ]
    return [_ok("pymes-numbering", f"{len(rows)} consecutivos", f"{len(rows)} numberings")]


def _payment_methods(pos: RestobarClient, rules: MappingRules) -> list[Finding]:
    names = [method.name for method in pos.payment_methods.list()]
    known = {*rules.payment_means, *rules.aliases.payment_means}
    return mapped("payment-means", "payment_means", names, known)


def _pymes_means(books: PymesClient, rules: MappingRules) -> list[Finding]:
    rows = list(books.payment_means.list())
    names = {str(row.get("nombre")) for row in rows if row.has("nombre")}
    wanted = {rule.pymes for rule in rules.payment_means.values() if rule.pymes}
    lost = sorted(wanted - names) if names else []
    if lost or not rows:
        listed = ", ".join(lost) or "-"
        return [
            _problem(
                "pymes-payment-means",
                Text(
                    es=f"Pymes no tiene los medios de pago: {listed}.",
                    en=f"Pymes lacks the means of payment: {listed}.",
                ),
                Text(
                    es="Corrija pymes = en [payment_means], o créelos en Pymes.",
                    en="Correct pymes = in [payment_means], or make them in Pymes.",
                ),
            )
        ]
    return [_ok("pymes-payment-means", f"{len(rows)} medios", f"{len(rows)} means")]


def _taxes(pos: RestobarClient, rules: MappingRules) -> list[Finding]:
    names = [tax.name for tax in pos.taxes.list()]
    return mapped("taxes", "taxes", names, {*rules.taxes, *rules.aliases.taxes})


def _sellers(pos: RestobarClient, rules: MappingRules) -> list[Finding]:
    if rules.policies.default_seller:
        name = rules.policies.default_seller
        return [_ok("sellers", f"vendedor por defecto {name}", f"default seller {name}")]
    known = {*rules.sellers, *rules.aliases.sellers}
    users = [user for user in pos.users.list() if user.is_active is not False]
    missing = sorted(user.name or "" for user in users if user.name not in known)
    if not missing:
        return [_ok("sellers", f"{len(users)} asociados", f"{len(users)} mapped")]
    listed = ", ".join(missing)
    # A user may never sell, so a missing line is no problem before a sale shows it.
    return [
        Finding(
            code="sellers",
            verdict=UNKNOWN,
            message=Text(
                es=f"Sin asociar en [sellers], si es que venden: {listed}.",
                en=f"Not mapped in [sellers], in case they sell: {listed}.",
            ),
            fix=_map_fix("sellers"),
        )
    ]


def _products(pos: RestobarClient, rules: MappingRules) -> list[Finding]:
    names = [product.name for product in pos.products.list()]
    if rules.products.match != "explicit":
        text = f"por {rules.products.match}"
        return [_ok("products", f"{len(names)} {text}", f"{len(names)} by {rules.products.match}")]
    known = {*rules.products.items, *rules.aliases.products}
    return mapped("products", "products.items", names, known)


def mapped(code: str, section: str, names: list[str], known: Iterable[str]) -> list[Finding]:
    """Tell which names of Restobar the rules lack."""
    missing = sorted(set(names) - set(known))
    if not missing:
        return [_ok(code, f"{len(names)} asociados", f"{len(names)} mapped")]
    listed = ", ".join(missing)
    return [
        _problem(
            code,
            Text(
                es=f"Sin asociar en [{section}]: {listed}.",
                en=f"Not mapped in [{section}]: {listed}.",
            ),
            _map_fix(section),
        )
    ]


def _map_fix(section: str) -> Text:
    return Text(
        es=f"Agregue cada nombre a [{section}] en loggro.toml y en {INTEGRATION_SCREEN}.",
        en=f"Add each name to [{section}] in loggro.toml and on {INTEGRATION_SCREEN}.",
    )


def _some(code: str, rows: Iterable[object], what: Text) -> list[Finding]:
    count = len(list(rows))
    if count:
        return [_ok(code, f"{count}", f"{count}")]
    return [
        _problem(
            code,
            Text(es=f"Pymes no tiene: {what.es}.", en=f"Pymes has no {what.en}."),
            Text(es="Créelo en Pymes antes de sincronizar.", en="Make it in Pymes before syncing."),
        )
    ]


_TERMS = Text(es="formas de pago", en="payment terms")
_PLACE = Text(es="establecimiento", en="establishment")
_WAREHOUSE = Text(es="bodega", en="warehouse")
_BOX = Text(es="caja", en="cash box")
_BANK = Text(es="cuenta bancaria", en="bank account")


def _cash_session(pos: RestobarClient) -> list[Finding]:
    sessions = [each for each in pos.cashboxes.list(status="open") if not each.is_closed]
    if sessions:
        return [_ok("open-cash-session", f"{len(sessions)} abiertas", f"{len(sessions)} open")]
    return [
        _problem(
            "open-cash-session",
            Text(es="No hay caja abierta en Restobar.", en="No cash session is open in Restobar."),
            Text(
                es="Ábrala en Restobar: sin ella no se puede facturar ni cobrar.",
                en="Open it in Restobar: nothing can be billed or paid without it.",
            ),
        )
    ]


def _ok(code: str, es: str, en: str) -> Finding:
    return Finding(code=code, verdict=OK, message=Text(es=es, en=en))


def _problem(code: str, message: Text, fix: Text) -> Finding:
    return Finding(code=code, verdict=PROBLEM, message=message, fix=fix)


def _screen(code: str, es: str, en: str, screen: str) -> Finding:
    fix = Text(es=f"Véalo en {screen}.", en=f"Look at {screen}.")
    return Finding(code=code, verdict=UNKNOWN, message=Text(es=es, en=en), fix=fix)


_ONLY_ON_SCREEN = (
    _screen(
        "screen-mappings",
        "Las asociaciones elegidas en la pantalla de integración (token, resolución, medios, "
        "formas, impuestos, vendedores, productos) no se pueden leer por API.",
        "The mappings chosen on the integration screen (token, resolution, means, terms, taxes, "
        "sellers, products) cannot be read through the API.",
        INTEGRATION_SCREEN,
    ),
    _screen(
        "screen-electronic-resolution",
        "La resolución de facturación electrónica elegida no se puede leer por API.",
        "The electronic resolution that was chosen cannot be read through the API.",
        f"{INTEGRATION_SCREEN} → Resolución de Facturación Electrónica",
    ),
    _screen(
        "pos-numbering-in-pymes",
        "El consecutivo POS de Pymes no tiene consulta publicada.",
        "No read is published for the POS numbering of Pymes.",
        f"{NUMBERING_SCREEN} → Aplica a = Facturas cargadas por Venta POS Externa",
    ),
    _screen(
        "inventory-off",
        "No se puede saber aquí si el inventario está apagado en Pymes.",
        "Whether inventory is off in Pymes cannot be known here.",
        "Pymes: Configuración → Organización → Parámetros",
    ),
    _screen(
        "siigo-connected",
        "No se puede saber aquí si Siigo también está conectado: un reenvío podría ir a los dos.",
        "Whether Siigo is connected too cannot be known here: a forced send might reach both.",
        "Restobar: Configuración → Información del negocio → Integraciones → Siigo",
    ),
)
