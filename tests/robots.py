"""Fake platforms with robots in their chats: they take messages as the documents of the real ones say, and check signatures themselves."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import time

from outside import Outside
from servers import until


def signature(key, text):
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


class Robots(Outside):
    """Each chat is the last part of a robot's address; the secrets of those that have one are kept here."""

    def __init__(self):
        super().__init__()
        self.taken, self.secrets, self.says, self.refused = [], {}, {}, []

    def settings(self):
        return {"WEFT_ROBOT_HOSTS": self.place}

    def address(self, kind, chat, secret=None):
        """Where a robot of a chat is posted to, in the form that its platform gives."""
        if secret:
            self.secrets[chat] = secret
        rest = {"dingtalk": f"robot/send?access_token={chat}", "wecom": f"cgi-bin/webhook/send?key={chat}",
                "feishu": f"open-apis/bot/v2/hook/{chat}", "generic": f"services/{chat}"}[kind]
        return f"http://{self.place}/{kind}/{rest}"

    def answer(self, asked):
        assert asked.method == "POST"
        _, kind, *_, end = asked.place.split("/")
        return 200, self.take(kind, asked.query, end, asked.json)

    def take(self, kind, query, end, body):
        chat = query.get("access_token") or query.get("key") or end
        if chat in self.says:
            self.refused.append((chat, body))
            return self.says[chat]
        secret, now = self.secrets.get(chat), time.time()
        if kind == "dingtalk":
            stamp = query.get("timestamp", "0")
            if secret and (abs(int(stamp) / 1000 - now) > 3600 or query.get("sign") != signature(secret, f"{stamp}\n{secret}")):
                return {"errcode": 310000, "errmsg": "sign not match"}
            assert body["msgtype"] == "markdown" and body["markdown"]["title"]
            words, good = body["markdown"]["text"], {"errcode": 0, "errmsg": "ok"}
        elif kind == "wecom":
            assert body["msgtype"] == "markdown" and len(body["markdown"]["content"].encode()) <= 4096
            words, good = body["markdown"]["content"], {"errcode": 0, "errmsg": "ok"}
        elif kind == "feishu":
            stamp = body.get("timestamp", "0")
            if secret and (abs(int(stamp) - now) > 3600 or body.get("sign") != signature(f"{stamp}\n{secret}", "")):
                return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"}
            assert body["msg_type"] == "interactive"
            parts = [body["card"]["header"]["title"]["content"]]
            for element in body["card"]["elements"]:
                if element["tag"] == "div":
                    parts.append(element["text"]["content"])
                else:
                    parts += [f"{one['text']['content']} {one['url']}" for one in element["actions"]]
            words, good = "\n".join(parts), {"code": 0, "msg": "success", "data": {}}
        else:
            words, good = body["text"], {"ok": True}
        self.taken.append((chat, words))
        return good

    def said(self, chat):
        """Everything that the robot of a chat has said so far."""
        return [words for name, words in list(self.taken) if name == chat]

    def wait(self, chat, pattern, after=0):
        def look():
            return next((found for words in self.said(chat)[after:] if (found := re.search(pattern, words))), None)
        return until(look, f"a message in {chat} with {pattern}")
