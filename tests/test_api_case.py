"""Contacts are looked at for a reason and on record; a need changes hands by acceptance."""

import uuid

from support import fields, Network, ok, on_claim, problem


def reveal(need, by, status=200, purpose="约时间送货"):
    return ok(by.post(f"/needs/{need.id}/reveals", {"purpose": purpose}), status)


def test_contact_is_seen_with_a_claim_only(net):
    need = net.published(contact={"name": "李医生", "phone": "13900005678", "wechat": "liyisheng7"})
    member = net.member("weaver")
    reveal(need, member, 403)
    problem(net.public.post(f"/needs/{need.id}/reveals", {"purpose": "x"}), 401)
    claim = need.claim(member, 3)
    # The claim says what for; whoever has none has to.
    for purpose in ("", "\u3000", None):
        assert fields(reveal(need, net.member("coordinator"), 422, purpose)) == {"purpose"}
    contact = reveal(need, member, purpose=None)["contact"]
    assert (contact["name"], contact["wechat"]) == ("李医生", "liyisheng7") and "13900005678" in contact["phone"]
    on_claim(member, claim, "release")
    reveal(need, member, 403)
    reveal(need, net.member("trainer"), 403)


def test_requester_sees_who_has_looked(net):
    need = net.published()
    member = net.member("weaver")
    assert need.track()["reveals"] == []
    claim = need.claim(member, 3)
    reveal(need, member, purpose="约时间送货")
    on_claim(member, claim, "release")
    shown = need.track()["reveals"]
    assert [(look["who"], look["purpose"]) for look in shown] == [("weaver a", "约时间送货")]
    assert need.track(digits="1234")["reveals"] == shown
    assert "revealed" in [event["kind"] for event in need.track()["history"]]


def test_looks_of_the_desk_are_recorded_too(net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    verifier = net.member("verifier")
    reveal(need, verifier, 403)
    need.act(verifier, "open")
    assert reveal(need, verifier)["contact"]["phone"]
    assert len(need.track()["reveals"]) == 1


def test_claim_look_release_twice_stops_looking(net):
    member = net.member("weaver")
    for _ in range(2):
        need = net.published()
        claim = need.claim(member, 1)
        reveal(need, member)
        on_claim(member, claim, "release")
    need = net.published()
    need.claim(member, 1)
    told = reveal(need, member, 403)["detail"]
    assert "创办人" in told, f"it is said who will ask: {told}"


def offer(need, by, to, status=201):
    return ok(by.post(f"/needs/{need.id}/handovers", {"to": getattr(to, "member", to)}), status)


def answer(need, by, handover, action, status=200):
    return ok(by.post(f"/needs/{need.id}/handovers/{handover['id']}/actions", {"action": action}), status)


def test_owner_changes_by_acceptance(net):
    need, member, other = net.need(), net.member("weaver"), net.member("trainer")
    problem(member.get(f"/needs/{need.id}"), 404)
    handover = offer(need, net.founder, member)
    assert need.read(member)["owner"]["id"] == net.founder.member
    waiting = ok(member.get("/me/waiting"))["handovers"]
    assert [item["id"] for item in waiting] == [handover["id"]]
    for caller, status in ((net.founder, 403), (net.member("dispatcher"), 403), (other, 404), (net.public, 401)):
        answer(need, caller, handover, "accept", status)
    assert fields(answer(need, member, handover, "perhaps", 422)) == {"action"}
    assert answer(need, member, handover, "accept")["owner"]["id"] == member.member
    answer(need, member, handover, "accept", 409)
    answer(need, member, handover, "decline", 409)
    assert need.read()["owner"]["id"] == member.member
    assert ok(member.get("/me/waiting"))["items"][0]["need"] == need.id
    # Whoever owns it answers for it.
    assert need.act(member, "acknowledge")["state"] == "acknowledged"


def test_declined_stays_where_it_is(net):
    need, member = net.need(), net.member("weaver")
    handover = offer(need, net.founder, member)
    decline = member.post(f"/needs/{need.id}/handovers/{handover['id']}/actions", {"action": "decline"})
    assert decline.status_code == 200, decline.text
    assert need.read()["owner"]["id"] == net.founder.member
    problem(member.get(f"/needs/{need.id}"), 404)
    assert ok(member.get("/me/waiting"))["handovers"] == []


def test_new_offer_takes_the_old_one_back(net):
    need, one, two = net.published(), net.member("weaver"), net.member("trainer")
    old = offer(need, net.founder, one)
    new = offer(need, net.founder, two)
    answer(need, one, old, "accept", 409)
    assert answer(need, two, new, "accept")["owner"]["id"] == two.member


def test_only_those_who_answer_for_it_offer_it(net):
    need, member = net.published(), net.member("weaver")
    offer(need, member, member, 403)
    offer(need, net.member("verifier"), member, 403)
    for nobody in ("nonsense", str(uuid.uuid4()), None):
        assert fields(offer(need, net.founder, nobody, 422)) == {"to"}
    assert fields(offer(need, net.founder, net.founder, 422)) == {"to"}
    stranger = Network(net.server).founder
    assert fields(offer(need, net.founder, stranger, 422)) == {"to"}


def test_handover_belongs_to_its_need(net):
    one, two, member = net.published(), net.published(), net.member("weaver")
    handover = offer(one, net.founder, member)
    answer(two, member, handover, "accept", 404)
    assert one.read()["owner"]["id"] == net.founder.member


def test_every_open_need_has_one_owner(net):
    net.member("intake"), net.member("coordinator")
    for _ in range(6):
        net.need()
    for item in net.founder.items():
        assert item["owner"]["id"] and item["owner"]["name"]
