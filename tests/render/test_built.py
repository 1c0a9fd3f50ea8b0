# SPDX-License-Identifier: MIT
"""Documents as `dian.build` makes them, printed with their XML."""

from __future__ import annotations

import tomllib

import pytest

from loggro_integration import dian
from loggro_integration.models import FiscalDocument
from loggro_integration.render import pdf
from render.reading import joined, opened, squeezed, texts

KINDS = [kind for kind in dian.DRAFT_KINDS if not kind.startswith("event-")]


class Environment(dict[str, str]):
    """An environment that holds every variable that a draft asks for."""

    def get(self, name: str, default: object = None) -> str:  # type: ignore[override]
        return "12345"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_printed_as_it_was_built(kind: str) -> None:
    """Number, code and total of the eleven kinds stand on the page, and the XML is inside."""
    draft = dian.from_draft(tomllib.loads(dian.example_draft(kind))).with_secrets(Environment())
    built = dian.build(draft.document, **draft.arguments)
    document = built.document
    assert isinstance(document, FiscalDocument)
    assert document.unique_code is not None

    data = pdf(document, xml=built.xml)

    printed = joined(texts(data))
    assert squeezed(f"No. {document.number}") in printed
    assert document.unique_code.value in printed
    assert squeezed("DOCUMENTO DE PRUEBA") in printed
    assert [built.xml] == next(iter(opened(data).attachments.values()))


def test_a_pos_document_tells_the_maker_of_its_software() -> None:
    """Who made the software is handed to `build`, and stands on the paper."""
    draft = dian.from_draft(tomllib.loads(dian.example_draft("pos"))).with_secrets(Environment())
    built = dian.build(draft.document, **draft.arguments)
    assert isinstance(built.document, FiscalDocument)

    printed = joined(texts(pdf(built.document, paper="roll-80")))

    assert squeezed("Software de Prueba SAS, Ana Prueba") in printed
    assert squeezed("Cajero: Camila Prueba") in printed
