"""Screenshots of the main pages, as each kind of user sees them, into out/look. Made to be looked at."""

import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "look"
SIZES = {"phone": (360, 740), "tablet": (768, 1024), "desktop": (1440, 900)}
CHROMIUM = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-proxy-server"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def demo(folder, port):
    """The demonstration server and its sign-in links by role."""
    server = subprocess.Popen(
        [ROOT / ".build/debug/weft", "demo", "--storage", f"{folder}/demo.sqlite", "--port", str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    links = {}
    for line in server.stdout:
        found = re.match(r"\s+(\w+)\s+(http\S+)$", line)
        if found:
            links[found[1]] = found[2]
        if "Each link" in line:
            return server, links
    raise SystemExit("the demonstration did not start")


def first_link(page, selector):
    return page.locator(selector).first.get_attribute("href")


def pages_of(role, page, base):
    """The addresses that are looked at, found as a user would find them."""
    slug = f"{base}/n/hubei"
    if role == "anonymous":
        page.goto(f"{slug}/needs")
        need = first_link(page, "article h2 a")
        return {"front": base, "network": slug, "ask": f"{slug}/ask", "board": f"{slug}/needs", "need": base + need,
                "track": f"{base}/track", "sign-in": f"{base}/sign-in", "missing": f"{slug}/nothing"}
    if role == "verifier":
        page.goto(f"{slug}/queue?lane=checking")
        item = first_link(page, "a.wait")
        return {"home": f"{base}/home", "queue": f"{slug}/queue", "item": base + item, "me": f"{base}/me"}
    if role == "volunteer":
        page.goto(f"{slug}/needs?state=inProgress")
        need = first_link(page, "article h2 a")
        return {"home": f"{base}/home", "need": base + need}
    return {"home": f"{base}/home", "load": f"{slug}/load", "roster": f"{slug}/roster", "import": f"{slug}/import",
            "board": f"{slug}/needs", "settings": f"{slug}/settings", "thing": f"{slug}/settings/items/masks",
            "question": f"{slug}/settings/questions/new"}


def main():
    wanted = sys.argv[1:]
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        port = free_port()
        server, links = demo(folder, port)
        base = f"http://127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=CHROMIUM)
        try:
            for role in ["anonymous", "verifier", "volunteer", "coordinator"]:
                if wanted and role not in wanted:
                    continue
                context = browser.new_context()
                page = context.new_page()
                if role in links:
                    page.goto(links[role])
                    page.get_by_role("button").last.click()
                    page.wait_for_url("**/home")
                for name, address in pages_of(role, page, base).items():
                    for size, (width, height) in SIZES.items():
                        for language in ["zh", "en"]:
                            for scheme in ["light", "dark"]:
                                if size == "tablet" and scheme == "dark":
                                    continue
                                page.set_viewport_size({"width": width, "height": height})
                                page.emulate_media(color_scheme=scheme)
                                page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
                                page.screenshot(
                                    path=OUT / f"{role}-{name}-{size}-{language}-{scheme}.png", full_page=True)
                context.close()
        finally:
            browser.close()
            server.terminate()
            server.wait(timeout=15)
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
