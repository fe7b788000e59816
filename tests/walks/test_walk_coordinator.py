"""A coordinator at a desk: what is overdue, who is on duty, and a list that somebody sent."""

import re
import time

import pytest
from playwright.sync_api import expect

from servers import until
from support import ok


def test_home_shows_what_is_overdue_and_offered(enter, net):
    late, soon = net.need(urgency="critical"), net.need(urgency="low")
    net.age(late, 1.2)
    # Before the other has come: of two coordinators the one with fewer open needs is given the next, and a need can't be
    # offered to whoever owns it. A node knows of a new coordinator a second late, so afterwards it would be a matter of speed.
    offered = net.need()
    other = net.member("coordinator")
    ok(net.founder.post(f"/needs/{offered.id}/handovers", {"to": other.member}), 201)
    lead = enter(net.founder, desktop=True)
    row = lead.page.locator("a.wait").filter(has_text=late.body["title"])
    expect(row.locator(".chip.late")).to_contain_text(lead.t("超时", "over"))
    expect(row.locator(".chip svg")).to_have_count(1)
    assert lead.page.locator("a.wait").first.inner_text().find(late.body["title"]) >= 0, "what is late stands first"
    expect(lead.page.locator("a.wait").filter(has_text=soon.body["title"]).locator(".chip.late")).to_have_count(0)
    lead.look()

    lead.follow("全局", "Overview")
    lead.page.wait_for_url("**/load")
    expect(lead.page.locator("a.wait")).to_contain_text(late.body["title"])
    lead.sees("现在没有人在班。", "Nobody is on shift now.")
    expect(lead.card("每人负责的需求", "Needs per owner").get_by_role("row").nth(1)).to_contain_text(
        lead.t("创办人", "Founder"))
    lead.look()
    lead.page.locator("a.wait").click()
    lead.page.wait_for_url(f"**/needs/{late.id}")

    second = enter(other, desktop=True)
    expect(second.card("交给您的，等您答复", "Offered to you")).to_contain_text(offered.body["title"])


def test_long_overdue_is_red_for_every_steward(enter, net):
    net.member("coordinator")
    need = net.need(urgency="critical")
    net.age(need, 2.1)
    until(lambda: need.read()["owner"]["name"] != net.t("创办人", "Founder"), "the clock to go off")
    lead = enter(net.founder, desktop=True)
    expect(lead.card("全网严重超时", "Long overdue in the network")).to_contain_text(need.body["title"])
    lead.look()


def test_roster_plans_a_shift_and_ends_it(enter, net, javascript):
    verifier, other = net.member("verifier"), net.member("dispatcher")
    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.follow("班次表", "Shift roster")
    lead.sees("接下来一周还没有排班。", "No shift is planned for the next week.")
    form = lead.card("排一班", "Plan a shift")
    lead.field("谁", "Who", form).select_option(label=verifier.name)
    lead.fill("岗位", "Desk", lead.t("夜班核实", "night desk"), form)
    lead.fill("从", "From", "2020-02-05T08:00", form)
    lead.fill("到", "To", "2020-02-05T07:00", form)
    lead.press("排一班", "Plan a shift", form)
    lead.errors("结束要在开始之后。", "The end must be after the start.")
    expect(lead.field("岗位", "Desk", form)).to_have_value(lead.t("夜班核实", "night desk"))
    if javascript:
        lead.look()
    plan(lead, form, verifier)
    row = lead.page.get_by_role("row").filter(has_text=verifier.name)
    expect(row).to_contain_text(lead.t("在班", "On shift now"))
    expect(row).to_contain_text(lead.t("夜班核实", "night desk"))
    if javascript:
        lead.look()
    need = net.need()
    assert need.read()["owner"]["name"] == verifier.name
    lead.go("load")
    expect(lead.card("每人负责的需求", "Needs per owner")).to_contain_text(lead.t("在班", "On shift now"))
    lead.go("roster")
    plan(lead, form, other)
    lead.press("结束这一班", "End it now", row)
    expect(row).to_have_count(0)
    until(lambda: need.read()["owner"]["name"] == other.name, "what is open to pass to who is on shift")


def plan(lead, form, member):
    """A shift that has begun and goes on for hours."""
    lead.field("谁", "Who", form).select_option(label=member.name)
    lead.fill("岗位", "Desk", lead.t("夜班核实", "night desk"), form)
    for zh, en, hours in [("从", "From", 7), ("到", "To", 11)]:
        lead.fill(zh, en, time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() + hours * 3600)), form)
    lead.press("排一班", "Plan a shift", form)


def table(net):
    """A list as somebody sends it: headers of their own, and two rows that can't be read."""
    return net.t(
        "单位,要什么,多少,电话号\n"
        "一医院缺口罩,N95口罩,500,13900000001\n二医院缺护目镜,护目镜,1e30,13900000002\n"
        "三医院缺手套,手套,-5,13900000003\n四医院缺防护服,防护服,200,13900000004\n",
        "ward,thing,how many,tel\n"
        "First hospital lacks masks,N95 masks,500,13900000001\nSecond lacks goggles,goggles,1e30,13900000002\n"
        "Third lacks gloves,gloves,-5,13900000003\nFourth lacks gowns,gowns,200,13900000004\n")


def pasted(lead, text):
    lead.page.get_by_label(re.compile(lead.t("^内容", "^Content"))).fill(text)
    lead.net.own_words |= {cell for row in text.splitlines() for cell in row.split(",") if len(cell) > 1}


def mapped(lead, header):
    part = lead.opened("列对应", "Columns")
    for field, column in zip(["title", "item", "quantity", "phone"], header):
        part.locator(f"select[name='map.{field}']").select_option(column)


@pytest.fixture
def at_import(enter, net, javascript):
    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.go("needs")
    lead.follow("导入", "Import")
    return lead


def test_import_with_columns_of_their_own(enter, net, at_import, javascript):
    lead, text = at_import, table(net)
    header = text.splitlines()[0].split(",")
    if javascript:
        lead.look()
    pasted(lead, text)
    lead.press("预览", "Preview")
    lead.opened("列对应", "Columns")
    if javascript:
        lead.look()
    mapped(lead, header)
    lead.fill("把这份对应保存为", "Keep this mapping as", lead.t("区里的表", "the district sheet"))
    lead.press("预览", "Preview")
    result = lead.page.get_by_role("status")
    expect(result).to_contain_text(re.compile(lead.t("读到 4 行：可存 2 行，重复 0 行，不能读 2 行", "4 rows read: 2 .*0 .*2 rejected")))
    rows = result.get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("1e30")
    expect(rows.nth(1)).to_contain_text("3")
    expect(rows.nth(2)).to_contain_text("4")
    if javascript:
        lead.look()
    assert net.founder.items() == [], "a preview stores nothing"
    expect(lead.page.locator("textarea[name=content]")).to_have_value(text)
    lead.press("导入", "Import")
    expect(result).to_contain_text("4")
    assert {item["title"] for item in net.founder.items()} == {text.splitlines()[1].split(",")[0], text.splitlines()[4].split(",")[0]}

    lead.go("import")
    pasted(lead, text)
    lead.press("预览", "Preview")
    lead.opened("列对应", "Columns")
    lead.field("已保存的对应", "Kept mappings").select_option(lead.t("区里的表", "the district sheet"))
    lead.press("预览", "Preview")
    expect(result).to_contain_text(re.compile(lead.t("读到 4 行.*不能读 2 行", "4 rows read.*2 rejected")))


def test_preview_says_what_a_run_would_do(enter, net, at_import):
    lead, text = at_import, table(net)
    for press in [("预览", "Preview"), ("导入", "Import")]:
        pasted(lead, text)
        lead.press("预览", "Preview")
        mapped(lead, text.splitlines()[0].split(","))
        lead.press(*press)
    lead.press("预览", "Preview")
    expect(lead.page.get_by_role("status")).to_contain_text(re.compile(lead.t("可存 0 行，重复 2 行", "0 .*, 2 repeated")))


def test_import_of_all_or_nothing_stores_nothing(enter, net, at_import):
    lead, text = at_import, table(net)
    pasted(lead, text)
    lead.press("预览", "Preview")
    mapped(lead, text.splitlines()[0].split(","))
    lead.page.get_by_role("checkbox").check()
    lead.press("导入", "Import")
    lead.page.wait_for_load_state()
    lead.sees("一行都没有存", "not one row was stored")
    expect(lead.page.get_by_role("checkbox")).to_be_checked()
    assert net.founder.items() == []


def test_import_says_what_it_cannot_read(enter, net, at_import):
    pasted(at_import, '"')
    at_import.press("预览", "Preview")
    at_import.errors()
    expect(at_import.page.locator("textarea[name=content]")).to_have_value('"')
