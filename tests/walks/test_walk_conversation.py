"""A conversation goes round by a link: several people answer on their phones, and all see what they share and where they part."""

import re
import sqlite3

from playwright.sync_api import expect

from servers import until
from support import ok
from test_walk_people import seen, to_task


def asked(net):
    """Statements in the language of those who talk."""
    return [
        net.t("急的物资要先送", "What is urgent goes first"),
        net.t("每个人都应该看得到送到了哪里", "Everybody should see where things have gone"),
        net.t("司机晚上也应该出车", "Drivers should also go out at night"),
        net.t("小单位也要分到", "Small places get their share too"),
        net.t("先问清楚再送", "Ask first, then bring"),
        net.t("仓库越少越好", "The fewer stores the better"),
    ]


def answer_all(user, choose, most=12):
    """One tap for each statement, until all are answered."""
    for _ in range(most):
        box = user.page.locator(".asking .statement")
        if box.count() == 0:
            return
        name = {"agree": ("同意", "Agree"), "disagree": ("不同意", "Disagree"), "pass": ("说不准", "Pass")}[choose(box.inner_text())]
        user.press(*name, within=user.page.locator(".asking"))
        user.page.wait_for_load_state()


def test_a_conversation_from_a_link_to_what_all_share(enter, net, javascript):
    t, words = net.t, asked(net)
    net.own_words |= set(words)
    host = enter(net.founder, javascript=javascript, desktop=True)
    host.go("align")
    host.follow("意见征集", "Conversations")
    host.sees("还没有问过大家。", "Nothing has been asked yet.")
    host.look()
    host.follow("问问大家", "Ask everybody")
    host.press("开始", "Begin")
    host.errors("写下要问大家的问题。", "Write what you want to ask.")
    host.look()
    host.fill("问题", "The question", t("怎样让物资到得更快？", "How could supplies arrive faster?"))
    host.field("谁可以参加", "Who may take part").select_option("link")
    host.field("别人写的话", "What others say").select_option("before")
    host.field("什么时候看得到结果", "When one sees the result").select_option("3")
    host.fill("先放几句话，一行一句", "Statements to begin with, one a line", "\n".join(words))
    host.press("开始", "Begin")
    host.done()
    host.look()
    link = host.page.locator("main code").inner_text()

    # Two kinds of people: all share the first two, the night and the stores divide them.
    def like(kind):
        def choose(said):
            place = words.index(said) if said in words else 0
            if place < 2:
                return "agree"
            if place == 4:
                return "pass"
            return "agree" if (place + kind) % 2 else "disagree"
        return choose

    first = enter(javascript=javascript)
    first.go(link)
    first.sees("已回答 0 / 6", "0 of 6 answered")
    first.sees("您不用账号就能参加", "You need no account")
    first.look()
    one = first.page.locator(".asking .statement").inner_text()
    first.press("同意", "Agree", within=first.page.locator(".asking"))
    first.sees("刚才您选了“同意”", "You answered “Agree”")
    first.look()
    first.follow("改一下", "Change it")
    first.press(f"不同意：{one}", f"Disagree: {one}")
    first.done()
    first.look()
    first.press(f"同意：{one}", f"Agree: {one}")
    first.follow("继续回答", "Go on answering")
    first.sees("再回答 2 句就能看结果", "2 more answers, and you see the result")
    answer_all(first, like(0))
    first.sees("都回答完了，谢谢！", "You have answered everything, thank you.")
    first.look()
    # Too few yet: nobody is shown.
    first.follow("看结果", "See the result")
    first.sees("回答的人还不到 5 个", "Fewer than 5 people have answered")
    first.look()
    first.follow("回到征集", "Back to the conversation")
    say = first.opened("我也说一句", "Say something yourself")
    first.press("说出来", "Say it", within=say)
    first.errors("写一句完整的话。", "Write one whole sentence.")
    first.fill("您的话", "Your statement", t("志愿者也要休息", "Volunteers need rest, too"))
    first.press("说出来", "Say it")
    first.sees("等主持人看", "waits for the host")
    first.look()

    host.go(first.page.url.split("?")[0].split("#")[0] + "/host")
    host.sees("等您看的话（1）", "Waiting for you (1)")
    host.look()
    name = t("采用：志愿者也要休息", "Let it through: Volunteers need rest, too")
    host.page.get_by_role("button", name=name, exact=True).click()
    host.done()
    host.sees("没有话在等。", "Nothing waits.")

    for number in range(1, 8):
        phone = enter(javascript=javascript)
        phone.go(link)
        answer_all(phone, like(number))

    first.go(first.page.url.split("?")[0].split("#")[0])
    first.sees("志愿者也要休息", "Volunteers need rest, too")
    answer_all(first, like(0))
    first.follow("看结果", "See the result")
    first.sees("大家共同的", "What all share")
    shared = first.card("大家共同的", "What all share")
    for said in words[:2]:
        first.sees(said, said, within=shared)
    first.sees(words[2], words[2], within=first.card("想法不同的", "Where we part"))
    first.sees("我在哪里", "Where am I")
    assert first.page.locator("svg.opinion-map .own").count() == 1
    first.opened("地图的表格", "The map as a table")
    first.look()
    first.follow("从链接来的人", "Who came by link")
    first.look()

    # Whoever hears of the address alone, without the link, sees nothing.
    stranger = enter(javascript=javascript)
    assert stranger.go(first.page.url).status == 404
    host.go(first.page.url.split("?")[0].replace("/results", "/host"))
    host.press("结束这次征集", "End it")
    host.done()
    host.follow("审看记录", "What was let through")
    host.sees("第 7 句：采用", "Statement 7: Let through")
    host.look()
    host.go("conversations")
    host.sees("已结束", "Ended")
    host.look()
    host.page.locator("main article h2 a").first.click()
    host.sees("大家怎么想", "What people think")
    host.sees("您没有回答，所以图上没有您。", "You have not answered, so you are not on the map.")
    host.look()
    assert re.search(r"/results$", host.page.url)
    assert ok(net.founder.get(f"/api/v1/networks/{net.slug}/conversations"))["items"][0]["byLink"] == 8


def all_told(net):
    """Whether everybody who looks has been told of every answer."""
    with sqlite3.connect(net.server.storage, timeout=60) as db:
        left = db.execute(
            "SELECT count(*) FROM conversation_heads WHERE told_vote < last_vote "
            "AND network_id = (SELECT id FROM networks WHERE slug = ?)", [net.slug]).fetchone()[0]
    db.close()
    return left == 0


def test_an_answer_arrives_on_the_map_that_another_has_open(enter, net):
    words, root = asked(net), f"/api/v1/networks/{net.slug}/conversations"
    question = net.t("怎样让物资到得更快？", "How could supplies arrive faster?")
    net.own_words |= {*words, question}
    talk = ok(net.founder.post(root, {"question": question, "seeds": words, "showsAfter": 0}), 201)
    listed = ok(net.founder.get(f"{root}/{talk['id']}/statements"))["items"]
    people = [net.member(name=f"m{number}") for number in range(6)]
    for place, one in enumerate(people):
        for number, statement in enumerate(listed):
            answer = "agree" if number < 2 or (number + place) % 2 else "disagree"
            ok(one.post(f"{root}/{talk['id']}/votes", {"statement": statement["id"], "answer": answer}))
    until(lambda: all_told(net), "all answers to be told of")

    watcher, voter = enter(net.founder, desktop=True), enter(net.member(name="late"))
    watcher.go(f"conversations/{talk['id']}/results")
    watcher.script("live.js")
    watcher.sees("6 人，36 个回答", "6 people, 36 answers")
    more = watcher.button("有新的回答，点这里更新", "New answers: show them")
    expect(watcher.page.get_by_text(net.t("实时", "live"), exact=True)).to_be_visible()
    expect(more).to_have_count(0)
    voter.go(f"conversations/{talk['id']}")
    voter.press("同意", "Agree", within=voter.page.locator(".asking"))
    voter.sees("刚才您选了“同意”", "You answered “Agree”")
    # Nobody reloads: the page says it by itself, and one press draws the map anew.
    expect(more).to_be_visible()
    watcher.look()
    more.click()
    watcher.sees("7 人，37 个回答", "7 people, 37 answers")
    expect(watcher.page.locator("#opinion-map-title")).to_have_text(re.compile("7"))


def test_a_host_judges_is_appealed_against_and_hands_on(enter, net, javascript):
    """What a host does on a phone: lets in, turns away with a reason, reads the log, hands on what all share; another settles the appeal."""
    t, words, root = net.t, asked(net), f"/api/v1/networks/{net.slug}"
    said = [t("买我们的口罩，便宜", "Buy our masks, they are cheap"), t("志愿者也要休息", "Volunteers need rest, too")]
    question = t("怎样让物资到得更快？", "How could supplies arrive faster?")
    net.own_words |= {*words, *said, question}
    members = [net.member(name=f"m{number}") for number in range(6)]
    judge = net.member("coordinator")
    talk = ok(net.founder.post(f"{root}/conversations", {"question": question, "seeds": words, "moderation": "before", "showsAfter": 0}), 201)
    door = f"{root}/conversations/{talk['id']}"
    made = [ok(members[0].post(f"{door}/statements", {"words": one}), 201)["id"] for one in said]
    listed = [one for one in ok(net.founder.get(f"{door}/statements"))["items"] if one["state"] == "open"]
    for place, one in enumerate(members):
        for number, statement in enumerate(listed):
            answer = "agree" if number < 2 or (number + place) % 2 else "disagree"
            ok(one.post(f"{door}/votes", {"statement": statement["id"], "answer": answer}))

    phone, wide = (enter(net.founder, javascript=javascript, desktop=desktop) for desktop in (False, True))
    host = f"conversations/{talk['id']}/host"
    for user, size in ((phone, "phone"), (wide, "desktop")):
        user.go(host)
        user.sees("等您看的话（2）", "Waiting for you (2)")
        user.opened(f"不采用：{said[0]}"[:34], f"Don't let it through: {said[0]}"[:52])
        seen(user, f"host-queue-{size}")
    turned = phone.page.locator("li").filter(has_text=said[0])
    phone.field("原因（大家会看到）", "The reason (everybody reads it)", turned).select_option("other")
    turned.get_by_role("button", name=t(f"不采用：{said[0]}", f"Don't let it through: {said[0]}"), exact=True).click()
    phone.errors()
    seen(phone, "host-error")
    turned = phone.page.locator("li").filter(has_text=said[0])
    phone.fill("补充一句（可不填）", "A few words more (may be left out)", t("这里不卖东西", "Nothing is sold here"), turned)
    turned.get_by_role("button", name=t(f"不采用：{said[0]}", f"Don't let it through: {said[0]}"), exact=True).click()
    phone.done()
    phone.page.get_by_role("button", name=t(f"采用：{said[1]}", f"Let it through: {said[1]}"), exact=True).click()
    phone.sees("没有话在等。", "Nothing waits.")

    # Whoever wrote it reads why, and asks that another looks.
    her = enter(members[0], javascript=javascript)
    her.go(f"statements/{made[0]}")
    her.sees(said[0])
    her.sees("其他原因：这里不卖东西", "Another reason: Nothing is sold here")
    her.sees("申诉", "Appeal")
    seen(her, "statement-out")
    her.fill("内容", "What it is", t("这不是广告，是我们病区真的需要的。", "It is no advertisement; our ward needs it."))
    her.press("申诉", "Appeal")
    seen(her, "statement-appealed")
    other = enter(judge, javascript=javascript)
    to_task(other, "对隐藏的申诉", "Appeal about a hidden text")
    seen(other, "appeal")
    other.choose("重新显示", "Shown again")
    other.fill("理由", "Why", t("那是真的需要。", "It is really needed."))
    other.press("结束这件事", "Close it")
    other.done()
    for user, size in ((phone, "phone"), (wide, "desktop")):
        user.go(f"conversations/{talk['id']}/log")
        user.sees("申诉", "Appealed")
        seen(user, f"host-log-{size}")

    # What all share goes to the charter's draft.
    ok(net.founder.post(f"{root}/charter", {}), 201)
    for user, size in ((wide, "desktop"), (phone, "phone")):
        user.go(f"conversations/{talk['id']}/results")
        user.sees("大家共同的", "What all share")
        seen(user, f"host-results-{size}")
    phone.page.get_by_role("button", name=re.compile(t("共识文件", "charter"))).first.click()
    phone.sees("来自意见征集", "From a conversation")
    seen(phone, "host-handed")
    wide.go(host)
    wide.press("结束这次征集", "End it")
    wide.done()
    seen(wide, "host-ended")
