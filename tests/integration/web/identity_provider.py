"""A small identity provider on this machine, with real keys, which can be told to misbehave."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET, ACCESS = "aurora", "the secret of the client", "the token of the person"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _written(*parts: dict[str, Any]) -> str:
    return ".".join(_base64(json.dumps(part).encode()) for part in parts)


class IdentityProvider:
    """Serves until it is closed. What it says and signs can be changed by its attributes."""

    def __init__(self) -> None:
        self.key: RSAKey | ECKey = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True)
        self.alg = "RS256"
        self.person: dict[str, Any] = {"sub": "42", "preferred_username": "ada", "groups": ["team"]}
        self.claims: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
        self.sign: Callable[[dict[str, Any]], str] = self.signed
        self.metadata: dict[str, Any] = {}
        self.userinfo: dict[str, Any] | None = None
        self.answer: tuple[int, bytes] | None = None
        self.keys: list[Any] | None = None
        self.asked: list[str] = []
        self.authorizations: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def signed(self, claims: dict[str, Any]) -> str:
        """The claims as the provider signs them."""
        return jwt.encode({"alg": self.alg, "kid": self.key.kid}, claims, self.key, algorithms=[self.alg])

    def unsigned(self, claims: dict[str, Any]) -> str:
        """The claims under no signature at all."""
        return f"{_written({'alg': 'none', 'kid': 'one'}, claims)}."

    def confused(self, claims: dict[str, Any]) -> str:
        """The claims signed with the public key of the provider, as if it were a secret."""
        text = _written({"alg": "HS256", "kid": self.key.kid}, claims)
        return f"{text}.{_base64(hmac.digest(self.key.as_pem(private=False), text.encode(), 'sha256'))}"

    def signed_by_another(self, claims: dict[str, Any]) -> str:
        """The claims signed by somebody else, under the name of the provider's key."""
        other = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, other, algorithms=["RS256"])

    def authorize(self, query: str) -> str:
        """Where the browser is sent by somebody who agrees."""
        asked = dict(parse_qsl(query))
        self.authorizations.append(query)
        code = secrets.token_hex(8)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def _token(self, form: dict[str, str], header: str) -> tuple[int, dict[str, Any]]:
        known = base64.b64encode(f"{CLIENT.replace(' ', '+')}:{SECRET}".encode()).decode()
        mine = header == f"Basic {known}" or form.get("client_secret") == SECRET
        asked = self._codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = _base64(digest)
        if not mine or asked is None or asked["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        if asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        token = self.sign(self.claims({**claims, **self.person}))
        return 200, {"token_type": "Bearer", "id_token": token, "access_token": ACCESS}

    def _get(self, path: str, header: str) -> tuple[int, dict[str, Any]]:
        if path == "/userinfo":
            known = header == f"Bearer {ACCESS}" and self.userinfo is not None
            return (200, self.userinfo or {}) if known else (401, {"error": "invalid_token"})
        if path == "/keys":
            keys = [self.key.as_dict(private=False)] if self.keys is None else self.keys
            return 200, {"keys": keys}
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
        }
        return 200, {**found, **self.metadata}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.asked.append(urlsplit(self.path).path)
                self._answer(*provider._get(urlsplit(self.path).path, self.headers.get("Authorization", "")))

            def do_POST(self) -> None:
                provider.asked.append(self.path)
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self._answer(*provider._token(form, self.headers.get("Authorization", "")))

            def _answer(self, status: int, value: dict[str, Any]) -> None:
                status, body = provider.answer or (status, json.dumps(value).encode())
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        return Handler
