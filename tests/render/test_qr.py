# SPDX-License-Identifier: MIT
"""QR codes as PNG and SVG."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from PIL import Image

from loggro_integration.errors import InvalidInput
from loggro_integration.render import qr_png, qr_svg


def test_a_png_has_a_white_margin_of_four_modules() -> None:
    """Scanners need the quiet zone; its width follows the scale."""
    picture = Image.open(io.BytesIO(qr_png("FE45", scale=5))).convert("L")

    (left, top, right, bottom) = picture.point(lambda value: 255 - value).getbbox() or (0,) * 4
    assert (20, 20) == (left, top)
    assert (picture.width - 20, picture.height - 20) == (right, bottom)


def test_an_svg_is_one_element_without_size() -> None:
    """It stands inline in a page, scales to its box and tells its title."""
    svg = etree.fromstring(qr_svg("FE45", title="Factura <FE45>"))

    assert "{http://www.w3.org/2000/svg}svg" == svg.tag
    assert "qr" == svg.get("class")
    assert svg.get("width") is None
    assert "Factura <FE45>" == svg[0].text


def test_the_same_text_is_the_same_picture() -> None:
    """Nothing of the run enters the picture."""
    assert qr_png("FE45") == qr_png("FE45")
    assert qr_svg("FE45") == qr_svg("FE45") != qr_svg("FE46")


@pytest.mark.parametrize("draw", [qr_png, qr_svg])
@pytest.mark.parametrize("text", ["", "x" * 3000, "FE\ud83e"])
def test_a_text_that_no_code_holds_is_refused(draw: type[object], text: str) -> None:
    """Nothing, more than a QR code holds, half of a character: an error with a way out."""
    with pytest.raises(InvalidInput) as caught:
        draw(text)

    assert "text" == caught.value.field
    assert "dian.qr_text" in str(caught.value.hint)


@pytest.mark.parametrize("scale", [0, 65, -1])
def test_a_scale_out_of_range_is_refused(scale: int) -> None:
    """A module of no pixel, or a picture as large as a wall."""
    with pytest.raises(InvalidInput) as caught:
        qr_png("FE45", scale=scale)

    assert "scale" == caught.value.field
