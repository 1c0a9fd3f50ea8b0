# SPDX-License-Identifier: MIT
"""Which optional part of the package each third-party library belongs to."""

from __future__ import annotations

from importlib.util import find_spec

__all__ = ["EXTRAS", "extra_of", "missing_of"]

EXTRAS: dict[str, tuple[str, ...]] = {
    "cli": ("cyclopts", "rich"),
    "dian": ("cryptography", "lxml", "segno", "signxml"),
    "sandbox": ("anyio", "starlette", "uvicorn"),
    "pdf": ("fpdf",),
    "excel": ("xlsxwriter",),
    "otel": ("opentelemetry",),
    "web": ("starlette", "uvicorn"),
}


def extra_of(module: str) -> str | None:
    """Return the extra that brings a module, `None` for a module of no extra."""
    library = module.partition(".")[0]
    return next((extra for extra, names in EXTRAS.items() if library in names), None)


def missing_of(extra: str) -> tuple[str, ...]:
    """Return the libraries of an extra that are not installed."""
    return tuple(name for name in EXTRAS[extra] if find_spec(name) is None)
