"""A volunteer sees what she is thanked for and shows what she likes; a stranger checks her certificate; a steward mends the ledger."""

from playwright.sync_api import expect

from servers import until
from support import ok
from test_points import bring, thanks


def picture(user, name):
    """The page as it is, for whoever looks at what the walk saw."""
    from browser import PICTURES
    PICTURES.mkdir(parents=True, exist_ok=True)
    user.page.screenshot(path=PICTURES / f"thanks-{name}-{user.net.language}.png", full_page=True)


def test_thanks_and_a_certificate(enter, net, javascript):
    member = net.member(name="helper")
    bring(net, member)
    until(lambda: thanks(net, member)["points"] == 10)
    net.own_words |= {net.t("送口罩的司机", "Driver of masks"), net.t("跟车三趟都做对了", "Three trips, all done right")}

    lead = enter(net.founder, desktop=True)
    lead.go(f"members/{member.member}/badges")
    lead.look()
    lead.press("颁发证书", "Give a certificate")
    lead.errors()
    lead.fill("作为什么", "As what", net.t("送口罩的司机", "Driver of masks"))
    lead.fill("依据是什么", "What it rests on", net.t("跟车三趟都做对了", "Three trips, all done right"))
    lead.press("颁发证书", "Give a certificate")
    lead.done()
    lead.look()

    she = enter(member, javascript=javascript)
    she.go("/home")
    she.follow("谢谢您：一点萤火", "Thank you: A spark")
    she.sees("有人因为您，心里亮了一下", "Somebody's day was lighter because of you")
    she.sees("第一次帮上忙", "First help")
    she.look()
    picture(she, "own")
    # Nothing is shown of it until she says so.
    she.go("thanks")
    she.sees("还没有人愿意被列出来", "Nobody has agreed to be listed yet")
    she.look()
    she.go("me/thanks")
    she.page.get_by_label(she.t("在名单里写上我的名字", "Name me in the list of people")).check()
    she.press("保存", "Save", she.card("给谁看", "Who may see it"))
    she.done()
    she.go("thanks")
    expect(she.page.get_by_role("link", name="helper")).to_be_visible()
    she.look()
    she.go("me/thanks")
    she.page.get_by_label(she.t("在名单里写上我的名字", "Name me in the list of people")).uncheck()
    she.press("保存", "Save", she.card("给谁看", "Who may see it"))
    she.go("thanks")
    expect(she.page.get_by_role("link", name="helper")).to_have_count(0)

    # Her certificate gets a page, with her name.
    she.go("me/thanks")
    item = she.card("我的证书", "My certificates").get_by_role("listitem").filter(
        has_text=net.t("送口罩的司机", "Driver of masks"))
    she.opened("公开页面", "Public page", item)
    item.get_by_label(she.t("给这张证书一个公开页面", "Give this certificate a public page")).check()
    item.get_by_label(she.t("页面上写我的名字", "My name stands on it")).check()
    she.press("保存选择", "Save my choice", item)
    she.done()
    she.look()
    address = she.card("我的证书", "My certificates").get_by_role(
        "link", name=she.t("打开证书页面", "Open the page")).get_attribute("href")

    visitor = enter(desktop=True)
    visitor.go(address)
    visitor.sees("有效", "Valid")
    visitor.sees("helper")
    expect(visitor.page.locator("svg.qr")).to_be_visible()
    visitor.look()
    picture(visitor, "certificate")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator(".sheet")).to_be_visible()
    picture(visitor, "print")
    visitor.page.emulate_media(media="screen")
    visitor.go("points")
    visitor.sees("只有别人确认过的事才算", "Only what somebody else has confirmed counts")
    visitor.look()
    picture(visitor, "rules")
    visitor.go("badges")
    visitor.sees("did:key:")
    visitor.look()

    # A steward takes points back, with the reason that she reads.
    lead.go(f"members/{member.member}")
    lead.follow("积分记录", "The ledger")
    lead.look()
    why = net.t("同一箱算了两次", "The same box was counted twice")
    net.own_words.add(why)
    lead.opened("收回", "Take back")
    lead.fill("为什么", "Why", why)
    lead.press("收回", "Take back")
    lead.done()
    picture(lead, "ledger")
    she.go("me/thanks")
    she.sees(why)
    she.sees("已收回", "taken back")
    she.look()

    # The holder takes the page away; the stranger finds nothing.
    item = she.card("我的证书", "My certificates").get_by_role("listitem").filter(
        has_text=net.t("送口罩的司机", "Driver of masks"))
    she.opened("公开页面", "Public page", item)
    item.get_by_label(she.t("给这张证书一个公开页面", "Give this certificate a public page")).uncheck()
    she.press("保存选择", "Save my choice", item)
    assert net.public.get(address).status_code == 404
    assert ok(net.public.get(f"/api/v1/certificates/{address.rsplit('/', 1)[1]}")) == {"state": "unknown"}
