"""People come in, are welcomed, speak up, are suspended and heard, go out and come back, say what they give."""

import re
import sqlite3
import uuid

import pytest
from playwright.sync_api import expect

from browser import PICTURES
from reader import Reader
from servers import until
from support import fields, ok, problem, soon
from test_people import TEXT, v

PRIMER = (PICTURES.parent.parent / "Sources/Weftwork/People/Welcome/PrimerWords.swift").read_text()
RIGHT = re.findall(r"right: (\d)", PRIMER)


def seen(user, name):
    """A page of importance: there is a picture of it, and it stands what every page must."""
    if not user.javascript:
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    size = user.page.viewport_size
    # As high as the page is, so that no bar that sticks to the window hides a part of it.
    height = user.page.evaluate("document.documentElement.scrollHeight")
    user.page.set_viewport_size({**size, "height": max(size["height"], height)})
    user.page.screenshot(path=PICTURES / f"people-{name}-{user.net.language}.png")
    user.page.set_viewport_size(size)
    user.look()
    written = re.search(r"HTML\(|</?[a-z]+[ >]", user.page.locator("main").inner_text())
    assert not written, f"markup is to be read on {user.page.url}: {written}"


def sign_up(user, zh, en):
    """Makes an account on the way in; the name and the address that were given."""
    name, email = user.t(zh, en), f"{en.split()[0].lower()}@{user.net.slug}.example"
    user.follow("继续", "Continue")
    user.page.wait_for_url(re.compile(r"/sign-up\?to="))
    user.fill("您的名字", "Your name", name)
    user.fill("邮箱", "Mail address", email)
    seen(user, "sign-up")
    log = user.net.server.log
    before = log.stat().st_size
    user.press("继续", "Continue")

    def code():
        text = log.read_bytes()[before:].decode(errors="replace")
        return re.search(r"(?:验证码：|Code: )(\d{6})\n", text)

    user.field("验证码", "Code").fill(until(code, f"the code for {email}").group(1))
    user.press("进入", "Enter")
    return name


def to_task(user, zh, en):
    """From home to the only thing of this kind that waits."""
    user.go("/home")
    user.page.locator("a.wait").filter(has_text=user.t(zh, en)).click()


def waits(user, zh, en):
    user.go("/home")
    return user.page.locator("a.wait").filter(has_text=user.t(zh, en))


def invitation(caller, net, **more):
    made = ok(caller.post(v(net, "/invitations"), {"uses": 2, "days": 3, **more}), 201)
    net.own_words |= {text for text in more.values() if isinstance(text, str)} | {made["link"]}
    return made["link"].removeprefix(net.server.url)


def step(user, zh, en):
    """One of the first steps."""
    return user.page.locator("ol.lines > li").filter(has_text=user.t(zh, en))


def test_invited_and_welcomed_to_the_end(enter, net, javascript):
    ok(net.founder.post(v(net, "/pact"), {**TEXT, "days": 7}), 201)
    link = invitation(net.founder, net, note=net.t("来一起送口罩", "Come and carry masks with us"))
    weaver, buddy = net.member("weaver"), net.member(name="bert")
    guest = enter(javascript=javascript)
    guest.go(link)
    guest.sees("创办人 邀请您加入。", "Founder invites you.")
    guest.sees("来一起送口罩", "Come and carry masks with us")
    seen(guest, "invitation")
    name = sign_up(guest, "罗莎", "Rosa Lind")
    guest.page.wait_for_url(f"**{link}")
    guest.press("加入", "Join")
    guest.page.wait_for_url("**/me/welcome?*")
    guest.done()
    seen(guest, "first-steps")

    guest.follow("伙伴契约", "The Pact", step(guest, "签署伙伴契约", "Sign the Pact"))
    guest.sees(TEXT["zh"], TEXT["en"].strip())
    seen(guest, "pact")
    guest.press("我同意并签署", "I agree and sign")
    guest.sees(re.compile(net.t("您于.*签署", "You signed it")))
    guest.go("me/welcome")
    expect(step(guest, "签署伙伴契约", "Sign the Pact")).to_contain_text(net.t("已完成", "Done"))

    guest.follow("去选", "Choose", step(guest, "选您想投入多少", "Choose how much you give"))
    guest.choose("参与者", "Participant")
    guest.press("保存", "Save")
    guest.done()
    guest.go("me/welcome")

    guest.follow("我的资料", "My profile")
    guest.opened("我是谁", "Who I am")
    guest.fill("代号", "Handle", "x")
    guest.press("保存", "Save")
    guest.errors("2 到 32 个字母", "2 to 32 letters")
    guest.fill("代号", "Handle", net.slug)
    guest.fill("我能带来什么", "What I bring", net.t("会开面包车", "I can drive a van"))
    guest.opened("现场安全", "Safe on site")
    guest.fill("紧急联系人", "Emergency contact", net.t("妈妈 13700000000", "My mother, 13700000000"))
    guest.press("保存", "Save")
    guest.done()
    seen(guest, "profile")

    guest.go("me/welcome")
    guest.follow("去学", "Begin")
    for index, answer in enumerate(["0", *RIGHT[1:]]):
        guest.page.locator(f"[name=q{index}][value='{answer}']").check()
    guest.press("看看对不对", "Check my answers")
    guest.sees("再读一下这一章。", "Have another look at this chapter.")
    guest.errors("什么是合作网络", "What a collaborative network is")
    seen(guest, "primer")
    guest.page.locator(f"[name=q0][value='{RIGHT[0]}']").check()
    guest.press("看看对不对", "Check my answers")
    guest.sees("答对了全部问题。", "All answers are right.")
    guest.follow("欢迎", "Welcome")
    expect(guest.button("见过了", "We have met")).to_have_count(0)

    guide = enter(weaver, javascript=javascript, desktop=True)
    to_task(guide, "见一位新成员", "See a newcomer")
    page = guide.page.url
    guide.go("welcomes")
    seen(guide, "newcomers-desktop")
    guide.follow(name, name)
    guide.page.wait_for_url(page)
    expect(step(guide, "签署伙伴契约", "Sign the Pact")).to_contain_text(net.t("已完成", "Done"))
    seen(guide, "newcomer-desktop")
    guide.field("伙伴", "Buddy").select_option(buddy.member)
    guide.press("保存", "Save")
    guide.done()
    guide.press("已经聊过", "We have spoken")
    expect(guide.button("已经聊过", "We have spoken")).to_have_count(0)
    expect(waits(guide, "见一位新成员", "See a newcomer")).to_have_count(0)

    offer = ok(buddy.get(v(net, "/me/company")))["buddyOffers"][0]["id"]
    ok(buddy.post(v(net, "/me/company/actions"), {"action": "acceptBuddy", "id": offer}))
    guest.go("me/welcome")
    guest.follow("挑一件", "Choose one")
    card = guest.page.locator("li").filter(has_text=net.t("看看求助板上哪条过时了", "Look for what is out of date"))
    card.get_by_role("button").click()
    guest.done()
    guest.fill("做了什么", "What you did", net.t("第三条已经送到了。", "The third one was brought long ago."))
    guest.page.locator("form[action$='/done'] button").click()
    guest.done()
    done = ok(buddy.get(v(net, "/me/company")))["toConfirm"][0]["id"]
    ok(buddy.post(v(net, "/me/company/actions"), {"action": "confirm", "id": done}))

    guest.go("me/welcome")
    guest.misses(net.t("都完成了", "All done"))
    expect(step(guest, "见见您的伙伴", "Meet your buddy").get_by_role("link")).to_have_text(buddy.name.strip("/"))
    guest.press("见过了", "We have met")
    guest.sees("都完成了，欢迎您！", "All done. It is good to have you here!")
    seen(guest, "welcomed")


@pytest.mark.parametrize("accepts", [True, False], ids=["accepted", "declined"])
def test_application_is_answered_by_a_weaver(enter, net, javascript, accepts):
    weaver = net.member("weaver")
    guest = enter(javascript=javascript)
    guest.go(f"/n/{net.slug}")
    guest.follow("加入", "Join")
    sign_up(guest, "安娜", "Ana Apply")
    guest.page.wait_for_url("**/join")
    guest.fill("介绍一下自己", "About yourself", net.t("让我来", "Let me"))
    guest.press("申请加入", "Apply to join")
    guest.errors("请至少写 10 个字", "at least 10 characters")
    expect(guest.field("介绍一下自己", "About yourself")).to_have_value(net.t("让我来", "Let me"))
    seen(guest, "application")
    words = net.t("我是护士，发大水那年和创办人一起做过事。", "I am a nurse and know the founder from the flood.")
    guest.fill("介绍一下自己", "About yourself", words)
    guest.press("申请加入", "Apply to join")
    guest.sees("申请已收到，三天内有人答复您。", "Your application is here; somebody answers within three days.")
    assert guest.go("me/welcome").status == 403

    guide = enter(weaver, javascript=javascript, desktop=True)
    to_task(guide, "加入申请", "Application")
    guide.sees(words)
    seen(guide, "application-desktop")
    why = net.t("欢迎，这里正缺护士。", "Welcome, nurses are what we lack.")
    guide.fill("理由", "Why", why)
    guide.press("结束这件事", "Close it")
    guide.errors()
    expect(guide.field("理由", "Why")).to_have_value(why)
    guide.choose(*(("接受", "Accepted") if accepts else ("未接受", "Declined")))
    guide.press("结束这件事", "Close it")
    guide.done()
    expect(guide.button("结束这件事", "Close it")).to_have_count(0)
    expect(waits(guide, "加入申请", "Application")).to_have_count(0)
    assert (guest.go("me/welcome").status == 200) == accepts
    if accepts:
        guest.sees("头几步", "First steps")


def test_report_is_worked_and_its_outcome_read(enter, net, javascript):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    user = enter(anna, javascript=javascript)
    user.go(f"/n/{net.slug}")
    user.follow("成员", "Members")
    user.page.locator(f"a[href$='{bert.member}']").click()
    seen(user, "member")
    user.follow("报告一件事", "Report something")
    user.page.wait_for_url("**/report?about=*")
    user.press("发出", "Send")
    user.errors("请至少写 10 个字", "at least 10 characters")
    seen(user, "report")
    words = net.t("他在医院门口对护士大喊大叫。", "He shouted at the nurse at the gate.")
    user.fill("内容", "What it is", words)
    user.press("发出", "Send")
    user.page.wait_for_url("**/matters/*")
    user.done()
    seen(user, "report-sent")

    owner = enter(net.founder, javascript=javascript, desktop=True)
    to_task(owner, "事件报告", "Incident")
    owner.sees(words)
    said, why = net.t("我问过门卫了。", "I have asked the guard."), net.t("他已经道歉。", "He has said sorry.")
    part = owner.page.locator("form[action$='/notes']")
    owner.fill("补充一句", "Say something", said, part)
    owner.press("发出", "Send", part)
    owner.sees(said)
    seen(owner, "matter-desktop")
    owner.choose("已处理", "Resolved")
    owner.fill("理由", "Why", why)
    owner.press("结束这件事", "Close it")
    owner.done()
    expect(owner.button("结束这件事", "Close it")).to_have_count(0)
    expect(waits(owner, "事件报告", "Incident")).to_have_count(0)

    user.go("/me")
    user.follow("申请与报告", "Applications and reports")
    seen(user, "matters")
    part = user.card("我提出的", "What I opened")
    expect(part.locator("li")).to_contain_text(net.t("已处理", "Resolved"))
    user.follow("事件报告", "Incident", part)
    for line in (words, said, why):
        user.sees(line)
    expect(user.page.locator("main form")).to_have_count(0)
    seen(user, "matter-closed")
    other = enter(bert, javascript=javascript)
    assert other.go(user.page.url).status == 404


def test_suspension_is_appealed_to_another_and_lifted(enter, net, javascript):
    anna, lead = net.member(name="anna"), net.member("coordinator")
    who = enter(lead, javascript=javascript, desktop=True)
    who.go(f"members/{anna.member}")
    part = who.opened("暂停成员资格", "Suspend")
    reason = net.t("拿了本该给病区的钱。", "She took money that was meant for the ward.")
    who.fill("原因", "The reason", reason, part)
    who.fill("几天", "For how many days", "9", part)
    seen(who, "suspend-desktop")
    who.press("暂停成员资格", "Suspend", part)
    expect(who.button("恢复成员资格", "Lift the suspension")).to_be_visible()

    user = enter(javascript=javascript)
    user.go("/sign-in")
    user.let_in(anna, by_code=False)
    user.page.wait_for_url("**/me/suspension")
    user.sees(reason)
    user.press("申诉", "Appeal")
    user.errors("请至少写 10 个字", "at least 10 characters")
    seen(user, "suspension")
    words = net.t("我当天就转交了，可以问问小贝。", "I handed it on the same day, ask Bert.")
    user.fill("内容", "What it is", words)
    user.press("申诉", "Appeal")
    user.done()
    assert user.go("members").status == 403

    expect(waits(who, "申诉", "Appeal")).to_have_count(0)
    judge = enter(net.founder, javascript=javascript)
    to_task(judge, "申诉", "Appeal")
    judge.sees(words)
    seen(judge, "appeal")
    judge.choose("撤销停用", "Lifted")
    judge.fill("理由", "Why", net.t("小贝有书面收据。", "Bert has it in writing."))
    judge.press("结束这件事", "Close it")
    judge.done()
    user.go("me/suspension")
    user.sees("您的成员资格正常。", "Your membership is in order.")
    seen(user, "in-order")
    assert user.go("members").status == 200


def test_out_and_back(enter, net, javascript):
    user = enter(net.member(name="anna"), javascript=javascript)
    user.go("/me")
    seen(user, "me")
    user.follow("现场安全", "Safe on site")
    part = user.card("签到", "Check in")
    user.fill("几小时后回来", "Back in how many hours", "99", part)
    user.press("签到", "Check in", part)
    user.errors("0.25 到 48 小时", "Between 0.25 and 48 hours")
    user.errors("请先读安全须知", "read the briefing first")
    seen(user, "check-in")
    user.fill("去哪里", "Where to", net.t("县医院七病区", "Ward 7, county hospital"), part)
    user.fill("几小时后回来", "Back in how many hours", "0.5", part)
    user.choose("是", "Yes", part)
    user.press("签到", "Check in", part)
    user.done()
    user.sees("您在外，说好", "You are out, back by")
    seen(user, "out")
    user.press("签退，我回来了", "Check out: I am back")
    expect(user.button("签退，我回来了", "Check out: I am back")).to_have_count(0)
    user.field("去哪里", "Where to").wait_for()
    keeper = enter(net.founder, javascript=javascript)
    expect(keeper.page.locator("a.wait")).to_have_count(0)


def test_who_is_late_is_looked_for(enter, net, javascript):
    anna = net.member(name="anna")
    user = enter(anna, javascript=javascript)
    user.go("me/safety")
    part, place = user.card("签到", "Check in"), net.t("县医院七病区", "Ward 7, county hospital")
    user.fill("去哪里", "Where to", place, part)
    user.choose("是", "Yes", part)
    user.press("签到", "Check in", part)
    user.done()
    visit = ok(net.founder.get("/me/waiting"))["tasks"][0]["object"]
    keeper = enter(net.founder, javascript=javascript)
    keeper.go(f"visits/{visit}")
    keeper.sees("还没到说好的时间。", "It is not yet the time they named.")
    keeper.misses(place)
    with sqlite3.connect(net.server.storage, timeout=60) as db:
        db.execute("UPDATE visits SET due_at = due_at - 18000000 WHERE id = ?", [uuid.UUID(visit).bytes])
    db.close()
    keeper.go(f"visits/{visit}")
    keeper.misses(place)
    seen(keeper, "late")
    keeper.press("查看去处、紧急联系人和保险", "Open place, emergency contact and insurance")
    keeper.sees(place)
    keeper.sees("没有留紧急联系人。", "No emergency contact was left.")
    seen(keeper, "late-opened")
    user.go("me/safety")
    user.press("签退，我回来了", "Check out: I am back")
    user.done()
    keeper.go(f"visits/{visit}")
    keeper.sees("已经回来了。", "They are back.")
    keeper.misses(place)


def test_pass_is_looked_at_by_a_guard_without_an_account(enter, net, javascript):
    anna = net.member(name="anna")
    user, task = enter(anna, javascript=javascript), net.t("给七病区送口罩", "Bring masks to ward 7")
    user.go("me/safety")
    part = user.card("通行证", "Pass")
    user.fill("任务", "Task", task, part)
    user.fill("有效几小时", "Good for how many hours", "500", part)
    user.press("生成通行证", "Make a pass", part)
    user.errors("1 到 72 小时", "Between 1 and 72 hours")
    expect(user.field("任务", "Task", part)).to_have_value(task)
    user.fill("有效几小时", "Good for how many hours", "8", part)
    user.press("生成通行证", "Make a pass", part)
    user.done()
    seen(user, "passes")
    user.follow("出示", "Show")
    expect(user.page.get_by_role("img", name=net.t("通行证二维码", "QR code of the pass"))).to_be_visible()
    address = user.page.locator("code").inner_text()
    seen(user, "pass")
    guard = enter(javascript=javascript)
    guard.go(address)
    for text in (anna.name, task, net.slug):
        guard.sees(text)
    guard.sees("有效", "Valid")
    guard.misses(anna.email)
    seen(guard, "pass-looked-at")
    user.go("me/safety")
    user.sees("Chrome, Linux")
    user.press("作废", "Revoke")
    user.done()
    guard.go(address)
    guard.sees("已失效", "No longer valid")
    guard.misses(anna.name)
    seen(guard, "pass-over")


def test_member_and_convener_say_what_they_give(enter, net, javascript):
    member = enter(net.member(name="anna"), javascript=javascript)
    member.go("/me")
    member.follow("我的投入", "How much I give")
    member.sees("召集方还没有写下承诺。", "The convener has written down nothing yet.")
    member.choose("再想想", "Undecided")
    member.press("保存", "Save")
    member.errors()
    expect(member.page.get_by_role("radio", name=re.compile(net.t("^再想想", "^Undecided")))).to_be_checked()
    member.choose("核心团队", "Core team")
    member.press("保存", "Save")
    member.done()
    member.go("me/level")
    expect(member.page.get_by_role("radio", name=re.compile(net.t("^核心团队", "^Core team")))).to_be_checked()
    seen(member, "level")

    steward, text = enter(net.founder, javascript=javascript, desktop=True), net.t("志愿者的车费", "Bus fares for volunteers")
    steward.go("me/level")
    part = steward.opened("写下一项承诺", "Write one down")
    steward.press("保存", "Save", part)
    steward.errors()
    part = steward.opened("写下一项承诺", "Write one down")
    steward.field("类别", "Kind", part).select_option("stipends")
    steward.fill("内容", "What", text, part)
    steward.fill("到哪天", "Until", soon(24 * 30)[:10], part)
    steward.press("保存", "Save", part)
    steward.done()
    seen(steward, "level-desktop")
    member.go("me/level")
    row = member.page.locator("li.line").filter(has_text=text)
    expect(row).to_contain_text(net.t("补贴", "Stipends"))
    expect(row.get_by_role("button")).to_have_count(0)
    steward.press("结束", "End", steward.page.locator("li.line").filter(has_text=text))
    steward.done()
    member.go("me/level")
    member.misses(text)


def test_invitation_with_its_poster_and_who_came(enter, net, javascript):
    bert = net.member(name="bert")
    user, campaign = enter(bert, javascript=javascript), net.t("食堂海报", "Poster in the canteen")
    user.go("/me")
    user.follow("邀请", "Invitations")
    user.fill("可用次数", "How many can use it", "0")
    user.press("做一个邀请", "Make an invitation")
    user.errors()
    user.fill("可用次数", "How many can use it", "2")
    user.fill("用在哪里", "Where it is used", campaign)
    user.fill("附一句话", "A word with it", net.t("来帮忙吧", "Come and help"))
    user.press("做一个邀请", "Make an invitation")
    expect(user.page.get_by_role("img", name=net.t("加入的二维码", "QR code to join"))).to_be_visible()
    link = user.page.locator("code").inner_text()
    net.own_words.add(link)
    seen(user, "poster")
    guest = Reader(net, language=net.language)
    guest.go(link)
    name = net.t("来宾小何", "Guest Hall")
    net.own_words.add(name)
    guest.go(re.search(r'href="(/sign-up\?to=[^"]+)"', guest.page.text).group(1))
    read = guest.mail(lambda: guest.submit("/sign-up", name=name, email=f"guest@{net.slug}.example"))
    guest.submit("/sign-in/code", code=read(r"(?:验证码：|Code: )(\d{6})\n").group(1))
    guest.submit()
    user.go("invitations")
    row = user.page.locator("li.line").filter(has_text=campaign)
    expect(row).to_contain_text(net.t("已用 1/2", "1 of 2 used"))
    seen(user, "invitations")
    user.press("结束", "End", row)
    user.done()
    expect(row).to_contain_text(net.t("已结束", "over"))
    guest.go(link, 409)

    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.go("members")
    lead.follow("新成员", "Newcomers")
    lead.follow("谁带来了谁", "Who came through whom")
    expect(lead.page.locator("main li").get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(lead.page.locator("tr").filter(has_text=campaign).locator("td").first).to_have_text("1")
    seen(lead, "referrals-desktop")


def test_pages_that_no_other_walk_comes_by(enter, net):
    ok(net.founder.post(v(net, "/pact"), {**TEXT, "days": 7}), 201)
    assert fields(problem(net.founder.post(v(net, "/pact"), {**TEXT, "days": 0}), 422)) == {"days"}
    lead = enter(net.founder)
    for path, name in [("pact/edit", "pact-edit"), ("ways", "ways"), ("welcomes", "welcomes"), ("join", "join")]:
        assert lead.go(path).status == 200
        seen(lead, name)
