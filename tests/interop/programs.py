# SPDX-License-Identifier: MIT
"""
The other implementations of XML signatures: Debian's xmlsec1, the JDK, libxmlsec, signxml.

Each call of a program takes many files: starting one costs more than a signature.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from dian.signing import (
    NS,
    Holder,
    Recipe,
    prepare,
    signxml_accepts,
    to_bytes,
    xmlsec_accepts,
    xmlsec_sign,
)
from loggro_integration import dian, errors

SOURCE = Path(__file__).with_name("Signatures.java")
# XAdES ids are not DTD ids
IDS = [
    "--id-attr:Id", f"{NS['ds']}:KeyInfo",
    "--id-attr:Id", f"{NS['xades']}:SignedProperties",
]  # fmt: skip

Judge = Callable[[Sequence[bytes]], list[bool]]


def need(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False
    )


@dataclass(frozen=True)
class Programs:
    """The programs, with the certificate and the key of one signer in files for them."""

    folder: Path
    signer: Holder

    @classmethod
    def of(cls, folder: Path, signer: Holder) -> Programs:
        """Compile the class and write the files; skip where a program is missing."""
        need("xmlsec1")
        compiled = run(need("javac"), "-d", folder, SOURCE)
        assert 0 == compiled.returncode, compiled.stderr
        (folder / "cert.pem").write_bytes(signer.pem)
        encodings = {
            "key.pem": serialization.Encoding.PEM,
            "key.der": serialization.Encoding.DER,
        }
        for name, encoding in encodings.items():
            (folder / name).write_bytes(
                signer.key.private_bytes(
                    encoding,
                    serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption(),
                )
            )
        return cls(folder, signer)

    def _written(self, documents: Sequence[bytes]) -> list[Path]:
        paths = [self.folder / f"{number}.xml" for number in range(len(documents))]
        for path, data in zip(paths, documents, strict=True):
            path.write_bytes(data)
        return paths

    def _java(self, verb: str, paths: Sequence[Path]) -> list[str]:
        key = self.folder / "key.der"
        done = run(
            "java", "-cp", self.folder, "Signatures", verb, self.folder / "cert.pem", key, *paths
        )
        assert 0 == done.returncode, done.stderr
        return done.stdout.split()

    # ------------------------------------------------------------------------------ signing

    def sign_by_jdk(self, tasks: Sequence[tuple[bytes, Recipe]]) -> list[bytes]:
        """Sign documents by recipes in one run of the JVM."""
        paths = self._written([to_bytes(prepare(*task)) for task in tasks])
        self._java("sign", paths)
        return [path.read_bytes() for path in paths]

    def sign_by_xmlsec1(self, tasks: Sequence[tuple[bytes, Recipe]]) -> list[bytes]:
        """Sign documents by recipes; the program writes one file a run."""
        paths = self._written([to_bytes(prepare(*task)) for task in tasks])
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(self._xmlsec1_sign, paths))
        assert [0] * len(tasks) == [each.returncode for each in done], done[0].stderr
        return [path.read_bytes() for path in paths]

    def sign_by_libxmlsec(self, tasks: Sequence[tuple[bytes, Recipe]]) -> list[bytes]:
        """Sign documents by recipes through the wheel."""
        return [xmlsec_sign(*task) for task in tasks]

    def _xmlsec1_sign(self, path: Path) -> subprocess.CompletedProcess[str]:
        key = self.folder / "key.pem"
        return run("xmlsec1", "--sign", "--privkey-pem", key, *IDS, "--output", path, path)

    # ---------------------------------------------------------------------------- verifying

    def judges(self) -> Mapping[str, Judge]:
        """Return every verifier by name; each tells of many documents whether they hold."""
        return {
            "ours": lambda found: [self._ours(each) for each in found],
            "signxml": lambda found: [signxml_accepts(each, self.signer) for each in found],
            "libxmlsec": lambda found: [xmlsec_accepts(each, self.signer) for each in found],
            "xmlsec1": self._xmlsec1,
            "jdk": lambda found: [
                word == "true" for word in self._java("verify", self._written(found))
            ],
        }

    def _ours(self, data: bytes) -> bool:
        """Tell whether the signature holds and the signer is the one expected."""
        store = dian.TrustStore.from_pem(self.signer.pem)
        try:
            dian.verify(data, trust=store).raise_for_errors()
        except errors.DianError:
            return False
        return True

    def _xmlsec1(self, documents: Sequence[bytes]) -> list[bool]:
        paths = self._written(documents)
        # it stops at the first bad one: all at once where all are good
        if self._xmlsec1_verify(*paths).returncode == 0:
            return [True] * len(paths)
        with ThreadPoolExecutor(2) as pool:
            return [each.returncode == 0 for each in pool.map(self._xmlsec1_verify, paths)]

    def _xmlsec1_verify(self, *paths: Path) -> subprocess.CompletedProcess[str]:
        key = self.folder / "cert.pem"
        done = run("xmlsec1", "--verify", "--pubkey-cert-pem", key, *IDS, *paths)
        good = done.stderr.count("\nOK\n") + done.stderr.startswith("OK\n")
        assert done.returncode != 0 or good == len(paths), done.stderr[-500:]
        return done
