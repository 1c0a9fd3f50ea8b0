# SPDX-License-Identifier: MIT
"""
Write a reading table out as one Python function.

Looking up and calling a rule for each element costs a third more than the same steps one after the
other, and a document has hundreds. So a table becomes, on its first use, what one would write by
hand for it: a loop over the children, a test a tag, the rules in place. attrs makes its methods in
the same way. All of it comes from the tables: no text of a document ever becomes code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, repeat
from string import Template
from textwrap import indent
from typing import Any, Final, Generic, TypeVar, cast

import attrs
from lxml import etree

from loggro_integration.dian._read_findings import Findings

__all__ = [
    "Apart",
    "Apply",
    "Code",
    "Element",
    "Fields",
    "Read",
    "Shape",
    "Table",
    "maker",
    "whole_maker",
]

T = TypeVar("T")
Element = etree._Element  # noqa: SLF001 (lxml gives its element class no public name)
Fields = dict[str, Any]
Read = Callable[[Element, Findings], T]
Apply = Callable[[Fields, Element, Findings], None]
Case = tuple[int | str, str]

_FEW: Final = 4
"""Up to so many tests stand one after the other; more are halved first."""


class Code:
    """
    A rule as lines of Python.

    In them `child` is the element at hand, `amounts` are the numbers read so far, and `findings`
    takes what is wrong. What is given is named with a dollar sign: a text is a field, ``$name`` the
    place that keeps it and ``$no_name`` the test that nothing is kept there yet; a table or another
    rule fills the place of its line; anything else goes by some name.
    """

    def __init__(self, lines: str, **given: object) -> None:
        self._lines = lines.strip("\n").splitlines()
        self._given = given

    def write(self, names: _Names) -> str:
        """Return the lines with everything given in its place."""
        places: dict[str, str] = {}
        for name, thing in self._given.items():
            if isinstance(thing, str):
                places |= {name: f"fields[{thing!r}]", f"no_{name}": names.free(thing)}
            else:
                places[name] = _written(thing, names)
        return "\n".join(_filled(line, places) for line in self._lines)

    def __call__(self, fields: Fields, child: Element, findings: Findings) -> None:
        self._alone(fields, child, findings)

    @cached_property
    def _alone(self) -> Apply:
        names = _Names()
        return cast("Apply", _function("fields, child, findings", self.write(names), names))


class Apart(Code):
    """Lines whose fields are not those around them, but start empty."""

    def write(self, names: _Names) -> str:
        """Return the lines with everything given in its place."""
        return super().write(names.apart())


class Table(dict[str, Any]):
    """Full name of a child → its rule: a `Code`, another table or a function (`Apply`)."""

    def write(self, names: _Names, over: str = "child") -> str:
        """Return the loop over the children of an element."""
        cases = [(tag, _applied(rule, names)) for tag, rule in self.items()]
        tests = _chain("tag", cases) if len(cases) <= _FEW else _by_length(cases)
        return f"for child in {over}[:]:\n" + _deeper(f"tag = child.tag\n{tests}")

    @cached_property
    def walk(self) -> Apply:
        """Apply the rules to the children of an element."""
        names = _Names()
        lines = self.write(names, "element")
        return cast("Apply", _function("fields, element, findings", lines, names))


class Shape(Generic[T]):
    """
    The reader of one kind of object; `_read_rules.shape` makes it.

    A class of `models` has neither validators nor slots: an object is the dictionary of its fields.
    It starts here as a copy of the defaults, in which `None`, ``()`` and `_MISSING` mean that
    nothing is kept yet, at half the cost of an ``__init__`` that tells thirty arguments apart. Any
    other maker is called with the fields by name.
    """

    def __init__(
        self,
        make: Callable[..., T],
        rules: Table,
        lists: tuple[str, ...],
        required: Mapping[str, tuple[str, object]],
        neutral: Mapping[str, object],
        reported: tuple[str, ...],
    ) -> None:
        self._make, self._rules, self._lists = make, rules, lists
        self._required, self._neutral, self._reported = required, neutral, reported

    def __call__(self, element: Element, findings: Findings) -> T:
        return self.read(element, findings)

    @cached_property
    def read(self) -> Read[T]:
        """The function that reads an element into an object."""
        names = _Names(self._defaults())
        rules = self._rules.write(names, "element")
        lines = [
            f"fields = {{**{names.of(names.kept)}}}",
            rules,
            *(f"if not ({names.free(each)}): {_AS_TUPLE.format(each)}" for each in self._lists),
            self._completing(names),
            *(
                f"if {names.free(each)}: fields[{each!r}] = {names.of(late)}"
                for each, late in names.late.items()
            ),
            self._making(names),
        ]
        return cast("Read[T]", _function("element, findings", "\n".join(lines), names))

    def _defaults(self) -> Fields:
        if not self._is_class():
            return dict(self._neutral)
        missing = dict.fromkeys(self._required, _MISSING)
        return {**_defaults(self._make), **self._neutral, **missing}

    def _is_class(self) -> bool:
        return isinstance(self._make, type) and attrs.has(self._make)

    def _completing(self, names: _Names) -> str:
        test = " or ".join(["findings.problems", *map(names.free, self._required)])
        return f"if {test}: {names.of(self._complete)}(fields, element, findings)"

    def _making(self, names: _Names) -> str:
        if self._make is dict:
            return "return fields"
        make = names.of(self._make)
        if not self._is_class():
            return f"return {make}(**fields)"
        return (
            f"made = {names.of(_new)}({make})\n"
            f"{names.of(_set)}(made, '__dict__', fields)\n"
            "return made"
        )

    def _complete(self, fields: Fields, element: Element, findings: Findings) -> None:
        for name, (path, stand_in) in self._required.items():
            found = fields.get(name, _MISSING)
            if found is _MISSING:
                findings.missing(element, path, blocking=name not in self._reported)
            if found is _MISSING or found is None:
                fields[name] = stand_in


def maker(make: type[T]) -> Callable[[Fields], T]:
    """Return what makes an object of fields, which must hold all that have no default."""
    defaults = _defaults(make)

    def made(fields: Fields) -> T:
        thing = _new(make)
        _set(thing, "__dict__", {**defaults, **fields})
        return thing

    return made


def whole_maker(make: type[T]) -> Callable[[Fields], T]:
    """Return what makes an object of fields, every one of which must be there."""

    def made(fields: Fields) -> T:
        thing = _new(make)
        _set(thing, "__dict__", fields)
        return thing

    return made


def _defaults(make: Any) -> Fields:
    fields = attrs.fields(make)
    return {each.name: each.default for each in fields if each.default is not attrs.NOTHING}


_MISSING: Final = object()
_new: Final = object.__new__
_set: Final = object.__setattr__
_AS_TUPLE: Final = "fields[{0!r}] = tuple(fields[{0!r}])"


class _Names:
    """
    What a written function reaches by name, and the fields it starts with.

    Attributes:
        things: What is reached, by name.
        kept: The fields it starts with: defaults.
        late: Other defaults than `None` and ``()``, which are set where nothing was kept.
    """

    def __init__(self, kept: Fields | None = None) -> None:
        self.things: dict[str, object] = {}
        self.kept = kept or {}
        self.late: Fields = {}

    def of(self, thing: object) -> str:
        """Return the name that stands for a thing; a shape's is that of its function."""
        name = f"given{len(self.things)}"
        self.things[name] = cast("Shape[object]", thing).read if isinstance(thing, Shape) else thing
        return name

    def free(self, field: str) -> str:
        """Return the test that a field keeps nothing yet."""
        kept = self.kept.get(field, self)
        if kept is self:
            return f"{field!r} not in fields"
        if kept is None:
            return f"fields[{field!r}] is None"
        if kept == ():
            return f"not fields[{field!r}]"
        if kept is not _MISSING:
            self.late[field] = kept
            self.kept[field] = _MISSING
        return f"fields[{field!r}] is {self.of(_MISSING)}"

    def apart(self) -> _Names:
        """Return the same names for lines with fields of their own, which start empty."""
        names = _Names()
        names.things = self.things
        return names


def _written(thing: object, names: _Names) -> str:
    return thing.write(names) if isinstance(thing, Code | Table) else names.of(thing)


def _applied(rule: object, names: _Names) -> str:
    lines = _written(rule, names)
    return lines if isinstance(rule, Code | Table) else f"{lines}(fields, child, findings)"


def _filled(line: str, places: Mapping[str, str]) -> str:
    """Put things in their place; one of several lines keeps the indentation of its own."""
    bare = line.lstrip()
    return indent(Template(bare).substitute(places), line[: len(line) - len(bare)])


def _by_length(cases: Sequence[tuple[str, str]]) -> str:
    """
    Tell tags apart by their length, then by their text.

    Looking up a tag of eighty characters costs more: it must be hashed, and lxml makes a new one
    for each element.
    """
    sizes: dict[int, list[tuple[str, str]]] = {}
    for tag, lines in sorted(cases, key=lambda case: len(case[0])):
        sizes.setdefault(len(tag), []).append((tag, lines))
    return "size = len(tag)\n" + _halved(
        [(size, _chain("tag", same)) for size, same in sizes.items()]
    )


def _halved(cases: Sequence[tuple[int, str]]) -> str:
    if len(cases) <= _FEW:
        return _chain("size", cases)
    half = len(cases) // 2
    lower, upper = _halved(cases[:half]), _halved(cases[half:])
    return f"if size < {cases[half][0]}:\n{_deeper(lower)}\nelse:\n{_deeper(upper)}"


def _chain(name: str, cases: Iterable[tuple[object, str]]) -> str:
    """Return the lines of the first case whose value the name has."""
    return "\n".join(
        f"{word} {name} == {value!r}:\n{_deeper(lines)}"
        for word, (value, lines) in zip(chain(["if"], repeat("elif")), cases, strict=False)
    )


def _deeper(lines: str) -> str:
    return indent(lines, "    ")


def _function(arguments: str, lines: str, names: _Names) -> object:
    body = _deeper(f"amounts = findings.amounts\n{lines}\n")
    place = dict(names.things)
    exec(f"def function({arguments}):\n{body}", place)  # noqa: S102 (see the module)
    return place["function"]
