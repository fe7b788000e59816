"""Offers: sent in, checked, listed, used for needs and given back; standing ones; tables of them; what strangers may read."""

import csv
import io
import json
import time

import pytest

from reader import Reader
from support import SHARED, Network, fields, ok, on_claim, problem, serial, soon, together

REAL = ["factory", "logistics", "clinic", "medic_hotel"]
CANARY = "金丝雀-联系人-5512"


def an_offer(**more):
    return {
        "title": f"仓库里的口罩 {next(serial)}", "category": "protective",
        "lines": [{"item": "N95口罩", "quantity": 100, "unit": "只"}],
        "place": {"area": ["中国", "湖北省", "武汉市", "江汉区"], "address": "金丝雀路 7 号"},
        "contact": {"name": CANARY, "phone": "13900005512"}, **more}


class Offer:
    def __init__(self, net, by=None, status=201, **more):
        self.net, self.by = net, by or net.member(name="has")
        self.made = ok(self.by.post(f"{root(net)}/offers", an_offer(**more)), status)
        self.id = self.made.get("id")

    def act(self, by, action, status=200, **carries):
        return ok(by.post(f"{root(self.net)}/offers/{self.id}/actions", {"action": action, **carries}), status)

    def read(self, by=None, status=200):
        return ok((by or self.by).get(f"{root(self.net)}/offers/{self.id}"), status)

    def left(self):
        return self.read()["lines"][0]["left"]

    def listed(self, audience="public"):
        self.act(self.net.founder, "acknowledge")
        self.act(self.net.member("verifier"), "verify", confidence="official", checks=[{"id": "seen", "answer": "yes"}])
        self.act(self.net.member("dispatcher"), "list", audience=audience)
        return self

    def use(self, by, need, quantity, status=201, **more):
        body = {"line": self.read()["lines"][0]["id"], "need": need.id, "needLine": need.line()["id"],
                "quantity": quantity, "promisedBy": soon(), **more}
        return ok(by.post(f"{root(self.net)}/offers/{self.id}/uses", body), status)

    def uses(self, by=None):
        return ok((by or self.by).get(f"{root(self.net)}/offers/{self.id}/uses"))["items"]


def root(net):
    return f"/api/v1/networks/{net.slug}"


def answer(by, net, use, action, status=200, **carries):
    return ok(by.post(f"{root(net)}/uses/{use['id']}/actions", {"action": action, **carries}), status)


def ids(by, net, **query):
    return [one["id"] for one in by.items(f"{root(net)}/offers", **query)]


def test_from_sending_in_to_used_up_and_back(net):
    offer = Offer(net)
    assert offer.made["state"] == "submitted" and offer.made["owner"]["name"] and offer.made["due"]
    assert ids(net.public, net) == []
    problem(net.public.get(f"{root(net)}/offers/{offer.id}"), 404)
    refused = offer.act(net.member("dispatcher"), "list", 409, audience="public")
    assert refused["state"] == "submitted" and "acknowledge" in refused["allowed"]
    offer.listed()
    assert ids(net.public, net) == [offer.id]
    need = net.published(lines=[{"item": "N95口罩", "quantity": 80, "unit": "只"}])
    used = offer.use(offer.by, need, 80)
    assert used["state"] == "agreed" and used["claim"]
    assert offer.left() == 20 and offer.read()["state"] == "inUse"
    assert need.line()["claimed"] == 80
    other = net.published(lines=[{"item": "N95口罩", "quantity": 500, "unit": "只"}])
    assert offer.use(offer.by, other, 21, 409)["remaining"] == 20
    assert offer.use(offer.by, need, 1, 409)["remaining"] == 0
    offer.use(offer.by, other, 20)
    assert offer.read()["state"] == "usedUp" and ids(net.public, net) == []
    assert ids(net.public, net, state="usedUp") == [offer.id]
    # Half of the first is brought, the rest comes back.
    on_claim(offer.by, {"id": used["claim"]}, "deliver", quantity=30)
    assert offer.left() == 50 and offer.read()["lines"][0]["used"] == 30


def test_the_dispatcher_asks_and_the_offerer_answers(net):
    offer, dispatcher, need = Offer(net).listed(), net.member("dispatcher"), net.published()
    asked = offer.use(dispatcher, need, 10, note="今天就要")
    assert asked["state"] == "asked" and asked["claim"] is None and need.line()["claimed"] == 0
    assert offer.left() == 90
    waiting = ok(offer.by.get("/me/waiting"))["tasks"]
    assert [one["kind"] for one in waiting if one["object"] == asked["id"]] == ["offerUse"]
    for caller, status in [(dispatcher, 403), (net.member(name="other"), 403), (net.public, 401)]:
        answer(caller, net, asked, "accept", status)
    # Another who asks for the same learns that it was asked, and where.
    second = net.member("dispatcher", name="second")
    assert offer.use(second, need, 5, 409)["next"] == asked["id"]
    desk = Reader(net).sign_in(second)
    desk.go(f"/n/{net.slug}/offers/{offer.id}?need={need.id}&needLine={need.line()['id']}")
    assert f'href="#use-{asked["id"]}"' in desk.submit("/uses", 409, quantity="5")
    assert answer(offer.by, net, asked, "accept")["state"] == "agreed"
    assert need.line()["claimed"] == 10
    assert answer(offer.by, net, asked, "accept", 409)["state"] == "agreed"
    need = net.published()
    asked = offer.use(dispatcher, need, 5)
    assert answer(offer.by, net, asked, "decline", note="卖完了")["state"] == "declined"
    # Nobody is asked the same again once they have said no; for another need they are.
    refused = offer.use(dispatcher, need, 5, 409)
    assert refused["state"] == "declined" and refused["detail"]
    asked = offer.use(dispatcher, net.published(), 5)
    assert answer(dispatcher, net, asked, "takeBack")["state"] == "takenBack"
    assert offer.left() == 90
    assert fields(answer(offer.by, net, asked, "dance", 422)) == {"action"}
    # Who has no part in it learns of no use.
    assert offer.uses(net.member(name="other")) == []
    assert len(offer.uses()) == 3


def test_many_at_once_never_take_more_than_there_is(net):
    offer = Offer(net, lines=[{"item": "N95口罩", "quantity": 10, "unit": "只"}], by=net.founder).listed()
    needs = [net.published(lines=[{"item": "N95口罩", "quantity": 4, "unit": "只"}]) for _ in range(4)]
    line, targets = offer.read()["lines"][0]["id"], [(need.id, need.line()["id"]) for need in needs]

    def take(index):
        need, its = targets[index % 4]
        body = {"line": line, "need": need, "needLine": its, "quantity": 1 + index % 2, "promisedBy": soon()}
        return net.founder.post(f"{root(net)}/offers/{offer.id}/uses", body)

    answers = together(24, take)
    assert {one.status_code for one in answers} <= {201, 409}
    taken = sum(one.json()["quantity"] for one in answers if one.status_code == 201)
    assert taken == 10 - offer.left() and taken >= 9
    claimed = [need.line()["claimed"] for need in needs]
    assert sum(claimed) == taken and max(claimed) <= 4


@pytest.mark.parametrize("wrong, name", [
    ({"lines": []}, "lines"), ({"lines": [{"item": "口罩", "quantity": "很多很多"}]}, "lines.0.quantity"),
    ({"lines": [{"item": "口罩", "kind": "magic"}]}, "lines.0.kind"), ({"until": "2001-01-01T00:00:00Z"}, "until"),
    ({"from": "someday"}, "from"), ({"radiusKm": -3}, "radiusKm"), ({"standing": "maybe"}, "standing"),
    ({"contact": {"email": "nobody"}}, "contact.email"), ({"category": "gold"}, "category"),
    ({"perDay": "lots"}, "perDay"), ({"boughtFrom": "长" * 201}, "boughtFrom"), ({"title": "长" * 200}, "title"),
])
def test_bad_fields_are_named(net, wrong, name):
    assert name in fields(Offer(net, status=422, **wrong).made)


def test_each_act_has_its_people(net):
    problem(Network(net.server).founder.get(f"{root(net)}/offers/{Offer(net).id}"), 404)
    verifier = net.member("verifier")
    own = Offer(net, by=verifier)
    own.act(net.founder, "acknowledge")
    own.act(verifier, "verify", 403, confidence="official")
    own.act(net.member(name="other"), "withdraw", 404)
    assert fields(own.act(net.member("verifier", name="b"), "verify", 422, confidence="sure")) == {"confidence"}
    own.act(net.member("verifier", name="b"), "verify", confidence="two-sources")
    assert fields(own.act(net.founder, "list", 422, audience="case")) == {"audience"}
    assert fields(own.act(net.founder, "reject", 422)) == {"reason"}
    assert own.act(net.founder, "reject", reason="不是真的")["state"] == "rejected"
    assert own.act(net.founder, "reopen", reason="弄错了")["state"] == "acknowledged"
    assert own.act(verifier, "withdraw")["state"] == "withdrawn"


def test_controlled_things_take_two_verifiers(net):
    first, second, dispatcher = net.member("verifier"), net.member("verifier", name="b"), net.member("dispatcher")
    offer = Offer(net, lines=[{"item": "胰岛素", "quantity": 40, "unit": "支"}])
    offer.act(net.founder, "acknowledge")
    checked = offer.act(first, "verify", confidence="official")
    assert checked["state"] == "acknowledged" and checked["awaitsSecond"]
    offer.act(dispatcher, "list", 409, audience="public")
    assert offer.act(first, "verify", confidence="official")["state"] == "acknowledged"
    page = Reader(net, language="zh").sign_in(second).go(f"/n/{net.slug}/offers/{offer.id}")
    assert "等第二位审核员" in page and "管控物品：需要第二位审核员。" in page and "第一位审核员已核实，等第二位" in page
    checked = offer.act(second, "verify", confidence="official")
    assert checked["state"] == "verified" and not checked["awaitsSecond"]
    assert offer.act(dispatcher, "list", audience="public")["state"] == "listed"


def test_the_same_request_twice_makes_one(net):
    by, body, key = net.member(name="has"), an_offer(), {"Idempotency-Key": "abc"}
    first = ok(by.post(f"{root(net)}/offers", body, headers=key), 201)
    assert ok(by.post(f"{root(net)}/offers", body, headers=key), 201)["id"] == first["id"]
    problem(by.post(f"{root(net)}/offers", an_offer(), headers=key), 422)


def test_contacts_and_money_never_stand_in_public(net):
    offer = Offer(net, conditions="自提", description="找老王拿", institution="某仓库", through=True, consent="yes").listed()
    for address in (f"{root(net)}/offers", f"{root(net)}/offers/{offer.id}", f"/n/{net.slug}/offers",
                    f"/n/{net.slug}/offers/{offer.id}", f"/n/{net.slug}/offers.csv", f"{root(net)}/events"):
        text = net.public.get(address).text
        for canary in (CANARY, "13900005512", "金丝雀路", "找老王拿", "某仓库"):
            assert canary not in text, f"{canary} at {address}"
    seen = ok(net.member("verifier").post(f"{root(net)}/offers/{offer.id}/reveals", {"purpose": "回拨核实"}))
    assert CANARY in json.dumps(seen, ensure_ascii=False)
    problem(net.member(name="other").post(f"{root(net)}/offers/{offer.id}/reveals", {"purpose": "好奇"}), 403)
    held = Offer(net, conditions="定金打到账号 6222020200112233445")
    held.act(net.founder, "acknowledge")
    held.act(net.member("verifier"), "verify", confidence="official")
    held.act(net.member("dispatcher"), "list", 409, audience="public")
    assert held.read()["held"] == ["conditions"]
    held.act(held.by, "change", conditions="自提")
    held.act(net.member("dispatcher"), "list", audience="public")


def test_the_list_is_filtered_and_paged(net):
    masks = Offer(net, title="口罩一批", standing=True).listed()
    van = Offer(net, title="两辆货车", category="transport", place={"area": ["中国", "湖北省", "黄冈市"]},
                lines=[{"item": "货车", "quantity": 2, "unit": "辆", "kind": "transport"}]).listed()
    assert ids(net.public, net) == [van.id, masks.id]
    for query, found in [({"q": "货车"}, [van.id]), ({"area": "黄冈"}, [van.id]), ({"kind": "transport"}, [van.id]),
                         ({"category": "protective"}, [masks.id]), ({"standing": "1"}, [masks.id]),
                         ({"q": "呼吸机"}, []), ({"freshness": "stale"}, []), ({"limit": 1}, [van.id, masks.id])]:
        assert ids(net.public, net, **query) == found, query
    for query in ({"state": "gone"}, {"kind": "x"}, {"category": "x"}, {"limit": "0"}, {"cursor": "x"}):
        assert fields(problem(net.public.get(f"{root(net)}/offers", params=query), 422)) == set(query)


@pytest.mark.parametrize("kind", REAL)
def test_the_real_files_are_read_in(net, kind):
    path = SHARED / f"data/respond/wuhan2020_{kind}_offers.json"
    if not path.exists():
        pytest.skip("the shared data is not here")
    rows = json.loads(path.read_text(encoding="utf-8"))
    words = ["import", "offers", str(path), "--network", net.slug, "--json"]
    dry = json.loads(net.server.weft(*words, "--dry-run").stdout)
    report = json.loads(net.server.weft(*words).stdout)
    assert report["read"] == len(rows) and report["rejected"] == []
    assert report["stored"] + report["duplicates"] == len(rows)
    assert (dry["stored"], dry["duplicates"]) == (report["stored"], report["duplicates"])
    again = json.loads(net.server.weft(*words).stdout)
    assert again["stored"] == 0 and again["duplicates"] == len(rows)
    offers = net.founder.items(f"{root(net)}/offers", state="submitted", limit=200)
    assert len(offers) == report["stored"]
    assert all(one["lines"] and one["title"] and one["owner"]["name"] for one in offers)
    if kind == "medic_hotel":
        assert sum(one["area"][:3] == ["中国", "湖北省", "武汉市"] for one in offers) >= 80
        assert sum(line["quantity"] is not None for one in offers for line in one["lines"]) == 3
    if kind == "factory":
        numbers = [line["quantity"] for one in offers for line in one["lines"] if line["quantity"]]
        assert sorted(numbers) == [5000, 50000, 1000000]
    # Once it is listed everybody reads these: no number to call stands in them.
    numbers = {tel["tel"] for row in rows for tel in row["联系方式"] if len(tel["tel"]) > 9}
    public = json.dumps([[one[name] for name in ("title", "lines", "conditions")] for one in offers], ensure_ascii=False)
    assert not [number for number in numbers if number in public]
    assert ids(net.public, net) == []


def test_what_is_exported_is_read_in_again(net):
    Offer(net, conditions="自提", standing=True, perDay=50, boughtFrom="演示医疗器械公司").listed()
    Offer(net).listed("members")
    table = net.server.weft("export", "offers", "--network", net.slug).stdout
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    assert len(rows) == 1 and rows[0]["left"] == "100" and rows[0]["perDay"] == "50" and rows[0]["standing"] == "yes"
    assert rows[0]["boughtFrom"] == "演示医疗器械公司"
    member = net.member(name="has")
    lines = net.server.weft("export", "offers", "--network", net.slug, "--format", "jsonl", "--as", member.email).stdout
    assert len([json.loads(line) for line in lines.splitlines() if line]) == 2
    other = Network(net.server)
    report = json.loads(net.server.weft("import", "offers", "-", "--network", other.slug, "--json", text=table).stdout)
    assert report["stored"] == 1 and report["rejected"] == []
    read = ok(other.founder.get(f"{root(other)}/offers?state=acknowledged,submitted"))["items"]
    assert [one["boughtFrom"] for one in read] == ["演示医疗器械公司"]


def test_what_must_be_bought_names_its_source_and_no_price(net):
    """Price and contract stay outside: what speaks of money goes off the list until somebody has looked."""
    offer = Offer(net, serviceLevel="三天内送到", boughtFrom="演示医疗器械公司").listed()
    assert offer.read(net.public)["boughtFrom"] == "演示医疗器械公司"
    page = net.public.get(f"/n/{net.slug}/offers/{offer.id}").text
    assert "需采购，来源：" in page and "演示医疗器械公司" in page
    assert fields(offer.act(offer.by, "change", 422, boughtFrom="长" * 201)) == {"boughtFrom"}
    assert offer.act(offer.by, "change", boughtFrom="另一家公司")["boughtFrom"] == "另一家公司"
    assert offer.act(offer.by, "change", boughtFrom="另一家公司，定金打到账号 6222020200112233445")["state"] == "verified"
    problem(net.public.get(f"{root(net)}/offers/{offer.id}"), 404)


def test_strangers_read_the_list_and_are_told_how_to_offer(net):
    offer = Offer(net).listed()
    stranger = Reader(net, language="zh")
    assert "N95口罩" in stranger.go(f"/n/{net.slug}/offers")
    assert "还剩 100 / 100 只" in stranger.go(f"/n/{net.slug}/offers/{offer.id}")
    assert "不用注册" in stranger.go(f"/n/{net.slug}/offer")
    assert "可用的资源" in stranger.go(f"/n/{net.slug}")


class Guest:
    """Somebody without an account and what they offer."""

    def __init__(self, net, status=201, **more):
        self.net, self.caller = net, net.anonymous(f"198.51.100.{next(serial) % 200 + 20}")
        self.made = ok(self.caller.post(f"{root(net)}/offers", an_offer(**more)), status)
        if status == 201:
            self.id, self.code = self.made["id"], self.made["trackingCode"]
            self.secret = self.made["trackingURL"].split("secret=")[1]

    def door(self, path=""):
        return f"/api/v1/offers/{self.code}{path}"

    def get(self, path="", status=200, **query):
        return ok(self.caller.get(self.door(path), params=query or {"secret": self.secret}), status)

    def post(self, path, body, status=200, **query):
        return ok(self.caller.post(self.door(path), body, params=query or {"secret": self.secret}), status)

    def listed(self):
        for caller, body in [
                (self.net.founder, {"action": "acknowledge"}),
                (self.net.member("verifier"), {"action": "verify", "confidence": "official"}),
                (self.net.member("dispatcher"), {"action": "list", "audience": "public"})]:
            ok(caller.post(f"{root(self.net)}/offers/{self.id}/actions", body))
        return self


def test_a_company_without_an_account_offers_and_is_asked(net):
    assert fields(Guest(net, 422, contact={"name": "无名"}).made) == {"contact.phone"}
    firm = Guest(net, lines=[{"item": "N95口罩", "quantity": 10000, "unit": "只"}])
    assert f"/o/{firm.code}?secret=" in firm.made["trackingURL"] and firm.made["owner"]["name"]
    assert firm.get()["state"] == "submitted" and firm.get(digits="5512")["allowed"]
    for query in ({"secret": "wrong"}, {"digits": "0000"}):
        problem(firm.caller.get(firm.door(), params=query), 404)
    assert ids(net.public, net) == []
    firm.listed()
    assert ids(net.public, net) == [firm.id]
    for address in (f"{root(net)}/offers/{firm.id}", f"/n/{net.slug}/offers/{firm.id}", f"{root(net)}/events"):
        text = net.public.get(address).text
        assert not [word for word in (CANARY, "13900005512", "金丝雀路", firm.code) if word in text], address
    need, dispatcher = net.published(lines=[{"item": "N95口罩", "quantity": 800, "unit": "只"}]), net.member("dispatcher")
    body = {"line": firm.get()["lines"][0]["id"], "need": need.id, "needLine": need.line()["id"], "quantity": 800,
            "promisedBy": soon()}
    use = ok(dispatcher.post(f"{root(net)}/offers/{firm.id}/uses", body), 201)
    assert use["state"] == "asked" and firm.get()["lines"][0]["left"] == 9200
    answer(dispatcher, net, use, "accept", 403)
    assert [one["id"] for one in firm.get("/uses")["items"]] == [use["id"]]
    granted = firm.post(f"/uses/{use['id']}/actions", {"action": "accept", "quantity": 500}, digits="5512")
    assert granted["grantedAt"] and granted["quantity"] == 500 and granted["claim"] is None
    assert need.line()["claimed"] == 0
    firm.post(f"/uses/{use['id']}/actions", {"action": "accept"}, 409)
    promised = answer(dispatcher, net, use, "accept")
    assert promised["state"] == "agreed" and need.line()["claimed"] == 500
    assert firm.get()["lines"][0]["left"] == 9500
    second = ok(dispatcher.post(f"{root(net)}/offers/{firm.id}/uses", {**body, "quantity": 10}), 201)
    assert firm.post(f"/uses/{second['id']}/actions", {"action": "decline", "note": "发完了"})["state"] == "declined"
    # Another guest answers for nothing of it.
    other = Guest(net)
    problem(other.caller.post(other.door(f"/uses/{second['id']}/actions"), {"action": "accept"},
                              params={"secret": other.secret}), 403)


def test_a_guest_keeps_their_offer_by_the_link_alone(net):
    firm = Guest(net).listed()
    line = firm.get()["lines"][0]["id"]
    assert firm.post("/actions", {"action": "change", "lines": [{"id": line, "quantity": 60}]}, digits="5512")["lines"][0]["left"] == 60
    change = {"action": "change", "contact": {"phone": "13900007788"}}
    firm.post("/actions", change, 403, digits="5512")
    firm.post("/actions", change)
    problem(firm.caller.get(firm.door(), params={"digits": "5512"}), 404)
    assert firm.get(digits="7788")["state"] == "listed"
    for verb, words in [("verify", {"confidence": "official"}), ("list", {"audience": "public"}), ("acknowledge", {})]:
        firm.post("/actions", {"action": verb, **words}, 403)
    firm.post("/forget", {}, 409)
    assert firm.post("/actions", {"action": "withdraw", "reason": "卖完了"})["state"] == "withdrawn"
    firm.post("/forget", {}, 403, digits="7788")
    firm.post("/forget", {})
    problem(firm.caller.get(firm.door(), params={"digits": "7788"}), 404)
    assert firm.get()["state"] == "withdrawn"


def test_a_guests_pages_need_no_script(net):
    stranger = Reader(net, language="zh", address="198.51.100.9")
    page = stranger.go(f"/n/{net.slug}/offer")
    assert "登录" in page and 'name="contact.phone"' in page and 'name="whose"' not in page
    page = stranger.submit("/offer", 422, lines="防护服 20 套")
    assert "至少留一个" in page and "防护服 20 套" in page
    page = stranger.submit("/offer", **{"lines": "防护服 20 套", "contact.phone": "13911112222"})
    code = stranger.at.split("/o/")[1][:8]
    assert "收到了" in page and "secret=" in page and f'<span aria-hidden="true">{code}</span>' in page
    assert "secret" not in stranger.at
    found = Reader(net, language="zh", address="198.51.100.8")
    found.go(f"/o/{code}")
    assert found.at.startswith("/track")
    assert "后四位不对" in found.submit("/track", 404, code=code, digits="0000")
    page = found.submit("/track", code=code, digits="2222")
    assert "防护服" in page and "secret=" not in page and "13911112222" not in page
    picture = stranger.get(f"{net.server.url}/o/{code}/code.png")
    assert picture.headers["Content-Type"] == "image/png"
    assert Reader(net).get(f"{net.server.url}/o/{code}/code.png").status_code == 404
    stranger.go(f"/o/{code}")
    sent = {**stranger.form("/actions")["fields"], "confidence": "official", "reason": ""}
    for action, status, words in [("verify", 403, "您现在的角色不能做这件事"), ("withdraw", 200, "已撤回")]:
        page = stranger.post(
            f"{net.server.url}/o/{code}/actions", data={**sent, "action": action}, headers={"Sec-Fetch-Site": "same-origin"})
        assert page.status_code == status and words in page.text


def test_too_many_offers_from_one_address_are_slowed(own_server):
    net = Network(own_server(WEFT_INTAKE_PER_HOUR="3"))
    caller = net.anonymous("198.51.100.250")
    answers = [caller.post(f"{root(net)}/offers", an_offer()) for _ in range(4)]
    assert [one.status_code for one in answers] == [201, 201, 201, 429] and answers[3].headers["Retry-After"]
    # Whoever is known by name is not counted.
    Offer(net)


def test_offers_around_a_place(net):
    offer = Offer(net).listed()
    far = Offer(net, place={"area": ["中国", "北京市", "北京市", "海淀区"]}).listed()
    assert ids(net.public, net, near="30.6,114.27", radiusKm=50) == [offer.id]
    assert ids(net.public, net, near="北京市", radiusKm=60) == [far.id]
    for query in ({"near": "某个地方"}, {"near": "99,999"}):
        assert fields(problem(net.public.get(f"{root(net)}/offers", params=query), 422)) == {"near"}
    assert fields(problem(net.public.get(f"{root(net)}/offers", params={"near": "30,114", "radiusKm": 0}), 422)) == {"radiusKm"}
    page = Reader(net, language="zh").go(f"/n/{net.slug}/offers?near=武汉市&radiusKm=80")
    assert offer.id in page and far.id not in page


def test_a_mapping_of_columns_is_kept_for_offers(net):
    desk = Reader(net, language="zh").sign_in(net.member("intake"))
    table, path = "甲,乙,丙\n口罩,30,只\n", f"/n/{net.slug}/offers/import"
    desk.go(path)
    page = desk.submit("/import", **{
        "content": table, "do": "preview", "map.item": "甲", "map.quantity": "乙", "map.unit": "丙", "mapName": "仓库表"})
    assert "仓库表" in page
    desk.go(path)
    desk.submit("/import", content=table, do="run", kept="仓库表")
    made = net.founder.items(f"{root(net)}/offers", state="submitted")
    assert made[0]["lines"][0]["item"] == "口罩" and made[0]["lines"][0]["quantity"] == 30
    desk.go(f"/n/{net.slug}/import")
    assert "仓库表" not in desk.submit("/import", content=table, do="preview")


def test_words_of_an_offer_are_reported_hidden_and_appealed(net):
    offer = Offer(net, conditions="秘密词丁").listed()
    words = {"kind": "offer", "id": offer.id, "words": "这里写了一位护士的真名"}
    matter = ok(net.public.post(f"{root(net)}/reports", words), 201)["id"]
    problem(offer.by.post(f"{root(net)}/reports", words), 422)
    problem(net.public.post(f"{root(net)}/reports", {**words, "id": Offer(net).id}), 404)
    read = ok(net.founder.get(f"{root(net)}/matters/{matter}"))
    assert "秘密词丁" in read["text"]["words"]
    stale = {"action": "hide", "reason": "写了真名", "seen": "nonsense"}
    problem(net.founder.post(f"{root(net)}/texts/offer/{offer.id}/actions", stale), 412)
    ok(net.founder.post(f"{root(net)}/texts/offer/{offer.id}/actions", {**stale, "seen": read["text"]["seen"]}))
    for caller in (net.public, net.member(name="other")):
        for path in (f"{root(net)}/offers", f"{root(net)}/offers/{offer.id}", f"/n/{net.slug}/offers.csv"):
            assert "秘密词丁" not in caller.get(path).text
    page = Reader(net, language="zh").go(f"/n/{net.slug}/offers/{offer.id}")
    assert "写了真名" in page and "秘密词丁" not in page
    assert offer.read()["conditions"] == "秘密词丁"
    net.member("coordinator")
    appeal = ok(offer.by.post(f"{root(net)}/texts/offer/{offer.id}/actions", {"action": "appeal", "words": "这是标签上的字，不是谁的名字"}))
    assert appeal["id"]
    ok(net.founder.post(f"{root(net)}/texts/offer/{offer.id}/actions", {"action": "show"}))
    assert offer.read(net.public)["conditions"] == "秘密词丁"


def test_whoever_goes_off_hands_over_offers_too(net):
    net.member("intake"), net.member("verifier")
    # Who is here is read anew when it is a second old.
    time.sleep(1.1)
    offer = Offer(net)
    owner = offer.read(net.founder)["owner"]
    by = next(person for person in [net.founder, *net.people.values()] if person.member == owner["id"])
    to = net.member("intake") if by is not net.member("intake") else net.member("verifier")
    assert ok(by.post(f"{root(net)}/me/handovers", {"to": to.member}), 201)["count"] >= 1
    assert "offerHandover" in [one["step"] for one in ok(to.get("/me/waiting"))["tasks"]]
    done = ok(to.post(f"{root(net)}/me/handovers/answer", {"accepts": True}))["done"]
    assert offer.id in done and offer.read(net.founder)["owner"]["id"] == to.member
