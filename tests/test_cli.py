"""The command line: what it prints, how it ends, and what the operator's door lets in."""

import json
import uuid

import pytest
import requests

from servers import Server, until
from support import a_need, Caller, Network, ok, problem


def test_setup_prints_what_scripts_need(server, net):
    assert net.made.keys() == {"network", "member", "signInURL", "token"}
    assert net.made["network"] == net.slug and uuid.UUID(net.made["member"]).version == 7
    assert "operator" in ok(net.founder.get("/api/v1/me"))["scopes"]
    assert net.founder.get("/").status_code == 200


def test_setup_for_people(server):
    done = server.weft("setup", "--network", f"n-{uuid.uuid4().hex[:8]}", "--name", "网络", "--founder", "f@x.example")
    assert "/sign-in/" in done.stdout and "weft_" in done.stdout


def test_sign_in_link_does_nothing_by_being_opened(server, net):
    path = net.made["signInURL"].split("/sign-in/")[1]
    for _ in range(2):
        page = requests.get(f"{server.url}/sign-in/{path}", timeout=60)
        assert page.status_code == 200 and "weft_session" not in page.headers.get("Set-Cookie", "")
        assert "<form" in page.text


def test_network_is_made_once(server, net):
    server.weft("setup", "--network", net.slug, "--name", "x", "--founder", "f@x.example", status=1)
    assert net.founder.get("/needs").status_code == 200


def test_setup_that_fails_leaves_nothing(server):
    slug = f"n-{uuid.uuid4().hex[:8]}"
    done = server.weft("setup", "--network", slug, "--name", "x", "--founder", "nobody", status=None)
    assert done.returncode in (1, 2) and "email" in done.stderr + done.stdout
    assert requests.get(f"{server.url}/api/v1/networks/{slug}/needs", timeout=60).status_code == 404
    server.weft("setup", "--network", slug, "--name", "x", "--founder", "f@x.example")


WRONG_USE = {
    "unknown command": ["explode"],
    "nothing asked": ["setup"],
    "unknown option": ["migrate", "--explode"],
    "value missing": ["setup", "--network"],
    "wrong role": ["member", "add", "--network", "n", "--email", "a@b.example", "--name", "n", "--role", "king"],
    "wrong scope": ["token", "create", "--network", "n", "--email", "a@b.example", "--scope", "god"],
    "wrong number": ["serve", "--port", "http"],
    "wrong locale": ["setup", "--network", "nn", "--name", "n", "--founder", "a@b.example", "--locale", "fr"],
    "no such export": ["export", "secrets", "--network", "n"],
    "no file named": ["import", "needs", "--network", "n"],
}


@pytest.mark.parametrize("words", WRONG_USE.values(), ids=WRONG_USE.keys())
def test_wrong_use_is_2(server, words):
    done = server.weft(*words, status=2)
    assert done.stdout == "" and done.stderr.strip()


@pytest.mark.parametrize("words", [["--help"], ["setup", "--help"], ["import", "needs", "--help"]])
def test_help_is_0(server, words):
    assert "USAGE" in server.weft(*words, "--storage", "/nowhere/x.sqlite").stdout


@pytest.mark.parametrize("words", [
    ["member", "add", "--network", "unknown", "--email", "a@b.example", "--name", "n"],
    ["token", "create", "--network", "unknown", "--email", "a@b.example"],
    ["export", "needs", "--network", "unknown"], ["audit", "verify", "--network", "unknown"]],
    ids=lambda words: words[0])
def test_unknown_network_is_no_success(server, words):
    done = server.weft(*words, status=None)
    assert done.returncode in (1, 2) and "unknown" in done.stderr


def test_member_comes_with_what_was_said(net):
    done = net.server.weft(
        "member", "add", "--network", net.slug, "--email", "m@x.example", "--name", "李四", "--organisation", "红十字会",
        "--role", "verifier", "--role", "dispatcher", "--anchor", "--skill", "driving", "--area", "武汉市",
        "--language", "zh", "--language", "en", "--json")
    made = json.loads(done.stdout)
    assert made.keys() == {"member", "token"}
    me = ok(Caller(net, made["token"]).get("/api/v1/me"))
    assert me["member"] == made["member"] and me["name"] == "李四" and me["organisation"] == "红十字会"
    assert set(me["roles"]) == {"verifier", "dispatcher"} and me["standing"] == "steward"
    assert "operator" not in me["scopes"]
    shown = net.server.weft("member", "add", "--network", net.slug, "--email", "o@x.example", "--name", "o").stdout
    assert "weft_" in shown


def test_operators_acts_are_on_record(net):
    member = net.member("verifier")
    events = until(lambda: [
        event for event in net.founder.get("/events?limit=200").json()["items"] if event["object"] == member.member])
    assert events[0]["actor"] == "operator"


@pytest.mark.parametrize("role", [
    "coordinator", "intake", "verifier", "dispatcher", "trainer", "weaver", "facilitator", "knowledge-weaver",
    "communicator", "data-steward", "fundraiser"])
def test_every_role_can_be_given(net_of_module, role):
    assert ok(net_of_module.member(role).get("/api/v1/me"))["roles"] == [role]


@pytest.fixture(scope="module")
def net_of_module(server):
    return Network(server)


def token(net, *scopes, email=None):
    words = [word for scope in scopes for word in ("--scope", scope)]
    done = net.server.weft("token", "create", "--network", net.slug, "--email", email or net.founder.email, *words)
    return Caller(net, done.stdout.strip())


def test_read_only_token_changes_nothing(net):
    reader, need = token(net, "read"), net.published()
    assert ok(reader.get("/api/v1/me"))["scopes"] == ["read"]
    assert len(reader.items()) == 1
    line = need.line()["id"]
    for path, body in [
            ("/needs", a_need()), (f"/needs/{need.id}/actions", {"action": "close"}),
            (f"/needs/{need.id}/claims", {"line": line, "quantity": 1, "promisedBy": "2099-01-01T00:00:00Z"}),
            (f"/needs/{need.id}/reveals", {"purpose": "x"}),
            (f"/needs/{need.id}/handovers", {"to": net.founder.member})]:
        problem(reader.post(path, body), 403)
    assert len(net.founder.items()) == 1


def test_token_is_what_its_member_is(net):
    writer = token(net, "read", "write", email=net.member("verifier").email)
    need = net.need()
    need.act(net.founder, "acknowledge")
    assert need.act(writer, "verify", confidence="official")["state"] == "verified"
    need.act(writer, "publish", 403, audience="public")
    assert "operator" in ok(token(net, "read", "write", "operator").get("/api/v1/me"))["scopes"]
    json_out = net.server.weft("token", "create", "--network", net.slug, "--email", net.founder.email, "--json")
    assert json.loads(json_out.stdout).keys() == {"token"}


def test_token_for_nobody_is_refused(net):
    for email, days in (("stranger@x.example", "90"), (net.founder.email, "0"), (net.founder.email, "-1")):
        done = net.server.weft(
            "token", "create", "--network", net.slug, "--email", email, "--days", days, status=None)
        assert done.returncode in (1, 2) and "weft_" not in done.stdout
    other = Network(net.server)
    net.server.weft("token", "create", "--network", net.slug, "--email", other.founder.email, status=1)


def test_migrate_may_run_again(server):
    for _ in range(2):
        server.weft("migrate")


def test_storage_comes_from_the_environment(net):
    done = net.server.weft(
        "export", "needs", "--network", net.slug, "--storage", net.server.storage, WEFT_STORAGE="/nowhere/x.sqlite")
    assert done.stdout.startswith("group,")


def test_config_file_sets_what_the_environment_does_not(own_server, tmp_path):
    (tmp_path / "weft.conf").write_text("# limits\nWEFT_INTAKE_PER_HOUR = 1\n")
    server = own_server(start=False)
    del server.environment["WEFT_INTAKE_PER_HOUR"]
    server.options = ["--config", str(tmp_path / "weft.conf")]
    net = Network(server.start())
    net.need()
    problem(net.public.post("/needs", a_need()), 429)
    server.weft("serve", "--port", "0", "--config", "/nowhere/weft.conf", status=2)


def test_messages_follow_the_callers_locale(server, net):
    words = ["setup", "--network", net.slug, "--name", "x", "--founder", "f@x.example"]
    english = server.weft(*words, status=1, LANG="en_US.UTF-8").stderr
    chinese = server.weft(*words, status=1, LANG="zh_CN.UTF-8").stderr
    assert english.isascii() and not chinese.isascii()


def test_one_server_for_one_file(server):
    if server.engine != "sqlite":
        pytest.skip("several nodes may share a PostgreSQL store")
    other = Server.__new__(Server)
    other.__dict__.update(server.__dict__)
    done = other.weft("serve", "--port", "0", status=1)
    assert done.stderr.strip()
    assert requests.get(f"{server.url}/readyz", timeout=60).status_code == 200
