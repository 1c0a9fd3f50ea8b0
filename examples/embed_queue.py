# SPDX-License-Identifier: MIT
"""
Passes and single sales as tasks of a queue: Celery where it is installed, plain calls otherwise.

Usage: python embed_queue.py arepera.db
With Celery:  celery -A embed_queue worker --concurrency 1  and  celery -A embed_queue beat
With DBOS, decorate `one` with @DBOS.step() and call it from a @DBOS.workflow(); with Temporal, make
it an activity. Arguments and results pickle and hold no secret; a repeated task does nothing twice.
"""

import sys

from loggro_integration import errors
from loggro_integration.sync import Deployment, run_one, run_pass

try:
    from celery import Celery
except ImportError:
    Celery = None


def deployment(ledger: str) -> Deployment:
    """Name the restaurant; workers read its secrets where they are, from their own environment."""
    return Deployment(rules="loggro.toml", ledger=ledger, pymes_token="env:LOGGRO_PYMES_TOKEN")


def whole(ledger: str) -> tuple[int, list[str]]:
    """Make a pass; return its exit code and the keys that are not in Pymes yet."""
    report = run_pass(deployment(ledger), wait=False)
    return report.exit_code, [each.key for each in report if each.state.value == "absent"]


def one(ledger: str, key: str) -> str:
    """Make the pass of one sale; return where it stands."""
    return run_one(deployment(ledger), key).state.value


if Celery is not None:
    app = Celery("loggro", broker="memory://")
    app.conf.beat_schedule = {
        "pass": {"task": "loggro.pass", "schedule": 900.0, "args": ["arepera.db"]}
    }
    # One process writes a ledger: whoever comes second tries again.
    options = {"autoretry_for": (errors.LedgerLocked, errors.NotSent), "retry_backoff": 60}
    app.task(name="loggro.pass", **options)(whole)
    app.task(name="loggro.one", **options)(one)


def main(ledger: str) -> int:
    """Do what a worker would: a pass, then each sale that it has not sent."""
    code, missing = whole(ledger)
    print("pasada", code, "faltan", len(missing))
    for key in missing:
        print(key, one(ledger, key))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
