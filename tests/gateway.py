"""A fake SMS gateway: takes messages by HTTP as real ones do, and says what a test wants it to say."""

from __future__ import annotations

import re

from outside import Outside
from servers import until


class Gateway(Outside):
    def __init__(self):
        super().__init__()
        self.status, self.says = 200, '{"code": "OK"}'

    def answer(self, asked):
        return self.status, self.says

    def settings(self):
        """What makes a server send through it."""
        return {
            "WEFT_SMS_URL": f"{self.url}/send?key=s3cret", "WEFT_SMS_BODY": '{"phone": "{to}", "words": "{text}"}',
            "WEFT_SMS_HEADER": "Authorization: Bearer gate", "WEFT_SMS_EXPECT": '"OK"'}

    def sent(self):
        """Number and words of each message so far."""
        return [(one["phone"], one["words"]) for one in (asked.json for asked in list(self.asked))]

    def wait(self, number, pattern, after=0):
        """The first message to a number, later than so many, in which this stands."""
        def look():
            for phone, words in self.sent()[after:]:
                found = phone == number and re.search(pattern, words)
                if found:
                    return found
        return until(look, f"a message to {number} with {pattern}")

    def code(self, number, act):
        """Does something and reads the code that is sent then."""
        after = len(self.asked)
        act()
        return self.wait(number, r"(?:验证码：|Code: )(\d{6})", after).group(1)
