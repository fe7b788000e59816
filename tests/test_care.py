"""What people run into around a need: more promises than one may have alone, what she sees after "not received", odd input."""

from reader import Reader
from support import a_need, fields, ok, problem, soon


def root(net):
    return f"/api/v1/networks/{net.slug}"


def filled(net, member):
    """A need of which `member` promises a little again and again until they are refused; the refusal, and how often they were not."""
    need = net.published(lines=[{"item": "口罩", "quantity": 100, "unit": "只"}])
    for count in range(30):
        answer = member.post(f"/needs/{need.id}/claims", {
            "line": need.line()["id"], "quantity": 1, "promisedBy": soon()})
        if answer.status_code != 201:
            return need, answer, count
    raise AssertionError("never refused")


def test_co_signatures_make_room(net):
    member, other = net.member(name="carries"), net.member(name="other")
    need, answer, alone = filled(net, member)
    assert "联署" in problem(answer, 409)["detail"]
    before = ok(member.get(f"{root(net)}/co-signs"))
    assert (before["open"], before["limit"]) == (alone, alone)
    body = {"signer": net.founder.member, "need": need.id}
    asked = ok(member.post(f"{root(net)}/co-signs", body, headers={"Idempotency-Key": "a"}), 201)
    assert ok(member.post(f"{root(net)}/co-signs", body, headers={"Idempotency-Key": "a"}), 201)["id"] == asked["id"]
    assert problem(member.post(f"{root(net)}/co-signs", {"signer": member.member}), 422)["errors"][0]["field"] == "signer"
    waiting = ok(net.founder.get(f"{root(net)}/me/waiting"))["tasks"]
    assert any(task["object"] == asked["id"] for task in waiting)
    sign = f"{root(net)}/co-signs/{asked['id']}/actions"
    problem(other.post(sign, {"action": "sign", "more": 2}), 404)
    assert problem(net.founder.post(sign, {"action": "sign", "more": 50}), 422)["errors"][0]["field"] == "more"
    assert ok(net.founder.post(sign, {"action": "sign", "more": 2}))["state"] == "signed"
    assert ok(member.get(f"{root(net)}/co-signs"))["limit"] == alone + 2
    need.claim(member, 1)
    assert ok(net.founder.post(sign, {"action": "end"}))["state"] == "ended"
    problem(net.public.get(f"{root(net)}/co-signs"), 401)


def test_a_message_becomes_a_need_and_a_word_about_it(net):
    desk, plain = net.member("intake"), net.member(name="plain")
    door, phone = f"{root(net)}/inbound", "13911112222"
    message = {"channel": "sms", "from": f"+86 {phone}", "text": "青云县卫生院缺口罩\n口罩 500只\n手套 20副"}
    for caller, status in [(net.public, 401), (plain, 403)]:
        assert caller.post(door, message).status_code == status
    made = ok(desk.post(door, message), 201)
    assert made["new"] and made["state"] == "submitted"
    assert not ok(desk.post(door, message), 201)["new"], "sent twice within a minute it is one need"
    need = ok(net.founder.get(f"/needs/{made['need']}"))
    assert need["title"] == "青云县卫生院缺口罩" and [line["quantity"] for line in need["lines"]] == [500, 20]
    code = need["trackingCode"]
    # By its code the same sender adds to it; another's message is a need of its own.
    added = ok(desk.post(door, {"from": phone, "text": f"{code} 走后门"}), 201)
    assert not added["new"] and added["need"] == made["need"]
    other = ok(desk.post(door, {"from": "13933334444", "text": f"{code} 我们也缺"}), 201)
    assert other["new"] and other["need"] != made["need"]
    by_mail = ok(desk.post(door, {"channel": "mail", "from": "Ward 3 <ward3@clinic.example>".split("<")[1][:-1],
                                  "subject": "Blankets for ward 3", "text": "blankets 30 pieces"}), 201)
    assert ok(net.founder.get(f"/needs/{by_mail['need']}"))["title"] == "Blankets for ward 3"
    # The gateway's keys are its own: whoever writes by themselves may have chosen the same.
    key = {"Idempotency-Key": "1"}
    ok(net.public.post("/needs", a_need(), headers=key), 201)
    keyed = {"channel": "sms", "from": "13955556666", "text": "缺消毒液\n消毒液 30桶"}
    first = ok(desk.post(door, keyed, headers=key), 201)
    assert first["new"] and ok(desk.post(door, keyed, headers=key), 201) == {**first, "new": False}
    assert ok(net.founder.get(f"/needs/{first['need']}"))["source"]["reference"] == "短信发来的"
    # Nobody is refused for having written much, or for a number below nothing.
    long = {"from": "13977778888", "name": "长" * 200, "text": "缺睡袋\n睡袋 耐寒 -20度\n手套 0副\n" + "很冷。" * 2000 + "走东门"}
    made = ok(desk.post(door, long, headers={"Idempotency-Key": "2"}), 201)
    assert not ok(desk.post(door, long, headers={"Idempotency-Key": "2"}), 201)["new"]
    story = ok(net.founder.get(f"/needs/{made['need']}"))
    assert len(story["description"]) <= 4000
    added = [one for one in net.founder.items("/events") if one["kind"] == "added" and one["object"] == made["need"]]
    assert len(added) == 1 and "走东门" in str(added[0])
    assert problem(desk.post(door, {"from": "110", "text": "救命"}), 422)["errors"][0]["field"] == "from"
    assert problem(desk.post(door, {"from": phone, "text": " "}), 422)["errors"][0]["field"] == "text"


def test_a_message_that_offers_becomes_an_offer(net):
    desk, door, phone = net.member("intake"), f"{root(net)}/inbound", "13912123434"
    offers = f"{root(net)}/offers"
    made = ok(desk.post(door, {"channel": "sms", "from": phone, "text": "提供：N95口罩 500只\n手套 20副"}), 201)
    assert set(made) == {"offer", "state", "new"} and made["new"] and made["state"] == "submitted"
    offer = ok(net.founder.get(f"{offers}/{made['offer']}"))
    assert [(line["item"], line["quantity"]) for line in offer["lines"]] == [("N95口罩", 500), ("手套", 20)]
    assert offer["guest"] and offer["source"]["reference"] == "短信发来的"
    assert "短信发来的" in Reader(net, language="zh").sign_in(desk).go(f"/n/{net.slug}/offers/{made['offer']}")
    # A gateway that knows says it; the word of the sender stands behind that.
    said = {"from": phone, "text": "帐篷 3顶"}
    by_kind = ok(desk.post(door, {**said, "kind": "offer"}), 201)
    assert by_kind["new"] and ok(net.founder.get(f"{offers}/{by_kind['offer']}"))["title"] == "帐篷 3顶"
    assert "need" in ok(desk.post(door, {**said, "kind": "need", "text": "提供：帐篷 3顶"}), 201)
    assert fields(problem(desk.post(door, {**said, "kind": "gift"}), 422)) == {"kind"}
    # Who may be asking is heard as asking.
    for text in ("提供：我们医院缺口罩 500只", "Offer help: we need masks 500 pieces", "捐款 500元", "提供地址：3组12号，三人被困，需要救援"):
        assert "need" in ok(desk.post(door, {"from": "13912125656", "text": text}), 201), text
    # Whoever has asked here answers or asks on, by whatever word.
    assert "need" in ok(desk.post(door, {"from": phone, "text": "提供：手套 20副"}), 201)
    key, keyed = {"Idempotency-Key": "offer 1"}, {"from": "13912127878", "text": "Offer: blankets 30 pieces"}
    first = ok(desk.post(door, keyed, headers=key), 201)
    assert first["new"] and ok(desk.post(door, keyed, headers=key), 201) == {**first, "new": False}


def test_nothing_is_published_before_the_person_agrees(net):
    need = net.verified(onBehalfOf="村里的老人", consent="no")
    publish = {"action": "publish", "audience": "public"}
    problem(net.member("dispatcher").post(f"/needs/{need.id}/actions", publish), 409)
    assert problem(net.founder.post(f"/needs/{need.id}/actions", {"action": "agree"}), 422)["errors"][0]["field"] == "note"
    need.act(net.founder, "agree", note="下午三点电话里说的")
    problem(net.founder.post(f"/needs/{need.id}/actions", {"action": "agree", "note": "又一次"}), 409)
    assert need.act(net.member("dispatcher"), "publish", audience="public")["state"] == "published"
    # Whoever asked without her word doesn't give it for her.
    speaker = net.member(name="speaker")
    third = net.verified(by=speaker, onBehalfOf="第三位", consent="no")
    problem(speaker.post(f"/needs/{third.id}/actions", {"action": "agree", "note": "她应该愿意"}), 403)
    third.act(net.founder, "agree", note="下午四点，她自己说的")
    other = net.verified(onBehalfOf="另一位", consent="no")
    other.says("agree")
    assert other.act(net.member("dispatcher"), "publish", audience="public")["state"] == "published"
