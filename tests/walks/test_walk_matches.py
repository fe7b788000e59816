"""A volunteer sees what she can do now; a dispatcher sees her and an offer for a need, with reasons."""

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
