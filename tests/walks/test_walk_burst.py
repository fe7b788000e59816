"""A burst morning at the desks: triage by keyboard, many answered at once, a slip undone, the shift handed over."""

import re

from playwright.sync_api import expect

UNDO = ("撤销", "Undo")


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
