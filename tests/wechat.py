"""A fake of WeChat's service accounts: answers as its documentation says, and holds what it is sent against it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from outside import Outside
from servers import until

APP, SECRET, TEMPLATE = "wx-service", "s3cret-of-the-account", "template-1"
# Past these WeChat refuses the whole message.
LIMITS = {"thing": 20, "character_string": 32, "time": 32}
INSIDE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile MicroMessenger/8.0.50"


class WeChat(Outside):
    def __init__(self):
        super().__init__()
        self.followers, self.codes, self.messages, self.tokens = set(), {}, [], []
        # Whoever is at the authorize page of a walk, and the next answers to a message in place of the true ones.
        self.user, self.errors = None, []

    def settings(self):
        """What makes a server answer through it."""
        return {
            "WEFT_WECHAT_ACCOUNT_APP": APP, "WEFT_WECHAT_ACCOUNT_SECRET": SECRET,
            "WEFT_WECHAT_ACCOUNT_TEMPLATE": TEMPLATE, "WEFT_WECHAT_ACCOUNT_BASE": self.url,
            "WEFT_WECHAT_ACCOUNT_FIELDS": "thing1={what};character_string2={code};time3={time}",
            "WEFT_WECHAT_ACCOUNT_NAME": "Weft 织网"}

    def answer(self, asked):
        path, query, body = asked.place, asked.query, asked.json
        if path == "/connect/oauth2/authorize":
            assert query["appid"] == APP and query["response_type"] == "code" and query["scope"] == "snsapi_base", query
            code = f"code-{len(self.codes)}"
            self.codes[code] = self.user
            return 302, f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"
        if path == "/sns/oauth2/access_token":
            assert (query["appid"], query["secret"], query["grant_type"]) == (APP, SECRET, "authorization_code"), query
            # Each is good once.
            user = self.codes.pop(query["code"], None)
            return 200, {"access_token": "of-the-user", "openid": user, "scope": "snsapi_base"} if user else {
                "errcode": 40029, "errmsg": "invalid code"}
        if path == "/cgi-bin/stable_token":
            assert (body["grant_type"], body["appid"], body["secret"]) == ("client_credential", APP, SECRET), body
            if not self.tokens or body["force_refresh"]:
                self.tokens.append(f"token-{len(self.tokens)}")
            return 200, {"access_token": self.tokens[-1], "expires_in": 7200}
        if path == "/cgi-bin/message/template/send":
            return 200, self.take(query, body)
        raise AssertionError("no such address")

    def take(self, query, body):
        if self.errors:
            return {"errcode": self.errors.pop(0), "errmsg": "as the test wants it"}
        if query["access_token"] != self.tokens[-1]:
            return {"errcode": 40001, "errmsg": "invalid credential"}
        if body["template_id"] != TEMPLATE:
            return {"errcode": 40037, "errmsg": "invalid template_id"}
        assert body["url"].startswith("http") and body["client_msg_id"], body
        assert set(body["data"]) == {"thing1", "character_string2", "time3"}, body
        for name, value in body["data"].items():
            words = value["value"]
            if not 0 < len(words) <= LIMITS[name.rstrip("0123456789")]:
                return {"errcode": 47003, "errmsg": f"argument invalid! data.{name}.value is empty or too long"}
        if body["touser"] not in self.followers:
            return {"errcode": 43004, "errmsg": "require subscribe"}
        self.messages.append((body["touser"], body["data"]["thing1"]["value"], body["url"]))
        return {"errcode": 0, "errmsg": "ok", "msgid": len(self.messages)}

    def wait(self, openid, words):
        """The address of the first message to somebody with these words."""
        return until(
            lambda: next((url for to, said, url in self.messages if to == openid and re.search(words, said)), None),
            f"a message to {openid} with {words}, there are {self.messages} {self.faults}")
