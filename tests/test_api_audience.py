"""Who sees what: tiers of publishing, and canaries in everything private on every surface."""

import csv
import io
import re

import pytest

from servers import until
from support import Network, ok, on_claim, problem

PRIVATE = {
    "name": "金丝雀姓名", "phone": "13987650001", "email": "canary-mail@example.org", "wechat": "canarywechat7",
    "address": "金丝雀地址88号", "behalf": "金丝雀奶奶", "point": "30.123457",
}
CASE_ONLY = {"reference": "canary-reference"}
INSIDE = {"description": "金丝雀描述"}
NAMES = {"founder": "金丝雀创办人"}


@pytest.fixture
def birds(server):
    """A network in which one need has a canary in every field that is not for everybody."""
    net = Network(server, founder_name=NAMES["founder"])
    net.birds = dict(
        title="普通标题",
        description=f"发热门诊 {INSIDE['description']}",
        place={"address": PRIVATE["address"], "area": ["中国", "湖北省", "武汉市", "江汉区"],
               "latitude": float(PRIVATE["point"]), "longitude": 114.123457},
        contact={"name": PRIVATE["name"], "phone": PRIVATE["phone"], "email": PRIVATE["email"],
                 "wechat": PRIVATE["wechat"]},
        onBehalfOf=PRIVATE["behalf"], consent="yes",
        source={"kind": "hotline", "reference": CASE_ONLY["reference"]})
    return net


def audience_of(net, need):
    """Who sees the need, by its page and by the list alike."""
    seen = set()
    for name, caller in callers(net).items():
        status = caller.get(f"/needs/{need.id}").status_code
        assert status in (200, 404)
        listed = need.id in [item["id"] for item in caller.items(state="published")]
        assert listed == (status == 200), f"{name}: list and page differ"
        if status == 200:
            seen.add(name)
    return seen


def callers(net):
    return {
        "public": net.public, "plain": net.member("weaver"), "verifier": net.member("verifier"),
        "dispatcher": net.member("dispatcher"), "coordinator": net.founder, "steward": net.member(anchor=True)}


DESK = {"verifier", "dispatcher", "coordinator", "steward"}
TIERS = {
    "case": DESK, "stewards": DESK, "trusted": DESK | {"plain"}, "members": DESK | {"plain"},
    "partners": DESK | {"plain"}, "public": DESK | {"plain", "public"}}


@pytest.mark.parametrize("audience", TIERS)
def test_need_is_seen_by_its_tier(net, audience):
    need = net.published(audience)
    assert need.read()["audience"] == audience
    assert audience_of(net, need) == TIERS[audience]


def test_unpublished_need_is_the_desks_alone(net):
    need = net.verified()
    assert need.read()["state"] == "verified"
    for caller in (net.public, net.member("weaver"), net.member("communicator")):
        problem(caller.get(f"/needs/{need.id}"), 404)
        assert caller.items() == [] and caller.items(state="verified") == []


def test_audience_can_be_narrowed_again(net):
    need = net.published("public")
    need.act(net.member("dispatcher"), "publish", audience="stewards")
    assert audience_of(net, need) == DESK


def test_hidden_need_answers_404_at_every_door(net):
    need = net.published("case", title="隐藏的标题")
    member = net.member("weaver")
    line = need.line()["id"]
    for answer in (
            member.get(f"/needs/{need.id}"), member.get(f"/needs/{need.id}/claims"),
            net.public.get(f"/needs/{need.id}"),
            member.post(f"/needs/{need.id}/actions", {"action": "acknowledge"}),
            member.post(f"/needs/{need.id}/claims", {"line": line, "quantity": 1, "promisedBy": "2099-01-01"}),
            member.post(f"/needs/{need.id}/reveals", {"purpose": "看看"}),
            member.post(f"/needs/{need.id}/handovers", {"to": member.member}),
            net.public.post(f"/needs/{need.id}/actions", {"action": "acknowledge"}),
            net.public.get(f"/needs/{need.id}/claims")):
        problem(answer, 404)
        assert "隐藏的标题" not in answer.text


def test_submitter_keeps_seeing_her_need(net):
    member, other = net.member("weaver"), net.member("fundraiser")
    need = net.need(member)
    assert need.read(member)["state"] == "submitted"
    assert need.id in [item["id"] for item in member.items(state="submitted")]
    problem(other.get(f"/needs/{need.id}"), 404)


def surfaces(net, need, caller):
    """Everything that a caller can read, as text by name."""
    paths = [
        "/needs", f"/needs?state=published,inProgress,delivered,submitted", f"/needs/{need.id}",
        f"/needs/{need.id}/claims", "/events", "/me/waiting", "/api/v1/me", "/needs?q=金丝雀", "/api/v1/openapi.json",
        f"/n/{net.slug}", f"/n/{net.slug}/needs", f"/n/{net.slug}/needs.csv", f"/n/{net.slug}/ask", "/", "/metrics",
        f"/n/{net.slug}/roster", f"/n/{net.slug}/load", f"/n/{net.slug}/queue", "/home", f"/t/{need.code}",
        f"/api/v1/track/{need.code}", f"/api/v1/track/{need.code}?secret=wrong",
        f"/api/v1/track/{need.code}?digits=0000",
    ]
    if caller in (net.public, net.member("weaver")):
        # To the desk its own work is the reveal.
        paths += [f"/n/{net.slug}/needs/{need.id}", f"/n/{net.slug}/queue/{need.id}"]
    for path in paths:
        yield path, caller.get(path).text
    for path, body in [
            (f"/needs/{need.id}/actions", {"action": "close"}), (f"/needs/{need.id}/actions", {"action": "reject"}),
            (f"/needs/{need.id}/claims", {"line": need.line()["id"], "quantity": 999, "promisedBy": "2099-01-01"}),
            (f"/needs/{need.id}/reveals", {}), (f"/needs/{need.id}/handovers", {"to": "x"})]:
        if caller in (net.founder, net.member("dispatcher"), net.member("verifier")) and path.endswith("reveals"):
            continue
        yield f"POST {path}", caller.post(path, body).text


def leaks(text, *canaries):
    plain = text.encode().decode("unicode_escape", errors="ignore") if "\\u" in text else text
    return [value for group in canaries for value in group.values() if value in text or value in plain]


def test_private_fields_leave_by_no_door(birds):
    need = birds.published(**birds.birds)
    worker = birds.member("trainer", name="worker")
    claim = need.claim(worker, 2, note="金丝雀备注")
    ok(worker.post(f"/claims/{claim['id']}/actions", {"action": "progress", "waybill": {"number": "CANARYWAYBILL"}}))
    need.says("add", text="金丝雀补充")
    words = {"note": "金丝雀备注", "waybill": "CANARYWAYBILL", "added": "金丝雀补充"}
    for name, caller in callers(birds).items():
        for surface, text in surfaces(birds, need, caller):
            assert not leaks(text, PRIVATE), f"{name} reads {leaks(text, PRIVATE)} at {surface}"
            assert need.secret not in text, f"{name} reads the secret at {surface}"
            if name == "public":
                found = leaks(text, INSIDE, CASE_ONLY, words, NAMES, {"worker": "trainer worker", "code": need.code})
                found = [word for word in found if not (word == need.code and need.code in surface)]
                assert not found, f"the public reads {found} at {surface}"
            if name == "plain":
                found = leaks(text, CASE_ONLY, words)
                assert not found, f"a member reads {found} at {surface}"


def test_lists_hold_no_description(birds):
    need = birds.published(**birds.birds)
    for name, caller in callers(birds).items():
        text = caller.get("/needs").text
        assert not leaks(text, INSIDE, CASE_ONLY), name
    assert INSIDE["description"] in need.read(birds.member("weaver"))["description"]
    assert "description" not in need.read(birds.public)


def test_export_holds_what_its_reader_may_see(birds):
    need = birds.published(**birds.birds)
    hidden = birds.published("case", title="金丝雀隐藏")
    readers = {"public": "public", "plain": birds.member("weaver").email, "desk": birds.member("dispatcher").email}
    for name, reader in readers.items():
        text = birds.server.weft("export", "needs", "--network", birds.slug, "--as", reader).stdout
        assert not leaks(text, PRIVATE), f"{name}: {leaks(text, PRIVATE)}"
        rows = list(csv.DictReader(io.StringIO(text)))
        assert "普通标题" in [row["title"] for row in rows]
        assert (hidden.body["title"] in text) == (name == "desk")
        if name == "public":
            assert not leaks(text, INSIDE, CASE_ONLY, NAMES) and need.code not in text


def test_stream_holds_what_its_reader_may_see(birds):
    need = birds.published(**birds.birds)
    need.says("add", text="金丝雀补充")
    need.says("correct", contact={"name": PRIVATE["name"], "phone": "13987650009"}, address="金丝雀地址99号")
    need.act(birds.founder, "askInformation", question="金丝雀问题？")
    need.says("answer", text="金丝雀回答")
    for name in ("public", "plain"):
        caller = callers(birds)[name]
        text = "".join(str(event) for event in events_of(caller))
        found = re.findall("金丝雀\\S*", text)
        assert not found and "1398765" not in text, f"{name} reads {found}"
    for event in events_of(birds.founder):
        assert not leaks(str(event), PRIVATE) and "13987650009" not in str(event)


def test_free_words_stay_within_the_case(net):
    """Reasons and notes are typed by people in a hurry: names and numbers stand in them."""
    member = net.member("weaver")
    one, two = net.published(), net.verified()
    two.act(net.founder, "publish", audience="public", reason="金丝雀发布")
    one.says("withdraw", reason="金丝雀撤回")
    on_claim(member, two.claim(member, 10, note="金丝雀认领"), "deliver", note="金丝雀送达")
    two.says("confirm", note="金丝雀确认")
    one.act(net.founder, "reopen", reason="金丝雀重开")
    until(lambda: "reopened" in net.founder.get("/events?limit=200").text)
    found = set(re.findall("金丝雀[^\"]*", net.public.get("/events?limit=200").text))
    assert not found, f"the public reads {found}"


def events_of(caller):
    with caller.get(
            "/events", headers={"Accept": "text/event-stream", "Last-Event-ID": "0"}, stream=True, timeout=60) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        newest = max([event["number"] for event in caller.get("/events", params={"limit": 200}).json()["items"]])
        for line in answer.iter_lines(decode_unicode=True):
            if line.startswith("data:"):
                yield line
            if line.startswith("id:") and int(line[3:]) >= newest:
                return


def test_log_holds_no_private_word(own_server):
    server = own_server()
    net = Network(server)
    contact = {"name": PRIVATE["name"], "phone": PRIVATE["phone"]}
    need = net.published(contact=contact, description=INSIDE["description"])
    need.track()
    net.public.get("/needs", params={"q": "金丝雀词", "near": "30.123457,114.1"})
    net.public.post("/needs", {"title": PRIVATE["name"], "contact": {"phone": "12"}})
    net.public.get("/api/v1/track/WRONGCODE", params={"secret": "canarysecret"})
    server.stop()
    text = server.log.read_text(errors="replace")
    assert not leaks(text, PRIVATE, INSIDE, {"secret": need.secret, "wrong": "canarysecret", "query": "金丝雀词"})
    assert net.founder.token not in text
