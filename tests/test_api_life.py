"""The whole life of a need, and which act is legal in which state."""

import datetime

import pytest

from support import fields, Network, ok, on_claim, problem, soon


def conflict(need, by, action, state, **carries):
    """The act is refused in this state; the answer says in which state it is and what would be allowed."""
    found = need.act(by, action, 409, **carries)
    assert found["state"] == state, found
    assert isinstance(found["allowed"], list) and action not in found["allowed"]
    return set(found["allowed"])


def test_from_submitted_to_closed(net):
    founder, verifier, dispatcher = net.founder, net.member("verifier"), net.member("dispatcher")
    driver = net.member("weaver")
    need = net.need(lines=[{"item": "N95口罩", "quantity": 10}, {"item": "手套", "quantity": 4}])
    assert need.receipt["state"] == "submitted"

    assert "acknowledge" in conflict(need, verifier, "verify", "submitted", confidence="official")
    conflict(need, dispatcher, "publish", "submitted", audience="public")
    conflict(need, founder, "close", "submitted")
    assert need.act(founder, "acknowledge", note="收到")["state"] == "acknowledged"

    allowed = conflict(need, founder, "acknowledge", "acknowledged")
    assert {"verify", "reject", "merge", "withdraw"} <= allowed
    opened = need.act(verifier, "open")
    assert opened["state"] == "verifying" and "verify" in opened["allowed"] and "publish" not in opened["allowed"]

    verified = need.act(
        verifier, "verify", confidence="two-sources", note="打过总机",
        checks=[{"id": "called-back", "answer": "yes"}, {"id": "document", "answer": "na", "note": "无"}])
    assert verified["state"] == "verified" and verified["confidence"] == "two-sources"
    problem(net.public.get(f"/needs/{need.id}"), 404)
    assert "publish" in conflict(need, verifier, "verify", "verified", confidence="official")
    conflict(need, founder, "confirm", "verified", note="她说到了")

    published = need.act(dispatcher, "publish", audience="public")
    assert (published["state"], published["progress"], published["audience"]) == ("published", "open", "public")
    assert need.read(net.public)["confidence"] == "two-sources"

    first = need.claim(driver, 6)
    assert (first["quantity"], first["state"]) == (6, "open")
    read = need.read(net.public)
    assert (read["state"], read["progress"]) == ("inProgress", "partClaimed")
    assert (read["lines"][0]["claimed"], read["lines"][0]["remaining"]) == (6, 4)
    second, third = need.claim(driver, 4), need.claim(driver, 4, index=1)
    assert need.read()["progress"] == "claimed"

    assert on_claim(driver, first, "deliver")["state"] == "delivered"
    read = need.read()
    assert (read["state"], read["progress"], read["lines"][0]["delivered"]) == ("inProgress", "partDelivered", 6)
    conflict(need, founder, "confirm", "inProgress", note="她说到了")
    on_claim(driver, second, "deliver")
    on_claim(driver, third, "deliver")
    read = need.read()
    assert (read["state"], read["progress"]) == ("delivered", "delivered")

    assert need.says("confirm", rating=5, note="谢谢")["state"] == "confirmed"
    assert "close" in conflict(need, dispatcher, "publish", "confirmed", audience="public")
    assert need.act(founder, "close")["state"] == "closed"
    allowed = conflict(need, founder, "close", "closed")
    assert "reopen" in allowed and "verify" not in allowed
    kinds = [event["kind"] for event in need.track()["history"]]
    positions = [kinds.index(kind) for kind in (
        "submitted", "acknowledged", "verified", "published", "claimed", "claimDelivered", "confirmed", "closed")]
    assert positions == sorted(positions)


ENDS = {
    "reject": ("rejected", {"reason": "不在范围内"}),
    "withdraw": ("withdrawn", {"reason": "解决了"}),
    "markUnmet": ("unmet", {"reason": "没有货", "tried": "问了三家"}),
}


@pytest.mark.parametrize("action", ENDS)
def test_end_and_reopen(net, action):
    state, carries = ENDS[action]
    need = net.published()
    assert need.act(net.founder, action, **carries)["state"] == state
    for other in ("acknowledge", "reject", "withdraw", "markUnmet", "close"):
        assert "reopen" in conflict(need, net.founder, other, state, reason="x", tried="y")
    conflict(need, net.member("verifier"), "verify", state, confidence="official")
    conflict(need, net.member("dispatcher"), "publish", state, audience="public")
    assert fields(need.act(net.founder, "reopen", 422)) == {"reason"}
    assert need.act(net.founder, "reopen", reason="弄错了")["state"] == "acknowledged"
    problem(net.public.get(f"/needs/{need.id}"), 404)
    assert need.act(net.member("verifier"), "verify", confidence="single-source")["state"] == "verified"


MUST_CARRY = [
    ("reject", {}, "reason"), ("reject", {"reason": "\u3000 "}, "reason"), ("reject", {"reason": "长" * 5000}, "reason"),
    ("markUnmet", {"tried": "x"}, "tried reason"), ("markUnmet", {"reason": "x"}, "tried reason"),
    ("askInformation", {}, "question"), ("cannotReach", {}, "channel"), ("merge", {}, "into"),
    ("cannotReach", {"channel": "phone", "retryAt": "2020-01-01T00:00:00Z"}, "retryAt"),
    ("cannotReach", {"channel": "phone", "retryAt": "later"}, "retryAt"),
    ("assess", {"urgency": "critical"}, "reason"), ("assess", {"reason": "x", "urgency": "very"}, "urgency"),
    ("correct", {}, "correction"), ("add", {}, "text"),
]


@pytest.mark.parametrize("action, carries, field", MUST_CARRY, ids=lambda value: str(value)[:40])
def test_act_without_what_it_must_carry_is_422(net_of_module, action, carries, field):
    need = net_of_module.need()
    found = fields(need.act(net_of_module.founder, action, 422, **carries))
    assert found and found <= set(field.split())
    assert need.read()["state"] == "submitted"


@pytest.fixture(scope="module")
def net_of_module(server):
    return Network(server)


def test_publish_needs_an_audience_and_the_role(net):
    need = net.verified()
    for wrong in ({}, {"audience": "everybody"}, {"audience": 5}):
        assert fields(need.act(net.member("dispatcher"), "publish", 422, **wrong)) == {"audience"}
    for role in ("verifier", "intake"):
        need.act(net.member(role), "publish", 403, audience="public")
    assert need.act(net.founder, "publish", audience="members")["state"] == "published"


def test_withdrawing_lets_claims_go(net):
    need, member = net.published(), net.member("weaver")
    claim = need.claim(member, 5)
    assert need.says("withdraw", reason="解决了")["state"] == "withdrawn"
    assert on_claim(member, claim, "deliver", 409)["state"] == "released"
    assert need.line()["claimed"] == 0


def test_information_is_asked_and_answered(net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    assert need.act(net.founder, "askInformation", question="哪个院区")["state"] == "needsInformation"
    conflict(need, net.member("verifier"), "verify", "needsInformation", confidence="official")
    track = need.track()
    assert "哪个院区" in str(track["history"])
    need.says("answer", 422, text=" ")
    assert need.says("answer", text="西院")["state"] == "acknowledged"
    need.says("answer", 409, text="西院")
    assert "西院" in str(need.track()["history"])


def test_published_need_waits_for_an_answer_and_goes_on(net):
    need = net.published()
    need.claim(net.member("weaver"), 3)
    assert need.act(net.founder, "askInformation", question="几点收货？")["state"] == "needsInformation"
    assert need.says("answer", text="全天")["state"] == "inProgress"


def test_cannot_reach_and_reached(net):
    founder, second = net.founder, net.member("coordinator")
    need = net.need()
    need.act(founder, "acknowledge")
    retry = soon(3)
    read = need.act(founder, "cannotReach", channel="phone", retryAt=retry)
    assert read["state"] == "cannotReach" and read["due"].startswith(retry[:16])
    need.act(founder, "cannotReach", 422, channel="phone", retryAt="2020-01-01T00:00:00Z")
    owner = need.read()["owner"]["id"]
    need.act(founder, "cannotReach", channel="wechat")
    assert need.read()["owner"]["id"] == owner
    # After the third attempt a second person tries.
    need.act(founder, "cannotReach", channel="email")
    assert {owner, need.read()["owner"]["id"]} == {founder.member, second.member}
    assert need.act(founder, "reached", note="接了")["state"] == "acknowledged"
    need.act(founder, "reached", 409)


def test_urgency_as_assessed_stands_beside_urgency_as_asked(net):
    need = net.need(urgency="low")
    read = need.act(net.member("intake"), "assess", urgency="critical", reason="有生命危险")
    assert (read["urgency"], read["urgencyAsked"]) == ("critical", "low")
    assert minutes(read["due"]) == pytest.approx(30, abs=1)
    need.act(net.member("weaver"), "assess", 404, urgency="low", reason="x")


def minutes(moment):
    """How far a moment is from now."""
    then = datetime.datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return (then - datetime.datetime.now(datetime.UTC)).total_seconds() / 60


CLOCKS = {"critical": (0.5, 2, 1, 24), "high": (2, 8, 4, 48), "normal": (24, 48, 24, 72), "low": (72, 168, 72, 168)}


@pytest.mark.parametrize("urgency", CLOCKS)
def test_clocks_run_by_state_and_urgency(net, urgency):
    answer, verify, publish, fresh = [hours * 60 for hours in CLOCKS[urgency]]
    need = net.need(urgency=urgency)
    assert minutes(need.receipt["due"]) == pytest.approx(answer, abs=1)
    assert minutes(need.act(net.founder, "acknowledge")["due"]) == pytest.approx(verify, abs=1)
    verified = need.act(net.member("verifier"), "verify", confidence="official")
    assert minutes(verified["due"]) == pytest.approx(publish, abs=1)
    published = need.act(net.founder, "publish", audience="public")
    assert minutes(published["due"]) == pytest.approx(fresh, abs=1)


def test_what_waits_for_me_has_clocks(net):
    need = net.need(urgency="critical")
    items = ok(net.founder.get("/me/waiting"))["items"]
    assert [item["need"] for item in items] == [need.id]
    assert minutes(items[0]["due"]) == pytest.approx(30, abs=1)
    assert ok(net.member("weaver").get("/me/waiting"))["items"] == []


def test_repeated_key_acts_once(net):
    need, key = net.need(), {"Idempotency-Key": "act-1"}
    path = f"/needs/{need.id}/actions"
    ok(net.founder.post(path, {"action": "acknowledge"}, headers=key))
    assert ok(net.founder.post(path, {"action": "acknowledge"}, headers=key))["state"] == "acknowledged"
    problem(net.founder.post(path, {"action": "reject", "reason": "x"}, headers=key), 422)
    assert need.read()["state"] == "acknowledged"
