"""A volunteer sees what she can do now; a dispatcher sees her and an offer for a need, with reasons, and asks from there."""

from playwright.sync_api import expect

from servers import until
from support import ok
from test_offers import Offer


def test_who_fits_and_what_one_can_do(enter, net, javascript):
    t = net.t
    she = net.member(name="volunteer")
    ok(she.post("/me/volunteer", {"skills": [{"skill": t("开车", "Driving")}], "languages": [net.language]}))
    ok(she.post("/me/availability", {"kind": "now", "hours": 2}))
    item = t("司机", "Drivers")
    need = net.published(lines=[
        {"item": t("N95口罩", "N95 masks"), "quantity": 10, "unit": t("只", "pieces")},
        {"item": item, "kind": "people", "quantity": 1}])
    masks = t("仓库里的口罩", "Masks in a store")
    net.own_words |= {masks, item, t("N95口罩", "N95 masks")}
    offer = Offer(net, title=masks, lines=[{"item": t("N95口罩", "N95 masks"), "quantity": 100, "unit": t("只", "pieces")}],
                  place={}).listed()
    address = f"/api/v1/networks/{net.slug}/needs/{need.id}/matches"
    dispatcher = net.member("dispatcher")
    until(lambda: all(line["fits"] for line in ok(dispatcher.get(address))["lines"][:1]))

    desk = enter(dispatcher, desktop=True, javascript=javascript)
    desk.go(f"needs/{need.id}")
    desk.follow("谁合适", "Who fits")
    desk.sees("会开车", "can do: Driving")
    desk.sees("没有人提供这样东西。", "Nobody offers this.")
    desk.look()

    # The other way round: from the offer's page to the needs it serves best.
    desk.go(f"offers/{offer.id}")
    desk.follow("最适合哪项求助", "Where it is needed")
    desk.sees("此外没有合适的提供", "No other offer fits")
    assert desk.page.locator(f"main a[href$='/needs/{need.id}']").count() == 1
    desk.look()

    volunteer = enter(she, javascript=javascript)
    volunteer.go("/home")
    volunteer.follow("我现在能做什么", "What can I do now")
    volunteer.sees("会开车", "can do: Driving")
    volunteer.sees("此外没有合适的了", "Nobody else fits")
    volunteer.look()
    # One need that she looks at says whether it suits her, and how she is found for it.
    volunteer.go(f"needs/{need.id}")
    volunteer.follow("适合我吗", "Does it suit me")
    volunteer.sees("适合您", "It suits you")
    volunteer.sees("第 1 位，共 1 位", "as number 1 of 1")
    volunteer.look()
    ok(she.post("/me/availability", {"kind": "pause", "until": ""}))
    volunteer.go("me/matches")
    volunteer.sees("您在暂停", "You pause")
    volunteer.look()


def test_asked_from_there_and_after_a_no_the_next(enter, net, javascript):
    """On a phone: the best is asked with one tap and a form that is filled in; they say no, and the next stands there."""
    t, masks, unit = net.t, net.t("N95口罩", "N95 masks"), net.t("只", "pieces")
    first, second = t("近的口罩", "Masks nearby"), t("远的口罩", "Masks far away")
    net.own_words |= {first, second, masks, unit, "中国", "湖北省", "武汉市", "宜昌市"}

    def place(city):
        return {"area": ["中国", "湖北省", city]}

    near, far = net.member(name="near"), net.member(name="far")
    need = net.published(lines=[{"item": masks, "quantity": 80, "unit": unit}], place=place("武汉市"))
    for title, by, city, quantity in [(first, near, "武汉市", 60), (second, far, "宜昌市", 100)]:
        Offer(net, by=by, title=title, lines=[{"item": masks, "quantity": quantity, "unit": unit}], place=place(city)).listed()
    dispatcher = net.member("dispatcher")
    address = f"/api/v1/networks/{net.slug}/needs/{need.id}/matches"
    line = until(lambda: next((one for one in ok(dispatcher.get(address))["lines"] if len(one["fits"]) == 2), None))
    assert [one["suggested"] for one in line["fits"]] == [60, 80] and all(one["offerLine"] for one in line["fits"])

    phone = enter(dispatcher, javascript=javascript)
    phone.go(f"needs/{need.id}/matches")
    phone.look()
    phone.follow("去问 60 只", "Ask for 60 pieces")
    form = phone.page.locator("#use")
    expect(phone.field("数量", "How much", form)).to_have_value("60")
    expect(phone.field("给哪项求助", "For which need", form)).to_have_value(f"{need.id} {line['line']}")
    phone.look()
    phone.press("用上", "Use it", form)
    phone.done()
    phone.follow("还有谁合适", "Who else fits", phone.page.locator("#uses"))
    phone.sees("已经问了 60 只，等答复；还有 20 只没有问。", "60 pieces asked for, waiting for an answer; 20 pieces not asked for yet.")
    expect(phone.page.get_by_role("link", name=t("去问 20 只", "Ask for 20 pieces"), exact=True)).to_have_count(1)
    phone.look()

    has = enter(near, javascript=javascript)
    has.go("/home")
    has.page.locator("a.wait", has_text=t("有人需要您提供的东西", "Somebody needs what you offer")).click()
    has.press("这次不行", "Not this time")
    has.done()

    # The message leads back to the page, which shows the next.
    link = f"{net.server.url}/n/{net.slug}/needs/{need.id}/matches"
    said = t("对方没有答应，请找别的办法。", "They declined; please look for another way.")
    until(lambda: said in (log := net.server.log.read_text(errors="replace")) and link in log, f"a mail that leads to {link}")
    phone.go(link)
    phone.sees("没有答应", "Declined")
    phone.look()
    phone.follow("去问 80 只", "Ask for 80 pieces")
    phone.press("用上", "Use it", phone.page.locator("#use"))
    phone.done()
    line = ok(dispatcher.get(address))["lines"][0]
    assert line["open"] == 0 and [one["state"] for one in line["asked"]] == ["asked", "declined"] and line["fits"] == []
