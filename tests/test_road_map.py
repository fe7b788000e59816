"""The road map – goals and milestones in time, each with an owner – and how a network sees its matter on one page."""

import datetime
import uuid

from reader import Forms, Reader
from support import fields, ok, problem
from test_questions import press, waiting


def day(distance):
    return (datetime.date.today() + datetime.timedelta(days=distance)).isoformat()


def goals(net, door=""):
    return f"/api/v1/networks/{net.slug}/goals{door}"


def cognition(net, door=""):
    return f"/api/v1/networks/{net.slug}/cognition{door}"


def goal(net, by=None, status=201, **more):
    response = (by or net.founder).post(goals(net), {"title": "三个县的冷链连起来", "due": day(200), **more})
    return ok(response, 201) if status == 201 else problem(response, status)


def act(net, one, action, by=None, status=200, **more):
    response = (by or net.founder).post(goals(net, f"/{one['id']}/actions"), {"action": action, **more})
    return ok(response) if status == 200 else problem(response, status)


def test_goals_and_milestones_in_time(net):
    plain, other = net.member(name="plain"), net.member(name="takes")
    stage = goal(net, words="三个县都有冷库")
    assert (stage["kind"], stage["state"], stage["owner"]["id"]) == ("stage", "planned", net.founder.member)
    goal(net, plain, 403)
    for body, field in [({"title": ""}, "title"), ({"title": "长" * 161}, "title"), ({"due": ""}, "due"), ({"due": "2020-01-01"}, "due"),
                        ({"from": day(300)}, "due"), ({"from": "x"}, "from"), ({"parent": "x"}, "parent"), ({"clause": "x"}, "clause"),
                        ({"due": day(9999)}, "due")]:
        assert fields(goal(net, None, 422, **body)) == {field}, body
    key = {"Idempotency-Key": str(uuid.uuid4())}
    twice = [ok(net.founder.post(goals(net), {"title": "一次", "due": day(9)}, headers=key), 201) for _ in range(2)]
    assert twice[0]["id"] == twice[1]["id"]
    # It is handed over by acceptance; whoever answers for it may set milestones and say how it stands.
    goal(net, plain, 403, parent=stage["id"])
    act(net, stage, "ask", plain, 403, member=other.member)
    act(net, stage, "ask", member=other.member)
    assert waiting(other) == {("goal", stage["id"])}
    act(net, stage, "accept", plain, 409)
    assert act(net, stage, "accept", other)["owner"]["id"] == other.member
    step = goal(net, other, title="第一座冷库", parent=stage["id"], due=day(7))
    assert (step["kind"], step["parent"], step["owner"]["id"]) == ("milestone", stage["id"], other.member)
    assert fields(goal(net, other, 422, parent=step["id"])) == {"parent"}
    assert act(net, stage, "begin", other)["state"] == "going"
    stop = act(net, stage, "begin", other, 409)
    assert stop["state"] == "going" and stop["allowed"] == ["done", "dropped"]
    assert fields(act(net, stage, "drop", other, 422)) == {"note"}
    act(net, stage, "done", plain, 403)
    changed = act(net, stage, "change", other, title="四个县的冷链连起来", due=day(220))
    assert changed["title"] == "四个县的冷链连起来" and changed["due"][:10] == day(220)
    assert act(net, step, "done", other, note="六月开张")["note"] == "六月开张"
    act(net, step, "change", other, 409, title="x", due=day(9))
    assert act(net, step, "reopen", other)["state"] == "planned"
    assert act(net, stage, "drop", note="钱没有到")["state"] == "dropped"
    # Strangers read what and by when, not who.
    read = {one["id"]: one for one in ok(net.public.get(goals(net)))["items"]}
    assert read[step["id"]]["title"] == "第一座冷库" and "owner" not in read[step["id"]] and other.member not in str(read)
    problem(net.public.get(goals(net, f"/{uuid.uuid4()}")), 404)


def test_the_map_on_pages(net):
    stage = goal(net)
    goal(net, title="先谈定一家", parent=stage["id"], due=day(5))
    page = Reader(net, language="zh").sign_in(net.founder)
    shown = page.go(f"/n/{net.slug}/align/road-map")
    assert shown.count("先谈定一家") >= 3 and "<svg viewBox" in shown and "1 个里程碑，达成 0 个" in shown
    wrong = page.submit("/road-map", 422, title="没有日子的目标")
    assert "写到哪天" in wrong and "没有日子的目标" in wrong
    page.submit("/road-map", title="有日子的目标", due=day(30))
    assert "有日子的目标" in page.page.text and "计划中" in page.page.text
    assert "进行中" in press(page, "/actions", "begin")
    assert "先谈定一家" in Reader(net, language="zh").go(f"/n/{net.slug}/align/road-map/{stage['id']}")


def test_words_with_each_sides_meaning_and_evidence(net):
    one, other = net.member(name="一方"), net.member(name="另一方")
    keeper = net.member("knowledge-weaver")
    made = ok(one.post(cognition(net, "/terms"), {"zh": "就近", "en": "Near", "meaning": "一个小时车程以内"}), 201)
    term = made["terms"][0]
    assert (term["zh"], term["en"], [said["words"] for said in term["meanings"]]) == ("就近", "Near", ["一个小时车程以内"])
    there = problem(other.post(cognition(net, "/terms"), {"zh": "就近", "meaning": "同一个乡"}), 409)
    assert there["next"] == term["id"]
    door = cognition(net, f"/terms/{term['id']}/actions")
    said = ok(other.post(door, {"action": "mean", "meaning": "同一个乡"}))["terms"][0]["meanings"]
    assert {said["words"] for said in said} == {"一个小时车程以内", "同一个乡"}
    assert len(ok(other.post(door, {"action": "mean", "meaning": "同一个镇"}))["terms"][0]["meanings"]) == 2
    problem(one.post(door, {"action": "remove"}), 403)
    problem(one.post(door, {"action": "takeBack", "side": other.member}), 403)
    problem(one.post(door, {"action": "takeBack", "side": other.member, "reason": "不对"}), 403)
    assert fields(problem(one.post(door, {"action": "mean", "meaning": "x", "organisation": str(uuid.uuid4())}), 422)) == {"organisation"}
    assert fields(problem(one.post(door, {"action": "dance"}), 422)) == {"action"}
    for body, field in [({"meaning": "x"}, "zh"), ({"zh": "远"}, "meaning"), ({"zh": "远" * 61, "meaning": "x"}, "zh")]:
        assert fields(problem(one.post(cognition(net, "/terms"), body), 422)) == {field}
    page = Reader(net, language="zh").sign_in(one)
    shown = page.go(f"/n/{net.slug}/align/cognition")
    assert "同一个镇" in shown and "一个小时车程以内" in shown and "2 方的意思" in shown and "共识文件里还没有写目标" in shown
    # What another said takes a reason, which they are told; what one said oneself does not.
    assert fields(problem(keeper.post(door, {"action": "takeBack", "side": other.member}), 422)) == {"reason"}
    weaver = Reader(net, language="zh").sign_in(keeper)
    assert "拿掉：另一方 说的“就近”" in weaver.go(f"/n/{net.slug}/align/cognition")
    removed = {"action": "takeBack", "side": other.member, "reason": f"镇和乡说反了{net.slug}"}
    told = weaver.mail(lambda: ok(keeper.post(door, removed)))
    assert told(f"“就近”这个词的意思被拿掉了。理由：镇和乡说反了{net.slug}|meant by “就近” was taken away. The reason: 镇和乡说反了{net.slug}")
    assert [said["words"] for said in ok(one.get(cognition(net)))["terms"][0]["meanings"]] == ["一个小时车程以内"]
    ok(other.post(door, {"action": "mean", "meaning": "同一个镇"}))
    assert len(ok(other.post(door, {"action": "takeBack"}))["terms"][0]["meanings"]) == 1
    assert fields(problem(keeper.post(door, {"action": "remove"}), 422)) == {"reason"}
    assert ok(keeper.post(door, {"action": "remove", "reason": "和另一个词重了"}))["terms"] == []
    # Evidence: with an address or with words, never with something that a browser would run.
    for body, field in [({"title": "x", "link": "javascript:alert(1)"}, "link"), ({"title": "x"}, "link"), ({"link": "https://a.example"}, "title"),
                        ({"title": "x", "link": "https://a.example/\" onclick"}, "link")]:
        assert fields(problem(one.post(cognition(net, "/evidence"), body), 422)) == {field}, body
    brought = ok(one.post(cognition(net, "/evidence"), {"title": "冷链普查", "link": "https://stats.example/cold", "note": "一半乡镇没有"}), 201)
    piece = brought["evidence"][0]
    assert piece["link"] == "https://stats.example/cold" and piece["by"]
    away = cognition(net, f"/evidence/{piece['id']}/actions")
    problem(other.post(away, {"action": "remove"}), 403)
    assert 'rel="nofollow noopener noreferrer" href="https://stats.example/cold"' in page.go(f"/n/{net.slug}/align/cognition")
    assert ok(one.post(away, {"action": "remove"}))["evidence"] == []
    problem(net.public.get(cognition(net)), 401)


def form_of_goal(page):
    return next(form for form in Forms(page.page.text).forms if ("action", "goal") in form.get("buttons", []))


def to_goal(page, status=200, **typed):
    form = form_of_goal(page)
    page.page = page.post(
        page.url + form["action"], data={**form["fields"], **typed, "action": "goal"}, timeout=90, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.page.status_code == status, page.page.text[:1500]
    return page.page.text


def test_a_decision_becomes_a_goal(net):
    by, other = net.member(name="提案人"), net.member(name="接手人")
    proposals = f"/api/v1/networks/{net.slug}/proposals"
    one = ok(by.post(proposals, {"question": "三个县共用一座冷库？", "method": "simpleMajority", "quorum": 0, "open": True}), 201)
    door = f"{proposals}/{one['id']}/actions"
    problem(by.post(door, {"action": "goal", "title": "建冷库", "due": day(90)}), 409)
    for voice in (net.founder, by, other):
        ok(voice.post(door, {"action": "answer", "position": "agree"}))
    ok(by.post(door, {"action": "close"}))
    assert "goal" in ok(by.post(door, {"action": "decide", "words": "大家一起建一座冷库。"}))["allowed"]
    problem(other.post(door, {"action": "goal", "title": "建冷库", "due": day(90)}), 403)
    assert fields(problem(by.post(door, {"action": "goal", "title": "建冷库"}), 422)) == {"due"}
    # On a phone: the title stands there already, the day is all that is missing; what is wrong is kept and said.
    page = Reader(net, language="zh").sign_in(by)
    assert "变成目标" in page.go(f"/n/{net.slug}/proposals/{one['id']}")
    wrong = to_goal(page, 422, member=other.member)
    assert "写到哪天" in wrong and form_of_goal(page)["fields"]["title"] == "三个县共用一座冷库？", "what was typed stands there still"
    shown = to_goal(page, due=day(90), member=other.member)
    made = next(one for one in ok(other.get(goals(net)))["items"])
    assert f"/align/road-map/{made['id']}" in shown
    assert (made["kind"], made["title"], made["decision"], made["asked"]) == ("stage", "三个县共用一座冷库？", one["id"], other.member)
    assert waiting(other) == {("goal", made["id"])}
    assert ok(net.public.get(goals(net)))["items"][0]["decision"] is None, "strangers see no proposals"
    step = ok(by.post(door, {"action": "goal", "title": "先选地方", "due": day(20), "parent": made["id"]}))["outcome"]["goals"]
    assert [(goal["kind"], goal["title"]) for goal in step] == [("stage", "三个县共用一座冷库？"), ("milestone", "先选地方")]
    assert "来自决议" in page.go(f"/n/{net.slug}/align/road-map/{made['id']}")


def test_a_word_gets_its_other_language_and_is_found_in_both(net):
    one, other = net.member(name="一方"), net.member(name="另一方")
    terms = cognition(net, "/terms")
    term = ok(one.post(terms, {"en": "Cold chain", "meaning": "fridge to fridge"}), 201)["terms"][0]
    door = cognition(net, f"/terms/{term['id']}/actions")
    assert fields(problem(other.post(door, {"action": "addLanguage", "zh": ""}), 422)) == {"zh"}
    page = Reader(net, language="zh").sign_in(other)
    page.go(f"/n/{net.slug}/align/cognition")
    page.submit("/actions", action="addLanguage", zh="冷链")
    named = ok(one.get(cognition(net)))["terms"][0]
    assert (named["id"], named["zh"], named["en"]) == (term["id"], "冷链", "Cold chain")
    problem(one.post(door, {"action": "addLanguage", "zh": "冷库"}), 409)
    # In either language it is the same word, and the answer says in which.
    for body, language in [({"en": "cold chain"}, {"English", "英文"}), ({"zh": "冷链"}, {"Chinese", "中文"}),
                           ({"zh": "冷藏", "en": "Cold chain"}, {"English", "英文"})]:
        there = problem(other.post(terms, {**body, "meaning": "x"}), 409)
        assert there["next"] == term["id"] and any(name in there["detail"] for name in language), body
    apart = ok(other.post(terms, {"zh": "冷库", "meaning": "一间房"}), 201)["terms"][0]
    own = cognition(net, f"/terms/{apart['id']}/actions")
    assert problem(other.post(own, {"action": "addLanguage", "en": "Cold chain"}), 409)["next"] == term["id"]
    assert ok(other.post(own, {"action": "addLanguage", "en": "Cold store"}))["terms"][0]["en"] == "Cold store"


def test_whoever_added_a_language_and_whoever_wrote_the_word_mend_it(net):
    one, other, third = net.member(name="一方"), net.member(name="另一方"), net.member(name="第三方")
    keeper = net.member("knowledge-weaver")
    term = ok(one.post(cognition(net, "/terms"), {"zh": "暂存", "meaning": "一天以内"}), 201)["terms"][0]
    door = cognition(net, f"/terms/{term['id']}/actions")

    def say(by, action, **more):
        seen = ok(by.post(door, {"action": action, **more}))["terms"][0]
        return seen["en"], seen["addedBy"]

    assert say(other, "addLanguage", en="Stash") == ("Stash", "另一方")
    problem(one.post(door, {"action": "addLanguage", "en": "Store"}), 409)
    problem(third.post(door, {"action": "changeLanguage", "en": "Store"}), 403)
    problem(third.post(door, {"action": "takeBackLanguage"}), 403)
    page = Reader(net, language="zh").sign_in(third)
    assert "英文由 另一方 补上" in page.go(f"/n/{net.slug}/align/cognition") and "改“暂存”的英文" not in page.page.text
    assert "改“暂存”的英文" in Reader(net, language="zh").sign_in(other).go(f"/n/{net.slug}/align/cognition")
    assert say(other, "changeLanguage", en="Stage") == ("Stage", "另一方")
    assert fields(problem(keeper.post(door, {"action": "takeBackLanguage"}), 422)) == {"reason"}
    # In the words of whoever put it on the list it is theirs.
    assert say(one, "changeLanguage", en="Interim store") == ("Interim store", "一方")
    problem(other.post(door, {"action": "takeBackLanguage"}), 403)
    assert say(one, "takeBackLanguage") == ("", None)
    problem(one.post(door, {"action": "changeLanguage", "en": "x"}), 404)
