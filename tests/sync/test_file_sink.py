# SPDX-License-Identifier: MIT
"""Sales as files: whole or not at all, never overwritten, and only into the right folder."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from loggro_integration import errors
from loggro_integration.exact_json import dumps, loads
from loggro_integration.ids import SaleKey
from loggro_integration.mapping import (
    ExternalFormat,
    MappingRules,
    Plan,
    SinkRules,
    external_sale,
)
from loggro_integration.sync import Absent, CannotTell, FileSink, Found, State, _sink_file
from sync.desk import TODAY, Desk, mapped, numbers, row_of

MARK = _sink_file.MARK


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return FileSink.prepare(tmp_path / "sales")


def sold(desk: Desk, **how: Any) -> tuple[Plan, SaleKey]:
    """Sell, and map the sale."""
    return mapped(desk.box, desk.box.operator.sell(**how), desk.rules)


def files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.name != MARK)


def test_a_sale_is_one_file_with_the_payload(desk: Desk, folder: Path) -> None:
    """JSON with the names of ours, exact, for its owner alone, and no scrap beside it."""
    plan, key = sold(desk)

    receipt = FileSink(folder, rules=desk.rules).deliver(plan, key)

    (path,) = files(folder)
    whole = external_sale(plan, desk.rules).body(ExternalFormat(path="/"))
    assert whole == loads(path.read_bytes())
    assert path.read_bytes().endswith(b"}\n")
    assert (True, True) == (receipt.accepted, receipt.shows)
    if os.name == "posix":
        assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_the_same_bytes_are_there_already(desk: Desk, folder: Path) -> None:
    """A repeat writes nothing, and says so."""
    plan, key = sold(desk)
    sink = FileSink(folder, rules=desk.rules)
    sink.deliver(plan, key)
    (path,) = files(folder)
    before = path.stat().st_mtime_ns

    receipt = sink.deliver(plan, key)

    assert "already" in receipt.note
    assert before == path.stat().st_mtime_ns


def test_other_bytes_are_a_conflict(desk: Desk, folder: Path) -> None:
    """Nothing is overwritten; the error names the file and no customer."""
    customer = next(iter(desk.box.fake.world.clients))
    plan, key = sold(desk, customer=customer["document"])
    sink = FileSink(folder, rules=desk.rules)
    sink.deliver(plan, key)
    (path,) = files(folder)
    changed = path.read_bytes().replace(b'"currency": "COP"', b'"currency": "USD"')
    path.write_bytes(changed)

    with pytest.raises(errors.Conflict) as caught:
        sink.deliver(plan, key)

    assert "sale-file-differs" == caught.value.code
    assert customer["document"] not in str(caught.value)
    assert changed == path.read_bytes()


def test_a_restaurant_writes_its_sales(desk: Desk, tmp_path: Path) -> None:
    """Under the engine: the folder is made with the ledger, and a second run writes nothing."""
    desk.rules = evolve(desk.rules, sink=SinkRules(kind="file", folder=str(tmp_path / "sales")))
    sold = [desk.box.operator.sell(electronic=each == 1) for each in range(3)]
    desk.settle()
    waits: list[float] = []
    desk.engine().run(since=TODAY)

    report = desk.engine(sleep=waits.append).run()
    again = desk.engine().run()

    assert sorted(sold) == sorted(numbers(report, State.SYNCED))
    assert (3, 0, []) == (report.sends, again.sends, waits)
    assert 3 == len(files(tmp_path / "sales"))


@pytest.mark.parametrize(("place", "total"), [("apart", 16500), ("total", 18500)])
def test_a_tip_is_compared_where_the_rules_put_it(
    desk: Desk, folder: Path, place: str, total: int
) -> None:
    """The document charges it; what is compared holds it only where the accounting does."""
    policies = evolve(desk.rules.policies, tip_in_pymes=place)
    desk.rules = evolve(desk.rules, policies=policies)
    plan, key = sold(desk, tip=2000)
    sink = FileSink(folder, rules=desk.rules)
    sink.deliver(plan, key)

    answer = sink.find(key)

    assert isinstance(answer, Found)
    assert total == answer.rows[0].total == plan.accounting.total
    (path,) = files(folder)
    path.write_bytes(path.read_bytes().replace(b'"code": "03"', b'"code": null'))
    again = sink.find(key)
    assert isinstance(again, Found)
    assert 18500 == again.rows[0].total


def test_a_folder_that_is_not_there_any_more_gets_nothing(desk: Desk, tmp_path: Path) -> None:
    """A share that is not mounted looks empty: nobody can tell, and the setting is named."""
    place = tmp_path / "sales"
    desk.rules = evolve(desk.rules, sink=SinkRules(kind="file", folder=str(place)))
    desk.settle()
    desk.engine().run(since=TODAY)
    number = desk.box.operator.sell()
    desk.settle()
    place.rename(tmp_path / "elsewhere")
    place.mkdir()

    report = desk.engine().run()

    (outcome,) = [each for each in report if each.number == number]
    assert (State.CANNOT_TELL, "sink.folder") == (outcome.state, outcome.setting)
    assert [] == list(place.iterdir())


def test_a_file_that_somebody_changed_is_for_a_person(desk: Desk, tmp_path: Path) -> None:
    """A total that is not the sale's is a difference, like one in Pymes."""
    place = tmp_path / "sales"
    desk.rules = evolve(desk.rules, sink=SinkRules(kind="file", folder=str(place)))
    desk.engine().run(since=TODAY)
    number = desk.box.operator.sell()
    desk.settle()
    desk.engine().run()
    (path,) = files(place)
    path.write_text(
        path.read_text("utf-8").replace('"total": 16500.00,\n  "tip"', '"total": 1,\n  "tip"')
    )

    desk.engine().run()

    assert (State.PARKED, "differs:total") == (desk.state(number), row_of(desk, number).reason)


def test_a_sale_that_stands_there_otherwise_is_looked_at(desk: Desk, tmp_path: Path) -> None:
    """A file that appeared between the look-up and the send refuses nothing: it is compared."""
    place = tmp_path / "sales"
    sink = FileSink(place, rules=desk.rules)
    desk.engine(sink=sink).run(since=TODAY)
    number = desk.box.operator.sell()
    desk.settle()

    class Meanwhile(FileSink):
        def deliver(self, plan: Plan, key: SaleKey) -> Any:
            sink.deliver(plan, key)
            (path,) = files(place)
            path.write_bytes(path.read_bytes() + b"\n")
            return super().deliver(plan, key)

    desk.engine(sink=Meanwhile(place, rules=desk.rules)).run()

    assert State.SYNCED is desk.state(number)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"number": "POS1001"}',
        dumps({"number": 1, "issued_on": "x", "customer": {"number": "1"}, "total": 1}).encode(),
        b'{"number":"POS9","issued_on":"2026-11-23","customer":{"number":"1"},"total":1}',
        b" " * 10_000_001,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_an_odd_file_cannot_tell(desk: Desk, folder: Path, content: bytes) -> None:
    """Damaged, another sale's, endless: the sale is neither there nor absent."""
    plan, key = sold(desk)
    sink = FileSink(folder, rules=desk.rules)
    sink.deliver(plan, key)
    (path,) = files(folder)
    path.write_bytes(content)

    answer = sink.find(key)

    assert isinstance(answer, CannotTell)
    assert path.name in answer.reason.es


def test_what_is_no_file_cannot_tell(desk: Desk, folder: Path) -> None:
    """A folder with the name of the sale is not the sale, and is not written over."""
    plan, key = sold(desk)
    sink = FileSink(folder, rules=desk.rules)
    sink.deliver(plan, key)
    (path,) = files(folder)
    path.unlink()
    path.mkdir()

    assert isinstance(sink.find(key), CannotTell)
    with pytest.raises(errors.NotSent):
        sink.deliver(plan, key)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full: no full disk")
def test_a_full_disk_leaves_nothing(desk: Desk, folder: Path) -> None:
    """It never left: no file, no scrap, and the sale is absent as before."""
    plan, key = sold(desk)
    sink = FileSink(folder, rules=desk.rules)
    name = sink._path(key).name
    (folder / f".{name}.{os.getpid()}.part").symlink_to("/dev/full")

    with pytest.raises(errors.NotSent) as caught:
        sink.deliver(plan, key)

    assert "No space left" in str(caught.value)
    assert [] == files(folder)
    assert isinstance(sink.find(key), Absent)


def test_a_scrap_of_a_process_that_died_is_in_nobodys_way(desk: Desk, folder: Path) -> None:
    """It is neither the sale nor an obstacle."""
    plan, key = sold(desk)
    sink = FileSink(folder, rules=desk.rules)
    scraps = [folder / f".{sink._path(key).name}.{pid}.part" for pid in (1, os.getpid())]
    for scrap in scraps:
        scrap.write_bytes(b'{"number": "POS')

    before = sink.find(key)
    sink.deliver(plan, key)

    assert isinstance(before, Absent)
    assert isinstance(sink.find(key), Found)
    assert scraps[:1] == [each for each in files(folder) if each.name.startswith(".")]


def test_a_name_that_may_be_lost_with_the_power_is_unknown(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is there and the folder was not put on disk: nobody knows, so it is looked up."""
    plan, key = sold(desk)
    sink = FileSink(folder, rules=desk.rules)

    def fails(_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(_sink_file, "settle", fails)
    with pytest.raises(errors.OutcomeUnknown):
        sink.deliver(plan, key)

    assert isinstance(sink.find(key), Found)


def test_names_are_safe_on_windows_and_apart(tmp_path: Path) -> None:
    """No reserved word, sign or final dot; keys that differ in anything have other names."""
    sink = FileSink(tmp_path, rules=MappingRules.example())
    prefixes = ("", "FE", "fe", "Fe", "CON.", "NUL", "a/b", "a_b", "a.b", "A-B", "COM1.", "FE1")
    keys = [SaleKey("arepera", each, 11) for each in prefixes]
    keys += [SaleKey("otra", "FE", 11), SaleKey("arepera", "FE", 1), SaleKey("arepera", "FE1", 1)]

    names = [sink._path(key).name for key in keys]

    assert len(keys) == len({name.casefold() for name in names})
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9_-]+-[0-9a-f]{12}\.json", name)
        assert name.split(".")[0].upper() not in {"CON", "NUL", "COM1", "COM11"}


def test_a_folder_is_prepared_once(tmp_path: Path) -> None:
    """A new one or an empty one is marked; a marked one is left as it is."""
    place = FileSink.prepare(tmp_path / "a" / "b")
    (place / "POS1-0.json").write_text("{}")

    assert place == FileSink.prepare(str(place))
    assert {MARK, "POS1-0.json"} == {each.name for each in place.iterdir()}
    if os.name == "posix":
        assert 0o700 == stat.S_IMODE(place.stat().st_mode)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    """And so is what is no folder."""
    (tmp_path / "letter.txt").write_text("hello")

    for place in (tmp_path, tmp_path / "letter.txt"):
        with pytest.raises(errors.ConfigurationError) as caught:
            FileSink.prepare(place)
        assert "sink-folder" == caught.value.code


def test_a_folder_without_its_mark_takes_nothing(desk: Desk, tmp_path: Path) -> None:
    """The remedy names the file that makes a right one of it."""
    plan, key = sold(desk)
    sink = FileSink(tmp_path / "nowhere", rules=desk.rules)

    answer = sink.find(key)
    with pytest.raises(errors.ConfigurationError):
        sink.deliver(plan, key)

    assert isinstance(answer, CannotTell)
    assert MARK in answer.reason.en
    assert MARK in answer.reason.es


def test_what_cannot_be_made_into_a_file_is_said_before(desk: Desk, folder: Path) -> None:
    """A voided sale never becomes a file."""
    plan, _ = sold(desk)

    with pytest.raises(errors.MappingFailed):
        FileSink(folder, rules=desk.rules).check(evolve(plan, voided=True))
