# SPDX-License-Identifier: MIT
"""What follows from the issuer is worked out once, and nothing of his is held on to."""

from __future__ import annotations

import gc
from typing import Any
from weakref import ref

from attrs import evolve

from dian.bills import ISSUER, NUMBERING, bill, built
from loggro_integration.dian._once import once
from loggro_integration.models import Party, Software


def test_the_same_range_is_completed_once() -> None:
    """Two invoices of one range hold the very same completed range, without its key."""
    first, second = built(bill()), built(bill())

    assert first.numbering is second.numbering
    assert first.numbering.technical_key is None


def test_an_equal_range_is_worked_out_by_itself() -> None:
    """What is kept belongs to one object: another one that equals it gets its own."""
    first, second = built(bill()), built(bill(), numbering=evolve(NUMBERING))

    assert first.numbering == second.numbering
    assert first.numbering is not second.numbering


def test_the_software_goes_with_its_pin_when_its_owner_lets_it_go() -> None:
    """Nothing that `build` keeps holds the software it was given, which carries the PIN."""
    software = Software(id="0f3a9c2e-6b1d-4c57-9d21-45a45a45a45a", pin="31416")
    made = built(bill(), software=software)
    held = ref(software)

    del software
    gc.collect()

    assert held() is None
    assert made.software.security_code


def test_more_issuers_than_are_kept_are_all_right() -> None:
    """A program of many issuers gets for each what is his, also when he comes again."""
    issuers = [evolve(ISSUER, name=f"Arepera {number}") for number in range(20)]
    names = [built(bill(), issuer=issuer).supplier.name for issuer in [*issuers, *issuers]]

    assert [issuer.name for issuer in issuers] * 2 == names


def test_what_can_change_is_worked_out_every_time() -> None:
    """A party that holds a list is looked at anew: the list may be another one by now."""
    looked: list[Party] = []
    look = once(looked.append)
    codes: Any = ["O-13"]
    fixed, loose = Party(name="Ana"), Party(name="Luz", responsibilities=codes)

    for party in (fixed, fixed, loose, loose):
        look(party)

    assert [fixed, loose, loose] == looked
