# SPDX-License-Identifier: MIT
"""The page of all operations: what is published, the calls that send them, what the fake does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from loggro_integration import OperationInfo, operations
from loggro_integration.sandbox import assumptions_page, openapi

Places = Mapping[tuple[str, str], str]

COLUMNS = {
    "en": (
        "| operation | calls | what it does | documented as | availability | policy | permission"
        " | certainty |"
    ),
    "es": (
        "| operación | llamadas | qué hace | documentada como | disponibilidad | política"
        " | permiso | certeza |"
    ),
}
COVERED = {
    "en": "| operation | the fake | statuses |",
    "es": "| operación | el Loggro de prueba | estados |",
}
ANSWERS = {
    "en": {"answered": "answers", "static": "always the same", "refused": "refuses"},
    "es": {"answered": "responde", "static": "siempre lo mismo", "refused": "rechaza"},
}
VARIABLES = {"restobar": "pos", "pymes": "books"}
# What has no call, in Spanish.
UNCALLED = {
    "restobar:GET /stats/pp/totalInvoicesByMonths": "ventas de toda la plataforma por mes",
    "restobar:GET /stats/pp/totalInvoicesByDays": "ventas de toda la plataforma por día",
    "pymes:GET /v1/formas-de-pago#by-tipo": "formas de pago de un tipo de transacción",
}
CONSTANT = re.compile(r"`([A-Z]+ /[^`]+)`")


def constant() -> set[str]:
    """Return the operations whose answer never changes, as the page of the fake lists them."""
    _, _, listed = assumptions_page().partition("## Operations of Pymes whose answer never changes")
    return set(CONSTANT.findall(listed))


def coverage_of(row: OperationInfo) -> str:
    """Say what the fake does: ``answered``, ``static`` or ``refused``."""
    if not row.is_callable:
        return "refused"
    return "static" if f"{row.method} {row.path}" in constant() else "answered"


def code(text: str | None) -> str:
    """Set a text as code; nothing for an absent one."""
    return f"`{text}`" if text else ""


def route(row: OperationInfo, *, module: bool = True) -> str:
    """Write verb and path, behind the module where there is one, before what tells two apart."""
    before = f"{row.module}: " if row.module and module else ""
    _, mark, variant = row.id.partition("#")
    return f"{before}{row.method} {row.path}{mark and ' '}{mark}{variant}"


def documented(row: OperationInfo) -> str:
    """Write the path that the portal prints, where it is another one."""
    if row.documented_path == row.path:
        return ""
    return code(row.documented_path) or "—"


def certainty(row: OperationInfo) -> str:
    """Write the marks of the real path, the endpoint, the request and the response."""
    marks = row.certainty if row.path_certainty == "DOC" else (row.path_certainty, *row.certainty)
    return " · ".join(marks)


def links(row: OperationInfo, places: Places) -> str:
    """Link the calls to their entries; `login` and others that have none stand alone."""
    named = [(f"{VARIABLES[row.product]}.{call}", row.product, call) for call in row.calls]
    return "<br>".join(
        f"[`{name}`](clients.md#{places[product, call]})"
        if (product, call) in places
        else code(name)
        for name, product, call in named
    )


def what(language: str, row: OperationInfo, spanish: Mapping[tuple[str, str], str]) -> str:
    """Say what an operation does."""
    if language == "en":
        return row.summary
    return spanish[row.product, row.name] if row.is_callable else UNCALLED[row.id]


def listed(
    language: str, product: str, places: Places, spanish: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    """Yield the lines of the table of a product."""
    yield COLUMNS[language]
    yield "|---" * 8 + "|"
    for row in operations():
        if row.product == product:
            cells = (
                code(route(row)),
                links(row, places) or "—",
                what(language, row, spanish),
                documented(row),
                row.availability,
                code(row.policy.name),
                code(row.permission),
                certainty(row),
            )
            yield f"| {' | '.join(cells)} |"


def statuses(product: str) -> dict[str, list[str]]:
    """Return the statuses that the fake may answer, by verb and path."""
    paths: dict[str, Any] = openapi(product)["paths"]
    return {
        f"{method.upper()} {re.sub(r'^/loggro-[a-z]+', '', path)}": sorted(row["responses"])
        for path, rows in paths.items()
        for method, row in rows.items()
    }


def covered(language: str, product: str) -> Iterator[str]:
    """Yield the lines of the table of what the fake does."""
    yield COVERED[language]
    yield "|---" * 3 + "|"
    known = statuses(product)
    for row in operations():
        if row.product == product:
            does = ANSWERS[language][coverage_of(row)]
            found = " ".join(known[f"{row.method} {row.path}"])
            yield f"| {code(route(row, module=False))} | {does} | {found} |"


def page(text: str, language: str, places: Places, spanish: Mapping[tuple[str, str], str]) -> str:
    """Put the tables of today into the page; its headings and its text are kept."""
    tables = [
        *(listed(language, product, places, spanish) for product in VARIABLES),
        *(covered(language, product) for product in VARIABLES),
    ]
    fresh = iter(["\n".join(lines) + "\n" for lines in tables])
    return re.sub(r"^(?:\|.*\n)+", lambda _: next(fresh), text, flags=re.MULTILINE)
