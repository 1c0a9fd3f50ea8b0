# SPDX-License-Identifier: MIT
"""The scripts of `examples`, run as programs against the restaurant of the pages."""

from __future__ import annotations

import os
import re
import runpy
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from loggro_integration import dian, exact_json
from loggro_integration.mapping import MappingRules
from loggro_integration.sandbox import Fault
from loggro_integration.sync import Event, EventKind, SqliteStore
from loggro_integration.testing import Box
from pages import live_by, restaurant, write_certificate, write_documents

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DAY = "2026-11-20"

Run = Callable[..., tuple[int, str]]


def begin(store: SqliteStore) -> None:
    """Set the first day of a ledger, as `loggro sync start` does."""
    store.put("watermark", DAY)


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    """Serve the restaurant; the scripts work in an empty folder with its rules."""
    monkeypatch.chdir(tmp_path)
    with restaurant(monkeypatch) as found:
        live_by(monkeypatch, sleep=found.sleep, clock=found.now)
        yield found


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a script with arguments; give its exit code and what it prints."""

    def run_script(name: str, *arguments: str) -> tuple[int, str]:
        path = str(EXAMPLES / f"{name}.py")
        monkeypatch.setattr(sys, "argv", [path, *arguments])
        code: object = 0
        try:
            runpy.run_path(path, run_name="__main__")
        except SystemExit as end:
            code = end.code
        assert isinstance(code, int)
        return code, capsys.readouterr().out

    return run_script


def test_every_example_is_tested() -> None:
    """Each script is named in a test of this file."""
    tests = Path(__file__).read_text("utf-8")

    assert [] == [path.stem for path in EXAMPLES.glob("*.py") if f'run("{path.stem}"' not in tests]


@pytest.mark.usefixtures("box")
def test_sales_of_a_day(run: Run) -> None:
    """It lists the three sales of the day, then what came in by each method, tips apart."""
    code, printed = run("sales_of_a_day", DAY)

    lines = [line.split() for line in printed.splitlines()]
    assert 0 == code
    assert {"FE1", "FE2", "POS1001"} == {line[0] for line in lines[:3]}
    assert ["Efectivo", "16,500"] in lines
    assert ["Nequi", "38,500"] in lines
    assert ["Tarjeta", "débito", "41,000"] in lines


def test_preflight(run: Run, box: Box) -> None:
    """It ends with 0 where the settings hold, and with 1 and the remedy where one is missing."""
    # The script reads the clock of the machine, and the check compares it with the server's.
    box.operator.set_clock(at=datetime.now(UTC))
    fine, _ = run("preflight")
    box.operator.add_payment_method("Bono de regalo")
    wrong, printed = run("preflight", "loggro.toml")

    assert 0 == fine
    assert 1 == wrong
    assert "! payment-means" in printed
    assert "Bono de regalo" in printed


@pytest.mark.usefixtures("box")
def test_draft_rules(run: Run, tmp_path: Path) -> None:
    """It writes rules that read back, and lists what is proposed and what is asked."""
    code, printed = run("draft_rules", DAY, "drafted.toml")

    rules = MappingRules.from_toml((tmp_path / "drafted.toml").read_text("utf-8"))
    assert 0 == code
    assert "Nequi" not in rules.payment_means
    assert "proposal [payment_means] Nequi" in printed
    assert "question [maker] person" in printed


OTHER_POS = {
    "number": "POS1207",
    "issued_at": "2026-11-20T13:04:11-05:00",
    "status": "paid",
    "total": 77000,
    "lines": [
        {
            "name": "Bandeja de la 45",
            "code": "P05",
            "price": 38500,
            "quantity": 2,
            "taxes": [{"name": "I CONSUMO", "percent": 8}],
        }
    ],
    "payments": [{"method": "Efectivo", "value": 77000}],
}


@pytest.mark.usefixtures("box")
def test_import_other_pos(run: Run, tmp_path: Path) -> None:
    """Sales that add up are printed as documents, the others with what stands in their way."""
    (tmp_path / "pos.toml").write_text(
        'numbers = "1.234,56"\ndates = "20/11/2026"\nseparator = ";"\n'
        '[constants]\nstatus = "paid"\ntax_name = "I CONSUMO"\ntax_percent = "8"\n'
        'payment_method = "Efectivo"\n'
    )
    header = "number;issued_at;total;seller;line_name;line_code;line_quantity;line_price"
    rows = [
        f"{header};payment_value",
        "POS7;20/11/2026 13:04;54.000;Camila;Bandeja;P05;2;27.000;54.000",
        "POS8;20/11/2026 13:05;9.000;Nadie;Arepa;P01;1;9.000;9.000",
    ]
    table = tmp_path / "sales.csv"
    table.write_text("\n".join(rows), "utf-8-sig")

    code, printed = run("import_other_pos", "sales.csv", "pos.toml")
    table.write_text("\n".join(rows).replace("54.000;Camila", "54,0.0;Camila"), "utf-8")
    unread, told = run("import_other_pos", "sales.csv", "pos.toml")

    assert (1, 2) == (code, unread)
    assert "POS7 pos 54000.00" in printed
    assert "POS8 seller-unmapped" in printed
    assert "row 2, column total" in told


def test_sell_through_restobar(run: Run, box: Box, tmp_path: Path) -> None:
    """A lost answer ends with 3, and the same ids then give one sale, however often it is run."""
    (tmp_path / "sale.json").write_text(exact_json.dumps(OTHER_POS), "utf-8")
    box.operator.add_faults([Fault.before("POST", "/invoices", times=1)])

    lost, _ = run("sell_through_restobar", "sale.json", "Mesa 1")
    first = run("sell_through_restobar", "sale.json", "Mesa 1")
    second = run("sell_through_restobar", "sale.json", "Mesa 1")

    assert (3, first) == (lost, second)
    assert (0, True) == (first[0], first[1].endswith("Pagada 77000\n"))
    assert 1 == sum(sale["total"] == 77000 for sale in box.fake.sales())


def test_void_sales(run: Run, box: Box, tmp_path: Path) -> None:
    """What DIAN has not taken is told and ended by the next run; what fails stops no other."""
    (tmp_path / "voids.csv").write_text("number;reason\nFE1;duplicada\nNADA9;\nPOS1001;\n")
    box.operator.switch("dian_delay", 600)

    first = run("void_sales", "voids.csv")
    (tmp_path / "voids.csv").write_text("number;reason\nFE1;duplicada\nPOS1001;\n")
    box.operator.advance(seconds=600)
    second = run("void_sales", "voids.csv")
    third = run("void_sales", "voids.csv")

    assert 3 == first[0]
    assert "FE1: begun, Pymes: not-asked\nNADA9: " in first[1]
    assert (0, "FE1: finished, Pymes: annulled\nPOS1001: finished, Pymes: annulled\n") == second
    assert second == third
    assert 2 == sum("changeToCanceled" in call.path for call in box.fake.calls)


def test_sync_with_report(run: Run, box: Box) -> None:
    """The first pass only reads, the second sends what is missing, the third does nothing."""
    first = run("sync_with_report", DAY)
    second = run("sync_with_report", DAY)
    third = run("sync_with_report", DAY)

    assert (1, "se reenviarían 1") == (first[0], first[1].strip()[-16:])
    assert (0, "synced 3; reenviadas 1; se reenviarían 0\n") == second
    assert (0, "synced 3; reenviadas 0; se reenviarían 0\n") == third
    assert [] == box.duplicates()


def test_follow_a_run(run: Run, box: Box) -> None:
    """It explains what is missing, tells what it sends, and ends with both sides equal."""
    first = run("follow_a_run", DAY)
    second = run("follow_a_run", DAY)

    assert 1 == first[0]
    assert "FE2: Falta en Pymes, y está probado que falta." in first[1]
    assert "Quizá: " in first[1]
    assert (0, "sent FE2\n2026-11-20: Restobar 96000.00, Pymes 96000\n") == second
    assert [] == box.duplicates()


def test_page_of_the_owner(run: Run, box: Box) -> None:
    """It synchronises, prints the address with its key, and ends with the outcome of the run."""
    run("sync_with_report", DAY)

    code, printed = run("page_of_the_owner", "0")

    assert 0 == code
    assert re.fullmatch(
        r"3 ventas revisadas\nAbra http://127\.0\.0\.1:\d+/\?token=[\w-]+\n", printed
    )


@pytest.mark.usefixtures("box")
def test_sales_to_folder(run: Run, tmp_path: Path) -> None:
    """The first pass only reads, the second writes a file a sale, the third nothing."""
    first = run("sales_to_folder", DAY, "sales")
    second = run("sales_to_folder", DAY, "sales")
    third = run("sales_to_folder", DAY, "sales")

    written = {path.name.partition("-")[0] for path in (tmp_path / "sales").iterdir()}
    assert (1, "se escribirían 3") == (first[0], first[1].strip()[-16:])
    assert (0, "escritas 3; se escribirían 0\n") == second
    assert (0, "escritas 0; se escribirían 0\n") == third
    assert {"FE1", "FE2", "POS1001", "loggro"} == written


@pytest.mark.usefixtures("box")
def test_month_for_the_accountant(run: Run, tmp_path: Path) -> None:
    """It writes the workbook and the page, and names what is missing."""
    code, printed = run("month_for_the_accountant", "2026-11", "november")

    assert 1 == code
    assert "2026-11-20 FE2: falta en Pymes" in printed
    assert "propinas 2000" in printed
    assert (tmp_path / "november.xlsx").read_bytes().startswith(b"PK")
    assert "Informe del mes 2026-11" in (tmp_path / "november.html").read_text("utf-8")


@pytest.mark.usefixtures("box")
def test_reconcile_to_csv(run: Run, tmp_path: Path) -> None:
    """It names what differs and writes one row a document."""
    code, printed = run("reconcile_to_csv", DAY, DAY, "documents.csv")

    rows = (tmp_path / "documents.csv").read_text("utf-8-sig").splitlines()
    assert 1 == code
    assert "≠" in printed
    assert "FE2: missing" in printed
    assert ["FE1", "FE2", "POS1001"] == [row.split(";")[1] for row in rows[1:]]
    assert ";equal;16500,00;16500,00;Pagada;Pagada;" in rows[1]


def test_verify_dian_xml(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It prints the total of the invoice that holds, and none of the edited one."""
    monkeypatch.chdir(tmp_path)
    write_documents(tmp_path)

    code, printed = run("verify_dian_xml", "autoridad.pem", "FE123.xml", "FE123-editada.xml")

    assert 1 == code
    assert "FE123.xml: Invoice FE123 54000.00\n" in printed
    assert "FE123-editada.xml: SignatureInvalid: " in printed
    assert "45000" not in printed


def test_sign_dian_xml(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It signs the invoice of today, tells why another file is not signed, and goes on."""
    monkeypatch.chdir(tmp_path)
    write_certificate(tmp_path, monkeypatch)
    old = (tmp_path / "FE124.xml").read_bytes().replace(b"2026-11-20", b"2026-11-19")
    (tmp_path / "FE100.xml").write_bytes(old)

    with time_machine.travel("2026-11-20T20:15:32-05:00", tick=False):
        code, printed = run("sign_dian_xml", "firma.p12", "FE100.xml", "firma.p12", "FE124.xml")

    told = printed.splitlines()
    assert 1 == code
    reasons = [":".join(line.split(":")[:2]) for line in told[:2]]
    assert ["FE100.xml: FAD09e", "firma.p12: not-utf8"] == reasons
    assert ["FE124.xml: FE124 → FE124-firmada.xml"] == told[2:]
    assert not (tmp_path / "FE100-firmada.xml").exists()
    report = dian.verify((tmp_path / "FE124-firmada.xml").read_bytes())
    assert "valid" == report.verdict


def test_print_invoice(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes page, roll and HTML of the invoice that holds, and nothing of the edited one."""
    monkeypatch.chdir(tmp_path)
    write_documents(tmp_path)

    code, printed = run("print_invoice", "autoridad.pem", "FE123.xml")
    edited = run("print_invoice", "autoridad.pem", "FE123-editada.xml")

    written = {path.name for path in tmp_path.iterdir()}
    assert (0, "cincuenta y cuatro mil pesos m/cte\n") == (code, printed)
    assert (1, "FE123-editada.xml: SignatureInvalid\n") == edited
    assert {"FE123.pdf", "FE123-rollo.pdf", "FE123.html"} <= written
    assert not written & {"FE123-editada.pdf", "FE123-editada.html"}


def test_issue_document(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes XML, ZIP and PDF under DIAN's next names, and names what is wrong in a draft."""
    monkeypatch.chdir(tmp_path)
    write_certificate(tmp_path, monkeypatch)
    monkeypatch.setenv("P12_PASSWORD", os.environ["CLAVE_DEL_P12"])
    monkeypatch.setenv("LOGGRO_DIAN_PIN", "12345")
    Path("pos.toml").write_text(dian.example_draft("pos"), "utf-8")
    Path("wrong.toml").write_text(dian.example_draft("pos").replace("POS4512", "XX1"), "utf-8")
    Path("out").mkdir()
    words = ["firma.p12", "autoridad.pem", "out", "2026-11-20T20:15:32-05:00"]

    ran = [run("issue_document", name, *words) for name in ("pos.toml", "pos.toml", "wrong.toml")]

    names = [f"ds0900555111000260000000{at}" for at in (1, 2)]
    assert [0, 0, 1] == [code for code, _ in ran]
    assert ran[1][1].startswith("POS4512 cincuenta y un mil ochocientos setenta pesos m/cte\n")
    assert f"{names[1]}.xml " in ran[1][1]
    assert "XX1" in ran[2][1]
    assert sorted(f"{name}.{kind}" for name in names for kind in ("pdf", "xml", "zip")) == sorted(
        path.name for path in Path("out").iterdir()
    )
    assert ["valid"] == [
        each.report.verdict.value
        for each in dian.verify_all(Path("out", f"{names[0]}.zip").read_bytes())
    ]


@pytest.mark.usefixtures("box")
def test_both_sides_async(run: Run) -> None:
    """Both clients read at once; what one side has alone is named."""
    code, printed = run("both_sides_async", DAY)

    assert 1 == code
    assert "Restobar: 3 Pymes: 2\nsolo en Restobar: FE2\nsolo en Pymes: -\n" == printed


def test_look_after_ledger(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It copies, forgets old customers, and finds a ledger that a former copy replaced."""
    monkeypatch.chdir(tmp_path)
    with SqliteStore.open("loggro.db") as store:
        store.append([Event(at=datetime.now(UTC), key="1:FE:1", kind=EventKind.SEEN)])
        store.remember("1:FE:1", day="2020-01-31", document="1020", name="Ana", email="")
    first = run("look_after_ledger")
    (copy,) = Path("copias").glob("loggro-*.db")
    former = copy.read_bytes()
    with SqliteStore.open("loggro.db") as store:
        store.append([Event(at=datetime.now(UTC), key="1:FE:2", kind=EventKind.SEEN)])
    second = run("look_after_ledger")
    Path("loggro.db").write_bytes(former)

    code, printed = run("look_after_ledger")

    assert (0, "1 eventos copiados; datos de 1 venta(s) borrados\n") == first
    assert (0, "2 eventos copiados; datos de 0 venta(s) borrados\n") == second
    assert (1, True) == (code, printed.startswith("events[2] Falta el final de la cadena"))


@pytest.mark.usefixtures("box")
def test_embed_cron(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each branch has its pass, a busy one stops no other, and what is new is told once."""
    told = tmp_path / "told"
    monkeypatch.setenv("AVISAR", f'\'{sys.executable}\' -S -c \'open("{told}", "a").write(".")\'')
    with SqliteStore.open("centro.db") as store:
        begin(store)
    held = SqliteStore.open("norte.db")
    with held:
        begin(held)
        code, printed = run("embed_cron", "centro.db", "norte.db", "sur.db")

    lines = printed.splitlines()
    assert 4 == code
    assert "centro.db 1 {'absent': 1, 'synced': 2}" == lines[0]
    assert "norte.db ocupado: otra pasada está en curso" == lines[1]
    assert lines[2].startswith("sur.db ConfigurationError Ejecute: loggro sync start")


@pytest.mark.usefixtures("box")
def test_embed_queue(run: Run) -> None:
    """The pass finds what is missing, and the task of a sale sends it."""
    with SqliteStore.open("arepera.db") as store:
        begin(store)

    code, printed = run("embed_queue", "arepera.db")

    assert (1, "pasada 1 faltan 1") == (code, printed.splitlines()[0])
    assert printed.splitlines()[1].endswith(":FE:2 synced")


@pytest.mark.usefixtures("box")
def test_embed_web(run: Run) -> None:
    """The status is JSON from the ledger alone; a pass is begun and not waited for."""
    with SqliteStore.open("arepera.db") as store:
        begin(store)

    begun = run("embed_web", "arepera.db", "POST", "/passes")
    code, printed = run("embed_web", "arepera.db", "GET", "/status")

    status, _, body = printed.partition(" OK ")
    assert (0, '202 Accepted {"running":true}\n') == begun
    assert (0, "200", "no") == (code, status, exact_json.loads(body)["in_pymes"])
    assert 1 == run("embed_web", "arepera.db", "GET", "/nada")[0]
