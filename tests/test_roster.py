"""The roster for programs: shifts are planned, asked for and answered, and whoever is woken takes what they were woken for."""

from servers import until
from support import fields, ok, problem, soon


def door(net, path=""):
    return f"/api/v1/networks/{net.slug}/roster{path}"


def plan(net, who, status=201, by=None, headers=None, **body):
    line = {"member": who.member, "desk": "夜班", "startsAt": soon(-1), "endsAt": soon(8), **body}
    return ok((by or net.founder).post(door(net), line, headers=headers), status)


def answer(net, by, shift, action, status=200):
    return ok(by.post(door(net, f"/{shift['id']}/actions"), {"action": action}), status)


def waiting(by):
    return ok(by.get("/me/waiting"))


def test_a_shift_is_planned_seen_and_ended(net):
    verifier, other = net.member("verifier"), net.member(name="other")
    before = ok(other.get(door(net)))
    assert before["items"] == [] and len(before["unstaffed"]) == 1 and before["uncovered"] == before["unstaffed"]
    shift = plan(net, verifier)
    assert shift["member"]["id"] == verifier.member and shift["desk"] == "夜班" and not shift["onCall"]
    assert shift["acceptedAt"], "a shift needs no word"
    roster = ok(other.get(door(net)))
    assert [line["id"] for line in roster["items"]] == [shift["id"]]
    assert roster["unstaffed"][0]["from"] == shift["endsAt"]
    answer(net, other, shift, "end", 404)
    answer(net, verifier, shift, "end")
    assert ok(other.get(door(net)))["items"] == []


def test_what_is_wrong_with_a_shift_is_named(net):
    verifier = net.member("verifier")
    for field, wrong in [
        ("member", {"member": "nobody"}), ("startsAt", {"startsAt": None}), ("endsAt", {"endsAt": "bald"}),
        ("endsAt", {"endsAt": soon(-2)}), ("desk", {"desk": " "}), ("emergency", {"emergency": "none such"}),
    ]:
        assert fields(plan(net, verifier, 422, **wrong)) == {field}
    plan(net, verifier, 403, by=verifier)
    problem(net.public.get(door(net)), 401)
    shift = plan(net, verifier)
    assert fields(answer(net, verifier, shift, "perhaps", 422)) == {"action"}


def test_a_line_that_is_sent_twice_is_one(net):
    verifier, key = net.member("verifier"), {"Idempotency-Key": "one line"}
    line = {"startsAt": soon(1), "endsAt": soon(5)}
    first = plan(net, verifier, headers=key, **line)
    assert plan(net, verifier, headers=key, **line)["id"] == first["id"]
    assert len(ok(net.founder.get(door(net)))["items"]) == 1
    plan(net, verifier, 422, headers=key, **line, desk="早班")


def test_who_is_asked_to_be_on_call_finds_it_waiting_and_answers(net):
    watch, other = net.member("intake"), net.member(name="other")
    shift = plan(net, watch, onCall=True)
    assert shift["onCall"] and shift["acceptedAt"] is None
    assert [line["id"] for line in waiting(watch)["shifts"]] == [shift["id"]]
    assert waiting(other)["shifts"] == []
    answer(net, other, shift, "accept", 404)
    answer(net, watch, shift, "accept")
    assert waiting(watch)["shifts"] == []
    assert ok(net.founder.get(door(net)))["items"][0]["acceptedAt"]
    again = plan(net, watch, onCall=True, startsAt=soon(24), endsAt=soon(30))
    answer(net, watch, again, "decline")
    assert [line["id"] for line in ok(net.founder.get(door(net)))["items"]] == [shift["id"]]


def test_whoever_is_woken_takes_the_need(net):
    watch, other = net.member("intake"), net.member("verifier")
    answer(net, watch, plan(net, watch, onCall=True), "accept")
    need = net.need(urgency="critical")
    until(lambda: [ring["need"] for ring in waiting(watch)["rung"]] == [need.id], "the ring")
    ring = waiting(watch)["rung"][0]
    assert ring["title"] == need.body["title"] and ring["at"]
    assert waiting(other)["rung"] == []
    problem(other.post(f"/needs/{need.id}/take"), 404)
    problem(net.public.post(f"/needs/{need.id}/take"), 401)
    assert ok(watch.post(f"/needs/{need.id}/take"))["owner"]["id"] == watch.member
    assert waiting(watch)["rung"] == [] and need.read()["owner"]["id"] == watch.member


def test_the_reserve_is_asked_in_a_burst_and_answers(net):
    comes, stays = net.member("verifier"), net.member("intake")
    assert not waiting(comes)["reserveAsked"]
    problem(comes.post(door(net, "/reserve"), {"comes": True}), 409)
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/burst", {"hours": 2}), 201)
    assert waiting(comes)["reserveAsked"] and waiting(stays)["reserveAsked"]
    assert fields(problem(comes.post(door(net, "/reserve"), {}), 422)) == {"comes"}
    ok(comes.post(door(net, "/reserve"), {"comes": True}))
    ok(stays.post(door(net, "/reserve"), {"comes": False}))
    assert not waiting(comes)["reserveAsked"] and not waiting(stays)["reserveAsked"]
    roster = ok(net.founder.get(door(net)))["items"]
    assert [line["member"]["id"] for line in roster] == [comes.member]
    problem(comes.post(door(net, "/reserve"), {"comes": True}), 409)
