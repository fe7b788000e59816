"""Somebody keeps their account safe: a second step with the phone, a password, a device signed out, a token."""

import re

from playwright.sync_api import expect

from browser import PICTURES
from reader import totp

PASSWORD = "correct horse kettle staple"


def saved(user):
    expect(user.page.locator(".toast")).to_have_text(user.t("已保存。", "Saved."))


def picture(user, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    user.page.screenshot(path=PICTURES / f"account-{name}-{user.net.language}.png", full_page=True)


def test_second_step(enter, net, javascript):
    steward = enter(net.founder, javascript=javascript)
    steward.sees("请打开第二步", "please turn the second step on")
    steward.follow("开始设置", "Set it up")
    steward.page.wait_for_url("**/me/security")
    if javascript:
        picture(steward, "security")
        steward.look()
    steward.follow("开始设置", "Set it up")
    expect(steward.page.get_by_role("img", name=net.t("验证器应用的二维码", "QR code for the authenticator app"))).to_be_visible()
    key = steward.page.locator("code").inner_text()
    net.own_words.add(key)
    if javascript:
        picture(steward, "second-step")
        steward.look()
    steward.fill("验证码", "Code", "000000")
    steward.press("打开", "Turn on")
    steward.errors("验证码不对", "The code is wrong")
    steward.fill("验证码", "Code", totp(key))
    steward.press("打开", "Turn on")
    steward.sees("第二步已打开。", "The second step is on.")
    if javascript:
        net.own_words |= set(steward.page.locator("ul.columns code").all_inner_texts())
        picture(steward, "spares")
        steward.look()
    again = enter(javascript=javascript, desktop=True)
    again.go("/sign-in?to=/me/security")
    again.let_in(net.founder, by_code=True)
    again.page.wait_for_url("**/sign-in/second?to=*")
    if javascript:
        again.look()
    again.fill("验证码", "Code", totp(key, step=1))
    again.press("进入", "Enter")
    again.page.wait_for_url("**/me/security")
    again.press("退出这台", "Sign out there")
    saved(again)
    if javascript:
        picture(again, "security-desktop")
        again.look()
    steward.go("/home")
    steward.page.wait_for_url("**/sign-in?to=*")


def test_password_and_token(enter, net, javascript):
    member = net.member()
    user = enter(member, javascript=javascript)
    user.go("/me")
    user.follow("账号安全", "Account safety")
    part = user.card("密码（可选）", "Password (optional)")
    form = user.opened("设置密码", "Set the password", part)
    user.field("新密码", "New password", form).fill("password1234")
    user.press("设置密码", "Set the password", form)
    user.errors("太容易猜到", "too easy to guess")
    form = user.opened("设置密码", "Set the password", user.card("密码（可选）", "Password (optional)"))
    expect(user.field("新密码", "New password", form)).to_have_value("")
    user.field("新密码", "New password", form).fill(PASSWORD)
    user.press("设置密码", "Set the password", form)
    saved(user)
    other = enter(javascript=javascript)
    other.go("/sign-in")
    form = other.opened("用密码登录", "Sign in with a password")
    other.field("邮箱", "Mail address", form).fill(member.email)
    other.field("密码", "Password", form).fill("wrong horse kettle staple")
    other.press("进入", "Enter", form)
    other.errors("邮箱或密码不对", "Mail address or password is wrong")
    if javascript:
        picture(other, "sign-in")
        other.look()
    form = other.opened("用密码登录", "Sign in with a password")
    other.field("密码", "Password", form).fill(PASSWORD)
    other.press("进入", "Enter", form)
    other.page.wait_for_url("**/home")
    other.go("/me/security")
    form = other.opened("生成令牌", "Make a token", other.card("程序用的令牌", "Tokens for programs"))
    other.fill("用途", "What for", net.t("墙上的看板", "Board on the wall"), form)
    other.press("生成令牌", "Make a token", form)
    token = other.page.locator("code.code").inner_text()
    assert re.fullmatch(r"weft_[\w-]{43}", token)
    other.go("/me/security")
    other.misses(token)
    other.press("作废", "Revoke", other.page.locator("li.line").filter(has_text=net.t("墙上的看板", "Board on the wall")))
    saved(other)
