"""Somebody offers what they have, on a phone; the desk checks and lists it; a dispatcher asks for it; they say yes."""

from playwright.sync_api import expect

from support import ok


def offered(net, by, **more):
    body = {"title": net.t("仓库里的口罩", "Masks in a store"),
            "lines": [{"item": net.t("N95口罩", "N95 masks"), "quantity": 100, "unit": net.t("只", "pieces")}], **more}
    net.own_words |= {body["title"], body["lines"][0]["item"], body["lines"][0]["unit"]}
    return ok(by.post(f"/api/v1/networks/{net.slug}/offers", body), 201)["id"]


def listed(net, by, **more):
    offer = offered(net, by, **more)
    for caller, body in [
            (net.founder, {"action": "acknowledge"}),
            (net.member("verifier"), {"action": "verify", "confidence": "official"}),
            (net.member("dispatcher"), {"action": "list", "audience": "public"})]:
        ok(caller.post(f"/api/v1/networks/{net.slug}/offers/{offer}/actions", body))
    return offer


def test_offering_on_a_phone_and_listing_at_the_desk(enter, net, javascript):
    has = enter(net.member(name="has"), javascript=javascript)
    has.go("offer")
    has.look()
    has.press("提交", "Send")
    has.errors("请至少写一样您能提供的东西", "Write at least one thing that you can offer")
    has.fill("东西和数量", "What and how much", net.t("防护服 20 套", "gowns 20 sets"))
    has.page.get_by_label(net.t("长期都有", "Standing: it will be there for long")).check()
    more = has.opened("更多（选填）", "More (optional)")
    has.fill("如果要先采购：从哪里买", "If it must be bought first: from whom", net.t("长", "x") * 201, more)
    has.press("提交", "Send")
    has.errors("200")
    has.fill("如果要先采购：从哪里买", "If it must be bought first: from whom", net.t("演示公司", "Demo Supplies"))
    has.press("提交", "Send")
    expect(has.page.locator(".toast")).to_contain_text(net.t("收到了", "Received"))
    net.own_words |= {net.t("防护服", "gowns"), net.t("套", "sets")}
    expect(has.page.locator("article.card")).to_contain_text(net.t("长期", "Standing"))
    has.look()

    intake = enter(net.member("intake"), javascript=javascript, desktop=True)
    intake.go("offers/desk")
    intake.look()
    intake.page.locator("article.card h2 a").first.click()
    intake.press("受理", "Acknowledge")
    intake.done()
    verifier = enter(net.member("verifier"), javascript=javascript, desktop=True)
    verifier.go("offers/desk")
    verifier.page.locator("article.card h2 a").first.click()
    part = verifier.opened("核实", "Check it")
    verifier.press("核实", "Check it", part)
    verifier.done()
    dispatcher = enter(net.member("dispatcher"), javascript=javascript, desktop=True)
    dispatcher.go("offers/desk")
    dispatcher.page.locator("article.card h2 a").first.click()
    part = dispatcher.opened("发布", "List it")
    dispatcher.press("发布", "List it", part)
    dispatcher.done()
    dispatcher.look()

    stranger = enter(javascript=javascript)
    stranger.go("offers")
    expect(stranger.page.locator("article.card")).to_contain_text(net.t("还剩 20 / 20 套", "20 of 20 sets left"))
    stranger.look()
    stranger.go("offer")
    stranger.sees("不用注册", "No account needed")
    stranger.look()


def test_asked_for_and_agreed_to(enter, net):
    offer, need = listed(net, net.member(name="has")), net.published()
    dispatcher = enter(net.member("dispatcher"), desktop=True)
    dispatcher.go(f"offers/{offer}")
    form = dispatcher.page.locator("#use")
    dispatcher.fill("数量", "How much", "200", form)
    dispatcher.press("用上", "Use it", form)
    dispatcher.errors("只剩 100", "Only 100")
    dispatcher.fill("数量", "How much", "8", form)
    dispatcher.press("用上", "Use it", form)
    dispatcher.done()
    expect(dispatcher.page.locator("#uses")).to_contain_text(net.t("等对方答复", "Waits for an answer"))
    dispatcher.look()

    has = enter(net.member(name="has"))
    has.go("/home")
    has.look()
    has.page.locator("a.wait", has_text=net.t("有人需要您提供的东西", "Somebody needs what you offer")).click()
    has.look()
    has.press("答应", "Yes, I bring it")
    has.done()
    expect(has.page.locator("#uses")).to_contain_text(net.t("已答应", "Agreed"))
    has.sees("还剩 92 / 100 只", "92 of 100 pieces left")
    assert need.line()["claimed"] == 8
    part = has.opened("改数量、时间或条件", "Change quantity, time or conditions")
    part.locator("input[name^='quantity.']").fill("50")
    has.fill("如果要先采购：从哪里买", "If it must be bought first: from whom", net.t("示例商行", "Sample Traders"), part)
    has.press("保存", "Save", part)
    has.done()
    has.sees("还剩 42 / 50 只", "42 of 50 pieces left")
    has.sees("需采购，来源： 示例商行", "To be bought, from: Sample Traders")
    has.look()


def test_a_company_without_an_account(enter, net, javascript):
    """On a phone: masks are offered by a guest, checked at the desk, asked for, agreed to by one button, promised by who asked."""
    firm = enter(javascript=javascript)
    firm.go("offer")
    firm.press("提交，拿到查询码", "Send and get a code")
    firm.errors("请至少写一样您能提供的东西", "Write at least one thing that you can offer")
    firm.fill("东西和数量", "What and how much", net.t("N95口罩 10000 只", "N95 masks 10000 pieces"))
    firm.fill("您的手机号", "Your phone number", "13911112222")
    firm.look()
    firm.press("提交，拿到查询码", "Send and get a code")
    firm.sees("收到了", "We have it")
    net.own_words |= {net.t("N95口罩", "N95 masks"), net.t("只", "pieces")}
    assert "secret" not in firm.page.url
    net.own_words.add(firm.page.url.split("/o/")[1][:8])
    firm.look()
    offer = net.founder.items(f"/api/v1/networks/{net.slug}/offers", state="submitted")[0]["id"]
    for caller, body in [
            (net.founder, {"action": "acknowledge"}),
            (net.member("verifier"), {"action": "verify", "confidence": "official"}),
            (net.member("dispatcher"), {"action": "list", "audience": "public"})]:
        ok(caller.post(f"/api/v1/networks/{net.slug}/offers/{offer}/actions", body))
    net.published()

    dispatcher = enter(net.member("dispatcher"), javascript=javascript, desktop=True)
    dispatcher.go(f"offers/{offer}")
    form = dispatcher.page.locator("#use")
    dispatcher.fill("数量", "How much", "8", form)
    dispatcher.press("用上", "Use it", form)
    dispatcher.done()
    dispatcher.look()

    firm.page.reload()
    asked = firm.page.locator("#uses")
    expect(asked).to_contain_text(net.t("有人需要您提供的", "Somebody needs what you offer"))
    firm.look()
    firm.fill("给多少", "How much of it", "5", asked)
    firm.press("可以给", "Yes, they can have it", asked)
    expect(firm.page.locator("#uses")).to_contain_text(net.t("您已答应，等对方认领", "You said yes; they are about to promise it"))
    firm.look()

    dispatcher.go(f"offers/{offer}")
    uses = dispatcher.page.locator("#uses")
    expect(uses).to_contain_text(net.t("对方答应了，等认领", "They said yes; to be promised"))
    dispatcher.press("认领", "Promise it", uses)
    dispatcher.done()
    expect(dispatcher.page.locator("#uses")).to_contain_text(net.t("已答应", "Agreed"))
    dispatcher.look()

    firm.page.reload()
    firm.sees("还剩 9995", "9995 of")
    part = firm.opened("改数量、时间或条件", "Change quantity, time or conditions")
    part.locator("input[name^='quantity.']").fill("9000")
    firm.press("保存", "Save", part)
    firm.done()
    part = firm.opened("撤回", "Withdraw")
    firm.press("撤回", "Withdraw", part)
    firm.sees("已撤回", "Withdrawn")
    firm.look()
