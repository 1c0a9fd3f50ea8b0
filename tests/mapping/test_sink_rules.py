# SPDX-License-Identifier: MIT
"""The table ``[sink]`` of the rules: each kind with its settings, all faults at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from loggro_integration.errors import Problem
from loggro_integration.mapping import InvalidRules, MappingRules, SinkRules

BUSINESS = '[business]\nnit = "900555111-6"\nname = "Demo"\n'


def read(table: str) -> SinkRules:
    return MappingRules.from_toml(f"{BUSINESS}[sink]\n{table}").sink


def faults(table: str) -> tuple[Problem, ...]:
    """Return what is wrong."""
    with pytest.raises(InvalidRules) as caught:
        read(table)
    return caught.value.problems


def test_by_default_loggros_own_integration_carries_sales() -> None:
    """A file without the table says that as well."""
    assert "official" == MappingRules.from_toml(BUSINESS).sink.kind
    assert "sink" not in MappingRules.from_toml(BUSINESS).to_toml()


@pytest.mark.parametrize(
    "table",
    [
        'kind = "official"',
        'kind = "dry-run"',
        'kind = "file"\nfolder = "sales"',
        'kind = "external"\npath = "/v1/ventas-externas"',
        (
            'kind = "external"\npath = "/v1/x"\nmodule = "mine"\nmethod = "PUT"\namounts = "text"\n'
            'days = "20/11/2026"\nleave_out = ["net"]\nnames = { "lines.item" = "codigo" }\n'
            'constants = { version = 2, rate = 1.5, test = true, origin = "POS" }'
        ),
    ],
)
def test_each_kind_reads_back_as_it_was_written(table: str) -> None:
    """Through TOML and back."""
    rules = MappingRules.from_toml(f"{BUSINESS}[sink]\n{table}")

    assert rules == MappingRules.from_toml(rules.to_toml())


def test_the_body_is_written_as_the_rules_say() -> None:
    """Names, what is left out, constants, amounts and days."""
    form = read(
        'kind = "external"\npath = "/v1/x"\namounts = "text"\ndays = "20/11/2026"\n'
        'leave_out = ["net"]\nnames = { "total" = "valor" }\nconstants = { rate = 1.5 }'
    ).format

    assert ("/v1/x", "text", "20/11/2026") == (form.path, form.amounts, form.days)
    assert ({"total": "valor"}, ("net",)) == (form.names, form.leave_out)
    assert {"rate": Decimal("1.5")} == form.constants


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('kind = "external"', {"sink.path": "rules-missing-key"}),
        ('kind = "file"', {"sink.folder": "rules-missing-key"}),
        ('kind = "dian"', {"sink.kind": "rules-wrong-value"}),
        ('folder = "x"', {"sink.folder": "rules-unused-key"}),
        (
            'kind = "file"\nfolder = "x"\nnames = { total = "v" }\nmethod = "PUT"',
            {"sink.names": "rules-unused-key", "sink.method": "rules-unused-key"},
        ),
        ('kind = "external"\npath = "v1/x"', {"sink.path": "rules-wrong-value"}),
        ('kind = "external"\npath = "/v1/../x"', {"sink.path": "rules-wrong-value"}),
        ('kind = "external"\npath = "/v1/x?a=1"', {"sink.path": "rules-wrong-value"}),
        (
            'kind = "external"\npath = "/v1/x"\nnames = { nope = "x" }',
            {"sink.names": "rules-wrong-value"},
        ),
        (
            'kind = "external"\npath = "/v1/x"\nconstants = { number = 1 }',
            {"sink.names": "rules-wrong-value"},
        ),
        (
            'kind = "external"\npath = "/v1/x"\nconstants = { since = 2026-11-20 }',
            {'sink.constants."since"': "rules-wrong-value"},
        ),
        ('kind = "external"\npath = "/v1/x"\nfoldr = 1', {"sink.foldr": "rules-unknown-key"}),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_remedy(table: str, expected: dict[str, str]) -> None:
    """Field, value and what to write instead, in both languages."""
    found = faults(table)

    assert expected == {each.path: each.code for each in found}
    assert [] == [each.path for each in found if not (each.fix.es and each.fix.en)]
    assert [] == [each.path for each in found if each.fix.es == each.fix.en]


def test_without_a_path_the_rules_say_whom_to_ask() -> None:
    """Loggro publishes none: there is no default to fall back to."""
    (problem,) = faults('kind = "external"')

    assert "ask Loggro" in problem.fix.en
    assert "pídala a Loggro" in problem.fix.es
