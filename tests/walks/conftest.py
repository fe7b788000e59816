"""Fixtures of the walks: a server of their own, one Chromium for each worker, a fresh network for each walk."""

import os
import re
import zlib

import pytest
from playwright.sync_api import sync_playwright

from browser import CHROMIUM, PICTURES, User, Walked
from servers import Server

USERS = pytest.StashKey()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    made = Server(os.environ.get("WEFT_WALKS_ENGINE", "sqlite"), tmp_path_factory.mktemp("walks"))
    yield made.start()
    made.clear()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(params=["zh", "en"])
def language(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def javascript(request):
    """For walks that must go just as well without JavaScript."""
    return request.param


def pytest_collection_modifyitems(config, items):
    """Of the four ways to walk – language, with and without JavaScript – each walk takes two that differ in both, and of
    the two such pairs its name chooses one: each walk meets either value of either, each area all four. WEFT_WALKS=all
    takes them all (`./dev drill walks`, on the engine that WEFT_WALKS_ENGINE names)."""
    if os.environ.get("WEFT_WALKS") == "all":
        return

    def is_taken(item):
        way = getattr(getattr(item, "callspec", None), "params", {})
        if not {"language", "javascript"} <= way.keys():
            return True
        crossed = zlib.crc32(item.nodeid.partition("[")[0].encode()) % 2 == 1
        return ((way["language"] == "zh") == way["javascript"]) != crossed

    left = [item for item in items if not is_taken(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if is_taken(item)]


@pytest.fixture
def net(server, language):
    return Walked(server, language)


@pytest.fixture
def enter(request, chromium, net):
    """Makes users with a browser of their own, signed in when a member is given."""
    users = request.node.stash[USERS] = []

    def make(caller=None, javascript=True, desktop=False, by_code=False):
        user = User(chromium, net, javascript, desktop)
        users.append(user)
        return user.sign_in(caller, by_code) if caller else user

    yield make
    for user in users:
        user.context.close()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    """Nothing may go wrong unseen in anybody's browser; where something did, there are pictures of it."""
    users = pyfuncitem.stash.get(USERS, [])
    try:
        done = yield
        faults = list(dict.fromkeys(fault for user in users for fault in user.faults))
        assert not faults, "\n".join(faults)
        return done
    except BaseException as error:
        PICTURES.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w-]+", "-", pyfuncitem.name)
        for index, user in enumerate(users):
            path = PICTURES / f"{name}-{index}.png"
            user.page.screenshot(path=path, full_page=True)
            error.add_note(f"{user.page.url} is in {path}")
        for fault in dict.fromkeys(fault for user in users for fault in user.faults):
            error.add_note(fault[:400])
        raise
