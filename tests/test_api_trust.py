"""Members, vouches, standing: who may say what of whom, what follows, and what nobody learns."""

import pytest

from support import fields, ok, problem

HOW = "We drove masks to the county hospital together."


def v(net, path):
    return f"/api/v1/networks/{net.slug}{path}"


def three(net):
    return [net.member(name=name) for name in ("anna", "bert", "carl")]


def standing(net, who):
    return ok(who.get(v(net, "/me/standing")))


def vouch(net, by, to, kind="identity", status=201, **more):
    answer = by.post(v(net, f"/members/{to.member}/vouches"), {"kind": kind, "how": HOW, **more})
    return ok(answer, status) if status == 201 else problem(answer, status)


def act(net, by, made, action, status=200, **more):
    answer = by.post(v(net, f"/vouches/{made['id']}/actions"), {"action": action, **more})
    return ok(answer) if status == 200 else problem(answer, status)


def test_the_operators_people_and_the_founder(net):
    assert standing(net, net.founder)["standing"] == "steward"
    entered = standing(net, net.member())
    assert entered["standing"] == "trusted" and entered["next"] == "steward" and entered["missing"]


def test_stewardship_takes_a_steward_and_makes_one(net):
    anna, bert, _ = three(net)
    vouch(net, anna, bert, "stewardship", 403)
    assert standing(net, bert)["standing"] == "trusted"
    made = vouch(net, net.founder, bert, "stewardship")
    told = standing(net, bert)
    assert told["standing"] == "steward" and told["chains"] == 1 and told["next"] is None
    assert ok(net.founder.get(v(net, f"/vouches/{made['id']}/consequences")))["items"] == [
        {"member": bert.member, "name": ok(net.founder.get(v(net, f"/members/{bert.member}")))["name"],
         "from": "steward", "to": "trusted"}]
    fallen = act(net, net.founder, made, "revoke", reason="moved away")
    assert [one["to"] for one in fallen["items"]] == ["trusted"]
    assert standing(net, bert)["standing"] == "trusted"
    act(net, net.founder, made, "revoke", 409, reason="again")


def test_a_chain_falls_with_its_root_and_nobody_is_banned(net):
    anna, bert, carl = three(net)
    first = vouch(net, net.founder, anna, "stewardship")
    vouch(net, anna, bert, "stewardship")
    vouch(net, bert, carl, "stewardship")
    assert standing(net, carl)["shortest"][0] and len(standing(net, carl)["shortest"]) == 4
    shown = ok(net.founder.get(v(net, f"/vouches/{first['id']}/consequences")))
    assert shown["total"] == 3
    assert act(net, net.founder, first, "revoke", reason="wrong person")["items"] == shown["items"]
    assert {standing(net, who)["standing"] for who in (anna, bert, carl)} == {"trusted"}
    # The vouches further along still stand: one new way and the chain holds again.
    vouch(net, net.founder, bert, "stewardship")
    assert standing(net, carl)["standing"] == "steward" and standing(net, anna)["standing"] == "trusted"


def test_what_is_wrong_is_named(net):
    anna, bert, _ = three(net)
    assert fields(problem(anna.post(v(net, f"/members/{bert.member}/vouches"), {"kind": "love", "how": HOW}), 422)) == {"kind"}
    assert fields(problem(anna.post(v(net, f"/members/{bert.member}/vouches"), {"kind": "identity", "how": "yes"}), 422)) == {"how"}
    assert fields(vouch(net, anna, bert, "skill", 422)) == {"subject"}
    assert fields(vouch(net, anna, anna, status=422)) == {"to"}
    problem(anna.post(v(net, "/members/none/vouches"), {"kind": "identity", "how": HOW}), 404)
    made = vouch(net, anna, bert)
    assert fields(act(net, anna, made, "burn", 422)) == {"action"}
    assert fields(act(net, anna, made, "revoke", 422)) == {"reason"}
    act(net, bert, made, "revoke", 403, reason="not mine")
    problem(net.public.get(v(net, "/members")), 401)
    problem(net.public.get(v(net, "/me/standing")), 401)
    problem(anna.get(v(net, "/trust")), 403)


def test_the_same_vouch_again_is_the_same(net):
    anna, bert, _ = three(net)
    body = {"kind": "skill", "subject": "forklift", "how": HOW}
    path = v(net, f"/members/{bert.member}/vouches")
    one = ok(anna.post(path, body, headers={"Idempotency-Key": "k1"}), 201)
    assert ok(anna.post(path, body, headers={"Idempotency-Key": "k1"}), 201)["id"] == one["id"]
    assert ok(anna.post(path, body), 201)["id"] == one["id"]
    problem(anna.post(path, {**body, "subject": "other"}, headers={"Idempotency-Key": "k1"}), 422)
    assert ok(anna.get(path))["total"] == 1


def test_ten_a_year(net):
    anna = net.member()
    for number in range(10):
        vouch(net, anna, net.member(name=f"m{number}"))
    vouch(net, anna, net.member(name="eleventh"), status=409)


def test_how_they_know_each_other_is_theirs(net):
    anna, bert, carl = three(net)
    made = vouch(net, anna, bert)
    path = v(net, f"/members/{bert.member}/vouches")
    for reader, reads in ((anna, True), (bert, True), (net.founder, True), (carl, False)):
        assert ("how" in ok(reader.get(path))["items"][0]) is reads
        assert (HOW in reader.get(f"/n/{net.slug}/members/{bert.member}").text) is False
    assert made["how"] == HOW
    assert HOW not in carl.get(v(net, "/events")).text


def test_standing_is_nobody_elses(net):
    anna, bert, _ = three(net)
    assert "standing" not in ok(anna.get(v(net, f"/members/{bert.member}")))
    assert "standing" in ok(bert.get(v(net, f"/members/{bert.member}")))
    assert "standing" in ok(net.founder.get(v(net, f"/members/{bert.member}")))
    vouch(net, net.founder, bert, "stewardship")
    kinds = [event["kind"] for event in ok(anna.get(v(net, "/events")))["items"]]
    assert "vouched" in kinds and "standingChanged" not in kinds


def test_health_tells_of_few_anchors_and_threads(net):
    anna, bert, _ = three(net)
    vouch(net, net.founder, anna, "stewardship")
    vouch(net, anna, bert, "stewardship")
    health = ok(net.founder.get(v(net, "/trust")))
    assert health["enoughAnchors"] is False and len(health["anchors"]) == 1
    assert health["counts"]["steward"] == 3
    ok(net.founder.post(v(net, "/trust/recounts")))
    assert ok(net.founder.get(v(net, "/trust")))["derivedAt"]
    assert standing(net, bert)["standing"] == "steward"
    ok(net.member("weaver").get(v(net, "/trust")))


def test_members_come_page_by_page(net):
    for number in range(5):
        net.member(name=f"m{number}")
    first = ok(net.founder.get(v(net, "/members"), params={"limit": 4}))
    assert first["total"] == 6 and len(first["items"]) == 4
    rest = ok(net.founder.get(v(net, "/members"), params={"limit": 4, "cursor": first["next"]}))
    assert len(rest["items"]) == 2 and rest["next"] is None
    problem(net.founder.get(v(net, "/members"), params={"cursor": "!"}), 422)
