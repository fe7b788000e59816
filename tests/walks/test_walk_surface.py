"""What every page must stand, for pages that no other walk comes by; languages beside each other; a poor line."""

import re

from playwright.sync_api import expect

from browser import strings
from pages import foreign_words, transferred
from support import Network


def test_doors_for_everybody(enter, net):
    net.published()
    stranger = enter()
    for path in ["/", f"/n/{net.slug}", "/sign-in", "/sign-in/nothing", "needs?q=" + net.t("口罩", "masks")]:
        assert stranger.go(path).status == 200
        stranger.look()
    for path in ["nothing", f"needs/{'0' * 8}-0000-7000-8000-{'0' * 12}"]:
        assert stranger.go(path).status == 404
        stranger.look()
        expect(stranger.page.locator("main").get_by_role("link")).to_have_text(stranger.t("看需求看板", "To the board"))
    stranger.go("queue")
    stranger.page.wait_for_url("**/sign-in?to=*")
    stranger.go("/t/22222222")
    stranger.page.wait_for_url("**/track?code=22222222")


def test_code_page_and_a_wrong_code(enter, net):
    member, user = net.member(name="volunteer"), enter()
    user.go("/sign-in")
    user.press("发验证码", "Send me a code")
    user.errors()
    user.fill("邮箱", "Mail address", member.email)
    user.press("发验证码", "Send me a code")
    user.fill("验证码", "Code", "000000")
    user.look()
    user.press("进入", "Enter")
    user.errors("验证码不对", "The code is wrong")
    user.look()


def test_pages_of_a_member(enter, net):
    user = enter(net.member("coordinator", name="volunteer"))
    user.sees("没有等您处理的事。谢谢您在。", "Nothing waits for you. It is good that you are here.")
    user.look()
    for path in ["/me", f"/n/{net.slug}", "load", "roster", "queue"]:
        assert user.go(path).status == 200
        user.look()
    plain = enter(net.member(name="volunteer"))
    assert plain.go("load").status == 403
    plain.look()
    plain.go("/me")
    plain.press("退出登录", "Sign out")
    plain.page.wait_for_url("**/")
    plain.go("/home")
    plain.page.wait_for_url("**/sign-in?to=*")


def test_content_says_in_which_language_it_is(enter, net):
    """Needs in the other language, at every page that shows them: what is not the reader's language is marked so."""
    other = "en" if net.language == "zh" else "zh"
    caller = net.anonymous()
    caller.headers["Accept-Language"] = other
    body = {
        "title": net.t("Ward seven lacks surgical gowns", "七病区缺手术衣"), "description": net.t("Two sizes", "两种尺码"),
        "lines": [{"item": net.t("surgical gowns", "手术衣"), "quantity": 40, "specification": net.t("sterile", "无菌")}],
        "contact": {"phone": "13900009999"}, "urgency": "critical",
    }
    need = Network.need(net, caller, **body)
    double = Network.need(net, caller, **{**body, "title": body["title"] + " 2"})
    published = Network.published(net, by=caller, **body)
    net.own_words -= set(strings(body))
    net.own_words |= {one.code for one in (need, double, published)}
    net.founder.post(f"/needs/{double.id}/handovers", {"to": net.member("coordinator").member})
    wrong = []
    reader, lead = enter(), enter(net.founder, desktop=True)
    for user, paths in [
        (reader, ["needs", f"needs/{published.id}", need.url]),
        (lead, ["/home", "queue", f"queue/{need.id}", f"needs/{need.id}", "load", "needs"]),
        (enter(net.member("coordinator"), desktop=True), ["/home"]),
    ]:
        for path in paths:
            user.go(path)
            # The window's title and what can be chosen can't say it for a part of them.
            faults = [fault for fault in foreign_words(user.page, net) if not re.search(" in (html|option): ", fault)]
            wrong += [f"{path}: {fault}" for fault in faults]
    assert not wrong, "\n".join(wrong)


def test_the_other_language_is_one_tap_away(enter, net):
    user = enter()
    user.go("needs?urgency=critical")
    user.page.locator("a.switch").click()
    expect(user.page.locator("html")).to_have_attribute("lang", re.compile(net.t("^en", "^zh")))
    assert "urgency=critical" in user.page.url
    user.go("needs")
    expect(user.page.locator("html")).to_have_attribute("lang", re.compile(net.t("^en", "^zh")))


def test_a_refused_form_stays_open_in_the_other_language(enter, net):
    user = enter()
    user.go("ask")
    user.script("draft.js")
    user.fill("一句话说明", "In one line", net.t("缺口罩", "No masks"))
    user.press("提交，拿到查询码", "Send and get a code")
    user.errors()
    user.page.locator("a.switch").click()
    expect(user.page.locator("html")).to_have_attribute("lang", re.compile(net.t("^en", "^zh")))
    expect(user.page.locator("[name=title]")).to_have_value(net.t("缺口罩", "No masks"))


def test_search_on_a_phone(enter, net, javascript):
    need = net.published()
    net.published(title=net.t("需要司机", "Driver wanted"), lines=[{"item": net.t("司机", "driver")}])
    user = enter(javascript=javascript)
    user.go(f"/n/{net.slug}")
    box = user.page.get_by_role("search").bounding_box()
    user.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(user.page.get_by_role("searchbox")).to_be_focused()
    user.page.keyboard.insert_text(net.t("口罩", "masks"))
    user.page.keyboard.press("Enter")
    expect(user.page.locator("article h2")).to_have_text([need.body["title"]])


def test_board_says_what_is_new(enter, net):
    need = net.verified()
    user = enter()
    user.go("needs")
    user.script("live.js")
    need.act(net.member("dispatcher"), "publish", audience="public")
    user.page.get_by_role("button", name=user.t("1 项新变化 · 显示", "1 new – show")).click()
    user.sees(need.body["title"])


def test_board_says_whether_it_is_live(enter, net):
    user = enter()
    user.go("needs")
    user.script("live.js")
    expect(user.page.get_by_text(user.t("实时", "live"), exact=True)).to_be_visible()
    user.context.set_offline(True)
    expect(user.page.get_by_text(user.t("未连接", "not live"), exact=True)).to_be_visible()


def test_clocks_look_the_same_with_and_without_scripts(enter, net):
    for urgency in ["critical", "normal"]:
        net.need(urgency=urgency)
    net.age(net.need(urgency="high"), 1.3)
    plain, user = enter(net.founder, javascript=False), enter(net.founder)
    plain.go("queue")
    user.go("queue")
    user.script("clock.js")
    expect(user.page.locator("a.wait .chip")).to_have_count(3)
    theirs, ours = ([look(chip) for chip in one.page.locator("a.wait .chip").all()] for one in (plain, user))
    assert ours == theirs


def look(chip):
    """How a clock looks: its icons, its colour, and what it says without the digits that go on."""
    return chip.locator("svg").count(), chip.get_attribute("class").strip(), re.sub(r"\d+", "0", chip.inner_text().strip())


def test_a_form_sent_without_a_line_says_so(enter, net):
    need = net.published()
    helper = enter(net.member(name="volunteer"))
    helper.go(f"needs/{need.id}")
    helper.script("net.js")
    helper.fill("数量", "How much", "3")
    helper.context.set_offline(True)
    helper.press("认领", "Promise it")
    expect(helper.page.get_by_role("alert")).to_have_text(re.compile("..."))
    expect(helper.field("数量", "How much")).to_have_value("3")
    helper.context.set_offline(False)
    helper.press("认领", "Promise it")
    helper.done()


def test_the_board_is_light(enter, net):
    for _ in range(20):
        net.published()
    user = enter()
    sizes = transferred(user, "needs", ["live.js", "net.js"])
    expect(user.page.locator("article")).to_have_count(20)
    assert sum(sizes.values()) < 60_000, sizes
    assert sum("/assets/" in name for name in sizes) >= 6, sizes


def test_export_is_a_file(enter, net, javascript):
    need = net.published()
    user = enter(javascript=javascript)
    user.go("needs")
    with user.page.expect_download() as download:
        user.follow("导出 CSV", "Export CSV")
    text = download.value.path().read_text("utf-8-sig")
    assert need.body["title"] in text and need.body["contact"]["phone"] not in text
