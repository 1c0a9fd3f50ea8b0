# SPDX-License-Identifier: MIT
"""The tree of commands, and how each way to end becomes an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError, Group

from loggro_integration._version import __version__
from loggro_integration.cli._commands import COMMANDS, GROUPS
from loggro_integration.cli._exit import (
    FINE,
    INTERRUPTED,
    READER_CLOSED,
    UNUSABLE,
    exit_code_of,
)
from loggro_integration.cli._extras import extra_of
from loggro_integration.cli._output import Output, Screen, language_of
from loggro_integration.cli._profiles import with_profile
from loggro_integration.errors import (
    ConfigurationError,
    InvalidInput,
    LoggroError,
    MissingExtra,
    Text,
)

__all__ = ["build", "run"]

ABOUT = Text(
    es="Facturación de restaurantes colombianos: Loggro Restobar, Loggro Pymes y la DIAN.",
    en="Billing of Colombian restaurants: Loggro Restobar, Loggro Pymes and DIAN.",
)
ASKS_NOTHING = frozenset({"--help", "-h", "--version"})


def build(language: str) -> App:
    """Return the tree of commands, summaries in one language."""
    spanish = language == "es"
    app = App(
        name="loggro",
        help=ABOUT.in_language(language),
        help_format="plaintext",
        version=__version__,
        console=Screen(),
        group_commands=Group("Comandos" if spanish else "Commands"),
        group_arguments=Group("Argumentos" if spanish else "Arguments"),
        group_parameters=Group("Opciones" if spanish else "Options"),
        result_action="return_value",
        exit_on_error=False,
        print_error=False,
        suppress_keyboard_interrupt=False,
    )
    groups = {"": app}
    for name, summary in GROUPS.items():
        groups[name] = App(name=name, help=summary.in_language(language))
        app.command(groups[name])
    for command in COMMANDS:
        group, _, name = command.path.rpartition(" ")
        summary_text = command.summary.in_language(language)
        function = with_profile(command.function)
        groups[group].command(function, name=name, help=summary_text)
    return app


def run(words: Sequence[str]) -> int:
    """Parse the words, run the command, and return the exit code."""
    _make_streams_forgiving()
    language = language_of(os.environ)
    out = Output(as_json=_wants_json(words), language=language)
    try:
        return _call(build(language), words)
    except LoggroError as error:
        _tell(out, error)
        return exit_code_of(error)
    except KeyboardInterrupt:
        out.warn(Text(es="Interrumpido.", en="Interrupted."))
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_closed()
    except OSError as error:
        _tell(out, _of_the_system(error))
        return UNUSABLE
    except UnicodeEncodeError:
        out.error(_not_text())
        return UNUSABLE


def _call(app: App, words: Sequence[str]) -> int:
    try:
        result = app(list(words))
    except CycloptsError as error:
        raise _wrong_usage(error) from None
    except ModuleNotFoundError as error:
        extra = extra_of(error.name or "")
        if extra is None:
            raise
        raise MissingExtra(f"{error.name} is not installed.", extra=extra) from None
    sys.stdout.flush()
    if isinstance(result, int):
        return result
    # Help was printed: because it was asked for, or because no command was named.
    return FINE if ASKS_NOTHING & set(words) else UNUSABLE


def _wants_json(words: Sequence[str]) -> bool:
    return "--json" in words


def _wrong_usage(error: CycloptsError) -> InvalidInput:
    command = " ".join(("loggro", *(error.command_chain or ())))
    token = getattr(error, "token", None)
    written = (token.keyword, token.value or None) if token else (None, None)
    found = InvalidInput(
        " ".join(str(error).split()),
        field=error.argument.name if error.argument else written[0],
        value=written[1],
        hint=Text(es=f"Vea: {command} --help", en=f"See: {command} --help"),
    )
    found.code = "usage"
    return found


def _tell(out: Output, error: LoggroError) -> None:
    """Show an error; where the output takes nothing, as on a full disk, on stderr alone."""
    try:
        out.error(error)
    except OSError:
        _leave_output()
        out.tell_error(error)


def _of_the_system(error: OSError) -> ConfigurationError:
    name = f": {error.filename}" if error.filename else ""
    return ConfigurationError(
        f"{error.strerror or error}{name}.",
        code="system",
        hint=Text(
            es="El sistema operativo no lo permitió: revise permisos, espacio y puertos.",
            en="The operating system did not allow it: check permissions, space and ports.",
        ),
    )


def _not_text() -> InvalidInput:
    """Refuse words whose bytes are no text; they are not shown, since one may be secret."""
    return InvalidInput(
        "A word of the command is not UTF-8 text.",
        field="argv",
        hint=Text(es="Escríbala de nuevo.", en="Write it again."),
    )


def _reader_closed() -> int:
    """Leave quietly when whoever reads the output went away, as ``| head`` does."""
    _leave_output()
    return READER_CLOSED


def _leave_output() -> None:
    """Let the interpreter flush once more at its end, but not to where nothing can be written."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _make_streams_forgiving() -> None:
    """Write what a terminal cannot show as an escape, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
