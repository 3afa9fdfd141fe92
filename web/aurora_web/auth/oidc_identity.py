"""Who an ID token is about: its signature and its claims checked, its groups as roles."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aurora_celery.config.settings import OidcSettings
from aurora_celery.model.access import Role
from aurora_web.auth.oidc_provider import Provider, Tokens

#: The signatures that are believed. None of them takes a key that others know for a secret.
_ALGORITHMS: Final = ("RS256", "ES256")
#: Seconds by which the provider's clock may be off.
_LEEWAY: Final = 60
_NAME: Final = re.compile(r"[\w][\w.@+-]{0,63}")


class Rejected(Exception):
    """An ID token that proves nothing, or about somebody who may not sign in. ``reason`` is a stable word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody at the provider. ``grants`` is None when roles are given in Aurora."""

    subject: str
    name: str
    grants: Mapping[str, Role] | None = field(default=None)


def identify(tokens: Tokens, *, provider: Provider, settings: OidcSettings, nonce: str) -> Identity:
    """Who tokens are about. Raises Rejected, and Away when the provider cannot be asked."""
    claims = _verified(tokens.identity, provider=provider)
    _check(claims, settings=settings, nonce=nonce)
    claims = _completed(claims, tokens, provider=provider, settings=settings)
    _check_domain(claims, settings.domains)
    name = claims.get(settings.name_claim)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise Rejected("bad_name")
    subject = f"{settings.issuer}#{claims['sub']}"
    return Identity(subject=subject, name=name, grants=_grants(claims.get(settings.groups_claim), settings.grants))


def _completed(claims: dict[str, Any], tokens: Tokens, *, provider: Provider, settings: OidcSettings) -> dict[str, Any]:
    """The claims, and if one is missing that is needed, what the provider tells of the same person on being asked."""
    needed = [settings.name_claim]
    needed += [settings.groups_claim] if settings.grants else []
    needed += ["email", "email_verified"] if settings.domains else []
    if all(name in claims for name in needed):
        return claims
    told = provider.tell(tokens)
    if told and told.get("sub") != claims["sub"]:
        raise Rejected("bad_claims")
    return {**told, **claims}


def _verified(token: str, *, provider: Provider) -> dict[str, Any]:
    from joserfc import jws, jwt
    from joserfc.errors import JoseError

    try:
        kid = jws.extract_compact(token.encode()).headers().get("kid")
        return jwt.decode(token, provider.keys(kid=kid), algorithms=_ALGORITHMS).claims
    except (JoseError, ValueError) as error:
        raise Rejected("bad_signature") from error


def _check(claims: dict[str, Any], *, settings: OidcSettings, nonce: str) -> None:
    from joserfc.errors import JoseError
    from joserfc.jwt import JWTClaimsRegistry

    registry = JWTClaimsRegistry(
        now=int(time.time()),
        leeway=_LEEWAY,
        iss={"essential": True, "value": settings.issuer},
        aud={"essential": True, "value": settings.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        registry.validate(claims)
    except JoseError as error:
        raise Rejected("bad_claims") from error
    alone = claims["aud"] in (settings.client_id, [settings.client_id])
    if claims.get("azp", settings.client_id) != settings.client_id or not (alone or "azp" in claims):
        raise Rejected("bad_claims")
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
        raise Rejected("bad_claims")


def _check_domain(claims: Mapping[str, Any], domains: tuple[str, ...]) -> None:
    if not domains:
        return
    _, at, domain = str(claims.get("email", "")).rpartition("@")
    if claims.get("email_verified") is not True or not at or domain.lower() not in map(str.lower, domains):
        raise Rejected("foreign_domain")


def _grants(groups: Any, mapping: tuple[str, ...]) -> Mapping[str, Role] | None:
    """The greatest role of all groups in each project."""
    if not mapping:
        return None
    mine = groups if isinstance(groups, list) else [groups]
    found: dict[str, Role] = {}
    for entry in mapping:
        group, _, grant = entry.rpartition("=")
        project, _, word = grant.partition(":")
        if group in mine:
            found[project] = max(found.get(project, Role.VIEWER), Role(word), key=list(Role).index)
    if not found:
        raise Rejected("no_role")
    return found
