# SPDX-License-Identifier: MIT
"""How a name of one side finds its counterpart on the other, and how sure that is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from attrs import frozen

from loggro_integration.errors import Text
from loggro_integration.wire import OpenRecord

__all__ = ["Likeness", "Named", "folded", "likeness", "named", "usual_means"]

_CUTOFF: Final = 0.6

# Habits, no norm: wallets and platforms have no code of their own at DIAN.
_USUAL: Final = (
    ("rappi", "ZZZ"),
    ("ifood", "ZZZ"),
    ("didi", "ZZZ"),
    ("uber", "ZZZ"),
    ("nequi", "47"),
    ("daviplata", "47"),
    ("bancolombia", "47"),
    ("bre-b", "47"),
    ("transfiya", "47"),
    ("pse", "47"),
    ("transferencia", "47"),
    ("consignacion", "42"),
    ("cheque", "20"),
    ("tarjeta debito", "49"),
    ("tarjeta de debito", "49"),
    ("tarjeta credito", "48"),
    ("tarjeta de credito", "48"),
    ("efectivo", "10"),
    ("bono", "ZZZ"),
    ("bonos", "ZZZ"),
    ("sodexo", "ZZZ"),
)


@frozen(kw_only=True)
class Named:
    """A row of the books: name, code, id."""

    name: str
    code: str = ""
    id: str = ""


@frozen(kw_only=True)
class Likeness:
    """The nearest row, and whether its name is the same but for capitals and accents."""

    row: Named
    why: Text


def named(rows: Iterable[OpenRecord]) -> list[Named]:
    """Take the rows that say their name; a shape that nobody published may be another."""
    return [
        Named(name=_text(row, "nombre"), code=_text(row, "codigo"), id=_text(row, "id"))
        for row in rows
        if _text(row, "nombre")
    ]


def _text(row: OpenRecord, name: str) -> str:
    value = row.get(name) if row.has(name) else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def folded(name: str) -> str:
    """Return a name without capitals, accents and needless spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())


def likeness(name: str, rows: Sequence[Named]) -> Likeness | None:
    """Return the row whose name is nearest, `None` where none is near: never a match by itself."""
    own = folded(name)
    same = [row for row in rows if folded(row.name) == own]
    if len(same) == 1:
        return Likeness(row=same[0], why=_same(same[0].name))
    by_name = {folded(row.name): row for row in rows}
    near = get_close_matches(own, by_name, n=1, cutoff=_CUTOFF)
    if not near:
        return None
    found = by_name[near[0]]
    return Likeness(row=found, why=_near(found.name))


def _same(name: str) -> Text:
    return Text(
        es=f"igual a {name!r} de Pymes, salvo mayúsculas o tildes",
        en=f"the same as {name!r} of Pymes, but for capitals or accents",
    )


def _near(name: str) -> Text:
    return Text(es=f"parecido a {name!r} de Pymes", en=f"similar to {name!r} of Pymes")


def usual_means(name: str) -> str | None:
    """Return the means of payment of DIAN that such a name usually stands for."""
    own = folded(name)
    return next((code for words, code in _USUAL if re.search(rf"\b{words}\b", own)), None)
