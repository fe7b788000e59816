"""A member shares a need from the phone; a guest opens it on theirs and comes in by it; it is met, and everybody is told."""

import re

from playwright.sync_api import expect

from browser import PICTURES
from reader import Reader
from servers import until
from support import ok, on_claim


def seen(user, name):
    """A picture of the whole page, and everything that any page must stand."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    user.page.wait_for_load_state("networkidle")
    user.page.screenshot(path=PICTURES / f"share-{name}-{user.net.language}.png", full_page=True)
    user.look()
    written = re.search(r"HTML\(|</?[a-z]+[ >]", user.page.locator("main").inner_text())
    assert not written, f"markup is to be read on {user.page.url}: {written}"


def open_doors(net):
    reader = Reader(net, language=net.language).sign_in(net.founder)
    reader.go(f"/n/{net.slug}/ways")
    words = net.t("请来帮忙，送货、打电话都行", "Come and help us carry things")
    net.own_words.add(words)
    reader.submit("/ways/call", callWords=words, until="2030-01-01")


def sign_up(user, name):
    email = f"guest@{user.net.slug}.example"
    user.net.own_words |= {name, email}
    user.page.wait_for_url(re.compile(r"/sign-up\?to="))
    user.fill("您的名字", "Your name", name)
    user.fill("邮箱", "Mail address", email)
    log = user.net.server.log
    before = log.stat().st_size
    user.press("继续", "Continue")

    def code():
        text = log.read_bytes()[before:].decode(errors="replace")
        return re.search(r"(?:验证码：|Code: )(\d{6})\n", text)

    user.field("验证码", "Code").fill(until(code, f"the code for {email}").group(1))
    user.press("进入", "Enter")


def test_shared_opened_and_told_the_end(enter, net, javascript):
    open_doors(net)
    area = net.t(["中国", "湖北省", "武汉市", "江汉区"], ["中国", "湖北省", "武汉市", "江汉区"])
    near = net.published(place={"area": area})
    need = net.published(place={"area": area}, title=net.t("病区缺口罩", "Masks for the ward"))
    caller = net.member(name="sharer")

    sharer = enter(caller, javascript=javascript)
    sharer.go(f"needs/{need.id}")
    sharer.press("转发", "Share")
    sharer.page.wait_for_url("**/share")
    text = sharer.page.locator("#share-text").input_value()
    link = sharer.page.locator("#share-link").input_value()
    net.own_words |= {link, text}
    assert link in text and "?s=" in link
    expect(sharer.page.locator("img.card-picture")).to_be_visible()
    assert sharer.page.locator("img.card-picture").evaluate("i => i.naturalWidth") == 1200
    sharer.sees("还没有人看过。", "Nobody has looked yet.")
    if javascript:
        sharer.script("copy.js")
    seen(sharer, "share")
    sharer.follow("打印海报", "Poster to print")
    expect(sharer.page.locator("svg.qr")).to_be_visible()
    seen(sharer, "poster")

    guest = enter(javascript=javascript)
    guest.go(link)
    guest.sees("病区缺口罩", "Masks for the ward")
    seen(guest, "opened")
    guest.follow("我也想帮忙", "I want to help, too")
    guest.page.get_by_role("link", name=net.t("继续", "Continue"), exact=True).first.click()
    sign_up(guest, net.t("来宾小何", "Guest Hall"))
    guest.page.wait_for_url("**/join?*")
    guest.page.locator("form[action$='/join/call'] button").click()
    guest.page.wait_for_url("**/me/welcome*")

    driver = net.member(name="driver")
    on_claim(driver, need.claim(driver, 10), "deliver")
    log = net.server.log.stat().st_size
    need.says("confirm")
    stranger = enter(javascript=javascript)
    stranger.go(link)
    banner = stranger.page.locator(".outdated")
    expect(banner).to_contain_text(net.t("已经满足了", "This need was met"))
    expect(banner.get_by_role("link").first).to_have_attribute("href", f"/n/{net.slug}/needs/{near.id}")
    seen(stranger, "outdated")
    stranger.go(f"needs/{need.id}/poster")
    expect(stranger.page.locator(".outdated")).to_be_visible()
    expect(stranger.page.locator("svg.qr")).to_have_count(0)

    def thanks():
        text = net.server.log.read_bytes()[log:].decode(errors="replace")
        return net.t("（您转发过）", "(you shared it)") in text

    until(thanks, "the sharer is thanked")
    sharer.go("me/shares")
    sharer.sees("1 人看过，1 人加入，0 人得到背书，0 人已经做成了事。", "1 saw it, 1 came, 0 vouched for, 0 active.")
    seen(sharer, "shares")

    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.go("referrals")
    cells = lead.page.locator("#spread tbody tr").first.locator("td")
    expect(cells.nth(0)).to_have_text("1")
    # Guest and stranger sit at one address with one kind of browser: that is one look.
    expect(cells.nth(1)).to_have_text("1")
    expect(cells.nth(2)).to_have_text("1")
    seen(lead, "spread-desktop")


def test_a_card_and_a_record_of_ones_own(enter, net):
    caller = net.member(name="she")
    she = enter(caller)
    she.go("me/card")
    she.press("公开我的名片", "Show my card")
    she.errors("请勾选同意", "Please tick that you agree")
    she.fill("怎么称呼您", "How you want to be called", net.t("小王", "Wanda"))
    she.fill("从哪里来", "Where you are from", net.t("汉口", "Hankow"))
    she.fill("为什么来帮忙", "Why you help", net.t("打我电话 13912345678", "Call me: 13912345678"))
    she.page.locator("[name=consents]").check()
    she.press("公开我的名片", "Show my card")
    she.errors("这里不能写电话", "No telephone number")
    she.fill("为什么来帮忙", "Why you help", net.t("家里没事，想出一份力。", "I have time, and want to lend a hand."))
    she.press("公开我的名片", "Show my card")
    she.sees("您的名片是公开的。", "Your card is shown.")
    net.own_words |= {she.page.locator("#share-link").input_value(), she.page.locator("#share-text").input_value()}
    seen(she, "own-card")
    link = she.page.locator("#share-link").input_value()
    guest = enter()
    guest.go(link)
    guest.sees("小王", "Wanda")
    seen(guest, "card")
    she.press("收回名片", "Take my card back")
    she.sees("您的名片已收回。", "You have taken your card back.")
    guest.go(link)
    guest.sees("名片已收回", "This card was taken back")
    guest.look()

    she.go("me/record")
    she.page.locator("[name=consents]").first.check()
    she.press("公开这份记录", "Show this record")
    expect(she.page.locator("svg.qr")).to_be_visible()
    net.own_words.add(she.page.locator("#embed").input_value())
    net.own_words |= {one.input_value() for one in she.page.locator("input[readonly]").all()}
    seen(she, "record")
    need = net.published()
    on_claim(caller, need.claim(caller, 10), "deliver")
    need.says("confirm")
    guest.go(she.page.url)
    guest.sees("对方确认过的送达 1 次，其中按时 1 次", "Deliveries confirmed by the other side: 1, by the promised time: 1")
    seen(guest, "record-public")
    assert ok(caller.get("/me/shares"))["total"] == 2
