import Engine

/// What members read who are asked for what they offer.
enum OfferAskedWords {
    static let title = Text(zh: "有人需要您提供的东西", en: "Somebody needs what you offer")
    static let open = Text(zh: "打开回答", en: "Open it and answer")
    static let noBlame = Text(
        zh: "说“这次不行”没有任何影响。打开这一页什么都不会发生，按了才算。",
        en: "A no costs nothing. Opening this page does nothing; only a button does.")
    static let otherDevice = Text(
        zh: "要打开消息里的链接才能回答。问的是您：打开那个链接，或者登录。别人转给您的：请那位自己回答。",
        en:
            "It is answered by the link in the message. If you were asked, open that link or sign in; if somebody passed this on to you, it is theirs to answer."
    )
    static let toOffer = Text(zh: "登录，看这份提供", en: "Sign in and see the offer")
    static let signInForLess = Text(
        zh: "只能给一部分，或要换时间：登录后在这份提供的页面上答复。",
        en: "If you can give part of it only, or at another time: sign in and answer on the page of the offer.")
    static let what = Text(zh: "要什么", en: "What is asked for")
    static let forNeed = Text(zh: "给哪项求助", en: "For which need")
    static let hiddenNeed = Text(zh: "标题登录后能看到", en: "Sign in to see the title")
    static let place = Text(zh: "在哪里", en: "Where")
    static let noPlace = Text(zh: "没有写", en: "Not said")
    static let when = Text(zh: "什么时候", en: "When")
    static func until(_ moment: Int64) -> Text {
        Text(zh: "请在 \(moment: moment) 以前回答", en: "Please answer before \(moment: moment)")
    }
    static func share(_ item: String, _ quantity: Int64, _ unit: String) -> Text {
        Text(zh: "\(item)（\(quantity: quantity, unit: unit)）", en: "\(item) (\(quantity: quantity, unit: unit))")
    }
    static func byThePage(_ why: Text) -> Text {
        Text(zh: "\(why)请登录，在这份提供的页面上答应。", en: "\(why) Please sign in and say yes on the page of the offer.")
    }

    /// What came of it; nothing while it waits.
    static func outcome(_ state: OfferUse.State) -> Text? {
        switch state {
        case .asked: nil
        case .agreed:
            Text(
                zh: "谢谢，已经算您认领。登录后能看到联系方式和地址；不行了，就在那里放回。",
                en:
                    "Thank you: it is promised. Sign in to see contact and address; if it can't be after all, let it go there."
            )
        case .declined: Text(zh: "知道了，谢谢您说一声。", en: "Understood. Thank you for saying so.")
        case .lapsed, .takenBack, .over:
            Text(
                zh: "现在不用再回答了。谢谢您愿意帮忙。",
                en: "There is nothing to answer any more. Thank you for having been ready to help.")
        }
    }
}

/// The message that asks one member for what they offer.
struct OfferAskedMail {
    let offer: Offer
    let use: OfferUse
    let until: Int64
    let link: String

    var subject: Text { OfferWords.mailSubject(offer.titleInMail) }

    private var share: Text {
        let line = offer.lines.first { $0.id == use.lineID }
        return OfferAskedWords.share(line?.item ?? offer.title, use.quantity, line?.unit ?? "")
    }
    private var by: Text { OfferPageWords.by(use.promisedBy) }

    var body: Text {
        Text(
            zh: """
                \(OfferWords.mailAsked(until))

                要什么：\(share)
                什么时候：\(by)

                打开这一页，按“答应”或“这次不行”（不用登录；打开本身什么都不做）：
                \(link)

                链接只属于您，请不要转发。说“不行”没有任何影响。
                """,
            en: """
                \(OfferWords.mailAsked(until))

                What: \(share)
                When: \(by)

                Open this page and say yes or no by a button (no sign-in; opening it does nothing):
                \(link)

                The link is yours alone; please don't pass it on. A no costs nothing.
                """)
    }

    /// The same as a robot says it: with the link as a way on.
    func message(in network: String, _ language: Language) -> RobotMessage {
        let end = Text(
            zh: "\(OfferAskedWords.until(until))。不用登录；打开本身什么都不做；说“不行”没有任何影响。",
            en:
                "\(OfferAskedWords.until(until)). No sign-in is needed, opening it does nothing, and a no costs nothing."
        )
        return RobotMessage(
            title: "\(RobotWords.head(network)(language))\(OfferAskedWords.title(language))",
            lines: [share, by, end].map { $0(language) }, link: link, linkWords: OfferAskedWords.open(language))
    }
}
