# SPDX-License-Identifier: MIT
"""
Follow a pass while it works, then tell the story of every sale that is not in Pymes.

Usage: python follow_a_run.py 2026-11-20
A file called "parar" in this folder stops it after the sale in hand; the next pass goes on.
"""

import sys
from datetime import date
from pathlib import Path

from loggro_integration import PymesClient, RestobarClient
from loggro_integration.mapping import MappingRules
from loggro_integration.sync import SqliteStore, SyncEvent, Synchronizer, story_of


def follow(event: SyncEvent) -> None:
    """Print what was sent and what was set aside, as it happens."""
    if event.kind.value in {"sent", "parked"}:
        print(event.kind.value, event.number)


def main(first_day: date) -> int:
    """Make a pass, print both sides by day, and explain what is missing."""
    rules = MappingRules.from_toml(Path("loggro.toml").read_text("utf-8"))
    with (
        RestobarClient.from_env() as pos,
        PymesClient.from_env() as books,
        SqliteStore.open("loggro.db") as store,
    ):
        engine = Synchronizer(
            pos=pos,
            books=books,
            store=store,
            rules=rules,
            observers=[follow],
            stop=Path("parar").exists,
        )
        report = engine.run(since=first_day)
        for day in report.days:
            print(f"{day.day}: Restobar {day.restobar_total}, Pymes {day.pymes_total}")
        for outcome in report:
            if outcome.state.value not in {"synced", "excluded"}:
                story = story_of(store, outcome.key)
                print(f"{outcome.number}: {story.meaning.es} {story.advice.es}")
    if report.causes:
        print(f"Quizá: {report.causes[0].message.es}")
    return report.exit_code


if __name__ == "__main__":
    sys.exit(main(date.fromisoformat(sys.argv[1])))
