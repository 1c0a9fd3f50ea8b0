# SPDX-License-Identifier: MIT
"""Whatever is done to a document, the reader gives a document or one of its own errors."""

from __future__ import annotations

import copy
import json

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dian.documents import attached, event, invoice, note_parts
from dian.pieces import write
from loggro_integration import dian, errors
from loggro_integration.dian.xml import open_document

SEEDS = {
    "Invoice": write("Invoice", invoice()),
    "CreditNote": write("CreditNote", note_parts("CreditNote")),
    "DebitNote": write("DebitNote", note_parts("DebitNote")),
    "ApplicationResponse": write("ApplicationResponse", event()),
    "AttachedDocument": write("AttachedDocument", attached(b"<a/>", b"<b/>")),
}
ROOTS = {kind: open_document(data) for kind, data in SEEDS.items()}
TEXTS = ("", " ", "x", "0", "-1", "1e9", "NaN", "٣", "9" * 30, "2026-02-30", "24:00:00", "\u2028")

kinds = st.sampled_from(sorted(SEEDS))


def outcome(data: bytes) -> None:
    """Read both ways, show, hash and explain: only `DianError` may come out of a reading."""
    for trust in ("strict", "lenient"):
        try:
            document = dian.read(data, trust=trust)
        except errors.DianError as error:
            assert error.code  # noqa: PT017 (any of ours, with its code)
            continue
        check = dian.unique_code(document, "12345")
        json.dumps(dian.to_json(document, check))
        assert check.explain()
        assert trust == "lenient" or not any(each.blocking for each in document.problems)


@given(kinds, st.data())
def test_changed_bytes_never_surprise(kind: str, data: st.DataObject) -> None:
    """Flipped, dropped and inserted bytes end in a document or in an error of the room."""
    mutant = bytearray(SEEDS[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mutant) - 1))
        mutant[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))

    outcome(bytes(mutant))


@given(kinds, st.data())
def test_changed_trees_never_surprise(kind: str, data: st.DataObject) -> None:
    """Elements that are dropped, doubled, moved, emptied or filled with other text do neither."""
    root = copy.deepcopy(ROOTS[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        nodes = [node for node in root.iter("{*}*") if node.getparent() is not None]
        node = data.draw(st.sampled_from(nodes))
        parent = node.getparent()
        assert parent is not None
        match data.draw(st.sampled_from(("drop", "double", "move", "text", "empty"))):
            case "drop":
                parent.remove(node)
            case "double":
                node.addnext(copy.deepcopy(node))
            case "move":
                root.append(copy.deepcopy(node))
            case "text":
                node.text = data.draw(st.sampled_from(TEXTS))
            case _:
                del node[:]
                node.text = None

    outcome(etree.tostring(root, encoding="UTF-8"))


@given(kinds, st.text(max_size=40))
def test_any_text_is_kept_or_refused(kind: str, text: str) -> None:
    """A free text comes back without the white space around it, whatever its characters."""
    root = copy.deepcopy(ROOTS[kind])
    number = root.find("{*}ID")
    assert number is not None
    try:
        number.text = text
    except ValueError:  # what XML cannot hold at all
        return

    document = dian.read(etree.tostring(root, encoding="UTF-8"), trust="lenient")

    assert text.strip() == document.number
