"""Texts of aligning that must not stand: reported by whoever reads them, hidden with a reason, appealed by whoever wrote them."""

from reader import Reader
from support import fields, ok, problem
from test_charter import consented, drafted
from test_charter import path as charter
from test_people import v
from test_proposals import act, propose, read
from test_road_map import cognition, day, goals

WORDS = "这里写了一位护士的真名和电话"
REASON = "写了护士的真名"


def hidden(net, kind, text, secret, *, by, reader, judge, doors):
    """Reported by `reader`, hidden for it, appealed by its author, shown again. Nobody but who wrote it reads it meanwhile.

    `doors` are the addresses – pages, and for programs – that show it."""
    other = net.member(name=f"other-{kind}")
    say = {"kind": kind, "id": text, "words": WORDS}
    problem(by.post(v(net, "/reports"), say), 422)
    assert fields(problem(reader.post(v(net, "/reports"), {**say, "words": "短"}), 422)) == {"words"}
    ok(reader.post(v(net, "/reports"), say), 201)
    browser = Reader(net, language="zh").sign_in(other)

    def shows(who=other, page=browser):
        return {secret in (page.go(door) if door.startswith("/n/") else who.get(door).text) for door in doors}

    assert shows() == {True}
    assert f"/texts/{kind}/{text}/report" in browser.go(next(door for door in doors if door.startswith("/n/")))
    ok(net.founder.post(v(net, f"/texts/{kind}/{text}/actions"), {"action": "hide", "reason": REASON}))
    assert shows() == {False}
    for door in doors:
        assert REASON in (browser.go(door) if door.startswith("/n/") else other.get(door).text), door
    mine = Reader(net, language="zh").sign_in(by)
    assert secret in mine.go(next(door for door in doors if door.startswith("/n/"))), "its author reads what they wrote"
    assert ok(by.get(v(net, f"/texts/{kind}/{text}")))["hidden"] == REASON
    problem(other.post(v(net, f"/texts/{kind}/{text}/actions"), {"action": "appeal", "words": WORDS}), 403)
    appeal = ok(by.post(v(net, f"/texts/{kind}/{text}/actions"), {"action": "appeal", "words": WORDS}))["id"]
    assert ok(judge.get(v(net, f"/matters/{appeal}")))["owner"] == judge.member, "another than who hid it looks"
    yield
    ok(net.founder.post(v(net, f"/texts/{kind}/{text}/actions"), {"action": "show"}))
    assert shows() == {True}


def through(steps):
    for _ in steps:
        pass


def test_words_and_evidence_and_goals(net):
    by, reader = net.member(name="writer"), net.member(name="reader")
    judge = net.member("coordinator")
    page, api = f"/n/{net.slug}/align/cognition", cognition(net)
    term = ok(by.post(cognition(net, "/terms"), {"zh": "秘密词甲", "meaning": "秘密词乙"}), 201)["terms"][0]
    through(hidden(net, "term", term["id"], "秘密词甲", by=by, reader=reader, judge=judge, doors=[page, api]))
    meaning = term["meanings"][0]["id"]
    through(hidden(net, "term", meaning, "秘密词乙", by=by, reader=reader, judge=judge, doors=[page, api]))
    # The language that another added is theirs: they are reported for it, hear of it and appeal.
    said = ok(reader.post(cognition(net, f"/terms/{term['id']}/actions"), {"action": "addLanguage", "en": "Secretword"}))
    added = said["terms"][0]["added"]
    through(hidden(net, "term", added, "Secretword", by=reader, reader=by, judge=judge, doors=[page, api]))
    ok(reader.post(cognition(net, f"/terms/{term['id']}/actions"), {"action": "mean", "meaning": "别的意思"}))
    said = ok(by.post(cognition(net, f"/terms/{term['id']}/actions"), {"action": "mean", "meaning": "换了个说法"}))
    assert meaning in {one["id"] for one in said["terms"][0]["meanings"]}, "said anew it is the same text"
    piece = ok(by.post(cognition(net, "/evidence"), {"title": "秘密词丙", "note": "见附件"}), 201)["evidence"][0]
    through(hidden(net, "evidence", piece["id"], "秘密词丙", by=by, reader=reader, judge=judge, doors=[page, api]))
    weaver = net.member("weaver")
    goal = ok(weaver.post(goals(net), {"title": "秘密词丁", "words": "x", "due": day(90)}), 201)
    doors = [f"/n/{net.slug}/align/road-map/{goal['id']}", f"/n/{net.slug}/align/road-map", goals(net)]
    for _ in hidden(net, "goal", goal["id"], "秘密词丁", by=weaver, reader=reader, judge=judge, doors=doors):
        assert "秘密词丁" not in net.public.get(goals(net)).text


def test_a_suggestion_is_hidden_and_still_answered(net):
    by, reader = net.member(name="writer"), net.member(name="reader")
    judge = net.member("coordinator")
    clause = drafted(net, net.founder)
    ok(net.founder.post(charter(net, "/actions"), {"action": "askSuggestions", "days": 7}))
    ok(by.post(charter(net, "/suggestions"), {"about": clause, "words": "秘密词戊写进去"}), 201)
    one = ok(by.get(charter(net, "/suggestions")))["items"][0]
    doors = [f"/n/{net.slug}/charter/suggestions/{one['id']}", charter(net, "/suggestions")]
    for _ in hidden(net, "suggestion", one["id"], "秘密词戊", by=by, reader=reader, judge=judge, doors=doors):
        # Whoever convenes owes it an answer, and reads it for that.
        assert ok(net.founder.get(charter(net, "/suggestions")))["items"][0]["words"] == "秘密词戊写进去"
        assert "秘密词戊" in Reader(net).sign_in(net.founder).go(doors[0])
        ok(net.founder.post(charter(net, f"/suggestions/{one['id']}/actions"), {"action": "declined", "answer": "不写人名"}))
    problem(net.public.get(charter(net, "/suggestions")), 401)
    assert "秘密词戊" not in Reader(net).go(f"/n/{net.slug}/charter/suggestions/{one['id']}")


def test_reasons_and_outcomes(net):
    by, reader, objector = net.member(name="writer"), net.member(name="reader"), net.member(name="objector")
    judge = net.member("coordinator")
    one = propose(net, by, "名单上写不写住址？")
    page, api = f"/n/{net.slug}/proposals/{one['id']}", v(net, f"/proposals/{one['id']}")
    act(net, objector, one, "answer", position="objection", reason="秘密词子会被找到。", test="safety")
    act(net, reader, one, "wait", reason="秘密词丑还没开会", until=day(3))
    seen = read(net, by, one)
    text, wait = seen["stances"][0]["id"], seen["waits"][0]["id"]
    doors = [page, f"/n/{net.slug}/reasons/{text}", api]
    for _ in hidden(net, "reason", text, "秘密词子", by=objector, reader=reader, judge=judge, doors=doors):
        assert read(net, by, one)["stances"][0]["reason"] == "秘密词子会被找到。", "whoever answers for it works with it"
        assert "秘密词子" in Reader(net).sign_in(by).go(page)
    through(hidden(net, "reason", wait, "秘密词丑", by=reader, reader=objector, judge=judge, doors=[page, api]))
    for who in (net.founder, by, reader, objector, judge):
        act(net, who, one, "answer", position="consent")
    act(net, by, one, "close")
    act(net, by, one, "decide", words="秘密词寅就这样定了。", met="秘密词卯不写进去。")
    act(net, by, one, "review", kind="kept", words="秘密词辰，再看半年。")
    log = [f"/n/{net.slug}/decisions", f"/n/{net.slug}/decisions.csv", v(net, "/decisions")]
    doors = [page, f"/n/{net.slug}/outcomes/{one['id']}", api, *log]
    for _ in hidden(net, "outcome", one["id"], "秘密词寅", by=by, reader=reader, judge=judge, doors=doors):
        assert ok(reader.get(v(net, "/decisions"), params={"q": "秘密词寅"}))["items"] == [], "nor is it found"
        assert "秘密词卯" not in reader.get(api).text and "秘密词辰" in reader.get(api).text
    assert ok(reader.get(v(net, "/decisions"), params={"q": "秘密词寅"}))["total"] == 1
    review = read(net, by, one)["outcome"]["reviews"][0]["id"]
    doors = [page, f"/n/{net.slug}/outcomes/{review}", api]
    through(hidden(net, "outcome", review, "秘密词辰", by=by, reader=reader, judge=judge, doors=doors))
    problem(net.public.post(v(net, "/reports"), {"kind": "outcome", "id": review, "words": WORDS}), 404)


def test_why_somebody_stands_where_they_do(net):
    by, reader, judge = net.member(name="writer"), net.member(name="reader"), net.member("coordinator")
    clause = drafted(net, net.founder)
    consented(net, net.founder, [net.founder, by, reader, judge])
    say = {"stances": [{"clause": clause, "stance": "object", "reason": "秘密词巳没有人管"}]}
    ok(by.post(charter(net, "/stances"), say))
    page, api = f"/n/{net.slug}/charter/clauses/{clause}", charter(net, f"/clauses/{clause}")
    text = ok(reader.get(api))["said"][0]["id"]
    doors = [page, f"/n/{net.slug}/reasons/{text}", api]
    through(hidden(net, "reason", text, "秘密词巳", by=by, reader=reader, judge=judge, doors=doors))


def test_hiding_where_it_stands_ends_the_report(net):
    by, reader = net.member(name="writer"), net.member(name="reader")
    net.member("coordinator")
    one = propose(net, by, "秘密词午要不要？")
    report = ok(reader.post(v(net, "/reports"), {"kind": "proposal", "id": one["id"], "words": WORDS}), 201)["id"]
    assert ok(reader.get(v(net, f"/matters/{report}"))).get("outcome") is None
    lead = Reader(net, language="zh").sign_in(net.founder)
    lead.go(f"/n/{net.slug}/proposals/{one['id']}")
    lead.submit(f"/texts/proposal/{one['id']}/hide", reason=REASON)
    after = ok(reader.get(v(net, f"/matters/{report}")))
    assert after.get("outcome") == "hidden" and REASON in str(after), "whoever reported it reads how it ended"


def test_nobody_answers_a_proposal_that_they_cannot_read(net):
    by, reader = net.member(name="writer"), net.member(name="reader")
    judge = net.member("coordinator")
    one = propose(net, by, "秘密词己要不要？", method="consensus", context="因为秘密词己")
    vote = propose(net, net.founder, "选一个", method="approval", options=[{"words": "秘密词庚"}, {"words": "乙"}])
    act(net, reader, one, "answer", position="agree")
    doors = [f"/n/{net.slug}/proposals/{one['id']}", f"/n/{net.slug}/proposals", v(net, f"/proposals/{one['id']}"), v(net, "/proposals")]
    for _ in hidden(net, "proposal", one["id"], "秘密词己", by=by, reader=reader, judge=judge, doors=doors):
        act(net, reader, one, "answer", 409, position="disagree")
        seen = read(net, reader, one)
        assert "answer" not in seen["allowed"] and len(seen["stances"]) <= 1
        waits = ok(by.get(v(net, "/proposals"), params={"show": "waiting"}))["items"]
        assert [line["id"] for line in waits] == [vote["id"]], "nobody is asked for what they can't read"
        assert seen["answered"] == 1, "what was said stays"
    act(net, reader, one, "answer", position="disagree")
    ok(reader.post(v(net, "/reports"), {"kind": "proposal", "id": vote["id"], "words": WORDS}), 201)
    ok(judge.post(v(net, f"/texts/proposal/{vote['id']}/actions"), {"action": "hide", "reason": REASON}))
    for door in (f"/n/{net.slug}/proposals/{vote['id']}", v(net, f"/proposals/{vote['id']}")):
        page = Reader(net).sign_in(reader)
        assert "秘密词庚" not in (page.go(door) if door.startswith("/n/") else reader.get(door).text), door
    problem(reader.get(v(net, f"/proposals/{vote['id']}/ballot")), 409)
    draft = ok(by.post(v(net, "/proposals"), {"question": "还没想好"}), 201)
    problem(reader.post(v(net, "/reports"), {"kind": "proposal", "id": draft["id"], "words": WORDS}), 404)


def test_what_is_older_is_a_tap_away_and_in_the_page(net):
    page = Reader(net).sign_in(net.founder)
    for number in range(31):
        ok(net.founder.post(cognition(net, "/evidence"), {"title": f"report {number:02}", "note": "read it"}), 201)
        if number in (29, 30):
            assert ("1 from before" in page.go(f"/n/{net.slug}/align/cognition")) == (number == 30)
    seen = page.go(f"/n/{net.slug}/align/cognition")
    assert seen.index("report 01") < seen.index("1 from before") < seen.index("report 00")
