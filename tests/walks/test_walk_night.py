"""A night with nobody at the desk: she asks, somebody is woken and answers, she reads it; and a swindler who finds no way in."""

import re
from datetime import datetime, timedelta, timezone

from playwright.sync_api import expect

from browser import PHONE_NUMBER
from servers import until
from test_walk_ask import asked

CHINA = timezone(timedelta(hours=8))


def logged(net, pattern):
    """The first mail with this that the server would have sent."""
    return until(lambda: re.search(pattern, net.server.log.read_text(errors="replace"), re.S), f"a mail with {pattern}")


def test_a_night_from_asking_to_the_answer(enter, net, javascript):
    watch = net.member("intake", "verifier", name="night")
    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.go("roster")
    plan = lead.card("排一班", "Plan a shift")
    lead.field("谁", "Who", plan).select_option(label=watch.name)
    lead.fill("岗位", "Desk", net.t("夜里", "Night"), plan)
    plan.get_by_role("checkbox", name=re.compile(net.t("这是夜间待命", "This is an on-call line"))).check()
    begins = datetime.now(CHINA) - timedelta(hours=1)
    lead.fill("从", "From", begins.strftime("%Y-%m-%dT%H:%M"), plan)
    lead.fill("到", "To", (begins + timedelta(hours=9)).strftime("%Y-%m-%dT%H:%M"), plan)
    lead.press("排一班", "Plan a shift", plan)
    lead.sees("等本人答复", "not accepted yet")
    lead.look()

    phone = enter(watch, javascript=javascript)
    phone.sees("请答复：待命", "Please answer: on call")
    phone.sees("会响的只有一封邮件", "What rings is a mail alone")
    phone.look()
    phone.press("接受", "Accept")
    expect(phone.button("接受", "Accept")).to_have_count(0)

    # She asks in the night, and reads what is true: nobody sits at the desk, somebody is woken.
    she = enter(javascript=javascript)
    she.go("ask")
    woken = net.t("危急的会叫醒值班的人", "What is critical wakes the person on call")
    she.sees(re.compile(woken))
    she.choose("危急", "Critical")
    title = net.t(f"产房要断氧气了 {net.slug}", f"The ward runs out of oxygen {net.slug}")
    code, _ = asked(she, title, net.t("氧气瓶 6个", "Oxygen cylinders 6"))
    she.sees(re.compile(woken))
    she.look()

    link = logged(net, rf"{net.t('危急，请马上看：', 'Critical, please look at once: ')}{re.escape(title)}.*?(http://\S+/needs/\S+)")[1]
    phone.page.goto(link)
    phone.sees(title)
    phone.look()
    phone.press("我来负责", "I take it")
    phone.page.goto(link)
    expect(phone.button("我来负责", "I take it")).to_have_count(0)
    phone.press("受理", "Acknowledge")

    she.go(f"/t/{code}")
    she.sees(re.compile(watch.name))
    expect(she.card("到现在的经过", "What has happened")).to_contain_text(net.t("已受理", "Acknowledged"))
    she.look()
    [need] = net.founder.items()
    assert need["state"] == "acknowledged" and need["owner"]["name"] == watch.name


def test_a_scam_is_stopped(enter, net, javascript):
    need, helper = net.published(), net.member(name="helper")
    need.claim(helper, 4)
    she = enter(javascript=javascript)
    she.go(need.url)
    she.page.wait_for_url(f"**/t/{need.code}")
    she.sees("核对词", "Check word")
    word = she.card("核对词", "Check word").locator("p.code").inner_text()
    net.own_words.add(word)
    she.sees(re.compile(helper.name))
    she.look()

    # Whoever may call her reads the word that she expects; a stranger does not.
    volunteer = enter(helper, javascript=javascript)
    volunteer.go(f"needs/{need.id}")
    volunteer.press("查看联系方式（会记录）", "Show the contact (recorded)")
    volunteer.sees(word)
    stranger = enter(net.member(name="stranger"), javascript=javascript)
    stranger.go(f"needs/{need.id}")
    stranger.misses(word)

    part = she.opened("有可疑的人给我打电话", "Somebody suspicious called me")
    said = net.t("他说先交押金，说不出核对词。", "He wanted a deposit first and knew no word.")
    she.fill("对方说了什么", "What they said", said, part)
    she.press("报告这个电话", "Report this call", part)
    she.sees("谢谢您告诉我们，正在查。", "Thank you for telling us; it is being looked into.")

    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.sees(re.compile(net.t("查可疑来电", "Look into a reported call")))
    lead.look()
    lead.go(f"needs/{need.id}")
    lead.sees(said)
    found = net.t("不是我们的人。我们已提醒其他求助者，并报了警。", "Not one of ours. Others are warned and the police know.")
    lead.fill("查到了什么", "What you found", found)
    lead.press("告诉求助者", "Tell the requester")
    she.go(f"/t/{need.code}")
    she.sees(found)
    she.look()
    assert not need.track()["reports"][0]["open"]

    # Had it been a member: suspended, they see nobody's contact any more, and what they promised is open again.
    lead.go(f"members/{helper.member}")
    part = lead.opened("暂停成员资格", "Suspend")
    lead.fill("原因", "The reason", net.t("借名义打电话收押金。", "Asked for deposits in our name."), part)
    lead.fill("几天", "For how many days", "30", part)
    lead.press("暂停成员资格", "Suspend", part)
    expect(lead.button("恢复成员资格", "Lift the suspension")).to_be_visible()
    volunteer.go(f"needs/{need.id}")
    volunteer.misses(word)
    volunteer.misses(PHONE_NUMBER)
    assert need.line()["remaining"] == 10
    # What is public stays so for them, too; no more than that.
    told = helper.get(f"/needs/{need.id}").text
    assert word not in told and PHONE_NUMBER not in told
