/// What members read about cards of their own.
enum CardPageWords {
    static let isOver = Text(
        zh: "这条求助已经不需要转发了。", en: "This need asks for nothing any more; there is nothing to share.")
    static let myCard = Text(zh: "我的志愿者名片", en: "My volunteer card")
    static let hint = Text(
        zh: "名片是一页任何人都能看的页面：您想让人怎么称呼、从哪里来、为什么来帮忙，用您自己的话说。别人看到它，可能也会来。",
        en:
            "A card is a page that anybody can see: how you want to be called, where you come from, why you help, in your own words. Who reads it may come, too."
    )
    static let name = Text(zh: "怎么称呼您", en: "How you want to be called")
    static let nameHint = Text(zh: "不必是真名。", en: "It need not be your real name.")
    static let from = Text(zh: "从哪里来", en: "Where you are from")
    static let fromHint = Text(zh: "写到城市或区就好，不要写地址。", en: "A town or district, never an address.")
    static let why = Text(zh: "为什么来帮忙", en: "Why you help")
    static let everybody = Text(zh: "任何人都看得到", en: "Everybody sees this")
    static let consent = Text(
        zh: "我同意把这张名片给任何人看；我随时可以收回。",
        en: "I agree that everybody may see this card; I can take it back any time.")
    static let show = Text(zh: "公开我的名片", en: "Show my card")
    static let change = Text(zh: "改我的名片", en: "Change my card")
    static let end = Text(zh: "收回名片", en: "Take my card back")
    static let endHint = Text(
        zh: "收回以后，页面马上只说“名片已收回”，上面的话会删除。别人已经存下的图片我们收不回来。",
        en:
            "From that moment its page says only that it was taken back, and its words are deleted. Pictures that others have saved we can’t take back."
    )
    static let sayWhy = Text(zh: "请写一两句话。", en: "Please say it in a sentence or two.")
    static let heldBack = Text(
        zh: "这里不能写电话、邮箱、账号或和钱有关的话：名片谁都看得到，骗子也看得到。想联系您的人，由网络转达。",
        en:
            "No telephone number, mail address, account or words about money here: everybody sees a card, swindlers too. Whoever wants to reach you does so through the network."
    )
    static let needsConsent = Text(zh: "请勾选同意。", en: "Please tick that you agree.")
    static let isShown = Text(zh: "您的名片是公开的。", en: "Your card is shown.")
    static let isEnded = Text(zh: "您的名片已收回。", en: "You have taken your card back.")
    static let open = Text(zh: "看它的样子", en: "See how it looks")
    static let gone = Text(zh: "名片已收回", en: "This card was taken back")
    static let goneHint = Text(
        zh: "主人收回了这张名片。谢谢您来看；需要帮手的地方还有很多。",
        en: "Whose card this was has taken it back. Thank you for looking; there is more where a hand is needed.")
    static let toBoard = Text(zh: "看看谁需要帮忙", en: "See who needs help")
    static let pictureLabel = Text(zh: "这张名片的图片", en: "This card as a picture")
    static let qrLabel = Text(zh: "名片页面的二维码", en: "QR code of the card’s page")
    static let volunteer = Text(zh: "志愿者", en: "Volunteer")

    static func from(_ place: String) -> Text { Text(zh: "来自 \(place)", en: "from \(place)") }

    static func title(_ name: String) -> Text { Text(zh: "\(name) 的名片", en: "\(name)’s card") }

    /// What a preview and the picture say under the name.
    static func description(_ words: VolunteerCard.Words) -> Text {
        words.from.isEmpty
            ? .verbatim(words.why) : Text(zh: "来自 \(words.from)：\(words.why)", en: "From \(words.from): \(words.why)")
    }

    static func chat(_ words: VolunteerCard.Words, network: String, link: String) -> Text {
        Text(
            zh: "我在“\(network)”做志愿者。\(words.why)\n一起来：\n\(link)\n\(CardWords.neverPay)",
            en: "I volunteer at “\(network)”. \(words.why)\nCome along:\n\(link)\n\(CardWords.neverPay)")
    }
}
