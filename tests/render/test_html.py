# SPDX-License-Identifier: MIT
"""The printed form as a page of HTML."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from attrs import evolve
from lxml import etree
from lxml import html as parser
from PIL import Image

from loggro_integration.errors import InvalidInput
from loggro_integration.render import Colours, html
from loggro_integration.render._fill import Wording, fill
from render import papers
from render.reading import said, squeezed
from render.test_pdf import DOCUMENTS


def parsed(page: str) -> Any:
    return parser.document_fromstring(page)


def shown(page: str) -> str:
    """Give the text of a page without spaces, scripts and styles apart."""
    tree = parsed(page)
    for node in tree.xpath("//style|//head"):
        node.drop_tree()
    return squeezed(str(tree.text_content()))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_text_of_the_form_is_on_the_page(name: str) -> None:
    """The page says whatever the other papers say."""
    page = shown(html(DOCUMENTS[name], footer="¡Vuelva pronto!"))

    form = fill(DOCUMENTS[name], Wording(footer="¡Vuelva pronto!"))
    assert [] == [text for text in said(form) if squeezed(text) not in page]


def test_texts_of_the_document_are_escaped() -> None:
    """A name with markup is shown, never obeyed."""
    evil = "<script>alert(1)</script>\"'&amp;"
    line = papers.line(1, evil, "1", "100.00")
    customer = evolve(papers.COMPANY, name=evil)
    document = papers.invoice((line,), customer=customer, number=evil, notes=(evil,))

    page = html(document, footer=evil, stamp=evil, resolution_text=evil)

    assert [] == parsed(page).xpath("//script")
    assert shown(page).count(squeezed(evil)) >= 6


def test_the_page_loads_nothing() -> None:
    """No address of the page is fetched: logo and QR code are inside."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")

    page = html(papers.invoice(), logo=out.getvalue())

    sources = parsed(page).xpath("//@src|//@href|//link/@*")
    assert ["data:image/png;base64"] == [source.split(",")[0] for source in sources]
    assert "@import" not in page
    assert "url(" not in page


def test_the_qr_code_is_an_inline_svg_in_the_foot() -> None:
    """A browser repeats the foot of the table on every printed page."""
    (symbol,) = parsed(html(papers.invoice())).xpath("//tfoot//*[local-name()='svg']")

    assert "qr" == symbol.get("class")


def test_a_draft_has_no_qr_code() -> None:
    """Without a unique code there is nothing to scan."""
    assert "<svg" not in html(papers.invoice(unique_code=None))


def test_the_page_is_well_formed() -> None:
    """An XML parser reads the body as it stands."""
    body = re.search(r"<body>.*</body>", html(papers.crowded()), re.DOTALL)

    assert body is not None
    assert "body" == etree.fromstring(body.group()).tag


def test_colours_are_variables_and_the_own_style_comes_last() -> None:
    """Restyling needs a variable or a class, and no copy of our sheet."""
    page = html(
        papers.invoice(),
        colours=Colours(accent="#ffcc66"),
        css=":root { --font: Georgia; } .title { display: none; }",
    )

    style = parsed(page).xpath("string(//style)")
    assert "--accent: #ffcc66; --on-accent: #1f1f1f;" in style
    assert style.endswith(".title { display: none; }")


def test_every_text_of_a_document_breaks_within_a_word() -> None:
    """A note of 300 letters without a blank would widen the page, whose columns are then cut."""
    style = parsed(html(papers.invoice())).xpath("string(//style)")

    broken = {
        name
        for names, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", style)
        if "overflow-wrap: anywhere" in rules
        for name in names.replace(",", " ").split()
    }
    assert {
        ".description",
        ".issuer",
        ".mark",
        ".note",
        ".party",
        ".seal",
        ".section",
        ".title",
        ".words",
    } <= broken


def test_the_language_of_the_page() -> None:
    """A screen reader is told which language to speak."""
    assert "en" == parsed(html(papers.invoice(), language="en")).get("lang")
    assert "es" == parsed(html(papers.invoice())).get("lang")


@pytest.mark.parametrize(
    ("field", "options"),
    [("logo", {"logo": b"GIF89a"}), ("css", {"css": "</style><script>"})],
)
def test_what_cannot_be_used_is_named(field: str, options: dict[str, Any]) -> None:
    """A picture of another kind, or a style that would end its element."""
    with pytest.raises(InvalidInput) as caught:
        html(papers.invoice(), **options)

    assert field == caught.value.field


def test_a_narrow_screen_stacks_the_blocks_and_scrolls_the_lines() -> None:
    """On a phone nothing is squeezed to a letter a line: the table of lines moves in itself."""
    page = html(papers.invoice())

    _, narrow = page.split("@media screen and (max-width: 720px) {")
    rules = narrow[: narrow.index("</style>")]
    assert ".head, .cards, .closing, .seal { flex-direction: column;" in rules
    assert ".lines { display: block; overflow-x: auto; }" in rules
    assert ".lines .description { min-width: 34mm; }" in page
