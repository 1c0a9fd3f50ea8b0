# SPDX-License-Identifier: MIT
"""What a POS document tells of its till and of its software, taken from the rules."""

from __future__ import annotations

from loggro_integration.errors import InvalidInput, Text
from loggro_integration.mapping._mapping_rules import MappingRules
from loggro_integration.mapping._rules import CashBox
from loggro_integration.models import PointOfSale, Software
from loggro_integration.secret import Secret
from loggro_integration.wire import Sale

__all__ = ["point_of_sale", "software"]


def point_of_sale(sale: Sale, rules: MappingRules) -> PointOfSale:
    """
    Return the till of a sale as `dian.build` writes it on a POS document (type 20).

    The till is the one that the first payment names, else the one of the sale; where Restobar
    names none that the rules know, it is ``policies.default_cash_box``, else the only one of the
    rules.

    Args:
        sale: The sale.
        rules: With ``[cash_boxes]``.

    Raises:
        InvalidInput: If the rules have no such till, or the sale names neither cashier nor seller.

    >>> from attrs import evolve
    >>> from loggro_integration.mapping import CashBox, MappingRules, point_of_sale
    >>> from loggro_integration.wire import restobar
    >>> sale = restobar.sale({
    ...     "_id": "66f9b8a7c3d4e5f60789abcd", "number": "POS7", "status": "Pagada",
    ...     "createdOn": "2026-11-20T18:04:11.120Z", "total": 54000, "products": [],
    ...     "cashier": {"name": "Camila"},
    ... })
    >>> till = CashBox(plate="C-01", place="Salón", type="Caja principal")
    >>> rules = evolve(MappingRules.example(), cash_boxes={"principal": till})
    >>> point_of_sale(sale, rules).plate
    'C-01'
    """
    till = _till(sale, rules)
    return PointOfSale(
        plate=till.plate,
        place=till.place,
        cashier=_cashier(sale),
        type=till.type,
        sale_code=sale.label,
    )


def _till(sale: Sale, rules: MappingRules) -> CashBox:
    known = rules.cash_boxes
    named = _named(sale)
    for name in (*named, rules.policies.default_cash_box or ""):
        if name in known:
            return known[name]
    if len(known) == 1:
        return next(iter(known.values()))
    raise InvalidInput(
        "The rules do not tell the till of this sale.",
        field="cash_boxes",
        value=", ".join(named) or None,
        hint=Text(
            es="Agregue la caja a [cash_boxes] en loggro.toml, con su placa, ubicación y tipo, o "
            "ponga policies.default_cash_box.",
            en="Add the till to [cash_boxes] in loggro.toml, with plate, place and type, or set "
            "policies.default_cash_box.",
        ),
    )


def _named(sale: Sale) -> list[str]:
    tills = (*(each.cash_box for each in sale.payments), sale.cash_box)
    return [each.id for each in tills if each is not None and each.id]


def _cashier(sale: Sale) -> str:
    for person in (sale.cashier, sale.seller):
        name = (person.name or "").strip() if person else ""
        if name:
            return name
    raise InvalidInput(
        "The sale names neither cashier nor seller.",
        field="cashier",
        hint=Text(
            es="Lea la venta por su id: en las listas puede venir solo el id del cajero.",
            en="Read the sale by its id: lists may hold the id of the cashier alone.",
        ),
    )


def software(
    rules: MappingRules, *, identifier: str | None = None, pin: Secret | str | None = None
) -> Software:
    """
    Return the selling software as `dian.build` takes it: name and maker from ``[maker]``.

    Args:
        rules: With ``[maker]``.
        identifier: What DIAN gave the software.
        pin: Its PIN; never part of the rules.

    Raises:
        InvalidInput: If the rules do not name the maker, which a POS document must.

    >>> from attrs import evolve
    >>> from loggro_integration.mapping import Maker, MappingRules, software
    >>> maker = Maker(person="Ana Ruiz", company="Fogón SAS", software="Fogón POS")
    >>> software(evolve(MappingRules.example(), maker=maker)).name
    'Fogón POS'
    """
    maker = rules.maker
    if maker is None:
        raise InvalidInput(
            "The rules do not name who makes the selling software.",
            field="maker",
            hint=Text(
                es="Complete [maker] en loggro.toml: person, company y software.",
                en="Fill [maker] in loggro.toml: person, company and software.",
            ),
        )
    return Software(
        id=identifier,
        pin=pin,
        name=maker.software,
        maker_name=maker.person,
        maker_company=maker.company,
    )
