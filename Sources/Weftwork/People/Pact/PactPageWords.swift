/// What the pages about the Pact say.
enum PactPageWords {
    static let title = Text(zh: "伙伴契约", en: "The Pact")
    static let none = Text(zh: "这个网络还没有发布契约。", en: "This network has not published its Pact yet.")
    static func version(_ version: Int, _ at: Int64) -> Text {
        Text(zh: "第 \(version) 版，\(day: at)发布", en: "Version \(version), published \(day: at)")
    }
    static func signedBy(_ signed: Int, _ members: Int) -> Text {
        Text(zh: "\(members) 位成员中有 \(signed) 位已签署。", en: "\(signed) of \(members) members have signed it.")
    }
    static func signedAt(_ at: Int64) -> Text { Text(zh: "您于\(day: at)签署。", en: "You signed it \(day: at).") }
    static func due(_ at: Int64) -> Text {
        Text(
            zh: "请在\(day: at)之前签署。过后您的信任等级会暂停，签署后立即恢复。",
            en: "Please sign by \(day: at). After that your standing is paused until you do; nothing is lost.")
    }
    static let sign = Text(zh: "我同意并签署", en: "I agree and sign")
    static let edit = Text(zh: "发布新版", en: "Publish a new version")
    static let editHint = Text(
        zh: "先和大家商量。发布后每位成员会收到邮件，在期限内重新签署。空行分段，“# ”开头是标题，“- ”开头是列表。",
        en:
            "Talk it over first. Every member gets a mail and signs anew within the days given. An empty line parts paragraphs; “# ” begins a heading, “- ” a list item."
    )
    static let zh = Text(zh: "中文", en: "Chinese")
    static let en = Text(zh: "英文", en: "English")
    static let days = Text(zh: "签署期限（天）", en: "Days to sign")
    static let publish = Text(zh: "发布", en: "Publish")
    static let hash = Text(zh: "文本指纹", en: "Fingerprint of the text")
    static let versions = Text(zh: "各个版本", en: "All versions")
    static let unchanged = Text(zh: "与现在的版本完全相同。", en: "This is the version in force, word for word.")
    static let otherText = Text(
        zh: "您读的时候发布了新版，请读过再签。", en: "A new version came out while you read. Please read it and sign then.")
    static func badLength(_ least: Int, _ most: Int) -> Text {
        Text(zh: "\(least) 到 \(most) 个字符。", en: "Between \(least) and \(most) characters.")
    }
    static func badDays(_ least: Int, _ most: Int) -> Text {
        Text(zh: "\(least) 到 \(most) 天。", en: "Between \(least) and \(most) days.")
    }
    static func mailNew(until: Int64) -> Text {
        Text(
            zh: "伙伴契约有了新版，请在\(day: until)之前读过并签署。",
            en: "The Pact has a new version. Please read and sign it by \(day: until).")
    }
}
