# SPDX-License-Identifier: MIT
"""
Schemathesis holds the served fake against its own OpenAPI document, with every check it has.

Of its checks one is off everywhere: `unsupported_method` wants a 405, and Loggro answers 404 to a
method that a path does not have, as the fake does. `not_a_server_error` is off for the operations
whose published row names a 5xx as an answer, and for no other.
"""

from __future__ import annotations

import json
import os
import subprocess
import sysconfig
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from loggro_integration.sandbox import FakeLoggro, coverage, openapi, serve
from loggro_integration.sandbox._coverage import routes
from sandbox.boxes import Box
from sandbox.busy import make_busy
from sandbox.conftest import NO_TLS

pytestmark = pytest.mark.no_cover

PRODUCTS = ("restobar", "pymes")
PROGRAM = Path(sysconfig.get_path("scripts")) / "schemathesis"
ON_EVERY_CASE = {
    "allow_header_conformance",
    "missing_required_header",
    "object_level_authorization",
}
CHECKS = ON_EVERY_CASE | {
    "content_type_conformance",
    "ensure_resource_availability",
    "ignored_auth",
    "negative_data_rejection",
    "positive_data_acceptance",
    "response_headers_conformance",
    "response_schema_conformance",
    "status_code_conformance",
    "use_after_free",
}
# A call by which schemathesis finds out what may stand in a path, before it begins.
PROBE = "schemathesis-probe"
# One of three filters names the person; OpenAPI cannot say that one of them is demanded.
NAMED_BY_A_FILTER = {"/v1/edades-cxc/cliente", "/v1/edades-cxp/proveedor"}


def documented(product: str) -> set[str]:
    """Return the operations whose row documents a 5xx, as the OpenAPI document names them."""
    return {
        f"{row.method} {row.module and f'/loggro-{row.module}'}{row.path}"
        for row in coverage()
        if row.product == product and row.declares_server_error
    }


def accepted(product: str) -> dict[str, list[str]]:
    """
    Return what each operation may answer to a call that keeps to the document.

    A read that names nothing must be answered. Where a call names something (in its path, its
    body, a demanded parameter) the state decides too, and a refusal of the row is as good.
    """
    found = {}
    for route in routes(product):
        module = route.module and f"/loggro-{route.module}"
        names = "{" in route.template or route.spec.body or route.spec.required
        statuses = ["2xx", "401", "403"]
        if names or route.template in NAMED_BY_A_FILTER:
            codes = {*route.spec.codes, *route.spec.also, 400, 404}
            statuses += sorted(str(code) for code in codes if code >= 400)
        elif product == "pymes":
            # an establishment of a filter that is not there
            statuses += ["404"]
        found[f"{route.method} {module}{route.template}"] = statuses
    return found


def settings(product: str) -> str:
    """Return the configuration: what each operation may answer, and where 5xx is documented."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for name, statuses in accepted(product).items():
        groups.setdefault((json.dumps(statuses), name in documented(product)), []).append(name)
    lines = ["[phases.coverage]", "unexpected-methods = []"]
    for (statuses, server_error), names in groups.items():
        lines += ["[[operations]]", f"include-name = {json.dumps(names)}", "[operations.checks]"]
        lines.append(f"positive_data_acceptance.expected-statuses = {statuses}")
        lines.append(f"not_a_server_error.enabled = {json.dumps(not server_error)}")
    return "\n".join(lines) + "\n"


@dataclass
class Run:
    """What a run of schemathesis found."""

    code: int
    told: str
    requests: int = 0
    cases: Counter[str] = field(default_factory=Counter)
    probes: Counter[int] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    by_operation: dict[str, set[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def read(self, events: Path) -> Run:
        """Count what the run wrote down."""
        for line in events.read_text("utf-8").splitlines():
            event = json.loads(line)
            if "ScenarioFinished" in event:
                self._scenario(event["ScenarioFinished"])
        return self

    def _scenario(self, scenario: dict[str, Any]) -> None:
        recorder = scenario["recorder"]
        cases, checks = recorder.get("cases", {}), recorder.get("checks", {})
        if scenario["status"] == "skip" and cases:
            self.left_out.append(f"{recorder['label']}: {scenario.get('skip_reason')}")
        self.cases[scenario["phase"]] += len(cases)
        for case, call in recorder.get("interactions", {}).items():
            self.requests += 1
            if case not in checks:
                # the calls that `ignored_auth` makes with no token and with a wrong one
                self.probes[call["response"]["status_code"]] += 1
        for case, made in checks.items():
            label = cases[case]["value"]
            name = f"{label['method']} {label['path']}"
            for check in made:
                self.checks[check["name"]] += 1
                self.by_operation.setdefault(name, set()).add(check["name"])
                if check["status"] != "success":
                    self.broken.append(f"{recorder['label']}: {check['name']}")

    def __str__(self) -> str:
        cases = ", ".join(f"{count:,} {phase}" for phase, count in sorted(self.cases.items()))
        checks = ", ".join(f"{name} {count:,}" for name, count in sorted(self.checks.items()))
        return (
            f"{len(self.by_operation)} operations, {self.cases.total():,} cases ({cases}; "
            f"{self.probes.total():,} of them probes of authentication), "
            f"{self.checks.total():,} checks ({checks})"
        )


@contextmanager
def busy_fake() -> Iterator[tuple[FakeLoggro, dict[str, str], dict[str, str]]]:
    """Serve a fake that has seen a whole day; nothing goes wrong on its wire by itself."""
    fake = FakeLoggro()
    with serve(fake) as served:
        with httpx.Client(base_url=served.restobar, trust_env=False, verify=NO_TLS) as client:
            box = Box(fake, client, client, client, "loopback")
            box.login()
            make_busy(box)
            tokens = {"restobar": box.login(), "pymes": fake.token}
        yield fake, {"restobar": served.restobar, "pymes": served.pymes}, tokens


def run(product: str, folder: Path, *, examples: int) -> tuple[FakeLoggro, Run]:
    """Run schemathesis as its users do: a process of its own, over a socket."""
    document, config, events = (
        folder / name for name in ("openapi.json", "schemathesis.toml", "events.ndjson")
    )
    document.write_text(json.dumps(openapi(product)), "utf-8")
    config.write_text(settings(product), "utf-8")
    with busy_fake() as (fake, addresses, tokens):
        before = len(fake.calls)
        ended = subprocess.run(
            [
                PROGRAM, "--config-file", config, "run", document, "--url", addresses[product],
                "--header", f"Authorization: Bearer {tokens[product]}",
                # Pymes wants it of every call, of one without a body too
                *(["--header", "Content-Type: application/json"] if product == "pymes" else []),
                "--exclude-checks", "unsupported_method",
                # there are no examples in the document
                "--phases", "coverage,fuzzing,stateful",
                "--max-examples", str(examples), "--seed", "45", "--workers", "1",
                "--continue-on-failure", "--generation-database", "none",
                "--no-color", "--warnings", "off",
                "--report", "ndjson", "--report-ndjson-path", events,
            ],
            capture_output=True, text=True, cwd=folder, env=environment(), check=False,
        )  # fmt: skip
        found = Run(ended.returncode, ended.stdout + ended.stderr).read(events)
        fake.calls[:before] = []
    return fake, found


def environment() -> dict[str, str]:
    """Return the environment of the program: it does not measure itself, and knows no proxy."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return {**own, "NO_PROXY": "127.0.0.1", "PYTHONUTF8": "1"}


def check(
    product: str, folder: Path, tell: Callable[[str, object], None], *, examples: int
) -> None:
    fake, found = run(product, folder, examples=examples)
    tell("printed", f"schemathesis, {product}: {found}")

    assert (0, []) == (found.code, found.broken), found.told
    assert [] == found.left_out
    # every operation met every check, that for 5xx where its row documents none
    assert {
        name: CHECKS if name in documented(product) else CHECKS | {"not_a_server_error"}
        for name in accepted(product)
    } == found.by_operation
    # calls without a token were refused, and none made the fake itself fail: it answered them all
    assert {401, 403} >= set(found.probes)
    assert found.requests == len([call for call in fake.calls if PROBE not in call.path])


@pytest.mark.timeout(900)
@pytest.mark.parametrize("product", PRODUCTS)
def test_the_served_fake_keeps_to_its_document(
    product: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """All checks over a socket, on one example an operation and every edge of its schema."""
    check(product, tmp_path, record_property, examples=1)


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("product", PRODUCTS)
def test_the_served_fake_keeps_to_its_document_for_long(
    product: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The same on a hundred examples an operation."""
    check(product, tmp_path, record_property, examples=100)
