"""Whether a network is wanted and possible; how people see themselves and it; which values matter."""

from reader import Reader
from support import fields, ok, problem
from test_questions import act as on_sheet, answer, people, read as sheet_of, tally, waiting


def api(net, door=""):
    return f"/api/v1/networks/{net.slug}/readiness{door}"


def ready(net, by=None):
    return ok((by or net.founder).get(api(net)))


def act(net, by, action, status=200, **more):
    response = by.post(api(net, "/actions"), {"action": action, **more})
    return ok(response) if status == 200 else problem(response, status)


def of(reading, precondition):
    return next(one for one in reading["preconditions"] if one["precondition"] == precondition)


def begun(net, kind, **more):
    return ok(net.founder.post(f"/api/v1/networks/{net.slug}/sheets", {"kind": kind, **more}), 201)


def test_three_answer_apart_then_together(net):
    sheet = begun(net, "readiness")
    assert sheet["state"] == "open" and sheet["round"] == 1
    ids = [one["id"] for one in sheet["questions"]]
    assert ids[:6] == [f"six{number}" for number in range(1, 7)] and ids[-2:] == ["kind", "shape"] and len(ids) == 21
    # One round at a time.
    problem(net.founder.post(f"/api/v1/networks/{net.slug}/sheets", {"kind": "readiness"}), 409)
    crowd = people(net, 3)
    for number, one in enumerate(crowd):
        shown = answer(net, sheet, one, show=True, six1={"picks": [1], "text": "三个县都有"}, **{
            "leaders.respected": [1 + number], "resources.steady": [3], "kind": [2], "shape": [1 + 3 * number]})
        assert shown["result"] is None
    on_sheet(net, sheet, "close")
    result = sheet_of(net, sheet, crowd[1])
    assert tally(result, "six1")["rows"][0]["disagreement"] == 0
    assert tally(result, "leaders.respected")["rows"][0]["counts"] == [1, 1, 1]
    # They part on who is respected and on the shape: that is the finding.
    assert tally(result, "leaders.respected")["rows"][0]["disagreement"] > 0.5
    assert tally(result, "shape")["rows"][0]["disagreement"] > 0.7 and tally(result, "kind")["rows"][0]["disagreement"] == 0
    page = Reader(net, language="zh").sign_in(crowd[1])
    assert "看法分开" in page.go(f"/n/{net.slug}/sheets/{sheet['id']}") and "看法接近" in page.page.text
    assert "是 1 · 部分是 1 · 否 1" in page.go(f"/n/{net.slug}/align/readiness")
    lines = {one["part"]: one for one in ok(crowd[1].get(f"/api/v1/networks/{net.slug}/align"))["items"]}
    assert lines["readiness"]["state"] == "最近一轮 3 人作答" and lines["readiness"]["at"] == f"/n/{net.slug}/align/readiness"
    assert "共识" in page.go(f"/n/{net.slug}/align") and "准备好了吗" in page.page.text
    assert f"/n/{net.slug}/align" in page.go(f"/n/{net.slug}")


def test_what_is_not_met_has_an_owner(net):
    she, other, plain = net.member("weaver"), net.member(name="takes"), net.member(name="plain")
    assert {one["state"] for one in ready(net)["preconditions"]} == {"unknown"}
    act(net, plain, "unmet", 403, precondition="resources", evidence="钱不够")
    assert fields(act(net, she, "unmet", 422, precondition="resources")) == {"evidence"}
    assert fields(act(net, she, "unmet", 422, precondition="x", evidence="y")) == {"precondition"}
    assert fields(act(net, she, "dance", 422, precondition="resources")) == {"action"}
    assert fields(act(net, she, "unmet", 422, precondition="resources", evidence="y", due="2020-01-01")) == {"due"}
    one = of(act(net, she, "unmet", precondition="resources", evidence="只够半年"), "resources")
    assert one["state"] == "unmet" and one["owner"] == she.member and one["due"]
    assert [kind for kind, _ in waiting(she)] == ["precondition"]
    # It is handed over by acceptance, and its owner says when it is met.
    act(net, plain, "ask", 403, precondition="resources", member=other.member)
    act(net, other, "accept", 409, precondition="resources")
    assert of(act(net, she, "ask", precondition="resources", member=other.member), "resources")["asked"] == other.member
    act(net, plain, "accept", 409, precondition="resources")
    one = of(act(net, other, "accept", precondition="resources"), "resources")
    assert (one["owner"], one["asked"]) == (other.member, None)
    assert [kind for kind, _ in waiting(other)] == ["precondition"] and waiting(she) == set()
    one = of(act(net, other, "met", precondition="resources", evidence="基金会答应了三年"), "resources")
    assert (one["state"], one["owner"]) == ("met", None)
    act(net, she, "ask", 409, precondition="resources", member=other.member)
    settled = act(net, she, "settle", kind="action", shape="multiHub")
    assert (settled["kind"], settled["shape"]) == ("action", "multiHub")
    assert fields(act(net, she, "settle", 422, kind="x")) == {"kind"}
    act(net, plain, "settle", 403, kind="learning")
    page = Reader(net, language="zh").sign_in(plain)
    assert "行动型" in page.go(f"/n/{net.slug}/align/readiness") and "多中心" in page.page.text
    problem(net.public.get(api(net)), 401)


def test_mindset_is_shown_only_once_it_closes_and_beside_the_last(net):
    crowd = people(net, 5)
    first = begun(net, "mindset")
    assert len(first["questions"]) == 14 and first["questions"][0]["poles"] == ["控制和计划", "让它涌现"]
    for number, one in enumerate(crowd):
        assert answer(net, first, one, own1=[number + 1], net1=[2])["apart"] == "untilClosed"
    on_sheet(net, first, "look", by=crowd[0], status=409)
    on_sheet(net, first, "close")
    shown = sheet_of(net, first)
    assert tally(shown, "own1")["rows"][0]["median"] == 3 and tally(shown, "net1")["rows"][0]["disagreement"] == 0
    again = begun(net, "mindset")
    assert again["round"] == 2 and again["after"] == first["id"]
    for one in crowd:
        answer(net, again, one, own1=[6])
    on_sheet(net, again, "close")
    both = sheet_of(net, again)
    assert tally(both, "own1")["rows"][0]["median"] == 6
    assert both["earlier"]["result"]["questions"][0]["rows"][0]["median"] == 3
    page = Reader(net, language="zh").sign_in(crowd[0])
    assert "第 1 轮的中位数是 3" in page.go(f"/n/{net.slug}/sheets/{again['id']}")
    assert "从不给人打分" in page.go(f"/n/{net.slug}/align/mindset")


def test_values_are_rated_and_placed(net):
    door = f"/api/v1/networks/{net.slug}/values-surveys"
    assert fields(problem(net.founder.post(door, {"values": ["开放"]}), 422)) == {"values"}
    problem(net.member(name="plain").post(door, {"values": ["开放", "共生"]}), 403)
    values = ["开放", "共生", {"zh": "协同", "en": "Acting as one"}, "向善"]
    sheet = ok(net.founder.post(door, {"values": values}), 201)
    assert [one["kind"] for one in sheet["questions"]] == ["rating", "ranking", "text"] and sheet["questions"][1]["most"] == 3
    for number, one in enumerate(people(net, 5)):
        answer(net, sheet, one, rate=[5, 3, 4, 0], rank=[3, 1], missing=f"坦诚 {number}")
    on_sheet(net, sheet, "close")
    result = sheet_of(net, sheet)
    assert [row["counts"] for row in tally(result, "rank")["rows"]] == [[0, 5, 0], [0, 0, 0], [5, 0, 0], [0, 0, 0]]
    assert [row["median"] for row in tally(result, "rate")["rows"]] == [5, 3, 4, None]
    assert len(tally(result, "missing")["texts"]) == 5
    # What came out first goes into the charter's draft, once there is one.
    hand = f"{door}/{sheet['id']}/actions"
    assert fields(problem(net.founder.post(hand, {"action": "handOver", "values": []}), 422)) == {"values"}
    problem(net.founder.post(hand, {"action": "handOver", "values": [3]}), 409)
    problem(net.member(name="plain").post(hand, {"action": "handOver", "values": [3]}), 403)
    # So does what people said is missing, in their own words and each once; what nobody said does not.
    assert fields(problem(net.founder.post(hand, {"action": "handOver", "words": ["没有人说过的"]}), 422)) == {"words"}
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/charter", {}), 201)
    said = {"action": "handOver", "values": [3], "words": ["坦诚 0"]}
    for _ in range(2):
        ok(net.founder.post(hand, said))
    page = Reader(net, language="zh").sign_in(net.founder)
    shown = page.go(f"/n/{net.slug}/align/values")
    assert "大家说还缺的" in shown and 'value="坦诚 0"' not in shown
    page.submit("/actions", words="坦诚 1")
    handed = ok(net.founder.get(f"/api/v1/networks/{net.slug}/charter/suggestions"))["items"]
    assert sorted(one["words"] for one in handed) == ["协同 / Acting as one", "坦诚 0", "坦诚 1"]
    # On the page nothing is ticked before somebody ticks it.
    page = Reader(net, language="zh").sign_in(net.founder)
    assert "checked" not in page.go(f"/n/{net.slug}/align/values") and "透明共享" in page.page.text
    wrong = page.submit("/rounds", 422, own="坦诚")
    assert "至少要 2 条" in wrong and "坦诚" in wrong
    page.submit("/rounds", own="坦诚\n守信 / Keeping one’s word", starter="p0")
    assert "守信" in page.page.text and "透明共享" in page.page.text
