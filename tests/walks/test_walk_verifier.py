"""A verifier at a desk works the queue by the keyboard alone."""

import re

from playwright.sync_api import expect

from browser import PHONE_NUMBER


def at_the_desk(enter, net, name="a"):
    """A verifier in the queue with shortcuts switched on, all by the keyboard."""
    user = enter(net.member("verifier", name=name), desktop=True)
    user.go("/me")
    user.tab_to(user.button("打开快捷键", "Turn shortcuts on"))
    user.page.keyboard.press("Enter")
    expect(user.button("关闭快捷键", "Turn shortcuts off")).to_be_visible()
    to_queue(user)
    return user


def to_queue(user):
    user.go("queue")
    user.script("keys.js")


def key(user, name, address):
    """Presses a key and waits for where it leads."""
    user.page.keyboard.press(name)
    user.page.wait_for_url(address)
    user.script("keys.js")


def fold(user, zh, en):
    """Opens a folded part by the keyboard."""
    part = user.page.locator("details").filter(has=user.page.locator("summary", has_text=re.compile(f"^{user.t(zh, en)}$")))
    user.tab_to(part.locator("summary"))
    user.page.keyboard.press("Enter")
    return part


def write(user, field, text):
    user.tab_to(field)
    user.page.keyboard.insert_text(text)
    user.net.own_words.add(text)


def send(user, button):
    user.tab_to(button)
    user.page.keyboard.press("Enter")


def opened(user, need):
    """From the queue to the open item: next, acknowledge, open."""
    key(user, "n", f"**/queue/{need.id}")
    user.sees(need.body["title"])
    key(user, "a", f"**/queue/{need.id}?done=1")
    key(user, "o", re.compile(f"/queue/{need.id}$"))


def test_next_acknowledge_open_check_verify(enter, net):
    need = net.need()
    user = at_the_desk(enter, net)
    expect(user.page.locator("a.wait")).to_have_count(1)
    user.look()
    key(user, "n", f"**/queue/{need.id}")
    user.sees("先受理", "Acknowledge first")
    user.look()
    key(user, "a", f"**/queue/{need.id}?done=1")
    user.done()
    key(user, "o", re.compile(f"/queue/{need.id}$"))
    assert need.read()["state"] == "verifying"
    user.look()
    user.page.keyboard.press("c")
    user.sees(PHONE_NUMBER)
    user.script("keys.js")
    for question in user.page.locator("fieldset.check").all():
        user.tab_to(question.get_by_role("radio").first)
        user.page.keyboard.press("Space")
        expect(question.get_by_role("radio").first).to_be_checked()
    first = user.page.get_by_role("group", name=user.t("可信程度", "Confidence")).get_by_role("radio").first
    user.tab_to(first)
    user.page.keyboard.press("Space")
    write(user, user.page.locator("#f-verify-note"), user.t("总机核对过", "Checked with the switchboard"))
    user.page.keyboard.press("Tab")
    key(user, "v", re.compile(r"/queue\?done=1$"))
    read = need.read()
    assert (read["state"], read["confidence"]) == ("verified", "official")
    expect(user.page.locator("a.wait")).to_contain_text(user.t("已核实", "Verified"))
    she = enter()
    she.go(need.url)
    expect(she.card("谁看过我的联系方式", "Who has looked at my contact")).to_contain_text(net.member("verifier").name)


def test_verifying_without_an_answer_is_refused_and_kept(enter, net):
    need = net.need()
    user = at_the_desk(enter, net)
    opened(user, need)
    user.tab_to(user.page.locator("fieldset.check").first.get_by_role("radio").first)
    user.page.keyboard.press("Space")
    write(user, user.page.locator("#f-verify-note"), user.t("没人接", "Nobody answers"))
    user.page.keyboard.press("Tab")
    user.page.keyboard.press("v")
    user.errors()
    expect(user.page.locator("fieldset.check").first.get_by_role("radio").first).to_be_checked()
    expect(user.page.locator("#f-verify-note")).to_have_value(user.t("没人接", "Nobody answers"))
    user.look()


def test_the_list_of_keys_and_the_rows(enter, net):
    needs = [net.need() for _ in range(3)]
    user = at_the_desk(enter, net)
    user.page.keyboard.press("?")
    expect(user.page.get_by_role("dialog")).to_be_visible()
    user.page.keyboard.press("Escape")
    expect(user.page.get_by_role("dialog")).to_have_count(0)
    rows = user.page.locator("a.wait")
    for press, row in [("j", 0), ("j", 1), ("j", 2), ("k", 1)]:
        user.page.keyboard.press(press)
        expect(rows.nth(row)).to_be_focused()
    user.page.keyboard.press("Enter")
    user.page.wait_for_url(re.compile("/queue/[0-9a-f-]{36}$"))
    assert user.page.url.rsplit("/", 1)[1] in {need.id for need in needs}


def test_two_verifiers_never_work_on_one_item(enter, net):
    need, later = net.need(urgency="high"), net.need(urgency="low")
    one, two = at_the_desk(enter, net), at_the_desk(enter, net, "second")
    opened(one, need)
    one.sees("这一项由您处理", "It is yours until")
    to_queue(two)
    row = two.page.locator("a.wait").filter(has_text=need.body["title"])
    expect(row).to_contain_text(re.compile(two.t(f"{one_name(net)} 在处理", f"{one_name(net)} works on it")))
    two.look()
    two.tab_to(row)
    two.page.keyboard.press("Enter")
    two.page.wait_for_url(f"**/queue/{need.id}")
    two.script("keys.js")
    expect(two.page.locator(".lock")).to_contain_text(one_name(net))
    two.page.keyboard.press("o")
    two.errors(one_name(net), one_name(net))
    two.look()
    to_queue(two)
    key(two, "n", f"**/queue/{later.id}")


def one_name(net):
    return net.member("verifier").name


def test_rejected_with_a_reason_that_she_reads(enter, net):
    need = net.need()
    user = at_the_desk(enter, net)
    key(user, "n", f"**/queue/{need.id}")
    part = fold(user, "不受理", "Reject")
    send(user, part.get_by_role("button"))
    user.errors()
    assert need.read()["state"] == "submitted"
    user.script("keys.js")
    part = user.page.locator("details").filter(has=user.page.locator("input[value=reject]"))
    if part.get_attribute("open") is None:
        fold(user, "不受理", "Reject")
    write(user, part.get_by_role("textbox"), user.t("不在服务范围", "Outside of what we can do"))
    send(user, part.get_by_role("button"))
    user.page.wait_for_url(re.compile("/queue$|done=1"))
    assert need.read()["state"] == "rejected"
    she = enter()
    she.go(need.url)
    she.sees("不在服务范围", "Outside of what we can do")
    she.sees("没有受理，理由见下。", "It was not taken on; the reason is below.")


def test_a_question_and_nobody_answers(enter, net):
    need = net.need()
    user = at_the_desk(enter, net)
    opened(user, need)
    part = fold(user, "请对方补充", "Ask a question")
    write(user, part.get_by_role("textbox"), user.t("送到几号门", "Which gate is it"))
    send(user, part.get_by_role("button"))
    user.done()
    assert need.read()["state"] == "needsInformation"
    need.says("answer", text=user.t("三号门", "Gate three"))
    user.go(f"queue/{need.id}")
    user.sees("三号门", "Gate three")
    part = fold(user, "联系不上", "Could not reach")
    user.tab_to(part.get_by_role("combobox"))
    send(user, part.get_by_role("button"))
    user.done()
    assert need.read()["state"] == "cannotReach"
    user.look()
    user.go("queue?lane=waiting")
    expect(user.page.locator("a.wait")).to_contain_text(user.t("联系不上", "Cannot reach"))
    user.go(f"queue/{need.id}")
    expect(user.card("联系记录", "Call log").last).to_contain_text(one_name(net))


def test_a_double_is_shown_with_reasons_merged_and_undone(enter, net):
    contact = {"name": net.t("张三", "Rosa Lind"), "phone": PHONE_NUMBER, "email": "ward@hospital.example"}
    older = net.need(contact=contact, urgency="low")
    newer = net.need(title=older.body["title"] + net.t(" 急", " please"), contact=contact, urgency="high")
    user = at_the_desk(enter, net)
    expect(user.page.locator("a.wait").first).to_contain_text(user.t("可能重复", "Maybe a double"))
    opened(user, newer)
    doubles = user.card("可能重复的", "Possible doubles")
    for zh, en in [("电话相同", "same phone"), ("邮箱相同", "same mail address"), ("内容相像", "similar text")]:
        expect(doubles).to_contain_text(user.t(zh, en))
    expect(doubles).to_contain_text(re.compile(user.t(r"相像 \d+%", r"\d+% alike")))
    user.look()
    send(user, user.button("就是它，并过去", "The same: merge into it"))
    user.page.wait_for_url(re.compile("/queue([?]|$)"))
    assert newer.read()["state"] == "duplicate"
    expect(user.page.locator("a.wait")).to_have_count(1)

    user.go(f"needs/{newer.id}")
    user.sees("已并入", "Merged into")
    expect(user.page.locator("main .note").get_by_role("link")).to_have_text(older.body["title"])
    user.look()
    send(user, user.button("撤销合并", "Undo the merge"))
    user.done()
    assert newer.read()["state"] == "verifying"


def test_merging_can_be_undone_from_where_one_lands(enter, net):
    older, newer = net.need(urgency="low"), net.need(urgency="high")
    user = at_the_desk(enter, net)
    opened(user, newer)
    send(user, user.button("就是它，并过去", "The same: merge into it"))
    user.page.wait_for_url(re.compile("/queue([?]|$)"))
    assert newer.read()["state"] == "duplicate" and older.read()["state"] == "submitted"
    send(user, user.button("撤销", "Undo"))
    user.sees("已撤销，一切照旧", "Undone: everything is as before")
    assert newer.read()["state"] == "verifying"
