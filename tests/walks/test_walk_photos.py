"""Photos of a need: she adds them after her code, those on the case see them, the public doesn't. A pass with a face. Nobody alone."""

import re

import pytest
from playwright.sync_api import expect

from browser import PHONE_NUMBER
from servers import until
from test_files import png


def picture(name, width=900, height=600):
    return {"name": name, "mimeType": "image/png", "buffer": png(width, height)}


def photos(user):
    return user.card("照片", "Photos").locator("figure.photo")


def loaded(user, image):
    """The picture is really there: a broken one has no size."""
    image.scroll_into_view_if_needed()
    expect(image).to_be_visible()
    until(lambda: image.evaluate("one => one.complete && one.naturalWidth > 0"), "the picture to be there")


def test_she_adds_two_photos_from_her_phone(enter, net, javascript):
    need = net.need()
    she = enter(javascript=javascript)
    she.go(need.url)
    she.page.wait_for_url(f"**/t/{need.code}")
    first, second = she.t("空了的货架", "The empty shelf"), she.t("仓库的门", "The door of the store")
    net.own_words |= {first, second, "shelf.png", "door.png"}
    card = she.card("照片", "Photos")
    if javascript:
        she.script("photo.js")
        card.locator("input[type=file]").set_input_files([picture("shelf.png"), picture("door.png")])
        lines = card.locator("input[id^=photo-words-]")
        expect(lines).to_have_count(2)
        # One of the two is sent without a line, and alone again when it has one.
        lines.nth(0).fill(first)
        she.press("上传照片", "Upload the photo", card)
        again = card.get_by_role("button", name=re.compile(she.t("再传一次", "Send again") + ".*door"))
        expect(again).to_be_visible()
        expect(card.locator("p[role=status]").nth(0)).to_have_text(she.t("已上传", "Sent"))
        lines.nth(1).fill(second)
        again.click()
    else:
        for name, words in (("shelf.png", first), ("door.png", second)):
            card.locator("input[type=file]").set_input_files([picture(name)])
            she.fill("一句话说明照片里是什么", "One line: what the photo shows", words, card)
            she.press("上传照片", "Upload the photo", card)
            she.done()
    expect(photos(she)).to_have_count(2)
    she.done()
    loaded(she, photos(she).nth(0).locator("img"))
    expect(photos(she).nth(1).locator("img")).to_have_attribute("alt", second)
    if javascript:
        she.look()

    # Without a line it is refused, and what was wrong is said.
    if not javascript:
        card.locator("input[type=file]").set_input_files([picture("third.png")])
        she.press("上传照片", "Upload the photo", card)
        she.errors("请写一句话", "in one line")
        she.go(f"/t/{need.code}")

    verifier = enter(net.member("verifier"), javascript=javascript)
    ok_need = need.act(net.founder, "acknowledge")
    assert ok_need["state"] == "acknowledged"
    verifier.go(f"queue/{need.id}")
    expect(photos(verifier)).to_have_count(2)
    loaded(verifier, photos(verifier).nth(0).locator("img"))
    if javascript:
        verifier.look()

    she.card("照片", "Photos").get_by_role(
        "button", name=she.t(f"删除照片：{second}", f"Delete the photo: {second}"), exact=True).click()
    she.done()
    expect(photos(she)).to_have_count(1)

    need.act(net.member("verifier"), "verify", confidence="official")
    need.act(net.member("dispatcher"), "publish", audience="public")
    for caller in (None, net.member(name="claimant")):
        reader = enter(caller, javascript=javascript)
        reader.go(f"needs/{need.id}")
        reader.sees(need.body["title"])
        reader.misses(first)
        expect(photos(reader)).to_have_count(0)


@pytest.mark.parametrize("shows", [True, False])
def test_a_pass_with_a_face_for_those_who_agreed(enter, net, shows):
    need, helper = net.published(), net.member(name="helper")
    made = need.claim(helper)
    user = enter(helper)
    net.own_words |= {"face.png", need.body["title"]}
    user.go("/me/profile")
    card = user.opened("我的照片", "My photo")
    card.locator("input[type=file]").set_input_files([picture("face.png", 300, 400)])
    user.fill("一句话说明照片里是什么", "One line: what the photo shows", user.t("我的脸", "My face"), card)
    if shows:
        card.get_by_role("checkbox").check()
    user.press("保存照片", "Save the photo", card)
    user.done()
    loaded(user, user.page.locator("#photo img"))
    user.look()

    user.go(f"needs/{need.id}#claim-{made['id']}")
    user.follow("为这份认领出示通行证", "Show a pass for this")
    passes = user.card("通行证", "Pass")
    expect(user.field("为哪件事", "What it is for", passes)).to_have_value(f"claim:{made['id']}")
    user.press("生成通行证", "Make a pass", passes)
    user.done()
    user.look()
    user.follow("出示", "Show")
    link = user.page.locator("main code").inner_text()
    gate = enter()
    gate.go(link)
    gate.sees("有效", "Valid")
    face = gate.page.locator("main img")
    expect(face).to_have_count(1 if shows else 0)
    if shows:
        loaded(gate, face)
    gate.look()

    lead = enter(net.founder)
    lead.go("passes")
    lead.sees(helper.name)
    lead.look()
    lead.page.locator("main").get_by_role("button", name=re.compile(lead.t("作废", "Revoke"))).click()
    lead.done()
    gate.page.reload()
    gate.sees("已失效", "No longer valid")
    expect(gate.page.locator("main img")).to_have_count(0)


def test_nobody_goes_alone_where_it_is_dangerous(enter, net):
    need = net.published(
        title=net.t("两人被困屋顶", "Two people on a roof"), category="rescue",
        lines=[{"item": net.t("救援人员", "Rescuers"), "quantity": 4, "unit": net.t("人", "people"), "kind": "people"}])
    anna, bert = net.member(name="anna"), net.member(name="bert")
    helper = enter(anna)
    helper.go(f"needs/{need.id}")
    helper.sees("需要培训证明", "This takes training on record")
    helper.look()

    lead = enter(net.founder)
    for member in (anna, bert):
        lead.go(f"members/{member.member}")
        card = lead.card("培训证明", "Training on record")
        lead.field("哪一种", "What for", card).select_option("danger")
        lead.fill("有效到哪一天", "Good until which day", "2030-06-30", card)
        lead.press("记下这份证明", "Write it down", card)
        lead.card("培训证明", "Training on record").get_by_text(lead.t("危险场所", "Dangerous places")).first.wait_for()
    lead.look()

    helper.go(f"needs/{need.id}")
    card = helper.card("我来提供", "I can give some of this")
    helper.fill("数量", "How much", "1", card)
    helper.field("第二个人", "The second person", card).select_option(label=bert.name)
    helper.press("认领", "Promise it", card)
    helper.errors("请先读安全须知", "Please read the safety briefing")
    helper.look()
    card = helper.card("我来提供", "I can give some of this")
    card.get_by_role("checkbox").check()
    helper.press("认领", "Promise it", card)
    helper.done()
    helper.sees("等第二个人答应", "waits for the second person")
    helper.press("查看联系方式（会记录）", "Show the contact (recorded)")
    helper.errors("第二个人答应", "once the second person says yes")
    helper.misses(PHONE_NUMBER)

    second = enter(bert)
    second.go("/home")
    second.sees("请您做第二个人", "You are asked to be the second person")
    second.look()
    second.go(f"needs/{need.id}")
    second.look()
    second.press("我同行", "I stand by")
    second.done()
    helper.go(f"needs/{need.id}")
    helper.press("查看联系方式（会记录）", "Show the contact (recorded)")
    helper.sees(PHONE_NUMBER)


def test_who_brings_something_photographs_it_and_sees_what_changed(enter, net, javascript):
    need, brings = net.published(), net.member(name="brings")
    claim = need.claim(brings, 5)
    words = net.t("纸箱在门口", "Boxes at the gate")
    net.own_words |= {words, "boxes.png"}
    user = enter(brings, javascript=javascript)
    user.go(f"needs/{need.id}")
    row = user.page.locator(f"#claim-{claim['id']}")
    part = user.opened("添照片（送到的东西、运单）", "Add a photo (what was brought, the waybill)", row)
    part.locator("input[type=file]").set_input_files([picture("boxes.png")])
    line = part.locator("input[id^=photo-words-]") if javascript else user.field(
        "一句话说明照片里是什么", "One line: what the photo shows", part)
    line.fill(words)
    user.press("上传照片", "Upload the photo", part)
    user.done()
    expect(row.locator("figure.photo")).to_have_count(1)
    loaded(user, row.locator("figure.photo img"))
    user.look()
    she = enter(javascript=javascript)
    she.go(need.url)
    shown = she.card("送到的照片", "Photos of what was brought")
    loaded(she, shown.locator("img"))
    she.look()
    for caller in (None, net.member(name="anybody")):
        reader = enter(caller, javascript=javascript)
        reader.go(f"needs/{need.id}")
        reader.misses(words)

    # Less is wanted now: whoever sets out reads it before they go.
    need.says("correct", lines=[{"id": need.line()["id"], "quantity": 7}])
    user.go(f"me/safety?need={need.id}")
    card = user.card("签到", "Check in")
    user.sees("您认领之后，这项求助有改动：", "Since you promised, this has changed:")
    user.fill("去哪里", "Where to", net.t("县医院", "County hospital"), card)
    user.choose("是", "Yes", card)
    user.look()
    user.press("我看到了这些改动，签到出发", "I have seen what changed: check in", card)
    user.done()
    user.sees("您在外，说好", "You are out, back by")


def test_evidence_hangs_on_one_question(enter, net, javascript):
    need = net.need()
    need.act(net.founder, "acknowledge")
    words, note = net.t("盖章的公函", "The stamped letter"), net.t("编号已核对", "Its number was checked")
    net.own_words |= {words, note, "letter.png"}
    desk = enter(net.member("verifier"), javascript=javascript, desktop=True)
    desk.go(f"queue/{need.id}")
    desk.page.locator(f"form[action$='/queue/{need.id}/open'] button").first.click()
    card = desk.card("依据照片", "Evidence")
    expect(card).to_be_visible()
    part = desk.opened("附照片：看到公函或证明", "Add a photo: A document was seen", card)
    part.locator("input[type=file]").set_input_files([picture("letter.png")])
    line = part.locator("input[id^=photo-words-]") if javascript else desk.field(
        "一句话说明照片里是什么", "One line: what the photo shows", part)
    line.fill(words)
    desk.press("上传照片", "Upload the photo", part)
    desk.done()
    loaded(desk, desk.card("依据照片", "Evidence").locator("img"))
    check = desk.page.locator("fieldset.check").nth(2)
    check.get_by_role("radio").first.check()
    check.locator("summary").click()
    check.locator("input[type=text]").fill(note)
    desk.look()
    desk.choose("单一来源", "Single source", desk.page.locator("#verify"))
    desk.press("核实完成", "Verified", desk.page.locator("#verify"))
    desk.page.wait_for_url(re.compile("/queue([?]|$)"))
    found = need.network.member("verifier", name="b")
    items = found.get(f"/needs/{need.id}/checks/photos").json()["items"]
    assert [(one["question"], one["words"]) for one in items] == [("document", words)]
    she = enter(javascript=javascript)
    she.go(need.url)
    she.misses(words)
