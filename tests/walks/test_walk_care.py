"""Around a promise and a need: another signs for more of them, what she sees after "not received", odd input, a partner network."""

import re

from playwright.sync_api import expect

from browser import PHONE_NUMBER, Walked
from reader import Reader
from support import ok, on_claim, soon


def test_another_signs_for_more_promises(enter, net, javascript):
    member = net.member(name="carrier")
    full = net.published(lines=[{"item": net.t("手套", "Gloves"), "quantity": 40, "unit": net.t("副", "pairs")}])
    for _ in range(12):
        full.claim(member, 1)
    need = net.published()
    helper = enter(member, javascript=javascript)
    helper.go(f"needs/{need.id}")
    give = helper.page.locator("#give")
    expect(give).to_contain_text(helper.t("您手上已有 12 份未完成的认领", "You have 12 open promises"))
    expect(give.get_by_role("button")).to_have_count(0)
    helper.look()
    helper.follow("或者请一位受信任的成员联署，多认几份", "Or ask somebody who is trusted to co-sign for more", give)
    helper.sees("未完成 12 份，最多 12 份", "12 open, 12 at most")
    helper.press("发出请求", "Ask")
    helper.done()
    helper.sees("等答复", "not answered yet")
    helper.look()

    lead = enter(net.founder, javascript=javascript)
    lead.page.get_by_role("link", name=re.compile(lead.t("有人请您联署认领", "Somebody asks you to co-sign"))).click()
    lead.sees("现在有 12 份（最多 12 份），没有过期的。", "Now 12 open of 12 at most, none late.")
    lead.look()
    lead.page.get_by_role("button", name=re.compile(lead.t("^我联署", "^I co-sign"))).click()
    lead.done()
    expect(lead.card("我联署了的", "I co-signed for")).to_contain_text(member.name)
    lead.look()

    helper.go(f"needs/{need.id}")
    helper.fill("数量", "How much", "1", give)
    helper.press("认领", "Promise it", give)
    helper.done()
    helper.go("me/co-signs")
    helper.sees("未完成 13 份，最多 14 份", "13 open, 14 at most")
    helper.page.get_by_role("button", name=re.compile(helper.t("^不用了", "^I don't need it any more"))).click()
    helper.done()
    helper.sees("未完成 13 份，最多 12 份", "13 open, 12 at most")
    helper.look()


def test_what_she_sees_after_it_did_not_arrive(enter, net, javascript):
    need, member = net.published(), net.member(name="volunteer")
    on_claim(member, need.claim(member, 10), "deliver", quantity=10)
    she = enter(javascript=javascript)
    she.go(need.url)
    she.fill("缺什么、哪里不对", "What is missing or wrong", she.t("门口没有东西", "Nothing at the door"))
    she.press("没有收到", "It did not arrive")
    she.done()
    she.sees("您说没有收到，正在查。", "You said that it did not arrive; it is being looked into.")
    card = she.card("没有收到的", "What did not arrive")
    expect(card).to_contain_text(member.name)
    expect(card).to_contain_text(she.t("创办人 在向送的人问清楚", "Founder asks whoever was to bring it"))
    expect(card).to_contain_text(she.t("最迟", "By "))
    she.misses(she.t("有人在帮忙了。", "Help is on its way."))
    she.look()
    # Said again, it is looked into as before.
    card.get_by_role("button", name=re.compile(she.t("^还是没有收到", "^Still nothing"))).click()
    she.done()
    expect(she.card("没有收到的", "What did not arrive")).to_contain_text(member.name)
    assert [item for item in ok(net.founder.get("/me/waiting"))["items"] if item["step"] == "settle"]
    # It has come after all.
    count = she.page.locator("#arrived")
    she.fill("收到并可用的数量", "Received and usable", "8", count)
    count.get_by_role("button").click()
    she.done()
    expect(she.card("没有收到的", "What did not arrive")).to_have_count(0)
    assert (need.line()["delivered"], need.line()["remaining"]) == (8, 2)
    assert not [item for item in ok(net.founder.get("/me/waiting"))["items"] if item["step"] == "settle"]
    she.look()


def test_the_form_asks_back_and_keeps_what_was_typed(enter, net, javascript):
    she = enter(javascript=javascript)
    she.go("ask")
    she.fill("一句话说明", "In one line", she.t("诊所缺绷带", "Clinic lacks bandages"))
    she.fill("需要的东西和数量", "What and how much", she.t("绷带 -5", "bandages -5"))
    she.fill("您的手机号", "Your phone number", "110")
    more = she.opened("补充更多（地址、单位、截止时间……）", "Say more (address, institution, deadline …)")
    she.fill("市", "City", she.t("汪汪市", "Gothamville"), more)
    she.fill("最迟什么时候需要", "Needed by", "2020-02-05T18:00", more)
    she.press("提交，拿到查询码", "Send and get a code")
    summary = she.errors("公共服务号码", "public service")
    for zh, en in [("要几个？", "How many"), ("地名表里没有", "in no list of places"), ("这个时间已经过了", "That moment is over")]:
        expect(summary).to_contain_text(she.t(zh, en))
    expect(she.field("您的手机号", "Your phone number")).to_have_value("110")
    expect(she.field("市", "City")).to_have_value(she.t("汪汪市", "Gothamville"))
    she.look()
    # What was asked about is said again – place, amount and day –, what was wrong is mended: nothing keeps the need out.
    she.fill("您的手机号", "Your phone number", PHONE_NUMBER)
    she.press("提交，拿到查询码", "Send and get a code")
    she.page.wait_for_url("**/t/*")
    she.sees("收到了。", "We have it.")


def test_a_need_goes_to_a_partner_network(enter, net, server, language):
    partner = Walked(server, language)
    net.own_words |= {partner.slug, f"网络 {partner.slug}", f"网络 {net.slug}"}
    for one, two in [(net, partner), (partner, net)]:
        desk = Reader(one, language=language).sign_in(one.founder)
        desk.go(f"/n/{one.slug}/ways")
        desk.submit("/ways/partners", partner=two.slug, on="1")
    partner.own_words = net.own_words
    need = net.need()
    desk = enter(net.founder)
    desk.go(f"needs/{need.id}")
    part = desk.opened("转请伙伴网络帮忙", "Ask a partner network to take it on")
    desk.fill("给对方的话", "A word to them", desk.t("我们这里没有货了", "We have none left"), part)
    desk.press("转请伙伴网络帮忙", "Ask a partner network to take it on", part)
    desk.done()
    desk.sees("等求助者回答", "Waiting for the requester to agree.")
    desk.look()

    theirs = enter()
    theirs.net = partner
    theirs.sign_in(partner.founder)
    theirs.page.get_by_role(
        "link", name=re.compile(theirs.t("伙伴网络转来一项求助", "A partner network offers a need"))).first.click()
    theirs.sees("求助者还没有同意", "The requester has not agreed yet")
    theirs.misses(need.body["title"])
    theirs.look()

    she = enter()
    she.go(need.url)
    she.sees("我们想请", "We would like to ask")
    she.look()
    she.press("同意，但不给详细地址", "Yes, but not my exact address")
    she.done()
    she.sees("您的求助已转请", "We have asked")
    she.look()

    theirs.go("referred")
    theirs.sees(need.body["title"])
    theirs.look()
    theirs.press("接受", "Accept")
    theirs.done()
    theirs.sees("由 网络", "Passed on by")
    gone, = ok(net.public.get(f"/api/v1/track/{need.code}/referrals?secret={need.secret}"))["referrals"]
    net.own_words.add(gone["code"])
    theirs.look()

    she.page.reload()
    she.sees("接手了您的求助", "has taken on your need")
    she.look()
    she.follow("去看新的进展", "See how it goes on")
    she.sees("有人看到了，接下来核实。", "Somebody has read it; checking comes next.")
    she.look()
    desk.go(f"needs/{need.id}")
    desk.sees("接手了", "took it on")
    desk.look()


def test_rows_name_their_thing_and_one_deadline(enter, net):
    member = net.member(name="carrier")
    need = net.published()
    need.claim(member, 3, promisedBy=soon(30 * 24))
    helper = enter(member)
    row = helper.page.locator("a.wait").first
    expect(row).to_contain_text(helper.t("N95口罩 3 只", "N95 masks 3 pieces"))
    due = row.locator("time").first.get_attribute("datetime")
    helper.look()
    helper.go("me/week")
    promise = helper.page.locator("#promises li").first
    expect(promise).to_contain_text(helper.t("N95口罩 3 只", "N95 masks 3 pieces"))
    assert promise.locator("time").first.get_attribute("datetime") == due
    helper.look()
