# SPDX-License-Identifier: MIT
"""What the pages say: the answer first, the list with both icons, one sale with its story."""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from loggro_integration.exact_json import dumps
from loggro_integration.sync import EventKind, SqliteStore
from web.ledgers import HOSTILE, NOW, a_month, absent, after, key_of, seen, synced, write
from web.pages import Opening, numbers_of, words_of


def sale(number: int, prefix: str = "FE") -> str:
    return f"/sales/{quote(key_of(number, prefix), safe='')}"


def test_the_first_screen_answers_in_order(client: httpx.Client) -> None:
    """Whether, which, when, why, and what to do; the gravest first."""
    words = words_of(client.get("/").text)

    answers = [
        "No: 7 ventas por resolver",
        "FE901, FE902, FE903, FE904, POS907, FE905 y 1 más",
        "121 de 128 ventas en Pymes. Última pasada hace 12 min (24 nov 2026, 1:53",
        "2 ventas: se reenvió cuanto se puede y no aparece Apartada FE901 FE902",
        "1 venta: no coincide en: cliente, total",
        "1 venta: Pymes no respondió No se sabe POS907",
        "Pendientes 2",
        "Apartadas 4",
    ]
    found = [words.find(each) for each in answers]
    assert -1 not in found
    assert sorted(found) == found
    assert "loggro sync retry NÚMERO" in words
    assert "loggro check --known NÚMERO" in words


@pytest.mark.parametrize(
    ("hours", "answer", "age"),
    [
        (-0.2, "Sí: todo está en Pymes", "hace un momento"),
        (1, "Sí: todo está en Pymes", "hace 72 min"),
        (23, "Sí: todo está en Pymes", "hace 23 horas"),
        (25, "No se sabe si todo está en Pymes", "hace 25 horas"),
        (72, "No se sabe si todo está en Pymes", "hace 3 días"),
    ],
)
def test_a_yes_is_worth_something_while_it_is_fresh(
    tmp_path: Path, opened: Opening, hours: float, answer: str, age: str
) -> None:
    """After a day without a run nobody knows."""
    ledger = write(tmp_path / "loggro.db", a_month(30))

    words = words_of(opened(ledger, now=lambda: NOW + timedelta(hours=hours)).get("/").text)

    assert answer in words
    assert age in words


def test_what_waits_in_its_time_is_no_alarm(tmp_path: Path, opened: Opening) -> None:
    """A sale of a moment ago is on its way."""
    ledger = write(tmp_path / "loggro.db", iter([seen(1, NOW.date())]))

    words = words_of(opened(ledger).get("/").text)

    assert "Todavía no: 1 en camino" in words
    assert "Nada: espere la próxima pasada." in words


def test_a_ledger_without_a_run_says_so(tmp_path: Path, opened: Opening) -> None:
    """No zero passes for a yes."""
    ledger = write(tmp_path / "loggro.db", iter([]), last_run=None)

    words = words_of(opened(ledger, language="en").get("/").text)

    assert "Nobody knows if everything is in Pymes" in words
    assert "No run has ended yet" in words
    assert "None that the ledger knows of." in words


def test_many_sales_of_one_cause_are_one_line(tmp_path: Path, opened: Opening) -> None:
    """Six are named, the rest leads to the list of that cause alone."""
    sales = (seen(number, NOW.date()) for number in range(1, 41))
    ledger = write(tmp_path / "loggro.db", sales)
    page = opened(ledger)

    first = page.get("/").text

    assert "40 ventas: " in words_of(first)
    assert "y 34 más" in words_of(first)
    assert 'href="/sales?state=waiting">y 34 más' in first
    assert "40 facturas" in words_of(page.get("/sales?state=waiting").text)


def test_resolutions_and_quota_are_shown_as_they_were_seen(tmp_path: Path, opened: Opening) -> None:
    """And one that ends soon stands above the figures."""
    ledger = write(tmp_path / "loggro.db", a_month(3))
    seen_at = "2026-11-24T12:00:00.000Z"
    numbering = {"kind": "electronic", "authorization": "18764000001", "prefix": "FE"}
    limits = {"first": 1, "last": 5000, "valid_until": "2026-12-01", "last_number": 905}
    with SqliteStore.open(ledger) as store:
        store.put("note.numbering", dumps([{**numbering, **limits, "seen_at": seen_at}]))
        store.put("note.quota", dumps({"used": 88, "limit": 100, "seen_at": seen_at}))

    words = words_of(opened(ledger).get("/").text)

    assert "Para atender La resolución FE vence el 2026-12-01, en 7 días" in words
    assert "FE (Electrónica): va en FE905, hasta FE5000; vence: 1 dic 2026" in words
    assert "Documentos electrónicos 88 / 100" in words


def test_a_refusal_is_told_in_words(tmp_path: Path, opened: Opening) -> None:
    """As the ledger keeps it, also where the last run noted its code alone."""
    reason = "rejected:400:Conflict"
    event = seen(1, NOW.date())
    events = [*absent(event), after(event, EventKind.INTENDED), after(event, EventKind.SENT),
              after(event, EventKind.ANSWERED, answer="rejected", reason=reason)]  # fmt: skip
    ledger = write(tmp_path / "loggro.db", iter(events))
    note = {"key": event.key, "number": "FE1", "day": "2026-11-24", "kind": "electronic"}
    with SqliteStore.open(ledger) as store:
        said = {"reason": {"es": reason, "en": reason}, "total": "54000", "setting": ""}
        store.put("note.open", dumps([{**note, **said, "state": "parked"}]))

    words = words_of(opened(ledger).get("/").text)

    assert "1 venta: Loggro la rechazó: 400 Conflict Apartada FE1" in words
    assert "loggro sync retry FE1" in words


def test_what_a_person_asked_for_is_told(tmp_path: Path, opened: Opening) -> None:
    """The story of a sale holds the actions on it, in words."""
    event = seen(1, NOW.date())
    asked = after(event, EventKind.ACTION, action="void", phase="answered", answer="accepted")
    ledger = write(tmp_path / "loggro.db", iter([*absent(event), asked]))

    words = words_of(opened(ledger).get(f"/sales/{quote(event.key, safe='')}").text)

    assert "Anular: Loggro dijo que sí." in words


def test_a_sale_without_a_usable_number_is_named(tmp_path: Path, opened: Opening) -> None:
    """The ledger has no row of it, so there is no page to lead to; the last run saw it."""
    ledger = write(tmp_path / "loggro.db", a_month(3))
    note = {"key": "", "number": "", "day": "2026-11-24", "kind": "pos", "total": "9000"}
    with SqliteStore.open(ledger) as store:
        store.put("note.open", dumps([{**note, "state": "parked", "reason": None, "setting": ""}]))

    words = words_of(opened(ledger).get("/").text)

    assert "No: 1 venta por resolver ?" in words
    assert "Corrija el número en Restobar; la próxima pasada sobre su día la toma." in words


def test_the_list_shows_both_icons_in_words(client: httpx.Client) -> None:
    """Colour alone says nothing: each icon has its meaning beside it, and its drawing is hidden."""
    html = client.get("/sales").text

    row = words_of("<body>" + html[html.index(">FE904<") : html.index(">FE903<")])
    assert "Rechazada Apartada está dos veces en Pymes" in row
    assert "no es electrónica" in words_of(html)
    assert html.count("<svg") == html.count('aria-hidden="true"') == 50


def test_the_list_is_paged_newest_first(client: httpx.Client) -> None:
    """25 a page; the last one ends with the first day."""
    first, last = client.get("/sales").text, client.get("/sales?page=6").text

    assert ["POS908", "POS907", "FE906", "FE905"] == numbers_of(first)[:4]
    assert 25 == len(numbers_of(first))
    assert ["FE5", "FE4", "FE2", "FE1"] == numbers_of(last)
    assert "Página 1 de 6 Siguiente › Última »" in words_of(first)
    assert "Página 6 de 6 « Primera ‹ Anterior" in words_of(last)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("number=fe90", ["FE906", "FE905", "FE904", "FE903", "FE902", "FE901", "FE909"]),
        ("number=pos90", ["POS908", "POS907", "POS90"]),
        ("state=parked", ["FE904", "FE903", "FE902", "FE901"]),
        ("state=parked&reason=duplicate", ["FE904"]),
        ("state=waiting,absent,in_flight", ["FE906", "FE905"]),
        ("dian=pending", ["FE905"]),
        ("dian=Notificada", ["FE906"]),
        ("kind=pos&since=2026-11-24", ["POS908", "POS907"]),
        ("since=2026-11-22&until=2026-11-22", ["FE909"]),
        ("status=Por+Pagar", ["FE906"]),
        ("number=FE1&number=pos90", ["POS908", "POS907", "POS90"]),
        ("state=synced&since=2026-11-23", []),
        ("number=%25", []),
        ("number='", []),
        (f"customer_of={key_of(901)}", ["FE901", "FE1"]),
        (f"customer_of={key_of(905)}", []),
        ("page=99", []),
    ],
)
def test_each_filter_shows_its_sales_alone(
    client: httpx.Client, query: str, expected: list[str]
) -> None:
    """The last of two values counts, and signs with a meaning in a database have none here."""
    answer = client.get(f"/sales?{query}")

    assert 200 == answer.status_code
    assert expected == numbers_of(answer.text)


@pytest.mark.parametrize(
    "query",
    ["since=ayer", "until=2026-13-01", "since=2026-11-24&until=2026-11-01", "state=lost",
     "page=-1", "page=x", "page=", "page=99999999", f"number={'9' * 61}"],
)  # fmt: skip
def test_a_filter_that_cannot_be_meant_is_refused_with_its_remedy(
    client: httpx.Client, query: str
) -> None:
    """It is named, and nothing is guessed."""
    answer = client.get(f"/sales?{query}")

    words = words_of(answer.text)
    assert 400 == answer.status_code
    assert f"The filter {query.rpartition('&')[2].partition('=')[0]} cannot be" in words


def test_a_filter_is_kept_in_the_form_and_in_the_pages(client: httpx.Client) -> None:
    """Whoever goes on does not lose what he asked for, and may clear it."""
    html = client.get("/sales?kind=pos&number=POS").text

    assert "<details open>" in html
    assert '<option value="pos" selected>' in html
    assert 'value="POS"' in html
    assert "/sales?number=POS&amp;kind=pos&amp;page=2" in html
    assert "Quitar los filtros" in html


def test_what_the_ledger_does_not_hold_is_said(client: httpx.Client) -> None:
    """No filter is offered that would find nothing."""
    words = words_of(client.get("/sales").text)

    assert "no guarda el establecimiento ni el vendedor" in words


def test_the_customer_of_a_sale_is_followed_without_naming_him(client: httpx.Client) -> None:
    """The address holds the key of a sale, never a name or a document."""
    html = client.get(sale(901)).text
    link = re.search(r'href="(/sales\?customer_of=[^"]+)"', html)

    assert link is not None
    words = words_of(client.get(link[1]).text)
    assert "Solo el cliente de FE901. Todos" in words
    assert "Ana" not in link[1]
    assert "1032456871" not in html


def test_a_sale_tells_amounts_payments_and_story(client: httpx.Client) -> None:
    """How it was paid, what is owed, and each thing that happened, in Bogotá's time."""
    words = words_of(client.get(sale(901)).text)

    assert "DIAN: Aceptada Pymes: Apartada" in words
    assert "Ana María Ñáñez · •••871 · sus facturas" in words
    assert "Total $ 120.000 Pagado $ 120.000 Saldo $ 0" in words
    assert "Nequi $ 80.000 $ 8.000 Efectivo $ 40.000 $ 0" in words
    assert "3:15 p. m. Se vio en Restobar" in words.replace("\xa0", " ")
    assert "Se buscó en Pymes: no está" in words
    assert "loggro sync retry FE901" in words


def test_a_sale_on_credit_shows_what_is_owed(client: httpx.Client) -> None:
    """Nothing was paid yet, and DIAN said a word that is not known: it stands as it is."""
    words = words_of(client.get(sale(906)).text)

    assert "Saldo $ 54.000 En Restobar A crédito" in words
    assert "DIAN: Notificada" in words
    assert "Sin pagos todavía." in words


def test_a_difference_is_named_and_where_its_values_are(client: httpx.Client) -> None:
    """The ledger keeps which field differs, never a customer's document."""
    words = words_of(client.get(sale(903)).text)

    assert "Diferencias con Pymes no coincide en: cliente, total" in words
    assert "loggro sync reconcile --since 2026-11-23 --until 2026-11-23" in words


def test_a_voided_sale_and_one_sent_again(client: httpx.Client) -> None:
    """The story tells both; what is voided owes nothing."""
    voided, again = (words_of(client.get(sale(number)).text) for number in (909, 905))

    assert "Saldo anulada" in voided
    assert "Se anuló en Restobar" in voided
    assert "Se le pidió a Restobar reenviarla." in again
    assert "Restobar aceptó el reenvío." in again


def test_a_sale_of_before_payments_were_recorded(tmp_path: Path, opened: Opening) -> None:
    """An older ledger is read: what it lacks is not known, and is no zero."""
    event = seen(1, NOW.date())
    kept = {name: value for name, value in event.detail.items()
            if name not in {"payments", "status", "dian", "paid"}}  # fmt: skip
    older = type(event)(at=event.at, key=event.key, kind=EventKind.SEEN, detail=kept)
    ledger = write(tmp_path / "loggro.db", iter([older]))

    words = words_of(opened(ledger).get(sale(1)).text)

    assert "El libro no anotó cómo se pagó esta venta." in words
    assert "Pagado no se sabe Saldo no se sabe En Restobar no se sabe" in words
    assert "DIAN: no se sabe" in words


def test_payments_that_another_program_wrote_do_not_break_the_page(
    tmp_path: Path, opened: Opening
) -> None:
    """Whatever stands there is shown as far as it goes."""
    odd = [
        seen(1, NOW.date(), payments="x", day="hoy", total="mucho"),
        seen(2, NOW.date(), payments=[None, ["A"]]),
    ]
    page = opened(write(tmp_path / "loggro.db", iter(odd)))

    answers = [page.get(sale(number)) for number in (1, 2)]

    assert [200, 200] == [each.status_code for each in answers]
    assert "Total no se sabe" in words_of(answers[0].text)


def test_what_a_purge_deleted_is_told_from_a_sale_to_nobody(
    tmp_path: Path, opened: Opening
) -> None:
    """No name is shown in either case, and the reason is."""
    day = datetime(2026, 11, 23, tzinfo=UTC).date()
    events = [*synced(seen(901, day)), *synced(seen(905, NOW.date()))]
    ledger = write(tmp_path / "loggro.db", iter(events))
    with SqliteStore.open(ledger) as store:
        store.purge(NOW.date())
    page = opened(ledger)

    assert "Cliente borrado del libro" in words_of(page.get(sale(901)).text)
    assert "Cliente Consumidor final" in words_of(page.get(sale(905)).text)
    assert "Ana María" not in page.get("/sales").text


@pytest.mark.parametrize(
    "address", ["/sales", sale(902), "/sales?number=%3Cscript%3E", "/?lang=<script>"]
)
def test_a_customer_named_script_is_only_a_name(client: httpx.Client, address: str) -> None:
    """Everything is escaped: there is no script on any page."""
    html = client.get(address).text

    assert "<script" not in html.lower()
    assert "onerror" not in html
    assert "javascript:" not in html


def test_the_hostile_name_is_shown_as_it_is(client: httpx.Client) -> None:
    """Signs of HTML, quotes and an accent."""
    assert HOSTILE in words_of(client.get(sale(902)).text)


def test_control_signs_do_not_reach_the_page(tmp_path: Path, opened: Opening) -> None:
    """A name may hold any."""
    ledger = write(tmp_path / "loggro.db", a_month(2))
    with SqliteStore.open(ledger) as store:
        store.remember(key_of(1), day="2026-11-23", document="12", name="A\x00\x1bB", email="")

    html = opened(ledger).get(sale(1)).text

    assert "AB · •••" in words_of(html)


@pytest.mark.parametrize("address", ["/nothing", "/sales/unknown", "/sales/", "/sales/..%2f..%2fx"])
def test_what_is_not_there_is_said_in_a_page(client: httpx.Client, address: str) -> None:
    """With where to look instead."""
    answer = client.get(address)

    assert 404 == answer.status_code
    assert "Búsquela en la lista de facturas." in words_of(answer.text)


@pytest.mark.parametrize(
    ("settings", "headers", "expected"),
    [
        ({"language": None}, {}, "es"),
        ({"language": None}, {"Accept-Language": "en-US,en;q=0.9"}, "en"),
        ({"language": None}, {"Accept-Language": "fr, es;q=0.5, en"}, "es"),
        ({"language": "es"}, {"Accept-Language": "en"}, "es"),
        ({"language": "en"}, {}, "en"),
    ],
)
def test_the_language_is_the_users_then_the_browsers(
    week: Path, opened: Opening, settings: dict[str, object], headers: dict[str, str], expected: str
) -> None:
    """LOGGRO_LANG goes first; a browser that asks for neither reads Spanish."""
    html = opened(week, **settings).get("/", headers=headers).text

    assert f'<html lang="{expected}">' in html


def test_a_language_that_was_chosen_is_kept(client: httpx.Client) -> None:
    """The link changes this page and those after it, and keeps its filters."""
    html = client.get("/sales?number=FE").text
    assert 'href="?number=FE&amp;lang=en"' in html

    assert '<html lang="en">' in client.get("/sales?number=FE&lang=en").text
    assert '<html lang="en">' in client.get("/").text


def test_no_page_speaks_both_languages(week: Path, opened: Opening) -> None:
    """The English pages hold no Spanish words of ours."""
    page = opened(week, language="en")
    found = " ".join(
        words_of(page.get(address).text) for address in ("/", "/sales", *map(sale, range(901, 908)))
    )

    spanish = ("ventas", "Última", "Apartada", "Facturas", "Pagada", "Libro", "buscó", "Cliente")
    assert [] == [word for word in spanish if word in found]


def test_a_running_sync_is_not_disturbed_and_its_news_are_seen(
    tmp_path: Path, opened: Opening
) -> None:
    """The page reads beside the process that writes; each answer is of the moment."""
    ledger = write(tmp_path / "loggro.db", a_month(5))
    page = opened(ledger)
    with SqliteStore.open(ledger) as writer:
        before = words_of(page.get("/").text)
        writer.append([seen(77, NOW.date())])
        after_ = words_of(page.get("/").text)
        writer.append([after(seen(77, NOW.date()), EventKind.LOOKED_UP, result="equal")])

    assert "5 de 5 ventas" in before
    assert "5 de 6 ventas" in after_


def test_looking_changes_no_byte_of_the_ledger(tmp_path: Path, opened: Opening) -> None:
    """Every page is read, and the file is as it was."""
    ledger = write(tmp_path / "loggro.db", a_month(5))
    before = ledger.read_bytes()
    page = opened(ledger)

    for address in ("/", "/sales", sale(1), "/sales?state=synced"):
        assert 200 == page.get(address).status_code

    assert before == ledger.read_bytes()


def test_a_missing_ledger_is_not_made(tmp_path: Path, opened: Opening) -> None:
    """The page says how to begin one."""
    answer = opened(tmp_path / "none.db").get("/")

    assert 503 == answer.status_code
    assert "loggro sync start --from" in words_of(answer.text)
    assert [] == [*tmp_path.iterdir()]


def test_another_programs_file_is_no_ledger(tmp_path: Path, opened: Opening) -> None:
    """It is named, and left as it is."""
    path = tmp_path / "notes.db"
    path.write_text("these are my notes, " * 100)

    answer = opened(path).get("/sales")

    assert 503 == answer.status_code
    assert "Ese archivo no es un libro" in words_of(answer.text)


def test_a_locked_ledger_says_to_wait(
    tmp_path: Path, opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds the whole file."""
    monkeypatch.setattr("loggro_integration.web._app._PATIENCE", 0.05)
    ledger = write(tmp_path / "loggro.db", a_month(2))
    held = sqlite3.connect(ledger, isolation_level=None)
    held.execute("PRAGMA journal_mode = DELETE")
    held.execute("BEGIN EXCLUSIVE")
    try:
        answer = opened(ledger).get("/")
    finally:
        held.close()

    assert 503 == answer.status_code
    assert "Espere a que termine" in words_of(answer.text)


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM events WHERE position = (SELECT max(position) FROM events)",
     "UPDATE rows SET body = '{}', state = 'parked'", "DROP TABLE rows",
     "UPDATE meta SET value = 'x' WHERE name = 'last_run'"],
)  # fmt: skip
def test_an_altered_ledger_is_not_believed(tmp_path: Path, opened: Opening, statement: str) -> None:
    """A removed tail, unreadable rows, missing tables: nothing is answered from them."""
    ledger = write(tmp_path / "loggro.db", islice(a_month(4), 7))
    with sqlite3.connect(ledger) as other:
        other.execute(statement)
    other.close()

    answer = opened(ledger).get("/")

    assert 503 == answer.status_code
    assert "Esto no se puede mostrar" in words_of(answer.text)


def test_a_ledger_without_its_key_is_still_shown(tmp_path: Path, opened: Opening) -> None:
    """A copy for the accountant has none."""
    ledger = write(tmp_path / "loggro.db", a_month(2))
    (tmp_path / "loggro.db.key").unlink()

    assert "2 de 2 ventas" in words_of(opened(ledger).get("/").text)


def test_a_former_form_is_not_changed_by_looking(tmp_path: Path, opened: Opening) -> None:
    """The page says which command brings it up to date."""
    script = Path(__file__).parents[1] / "sync" / "ledger_version_1.sql"
    ledger = tmp_path / "loggro.db"
    with sqlite3.connect(ledger) as made:
        made.executescript(script.read_text("utf-8"))
    made.close()

    answer = opened(ledger).get("/")

    assert 503 == answer.status_code
    assert "loggro sync status lo pone al día" in words_of(answer.text)
