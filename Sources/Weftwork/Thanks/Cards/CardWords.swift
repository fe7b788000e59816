internal import Engine

/// What stands on cards of needs, and on the pages from which they are shared.
enum CardWords {
    static let share = Text(zh: "转发", en: "Share")
    static let shareTitle = Text(zh: "转发这条求助", en: "Share this need")
    static let shareHint = Text(
        zh: "转给可能帮得上的人。卡片上只有公开页面上本来就有的内容。",
        en: "Pass it on to whoever may help. The card shows nothing that the public page doesn’t.")
    static let chat = Text(zh: "发到群里的文字", en: "Text for a chat group")
    static let link = Text(zh: "链接", en: "Link")
    static let poster = Text(zh: "打印海报", en: "Poster to print")
    static let picture = Text(zh: "图片", en: "Picture")
    static let savePicture = Text(zh: "长按或右键可以保存图片", en: "Hold or right-click to save the picture")
    static let makeCode = Text(zh: "生成我的转发链接", en: "Make my own link")
    static let codeHint = Text(
        zh: "链接里带一个转发码：只有您看得到它带来了什么，别人看不出是您。",
        en: "The link carries a code: only you see what comes of it, and nobody sees from it who you are.")
    static let withoutCode = Text(zh: "这个链接不带转发码。", en: "This link carries no code.")
    static let wechat = Text(
        zh: "在微信里：先打开下面这一页，再点右上角“···”转发给朋友。",
        en: "In WeChat: open the page below first, then forward it with “···” at the top right.")
    static let openWithCode = Text(zh: "打开带我转发码的页面", en: "Open the page with my code")
    static let myShares = Text(zh: "我转发的", en: "What I shared")
    static let toNeed = Text(zh: "回到这条求助", en: "Back to the need")
    static let helpToo = Text(zh: "我也想帮忙", en: "I want to help, too")
    static let helpTooHint = Text(
        zh: "不用懂什么：注册一下，马上有小事可以做。", en: "You need to know nothing: sign up, and there are small things to do at once.")
    static let gone = Text(zh: "不再公开的求助", en: "a need that is public no more")
    static let scan = Text(zh: "扫一扫，看看怎么帮忙", en: "Scan to see how to help")
    static let neverPay = Text(
        zh: "这里的人不会向您要钱、手续费或验证码。", en: "Nobody from here asks for money, fees or codes.")
    static let qrLabel = Text(zh: "求助页面的二维码", en: "QR code of the need’s page")
    static let pictureLabel = Text(zh: "这条求助的卡片图", en: "The card of this need as a picture")
    static let wants = Text(zh: "还缺", en: "Still needed")

    /// A thing of which something is lacking, with how much.
    static func lacking(_ line: NeedLine) -> Text {
        if let remaining = line.remaining {
            return Text(
                zh: "\(line.item) \(quantity: remaining, unit: line.unit)",
                en: "\(line.item) \(quantity: remaining, unit: line.unit)")
        }
        let amount = line.quantity == .unlimited ? BoardWords.asManyAsPossible : BoardWords.amountUnknown
        return Text(zh: "\(line.item)（\(amount)）", en: "\(line.item) (\(amount))")
    }

    /// What is still lacking, in one line.
    static func lacking(_ view: NeedView, most: Int) -> Text {
        let lines = CardRules.lacking(view)
        guard !lines.isEmpty else { return Text(zh: "都有人认领了", en: "All of it is promised") }
        func list(_ language: Language) -> String {
            lines.prefix(most).map { lacking($0)(language) }.joined(separator: SiteWords.listComma(language))
        }
        guard lines.count > most else { return Text(zh: "还缺 \(list(.zh))", en: "Needed: \(list(.en))") }
        return Text(zh: "还缺 \(list(.zh)) 等 \(lines.count) 样", en: "Needed: \(list(.en)) and \(lines.count - most) more")
    }

    /// When it was asked: what a picture says must not grow untrue while a chat keeps it.
    static func foot(asked at: Int64) -> Text {
        Text(
            zh: "\(day: at) 提出 · 不会向您要钱或验证码", en: "Asked on \(day: at) · nobody asks you for money or codes")
    }

    /// What a preview says under the title.
    static func description(_ card: NeedCard, now: Int64) -> Text {
        if let over = card.over { return EndingWords.over(over) }
        let place = CardRules.place(card.view.area), age = SiteWords.ago(now - card.view.createdAt)
        let place1 = place.isEmpty ? "" : "\(place) · "
        return Text(
            zh: "\(place1)\(lacking(card.view, most: 3)) · \(age)提出",
            en: "\(place1)\(lacking(card.view, most: 3)) · asked \(age)")
    }

    /// The text that is pasted into a chat.
    static func chat(_ card: NeedCard, link: String, now: Int64) -> Text {
        if let over = card.over {
            return Text(
                zh: "【已有结果】\(card.title)\n\(EndingWords.over(over))\n\(link)",
                en: "[Over] \(card.title)\n\(EndingWords.over(over))\n\(link)")
        }
        let place = CardRules.place(card.view.area), age = SiteWords.ago(now - card.view.createdAt)
        let (zhPlace, enPlace) = place.isEmpty ? ("", "") : ("地点：\(place)\n", "Where: \(place)\n")
        let (zhSure, enSure) =
            card.view.confidence.map { confidence -> (String, String) in
                let name = NeedWords.name(of: confidence)
                return ("，\(name(.zh))", ", \(name(.en).lowercased())")
            } ?? ("", "")
        return Text(
            zh:
                "【求助】\(card.title)\n\(zhPlace)\(lacking(card.view, most: 6))\n\(age)提出\(zhSure)\n能帮忙，或者认识能帮忙的人，请看：\n\(link)\n\(neverPay)",
            en:
                "[Help needed] \(card.title)\n\(enPlace)\(lacking(card.view, most: 6))\nAsked \(age)\(enSure)\nIf you can help, or know somebody who can:\n\(link)\n\(neverPay)"
        )
    }
}
