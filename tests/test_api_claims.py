"""Promises: what is left of a line, partial deliveries, limits, and a race that nobody wins twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from support import Network, fields, ok, on_claim, problem, soon, together


def test_remaining_goes_down_and_the_sum_never_passes(net):
    need, member = net.published(), net.member("weaver")
    claim = need.claim(member, 7, note="明天送")
    assert claim.keys() >= {"id", "need", "line", "quantity", "state"} and claim["quantity"] == 7
    assert need.claim(member, 4, 409)["remaining"] == 3
    need.claim(member, 3)
    assert need.claim(member, 0.001, 409)["remaining"] == 0
    line = need.line()
    assert (line["claimed"], line["remaining"], line["delivered"]) == (10, 0, 0)


WRONG = [
    ({"quantity": 0}, "quantity"), ({"quantity": -1}, "quantity"), ({"quantity": "many"}, "quantity"),
    ({"quantity": None}, "quantity"), ({"quantity": 1e30}, "quantity"), ({"quantity": "1-2"}, "quantity"),
    ({"promisedBy": "2020-01-01T00:00:00Z"}, "promisedBy"), ({"promisedBy": None}, "promisedBy"),
    ({"promisedBy": "soon"}, "promisedBy"), ({"line": "x"}, "line"), ({"line": None}, "line"),
    ({"line": "01a1ffd7-8259-7000-9a1d-1df8c468dcdf"}, "line"),
]


@pytest.mark.parametrize("wrong, field", WRONG, ids=str)
def test_wrong_claim_is_named(net_of_module, wrong, field):
    need = net_of_module.published()
    assert fields(need.claim(net_of_module.member("weaver"), status=422, **{"quantity": 1, **wrong})) == {field}
    assert need.line()["claimed"] == 0


@pytest.fixture(scope="module")
def net_of_module(server):
    return Network(server)


def test_line_of_another_need_is_no_line_of_this(net):
    one, two, member = net.published(), net.published(), net.member("weaver")
    body = {"line": two.line()["id"], "quantity": 1, "promisedBy": soon()}
    assert fields(ok(member.post(f"/needs/{one.id}/claims", body), 422)) == {"line"}


def test_claims_wait_for_publishing(net):
    need = net.verified()
    assert need.claim(net.member("dispatcher"), 1, 409)["state"] == "verified"
    assert need.read()["lines"][0]["claimed"] == 0


@pytest.mark.parametrize("quantity", ["不限", "若干", None], ids=["no limit", "unknown", "nothing"])
def test_line_without_a_number_takes_every_claim(net, quantity):
    need = net.published(lines=[{"item": "口罩", "quantity": quantity}])
    people = [net.member("weaver"), net.member("trainer")]
    for amount in (5, 1_000_000, 0.5):
        for person in people:
            need.claim(person, amount)
    read = need.read()
    assert read["lines"][0]["claimed"] == 2_000_011 and read["lines"][0]["remaining"] is None
    assert read["state"] == "inProgress" and read["progress"] == "partClaimed"


def test_line_without_a_number_is_delivered_when_nothing_is_on_its_way(net):
    need, member = net.published(lines=[{"item": "口罩", "quantity": "不限"}]), net.member("weaver")
    one, two = need.claim(member, 5), need.claim(member, 6)
    on_claim(member, one, "deliver")
    assert need.read()["state"] == "inProgress"
    on_claim(member, two, "release")
    assert need.read()["state"] == "delivered"


def test_range_is_claimed_up_to_its_end(net):
    need, member = net.published(lines=[{"item": "口罩", "quantity": "100-200"}]), net.member("weaver")
    need.claim(member, 150)
    assert need.claim(member, 51, 409)["remaining"] == 50
    need.claim(member, 50)


def test_fractions_add_up(net):
    need, member = net.published(lines=[{"item": "酒精", "quantity": 1.5, "unit": "吨"}]), net.member("weaver")
    for amount in (0.1, 0.2, 1.2):
        need.claim(member, amount)
    line = need.line()
    assert line["remaining"] == 0 and line["claimed"] == 1.5


def test_part_delivered_returns_the_rest(net):
    need, member = net.published(), net.member("weaver")
    claim = need.claim(member, 8)
    assert fields(on_claim(member, claim, "deliver", 422, quantity=9)) == {"quantity"}
    assert fields(on_claim(member, claim, "deliver", 422, quantity=0)) == {"quantity"}
    done = on_claim(member, claim, "deliver", quantity=5)
    assert (done["state"], done["delivered"]) == ("delivered", 5)
    read = need.read()
    assert (read["lines"][0]["claimed"], read["lines"][0]["delivered"], read["lines"][0]["remaining"]) == (0, 5, 5)
    assert (read["state"], read["progress"]) == ("inProgress", "partDelivered")
    on_claim(member, claim, "deliver", 409)


def test_what_is_not_usable_returns_to_the_pool(net):
    need, member = net.published(), net.member("weaver")
    claim = need.claim(member, 10)
    on_claim(member, claim, "deliver")
    assert need.read()["state"] == "delivered"
    on_claim(member, claim, "confirm", 403, quantity=10)
    assert fields(on_claim(net.founder, claim, "confirm", 422, quantity=11)) == {"quantity"}
    confirmed = on_claim(net.founder, claim, "confirm", quantity=7, note="三只破了")
    assert (confirmed["state"], confirmed["usable"]) == ("confirmed", 7)
    read = need.read()
    assert (read["lines"][0]["delivered"], read["lines"][0]["remaining"], read["state"]) == (7, 3, "inProgress")
    need.claim(net.member("trainer"), 3)
    assert need.claim(member, 1, 409)["remaining"] == 0


def test_release_gives_back(net):
    need, member = net.published(), net.member("weaver")
    claim = need.claim(member, 10)
    on_claim(net.member("trainer"), claim, "release", 403)
    assert on_claim(member, claim, "release", note="车坏了")["state"] == "released"
    read = need.read()
    assert (read["state"], read["progress"], read["lines"][0]["remaining"]) == ("published", "open", 10)
    # It is her own claim: she is told in which state it is, not that she may not.
    assert on_claim(member, claim, "release", 409)["state"] == "released"
    need.claim(net.member("trainer"), 10)


def test_progress_carries_a_note_or_a_waybill(net):
    need, member = net.published(), net.member("weaver")
    claim = need.claim(member, 10)
    assert "note" in fields(on_claim(member, claim, "progress", 422))
    done = on_claim(member, claim, "progress", note="已发车", waybill={"carrier": "顺丰", "number": "SF123"})
    assert done["waybill"] == {"carrier": "顺丰", "number": "SF123"} and done["state"] == "open"
    assert on_claim(member, claim, "progress", waybill="SF456")["waybill"]["number"] == "SF456"
    on_claim(net.member("trainer"), claim, "progress", 403, note="x")
    shown = ok(net.member("trainer").get(f"/needs/{need.id}/claims"))["items"][0]
    assert shown["quantity"] == 10 and "SF456" not in str(shown)
    assert ok(net.public.get(f"/needs/{need.id}/claims"))["items"] == []
    assert "SF456" in str(need.track()["claims"])
    for wrong in ({"action": "explode"}, {}):
        assert fields(ok(member.post(f"/claims/{claim['id']}/actions", wrong), 422)) == {"action"}


def test_open_claims_of_one_member_have_a_limit(net):
    member = net.member("weaver")
    need = net.published(lines=[{"item": "口罩", "quantity": "不限"}])
    body = {"line": need.line()["id"], "quantity": 1, "promisedBy": soon()}
    statuses = together(30, lambda _: member.post(f"/needs/{need.id}/claims", body).status_code)
    limit = statuses.count(201)
    assert 1 < limit < 30 and set(statuses) == {201, 409}
    assert need.line()["claimed"] == limit
    need.claim(member, 1, 409)
    claims = ok(member.get(f"/needs/{need.id}/claims"))["items"]
    on_claim(member, claims[0], "release")
    need.claim(member, 1)
    need.claim(member, 1, 409)
    need.claim(net.member("trainer"), 1)


def test_dispute_is_settled_by_its_owner(net):
    need, member = net.published(), net.member("weaver")
    claim = need.claim(member, 10)
    on_claim(member, claim, "deliver")
    assert need.says("notDelivered", note="没有收到")["state"] != "delivered"
    line = need.line()
    assert (line["delivered"], line["claimed"], line["remaining"]) == (0, 10, 0)
    on_claim(member, claim, "settle", 403, outcome="delivered", note="x")
    assert fields(on_claim(net.founder, claim, "settle", 422, outcome="perhaps", note="x")) == {"outcome"}
    assert on_claim(net.founder, claim, "settle", outcome="notDelivered", note="送错了")["state"] == "released"
    assert need.line()["remaining"] == 10 and need.read()["state"] == "published"
    again = need.claim(member, 10)
    assert fields(on_claim(member, again, "dispute", 422)) == {"note"}
    assert on_claim(member, again, "dispute", note="地址是空的")["state"] == "disputed"
    assert on_claim(net.founder, again, "settle", outcome="delivered", note="找到了")["state"] == "confirmed"
    assert need.read()["state"] == "delivered"


def test_nobody_confirms_or_settles_their_own_delivery(net):
    need, other = net.published(), net.member("coordinator")
    claim = need.claim(net.founder, 4)
    on_claim(net.founder, claim, "deliver")
    on_claim(net.founder, claim, "confirm", 403)
    on_claim(net.founder, claim, "dispute", note="谁收的？")
    on_claim(net.founder, claim, "settle", 403, outcome="delivered", note="我说的")
    assert on_claim(other, claim, "settle", outcome="delivered", note="收到了")["state"] == "confirmed"


def test_repeated_key_claims_once(net):
    need, member = net.published(), net.member("weaver")
    body = {"line": need.line()["id"], "quantity": 2, "promisedBy": soon()}
    path, key = f"/needs/{need.id}/claims", {"Idempotency-Key": "claim-1"}
    made = together(8, lambda _: ok(member.post(path, body, headers=key), 201)["id"])
    assert len(set(made)) == 1 and need.line()["claimed"] == 2
    problem(member.post(path, {**body, "quantity": 3}, headers=key), 422)


def test_only_one_act_of_many_at_once_counts(net):
    need, member = net.published(), net.member("weaver")
    claim = need.claim(member, 4)
    path = f"/claims/{claim['id']}/actions"
    statuses = together(8, lambda _: member.post(path, {"action": "deliver"}).status_code)
    assert sorted(statuses) == [200] + [409] * 7
    line = need.line()
    assert line["claimed"] == 0 and line["delivered"] == 4


@pytest.fixture(scope="module")
def crowd(server):
    """64 members of a network."""
    net = Network(server)
    with ThreadPoolExecutor(4) as pool:
        net.crowd = list(pool.map(lambda index: net.member("weaver", name=str(index)), range(64)))
    return net


@pytest.mark.parametrize("trial", range(3))
def test_of_64_claimers_of_10_exactly_10_win(crowd, trial):
    need = crowd.published(lines=[{"item": "呼吸面罩", "quantity": 10}])
    body = {"line": need.line()["id"], "quantity": 1, "promisedBy": soon()}
    start = threading.Barrier(64)

    def race(index):
        start.wait()
        return crowd.crowd[index].post(f"/needs/{need.id}/claims", body)

    answers = together(64, race)
    lost = [problem(answer, 409) for answer in answers if answer.status_code != 201]
    assert len(lost) == 54
    assert all(answer["remaining"] == 0 for answer in lost)
    read = need.read()
    assert (read["lines"][0]["claimed"], read["lines"][0]["remaining"], read["progress"]) == (10, 0, "claimed")
    assert len(ok(crowd.founder.get(f"/needs/{need.id}/claims"))["items"]) == 10


def test_large_pieces_never_overlap(crowd):
    need = crowd.published(lines=[{"item": "口罩", "quantity": 100}])
    line = need.line()["id"]
    answers = together(16, lambda index: crowd.crowd[index].post(
        f"/needs/{need.id}/claims", {"line": line, "quantity": 30 + index % 3, "promisedBy": soon()}))
    won = [answer.json()["quantity"] for answer in answers if answer.status_code == 201]
    assert len(won) == 3 and need.line()["claimed"] == sum(won) <= 100
    assert {answer.status_code for answer in answers} == {201, 409}


def test_less_is_wanted_and_sinks_as_promises_are_let_go(net):
    """Nobody travels in vain: what is promised stays, what is let go is not asked for again."""
    need = net.published(lines=[{"item": "N95口罩", "quantity": 100, "unit": "只"}])
    first, last = net.member(name="first"), net.member(name="last")
    kept, gone = need.claim(first, 30), need.claim(last, 40)
    line = need.line()["id"]
    need.says("correct", lines=[{"id": line, "quantity": 35}])
    now = need.line()
    assert (now["quantity"], now["claimed"], now["remaining"]) == (70, 70, 0)
    on_claim(last, gone, "release", note="给别家了")
    now = need.line()
    assert (now["quantity"], now["claimed"], now["remaining"]) == (35, 30, 5)
    # More again is more again.
    need.says("correct", lines=[{"id": line, "quantity": 80}])
    on_claim(first, kept, "release", note="车坏了")
    assert need.line()["quantity"] == 80



# MARK: Too late, stopping, together, over, how long

def test_who_comes_too_late_is_told_where_else(net):
    need, member = net.published(), net.member("weaver")
    need.claim(net.member("trainer"), 8)
    assert "next" not in need.claim(member, 5, 409)
    other = net.published()
    lost = need.claim(member, 5, 409)
    assert (lost["remaining"], lost["next"]) == (2, other.id)
    # What the first has no room for the next has.
    other.claim(member, 5)
    assert "next" not in need.claim(member, 5, 409)


def test_what_others_may_not_see_is_named_to_nobody(net):
    need = net.published()
    need.claim(net.member("trainer"), 10)
    net.published(audience="stewards")
    assert "next" not in need.claim(net.member("weaver"), 1, 409)


def test_stopping_keeps_what_is_done(net):
    need, member = net.published(), net.member("weaver")
    claim = need.claim(member, 8)
    assert fields(on_claim(member, claim, "stop", 422, quantity=9)) == {"quantity"}
    assert fields(on_claim(member, claim, "stop", 422, quantity="viele")) == {"quantity"}
    on_claim(net.member("trainer"), claim, "stop", 403, quantity=1)
    stopped = on_claim(member, claim, "stop", quantity=3, note="路断了")
    assert (stopped["state"], stopped["delivered"]) == ("delivered", 3)
    line = need.line()
    assert (line["claimed"], line["delivered"], line["remaining"]) == (0, 3, 7)
    told = {(event["kind"], event["details"].get("quantity")) for event in need.track()["history"]}
    assert {("claimDelivered", 3), ("claimReleased", 5)} <= told
    # Counted on the receiving side as any other.
    on_claim(net.founder, claim, "confirm", quantity=3)


def test_stopping_with_nothing_done_lets_go(net):
    need, member = net.published(), net.member("weaver")
    assert on_claim(member, need.claim(member, 8), "stop")["state"] == "released"
    assert need.line()["remaining"] == 10


def test_promises_that_fall_together_are_named_and_stand(net):
    one, two, member = net.published(), net.published(), net.member("weaver")
    first = one.claim(member, 1)
    assert first["sameTime"] == [] and first["promisedByOthers"] == 0
    again = two.claim(member, 1)
    assert [(found["claim"], found["need"]) for found in again["sameTime"]] == [(first["id"], one.id)]
    assert net.published().claim(member, 1, promisedBy=soon(72))["sameTime"] == []
    assert two.claim(net.member("trainer"), 2)["promisedByOthers"] == 1


def test_more_than_asked_for_where_the_need_says_so(net):
    need = net.published(lines=[{"item": "口罩", "quantity": 10}, {"item": "手套", "quantity": "不限"}])
    first, second = (line["id"] for line in need.read()["lines"])
    one, two = net.member("weaver"), net.member("trainer")
    need.claim(one, 10)
    need.claim(two, 1, 409)
    for wrong in (-1, "x", 101, 1.5):
        assert fields(need.says("correct", 422, allowance=wrong)) == {"allowance"}
    for line, amount in ((first, 11), (first, "x"), (second, 1)):
        found = fields(need.says("correct", 422, lines=[{"id": line, "allowance": amount}]))
        assert len(found) == 1 and found.pop().endswith(".allowance")
    need.says("correct", allowance="20%")
    assert (need.line()["allowance"], need.line()["remaining"]) == (2, 0)
    assert need.claim(two, 3, 409)["remaining"] == 2
    need.claim(two, 2)
    assert need.line()["claimed"] == 12
    # What is promised over it stays; whoever owns the need may set it too, nobody else.
    assert fields(need.says("correct", 422, allowance=10)) == {"allowance"}
    owner = need.read()["owner"]["id"]
    by = next(person for person in [net.founder, *net.people.values()] if person.member == owner)
    need.act(by, "correct", lines=[{"id": first, "allowance": 5}])
    assert need.line()["allowance"] == 5
    need.act(one, "correct", 403, lines=[{"id": first, "allowance": 10}])


def test_all_that_is_asked_for_came_and_no_more_is_taken(net):
    need, member = net.published(), net.member("weaver")
    need.says("correct", allowance=100)
    on_claim(member, need.claim(member, 10), "deliver")
    assert need.read()["state"] == "delivered"
    assert need.claim(net.member("trainer"), 1, 409)["state"] == "delivered"


def test_how_long_such_took_is_said_from_five_on(net):
    member = net.member("weaver")
    need = net.published(lines=[{"item": "口罩", "quantity": 100}])
    line = need.line()["id"]
    for _ in range(5):
        claim = need.claim(member, 1)
        on_claim(member, claim, "deliver")
        on_claim(net.founder, claim, "confirm")
    found = ok(net.public.get(f"/needs/{need.id}/estimates"))["items"]
    assert [(one["line"], one["count"]) for one in found] == [(line, 5)] and found[0]["minutes"] < 60
    assert ok(net.public.get(f"/needs/{net.published(lines=[{'item': '司机', 'kind': 'people'}]).id}/estimates"))["items"] == []
    problem(net.public.get(f"/needs/{net.need().id}/estimates"), 404)


def test_whoever_sets_out_sees_what_has_changed(net):
    need = net.published(lines=[{"item": "司机", "kind": "people", "quantity": 3, "from": soon(20), "minutes": 120}])
    member, line = net.member(name="drives"), need.line()
    need.claim(member)
    visits = f"/api/v1/networks/{net.slug}/me/visits"
    body = {"place": "县医院", "hours": 2, "safety": True, "need": need.id}
    need.says("correct", lines=[{"id": line["id"], "quantity": 2, "from": soon(22)}])
    told = ok(member.post(visits, body), 409)
    assert [one["field"] for one in told["changes"]] == ["quantity", "time"]
    assert all(one["name"].startswith("司机") for one in told["changes"]), told["changes"]
    assert told["changes"][0]["was"].startswith("3") and told["changes"][0]["now"].startswith("2")
    ok(member.post(visits, {**body, "seen": "something else"}), 409)
    out = ok(member.post(visits, {**body, "seen": told["seen"]}), 201)
    assert out["need"] == need.id and "县医院" not in str(out)
    ok(member.post(f"{visits}/out", {}))
    assert ok(member.post(visits, body), 201)["need"] == need.id
    ok(member.post(f"{visits}/out", {}))
    ok(member.post(f"{visits}/out", {}), 404)
