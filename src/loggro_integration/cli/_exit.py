# SPDX-License-Identifier: MIT
"""Which exit code each error ends with."""

from __future__ import annotations

from loggro_integration import errors

__all__ = [
    "FINE",
    "INTERRUPTED",
    "PROBLEMS",
    "READER_CLOSED",
    "UNKNOWN",
    "UNREACHABLE",
    "UNUSABLE",
    "exit_code_of",
]

FINE, PROBLEMS, UNUSABLE, UNKNOWN, UNREACHABLE = 0, 1, 2, 3, 4
INTERRUPTED = 130
READER_CLOSED = 141

# The first row that fits decides: a locked ledger is not an unusable one.
_CODES: tuple[tuple[tuple[type[errors.LoggroError], ...], int], ...] = (
    (
        (errors.NotSent, errors.ReadFailed, errors.RateLimited, errors.LedgerLocked),
        UNREACHABLE,
    ),
    (
        (
            errors.OutcomeUnknown,
            errors.UnexpectedResponse,
            errors.NeedsReview,
            errors.ConflictingPayload,
            errors.NumberingMismatch,
            errors.DianPending,
            errors.DianNoVerdict,
        ),
        UNKNOWN,
    ),
    (
        (
            errors.ConfigurationError,
            errors.InvalidInput,
            errors.AuthenticationFailed,
            errors.TokenRejected,
            errors.PermissionMissing,
            errors.PlanLimit,
            errors.NotFound,
            errors.NumberingUnusable,
            errors.LedgerError,
            errors.XmlRefused,
            errors.NotADianDocument,
        ),
        UNUSABLE,
    ),
)


def exit_code_of(error: errors.LoggroError) -> int:
    """Return the exit code of an error; 1 where nothing says otherwise."""
    return next((code for kinds, code in _CODES if isinstance(error, kinds)), PROBLEMS)
