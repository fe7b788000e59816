"""A charter from its draft to what people stand behind: a convener writes, four suggest, words are merged with credit, all consent,
each says where they stand. On a phone, with the convener at a desk."""

from browser import PICTURES
from support import ok
from test_walk_people import seen


def five(net):
    return [net.member(name=name) for name in ("lin", "mei", "omar", "ana")]


def answers(user, address, position, why=None):
    """Answers a proposal on its page."""
    user.go(address)
    own = user.page.locator("section.main-thing").first
    user.choose(*position, own)
    if why:
        user.fill("理由", "Why", why, own.locator("form").first)
        user.choose("试到复核的那天，不够安全", "It is not safe enough to try", own)
    user.press("表态", "Answer")
    user.done()


def test_from_a_draft_to_what_all_stand_behind(enter, net, javascript):
    others = five(net)
    lead = enter(net.founder, javascript=javascript, desktop=True)
    lead.go(f"/n/{net.slug}/align")
    lead.follow("共识文件", "Charter", lead.page.locator("main"))
    lead.sees("还没有共识文件", "There is no charter yet")
    lead.look()
    lead.press("起草", "Begin a draft")
    lead.sees("草案还缺", "The draft still lacks")
    lead.look()
    lead.fill("谁会受益", "Who gains", lead.t("求助的人", "People who ask for help"))
    lead.fill("谁要承担什么", "Who bears what", lead.t("我们每个人都多花一点时间", "All of us give a little more time"))
    lead.fill("谁的声音还没听到", "Who was not heard", lead.t("村里的老人", "Old people in the villages"))
    lead.press("保存", "Save")
    lead.done()
    lead.follow("给“目标”加一条", "Add a clause to “Purpose”")
    lead.press("保存", "Save")
    lead.errors("至少写一种语言。", "Write it in one language at least.")
    lead.look()
    net.own_words |= {"让每个求助都有回音。", "Every request is answered.", "让每个求助都有回音，乡镇卫生院也一样。",
                      "Every request is answered, rural clinics too."}
    lead.fill("中文", "In Chinese", "让每个求助都有回音。")
    lead.fill("英文", "In English", "Every request is answered.")
    lead.press("保存", "Save")
    lead.done()
    lead.look()
    lead.press("请大家提修改建议", "Ask for suggestions")
    lead.done()
    draft = lead.page.url.split("?")[0]

    said = [lead.t("把乡镇卫生院也写进来", "Name the rural clinics"), lead.t("应该写上乡镇的卫生院", "The rural clinics should be named"),
            lead.t("说清楚什么时候", "Say by when")]
    for person, words in zip(others, said):
        she = enter(person, javascript=javascript)
        she.go("/home")
        she.sees("提一个能让它更有力的建议", "one suggestion that would make it stronger")
        she.go(draft)
        article = she.page.locator("article").first
        article.locator("summary").first.click()
        she.look() if person is others[0] else None
        article.locator("textarea").fill(words)
        article.locator("button").first.click()
        she.done()
    she.look()

    lead.go(draft)
    lead.press("现在结束征求", "End this round now")
    lead.done()
    lead.follow("修改建议和答复", "Suggestions and answers")
    lead.sees("第 1 组（2 条）", "Group 1 (2)")
    lead.look()
    card = lead.page.locator("main section").first
    lead.opened("合成一条修改", "Merge into an amendment", card)
    merge = card.locator("form[action$='/amendments']")
    for box in merge.get_by_role("checkbox").all()[:2]:
        box.check()
    lead.fill("新的说法（中文）", "The new words (Chinese)", "让每个求助都有回音，乡镇卫生院也一样。", merge)
    lead.fill("新的说法（英文）", "The new words (English)", "Every request is answered, rural clinics too.", merge)
    lead.look()
    lead.press("这样修改，并答复他们", "Amend, and answer them", merge)
    lead.errors()
    merge = lead.page.locator("form[action$='/amendments']")
    lead.fill("给他们的答复", "What they hear", lead.t("谢谢，写进去了", "Thank you, it is in"), merge)
    lead.press("这样修改，并答复他们", "Amend, and answer them", merge)
    lead.done()
    lead.look()
    last = lead.page.locator("li[id^='s-']").filter(has_text=said[2])
    last.locator("details").filter(has=lead.page.locator("[name=answer]")).locator("summary").click()
    last.locator("[name=answer]").fill(lead.t("时间写在行动计划里", "When stands in the plan"))
    last.locator("form").filter(has=lead.page.locator("[name=answer]")).locator("button").click()
    lead.done()
    lead.follow("回到草案", "Back to the draft")
    lead.look()
    lead.press("请大家同意这一版", "Ask for consent to this version")
    lead.done()
    lead.look()

    address = f"/n/{net.slug}/proposals/" + ok(net.founder.get(f"/api/v1/networks/{net.slug}/charter/draft"))["proposal"]
    # One objects: it is worked into the clauses on the page, and the round goes on.
    why = lead.t("没有写做不到时怎么办。", "It does not say what we do where we can't.")
    crew = [enter(person, javascript=javascript) for person in others]
    crew[0].go("/home")
    crew[0].sees("等您表态", "Waits for your voice")
    answers(crew[0], address, ("反对", "I object"), why)
    crew[0].sees("有反对，正在化解", "objection being worked through")
    seen(crew[0], "charter-objected")
    lead.go(address)
    lead.follow("按反对意见修改它", "Work an objection into it")
    lead.sees(why)
    seen(lead, "charter-mend")
    lead.press("提交修改，再问一次", "Change it and ask again")
    lead.errors("缺少这一项。", "This is missing.")
    lead.opened("加一条", "Add a clause")
    honest = lead.t("做不到时当天说明。", "Where we can't, we say so the same day.")
    net.own_words |= {why, honest}
    lead.field("放在哪一部分", "In which section").select_option("values")
    lead.fill(*(("新条款（中文）", "New clause (Chinese)", honest) if net.language == "zh" else ("新条款（英文）", "New clause (English)", honest)))
    lead.fill("改了什么，为了回应谁的什么意见", "What was changed, and what it is to meet", lead.t("加上做不到时怎么办。", "It says now what we do where we can't."))
    lead.press("提交修改，再问一次", "Change it and ask again")
    lead.done()
    lead.sees("征求同意中改过的", "Changed within the round")
    seen(lead, "charter-mended")
    # All five answer, each on their own screen.
    for user in (*crew, lead):
        answers(user, address, ("同意 够好了", "I consent Good enough"))
    seen(crew[-1], "charter-consented")
    lead.press("大家都表态了，现在结束", "Everybody has answered: end it now")
    lead.done()
    lead.sees("按规则：通过", "By the rule: adopted")
    keep = lead.page.locator("#keep")
    lead.fill("决定了什么", "What is decided", lead.t("共识文件就这样定下来了。", "This is what we stand for."), keep)
    lead.fill("反对是怎样化解的", "How the objections were met", lead.t("加了一条：做不到时当天说明。", "A clause was added: where we can't, we say so."), keep)
    lead.press("写进决定记录", "Put it into the decision log", keep)
    lead.done()
    lead.go(f"/n/{net.slug}/charter")
    lead.sees("第 1 版", "Version 1")
    lead.sees(honest)
    seen(lead, "charter-adopted")

    for she, stance in zip(crew, ("affirm", "affirm", "canLiveWith", "object")):
        she.go(f"/n/{net.slug}/charter")
        she.sees("让每个求助都有回音，乡镇卫生院也一样。", "Every request is answered, rural clinics too.")
        she.look() if she is crew[0] else None
        she.follow("我站在哪里", "Where I stand")
        she.page.locator(f"input[value={stance}]").first.check()
        if stance == "object":
            she.press("保存", "Save")
            she.errors()
            she.look()
            she.page.locator("textarea[aria-invalid]").fill(she.t("还要看谁来做", "It depends on who does it"))
        she.press("保存", "Save")
        she.done()
    she.look()
    she.go(f"/n/{net.slug}/charter")
    she.page.locator("article a").first.click()
    she.sees("还要看谁来做", "It depends on who does it")
    she.look()
    she.go(f"/n/{net.slug}/charter/figures")
    she.sees("参与率", "Participation")
    she.look()

    lead.go(f"/n/{net.slug}/charter")
    lead.fill("为什么要新版", "Why a new version", lead.t("范围大了", "We reach further now"))
    lead.press("起草新版", "Draft a new version")
    lead.page.locator("article a").first.click()
    lead.fill("中文", "In Chinese", "让每个村的求助都有回音，乡镇卫生院也一样。")
    lead.fill("英文", "In English", "Every village's request is answered, rural clinics too.")
    net.own_words |= {"让每个村的求助都有回音，乡镇卫生院也一样。", "Every village's request is answered, rural clinics too."}
    lead.press("保存", "Save")
    lead.go(f"/n/{net.slug}/charter/compare")
    lead.sees("改了说法", "Words changed")
    lead.look()
    phone = enter(None, javascript=javascript)
    phone.go(f"/n/{net.slug}/charter")
    phone.sees("正在复审", "under review")
    phone.look()
    # On paper: each clause with its number, nothing to press.
    phone.page.emulate_media(media="print")
    number = "getComputedStyle(document.querySelector('.clauses article'), '::before').content"
    assert "counter" in phone.page.evaluate(number) and not phone.page.locator(".tabs:visible, .btn:visible").count()
    PICTURES.mkdir(parents=True, exist_ok=True)
    phone.page.screenshot(path=PICTURES / f"charter-print-{net.language}.png", full_page=True)
