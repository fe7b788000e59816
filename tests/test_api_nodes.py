"""Two servers on one PostgreSQL store: what one promises the other keeps."""

import copy

import pytest

from servers import until
from support import a_need, Caller, Network, ok, problem, soon, together


@pytest.fixture
def nodes(server, own_server):
    """A network and the same network as a second server has it."""
    if server.engine != "postgres":
        pytest.skip("one server to a SQLite file")
    second = own_server(start=False)
    second.storage = server.storage
    second.environment = {**server.environment}
    second.start()
    here = Network(server)
    there = copy.copy(here)
    there.server = second
    return here, there


def at(node, caller):
    """The same caller at another server."""
    return Caller(node, caller.token, caller.member, caller.email)


def test_race_across_servers_has_one_set_of_winners(nodes):
    here, there = nodes
    need = here.published()
    people = [here.member("weaver", name=str(index)) for index in range(16)]
    callers = [caller for person in people for caller in (at(here, person), at(there, person))]
    body = {"line": need.line()["id"], "quantity": 1, "promisedBy": soon()}
    answers = together(32, lambda index: callers[index].post(f"/needs/{need.id}/claims", body))
    assert [answer.status_code for answer in answers].count(201) == 10
    for answer in answers:
        if answer.status_code != 201:
            assert problem(answer, 409)["remaining"] == 0
    assert need.line()["claimed"] == 10


def test_double_submission_across_servers_makes_one_need(nodes):
    body, key = a_need(), {"Idempotency-Key": "both"}
    answers = together(8, lambda index: ok(Caller(nodes[index % 2]).post("/needs", body, headers=key), 201)["id"])
    assert len(set(answers)) == 1 and len(nodes[0].founder.items()) == 1


def test_stream_of_one_server_tells_what_the_other_did(nodes):
    here, there = nodes
    watcher = at(there, here.founder)
    with watcher.get("/events", headers={"Accept": "text/event-stream"}, stream=True, timeout=60) as stream:
        lines = stream.iter_lines(chunk_size=1, decode_unicode=True)
        next(lines)
        need = here.need()
        assert any(need.id in line for line in lines)
    events = until(lambda: [event for event in ok(watcher.get("/events"))["items"] if event["object"] == need.id])
    assert [event["kind"] for event in events] == ["submitted"]


def test_token_of_one_server_opens_the_other(nodes):
    here, there = nodes
    need = here.need()
    assert ok(at(there, here.founder).get(f"/needs/{need.id}"))["state"] == "submitted"
    assert ok(Caller(there).get(f"/api/v1/track/{need.code}", params={"secret": need.secret}))["state"] == "submitted"
