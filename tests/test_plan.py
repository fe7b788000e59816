"""Plan all: a proposal over all open needs, read by those who dispatch, accepted in part; nothing of it happens by itself."""

from reader import Reader
from servers import until
from support import Network, fields, ok, problem, soon
from test_offers import Offer
from test_volunteers import change, say

WUHAN = {"area": ["中国", "湖北省", "武汉市", "江汉区"]}


def root(net, *parts):
    return "/".join([f"/api/v1/networks/{net.slug}/plans", *parts])


def made(net, by, **part):
    """A plan that is ready."""
    plan = ok(by.post(root(net), part), 201)
    return until(lambda: ok(by.get(root(net, plan["id"]))) if ok(by.get(root(net, plan["id"])))["state"] == "ready" else None)


def act(net, by, plan, action, status=200, **carries):
    return ok(by.post(f"{root(net, plan['id'])}/actions", {"action": action, **carries}), status)


def asks(net, title, quantity, urgency="normal", **more):
    return net.published(title=title, urgency=urgency, place=WUHAN, lines=[
        {"item": "口罩", "quantity": quantity, "unit": "只"}, *more.pop("lines", [])], **more)


def a_driver(net, name):
    she = net.member(name=name)
    change(she, skills=[{"skill": "开车"}], languages=["zh"])
    say(she, "now", hours=8)
    return she


def full(net):
    """Masks for two needs, one of them critical and one with a driver; one offer, one volunteer."""
    first = asks(net, "县医院缺口罩和司机", 80, lines=[{"item": "司机", "kind": "people", "quantity": 2}])
    urgent = asks(net, "诊所急缺口罩", 60, "critical")
    return first, urgent, Offer(net).listed(), a_driver(net, "会开车")


def ready(net, by, least=3, **part):
    """One that has seen all that was just made."""
    return until(lambda: (lambda plan: plan if len(plan["rows"]) >= least else None)(made(net, by, **part)))


def test_who_gets_what_and_what_stays_open(net):
    first, urgent, offer, she = full(net)
    dispatcher = net.member("dispatcher")
    plan = ready(net, dispatcher)
    masks = {row["need"]: row for row in plan["rows"] if row.get("offer")}
    assert masks[urgent.id]["quantity"] == 60 and masks[first.id]["quantity"] == 40
    assert all(row["offer"] == offer.id and row["state"] == "open" for row in masks.values())
    people = [row for row in plan["rows"] if row.get("member")]
    assert [row["member"] for row in people] == [she.member] and people[0]["need"] == first.id
    assert people[0]["item"] == "司机" and {"skills", "free"} <= {one["kind"] for one in people[0]["reasons"]}
    assert all(one["words"] for row in plan["rows"] for one in row["reasons"])
    # Nobody else has masks or drives: it is said, not left out.
    assert all(row["next"] is None and row["nobodyElse"] for row in plan["rows"])
    assert "Nobody else fits" in Reader(net, language="en").sign_in(dispatcher).go(f"/n/{net.slug}/plan/{plan['id']}")
    missing = {gap["item"]: gap for gap in plan["gaps"]}
    assert missing["口罩"]["missing"] == 40 and missing["口罩"]["rule"] == "taken" and missing["口罩"]["because"]
    assert missing["司机"]["missing"] == 1
    assert plan["maker"] and plan["stale"] is False and plan["states"]["open"] == 3
    # Making it has asked nobody.
    assert offer.uses() == [] and offer.left() == 100
    # No score of a person, no contact of anybody.
    text = str(plan)
    assert "score" not in text and "1390000" not in text and "金丝雀" not in text
    english = ok(dispatcher.get(root(net, plan["id"]), headers={"Accept-Language": "en"}))
    assert any("can do: Driving" in one["words"] for row in english["rows"] for one in row["reasons"])


def test_accepted_in_part(net):
    first, urgent, offer, she = full(net)
    dispatcher = net.member("dispatcher")
    plan = ready(net, dispatcher)
    row = next(row for row in plan["rows"] if row["need"] == urgent.id)
    done = act(net, dispatcher, plan, "accept", rows=[row["row"]])
    assert [one["state"] for one in done["rows"]] == ["asked"] and done["left"] == 0
    use = offer.uses()[0]
    assert use["id"] == done["rows"][0]["result"] and use["state"] == "asked" and use["quantity"] == 60
    # The others are as they were; the same again is refused.
    again = ok(dispatcher.get(root(net, plan["id"])))
    assert again["states"]["open"] == 2 and again["states"]["asked"] == 1
    act(net, dispatcher, plan, "accept", 409, rows=[row["row"]])
    rest = act(net, dispatcher, plan, "accept", needs=[first.id])
    assert {one["state"] for one in rest["rows"]} == {"asked"} and len(rest["rows"]) == 2
    asked = until(lambda: ok(she.get(f"/api/v1/networks/{net.slug}/me/askings"))["items"] or None)
    assert [one["need"]["id"] if isinstance(one["need"], dict) else one["need"] for one in asked] == [first.id]
    # A new plan asks nobody twice and says that an answer is out.
    later = made(net, dispatcher)
    assert not any(row["need"] == urgent.id for row in later["rows"])
    assert next(gap for gap in later["gaps"] if gap["need"] == urgent.id)["rule"] == "asked"


def test_what_has_changed_is_said(net):
    first, urgent, offer, she = full(net)
    dispatcher = net.member("dispatcher")
    plan = ready(net, dispatcher)
    urgent.claim(net.member(name="faster"), 60)
    say(she, "pause", until="")
    done = act(net, dispatcher, plan, "accept", all=True)
    states = {one["need"]: one for one in done["rows"] if one["quantity"] > 1}
    assert states[urgent.id]["state"] == "gone" and states[urgent.id]["why"] == "这样东西已经有人负责了。"
    assert states[first.id]["state"] == "asked"
    person = next(one for one in done["rows"] if one["quantity"] == 1)
    assert person["state"] == "gone" and person["why"]
    put = made(net, dispatcher)
    act(net, dispatcher, put, "discard")
    assert ok(dispatcher.get(root(net, put["id"])))["state"] == "discarded"
    act(net, dispatcher, put, "accept", 409, all=True)


def test_a_part_of_it(net):
    full(net)
    dispatcher = net.member("dispatcher")
    ready(net, dispatcher)
    food = made(net, dispatcher, categories=["food"])
    assert food["rows"] == [] and food["gaps"] == [] and food["part"]["categories"] == ["food"]
    here = made(net, dispatcher, area="武汉市江汉区", emergency="none")
    assert len(here["rows"]) == 3 and here["part"]["emergency"] == "none"
    away = made(net, dispatcher, area="宜昌市")
    assert away["rows"] == [] and away["lines"] == 0
    # For a time to come it goes by who is free then, and opens calls for those hours.
    then = soon(30)
    later = made(net, dispatcher, **{"from": then, "hours": 3})
    assert later["part"]["hours"] == 3 and later["part"]["from"][:16] == then[:16]
    wrong = ok(dispatcher.post(root(net), {"from": soon(-30), "hours": 40}), 422)
    assert {one["field"] for one in wrong["errors"]} == {"from", "hours"}
    wrong = ok(dispatcher.post(root(net), {"area": "没有的地方", "categories": ["lunch"], "emergency": "soon"}), 422)
    assert {one["field"] for one in wrong["errors"]} == {"area", "category", "emergency"}
    listed = ok(dispatcher.get(root(net)))
    assert listed["total"] >= 5 and listed["items"][0]["id"] == later["id"]


def test_what_an_authority_keeps_takes_a_permit(net):
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/restrictions", {
        "items": ["ventilator"], "authority": "物资指挥部", "permit": "调拨单", "channel": {"words": "书面申请"}}), 201)
    need = net.need(lines=[{"item": "呼吸机", "quantity": 5, "unit": "台"}])
    need.act(net.founder, "acknowledge")
    need.act(net.member("verifier"), "verify", confidence="official")
    need.act(net.member("verifier", name="b"), "verify", confidence="official")
    need.act(net.member("dispatcher"), "publish", audience="public")
    dispatcher = net.member("dispatcher")
    gaps = until(lambda: made(net, dispatcher)["gaps"] or None)
    assert [(gap["need"], gap["rule"]) for gap in gaps] == [(need.id, "permit")]


def test_who_may(net):
    first, urgent, offer, she = full(net)
    dispatcher = net.member("dispatcher")
    plan = ready(net, dispatcher)
    problem(net.public.get(root(net)), 401)
    for caller in (she, net.member("verifier"), net.member("intake", name="i")):
        for answer in (caller.get(root(net)), caller.get(root(net, plan["id"])), caller.post(root(net), {}),
                       caller.post(root(net, plan["id"], "actions"), {"action": "accept", "all": True})):
            problem(answer, 403)
    other = Network(net.server)
    problem(other.founder.get(f"/api/v1/networks/{other.slug}/plans/{plan['id']}"), 404)
    assert fields(act(net, dispatcher, plan, "accept", 422)) == {"rows"}
    assert fields(act(net, dispatcher, plan, "paint", 422)) == {"action"}
    assert fields(act(net, dispatcher, plan, "accept", 422, rows=list(range(6000)))) == {"rows"}
    # Another who dispatches sees and accepts it as well.
    second = net.member("dispatcher", name="second")
    assert act(net, second, plan, "accept", needs=[urgent.id])["rows"][0]["state"] == "asked"


def test_pages_in_both_languages(net):
    first, urgent, offer, she = full(net)
    dispatcher = net.member("dispatcher")
    ready(net, dispatcher)
    for language, title, button, words in [
            ("zh", "统筹安排", "照勾选的去问", "会开车"), ("en", "Plan all", "Ask those ticked", "can do: Driving")]:
        reader = Reader(net, language=language).sign_in(dispatcher)
        assert f"/n/{net.slug}/plan" in reader.go(f"/n/{net.slug}/needs")
        assert title in reader.go(f"/n/{net.slug}/plan")
        page = reader.submit("/plan")
        assert button in page and words in page and f"/members/{she.member}" in page and f"/offers/{offer.id}" in page
        assert "<svg" in page and 'id="gaps"' in page
        reader.go(f"/n/{net.slug}/plan/00000000-0000-7000-8000-000000000000", 404)
    nobody = Reader(net, language="en").sign_in(net.member("verifier"))
    nobody.go(f"/n/{net.slug}/plan", 403)
    assert "/plan\"" not in nobody.go(f"/n/{net.slug}/needs")
