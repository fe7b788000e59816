"""A coordinator settles how the desk works; whoever comes by next meets it."""

import re

from playwright.sync_api import expect


def to_settings(user):
    user.go(f"/n/{user.net.slug}")
    user.follow("受理设置", "How the desk works")
    user.page.wait_for_url("**/settings")


def saved(user):
    expect(user.page.locator(".toast")).to_have_text(user.t("已保存。", "Saved."))


def test_who_runs_it_is_said_before_she_leaves_her_contact(enter, net, javascript):
    lead = enter(net.founder, javascript=javascript)
    to_settings(lead)
    if javascript:
        lead.look()
    part = lead.card("谁在运营", "Who runs this")
    lead.fill("运营者", "Run by", net.t("县志愿者联合会", "County volunteers"), part)
    lead.fill("公开的联系方式", "Public contact", "027-00000000", part)
    lead.press("保存", "Save", part)
    saved(lead)
    reader = enter(javascript=javascript)
    for path in ["ask", f"/n/{net.slug}"]:
        reader.go(path)
        reader.sees(re.compile(net.t("由“县志愿者联合会”运营，联系：027-00000000", "Run by County volunteers; contact: 027-00000000")))
    if javascript:
        reader.look()
    lead.press("恢复最初的设置", "Back to what it was at first", part)
    saved(lead)
    reader.go("ask")
    reader.misses("027-00000000")


def test_clocks_are_typed_as_people_say_them(enter, net, javascript):
    lead = enter(net.founder, javascript=javascript, desktop=True)
    to_settings(lead)
    part = lead.card("每一步的时限", "How long each step may take")
    first = part.get_by_role("group", name=net.t("首次答复", "First answer"))
    lead.fill("危急", "Critical", net.t("一会儿", "a while"), first)
    lead.press("保存", "Save", part)
    lead.errors("没有看懂这个时长", "This length can't be read")
    expect(lead.field("危急", "Critical", first)).to_have_value(net.t("一会儿", "a while"))
    if javascript:
        lead.look()
    lead.fill("危急", "Critical", net.t("3 天", "3 d"), first)
    lead.press("保存", "Save", part)
    lead.errors("首次答复：“危急”不能比“紧急”等得更久", "First answer: “Critical” must not wait longer than “High”")
    lead.fill("危急", "Critical", net.t("1 小时 15 分钟", "1 h 15 min"), first)
    lead.press("保存", "Save", part)
    saved(lead)
    expect(lead.field("危急", "Critical", first)).to_have_value(net.t("1 小时 15 分钟", "1 h 15 min"))
    reader = enter(javascript=javascript)
    reader.go("ask")
    reader.sees(re.compile(net.t("危急的 1 小时 15 分钟内", "within 1 h 15 min when it is critical")))
    # Another's change since this page was opened is not overwritten.
    lead.fill("危急", "Critical", net.t("20 分钟", "20 min"), first)
    net.founder.post(f"/api/v1/networks/{net.slug}/settings", {"clocks": {"retries": [60, 120, 240]}})
    lead.press("保存", "Save", part)
    lead.errors("别人改动了它", "Somebody changed it")
    expect(lead.field("危急", "Critical", first)).to_have_value(net.t("20 分钟", "20 min"))


def test_a_question_of_ones_own_is_asked_of_verifiers(enter, net):
    lead = enter(net.founder)
    to_settings(lead)
    lead.follow("加一条", "Add a question")
    lead.press("保存", "Save")
    lead.errors("至少用一种语言写下问题", "Write the question in one language at least")
    lead.look()
    asked = net.t("问过门卫了吗", "Was the gatekeeper asked?")
    lead.fill(*(("中文怎么问", "In Chinese") if net.language == "zh" else ("中文怎么问", "In English")), asked)
    lead.press("保存", "Save")
    saved(lead)
    lead.opened("核实清单 10", "Checklist 10")
    lead.sees(asked)
    lead.look()
    need = net.need()
    need.act(net.founder, "acknowledge")
    verifier = enter(net.member("verifier"), desktop=True)
    verifier.go(f"queue/{need.id}")
    verifier.press("在审核台处理", "Work on it in the queue")
    group = verifier.page.get_by_role("group", name=asked)
    verifier.choose("是", "Yes", group)
    verifier.choose("单一来源", "Single source")
    verifier.press("核实完成", "Verified")
    verifier.page.wait_for_url("**/queue?done=1")
    assert need.read()["state"] == "verified"
    # Taken off the list, it is asked no more.
    lead.go("settings")
    lead.opened("核实清单 10", "Checklist 10")
    lead.page.get_by_role("link", name=asked).click()
    lead.press("去掉这一条", "Remove this question")
    saved(lead)
    lead.opened("核实清单 9", "Checklist 9")
    # The story of the settings at the end of the page still tells of it.
    expect(lead.page.get_by_role("link", name=asked)).to_have_count(0)


def test_a_thing_of_the_catalogue_is_tapped_and_needs_two(enter, net):
    lead = enter(net.founder)
    to_settings(lead)
    lead.follow("加一样", "Add an item")
    name = net.t("血氧仪", "Oximeters")
    lead.fill(*(("中文名", "Name in Chinese") if net.language == "zh" else ("中文名", "Name in English")), name)
    lead.fill("别的叫法", "Other words for it", "x")
    lead.press("保存", "Save")
    lead.errors("拉丁字母至少两个", "two Latin letters at least")
    lead.look()
    lead.fill("别的叫法", "Other words for it", "SpO2")
    lead.field("类别", "Category").select_option("medical")
    lead.page.get_by_role("checkbox", name=net.t("管控：需要第二位审核员", "Controlled: a second verifier is needed")).check()
    lead.press("保存", "Save")
    saved(lead)
    asker = enter()
    asker.go("ask")
    asker.script("picks.js")
    asker.look()
    asker.opened("从常用物品里选", "Choose from what is often needed")
    asker.press(name, name)
    asker.page.keyboard.insert_text("20")
    asker.press("口罩", "Masks")
    lines = asker.field("需要的东西和数量", "What and how much")
    expect(lines).to_be_focused()
    expect(lines).to_have_value(f"{name} 20\n{net.t('口罩', 'Masks')} ")
    asker.look()
    asker.fill("一句话说明", "In one line", net.t("缺血氧仪", "No oximeters here"))
    asker.fill("您的手机号", "Your phone number", "13900001234")
    asker.press("提交，拿到查询码", "Send and get a code")
    asker.page.wait_for_url("**/t/*")
    need = net.founder.items()[0]
    assert [line["item"] for line in need["lines"]] == [name, net.t("口罩", "Masks")]
    assert need["category"] == "medical"
    lead.go("settings")
    lead.opened("物品目录 47", "Catalogue 47")
    row = lead.page.locator("a.wait").filter(has_text=name)
    expect(row).to_contain_text(net.t("管控", "controlled"))
    lead.look()
    row.click()
    lead.press("从目录里去掉", "Remove from the catalogue")
    saved(lead)


def test_without_scripts_the_list_is_not_in_the_way(enter, net):
    asker = enter(javascript=False)
    asker.go("ask")
    expect(asker.page.locator("[data-picks]")).to_be_hidden()


def test_members_read_how_it_works(enter, net):
    reader = enter(net.member("verifier"))
    to_settings(reader)
    reader.sees("协调员和守护者可以修改。", "Coordinators and stewards can change this.")
    expect(reader.page.locator("main form")).to_have_count(0)
    reader.look()
    assert reader.go("settings/items/masks").status == 403


def test_a_verifier_passes_an_item_on(enter, net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    verifier = enter(net.member("verifier"), desktop=True)
    verifier.go(f"queue/{need.id}")
    verifier.press("在审核台处理", "Work on it in the queue")
    part = verifier.opened("跳过，换人来看", "Skip: let somebody else look")
    verifier.press("跳过，换人来看", "Skip: let somebody else look", part)
    verifier.errors()
    verifier.look()
    part = verifier.opened("跳过，换人来看", "Skip: let somebody else look")
    verifier.fill("为什么", "Why", net.t("认识对方", "I know them"), part)
    verifier.press("跳过，换人来看", "Skip: let somebody else look", part)
    verifier.page.wait_for_url("**/queue?done=1")
    verifier.press("下一项", "Next item")
    verifier.page.wait_for_url("**/queue")
    other = enter(net.member("verifier", name="b"), desktop=True)
    other.go("queue")
    other.press("下一项", "Next item")
    other.page.wait_for_url(f"**/queue/{need.id}")
    other.sees(net.t("换人来看：认识对方", "Passed on to somebody else: I know them"))
