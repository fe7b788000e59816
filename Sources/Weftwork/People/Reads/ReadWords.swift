/// What is said about who has read something.
enum ReadWords {
    static let matter = Text(zh: "谁看过", en: "Who has read this")
    static let photos = Text(zh: "谁看过照片", en: "Who has looked at the photos")
    static func held(_ names: String) -> Text {
        Text(zh: "已经看过的：\(names)", en: "Read so far by \(names)")
    }
}
