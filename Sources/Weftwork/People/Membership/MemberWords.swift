/// What all parts about members share.
enum MemberWords {
    static func mail(_ words: Text, link: String) -> Text {
        Text(zh: "\(words)\n\n\(link)\n", en: "\(words)\n\n\(link)\n")
    }
    /// What something is, before what it says.
    static func label(_ name: Text) -> Text { Text(zh: "\(name)：", en: "\(name): ") }
    static let done = Text(zh: "已记下。", en: "Done.")
    static let member = Text(zh: "成员", en: "Member")
    static let save = Text(zh: "保存", en: "Save")
    static let sayMore = Text(zh: "请写清楚一些。", en: "Please say a little more.")
}
