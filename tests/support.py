"""What the black-box tests share: networks, people and needs, and what is asked of every answer."""

from __future__ import annotations

import itertools
import json
import os
import pathlib
import random
import time
from concurrent.futures import ThreadPoolExecutor

import requests

SHARED = pathlib.Path(os.environ.get("WEFT_SHARED") or pathlib.Path(__file__).resolve().parents[2] / "shared")
REAL_LINES = SHARED / "data/respond/wuhan2020_hospital_need_lines.csv"
serial = itertools.count(1)


def soon(hours=24):
    """A moment later than now, RFC 3339."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + hours * 3600))


def together(count, act):
    """Does `act(index)` in as many threads at the same moment; the results in order."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(act, range(count)))


class Caller(requests.Session):
    """Somebody who speaks to the API of one network; paths that don't begin with /api or another root are within it."""

    def __init__(self, network, token=None, member=None, email=None):
        super().__init__()
        self.trust_env = False
        self.network, self.token, self.member, self.email = network, token, member, email
        self.headers["X-Forwarded-For"] = network.address
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def request_any(self, method, path, **more):
        """The answer, even one that says that the server can't."""
        more.setdefault("timeout", 90)
        inside = path.startswith(("/needs", "/claims", "/events", "/me/"))
        prefix = f"/api/v1/networks/{self.network.slug}" if inside else ""
        return super().request(method, f"{self.network.server.url}{prefix}{path}", **more)

    def request(self, method, path, **more):
        answer = self.request_any(method, path, **more)
        assert answer.status_code < 500, f"{method} {path}: {answer.status_code} {answer.text[:1000]}"
        return answer

    def post(self, path, body=None, **more):
        return self.request("POST", path, **({"json": body} if body is not None else {}), **more)

    def items(self, path="/needs", **query):
        """All items of a list, page after page."""
        found, cursor = [], None
        while True:
            page = ok(self.get(path, params={**query, **({"cursor": cursor} if cursor else {})}))
            found += page["items"]
            cursor = page["next"]
            if not cursor:
                return found
            assert page["items"], "an empty page that has a next one"


class Network:
    """A fresh network made by `weft setup`, its founder and whoever is entered into it."""

    def __init__(self, server, locale="zh", founder_name="创办人", training=False):
        self.server = server
        self.slug = f"net-{os.getpid()}-{next(serial)}"
        # Every network's callers come from an address of their own, so that limits of one test do not touch another's.
        self.address = f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(1, 255)}"
        email = f"founder@{self.slug}.example"
        self.made = server.told(
            "setup", "--network", self.slug, "--name", f"网络 {self.slug}", "--founder", email,
            "--founder-name", founder_name, "--locale", locale, "--json",
            # With it every verifier has a clock that runs for their training, beside what a test looks at.
            *([] if training else ["--no-training"]))
        self.founder = Caller(self, self.made["token"], self.made["member"], email)
        self.public = Caller(self)
        self.people = {}

    def member(self, *roles, name="a", anchor=False) -> Caller:
        """The member with these roles; the same one each time, another for another name."""
        key = (roles, name, anchor)
        if key not in self.people:
            email = f"{'-'.join(roles) or 'plain'}.{name}.{next(serial)}@{self.slug}.example"
            words = ["member", "add", "--network", self.slug, "--email", email, "--name", f"{'/'.join(roles)} {name}"]
            for role in roles:
                words += ["--role", role]
            made = self.server.told(*words, *(["--anchor"] if anchor else []), "--json")
            self.people[key] = Caller(self, made["token"], made["member"], email)
        return self.people[key]

    def anonymous(self, address=None):
        caller = Caller(self)
        if address:
            caller.headers["X-Forwarded-For"] = address
        return caller

    def need(self, by=None, **fields):
        """Posts a need; what is not said is minimal and unlike every other."""
        body = {**a_need(), **fields}
        return Need(self, ok((by or self.public).post("/needs", body), 201), body)

    def verified(self, by=None, **fields):
        need = self.need(by, **fields)
        need.act(self.founder, "acknowledge")
        need.act(self.member("verifier"), "verify", confidence="official")
        return need

    def published(self, audience="public", by=None, **fields):
        need = self.verified(by, **fields)
        need.act(self.member("dispatcher"), "publish", audience=audience)
        return need


class Need:
    def __init__(self, network, receipt, body):
        self.network, self.receipt, self.body = network, receipt, body
        self.id, self.code, self.url = receipt["id"], receipt["trackingCode"], receipt["trackingURL"]
        self.secret = self.url.split("secret=")[1]

    def act(self, by, action, status=200, **carries):
        """Acts on the need; the answer's JSON."""
        return ok(by.post(f"/needs/{self.id}/actions", {"action": action, **carries}), status)

    def read(self, by=None, status=200):
        return ok((by or self.network.founder).get(f"/needs/{self.id}"), status)

    def line(self, index=0, by=None):
        return self.read(by)["lines"][index]

    def claim(self, by, quantity=1, status=201, index=0, **more):
        body = {"line": self.line(index)["id"], "quantity": quantity, "promisedBy": soon(), **more}
        return ok(by.post(f"/needs/{self.id}/claims", body), status)

    def track(self, status=200, by=None, **query):
        query = query or {"secret": self.secret}
        return ok((by or self.network.public).get(f"/api/v1/track/{self.code}", params=query), status)

    def says(self, action, status=200, query=None, **carries):
        """An act of the requester."""
        return ok(self.network.public.post(
            f"/api/v1/track/{self.code}/actions", {"action": action, **carries},
            params=query or {"secret": self.secret}), status)


def a_need(**fields):
    return {
        "title": f"需要口罩 {next(serial)}",
        "lines": [{"item": "N95口罩", "quantity": 10, "unit": "只"}],
        "contact": {"name": "张三", "phone": "13900001234"},
        **fields,
    }


def on_claim(by, claim, action, status=200, **carries):
    return ok(by.post(f"/claims/{claim['id']}/actions", {"action": action, **carries}), status)


def ok(response, status=200):
    """The JSON of an answer that must have this status; a problem is checked for its shape."""
    request = response.request
    assert response.status_code == status, (
        f"{request.method} {request.url} {str(request.body)[:600]}\n"
        f"expected {status}, got {response.status_code}: {response.text[:1500]}")
    return response.json() if status < 400 else problem(response, status)


def problem(response, status):
    """A problem answer (RFC 9457) as the contract has it."""
    assert response.status_code == status, f"expected {status}, got {response.status_code}: {response.text[:1500]}"
    kind = response.headers.get("Content-Type", "")
    assert kind.startswith("application/problem+json"), f"{status} as {kind}: {response.text[:500]}"
    body = response.json()
    assert body["status"] == status
    for name in ("type", "title", "detail"):
        assert isinstance(body[name], str) and body[name], f"{name} is missing: {body}"
    for error in body.get("errors", []):
        assert isinstance(error["field"], str) and error["message"], body
    return body


def fields(problem):
    return {error["field"] for error in problem.get("errors", [])}
