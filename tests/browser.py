"""What the walks share: people at real browsers, in one of two languages, and what every page must stand."""

from __future__ import annotations

import pathlib
import re
import sqlite3
import time
import uuid

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

from servers import until
from support import Network, serial

CHROMIUM = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-proxy-server"]
PICTURES = pathlib.Path(__file__).resolve().parent.parent / "out" / "walks"
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# Latin words that Chinese readers use as they are.
LATIN = {"CSV", "JSON", "GB", "QR", "KN95", "N95"}
PHONE_NUMBER = "13900001234"

expect.set_options(timeout=5000)


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
        with sqlite3.connect(self.server.storage, timeout=20) as db:
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
        self.context.set_default_timeout(10_000)
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
        self.field(zh, en, within).fill(value)

    def choose(self, zh, en, within=None):
        (within or self.page).get_by_role("radio", name=re.compile("^" + re.escape(self.t(zh, en)))).check()

    def opened(self, zh, en, within=None, nth=0) -> Locator:
        """The part of the page that opens by this word, opened."""
        word = re.compile(f"^{re.escape(self.t(zh, en))}$")
        part = (within or self.page).locator("details").filter(has=self.page.locator("summary", has_text=word)).nth(nth)
        if part.get_attribute("open") is None:
            part.locator("summary").click()
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
        self.go("/sign-in")
        self.let_in(caller, by_code)
        self.page.wait_for_url("**/home")
        return self

    def let_in(self, caller, by_code):
        """With the code or the link of the mail, which the server prints where it can send none."""
        self.net.own_words.add(caller.email)
        self.field("邮箱", "Mail address").fill(caller.email)
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
        for fault in [*inaccessible(self.page), *foreign_words(self.page, self.net), *unreachable(self.page)]:
            place = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "{id}", self.page.url.removeprefix(self.net.server.url))
            self.faults.append(f"{place}: {fault}")


# A label speaks for the first element with its id: where an id is there twice, the second field has no name.
NAMELESS = """() => {
  const fields = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')];
  return fields.filter(one => one.labels.length === 0 && !one.ariaLabel).map(one => `no label: ${one.outerHTML.slice(0, 160)}`);
}"""


def inaccessible(page):
    """Violations of WCAG 2.2 AA, light and dark, and whether there is something to scroll sideways for."""
    found = []
    page.evaluate(AXE_SCRIPT)
    # What is folded away is looked at too, and bars that stick to the window cover nothing by chance.
    page.evaluate("document.querySelectorAll('details:not([open])').forEach(d => { d.open = true; d.dataset.shut = '' })")
    size = page.viewport_size
    page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight")})
    for scheme, rules in [("dark", ["color-contrast"]), ("light", WCAG)]:
        page.emulate_media(color_scheme=scheme)
        result = page.evaluate("rules => axe.run({ runOnly: rules, resultTypes: ['violations'] })", rules)
        found += [
            f"{scheme}: {one['id']}: {node['html'][:240]} {node.get('failureSummary', '')}"
            for one in result["violations"] for node in one["nodes"]]
    found += page.evaluate(NAMELESS)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.evaluate("document.querySelectorAll('details[data-shut]').forEach(d => { d.open = false; delete d.dataset.shut })")
    page.set_viewport_size(size)
    return found + ([f"{wide} px too wide"] if wide > 0 else [])


def assert_accessible(page):
    found = inaccessible(page)
    assert not found, "\n".join([page.url, *found])


READ = """own => {
  const found = [];
  const strip = text => own.reduce((left, word) => left.replaceAll(word, ' '), text.replace(/网络 net-[0-9]+-[0-9]+/g, ' '));
  const add = (text, element) => {
    const shown = element.closest('[lang]')?.lang ?? '';
    found.push([shown, strip(text).trim(), element.tagName.toLowerCase() + (element.className ? '.' + element.className : '')]);
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!parent.closest('script, style, textarea, code, .code, template')) add(walk.currentNode.data, parent);
  }
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'data-words', 'data-offline-words', 'data-draft-saved',
      'data-copied', 'data-live-words-new', 'data-live-words-on', 'data-live-words-off']) {
      const value = element.getAttribute(name);
      if (value) add(name === 'data-words' ? Object.values(JSON.parse(value)).join(' ').replace(/[{][a-z][}]/g, '') : value, element);
    }
  }
  add(document.title, document.documentElement);
  return found.filter(([, text]) => text);
}"""


def foreign_words(page, net):
    """The interface speaks one language: what else is there is somebody's own words, or says which language it is."""
    wrong = []
    for lang, text, where in page.evaluate(READ, sorted(net.own_words, key=len, reverse=True)):
        if net.language == "en" and not lang.startswith("zh") and HAN.search(text):
            wrong.append(f"Chinese in {where}: {text}")
        if net.language == "zh" and not lang.startswith("en"):
            words = set(re.findall(r"[A-Za-z][A-Za-z0-9]+", re.sub(r"\{\w\}", "", text))) - LATIN
            if words:
                wrong.append(f"{' '.join(sorted(words))} in {where}: {text}")
    return list(dict.fromkeys(wrong))


FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const label = element.closest('label');
  const ring = e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; };
  const shown = label && !ring(element) ? label : element;
  const box = shown.getBoundingClientRect();
  const at = (x, y) => { const hit = document.elementFromPoint(x, y); return hit !== null && (shown.contains(hit) || hit.contains(element)
    && hit.closest('label, a, button') !== null); };
  const across = [.1, .5, .9], open = across.some(x => across.some(y => at(box.left + box.width * x, box.top + box.height * y)));
  const again = element === window.before;
  window.before = element;
  return { again, html: element.outerHTML.slice(0, 160), ring: ring(shown), open, skip: element.matches('a.skip') };
}"""


def unreachable(page, most=45):
    """Tab shows the skip link first, which skips; what has the focus can be seen, and that it has it."""
    page.evaluate("const all = document.body; all.tabIndex = -1; all.focus(); all.removeAttribute('tabindex')")
    wrong = []
    for step in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        if step == 0 and not focus["skip"]:
            wrong.append(f"the first stop is no skip link: {focus['html']}")
        if focus["again"]:
            continue  # Within a date the browser itself shows which part has the focus.
        if not focus["ring"] or not focus["open"]:
            wrong.append(f"focus {'without a ring' if not focus['ring'] else 'covered'}: {focus['html']}")
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    if not page.evaluate("document.activeElement === document.querySelector('main')"):
        wrong.append("the skip link doesn't lead to the page's main part")
    page.evaluate("history.replaceState(history.state, '', location.pathname + location.search)")
    return wrong


def transferred(user, path, scripts):
    """Opens a page and counts the bytes that came over the line for each address."""
    session = user.context.new_cdp_session(user.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes, names = {}, {}
    session.on("Network.responseReceived", lambda event: names.update({event["requestId"]: event["response"]["url"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    user.go(path)
    for script in scripts:
        user.script(script)
    user.page.wait_for_function("performance.getEntriesByType('resource').some(one => one.name.includes('icons.svg'))")
    return {names[key]: size for key, size in sizes.items() if key in names}
