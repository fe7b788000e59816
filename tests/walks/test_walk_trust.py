"""Somebody is vouched for, reads why, is recommended by two, asks; an anchor is chosen, the health of trust is looked at."""

import re

from playwright.sync_api import expect

from servers import until
from support import ok
from test_people import change, v
from test_walk_people import invitation, seen, sign_up, to_task, waits


def member_page(user, name):
    user.go("members")
    user.page.get_by_role("link", name=name, exact=True).click()
    user.page.wait_for_url(re.compile(r"/members/[0-9a-f-]+"))


def test_vouched_for_recommended_and_read_why(enter, net, javascript):
    anna, bert, carl = (net.member(name=name) for name in ("anna", "bert", "carl"))
    guest = enter(javascript=javascript)
    guest.go(invitation(anna, net))
    name = sign_up(guest, "罗莎", "Rosa Lind")
    guest.press("加入", "Join")
    guest.page.wait_for_url("**/me/welcome?*")
    guest.go("me/standing")
    guest.sees("还没有背书链到达您", "no chain of vouches reaches you yet")

    # The inviter says that she knows her.
    inviter = enter(anna, javascript=javascript)
    to_task(inviter, "有人通过您的邀请来了", "Somebody came by your invitation")
    inviter.sees(name)
    inviter.press("我认识这个人：背书", "I know this person: vouch")
    inviter.errors("至少 10 个字", "at least 10 characters")
    seen(inviter, "trust-came")
    how = net.t("我们在洪水那年一起搬过三天沙袋。", "We carried sandbags for three days in the flood.")
    inviter.fill("你们怎么认识", "How you know each other", how)
    inviter.press("我认识这个人：背书", "I know this person: vouch")
    inviter.done()
    expect(waits(inviter, "有人通过您的邀请来了", "Somebody came by your invitation")).to_have_count(0)

    guest.go("me/standing")
    guest.sees(re.compile(net.t("1 条互不相干的背书链", "one chain of vouches")))
    expect(guest.page.locator("svg.chains")).to_be_visible()
    guest.sees("或者凭您做的事", "Or by what you do")
    seen(guest, "trust-standing")

    # What taking it back would do is shown before.
    inviter.go("me/standing")
    inviter.follow("收回…", "Take back…")
    inviter.sees("以下成员的信任等级会立刻改变", "The standing of these members changes at once")
    expect(inviter.page.locator(".note.warn li")).to_contain_text(name)
    seen(inviter, "trust-take-back")

    # Two recommend her.
    opener = enter(bert, javascript=javascript)
    member_page(opener, name)
    seen(opener, "trust-member")
    opener.follow("联名推荐", "Recommend together")
    opener.choose("品行", "Integrity")
    opener.fill("你们怎么认识这个人", "How you know them", how)
    opener.press("签名并请他们签", "Sign, and ask them to")
    opener.errors()
    opener.page.get_by_role("checkbox", name=carl.name, exact=True).check()
    seen(opener, "trust-recommend")
    opener.press("签名并请他们签", "Sign, and ask them to")
    opener.done()
    expect(opener.card("已签名", "Signed by")).to_contain_text(carl.name)
    page = opener.page.url

    signer = enter(carl, javascript=javascript)
    to_task(signer, "请您一起推荐一个人", "A recommendation waits for your signature")
    signer.sees(how)
    signer.press("签名推荐", "Sign the recommendation")
    signer.errors()
    signer.choose("我读过，这也是我的话", "I have read it, and say the same")
    seen(signer, "trust-sign")
    signer.press("签名推荐", "Sign the recommendation")
    signer.done()
    opener.go(page)
    expect(opener.page.locator("main")).not_to_contain_text(net.t("还没有签名", "Not signed yet"))
    seen(opener, "trust-recommendation")
    guest.go("me/standing")
    guest.sees(re.compile(net.t("^受信任：", "^Trusted:")))

    # She asks one more, who says no; nothing comes of it.
    member_page(guest, bert.name)
    guest.follow("请这位成员为我背书", "Ask this member to vouch for me")
    guest.choose("身份", "Identity")
    guest.fill("你们怎么认识", "How you know each other", how)
    guest.press("发出请求", "Send the request")
    guest.done()
    seen(guest, "trust-asked")
    to_task(opener, "有人请您背书", "Somebody asks for your vouch")
    opener.sees("有人给我好处，或向我要好处", "I was offered or asked for something in return")
    seen(opener, "trust-request")
    opener.press("不背书", "No, I can't")
    opener.done()
    guest.go("asks")
    expect(guest.card("我请求的", "What I asked for")).to_contain_text(net.t("没有答应", "declined"))
    seen(guest, "trust-asks")

    steward = enter(net.founder, javascript=javascript, desktop=True)
    member_page(steward, name)
    steward.sees(how)
    seen(steward, "trust-member-steward-desktop")


def test_an_anchor_is_named_consented_to_and_seen(enter, net, javascript):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    namer = enter(anna, javascript=javascript)
    namer.go("roles")
    part = namer.opened("提名信任锚", "Name an anchor")
    namer.press("提名信任锚", "Name an anchor", part)
    namer.errors()
    part = namer.opened("提名信任锚", "Name an anchor")
    namer.field("成员", "Member", part).select_option(bert.member)
    why = net.t("大家都认识他，也都信得过。", "Everybody knows him and trusts him.")
    namer.fill("为什么合适", "Why", why, part)
    namer.press("提名信任锚", "Name an anchor", part)
    namer.done()
    seen(namer, "trust-anchor-named")

    nominee = enter(bert, javascript=javascript)
    nominee.go("roles")
    nominee.sees(why)
    nominee.press("我答应", "I say yes")
    nominee.done()
    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.go("trust")
    lead.sees("至少应有三位", "There should be at least three")
    expect(lead.card("正在征询", "Under consent")).to_contain_text(bert.name)
    seen(lead, "trust-health-desktop")
    change(net.server, "UPDATE nominations SET decides_at = 1 WHERE outcome IS NULL")
    until(lambda: len(ok(anna.get(v(net, "/roles")))["anchors"]) == 2, "the anchor")
    lead.go("trust")
    expect(lead.card("信任锚", "Anchors of trust")).to_contain_text(bert.name)
    nominee.go("me/standing")
    nominee.sees("您是这个网络的信任锚", "you are an anchor of this network's trust")
    nominee.go("roles")
    nominee.follow("不再做信任锚…", "Lay down being an anchor…")
    nominee.sees("以下成员的信任等级会立刻改变", "The standing of these members changes at once")
    seen(nominee, "trust-anchor-end")
    nominee.press("不再做信任锚", "Lay down being an anchor")
    nominee.done()
    lead.go("trust")
    # He can be named again, so he stands in the choice below the list.
    expect(lead.card("信任锚", "Anchors of trust").locator("ul.lines")).not_to_contain_text(bert.name)
    lead.go("invitations")
    seen(lead, "trust-invitations-desktop")
