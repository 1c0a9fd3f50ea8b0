# SPDX-License-Identifier: MIT
"""
Run by the Python of `invoice-synchronizer`, not by ours: downloads a month and prints what it got.

A small adapter of requests sends what is meant for Loggro to the fake on loopback.

    python download.py BASE EMAIL PASSWORD FIRST-DAY LAST-DAY MAPPING
"""

import json
import logging
import sys
from datetime import datetime
from typing import Any

import requests
from invoice_synchronizer.domain import User
from invoice_synchronizer.infrastructure.config import PirposConfig, SystemParameters
from invoice_synchronizer.infrastructure.repositories.pirpos.pirpos import PirposConnector
from requests.adapters import HTTPAdapter

LOGGRO = "https://api.pirpos.com"
BASE, EMAIL, PASSWORD, FIRST, LAST, MAPPING = sys.argv[1:]


class ToLoopback(HTTPAdapter):
    """Sends every request to the fake."""

    def send(self, request: Any, *args: Any, **options: Any) -> Any:
        request.url = request.url.replace(LOGGRO, BASE, 1)
        return super().send(request, *args, **options)


plain_init = requests.Session.__init__


def init(session: requests.Session) -> None:
    plain_init(session)
    session.trust_env = False
    session.mount(LOGGRO, ToLoopback())


requests.Session.__init__ = init

config = PirposConfig(
    pirpos_username=EMAIL,
    pirpos_password=PASSWORD,
    batch_size=100,
    default_user=User(
        name="Consumidor",
        last_name="Final",
        document_type=13,
        document_number=222222222222,
        check_digit=None,
        city_detail={
            "city_name": "Bogota",
            "city_state": "Bogota",
            "city_code": "11001",
            "country_code": "CO",
            "state_code": "11",
        },
        responsibilities="R-99-PN",
        email="nadie@example.com",
        phone="6015550145",
        address="Calle 45",
    ),
    system_mapping=SystemParameters(**json.loads(MAPPING)),
)
loggro = PirposConnector(config, logging.getLogger())
invoices = loggro.get_invoices(datetime.fromisoformat(FIRST), datetime.fromisoformat(LAST))
sys.stdout.write(
    json.dumps(
        {
            "clients": len(loggro.get_clients()),
            "products": len(loggro.get_products()),
            "invoices": [
                [each.invoice_id.prefix, each.invoice_id.number, each.status.value, each.total]
                for each in invoices
            ],
        }
    )
)
