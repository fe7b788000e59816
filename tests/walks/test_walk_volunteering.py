"""A volunteer says in two taps that she is free, and takes a training; a trainer writes it; a dispatcher finds her by both."""

from playwright.sync_api import expect

from support import ok


def write(trainer):
    """A module of one question, in the trainer's own language."""
    t = trainer.t
    trainer.go("training")
    trainer.follow("写一个新的", "Write a new one")
    trainer.look()
    own = t("（中文）", " (Chinese)") if trainer.net.language == "zh" else " (English)"
    for zh, en, text in [
            ("名称", "Title", t("接电话", "Taking calls")), ("一句话说明", "In one line", t("先听后问", "Hear first, then ask")),
            ("正文", "Text", t("让对方先说完。", "Let them finish first.")), ("问题", "Question", t("先做什么？", "What comes first?")),
            ("选项", "Answers", t("*听\n说", "*Listen\nTalk"))]:
        field = trainer.page.get_by_label(t(zh, en) + own).first
        trainer.net.own_words.add(text)
        field.fill(text)
    trainer.press("保存", "Save")
    trainer.errors("写一句为什么", "Say why")
    trainer.look()
    why = t("先听完才知道缺什么。", "Only then you know what is lacking.")
    trainer.net.own_words |= {why, t("听", "Listen"), t("说", "Talk")}
    trainer.page.get_by_label(t("为什么", "Why") + own).first.fill(why)
    trainer.press("保存", "Save")
    trainer.sees("先做什么？", "What comes first?")
    trainer.look()


def test_two_taps_and_a_training(enter, net, javascript):
    member = net.member(name="volunteer")
    trainer = enter(net.member("trainer"), desktop=True)
    write(trainer)

    she = enter(member, javascript=javascript)
    she.go("/home")
    she.look()
    # The first tap, the second tap.
    she.follow("我现在有两小时", "I have two hours now")
    expect(she.page.get_by_role("radio", name=she.t("2 小时", "2 hours"), exact=True)).to_be_checked()
    she.look()
    she.press("就这样", "Yes, that's it")
    she.sees("您今天有空到", "You are free until")
    she.look()
    she.go("/home")
    she.sees("您今天有空到", "You are free until")
    she.look()
    # Longer, or no more, in one tap; the network's own page has the same first tap.
    she.press("再加两小时", "Two more hours")
    she.sees("您今天有空到", "You are free until")
    she.press("现在没空了", "No longer free")
    she.sees("您没有说现在有空", "You have not said that you are free now")
    she.look()
    she.go(f"/n/{net.slug}")
    she.follow("我现在有两小时", "I have two hours now")
    she.press("就这样", "Yes, that's it")
    she.go(f"/n/{net.slug}")
    she.sees("您今天有空到", "You are free until")
    she.look()

    she.go("me/volunteer")
    she.look()
    part = she.card("我能做什么", "What I can do")
    she.opened("还会", "More", part)
    part.get_by_label(she.t("开车", "Driving"), exact=True).check()
    part.get_by_label(she.t("可以远程做", "I can help from afar"), exact=True).check()
    she.fill("每周最多几小时", "Hours a week at most", "99", part)
    she.press("保存", "Save", part)
    she.errors()
    she.fill("每周最多几小时", "Hours a week at most", "10", part)
    she.press("保存", "Save", part)
    she.done()
    she.look()

    she.go("training")
    she.look()
    title = she.t("接电话", "Taking calls")
    she.page.get_by_role("link", name=title, exact=True).click()
    she.press("交卷", "Hand it in")
    she.errors("第 1 题还没有答", "Question 1 has no answer yet")
    she.choose("说", "Talk")
    she.press("交卷", "Hand it in")
    she.sees("先听完才知道缺什么。", "Only then you know what is lacking.")
    she.look()
    she.choose("听", "Listen")
    she.press("交卷", "Hand it in")
    she.sees("通过了", "Passed")
    she.look()

    trainer.go("trained")
    trainer.sees(member.name)
    trainer.look()

    dispatcher = enter(net.member("dispatcher"), desktop=True)
    dispatcher.go(f"/n/{net.slug}")
    dispatcher.follow("谁有空", "Who is free")
    dispatcher.look()
    dispatcher.opened("按条件找", "Look for somebody")
    dispatcher.fill("技能", "Skill", dispatcher.t("开车", "Driving"))
    dispatcher.field("通过了培训", "Has passed").select_option(label=title)
    dispatcher.press("查找", "Find")
    dispatcher.sees(member.name)
    dispatcher.sees("今天说了", "said so today")
    dispatcher.look()
    she.go("me/volunteer")
    she.press("先别找我", "Don't ask me for now")
    she.sees("您在暂停", "You pause until you say")
    she.look()
    dispatcher.page.reload()
    dispatcher.sees("另有 1 人", "1 more pause")
    dispatcher.look()


def test_a_role_takes_a_training(enter, net):
    lead = enter(net.founder, desktop=True)
    lead.go("training")
    lead.press("采用：回拨核实", "Adopt: Verifying by calling back")
    lead.sees("号码自己找", "Find the number yourself")
    lead.look()
    lead.go("training")
    part = lead.page.locator("#gates")
    lead.field("角色或事情", "Role or act", part).select_option("act:openItem")
    lead.press("要求先通过", "Ask for it", part)
    lead.done()
    lead.look()
    need = net.need()
    need.act(net.founder, "acknowledge")
    verifier = enter(net.member("verifier"))
    verifier.go("queue")
    verifier.look()
    verifier.follow("去培训", "To the training")
    verifier.sees("几个问题", "Some questions")
    verifier.look()
    modules = ok(net.founder.get(f"/api/v1/networks/{net.slug}/training"))["items"]
    assert len(modules) == 1 and modules[0]["gates"] == ["act:openItem"]
