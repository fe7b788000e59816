"""A dispatcher plans all: looks at table and map, accepts two rows and not a third; whom it asked answers, and she sees it."""

import re
from urllib.parse import urlsplit

from servers import until
from support import ok
from test_offers import Offer


def test_plan_all(enter, net, javascript):
    t = net.t
    place = {"area": ["中国", "湖北省", "武汉市", "江汉区"]}
    masks, drivers, water = t("N95口罩", "N95 masks"), t("司机", "Drivers"), t("帐篷", "Tents")
    store = t("仓库里的口罩", "Masks in a store")
    net.own_words |= {masks, drivers, water, store}
    she = net.member(name="volunteer")
    ok(she.post("/me/volunteer", {"skills": [{"skill": t("开车", "Driving")}], "languages": [net.language]}))
    ok(she.post("/me/availability", {"kind": "now", "hours": 8}))
    first = net.published(place=place, lines=[
        {"item": masks, "quantity": 80, "unit": t("只", "pieces")}, {"item": drivers, "kind": "people", "quantity": 1}])
    net.published(urgency="critical", place=place, lines=[{"item": masks, "quantity": 60, "unit": t("只", "pieces")}])
    net.published(place=place, lines=[{"item": water, "quantity": 5, "unit": t("顶", "pieces")}])
    offer = Offer(net, title=store, lines=[{"item": masks, "quantity": 100, "unit": t("只", "pieces")}], place=place).listed()
    dispatcher = net.member("dispatcher")

    def full():
        plan = ok(dispatcher.post(f"/api/v1/networks/{net.slug}/plans", {}), 201)
        return ok(dispatcher.get(f"/api/v1/networks/{net.slug}/plans/{plan['id']}"))["proposed"] == 3 or None

    until(full)
    # English on the big screen of a desk, Chinese on a phone.
    desk = enter(dispatcher, desktop=net.language == "en", javascript=javascript)
    desk.go("needs")
    desk.follow("统筹安排", "Plan all")
    desk.look()
    desk.press("做一份", "Make a plan")
    desk.sees("3 条建议", "3 proposed")
    desk.sees("会开车", "can do: Driving")
    desk.sees("没有人提供这样东西。", "Nobody offers this.")
    # There is one driver and one store: nobody would be next, and that is said.
    desk.sees("其次：没有了", "Nobody else fits")
    desk.look()
    assert desk.page.locator("#map svg").count() == 1 and desk.page.locator("#map table").count() == 1
    # All of the first need, which are two rows; not the urgent one's.
    desk.page.get_by_role("checkbox", name=t("这项全选", "All of this need")).check()
    before = net.server.log.stat().st_size
    desk.press("照勾选的去问", "Ask those ticked")
    desk.sees("问了 2 条。", "2 asked.")
    plan = urlsplit(desk.page.url).path
    assert desk.page.get_by_role("checkbox").count() == 1
    desk.look()
    uses = offer.uses()
    assert len(uses) == 1 and uses[0]["need"] == first.id
    # The circle leads closer, with the same rows.
    desk.page.locator("#map table a").first.click()
    desk.sees("仓库里的口罩", "Masks in a store")
    desk.look()

    # The driver answers from the mail, without signing in; the plan leads to the call that is full now.
    def code():
        text = net.server.log.read_bytes()[before:].decode(errors="replace")
        return next(iter(re.findall(r"/asked/([A-Za-z0-9_-]+)", text)), None)

    phone = enter(javascript=javascript)
    phone.go(f"/asked/{until(code, 'a mail to the driver')}")
    phone.sees("能帮个忙吗？", "Can you help?")
    phone.sees(drivers, drivers)
    phone.press("好，我来", "Yes, I will")
    phone.sees("谢谢，说好了。", "Thank you, it is agreed.")
    phone.look()
    desk.go(plan)
    desk.follow("看征集", "See the call")
    desk.sees("答应了 1 / 1 人", "1 of 1 said yes")
    desk.look()
    assert first.line(index=1)["item"] == drivers and first.line(index=1)["claimed"] == 1
