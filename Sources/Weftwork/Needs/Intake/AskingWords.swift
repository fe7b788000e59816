/// What a page asks back about what was typed.
enum AskingWords {
    static func past(_ now: Int64) -> Text {
        Text(
            zh: "这个时间已经过了，现在是 \(moment: now)。请改晚一点；马上就要的，留空就行。没写错的话，再提交一次，就照您写的存。",
            en:
                "That moment is over; it is \(moment: now) now. Say a later one, or leave it empty if it is needed at once. If it is no slip, send once more and it is kept."
        )
    }
    static func unknownPlace(_ typed: String) -> Text {
        Text(
            zh: "地名表里没有“\(typed)”。写错了吗？没写错的话，再提交一次，就照您写的存。",
            en:
                "“\(typed)” is in no list of places that we have. Is it a slip? If not, send once more and it is kept as you wrote it."
        )
    }
    static func badAmount(_ line: String) -> Text {
        Text(
            zh: "“\(line)”要几个？数量要大于 0；不知道就不写。没写错的话，再提交一次，就照您写的存。",
            en:
                "How many, in “\(line)”? The number must be more than 0; leave it out if you don't know. If it is no slip, send once more and it is kept as you wrote it."
        )
    }
    static func service(_ typed: String) -> Text {
        Text(
            zh: "“\(typed)”是公共服务号码，打过去找不到您。请写您自己的电话；没有电话，就留邮箱或微信。",
            en:
                "“\(typed)” is a public service, and nobody reaches you there. Give a number of your own, or a mail address or WeChat id instead."
        )
    }
    static func short(_ typed: String) -> Text {
        Text(
            zh: "“\(typed)”位数不够，打不通。请再看一下；没有电话，就留邮箱或微信。",
            en:
                "“\(typed)” has too few digits to be called. Please look again, or leave a mail address or WeChat id instead."
        )
    }
    static func doubtful(_ typed: String) -> Text {
        Text(
            zh: "“\(typed)”不像能打通的号码。写错了吗？没写错的话，再提交一次就照这样存；最好再留一个邮箱或微信。",
            en:
                "“\(typed)” doesn't look like a number that can be called. Is it a slip? If not, send once more and it is kept; better leave a mail address or WeChat id too."
        )
    }
}
