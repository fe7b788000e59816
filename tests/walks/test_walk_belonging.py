"""A newcomer finds company and something to do, and takes up a call; a role is ended; somebody rests; a branch is looked at."""

import re

from playwright.sync_api import expect

from reader import Reader
from support import ok
from test_people import HOW, v
from test_walk_people import invitation, seen, sign_up, step, to_task, waits


def begins(user, zh, en, within=None):
    """A button whose name begins so: what follows says for whom it is."""
    return (within or user.page).get_by_role("button", name=re.compile("^" + re.escape(user.t(zh, en))))


def member_id(net, name):
    return next(one["id"] for one in ok(net.founder.get(v(net, "/members")))["items"] if one["name"] == name)


def test_newcomer_grows_into_a_call(enter, net, javascript):
    bert = net.member(name="bert")
    link = invitation(net.founder, net, note=net.t("来一起送口罩", "Come and carry masks with us"))
    guest = enter(javascript=javascript)
    guest.go(link)
    name = sign_up(guest, "罗莎", "Rosa Lind")
    guest.page.wait_for_url(f"**{link}")
    guest.press("加入", "Join")
    guest.page.wait_for_url("**/me/welcome?*")

    # How much she gives: what each level asks is there before she chooses.
    part = guest.opened("每一档要您做什么", "What each asks of you")
    guest.sees(re.compile(net.t("有结果时收到通知", "called back when there are results")), within=part)
    seen(guest, "welcome-levels")
    guest.follow("去选", "Choose", step(guest, "选您想投入多少", "Choose how much you give"))
    guest.choose("朋友", "Friend")
    guest.press("保存", "Save")
    guest.done()

    # A buddy is asked, and says yes.
    buddy = enter(bert, javascript=javascript)
    to_task(buddy, "做一位新成员的伙伴？", "Be a newcomer’s buddy?")
    buddy.sees(name)
    seen(buddy, "company")
    begins(buddy, "好的", "Yes, gladly").click()
    buddy.done()
    expect(waits(buddy, "做一位新成员的伙伴？", "Be a newcomer’s buddy?")).to_have_count(0)
    guest.go("me/welcome")
    expect(step(guest, "见见您的伙伴", "Meet your buddy").get_by_role("link")).to_have_text(bert.name.strip("/"))
    guest.press("见过了", "We have met")

    # A small thing, confirmed by the buddy.
    guest.go("me/welcome")
    guest.follow("挑一件", "Choose one")
    seen(guest, "small-things")
    row = guest.page.locator("li").filter(has_text=net.t("查一家机构的公开电话", "Find an institution’s public telephone"))
    begins(guest, "我来做", "I take it", row).click()
    guest.done()
    begins(guest, "做完了", "It is done").click()
    guest.errors("请至少写 4 个字", "at least 4 characters")
    words = net.t("县医院总机，写在它自己的网站上。", "The county hospital’s switchboard, from its own pages.")
    guest.fill("做了什么", "What you did", words)
    begins(guest, "做完了", "It is done").click()
    guest.done()
    guest.sees("等人确认", "waits to be confirmed")
    to_task(buddy, "等我确认的", "For me to confirm")
    buddy.sees(words)
    seen(buddy, "company-confirm")
    begins(buddy, "确认做了", "Confirm it").click()
    buddy.done()
    guest.go("me/welcome")
    expect(step(guest, "做第一件小事", "Do a first small thing")).to_contain_text(net.t("已完成", "Done"))

    # Her path, and a call within reach.
    ok(net.founder.post(v(net, f"/members/{member_id(net, name)}/vouches"), {"kind": "identity", "how": HOW}), 201)
    call = net.t("每周五主持例会", "Lead our meeting each Friday")
    net.own_words.add(call)
    ok(net.founder.post(v(net, "/roles/actions"), {"action": "call", "role": "facilitator", "words": call, "days": 7}))
    guest.go("me/path")
    guest.sees("查一家机构的公开电话", "Find an institution’s public telephone")
    guest.sees("还缺：", "Missing:")
    guest.sees(call)
    seen(guest, "path")
    part = guest.page.locator("li").filter(has_text=call)
    part.locator("summary").click()
    guest.fill("为什么合适", "Why", net.t("我主持过很多会。", "I have led many meetings."), part)
    guest.press("我来担任", "I take it up", part)
    guest.done()
    guest.sees("正在征询", "Under consent")
    seen(guest, "roles-taken-up")


def test_a_role_is_ended_with_a_reason(enter, net, javascript):
    vera = net.member("verifier", name="vera")
    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.go("roles")
    card = lead.page.locator("article#verifier")
    expect(card).to_contain_text(vera.name)
    expect(card).to_contain_text(net.t("直到放下为止", "until laid down"))
    seen(lead, "roles-desktop")
    ending = card.locator("details").filter(has_text=net.t("理由（本人会读到）", "Why (they will read it)"))
    ending.locator("summary").click()
    lead.press("结束其任期", "End it", ending)
    lead.errors("请至少写 4 个字", "at least 4 characters")
    ending = lead.page.locator("article#verifier details").filter(has_text=net.t("理由（本人会读到）", "Why (they will read it)"))
    lead.fill("理由", "Why", net.t("值班台冬天关闭。", "The desk closes for the winter."), ending)
    lead.press("结束其任期", "End it", ending)
    lead.done()
    expect(lead.page.locator("article#verifier")).not_to_contain_text(vera.name)


def test_somebody_rests_and_comes_back(enter, net, javascript):
    anna = net.member("intake", name="anna")
    user = enter(anna, javascript=javascript)
    user.go("/me")
    user.follow("我的投入", "How much I give")
    part = user.page.locator("#rest")
    user.choose("留着", "I keep them", part)
    user.fill("给接手的人的话", "A word for those who take over", net.t("门卫六点下班。", "The gate closes at six."), part)
    seen(user, "level-rest")
    user.press("休息一阵", "Take a rest", part)
    user.done()
    user.sees("您在休息。", "You are at rest.")
    user.go("/home")
    seen(user, "home-at-rest")
    user.follow("我回来了", "I am back")
    user.press("我回来了", "I am back")
    user.done()
    user.go("/home")
    user.misses(net.t("您在休息。", "You are at rest."))
    assert ok(anna.get("/api/v1/me"))["roles"] == ["intake"]


def test_a_branch_is_looked_at(enter, net):
    bert = net.member(name="bert")
    link = invitation(bert, net, campaign=net.t("食堂海报", "Poster in the canteen"))
    guest = Reader(net, language=net.language)
    guest.go(link)
    name = net.t("来宾小何", "Guest Hall")
    net.own_words.add(name)
    guest.go(re.search(r'href="(/sign-up\?to=[^"]+)"', guest.page.text).group(1))
    read = guest.mail(lambda: guest.submit("/sign-up", name=name, email=f"guest@{net.slug}.example"))
    guest.submit("/sign-in/code", code=read(r"(?:验证码：|Code: )(\d{6})\n").group(1))
    guest.submit()
    lead = enter(net.founder, desktop=True)
    lead.go("referrals")
    seen(lead, "referrals-with-openings-desktop")
    lead.follow("这一支", "This branch")
    lead.sees(name)
    seen(lead, "branch-desktop")
    lead.press("结束这一支的全部邀请", "End all links of this branch")
    lead.done()
    expect(lead.button("结束这一支的全部邀请", "End all links of this branch")).to_have_count(0)
    lead.press("请迎新的人逐个再见一次", "Ask those who welcome to see each once more")
    lead.done()
    guest.go(link, 409)
    phone = enter(net.founder)
    phone.go(lead.page.url.split("?")[0])
    seen(phone, "branch")
