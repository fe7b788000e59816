/// What stands on public records.
enum RecordWords {
    static let title = Text(zh: "公开记录", en: "Public record")
    static let hint = Text(
        zh: "公开记录是一页任何人都能看的页面：对方确认过的送达、按时的答复、解决了的争议、谁为您背书、从什么时候起。数字是系统数出来的，没有评分。可以拿给别人看，证明自己做过什么。",
        en:
            "A public record is a page that anybody can see: deliveries that the other side confirmed, answers in time, disputes settled, who vouches, since when. The numbers are counted; there is no score. Show it to others as proof of what was done."
    )
    static let consent = Text(
        zh: "我同意公开这份记录；随时可以收回。", en: "I agree that this record is public; it can be taken back any time.")
    static let show = Text(zh: "公开这份记录", en: "Show this record")
    static let end = Text(zh: "收回这份记录", en: "Take this record back")
    static let isEnded = Text(zh: "这份记录已收回。", en: "This record was taken back.")
    static let endedHint = Text(
        zh: "主人收回了这份公开记录。谢谢您来看。", en: "Whose record this was has taken it back. Thank you for looking.")
    static let notYours = Text(
        zh: "只有本人，或者能代表这家机构的人，才能这样做。", en: "Only they themselves, or those who speak for the organisation, can do this."
    )
    static let noVouch = Text(
        zh: "只有现在为对方背书的人，名字才能写在这里。", en: "Only who vouches for them now can be named here.")
    static let vouchers = Text(zh: "谁背书（同意写上名字的）", en: "Who vouches (those who agreed to be named)")
    static let noVouchers = Text(zh: "还没有人同意写上名字。", en: "Nobody has agreed to be named yet.")
    static let nameMe = Text(zh: "写上我的名字", en: "Put my name here")
    static let nameHint = Text(
        zh: "您为对方背书。您的名字只有在您同意时才会写在这页上，谁都看得到；随时可以拿掉。",
        en:
            "You vouch for them. Your name stands on this page, for everybody, only if you agree; you can take it away any time."
    )
    static let unnameMe = Text(zh: "拿掉我的名字", en: "Take my name away")
    static let own = Text(zh: "我自己", en: "Myself")
    static let open = Text(zh: "打开", en: "Open")
    static let embed = Text(zh: "放在别的网页上", en: "To put on another page")
    static let qrLabel = Text(zh: "公开记录的二维码", en: "QR code of the public record")
    static let counted = Text(
        zh: "数字由系统从确认过的事里数出来，没有评分，也没有人能改。",
        en: "The numbers are counted from what was confirmed. There is no score, and nobody can change them.")

    static func since(_ moment: Int64) -> Text {
        Text(zh: "\(day: moment) 起参与", en: "Taking part since \(day: moment)")
    }

    static func deliveries(_ figures: RecordFigures) -> Text {
        // Of some it is not known when they came: they are neither in time nor late.
        guard figures.timed == figures.deliveries else {
            return Text(
                zh: "对方确认过的送达 \(figures.deliveries) 次；记有送到时间的 \(figures.timed) 次，其中按时 \(figures.inTime) 次",
                en:
                    "Deliveries confirmed by the other side: \(figures.deliveries); of \(figures.timed) with a known time, by the promised time: \(figures.inTime)"
            )
        }
        return Text(
            zh: "对方确认过的送达 \(figures.deliveries) 次，其中按时 \(figures.inTime) 次",
            en: "Deliveries confirmed by the other side: \(figures.deliveries), by the promised time: \(figures.inTime)"
        )
    }

    static func answers(_ figures: RecordFigures) -> Text {
        Text(
            zh: "答复求助 \(figures.answers) 次，其中按时 \(figures.answersInTime) 次",
            en: "Requests answered: \(figures.answers), in time: \(figures.answersInTime)")
    }

    static func disputes(_ figures: RecordFigures) -> Text {
        Text(
            zh: "争议 \(figures.disputes) 次，已解决 \(figures.settled) 次",
            en: "Disputes: \(figures.disputes), settled: \(figures.settled)")
    }

    static func members(_ figures: RecordFigures) -> Text {
        Text(zh: "成员 \(figures.members) 人", en: "Members: \(figures.members)")
    }

    static func description(_ figures: RecordFigures) -> Text {
        Text(
            zh: "\(deliveries(figures))；\(answers(figures))；\(disputes(figures))",
            en: "\(deliveries(figures)); \(answers(figures)); \(disputes(figures))")
    }
}
