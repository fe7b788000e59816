"""Talk: owner and requester by phone and desk, helpers among themselves, a mention that tells, one button that stops."""

import re

from playwright.sync_api import expect

from servers import until


def mail(net, pattern, act):
    """What the server prints of a mail that it could not send, after something was done."""
    before = net.server.log.stat().st_size
    act()
    return until(
        lambda: re.search(pattern, net.server.log.read_bytes()[before:].decode(errors="replace"), re.S), "the mail")


def thread(user):
    return user.page.locator("ol.posts > li")


def write(user, words, within=None):
    user.net.own_words.add(words)
    box = (within or user.page).locator("form#write")
    box.locator("textarea").fill(words)
    user.press("发出", "Send", box)


def test_owner_and_requester_talk(enter, net, javascript):
    need, lead = net.need(), net.founder
    need.act(lead, "acknowledge")
    she = enter(javascript=javascript)
    she.go(need.url)
    she.page.wait_for_url(f"**/t/{need.code}")
    card = she.card("与办理人员对话", "Talk with those who work on it")
    she.sees("您和办理人员能看到", "Read by you and those who work on it", card)
    write(she, she.t("请从后门进", "Please use the back door"), card)
    she.done()
    expect(thread(she)).to_have_count(1)
    she.look()

    desk = enter(lead, javascript=javascript, desktop=True)
    desk.go(f"needs/{need.id}")
    desk.look()
    desk.card("讨论", "Discussion").get_by_role("link", name=desk.t("与求助者", "With the requester")).click()
    desk.sees("求助者会看到您写的每一句", "The requester reads every word")
    desk.sees("请从后门进", "Please use the back door")
    desk.look()
    part = desk.opened("回复 求助者", "Reply to Requester")
    answer = desk.t("好的，中午到", "Fine, we come at noon")
    net.own_words.add(answer)
    part.locator("textarea").fill(answer)
    desk.press("回复", "Reply", part)
    desk.done()
    expect(thread(desk)).to_have_count(2)

    # Empty is refused, and what was wrong is said.
    box = desk.page.locator("form#write")
    desk.press("发出", "Send", box)
    desk.errors("请写点什么", "Please write something")

    desk.go(f"needs/{need.id}/talk?thread=team")
    write(desk, desk.t("只给我们看", "Only for us"))
    desk.done()
    desk.look()

    she.go(f"/t/{need.code}")
    she.sees(answer)
    she.misses(desk.t("只给我们看", "Only for us"))
    she.look()
    own = she.opened("改这一条", "Change this post")
    own.locator("textarea").fill(she.t("请从东门进", "Please use the east door"))
    net.own_words.add(she.t("请从东门进", "Please use the east door"))
    she.press("保存修改", "Save the change", own)
    she.done()
    she.sees("改过", "edited")
    she.page.locator("ol.posts").get_by_role("button", name=re.compile(she.t("收回", "Take back"))).click()
    she.done()
    she.sees("写的人已收回", "Removed by its author")


def test_helpers_among_themselves(enter, net):
    need, helper, other = net.published(), net.member(name="helper"), net.member(name="other")
    need.claim(helper)
    user = enter(helper)
    user.go(f"needs/{need.id}")
    card = user.card("讨论", "Discussion")
    expect(card.get_by_role("link")).to_have_count(1)
    card.get_by_role("link").click()
    write(user, user.t("中午在大门口碰头 https://map.example/gate", "We meet at the gate https://map.example/gate"))
    user.done()
    net.own_words.add("https://map.example/gate")
    link = user.page.get_by_role("link", name="https://map.example/gate")
    expect(link).to_have_attribute("rel", "nofollow noopener noreferrer")
    user.look()

    # Words about money wait for a coordinator.
    write(user, user.t("请转账到我的支付宝", "Please use paypal"))
    user.sees("协调员看过之后", "once a coordinator has looked")
    user.look()
    lead = enter(net.founder, desktop=True)
    lead.go(f"needs/{need.id}/talk?thread=helpers")
    lead.look()
    lead.page.get_by_role("button", name=re.compile(lead.t("放行", "Let it through"))).click()
    lead.done()

    # What must not stand is hidden with a reason, at the post; its author finds the way to an appeal.
    reason = lead.t("这里不该写地址", "No address belongs here")
    net.own_words.add(reason)
    part = lead.opened("隐藏这段文字", "Hide this text")
    part.locator("textarea").fill(reason)
    lead.press("隐藏这段文字", "Hide this text", part)
    lead.done()
    lead.sees("已由负责人隐藏", "Hidden by moderation")
    lead.look()
    user.go(f"needs/{need.id}/talk?thread=helpers")
    user.sees("已由负责人隐藏", "Hidden by moderation")
    user.look()
    user.page.get_by_role("link", name=user.t("申诉", "Appeal"), exact=True).click()
    user.look()

    stranger = enter(other)
    stranger.go(f"needs/{need.id}")
    stranger.sees(need.body["title"])
    expect(stranger.page.locator("#talk")).to_have_count(0)
    assert stranger.go(f"needs/{need.id}/talk?thread=helpers").status == 404
    stranger.misses("https://map.example/gate")

    # A name can be asked out of what somebody wrote.
    lead.go(f"needs/{need.id}/talk?thread=helpers")
    lead.page.get_by_role("link", name=re.compile(lead.t("这里有我的名字", "My name stands here"))).first.click()
    lead.look()
    lead.press("提出请求", "Ask for it")
    lead.done()


def test_a_mention_tells_and_one_button_stops(enter, net, javascript):
    need, vera = net.verified(), net.member("verifier")
    reader = enter(vera, javascript=javascript)
    reader.go("/me/profile")
    reader.opened("我是谁", "Who I am")
    # One server has all the networks of these walks, and a handle is somebody's alone.
    handle = f"vera-{net.slug}"
    reader.fill("代号", "Handle", handle)
    reader.press("保存", "Save")
    reader.done()
    desk = enter(net.founder, javascript=javascript)
    desk.go(f"needs/{need.id}/talk?thread=team")
    found = mail(
        net, r"(?:提到了您：|You were mentioned: ).*?(/n/\S+/talk\?thread=team)\s.*?(/stop/\S+)",
        lambda: (write(desk, f"@{handle} {desk.t('请看一下', 'please look')}"), desk.done()))
    reader.go(found.group(1))
    reader.sees("请看一下", "please look")
    reader.look()

    guest = enter(javascript=javascript)
    guest.go(found.group(2))
    guest.sees("以后这处讨论不再给您发消息", "You will hear no more of this discussion")
    guest.look()
    guest.press("停止", "Stop them")
    guest.sees("已停止", "Stopped")
    guest.look()
    reader.go(f"needs/{need.id}/talk?thread=team")
    reader.sees("不接收这里的消息", "You chose to hear nothing of this")
    reader.press("关注", "Follow")
    reader.done()

    reader.go("/me/messages")
    reader.sees(need.body["title"])
    reader.look()
    reader.page.get_by_role("radio", name=re.compile(reader.t("不用告诉我", "Never"))).check()
    reader.press("保存", "Save")
    reader.done()
    expect(reader.page.get_by_role("radio", name=re.compile(reader.t("不用告诉我", "Never")))).to_be_checked()
    reader.page.get_by_role("button", name=re.compile(reader.t("不再关注", "Stop following"))).click()
    reader.done()
    reader.sees("还没有关注任何讨论", "You follow none yet")
