"""An agreement thins out: whoever answers for it is told, begins a renewal and leads it to a new version. Rules are written and put to
everybody; oversight finds something and is answered."""

import sqlite3
import time

import pytest
from playwright.sync_api import expect

from servers import until
from support import ok
from test_governance import adopted, belongs, decide, path


def in_force(net, people):
    """A charter with one clause and one priority that everybody affirms; gives the clause."""
    lead = people[0]
    ok(lead.post(path(net, "/charter"), {}), 201)
    first = ok(lead.post(path(net, "/charter/draft/clauses"), {
        "section": "purpose", "kind": "mission", net.language: net.t("让每个求助都有回音。", "Every request is answered.")}), 201)
    ok(lead.post(path(net, "/charter/draft/clauses"), {
        "section": "priorities", "weight": 100, "categories": ["protective"],
        net.language: net.t("先保护医护人员", "Protect those who care first")}), 201)
    notes = net.t("都写清楚了", "All of it is said")
    ok(lead.post(path(net, "/charter/draft"), {"gains": notes, "bears": notes, "unheard": notes}))
    ok(lead.post(path(net, "/charter/actions"), {"action": "askConsent", "days": 7}))
    decide(net, ok(lead.get(path(net, "/charter/draft")))["proposal"], people)
    clauses = [item["clause"] for item in ok(lead.get(path(net, "/drift")))["clauses"]]
    for one in people:
        ok(one.post(path(net, "/charter/stances"), {"stances": [{"clause": own, "stance": "affirm"} for own in clauses]}))
    return first["clauses"][0]["id"]


def older(net, days):
    """Makes the charter as old as if so many days were over, and has it measured anew."""
    with sqlite3.connect(net.server.storage, timeout=60) as db:
        network = db.execute("SELECT id FROM networks WHERE slug = ?", [net.slug]).fetchone()[0]
        by = days * 86_400_000
        db.execute(
            "UPDATE charter_versions SET adopted_at = adopted_at - ?1, review_at = review_at - ?1 "
            "WHERE network_id = ?2 AND adopted_at IS NOT NULL", [by, network])
        db.execute("UPDATE charter_stances SET at = at - ? WHERE network_id = ?", [by, network])
        db.execute("DELETE FROM drift_points WHERE network_id = ?", [network])
    db.close()


@pytest.mark.parametrize("desktop", [False, True], ids=["phone", "desktop"])
def test_what_was_agreed_thins_out_and_is_renewed(enter, net, desktop):
    lead, others = net.founder, [net.member(name=f"m{number}") for number in range(4)]
    people = [lead, *others]
    user = enter(lead, desktop=desktop)
    user.go("drift")
    user.sees("还没有生效的共识文件", "No charter is in force yet")
    clause = in_force(net, people)
    older(net, 400)

    def raised():
        user.go("drift")
        return user.page.locator("#alerts .note").count() == 2

    until(raised, "what has drifted is raised, and that a year is over")
    user.sees("共识淡化了", "The agreement has thinned out")
    user.sees("到了重新达成共识的时候", "It is time to agree anew")
    expect(user.page.locator("#history svg")).to_be_visible()
    user.look()
    user.go("/home")
    user.sees("共识淡化了", "The agreement has thinned out")
    user.go("align")
    user.follow("共识有没有淡化", "Drift")
    user.page.get_by_text(user.t("看数字", "Show the figures")).click()
    expect(user.page.locator("#history table").first).to_be_visible()

    user.opened("开始重新达成共识", "Begin a renewal")
    form = user.page.locator("#renewals form")
    user.press("开始重新达成共识", "Begin a renewal", form)
    user.errors()
    user.fill("为什么现在做", "Why now", user.t("一年过去了，人也换了一半", "A year has gone, and half of us are new"), user.page.locator("#renewals form"))
    user.press("开始重新达成共识", "Begin a renewal", user.page.locator("#renewals form"))
    user.page.wait_for_url("**/renewals/*")
    user.sees("回顾策略", "Strategy review")
    user.look()
    # The mindset check has begun with it.
    mindset = user.page.locator("#mindset")
    user.sees("正在作答", "open for answers", mindset)
    user.follow("去作答", "Answer it", mindset)
    user.page.wait_for_url("**/sheets/*")
    user.sees("思维方式自查", "Mindset check")
    user.page.go_back()
    expect(mindset).to_be_visible()
    user.fill("学到了什么、变了什么", "What was learnt, what has changed", user.t("口罩来得太晚", "Masks came too late"), user.page.locator("#review"))
    user.press("“回顾策略”做完了", "Finish “Strategy review”")
    user.done()
    user.fill("哪里一致、哪里有分歧", "Where you agree, where you part", user.t("分歧在钱上", "We part on money"), user.page.locator("#realign"))
    user.press("“重新对齐”做完了", "Finish “Re-alignment”")
    user.done()
    draft = user.page.locator("#draft")
    user.fill("改了什么，为什么", "What changes, and why", user.t("把村里也写进来", "Villages are in it now"), draft)
    user.press("开始写新稿", "Begin the new draft", draft)
    user.errors()
    user.fill("学到了什么", "What was learnt", user.t("村里没有网", "Villages have no line"), user.page.locator("#draft"))
    user.press("开始写新稿", "Begin the new draft", user.page.locator("#draft"))
    user.done()
    user.look()
    user.follow("去写共识文件", "To the charter's draft")
    user.page.wait_for_url("**/charter")

    # The charter's own walk shows how a version is written and consented to.
    ok(lead.post(path(net, f"/charter/draft/clauses/{clause}"), {
        net.language: net.t("让每个村的求助都有回音。", "Every village's request is answered.")}))
    ok(lead.post(path(net, "/charter/actions"), {"action": "askConsent", "days": 7}))
    decide(net, ok(lead.get(path(net, "/charter/draft")))["proposal"], people)

    def new():
        user.go("drift")
        user.page.locator("#renewals li a").first.click()
        return user.page.locator("#stage-goals form").count() == 1

    until(new, "the new version is in force, goals are next")
    goals = user.page.locator("#stage-goals")
    user.fill("到那时要做到什么", "What is reached by then", user.t("每个村一天之内有回音", "Every village within a day"), goals)
    user.field("为哪条优先事项", "For which priority", goals).select_option(index=1)
    user.field("到哪天", "By which day", goals).fill(time.strftime("%Y-%m-%d", time.gmtime(time.time() + 80 * 86_400)))
    user.press("加一个目标", "Add the goal", goals)
    user.done()
    user.fill("结果怎样", "What came of it", user.t("一条优先事项一个目标", "A goal for each priority"), user.page.locator("#goals"))
    user.press("“定阶段目标”做完了", "Finish “Stage goals”")
    user.done()
    user.sees("新的第 2 版已经生效", "version 2 is in force")
    user.sees("每个村一天之内有回音", "Every village within a day")
    user.look()


def test_half_is_asked_again(enter, net):
    lead, others = net.founder, [net.member(name=f"m{number}") for number in range(6)]
    in_force(net, [lead, *others])
    user = enter(lead)
    user.go("drift")
    user.press("再问一半人", "Ask half again")
    user.done()
    asked = next(one for one in others if ok(one.get(path(net, "/drift/asked")))["round"])
    reader = enter(asked)
    reader.go("/home")
    reader.sees("请您再看一遍：我们定下的还算数吗？", "You are asked again: does what we agreed still hold?")
    reader.go("drift/again")
    reader.sees("您上次说", "You said")
    reader.look()
    reader.press("都还算数", "All of it still holds")
    reader.done()
    reader.sees("现在没有问到您", "You are not being asked now")


@pytest.mark.parametrize("desktop", [False, True], ids=["phone", "desktop"])
def test_rules_council_and_a_finding(enter, net, desktop):
    lead, press, other = net.founder, net.member(name="p"), net.member(name="o")
    people = [lead, press, other]
    user = enter(lead, desktop=desktop)
    user.go("governance")
    user.sees("这个网络没有写治理规则", "This network has written no rules")
    user.look()
    user.follow("写一版", "Write a version")
    form = user.page.locator("main form").first
    user.fill("谁决定什么", "Who decides what", user.t("日常由协调员定，策略由大家定", "Coordinators the daily work, all of us the strategy"), form)
    user.press("保存草稿", "Save the draft")
    user.done()
    user.sees("要先写", "Write who decides what, by which method, and how these rules change first")
    user.fill("用什么方法", "By which method", user.t("先用同意法", "By consent first"))
    user.fill("这些规则怎样改", "How these rules change", user.t("三分之二同意", "Two thirds change them"))
    user.field("设共同监督", "There is oversight").select_option("yes")
    user.field("设联席会议", "There is a council").select_option("yes")
    user.press("保存草稿", "Save the draft")
    user.done()
    user.look()
    ask = user.page.locator("#ask")
    user.press("交给大家决定", "Put it to everybody", ask)
    user.errors()
    user.fill("为什么这样写", "Why", user.t("第一次写下来", "Written down for the first time"), user.page.locator("#ask"))
    user.press("交给大家决定", "Put it to everybody", user.page.locator("#ask"))
    user.page.wait_for_url("**/proposals/*")
    user.look()
    proposal = user.page.url.split("/proposals/")[1].split("?")[0]
    decide(net, proposal, people)
    user.go("governance")
    user.sees("来自治理规则第 1 版", "Set by version 1 of the rules")
    user.look()

    name = f"Evening News {net.slug}"
    net.own_words |= {name, "Evening News"}
    belongs(net, press, name, "media")
    user.go("governance/oversight")
    user.opened("提名一位", "Name somebody")
    seats = user.page.locator("#seats")
    user.field("谁", "Who", seats).select_option(value=press.member)
    user.fill("为什么合适", "Why they would be right", user.t("看东西很仔细", "They look closely"), seats)
    user.press("提名一位", "Name somebody", seats)
    user.done()
    finder = enter(press, desktop=desktop)
    finder.go("/home")
    finder.sees("有人提名您进共同监督", "You are named for the Oversight")
    finder.go("governance/oversight")
    finder.press("我愿意", "I would")
    finder.done()
    seat = ok(press.get(path(net, "/governance/oversight")))["seats"][0]
    decide(net, seat["proposal"], people)
    finder.go("governance/oversight")
    finder.look()
    finder.opened("写下一个发现", "Write down a finding")
    findings = finder.page.locator("#findings")
    finder.press("交出去，有人按时答复", "Hand it in: somebody answers in time", findings)
    finder.errors()
    findings = finder.page.locator("#findings")
    finder.fill("发现了什么", "What was found", finder.t("三次决定没有写清为什么", "Three decisions do not say why"), findings)
    finder.press("交出去，有人按时答复", "Hand it in: somebody answers in time", findings)
    finder.page.wait_for_url("**/findings/*")
    finder.done()
    finder.look()
    number = finder.page.url.split("/findings/")[1].split("?")[0]

    # Anybody asks those who sit there; it waits for them.
    user.go("governance/oversight")
    user.follow("向共同监督提案", "Propose something to oversight")
    user.sees("这个提案交给共同监督", "This goes to oversight")
    user.look()
    question = user.t("查看的次数每月公开吗？", "Shall looks be counted in public each month?")
    user.fill("要决定什么", "What is to be decided", question)
    user.press("开始征求意见", "Open it")
    user.done()
    user.sees("共同监督的在任成员，每席一票", "Those who sit in oversight, one voice for each seat")
    user.look()
    finder.go("proposals/waiting")
    finder.sees(question, question)
    finder.go("governance/oversight")
    finder.sees(question, question)
    finder.look()

    user.go("/home")
    user.sees("监督有个发现等您答复", "A finding of oversight waits for your answer")
    user.go(f"governance/findings/{number}")
    user.fill("答复", "Answer", user.t("本周补上", "We add it this week"))
    user.press("答复", "Answer")
    user.done()
    finder.go(f"governance/findings/{number}")
    finder.sees("本周补上", "We add it this week")
    finder.press("这样可以了", "This will do")
    finder.done()
    finder.sees("了结", "settled")
    finder.look()
