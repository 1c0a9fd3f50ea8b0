# SPDX-License-Identifier: MIT
"""
DIAN's electronic documents: read, check and verify them.

Knows documents, never Loggro. What needs an XML or a cryptography library (the extra ``dian``) is
loaded on first use; the codes and their check need none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from loggro_integration.dian._codes import (
    CodePiece,
    hashed_amount,
    qr_url,
    software_security_code,
)
from loggro_integration.dian._json import to_json
from loggro_integration.dian._unique_code import CodeCheck, unique_code
from loggro_integration.errors import MissingExtra

if TYPE_CHECKING:
    from loggro_integration.dian import schemas
    from loggro_integration.dian._bundle import NamedReport, verify_all
    from loggro_integration.dian._container import NamedDocument, open_any, unpack
    from loggro_integration.dian._read import Document, read
    from loggro_integration.dian._verify import (
        CertificateFacts,
        PolicyFacts,
        Report,
        SignatureFacts,
        Trust,
        TrustStore,
        Verdict,
        verify,
    )

__all__ = [
    "CertificateFacts",
    "CodeCheck",
    "CodePiece",
    "Document",
    "NamedDocument",
    "NamedReport",
    "PolicyFacts",
    "Report",
    "SignatureFacts",
    "Trust",
    "TrustStore",
    "Verdict",
    "hashed_amount",
    "open_any",
    "qr_url",
    "read",
    "schemas",
    "software_security_code",
    "to_json",
    "unique_code",
    "unpack",
    "verify",
    "verify_all",
]

_LIBRARIES = frozenset({"cryptography", "lxml", "signxml"})
_HOMES = {
    "CertificateFacts": "_verify",
    "Document": "_read",
    "NamedDocument": "_container",
    "NamedReport": "_bundle",
    "PolicyFacts": "_verify",
    "Report": "_verify",
    "SignatureFacts": "_verify",
    "Trust": "_verify",
    "TrustStore": "_verify",
    "Verdict": "_verify",
    "open_any": "_container",
    "read": "_read",
    "schemas": "schemas",
    "unpack": "_container",
    "verify": "_verify",
    "verify_all": "_bundle",
}


def __getattr__(name: str) -> object:
    """Load a name that needs the extra ``dian`` on its first use."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = import_module(f"{__name__}.{home}")
        value: object = module if home == name else getattr(module, name)
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        raise MissingExtra(f"`dian.{name}` needs {error.name}.", extra="dian") from error
    _show_door(value)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


def _show_door(value: object) -> None:
    """Let reprs name the door, not the room behind it."""
    if getattr(value, "__module__", "").startswith(f"{__name__}."):
        value.__module__ = __name__


for _name in __all__:
    if _name not in _HOMES:
        _show_door(globals()[_name])
del _name
