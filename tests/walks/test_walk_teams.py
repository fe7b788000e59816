"""A coordinator gathers a team from what piles up; a volunteer takes a role and talks; everybody sees what has grown."""

from servers import until
from support import ok

AREA = ["中国", "湖北省", "武汉市", "江夏区"]


def wards(net, count=3):
    """Needs of one kind in one place, published to all."""
    net.own_words |= {*AREA, "江夏", "Jiangxia"}
    return [net.published(place={"area": AREA}) for _ in range(count)]


def gathered(net):
    """A team made by its API, for walks that begin later."""
    body = {"purpose": net.t("把口罩送到江夏各病区", "Bring masks to the wards"), "needs": [need.id for need in wards(net)]}
    net.own_words.add(body["purpose"])
    return ok(net.founder.post(f"/api/v1/networks/{net.slug}/teams", body), 201)


def test_a_team_grows_from_what_piles_up(enter, net, javascript):
    wards(net)
    until(lambda: ok(net.founder.get(f"/api/v1/networks/{net.slug}/teams/suggested"))["items"], "a suggestion")
    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.go(f"/n/{net.slug}")
    lead.follow("小队", "Teams")
    lead.sees("现在没有小队。", "There is no team just now.")
    lead.look()
    lead.follow("建议成立的小队", "Suggested teams")
    lead.sees("3 项“防护用品”求助还没有小队", "3 needs about Protective gear have no team")
    lead.look()
    lead.follow("成立小队", "Gather a team")
    lead.press("成立小队", "Gather a team")
    lead.errors("用一句话写这支小队要做什么。", "Say in one line what the team is for.")
    lead.look()
    lead.fill("这支小队要做什么（一句话）", "What it is for, in one line", lead.t("把口罩送到江夏", "Bring masks to Jiangxia"))
    lead.press("成立小队", "Gather a team")
    lead.done()
    lead.sees("3 项求助要送东西", "needs that lack goods: 3")
    lead.look()
    path = lead.page.url.split("?")[0]

    she = enter(net.member(name="volunteer"), javascript=javascript)
    she.go("/home")
    she.sees("小队里缺人", "Teams lack somebody")
    she.look()
    she.page.get_by_role("link").filter(has_text=she.t("运输", "Transport")).first.click()
    she.press("我来：运输", "I take it: Transport")
    she.done()
    she.look()
    she.follow("小队里", "Within the team", she.page.locator("#talk"))
    she.sees("小队里的人、协调员和干事能看到", "Read by those in the team")
    she.fill("您想说的话", "What you want to say", she.t("我下午两点出发", "I leave at two"))
    she.press("发出", "Send")
    she.sees("我下午两点出发", "I leave at two")
    she.look()

    lead.go(path)
    lead.sees(net.people[((), "volunteer", False)].name)
    part = lead.page.locator("#keep")
    lead.opened("加一个角色", "Open another role", part)
    lead.field("角色", "Role", part).first.select_option("other")
    lead.press("加一个角色", "Open another role", part)
    lead.errors()
    lead.look()
    lead.fill("名字（选“其他角色”时写）", "Its name, for another role", lead.t("修电梯", "Lifts"), part)
    lead.press("加一个角色", "Open another role", part)
    lead.done()
    lead.press("看过了，还在进行", "Looked – it goes on")
    lead.done()
    lead.look()
    she.go(path)
    she.press("我放下：运输", "Lay it down: Transport")
    she.done()


def test_what_has_grown_is_seen_by_all(enter, net, javascript):
    team = gathered(net)
    she = enter(net.member(name="soup"), javascript=javascript)
    she.go("organisation")
    she.sees("还没有人说自己在做什么。", "Nobody has said yet what they do themselves.")
    she.look()
    she.follow("我在做……", "Say what you do")
    she.opened("我在做……", "Say what you do")
    she.press("保存", "Save")
    she.errors("写一句您在做什么。", "Say in one line what you do.")
    words = she.t("每天给医院送热汤", "Hot soup for the wards every day")
    she.fill("在做什么（一句话）", "What you do, in one line", words)
    she.fill("在哪里（到区县）", "Where, down to a district", "江夏区")
    she.press("保存", "Save")
    she.done()
    she.look()

    other = enter(net.member(name="helper"), javascript=javascript)
    other.go("doings")
    other.press(f"我们能帮忙：{words}", f"We can help: {words}")
    other.done()
    other.look()
    other.go("organisation")
    other.sees(words)
    other.look()

    guest = enter(javascript=javascript)
    guest.go("organisation")
    guest.sees("五、维护机制的人", "5 · Stewards of the mechanism")
    guest.misses(words)
    guest.misses(net.t("创办人", "Founder"))
    guest.look()
    guest.go(f"teams/{team['id']}")
    guest.sees("登录后可以认一个角色。", "Members can take a role: sign in.")
    guest.misses(net.t("把口罩送到江夏各病区", "Bring masks to the wards"))
    guest.look()
