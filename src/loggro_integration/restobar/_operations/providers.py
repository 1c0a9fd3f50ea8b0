# SPDX-License-Identifier: MIT
"""Suppliers, and delivery platforms."""

from __future__ import annotations

from loggro_integration import wire
from loggro_integration.http import RESTOBAR_ALL, Operation, PagedOperation, SendPolicy, Upload
from loggro_integration.restobar._checks import Body, body_of, form_of, row_id
from loggro_integration.restobar._operations.rows import creation, deletion, edition, one
from loggro_integration.wire.restobar import DeliveryProvider, NewProvider, Provider

__all__ = [
    "create_delivery_provider",
    "create_provider",
    "delete_delivery_provider",
    "get_delivery_provider",
    "get_provider",
    "list_delivery_providers",
    "list_providers",
    "update_delivery_provider",
    "update_provider",
]


def list_providers() -> PagedOperation[Provider]:
    """
    List suppliers (``GET /providers``).

    All at once.

    Example:
        ``{each.document: each.id for each in pos.providers.list()}``
    """
    return PagedOperation(
        "GET",
        "/providers",
        read_item=wire.restobar.provider,
        style=RESTOBAR_ALL,
        name="providers.list",
    )


def get_provider(supplier_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one supplier (``GET /providers/{id}``).

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.

    Example:
        ``pos.providers.get(row.id)``
    """
    return one(
        "/providers/{id}",
        "supplier_id",
        supplier_id,
        wire.restobar.answer,
        name="providers.get",
    )


def create_provider(supplier: NewProvider) -> Operation[Provider]:
    """
    Create a supplier (``POST /providers``).

    Returns:
        The supplier; only its id is certain to come.

    Raises:
        InvalidId: If an id is none.
        InexactMoney: If an amount is a float.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the document.

    Example:
        ``pos.providers.create(NewProvider(name="Granos SAS"))``
    """
    return creation(
        "/providers",
        supplier,
        wire.restobar.provider,
        lookup=list_providers().first(),
        name="providers.create",
    )


def update_provider(supplier: Body) -> Operation[Provider]:
    """
    Change a supplier (``POST /providers``).

    Restobar replaces the whole row: read it, change it, send it back.

    Args:
        supplier: The row as it was read, with what changes.

    Returns:
        The supplier; only its id is certain to come.

    Raises:
        InvalidId: If it has no ``_id``.
        OutcomeUnknown: When sent; its `lookup` reads it again.

    Example:
        ``pos.providers.update(evolve(supplier, phone="6015550000"))``
    """
    return edition(
        "/providers",
        supplier,
        wire.restobar.provider,
        lookup=get_provider,
        name="providers.update",
    )


def list_delivery_providers(*, active: bool | None = None) -> PagedOperation[DeliveryProvider]:
    """
    List the delivery platforms (``GET /deliveryProvider``), all at once.

    The documented ``/deliveryProviders`` does not exist.

    Args:
        active: Only those in use.

    Example:
        ``{each.name: each.percentage_per_sale for each in pos.delivery_providers.list()}``
    """
    return PagedOperation(
        "GET",
        "/deliveryProvider",
        query={"active": active},
        read_item=wire.restobar.delivery_provider,
        style=RESTOBAR_ALL,
        name="delivery_providers.list",
    )


def get_delivery_provider(delivery_provider_id: str) -> Operation[wire.OpenAnswer]:
    """
    Read one delivery platform (``GET /deliveryProvider/{id}``).

    Documented as ``/deliveryProviders/{id}``, which by analogy does not exist. Reading it takes
    the permission to write.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``DP_POST``.

    Example:
        ``pos.delivery_providers.get(platform.id)``
    """
    return one(
        "/deliveryProvider/{id}",
        "delivery_provider_id",
        delivery_provider_id,
        wire.restobar.answer,
        permission="DP_POST",
        name="delivery_providers.get",
    )


def create_delivery_provider(
    platform: Body, *, image: Upload | None = None, image_field: str = "image"
) -> Operation[wire.OpenAnswer]:
    """
    Create a delivery platform (``POST /deliveryProvider``), as a multipart form.

    Documented as ``/deliveryProviders``.

    Args:
        platform: Names and values of its form, which are not published; without ``_id``.
        image: Its picture.
        image_field: Name of the picture in the form, which is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidInput: If it is empty.
        PermissionMissing: When sent, if the user lacks ``DP_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list: compare the name.

    Example:
        ``pos.delivery_providers.create({"name": "Moto propia", "percentagePerSale": 0})``
    """
    return Operation(
        "POST",
        "/deliveryProvider",
        form=form_of(body_of(platform, "platform"), image, image_field),
        policy=SendPolicy.WRITE,
        lookup=list_delivery_providers().first(),
        read=wire.restobar.answer,
        permission="DP_POST",
        name="delivery_providers.create",
    )


def update_delivery_provider(
    platform: Body, *, image: Upload | None = None, image_field: str = "image"
) -> Operation[wire.OpenAnswer]:
    """
    Change a delivery platform (``POST /deliveryProvider``), as a multipart form.

    Documented as ``/deliveryProviders``. Restobar replaces the whole row.

    Args:
        platform: The row as it was read, with what changes.
        image: Another picture.
        image_field: Name of the picture in the form, which is not published.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If it has no ``_id``.
        PermissionMissing: When sent, if the user lacks ``DP_POST``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.delivery_providers.update(evolve(platform, is_active=False))``
    """
    body = body_of(platform, "platform")
    row_id(body, "platform")
    return Operation(
        "POST",
        "/deliveryProvider",
        form=form_of(body, image, image_field),
        policy=SendPolicy.KEYED,
        lookup=list_delivery_providers().first(),
        read=wire.restobar.answer,
        permission="DP_POST",
        name="delivery_providers.update",
    )


def delete_delivery_provider(delivery_provider_id: str) -> Operation[wire.OpenAnswer]:
    """
    Delete one delivery platform (``DELETE /deliveryProvider/{id}``).

    Documented as ``/deliveryProviders/{id}``.

    Returns:
        The answer as received: its shape is not published.

    Raises:
        InvalidId: If the id is none.
        PermissionMissing: When sent, if the user lacks ``DP_DELETE``.
        OutcomeUnknown: When sent; its `lookup` reads the list.

    Example:
        ``pos.delivery_providers.delete(platform.id)``
    """
    return deletion(
        "/deliveryProvider/{id}",
        "delivery_provider_id",
        delivery_provider_id,
        lookup=list_delivery_providers().first(),
        permission="DP_DELETE",
        name="delivery_providers.delete",
    )
