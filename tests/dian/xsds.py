# SPDX-License-Identifier: MIT
"""A small set of schemas under the names of UBL 2.1, written here: the real ones are not ours."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from loggro_integration.dian.schemas import FILES

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
WHEEL = "facho-0.2.1-py2.py3-none-any.whl"
BELOW = "facho/fe/data/dian/XSD/"

BASIC = f"""<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
 targetNamespace="{UBL}CommonBasicComponents-2" version="2.1">
 <xsd:element name="ID" type="xsd:token"/>
 <xsd:element name="IssueDate" type="xsd:date"/>
 <xsd:element name="Note" type="xsd:string"/>
</xsd:schema>"""
SIGNATURE = """<!DOCTYPE schema [<!ENTITY dsig 'http://www.w3.org/2000/09/xmldsig#'>]>
<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="&dsig;" version="0.1"/>"""


def main_document(kind: str, *, version: str = "2.1", also: str = "", suffix: str = "-2") -> str:
    """Write the schema of a document that holds an ID, a date, and any number of notes."""
    return f"""<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" version="{version}"
 xmlns="{UBL}{kind}{suffix}" xmlns:cbc="{UBL}CommonBasicComponents-2"
 targetNamespace="{UBL}{kind}{suffix}" elementFormDefault="qualified">
 <xsd:import namespace="{UBL}CommonBasicComponents-2"
  schemaLocation="../common/UBL-CommonBasicComponents-2.1.xsd"/>
 <xsd:import namespace="http://www.w3.org/2000/09/xmldsig#"
  schemaLocation="../common/UBL-xmldsig-core-schema-2.1.xsd"/>{also}
 <xsd:element name="{kind}"><xsd:complexType><xsd:sequence>
  <xsd:element ref="cbc:ID"/>
  <xsd:element ref="cbc:IssueDate"/>
  <xsd:element ref="cbc:Note" minOccurs="0" maxOccurs="unbounded"/>
 </xsd:sequence></xsd:complexType></xsd:element>
</xsd:schema>"""


def small_set(**changed: str | None) -> dict[str, bytes]:
    """Write every file; `changed` replaces some by the last part of their name, or leaves out."""
    texts = {name: _content(name) for name in FILES}
    for part, text in changed.items():
        (name,) = (each for each in FILES if f"UBL-{part}-2.1" in each)
        texts[name] = text
    return {name: text.encode() for name, text in texts.items() if text is not None}


def _content(name: str) -> str | None:
    if name.startswith("maindoc/"):
        return main_document(name.removeprefix("maindoc/UBL-").removesuffix("-2.1.xsd"))
    if "CommonBasic" in name:
        return BASIC
    if "xmldsig" in name:
        return SIGNATURE
    return (
        f'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:{name}"/>'
    )


def written(folder: Path, files: Mapping[str, bytes], below: str = "") -> Path:
    """Write files into a folder, and return it."""
    for name, content in files.items():
        path = folder / below / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def zipped(files: Mapping[str, bytes], below: str = "") -> bytes:
    """Write files into a ZIP."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{below}{name}", content)
    return stream.getvalue()


def wheel(files: Mapping[str, bytes]) -> bytes:
    """Write a wheel that carries the schemas where the real one has them, among many others."""
    others = {f"facho/module_{n}.py": b"" for n in range(80)}
    about = {
        "facho-0.2.1.dist-info/METADATA": b"Metadata-Version: 2.1\nName: facho\nVersion: 0.2.1\n",
        "facho-0.2.1.dist-info/WHEEL": b"Wheel-Version: 1.0\nTag: py3-none-any\n",
        "facho-0.2.1.dist-info/RECORD": b"",
    }
    inside = {f"{BELOW}{name}": content for name, content in files.items()}
    return zipped({**others, **inside, **about})


def document(kind: str = "Invoice", *, content: str | None = None) -> bytes:
    """Write a document that the small schema accepts, or one with another content."""
    if content is None:
        content = "<cbc:ID>FE1</cbc:ID><cbc:IssueDate>2026-11-20</cbc:IssueDate>"
    spaces = f'xmlns="{UBL}{kind}-2" xmlns:cbc="{UBL}CommonBasicComponents-2"'
    return f"<{kind} {spaces}>{content}</{kind}>".encode()
