"""A coordinator writes how the network works, a founder consents, the public reads; a newcomer and a verifier meet the card; a
coordinator reads where it jams."""

import pytest
from playwright.sync_api import expect

from servers import until
from support import ok
from test_walk_people import invitation, sign_up


def write(user):
    """The four parts without which there is no card."""
    user.fill("使命", "Mission", user.t("求助都有回音", "Every request hears back"))
    user.fill("愿景", "Vision", user.t("一天之内接上头", "Found within a day"))
    user.fill("价值观", "Values", user.t("先求真，再求快", "True first, then fast"))
    user.fill("机制，一句话", "The mechanism in one line", user.t("有需求才找人", "People are called for needs"))


def written(user):
    return user.t("求助都有回音", "Every request hears back")


@pytest.mark.parametrize("desktop", [False, True], ids=["phone", "desktop"])
def test_how_the_network_works(enter, net, desktop):
    lead = net.member("coordinator")
    user = enter(lead, desktop=desktop)
    user.go(f"/n/{net.slug}")
    user.follow("运作机制", "How this network works")
    user.sees("这一页还没有人写", "Nobody has written this page yet")
    user.look()
    user.follow("编写", "Write")
    user.sees("保存的是草稿", "What you save is a draft")
    user.look()
    user.fill("使命", "Mission", written(user))
    user.press("保存草稿", "Save the draft")
    user.done()
    user.sees("请人同意之前还缺：愿景、价值观、机制，一句话", "Still missing before anybody can consent: Vision, Values, The mechanism in one line")
    write(user)
    user.press("保存草稿", "Save the draft")
    user.done()
    ask = user.page.locator("#ask")
    user.press("请另一位同意", "Ask another to consent", ask)
    user.errors()
    user.look()
    user.fill("为什么改", "Why it is changed", user.t("第一次写下来", "Written down for the first time"), ask)
    user.press("请另一位同意", "Ask another to consent", ask)
    user.done()
    expect(user.button("同意并发布", "Consent and publish")).to_have_count(0)
    user.look()

    # Nothing of it is public before another has consented.
    reader = enter(desktop=desktop)
    reader.go("mechanism")
    reader.misses(written(reader))

    founder = enter(net.founder, desktop=desktop)
    founder.go("mechanism/edit")
    founder.sees("请您决定", "Yours to decide")
    founder.look()
    founder.press("同意并发布", "Consent and publish")
    founder.page.wait_for_url("**/mechanism?done=1")
    founder.sees("求助都有回音", "Every request hears back")
    founder.look()

    reader.go("mechanism")
    reader.sees("求助都有回音", "Every request hears back")
    reader.sees("第一次写下来", "Written down for the first time")
    reader.misses(lead.name)
    reader.look()
    reader.follow("四个确定", "Four things you can count on")
    reader.sees("一天之内接上头", "Found within a day")
    reader.look()


def test_the_card_is_met_on_joining_and_at_the_start_of_a_shift(enter, net):
    draft = ok(net.founder.post(f"/api/v1/networks/{net.slug}/mechanism", {"texts": {
        "mission": {net.language: net.t("求助都有回音", "Every request hears back")},
        "vision": {net.language: net.t("一天之内接上头", "Found within a day")},
        "values": {net.language: net.t("先求真，再求快", "True first, then fast")},
        "line": {net.language: net.t("有需求才找人", "People are called for needs")}}}))
    for action in ("ask", "consent"):
        ok(net.founder.post(f"/api/v1/networks/{net.slug}/mechanism/actions", {
            "action": action, "hash": draft["hash"], "reason": net.t("第一次", "The first time")}))

    newcomer = enter()
    newcomer.go(invitation(net.founder, net))
    sign_up(newcomer, "新来的", "Nora New")
    newcomer.press("加入", "Join")
    newcomer.page.wait_for_url("**/me/welcome?*")
    newcomer.sees("一天之内接上头", "Found within a day", newcomer.page.locator("#certainties"))
    newcomer.look()

    verifier = net.member("verifier")
    user = enter(verifier, desktop=True)
    user.go("briefing")
    expect(user.page.locator("#certainties")).to_have_count(0)
    planner = enter(net.founder, desktop=True)
    planner.go("roster")
    plan = planner.page.locator("main form").last
    planner.field("谁", "Who", plan).select_option(label=verifier.name)
    planner.fill("岗位", "Desk", planner.t("北片区", "North"), plan)
    now = planner.page.evaluate("new Date(Date.now() - 60000 + 8 * 3600000).toISOString().slice(0, 16)")
    planner.field("从", "From", plan).fill(now)
    planner.press("排一班", "Plan a shift", plan)

    def begun():
        user.go("briefing")
        return user.page.locator("#certainties").count() == 1

    until(begun, "the card at the start of the shift")
    user.sees("有需求才找人", "People are called for needs", user.page.locator("#certainties"))
    user.look()
    user.follow("打开卡片，可以打印", "Open the card; it can be printed")
    user.sees("首次答复：危急 30 分钟内，一般 1 天内", "First answer: critical within 30 min, normal within 1 d")
    user.look()


@pytest.mark.parametrize("desktop", [False, True], ids=["phone", "desktop"])
def test_where_it_jams(enter, net, desktop):
    late = [net.need(urgency="high") for _ in range(3)]
    for need in late:
        net.age(need, 1.5)
    net.verified()
    user = enter(net.member("coordinator"), desktop=desktop)
    user.go(f"/n/{net.slug}")
    user.follow("两条流水线", "The two pipelines")
    user.sees("堵在“搜集”", "It jams at “Collected”")
    user.sees("志愿者没有堵", "Volunteers find their way")
    user.look()
    user.follow("分诊：先给答复", "Triage: give first answers")
    expect(user.page.locator(".triage")).to_have_count(3)
