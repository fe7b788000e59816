"""Three people answer the readiness check apart and then see it together; values are rated; goals stand in time."""

import datetime

from support import ok


def day(distance):
    return (datetime.date.today() + datetime.timedelta(days=distance)).isoformat()


def answers(net, sheet, caller, **replies):
    body = {"mayShow": True, "replies": [{"question": name, "picks": picks} for name, picks in replies.items()]}
    ok(caller.post(f"/api/v1/networks/{net.slug}/sheets/{sheet}/answers", body))


def test_three_answer_readiness_apart_then_together(enter, net, javascript):
    lead = enter(net.founder, javascript=javascript)
    lead.go(f"/n/{net.slug}")
    lead.follow("我们的共识", "What we agree on")
    lead.look()
    lead.follow("准备好了吗", "Are we ready?")
    lead.sees("还没有做过。", "It hasn’t been done yet.")
    part = lead.opened("开始一轮", "Begin a round")
    lead.look()
    lead.press("开始一轮", "Begin a round", part)
    lead.sees("先自己答。", "Answer by yourself.")
    lead.look()
    path = lead.page.url.split("?")[0]
    sheet = path.rsplit("/", 1)[1]
    lead.press("交上", "Hand in")
    lead.errors("至少答一题。", "Answer at least one.")
    lead.look()

    she = enter(net.member(name="first"), javascript=javascript)
    she.go("/home")
    she.sees("请您答：我们准备好了吗", "Your answers are asked for: Are we ready?")
    she.page.get_by_role("link").filter(has_text=she.t("请您答", "Your answers are asked for")).first.click()
    first = she.page.locator("#f-q-six1")
    she.choose("是", "Yes", first)
    she.page.locator("summary").filter(has_text=she.t("依据：您看到了什么", "Evidence: what you go by")).first.click()
    she.page.locator("#f-t-six1").fill(she.t("三个县都有同样的难处", "Three counties have the same trouble"))
    net.own_words.add(she.t("三个县都有同样的难处", "Three counties have the same trouble"))
    she.choose("多中心", "Multi-hub", she.page.locator("#f-q-shape"))
    she.page.get_by_role("checkbox").check()
    she.press("交上", "Hand in")
    she.done()
    she.sees("您答了。想看大家的", "You have answered. To see the others’")
    she.look()
    answers(net, sheet, net.member(name="second"), six1=[1], shape=[1])
    answers(net, sheet, net.member(name="third"), six1=[3], shape=[6])

    lead.go(path)
    lead.press("截止并揭晓", "Close it and show the answers")
    lead.done()
    # Whoever opened it did not answer: three are too few for them.
    lead.sees("作答的人太少", "Too few have answered")
    lead.look()
    she.go(path)
    she.sees("看法分开：值得谈", "Far apart: worth a talk")
    she.sees("3 人答了这题", "3 answered this")
    she.look()

    # What is not met has an owner.
    lead.go(f"/n/{net.slug}/align/readiness")
    card = lead.page.locator("#resources")
    lead.opened("给“头两三年的资源”下结论", "Settle “Resources for the first two or three years”", card)
    lead.button("头两三年的资源：还不具备", "Resources for the first two or three years: It is not met", card).click()
    lead.errors("写一句依据。", "Say what you go by.")
    lead.look()
    card = lead.page.locator("#resources")
    lead.fill("依据", "Evidence", lead.t("只够半年", "Enough for half a year"), card)
    lead.button("头两三年的资源：还不具备", "Resources for the first two or three years: It is not met", card).click()
    lead.done()
    lead.sees("创办人 负责", "Founder answers for it", lead.page.locator("#resources"))
    part = lead.opened("定下来", "Settle it")
    lead.field("形状", "Shape", part).select_option("multiHub")
    lead.press("定下来", "Settle it", part)
    lead.done()
    lead.sees("多中心：几个分会", "Multi-hub: chapters")
    lead.look()


def test_values_are_rated_and_placed(enter, net):
    lead = enter(net.founder, desktop=True)
    lead.go(f"/n/{net.slug}/align/values")
    part = lead.opened("开始一轮", "Begin a round")
    assert part.get_by_role("checkbox", checked=True).count() == 0
    lead.look()
    for zh, en in (("开放", "Openness"), ("共生", "Living together"), ("互惠互利", "Mutual benefit")):
        part.get_by_role("checkbox", name=lead.t(zh, en)).check()
    own = lead.t("说到做到", "Keeping one’s word")
    lead.fill("自己写的，一行一个", "Others, one a line", own, part)
    lead.press("开始一轮", "Begin a round", part)
    lead.sees("每条对我们有多要紧？", "How much does each matter to us?")
    sheet = lead.page.url.rsplit("/", 1)[1]
    for number in range(4):
        answers(net, sheet, net.member(name=f"value{number}"), rate=[5, 4, 3, number + 1], rank=[1, 4])

    she = enter(net.member(name="last"))
    she.go(f"/n/{net.slug}/sheets/{sheet}")
    she.field("说到做到", "Keeping one’s word").select_option("5")
    she.field("第 1 位", "Place 1").select_option("4")
    she.look()
    she.press("交上", "Hand in")
    she.done()
    she.press("看看大家怎么答", "See how the others answered")
    she.done()
    she.sees("5 人已答", "5 answers")
    she.look()
    lead.go(f"/n/{net.slug}/sheets/{sheet}")
    lead.press("截止并揭晓", "Close it and show the answers")
    lead.done()
    lead.sees("排在第一位得分最多", "First place counts most")
    lead.look()


def test_goals_in_time_and_words_side_by_side(enter, net):
    lead = enter(net.founder, desktop=True)
    lead.go(f"/n/{net.slug}/align")
    lead.follow("目标路线图", "Goal road map")
    lead.sees("还没有阶段目标。", "No stage goals yet.")
    part = lead.opened("加一个阶段目标", "Add a stage goal")
    title = lead.t("三个县各有一个冷库", "A cold store in each county")
    lead.fill("要达成什么", "What is to be reached", title, part)
    lead.press("加上", "Add it", part)
    lead.errors("写到哪天。", "Say by when.")
    lead.look()
    lead.field("到哪天", "By").filter(visible=True).fill(day(120))
    lead.press("加上", "Add it")
    lead.done()
    part = lead.opened("加一个里程碑", "Add a milestone")
    lead.fill("要达成什么", "What is to be reached", lead.t("谈定第一家", "The first one agreed"), part)
    part.get_by_label(lead.t("到哪天", "By")).fill(day(20))
    lead.press("加上", "Add it", part)
    lead.done()
    lead.look()
    lead.press("开始了", "It has begun")
    lead.done()
    lead.follow("回到路线图", "Back to the road map")
    lead.opened("看表格", "As a table")
    lead.look()
    phone = enter(net.member(name="phone"))
    phone.go(f"/n/{net.slug}/align/road-map")
    phone.sees("到 ", "by ")
    phone.look()

    one = enter(net.member(name="words"))
    one.go(f"/n/{net.slug}/align/cognition")
    one.look()
    part = one.opened("加一个词", "Add a word")
    one.fill("中文", "Chinese", "就近", part)
    one.fill("英文", "English", "Near", part)
    one.fill("我们这边的意思", "What our side means by it", one.t("一小时车程", "An hour by car"), part)
    one.press("加一个词", "Add a word", part)
    one.done()
    phone.go(f"/n/{net.slug}/align/cognition")
    part = phone.page.locator("details").filter(has_text=phone.t("“就近”，我们这边的意思", "What our side means by “Near”")).first
    part.locator("summary").click()
    phone.fill("我们这边的意思", "What our side means by it", phone.t("同一个镇", "In the same town"), part)
    phone.press("存下", "Save", part)
    phone.done()
    phone.sees("2 方的意思", "2 sides")
    part = phone.opened("加一条依据", "Add to it")
    phone.fill("是什么", "What it is", phone.t("冷链普查", "A survey of cold stores"), part)
    phone.press("加一条依据", "Add to it", part)
    phone.errors("写网址，或者写它说明什么。", "Give an address, or say what it shows.")
    phone.look()
