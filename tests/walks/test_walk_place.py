"""Where something is needed: asked when a name is not enough, pasted from any map, seen on a map, never more exactly than one may."""

import re

from playwright.sync_api import expect

from browser import PHONE_NUMBER

POINT = ("30.6481", "114.2107")
# The same place as Amap has it.
AMAP = "https://uri.amap.com/marker?position=114.216147,30.645650&name=x"


def begin(she, title):
    she.go("ask")
    she.fill("一句话说明", "In one line", title)
    she.fill("需要的东西和数量", "What and how much", she.t("N95口罩 500只", "N95 masks 500"))
    she.fill("您的手机号", "Your phone number", PHONE_NUMBER)
    return she.opened("补充更多（地址、单位、截止时间……）", "Say more (address, institution, deadline …)")


def send(she):
    she.press("提交，拿到查询码", "Send and get a code")


def test_of_two_places_she_says_which(enter, net, javascript):
    net.own_words |= {"朝阳区", "北京市", "长春市", "吉林省", "Chaoyang", "Beijing", "Changchun", "Jilin"}
    she = enter(javascript=javascript)
    title = net.t("需要口罩", "Masks wanted")
    more = begin(she, title)
    she.fill("区县", "District", "朝阳区", more)
    send(she)
    she.errors("这个地名不止一处，或前后不一致，请选是哪一个。",
               "There is more than one place of this name, or what you wrote contradicts itself: choose which.")
    # Nothing is lost, and each answer says enough to choose by.
    expect(she.field("一句话说明", "In one line")).to_have_value(title)
    expect(she.field("区县", "District")).to_have_value("朝阳区")
    group = she.page.get_by_role("group", name=net.t("是哪一个？", "Which one is it?"))
    expect(group.get_by_role("radio")).to_have_count(2)
    if javascript:
        she.look()
    group.get_by_role("radio", name=net.t("长春市", "Changchun")).check()
    send(she)
    she.sees("收到了。", "We have it.")
    [item] = net.founder.items()
    assert item["area"] == ["中国", "吉林省", "长春市", "朝阳区"] and item["areaCode"] == "220104"


def test_a_pasted_link_reaches_those_who_bring_it(enter, net, javascript):
    she = enter(javascript=javascript)
    more = begin(she, net.t("需要防护服", "Gowns wanted"))
    she.fill("地图链接或坐标", "Map link or coordinates", "https://surl.amap.com/abc", more)
    send(she)
    she.errors("这个链接里没有坐标", "This link holds no coordinates.")
    expect(she.field("地图链接或坐标", "Map link or coordinates")).to_have_value("https://surl.amap.com/abc")
    if javascript:
        she.look()
    she.fill("地图链接或坐标", "Map link or coordinates", AMAP)
    send(she)
    she.sees("收到了。", "We have it.")
    [item] = net.founder.items()

    desk = enter(net.founder, javascript=javascript)
    desk.go(f"needs/{item['id']}")
    desk.misses(POINT[0])
    desk.press("查看联系方式（会记录）", "Show the contact (recorded)")
    net.own_words.add(re.search(r"/t/(\w+)", she.page.url)[1])
    desk.sees("准确位置", "Exact point")
    expect(desk.page.locator("#contact code")).to_contain_text("30.64")
    for zh, en, host in [("高德", "Amap", "uri.amap.com"), ("百度", "Baidu", "api.map.baidu.com"), ("腾讯", "Tencent", "apis.map.qq.com"),
                         ("苹果", "Apple", "maps.apple.com"), ("开放街图", "OpenStreetMap", "www.openstreetmap.org")]:
        link = desk.page.locator("#contact").get_by_role("link", name=net.t(zh, en), exact=True)
        expect(link).to_have_attribute("rel", "noreferrer noopener")
        assert link.get_attribute("href").startswith(f"https://{host}/")
    if javascript:
        desk.look()


def test_numbers_say_from_which_map_they_are(enter, net, javascript):
    she = enter(javascript=javascript)
    more = begin(she, net.t("需要氧气瓶", "Oxygen wanted"))
    she.fill("地图链接或坐标", "Map link or coordinates", "30.645650, 114.216147", more)
    she.page.locator("[name='place.datum']").select_option("gcj02")
    send(she)
    she.sees("收到了。", "We have it.")
    [item] = net.founder.items()
    net.own_words.add(re.search(r"/t/(\w+)", she.page.url)[1])
    unsaid = net.need(place={"link": "30.6481, 114.2107"})

    desk = enter(net.founder, javascript=javascript)
    for need, isRough in [(item["id"], False), (unsaid.id, True)]:
        desk.go(f"needs/{need}")
        desk.press("查看联系方式（会记录）", "Show the contact (recorded)")
        desk.sees("准确位置", "Exact point")
        contact = desk.page.locator("#contact")
        # The same place within some metres: what Amap calls 30.64565 is 30.6481 for everybody else.
        expect(contact.locator("code").first).to_contain_text("30.648")
        warning = contact.get_by_text(net.t("没说这个坐标是从哪个地图抄的", "Nobody said which map this was read from"))
        expect(warning).to_have_count(1 if isRough else 0)


def test_map_is_followed_down_to_the_needs(enter, net, javascript):
    net.own_words |= {"武汉市", "江汉区", "湖北省", "宜昌市"}
    near = net.published(urgency="critical", place={
        "area": ["中国", "湖北省", "武汉市", "江汉区"], "latitude": float(POINT[0]), "longitude": float(POINT[1]), "address": "解放大道9号"})
    far = net.published(place={"area": ["中国", "湖北省", "宜昌市"]})
    net.published(place={"area": ["中国", "北京市", "北京市", "朝阳区"]})
    reader = enter(javascript=javascript)
    reader.go("needs")
    reader.follow("地图", "Map")
    reader.page.wait_for_url("**/needs/map**")
    if javascript:
        reader.look()
    reader.page.get_by_role("link", name=net.t("湖北省：2 项待帮助，其中 1 项危急", "Hubei: 2 open, 1 of them critical")).click()
    expect(reader.page.get_by_role("link", name=net.t("湖北省", "Hubei"), exact=True).first).to_have_attribute("aria-current", "true")
    # The table says the same in words.
    row = reader.page.get_by_role("row").filter(has_text=net.t("武汉市", "Wuhan"))
    expect(row).to_contain_text("1")
    if javascript:
        reader.look()
    reader.page.get_by_role("link", name=net.t("武汉市：1 项待帮助，其中 1 项危急", "Wuhan: 1 open, 1 of them critical")).click()
    reader.page.get_by_role("link", name=net.t("江汉区：1 项待帮助，其中 1 项危急", "Jianghan: 1 open, 1 of them critical")).click()
    reader.sees(near.body["title"])
    reader.misses(far.body["title"])
    if javascript:
        reader.look()
    for part in (*POINT, "解放大道9号"):
        reader.misses(part)
    reader.follow("不限地区", "Everywhere")
    reader.sees(far.body["title"])


def test_filters_of_the_list_hold_on_the_map(enter, net):
    net.published(urgency="critical", place={"area": ["中国", "湖北省", "武汉市", "江汉区"]})
    net.published(urgency="low", place={"area": ["中国", "湖北省", "武汉市", "江汉区"]})
    reader = enter(desktop=True)
    reader.go("needs?urgency=critical")
    reader.follow("地图", "Map")
    expect(reader.page.get_by_role("link", name=net.t("江汉区：1 项待帮助，其中 1 项危急", "Jianghan: 1 open, 1 of them critical"))).to_be_visible()
    reader.look()
