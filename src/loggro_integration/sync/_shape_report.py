# SPDX-License-Identifier: MIT
"""What was recorded of each read, and where it differs from the classes of `wire`."""

from __future__ import annotations

from collections.abc import Container, Iterator

import attrs
from attrs import field, frozen

from loggro_integration.errors import Text
from loggro_integration.exact_json import JsonValue
from loggro_integration.sync._shape import HIDDEN, Shape
from loggro_integration.wire import Expected, Record, describe

__all__ = ["RecordedRead", "ShapeFinding", "ShapeReport", "compare", "missing_names"]


@frozen
class ShapeFinding:
    """
    One difference between what an account sends and what this package expects.

    Attributes:
        kind: ``new`` (a field we do not know), ``type`` (another type), ``missing`` (a field we
            need is not always there) or ``name`` (a field we assume has another name).
        call: The read, as ``restobar.invoices.list``.
        path: Place below the row, as ``products[].price``.
        types: Types seen.
        expected: Type we say, or the setting that names the field.
    """

    kind: str
    call: str
    path: str
    types: tuple[str, ...] = ()
    expected: str | None = None

    @property
    def message(self) -> Text:
        """The difference in one sentence."""
        seen = "/".join(self.types) or "-"
        return {
            "new": Text(
                es=f"{self.path} ({seen}) es nuevo.", en=f"field {self.path} ({seen}) is new."
            ),
            "type": Text(
                es=f"{self.path} es {seen}; decimos {self.expected}.",
                en=f"field {self.path} is {seen}, we say {self.expected}.",
            ),
            "missing": Text(
                es=f"{self.path} falta a veces; lo necesitamos.",
                en=f"field {self.path} is not always there, we need it.",
            ),
            "name": Text(
                es=f"no hay {self.path}; ajuste {self.expected}.",
                en=f"there is no {self.path}; set {self.expected}.",
            ),
        }[self.kind]

    def to_json(self) -> dict[str, JsonValue]:
        """Return the finding for a file."""
        return {
            "kind": self.kind,
            "call": self.call,
            "path": self.path,
            "types": list(self.types),
            "expected": self.expected,
            "message": {"es": self.message.es, "en": self.message.en},
        }


@frozen
class RecordedRead:
    """
    What one read showed.

    Attributes:
        call: The read, as ``restobar.invoices.list``.
        outcome: ``recorded``, ``empty`` (no row), ``skipped`` (no row to take an id from) or
            ``refused``.
        model: Class of its rows, `None` where the shape is not published.
        refusal: Class and status of the error, as ``PlanLimit 402``.
        shape: The whole answer.
    """

    call: str
    outcome: str
    model: str | None = None
    refusal: str | None = None
    shape: Shape | None = field(default=None, repr=False)

    def to_json(self) -> dict[str, JsonValue]:
        """Return types and presence for a file."""
        fields: dict[str, JsonValue] = {
            path: {
                "types": [*sorted(shape.types)],
                "forms": [*sorted(shape.forms)],
                "presence": "always" if always else "sometimes",
            }
            for path, shape, always in (self.shape.places() if self.shape else ())
        }
        return {
            "call": self.call,
            "outcome": self.outcome,
            "model": self.model,
            "refusal": self.refusal,
            "fields": fields,
        }


@frozen
class ShapeReport:
    """
    Types and presence of what an account answers, and how they differ from ours; no value.

    Attributes:
        reads: In the order of the list.
        findings: Differences.
    """

    reads: tuple[RecordedRead, ...]
    findings: tuple[ShapeFinding, ...]

    def to_json(self) -> dict[str, JsonValue]:
        """Return what may be given to others: it names no customer, amount or secret."""
        return {
            "format": 1,
            "reads": [each.to_json() for each in self.reads],
            "findings": [each.to_json() for each in self.findings],
        }


def compare(
    call: str,
    row: Shape,
    kind: type[Record],
    *,
    assumed: Container[str] = (),
    path: str = "",
) -> Iterator[ShapeFinding]:
    """Tell where rows differ from the class that reads them; `assumed` names are no news."""
    known = describe(kind)
    for key, shape in sorted(row.fields.items()):
        where = f"{path}{key}"
        types = tuple(sorted(shape.types - {"null"}))
        if key in known:
            yield from _compare_field(call, shape, known[key], assumed, where)
        elif where not in assumed:
            yield ShapeFinding("new", call, where, types)
    for key, expected in known.items():
        found = row.fields.get(key)
        if expected.required and (found is None or found.seen < row.objects):
            yield ShapeFinding("missing", call, f"{path}{key}", expected=expected.name)


def _compare_field(
    call: str, shape: Shape, expected: Expected, assumed: Container[str], where: str
) -> Iterator[ShapeFinding]:
    seen = set(shape.types) - {"null"}
    if shape.items is None:
        seen.discard("array")  # an empty list stands for nothing
    if shape.forms == {"empty"}:
        seen.discard("string")
    if expected.types and not seen <= expected.types:
        yield ShapeFinding("type", call, where, tuple(sorted(seen)), expected.name)
    if expected.record is None:
        return
    if shape.objects:
        yield from compare(call, shape, expected.record, assumed=assumed, path=f"{where}.")
    if shape.items is not None and shape.items.objects:
        yield from compare(call, shape.items, expected.record, assumed=assumed, path=f"{where}[].")


def missing_names(
    call: str, row: Shape, names: attrs.AttrsInstance, setting: str
) -> Iterator[ShapeFinding]:
    """Tell which assumed names, the values of an attrs class, stand in no row."""
    for attribute in attrs.fields(type(names)):
        path = getattr(names, attribute.name)
        if row.at(path) is None and HIDDEN not in row.fields:
            yield ShapeFinding("name", call, path, expected=f"{setting}.{attribute.name}")
