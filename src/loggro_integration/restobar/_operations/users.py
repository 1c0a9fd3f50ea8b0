# SPDX-License-Identifier: MIT
"""Users and their roles."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import RESTOBAR_ALL, Operation, PagedOperation
from loggro_integration.restobar._checks import Body
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import User

__all__ = ["create_role", "delete_role", "get_role", "list_roles", "list_users", "update_role"]


def list_users() -> PagedOperation[User]:
    """
    List the users (``GET /users``, not documented, seen in two accounts); sellers are users.

    Example:
        ``{user.id: user.name for user in pos.users.list()}``
    """
    return PagedOperation(
        "GET",
        "/users",
        read_item=wire.restobar.user,
        style=RESTOBAR_ALL,
        name="users.list",
    )


def list_roles() -> PagedOperation[wire.OpenRecord]:
    """
    List roles (``GET /roles``).

    Returns:
        Rows as received: their shape is not published.

    Raises:
        PermissionMissing: When sent, if the user lacks ``RO_GET_ALL``.

    Example:
        ``list(pos.roles.list())``
    """
    return PagedOperation(
        "GET",
        "/roles",
        read_item=wire.restobar.record,
        style=RESTOBAR_ALL,
        permission="RO_GET_ALL",
        name="roles.list",
    )


def get_role(role_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one role (``GET /roles/{id}``).

    Reading it takes the permission to write.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``RO_POST``.

    Example:
        ``pos.roles.get(row.id)``
    """
    return one(
        "/roles/{id}",
        "role_id",
        role_id,
        wire.restobar.answer,
        permission="RO_POST",
        name="roles.get",
    )


def create_role(role: Body) -> Operation[wire.OpenAnswer]:
    """
    Create a role (``POST /roles``).

    Args:
        role: Names and values of its JSON, which is not published; without ``_id``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        PermissionMissing: When sent, if the user lacks ``RO_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.roles.create({"name": "Nuevo"})``
    """
    return creation(
        "/roles",
        role,
        wire.restobar.answer,
        lookup=list_roles().first(),
        permission="RO_POST",
        name="roles.create",
    )


def update_role(role: Body) -> Operation[wire.OpenAnswer]:
    """
    Change a role (``POST /roles``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        role: The row as it was read, with what changes.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        PermissionMissing: When sent, if the user lacks ``RO_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.roles.update(evolve(row, name="Otro"))``
    """
    return edition(
        "/roles",
        role,
        wire.restobar.answer,
        lookup=lambda _: list_roles().first(),
        permission="RO_POST",
        name="roles.update",
    )


def delete_role(role_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one role (``DELETE /roles/{id}``).

    It changes what people may do.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``RO_DELETE``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.roles.delete(row.id)``
    """
    return deletion(
        "/roles/{id}",
        "role_id",
        role_id,
        lookup=list_roles().first(),
        permission="RO_DELETE",
        name="roles.delete",
    )
