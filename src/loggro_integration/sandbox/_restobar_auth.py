# SPDX-License-Identifier: MIT
"""Login, tokens and permissions of Restobar."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

from loggro_integration.sandbox._app import Call, Refused, Reply, Request
from loggro_integration.sandbox._restobar_lists import refuse
from loggro_integration.sandbox._state import Doc, World
from loggro_integration.sandbox._texts import LITERAL

__all__ = ["check_permission", "login", "new_token", "user_of"]


def login(world: World, call: Call) -> Reply:
    """``POST /login``: the user with its token; three literal refusals, 500 for null."""
    email, password = call.body.get("email"), call.body.get("password")
    if email is None or password is None:
        refuse(500, "server")
    user = world.users.find(email=str(email).strip().lower())
    if user is None or not hmac.compare_digest(str(password).encode(), world.password.encode()):
        refuse(400, "wrong-password")
    if not user["isActive"]:
        refuse(400, "inactive-user")
    if user["isShop"]:
        suffix = " (pos.loggro.com)" if world.assumptions.point_of_sale_suffix == "yes" else ""
        raise Refused(Reply({"message": LITERAL["shop-user"] + suffix}, 400))
    return Reply(_logged_in(world, user))


def _logged_in(world: World, user: Doc) -> Doc:
    if world.assumptions.login_ends_previous == "yes":
        world.tokens = {token: who for token, who in world.tokens.items() if who != user["_id"]}
    token = new_token(world, user["_id"])
    world.tokens[token] = user["_id"]
    user["lastAccess"] = world.stamp()
    as_object = world.assumptions.login_business == "object"
    role = user["role"]
    return {
        "_id": user["_id"],
        "name": user["name"],
        "lastName": user["lastName"],
        "email": user["email"],
        "phone": user["phone"],
        "business": dict(world.business) if as_object else world.business["_id"],
        "role": dict(role) if world.assumptions.login_role == "object" else role["name"],
        "isActive": True,
        "lastAccess": user["lastAccess"],
        "lastTokenDevice": user["lastTokenDevice"],
        "tokenCurrent": token,
    }


def new_token(world: World, subject: str) -> str:
    """Return something that looks like a JWT without ``exp``; it proves nothing by itself."""
    moment = int(world.now().timestamp() * 1000)
    world.planned += 1
    header = _part({"alg": "HS256", "typ": "JWT"})
    payload = _part({"sub": subject, "date": moment, "n": world.planned})
    signature = hashlib.sha256(f"{header}.{payload}.{world.password}".encode()).digest()
    return f"{header}.{payload}.{_base64(signature)}"


def _part(value: object) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def bearer(request: Request) -> str | None:
    """Return the token of the Authorization header, or `None` where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def user_of(world: World, request: Request) -> Doc:
    """
    Return the user whose token came with a request.

    Raises:
        Refused: 401 without a token; 403 (or 401, a switch) with one that is not alive.
    """
    token = bearer(request)
    if token is None:
        refuse(401, "no-token")
    user = world.users.get(world.tokens.get(token))
    if user is None:
        refuse(int(world.assumptions.refused_login), "not-authorised")
    return user


def check_permission(world: World, user: Doc, code: str | None) -> None:
    """Refuse with 403 when the user's role lacks a code, or it was taken away on the screen."""
    if code is None:
        return
    role = user["role"]
    lacking = code in world.denied or code in role.get("without", ())
    given = role.get("permissions")
    if lacking or (given and code not in given):
        refuse(403, "permission", code=code)
