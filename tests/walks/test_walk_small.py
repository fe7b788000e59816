"""Of use within ten minutes: by an invitation and a phone, one screen, a first small task; a second person looks; week and record."""

import re

from playwright.sync_api import expect

from servers import until
from support import ok
from test_people import TEXT, v
from test_small import LIST
from test_walk_people import invitation, seen
from test_walk_phone import gateway, net, phone_server  # noqa: F401 – fixtures


def test_from_a_link_to_a_first_task_in_one_go(enter, net, gateway, language):  # noqa: F811
    need = net.published(**LIST)
    net.own_words |= {LIST["title"], "口罩、护目镜、防护服、手套", *TEXT.values()}
    ok(net.founder.post(v(net, "/pact"), {**TEXT, "days": 7}), 201)
    second = net.member(name="bert")
    ok(second.post(v(net, "/pact/signatures"), {"hash": ok(second.get(v(net, "/pact")))["hash"]}), 201)
    link = invitation(net.founder, net, note=net.t("来帮忙吧", "Come and help"))
    number = "13900004441" if language == "zh" else "13900004442"

    guest = enter()
    guest.go(link)
    guest.follow("继续", "Continue")
    guest.fill("您的名字", "Your name", net.t("罗莎", "Rosa Lind"))
    guest.fill("邮箱或手机号", "Mail address or mobile number", number)
    code = gateway.code(f"+86{number}", lambda: guest.press("继续", "Continue"))
    guest.fill("验证码", "Code", code)
    guest.press("进入", "Enter")
    guest.press("加入", "Join")
    guest.page.wait_for_url("**/me/welcome?*")
    seen(guest, "small-welcome")
    guest.follow("马上开始", "Start at once")
    guest.sees("说到做到；做不到，早点说。", "We do what we say; where we can’t, we say so early.")
    seen(guest, "small-start")
    guest.opened("契约全文", "The Pact in full")
    guest.press("我同意并签名，开始", "I agree and sign; let’s start")
    guest.done()
    seen(guest, "small-board")
    name = net.t("翻译一条公开的求助", "Translate a public need")
    guest.page.locator("#to-do li").filter(has_text=name).get_by_role("button").click()
    expect(guest.page.get_by_role("heading", level=1)).to_have_text(name)
    guest.press("做好了", "Done")
    guest.errors()
    guest.fill("标题的译文", "The title, translated", "Hospital 8 lacks supplies")
    guest.fill("每样东西的译文", "The things, translated", "masks, goggles, suits, gloves")
    seen(guest, "small-task")
    guest.press("做好了", "Done")
    guest.done()
    guest.sees("等第二个人看", "waits for a second person")

    other = enter(second, desktop=True)
    other.sees("有 1 件等第二个人看。", "One waits for a second person.")
    other.follow("小任务", "Small tasks")
    other.press("看一件", "Look at one")
    other.sees("Hospital 8 lacks supplies")
    seen(other, "small-check")
    part = other.opened("不对", "It is not right")
    other.press("不对", "It is not right", part.locator("form"))
    other.errors("缺少这一项", "This is missing")
    other.press("对的", "It is right")
    other.done()

    guest.go("me/small-tasks")
    guest.sees("确认了，谢谢", "confirmed, thank you")
    guest.follow("我的一周", "My week")
    guest.sees("只有您看得到这一页。", "Only you see this page.")
    seen(guest, "small-week")
    guest.follow("我的记录", "My record")
    guest.sees("由另一位成员确认", "confirmed by another member")
    seen(guest, "small-record")

    other.go(f"needs/{need.id}")
    if language == "en":
        other.sees("Translated by a volunteer")
    seen(other, "small-need")


def test_the_desk_hears_two_who_disagree(enter, net, language):  # noqa: F811
    net.published(**LIST)
    net.own_words |= {LIST["title"], "口罩、护目镜、防护服、手套", "027-85881234"}
    one, two = net.member(name="anna"), net.member(name="bert")
    until(lambda: ok(one.get(v(net, "/me/small-tasks")))["free"])
    task = ok(one.post(v(net, "/me/small-tasks"), {"kind": "findNumber"}), 201)
    path = v(net, f"/me/small-tasks/{task['id']}/actions")
    ok(one.post(path, {"action": "answer", "phone": "027-85881234", "source": "https://hospital8.example/contact"}))
    ok(two.post(v(net, "/me/small-tasks"), {"what": "check"}), 201)
    wrong = net.t("网页上是另一个号码", "The page has another number")
    net.own_words.add(wrong)
    ok(two.post(path, {"action": "check", "verdict": "wrong", "words": wrong}))
    lead = enter(net.member("coordinator"), desktop=True, javascript=False)
    lead.go("small-tasks")
    seen(lead, "small-desk")
    lead.follow("查机构的公开电话和所在区", "Find an institution’s number and district")
    lead.sees(wrong)
    lead.press("答案不对", "The answer is wrong")
    lead.errors("缺少这一项", "This is missing")
    lead.fill("理由", "Why", net.t("号码是旧的", "The number is an old one"))
    lead.press("答案不对", "The answer is wrong")
    lead.done()
    lead.sees("没有等着处理的。", "Nothing waits.")

    carl = net.member(name="carl")
    # What was wrong can be done anew.
    until(lambda: "findNumber" in str(ok(carl.get(v(net, "/me/small-tasks")))["free"]))
    while (taken := carl.post(v(net, "/me/small-tasks"), {})).status_code == 201:
        ok(carl.post(v(net, f"/me/small-tasks/{taken.json()['id']}/actions"), {"action": "skip", "reason": "notMine"}))
    idle = enter(carl)
    idle.go("me/small-tasks")
    idle.sees("现在人手比活多", "More hands than work just now")
    seen(idle, "small-nothing")
    idle.fill("待命到几点", "Stand by until", "23:59")
    idle.press("我待命", "I stand by")
    idle.done()
    idle.sees(re.compile(net.t("您待命到 23:59", "You stand by until 23:59")))
