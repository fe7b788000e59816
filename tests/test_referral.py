"""A need that can't be met here is offered to a partner network: theirs once they accept, ours until then."""

import pytest

from reader import Reader
from servers import until
from support import Network, fields, ok, problem

WORDS = "金丝雀：三楼东侧病房缺口罩"
ADDRESS = "金丝雀路 17 号后门"


def page(net):
    """The founder at their pages."""
    return Reader(net, language="zh").sign_in(net.founder)


@pytest.fixture
def partner(net):
    """A second network on the same server; each recognises the other."""
    other = Network(net.server)
    for one, two in [(net, other), (other, net)]:
        desk = page(one)
        desk.go(f"/n/{one.slug}/ways")
        desk.submit("/ways/partners", partner=two.slug, on="1")
    return other


def refer(net, need, partner, status=201, by=None, **body):
    return ok((by or net.founder).post(
        f"/needs/{need.id}/referrals", {"to": partner.slug, "consent": "ask", "note": "我们没有货了", **body}), status)


def offered(partner, by=None):
    items = ok((by or partner.founder).get(f"/api/v1/networks/{partner.slug}/referred"))["items"]
    return [item for item in items if item["state"] == "offered"]


def answer(partner, referral, action, status=200, by=None, **body):
    return ok((by or partner.founder).post(
        f"/api/v1/networks/{partner.slug}/referred/{referral['id']}/actions", {"action": action, **body}), status)


def says(net, need, wish, status=200):
    return ok(net.public.post(f"/api/v1/track/{need.code}/referrals?secret={need.secret}", {"answer": wish}), status)


def tracked(net, need):
    return ok(net.public.get(f"/api/v1/track/{need.code}/referrals?secret={need.secret}"))


def test_from_the_offer_to_the_new_owner(net, partner):
    need = net.need(description=WORDS, place={"address": ADDRESS, "area": ["中国", "湖北省", "武汉市", "江汉区"]})
    listed = ok(net.founder.get(f"/needs/{need.id}/referrals"))
    assert [one["slug"] for one in listed["partners"]] == [partner.slug]
    referral = refer(net, need, partner)
    assert referral["state"] == "offered" and referral["consent"] == "asked"
    # They see that there is something, and none of her words, before she has said yes.
    item, = offered(partner)
    assert item["agreed"] is False and item["title"] is None and item["lines"] == []
    shown = page(partner).go(f"/n/{partner.slug}/referred")
    for canary in (WORDS, ADDRESS, "金丝雀"):
        assert canary not in str(item) and canary not in shown
    answer(partner, referral, "accept", 409)
    assert need.read(net.founder)["state"] == "submitted"
    assert says(net, need, "withoutAddress")["consent"] == "hers"
    says(net, need, "no", 409)
    item, = offered(partner)
    assert item["agreed"] is True and item["description"] == WORDS and ADDRESS not in str(item)
    made = answer(partner, referral, "accept")["need"]
    assert need.read(net.founder)["state"] == "unmet"
    there = ok(partner.founder.get(f"/needs/{made}"))
    assert there["state"] == "acknowledged" and there["owner"]["name"]
    contact = ok(partner.founder.post(f"/needs/{made}/reveals", {"purpose": "联系"}))
    assert ADDRESS not in str(contact)
    # Her old code and secret lead on to the new owner.
    gone, = tracked(net, need)["referrals"]
    assert gone["state"] == "accepted" and gone["toName"] and gone["ownerThere"] == there["owner"]["name"]
    assert gone["code"] in Reader(net, language="zh").go(gone["trackingUrl"])
    hers = Reader(net, language="zh").go(f"/t/{need.code}?secret={need.secret}")
    assert gone["code"] in hers and "去看新的进展" in hers
    problem(net.founder.post(f"/needs/{need.id}/actions", {"action": "reopen", "reason": "还要"}), 409)
    until(lambda: "referralAnswered" in net.founder.get(f"/api/v1/networks/{net.slug}/events").text)
    until(lambda: "referralAnswered" in partner.founder.get(f"/api/v1/networks/{partner.slug}/events").text)
    for network in (net, partner):
        events = network.public.get(f"/api/v1/networks/{network.slug}/events").text
        assert "referred" not in events and "金丝雀" not in network.founder.get(f"/api/v1/networks/{network.slug}/events").text


def test_it_comes_back_with_a_reason(net, partner):
    need = net.need()
    referral = refer(net, need, partner, consent="phone", agreed="九点和她本人说的")
    assert fields(answer(partner, referral, "decline", 422)) == {"reason"}
    assert fields(answer(partner, referral, "paint", 422)) == {"action"}
    answer(partner, referral, "decline", reason="车都出去了")
    answer(partner, referral, "accept", 409)
    back, = ok(net.founder.get(f"/needs/{need.id}/referrals"))["referrals"]
    assert back["state"] == "declined" and back["reason"] == "车都出去了"
    assert need.read(net.founder)["state"] == "submitted"
    again = refer(net, need, partner)
    problem(net.founder.post(f"/needs/{need.id}/referrals", {"to": partner.slug, "consent": "ask"}), 409)
    problem(net.founder.post(f"/needs/{need.id}/actions", {"action": "markUnmet", "reason": "没有", "tried": "都问过"}), 409)
    actions = f"/needs/{need.id}/referrals/actions"
    assert fields(problem(net.founder.post(actions, {"action": "agreed", "answer": "yes"}), 422)) == {"agreed"}
    assert ok(net.founder.post(actions, {"action": "agreed", "answer": "yes", "agreed": "十点电话"}))["consent"] == "phone"
    assert ok(net.founder.post(actions, {"action": "takeBack", "reason": "找到了"}))["state"] == "takenBack"
    assert offered(partner) == [] and again["id"]
    answer(partner, again, "accept", 409)


def test_who_may(net, partner):
    need, plain, stranger = net.need(), net.member(name="plain"), Network(net.server)
    body = {"to": partner.slug, "consent": "ask"}
    for caller, status in [(net.public, 401), (partner.founder, 404)]:
        assert caller.post(f"/api/v1/networks/{net.slug}/needs/{need.id}/referrals", body).status_code == status
    assert plain.post(f"/needs/{need.id}/referrals", body).status_code in (403, 404)
    assert fields(problem(net.founder.post(f"/needs/{need.id}/referrals", {**body, "to": stranger.slug}), 422)) == {"to"}
    assert fields(problem(net.founder.post(f"/needs/{need.id}/referrals", {**body, "consent": "phone"}), 422)) == {"agreed"}
    referral = refer(net, need, partner, consent="phone", agreed="刚才")
    answer(partner, referral, "accept", 403, by=partner.member(name="plain"))
    answer(stranger, referral, "accept", 404)
    answer(net, referral, "accept", 404)
    problem(partner.member(name="other").get(f"/api/v1/networks/{partner.slug}/referred"), 403)
    problem(net.public.get(f"/api/v1/networks/{partner.slug}/referred"), 401)


def test_pages_of_a_referral(net, partner):
    need = net.need()
    desk = page(net)
    desk.go(f"/n/{net.slug}/needs/{need.id}")
    text = desk.submit(f"/needs/{need.id}/referrals", 422, to=partner.slug, consent="phone", note="没有货了", agreed="")
    assert "请写明什么时候" in text and "没有货了" in text
    desk.submit(f"/needs/{need.id}/referrals", to=partner.slug, consent="ask", note="没有货了", agreed="")
    there = page(partner)
    assert "还没有同意" in there.go(f"/n/{partner.slug}/referred")
    hers = Reader(net, language="zh")
    assert "可以吗" in hers.go(f"/t/{need.code}?secret={need.secret}")
    hers.submit(f"/t/{need.code}/referrals", answer="yes")
    there.go(f"/n/{partner.slug}/referred")
    there.submit(f"/referred/{offered(partner)[0]['id']}")
    assert "接手了您的求助" in hers.go(f"/t/{need.code}")
    assert "接手了" in desk.go(f"/n/{net.slug}/needs/{need.id}")
