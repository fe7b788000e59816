"""Changing how one is reached: the new address proves itself, the old one is told and can take the account back."""

import json
import re

import requests

from reader import Reader
from servers import until
from support import Caller, Network, ok, problem
from test_phone import add_phone, gateway, phones, sign_up  # noqa: F401 (fixtures)
from test_sign_in import PASSWORD


def change_mail(reader, email):
    """Changes the mail address; reads the mails of that moment."""
    reader.go("/me/security")
    read = reader.mail(lambda: reader.submit("/me/security/mail", email=email))
    code = read(r"(?:验证码：|Code: )(\d{6})\n").group(1)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert 'role="alert"' in reader.submit("/mail/code", 422, code=wrong)
    read = reader.mail(lambda: reader.submit("/mail/code", code=code))
    assert reader.at == "/me/security?done=1"
    return read


def link_of(read):
    return read(r"(http://\S+/take-back/[\w-]+)").group(1)


class By:
    """Somebody by another address."""

    def __init__(self, email):
        self.email = email


def test_a_new_mail_address(net):
    member, new = net.member(), f"new@{net.slug}.example"
    reader = Reader(net).sign_in(member)
    read = change_mail(reader, new.upper())
    assert link_of(read)
    page = reader.go("/me/security")
    assert "Mail address changed" in page and "n…@" in page and new not in page
    Reader(net).sign_in(By(new))
    assert reader.get(f"{reader.url}/me/data.json").json()["email"] == new
    assert ok(member.get("/api/v1/me"))["member"] == member.member


def test_taking_back(net):
    member, new = net.member(name="t"), f"thief@{net.slug}.example"
    own = Reader(net).sign_in(member)
    thief = Reader(net, agent="Mozilla/5.0 (Windows NT 10.0) Chrome/130.0").sign_in(member)
    link = link_of(change_mail(thief, new))
    thief.go("/me/security")
    thief.submit("/password", password=PASSWORD)
    for _ in range(2):
        other = Reader(net)
        assert "Take my account back" in other.go(link), "nothing happens by opening it"
    thief.go("/me/security")
    assert thief.at == "/me/security"
    read = other.mail(lambda: other.submit())
    assert "yours again" in other.page.text and read("taken back|收回")
    for reader in (own, thief):
        reader.go("/me/security")
        assert reader.at.startswith("/sign-in"), "everybody is out"
    problem(member.get("/api/v1/me"), 401)
    other.go(link, 409)
    own.sign_in(member)
    page = own.go("/me/security")
    assert "taken back by its earlier address" in page
    thief.go("/sign-in")
    thief.submit("/sign-in/password", 422, email=member.email, password=PASSWORD)
    thief.go("/take-back/nothing", 404)


def test_after_a_second_change_the_first_address_takes_back(net):
    member = net.member(name="s")
    reader = Reader(net).sign_in(member)
    link = link_of(change_mail(reader, f"one@{net.slug}.example"))
    assert link_of(change_mail(reader, f"two@{net.slug}.example")) == link
    other = Reader(net)
    other.go(link)
    other.submit()
    Reader(net).sign_in(member)


def test_an_old_address_is_held_for_its_owner(net):
    member = net.member(name="h")
    change_mail(Reader(net).sign_in(member), f"moved@{net.slug}.example")
    other = Reader(net)
    other.go("/sign-up")
    read = other.mail(lambda: other.submit("/sign-up", name="Else", email=member.email))
    code = read(r"(?:验证码：|Code: )(\d{6})").group(1)
    assert "taken off an account lately" in other.submit("/sign-in/code", 409, code=code)


def test_an_address_of_another_account_is_not_taken(net):
    reader = Reader(net).sign_in(net.member(name="x"))
    reader.go("/me/security")
    mine = reader.mail(lambda: reader.submit("/me/security/mail", email=f"free@{net.slug}.example"))
    free = re.sub(r'value="[^"]*"|content="\d+"', "", reader.page.text)
    mine(r"Code: |验证码：")
    reader.go("/me/security")
    read = reader.mail(lambda: reader.submit("/me/security/mail", email=net.founder.email))
    assert re.sub(r'value="[^"]*"|content="\d+"', "", reader.page.text) == free, "nobody learns here who is a member"
    assert read("Somebody wanted to use|有人想把这个联系方式")
    reader.go("/me/security")
    reader.submit("/me/security/mail", 422, email="nonsense")


def test_a_way_to_be_reached_remains(phones, gateway):  # noqa: F811
    reader = sign_up(phones, gateway, "13900002221")
    reader.go("/me/security")
    assert "phone/remove" not in reader.page.text
    fields = reader.form("/me/security/phone")["fields"]
    assert reader.post(f"{reader.url}/me/security/phone/remove", data=fields).status_code == 409
    new = f"late@{phones.slug}.example"
    reader.go("/me/security")
    read = reader.mail(lambda: reader.submit("/me/security/mail", email=new))
    reader.submit("/mail/code", code=read(r"(?:验证码：|Code: )(\d{6})\n").group(1))
    reader.go("/me/security")
    before = len(gateway.asked)
    reader.submit("/phone/remove")
    # The number that was removed can take the account back, and with it what was changed since.
    link = gateway.wait("+8613900002221", r"(http://\S+/take-back/[\w-]+)", before).group(1)
    other = Reader(phones)
    other.go(link)
    other.submit()
    other.go("/sign-in")
    code = gateway.code("+8613900002221", lambda: other.submit("/sign-in", email="13900002221"))
    other.submit("/sign-in/code", code=code)
    data = other.get(f"{other.url}/me/data.json").json()
    assert data["phone"] == "+8613900002221" and not data["email"]


def test_a_phone_is_added_beside_the_mail_and_told_of(phones, gateway):  # noqa: F811
    member = phones.member()
    reader = Reader(phones).sign_in(member)
    read = reader.mail(lambda: add_phone(reader, gateway, "13900002222"))
    assert read("phone number of your account|您账号的手机号")
    other = Reader(phones).sign_in(phones.member(name="o"))
    other.go("/me/security")
    before = len(gateway.asked)
    other.submit("/me/security/phone", phone="13900002222")
    assert not re.search(r"\d{6}", gateway.wait("+8613900002222", "Your account|您的账号", before).string.split("http")[0])


def test_tokens_and_codes_are_told_of(net):
    reader = Reader(net).sign_in(net.member(name="k"))
    reader.go("/me/security")
    read = reader.mail(lambda: reader.submit("/tokens", label="Wall board", scope="read", days="30"))
    assert read("token for a program was made|生成了一个程序用的令牌") and read("Wall board")


def security_lines(net):
    """What the log says of accounts, line by line."""
    found = []
    for line in net.server.log.read_text(errors="replace").splitlines():
        if line.startswith("{") and line.endswith("}"):
            one = json.loads(line)
            if one["message"] == "security":
                found.append(one)
    return found


def test_refused_access_and_tokens_are_heard(own_server):
    net = Network(own_server(WEFT_LOG="json"))
    member, need = net.member(), net.published()
    problem(member.post(f"/api/v1/networks/{net.slug}/trust/recounts", {}), 403)
    problem(member.post(f"/needs/{need.id}/actions", {"action": "publish", "audience": "public"}), 403)
    problem(Caller(net, token="weft_" + "A" * 43).get("/needs"), 401)
    problem(net.public.get("/me/waiting"), 401)
    until(lambda: len([one for one in security_lines(net) if one["event"].startswith("refused")]) >= 3, "the lines")
    refused = [one for one in security_lines(net) if one["event"].startswith("refused")]
    assert [(one["event"], one["door"]) for one in refused] == [
        ("refused", "POST /api/v1/networks/{slug}/trust/recounts"),
        ("refused", "POST /api/v1/networks/{slug}/needs/{id}/actions"),
        ("refusedToken", "GET /api/v1/networks/{slug}/needs")]
    assert refused[0]["account"] == refused[1]["account"] and "account" not in refused[2]
    assert all(one["request"] for one in refused)
    assert need.id not in json.dumps(refused) and net.slug not in json.dumps(refused)


def test_what_happens_is_heard_without_names(own_server):
    net = Network(own_server(WEFT_LOG="json"))
    reader = Reader(net)
    reader.go("/sign-in")
    read = reader.mail(lambda: reader.submit("/sign-in", email=net.founder.email))
    code = read(r"(?:验证码：|Code: )(\d{6})").group(1)
    reader.submit("/sign-in/code", 422, code=f"{(int(code) + 1) % 1_000_000:06d}")
    reader.submit("/sign-in/code", code=code)

    def lines():
        return {one["event"]: one for one in security_lines(net)}

    until(lambda: {"wrongCode", "signedInNewDevice"} <= lines().keys(), "the lines of the security log")
    wrong, entered = lines()["wrongCode"], lines()["signedInNewDevice"]
    assert wrong["level"] == "warning" and wrong["kind"] == "mail" and entered["level"] == "notice"
    assert wrong["account"] == entered["account"] and wrong["request"] != entered["request"]
    assert net.founder.email not in json.dumps([wrong, entered])
    text = requests.get(f"{net.server.url}/metrics", timeout=60, headers={"X-Forwarded-For": "127.0.0.1"}).text
    assert 'weft_wrong_codes_total{kind="mail"} 1' in text
