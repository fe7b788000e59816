"""The same need again: seen while typing and followed, asked again from an earlier one; a house that is called back once."""

import re

from playwright.sync_api import expect

from browser import PHONE_NUMBER
from test_walk_ask import asked


def test_a_similar_need_is_offered_and_followed(enter, net, javascript):
    need = net.published()
    title, line = need.body["title"], need.body["lines"][0]["item"]
    she = enter(javascript=javascript)
    # As phones before iOS 16 have it.
    she.page.add_init_script("delete HTMLFormElement.prototype.requestSubmit")
    she.go("ask")
    she.fill("一句话说明", "In one line", title)
    she.fill("需要的东西和数量", "What and how much", f"{line} 10")
    she.fill("您的手机号", "Your phone number", "13722223333")
    if not javascript:
        she.press("看看公开后的样子", "See how it will look in public")
    similar = she.card("已公开的类似需求", "Similar public needs")
    expect(similar).to_be_visible()
    expect(similar).to_contain_text(title)
    expect(similar).not_to_contain_text(PHONE_NUMBER)
    she.look()
    similar.get_by_role("button", name=re.compile("^" + net.t("就是这一项", "It is this one"))).click()
    she.sees("您说的与这一项相同：", "Yours is the same as:")
    expect(she.field("您的手机号", "Your phone number")).to_have_value("13722223333")
    expect(she.field("一句话说明", "In one line")).to_have_value(title)
    she.look()
    she.press("提交，拿到查询码", "Send and get a code")
    she.sees("收到了。", "We have it.")
    expect(she.card("到现在的经过", "What has happened")).to_contain_text(
        net.t("与已公开的一项需求相同", "The same as a published need"))
    assert need.code not in she.page.url and need.read()["state"] == "published"


def test_nothing_is_kept_from_being_sent(enter, net, javascript):
    """Whoever doesn't care about similar needs asks as before; Enter in a field sends the need."""
    need = net.published()
    she = enter(javascript=javascript)
    she.go("ask")
    she.fill("需要的东西和数量", "What and how much", net.t("N95口罩 10只", "N95 masks 10"))
    she.fill("您的手机号", "Your phone number", "13722224444")
    she.fill("一句话说明", "In one line", need.body["title"])
    if javascript:
        expect(she.card("已公开的类似需求", "Similar public needs")).to_be_visible()
    she.field("一句话说明", "In one line").press("Enter")
    she.sees("收到了。", "We have it.")


def test_from_the_page_of_a_public_need_and_apart_again(enter, net, javascript):
    need = net.published()
    she = enter(javascript=javascript)
    she.go(f"needs/{need.id}")
    she.follow("我也需要这个，补充我的情况", "I need this too: add my details")
    she.sees("您说的与这一项相同：", "Yours is the same as:")
    expect(she.field("一句话说明", "In one line")).to_have_value(need.body["title"])
    she.press("不是同一件事，单独提交", "Not the same after all: ask by itself")
    she.page.wait_for_load_state()
    expect(she.page.locator("#follow")).to_have_count(0)
    expect(she.field("一句话说明", "In one line")).to_have_value(need.body["title"])


def test_she_asks_again_from_her_own_page(enter, net, javascript):
    she = enter(javascript=javascript)
    she.go("ask")
    old, _ = asked(she, net.t("县医院缺防护服", "County hospital lacks gowns"), net.t("防护服 20套", "Gowns 20"))
    she.follow("再求助一次", "Ask again")
    she.sees("已按您以前的需求填好：", "Filled in from your earlier need:")
    expect(she.field("您的手机号", "Your phone number")).to_have_value(PHONE_NUMBER)
    expect(she.field("需要的东西和数量", "What and how much")).to_have_value(re.compile(net.t("防护服", "Gowns")))
    she.look()
    she.fill("一句话说明", "In one line", net.t("县医院又缺防护服", "County hospital lacks gowns again"))
    she.press("提交，拿到查询码", "Send and get a code")
    she.sees("收到了。", "We have it.")
    new = she.page.url.split("/t/")[1].split("?")[0]
    assert new != old
    net.own_words |= {new}

    she.go("ask")
    earlier = she.opened("这部手机以前提交过的", "Asked from this phone before")
    expect(earlier.locator(f"a[href='/t/{old}']")).to_be_visible()
    expect(earlier.locator(f"a[href='/t/{new}']")).to_be_visible()
    she.look()
    other = enter(javascript=javascript)
    other.go("ask")
    expect(other.page.locator("#earlier")).to_have_count(0)


def test_a_house_is_called_back_once(enter, net):
    house = net.t("青云县人民医院", "Greenhill Hospital")
    yes = [{"id": "said-by", "answer": "yes"}, {"id": "called-back", "answer": "yes"}]
    verifier = net.member("verifier")
    first, second, third = [net.need(institution=house) for _ in range(3)]
    for need in (first, second, third):
        need.act(net.founder, "acknowledge")
    first.act(verifier, "verify", confidence="official", keepInstitution=True, checks=yes)

    user = enter(net.member("verifier", name="b"), desktop=True)
    user.go(f"queue/{second.id}")
    expect(user.card("这家机构已核实过", "This institution is verified")).to_contain_text(house)
    user.page.locator(f"form[action$='/queue/{second.id}/open'] button").first.click()
    user.page.wait_for_load_state()
    for question in ("said-by", "called-back"):
        expect(user.page.locator(f"input[name='check.{question}'][value=yes]")).to_be_checked()
    expect(user.page.locator("input[name='check.document'][value=yes]")).not_to_be_checked()
    user.look()
    user.choose("官方来源", "Official source", user.page.locator("#verify"))
    user.press("核实完成", "Verified", user.page.locator("#verify"))
    user.page.wait_for_url(re.compile("/queue([?]|$)"))
    assert second.read()["state"] == "verified"

    user.go(f"queue/{third.id}")
    part = user.opened("这家机构的核实不再可信", "This verification is not to be trusted any more")
    user.fill("为什么", "Why", net.t("有人冒充", "Somebody posed as them"), part)
    user.press("这家机构的核实不再可信", "This verification is not to be trusted any more", part)
    user.done()
    expect(user.page.locator("#known")).to_have_count(0)
