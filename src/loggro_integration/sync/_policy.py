# SPDX-License-Identifier: MIT
"""How the engine behaves: every delay and limit is ours, since Loggro publishes none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

from attrs import frozen

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.mapping import MappingRules
from loggro_integration.pymes._names import NAMES
from loggro_integration.wire import Sale, SaleFields, SalesFields

__all__ = ["SyncPolicy", "SyncSettings"]


@frozen(kw_only=True)
class SyncPolicy:
    """
    Delays and limits of the engine.

    Attributes:
        grace: How long Loggro's own push may take before a missing document counts as absent.
        dian_patience: How long DIAN may take to decide before a person has to look.
        looks: When to look again after a forced send.
        max_sends_per_document: Forced sends of one sale before it is parked.
        between_sends: Least time between two forced sends of one sale.
        max_sends: Forced sends in one run.
        overlap_days: Days before what was read last that are read again, because sales change.
        unfinished_days: How long a sale that is printed, or on credit, and not paid is still asked
            for.
        concurrency: Reads that are open at the same time; sends are never more than one.
        at_once: Sales that a run holds at the same time, 30 KB each; one over more goes day by day.

    Raises:
        InvalidInput: If one of them cannot be meant.
    """

    grace: timedelta = timedelta(minutes=15)
    dian_patience: timedelta = timedelta(hours=48)
    looks: tuple[timedelta, ...] = (
        timedelta(seconds=30),
        timedelta(minutes=2),
        timedelta(minutes=10),
    )
    max_sends_per_document: int = 3
    between_sends: timedelta = timedelta(hours=1)
    max_sends: int = 50
    overlap_days: int = 3
    unfinished_days: int = 90
    concurrency: int = 4
    at_once: int = 300

    def __attrs_post_init__(self) -> None:
        for name in ("grace", "dian_patience", "between_sends"):
            _check(getattr(self, name) >= timedelta(), name, getattr(self, name))
        for name in ("max_sends_per_document", "max_sends", "overlap_days", "unfinished_days"):
            _check(getattr(self, name) >= 0, name, getattr(self, name))
        for name in ("concurrency", "at_once"):
            _check(getattr(self, name) >= 1, name, getattr(self, name))
        rising = (timedelta(), *self.looks)
        later = all(one < other for one, other in zip(rising, self.looks, strict=False))
        _check(bool(self.looks) and later, "looks", self.looks)


def _check(fits: bool, name: str, value: object) -> None:
    if fits:
        return
    raise InvalidInput(
        f"SyncPolicy.{name} cannot be {value}.",
        field=name,
        value=value,
        hint=Text(
            es="Nada es negativo; looks tiene al menos una demora y crece; concurrency y "
            "at_once son 1 o más.",
            en="Nothing is negative; looks holds at least one delay and rises; concurrency and "
            "at_once are 1 or more.",
        ),
    )


_LOOKUP: Final = next(each for each in NAMES if each.call == "sales.list")


@frozen(kw_only=True)
class SyncSettings:
    """
    What nobody has published, as this account has it: read from the rules file.

    Attributes:
        fields: Names of the compared fields of a ``ventas-detallado`` row.
        sale_fields: Where a Restobar sale holds the states.
        number_spelling: ``full`` (prefix and number) or ``sequence`` (number alone).
        not_found_is_absent: Whether 404 to ``numero=`` means "none".
        void_states: Values of the state of an annulled document.
        credit_note_types: Document types that are credit notes.
        accepted_states: Values of the DIAN state of an accepted sale.
        rejected_states: Values of the DIAN state of a rejected sale.
        pending_states: Values of the DIAN state of a sale DIAN has not decided.
        prefixes: Spelling of a drifted prefix to the one of the resolution, which Pymes has.
        force_voided: Whether a voided sale that Pymes lacks is sent all the same.
        tolerance: COP by which the totals of both sides may differ.
        route: Address of the look-up, for the proof.
        not_shown: What the rows of this account do not tell, as ``balance``.
        asked: The call of the look-up, for people.
    """

    fields: SalesFields
    sale_fields: SaleFields
    number_spelling: str
    not_found_is_absent: bool
    void_states: tuple[str, ...]
    credit_note_types: tuple[str, ...]
    accepted_states: tuple[str, ...]
    rejected_states: tuple[str, ...]
    pending_states: tuple[str, ...]
    force_voided: bool
    prefixes: Mapping[str, str]
    tolerance: Decimal
    route: str
    not_shown: tuple[str, ...] = ()
    asked: str = ""

    @classmethod
    def from_rules(cls, rules: MappingRules) -> SyncSettings:
        """Take the settings the engine needs out of the rules file."""
        return cls(
            fields=rules.pymes_fields,
            sale_fields=rules.restobar_fields,
            number_spelling=rules.sales_lookup.number_spelling,
            not_found_is_absent=rules.sales_lookup.not_found_is_absent,
            void_states=rules.sales_lookup.void_states,
            credit_note_types=rules.sales_lookup.credit_note_types,
            accepted_states=rules.dian_states.accepted,
            rejected_states=rules.dian_states.rejected,
            pending_states=rules.dian_states.pending,
            force_voided=rules.policies.voided_missing == "force",
            prefixes=rules.aliases.prefixes,
            tolerance=rules.policies.pymes_tolerance,
            not_shown=rules.sales_lookup.not_shown,
            asked=_asked(rules),
            route="/".join(
                part or ""
                for part in (
                    rules.pymes.base_url,
                    rules.sales_lookup.base_url,
                    rules.sales_lookup.module,
                    rules.sales_lookup.path,
                )
            ),
        )

    def is_rejected(self, sale: Sale) -> bool:
        """Tell whether DIAN refused a sale."""
        return self.sale_fields.read(sale, "dian_state") in self.rejected_states

    def is_pending(self, sale: Sale) -> bool:
        """Tell whether DIAN has not decided on a sale."""
        return self.sale_fields.read(sale, "dian_state") in self.pending_states

    def dian_word(self, sale: Sale) -> str:
        """Return ``accepted``, ``rejected``, ``pending``, another word as it is, or nothing."""
        said = self.sale_fields.read(sale, "dian_state")
        words = {
            "accepted": self.accepted_states,
            "rejected": self.rejected_states,
            "pending": self.pending_states,
        }
        known = next((word for word, states in words.items() if said in states), None)
        return known or ("" if said is None else str(said))

    @property
    def names(self) -> str:
        """The compared fields of a row and the prefix, for people."""
        names = self.fields
        return ", ".join((names.number, names.prefix, names.date, names.customer, names.total))

    @property
    def fingerprint(self) -> str:
        """What a proof of the look-up is worth for: another route or name voids it."""
        names = self.fields
        return "|".join(
            (
                self.route,
                self.number_spelling,
                names.number,
                names.prefix,
                names.date,
                names.customer,
                names.total,
            )
        )


def _asked(rules: MappingRules) -> str:
    """Return the call of the look-up: where the rules say nothing, the documented one."""
    sales, module = rules.sales_lookup, rules.sales_lookup.module or _LOOKUP.module
    usual = f"{rules.pymes.base_url or '…'}/loggro-{module}"
    base = sales.base_url or rules.pymes.modules.get(module, usual)
    return f"{_LOOKUP.method} {base}{sales.path or _LOOKUP.path}"
