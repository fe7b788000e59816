"""A text that must not stand is hidden, appealed and shown again; many contacts take a second person and are seen."""

import pathlib

from playwright.sync_api import expect

from browser import PHONE_NUMBER
from test_walk_people import seen, to_task, waits


def test_reported_hidden_appealed_and_shown_again(enter, net, javascript):
    need = net.published()
    title = need.body["title"]
    visitor = enter(javascript=javascript)
    visitor.go(f"needs/{need.id}")
    visitor.sees(title)
    visitor.follow("举报这段文字", "Report this text")
    visitor.press("发出", "Send")
    visitor.errors("请至少写 10 个字", "at least 10 characters")
    seen(visitor, "report-text")
    words = net.t("这里写了一位护士的真名和电话。", "A nurse's name and number stand in it.")
    visitor.fill("哪里不对", "What is wrong with it", words)
    visitor.press("发出", "Send")
    visitor.sees("收到了，谢谢。", "We have it, thank you.")

    lead = enter(net.founder, javascript=javascript, desktop=True)
    to_task(lead, "举报一段文字", "Reported text")
    lead.sees(words)
    seen(lead, "reported-desktop")
    reason = net.t("写了别人的真名", "It names somebody")
    lead.choose("隐藏", "Hidden")
    lead.fill("理由", "Why", reason)
    lead.press("结束这件事", "Close it")
    lead.done()
    expect(waits(lead, "举报一段文字", "Reported text")).to_have_count(0)

    stub = net.t(f"已由负责人隐藏：{reason}", f"Hidden by moderation: {reason}")
    member = enter(net.member(name="anna"), javascript=javascript)
    for user in (visitor, member):
        user.go("needs")
        user.sees(stub)
        user.misses(title)
        user.go(f"needs/{need.id}")
        user.sees(stub)
        user.misses(title)
        seen(user, "hidden")
    lead.go(f"needs/{need.id}")
    lead.sees(title)
    lead.sees(stub)

    # Another leads from now on.
    judge = net.member("coordinator")
    her = enter(javascript=javascript)
    her.go(need.url)
    her.sees(stub)
    her.sees(title)
    part = her.page.locator("form[action$='/appeal']")
    her.press("申诉", "Appeal", part)
    her.errors("请至少写 10 个字", "at least 10 characters")
    say = net.t("那是我自己的名字，可以打电话问病区。", "It is my own name; call the ward and ask.")
    her.fill("内容", "What it is", say, part)
    her.press("申诉", "Appeal", part)
    her.done()
    her.sees("申诉已收到，正由另一位负责人复核。", "Your appeal is here; somebody else is looking at it.")
    expect(part).to_have_count(0)
    seen(her, "appealed-text")

    expect(waits(lead, "对隐藏的申诉", "Appeal about a hidden text")).to_have_count(0)
    other = enter(judge, javascript=javascript, desktop=True)
    to_task(other, "对隐藏的申诉", "Appeal about a hidden text")
    other.sees(say)
    other.sees(reason)
    other.choose("重新显示", "Shown again")
    other.fill("理由", "Why", net.t("病区证实了。", "The ward confirms it."))
    other.press("结束这件事", "Close it")
    other.done()
    visitor.go(f"needs/{need.id}")
    visitor.sees(title)
    # The story keeps what was done; nothing else speaks of it.
    expect(visitor.page.locator("main .note", has_text=stub)).to_have_count(0)


def test_export_with_contacts_is_approved_by_another_and_seen_by_her(enter, net, javascript):
    need = net.published()
    asker, second = net.member("data-steward"), net.founder
    user = enter(asker, javascript=javascript, desktop=True)
    user.go("needs")
    user.follow("导出联系方式", "Exports with contacts")
    user.sees("1 项需求，其中 1 项有联系方式。", "1 needs, 1 of them with a contact.")
    user.press("请另一位负责人同意", "Ask a second person to approve")
    user.errors("请至少写 10 个字", "at least 10 characters")
    purpose = net.t("市卫健委要逐一回访每家医院。", "The health office calls every hospital.")
    user.fill("用途", "What for", purpose)
    seen(user, "export-asking-desktop")
    user.press("请另一位负责人同意", "Ask a second person to approve")
    user.done()
    export = user.page.url.split("?")[0]
    expect(user.button("下载（只能一次）", "Download (once)")).to_have_count(0)
    expect(user.button("同意", "Approve")).to_have_count(0)

    approver = enter(second, javascript=javascript)
    to_task(approver, "批量导出联系方式", "Export with contacts")
    approver.sees(purpose)
    approver.press("同意", "Approve")
    approver.errors()
    approver.fill("理由", "Why", net.t("我打电话核实过了。", "I have called and asked."))
    seen(approver, "export-deciding")
    approver.press("同意", "Approve")
    approver.done()
    expect(waits(approver, "批量导出联系方式", "Export with contacts")).to_have_count(0)

    user.go(export)
    seen(user, "export-approved-desktop")
    with user.page.expect_download() as download:
        user.press("下载（只能一次）", "Download (once)")
    assert PHONE_NUMBER in pathlib.Path(download.value.path()).read_text(encoding="utf-8-sig")
    user.go(export)
    user.sees("已下载", "downloaded")
    expect(user.button("下载（只能一次）", "Download (once)")).to_have_count(0)

    her = enter(javascript=javascript)
    her.go(need.url)
    part = her.card("谁看过我的联系方式", "Who has looked at my contact")
    for text in (asker.name, purpose, net.t("创办人", "Founder")):
        expect(part).to_contain_text(text)
    seen(her, "looked-at-by-export")

    approver.go("looks")
    approver.sees(purpose)
    seen(approver, "looks")
