"""Somebody who reads pages over HTTP alone: follows links, fills in forms, keeps cookies."""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

from servers import until


class Forms(HTMLParser):
    """The forms of a page: where they go, and what they carry if nothing is changed."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.form, self.select, self.area = [], None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.form = {"method": attributes.get("method", "get"), "action": attributes.get("action"), "fields": {}}
            self.forms.append(self.form)
        if self.form is None:
            return
        fields, name = self.form["fields"], attributes.get("name")
        if tag == "input" and name:
            if attributes.get("type") in ("radio", "checkbox"):
                if "checked" in attributes:
                    fields[name] = attributes.get("value", "on")
            else:
                fields[name] = attributes.get("value") or ""
        elif tag == "button" and name:
            self.form.setdefault("buttons", []).append((name, attributes.get("value") or ""))
        elif tag == "select" and name:
            self.select = name
        elif tag == "option" and self.select and ("selected" in attributes or self.select not in fields):
            fields[self.select] = attributes.get("value") or ""
        elif tag == "textarea" and name:
            self.area = name
            fields[name] = ""

    def handle_data(self, data):
        if self.form is not None and self.area:
            self.form["fields"][self.area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


class Reader(requests.Session):
    """A browser without a screen."""

    def __init__(self, net, address=None, agent="Mozilla/5.0 (Android 14; Mobile) Firefox/130.0", language="en"):
        super().__init__()
        self.trust_env = False
        self.net, self.url, self.page = net, net.server.url, None
        self.headers.update({
            "X-Forwarded-For": address or net.address, "User-Agent": agent, "Accept-Language": language,
            "Accept": "text/html"})

    def go(self, path, status=200):
        self.page = self.get(urljoin(self.url, path), timeout=90)
        assert self.page.status_code == status, f"{path}: {self.page.status_code} {self.page.text[:800]}"
        return self.page.text

    @property
    def at(self):
        return self.page.url.removeprefix(self.url)

    def form(self, action=None):
        """The form of the page that goes to an address ending so; the only one where none is said."""
        forms = [one for one in Forms(self.page.text).forms if one["method"] == "post"]
        found = [one for one in forms if action is None or (one["action"] or self.at).split("?")[0].endswith(action)]
        assert found, f"no form for {action} at {self.at}: {[one['action'] for one in forms]}"
        return found[0]

    def submit(self, action=None, /, status=200, **fields):
        """Fills in a form of the page and sends it; follows where it leads."""
        form = self.form(action)
        self.page = self.post(
            urljoin(self.page.url, form["action"] or ""), data={**form["fields"], **fields}, timeout=90,
            headers={"Sec-Fetch-Site": "same-origin"})
        assert self.page.status_code == status, f"{form['action']}: {self.page.status_code} {self.page.text[:1500]}"
        return self.page.text

    def mail(self, act):
        """Does something and reads the mails that the server prints then, where it can send none."""
        before = self.net.server.log.stat().st_size
        act()
        return lambda pattern: until(
            lambda: re.search(pattern, self.net.server.log.read_bytes()[before:].decode(errors="replace"), re.S),
            f"a mail with {pattern}")

    def code_for(self, caller, status=200):
        """Asks for a code and reads it."""
        self.go("/sign-in")
        read = self.mail(lambda: self.submit("/sign-in", status, email=caller.email))
        return read(r"(?:验证码：|Code: )(\d{6})\n").group(1)

    def sign_in(self, caller):
        self.submit("/sign-in/code", code=self.code_for(caller))
        assert self.at == "/home", self.page.text[:800]
        return self


def totp(secret, now=None, step=0):
    """The six digits of an authenticator app (RFC 6238), from the key as it is shown."""
    key = b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8))
    counter = struct.pack(">Q", int((now or time.time()) // 30) + step)
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    start = digest[19] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
