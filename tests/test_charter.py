"""The charter: a draft that says whom it helps and burdens, suggestions answered one by one, consent, where people stand, what
changed between versions; who may read it, what a stranger sees; the same for a team's purpose."""

import datetime

from reader import Reader
from support import fields, ok, problem, together
from test_ballot_papers import cast
from test_people import change


def path(net, door=""):
    return f"/api/v1/networks/{net.slug}/charter{door}"


def drafted(net, lead, **clause):
    """A draft that lacks nothing, with one clause of the purpose; gives the clause's id."""
    ok(lead.post(path(net), {}), 201)
    made = ok(lead.post(path(net, "/draft/clauses"), {
        "section": "purpose", "kind": "mission", "zh": "让每个求助都有回音。", "en": "Every request is answered.", **clause}), 201)
    ok(lead.post(path(net, "/draft"), {"gains": "求助的人", "bears": "我们每个人都多花一点时间", "unheard": "还没问过村里的老人"}))
    return made["clauses"][0]["id"]


def consented(net, lead, people):
    """All are asked and consent; the version is in force."""
    asked = ok(lead.post(path(net, "/actions"), {"action": "askConsent", "days": 7}))
    assert asked["draft"] == "consent"
    proposal = ok(lead.get(path(net, "/draft")))["proposal"]
    act = f"/api/v1/networks/{net.slug}/proposals/{proposal}/actions"
    for one in people:
        ok(one.post(act, {"action": "answer", "position": "consent"}))
    seen = ok(lead.get(f"/api/v1/networks/{net.slug}/proposals/{proposal}"))
    if seen["state"] == "open":
        ok(lead.post(act, {"action": "close"}))
    decided = ok(lead.post(act, {"action": "decide", "words": "共识文件就这样定下来了。"}))
    assert decided["outcome"]["verdict"] == "adopted"
    return ok(lead.get(path(net)))


def test_from_a_draft_to_what_all_stand_behind(net):
    lead, others = net.founder, [net.member(name=name) for name in ("一", "二", "三", "四")]
    assert ok(net.public.get(path(net)))["version"] == 0
    problem(others[0].post(path(net), {}), 403)
    clause = drafted(net, lead)
    problem(lead.post(path(net), {}), 409)
    assert fields(problem(lead.post(path(net, "/actions"), {"action": "askSuggestions", "days": 900}), 422)) == {"days"}
    ok(lead.post(path(net, "/actions"), {"action": "askSuggestions", "days": 7}))
    problem(lead.post(path(net, "/draft/clauses"), {"section": "vision", "en": "Later"}), 409)

    said = ["把乡镇的卫生院也写进来", "应该写上乡镇卫生院", "要有时间：一天之内", "句子太长了"]
    for one, words in zip(others, said):
        ok(one.post(path(net, "/suggestions"), {"about": clause, "words": words}), 201)
    ok(others[3].post(path(net, "/suggestions"), {"about": clause, "words": "短一点，一句话就够"}), 201)
    ok(others[3].post(path(net, "/suggestions"), {"about": "values", "words": "写上彼此尊重"}), 201)
    assert fields(problem(others[3].post(path(net, "/suggestions"), {"about": clause, "words": "。"}), 422)) == {"words"}
    items = ok(lead.get(path(net, "/suggestions")))["items"]
    assert len(items) == 5 and all(item["state"] == "open" and item["due"] for item in items)
    groups = {item["words"]: item["group"] for item in items if item["about"] == clause}
    assert groups[said[0]] == groups[said[1]] != groups[said[2]]

    ok(lead.post(path(net, "/actions"), {"action": "closeSuggestions"}))
    problem(lead.post(path(net, "/actions"), {"action": "askConsent", "days": 7}), 409)
    rural = [item["id"] for item in items if item["words"] in said[:2]]
    problem(others[0].post(path(net, "/amendments"), {"about": clause, "suggestions": rural, "answer": "谢谢，写进去了"}), 403)
    amended = ok(lead.post(path(net, "/amendments"), {
        "about": clause, "suggestions": rural, "zh": "让每个求助都有回音，乡镇卫生院也一样。",
        "en": "Every request is answered, rural clinics' too.", "reason": "漏了乡镇", "answer": "谢谢，写进去了"}), 201)
    assert amended["clauses"][0]["credits"] == ["一", "二"]
    for item in items:
        if item["id"] not in rural:
            ok(lead.post(path(net, f"/suggestions/{item['id']}/actions"), {"action": "declined", "answer": "先不加，复审再看"}))
    answered = ok(others[2].get(path(net, "/suggestions")))["items"]
    assert {item["state"] for item in answered} == {"taken", "declined"} and all(item["answer"] for item in answered)

    present = consented(net, lead, [lead, *others])
    assert present["version"] == 1 and present["state"] == "adopted"
    problem(others[0].post(path(net, "/stances"), {"stances": [{"clause": clause, "stance": "object"}]}), 422)
    for one, stance in zip([lead, *others], ["affirm", "affirm", "canLiveWith", "object", "notYet"]):
        ok(one.post(path(net, "/stances"), {"stances": [{"clause": clause, "stance": stance, "reason": "还要看谁来做"}]}))
    # For which voice: here each has their own, and nobody gives another's.
    mine = ok(others[0].get(path(net, "/stances")))
    assert (mine["voice"], [one["voice"] for one in mine["voices"]]) == (others[0].member, [others[0].member])
    again = {"voice": lead.member, "stances": [{"clause": clause, "stance": "notYet"}]}
    assert fields(problem(others[0].post(path(net, "/stances"), again), 422)) == {"voice"}
    assert fields(problem(others[0].get(path(net, "/stances?voice=x")), 422)) == {"voice"}
    figures = ok(net.public.get(path(net, "/figures")))["clauses"][0]["affirmation"]
    assert figures == {"voices": 5, "affirm": 2, "canLiveWith": 1, "object": 1, "notYet": 1, "aged": 0, "participation": 100, "strength": 60}
    # Members read who objects and why, strangers the figures alone.
    said = ok(others[0].get(path(net, f"/clauses/{clause}")))["said"]
    assert said[0]["stance"] == "object" and said[0]["reason"] == "还要看谁来做" and len(said) == 5
    assert ok(net.public.get(path(net, f"/clauses/{clause}")))["said"] == []
    problem(net.public.get(path(net, "/suggestions")), 401)
    assert "还要看谁来做" not in net.public.get(f"/n/{net.slug}/charter/clauses/{clause}").text


def test_a_new_version_and_what_it_changes(net):
    lead, others = net.founder, [net.member(name=name) for name in ("一", "二")]
    clause = drafted(net, lead, isCore=True)
    consented(net, lead, [lead, *others])
    assert fields(problem(lead.post(path(net), {}), 422)) == {"reason"}
    ok(lead.post(path(net), {"reason": "一年了，范围大了", "learnt": "村里没有网"}), 201)
    assert ok(net.public.get(path(net)))["state"] == "review"
    ok(lead.post(path(net, f"/draft/clauses/{clause}"), {"zh": "让每个村的求助都有回音。"}))
    draft = ok(lead.get(path(net, "/draft")))
    assert draft["core"] == [clause] and draft["version"] == 2
    ok(lead.post(path(net, "/sections"), {"section": "vision", "way": "assembly", "day": "2030-05-01"}))
    assert consented(net, lead, [lead, *others])["version"] == 2
    changes = ok(net.public.get(path(net, "/comparison"), params={"from": 1, "to": 2}))["changes"]
    assert [piece["text"] for piece in changes[0]["zh"] if piece["kind"] == "added"] == ["村的"]
    assert "".join(piece["text"] for piece in changes[0]["zh"] if piece["kind"] != "added") == "让每个求助都有回音。"
    assert ok(net.public.get(path(net), params={"version": 1}))["state"] == "renewed"
    page = Reader(net, language="zh").go(f"/n/{net.slug}/charter/compare")
    assert "加上：</span>村的<" in page
    ok(lead.post(path(net, "/actions"), {"action": "review"}))
    assert fields(problem(lead.post(path(net, "/actions"), {"action": "keep"}), 422)) == {"reason"}
    door = Reader(net, language="zh").sign_in(lead)
    door.go(f"/n/{net.slug}/charter")
    door.submit("/charter/actions", action="keep", reason="这一年靠它走过来了")
    assert "这一年靠它走过来了" in Reader(net, language="zh").go(f"/n/{net.slug}/charter")
    assert ok(net.public.get(path(net)))["keptReason"] == "这一年靠它走过来了"
    ok(lead.post(path(net), {"reason": "又一年"}), 201)
    ok(lead.post(path(net, f"/draft/clauses/{clause}/actions"), {"action": "up"}))
    gone = path(net, f"/draft/clauses/{clause}/actions")
    assert fields(problem(lead.post(gone, {"action": "remove"}), 422)) == {"reason"}
    door.go(f"/n/{net.slug}/charter/draft/clauses/{clause}")
    door.submit(f"/draft/clauses/{clause}/actions", action="remove", reason="村里自己管起来了")
    assert ok(lead.get(path(net, "/draft")))["removed"] == [{"clause": clause, "reason": "村里自己管起来了"}]
    ok(lead.post(path(net, "/actions"), {"action": "drop"}))
    assert ok(net.public.get(path(net)))["version"] == 2


def test_way_and_date_of_a_section_are_seen_while_they_matter(net):
    lead = net.founder
    day = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
    ok(lead.post(path(net, "/sections"), {"section": "vision", "way": "assembly", "day": day}))
    page = Reader(net, language="zh").sign_in(net.member(name="一"))
    assert "怎样产生：在大会上表决" in page.go(f"/n/{net.slug}/charter"), "there is no charter yet"
    drafted(net, lead)
    assert "怎样产生：在大会上表决" in page.go(f"/n/{net.slug}/charter/draft")
    assert ok(lead.get(path(net, "/draft")))["sections"][0]["way"] == "assembly"
    waiting = [one for one in ok(lead.get("/me/waiting"))["tasks"] if one["kind"] == "section"]
    assert [one["due"][:10] for one in waiting] == [day]


def test_an_objection_is_worked_into_the_clauses_within_the_round(net):
    lead, others = net.founder, [net.member(name=name) for name in ("一", "二", "三")]
    people = [lead, *others]
    clause = drafted(net, lead, isCore=True)
    mend = path(net, "/draft/mend")
    better = {"changes": [{"clause": clause, "zh": "让每个求助一天之内都有回音。"}], "reason": "写明时间：一天之内，回应三的反对。"}
    problem(lead.post(mend, better), 409)
    ok(lead.post(path(net, "/actions"), {"action": "askConsent", "days": 7}))
    proposal = ok(lead.get(path(net, "/draft")))["proposal"]
    door = f"/api/v1/networks/{net.slug}/proposals/{proposal}"
    for one in people[:3]:
        ok(one.post(f"{door}/actions", {"action": "answer", "position": "consent"}))
    ok(others[2].post(f"{door}/actions", {"action": "answer", "position": "objection", "reason": "没有写多久要有回音，人会一直等。", "test": "safety"}))
    problem(others[0].post(mend, better), 403)
    # Other words of the proposal change no clause: nobody is asked again for their sake.
    problem(lead.post(f"{door}/actions", {"action": "amend", "context": "换个说法。", "reason": "只改说明，条款不动。"}), 409)
    seen = ok(lead.get(door))
    assert "amend" not in seen["allowed"] and (seen["version"], seen["state"]) == (1, "objected")
    assert "只改提案的文字，条款不会变" in Reader(net, language="zh").sign_in(lead).go(f"/n/{net.slug}/proposals/{proposal}")
    problem(lead.post(mend, {"changes": [{"clause": clause}], "reason": "什么也没有改，只是再问一次。"}), 409)
    assert fields(problem(lead.post(mend, {**better, "reason": "短"}), 422)) == {"reason"}
    assert "没有写多久要有回音" in Reader(net, language="zh").sign_in(lead).go(f"/n/{net.slug}/charter/draft/mend")
    ok(lead.post(mend, {**better, "affects": [others[0].member], "credits": [others[2].member]}))
    seen = ok(lead.get(door))
    assert (seen["version"], seen["state"], seen["answered"]) == (2, "objected", 2), "whoever objected and whom it affects are asked again"
    assert seen["versions"][1]["askedAgain"] == 2 and seen["versions"][1]["credits"][0]["id"] == others[2].member
    assert ok(lead.get(path(net, "/draft")))["clauses"][0]["credits"] == ["三"]
    draft = Reader(net, language="zh").sign_in(others[1]).go(f"/n/{net.slug}/charter/draft")
    assert "征求同意中改过的" in draft and "一天之内" in draft and "draft/mend" not in draft
    # On the page: another clause comes in, in the same round.
    page = Reader(net, language="zh").sign_in(lead)
    page.go(f"/n/{net.slug}/charter/draft/mend")
    assert "没有写多久要有回音" in page.page.text, "what waits for its voice's word stands there still"
    page.submit("/draft/mend", zh="做不到时当天说明。", section="values", reason="做不到的时候也要说，回应三的反对。")
    clauses = ok(lead.get(path(net, "/draft")))["clauses"]
    assert [one["zh"] for one in clauses] == ["让每个求助一天之内都有回音。", "做不到时当天说明。"]
    for one in people:
        ok(one.post(f"{door}/actions", {"action": "answer", "position": "consent"}))
    ok(lead.post(f"{door}/actions", {"action": "close"}))
    ok(lead.post(f"{door}/actions", {"action": "decide", "words": "共识文件就这样定下来了。", "met": "写明了一天之内，做不到当天说明。"}))
    assert [one["zh"] for one in ok(net.founder.get(path(net)))["clauses"]] == ["让每个求助一天之内都有回音。", "做不到时当天说明。"]
    problem(lead.post(mend, better), 404)
    # Whose words they are stays with the clause; strangers read no names.
    assert ok(others[0].get(path(net, f"/clauses/{clause}")))["history"][0]["credits"] == ["三"]
    assert ok(net.public.get(path(net, f"/clauses/{clause}")))["history"][0]["credits"] == []
    # Nor why it was changed, which says who objected; members read it whole.
    assert ok(others[0].get(path(net, f"/clauses/{clause}")))["history"][0]["reason"] == better["reason"]
    for seen in (ok(net.public.get(path(net, f"/clauses/{clause}")))["history"], ok(net.public.get(path(net)))["clauses"]):
        assert [one["reason"] for one in seen] == [""] * len(seen)
    assert "回应三的反对" not in Reader(net, language="zh").go(f"/n/{net.slug}/charter/clauses/{clause}")
    # Whatever touches a fixed point shows it beside the question.
    proposals = f"/api/v1/networks/{net.slug}/proposals"
    assert fields(problem(lead.post(proposals, {"question": "夜里要不要接单？", "touches": [proposal]}), 422)) == {"touches"}
    night = ok(lead.post(proposals, {"question": "夜里要不要接单？", "touches": [clause], "open": True}), 201)
    assert night["core"] == ["让每个求助一天之内都有回音。"]
    assert 'name="touches"' in page.go(f"/n/{net.slug}/proposals/new")
    shown = Reader(net, language="zh").sign_in(others[0]).go(f"/n/{net.slug}/proposals/{night['id']}")
    assert "让每个求助一天之内都有回音。" in shown
    texts = {part: {"zh": "按大家说好的来。"} for part in ("who", "methods", "changing")}
    rules = ok(lead.post(f"/api/v1/networks/{net.slug}/governance", {"texts": texts, "settings": {"coreThreshold": 80}}))["draft"]
    ask = {"action": "ask", "mark": rules["mark"], "reason": "第一次写下来"}
    asked = ok(lead.post(f"/api/v1/networks/{net.slug}/governance/actions", ask))["draft"]["proposal"]
    assert ok(lead.get(f"{proposals}/{asked}"))["core"] == ["让每个求助一天之内都有回音。"], "who sets what it takes touches them all"
    # A fixed point takes a round that was opened for it.
    ok(lead.post(path(net), {"reason": "一年到了，再看一次"}), 201)
    ok(lead.post(path(net, "/draft/clauses"), {"section": "vision", "zh": "没有人被落下。"}), 201)
    ok(lead.post(path(net, "/actions"), {"action": "askConsent", "days": 7}))
    problem(lead.post(mend, {**better, "changes": [{"clause": clause, "zh": "尽量有回音。"}]}), 409)
    # So it is with what is left out.
    out, why = clauses[1]["id"], "三说做不到，我们听了。" * 50
    ok(lead.post(mend, {"changes": [{"clause": out, "leaveOut": True}], "reason": why}))
    draft = ok(lead.get(path(net, "/draft")))
    assert draft["removed"] == [{"clause": out, "reason": why}]
    door = f"/api/v1/networks/{net.slug}/proposals/{draft['proposal']}"
    for one in people:
        ok(one.post(f"{door}/actions", {"action": "answer", "position": "consent"}))
    if ok(lead.get(door))["state"] == "open":
        ok(lead.post(f"{door}/actions", {"action": "close"}))
    ok(lead.post(f"{door}/actions", {"action": "decide", "words": "这一条去掉了，大家都同意。"}))
    gone = path(net, f"/clauses/{out}")
    assert [ok(one.get(gone))["gone"]["reason"] for one in (others[0], net.public)] == [why, ""]
    changes = path(net, "/comparison")
    assert why in [one.get("why") for one in ok(others[0].get(changes))["changes"]]
    assert not any(one.get("why") for one in ok(net.public.get(changes))["changes"])


def test_an_objection_to_a_weight_is_worked_in_within_the_round(net):
    lead, other = net.founder, net.member(name="一")
    drafted(net, lead)
    made = ok(lead.post(path(net, "/draft/clauses"), {"section": "priorities", "zh": "冷链先行。", "weight": 60}), 201)
    clause = made["clauses"][-1]["id"]
    ok(lead.post(path(net, "/actions"), {"action": "askConsent", "days": 7}))
    proposal = ok(lead.get(path(net, "/draft")))["proposal"]
    door, mend = f"/api/v1/networks/{net.slug}/proposals/{proposal}", path(net, "/draft/mend")
    ok(other.post(f"{door}/actions", {"action": "answer", "position": "objection", "reason": "六成太多了，别的事就没人做了。", "test": "purpose"}))
    same = {"changes": [{"clause": clause, "weight": 60}], "reason": "和原来一样重，只是再问一次。"}
    problem(lead.post(mend, same), 409)
    assert fields(problem(lead.post(mend, {**same, "changes": [{"clause": clause, "weight": 101}]}), 422)) == {f"weight-{clause}"}
    lighter = {"changes": [{"clause": clause, "weight": 40}], "reason": "降到四成，回应一的反对。", "credits": [other.member]}
    seen = ok(lead.post(mend, lighter))["clauses"][-1]
    assert (seen["zh"], seen["weight"], seen["credits"]) == ("冷链先行。", 40, ["一"])
    page = Reader(net, language="zh").sign_in(lead)
    page.go(f"/n/{net.slug}/charter/draft/mend")
    wrong = page.submit("/draft/mend", 422, **{f"weight-{clause}": "101"}, reason="写成固定的锚，大家才放心。")
    assert f'id="f-weight-{clause}-err"' in wrong
    page.go(f"/n/{net.slug}/charter/draft/mend")
    page.submit(
        "/draft/mend", **{f"core-{clause}": "1", f"level-{clause}": "resources"}, zh="夜里也送。", section="priorities", weight="20",
        level="measures", core="1", reason="写成固定的锚，大家才放心。")
    seen, new = ok(lead.get(path(net, "/draft")))["clauses"][-2:]
    assert (seen["isCore"], seen["level"], seen["weight"]) == (True, "resources", 40)
    assert (new["zh"], new["isCore"], new["level"], new["weight"]) == ("夜里也送。", True, "measures", 20)
    # Those asked again see what it was and what it is, where its words stayed.
    shown = Reader(net, language="zh").sign_in(other).go(f"/n/{net.slug}/charter/draft").split('id="mended"')[1]
    assert "60%<" in shown and "40%<" in shown and "核心条款（固定的锚）" in shown


def test_what_was_read_already_is_not_sent_again(net):
    drafted(net, net.founder)
    consented(net, net.founder, [net.founder])
    first = net.founder.get(path(net))
    tag = first.headers["ETag"]
    again = net.founder.get(path(net), headers={"If-None-Match": f'"other", W/{tag}'})
    assert again.status_code == 304 and again.content == b"" and again.headers["ETag"] == tag
    ok(net.founder.post(path(net), {"reason": "再看一次，想法变了"}), 201)
    assert net.founder.get(path(net), headers={"If-None-Match": tag}).status_code == 200


def test_for_members_only_where_it_says_so(net):
    lead = net.founder
    drafted(net, lead)
    ok(lead.post(path(net, "/draft"), {"scope": "members"}))
    consented(net, lead, [lead])
    assert ok(net.public.get(path(net)))["version"] == 0 and ok(lead.get(path(net)))["version"] == 1
    assert "有回音" not in net.public.get(f"/n/{net.slug}/charter").text
    for door in ("/figures", "/comparison"):
        problem(net.public.get(path(net, door)), 404)


def test_one_suggestion_each_however_often_it_is_sent(net):
    lead, one = net.founder, net.member(name="一")
    clause = drafted(net, lead)
    ok(lead.post(path(net, "/actions"), {"action": "askSuggestions", "days": 7}))
    answers = together(6, lambda number: one.post(
        path(net, "/suggestions"), {"about": clause, "words": f"第 {number} 个想法，写短一点"}))
    assert {answer.status_code for answer in answers} == {201}
    items = ok(one.get(path(net, "/suggestions")))["items"]
    assert len(items) == 1 and items[0]["isYours"]
    ok(one.post(path(net, f"/suggestions/{items[0]['id']}/actions"), {"action": "withdraw"}))
    assert ok(one.get(path(net, "/suggestions")))["items"] == []


def test_what_is_back_can_be_taken_back_where_it_stands(net):
    lead, one = net.founder, net.member(name="一")
    clause = drafted(net, lead)
    ok(lead.post(path(net, "/actions"), {"action": "askSuggestions", "days": 7}))
    ok(one.post(path(net, "/suggestions"), {"about": clause, "words": "写上多久要有回音"}), 201)
    ok(lead.post(path(net, "/actions"), {"action": "closeSuggestions"}))
    kept = ok(one.get(path(net, "/suggestions")))["items"][0]["id"]
    ok(lead.post(path(net, f"/suggestions/{kept}/actions"), {"action": "later", "answer": "复审再看"}))
    consented(net, lead, [lead, one])
    ok(lead.post(path(net), {"reason": "半年了"}), 201)
    door, way = f"/n/{net.slug}/charter/draft/suggestions", f"/suggestions/{kept}/actions"
    assert "收回您的建议" not in Reader(net, language="zh").sign_in(lead).go(door)
    page = Reader(net, language="zh").sign_in(one)
    assert "收回您的建议“写上多久要有回音”" in page.go(door)
    page.submit(way, action="withdraw")
    assert ok(one.get(path(net, "/suggestions")))["items"] == [] and way not in page.go(door)


def test_a_teams_purpose_goes_the_same_way(net):
    lead, stranger = net.founder, net.member(name="外人")
    need = net.published(audience="stewards")
    team = ok(lead.post(f"/api/v1/networks/{net.slug}/teams", {"purpose": "送口罩", "needs": [need.id]}), 201)["id"]
    root = f"/api/v1/networks/{net.slug}/teams/{team}/charter"
    problem(stranger.get(root), 404)
    ok(lead.post(root, {}), 201)
    assert fields(problem(lead.post(root + "/draft/clauses", {"section": "vision", "en": "no"}), 422)) == {"section"}
    ok(lead.post(root + "/draft/clauses", {"section": "purpose", "zh": "三天之内送到每个病区。"}), 201)
    ok(lead.post(root + "/draft", {"gains": "病区", "bears": "司机", "unheard": "护工"}))
    ok(lead.post(root + "/actions", {"action": "askConsent", "days": 3}))
    proposal = ok(lead.get(root + "/draft"))["proposal"]
    act = f"/api/v1/networks/{net.slug}/proposals/{proposal}/actions"
    ok(lead.post(act, {"action": "answer", "position": "consent"}))
    if ok(lead.get(act.removesuffix("/actions")))["state"] == "open":
        ok(lead.post(act, {"action": "close"}))
    ok(lead.post(act, {"action": "decide", "words": "小队的目标就这样定了。"}))
    assert ok(lead.get(root))["clauses"][0]["zh"] == "三天之内送到每个病区。"
    page = Reader(net).sign_in(lead)
    assert f'href="/n/{net.slug}/teams/{team}/charter"' in page.go(f"/n/{net.slug}/teams/{team}")
    assert "三天之内" in page.go(f"/n/{net.slug}/teams/{team}/charter")


def place(net, people, proposal, values, efforts):
    """All place the items alike; whoever leads closes it and writes what came out. Gives the decision."""
    door = f"/api/v1/networks/{net.slug}/proposals/{proposal}"
    seen = ok(people[0].get(door))
    assert seen["method"] == "matrix"
    seen["ids"] = [option["id"] for option in seen["options"]]
    for one in people:
        cast(net, one, seen, values, efforts=efforts)
    if ok(people[0].get(door))["state"] == "open":
        ok(people[0].post(f"{door}/actions", {"action": "close"}))
    return ok(people[0].post(f"{door}/actions", {"action": "decide", "words": "就按大家排出来的先后。"}))["outcome"]


def test_priorities_are_placed_together_and_come_back_as_suggestions(net):
    lead, others = net.founder, [net.member(name=name) for name in ("一", "二", "三", "四")]
    people = [lead, *others]
    drafted(net, lead)
    made = ok(lead.post(path(net, "/draft/clauses"), {"section": "priorities", "zh": "先保护医护人员", "weight": 20}), 201)
    clause = next(one["id"] for one in made["clauses"] if one["section"] == "priorities")
    door, items = path(net, "/matrices"), ["先保护医护人员", "把物资送到村里", "每周印一份通报"]
    problem(others[0].post(door, {"items": items}), 403)
    assert fields(problem(lead.post(door, {"items": ["一项"]}), 422)) == {"items"}
    assert fields(problem(lead.post(door, {"items": items, "days": 900}), 422)) == {"days"}
    begun = ok(lead.post(door, {"items": items, "days": 7}), 201)["matrices"]
    assert len(begun) == 1 and begun[0]["state"] == "open" and not begun[0]["isOver"]
    matrix = begun[0]["proposal"]
    problem(lead.post(door, {"items": items}), 409)
    problem(lead.post(f"{door}/{matrix}/actions", {"action": "handOver"}), 409)

    decided = place(net, people, matrix, [5, 4, 2], [2, 5, 5])
    assert [link["path"] for link in decided["links"]] == ["/charter/draft/suggestions"]
    found = {one["weight"]: one for one in ok(others[0].get(path(net, "/suggestions")))["items"]}
    # What is important shares the whole as it is: 5 of 9, 4 of 9; the last is neither.
    assert set(found) == {56, 44, 0} and {one["source"] for one in found.values()} == {f"/proposals/{matrix}"}
    assert found[56]["about"] == clause and {found[44]["about"], found[0]["about"]} == {"priorities"}
    assert "第 1 位（共 3 项）" in found[56]["words"] and found[44]["words"].startswith("把物资送到村里（")
    assert ok(lead.get(path(net, "/draft")))["matrices"][0]["isHandedOver"]
    problem(lead.post(f"{door}/{matrix}/actions", {"action": "handOver"}), 409)
    page = Reader(net, language="zh").sign_in(lead)
    assert "来自优先级矩阵" in page.go(f"/n/{net.slug}/charter/draft/suggestions") and 'value="56"' in page.page.text

    # Taken in with the weight that came out, or with another.
    ok(lead.post(path(net, "/amendments"), {
        "about": clause, "suggestions": [found[56]["id"]], "answer": "照大家排的定下来"}), 201)
    amended = ok(lead.post(path(net, "/amendments"), {
        "about": "priorities", "suggestions": [found[44]["id"]], "zh": "把物资送到村里", "weight": 40,
        "answer": "写进去了，权重再谈过"}), 201)
    assert {one["zh"]: one["weight"] for one in amended["clauses"] if one["section"] == "priorities"} == {
        "先保护医护人员": 56, "把物资送到村里": 40}
    ok(lead.post(path(net, f"/suggestions/{found[0]['id']}/actions"), {"action": "declined", "answer": "这次先不做"}))
    consented(net, lead, people)

    # One that is decided while no draft is open waits until there is one.
    ok(lead.post(path(net), {"reason": "半年了，先后变了"}), 201)
    assert "一起给优先事项排位" in page.go(f"/n/{net.slug}/charter/draft")
    page.submit("/draft/matrix", items="先保护医护人员\n把物资送到村里", days="7")
    matrix = ok(lead.get(path(net, "/draft")))["matrices"][0]["proposal"]
    ok(lead.post(path(net, "/actions"), {"action": "drop"}))
    assert place(net, people, matrix, [2, 5], [2, 2])["links"] == []
    ok(lead.post(path(net), {"reason": "半年了，先后变了"}), 201)
    english = Reader(net, language="en").sign_in(lead)
    assert "Hand the outcome over to the draft" in english.go(f"/n/{net.slug}/charter/draft")
    page.go(f"/n/{net.slug}/charter/draft")
    page.submit(f"/draft/matrix/{matrix}")
    late = ok(lead.get(path(net, "/suggestions")))["items"]
    assert sorted(one["weight"] for one in late) == [0, 100] and all(one["about"] != "priorities" for one in late)
    mine = next(one for one in late if one["about"] == clause)
    ok(lead.post(path(net, "/amendments"), {"about": clause, "suggestions": [mine["id"]], "weight": 30, "answer": "降一些"}), 201)
    rest = next(one for one in late if one["about"] != clause)
    ok(lead.post(path(net, f"/suggestions/{rest['id']}/actions"), {"action": "declined", "answer": "还是四成"}))
    present = consented(net, lead, people)["version"]

    # The words are the same; what it weighs is another, and the comparison says so.
    changes = ok(net.public.get(path(net, "/comparison"), params={"from": 1, "to": present}))["changes"]
    assert [one["clause"] for one in changes] == [clause]
    assert (changes[0]["before"]["weight"], changes[0]["after"]["weight"]) == (56, 30)
    assert {piece["kind"] for piece in changes[0]["zh"]} == {"same"}
    text = Reader(net, language="en").go(f"/n/{net.slug}/charter/compare")
    assert "Same words, something else changed" in text and "56%" in text and "30%" in text
    assert [step["after"]["weight"] for step in ok(net.public.get(path(net, f"/clauses/{clause}")))["history"]] == [30, 56]


def of_kind(net, one, area, year):
    """Has a member be of an area and have joined in a year."""
    at = int(datetime.datetime(year, 6, 1, tzinfo=datetime.timezone.utc).timestamp()) * 1000
    change(net.server, f"""UPDATE memberships SET area = '{area}', created_at = {at}
        WHERE network_id = (SELECT id FROM networks WHERE slug = '{net.slug}')
        AND person_id IN (SELECT id FROM persons WHERE name LIKE '%{one.email.split('.')[1]}')""")


def test_for_whom_it_is_missing_by_region_and_year_of_joining(net):
    """Five of a kind stand by themselves; fewer are gathered, and where those are few they go with the next group."""
    lead, people = net.founder, [net.member(name=f"von{number:02}x") for number in range(16)]
    clause = drafted(net, lead)
    consented(net, lead, [lead, *people])
    kinds = [("江汉区", 2019)] * 5 + [("黄州区", 2021)] * 5 + [("朝阳区", 2022), ("海淀区", 2023), ("浦东区", 2024)] * 2
    for one, kind in zip(people, kinds):
        of_kind(net, one, *kind)
    for one, stance in zip(people, ["affirm"] * 5 + ["object"] * 5):
        ok(one.post(path(net, "/stances"), {"stances": [{"clause": clause, "stance": stance, "reason": "还要看谁来做"}]}))

    def groups():
        found = {one["by"]: one["groups"] for one in ok(net.public.get(path(net, "/figures")))["groups"]}
        assert set(found) <= {"region", "joined"}, "nobody is of a sector: there is nothing to tell apart"
        return [[(one["name"], one["voices"], one["affirmation"]["affirm"], one["affirmation"]["object"]) for one in found[by]]
                for by in ("region", "joined") if by in found]

    # Those who object first; the founder and the six of three small kinds, gathered.
    assert groups() == [[(names[0], 5, 0, 5), (names[1], 5, 5, 0), ("*", 7, 0, 0)] for names in (("黄州区", "江汉区"), ("2021", "2019"))]
    text = Reader(net, language="zh").sign_in(lead).go(f"/n/{net.slug}/charter/figures")
    assert "按地区" in text and "黄州区" in text and "2021" in text
    assert not any(word in text for word in ("朝阳区", "海淀区", "浦东区", ">2022<", ">2024<"))
    # One of five moves on: four would be found by taking the others from all, so they stand with those who are left.
    of_kind(net, people[0], "黄州区", 2021)
    assert groups() == [[(name, 6, 1, 5), ("*", 11, 4, 0)] for name in ("黄州区", "2021")]
    # Of all but four the same kind: then nothing is told apart.
    for one in people[:13]:
        of_kind(net, one, "黄州区", 2021)
    assert groups() == []
