"""Who needs something asks for it on a phone, and comes back to see how it stands."""

import re
import time

from playwright.sync_api import expect

from browser import PHONE_NUMBER


def asked(she, title, lines, phone=PHONE_NUMBER):
    """Fills in the form and sends it; the code and the secret link of the receipt."""
    she.fill("一句话说明", "In one line", title)
    she.fill("需要的东西和数量", "What and how much", lines)
    she.fill("您的手机号", "Your phone number", phone)
    she.press("提交，拿到查询码", "Send and get a code")
    she.sees("收到了。", "We have it.")
    code = she.page.url.split("/t/")[1].split("?")[0]
    link = she.field("您的专属链接", "Your secret link").input_value()
    she.net.own_words |= {code, link}
    return code, link


def words(net):
    return net.t("县医院缺 N95 口罩", "County hospital lacks N95 masks"), net.t("N95口罩 500只\n护目镜 不限", "N95 masks 500\nGoggles")


def test_incomplete_form_keeps_what_was_typed(enter, net, javascript):
    she = enter(javascript=javascript)
    she.go("ask")
    if javascript:
        she.look()
    title, lines = words(net)
    she.fill("一句话说明", "In one line", title)
    she.choose("紧急", "High")
    more = she.opened("补充更多（地址、单位、截止时间……）", "Say more (address, institution, deadline …)")
    she.fill("详细地址", "Address", net.t("人民路 1 号", "1 High Street"), more)
    she.press("提交，拿到查询码", "Send and get a code")
    summary = she.errors()
    assert summary.get_by_role("link").count() == 2, "what is needed and a way to reach her are missing"
    expect(she.field("一句话说明", "In one line")).to_have_value(title)
    expect(she.page.get_by_role("radio", name=re.compile(net.t("^紧急", "^High")))).to_be_checked()
    expect(she.field("详细地址", "Address")).to_have_value(net.t("人民路 1 号", "1 High Street"))
    expect(she.field("详细地址", "Address")).to_be_visible()
    for link in summary.get_by_role("link").all():
        target = link.get_attribute("href")
        expect(she.page.locator(target)).to_have_attribute("aria-invalid", "true")
        link.click()
        expect(she.page.locator(target)).to_be_focused()
    if javascript:
        she.look()
    she.fill("需要的东西和数量", "What and how much", lines)
    she.fill("您的手机号", "Your phone number", PHONE_NUMBER)
    she.press("提交，拿到查询码", "Send and get a code")
    she.sees("收到了。", "We have it.")
    she.sees(title)


def test_asked_in_a_minute_and_found_again_by_link(enter, net, javascript):
    she = enter(javascript=javascript)
    began = time.monotonic()
    she.go(f"/n/{net.slug}")
    she.page.locator("main").get_by_role("link", name=net.t("求助", "Ask for help"), exact=True).click()
    title, lines = words(net)
    code, link = asked(she, title, lines)
    assert time.monotonic() - began < 60
    assert re.fullmatch(r"[2-9A-Z]{8}", code) and not set("01OIL") & set(code), f"a code with look-alikes: {code}"
    secret = link.split("secret=")[1]
    assert secret not in she.page.url
    she.sees(net.t("N95口罩", "N95 masks"))
    she.sees("500")
    if javascript:
        she.look()
        expect(she.button("复制", "Copy")).to_be_visible()

    other = enter(javascript=javascript)
    other.go(link)
    other.page.wait_for_url(f"**/t/{code}")
    assert secret not in other.page.url
    other.sees(title)
    expect(other.card("现在由谁负责", "Who answers for it now")).to_contain_text(net.t("创办人", "Founder"))
    other.sees(*clock(other))
    expect(other.card("到现在的经过", "What has happened")).to_contain_text(net.t("提交了需求", "The need was sent in"))
    other.sees("还没有人看过。", "Nobody has looked yet.")
    other.sees(PHONE_NUMBER)
    if javascript:
        assert secret not in other.page.evaluate("document.referrer + location.href + JSON.stringify(history.state)")
        other.look()
    other.page.reload()
    other.sees(title)


def clock(user):
    """When the next step comes, as her page says it."""
    text = user.card("现在由谁负责", "Who answers for it now").inner_text()
    found = re.search(user.t(r"最迟 \d+月\d+日 \d\d:\d\d 有下一步", r"The next step comes by \d+ \w+ \d\d:\d\d"), text)
    assert found, text
    return found[0], found[0]


def test_code_and_digits_open_all_but_the_contact(enter, net, javascript):
    she = enter(javascript=javascript)
    she.go("ask")
    title, lines = words(net)
    code, link = asked(she, title, lines)

    other = enter(javascript=javascript)
    other.go(f"/n/{net.slug}")
    other.page.get_by_role("link", name=net.t("我提交过，查进展", "I have asked before: how does it stand?")).click()
    if javascript:
        other.look()
    other.fill("查询码", "Code", f" {code[:4].lower()} {code[4:]}")
    other.fill("手机号后四位", "Last four digits", "9999")
    other.press("查看", "Show")
    other.errors()
    expect(other.field("查询码", "Code")).to_have_value(re.compile(code[4:]))
    other.misses(title)
    if javascript:
        other.look()
    other.fill("手机号后四位", "Last four digits", PHONE_NUMBER[-4:])
    other.press("查看", "Show")
    other.sees(title)
    other.sees("联系方式只有通过专属链接才能看和改。", "The contact can be seen and changed by the secret link only.")
    other.misses(PHONE_NUMBER)
    other.misses(link.split("secret=")[1])
    if javascript:
        other.look()


def test_forwarded_address_shows_what_the_public_sees(enter, net):
    need = net.published()
    friend = enter()
    friend.go(f"/t/{need.code}")
    friend.misses(PHONE_NUMBER)
    friend.sees(need.body["title"])


def test_draft_survives_a_reload_and_ends_with_sending(enter, net):
    she = enter()
    she.go("ask")
    she.script("draft.js")
    title, lines = words(net)
    she.fill("一句话说明", "In one line", title)
    she.fill("需要的东西和数量", "What and how much", lines)
    she.choose("危急", "Critical")
    she.sees("已在本机保存草稿", "Draft kept on this device")
    she.page.reload()
    expect(she.field("一句话说明", "In one line")).to_have_value(title)
    expect(she.field("需要的东西和数量", "What and how much")).to_have_value(lines)
    expect(she.page.get_by_role("radio", name=re.compile(net.t("^危急", "^Critical")))).to_be_checked()
    asked(she, title, lines)
    she.script("draft.js")
    she.go("ask")
    she.script("draft.js")
    expect(she.field("一句话说明", "In one line")).to_have_value("")


def test_typing_survives_a_reload_at_any_moment(enter, net):
    she = enter()
    she.go("ask")
    she.script("draft.js")
    title, _ = words(net)
    she.fill("一句话说明", "In one line", title)
    she.page.reload()
    expect(she.field("一句话说明", "In one line")).to_have_value(title)


def test_form_sent_without_a_line_is_kept_and_sent_later(enter, net):
    she = enter()
    she.go("ask")
    she.script("net.js")
    title, lines = words(net)
    she.fill("一句话说明", "In one line", title)
    she.fill("需要的东西和数量", "What and how much", lines)
    she.fill("您的手机号", "Your phone number", PHONE_NUMBER)
    she.context.set_offline(True)
    she.press("提交，拿到查询码", "Send and get a code")
    alert = she.page.get_by_role("alert")
    expect(alert).to_have_text(net.t(
        "现在没有网络。您填写的内容保存在这台设备上，恢复后再提交。",
        "No connection. What you typed is kept on this device; send it when the line is back."))
    expect(she.field("一句话说明", "In one line")).to_have_value(title)
    she.context.set_offline(False)
    she.press("提交，拿到查询码", "Send and get a code")
    she.sees("收到了。", "We have it.")


def test_she_sees_the_public_card_before_she_sends(enter, net, javascript):
    she = enter(javascript=javascript)
    she.go("ask")
    title, lines = words(net)
    she.fill("一句话说明", "In one line", title)
    she.fill("需要的东西和数量", "What and how much", lines)
    she.fill("您的手机号", "Your phone number", PHONE_NUMBER)
    she.press("看看公开后的样子", "See how it will look in public")
    card = she.page.locator("#preview")
    expect(card).to_contain_text(title)
    expect(card).to_contain_text("500")
    expect(card).not_to_contain_text(PHONE_NUMBER)
    assert net.founder.items() == [], "a preview stores nothing"
    if javascript:
        she.look()
    she.press("提交，拿到查询码", "Send and get a code")
    she.sees("收到了。", "We have it.")
    assert [item["title"] for item in net.founder.items()] == [title]


def test_tapping_twice_asks_once(enter, net):
    she = enter()
    she.go("ask")
    she.script("net.js")
    title, lines = words(net)
    she.fill("一句话说明", "In one line", title)
    she.fill("需要的东西和数量", "What and how much", lines)
    she.fill("您的手机号", "Your phone number", PHONE_NUMBER)
    she.button("提交，拿到查询码", "Send and get a code").dblclick()
    she.sees("收到了。", "We have it.")
    assert [item["title"] for item in net.founder.items()] == [title]


def test_people_are_asked_for_with_their_hours(enter, net, javascript):
    """Nurses for a night, from a phone: what is wrong is named and kept; her page and the card say when; she says another time."""
    from datetime import datetime, timedelta, timezone
    beijing = lambda hours: (datetime.now(timezone.utc) + timedelta(hours=hours + 8)).strftime("%Y-%m-%dT%H:%M")
    she = enter(javascript=javascript)
    she.go("ask")
    she.fill("一句话说明", "In one line", she.t("县医院夜里缺护士", "County hospital lacks nurses at night"))
    she.fill("您的手机号", "Your phone number", PHONE_NUMBER)
    people = she.opened("需要人手（护士、司机、志愿者……）", "People are needed (nurses, drivers, volunteers …)")
    group = people.locator("fieldset").first
    she.fill("做什么的人", "What they do", she.t("护士", "Nurses"), group)
    she.fill("几个人", "How many people", "3", group)
    group.locator("input[type=datetime-local]").nth(0).fill(beijing(30))
    group.locator("input[type=datetime-local]").nth(1).fill(beijing(20))
    she.fill("每人几小时", "Hours for each person", "4", group)
    she.look()
    she.press("提交，拿到查询码", "Send and get a code")
    she.errors("结束要在开始之后。", "The end must be later than the start.")
    group = she.page.locator("fieldset").filter(has=she.page.locator("input[type=datetime-local]")).first
    expect(she.field("做什么的人", "What they do", group)).to_have_value(she.t("护士", "Nurses"))
    expect(group.locator("input[type=datetime-local]").nth(1)).to_have_attribute("aria-invalid", "true")
    she.look()
    group.locator("input[type=datetime-local]").nth(1).fill(beijing(40))
    she.press("提交，拿到查询码", "Send and get a code")
    she.sees("收到了。", "We have it.")
    code = she.page.url.split("/t/")[1].split("?")[0]
    net.own_words.add(code)
    needed = she.card("需要什么", "What is needed")
    expect(needed).to_contain_text(she.t("每人 4 小时", "4 h each"))
    she.look()
    part = she.opened("修改", "Correct")
    hours = part.locator("input[name^='hours.']")
    expect(hours).to_have_value("4")
    hours.fill("2")
    she.look()
    part.locator("button").last.click()
    she.done()
    expect(needed).to_contain_text(she.t("每人 2 小时", "2 h each"))
    # Asked again they are people still, and nobody types it twice.
    she.follow("再求助一次", "Ask again")
    group = she.page.locator("fieldset").filter(has=she.page.locator("input[type=datetime-local]")).first
    expect(she.field("做什么的人", "What they do", group)).to_have_value(she.t("护士", "Nurses"))
    expect(she.field("每人几小时", "Hours for each person", group)).to_have_value("2")
    expect(she.field("需要的东西和数量", "What and how much")).to_have_value("")
    she.look()
