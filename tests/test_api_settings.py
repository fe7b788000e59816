"""What a network settles for its desk: who may, what is refused, and that every door follows it."""

import time

import pytest

from servers import until
from support import fields, ok, problem

QUESTION = {"id": "gatekeeper", "zh": "问过门卫", "en": "Asked the gatekeeper", "categories": ["protective", "medical"]}


def settings(net, by=None):
    return ok((by or net.founder).get(f"/api/v1/networks/{net.slug}/settings"))


def change(net, body, status=200, by=None):
    answer = (by or net.founder).post(f"/api/v1/networks/{net.slug}/settings", body)
    return ok(answer) if status == 200 else problem(answer, status)


def seconds_left(need):
    due = time.strptime(need.read()["due"][:19], "%Y-%m-%dT%H:%M:%S")
    return time.mktime(due) - time.mktime(time.gmtime())


def test_members_read_leads_change_strangers_neither(net):
    path = f"/api/v1/networks/{net.slug}/settings"
    problem(net.public.get(path), 401)
    assert settings(net, net.member())["version"] == 0
    for caller in (net.member(), net.member("verifier"), net.member("dispatcher")):
        change(net, {"about": {"runBy": "x"}}, 403, by=caller)
    assert change(net, {"about": {"runBy": "志愿者组", "contact": "027-1"}}, by=net.member("coordinator"))["version"] == 1
    assert settings(net)["about"] == {"runBy": "志愿者组", "contact": "027-1"}


def test_what_is_read_can_be_sent_back(net):
    before = settings(net)
    assert before["clocks"]["steps"]["firstAnswer"] == {"critical": 30, "high": 120, "normal": 1440, "low": 4320}
    after = change(net, before)
    assert {**after, "version": 0} == before
    change(net, {**before, "version": 0}, 412)


def test_reset_and_change_in_one_call_leaves_the_change(net):
    change(net, {"about": {"runBy": "before"}, "clocks": {"steps": {"verify": {"low": 9999}}}})
    body = {"reset": ["clocks", "about"], "clocks": {"steps": {"verify": {"high": 222}}}}
    done = change(net, body)
    assert done["clocks"]["steps"]["verify"]["high"] == 222 and done["clocks"]["steps"]["verify"]["low"] != 9999
    assert settings(net) == done and done["about"] == {"runBy": "", "contact": ""}


@pytest.mark.parametrize("body, field", [
    ({}, "about"), ({"reset": ["everything"]}, "reset"), ({"clocks": {"steps": {"tea": {"low": 5}}}}, "clocks.steps.tea"),
    ({"clocks": {"steps": {"verify": {"critical": 999999}}}}, "clocks.steps.verify.critical"),
    ({"clocks": {"steps": {"verify": "soon"}}}, "clocks.steps.verify"),
    ({"clocks": {"retries": [5]}}, "clocks.retries"),
    ({"catalogue": [{"zh": "", "category": "food"}]}, "catalogue.0.zh"),
    ({"catalogue": [{"zh": "x", "category": "food"}, {"zh": "y"}]}, "catalogue.1.category"),
    ({"catalogue": [{"zh": "x" * 41, "category": "food"}]}, "catalogue.0.zh"),
    ({"checklist": []}, "checklist"), ({"checklist": [{"id": "A!", "zh": "x", "categories": []}]}, "checklist.0.id"),
    ({"catalogue": "all"}, "catalogue"),
])
def test_what_is_wrong_is_named_and_nothing_is_changed(net, body, field):
    assert field in fields(change(net, body, 422))
    assert settings(net)["version"] == 0


def test_a_deadline_follows_the_networks_clocks(net):
    before = net.need(urgency="critical")
    change(net, {"clocks": {"steps": {"firstAnswer": {"critical": 5}, "verify": {"critical": 15}}}})
    after = net.need(urgency="critical")
    assert 240 < seconds_left(after) <= 300 and seconds_left(before) > 1500
    after.act(net.founder, "acknowledge")
    assert 840 < seconds_left(after) <= 900
    change(net, {"reset": ["clocks"]})
    assert seconds_left(net.need(urgency="critical")) > 1500


def test_the_networks_checklist_is_what_is_asked(net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    verifier = net.member("verifier")
    asked = [{"id": "gatekeeper", "answer": "yes"}]
    need.act(verifier, "verify", 422, confidence="official", checks=asked)
    change(net, {"checklist": settings(net)["checklist"] + [QUESTION]})
    assert need.act(verifier, "verify", confidence="official", checks=asked)["state"] == "verified"


def test_the_networks_catalogue_decides_category_and_control(net):
    items = [{"zh": "熔喷布", "en": "Meltblown", "words": ["无纺布"], "category": "power", "controlled": True}]
    change(net, {"catalogue": items + settings(net)["catalogue"]})
    need = net.need(lines=[{"item": "无纺布 二吨"}])
    assert need.read()["category"] == "power"
    need.act(net.founder, "acknowledge")
    assert need.act(net.member("verifier"), "verify", confidence="official")["state"] == "verifying"
    assert need.act(net.member("verifier", name="b"), "verify", confidence="official")["state"] == "verified"
    other = net.need(lines=[{"item": "布鞋"}])
    other.says("correct", lines=[{"id": other.line()["id"], "item": "熔喷布"}])
    other.act(net.founder, "acknowledge")
    assert other.act(net.member("verifier"), "verify", confidence="official")["state"] == "verifying"


def test_networks_do_not_share_settings(net):
    from support import Network
    other = Network(net.server)
    change(net, {"about": {"runBy": "只有这里"}})
    assert settings(other)["about"]["runBy"] == "" and settings(other)["version"] == 0


def test_changes_are_on_record_for_members(net):
    change(net, {"about": {"runBy": "甲"}, "clocks": {"steps": {"close": {"low": 20160}}}})

    def told():
        return [event["details"] for event in net.member().items("/events") if event["kind"] == "settingsChanged"]

    until(lambda: len(told()) == 2, "the events to be sealed")
    assert [one["part"] for one in told()] in (["about", "clocks"], ["clocks", "about"])


def test_an_item_is_passed_on_with_a_reason(net):
    need, verifier = net.need(), net.member("verifier")
    assert fields(need.act(verifier, "skip", 422)) == {"reason"}
    need.act(net.member(), "skip", 404, reason="累了")
    need.act(verifier, "open")
    need.act(verifier, "skip", reason="认识对方")
    need.act(net.member("verifier", name="b"), "open")
    assert "skipped" not in {event["kind"] for event in need.track()["history"]}
    published = net.published()
    assert "skip" not in problem(verifier.post(f"/needs/{published.id}/actions", {"action": "skip", "reason": "x"}), 409)["allowed"]


def test_what_was_typed_stands_beside_what_was_made_of_it(net):
    need = net.need(title="　缺口罩　", lines=[{"item": "口罩", "quantity": "２万只"}], neededBy="2030/2/3",
                    place={"address": "一号楼", "receiving": "8:00–18:00 西门"})
    reveal = ok(net.founder.post(f"/needs/{need.id}/reveals", {"purpose": "核实"}))
    assert reveal["contact"]["receiving"] == "8:00–18:00 西门"
    original = reveal["original"]
    assert original["title"] == "　缺口罩　" and original["lines.0.quantity"] == "２万只"
    assert original["neededBy"] == "2030/2/3"
    assert "description" not in original and "lines.0.item" not in original
    need.says("correct", receiving="只在上午")
    # What is said anew is no longer what was typed: an old number or an account that was taken out is gone.
    need.says("correct", title="缺口罩和手套", contact={"phone": "13900005678"})
    left = ok(net.founder.post(f"/needs/{need.id}/reveals", {"purpose": "核实"}))["original"]
    assert "title" not in left and not any(field.startswith("contact") for field in left) and left["neededBy"] == "2030/2/3"
    assert ok(net.founder.post(f"/needs/{need.id}/reveals", {"purpose": "核实"}))["contact"]["receiving"] == "只在上午"


def test_what_was_typed_is_for_the_desk_alone(net):
    need = net.published(description="请打款到６２２２ ０２０２ ００１１ ２２３３ ４４５", lines=[{"item": "口罩", "quantity": "１０"}])
    claimant = net.member(name="v")
    need.claim(claimant, 2)
    answer = claimant.post(f"/needs/{need.id}/reveals", {"purpose": "送货"})
    assert ok(answer)["original"] == {} and ok(answer)["contact"]["phone"]
    assert "2233" not in answer.text and "２２３３" not in answer.text
    assert "２２３３" in ok(net.founder.post(f"/needs/{need.id}/reveals", {"purpose": "核实"}))["original"]["description"]
