"""Leaving, being forgotten, one's own data; roles by term; organisations; the master key changed."""

import json
import pathlib
import re
import sqlite3

import pytest

from reader import Reader
from servers import Server, until
from support import Network, fields, ok, problem
from test_people import HOW, change, v


def blob(net, id):
    """An id as the engine writes it in a statement."""
    return f"x'{id.replace('-', '')}'" if net.server.engine == "sqlite" else f"'{id}'"


def rows(server, statement):
    """What a statement finds, however the store is kept."""
    if server.engine == "sqlite":
        with sqlite3.connect(server.storage, timeout=60) as db:
            found = db.execute(statement).fetchall()
        db.close()
        return [str(row[0]) for row in found]
    return server.psql(statement).splitlines()


def test_what_one_owned_passes_on_the_same_hour(net):
    anna = net.member("intake", "verifier")
    need = net.need()
    ok(net.founder.post(f"/needs/{need.id}/handovers", {"to": anna.member}), 201)
    handover = ok(anna.get("/me/waiting"))["handovers"][0]["id"]
    ok(anna.post(f"/needs/{need.id}/handovers/{handover}/actions", {"action": "accept"}))
    other = net.published()
    claim = other.claim(anna, 3)
    reader = Reader(net).sign_in(anna)
    page = reader.go("/me/leave")
    assert "passes on at once" in page
    reader.submit("/me/leave", note="The gate closes at six.")
    assert need.read()["owner"]["id"] == net.founder.member
    assert other.line()["claimed"] == 0 and claim["state"] == "open"
    problem(anna.get(v(net, "/members")), 403)
    reader.go("/me")
    assert reader.post(f"{reader.url}/n/{net.slug}/me/return", data=reader.form("/sign-out")["fields"], allow_redirects=False).status_code == 303
    assert ok(anna.get("/api/v1/me"))["roles"] == [], "roles are not brought back"


def test_the_last_who_leads_may_leave_and_somebody_is_asked(net):
    anna = net.member(name="anna")
    need = net.need()
    reader = Reader(net).sign_in(net.founder)
    assert "You are the last steward or coordinator" in reader.go("/me/leave")
    read = reader.mail(lambda: reader.submit("/me/leave", note="Keys are with the porter."))
    assert read("will you be coordinator|愿意担任协调员吗")
    assert "nobody leads" in net.server.weft("doctor", status=1).stdout
    nominations = ok(anna.get(v(net, "/roles")))["nominations"]
    assert [(one["role"], one["member"]) for one in nominations] == [("coordinator", anna.member)]
    # What waits has an owner, and what comes in is taken.
    assert need.read(by=anna)["owner"]["id"] == anna.member
    home = Reader(net).sign_in(anna)
    assert "Keys are with the porter." in home.go(f"/n/{net.slug}/needs/{need.id}")
    assert net.need().read(by=anna)["owner"]["id"] == anna.member
    assert "Nobody leads this network" in home.go("/home")
    roles_act(net, anna, "accept", nomination=nominations[0]["id"])
    change(net.server, f"UPDATE nominations SET decides_at = 1 WHERE member_id = {blob(net, anna.member)}")
    until(lambda: ok(anna.get("/api/v1/me"))["roles"] == ["coordinator"], "the role")
    assert "Nobody leads this network" not in home.go("/home")


def test_a_former_members_vouches_hold_until_they_expire(net):
    anna, bert = net.member(), net.member(name="bert")
    ok(anna.post(v(net, f"/members/{bert.member}/vouches"), {"kind": "integrity", "how": HOW}), 201)
    reader = Reader(net).sign_in(anna)
    reader.go("/me/leave")
    reader.submit("/me/leave")
    assert len(ok(bert.get(v(net, f"/members/{bert.member}/vouches")))["items"]) == 1


def test_own_data_holds_everything_and_nobody_elses(net):
    anna, bert = net.member(name="Zora"), net.member(name="bert")
    ok(bert.post(v(net, f"/members/{anna.member}/vouches"), {"kind": "identity", "how": "canary-how we met"}), 201)
    ok(anna.post(v(net, "/matters"), {"kind": "incident", "words": "canary-incident happened here"}), 201)
    ok(bert.post(v(net, "/matters"), {"kind": "incident", "about": anna.member, "words": "canary-others words about her"}), 201)
    need = net.need(by=anna, title="canary-need of mine", consent="yes", onBehalfOf="the ward")
    reader = Reader(net).sign_in(anna)
    reader.go("/me/profile")
    reader.submit("/me/profile", about="canary-about me")
    data = reader.go("/me/data.json")
    for canary in ("canary-how", "canary-incident", "canary-need", "canary-about", anna.email.lower()):
        assert canary in data, canary
    assert "canary-others" not in data and need.id in data
    json.loads(data)
    assert "attachment" in reader.page.headers["Content-Disposition"]


def forgotten_person(net, server):
    """Somebody with something of everything, forgotten."""
    anna, bert = net.member(name="Zora"), net.member(name="bert")
    ok(bert.post(v(net, f"/members/{anna.member}/vouches"), {"kind": "identity", "how": "canary-how we met"}), 201)
    ok(anna.post(v(net, f"/members/{bert.member}/vouches"), {"kind": "identity", "how": HOW}), 201)
    reader = Reader(net).sign_in(anna)
    reader.go("/me/profile")
    reader.submit("/me/profile", handle="zora_z", about="canary-about me", skills="canaryskill")
    reader.go(f"/n/{net.slug}/me/safety")
    reader.submit("/passes", task="canary-task", hours="8")
    reader.go("/me/leave")
    reader.submit("/me/forget")
    reader.go("/me/leave")
    assert "will be forgotten" in reader.page.text
    read = reader.mail(lambda: change(server, "UPDATE persons SET forget_at = 1 WHERE forget_at IS NOT NULL"))
    assert read("Your account is forgotten|您的账号已删除")
    return anna, bert, reader


def test_being_forgotten(own_server, tmp_path):
    server = own_server(WEFT_FORGOTTEN_FILE=str(tmp_path / "kept apart.list"))
    net = Network(server)
    server.weft("backup", str(tmp_path / "before.weft")) if server.engine == "sqlite" else None
    anna, bert, reader = forgotten_person(net, server)
    until(lambda: ok(bert.get(v(net, f"/members/{bert.member}/vouches")))["items"], "the vouch to hold")
    until(lambda: "Zora" not in " ".join(rows(server, "SELECT name FROM persons")), "the name to go")
    problem(anna.get("/api/v1/me"), 401)
    reader.go("/home")
    assert reader.at.startswith("/sign-in")
    page = Reader(net).sign_in(bert).go(f"/n/{net.slug}/members/{bert.member}")
    assert "Zora" not in page and "former member" in page
    tables = {
        "profile_fields": 0, "handles": 0, "passes": 0, "credentials": 0, "devices": None, "tokens": None}
    for table, count in tables.items():
        found = rows(server, f"SELECT count(*) FROM {table} WHERE 1 = 1")
        assert count is None or found[-1] == str(count), table
    assert "canaryskill" not in " ".join(rows(server, "SELECT skills FROM memberships"))
    until(lambda: (tmp_path / "kept apart.list").exists(), "the list to be written")
    assert len((tmp_path / "kept apart.list").read_text().splitlines()) == 1
    server.weft("audit", "verify", "--network", net.slug)


def test_what_was_forgotten_stays_forgotten_after_a_restore(own_server, tmp_path):
    listed = str(tmp_path / "kept apart.list")
    server = own_server(WEFT_FORGOTTEN_FILE=listed)
    net = Network(server)
    anna = net.member(name="Zora")
    reader = Reader(net).sign_in(anna)
    reader.go("/me/profile")
    reader.submit("/me/profile", about="canary-about me")
    need = net.need(description="canary-description")
    need.says("withdraw", reason="no longer")
    server.weft("backup", str(tmp_path / "before.weft"))
    reader.go("/me/leave")
    reader.submit("/me/forget")
    reader.mail(lambda: change(server, "UPDATE persons SET forget_at = 1 WHERE forget_at IS NOT NULL"))
    until(lambda: "Zora" not in " ".join(rows(server, "SELECT name FROM persons")), "the name to go")
    ok(net.public.post(f"/api/v1/track/{need.code}/forget", params={"secret": need.secret}))
    until(lambda: pathlib.Path(listed).exists() and len(pathlib.Path(listed).read_text().splitlines()) == 2, "the list")
    target = str(tmp_path / "again.sqlite")
    done = server.weft("restore", str(tmp_path / "before.weft"), "--storage", target)
    assert "2 who had asked to be forgotten" in done.stdout
    with sqlite3.connect(target) as db:
        assert "Zora" not in str(db.execute("SELECT name FROM persons").fetchall())
        assert db.execute("SELECT count(*) FROM profile_fields").fetchone() == (0,)
        kept = db.execute("SELECT count(*) FROM forgotten").fetchone()
    db.close()
    assert kept == (2,)


def test_a_requester_has_hers_destroyed_when_it_is_over(net):
    need = net.need(description="canary-description")
    ok(net.founder.post(f"/needs/{need.id}/actions", {"action": "cannotReach", "channel": "phone", "note": "canary-call"}))
    assert "canary-description" in net.founder.get(f"/needs/{need.id}").text
    problem(net.public.post(f"/api/v1/track/{need.code}/forget", params={"secret": need.secret}), 409)
    need.says("withdraw", reason="no longer")
    problem(net.public.post(f"/api/v1/track/{need.code}/forget", params={"digits": "1234"}), 403)
    ok(net.public.post(f"/api/v1/track/{need.code}/forget", params={"secret": need.secret}))
    for path in (f"/needs/{need.id}", f"/needs/{need.id}/story", "/events"):
        assert "canary-" not in net.founder.get(path).text, path
    told = need.track()
    assert "13900001234" not in json.dumps(told)


def roles_act(net, by, action, status=200, **more):
    answer = by.post(v(net, "/roles/actions"), {"action": action, **more})
    return ok(answer) if status == 200 else problem(answer, status)


def test_a_role_is_given_by_consent_for_a_term(own_server):
    server = own_server()
    net = Network(server)
    anna, bert, carl = net.member(), net.member(name="bert"), net.member(name="carl")
    roles_act(net, anna, "nominate", 422, member=bert.member, role="king", words="He is wise")
    found = roles_act(net, anna, "nominate", member=bert.member, role="facilitator", words="He listens well")
    nomination = found["nominations"][0]["id"]
    roles_act(net, anna, "nominate", 409, member=bert.member, role="facilitator", words="He listens well")
    roles_act(net, carl, "accept", 404, nomination=nomination)
    roles_act(net, bert, "accept", nomination=nomination)
    roles_act(net, bert, "object", 403, nomination=nomination, words="I would rather not")
    assert roles_act(net, carl, "object", nomination=nomination, words="He has two roles already")["nominations"][0]["objections"] == 1
    change(server, "UPDATE nominations SET decides_at = 1")
    until(lambda: not ok(net.founder.get(v(net, "/roles")))["nominations"], "the decision")
    assert ok(bert.get("/api/v1/me"))["roles"] == [], "an objection that stands holds it up"
    nomination = roles_act(net, bert, "nominate", member=bert.member, role="facilitator", words="I have laid one down")["nominations"][0]["id"]
    roles_act(net, carl, "object", nomination=nomination, words="Let us wait")
    roles_act(net, carl, "lift", nomination=nomination)
    change(server, "UPDATE nominations SET decides_at = 1 WHERE outcome IS NULL")
    until(lambda: ok(bert.get("/api/v1/me"))["roles"] == ["facilitator"], "the role")
    holder = next(one for one in ok(anna.get(v(net, "/roles")))["holders"] if one["role"] == "facilitator")
    assert holder["until"] > "2027"
    change(server, "UPDATE role_terms SET until_at = 1")
    until(lambda: ok(bert.get("/api/v1/me"))["roles"] == [], "the end of the term")


def test_a_role_is_laid_down_any_day(net):
    lead = net.member("verifier", "intake")
    roles_act(net, net.member(), "end", 403, member=lead.member, role="intake", words="she is tired")
    roles_act(net, lead, "end", member=lead.member, role="intake")
    assert ok(lead.get("/api/v1/me"))["roles"] == ["verifier"]
    roles_act(net, net.founder, "end", 422, member=lead.member, role="verifier", words="")
    roles_act(net, net.founder, "end", member=lead.member, role="verifier", words="The desk closes.")
    assert ok(lead.get("/api/v1/me"))["roles"] == []


def test_an_organisation_is_claimed_by_vouch(net):
    anna, bert = net.member(), net.member(name="bert")
    name = f"County Red Cross {net.slug}"
    one, two = Reader(net).sign_in(anna), Reader(net).sign_in(bert)
    for reader in (one, two):
        reader.go(f"/n/{net.slug}/organisations")
        reader.submit("/organisations", organisation=name)
    path = re.search(rf"/n/{net.slug}/organisations/[0-9a-f-]+", one.go(f"/n/{net.slug}/organisations")).group()
    assert "Claim it" not in two.go(path)
    claim = {**two.form("/sign-out")["fields"]} if "/sign-out" in two.page.text else None
    two.go("/me")
    claim = two.form("/sign-out")["fields"]
    assert two.post(f"{two.url}{path}/claim", data=claim).status_code == 403, "not by coming first"
    ok(net.founder.post(v(net, f"/members/{bert.member}/vouches"), {
        "kind": "representation", "subject": name.upper(), "how": HOW}), 201)
    two.go(path)
    two.submit("/claim")
    assert "Representative" in two.page.text
    assert two.submit(path, 422, website="javascript:alert(1)").count('class="err"') == 1
    two.go(path)
    two.submit(path, nameEnglish="County Red Cross", sector="civilSociety", size="tens", website="https://example.org")
    two.submit("/delegates", member=anna.member, on="1")
    assert "Delegate" in one.go(path) and "Change what is said" in one.page.text
    problem_page = one.post(f"{one.url}{path}/delegates", data={**one.form("/delegates")["fields"], "member": bert.member, "on": "0"})
    assert problem_page.status_code == 403, "a delegate ends nobody"


def test_master_key_is_changed_and_everything_opens(own_server, tmp_path):
    server = own_server()
    net = Network(server)
    anna = net.member()
    need = net.need(by=None)
    reader = Reader(net).sign_in(anna)
    reader.go("/me/profile")
    reader.submit("/me/profile", about="canary-about me")
    link = net.made["signInURL"]
    server.stop()
    fresh = str(tmp_path / "new.key")
    done = server.weft("keys", "rotate", "--new-key-file", fresh)
    assert "sealed with the new master key" in done.stdout
    server.weft("doctor", status=None)
    old = server.weft("member", "add", "--network", net.slug, "--email", "x@y.example", "--name", "X", status=None)
    assert old.returncode != 0, "the old key opens nothing any more"
    server.environment["WEFT_MASTER_KEY_FILE"] = fresh
    server.start(server.port)
    assert "canary-about me" in str(ok(anna.get("/api/v1/me/profile")))
    assert need.track()["contact"]["phone"] == "13900001234" if "contact" in need.track() else "13900001234" in json.dumps(need.track())
    Reader(net).sign_in(anna)
    assert Reader(net).get(link.replace(link.split("/sign-in")[0], net.server.url)).status_code == 200
    again = net.need()
    assert "13900001234" in json.dumps(again.track())
