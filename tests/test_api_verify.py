"""Verifying: separation of duties, second verifiers, contradictions, money, edits afterwards, duplicates."""

import pytest

from reader import Forms, Reader
from servers import until
from support import fields, on_claim, problem, together


def test_verifying_is_not_for_everybody(net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    for caller in (net.member("dispatcher"), net.member("intake"), net.member(anchor=True)):
        need.act(caller, "verify", 403, confidence="official")
    need.act(net.member("weaver"), "verify", 404, confidence="official")
    assert need.read()["state"] == "acknowledged"


def test_nobody_verifies_what_they_submitted(net):
    verifier, other = net.member("verifier"), net.member("verifier", name="b")
    need = net.need(verifier)
    need.act(net.founder, "acknowledge")
    need.act(verifier, "verify", 403, confidence="official")
    assert need.act(other, "verify", confidence="official")["state"] == "verified"


def test_nobody_verifies_what_they_claimed(net):
    claimant, other = net.member("verifier", name="b"), net.member("verifier")
    need = net.published()
    need.claim(claimant, 2)
    need.says("correct", title="完全不同的标题")
    need.act(claimant, "verify", 403, confidence="official")
    need.act(other, "verify", confidence="official")
    assert need.read()["voided"] == []


@pytest.mark.parametrize("wrong, field", [
    ({}, "confidence"), ({"confidence": "sure"}, "confidence"),
    ({"confidence": "official", "checks": [{"id": "called-back", "answer": "maybe"}]}, "checks.0.answer"),
    ({"confidence": "official", "checks": [{"id": "unheard-of", "answer": "yes"}]}, "checks.0.id"),
    ({"confidence": "official", "checks": [{"answer": "yes"}]}, "checks.0.id"),
    ({"confidence": "official", "checks": "all"}, "checks"),
])
def test_wrong_verification_is_named(net, wrong, field):
    need = net.need()
    need.act(net.founder, "acknowledge")
    assert fields(need.act(net.member("verifier"), "verify", 422, **wrong)) == {field}
    assert need.read()["state"] == "acknowledged"


@pytest.mark.parametrize("confidence", ["official", "two-sources", "single-source", "unverified"])
def test_confidence_is_shown(net, confidence):
    need = net.need()
    need.act(net.founder, "acknowledge")
    assert need.act(net.member("verifier"), "verify", confidence=confidence)["confidence"] == confidence


def test_opened_item_is_locked_to_its_opener(net):
    first, second = net.member("verifier"), net.member("verifier", name="b")
    need = net.need()
    need.act(net.founder, "acknowledge")
    need.act(first, "open")
    need.act(first, "open")
    assert need.act(second, "open", 409)["state"] == "verifying"
    need.act(second, "verify", 409, confidence="official")
    need.act(first, "verify", confidence="official")


CONTROLLED = {"lines": [{"item": "呼吸机", "quantity": 2, "unit": "台"}]}


def test_controlled_item_needs_a_second_verifier(net):
    first, second = net.member("verifier"), net.member("verifier", name="b")
    need = net.need(**CONTROLLED)
    need.act(net.founder, "acknowledge")
    assert need.act(first, "verify", confidence="official")["state"] == "verifying"
    need.act(net.member("dispatcher"), "publish", 409, audience="public")
    assert need.act(first, "verify", confidence="official")["state"] == "verifying"
    assert need.act(second, "verify", confidence="official")["state"] == "verified"
    assert need.act(net.member("dispatcher"), "publish", audience="public")["state"] == "published"


def test_item_that_becomes_controlled_needs_a_second_verifier(net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    need.says("correct", lines=[{"id": need.line()["id"], "item": "呼吸机"}])
    assert need.act(net.member("verifier"), "verify", confidence="official")["state"] == "verifying"


def test_contradiction_goes_to_a_coordinator(net):
    first, second = net.member("verifier"), net.member("verifier", name="b")
    need = net.need(**CONTROLLED)
    need.act(net.founder, "acknowledge")
    need.act(first, "verify", confidence="official", checks=[{"id": "called-back", "answer": "yes"}])
    read = need.act(second, "verify", confidence="official", checks=[{"id": "called-back", "answer": "no"}])
    assert read["state"] == "verifying" and read["owner"]["id"] == net.founder.member
    kinds = [event["kind"] for event in need.track()["history"]]
    assert "contradicted" in kinds and "verified" not in kinds
    need.act(net.member("dispatcher"), "publish", 409, audience="public")


@pytest.mark.parametrize("money", [
    {"title": "求助，账号 6222 0213 0001 2345 678"}, {"title": "请转账 开户行中国银行"},
    {"lines": [{"item": "口罩", "specification": "收款码见图"}]}, {"lines": [{"item": "send by PayPal", "quantity": 1}]}])
def test_words_about_money_hold_publishing(net, money):
    need = net.need(**money)
    need.act(net.founder, "acknowledge")
    read = need.act(net.member("verifier"), "verify", confidence="official")
    assert read["held"]
    problem(net.founder.post(f"/needs/{need.id}/actions", {"action": "publish", "audience": "public"}), 409)
    change = {"title": "需要口罩"} if "title" in money else {
        "lines": [{"id": read["lines"][0]["id"], "item": "口罩", "specification": "白色"}]}
    read = need.act(net.founder, "correct", **change)
    assert read["held"] == []
    need.act(net.member("verifier"), "verify", confidence="official") if read["voided"] else None
    assert need.act(net.founder, "publish", audience="public")["state"] == "published"


def test_words_about_money_in_the_description_reach_no_member(net):
    need = net.published(description="户名张三 账号 6222021300012345678")
    for caller in (net.public, net.member("weaver")):
        for path in (f"/needs/{need.id}", "/needs", "/events"):
            text = caller.get(path).text
            assert "户名" not in text and "62220213" not in text
    assert "户名" in need.read(net.member("verifier"))["description"]


def test_money_put_in_afterwards_hides_the_words(net):
    need = net.published()
    need.says("correct", title="请转账 6222021300012345678")
    for caller in (net.public, net.member("weaver")):
        for path in (f"/needs/{need.id}", "/needs", "/needs?q=转账", "/events"):
            assert "62220213" not in caller.get(path).text
    export = net.server.weft("export", "needs", "--network", net.slug, "--as", "public").stdout
    assert "62220213" not in export


def test_money_put_in_afterwards_reaches_no_event(net):
    need, member = net.published(), net.member("weaver")
    claim = need.claim(member, 5)
    need.says("correct", lines=[{"id": need.line()["id"], "item": "汇款 6222021300012345678"}])
    on_claim(member, claim, "deliver")
    until(lambda: "claimDelivered" in net.founder.get("/events?limit=200").text)
    assert "62220213" not in net.public.get("/events?limit=200").text


EDITS = [
    ({"title": "另一个标题"}, "title"), ({"description": "另一段说明"}, "description"),
    ({"address": "另一条路2号"}, "address"), ({"contact": {"phone": "13911119999"}}, "contact"),
    ({"neededBy": "2030-01-01T00:00:00Z"}, "neededBy"),
]


@pytest.mark.parametrize("change, field", EDITS, ids=lambda value: value if isinstance(value, str) else "")
def test_edit_of_a_verified_field_voids_it(net, change, field):
    need = net.published(neededBy="2040-01-01T00:00:00Z")
    need.says("correct", **change)
    read = need.read()
    assert read["voided"] == [field] and read["state"] == "published"
    assert need.act(net.member("verifier"), "verify", confidence="official")["voided"] == []


def test_asking_for_more_voids_the_line_until_it_is_verified_again(net):
    member, need = net.member("weaver"), net.published()
    line = need.line()["id"]
    need.says("correct", lines=[{"id": line, "quantity": 20}])
    read = need.read()
    assert read["voided"] == ["lines"] and read["state"] == "published" and read["lines"][0]["quantity"] == 20
    assert need.claim(member, 1, 409)["state"] == "published"
    need.act(net.member("verifier"), "verify", confidence="official")
    need.claim(member, 15)


@pytest.mark.parametrize("change", [{"item": "别的东西"}, {"specification": "别的标准"}, {"quantity": "不限"}])
def test_changed_line_is_verified_again(net, change):
    need = net.published()
    need.says("correct", lines=[{"id": need.line()["id"], **change}])
    assert need.read()["voided"] == ["lines"]


def test_telling_the_truth_keeps_the_verification(net):
    need, member = net.published(neededBy="2040-01-01T00:00:00Z"), net.member("weaver")
    line = need.line()["id"]
    need.claim(member, 4)
    need.says("correct", neededBy="2041-01-01T00:00:00Z")
    need.says("correct", lines=[{"id": line, "quantity": 6}])
    assert need.line()["remaining"] == 2
    # It sinks at once to what is promised; nobody travels in vain.
    need.says("correct", lines=[{"id": line, "quantity": 1}])
    read = need.read()
    assert (read["lines"][0]["quantity"], read["lines"][0]["remaining"], read["voided"]) == (4, 0, [])
    assert need.claim(member, 1, 409)["remaining"] == 0


def test_enough_elsewhere_closes_the_line(net):
    need = net.published()
    need.says("correct", lines=[{"id": need.line()["id"], "met": True}])
    read = need.read()
    assert read["voided"] == [] and read["state"] == "delivered"
    found = need.claim(net.member("weaver"), 1, 409)
    assert found.get("remaining", 0) == 0


@pytest.mark.parametrize("wrong, field", [
    ({"quantity": -1}, "quantity"), ({"quantity": "lots of them"}, "quantity"), ({"quantity": 0}, "quantity"),
    ({"item": ""}, "item"), ({"item": "长" * 5000}, "item"), ({"specification": "长" * 5000}, "specification")],
    ids=lambda value: str(value)[:30])
def test_wrong_correction_of_a_line_is_named(net, wrong, field):
    need = net.published()
    before = need.line()
    assert fields(need.says("correct", 422, lines=[{"id": before["id"], **wrong}])) == {f"lines.0.{field}"}
    assert need.line() == before


def test_edit_before_verification_voids_nothing(net):
    need = net.need()
    need.says("correct", title="另一个标题")
    assert need.read()["voided"] == [] and need.read()["title"] == "另一个标题"


def test_merged_need_can_be_taken_out_again(net):
    desk = net.member("intake")
    one, two = net.need(), net.published()
    one.act(net.founder, "acknowledge")
    for into in (one.id, "nonsense", "01a1ffd7-8259-7000-9a1d-1df8c468dcdf"):
        assert fields(one.act(desk, "merge", 422, into=into)) == {"into"}
    read = one.act(desk, "merge", into=two.id)
    assert (read["state"], read["mergedInto"]) == ("duplicate", two.id)
    # Both requesters still have an answer, and nothing is summed silently.
    assert one.track()["state"] == "duplicate" and two.track()["state"] == "published"
    assert two.line()["quantity"] == 10
    assert one.act(desk, "acknowledge", 409)["state"] == "duplicate"
    two.act(desk, "merge", 422, into=one.id)
    assert one.act(desk, "unmerge")["state"] == "acknowledged"
    one.act(desk, "unmerge", 409)


def test_need_with_claims_is_not_merged_away(net):
    one, two = net.published(), net.published()
    one.claim(net.member("weaver"), 1)
    assert one.act(net.founder, "merge", 409, into=two.id)["state"] == "inProgress"
    assert two.act(net.founder, "merge", into=one.id)["state"] == "duplicate"


def test_without_consent_nothing_is_published(net):
    need = net.verified(net.member("weaver"), onBehalfOf="邻居", consent="no", source={"kind": "relay"})
    problem(net.member("dispatcher").post(
        f"/needs/{need.id}/actions", {"action": "publish", "audience": "public"}), 409)
    assert need.act(net.founder, "publish", audience="members", reason="危急，协调员决定")["state"] == "published"


def test_two_verifiers_at_once_make_one_verification(net):
    need = net.need()
    need.act(net.founder, "acknowledge")
    people = [net.member("verifier", name=str(index)) for index in range(4)]
    body = {"action": "verify", "confidence": "official"}
    answers = together(4, lambda index: people[index].post(f"/needs/{need.id}/actions", body).status_code)
    assert sorted(answers) == [200, 409, 409, 409]


def test_who_verifies_by_a_page_has_read_what_stands(net):
    need, verifier = net.need(), net.member("verifier")
    need.act(net.founder, "acknowledge")
    desk = Reader(net, language="zh").sign_in(verifier)
    desk.go(f"/n/{net.slug}/queue")
    need.act(verifier, "open")
    desk.go(f"/n/{net.slug}/queue/{need.id}")
    form = [one for one in Forms(desk.page.text).forms if one["fields"].get("action") == "verify"][0]
    sent = {**form["fields"], "confidence": "official", "note": "打过电话"}
    need.says("correct", title="改成了别的")
    post = lambda: desk.post(desk.url + form["action"], data=sent, headers={"Sec-Fetch-Site": "same-origin"}, timeout=90)
    answer = post()
    assert answer.status_code == 412 and "打过电话" in answer.text and "改成了别的" in answer.text
    sent["seen"] = [one for one in Forms(answer.text).forms if one["fields"].get("action") == "verify"][0]["fields"]["seen"]
    assert post().status_code < 400
    assert need.read()["state"] == "verified"
