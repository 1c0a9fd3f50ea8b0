# SPDX-License-Identifier: MIT
"""A secret shows itself only when asked."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback

import pytest

from loggro_integration.errors import InvalidInput
from loggro_integration.secret import Secret

PLANTED = "pl4nt3d-s3cr3t"


@pytest.fixture
def secret() -> Secret:
    """Give a secret that can be searched for."""
    return Secret(PLANTED)


def test_reveal_gives_the_value(secret: Secret) -> None:
    """The one door to the value."""
    assert secret.reveal() == PLANTED


@pytest.mark.parametrize("show", [repr, str, "{}".format, "%s".__mod__, "{!r:>20}".format, ascii])
def test_no_way_of_printing_shows_it(secret: Secret, show) -> None:
    """Every conversion to text gives the mask."""
    text = show(secret)

    assert PLANTED not in text
    assert "Secret(" in text


def test_an_f_string_shows_the_mask(secret: Secret) -> None:
    """A message built around a secret holds nothing of it."""
    assert f"token {secret}" == "token Secret('•••')"


def test_a_log_record_holds_nothing(secret: Secret, caplog: pytest.LogCaptureFixture) -> None:
    """Logging a secret by mistake is harmless."""
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("shop").debug("sent %s %r", secret, secret)

    assert PLANTED not in caplog.text


def test_a_traceback_holds_nothing(secret: Secret) -> None:
    """An exception made from a secret holds the mask, also with its locals captured."""
    try:
        raise RuntimeError(secret)
    except RuntimeError as error:
        text = "".join(
            traceback.TracebackException.from_exception(error, capture_locals=True).format()
        )

    assert PLANTED not in text.replace(f"PLANTED = {PLANTED!r}", "")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_is_refused(secret: Secret, protocol: int) -> None:
    """A secret does not reach a queue or a cache."""
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(secret, protocol)


def test_json_is_refused(secret: Secret) -> None:
    """A secret does not reach a file of settings."""
    with pytest.raises(TypeError):
        json.dumps({"token": secret})


def test_hashing_is_refused(secret: Secret) -> None:
    """A secret is no key of a dictionary."""
    with pytest.raises(TypeError, match="unhashable"):
        hash(secret)


def test_there_is_no_dictionary_to_read(secret: Secret) -> None:
    """`vars` cannot dump it."""
    with pytest.raises(TypeError):
        vars(secret)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Secret(PLANTED), True),
        (Secret(PLANTED + "x"), False),
        (Secret("ñandú"), False),
        (PLANTED, False),
        (None, False),
    ],
)
def test_a_secret_equals_only_the_same_secret(
    secret: Secret, other: object, expected: bool
) -> None:
    """Text is never equal to a secret, so that a test cannot compare by accident."""
    assert (secret == other) is expected


def test_a_copy_is_the_same_object(secret: Secret) -> None:
    """Copying settings does not spread the value."""
    assert copy.copy(secret) is copy.deepcopy([secret])[0] is secret


@pytest.mark.parametrize("value", ["", None, 1234, b"bytes", "half \ud800 pair"])
def test_what_cannot_be_a_secret_is_refused_unseen(value: object) -> None:
    """A wrong value raises without being in the error."""
    with pytest.raises(InvalidInput) as caught:
        Secret(value)

    assert ("value", None) == (caught.value.field, caught.value.value)
    assert "environment variable" in caught.value.hint.en
    assert "variable de entorno" in caught.value.hint.es
