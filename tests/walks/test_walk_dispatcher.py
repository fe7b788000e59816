"""A dispatcher publishes, reads the board by filters that are links, and hands over what is hers."""

import re

import pytest
from playwright.sync_api import expect


def test_published_to_the_public_from_the_queue(enter, net):
    need = net.verified()
    user = enter(net.member("dispatcher"))
    user.go("queue?lane=publish")
    user.page.locator("a.wait").filter(has_text=need.body["title"]).click()
    user.page.wait_for_url(f"**/queue/{need.id}")
    user.look()
    expect(user.field("发布给谁", "Publish to")).to_contain_text(user.t("公众", "Public"))
    user.field("发布给谁", "Publish to").select_option(label=user.t("公众", "Public"))
    stranger = enter()
    assert stranger.go(f"needs/{need.id}").status == 404
    user.press("发布", "Publish")
    user.done()
    stranger.go("needs")
    stranger.sees(need.body["title"])
    stranger.misses(need.body["contact"]["phone"])


def test_published_to_members_only(enter, net):
    need = net.verified()
    user = enter(net.member("dispatcher"))
    user.go(f"needs/{need.id}")
    user.field("发布给谁", "Publish to").select_option(label=user.t("全体成员", "All members"))
    user.press("发布", "Publish")
    user.done()
    stranger, member = enter(), enter(net.member(name="volunteer"))
    stranger.go("needs")
    stranger.sees("这里没有符合的需求。", "No need matches.")
    stranger.look()
    member.go("needs")
    member.sees(need.body["title"])


def test_filters_are_addresses(enter, net, javascript):
    shield = net.published(urgency="critical", place={"area": ["中国", "湖北省", "黄冈市", "黄州区"]})
    water = net.published(
        title=net.t("社区缺水", "No water in the quarter"), urgency="critical",
        lines=[{"item": net.t("饮用水", "drinking water"), "quantity": 40, "unit": net.t("桶", "barrels")}],
        place={"area": ["中国", "湖北省", "武汉市", "江汉区"]})
    calm = net.published(urgency="low")
    titles = {need: need.body["title"] for need in (shield, water, calm)}
    reader = enter(javascript=javascript)
    reader.go("needs")

    def shown(user, *needs):
        expect(user.page.locator("article h2")).to_have_count(len(needs))
        for need in needs:
            user.sees(titles[need])

    shown(reader, shield, water, calm)
    if javascript:
        reader.look()
    filters = reader.page.get_by_role("navigation", name=reader.t("筛选", "Filters"))
    reader.follow("危急", "Critical", filters)
    shown(reader, shield, water)
    expect(filters.get_by_role("link", name=reader.t("危急", "Critical"))).to_have_attribute("aria-current", "true")
    reader.follow("防护用品", "Protective gear", filters)
    shown(reader, shield)
    address = reader.page.url
    assert "urgency=critical" in address and "category=protective" in address
    other = enter(javascript=javascript)
    other.go(address)
    shown(other, shield)
    filters = other.page.get_by_role("navigation", name=other.t("筛选", "Filters"))
    for zh, en in [("危急", "Critical"), ("防护用品", "Protective gear")]:
        expect(filters.get_by_role("link", name=other.t(zh, en))).to_have_attribute("aria-current", "true")

    other.follow("全部", "All", filters)
    part = other.opened("筛选", "Filters")
    other.fill("地区", "Area", "武汉市", part)
    other.field("排序", "Order", part).select_option(label=other.t("最新优先", "Newest first"))
    other.press("筛选", "Apply", part)
    shown(other, water)
    reader.go(other.page.url)
    shown(reader, water)
    expect(reader.field("地区", "Area")).to_have_value("武汉市")
    reader.go(f"needs?q={net.t('没有这种东西', 'unicorns')}")
    reader.sees("这里没有符合的需求。", "No need matches.")


@pytest.mark.parametrize("typed", ["武汉", "武汉市", "湖北"], ids=["short", "whole", "province"])
def test_area_is_found_as_people_say_it(enter, net, typed):
    need = net.published(place={"area": ["中国", "湖北省", "武汉市", "江汉区"]})
    reader = enter()
    reader.go("needs")
    part = reader.opened("筛选", "Filters")
    reader.fill("地区", "Area", typed, part)
    reader.press("筛选", "Apply", part)
    reader.sees(need.body["title"])


def test_what_is_mine_is_handed_over_and_accepted(enter, net):
    dispatcher, verifier = net.member("dispatcher"), net.member("verifier")
    need = net.need()
    lead = enter(net.founder, desktop=True)
    lead.go(f"needs/{need.id}")
    part = lead.opened("交接", "Hand over")
    lead.field("交给谁", "To whom", part).select_option(label=dispatcher.name)
    lead.press("直接指派", "Assign at once", part)
    lead.done()

    user = enter(dispatcher)
    user.page.get_by_role("link", name=re.compile(re.escape(need.body["title"]))).click()
    user.go(f"needs/{need.id}")
    part = user.opened("交接", "Hand over")
    user.field("交给谁", "To whom", part).select_option(label=verifier.name)
    user.press("提出交接", "Offer it", part)
    user.done()
    user.sees(f"已提出交给 {verifier.name}", f"Offered to {verifier.name}")
    assert need.read()["owner"]["name"] == dispatcher.name
    user.look()

    other = enter(verifier)
    offered = other.card("交给您的，等您答复", "Offered to you")
    expect(offered).to_contain_text(need.body["title"])
    other.look()
    other.press("接受", "Accept", offered)
    other.done()
    assert need.read()["owner"]["name"] == verifier.name
    she = enter()
    she.go(need.url)
    expect(she.card("现在由谁负责", "Who answers for it now")).to_contain_text(verifier.name)
    user.go("/home")
    user.sees("没有等您处理的事。谢谢您在。", "Nothing waits for you. It is good that you are here.")


def test_what_was_offered_can_be_declined(enter, net, javascript):
    verifier, need = net.member("verifier"), net.need()
    net.founder.post(f"/needs/{need.id}/handovers", {"to": verifier.member})
    other = enter(verifier, javascript=javascript)
    other.press("不接受", "Decline")
    other.done()
    assert need.read()["owner"]["id"] == net.founder.member
