"""Where there is no power: papers given out and typed in by keyboard, a list for the wall, a driver without an account."""

import re

from playwright.sync_api import expect

from browser import PHONE_NUMBER
from test_files import png
from test_paper import WECHAT
from test_walk_ask import asked, words


def typed(desk, code, title, line):
    """A paper by keyboard alone: nothing is pointed at."""
    expect(desk.field("纸上的查询码", "Code on the paper")).to_be_focused()
    keyboard = desk.page.keyboard
    keyboard.type(f"{code[:4].lower()} {code[4:]}")
    keyboard.press("Tab")
    keyboard.insert_text(title)
    keyboard.press("Tab")
    keyboard.insert_text(line)
    for _ in range(2):
        keyboard.press("Tab")
    keyboard.insert_text(desk.t("李大娘", "Mrs Lee"))
    keyboard.press("Tab")
    keyboard.type(PHONE_NUMBER)
    keyboard.press("Tab")
    keyboard.press("Space")
    keyboard.press("Shift+Tab")
    keyboard.press("Enter")


def test_a_batch_of_papers(enter, net, javascript):
    desk = enter(net.member("intake"), javascript=javascript)
    place = net.t("村委会值班室", "Village office")
    desk.go("paper")
    desk.look()
    desk.fill("几张", "How many", "2")
    desk.fill("交到哪里、到哪里问", "Where it is handed in, and where to ask", place)
    desk.press("印一批", "Make a batch")
    desk.page.wait_for_url("**/paper/batches/*")
    sheets = desk.page.locator("article.sheet")
    expect(sheets).to_have_count(2)
    expect(sheets.first).to_contain_text("求助表")
    expect(sheets.first).to_contain_text("Request for help")
    expect(sheets.first.locator(".strip")).to_contain_text(place)
    expect(sheets.first.locator(".strip svg.qr")).to_be_visible()
    expect(sheets.first.locator(".strip")).to_contain_text("核对词")
    expect(sheets.first.locator(".strip")).to_contain_text("Check word")
    codes = [sheet.locator(".code").first.inner_text().strip() for sheet in sheets.all()]
    net.own_words |= {*codes, net.server.url}
    desk.look()
    desk.page.emulate_media(media="print")
    expect(desk.page.locator(".tabs")).to_be_hidden()
    expect(desk.page.locator(".no-print")).to_be_hidden()
    expect(sheets.first).to_be_visible()
    # A form and its strip are one side of paper.
    printed = desk.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 2
    desk.page.emulate_media(media="screen")

    titles = [net.t("村里缺水", "The village lacks water"), net.t("村里缺药", "The village lacks medicine")]
    net.own_words |= {*titles}
    desk.go("paper/type")
    for code, title in zip(codes, titles):
        typed(desk, code, title, net.t("矿泉水 20箱", "Water 20"))
        desk.sees(f"{code} 已录入。", f"{code} is in.")
    desk.look()
    # The first paper comes up again in the pile.
    desk.go("paper/type")
    typed(desk, codes[0], titles[1], net.t("矿泉水 20箱", "Water 20"))
    desk.errors("录入过", "was typed in at")
    expect(desk.field("一句话说明", "In one line")).to_have_value(titles[1])
    expect(desk.field("您的手机号", "Your phone number")).to_have_value(PHONE_NUMBER)
    desk.look()
    assert sorted(item["title"] for item in net.founder.items(state="submitted")) == sorted(titles)

    she = enter(javascript=javascript)
    she.go(f"/track?code={codes[0]}")
    she.fill("手机号后四位", "Last four digits", PHONE_NUMBER[-4:])
    she.press("查看", "Show")
    she.sees(titles[0])


def test_a_list_for_the_wall(enter, net):
    need = net.published(place={"area": ["中国", "湖北省", "黄冈市", "团风县"]})
    member = enter(net.member(name="volunteer"))
    net.own_words |= {"湖北省", "黄冈市", "团风县"}
    member.go("needs")
    member.follow("按区县打印", "Print by district")
    member.sees(need.body["title"])
    district = member.page.locator("section.district")
    expect(district).to_contain_text("团风县")
    expect(district).to_contain_text(net.t("以后作废", "outdated after"))
    expect(district).not_to_contain_text(need.code)
    member.misses(PHONE_NUMBER)
    member.look()
    member.follow("只印公众可见的（可以张贴）", "Only what everybody may see (to be put up)")
    member.sees(need.body["title"])
    member.look()


def test_a_driver_without_an_account(enter, net, javascript):
    address = net.t("人民路 3 号", "3 High Street")
    need = net.published(place={"address": address, "receiving": net.t("8 点到 18 点，北门", "8 to 18, north gate")})
    member = net.member(name="volunteer")
    claim = need.claim(member, 4)
    helper = enter(member, javascript=javascript)
    helper.go(f"needs/{need.id}")
    helper.follow("给司机开送货单", "Delivery slip for a driver")
    name, vehicle = net.t("王师傅", "Joe Driver"), net.t("蓝色货车", "blue lorry")
    helper.fill("司机姓名", "Driver's name", name)
    helper.press("开送货单", "Make the slip")
    helper.errors()
    expect(helper.field("司机姓名", "Driver's name")).to_have_value(name)
    helper.fill("车辆（车型、车牌）", "Vehicle (kind, plate)", vehicle)
    helper.press("开送货单", "Make the slip")
    item = helper.page.locator("[id^=slip-]")
    expect(item).to_contain_text(name)
    link = item.locator("code").inner_text()
    helper.look()

    driver = enter(javascript=javascript)
    driver.go(link)
    driver.misses(address)
    driver.look()
    driver.press("我来送，打开", "I deliver it: open")
    driver.sees(address)
    driver.sees(PHONE_NUMBER)
    driver.sees(need.code)
    driver.look()

    she = enter(javascript=javascript)
    she.go(need.url)
    card = she.card("谁来送", "Who comes")
    expect(card).to_contain_text(name)
    expect(card).to_contain_text(vehicle)
    expect(she.card("谁看过我的联系方式", "Who has looked at my contact")).to_contain_text(name)
    she.look()
    with she.page.expect_download() as saved:
        she.follow("把查询码存成图片", "Save the code as a picture")
    assert saved.value.suggested_filename == f"{need.code}.png"

    helper.page.reload()
    helper.sees("打开过 1 次", "times opened: 1", item)
    helper.page.get_by_role("button", name=re.compile(net.t("^作废", "^End it"))).click()
    helper.sees("已失效", "Over", item)
    driver.go(link)
    driver.sees("这张送货单已失效。请问开单的人。", "This slip is good no more. Please ask whoever gave it to you.")
    driver.misses(address)
    assert claim["id"]


def test_wechat_reloads_the_page_after_the_camera(enter, net):
    she = enter()
    session = she.context.new_cdp_session(she.page)
    session.send("Network.setUserAgentOverride", {"userAgent": WECHAT})
    she.go("ask")
    she.script("draft.js")
    assert "MicroMessenger" in she.page.evaluate("navigator.userAgent")
    title, lines = words(net)
    she.fill("一句话说明", "In one line", title)
    she.fill("需要的东西和数量", "What and how much", lines)
    # The camera takes the memory, and the page is made anew when it comes back.
    she.page.reload()
    expect(she.field("一句话说明", "In one line")).to_have_value(title)
    expect(she.field("需要的东西和数量", "What and how much")).to_have_value(lines)
    asked(she, title, lines)


def kept(user):
    return user.page.evaluate("Object.entries(localStorage).filter(([name]) => name.startsWith('weft.draft.'))")


def test_words_beside_a_photo_survive_the_camera(enter, net):
    need = net.need()
    she = enter()
    session = she.context.new_cdp_session(she.page)
    session.send("Network.setUserAgentOverride", {"userAgent": WECHAT})
    she.go(need.url)
    she.script("draft.js")
    shelf, more = net.t("空了的货架", "The empty shelf"), net.t("东门也可以收", "The east gate takes goods in, too")
    photos = she.card("照片", "Photos")
    she.fill("一句话说明照片里是什么", "One line: what the photo shows", shelf, photos)
    she.page.reload()
    line = she.field("一句话说明照片里是什么", "One line: what the photo shows")
    expect(line).to_have_value(shelf)
    expect(line).to_be_in_viewport()
    # The line of a photo that was chosen already is as safe.
    she.script("photo.js")
    photos.locator("input[type=file]").set_input_files(
        {"name": "shelf.png", "mimeType": "image/png", "buffer": png(90, 60)})
    net.own_words |= {"shelf.png", f"{shelf}!"}
    photos.locator("#photo-words-0").fill(f"{shelf}!")
    she.page.reload()
    expect(line).to_have_value(f"{shelf}!")

    # What was folded away is open again, and a line that the server filled in comes back as it was changed.
    net.own_words |= {more}
    she.opened("补充", "Add something")
    she.page.locator("#f-add-text").fill(more)
    she.opened("修改", "Correct")
    title = she.page.locator("#f-correct-title")
    title.fill(more)
    she.page.reload()
    expect(she.page.locator("#f-add-text")).to_have_value(more)
    expect(she.page.locator("#f-add-text")).to_be_visible()
    expect(title).to_have_value(more)
    expect(title).to_be_visible()
    names = [name for name, _ in kept(she)]
    assert len(names) == 3
    assert not any(need.code in name or need.body["contact"]["phone"] in text for name, text in kept(she))

    # What arrived is kept no longer, and only that.
    she.page.locator("form").filter(has=she.page.locator("#f-add-text")).get_by_role("button").click()
    she.done()
    she.script("draft.js")
    expect(she.page.locator("#f-add-text")).to_have_value("")
    expect(title).to_have_value(more)
    assert len(kept(she)) == 2
    # Reloading the page that says so ends nothing that was typed since.
    she.opened("补充", "Add something")
    she.page.locator("#f-add-text").fill(shelf)
    she.page.reload()
    expect(she.page.locator("#f-add-text")).to_have_value(shelf)


def test_a_photo_that_arrived_leaves_no_words_behind(enter, net):
    need = net.need()
    she = enter()
    she.go(need.url)
    she.script("photo.js")
    she.script("draft.js")
    shelf = net.t("空了的货架", "The empty shelf")
    net.own_words |= {"shelf.png"}
    photos = she.card("照片", "Photos")
    she.fill("一句话说明照片里是什么", "One line: what the photo shows", shelf, photos)
    photos.locator("input[type=file]").set_input_files(
        {"name": "shelf.png", "mimeType": "image/png", "buffer": png(90, 60)})
    she.press("上传照片", "Upload the photo", photos)
    expect(photos.locator("figure.photo")).to_have_count(1)
    she.script("draft.js")
    expect(she.field("一句话说明照片里是什么", "One line: what the photo shows")).to_have_value("")
    assert kept(she) == []
