"""Anchors by decision, joint recommendations, asking for a vouch, the inviter's word: over HTTP, as each kind of person."""

import re

import pytest

from reader import Reader
from servers import until
from support import Network, fields, ok, problem
from test_people import HOW, change, newcomer, v

OWN = "I have seen her work for years."


def office(net, by, action, status=200, **more):
    answer = by.post(v(net, "/roles/actions"), {"action": action, **more})
    return ok(answer) if status == 200 else problem(answer, status)


def anchors(net):
    return {one["member"] for one in ok(net.founder.get(v(net, "/roles")))["anchors"]}


def standing(net, who):
    return ok(who.get(v(net, "/me/standing")))


def answer(net, by, ask, action, status=200, **more):
    sent = by.post(v(net, f"/vouch-asks/{ask}/actions"), {"action": action, **more})
    return ok(sent) if status == 200 else problem(sent, status)


def tasks(who):
    """What waits for them, but for the newcomers whom they take by the hand: test_belonging.py."""
    waiting = ok(who.get("/me/waiting"))["tasks"]
    return [(one["kind"], one["step"], one["object"]) for one in waiting if one["kind"] != "buddy"]


# Anchors


def test_an_anchor_is_chosen_and_ended_by_decision(own_server):
    server = own_server()
    net = Network(server)
    anna, bert, carl = net.member(), net.member(name="bert"), net.member(name="carl")
    assert anchors(net) == {net.founder.member}
    assert fields(office(net, bert, "nominate", 422, member=bert.member, role="anchor", words="I would like to")) == {"member"}
    named = office(net, anna, "nominate", member=bert.member, role="anchor", words="He knows everybody")["nominations"][0]
    assert named["role"] == "anchor" and named["accepted"] is False
    office(net, carl, "nominate", 409, member=bert.member, role="anchor", words="He knows everybody")
    reader = Reader(net)
    read = reader.mail(lambda: office(net, bert, "accept", nomination=named["id"]))
    assert read("was named as an anchor|提名 .* 为信任锚"), "those who can object are told"
    office(net, carl, "object", nomination=named["id"], words="Too many hats")
    change(server, "UPDATE nominations SET decides_at = 1")
    until(lambda: not ok(anna.get(v(net, "/roles")))["nominations"], "the decision")
    assert anchors(net) == {net.founder.member}, "an objection that stands holds it up"

    named = office(net, anna, "nominate", member=bert.member, role="anchor", words="He knows everybody")["nominations"][0]
    office(net, bert, "accept", nomination=named["id"])
    read = reader.mail(lambda: change(server, "UPDATE nominations SET decides_at = 1 WHERE outcome IS NULL"))
    until(lambda: bert.member in anchors(net), "the anchor")
    assert read("is an anchor of this network|现在是这个网络的信任锚"), "everybody is told"
    assert standing(net, bert)["standing"] == "steward"
    until(lambda: "anchorChosen" in carl.get(v(net, "/events")).text)

    end = office(net, carl, "nominate", member=bert.member, role="anchorEnd", words="He has moved away")["nominations"][0]
    word = office(net, bert, "object", nomination=end["id"], words="I am back next week")["nominations"][0]
    assert word["theirWord"] == "I am back next week" and word["objections"] == 0
    change(server, "UPDATE nominations SET decides_at = 1 WHERE outcome IS NULL")
    until(lambda: anchors(net) == {net.founder.member}, "the end")
    until(lambda: standing(net, bert)["standing"] == "trusted", "what the vouches give him")
    office(net, anna, "nominate", 409, member=net.founder.member, role="anchorEnd", words="She has moved away")
    office(net, net.founder, "end", 409, role="anchor", member=net.founder.member)


def test_an_anchor_lays_it_down_unless_it_is_the_last(net):
    other = net.member(name="other", anchor=True)
    office(net, net.founder, "end", 403, role="anchor", member=other.member, words="I say so")
    office(net, other, "end", role="anchor", member=other.member)
    assert anchors(net) == {net.founder.member}
    assert standing(net, other)["standing"] == "trusted"
    office(net, net.founder, "end", 409, role="anchor", member=net.founder.member)


def test_the_end_of_an_anchor_is_shown_before(net):
    other, anna = net.member(name="other", anchor=True), net.member()
    door = f"/roles/anchors/{other.member}/consequences"
    shown = ok(anna.get(v(net, door)))["items"]
    assert [(one["member"], one["from"], one["to"]) for one in shown] == [(other.member, "steward", "trusted")]
    assert standing(net, other)["standing"] == "steward", "nothing follows from looking"
    problem(anna.get(v(net, f"/roles/anchors/{anna.member}/consequences")), 404)
    reader = Reader(net).sign_in(anna)
    assert f"/roles/anchors/{other.member}/end" in reader.go(f"/n/{net.slug}/roles"), "those who may propose it see it"
    page = reader.go(f"/n/{net.slug}/roles/anchors/{other.member}/end")
    assert "steward → trusted" in page.lower() and "Lay down" not in page
    own = Reader(net).sign_in(other)
    own.go(f"/n/{net.slug}/roles/anchors/{other.member}/end")
    own.submit("/roles/end", role="anchor", member=other.member)
    assert anchors(net) == {net.founder.member}
    problem(anna.get(v(net, f"/roles/anchors/{net.founder.member}/consequences")), 409)


def test_anchors_on_the_pages(net):
    anna = net.member()
    assert "There should be at least three" in Reader(net).sign_in(net.founder).go(f"/n/{net.slug}/trust")
    reader = Reader(net).sign_in(anna)
    reader.go(f"/n/{net.slug}/roles")
    bert = net.member(name="bert")
    reader.go(f"/n/{net.slug}/roles")
    page = reader.submit("/nominations", 422, role="anchor", member=bert.member, words="")
    assert 'class="errors"' in page
    reader.submit("/nominations", role="anchor", member=bert.member, words="He knows everybody")
    assert "Anchor of trust" in reader.page.text


# Together


def test_several_sign_one_recommendation(net):
    anna, bert, carl, dora = (net.member(name=name) for name in ("anna", "bert", "carl", "dora"))
    path, body = v(net, "/recommendations"), {"for": dora.member, "kind": "integrity", "how": HOW}
    for signers in ([], [anna.member], [dora.member]):
        assert fields(problem(anna.post(path, {**body, "signers": signers}), 422)) == {"signers"}
    made = ok(anna.post(path, {**body, "signers": [bert.member, carl.member]}), 201)
    assert made["words"] == HOW and len(made["signed"]) == 1 and len(made["asked"]) == 2
    vouches = v(net, f"/members/{dora.member}/vouches")
    assert [one["from"] for one in ok(dora.get(vouches))["items"]] == [anna.member], "the opener signs first"
    (kind, step, ask), = tasks(bert)
    assert (kind, step) == ("ask", "recommendation")
    answer(net, carl, ask, "vouch", 404, shared=True)
    assert fields(answer(net, bert, ask, "vouch", 422)) == {"how"}, "the shared words are taken knowingly or not at all"
    assert answer(net, bert, ask, "vouch", shared=True)["outcome"] == "vouched"
    answer(net, bert, ask, "vouch", 409, shared=True)
    assert tasks(bert) == []
    (_, _, other), = tasks(carl)
    assert answer(net, carl, other, "vouch", how=OWN)["outcome"] == "vouched"
    words = {one["from"]: one["how"] for one in ok(dora.get(vouches))["items"]}
    assert words == {anna.member: HOW, bert.member: HOW, carl.member: OWN}
    done = ok(dora.get(f"{path}/{made['id']}"))
    assert len(done["signed"]) == 3 and done["asked"] == []
    problem(net.member(name="eve").get(f"{path}/{made['id']}"), 404)


def test_who_does_not_sign_is_shown_to_nobody_concerned_and_lapses(own_server):
    server = own_server()
    net = Network(server)
    anna, bert, carl, dora = (net.member(name=name) for name in ("anna", "bert", "carl", "dora"))
    made = ok(anna.post(v(net, "/recommendations"), {
        "for": dora.member, "kind": "identity", "how": HOW, "signers": [bert.member, carl.member]}), 201)
    answer(net, bert, tasks(bert)[0][2], "decline")
    path = v(net, f"/recommendations/{made['id']}")
    assert ok(dora.get(path))["asked"] == [] and len(ok(anna.get(path))["asked"]) == 2
    ask = tasks(carl)[0][2]
    change(server, "UPDATE vouch_asks SET until_at = 1 WHERE outcome IS NULL")
    assert tasks(carl) == []
    answer(net, carl, ask, "vouch", 409, shared=True)


# Asking


def test_a_vouch_is_asked_for_given_and_refused(net):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    path, body = v(net, "/vouch-asks"), {"to": bert.member, "kind": "integrity", "words": HOW}
    assert fields(problem(anna.post(path, {**body, "to": anna.member}), 422)) == {"to"}
    assert fields(problem(anna.post(path, {**body, "words": "hi"}), 422)) == {"how"}
    read = Reader(net).mail(lambda: ok(anna.post(path, body), 201))
    assert read("asks you to vouch|请您为其")
    made = ok(anna.post(path, body), 201)
    assert [one["id"] for one in ok(bert.get(path))["items"]] == [made["id"]], "the same request again is the same"
    problem(net.member(name="carl").post(v(net, f"/vouch-asks/{made['id']}/actions"), {"action": "decline"}), 404)
    assert fields(answer(net, bert, made["id"], "vouch", 422)) == {"how"}, "her words are not his"
    assert answer(net, bert, made["id"], "vouch", how=OWN)["outcome"] == "vouched"
    items = ok(anna.get(v(net, f"/members/{anna.member}/vouches")))["items"]
    assert [(one["from"], one["how"]) for one in items] == [(bert.member, OWN)]
    again = ok(anna.post(path, {**body, "kind": "skill", "subject": "driving"}), 201)
    read = Reader(net).mail(lambda: answer(net, bert, again["id"], "decline"))
    assert read("take it to heart|不用放在心上")
    third = ok(anna.post(path, {**body, "kind": "identity"}), 201)
    answer(net, anna, third["id"], "withdraw")
    answer(net, bert, third["id"], "vouch", 409, how=OWN)
    # Vouched for on their page, the request is answered all the same.
    fourth = ok(anna.post(path, {**body, "kind": "identity"}), 201)
    ok(bert.post(v(net, f"/members/{anna.member}/vouches"), {"kind": "identity", "how": HOW}), 201)
    assert tasks(bert) == [] and fourth["id"] != third["id"]


def test_five_requests_wait_at_a_time(net):
    anna = net.member(name="anna")
    bodies = [{"to": net.member(name=f"m{number}").member, "kind": "identity", "words": HOW} for number in range(6)]
    first = [ok(anna.post(v(net, "/vouch-asks"), body), 201) for body in bodies[:5]][0]
    problem(anna.post(v(net, "/vouch-asks"), bodies[5]), 409)
    answer(net, anna, first["id"], "withdraw")
    ok(anna.post(v(net, "/vouch-asks"), bodies[5]), 201)


def test_pay_is_reported_on_the_request_itself(net):
    anna, bert = net.member(name="anna"), net.member(name="bert")
    made = ok(anna.post(v(net, "/vouch-asks"), {"to": bert.member, "kind": "identity", "words": "canary-two hundred for your vouch"}), 201)
    reader = Reader(net).sign_in(bert)
    page = reader.go(f"/n/{net.slug}/asks/{made['id']}")
    assert "canary-two hundred" in page and "I was offered or asked for something in return" in page
    reader.submit("/report", words="She offered it twice")
    assert reader.at.startswith(f"/n/{net.slug}/matters/")
    matter = next(one for one in tasks(net.founder) if one[1] == "boughtVouch")[2]
    told = ok(net.founder.get(v(net, f"/matters/{matter}")))
    assert told["kind"] == "boughtVouch" and told["about"] == anna.member and told["openedBy"] == bert.member
    assert "canary-two hundred" in told["words"] and "She offered it twice" in told["words"]
    assert tasks(bert) == []
    problem(anna.get(v(net, f"/matters/{matter}")), 404)


# Links


def came(net, inviter, name, **more):
    made = ok(inviter.post(v(net, "/invitations"), {"uses": 1, "days": 3, **more}), 201)
    reader, _ = newcomer(net, made["link"].removeprefix(net.server.url), name=name)
    return made, reader


def vouches_of(net, name):
    member = next(one["id"] for one in net.founder.items(v(net, "/members")) if one["name"] == name)
    return member, ok(net.founder.get(v(net, f"/members/{member}/vouches")))["items"]


@pytest.mark.parametrize("knows", [True, False], ids=["known", "unknown"])
def test_the_inviter_says_whether_they_know_who_came(net, knows):
    inviter = net.member(name="inviter")
    _, guest = came(net, inviter, "Rosa Lind")
    read = guest.mail(lambda: guest.submit())
    assert read("Please say whether you know them|请说您认不认识")
    (kind, step, ask), = tasks(inviter)
    assert (kind, step) == ("ask", "arrival")
    reader = Reader(net).sign_in(inviter)
    assert "Rosa Lind" in reader.go(f"/n/{net.slug}/asks/{ask}")
    if knows:
        reader.submit("/vouch", 422, how="")
        reader.submit("/vouch", how=HOW)
    else:
        reader.submit("/close")
    assert tasks(inviter) == []
    member, vouches = vouches_of(net, "Rosa Lind")
    assert [(one["from"], one["kind"]) for one in vouches] == ([(inviter.member, "identity")] if knows else [])
    assert ok(net.founder.get(v(net, f"/members/{member}")))["standing"] == ("vouched" if knows else "newcomer")


def test_a_promise_is_kept_to_the_one_it_was_given_to(net):
    inviter = net.member(name="inviter")
    path = v(net, "/invitations")
    assert fields(problem(inviter.post(path, {"uses": 2, "days": 3, "promise": HOW}), 422)) == {"promises"}
    assert fields(problem(inviter.post(path, {"uses": 1, "days": 3, "promise": "hi"}), 422)) == {"how"}
    _, guest = came(net, inviter, "Rosa Lind", promise=HOW)
    assert "Who gave you this link?" in guest.page.text
    read = guest.mail(lambda: guest.submit(**{"from": "inviter"}))
    end = read(r"Take it back at once:.*?/n/(\S+)|可以马上收回：.*?/n/(\S+)")
    assert end
    _, vouches = vouches_of(net, "Rosa Lind")
    assert [(one["from"], one["kind"], one["how"]) for one in vouches] == [(inviter.member, "identity", HOW)]
    assert tasks(inviter) == []


def test_a_link_that_was_passed_on_vouches_for_nobody(net):
    inviter = net.member(name="inviter")
    _, guest = came(net, inviter, "Rosa Lind", promise=HOW)
    guest.submit(**{"from": "other"})
    assert vouches_of(net, "Rosa Lind")[1] == []
    assert [one[1] for one in tasks(inviter)] == ["arrival"]


def test_a_promise_is_no_better_than_its_inviter(net):
    inviter = net.member(name="inviter")
    _, guest = came(net, inviter, "Rosa Lind", promise=HOW)
    ok(net.founder.post(v(net, f"/members/{inviter.member}/actions"), {"action": "suspend", "reason": "He sold masks", "days": 30}))
    guest.submit(**{"from": "inviter"})
    assert vouches_of(net, "Rosa Lind")[1] == []


# In whose name, and why it was taken back


def test_a_vouch_in_an_organisations_name(net):
    anna, bert, carl = net.member(name="anna"), net.member(name="bert"), net.member(name="carl")
    name = f"County Red Cross {net.slug}"
    reader = Reader(net).sign_in(anna)
    reader.go(f"/n/{net.slug}/organisations")
    reader.submit("/organisations", organisation=name)
    path = re.search(rf"/n/{net.slug}/organisations/([0-9a-f-]+)", reader.go(f"/n/{net.slug}/organisations"))
    body = {"kind": "integrity", "how": HOW, "organisation": path.group(1)}
    vouches = v(net, f"/members/{bert.member}/vouches")
    assert fields(problem(anna.post(vouches, body), 422)) == {"organisation"}, "belonging to it gives no word in its name"
    ok(net.founder.post(v(net, f"/members/{anna.member}/vouches"), {"kind": "representation", "subject": name, "how": HOW}), 201)
    reader.go(path.group())
    reader.submit("/claim")
    assert f"in the name of {name}" in reader.go(f"/n/{net.slug}/members/{bert.member}"), "it is offered"
    made = ok(anna.post(vouches, body), 201)
    assert made["organisation"] == path.group(1) and made["from"] == anna.member
    assert ok(carl.get(vouches))["items"][0]["inTheNameOf"] == name
    assert f"in the name of {name}" in Reader(net).sign_in(carl).go(f"/n/{net.slug}/members/{bert.member}")
    assert fields(problem(carl.post(vouches, body), 422)) == {"organisation"}


def test_why_a_vouch_was_taken_back_is_for_the_two_and_the_stewards(net):
    anna, bert, carl = net.member(name="anna"), net.member(name="bert"), net.member(name="carl")
    made = ok(anna.post(v(net, f"/members/{bert.member}/vouches"), {"kind": "integrity", "how": HOW}), 201)
    read = Reader(net).mail(lambda: ok(anna.post(
        v(net, f"/vouches/{made['id']}/actions"), {"action": "revoke", "reason": "canary-he broke his word"})))
    assert read("has taken back the vouch|收回了对您")
    for who, sees in ((anna, True), (bert, True), (net.founder, True), (carl, False)):
        page = Reader(net).sign_in(who).go(f"/n/{net.slug}/members/{bert.member}")
        assert ("canary-he broke his word" in page) is sees
    assert "canary-he broke" in Reader(net).sign_in(bert).go("/me/data.json")
