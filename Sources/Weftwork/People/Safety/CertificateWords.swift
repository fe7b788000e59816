/// What certificates say.
enum CertificateWords {
    static let title = Text(zh: "培训证明", en: "Training on record")
    static let hint = Text(
        zh: "医疗、心理、未成年人、危险场所的事，要有看过的培训证明，还要有第二个人。",
        en:
            "Medical and psychological help, minors and dangerous places take training that somebody has seen, and a second person."
    )
    static let none = Text(zh: "没有记下培训证明。", en: "No training is on record.")
    static let kind = Text(zh: "哪一种", en: "What for")
    static let until = Text(zh: "有效到哪一天", en: "Good until which day")
    static let give = Text(zh: "记下这份证明", en: "Write it down")
    static let end = Text(zh: "收回", en: "Take it back")
    static func endOf(_ kind: Certificate.Kind) -> Text {
        Text(zh: "收回证明：\(name(of: kind))", en: "Take back: \(name(of: kind))")
    }
    static func goodUntil(_ at: Int64) -> Text { Text(zh: "有效到\(day: at)", en: "good until \(day: at)") }
    static let notOwn = Text(zh: "自己的证明由别人来记。", en: "Somebody else writes down one's own training.")
    static let badUntil = Text(
        zh: "写一个将来的日子，最多五年，例如 2027-06-30。", en: "A day to come, five years at most, such as 2027-06-30.")
    static func name(of kind: Certificate.Kind) -> Text {
        switch kind {
        case .medical: Text(zh: "医疗救助", en: "Medical help")
        case .psychological: Text(zh: "心理救助", en: "Psychological help")
        case .minors: Text(zh: "陪伴未成年人", en: "Working with minors")
        case .danger: Text(zh: "危险场所", en: "Dangerous places")
        }
    }
    static func mailGiven(_ kind: Certificate.Kind, _ until: Int64) -> Text {
        Text(
            zh: "您的培训证明“\(name(of: kind))”已记下，有效到\(day: until)。",
            en: "Your training “\(name(of: kind))” is on record, good until \(day: until).")
    }
    static func mailEnded(_ kind: Certificate.Kind) -> Text {
        Text(zh: "您的培训证明“\(name(of: kind))”已收回。", en: "Your training “\(name(of: kind))” is no longer on record.")
    }
}
