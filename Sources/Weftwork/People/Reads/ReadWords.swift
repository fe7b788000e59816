/// What is said about who has read something.
enum ReadWords {
    static let matter = Text(zh: "谁看过", en: "Who has read this")
    static let photos = Text(zh: "谁看过照片", en: "Who has looked at the photos")
    static let deliveryPhotos = Text(zh: "谁看过送到的照片", en: "Who has looked at the photos of what was brought")
    static let evidence = Text(zh: "谁看过依据照片", en: "Who has looked at the evidence")
    static func held(_ names: String) -> Text {
        Text(zh: "已经看过的：\(names)", en: "Read so far by \(names)")
    }
}
