"""Signing in and up by phone: the gateway as it is called, the same answer for every number, and numbers that change hands."""

import json
import re

import pytest
import requests

from gateway import Gateway
from reader import Reader, totp
from servers import until
from support import Network
from test_sign_in import PASSWORD, second_step


@pytest.fixture
def gateway():
    made = Gateway()
    yield made
    made.close()


@pytest.fixture
def phones(own_server, gateway):
    return Network(own_server(**gateway.settings()))


def sign_up(net, gateway, number, name="Lin", address=None):
    reader = Reader(net, address=address)
    reader.go("/sign-up")
    code = gateway.code("+86" + number, lambda: reader.submit("/sign-up", name=name, email=number))
    reader.submit("/sign-in/code", code=code)
    assert reader.at == "/", reader.page.text[:800]
    return reader


def ask(reader, gateway, number):
    reader.go("/sign-in")
    return gateway.code("+86" + number, lambda: reader.submit("/sign-in", email=number))


def add_phone(reader, gateway, number):
    reader.go("/me/security")
    code = gateway.code("+86" + number, lambda: reader.submit("/me/security/phone", phone=number))
    reader.submit("/phone/code", code=code)
    assert reader.at == "/me/security?done=1"


def test_who_is_woken_hears_it_by_the_loudest_channel(phones, gateway):
    """A mail wakes nobody at night: whoever has a phone is rung by it, too."""
    reader = Reader(phones).sign_in(phones.founder)
    add_phone(reader, gateway, "13900003377")
    after = len(gateway.asked)
    need = phones.need(urgency="critical")
    gateway.wait("+8613900003377", need.id, after)
    # Who plans the night reads what rings.
    assert "a text message too; the server makes no telephone call" in reader.go(f"/n/{phones.slug}/roster")


def test_by_phone_from_sign_up_to_sign_in(phones, gateway):
    sign_up(phones, gateway, "13900001111")
    reader = Reader(phones)
    code = ask(reader, gateway, "13900001111")
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert "If the number belongs to a member" in reader.submit("/sign-in/code", 422, code=wrong)
    reader.submit("/sign-in/code", code=code)
    assert reader.at == "/"
    data = reader.get(f"{reader.url}/me/data.json").json()
    assert data["phone"] == "+8613900001111" and not data["email"]
    # The number as others write it is the same account; signing up again opens it and makes no second.
    again = Reader(phones)
    again.go("/sign-up")
    code = gateway.code("+8613900001111", lambda: again.submit("/sign-up", name="Other", email="+86 139-0000-1111"))
    again.submit("/sign-in/code", code=code)
    assert again.get(f"{again.url}/me/data.json").json()["name"] == "Lin"


def test_how_the_gateway_is_called(phones, gateway):
    sign_up(phones, gateway, "13900001112")
    method, path, headers, body = gateway.asked[0]
    assert method == "POST" and path == "/send?key=s3cret"
    assert headers["Authorization"] == "Bearer gate" and headers["Content-Type"].startswith("application/json")
    assert json.loads(body)["phone"] == "+8613900001112"
    assert "http" not in json.loads(body)["words"], "a code by SMS carries no link"
    metrics = requests.get(f"{phones.server.url}/metrics", timeout=60, headers={"X-Forwarded-For": "127.0.0.1"}).text
    assert 'weft_channel_waiting{channel="sms"} 0' in metrics and 'weft_channel_failed{channel="mail"} 0' in metrics


@pytest.mark.parametrize("say", [{"status": 500}, {"says": '{"code": "limit exceeded"}'}])
def test_what_a_gateway_refuses_is_tried_again_and_nothing_secret_is_logged(phones, gateway, say):
    for name, value in say.items():
        setattr(gateway, name, value)
    reader = Reader(phones)
    reader.go("/sign-up")
    reader.submit("/sign-up", name="Lin", email="13900001113")
    log = phones.server.log
    until(lambda: "message not sent" in log.read_text(errors="replace"), "the fault in the log")
    text = log.read_text(errors="replace")
    code = json.loads(gateway.asked[0][3])["words"]
    assert "s3cret" not in text and "13900001113" not in text and code not in text
    said = phones.server.weft("doctor", status=None).stdout
    assert "short messages go through 127.0.0.1" in said


def test_the_doctor_sends_a_test_message_and_says_no_more_than_it_knows(own_server, gateway):
    server = own_server(**gateway.settings())
    Network(server)
    said = server.weft("doctor", "--sms", "13900001119", status=None).stdout
    assert "LOOK 127.0.0.1" in said and "took the test message" in said and "only it shows" in said
    assert gateway.sent()[-1][0] == "+8613900001119" and "test message of Weftwork" in gateway.sent()[-1][1]
    assert "13900001119" not in server.log.read_text(errors="replace")
    gateway.says = '{"code": "BALANCE"}'
    said = server.weft("doctor", "--sms", "13900001119", status=1).stdout
    assert "MEND the test message was not taken" in said and "WEFT_SMS_EXPECT" in said and "BALANCE" not in said
    gateway.status = 500
    assert "MEND the test message was not taken" in server.weft("doctor", "--sms", "13900001119", status=1).stdout
    count = len(gateway.asked)
    assert "no mobile number" in server.weft("doctor", "--sms", "02112345678", status=1).stdout
    server.weft("doctor", status=None)
    assert len(gateway.asked) == count, "unasked it sends none"


def test_the_doctor_sends_nothing_without_a_gateway(own_server):
    server = own_server()
    assert "no test message: there is no gateway" in server.weft("doctor", "--sms", "13900001119", status=1).stdout


def test_form_bodies_and_addresses(own_server, gateway):
    net = Network(own_server(
        WEFT_SMS_URL=f"{gateway.url}/send/{{local}}", WEFT_SMS_BODY="to={to}&text={text}"))
    reader = Reader(net)
    reader.go("/sign-up")
    reader.submit("/sign-up", name="Lin", email="13900001114")
    method, path, headers, body = until(lambda: gateway.asked and gateway.asked[0], "the message")
    assert (method, path) == ("POST", "/send/13900001114") and headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert body.startswith("to=%2B8613900001114&text=") and "&" not in body.split("&text=")[1]


def test_without_a_gateway_nothing_is_offered_by_phone(net):
    reader = Reader(net)
    assert "mobile number" not in reader.go("/sign-in") + reader.go("/sign-up")
    reader.go("/sign-in")
    reader.submit("/sign-in", 422, email="13900001115")
    signed = Reader(net).sign_in(net.founder)
    assert "Mobile number" not in signed.go("/me/security")
    signed.submit("/me/security/mail", 422, email="13900001115")


def test_nobody_learns_whose_number_it_is(phones, gateway):
    sign_up(phones, gateway, "13900001116")
    pages = []
    for number in ("13900001116", "13900001117"):
        reader = Reader(phones)
        reader.go("/sign-in")
        text = reader.submit("/sign-in", email=number)
        pages.append(re.sub(r'value="[^"]*"|name="server-now" content="\d+"', "", text))
    assert pages[0] == pages[1]
    reader = Reader(phones)
    reader.go("/sign-in")
    for bad in ("12345", "139000011", "02112345678", "not a number"):
        assert 'role="alert"' in reader.submit("/sign-in", 422, email=bad)


def test_a_recycled_number_alone_brings_back_no_account_with_a_role(phones, gateway):
    steward = phones.member("coordinator")
    own = Reader(phones).sign_in(steward)
    add_phone(own, gateway, "13900001118")
    other = Reader(phones)
    code = ask(other, gateway, "13900001118")
    page = other.submit("/sign-in/code", 403, code=code)
    assert "Sign in with a code by mail" in page and "weft_session" not in other.cookies
    # Signing up with the number is no way around.
    other.go("/sign-up")
    code = gateway.code("+8613900001118", lambda: other.submit("/sign-up", name="New owner", email="13900001118"))
    other.submit("/sign-in/code", 403, code=code)
    # The account's own device, and one that signed in by mail, go on.
    own.submit("/sign-in/code", code=ask(own, gateway, "13900001118"))
    assert own.at == "/home"
    other.sign_in(steward)
    other.submit("/sign-in/code", code=ask(other, gateway, "13900001118"))
    assert other.at == "/home"
    assert "A code by SMS alone did not sign in" in other.go("/me/security")


def test_with_a_second_step_the_number_is_one_of_two(phones, gateway):
    steward = phones.member("coordinator", name="b")
    own = Reader(phones).sign_in(steward)
    add_phone(own, gateway, "13900001119")
    key, _ = second_step(own)
    other = Reader(phones)
    other.submit("/sign-in/code", code=ask(other, gateway, "13900001119"))
    assert other.at == "/sign-in/second"
    other.submit("/sign-in/second", code=totp(key, step=1))
    assert other.at == "/home"


def test_the_operator_gives_a_link_and_a_password_goes_with_the_number(phones, gateway):
    reader = sign_up(phones, gateway, "13900001120")
    reader.go("/me/security")
    reader.submit("/password", password=PASSWORD)
    other = Reader(phones)
    other.go("/sign-in")
    other.submit("/sign-in/password", email="13900001120", password=PASSWORD)
    assert other.at == "/"
    link = phones.server.weft("member", "link", "13900001120").stdout.strip()
    third = Reader(phones)
    third.go(link[link.index("/sign-in/"):])
    third.submit()
    assert third.at == "/"


def test_who_has_no_mail_is_told_by_phone(phones, gateway):
    reader = sign_up(phones, gateway, "13900001121")
    before = len(gateway.asked)
    reader.go("/me/security")
    reader.submit("/password", password=PASSWORD)
    assert gateway.wait("+8613900001121", r"^Your account https?://\S+/me/security$|^您的账号 https?://\S+/me/security$", before)


def test_a_new_code_voids_the_one_before(phones, gateway):
    sign_up(phones, gateway, "13900001122")
    reader, later = Reader(phones), Reader(phones)
    first = ask(reader, gateway, "13900001122")
    second = ask(later, gateway, "13900001122")
    reader.submit("/sign-in/code", 422, code=first)
    later.submit("/sign-in/code", code=second)
    assert later.at == "/"


def test_a_stranger_voids_no_code_of_the_accounts_own_device(phones, gateway):
    own = sign_up(phones, gateway, "13900001123")
    code = ask(own, gateway, "13900001123")
    ask(Reader(phones), gateway, "13900001123")
    own.submit("/sign-in/code", code=code)
    assert own.at == "/"
