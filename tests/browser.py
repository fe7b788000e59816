"""What the walks share: people at real browsers, in one of two languages, and what every page must stand."""

from __future__ import annotations

import pathlib
import re
import sqlite3
import time
import uuid

from playwright.sync_api import Locator, Page, expect

from pages import foreign_words, inaccessible, unreachable
from reader import Reader
from servers import until
from support import Network, serial

CHROMIUM = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-proxy-server"]
PICTURES = pathlib.Path(__file__).resolve().parent.parent / "out" / "walks"
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
PHONE_NUMBER = "13900001234"

expect.set_options(timeout=20_000)


class Walked(Network):
    """A network whose people write the language that its pages are read in."""

    def __init__(self, server, language):
        self.language = language
        self.own_words = set()
        super().__init__(server, locale=language, founder_name=self.t("创办人", "Founder"))
        self.public.headers["Accept-Language"] = language
        self.own_words.add(self.slug)

    def t(self, zh, en):
        return zh if self.language == "zh" else en

    def member(self, *roles, **more):
        caller = super().member(*roles, **more)
        caller.headers["Accept-Language"] = self.language
        caller.name = f"{'/'.join(roles)} {more.get('name', 'a')}".strip()
        self.own_words.add(caller.name)
        return caller

    def need(self, by=None, **fields):
        fields = {
            "title": self.t(f"县医院缺口罩 {next(serial)}", f"County hospital lacks masks {next(serial)}"),
            "lines": [{"item": self.t("N95口罩", "N95 masks"), "quantity": 10, "unit": self.t("只", "pieces")}],
            "contact": {"name": self.t("张三", "Rosa Lind"), "phone": PHONE_NUMBER},
            **fields,
        }
        self.own_words |= {word for word in strings(fields) if len(word) > 1}
        need = super().need(by, **fields)
        self.own_words |= {need.code, need.url}
        return need

    def age(self, need, share):
        """Makes the clock that runs for a need as old as if this share of its time were over."""
        key, now = uuid.UUID(need.id).bytes, int(time.time() * 1000)
        with sqlite3.connect(self.server.storage, timeout=60) as db:
            started, due = db.execute(
                "SELECT started_at, due_at FROM clocks WHERE object = 'need' AND object_id = ?", [key]).fetchone()
            by = int((due - started) * share) - (now - started)
            db.execute(
                "UPDATE clocks SET started_at = started_at - ?1, due_at = due_at - ?1, next_at = next_at - ?1 "
                "WHERE object = 'need' AND object_id = ?2", [by, key])
            db.execute("UPDATE needs SET due_at = due_at - ? WHERE id = ?", [by, key])
        db.close()


def strings(value):
    """Every text in a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


class User:
    """Somebody at a browser of their own."""

    def __init__(self, browser, net, javascript=True, desktop=False):
        self.net, self.javascript = net, javascript
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.context = browser.new_context(
            base_url=net.server.url, locale=LOCALES[net.language], timezone_id="Asia/Shanghai",
            viewport=DESKTOP if desktop else PHONE, java_script_enabled=javascript, reduced_motion="reduce",
            has_touch=not desktop, extra_http_headers={"X-Forwarded-For": net.address})
        self.context.set_default_timeout(40_000)
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.context.on("console", self._said)
        self.page: Page = self.context.new_page()

    def _asked(self, request):
        self.requests.append(request.url)
        if not request.url.startswith((self.net.server.url + "/", "data:", "blob:")):
            self.faults.append(f"a request to a stranger: {request.url}")

    def _answered(self, response):
        if response.status >= (500 if response.request.resource_type == "document" else 400):
            self.faults.append(f"{response.status} for {response.request.method} {response.url}")

    def _said(self, message):
        # A form that is answered with 422 is no fault; the browser says so all the same.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def t(self, zh, en):
        return self.net.t(zh, en)

    def go(self, path):
        return self.page.goto(path if path.startswith(("/", "http")) else f"/n/{self.net.slug}/{path}")

    def button(self, zh, en, within=None) -> Locator:
        return (within or self.page).get_by_role("button", name=self.t(zh, en), exact=True)

    def press(self, zh, en, within=None):
        self.button(zh, en, within).click()

    def follow(self, zh, en, within=None):
        (within or self.page).get_by_role("link", name=self.t(zh, en), exact=True).click()

    def field(self, zh, en, within=None) -> Locator:
        return (within or self.page).get_by_label(re.compile("^" + re.escape(self.t(zh, en))))

    def fill(self, zh, en, value, within=None):
        if len(value) > 1:
            self.net.own_words.add(value)
        self.field(zh, en, within).filter(visible=True).fill(value)

    def choose(self, zh, en, within=None):
        (within or self.page).get_by_role("radio", name=re.compile("^" + re.escape(self.t(zh, en)))).check()

    def opened(self, zh, en, within=None, nth=0) -> Locator:
        """The part of the page that opens by this word, opened."""
        word = re.compile(f"^{re.escape(self.t(zh, en))}$")
        part = (within or self.page).locator("details").filter(has=self.page.locator("summary", has_text=word)).nth(nth)
        if part.get_attribute("open") is None:
            part.locator(":scope > summary").click()
        return part

    def card(self, zh, en) -> Locator:
        """The section of the page with this heading."""
        heading = self.page.get_by_role("heading", name=self.t(zh, en), exact=True)
        return self.page.locator("section").filter(has=heading)

    def sees(self, zh, en=None, within=None):
        found = (within or self.page.locator("main")).get_by_text(self.t(zh, en or zh))
        expect(found.filter(visible=True).first).to_be_visible()

    def misses(self, text):
        """The page has been read to its end, and this is not in it."""
        self.page.wait_for_load_state()
        assert text not in self.page.content(), f"{text} is on {self.page.url}"

    def errors(self, zh=None, en=None) -> Locator:
        """The error summary, with this in it; each of its links must lead to a field that can be seen."""
        summary = self.page.locator(".errors")
        expect(summary).to_be_visible()
        if zh:
            expect(summary).to_contain_text(self.t(zh, en or zh))
        for link in summary.get_by_role("link").all():
            target = link.get_attribute("href")
            if self.page.locator(f"[id='{target[1:]}']").filter(visible=True).count() == 0:
                self.faults.append(f"{self.page.url}: the error “{link.inner_text()}” leads to {target}, which can't be seen")
        return summary

    def script(self, name):
        """Waits until a script of the page is at work."""
        self.page.evaluate("name => import(document.querySelector('script[type=module]').src.replace('main.js', name))", name)

    def tab_to(self, target: Locator, most=120):
        """Presses Tab until the target has the focus."""
        for _ in range(most):
            if target.evaluate("e => e === document.activeElement"):
                return target
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{most} times Tab did not reach {target} on {self.page.url}")

    def done(self):
        """It is said that it was done."""
        expect(self.page.locator(".toast")).to_have_text(self.t("已记下。", "Done."))

    def sign_in(self, caller, by_code=False):
        """By the pages with a code, as whoever walks for the sake of signing in; else without them, and at home all the same."""
        if by_code:
            self.go("/sign-in")
            self.let_in(caller, by_code)
            self.page.wait_for_url("**/home")
            return self
        self.net.own_words.add(caller.email)
        reader = Reader(self.net, language=self.net.language).sign_in(caller)
        self.context.add_cookies([
            {"name": one.name, "value": one.value, "url": self.net.server.url, "httpOnly": True, "sameSite": "Lax"}
            for one in reader.cookies])
        self.go(reader.page.url)
        return self

    def let_in(self, caller, by_code):
        """With the code or the link of the mail, which the server prints where it can send none."""
        self.net.own_words.add(caller.email)
        self.fill("邮箱", "Mail address", caller.email)
        before = self.net.server.log.stat().st_size
        self.press("发验证码", "Send me a code")
        address = re.escape(self.net.server.url)

        def mail():
            text = self.net.server.log.read_bytes()[before:].decode(errors="replace")
            return re.search(rf"(?:验证码：|Code: )(\d{{6}})\n.*?({address}/sign-in/\S+)", text, re.S)

        code, link = until(mail, "the mail with code and link").groups()
        if by_code:
            self.field("验证码", "Code").fill(code)
        else:
            self.go(link)
        self.press("进入", "Enter")

    def look(self):
        """Everything that any page must stand; what it doesn't is told when the walk is over, so that the walk goes on."""
        # Without JavaScript the browser draws no frame for a question of ours: what asks for one waits for ever.
        found = inaccessible(self.page) if self.javascript else []
        for fault in [*found, *foreign_words(self.page, self.net), *unreachable(self.page)]:
            place = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "{id}", self.page.url.removeprefix(self.net.server.url))
            self.faults.append(f"{place}: {fault}")
