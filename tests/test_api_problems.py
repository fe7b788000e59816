"""Answers to what went wrong: their shape, their language, and that nothing hostile gets further."""

import json
import socket
import uuid

import pytest

from support import a_need, fields, Network, ok, problem


def send(net, data, **headers):
    return net.public.request("POST", "/needs", data=data, headers={"Content-Type": "application/json", **headers})


BROKEN = {
    "nothing": b"",
    "half": b'{"title": "a", ',
    "no json": b"title=a",
    "bad bytes": b'{"title":"\xff\xfe","lines":[{"item":"a"}],"contact":{"phone":"13900001234"}}',
    "half a pair": b'{"title":"\\ud800","lines":[{"item":"a"}],"contact":{"phone":"13900001234"}}',
    "not a number": b'{"title":"a","lines":[{"item":"a","quantity":NaN}],"contact":{"phone":"13900001234"}}',
    "deep": b"[" * 100_000,
    "deep objects": b'{"place":' * 50_000,
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_unreadable_is_400(net, data):
    problem(send(net, data), 400)
    ok(net.public.get("/needs"))


@pytest.mark.parametrize("data", [b"[]", b"null", b'"words"', b"5"])
def test_json_of_another_kind_is_refused(net, data):
    answer = send(net, data)
    assert answer.status_code in (400, 422)
    problem(answer, answer.status_code)


def test_nul_never_reaches_the_storage(net):
    need = net.need(title="a\u0000b", description="\u0000", lines=[{"item": "x\u0000y", "specification": "\u0000"}])
    assert need.read()["title"] == "ab"
    ok(net.public.get("/needs", params={"q": "\u0000", "area": "\u0000"}))
    found = net.public.get("/needs", params={"cursor": "\u0000"})
    problem(found, 422)


def test_no_token_is_401(net):
    need = net.published()
    claim = {"line": need.line()["id"], "quantity": 1, "promisedBy": "2099-01-01"}
    for caller, path, body in [
        (net.public, "/api/v1/me", None),
        (net.public, "/me/waiting", None),
        (net.public, f"/needs/{need.id}/claims", claim),
        (net.public, f"/needs/{need.id}/actions", {"action": "acknowledge"}),
        (net.public, f"/needs/{need.id}/reveals", {"purpose": "看看"}),
        (net.public, f"/needs/{need.id}/handovers", {"to": net.founder.member}),
    ]:
        answer = caller.get(path) if body is None else caller.post(path, body)
        problem(answer, 401)
        assert "Bearer" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ", "Basic Zm9vOmJhcg==", "Bearer weft_" + "A" * 43])
def test_wrong_token_is_401_even_where_the_public_may(net, header):
    problem(net.public.get("/needs", headers={"Authorization": header}), 401)


def test_not_allowed_is_403(net):
    need = net.published()
    member = net.member("weaver")
    for action in ({"action": "reject", "reason": "因为"}, {"action": "publish", "audience": "case"}, {"action": "close"},
                   {"action": "verify", "confidence": "official"}, {"action": "withdraw"}, {"action": "acknowledge"}):
        problem(member.post(f"/needs/{need.id}/actions", action), 403)
    assert need.read()["state"] == "published"


def test_what_is_not_there_is_404(net):
    other = Network(net.server).published()
    for path in ("/needs/unknown", f"/needs/{uuid.uuid4()}", f"/needs/{other.id}", "/needs/%00", "/api/v1/nothing",
                 "/api/v1/networks/unknown/needs", "/api/v1/networks/unknown/events", f"/needs/{other.id}/nothing"):
        problem(net.founder.get(path), 404)
    problem(net.founder.post(f"/needs/{other.id}/actions", {"action": "close"}), 404)
    problem(net.founder.post(f"/claims/{uuid.uuid4()}/actions", {"action": "release"}), 404)


def test_token_of_one_network_is_none_in_another(net):
    other = Network(net.server)
    answer = net.founder.get(f"/api/v1/networks/{other.slug}/needs")
    assert answer.status_code in (401, 403, 404)
    problem(answer, answer.status_code)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_change_nothing(net, method):
    need = net.published()
    answer = net.founder.request(method, f"/needs/{need.id}", json={"title": "neu"})
    assert answer.status_code in (404, 405)
    problem(answer, answer.status_code)
    assert need.read()["title"] == need.body["title"]


def test_conflict_names_state_and_what_is_allowed(net):
    found = net.need().act(net.member("verifier"), "verify", 409, confidence="official")
    assert found["state"] == "submitted"
    assert "acknowledge" in found["allowed"] and "verify" not in found["allowed"]


def test_unknown_action_is_422(net):
    need = net.need()
    for body in ({}, {"action": None}, {"action": "explode"}, {"action": ""}):
        assert fields(ok(net.founder.post(f"/needs/{need.id}/actions", body), 422)) == {"action"}
    assert fields(ok(net.founder.post(f"/needs/{need.id}/actions", {"action": 5}), 422)) == {"action"}


def test_stale_version_is_412(net):
    need = net.need()
    tag = net.founder.get(f"/needs/{need.id}").headers["ETag"]
    ok(net.founder.post(f"/needs/{need.id}/actions", {"action": "acknowledge"}, headers={"If-Match": tag}))
    body = {"action": "reject", "reason": "因为"}
    problem(net.founder.post(f"/needs/{need.id}/actions", body, headers={"If-Match": tag}), 412)
    problem(net.founder.post(f"/needs/{need.id}/actions", body, headers={"If-Match": '"nonsense"'}), 412)
    assert need.read()["state"] == "acknowledged"
    ok(net.founder.post(f"/needs/{need.id}/actions", body, headers={"If-Match": "*"}))


@pytest.mark.parametrize("language, title", [("en", "Too"), ("zh", "太大")])
def test_too_large_is_413_in_the_callers_language(net, language, title):
    body = problem(send(net, json.dumps(a_need(description="a" * 700_000)), **{"Accept-Language": language}), 413)
    assert title in body["title"]


def test_endless_body_is_cut_off(net):
    port = int(net.server.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        head = f"POST /api/v1/networks/{net.slug}/needs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        line.sendall(head.encode())
        try:
            for _ in range(1000):
                line.sendall(b"10000\r\n" + b"a" * 65536 + b"\r\n")
            raise AssertionError("65 MB were taken")
        except OSError:
            pass
    ok(net.public.get("/needs"))


def test_too_many_is_429_with_a_time_to_wait(own_server):
    net = Network(own_server(WEFT_INTAKE_PER_HOUR="3"))
    for _ in range(3):
        net.need()
    answer = net.public.post("/needs", a_need())
    problem(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    # Neither another address nor whoever is known is held up by it.
    ok(net.anonymous("10.9.9.9").post("/needs", a_need()), 201)
    for _ in range(5):
        net.need(net.founder)
        net.need(net.member("intake"))
    assert len(net.founder.items()) == 14


LANGUAGES = [
    ("zh", "没有找到"), ("en", "Not found"), ("en-GB,en;q=0.9", "Not found"), ("zh-CN,zh;q=0.9,en;q=0.8", "没有找到"),
    ("en;q=0.2, zh;q=0.8", "没有找到"), ("fr, en;q=0.5", "Not found"), ("xx", "没有找到"), (None, "没有找到"),
]


@pytest.mark.parametrize("accepts, title", LANGUAGES)
def test_problems_speak_the_callers_language(net_of_module, accepts, title):
    headers = {"Accept-Language": accepts} if accepts else {}
    for path in ("/needs/unknown", "/api/v1/nothing", "/api/v1/networks/unknown/needs"):
        assert problem(net_of_module.public.get(path, headers=headers), 404)["title"] == title


@pytest.fixture(scope="module")
def net_of_module(server):
    return Network(server)


def test_field_messages_speak_the_callers_language(net):
    messages = {
        language: ok(net.public.post("/needs", a_need(title=""), headers={"Accept-Language": language}), 422)["errors"]
        for language in ("zh", "en")}
    assert messages["zh"] != messages["en"] and messages["en"][0]["message"].isascii()
    conflict = net.founder.post(
        f"/needs/{net.need().id}/actions", {"action": "close"}, headers={"Accept-Language": "en"})
    assert ok(conflict, 409)["detail"].replace("“", "").replace("”", "").isascii()


def test_every_answer_has_a_request_number(net):
    for answer in (net.public.get("/needs"), net.public.get("/needs/unknown"), net.public.post("/needs", {}),
                   net.public.get("/api/v1/nothing"), send(net, b"a" * 700_000)):
        assert answer.headers.get("X-Request-Id"), f"{answer.status_code} {answer.url}"
        assert answer.headers.get("X-Content-Type-Options") == "nosniff"
