"""The same need again: suggestions that tell nothing private, asking again, following, an institution that is known."""

import re

import pytest

from reader import Forms, Reader
from support import fields, ok, problem

LIST = [{"item": "医用外科口罩", "specification": "YY 0469-2011"}, {"item": "防护服", "specification": "GB 19082"}, {"item": "护目镜"}]
AREA = {"area": ["中国", "湖北省", "黄冈市", "团风县"]}
HOUSE = {"title": "团风县人民医院：医用外科口罩等 3 样", "lines": LIST, "place": AREA}


def similar(net, by=None, status=200, **body):
    answer = (by or net.public).post("/needs/similar", body)
    return ok(answer, status), answer.text


def test_a_public_need_is_suggested_as_everybody_may_see_it(net):
    need = net.published(
        **{**HOUSE, "place": {**AREA, "address": "CANARYADDRESS 3 号"}}, description="CANARYDESCRIPTION",
        contact={"name": "CANARYNAME", "phone": "13900005678", "wechat": "canarywechat"},
        source={"kind": "official", "reference": "CANARYREFERENCE"})
    hidden = net.need(**HOUSE, contact={"phone": "13900005679"})
    members = net.published(audience="members", **HOUSE, contact={"phone": "13900005680"})
    for caller in (net.public, net.founder, net.member("verifier")):
        found, text = similar(net, caller, **HOUSE)
        assert [item["need"]["id"] for item in found["items"]] == [need.id]
        one = found["items"][0]
        assert one["need"]["title"] == HOUSE["title"] and one["need"]["state"] == "published"
        assert one["need"]["area"][-1] == "团风县" and one["need"]["age"] >= 0
        assert set(one["reasons"]) <= {"institution", "text", "near"} and "text" in one["reasons"]
        for word in ("CANARY", "canary", "13900005678", need.code, hidden.id, members.id):
            assert word not in text


@pytest.mark.parametrize("known", [
    {"contact": {"phone": "13900005678"}}, {"contact": {"email": "ward@hospital.example"}},
    {"contact": {"wechat": "wardwechat"}}, {"institution": "青云县人民医院"}], ids=["phone", "mail", "wechat", "institution"])
def test_nobody_learns_whether_a_number_or_a_house_is_known(net, known):
    """The same answer to the byte, whether what is typed is known here or not."""
    contact = {"phone": "13900005678", "email": "ward@hospital.example", "wechat": "wardwechat"}
    net.published(title="老人家里断电", lines=[{"item": "蜡烛"}], contact=contact, institution="青云县人民医院", place=AREA)
    asked = {"title": "孩子发烧需要退烧药", "lines": [{"item": "布洛芬"}], "place": AREA}
    unknown = {"contact": {"phone": "13911110000"}} if "contact" in known else {"institution": "白石县福利院"}
    assert similar(net, **asked, **known)[1] == similar(net, **asked, **unknown)[1] == similar(net, **asked)[1]
    assert similar(net, **asked, **known)[0]["items"] == []


def test_what_is_typed_so_far_is_enough_and_nonsense_is_nothing(net):
    need = net.published(**HOUSE)
    assert [item["need"]["id"] for item in similar(net, title="团风县人民医院急需口罩")[0]["items"]] == [need.id]
    for body in ({}, {"title": ""}, {"title": "急"}, {"title": "\u3000 \u200b"}, {"title": "口" * 5000}, {"lines": []}):
        assert similar(net, **body)[0]["items"] == []
    problem(net.public.post("/needs/similar", {"title": 5}), 422)


def test_another_house_with_the_same_list_is_not_suggested(net):
    net.published(**HOUSE)
    for title in ("青云县中医院：医用外科口罩等 3 样", "团风县人民医院麻醉科：医用外科口罩等 3 样"):
        assert similar(net, **{**HOUSE, "title": title})[0]["items"] == [], title


def test_comparing_is_limited(net):
    caller = net.anonymous("10.77.1.2")
    statuses = [caller.post("/needs/similar", {"title": "x"}).status_code for _ in range(603)]
    assert statuses[:600] == [200] * 600 and statuses[-1] == 429
    assert similar(net, net.anonymous("10.77.1.3"), title="x")[0]["items"] == []


def test_asking_again_takes_the_secret(net):
    old = net.need(**HOUSE)
    again = net.need(title="又缺了", again={"code": old.code, "secret": old.secret})
    stolen = net.need(title="不是她的", again={"code": old.code, "secret": "wrong"})
    kinds = lambda need: [event["kind"] for event in need.track()["history"]]
    assert "askedAgain" in kinds(again) and "askedAgain" not in kinds(stolen)
    assert "askedAgain" not in kinds(old) and old.read()["version"] == 1
    desk = Reader(net).sign_in(net.member("verifier"))
    page = desk.go(f"/n/{net.slug}/queue/{again.id}")
    assert "Asked again; the earlier need" in page and old.id in page
    assert "Asked again; the earlier need" not in desk.go(f"/n/{net.slug}/queue/{stolen.id}")


def test_the_form_of_an_earlier_need_is_for_her_device_alone(net):
    old = net.need(**{**HOUSE, "place": {**AREA, "address": "后门3号"}}, contact={"name": "李医生", "phone": "13900005678"})
    form = f"/n/{net.slug}/ask?again={old.code}"
    stranger = Reader(net)
    page = stranger.go(form)
    assert "李医生" not in page and "13900005678" not in page and HOUSE["title"] not in page
    assert stranger.go(f"/t/{old.code}/again") and stranger.at.startswith("/track")

    by_digits = Reader(net)
    by_digits.go("/track")
    by_digits.submit("/track", code=old.code, digits="5678")
    page = by_digits.go(f"/t/{old.code}/again")
    assert HOUSE["title"] in page and "GB 19082" in page and "团风县" in page
    for word in ("李医生", "13900005678", "后门3号"):
        assert word not in page

    hers = Reader(net)
    hers.go(old.url.removeprefix(net.server.url))
    assert f"/t/{old.code}/again" in hers.page.text
    page = hers.go(f"/t/{old.code}/again")
    for word in ("李医生", "13900005678", "后门3号", HOUSE["title"]):
        assert word in page
    hers.submit("/ask", title="团风县人民医院又缺了")
    code = re.match(r"/t/(\w{8})", hers.at)[1]
    assert code != old.code
    page = hers.go(f"/n/{net.slug}/ask")
    assert f"/t/{code}" in page and f"/t/{old.code}" in page, "this phone's earlier needs"
    assert f"/t/{code}" not in Reader(net).go(f"/n/{net.slug}/ask")
    old.says("withdraw", reason="")
    hers.go(f"/t/{old.code}")
    hers.submit("/forget")
    assert f"/t/{old.code}" not in hers.go(f"/n/{net.slug}/ask"), "what was forgotten is not offered"


def test_following_a_public_need(net):
    need, desk = net.published(**HOUSE), net.member("verifier")
    she = Reader(net)
    page = she.go(f"/n/{net.slug}/needs/{need.id}")
    assert f"/n/{net.slug}/ask?follow={need.id}" in page
    page = she.go(f"/n/{net.slug}/ask?follow={need.id}")
    assert HOUSE["title"] in page and "GB 19082" in page
    assert need.code not in page and "13900001234" not in page, "somebody else's contact"
    she.submit("/ask", **{"contact.phone": "13722223333", "description": "我们这里也要十套"})
    code = re.match(r"/t/(\w{8})", she.at)[1]
    hers = next(one for one in net.founder.items(state="submitted") if one["title"] == HOUSE["title"])
    page = Reader(net).sign_in(desk).go(f"/n/{net.slug}/queue/{hers['id']}")
    assert "the requester says so" in page and need.id in page and code in page
    assert need.read()["state"] == "published"
    ok(net.founder.post(f"/needs/{hers['id']}/actions", {"action": "acknowledge"}))
    merged = ok(desk.post(f"/needs/{hers['id']}/actions", {"action": "merge", "into": need.id}))
    assert merged["state"] == "duplicate"


def test_what_is_hidden_or_over_is_not_followed_and_the_need_is_taken_in(net):
    hidden = net.need(**HOUSE, contact={"phone": "13900005679"})
    over = net.published(**HOUSE, contact={"phone": "13900005680"})
    over.says("withdraw", reason="")
    for target in (hidden.id, over.id, "nonsense"):
        page = Reader(net).go(f"/n/{net.slug}/ask?follow={target}")
        assert HOUSE["title"] not in page
        mine = net.need(follow=target)
        assert "followed" not in [event["kind"] for event in mine.track()["history"]]


def test_the_preview_suggests_without_a_script_and_what_was_typed_stays(net):
    need = net.published(**HOUSE)
    she = Reader(net)
    she.go(f"/n/{net.slug}/ask")
    typed = {"title": HOUSE["title"], "lines": "医用外科口罩 YY 0469-2011\n防护服 GB 19082\n护目镜", "district": "团风县",
             "city": "黄冈市", "contact.phone": "13722223333"}
    page = she.submit("/ask", **typed, do="preview")
    assert "Similar public needs" in page and f"follow:{need.id}" in page
    form = next(one for one in _forms(she) if ("do", f"follow:{need.id}") in one.get("buttons", []))
    assert form["fields"]["contact.phone"] == "13722223333"
    she.page = she.post(f"{she.url}/n/{net.slug}/ask", data={**form["fields"], "do": f"follow:{need.id}"},
                        headers={"Sec-Fetch-Site": "same-origin"}, timeout=90)
    assert she.page.status_code == 200 and 'name="follow"' in she.page.text
    full = next(one for one in _forms(she) if "title" in one["fields"] and "urgency" in one["fields"])
    assert full["fields"]["contact.phone"] == "13722223333" and full["fields"]["follow"] == need.id


def _forms(reader):
    return [one for one in Forms(reader.page.text).forms if (one["action"] or "").endswith("/ask")]


def test_programs_say_what_is_not_the_same(net):
    first = net.need(contact={"phone": "13900005678"})
    second = net.need(title=first.body["title"] + " 急", contact={"phone": "13900005678"})
    desk, plain = net.member("intake"), net.member(name="plain")

    def doubles(need):
        return [one["need"] for one in ok(desk.get(f"/needs/{need.id}/doubles"))["items"]]

    assert doubles(first) == [second.id] and doubles(second) == [first.id]
    one = ok(desk.get(f"/needs/{first.id}/doubles"))["items"][0]
    assert "phone" in one["reasons"] and 0 < one["score"] <= 1
    problem(plain.get(f"/needs/{first.id}/doubles"), 403)
    problem(plain.post(f"/needs/{first.id}/distinct", {"other": second.id}), 403)
    unknown = "01900000-0000-7000-8000-000000000000"
    for wrong in ({}, {"other": "none"}, {"other": unknown}, {"other": first.id}):
        assert fields(problem(desk.post(f"/needs/{first.id}/distinct", wrong), 422)) == {"other"}
    problem(desk.post(f"/needs/{unknown}/distinct", {"other": first.id}), 404)
    ok(desk.post(f"/needs/{first.id}/distinct", {"other": second.id}))
    assert doubles(first) == [] and doubles(second) == []


def test_an_institution_is_called_back_once(net):
    desk, second = net.member("verifier"), net.member("verifier", name="b")
    asked = {"institution": "青云县人民医院", "contact": {"name": "总务科", "phone": "027-88880000"}}
    yes = [{"id": "said-by", "answer": "yes"}, {"id": "called-back", "answer": "yes"}]
    first = net.need(**asked)
    first.act(net.founder, "acknowledge")
    assert "keepInstitution" in fields(first.act(desk, "verify", 422, confidence="official", keepInstitution=True))
    first.act(desk, "verify", confidence="official", keepInstitution=True, checks=yes)

    later = net.need(**asked)
    later.act(net.founder, "acknowledge")
    known = ok(second.get(f"/needs/{later.id}/institution"))["known"]
    assert known["need"] == first.id and known["name"] == "青云县人民医院"
    problem(net.public.get(f"/needs/{later.id}/institution"), 401)
    page = Reader(net).sign_in(second).go(f"/n/{net.slug}/queue/{later.id}")
    assert "This institution is verified" in page and first.id in page
    assert later.act(second, "verify", confidence="official", reliesOn=known["id"])["state"] == "verified"
    assert "institutionReliedOn" in [event["kind"] for event in later.track()["history"]]

    other = net.need(**{**asked, "contact": {"phone": "027-88881111"}})
    other.act(net.founder, "acknowledge")
    assert ok(second.get(f"/needs/{other.id}/institution"))["known"] is None
    other.act(second, "verify", 409, confidence="official", reliesOn=known["id"])

    path = f"/api/v1/networks/{net.slug}/institutions/{known['id']}/end"
    problem(net.member("dispatcher").post(path, {"reason": "x"}), 403)
    assert fields(problem(desk.post(path, {"reason": " "}), 422)) == {"reason"}
    ok(desk.post(path, {"reason": "有人冒充总务科"}))
    problem(desk.post(path, {"reason": "再一次"}), 404)
    third = net.need(**asked)
    assert ok(second.get(f"/needs/{third.id}/institution"))["known"] is None
    assert "冒充" not in str(first.track()), "why the desk trusts it no more is the desk's"
