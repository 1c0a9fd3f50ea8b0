# SPDX-License-Identifier: MIT
"""Look-ups in the code lists; a list is loaded when it is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from loggro_integration.codes import data
from loggro_integration.codes._english import NAMES
from loggro_integration.errors import InvalidInput, Text

__all__ = ["Code", "codes", "is_official", "lookup", "name"]

_OWN_FIELDS = frozenset({"code", "name_es", "note", "source"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """
    One row of a code list.

    Attributes:
        code: The code, as text: ``"01"`` is not ``"1"``.
        name_es: Spanish name with the spelling of the list, its slips included; `None` where the
            list has no names.
        name_en: English name, where there is a sure one.
        source: Where a row comes from that is not in the official list; `None` for an official one.
        note: What to know about it.
        extra: Further columns: ``department``, ``department_name``, ``tax``, ``group_es``,
            ``alt_name_es``, ``name_raw``.
    """

    code: str
    name_es: str | None
    name_en: str | None = None
    source: str | None = None
    note: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)

    @property
    def official(self) -> bool:
        """Whether the row is in the list that DIAN checks against."""
        return self.source is None

    def name(self, language: str = "es") -> str | None:
        """
        Return the Spanish name for ``es`` (and ``es_CO``...), else the English one if there is.

        >>> lookup("FormasPago", "2").name("en")
        'Credit'
        """
        if language.lower().startswith("es"):
            return self.name_es
        return self.name_en or self.name_es


def codes(list_name: str) -> tuple[Code, ...]:
    """
    Return every row of a list, in the order of the official file.

    A code can repeat where one rate serves several concepts (``TarifaImpuestoReteFuente``).

    Raises:
        InvalidInput: If there is no such list.

    >>> [row.name_es for row in codes("FormasPago")]
    ['Contado', 'Crédito']
    """
    return _load(_checked(list_name))


def lookup(list_name: str, code: str) -> Code | None:
    """
    Return a row by its code, the first where codes repeat, or `None` where the list lacks it.

    Raises:
        InvalidInput: If there is no such list.

    >>> lookup("Municipio", "11001").extra["department"]
    '11'
    >>> lookup("MediosPago", "72") is None
    True
    """
    return _index(list_name).get(code)


def name(list_name: str, code: str, language: str = "es") -> str | None:
    """
    Return the name of a code, or `None` where the list lacks the code or has no names.

    Raises:
        InvalidInput: If there is no such list.

    >>> name("TipoIdFiscal", "13"), name("TipoIdFiscal", "13", "en")
    ('Cédula de ciudadanía', 'Citizenship card')
    """
    row = lookup(list_name, code)
    return None if row is None else row.name(language)


def is_official(list_name: str, code: str) -> bool:
    """
    Tell whether a code is in the list that DIAN checks against; an added row is not.

    Raises:
        InvalidInput: If there is no such list.

    >>> is_official("TipoImpuesto", "04"), is_official("TipoImpuesto", "34")
    (True, False)
    """
    row = lookup(list_name, code)
    return row is not None and row.official


def _checked(list_name: str) -> str:
    """Return the name of a list that exists."""
    if list_name not in data.MODULES:
        raise InvalidInput(
            f"There is no code list {list_name!r}.",
            field="list_name",
            value=list_name,
            hint=Text(
                es="Use un nombre de `codes.lists`, como lists.PAYMENT_MEANS.",
                en="Use a name of `codes.lists`, as lists.PAYMENT_MEANS.",
            ),
        )
    return list_name


@cache
def _index(list_name: str) -> dict[str, Code]:
    """Return the first row of each code; there is nothing to keep of a list that does not exist."""
    return {row.code: row for row in reversed(_load(_checked(list_name)))}


@cache
def _load(list_name: str) -> tuple[Code, ...]:
    """Load the module of a list."""
    module = import_module(f"{data.__name__}.{data.MODULES[list_name]}")
    english = NAMES.get(list_name, {})
    return tuple(_row(dict(zip(module.FIELDS, row, strict=True)), english) for row in module.ROWS)


def _row(cells: dict[str, str | None], english: Mapping[str, str]) -> Code:
    """Build one row from its cells."""
    code = str(cells["code"])
    return Code(
        code=code,
        name_es=cells["name_es"],
        name_en=english.get(code),
        source=cells.get("source"),
        note=cells.get("note"),
        extra={key: text for key, text in cells.items() if text and key not in _OWN_FIELDS},
    )
