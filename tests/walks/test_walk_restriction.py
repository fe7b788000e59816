"""What an authority keeps to itself: set by who leads, seen while asking, promised with an accepted permit, or passed on."""

from playwright.sync_api import expect

from browser import PHONE_NUMBER
from support import soon


def wanted(net):
    """A published need for ventilators."""
    need = net.need(
        title=net.t("县医院缺呼吸机", "County hospital lacks ventilators"),
        lines=[{"item": net.t("呼吸机", "Ventilator"), "quantity": 5, "unit": net.t("台", "pieces")}])
    need.act(net.founder, "acknowledge")
    need.act(net.member("verifier"), "verify", confidence="official")
    need.act(net.member("verifier", name="b"), "verify", confidence="official")
    need.act(net.member("dispatcher"), "publish", audience="public")
    return need


def restrict(net):
    authority = net.t("物资指挥部", "Supply command")
    net.own_words |= {authority}
    body = {"items": ["ventilator"], "authority": authority, "permit": net.t("调拨单", "Note of allocation")}
    net.own_words |= {body["permit"]}
    assert net.founder.post(f"/api/v1/networks/{net.slug}/restrictions", body).status_code == 201
    return authority


def test_set_and_seen_while_asking(enter, net, javascript):
    desk = enter(net.member("coordinator"), javascript=javascript)
    desk.go("restrictions")
    desk.look()
    part = desk.page.locator("details", has_text=net.t("哪个主管部门", "Which authority"))
    part.locator("summary").first.click()
    desk.fill("哪个主管部门", "Which authority", net.t("卫健局", "Health office"), part)
    part.get_by_label(net.t("医疗", "Medical"), exact=True).check()
    desk.press("登记", "Enter it", part)
    desk.errors("写下要什么许可", "Say which permit")
    # What was typed is there again, and the form is open.
    desk.fill("要什么许可", "Which permit it asks for", net.t("调拨单", "Note of allocation"), part)
    desk.press("登记", "Enter it", part)
    desk.sees("生效中", "In force")
    desk.look()

    she = enter(javascript=javascript)
    she.go("ask")
    part = she.opened("现在受管控的", "Restricted just now")
    expect(part).to_contain_text(net.t("卫健局", "Health office"))
    she.fill("一句话说明", "In one line", net.t("诊所缺绷带", "Clinic lacks bandages"))
    she.fill("需要的东西和数量", "What and how much", net.t("绷带 20", "bandage 20"))
    she.fill("您的手机号", "Your phone number", PHONE_NUMBER)
    she.press("看看公开后的样子", "See how it will look in public")
    card = she.page.locator("#preview")
    expect(card).to_contain_text(net.t("卫健局", "Health office"))
    expect(card).to_contain_text(net.t("照样可以提交", "Ask all the same"))
    she.look()

    desk.press("解除：卫健局", "Lift it: Health office")
    desk.sees("现在没有管控。", "Nothing is restricted now.")
    desk.look()


def test_a_permit_from_the_stop_to_the_promise(enter, net):
    need = wanted(net)
    authority = restrict(net)
    helper = enter(net.member(name="volunteer"))
    helper.go("needs")
    expect(helper.page.locator("article.card").first).to_contain_text(authority)
    helper.look()
    helper.go(f"needs/{need.id}")
    give = helper.page.locator("#give")
    expect(give).to_contain_text(authority)
    helper.fill("数量", "How much", "2", give)
    helper.press("认领", "Promise it", give)
    helper.errors(authority)
    helper.look()
    number = net.t("调字 77 号", "Note 77")
    part = helper.opened("写下许可", "State a permit")
    helper.fill("许可编号", "Permit number", number, part)
    helper.fill("谁发的", "Issued by", authority, part)
    helper.fill("有效到", "Valid until", soon(48)[:16], part)
    helper.press("交去核对", "Have it looked at", part)
    helper.done()
    helper.sees("待核对", "To be looked at")
    helper.look()

    verifier = enter(net.member("verifier"))
    verifier.go("permits")
    verifier.sees(number)
    verifier.look()
    part = verifier.opened("核对许可", "Look at the permit")
    verifier.fill("怎么核对的、为什么", "How you checked it, and why", net.t("电话核对过", "Called the office"), part)
    verifier.press("有效", "Accept", part)
    verifier.sees("没有待核对的许可。", "No permit waits to be looked at.")
    verifier.look()

    other = enter()
    other.go(f"needs/{need.id}")
    other.sees(authority)
    other.misses(number)
    other.look()

    helper.go(f"needs/{need.id}")
    helper.sees("已核对，有效", "Accepted")
    helper.fill("数量", "How much", "2", helper.page.locator("#give"))
    helper.press("认领", "Promise it", helper.page.locator("#give"))
    helper.done()
    helper.look()


def test_the_official_channel(enter, net, javascript):
    need = wanted(net)
    authority = restrict(net)
    desk = enter(net.member("coordinator"), javascript=javascript)
    desk.go(f"needs/{need.id}")
    part = desk.opened("转给主管部门", "Pass it to the authority")
    reference = net.t("收文 12 号", "Letter 12")
    desk.fill("受理编号或经办人", "Reference or who took it", reference, part)
    desk.press("转给主管部门", "Pass it to the authority", part)
    desk.done()
    desk.look()

    she = enter(javascript=javascript)
    she.go(need.url)
    expect(she.card("受管控", "Restricted")).to_contain_text(authority)
    she.sees("负责人不变", "The one who answers for it stays")
    she.look()

    desk.go(f"needs/{need.id}")
    part = desk.opened("记下主管部门的答复", "Write down the authority's answer")
    desk.choose("由他们办理", "Taken over", part)
    said = net.t("明天直接送到", "They bring it tomorrow")
    desk.fill("怎么说的", "In words", said, part)
    desk.press("记下并告诉求助者", "Write it down and tell the requester", part)
    desk.done()
    desk.look()
    she.page.reload()
    she.sees(said)
    she.look()
