# SPDX-License-Identifier: MIT
"""`policies.voided_missing`: what happens to an annulled sale that Pymes lacks."""

import pytest
from attrs import evolve

from loggro_integration.sync import State
from sync.desk import Desk


@pytest.mark.parametrize(
    ("policy", "sends", "state"), [("leave", 0, State.EXCLUDED), ("force", 1, State.PARKED)]
)
def test_an_annulled_sale_that_pymes_lacks(
    desk: Desk, policy: str, sends: int, state: State
) -> None:
    """`leave` excludes it; `force` asks Restobar once, and what still lacks is for a person."""
    policies = evolve(desk.rules.policies, voided_missing=policy)
    desk.rules = evolve(desk.rules, policies=policies)
    desk.box.operator.sell()
    desk.settle()
    engine = desk.started()
    number = desk.box.operator.sell(payments="Nequi")
    desk.box.operator.annul(number)
    desk.settle()

    engine.run()

    assert sends == desk.forced()
    assert state is desk.state(number)
