"""Taking in needs: what is read, what is refused, what a repeated request does."""

import re
import uuid

import pytest

from support import a_need, fields, Network, ok, soon, together


def lines(*lines):
    return {"lines": list(lines)}


def test_least_need_gets_code_link_owner_and_deadline(net):
    body = {"title": "需要口罩", "lines": [{"item": "口罩"}], "contact": {"wechat": "zhangsan_2020"}}
    receipt = ok(net.public.post("/needs", body), 201)
    assert uuid.UUID(receipt["id"]).version == 7
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{8}", receipt["trackingCode"])
    assert f"/t/{receipt['trackingCode']}?secret=" in receipt["trackingURL"]
    assert receipt["state"] == "submitted"
    assert receipt["owner"] == {"id": net.founder.member, "name": "创办人"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", receipt["due"])
    need = ok(net.founder.get(f"/needs/{receipt['id']}"))
    assert need["urgency"] == "normal"
    assert need["lines"][0]["remaining"] is None


def test_full_need_is_read_back_as_it_was_said(net):
    body = {
        "title": "江汉区医院急需防护服",
        "description": "发热门诊每天要用",
        "category": "protective",
        "urgency": "critical",
        "neededBy": "2099-02-05T10:00:00Z",
        "place": {
            "address": "解放大道1号", "area": ["中国", "湖北省", "武汉市", "江汉区"], "latitude": 30.6, "longitude": 114.3},
        "lines": [
            {"item": "防护服", "quantity": 500, "unit": "套", "specification": "GB 19082", "kind": "goods"},
            {"item": "护士", "quantity": 3, "unit": "人", "kind": "people"},
        ],
        "source": {"kind": "official", "reference": "https://example.org/letter"},
        "contact": {"name": "李医生", "phone": "13900001234", "email": "li@example.org", "wechat": "lidoctor1"},
    }
    need = net.need(**body)
    read = need.read()
    for name in ("title", "category", "urgency", "description"):
        assert read[name] == body[name]
    assert read["neededBy"].startswith("2099-02-05T10:00:00")
    assert read["area"] == body["place"]["area"]
    assert read["source"] == body["source"]
    suit, nurse = read["lines"]
    assert (suit["item"], suit["quantity"], suit["unit"], suit["specification"]) == ("防护服", 500, "套", "GB 19082")
    assert (suit["claimed"], suit["delivered"], suit["remaining"]) == (0, 0, 500)
    assert (nurse["item"], nurse["kind"], nurse["remaining"]) == ("护士", "people", 3)
    assert read["state"] == "submitted" and read["progress"] == "open" and read["freshness"] == "fresh"
    assert need.track()["private"]["contact"]["phone"].endswith("13900001234")


LONG = "长" * 5000
WRONG = [
    ("title", {"title": ""}),
    ("title", {"title": "\u3000\u200b "}),
    ("title", {"title": None}),
    ("title", {"title": 5}),
    ("title", {"title": LONG}),
    ("description", {"description": LONG}),
    ("category", {"category": "weapons"}),
    ("urgency", {"urgency": "very"}),
    ("neededBy", {"neededBy": "someday"}),
    ("neededBy", {"neededBy": "2020-02-31"}),
    ("place.address", {"place": {"address": LONG}}),
    ("place.latitude", {"place": {"latitude": 91, "longitude": 0}}),
    ("place.longitude", {"place": {"latitude": 0, "longitude": 181}}),
    ("place.latitude", {"place": {"latitude": "north", "longitude": 0}}),
    ("lines", {"lines": []}),
    ("lines", {"lines": None}),
    ("lines", {"lines": "口罩"}),
    ("lines", lines(*[{"item": "口罩"}] * 500)),
    ("lines.0.item", lines({"item": ""})),
    ("lines.0.item", lines({"quantity": 5})),
    ("lines.0.item", lines({"item": LONG})),
    ("lines.1.quantity", lines({"item": "口罩"}, {"item": "手套", "quantity": "lots of them"})),
    ("lines.0.quantity", lines({"item": "口罩", "quantity": 0})),
    ("lines.0.quantity", lines({"item": "口罩", "quantity": -5})),
    ("lines.0.quantity", lines({"item": "口罩", "quantity": "1e30"})),
    ("lines.0.quantity", lines({"item": "口罩", "quantity": 1e30})),
    ("lines.0.quantity", lines({"item": "口罩", "quantity": {"number": 5}})),
    ("lines.0.unit", lines({"item": "口罩", "quantity": 1, "unit": LONG})),
    ("lines.0.specification", lines({"item": "口罩", "specification": LONG})),
    ("lines.0.kind", lines({"item": "口罩", "kind": "magic"})),
    ("source.kind", {"source": {"kind": "rumour"}}),
    ("source.reference", {"source": {"kind": "self", "reference": LONG}}),
    ("contact.phone", {"contact": {"name": "张三"}}),
    ("contact.phone", {"contact": {"phone": "12"}}),
    ("contact.email", {"contact": {"email": "not an address"}}),
    ("contact.wechat", {"contact": {"wechat": "a b"}}),
    ("contact.name", {"contact": {"name": LONG, "phone": "13900001234"}}),
    ("onBehalfOf", {"onBehalfOf": LONG}),
]


@pytest.mark.parametrize("field, wrong", WRONG, ids=lambda value: value if isinstance(value, str) else "")
def test_wrong_field_is_named(net_of_module, field, wrong):
    before = len(net_of_module.founder.items())
    assert field in fields(ok(net_of_module.public.post("/needs", a_need(**wrong)), 422))
    assert len(net_of_module.founder.items()) == before


@pytest.fixture(scope="module")
def net_of_module(server):
    return Network(server)


def test_every_wrong_field_is_named_at_once(net):
    body = {
        "title": "", "urgency": "very", "lines": [{"item": "口罩", "quantity": -1}], "contact": {"email": "nobody"},
        "neededBy": "someday"}
    found = fields(ok(net.public.post("/needs", body), 422))
    assert found >= {"title", "urgency", "lines.0.quantity", "contact.email", "neededBy"}


def test_missing_parts_are_all_named(net):
    found = fields(ok(net.public.post("/needs", {}), 422))
    assert found >= {"title", "lines"} and any(name.startswith("contact") for name in found)


QUANTITIES = [
    (500, 500, ""),
    (1.5, 1.5, ""),
    ("500", 500, ""),
    ("1,000", 1000, ""),
    ("１００", 100, ""),
    ("2万", 20000, ""),
    ("1.5万个", 15000, "个"),
    ("2亿", 200_000_000, ""),
    ("500只", 500, "只"),
    ("两百", 200, ""),
    ("　300　套 ", 300, "套"),
    ("100-200套", 200, "套"),
    ("1-2万", 20000, ""),
    (None, None, ""),
    ("", None, ""),
    ("若干", None, ""),
    ("?", None, ""),
    ("不限", None, ""),
    ("越多越好", None, ""),
    ("no limit", None, ""),
]


@pytest.mark.parametrize("typed, most, unit", QUANTITIES, ids=lambda value: str(value))
def test_quantity_is_read_as_people_write_it(net_of_module, typed, most, unit):
    line = net_of_module.need(lines=[{"item": "物资", "quantity": typed}]).line()
    assert line["quantity"] == most and line["unit"] == unit
    assert line["remaining"] == most
    if typed == "100-200套":
        assert line["quantityLeast"] == 100


def test_unknown_and_unlimited_are_told_apart(net):
    read = net.need(lines=[{"item": "甲", "quantity": "不限"}, {"item": "乙"}, {"item": "丙", "quantity": "5-6"}]).read()
    assert [line["quantityKind"] for line in read["lines"]] == ["unlimited", "unknown", "range"]


def test_spaces_and_full_width_letters_are_cleaned(net):
    need = net.need(
        title="\u3000\ufeff武汉市　中心医院\u200b 需要Ｎ９５ ", lines=[{"item": "\u3000Ｎ９５口罩\u00a0", "quantity": "　２万　"}],
        place={"area": ["中国", "湖北省\u3000", " 武汉市", "江汉区"]}, contact={"phone": "１３９　００００\u200b１２３４"})
    read = need.read()
    assert read["title"] == "武汉市 中心医院 需要N95"
    assert (read["lines"][0]["item"], read["lines"][0]["quantity"]) == ("N95口罩", 20000)
    assert read["area"] == ["中国", "湖北省", "武汉市", "江汉区"]
    assert need.track(digits="1234")["state"] == "submitted"


def test_several_contacts_in_one_field(net):
    need = net.need(contact={"phone": "张三:13900001234|李四:13900005678"})
    assert [contact["name"] for contact in need.track()["private"]["contacts"]] == ["张三", "李四"]


def test_same_key_and_content_make_one_need(net):
    body, key = a_need(), {"Idempotency-Key": "key-1"}
    first = ok(net.public.post("/needs", body, headers=key), 201)
    again = ok(net.public.post("/needs", body, headers=key), 201)
    assert again["id"] == first["id"] and again["trackingCode"] == first["trackingCode"]
    ok(net.public.post("/needs", a_need(), headers=key), 422)
    assert len(net.founder.items()) == 1


def test_a_key_belongs_to_its_caller(net):
    key = {"Idempotency-Key": "1"}
    one = ok(net.member("weaver").post("/needs", a_need(), headers=key), 201)
    two = ok(net.member("fundraiser").post("/needs", a_need(), headers=key), 201)
    assert one["id"] != two["id"]


def test_same_content_within_a_minute_makes_one_need(net):
    body = a_need()
    first = ok(net.public.post("/needs", body), 201)
    # The same words with other spaces are the same content.
    assert ok(net.public.post("/needs", {**body, "title": f" {body['title']}　"}), 201)["id"] == first["id"]
    assert ok(net.public.post("/needs", {**body, "contact": {"phone": "13911112222"}}), 201)["id"] != first["id"]
    assert len(net.founder.items()) == 2


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "same"}], ids=["content", "key"])
def test_submitting_twice_at_once_makes_one_need(net, headers):
    body = a_need()
    answers = together(12, lambda _: ok(net.anonymous().post("/needs", body, headers=headers), 201))
    assert len({answer["id"] for answer in answers}) == 1
    assert len(net.founder.items()) == 1


def test_a_member_submits_for_somebody(net):
    member = net.member("weaver")
    need = net.need(member, onBehalfOf="王奶奶", source={"kind": "relay", "reference": "电话"})
    assert need.read(member)["title"] == need.body["title"]
    assert need.track()["private"]["contact"]["onBehalfOf"] == "王奶奶"


def test_text_that_breaks_out_stays_text(net):
    words = "'; DROP TABLE needs; -- <script>alert(1)</script> \" \\ %s {0} 😷𠮷"
    read = net.need(title=words, description=words, lines=[{"item": words, "specification": words}]).read()
    assert read["title"] == words and read["description"] == words and read["lines"][0]["specification"] == words


def test_a_line_for_people_has_its_own_time_and_a_line_its_substitute(net):
    people = {"item": "护士", "quantity": 3, "kind": "people", "from": soon(30), "to": soon(40), "minutes": 240, "remote": False}
    need = net.published(lines=[people, {"item": "N95", "quantity": 5, "substitute": "ask"}, {"item": "手套", "substitute": True}])
    for read in (need.read(), ok(net.public.get(f"/needs/{need.id}"))):
        nurse, masks, gloves = read["lines"]
        assert (nurse["from"][:19], nurse["to"][:19]) == (people["from"][:19], people["to"][:19])
        assert (nurse["minutes"], nurse["remote"]) == (240, False)
        assert (masks["substitute"], gloves["substitute"]) == ("ask", "yes") and "from" not in masks
    board = ok(net.public.get("/needs"))["items"][0]["lines"][0]
    assert board["minutes"] == 240
    for wrong, field in (
            ({"to": soon(20)}, "to"), ({"from": soon(-9), "to": soon(-3)}, "to"), ({"from": "soon"}, "from"),
            ({"minutes": 900}, "minutes"), ({"remote": "perhaps"}, "remote"), ({"kind": "goods"}, "kind"),
            ({"substitute": "maybe"}, "substitute")):
        found = ok(net.public.post("/needs", a_need(lines=[{**people, **wrong}])), 422)
        assert fields(found) == {f"lines.0.{field}"}, wrong
    # Time alone says that people are meant.
    said = net.need(lines=[{"item": "搬运", "minutes": "2 小时"}]).read()["lines"][0]
    assert (said["kind"], said["minutes"]) == ("people", 120)
    # She says another time; what was right stays, and it can be taken back.
    line = need.line()["id"]
    assert fields(need.says("correct", 422, lines=[{"id": line, "to": soon(20)}])) == {"lines.0.to"}
    moved = need.says("correct", lines=[{"id": line, "from": soon(32), "to": soon(42), "minutes": 180}])["need"]
    assert moved["lines"][0]["minutes"] == 180 and moved["voided"] == []
    assert need.says("correct", lines=[{"id": line, "to": soon(38)}])["need"]["voided"] == ["lines"]
    assert "to" not in need.says("correct", lines=[{"id": line, "to": ""}])["need"]["lines"][0]
    # Moderated words hide their times, too.
    ok(net.founder.post(f"/api/v1/networks/{net.slug}/texts/need/{need.id}/actions", {"action": "hide", "reason": "写了别人的名字"}))
    assert ok(net.public.get(f"/needs/{need.id}"))["lines"] == []
