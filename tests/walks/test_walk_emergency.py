"""An emergency from beginning to end: a coordinator opens it, somebody asks under it on a phone, the coordinator closes it."""

from playwright.sync_api import expect

from browser import PHONE_NUMBER
from test_walk_ask import asked, words


def opened(lead, name, advice):
    """Fills in the form and opens it; its address."""
    lead.go("emergencies")
    lead.sees("现在没有应急行动，都是日常互助。", "No emergency now: everyday help goes on.")
    lead.look()
    lead.follow("启动应急行动", "Open an emergency")
    lead.press("保存", "Save")
    lead.errors()
    lead.fill("名称", "Name", name)
    lead.field("哪种灾情", "Kind").select_option("flood")
    lead.fill("地区，一行一个", "Areas, one a line", "湖北省 武汉市")
    lead.fill("安全提示（中文）", "Safety advice (English)", advice)
    lead.fill("要打的电话，一行一个", "Numbers to call, one a line", lead.t("急救 120", "Ambulance 120"))
    lead.look()
    lead.press("保存", "Save")
    lead.sees(advice)
    lead.sees("进行中", "Active")
    lead.look()
    return lead.page.url


def test_from_beginning_to_end(enter, net, javascript):
    name, advice = net.t("青云县洪水", "Qingyun flood"), net.t("往高处走，不要过河。", "Go up high. Don't cross the river.")
    net.own_words |= {name, advice, "湖北省 武汉市", "湖北省", "武汉市", "中国", "120", "中国 湖北省 武汉市"}
    lead = enter(net.founder, javascript=javascript, desktop=True)
    page = opened(lead, name, advice)

    she = enter(javascript=javascript)
    she.go(f"/n/{net.slug}")
    she.sees(advice)
    she.look()
    she.go("ask")
    she.page.locator("details.note").filter(has_text=name).locator("summary").click()
    she.sees(advice)
    expect(she.field("属于哪项应急行动", "Part of which emergency")).to_have_value("area")
    she.field("属于哪项应急行动", "Part of which emergency").select_option(label=name)
    she.look()
    title, lines = words(net)
    asked(she, title, lines, PHONE_NUMBER)
    item = net.founder.items(state="submitted")[0]
    assert item["emergency"]["name"] == name and item["title"] == title

    lead.go(f"needs/{item['id']}")
    expect(lead.page.locator("#emergency")).to_contain_text(name)
    lead.look()
    lead.go("needs")
    lead.page.locator("nav.filters").get_by_role("link", name=name, exact=True).click()
    lead.sees(title)
    lead.look()

    lead.go(page)
    lead.press("开始收尾", "Wind it down")
    lead.sees("收尾", "Winding down")
    lead.follow("结束行动…", "Close it …")
    lead.sees(net.t("需求 1 项", "needs 1,"))
    lead.look()
    lead.press("结束行动", "Close the emergency")
    lead.page.wait_for_url(page)
    lead.sees("已结束", "Closed")
    card = lead.card("总结", "The review")
    expect(card).to_contain_text(net.t("日常互助：1 项", "Everyday help: 1"))
    part = lead.opened("写总结", "Write the review", card)
    lead.fill("哪些做得好", "What went well", net.t("车来得快。", "The cars came fast."), part)
    lead.fill("下次要改什么", "What to change", net.t("多备发电机。", "More generators."), part)
    lead.press("保存", "Save", part)
    lead.sees(net.t("多备发电机。", "More generators."))
    lead.look()
    assert "emergency" not in net.founder.items(state="submitted")[0]

    she.go(page)
    she.sees(net.t("多备发电机。", "More generators."))
    she.misses(net.t("创办人", "Founder"))
    she.look()
    she.go("ask")
    expect(she.field("属于哪项应急行动", "Part of which emergency")).to_have_count(0)
