"""Somebody leaves: all that it does is shown before, what they had passes on, they come back; the last who leads leaves."""

from browser import PICTURES
from support import ok
from test_people import HOW, v


def picture(user, name):
    if not user.javascript:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    user.page.screenshot(path=PICTURES / f"leaving-{name}-{user.net.language}.png", full_page=True)
    user.look()


def test_leaving_and_coming_back(enter, net, javascript):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    ok(anna.post(v(net, f"/members/{bert.member}/vouches"), {"kind": "integrity", "how": HOW}), 201)
    need = net.published()
    need.claim(anna, 3)
    user = enter(anna, javascript=javascript)
    user.go("/me/leave")
    card = user.card("离开这个网络", "Leave this network")
    user.sees(bert.name, within=card)
    user.sees(need.body["title"], within=card)
    user.sees("会留下的", "What stays", within=card)
    user.sees("谁还有副本", "Who holds copies", within=card)
    picture(user, "before")
    user.fill("给接手的人留句话", "A word for whoever takes over", net.t("钥匙在门卫", "The keys are at the gate"), card)
    card.get_by_role("checkbox").check()
    user.press("离开", "Leave", card)
    user.page.wait_for_url("**/me/leave?done=1")
    user.done()
    assert need.line()["claimed"] == 0
    picture(user, "after")
    user.press("我要回来", "Come back")
    user.page.wait_for_url(f"**/n/{net.slug}")
    user.go("/me/leave")
    user.sees("14 天内可以回来", "You can come back within 14 days", within=user.card("离开这个网络", "Leave this network"))


def test_the_last_who_leads_leaves(enter, net, javascript):
    anna = net.member(name="anna")
    need = net.need()
    founder = enter(net.founder, javascript=javascript)
    founder.go("/me/leave")
    card = founder.card("离开这个网络", "Leave this network")
    founder.sees("您是最后一位守护者或协调员", "You are the last steward or coordinator", within=card)
    founder.press("离开", "Leave", card)
    founder.page.wait_for_url("**/me/leave?done=1")
    user = enter(anna, javascript=javascript)
    user.sees("这个网络现在没有守护者或协调员", "Nobody leads this network at present")
    picture(user, "no-lead")
    assert need.read(by=anna)["owner"]["id"] == anna.member
