"""Read before it counts, trained before it harms; whom one asks; agreed is what both have signed."""

import re

from support import fields, ok, problem, soon
from test_people import act, v

RESCUE = {"title": "Two people on a roof", "category": "rescue", "lines": [
    {"item": "Rescuers", "quantity": 4, "unit": "people", "kind": "people"}]}


def settings(net, body=None):
    path = f"/api/v1/networks/{net.slug}/settings"
    return ok(net.founder.post(path, body) if body else net.founder.get(path))


def version(net, category):
    return next(one["version"] for one in settings(net)["briefings"] if one["category"] == category)


def certify(net, member, by=None, status=201, kind="danger", until="2030-06-30"):
    answer = (by or net.founder).post(v(net, f"/members/{member.member}/certificates"), {"kind": kind, "until": until})
    return ok(answer, status)


def test_the_briefing_is_read_before_a_promise_counts(net):
    need, anna = net.published(), net.member()
    need.claim(anna)
    settings(net, {"briefings": [{"category": "protective", "asked": True}]})
    other = net.published()
    body = {"line": other.line()["id"], "quantity": 1, "promisedBy": soon()}
    path = f"/needs/{other.id}/claims"
    assert fields(problem(anna.post(path, body), 422)) == {"briefing"}
    assert fields(problem(anna.post(path, {**body, "briefing": "another"}), 422)) == {"briefing"}
    ok(anna.post(path, {**body, "briefing": version(net, "protective")}), 201)
    ok(anna.post(path, body), 201)
    # Other words are another briefing.
    settings(net, {"briefings": [{"category": "protective", "en": "Wear gloves, always."}]})
    assert fields(problem(anna.post(path, body), 422)) == {"briefing"}


def test_training_and_a_second_person_where_it_is_dangerous(net):
    need, anna, bert = net.published(**RESCUE), net.member(), net.member(name="bert")
    read = {"briefing": version(net, "rescue")}
    body = {"line": need.line()["id"], "quantity": 1, "promisedBy": soon(), **read}
    path = f"/needs/{need.id}/claims"
    problem(anna.post(path, body), 403)
    problem(certify_by(net, anna, anna), 403)
    trainer = net.member("trainer")
    certify(net, anna, trainer)
    assert fields(certify(net, anna, trainer, 422, until="yesterday")) == {"until"}
    assert fields(certify(net, anna, trainer, 422, kind="juggling")) == {"kind"}
    certify(net, trainer, trainer, 403)
    assert fields(problem(anna.post(path, {**body, "second": bert.member}), 422)) == {"second"}
    certify(net, bert, trainer)
    claim = ok(anna.post(path, {**body, "second": bert.member}), 201)
    reveal = f"/needs/{need.id}/reveals"
    problem(anna.post(reveal, {"purpose": "to go"}), 403)
    problem(anna.post(f"/claims/{claim['id']}/second", {"answer": "yes"}), 409)
    ok(bert.post(f"/claims/{claim['id']}/second", {"answer": "yes"}))
    problem(bert.post(f"/claims/{claim['id']}/second", {"answer": "no"}), 409)
    assert ok(anna.post(reveal, {"purpose": "to go"}))["contact"]["phone"]

    alone = ok(bert.post(path, body), 201)
    problem(bert.post(reveal, {"purpose": "to go"}), 403)
    assert fields(problem(net.founder.post(f"/claims/{alone['id']}/second", {"answer": "pass"}), 422)) == {"reason"}
    problem(anna.post(f"/claims/{alone['id']}/second", {"answer": "pass", "reason": "why not"}), 403)
    ok(net.founder.post(f"/claims/{alone['id']}/second", {"answer": "pass", "reason": "The fire brigade is there"}))

    held = ok(anna.get(v(net, f"/members/{anna.member}/certificates")))["items"]
    assert [one["kind"] for one in held] == ["danger"]
    assert ok(net.member(name="carl").get(v(net, f"/members/{anna.member}/certificates")))["items"] == []
    ok(trainer.post(v(net, f"/certificates/{held[0]['id']}/end")))
    problem(anna.post(path, {**body, "second": bert.member}), 403)


def certify_by(net, by, member):
    return by.post(v(net, f"/members/{member.member}/certificates"), {"kind": "danger", "until": "2030-06-30"})


def test_a_compliance_contact_is_named_where_it_is_looked_for(net):
    answer = net.founder.post(f"/api/v1/networks/{net.slug}/settings", {"about": {"complianceBy": "Lawyer Li"}})
    assert fields(problem(answer, 422)) == {"about.complianceContact"}
    settings(net, {"about": {"complianceBy": "Lawyer Li", "complianceContact": "027-4242"}})
    page = net.public.get(f"/n/{net.slug}", headers={"Accept": "text/html"}).text
    # A Chinese page says of foreign words which language they are.
    assert "Lawyer Li" in re.sub(r"</?span[^>]*>", "", page)
    # What a program says of who runs it leaves the contact where it is.
    settings(net, {"about": {"runBy": "Volunteers"}})
    assert settings(net)["about"]["complianceContact"] == "027-4242"


def test_agreed_is_what_both_have_signed(net):
    anna, bert, carl = net.member(), net.member(name="bert"), net.member("facilitator")
    made = ok(anna.post(v(net, "/matters"), {"kind": "mediation", "about": bert.member, "words": "We fell out about the van."}), 201)
    act(net, carl, made["id"], "propose", 409, words="Each has the van on three days.")
    act(net, anna, made["id"], "acceptNeutral")
    act(net, bert, made["id"], "acceptNeutral")
    act(net, anna, made["id"], "propose", 403, words="The van is mine for good.")
    act(net, carl, made["id"], "close", 422, outcome="agreed", words="Both seem content.")
    signing = act(net, carl, made["id"], "propose", words="Each has the van on three days.")
    assert signing["stage"] == "signing" and signing["agreement"]["openerSignedAt"] is None
    act(net, carl, made["id"], "sign", 403)
    act(net, anna, made["id"], "sign")
    assert act(net, bert, made["id"], "missing", words="Who pays the fuel?")["stage"] == "talking"
    again = act(net, carl, made["id"], "propose", words="Three days each, the fuel is shared.")
    act(net, bert, made["id"], "sign", 409, agreement=signing["agreement"]["id"])
    act(net, bert, made["id"], "sign", agreement=again["agreement"]["id"])
    done = act(net, anna, made["id"], "sign", agreement=again["agreement"]["id"])
    assert done["stage"] == "closed" and done["outcome"] == "agreed"
    assert ok(bert.get(v(net, f"/matters/{made['id']}")))["agreement"]["words"] == "Three days each, the fuel is shared."


def test_an_organisation_asks_through_those_who_speak_for_it(net):
    anna, bert = net.member(), net.member(name="bert")
    refused = anna.post(v(net, "/matters"), {
        "kind": "mediation", "about": bert.member, "words": "Our two houses fell out.", "organisation": bert.member})
    assert fields(problem(refused, 422)) == {"organisation"}
