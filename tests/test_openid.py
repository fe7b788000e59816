"""Signing in with an organisation's account, against a real provider program – and against one that lies."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
import warnings
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from outside import Outside
from reader import Reader
from servers import free_port
from support import Network

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock
    from authlib.jose import JsonWebKey, jwt


def configured(own_server, issuer):
    return Network(own_server(
        WEFT_OIDC="redcross", WEFT_OIDC_REDCROSS_ISSUER=issuer, WEFT_OIDC_REDCROSS_CLIENT="weft",
        WEFT_OIDC_REDCROSS_SECRET="s3 cret/+&", WEFT_OIDC_REDCROSS_LABEL="Red Cross ID"))


@pytest.fixture
def provider(own_server):
    """A provider program with users that it vouches for, and a network that trusts it."""
    port = free_port()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with oidc_provider_mock.run_server_in_thread(port=port, require_nonce=True):
            net = configured(own_server, f"http://localhost:{port}")
            yield net, f"http://localhost:{port}"


def know(issuer, sub, **claims):
    answer = requests.put(f"{issuer}/users/{sub}", json=claims, timeout=60)
    assert answer.status_code in (200, 204), answer.text


def leave(reader, to=""):
    """To the provider's door; its address."""
    reader.go("/sign-in")
    assert "Red Cross ID" in reader.page.text
    answer = reader.get(f"{reader.url}/sign-in/with/redcross{to}", allow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["Location"]


def agree(address, sub):
    """What the user does at the provider; where it sends them back."""
    answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=60)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def come_back(reader, address, status):
    reader.page = reader.get(address, timeout=60)
    assert reader.page.status_code == status, reader.page.text[:800]
    return reader.page.text


def test_a_member_comes_in_and_is_told(provider):
    net, issuer = provider
    member = net.member()
    know(issuer, "u-1", email=member.email.upper(), email_verified=True)
    reader = Reader(net)
    read = reader.mail(lambda: come_back(reader, agree(leave(reader, "?to=/me"), "u-1"), 200))
    assert reader.at == "/me"
    assert read("Red Cross ID")
    assert "organisation&#39;s account was linked" in reader.go("/me/security") or "account was linked" in reader.page.text
    # From now on the provider's subject counts, whatever address it has.
    know(issuer, "u-1", email=f"else@{net.slug}.example", email_verified=True)
    again = Reader(net)
    come_back(again, agree(leave(again), "u-1"), 200)
    assert again.at == "/home" and "plain" not in again.page.url


@pytest.mark.parametrize("claims", [
    {}, {"email": "FOUNDER"}, {"email": "FOUNDER", "email_verified": False}, {"email": "nobody@else.example", "email_verified": True}])
def test_nobody_else_comes_in(provider, claims):
    net, issuer = provider
    claims = {**claims, **({"email": net.founder.email} if claims.get("email") == "FOUNDER" else {})}
    know(issuer, "u-2", **claims)
    reader = Reader(net)
    come_back(reader, agree(leave(reader), "u-2"), 409)
    assert "weft_session" not in reader.cookies


def test_only_the_browser_that_left_comes_back_and_once(provider):
    net, issuer = provider
    know(issuer, "u-3", email=net.founder.email, email_verified=True)
    reader, other = Reader(net), Reader(net)
    address = agree(leave(reader), "u-3")
    come_back(other, address, 409)
    leave(other)
    come_back(other, address, 409)
    come_back(reader, re.sub(r"code=[^&]+", "code=wrong", address), 409)
    come_back(reader, address, 200)
    come_back(reader, address, 409)
    for bad in ("", "?state=x", "?code=y", "?error=access_denied&state=z"):
        reader.go(f"/sign-in/with/redcross/back{bad}", 409)
    reader.go("/sign-in/with/nobody", 404)


def test_the_second_step_stays(provider):
    from test_sign_in import second_step
    from reader import totp
    net, issuer = provider
    member = net.member()
    know(issuer, "u-4", email=member.email, email_verified=True)
    key, _ = second_step(Reader(net).sign_in(member))
    reader = Reader(net)
    come_back(reader, agree(leave(reader), "u-4"), 200)
    assert reader.at == "/sign-in/second"
    reader.submit("/sign-in/second", code=totp(key, step=1))
    assert reader.at == "/home"


class Liar(Outside):
    """A provider that says what a test wants it to say."""

    def __init__(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.key = JsonWebKey.generate_key("RSA", 2048, {"kid": "one", "use": "sig"}, is_private=True)
            self.other = JsonWebKey.generate_key("RSA", 2048, {"kid": "one", "use": "sig"}, is_private=True)
        super().__init__()
        self.token, self.issuer_said, self.status, self.issuer = None, None, 200, self.url

    def answer(self, asked):
        return self.status, self.say(asked)

    def say(self, asked):
        if asked.method == "POST":
            self.posted = (asked.headers["Authorization"], parse_qs(asked.body))
            return {"id_token": self.token, "access_token": "x", "token_type": "Bearer"}
        if asked.path == "/jwks":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return {"keys": [{**self.key.as_dict(is_private=False), "use": "sig"}]}
        return {
            "issuer": self.issuer_said or self.issuer, "jwks_uri": f"{self.issuer}/jwks",
            "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token"}

    def sign(self, claims, key=None, alg="RS256"):
        if alg == "none":
            parts = [{"alg": "none", "kid": "one"}, claims]
            return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts) + "."
        if alg == "HS256":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return jwt.encode({"alg": alg, "kid": "one"}, claims, b"a secret that nobody agreed upon").decode()
        return jwt.encode({"alg": alg, "kid": "one"}, claims, key or self.key).decode()


@pytest.fixture
def liar(own_server):
    made = Liar()
    yield configured(own_server, made.issuer), made
    made.close()


def lies(net, liar, change, **how):
    """Comes back with a token whose claims are changed; the reader."""
    reader = Reader(net)
    query = {name: values[0] for name, values in parse_qs(urlsplit(leave(reader)).query).items()}
    now = int(time.time())
    claims = {"iss": liar.issuer, "sub": "u-9", "aud": "weft", "exp": now + 300, "iat": now, "nonce": query["nonce"],
              "email": net.founder.email, "email_verified": True}
    claims.update(change)
    liar.token = how.pop("raw", None) or liar.sign({key: value for key, value in claims.items() if value is not None}, **how)
    reader.page = reader.get(f"{reader.url}/sign-in/with/redcross/back", params={"state": query["state"], "code": "c"}, timeout=60)
    return reader, query


def test_what_a_provider_must_say(liar):
    net, liar = liar
    reader, query = lies(net, liar, {"aud": ["weft", "other"], "azp": "weft"})
    assert reader.at == "/home", reader.page.text[:500]
    credentials, body = liar.posted
    assert base64.b64decode(credentials.removeprefix("Basic ")).decode() == "weft:s3%20cret%2F%2B%26"
    digest = hashlib.sha256(body["code_verifier"][0].encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == query["code_challenge"]
    assert query["code_challenge_method"] == "S256" and body["redirect_uri"] == [query["redirect_uri"]]
    now = int(time.time())
    for change in [{"iss": "https://evil.example"}, {"aud": "other"}, {"aud": ["weft", "other"]}, {"exp": now - 600},
                   {"iat": now - 7200}, {"nonce": "another"}, {"nonce": None}, {"sub": ""}, {"email_verified": "true"}]:
        reader, _ = lies(net, liar, change)
        assert reader.page.status_code == 409, f"{change}: {reader.page.url}"
        assert "weft_session" not in reader.cookies
    for how in [{"key": liar.other}, {"alg": "none"}, {"alg": "HS256"}, {"raw": "a.b.c"}, {"raw": "x"}, {"raw": "…" * 1000}]:
        reader, _ = lies(net, liar, {}, **how)
        assert reader.page.status_code == 409, how
    liar.status = 500
    reader, _ = lies(net, liar, {})
    assert reader.page.status_code == 409


def test_a_provider_that_says_it_is_another_is_not_believed(liar):
    net, liar = liar
    liar.issuer_said = "https://evil.example"
    reader = Reader(net)
    reader.go("/sign-in/with/redcross", 409)
    # A provider that can't be reached keeps nobody out: codes still come.
    reader.sign_in(net.founder)
