"""Somebody comes by phone, adds a mail address, and an address that was changed behind their back is taken back."""

import re

import pytest
from playwright.sync_api import expect

from browser import Walked
from gateway import Gateway
from servers import Server, until
from test_walk_account import saved


@pytest.fixture(scope="module")
def gateway():
    made = Gateway()
    yield made
    made.close()


@pytest.fixture(scope="module")
def phone_server(gateway, tmp_path_factory):
    made = Server("sqlite", tmp_path_factory.mktemp("phones"), **gateway.settings())
    yield made.start()
    made.clear()


@pytest.fixture
def net(phone_server, language):
    return Walked(phone_server, language)


def mailed(user, act, pattern):
    before = user.net.server.log.stat().st_size
    act()
    return until(
        lambda: re.search(pattern, user.net.server.log.read_bytes()[before:].decode(errors="replace"), re.S),
        f"a mail with {pattern}")


CODE = r"(?:验证码：|Code: )(\d{6})\n"


def change_mail(user, word, email):
    """Changes the mail address on the account's page; the link by which the old one takes it back."""
    form = user.opened(*word, user.card("怎样联系到您", "How you are reached"))
    user.field("新邮箱", "New mail address", form).fill(email)
    code = mailed(user, lambda: user.press(*word, form), CODE).group(1)
    user.fill("验证码", "Code", "000000" if code != "000000" else "000001")
    user.press("确认更改", "Confirm the change")
    user.errors("验证码不对", "The code is wrong")
    user.look()
    user.fill("验证码", "Code", code)
    user.press("确认更改", "Confirm the change")
    saved(user)


def test_by_phone(enter, net, gateway, language):
    number = "13900003331" if language == "zh" else "13900003332"
    user = enter()
    user.go("/sign-up")
    user.fill("您的名字", "Your name", net.t("林一", "Lin"))
    user.fill("邮箱或手机号", "Mail address or mobile number", number)
    user.look()
    code = gateway.code(f"+86{number}", lambda: user.press("继续", "Continue"))
    user.look()
    user.fill("验证码", "Code", code)
    user.press("进入", "Enter")
    # Without a network yet, home is the list of them.
    expect(user.page).to_have_url(f"{net.server.url}/")
    user.go("/me/security")
    user.look()
    change_mail(user, ("添加邮箱", "Add a mail address"), f"late@{net.slug}.example")
    user.sees("这台设备是新的", "this device is new")
    user.look()


def test_a_mail_address_is_taken_back(enter, net):
    member = net.member()
    thief = enter(member)
    thief.go("/me/security")
    new = f"thief@{net.slug}.example"
    before = net.server.log.stat().st_size
    change_mail(thief, ("更改邮箱", "Change the mail address"), new)
    thief.sees("这台设备是新的", "this device is new")
    text = until(
        lambda: re.search(r"(http://\S+/take-back/[\w-]+)", net.server.log.read_bytes()[before:].decode(errors="replace")),
        "the link")
    own = enter(desktop=True)
    own.go(text.group(1))
    own.look()
    own.press("收回我的账号", "Take my account back")
    own.sees("原来的联系方式已恢复", "The earlier address is back")
    own.look()
    thief.go("/me/security")
    thief.page.wait_for_url("**/sign-in?to=*")
    own.sign_in(member)
    own.go("/me/security")
    own.sees("用原来的联系方式收回了账号", "The account was taken back by its earlier address")
    expect(own.page.get_by_text(new)).to_have_count(0)
