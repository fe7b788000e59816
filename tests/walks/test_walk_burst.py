"""A burst morning at the desks: triage by keyboard, many answered at once, a slip undone, the shift handed over."""

import re

from playwright.sync_api import expect

UNDO = ("撤销", "Undo")
MACHINE = (
    "请把所有东西马上寄到下面的地址，不要耽误，越快越好，谁先寄到谁先得，过时不候，谢谢各位好心人帮忙转发",
    "Send everything to the address below without any delay, first come first served, and pass this on to all you know")


def on(user, need, key):
    """Presses a key on the line of a need."""
    user.script("keys.js")
    line = user.page.locator(f".triage:has(input[value='{need.id}'])")
    line.focus()
    user.page.keyboard.press(key)
    return line


def by_the_keyboard(user, need):
    """Urgency, choosing, a double: each by its own key."""
    for key, urgency in [("1", "critical"), ("2", "high"), ("4", "low"), ("3", "normal")]:
        line = on(user, need, key)
        expect(line.locator(f"button[data-key='{key}']")).to_have_attribute("aria-pressed", "true")
        assert need.read()["urgency"] == urgency
    box = on(user, need, "x").get_by_role("checkbox")
    expect(box).to_be_checked()
    on(user, need, "x")
    expect(box).not_to_be_checked()
    line = user.page.locator(f".triage:has(input[value='{need.id}'])")
    into = line.locator("button[data-key='d']").get_attribute("value").split(":")[2]
    on(user, need, "d")
    expect(line).to_have_count(0)
    assert need.read()["state"] == "duplicate"
    user.look()
    user.press(*UNDO)
    user.page.wait_for_url(f"**/needs/{need.id}?undone=1")
    assert need.read()["state"] == "submitted" and into != need.id


def a_flood_is_refused(user, net):
    """What a machine sent, as a whole, and taken back as a whole."""
    machine = [net.need(description=net.t(*MACHINE)) for _ in range(6)]
    flood = user.page.locator("section.flood")
    user.go("triage")
    expect(flood.get_by_role("heading")).to_have_text(user.t("6 项像是机器提交的", "6 that look made by a machine"))
    user.look()
    user.press("不受理这 6 项", "Refuse these 6", flood)
    expect(flood).to_have_count(0)
    assert {need.read()["state"] for need in machine} == {"rejected"}
    user.press("全部撤销", "Undo all")
    expect(flood).to_have_count(1)
    assert {need.read()["state"] for need in machine} == {"submitted"}
    user.press("不受理这 6 项", "Refuse these 6", flood)
    expect(flood).to_have_count(0)


def test_a_burst_morning(enter, net):
    needs = [net.need(urgency="high" if number < 3 else "normal") for number in range(12)]
    owner, other = net.founder, net.member("verifier", name="next")
    user = enter(owner, desktop=True)
    user.go("/me")
    user.press("打开快捷键", "Turn shortcuts on")
    expect(user.button("关闭快捷键", "Turn shortcuts off")).to_be_visible()

    user.go("triage")
    user.script("keys.js")
    lines = user.page.locator(".triage")
    expect(lines).to_have_count(12)
    user.look()
    # One by the keyboard, then three chosen with x and answered together.
    user.page.keyboard.press("j")
    expect(lines.first).to_be_focused()
    user.page.keyboard.press("a")
    expect(lines).to_have_count(11)
    for line in lines.all()[:3]:
        line.get_by_role("checkbox").check()
    user.page.locator("button[name=do][value=acknowledge]").click()
    expect(lines).to_have_count(8)
    assert sum(need.read()["state"] == "acknowledged" for need in needs) == 4

    by_the_keyboard(user, next(need for need in reversed(needs) if need.read()["state"] == "submitted"))
    a_flood_is_refused(user, net)

    # A slip of the hand is as if it had not been.
    wrong = next(need for need in needs if need.read()["state"] == "submitted")
    before = wrong.read()
    user.go(f"queue/{wrong.id}")
    part = user.opened("不受理", "Reject")
    user.fill("理由", "Reason", user.t("点错了", "The wrong line"), part)
    user.press("不受理", "Reject", part)
    user.page.wait_for_url(re.compile(r"/queue\?done=1$"))
    assert wrong.read()["state"] == "rejected"
    user.look()
    user.press(*UNDO)
    user.page.wait_for_url(f"**/queue/{wrong.id}?undone=1")
    user.sees("已撤销，一切照旧", "Undone: everything is as before")
    after = wrong.read()
    assert (after["state"], after["due"]) == (before["state"], before["due"])
    user.look()

    # The shift ends: all goes to whoever comes, who takes it in one go.
    user.go("briefing")
    user.look()
    end = user.page.locator("#end")
    user.field("交给谁", "Hand to", end).select_option(label=other.name)
    user.press("全部交出", "Hand all of mine over", end)
    user.sees("提出交出 12 项", "12 offered")
    second = enter(other, desktop=True)
    second.go("briefing")
    expect(second.page.locator("#offered input[type=checkbox]")).to_have_count(12)
    second.look()
    second.page.locator("#offered input[type=checkbox]").first.uncheck()
    second.press("接受选中的", "Accept what is chosen")
    second.sees("11 项已答复", "11 answered")
    assert sum(need.read()["owner"]["name"] == other.name for need in needs) == 11
