"""Signing in with WeChat, WeCom, DingTalk and Feishu, against servers that answer as their documentation says – or don't."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from outside import Outside
from reader import Reader
from servers import until
from support import Network

NAMES = {"wechat": "WeChat", "wecom": "WeCom", "dingtalk": "DingTalk", "feishu": "Feishu"}
SECRET = "s3cret-of-the-app"


class Platform(Outside):
    """All four in one server; whom a code stands for is what `users` says."""

    def __init__(self):
        super().__init__()
        self.users, self.error, self.status, self.tokens = {}, None, 200, 0

    def answer(self, asked):
        return self.status, self.say(asked.place, asked.query, asked.headers, asked.json or {})

    def say(self, path, query, headers, body):
        if path == "/sns/oauth2/access_token":
            assert query["secret"] == SECRET and query["grant_type"] == "authorization_code"
            user = self.users.get(query["code"])
            return {"access_token": "t", "openid": f"o-{user}", **({"unionid": user} if user and user.startswith("u") else {})} \
                if user and not self.error else {"errcode": self.error or 40029, "errmsg": "invalid code"}
        if path == "/cgi-bin/gettoken":
            assert query == {"corpid": "app", "corpsecret": SECRET}
            self.tokens += 1
            return {"errcode": 0, "errmsg": "ok", "access_token": f"corp-{self.tokens}", "expires_in": 7200}
        if path == "/cgi-bin/auth/getuserinfo":
            user = self.users.get(query["code"])
            if self.error:
                error, self.error = self.error, None
                return {"errcode": error, "errmsg": "bad"}
            return {"errcode": 0, "userid": user} if user else {"errcode": 40029, "errmsg": "invalid code"}
        if path == "/v1.0/oauth2/userAccessToken":
            assert body["clientSecret"] == SECRET and body["grantType"] == "authorization_code"
            user = self.users.get(body["code"])
            return {"accessToken": user, "expireIn": 7200} if user and not self.error else {"code": "invalidParameter"}
        if path == "/v1.0/contact/users/me":
            return {"unionId": headers["x-acs-dingtalk-access-token"], "nick": "Lin"}
        if path == "/open-apis/authen/v2/oauth/token":
            assert body["client_secret"] == SECRET and body["redirect_uri"].endswith("/sign-in/with/feishu/back")
            user = self.users.get(body["code"])
            return {"code": 0, "access_token": user} if user and not self.error else {"code": self.error or 20003}
        if path == "/open-apis/authen/v1/user_info":
            return {"code": 0, "data": {"union_id": headers["Authorization"].removeprefix("Bearer "), "name": "Lin"}}
        raise AssertionError(path)


@pytest.fixture
def platform():
    made = Platform()
    yield made
    made.close()


@pytest.fixture
def linked(own_server, platform):
    settings = {"WEFT_WECOM_AGENT": "1000002"}
    for name, app in [("WECHAT", "APP"), ("WECOM", "CORP"), ("DINGTALK", "CLIENT"), ("FEISHU", "APP")]:
        settings |= {f"WEFT_{name}_{app}": "app", f"WEFT_{name}_SECRET": SECRET, f"WEFT_{name}_BASE": platform.url}
    return Network(own_server(**settings))


def leave(reader, slug, more=""):
    """To the platform; path and query of its address."""
    answer = reader.get(f"{reader.url}/sign-in/with/{slug}{more}", allow_redirects=False)
    assert answer.status_code == 303, answer.text[:500]
    url = urlsplit(answer.headers["Location"])
    return url.path, {name: values[0] for name, values in parse_qs(url.query).items()}


def back(reader, slug, query, code, status=200):
    name = "authCode" if slug == "dingtalk" else "code"
    reader.page = reader.get(
        f"{reader.url}/sign-in/with/{slug}/back", params={name: code, "state": query["state"]}, timeout=60)
    assert reader.page.status_code == status, reader.page.text[:800]
    return reader.page.text


def link(reader, slug, code):
    _, query = leave(reader, slug, "?link=1")
    back(reader, slug, query, code)
    assert reader.at == "/me/security?done=1"


@pytest.mark.parametrize("slug", NAMES)
def test_linked_used_and_taken_off(linked, platform, slug):
    member = linked.member()
    platform.users["one"] = "u-1"
    own = Reader(linked).sign_in(member)
    assert f"Link {NAMES[slug]}" in own.go("/me/security")
    read = own.mail(lambda: link(own, slug, "one"))
    assert read("linked with yours|关联了")
    other = Reader(linked)
    assert f"Sign in with {NAMES[slug]}" in other.go("/sign-in")
    path, query = leave(other, slug, "?to=/me")
    assert query["redirect_uri"].endswith(f"/sign-in/with/{slug}/back") and len(query["state"]) >= 32
    assert path == {
        "wechat": "/connect/qrconnect", "wecom": "/wwlogin/sso/login", "dingtalk": "/oauth2/auth",
        "feishu": "/open-apis/authen/v1/authorize"}[slug]
    back(other, slug, query, "one")
    assert other.at == "/me"
    assert other.get(f"{other.url}/me/data.json").json()["linkedAccounts"][0]["issuer"].startswith(slug)
    # The visit is over: what came back once comes back no more.
    back(other, slug, query, "one", 409)
    # Somebody else's account can't have it, too.
    third = Reader(linked).sign_in(linked.member(name="b"))
    _, query = leave(third, slug, "?link=1")
    back(third, slug, query, "one", 409)
    own.go("/me/security")
    own.submit("/identities/end")
    fourth = Reader(linked)
    _, query = leave(fourth, slug)
    assert "is not linked yet" in back(fourth, slug, query, "one") and "weft_session" not in fourth.cookies


@pytest.mark.parametrize("slug", NAMES)
def test_what_a_platform_refuses_lets_nobody_in_and_tells_no_secret(linked, platform, slug):
    reader = Reader(linked)
    for code in ("unknown", "broken"):
        if code == "broken":
            platform.users["broken"], platform.status = "u-2", 500
        _, query = leave(reader, slug)
        back(reader, slug, query, code, 409)
        assert "weft_session" not in reader.cookies
    platform.status = 200
    _, query = leave(reader, slug)
    back(reader, slug, {"state": "another"}, "broken", 409)
    back(Reader(linked), slug, query, "broken", 409)
    until(lambda: "provider" in linked.server.log.read_text(errors="replace"), "the fault in the log")
    text = linked.server.log.read_text(errors="replace")
    assert SECRET not in text and "corp-1" not in text and query["state"] not in text
    reader.go("/sign-in/with/nobody", 404)


def test_an_unknown_identity_is_linked_by_consent(linked, platform):
    platform.users["new"] = "u-new"
    member, reader = linked.member(), Reader(linked)
    _, query = leave(reader, "wechat", "?to=/me")
    assert "/sign-in?to=/me/security/link" in back(reader, "wechat", query, "new")
    reader.go("/sign-in?to=/me/security/link")
    read = reader.mail(lambda: reader.submit("/sign-in", email=member.email))
    reader.submit("/sign-in/code", code=read(r"(?:验证码：|Code: )(\d{6})\n").group(1))
    assert reader.at == "/me/security/link" and "Link WeChat?" in reader.page.text
    reader.submit(answer="yes")
    assert reader.at == "/me"
    other = Reader(linked)
    _, query = leave(other, "wechat")
    back(other, "wechat", query, "new")
    assert other.at == "/home"
    # Consent is given once: the page has nothing to ask any more.
    reader.go("/me/security/link")
    assert reader.at == "/me/security"


def test_who_says_no_is_not_linked(linked, platform):
    platform.users["no"] = "u-no"
    member, reader = linked.member(), Reader(linked)
    _, query = leave(reader, "feishu")
    back(reader, "feishu", query, "no")
    reader.sign_in(member)
    reader.go("/me/security/link")
    reader.submit(answer="no")
    other = Reader(linked)
    _, query = leave(other, "feishu")
    assert "is not linked yet" in back(other, "feishu", query, "no")


def test_wechat_by_app_where_there_is_no_union_and_another_door_inside(linked, platform):
    platform.users["plain"] = "x-1"
    own = Reader(linked).sign_in(linked.member())
    link(own, "wechat", "plain")
    inside = Reader(linked, agent="Mozilla/5.0 (iPhone) MicroMessenger/8.0")
    path, query = leave(inside, "wechat")
    assert path == "/connect/oauth2/authorize" and query["scope"] == "snsapi_base"
    back(inside, "wechat", query, "plain")
    assert inside.at == "/home"


def test_wecom_keeps_its_token_and_fetches_another_when_it_is_over(linked, platform):
    platform.users["one"] = "u-1"
    own = Reader(linked).sign_in(linked.member())
    link(own, "wecom", "one")
    for error, tokens in ((None, 1), (42001, 2)):
        platform.error = error
        reader = Reader(linked)
        _, query = leave(reader, "wecom")
        back(reader, "wecom", query, "one")
        assert reader.at == "/home" and platform.tokens == tokens


def test_linking_takes_a_recent_sign_in(linked):
    stranger = Reader(linked)
    answer = stranger.get(f"{stranger.url}/sign-in/with/wechat?link=1", allow_redirects=False)
    assert answer.status_code == 303 and "/sign-in?to=" in answer.headers["Location"]


def test_an_organisations_account_is_taken_off_too(own_server):
    import warnings
    from servers import free_port
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import oidc_provider_mock
        from test_openid import agree, come_back, configured, know
        from test_openid import leave as leave_openid
        port = free_port()
        with oidc_provider_mock.run_server_in_thread(port=port, require_nonce=True):
            net = configured(own_server, f"http://localhost:{port}")
            member = net.member()
            know(f"http://localhost:{port}", "u-1", email=member.email, email_verified=True)
            reader = Reader(net)
            come_back(reader, agree(leave_openid(reader), "u-1"), 200)
            assert "Red Cross ID" in reader.go("/me/security")
            reader.submit("/identities/end")
            assert "A linked account was taken off" in reader.go("/me/security")
