# SPDX-License-Identifier: MIT
"""The keys of each command's JSON, as the pages of the documentation promise them."""

from __future__ import annotations

SALE = {
    "id", "number", "prefix", "sequence", "kind", "status", "voided", "day", "created_on",
    "customer", "payments", "tip", "total", "balance", "dian_state",
}  # fmt: skip
WHOLE_SALE = SALE | {
    "seller", "cashier", "table", "discount", "bill_discount", "tax_base", "taxes", "delivery",
    "due_date", "lines",
}  # fmt: skip
SALE_LINE = {"name", "code", "quantity", "price", "discount", "taxes", "total"}
FINDING = {"code", "verdict", "message", "fix"}
SETTING = FINDING | {"state", "blocks", "screen"}
CAUSE = {"code", "subject", "found", "sales", "against", "message", "fix", "screen"}
DAY_SUMS = {
    "day", "restobar_count", "restobar_total", "pymes_count", "pymes_total", "unknown", "agree",
}  # fmt: skip
TIPS = {"verdict", "setting", "included", "excluded", "undecided"}
OUTCOME = {
    "key", "number", "kind", "day", "total", "state", "sends", "sent_now", "reason", "setting",
    "differences", "problems",
}  # fmt: skip
ROW = {
    "key", "number", "kind", "day", "total", "state", "reason", "meaning", "sends", "voided",
    "updated_at",
}  # fmt: skip
STATUS = {
    *("in_pymes", "answer", "at", "watermark", "first_run", "last_run", "age_seconds"),
    *("max_age_seconds", "stale", "sales", "counts", "last_counts", "pending", "oldest_pending"),
    *("parked", "cannot_tell", "numbering", "quota", "warnings", "unknown", "notified"),
}
NUMBERING = {
    *("kind", "prefix", "authorization", "first", "last", "last_number", "verdict"),
    *("valid_until", "days_left", "used_percent", "numbers_left", "seen_at"),
}
QUOTA = {"used", "limit", "left", "verdict", "seen_at"}
DOCUMENT = {
    "kind", "type_code", "customization", "number", "issue_date", "issue_time", "currency",
    "environment", "supplier", "customer", "lines", "taxes", "withholdings", "totals",
    "unique_code",
}  # fmt: skip
CODE = {"name", "value", "computed", "status", "input"}
SIGNATURE = {
    "verdict", "document", "keyinfo", "signed_properties", "signature_value", "digest",
    "signing_time", "role", "policy", "trust",
}  # fmt: skip
TOTALS = {
    "line_extension", "tax_exclusive", "tax_inclusive", "allowance", "charge", "prepaid", "payable",
}  # fmt: skip
FAULT = {"line", "path", "code", "message"}

KEYS: dict[str, set[str]] = {
    "demo": {
        "seed", "sales", "pos", "pos_synced", "electronic", "synced", "duplicates", "missing",
        "different", "parked", "consumidor_final", "credit_with_abonos", "annulled",
        "dian_rejected", "agree", "totals",
    },
    "serve": {"url", "address", "token"},
    "sandbox": {"restobar", "pymes", "email", "password", "token", "operator"},
    "doctor": {"checks", "problems"},
    "check": {"findings", "problems", "unsynced", "causes", "known"},
    "rules new": {
        "out", "matches", "proposals", "questions", "readable", "problems", "tips", "text",
    },
    "rules check": {
        "findings", "problems", "since", "until", "sales", "ready", "gaps", "tips",
    },
    "void": {"key", "number", "total", "status", "finished", "pymes", "next_command"},
    "pay": {"key", "number", "total", "status", "paid", "balance", "already", "pymes"},
    "email": {"key", "number", "total", "status", "already"},
    "ledger verify": {"ledger", "sound", "sealed", "anchor", "problems"},
    "ledger backup": {"file", "events", "anchor", "key_file"},
    "ledger export": {"file", "events"},
    "ledger purge": {"ledger", "before", "removed"},
    "sales list": {"since", "until", "count", "total", "sales"},
    "sales show": {"number", "sales"},
    "map explain": {
        "number", "key", "kind", "ready", "voided", "courtesy", "rules_version", "document",
        "problems", "trace", "accounting",
    },
    "map import": {"sales"},
    "record-shapes": {"out", "reads", "findings"},
    "sync start": {"watermark", "ledger", "next_command"},
    "sync run": {
        "since", "until", "reading_only", "sends", "would_send", "left_for_later", "stopped",
        "counts", "days", "causes", "next_command", "sales", "notified",
    },
    "status": STATUS,
    "sync status": STATUS,
    "sync review": {"count", "sales"},
    "sync retry": {"count", "released", "next_command"},
    "sync explain": {"sale", "meaning", "advice", "events"},
    "sync reconcile": {
        *("since", "until", "business", "agree", "tolerance", "not_compared", "totals"),
        *("findings", "days", "payment_methods", "taxes", "series", "sales", "documents"),
        "files",
    },
    "dian read": DOCUMENT,
    "dian verify": DOCUMENT | {"signature"},
    "dian explain": {"number", "kind", "unique_code"},
    "dian unpack": {"folder", "files"},
    "dian new": {"kind", "out", "draft"},
    "dian build": {
        "out", "file_name", "kind", "number", "unique_code", "qr_url", "currency", "totals",
        "notices",
    },
    "dian sign": {
        "out", "kind", "number", "unique_code", "signing_time", "id", "role", "digest",
        "certificate", "warnings",
    },
    "dian pdf": {"out", "kind", "number", "verdict", "bytes"},
    "dian attach": {"out", "file_name", "number", "document", "unique_code", "verdicts"},
    "dian schemas": {"folder", "installed", "files"},
}  # fmt: skip

# What stands below, where a section names it.
BELOW: dict[str, set[str]] = {
    "doctor": FINDING,
    "check": SETTING | CAUSE | {"number", "proved"},
    "rules new": TIPS | {"table", "key", "value", "why"},
    "rules check": TIPS | FINDING | {"blocking", "count", "numbers", "value"},
    "sales list": SALE | {"name", "document", "id_type", "method", "value"},
    "sales show": (WHOLE_SALE - SALE) | SALE_LINE | {"cost", "provider", "address"},
    "map explain": {"code", "path", "amount", "text"},
    "map import": {"number", "kind", "day", "total", "payable", "ready", "problems"},
    "record-shapes": {"call", "outcome", "refusal", "kind", "path", "types", "expected", "message"},
    "status": ROW
    | {"advice", "setting"}
    | NUMBERING
    | QUOTA
    | FINDING
    | {"new", "told", "failure"},
    "sync run": OUTCOME | DAY_SUMS | {"field", "restobar", "pymes", "branches", "branch", "report"},
    "sync review": ROW,
    "dian read": CODE | {"documents", "schema_problems", "problems"} | FAULT,
    "dian verify": SIGNATURE | {"problems"},
    "dian explain": CODE | {"pieces", "explanation"},
    "dian unpack": {"name", "kind", "number", "bytes"},
    "dian build": {"schema_problems", "name", "value"} | TOTALS,
    "dian sign": {"serial", "not_after", "numbers"},
    "dian attach": {"invoice", "answer", "name", "value"},
}
