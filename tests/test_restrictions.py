"""What an authority keeps to itself: said on every view, promised with an accepted permit only, or passed on and answered."""

import pytest

from reader import Forms, Reader
from servers import until
from support import Network, fields, ok, on_claim, problem, soon

CANARY = "许可编号-金丝雀-7731"


def restrict(net, by=None, status=201, **body):
    body = {"items": ["ventilator"], "authority": "物资指挥部", "permit": "调拨单", "channel": {"words": "书面申请"}, **body}
    return ok((by or net.founder).post(f"/api/v1/networks/{net.slug}/restrictions", body), status)


def act(net, restriction, action, status=200, by=None, **carries):
    return ok((by or net.founder).post(
        f"/api/v1/networks/{net.slug}/restrictions/{restriction['id']}/actions", {"action": action, **carries}), status)


def wanted(net, **more):
    """A published need for ventilators, and for masks, which nobody keeps."""
    need = net.need(lines=[{"item": "呼吸机", "quantity": 5, "unit": "台"}, {"item": "N95口罩", "quantity": 100, "unit": "只"}], **more)
    need.act(net.founder, "acknowledge")
    need.act(net.member("verifier"), "verify", confidence="official")
    need.act(net.member("verifier", name="b"), "verify", confidence="official")
    need.act(net.member("dispatcher"), "publish", audience="public")
    return need


def state(need, by, status=201, **body):
    body = {"number": CANARY, "issuer": "物资指挥部", "validUntil": soon(48), **body}
    return ok(by.post(f"/needs/{need.id}/permits", body), status)


def decide(net, permit, by, action="accept", status=200, reason="打电话核对过"):
    return ok(by.post(
        f"/api/v1/networks/{net.slug}/permits/{permit['id']}/actions", {"action": action, "reason": reason}), status)


def test_a_restriction_from_its_setting_to_its_end(net):
    made = restrict(net, area=["中国", "湖北省"], until=soon(48), note="按第 3 号通告")
    assert made["state"] == "inForce" and made["area"] == ["中国", "湖北省"] and made["items"][0]["id"] == "ventilator"
    listed = ok(net.public.get(f"/api/v1/networks/{net.slug}/restrictions"))["items"]
    assert [one["id"] for one in listed] == [made["id"]]
    later = act(net, made, "change", until=soon(72), channel={"phone": "027-1234567"})
    assert later["until"] > made["until"] and later["channel"] == {"words": "书面申请", "phone": "027-1234567", "link": ""}
    assert fields(act(net, made, "change", 422, until="2001-01-01T00:00:00Z")) == {"until"}
    assert fields(act(net, made, "paint", 422)) == {"action"}
    assert act(net, made, "lift")["state"] == "over"
    assert act(net, made, "lift", 409)["state"] == "over"
    until(lambda: "restrictionLifted" in net.public.get(f"/api/v1/networks/{net.slug}/events").text)
    # Nobody else's network, nobody without the role.
    problem(Network(net.server).founder.post(f"/api/v1/networks/{net.slug}/restrictions", {}), 404)
    for caller, status in [(net.member("verifier"), 403), (net.member(name="plain"), 403), (net.public, 401)]:
        restrict(net, caller, status)


@pytest.mark.parametrize("wrong, name", [
    ({"items": []}, "categories"), ({"items": ["no-such-thing"]}, "items"), ({"categories": ["lunch"]}, "categories"),
    ({"authority": " "}, "authority"), ({"permit": "", "channel": {}}, "permit"), ({"until": "never"}, "until"),
    ({"from": "2030-01-01T00:00:00Z", "until": "2029-01-01T00:00:00Z"}, "until"),
    ({"channel": {"link": "javascript:alert(1)"}}, "channel.link"), ({"area": ["", "", "", "朝阳区"]}, "area"),
    ({"authority": "x" * 200}, "authority"), ({"permit": 5}, "permit"),
])
def test_a_wrong_field_is_named(net, wrong, name):
    assert name in fields(restrict(net, status=422, **wrong))
    assert ok(net.public.get(f"/api/v1/networks/{net.slug}/restrictions"))["items"] == []


def test_every_view_says_so_and_no_permit_is_shown(net):
    need, volunteer = wanted(net), net.member(name="volunteer")
    other = net.published()
    made = restrict(net)
    state(need, net.member("dispatcher"))
    bound = [{"id": made["id"], "authority": "物资指挥部", "permit": "调拨单", "until": None}]
    for caller in (net.public, volunteer, net.founder):
        assert need.read(caller)["restrictions"] == bound
        listed = {item["id"]: item.get("restrictions") for item in caller.items()}
        assert listed == {need.id: bound, other.id: None}
    assert need.track()["need"]["restrictions"] == bound
    like = {"title": need.body["title"], "lines": need.body["lines"]}
    assert ok(net.public.post("/needs/similar", like))["items"][0]["need"]["restrictions"] == bound
    root, pages = f"/n/{net.slug}", []
    for reader in (Reader(net), Reader(net).sign_in(volunteer)):
        for page in ("/needs", f"/needs/{need.id}", "/restrictions", "/needs/list" if reader.cookies.get("weft_session") else "/needs"):
            text = reader.go(root + page)
            pages.append(text)
            assert "物资指挥部" in text, page
        pages += [reader.go(f"{root}/needs.csv"), reader.go(f"{root}/needs.geojson"), reader.go(root)]
    for path in (f"/needs/{need.id}", "/needs", "/events", f"/needs/{need.id}/permits", f"/needs/{need.id}/claims"):
        for caller in (net.public, volunteer):
            pages.append(caller.get(path).text)
    assert not any(CANARY in text for text in pages)
    assert CANARY in net.member("verifier").get(f"/needs/{need.id}/permits").text
    assert CANARY in need.track()["restricted"]["permits"][0]["number"]
    problem(volunteer.get(f"/api/v1/networks/{net.slug}/permits"), 403)


def test_a_promise_takes_an_accepted_permit(net):
    need, one, two = wanted(net), net.member(name="one"), net.member(name="two")
    restrict(net)
    refused = need.claim(one, 1, 422)
    assert fields(refused) == {"permit"} and "物资指挥部" in refused["errors"][0]["message"]
    need.claim(one, 5, index=1)
    for wrong, name in [({"number": " "}, "number"), ({"issuer": ""}, "issuer"), ({"validUntil": ""}, "validUntil"),
                        ({"validUntil": "2001-01-01T00:00:00Z"}, "validUntil"), ({"restriction": "x"}, "restriction")]:
        assert fields(state(need, one, 422, **wrong)) == {name}
    permit = state(need, one)
    assert permit["state"] == "stated" and permit["for"] == one.member
    assert fields(need.claim(one, 1, 422)) == {"permit"}
    verifier = net.member("verifier")
    waiting = ok(verifier.get(f"/api/v1/networks/{net.slug}/permits"))["items"]
    assert [item["id"] for item in waiting] == [permit["id"]]
    # Somebody of the desk is to look at it.
    assert any(item["step"] == "permit" for who in (verifier, net.member("verifier", name="b"), net.founder)
               for item in ok(who.get("/me/waiting"))["items"])
    decide(net, permit, one, status=403)
    assert fields(decide(net, permit, verifier, status=422, reason="")) == {"reason"}
    assert fields(decide(net, permit, verifier, "admire", 422)) == {"action"}
    assert decide(net, permit, verifier)["state"] == "accepted"
    assert decide(net, permit, verifier, status=409)["state"] == "accepted"
    claim = need.claim(one, 1)
    assert fields(need.claim(two, 1, 422)) == {"permit"}
    on_claim(one, claim, "release")
    # Hers is for everybody.
    hers = ok(net.public.post(
        f"/api/v1/track/{need.code}/permits", {"number": "A-1", "issuer": "物资指挥部", "validUntil": soon(48)},
        params={"secret": need.secret}), 201)
    assert hers["for"] is None
    decide(net, hers, verifier, "refuse", reason="编号查不到")
    assert fields(need.claim(two, 1, 422)) == {"permit"}
    assert need.track()["restricted"]["permits"][0]["reason"] == "编号查不到"
    other = ok(net.public.post(
        f"/api/v1/track/{need.code}/permits", {"number": "A-2", "issuer": "物资指挥部", "validUntil": soon(48)},
        params={"secret": need.secret}), 201)
    decide(net, other, verifier)
    need.claim(two, 1)


def test_who_stated_it_does_not_accept_it(net):
    need, verifier, second = wanted(net), net.member("verifier", name="c"), net.member("verifier", name="d")
    restrict(net)
    permit = state(need, verifier)
    decide(net, permit, verifier, status=403)
    need.claim(second, 1, index=1)
    # Nor does anybody who has promised something for the need.
    decide(net, permit, second, status=403)
    decide(net, permit, net.member("verifier"))


def test_what_takes_no_permit_goes_by_the_channel_only(net):
    need, one = wanted(net), net.member(name="one")
    restrict(net, permit="")
    assert fields(need.claim(one, 1, 422)) == {"permit"}
    assert fields(state(need, one, 422)) == {"restriction"}
    free = net.published()
    assert fields(state(free, one, 422)) == {"restriction"}


def test_passed_on_until_the_answer_is(net):
    need = wanted(net)
    made = restrict(net)
    body = {"restriction": made["id"], "reference": "收文 12 号", "due": soon(48)}
    owner = net.founder
    problem(net.member(name="plain").post(f"/needs/{need.id}/channel", body), 403)
    for wrong, name in [({"reference": ""}, "reference"), ({"due": ""}, "due"), ({"due": soon(24 * 400)}, "due"),
                        ({"restriction": need.id}, "restriction")]:
        assert fields(problem(coordinator(net).post(f"/needs/{need.id}/channel", {**body, **wrong}), 422)) == {name}
    ok(coordinator(net).post(f"/needs/{need.id}/channel", body), 201)
    problem(coordinator(net).post(f"/needs/{need.id}/channel", body), 409)
    way = need.track()["restricted"]["ways"][0]
    assert way["authority"] == "物资指挥部" and way["reference"] == "收文 12 号" and way["outcome"] is None
    for action, carries in [("markUnmet", {"reason": "没有", "tried": "都试过"}), ("reject", {"reason": "没有"}),
                            ("withdraw", {"reason": "算了"})]:
        held = need.act(coordinator(net), action, 409, **carries)
        assert held["state"] == "published" and "markUnmet" not in held["allowed"] and "答复" in held["detail"]
    assert need.read(owner)["state"] == "published"
    answer = {"outcome": "takenOver", "words": "他们明天直接送去"}
    for wrong, name in [({"outcome": "perhaps"}, "outcome"), ({"words": " "}, "words")]:
        assert fields(problem(coordinator(net).post(f"/needs/{need.id}/channel/answer", {**answer, **wrong}), 422)) == {name}
    ok(coordinator(net).post(f"/needs/{need.id}/channel/answer", answer))
    problem(coordinator(net).post(f"/needs/{need.id}/channel/answer", answer), 409)
    way = need.track()["restricted"]["ways"][0]
    assert way["outcome"] == "takenOver" and way["answer"] == "他们明天直接送去"
    # No message reaches her: somebody is to call her with it.
    until(lambda: "callOpened" in net.founder.get("/events").text)
    need.act(coordinator(net), "markUnmet", reason="由指挥部办理", tried="转给了指挥部")


def coordinator(net):
    return net.member("coordinator")


def test_she_may_withdraw_whatever_is_out(net):
    need = wanted(net)
    restrict(net)
    ok(coordinator(net).post(f"/needs/{need.id}/channel", {"reference": "口头", "due": soon(48)}), 201)
    need.says("withdraw", reason="别处有了")
    assert need.read()["state"] == "withdrawn"
    problem(coordinator(net).post(f"/needs/{need.id}/channel/answer", {"outcome": "granted", "words": "可以"}), 409)


def test_what_begins_is_told_once_to_those_it_binds(net):
    need, one = wanted(net), net.member(name="one")
    claim = need.claim(one, 1)
    before = net.server.log.stat().st_size

    def mails(words):
        text = net.server.log.read_bytes()[before:].decode(errors="replace")
        return text.count(words)

    made = restrict(net, authority=f"指挥部{net.slug}")
    people = len({one.member, need.receipt["owner"]["id"]})
    until(lambda: mails(f"管控开始：指挥部{net.slug}") >= people)
    assert ok(one.get(f"/needs/{need.id}/claims"))["items"][0]["state"] == "open"
    act(net, made, "lift")
    until(lambda: mails(f"管控结束：指挥部{net.slug}") >= people)
    # The sweep has come by again meanwhile: each was told once.
    assert mails(f"管控开始：指挥部{net.slug}") == people
    on_claim(one, claim, "progress", note="照常送")


def test_pages_of_restrictions(net):
    desk = Reader(net).sign_in(net.member("coordinator"))
    desk.go(f"/n/{net.slug}/restrictions")
    text = desk.submit("/restrictions", 422, authority="Health office", categories="medical")
    assert "Health office" in text
    desk.submit("/restrictions", authority="Health office", categories="medical", permit="A note of allocation", area="湖北省/武汉市")
    assert "In force" in desk.page.text and "Wuhan" in desk.page.text
    plain = Reader(net)
    assert "A note of allocation" in plain.go(f"/n/{net.slug}/restrictions")
    asked = plain.go(f"/n/{net.slug}/ask")
    assert "Health office" in asked
    shown = plain.submit("/ask", do="preview", title="Clinic lacks bandages", lines="bandage 20", **{"contact.phone": "13900001234"})
    assert "kept by Health office" in shown
    one = ok(net.public.get(f"/api/v1/networks/{net.slug}/restrictions"))["items"][0]
    desk.go(f"/n/{net.slug}/restrictions")
    lift = [form for form in Forms(desk.page.text).forms if form["fields"].get("action") == "lift"]
    desk.post(desk.url + lift[0]["action"], data=lift[0]["fields"], headers={"Sec-Fetch-Site": "same-origin"}, timeout=90)
    assert ok(net.public.get(f"/api/v1/networks/{net.slug}/restrictions"))["items"][0]["state"] == "over"


def test_a_permit_for_so_many(net):
    need, one, two = wanted(net), net.member(name="one"), net.member(name="two")
    restrict(net)
    line, masks = need.line(0)["id"], need.line(1)["id"]
    for amounts, name in [({masks: 5}, f"amounts.{masks}"), ({line: "很多"}, f"amounts.{line}"), ({"x": 1}, "amounts.x")]:
        assert fields(state(need, net.member("dispatcher"), 422, amounts=amounts)) == {name}
    permit = state(need, net.member("dispatcher"), amounts={line: 3})
    assert permit["amounts"] == [{"line": line, "most": 3, "left": 3}]
    verifier = Reader(net, language="zh").sign_in(net.member("verifier"))
    assert "最多 3" in verifier.go(f"/n/{net.slug}/permits")
    decide(net, permit, net.member("verifier"))
    claim = need.claim(one, 2)
    assert need.claim(two, 2, 409)["remaining"] == 1
    assert "还剩 1" in verifier.go(f"/n/{net.slug}/needs/{need.id}")
    assert need.track()["restricted"]["permits"][0]["amounts"][0]["left"] == 1
    need.claim(two, 1)
    on_claim(one, claim, "release")
    assert need.track()["restricted"]["permits"][0]["amounts"][0]["left"] == 2


def test_who_promised_before_states_a_permit_and_sees_no_contact_until_then(net):
    need, one = wanted(net), net.member(name="one")
    need.claim(one, 1)
    ok(one.post(f"/needs/{need.id}/reveals", {}))
    restrict(net)
    until(lambda: "permitDue" in ok(one.get(f"/needs/{need.id}/claims"))["items"][0], "the promise waits")
    problem(one.post(f"/needs/{need.id}/reveals", {}), 403)
    assert any(item["step"] == "permitWait" for item in ok(one.get("/me/waiting"))["items"])
    page = Reader(net, language="zh").sign_in(one)
    assert "这份认领要有许可" in page.go(f"/n/{net.slug}/needs/{need.id}")
    assert "补许可" in page.go("/home")
    decide(net, state(need, one), net.member("verifier"))
    waiting = ok(one.get(f"/needs/{need.id}/claims"))["items"][0]
    assert waiting["state"] == "open" and "permitDue" not in waiting
    ok(one.post(f"/needs/{need.id}/reveals", {}))
