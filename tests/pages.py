"""What any page must stand: WCAG, the keyboard, one language, a poor line."""

from __future__ import annotations

import array
import os
import pathlib
import re
import tempfile

from axe_playwright_python.base import AXE_SCRIPT

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# Latin words that Chinese readers use as they are.
LATIN = {"CSV", "JSON", "GB", "QR", "KN95", "N95", "JPEG", "PNG", "WebP", "HEIC", "MB"}

# A label speaks for the first element with its id: where an id is there twice, the second field has no name.
NAMELESS = """() => {
  const fields = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')];
  return fields.filter(one => one.labels.length === 0 && !one.ariaLabel).map(one => `no label: ${one.outerHTML.slice(0, 160)}`);
}"""


# Every kind of element with what it stands in, as a number: what makes its colours, its name and its role, but no words.
KINDS = """() => {
  const said = new Set(['role', 'type', 'tabindex', 'fill', 'style', 'class']);
  const kind = e => e.tagName + [...e.attributes].map(a => said.has(a.name) ? `${a.name}=${a.value}` : a.name + (a.value ? '' : '-'))
    .sort().join(' ') + ([...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) ? '"' : '');
  const number = (text, seed) => {
    let a = 0xdeadbeef ^ seed, b = 0x41c6ce57;
    for (let i = 0; i < text.length; i++) {
      a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
      b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
    }
    return 2097151 * (a >>> 0) % 4503599627370496 + (b >>> 0);
  };
  const known = new Map(), path = e => {
    if (!known.has(e)) known.set(e, number(kind(e), e.parentElement ? path(e.parentElement) : innerWidth));
    return known.get(e);
  };
  return [...new Set([...document.querySelectorAll('*')].map(path))];
}"""

class Sound:
    """The kinds of elements that nothing was found wrong with in this run: axe takes a second for a page, Tab half of one, and walks
    see the same parts again and again. The workers share them by a file; one that knows a kind too late only looks once more."""

    def __init__(self, name):
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
        self.file = pathlib.Path(tempfile.gettempdir()) / f"weft-{name}-{run}" if run else None
        self.known, self.read = set(), 0

    def holds(self, kinds):
        if self.file and self.file.exists():
            with self.file.open("rb") as file:
                file.seek(self.read)
                new = file.read()
            # Another may be writing its last number now.
            new = new[:len(new) // 8 * 8]
            self.read += len(new)
            self.known.update(array.array("q", new))
        return kinds <= self.known and os.environ.get("WEFT_WALKS") != "all"

    def add(self, kinds):
        new = kinds - self.known
        self.known |= new
        if self.file and new:
            with self.file.open("ab", buffering=0) as file:
                file.write(array.array("q", new).tobytes())


# To axe, and to Tab.
SOUND, REACHED = Sound("sound"), Sound("reached")


def kinds_of(page):
    return {int(kind) for kind in page.evaluate(KINDS)}


def violations(page):
    """What axe says of the page as it stands; nothing where each kind of element in its place is known to be sound, at this width."""
    kinds = kinds_of(page)
    if SOUND.holds(kinds):
        return []
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, rules in [("dark", ["color-contrast"]), ("light", WCAG)]:
        page.emulate_media(color_scheme=scheme)
        result = page.evaluate("rules => axe.run({ runOnly: rules, resultTypes: ['violations'] })", rules)
        found += [
            f"{scheme}: {one['id']}: {node['html'][:240]} {node.get('failureSummary', '')}"
            for one in result["violations"] for node in one["nodes"]]
    if not found:
        SOUND.add(kinds)
    return found


def inaccessible(page):
    """Violations of WCAG 2.2 AA, light and dark, and whether there is something to scroll sideways for."""
    # What is folded away is looked at too, and bars that stick to the window cover nothing by chance.
    page.evaluate("document.querySelectorAll('details:not([open])').forEach(d => { d.open = true; d.dataset.shut = '' })")
    size = page.viewport_size
    page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight") + 100})
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    found = violations(page) + page.evaluate(NAMELESS)
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


def unreachable(page):
    """Tab shows the skip link first, which skips; what has the focus can be seen, and that it has it. Where all that there is was
    reached before in the same place, the first stops are looked at."""
    kinds = kinds_of(page)
    most = 8 if REACHED.holds(kinds) else 45
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
    if not wrong:
        REACHED.add(kinds)
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
