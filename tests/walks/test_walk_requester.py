"""Her own page: she adds, corrects, answers, says whether it is still needed, confirms, complains, withdraws."""

import re

from playwright.sync_api import expect

from servers import until
from support import on_claim


def hers(enter, need, javascript):
    she = enter(javascript=javascript)
    she.go(need.url)
    she.page.wait_for_url(f"**/t/{need.code}")
    return she


def story(she, zh, en=None):
    expect(she.card("到现在的经过", "What has happened")).to_contain_text(she.t(zh, en or zh))


def state(she, zh, en):
    expect(she.page.locator("main .badge").nth(1)).to_have_text(she.t(zh, en))


def delivered(net, need, member):
    claim = need.claim(member, 10)
    return on_claim(member, claim, "deliver", quantity=10)


def amount(she, part):
    """How many masks: whether something else may stand in is asked beside it."""
    return part.get_by_role("textbox", name=she.t("N95口罩", "N95 masks"))


def test_she_adds_and_corrects(enter, net, javascript):
    need = net.need()
    she = hers(enter, need, javascript)
    part = she.opened("补充", "Add something")
    she.fill("补充", "Add something", she.t("后门进", "Use the back door"), part)
    she.press("补充", "Add something", part)
    she.done()
    story(she, "后门进", "Use the back door")

    part = she.opened("修改", "Correct")
    amount(she, part).fill("6")
    she.fill("最迟什么时候需要", "Needed by", "2030-02-05T18:00", part)
    she.press("修改", "Correct", part)
    she.done()
    expect(she.card("需要什么", "What is needed")).to_contain_text(she.t("/ 6 只", "/ 6 pieces"))
    assert need.line()["quantity"] == 6
    # What she meant by the clock on her wall is what she finds again.
    assert she.page.locator('input[name="neededBy"]').first.input_value() == "2030-02-05T18:00"

    part = she.opened("修改", "Correct", nth=1)
    she.fill("您的手机号", "Your phone number", "13711112222", part)
    she.press("修改", "Correct", part)
    she.done()
    she.sees("13711112222")
    story(she, "内容有修改", "Something was corrected")


def test_a_wrong_correction_is_kept_and_shown(enter, net, javascript):
    need = net.need()
    she = hers(enter, need, javascript)
    part = she.opened("修改", "Correct")
    she.fill("一句话说明", "In one line", she.t("县医院口罩快用完了", "Masks are nearly used up"), part)
    she.net.own_words.add("1e30")
    amount(she, part).fill("1e30")
    she.press("修改", "Correct", part)
    she.errors("1e30")
    assert need.line()["quantity"] == 10
    part = she.opened("修改", "Correct")
    expect(she.field("一句话说明", "In one line", part)).to_have_value(
        she.t("县医院口罩快用完了", "Masks are nearly used up"))
    expect(amount(she, part)).to_have_value("1e30")


def test_she_answers_a_question(enter, net, javascript):
    need, verifier = net.need(), net.member("verifier")
    she = hers(enter, need, javascript)
    need.act(verifier, "acknowledge")
    need.act(verifier, "askInformation", question=she.t("送到几号门", "Which gate is it"))
    she.page.reload()
    state(she, "待补充", "Needs information")
    question = she.card("我们想问您", "We would like to know")
    expect(question).to_contain_text(she.t("送到几号门", "Which gate is it"))
    she.press("答复", "Answer", question)
    she.errors()
    if javascript:
        she.look()
    she.fill("您的答复", "Your answer", she.t("三号门", "Gate three"), she.card("我们想问您", "We would like to know"))
    she.press("答复", "Answer")
    she.done()
    story(she, "三号门", "Gate three")
    expect(she.card("我们想问您", "We would like to know")).to_have_count(0)
    assert need.read()["state"] in ("acknowledged", "verifying")


def test_she_says_whether_it_is_still_needed(enter, net, javascript):
    kept, ended = net.published(), net.published()
    for need in (kept, ended):
        net.age(need, 1.01)
        until(lambda: need.read()["freshness"] != "fresh", "her being asked")
    she = hers(enter, kept, javascript)
    card = she.card("还需要吗？", "Is it still needed?")
    if javascript:
        she.look()
    she.press("还需要", "Yes, still needed", card)
    she.done()
    story(she, "求助者说还需要", "The requester says: still needed")
    expect(card).to_have_count(0)
    assert kept.read()["freshness"] == "fresh"

    other = hers(enter, ended, javascript)
    other.press("不需要了", "No longer needed")
    other.done()
    assert ended.read()["state"] in ("withdrawn", "closed")
    state(other, "已撤回", "Withdrawn")


def test_she_confirms_and_rates(enter, net, javascript):
    need, member = net.published(), net.member(name="volunteer")
    she = hers(enter, need, javascript)
    expect(she.button("都收到了", "Yes, all of it")).to_have_count(0)
    delivered(net, need, member)
    she.page.reload()
    state(she, "已送达", "Delivered")
    if javascript:
        she.look()
    she.press("都收到了", "Yes, all of it", she.card("收到了吗？", "Has it arrived?"))
    she.done()
    state(she, "已确认", "Confirmed")
    story(she, "求助者确认收到", "The requester confirmed")
    part = she.opened("评价", "Rate")
    she.choose("5", "5", part)
    she.press("评价", "Rate", part)
    she.done()
    story(she, "5 / 5", "5 of 5")


def test_she_says_that_it_did_not_arrive(enter, net, javascript):
    need, member = net.published(), net.member(name="volunteer")
    delivered(net, need, member)
    she = hers(enter, need, javascript)
    she.fill("缺什么、哪里不对", "What is missing or wrong", she.t("只到了空箱子", "An empty box came"))
    she.press("没有收到", "It did not arrive")
    she.done()
    story(she, "只到了空箱子", "An empty box came")
    assert need.read()["state"] != "confirmed"
    assert any(item["need"] == need.id and item["step"] == "settle" for item in waiting(net.founder)), "nobody settles it"


def waiting(caller):
    return caller.get("/me/waiting").json()["items"]


def test_she_withdraws(enter, net, javascript):
    need = net.published()
    she = hers(enter, need, javascript)
    part = she.opened("撤回", "Withdraw")
    she.sees("撤回后认领的人会收到通知。", "Those who promised something will be told.", part)
    she.fill("理由", "Reason", she.t("红十字会送来了", "The Red Cross brought it"), part)
    she.press("撤回", "Withdraw", part)
    she.done()
    state(she, "已撤回", "Withdrawn")
    story(she, "红十字会送来了", "The Red Cross brought it")
    expect(she.page.locator("summary", has_text=re.compile(she.t("^撤回$", "^Withdraw$")))).to_have_count(0)
    she.opened("重新打开", "Reopen")
    if javascript:
        she.look()


def test_what_people_write_keeps_its_punctuation(enter, net):
    title = net.t("急！县医院（东院）缺口罩：外科、N95都要", "Urgent! County hospital (east): masks, surgical & N95")
    need = net.need(title=title)
    need.act(net.member("verifier"), "acknowledge", note=net.t("您好，我们看到了：马上核实。", "Hello, we have read it; we check at once."))
    she = hers(enter, need, javascript=False)
    she.sees(title)
    she.sees("您好，我们看到了：马上核实。", "Hello, we have read it; we check at once.")
