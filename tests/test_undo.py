"""What was just done can be taken back; second looks, breaks, shift briefings."""

import pytest

from support import ok, problem

API = "/api/v1/networks/{}"


def undoables(net, by):
    return ok(by.get(API.format(net.slug) + "/undo"))["items"]


def undo(net, by, id, status=200):
    return ok(by.post(API.format(net.slug) + f"/undo/{id}", {}), status)


def settings(net, **desk):
    ok(net.founder.post(API.format(net.slug) + "/settings", {"desk": desk}))


@pytest.mark.parametrize("action, role, carries", [
    ("reject", "intake", {"reason": "错了"}), ("withdraw", "coordinator", {"reason": "她来过电话"}),
    ("markUnmet", "dispatcher", {"reason": "没有", "tried": "都问过"}),
    ("cannotReach", "intake", {"channel": "电话"}), ("publish", "dispatcher", {"audience": "public"}),
])
def test_an_act_is_undone_by_whoever_did_it(net, action, role, carries):
    need = net.verified()
    before = need.read()
    who = net.member(role, name="undoer")
    need.act(who, action, **carries)
    (one,) = undoables(net, who)
    assert (one["need"], one["act"]) == (need.id, action)
    assert undoables(net, net.founder) == []
    problem(net.founder.post(API.format(net.slug) + f"/undo/{one['id']}", {}), 404)
    after = undo(net, who, one["id"])
    for field in ("state", "audience", "confidence", "owner", "dueAt"):
        assert after.get(field) == before.get(field), field
    assert undoables(net, who) == []
    problem(who.post(API.format(net.slug) + f"/undo/{one['id']}", {}), 404)


def test_what_happened_since_is_not_undone(net):
    need, who = net.need(), net.member("intake")
    need.act(who, "reject", reason="错了")
    (one,) = undoables(net, who)
    need.act(net.founder, "reopen", reason="不是")
    problem(who.post(API.format(net.slug) + f"/undo/{one['id']}", {}), 409)
    assert need.read()["state"] == "acknowledged"


def test_promises_come_back(net):
    need, who, claimant = net.published(), net.member("intake"), net.member(anchor=True)
    need.claim(claimant, 2)
    before = need.line()
    need.act(who, "reject", reason="错了")
    undo(net, who, undoables(net, who)[0]["id"])
    assert need.line() == before and before["claimed"] > 0


def test_strangers_undo_nothing(net):
    assert net.public.get(API.format(net.slug) + "/undo").status_code == 401


def test_a_second_look_is_anothers(net):
    settings(net, secondLook=100)
    need, other = net.verified(), net.member("verifier", name="other")
    path = f"/needs/{need.id}/look"
    problem(net.member("verifier").post(path, {"answer": "same"}), 403)
    problem(net.member("dispatcher").post(path, {"answer": "same"}), 403)
    problem(other.post(path, {"answer": "perhaps"}), 422)
    problem(other.post(path, {"answer": "otherwise"}), 422)
    ok(other.post(path, {"answer": "same"}))
    problem(other.post(path, {"answer": "same"}), 409)
    figures = ok(net.founder.get(API.format(net.slug) + "/second-looks"))
    assert (figures["agreement"], figures["same"], figures["otherwise"]) == (100, 1, 0)


def test_without_a_sample_nothing_is_drawn(net):
    settings(net, secondLook=0)
    need = net.verified()
    problem(net.member("verifier", name="other").post(f"/needs/{need.id}/look", {"answer": "same"}), 409)


def test_a_break_is_taken_and_ended(net):
    verifier = net.member("verifier")
    assert ok(verifier.post("/me/break", {}))["until"]
    assert ok(verifier.post("/me/break/end", {}))["until"] is None
    problem(net.member().post("/me/break", {}), 403)


def test_all_is_handed_over_and_some_accepted(net):
    other = net.member("verifier", name="next")
    needs = [net.need() for _ in range(3)]
    mine = [need for need in needs if need.read()["owner"]["name"] == "创办人"]
    assert len(mine) == 3
    briefing = ok(net.founder.get(API.format(net.slug) + "/briefing"))
    assert briefing["mine"] == 3 and briefing["states"] == {"submitted": 3}
    assert ok(net.founder.post("/me/handovers", {"to": other.member}), 201)["count"] == 3
    assert all(need.read()["owner"]["name"] == "创办人" for need in needs), "theirs until accepted"
    done = ok(other.post("/me/handovers/answer", {"accepts": True}))
    assert sorted(done["done"]) == sorted(need.id for need in needs)
    assert all(need.read()["owner"]["name"] == "verifier next" for need in needs)
    problem(other.post("/me/handovers/answer", {"accepts": True}), 409)
    problem(net.founder.post("/me/handovers", {"to": other.member}), 409)
    problem(net.member().get(API.format(net.slug) + "/briefing"), 403)
