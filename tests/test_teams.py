"""Teams that grow from demand, what single actors do, and the organisation that has grown of it."""

import json
import uuid

from reader import Reader
from servers import until
from support import fields, ok, problem, soon, together

PLACE = {"area": ["中国", "湖北省", "武汉市", "江夏区"]}
FAR = {"area": ["中国", "湖北省", "宜昌市", "西陵区"]}


def api(net, door=""):
    return f"/api/v1/networks/{net.slug}/teams{door}"


def gather(net, *needs, by=None, status=201, **more):
    body = {"purpose": "把口罩送到各病区", "needs": [need.id for need in needs], **more}
    return ok((by or net.member("dispatcher")).post(api(net), body), status)


def act(net, by, team, action, status=200, **more):
    return ok(by.post(api(net, f"/{team['id']}/actions"), {"action": action, **more}), status)


def read(net, by, team, status=200):
    return ok(by.get(api(net, f"/{team['id']}")), status)


def role(team, kind):
    return next(one for one in team["roles"] if one["kind"] == kind)


def take(net, by, team, kind, status=200):
    return act(net, by, team, "take", status, role=role(team, kind)["id"])


def suggested(net, by=None):
    return ok((by or net.member("dispatcher")).get(api(net, "/suggested")))["items"]


def test_roles_are_opened_by_what_the_needs_ask_for(net):
    need, more = net.published(place=PLACE), net.published(place=PLACE, lines=[
        {"item": "搬运的人", "quantity": 4, "unit": "人", "kind": "people"}])
    team = gather(net, need, more)
    assert team["title"] == "江夏区防护用品小队" and team["origin"] == "need" and team["needCount"] == 2
    kinds = {one["kind"]: one for one in team["roles"]}
    assert set(kinds) == {"transport", "purchase", "hands"} and kinds["hands"]["heads"] == 4
    assert kinds["transport"]["why"] == ["1 项求助要送东西"] and kinds["transport"]["taken"] == 0
    she = net.member(name="driver")
    taken = take(net, she, team, "transport")
    assert role(taken, "transport")["holders"] == [{"id": she.member, "name": "driver"}]
    # A role is full, a place is taken once, and it is laid down any time.
    assert take(net, net.member(name="late"), team, "transport", 409)["remaining"] == 0
    take(net, she, team, "transport", 409)
    act(net, she, team, "release", role=role(team, "transport")["id"])
    act(net, she, team, "release", 409, role=role(team, "transport")["id"])
    take(net, net.member(name="late"), team, "transport")
    # With the need that asked for hands goes the role, for nobody holds it.
    keeper = net.member("dispatcher")
    after = act(net, keeper, team, "removeNeed", need=more.id)
    assert {one["kind"] for one in after["roles"]} == {"transport", "purchase"} and after["needCount"] == 1
    act(net, keeper, team, "removeNeed", 422, need=more.id)


def test_two_claim_the_last_place(net):
    team = gather(net, net.published(place=PLACE))
    people = [net.member(name=f"racer{number}") for number in range(6)]
    door, place = api(net, f"/{team['id']}/actions"), role(team, "transport")["id"]
    answers = together(6, lambda number: people[number].post(door, {"action": "take", "role": place}))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 5
    assert len(role(read(net, people[0], team), "transport")["holders"]) == 1


def test_one_team_for_a_need_and_who_may(net):
    need, draft = net.published(place=PLACE), net.need()
    plain = net.member(name="plain")
    problem(plain.post(api(net), {"purpose": "帮忙", "needs": [need.id]}), 403)
    problem(net.public.post(api(net), {"purpose": "帮忙", "needs": [need.id]}), 401)
    gather(net, draft, status=409)
    team = gather(net, need)
    gather(net, need, status=409)
    gather(net, need, by=net.founder, status=409)
    dispatcher = net.member("dispatcher")
    for body, field in [({"purpose": ""}, "purpose"), ({"purpose": "打 13900001234"}, "purpose"), ({}, "needs"),
                        ({"needs": ["x"]}, "needs"), ({"emergency": "x"}, "emergency"), ({"category": "x"}, "category")]:
        wrong = problem(dispatcher.post(api(net), {"purpose": "帮忙", **body}), 422)
        assert fields(wrong) == {field}, body
    problem(plain.post(api(net, f"/{team['id']}/actions"), {"action": "close"}), 403)
    assert fields(problem(plain.post(api(net, f"/{team['id']}/actions"), {"action": "dance"}), 422)) == {"action"}
    # Sent twice it is one team.
    other = net.published(place=FAR)
    key = {"Idempotency-Key": str(uuid.uuid4())}
    made = [ok(dispatcher.post(api(net), {"purpose": "送货", "needs": [other.id]}, headers=key), 201) for _ in range(2)]
    assert made[0]["id"] == made[1]["id"]


def test_whoever_answers_for_a_need_may_gather(net):
    verifier = net.member("verifier")
    need = net.published(place=PLACE)
    ok(net.founder.post(f"/needs/{need.id}/handovers", {"to": verifier.member}), 201)
    waiting = ok(verifier.get("/me/waiting"))["handovers"]
    ok(verifier.post(f"/needs/{need.id}/handovers/{waiting[0]['id']}/actions", {"action": "accept"}))
    assert gather(net, need, by=verifier)["keeper"]["id"] == verifier.member
    gather(net, net.published(place=FAR), by=verifier, status=403)


def test_clusters_are_suggested_with_their_reasons(net):
    needs = [net.published(place=PLACE) for _ in range(3)] + [net.published(place=FAR)]
    problem(net.member(name="plain").get(api(net, "/suggested")), 403)
    one = until(lambda: suggested(net), "a suggestion")[0]
    assert set(one["needs"]) == {need.id for need in needs[:3]} and one["area"][-1] == "江夏区" and one["team"] is None
    assert "3 项“防护用品”求助还没有小队" in one["reasons"] and "都在同一个地方" in one["reasons"]
    dispatcher = net.member("dispatcher")
    ok(dispatcher.post(api(net, "/suggested"), {"cluster": one["cluster"]}))
    assert suggested(net) == []
    problem(dispatcher.post(api(net, "/suggested"), {"cluster": one["cluster"]}), 404)
    more = [net.published(place=PLACE) for _ in range(3)]
    again = until(lambda: suggested(net), "it comes back doubled")[0]
    assert again["cluster"] == one["cluster"] and len(again["needs"]) == 6
    team = ok(dispatcher.post(api(net), {"purpose": "江夏口罩", "cluster": again["cluster"]}), 201)
    assert team["origin"] == "cluster" and team["needCount"] == 6
    assert {one["kind"] for one in team["roles"]} == {"transport", "purchase", "reception", "callDesk"}
    # What comes on top is shown as joining the team that is there.
    late = [net.published(place=PLACE) for _ in range(3)]
    joins = until(lambda: suggested(net), "the late ones")[0]
    assert joins["team"] == team["id"] and set(joins["needs"]) == {need.id for need in late}
    grown = act(net, dispatcher, team, "addNeeds", needs=joins["needs"])
    assert grown["needCount"] == 9 and role(grown, "transport")["heads"] == 2
    assert more and suggested(net) == []


def test_a_team_is_seen_as_far_as_its_needs(net):
    hidden = gather(net, net.published("stewards", place=PLACE))
    inner = gather(net, net.published("members", place=FAR))
    public = gather(net, net.published(place=PLACE))
    plain, stranger = net.member(name="plain"), net.public
    read(net, plain, hidden, 404)
    read(net, stranger, inner, 404)
    assert {one["id"] for one in ok(stranger.get(api(net)))["items"]} == {public["id"]}
    assert {one["id"] for one in ok(plain.get(api(net)))["items"]} == {public["id"], inner["id"]}
    seen = read(net, stranger, public)
    text = json.dumps(seen, ensure_ascii=False)
    assert "purpose" not in seen and "keeper" not in seen and "holders" not in seen["roles"][0]
    assert "dispatcher" not in text and "把口罩送到各病区" not in text
    page = stranger.get(f"/n/{net.slug}/teams/{public['id']}").text
    assert "dispatcher" not in page and "把口罩送到各病区" not in page and "运输" in page
    events = json.dumps(net.public.items("/events"))
    assert public["id"] not in events
    # A name of one's own that a role has is for members.
    act(net, net.member("dispatcher"), public, "openRole", kind="other", name="修电梯", heads=2)
    assert "修电梯" in json.dumps(read(net, plain, public), ensure_ascii=False)
    assert "修电梯" not in json.dumps(read(net, stranger, public), ensure_ascii=False)
    act(net, net.member("dispatcher"), public, "openRole", 409, kind="other", name="修电梯")


def test_a_team_of_mixed_needs_is_as_narrow_as_the_narrowest(net):
    wide, few = net.published(place=PLACE), net.published("stewards", place=FAR)
    team, keeper, plain = gather(net, wide, few), net.member("dispatcher"), net.member(name="plain")
    for caller in (net.public, plain):
        read(net, caller, team, 404)
        assert ok(caller.get(api(net)))["items"] == []
        assert organisation(net, caller)["support"]["counts"]["teams"] == 0
    assert act(net, keeper, team, "removeNeed", need=few.id)["needCount"] == 1
    seen = read(net, net.public, team)
    assert seen["needCount"] == 1 and few.id not in json.dumps(seen) and "江夏区" in seen["title"]
    assert few.id not in json.dumps(plain.items("/events"))
    act(net, keeper, team, "removeNeed", need=wide.id)
    read(net, plain, team, 404)


def test_the_list_comes_in_pages(net):
    team = gather(net, net.published(place=PLACE))
    page = ok(net.public.get(api(net)))
    assert [one["id"] for one in page["items"]] == [team["id"]] and page["next"] is None and page["total"] == 1
    assert ok(net.public.get(api(net), params={"cursor": team["id"]}))["items"] == []
    assert fields(problem(net.public.get(api(net), params={"cursor": "x"}), 422)) == {"cursor"}
    assert fields(problem(net.public.get(f"/api/v1/networks/{net.slug}/doings", params={"cursor": "x"}), 422)) == {"cursor"}


def test_a_team_is_handed_over_by_acceptance(net):
    team, keeper, next_one = gather(net, net.published(place=PLACE)), net.member("dispatcher"), net.member(name="next")
    problem(net.member(name="x").post(api(net, f"/{team['id']}/actions"), {"action": "offer", "member": next_one.member}), 403)
    act(net, keeper, team, "offer", 422, member=keeper.member)
    asked = act(net, keeper, team, "offer", member=next_one.member)
    assert asked["asked"]["id"] == next_one.member and asked["keeper"]["id"] == keeper.member
    waits = [(one["object"], one["step"]) for one in ok(next_one.get("/me/waiting"))["tasks"]]
    assert (team["id"], "teamHandover") in waits
    problem(net.member(name="x").post(api(net, f"/{team['id']}/actions"), {"action": "accept"}), 403)
    act(net, next_one, team, "decline")
    act(net, keeper, team, "offer", member=next_one.member)
    assert act(net, next_one, team, "accept")["keeper"]["id"] == next_one.member
    problem(keeper.post(api(net, f"/{team['id']}/actions"), {"action": "looked"}), 403)
    assert "looked" in act(net, next_one, team, "looked")["allowed"]


def test_gates_of_trainings_hold(net):
    need = net.published(place=PLACE)
    team = gather(net, need)
    module = ok(net.member("trainer").post(f"/api/v1/networks/{net.slug}/training", {
        "title": {"zh": "送货"}, "summary": {"zh": "安全"}, "body": {"zh": "戴口罩。"}, "passMark": 60, "months": 6,
        "questions": [{"text": {"zh": "先做什么？"}, "why": {"zh": "戴。"}, "options": [
            {"text": {"zh": "戴口罩"}, "right": True}, {"text": {"zh": "不戴"}}]}]}), 201)
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/training/gates",
                        {"subject": "act:claim", "module": module["id"], "on": True}))
    she = net.member(name="untrained")
    assert module["id"] in take(net, she, team, "transport", 403)["detail"]
    ok(she.post(f"/api/v1/networks/{net.slug}/training/{module['id']}/tries", {"version": 1, "answers": [[0]]}))
    take(net, she, team, "transport")


def test_it_closes_when_its_needs_are_done(net):
    need, keeper, she = net.published(place=PLACE), net.member("dispatcher"), net.member(name="driver")
    team = gather(net, need)
    take(net, she, team, "transport")
    act(net, keeper, team, "keepOpen", 409)
    claim = need.claim(she, 10)
    assert read(net, she, team)["promises"][0]["quantity"] == 10
    ok(she.post(f"/claims/{claim['id']}/actions", {"action": "deliver"}))
    need.says("confirm")
    until(lambda: read(net, keeper, team)["closeProposed"], "closing is proposed")
    act(net, keeper, team, "keepOpen")
    closed = act(net, keeper, team, "close")
    assert closed["state"] == "closed" and closed["needCount"] == 1 and closed["allowed"] == []
    take(net, net.member(name="late"), team, "transport", 409)
    assert need.read()["owner"]["id"] and ok(she.get(api(net), params={"state": "closed"}))["items"][0]["id"] == team["id"]
    assert ok(she.get(api(net)))["items"] == []


def test_only_those_inside_read_its_talk(net):
    team, keeper, she = gather(net, net.published(place=PLACE)), net.member("dispatcher"), net.member(name="driver")
    take(net, she, team, "transport")
    door = api(net, f"/{team['id']}/posts")
    ok(keeper.post(door, {"words": "canary-talk 下午两点出发"}), 201)
    assert [one["words"] for one in ok(she.get(door))["items"]] == ["canary-talk 下午两点出发"]
    for caller, status in [(net.public, 404), (net.member(name="outside"), 404), (net.member("verifier"), 404)]:
        problem(caller.get(door), status)
        for path in (f"/n/{net.slug}/teams/{team['id']}", f"/n/{net.slug}/teams/{team['id']}/talk", f"/n/{net.slug}/organisation"):
            assert "canary-talk" not in caller.get(path).text
    assert ok(she.post(api(net, f"/{team['id']}/follow"), {"follow": False}))["follow"] == "muted"
    problem(net.member(name="outside").post(api(net, f"/{team['id']}/follow"), {"follow": True}), 404)
    # Bank details are held until somebody who answers for the network has looked.
    ok(she.post(door, {"words": "汇到卡号 6222 0202 0001 1234 567"}), 201)
    assert "6222" not in json.dumps(ok(keeper.get(door)))
    assert "6222" in json.dumps(ok(net.founder.get(door)))


def test_those_who_leave_keep_nothing(net):
    team, she = gather(net, net.published(place=PLACE)), net.member(name="driver")
    take(net, she, team, "transport")
    doing = ok(she.post(f"/api/v1/networks/{net.slug}/doings", {"what": "每天送热汤"}), 201)
    reader = Reader(net).sign_in(she)
    reader.go("/me/leave")
    reader.submit("/me/leave")
    assert doing["what"] == "每天送热汤"

    def gone():
        return role(read(net, net.founder, team), "transport")["taken"] == 0

    until(gone, "the place is free", 90)
    assert ok(net.founder.get(f"/api/v1/networks/{net.slug}/doings"))["items"] == []


def doings(net, by, **body):
    return by.post(f"/api/v1/networks/{net.slug}/doings", body)


def test_a_single_actor_needs_nobodys_leave(net):
    she, other = net.member(name="soup"), net.member(name="helper")
    problem(doings(net, net.public, what="送汤"), 401)
    for body, field in [({}, "what"), ({"what": "x" * 161}, "what"), ({"what": "找我 13900001234"}, "what"),
                        ({"what": "送汤", "category": "x"}, "category"), ({"what": "送汤", "until": "2001-01-01"}, "until"),
                        ({"what": "送汤", "until": soon(24 * 100)}, "until"), ({"what": "送汤", "organisation": she.member}, "organisation")]:
        assert fields(problem(doings(net, she, **body), 422)) == {field}, body
    made = ok(doings(net, she, what="每天给医院送热汤", category="food", area="江夏区", until=soon(48)), 201)
    assert made["area"][-1] == "江夏区" and made["name"] == "soup" and made["hands"] == 0
    door = f"/api/v1/networks/{net.slug}/doings/{made['id']}/actions"
    assert ok(other.post(door, {"action": "help"}))["hands"] == 1
    assert ok(other.post(door, {"action": "help"}))["hands"] == 1
    problem(she.post(door, {"action": "help"}), 409)
    problem(other.post(door, {"action": "end"}), 403)
    stranger = ok(net.public.get(f"/api/v1/networks/{net.slug}/doings"))["items"]
    assert stranger == [{"category": "food", "area": ["中国", "湖北省", "武汉市", "江夏区"], "until": made["until"], "hands": 1}]
    assert ok(she.post(door, {"action": "renew"}))["until"] > made["until"]
    ok(she.post(door, {"action": "end"}))
    problem(she.post(door, {"action": "renew"}), 409)


def test_what_must_not_stand_is_hidden_or_ended(net):
    she, other, lead = net.member(name="soup"), net.member(name="helper"), net.founder
    made = ok(doings(net, she, what="canary-doing 隔壁老王"), 201)
    text, door = (f"/api/v1/networks/{net.slug}/{part}" for part in (f"texts/doing/{made['id']}/actions", f"doings/{made['id']}/actions"))
    ok(other.post(f"/api/v1/networks/{net.slug}/reports", {"kind": "doing", "id": made["id"], "words": "这里写了邻居的名字和住处"}), 201)
    problem(net.public.post(f"/api/v1/networks/{net.slug}/reports", {"kind": "doing", "id": made["id"], "words": "这里写了邻居的名字和住处"}), 404)
    ok(lead.post(text, {"action": "hide", "reason": "写了邻居的名字"}))
    assert ok(other.get(f"/api/v1/networks/{net.slug}/doings"))["items"] == []
    assert other.get(f"/n/{net.slug}/doings/{made['id']}").status_code == 404
    ok(lead.post(text, {"action": "show"}))
    assert Reader(net).sign_in(other).go(f"/n/{net.slug}/doings/{made['id']}").count(f"/texts/doing/{made['id']}/report") == 1
    problem(other.post(door, {"action": "end", "reason": "不喜欢"}), 403)
    assert fields(problem(lead.post(door, {"action": "end"}), 422)) == {"reason"}
    ok(lead.post(door, {"action": "end", "reason": "这是在卖东西，不是帮忙"}))
    assert ok(she.get(f"/api/v1/networks/{net.slug}/doings"))["items"] == []


def organisation(net, by):
    return {one["name"]: one for one in ok(by.get(f"/api/v1/networks/{net.slug}/organisation"))["layers"]}


def test_the_organisation_shows_what_has_grown(net):
    she = net.member(name="soup")
    ok(doings(net, she, what="canary-doing", area="江夏区"), 201)
    team = gather(net, *[net.published(place=PLACE) for _ in range(2)])
    guest, member = organisation(net, net.public), organisation(net, she)
    assert list(guest) == ["actors", "pipelines", "resources", "support", "stewards"]
    assert [guest[name]["serves"] for name in guest] == [None, 1, 2, 3, 4]
    assert "onShift" not in guest["support"]["counts"] and "onShift" in member["support"]["counts"]
    assert guest["actors"]["counts"] == {"doings": 1, "hands": 0} and guest["actors"]["items"] == []
    assert guest["support"]["counts"]["teams"] == 1 and guest["support"]["counts"]["places"] == 0
    assert "江夏区没有人跑运输（2 项求助）" in [hole["words"] for hole in guest["support"]["holes"]]
    assert "canary-doing" not in json.dumps(guest) and "创办人" not in json.dumps(guest, ensure_ascii=False)
    assert member["actors"]["items"][0]["name"] == "canary-doing"
    assert "创办人" in [one["name"] for one in member["stewards"]["items"]]
    take(net, she, team, "transport")
    until(lambda: "江夏区没有人跑运输（2 项求助）" not in [
        hole["words"] for hole in organisation(net, she)["support"]["holes"]], "somebody transports now")
    page = net.public.get(f"/n/{net.slug}/organisation").text
    assert "canary-doing" not in page and "各自行动的人" in page
