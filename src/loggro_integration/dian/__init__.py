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
    from loggro_integration.dian._attach import attach
    from loggro_integration.dian._build import build
    from loggro_integration.dian._build_notes import NoteDetails, credit_note, debit_note
    from loggro_integration.dian._build_parties import consumidor_final
    from loggro_integration.dian._build_policies import Policies
    from loggro_integration.dian._bundle import NamedReport, verify_all
    from loggro_integration.dian._container import NamedDocument, open_any, unpack
    from loggro_integration.dian._draft import (
        DRAFT_KINDS,
        Draft,
        DraftKind,
        InvalidDraft,
        from_draft,
    )
    from loggro_integration.dian._draft_example import example_draft
    from loggro_integration.dian._event import answer, event
    from loggro_integration.dian._files import (
        file_name,
        next_sequence,
        pack,
        qr_text,
        zip_name,
    )
    from loggro_integration.dian._health import HealthUser, health_extension
    from loggro_integration.dian._keys import Digest, PrivateKey
    from loggro_integration.dian._read import Document, read
    from loggro_integration.dian._sign import Signed, Signer
    from loggro_integration.dian._unsigned import Unsigned
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
    from loggro_integration.dian._write import write

__all__ = [
    "DRAFT_KINDS",
    "CertificateFacts",
    "CodeCheck",
    "CodePiece",
    "Digest",
    "Document",
    "Draft",
    "DraftKind",
    "HealthUser",
    "InvalidDraft",
    "NamedDocument",
    "NamedReport",
    "NoteDetails",
    "Policies",
    "PolicyFacts",
    "PrivateKey",
    "Report",
    "SignatureFacts",
    "Signed",
    "Signer",
    "Trust",
    "TrustStore",
    "Unsigned",
    "Verdict",
    "answer",
    "attach",
    "build",
    "consumidor_final",
    "credit_note",
    "debit_note",
    "event",
    "example_draft",
    "file_name",
    "from_draft",
    "hashed_amount",
    "health_extension",
    "next_sequence",
    "open_any",
    "pack",
    "qr_text",
    "qr_url",
    "read",
    "schemas",
    "software_security_code",
    "to_json",
    "unique_code",
    "unpack",
    "verify",
    "verify_all",
    "write",
    "zip_name",
]

_LIBRARIES = frozenset({"cryptography", "lxml", "signxml"})
_HOMES = {
    "DRAFT_KINDS": "_draft",
    "CertificateFacts": "_verify",
    "Digest": "_keys",
    "Document": "_read",
    "Draft": "_draft",
    "DraftKind": "_draft",
    "HealthUser": "_health",
    "InvalidDraft": "_draft",
    "NamedDocument": "_container",
    "NamedReport": "_bundle",
    "NoteDetails": "_build_notes",
    "Policies": "_build_policies",
    "PolicyFacts": "_verify",
    "PrivateKey": "_keys",
    "Report": "_verify",
    "SignatureFacts": "_verify",
    "Signed": "_sign",
    "Signer": "_sign",
    "Trust": "_verify",
    "TrustStore": "_verify",
    "Unsigned": "_unsigned",
    "Verdict": "_verify",
    "answer": "_event",
    "attach": "_attach",
    "build": "_build",
    "consumidor_final": "_build_parties",
    "credit_note": "_build_notes",
    "debit_note": "_build_notes",
    "event": "_event",
    "example_draft": "_draft_example",
    "file_name": "_files",
    "from_draft": "_draft",
    "health_extension": "_health",
    "next_sequence": "_files",
    "open_any": "_container",
    "pack": "_files",
    "qr_text": "_files",
    "read": "_read",
    "schemas": "schemas",
    "unpack": "_container",
    "verify": "_verify",
    "verify_all": "_bundle",
    "write": "_write",
    "zip_name": "_files",
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
