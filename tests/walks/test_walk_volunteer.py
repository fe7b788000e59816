"""A volunteer finds a need, promises a part of it, sees the contact then and not before, and brings it."""

import re

from playwright.sync_api import expect

from browser import PHONE_NUMBER


def claim(user, quantity):
    card = user.card("我来提供", "I can give some of this")
    user.fill("数量", "How much", str(quantity), card)
    user.fill("留言", "Note", user.t("顺路带去", "On my way there"), card)
    user.press("认领", "Promise it", card)


def badge(user, zh, en):
    expect(user.page.locator("li[id^=claim-] .badge").first).to_have_text(user.t(zh, en))


def deliver(user, quantity):
    part = user.opened("已送达", "Delivered")
    user.fill("送达数量", "Amount delivered", str(quantity), part)
    user.press("已送达", "Delivered", part)
    user.done()


def test_from_the_board_to_the_door(enter, net, javascript):
    need, member = net.published(), net.member(name="volunteer")
    helper = enter(javascript=javascript)
    helper.go("needs")
    helper.page.locator("article").filter(has_text=need.body["title"]).get_by_role(
        "link", name=helper.t("我能帮", "I can help")).click()
    helper.page.wait_for_url(f"**/needs/{need.id}#give")
    helper.misses(PHONE_NUMBER)
    helper.follow("登录", "Sign in", helper.page.locator("main"))
    helper.let_in(member, by_code=True)
    helper.page.wait_for_url(f"**/needs/{need.id}")
    helper.misses(PHONE_NUMBER)
    expect(helper.button("查看联系方式（会记录）", "Show the contact (recorded)")).to_have_count(0)
    if javascript:
        helper.look()

    other = net.member(name="other")
    need.claim(other, 4)
    claim(helper, 7)
    helper.errors("现在还剩 6", "6 is left now")
    expect(helper.field("数量", "How much")).to_have_value("7")
    expect(helper.field("留言", "Note").first).to_have_value(helper.t("顺路带去", "On my way there"))
    helper.misses(PHONE_NUMBER)
    if javascript:
        helper.look()
    claim(helper, 6)
    helper.done()
    line = need.line()
    assert (line["claimed"], line["remaining"]) == (10, 0)

    helper.fill("为什么要看", "What for", helper.t("约送货时间", "To agree on a time"))
    helper.press("查看联系方式（会记录）", "Show the contact (recorded)")
    helper.sees(PHONE_NUMBER)
    she = enter(javascript=javascript)
    she.go(need.url)
    looked = she.card("谁看过我的联系方式", "Who has looked at my contact")
    expect(looked).to_contain_text(member.name)
    expect(looked).to_contain_text(she.t("约送货时间", "To agree on a time"))
    if javascript:
        helper.look()

    helper.go(f"needs/{need.id}")
    helper.misses(PHONE_NUMBER)
    part = helper.opened("报进展", "Report progress")
    helper.press("报进展", "Report progress", part)
    helper.errors()
    part = helper.opened("报进展", "Report progress")
    helper.fill("承运方", "Carrier", helper.t("顺丰", "Royal Mail"), part)
    helper.fill("运单号", "Waybill number", "SF1234567890", part)
    helper.press("报进展", "Report progress", part)
    helper.done()
    helper.sees("SF1234567890")
    she.page.reload()
    she.sees("SF1234567890")
    deliver(helper, 6)
    badge_of(helper, member, "已送达，待确认", "Delivered, to be confirmed")
    if javascript:
        helper.look()
    assert need.read()["progress"] == "partDelivered"


def badge_of(user, member, zh, en):
    row = user.page.locator("li[id^=claim-]").filter(has_text=member.name)
    expect(row.locator(".badge")).to_have_text(user.t(zh, en))


def test_delivered_and_confirmed(enter, net, javascript):
    need, member = net.published(), net.member(name="volunteer")
    helper = enter(member, javascript=javascript)
    helper.go(f"needs/{need.id}")
    claim(helper, 10)
    helper.done()
    deliver(helper, 10)
    she = enter(javascript=javascript)
    she.go(need.url)
    she.press("都收到了", "Yes, all of it")
    she.done()
    helper.go(f"needs/{need.id}")
    badge(helper, "已确认", "Confirmed")
    assert need.read()["state"] == "confirmed"


def test_what_one_cannot_do_goes_back(enter, net, javascript):
    need, member = net.published(), net.member(name="volunteer")
    helper = enter(member, javascript=javascript)
    helper.go(f"needs/{need.id}")
    claim(helper, 10)
    helper.done()
    part = helper.opened("我到此为止", "I stop now")
    helper.sees("不用说理由。", "No reason is asked.", part)
    helper.press("我到此为止", "I stop now", part)
    helper.done()
    assert need.line()["remaining"] == 10
    expect(helper.field("哪一样", "Which")).to_contain_text(helper.t("还差 10 只", "10 pieces left"))


def test_part_is_done_and_the_rest_goes_back(enter, net, javascript):
    near, need, member = net.published(), net.published(), net.member(name="volunteer")
    near.claim(member, 1)
    helper = enter(member, javascript=javascript)
    helper.go(f"needs/{need.id}")
    helper.sees("您手上还有：", "You have promised already:")
    claim(helper, 10)
    helper.done()
    part = helper.opened("我到此为止", "I stop now")
    helper.fill("已经送到多少（没有就填 0）", "How much has arrived (0 if nothing)", "4", part)
    helper.press("我到此为止", "I stop now", part)
    helper.done()
    line = need.line()
    assert (line["delivered"], line["remaining"]) == (4, 6)
    she = enter(javascript=javascript)
    she.go(need.url)
    for words in (("送达：4", "Delivered: 4"), ("放回认领：6", "Released: 6")):
        she.sees(*words)


def test_who_comes_too_late_is_shown_where_else(enter, net, javascript):
    need, other, member = net.published(), net.published(), net.member(name="volunteer")
    helper = enter(member, javascript=javascript)
    helper.go(f"needs/{need.id}")
    need.claim(net.member(name="other"), 10)
    claim(helper, 7)
    expect(helper.page.locator("#next a")).to_have_attribute("href", re.compile(rf"/needs/{other.id}#give$"))
    if javascript:
        helper.look()


def test_more_than_asked_for_may_be_promised(enter, net, javascript):
    need, member = net.published(), net.member(name="volunteer")
    she = enter(javascript=javascript)
    she.go(need.url)
    part = she.opened("允许多认一些", "Let more be promised")
    she.fill("可以多认百分之几（路上常有损耗时用；不要就填 0）", "How many percent more may be promised (0 for none)", "120", part)
    she.press("允许多认一些", "Let more be promised", part)
    she.errors("填 0 到 100 之间的整数。", "A whole number from 0 to 100.")
    she.fill("可以多认百分之几（路上常有损耗时用；不要就填 0）", "How many percent more may be promised (0 for none)", "20")
    she.press("允许多认一些", "Let more be promised", she.page.locator("form:has([name=allowance])"))
    she.done()
    assert need.line()["allowance"] == 2
    helper = enter(member, javascript=javascript)
    helper.go(f"needs/{need.id}")
    claim(helper, 12)
    helper.done()
    assert (need.line()["claimed"], need.line()["remaining"]) == (12, 0)


def test_dispute_is_settled_by_the_coordinator(enter, net, javascript):
    need, member = net.published(), net.member(name="volunteer")
    helper = enter(member, javascript=javascript)
    helper.go(f"needs/{need.id}")
    claim(helper, 10)
    deliver(helper, 10)
    she = enter(javascript=javascript)
    she.go(need.url)
    she.fill("缺什么、哪里不对", "What is missing or wrong", she.t("什么也没到", "Nothing came"))
    she.press("没有收到", "It did not arrive")
    she.done()
    helper.go(f"needs/{need.id}")
    badge(helper, "有争议", "Disputed")

    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.page.get_by_role("link", name=re.compile(re.escape(need.body["title"]))).first.click()
    part = lead.opened("解决争议", "Settle the dispute")
    lead.sees("什么也没到", "Nothing came", part)
    if javascript:
        lead.look()
    lead.choose("没有送达，放回", "It was not; back to the pool", part)
    lead.fill("留言", "Note", lead.t("快递查无此件", "The carrier has no such parcel"), part)
    lead.press("解决争议", "Settle the dispute", part)
    lead.done()
    line = need.line()
    assert (line["delivered"], line["remaining"]) == (0, 10)
    assert need.read()["state"] == "published"
    she.page.reload()
    expect(she.card("到现在的经过", "What has happened")).to_contain_text(she.t("争议已解决", "The dispute was settled"))
