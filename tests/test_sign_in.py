"""Signing in: by code, password, second step; what is kept of it, who may end it, and what nobody learns."""

import json
import re
import sqlite3
import time

import pytest

from reader import Reader, totp
from support import Network, ok, problem

PASSWORD = "correct horse kettle staple"


def cookies(reader):
    """The cookies that the last answers set, with their attributes."""
    answers = [*reader.page.history, reader.page]
    return {
        line.split("=")[0]: line
        for answer in answers for line in answer.raw.headers.getlist("Set-Cookie")}


def test_by_code(net):
    reader = Reader(net)
    code = reader.code_for(net.founder)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert 'role="alert"' in reader.submit("/sign-in/code", 422, code=wrong)
    reader.submit("/sign-in/code", code=f" {code[:3]} {code[3:]} ")
    assert reader.at == "/home"
    for name in ("weft_session", "weft_device"):
        line = cookies(reader)[name]
        assert "HttpOnly" in line and "SameSite=Lax" in line and "Path=/" in line
    assert "Firefox, Android" in reader.go("/me/security")


def test_over_tls_cookies_are_bound_to_the_host(own_server):
    net = Network(own_server(WEFT_URL="https://weft.example"))
    reader = Reader(net)
    page = reader.go("/sign-in")
    lines = cookies(reader)
    assert all(name.startswith("__Host-") for name in lines) and all("Secure" in line for line in lines.values())
    assert "weft.example" not in page


def test_a_code_is_good_once_and_six_tries(net):
    reader, other = Reader(net), Reader(net)
    code = reader.code_for(net.founder)
    form = reader.form("/sign-in/code")
    reader.submit("/sign-in/code", code=code)
    other.go("/sign-in")
    answer = other.post(f"{other.url}/sign-in/code", data={**other.form("/sign-in")["fields"], "id": form["fields"]["id"], "code": code})
    assert answer.status_code == 422
    code = other.code_for(net.founder)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(6):
        other.submit("/sign-in/code", 422, code=wrong)
    other.submit("/sign-in/code", 422, code=code)


def test_nobody_learns_who_is_a_member(net):
    """The page, what it sets and how long it takes are the same."""
    pages = []
    for email in (net.founder.email, f"nobody@{net.slug}.example"):
        reader = Reader(net)
        reader.go("/sign-in")
        text = reader.submit("/sign-in", email=email)
        pages.append(re.sub(r'value="[^"]*"|name="server-now" content="\d+"', "", text))
        assert not [name for name in cookies(reader) if name != "weft_visit"]
    assert pages[0] == pages[1]


def test_where_one_wanted_to_go(net):
    for wanted, reached in [("/me", "/me"), ("//evil.example", "/home"), ("/\\evil.example", "/home"),
                            ("https://evil.example", "/home"), ("/\t/evil.example", "/home")]:
        reader = Reader(net)
        reader.get(f"{reader.url}/sign-in")
        reader.page = reader.get(f"{reader.url}/sign-in", params={"to": wanted})
        read = reader.mail(lambda: reader.submit("/sign-in", email=net.founder.email))
        reader.submit("/sign-in/code", code=read(r"(?:验证码：|Code: )(\d{6})\n").group(1))
        assert reader.at == reached


def test_sessions_are_listed_and_ended(net):
    phone, desk = Reader(net).sign_in(net.founder), Reader(
        net, agent="Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0 Safari/537.36").sign_in(net.founder)
    page = phone.go("/me/security")
    assert "Chrome, Linux" in page and page.count("/me/security/sessions/") == 2
    ending = re.search(r"/me/security/sessions/[0-9a-f-]{36}/end", page).group()
    desk.go("/home")
    phone.submit(ending)
    assert desk.go("/home", 200) and desk.at.startswith("/sign-in")
    assert "Chrome, Linux" not in phone.go("/me/security").split("What happened lately")[0]
    # Somebody else's session is none of one's own.
    stranger = Reader(net).sign_in(net.member())
    stranger.go("/me/security")
    assert stranger.post(f"{stranger.url}{ending}", data=stranger.form("/password")["fields"]).status_code == 404


def test_signing_in_again_ends_the_session_before(net):
    reader = Reader(net).sign_in(net.founder)
    before = reader.cookies["weft_session"]
    reader.sign_in(net.founder)
    assert reader.cookies["weft_session"] != before
    old = Reader(net)
    old.cookies.set("weft_session", before)
    old.go("/home")
    assert old.at.startswith("/sign-in")


def test_signing_out_ends_it_on_the_server(net):
    reader = Reader(net).sign_in(net.founder)
    kept = reader.cookies["weft_session"]
    reader.go("/me")
    reader.submit("/sign-out")
    assert "Clear-Site-Data" in reader.page.history[0].headers
    reader.cookies.set("weft_session", kept)
    reader.go("/home")
    assert reader.at.startswith("/sign-in")


@pytest.mark.parametrize("bad", ["short", "aaaaaaaaaaaaaaaa", "passwordpassword", "1234567890123456", "qwertyuiopasdfgh", "x" * 129])
def test_weak_passwords_are_refused(net, bad):
    reader = Reader(net).sign_in(net.founder)
    reader.go("/me/security")
    page = reader.submit("/password", 422, password=bad)
    assert 'role="alert"' in page and (len(bad) < 8 or bad not in page)


def test_by_password(net):
    member = net.member()
    reader, other = Reader(net).sign_in(member), Reader(net).sign_in(member)
    reader.go("/me/security")
    read = reader.mail(lambda: reader.submit("/password", password=PASSWORD))
    assert read(r"(密码被更改|password of your account was changed)")
    other.go("/home")
    assert other.at.startswith("/sign-in"), "other sessions end"
    for email, password in [(member.email, PASSWORD + "r"), (f"nobody@{net.slug}.example", PASSWORD), (net.founder.email, PASSWORD)]:
        other.go("/sign-in")
        page = other.submit("/sign-in/password", 422, email=email, password=password)
        assert "Mail address or password is wrong" in page and password not in page and email in page
    other.submit("/sign-in/password", email=member.email, password=PASSWORD)
    assert other.at == "/home"
    assert "A wrong code or password" in other.go("/me/security")
    other.submit("/password", remove="1")
    third = Reader(net)
    third.go("/sign-in")
    third.submit("/sign-in/password", 422, email=member.email, password=PASSWORD)


def test_guesses_are_limited_and_lock_nobody_out(net):
    member = net.member()
    own = Reader(net).sign_in(member)
    own.go("/me/security")
    own.submit("/password", password=PASSWORD)
    own.submit("/sign-out") if "/sign-out" in own.page.text else (own.go("/me"), own.submit("/sign-out"))
    refused = 0
    for attacker in range(6):
        guesser = Reader(net, address=f"192.0.2.{attacker + 1}")
        guesser.go("/sign-in")
        for _ in range(12):
            answer = guesser.post(f"{guesser.url}/sign-in/password", data={
                **guesser.form("/sign-in/password")["fields"], "email": member.email, "password": "guess"})
            assert answer.status_code in (422, 429)
            refused += answer.status_code == 429
    assert refused >= 20, "more than fifty guesses in an hour"
    own.go("/sign-in")
    own.submit("/sign-in/password", email=member.email, password=PASSWORD)
    assert own.at == "/home", "the account's own device is not kept out"
    own.sign_in(member)


def second_step(reader, now=None):
    """Sets up a second step with the code of a time; its key and the spare codes."""
    page = reader.go("/me/security/second-step")
    assert "<svg" in page
    key = re.search(r"<code>([A-Z2-7 ]{30,})</code>", page).group(1)
    reader.submit("/second-step", 422, code="000000")
    assert re.search(r"<code>([A-Z2-7 ]{30,})</code>", reader.page.text).group(1) == key, "the key stays until it is confirmed"
    page = reader.submit("/second-step", code=totp(key, now))
    return key, re.findall(r"<li><code>([A-Z2-7]{10})</code>", page)


def test_second_step(net):
    member = net.member()
    reader = Reader(net).sign_in(member)
    now = time.time()  # one for all: between two looks at the clock a code may end
    key, spares = second_step(reader, now)
    assert len(set(spares)) == 10
    other = Reader(net)
    other.submit("/sign-in/code", code=other.code_for(member))
    assert other.at == "/sign-in/second"
    assert other.get(f"{other.url}/me", allow_redirects=False).status_code == 303, "half a session opens nothing"
    assert "weft_session" in other.cookies
    other.go("/sign-in/second")
    other.submit("/sign-in/second", 422, code=totp(key, now))  # was used to set it up
    other.submit("/sign-in/second", code=totp(key, now, step=1))
    assert other.at == "/home"
    third = Reader(net)
    third.submit("/sign-in/code", code=third.code_for(member))
    third.submit("/sign-in/second", 422, code=totp(key, now, step=1))
    third.submit("/sign-in/second", code=spares[0].lower())
    assert third.at == "/home"
    fourth = Reader(net)
    fourth.submit("/sign-in/code", code=fourth.code_for(member))
    fourth.submit("/sign-in/second", 422, code=spares[0])
    fourth.submit("/sign-in/second", code=spares[1])
    page = fourth.go("/me/security")
    assert "A spare code was used" in page and "The second step is on" in page
    fourth.submit("/second-step/end", 422, code="123456")
    fourth.submit("/second-step/end", code=spares[2])
    fifth = Reader(net)
    fifth.sign_in(member)


def test_tokens_are_made_listed_and_revoked(net, server):
    member = net.member()
    reader = Reader(net).sign_in(member)
    reader.go("/me/security")
    reader.submit("/tokens", 422, label="", days="400")
    reader.go("/me/security")
    page = reader.submit("/tokens", label="Board on the wall", scope="read", days="30")
    token = re.search(r"weft_[\w-]{43}", page).group()
    assert token not in reader.go("/me/security") and "Board on the wall" in reader.page.text
    held = {"Authorization": f"Bearer {token}"}
    assert ok(net.public.get("/api/v1/me", headers=held))["member"] == member.member
    problem(net.public.post("/needs", {"title": "x"}, headers=held), 403)
    # A token opens no account.
    page = Reader(net).get(f"{server.url}/me/security", headers=held, allow_redirects=False)
    assert page.status_code == 303 and page.headers["Location"].startswith("/sign-in")
    reader.submit(re.search(r"/tokens/[0-9a-f-]{36}/end", reader.page.text).group())
    problem(net.public.get("/api/v1/me", headers=held), 401)
    leaked = json.loads(server.weft("token", "create", "--network", net.slug, "--email", member.email, "--json").stdout)["token"]
    server.weft("token", "revoke", leaked)
    problem(net.public.get("/api/v1/me", headers={"Authorization": f"Bearer {leaked}"}), 401)
    server.weft("token", "revoke", leaked, status=1)


def test_forms_of_strangers_are_refused(net):
    reader = Reader(net).sign_in(net.founder)
    reader.go("/me")
    fields = reader.form("/sign-out")["fields"]
    for name, headers in [("another site", {"Sec-Fetch-Site": "cross-site"}), ("no token", {})]:
        data = fields if headers else {key: value for key, value in fields.items() if key != "_token"}
        assert reader.post(f"{reader.url}/sign-out", data=data, headers=headers).status_code == 403, name
    stranger = Reader(net)
    stranger.go("/sign-in")
    assert reader.post(f"{reader.url}/sign-out", data=stranger.form("/sign-in")["fields"]).status_code == 403


def test_security_headers(net):
    for path in ("/", "/sign-in", f"/n/{net.slug}/needs", "/nothing"):
        headers = Reader(net).get(f"{net.server.url}{path}").headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "same-origin"
        assert "no-store" in headers["Cache-Control"]


def test_settings_of_the_account_want_a_recent_sign_in(own_server):
    """Over an hour later nobody who finds the device open changes how one signs in."""
    server = own_server()
    net = Network(server)
    reader = Reader(net).sign_in(net.founder)
    statement = "UPDATE sessions SET created_at = created_at - 3600000"
    if server.engine == "sqlite":
        with sqlite3.connect(server.storage, timeout=60) as db:
            db.execute(statement)
        db.close()
    else:
        server.psql(statement)
    page = reader.go("/me/security")
    assert "sign in once more" in page and "/password\"" not in page
    reader.go("/me/security/second-step", 403)


def test_powers_can_take_a_second_step(own_server):
    net = Network(own_server(WEFT_SECOND_STEP="required"))
    reader = Reader(net).sign_in(net.founder)
    assert "only with a second step" in reader.page.text
    reader.go(f"/n/{net.slug}/queue", 403)
    steward = net.member("coordinator")
    assert ok(steward.get("/api/v1/me"))["roles"] == [], "nor by a token"
    second_step(reader)
    reader.go(f"/n/{net.slug}/queue")
    assert "only with a second step" not in reader.go("/home")


def test_who_sees_contacts_is_asked_for_a_second_step(net):
    words = "please turn the second step on"
    assert words in Reader(net).sign_in(net.founder).page.text
    assert words not in Reader(net).sign_in(net.member()).page.text
