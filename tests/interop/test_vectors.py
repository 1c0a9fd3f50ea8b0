# SPDX-License-Identifier: MIT
"""
The test files of signxml and defusedxml: whatever they hold, only our errors leave.

They are fetched from PyPI, kept in the cache of pytest, and never committed.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest
from lxml import etree

from dian.signers import AT, foreign, signer
from dian.signing import NS
from loggro_integration import dian, errors

SOURCES = ("signxml==5.2.0", "defusedxml==0.7.1")
FOLDERS = {
    "xades": ("signxml-5.2.0/test/xades/", 58),
    "interop": ("signxml-5.2.0/test/interop/", 193),
    "bombs": ("signxml-5.2.0/test/defusedxml-test-data/", 9),
    "defusedxml": ("defusedxml-0.7.1/xmltestdata/", 11),
}
Printed = Callable[[str, object], None]


@pytest.fixture(scope="module")
def vectors(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, bytes]:
    """Fetch the source distributions once; without network the tests are skipped, but not in CI."""
    cache = getattr(request.config, "cache", None)
    folder = cache.mkdir("sdists") if cache else tmp_path_factory.mktemp("sdists")
    if len(list(folder.glob("*.tar.gz"))) < len(SOURCES):
        fetch(folder)
    return {name: data for path in folder.glob("*.tar.gz") for name, data in members(path)}


def fetch(folder: Path) -> None:
    """Fetch them beside, then move them in at once: another process may do the same."""
    beside = folder / f"fetched-by-{os.getpid()}"
    packages = ",".join(source.partition("==")[0] for source in SOURCES)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-binary", packages, "--retries", "1", "--dest", str(beside)]
    command = [*pip, *options, *SOURCES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for pause in (5, 30) if os.environ.get("CI") == "true" else ():
        if done.returncode != 0:
            time.sleep(pause)
            done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 and os.environ.get("CI") != "true":
        pytest.skip("the source distributions of PyPI cannot be fetched")
    assert 0 == done.returncode, done.stderr[-1000:]
    for path in beside.iterdir():
        path.replace(folder / path.name)
    beside.rmdir()


def members(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                yield member.name, content.read()


def of(vectors: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    prefix, count = FOLDERS[name]
    found = {path: data for path, data in vectors.items() if path.startswith(prefix)}
    assert count == len(found)
    return found


def outcome(do: Callable[[], object]) -> str:
    """Return what came of a file; anything but our errors breaks the test."""
    try:
        result = do()
    except errors.LoggroError as error:
        return f"{type(error).__name__} {error.code}"
    if isinstance(result, dian.Report):
        return f"{result.verdict} {result.failure and result.failure.code}"
    return type(result).__name__


ROOMS: dict[str, Callable[[bytes], object]] = {
    "verify": dian.verify,
    "verify_all": dian.verify_all,
    "read": dian.read,
    "read lenient": lambda data: dian.read(data, trust="lenient"),
    "open_any": dian.open_any,
    "unpack": dian.unpack,
    "sign": lambda data: signer().sign(data, at=AT),
    "trust store": dian.TrustStore.from_pem,
    "PKCS#12": lambda data: dian.Signer.from_p12(data, "x"),
    "PEM": lambda data: dian.Signer.from_pem(data, data),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_no_vector_raises_a_foreign_error(
    vectors: Mapping[str, bytes], name: str, record_property: Printed
) -> None:
    """Each file goes through every function that takes bytes: values or our errors come back."""
    files = of(vectors, name)

    found = Counter(
        f"{room}: {outcome(lambda data=data, do=do: do(data))}"  # type: ignore[misc]
        for data in files.values()
        for room, do in ROOMS.items()
    )

    assert len(files) * len(ROOMS) == found.total()
    assert not [key for key in found if key.startswith(("verify: valid", "sign: Signed"))]
    told = ", ".join(
        f"{count} {key.removeprefix('verify: ')}"
        for key, count in found.most_common()
        if key.startswith("verify: ")
    )
    record_property("printed", f"{name}: {len(files)} files × {len(ROOMS)} functions; {told}")


def in_an_invoice(signature: etree._Element) -> bytes:
    """Put somebody's signature where an invoice carries its own."""
    root = etree.fromstring(foreign())
    slot = root.find("ext:UBLExtensions/ext:UBLExtension[2]/ext:ExtensionContent", NS)
    slot.append(signature)
    return etree.tostring(root)


def test_foreign_signatures_are_classified(
    vectors: Mapping[str, bytes], record_property: Printed
) -> None:
    """The 58 XAdES files: the first signature of each, in an invoice of ours, gets its code."""
    found: Counter[str] = Counter()
    for data in of(vectors, "xades").values():
        tree = etree.parse(io.BytesIO(data), etree.XMLParser(resolve_entities=False))
        signature = next(tree.getroot().iter(f"{{{NS['ds']}}}Signature"), None)
        if signature is None:
            found["no signature"] += 1
            continue
        report = dian.verify(in_an_invoice(signature))
        assert report.failure is not None
        assert (None, None) == (report.signed_root, report.document)
        found[f"{report.verdict}, {report.failure.code}"] += 1

    assert 58 == found.total()
    told = ", ".join(f"{count} {key}" for key, count in found.most_common())
    record_property("printed", f"XAdES signatures in an invoice of ours: {told}")


def test_hostile_files_are_refused_by_the_door(vectors: Mapping[str, bytes]) -> None:
    """Bombs, external entities and DTDs of defusedxml: each refused, for its own reason."""
    expected = {
        "cyclic.xml": "doctype",
        "dtd.xml": "doctype",
        "external.xml": "doctype",
        "external_file.xml": "doctype",
        "quadratic.xml": "doctype",
        "xmlbomb.xml": "doctype",
        "xmlbomb2.xml": "doctype",
        "simple-ns.xml": "foreign-root",
        "simple.xml": "foreign-root",
        "xalan_exec.xsl": "foreign-root",
        "xalan_write.xsl": "foreign-root",
    }

    found = {}
    for path, data in of(vectors, "defusedxml").items():
        with pytest.raises(errors.DianError) as caught:
            dian.verify(data)
        found[PurePosixPath(path).name] = caught.value.code

    assert expected == found
