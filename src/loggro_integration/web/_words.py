# SPDX-License-Identifier: MIT
"""The labels of the page: kinds and states as an owner reads them beside an icon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from loggro_integration.errors import Text
from loggro_integration.sync import State

__all__ = ["DIAN", "KINDS", "STATES", "STATUSES"]

KINDS: Final[Mapping[str, Text]] = {
    "electronic": Text(es="Electrónica", en="Electronic"),
    "pos": Text(es="POS", en="POS"),
}

STATES: Final[Mapping[State, Text]] = {
    State.SYNCED: Text(es="En Pymes", en="In Pymes"),
    State.PARKED: Text(es="Apartada", en="Set aside"),
    State.DIFFERENT: Text(es="Diferente", en="Different"),
    State.ABSENT: Text(es="Falta", en="Missing"),
    State.CANNOT_TELL: Text(es="No se sabe", en="Cannot tell"),
    State.IN_FLIGHT: Text(es="Por confirmar", en="To be confirmed"),
    State.WAITING: Text(es="En espera", en="Waiting"),
    State.EXCLUDED: Text(es="No se envía", en="Not sent"),
}

DIAN: Final[Mapping[str, Text]] = {
    "accepted": Text(es="Aceptada", en="Accepted"),
    "rejected": Text(es="Rechazada", en="Rejected"),
    "pending": Text(es="Pendiente", en="Pending"),
}

STATUSES: Final[Mapping[str, Text]] = {
    "Pagada": Text(es="Pagada", en="Paid"),
    "Por Pagar": Text(es="A crédito", en="On credit"),
    "Anulada": Text(es="Anulada", en="Voided"),
    "Facturada": Text(es="Sin pagar", en="Unpaid"),
    "Pendiente": Text(es="Pendiente", en="Pending"),
}
