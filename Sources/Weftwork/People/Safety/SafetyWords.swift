/// What suspension, passes and safety on site say.
enum SafetyWords {
    static func badDays(_ least: Int, _ most: Int) -> Text {
        Text(zh: "\(least) 到 \(most) 天。", en: "Between \(least) and \(most) days.")
    }
    static let compliance = Text(zh: "合规与安全联系人：", en: "Law and duty of care:")
    static let notOneself = Text(zh: "不能停用自己。", en: "Nobody can suspend themselves.")
    static let already = Text(zh: "这位成员已经被停用。", en: "This member is suspended already.")
    static let handedOn = Text(zh: "已交给另一位。", en: "Passed on to another.")
    static let mailSubject = Text(zh: "您的成员资格", en: "Your membership")
    static func mailSuspended(_ until: Int64, _ reason: String) -> Text {
        Text(
            zh: "您的成员资格暂停到\(day: until)。原因：\(reason)\n您可以申诉，由另一位负责人复核：",
            en:
                "Your membership is suspended until \(day: until). The reason: \(reason)\nYou can appeal; somebody else will look at it:"
        )
    }
    static let mailLifted = Text(zh: "您的成员资格已经恢复。", en: "Your membership is restored.")

    static let suspend = Text(zh: "暂停成员资格", en: "Suspend")
    static let suspendHint = Text(
        zh: "立即生效：不能再做成员的事，也没有角色。本人会读到原因，可以申诉，由另一位负责人复核。",
        en: "Takes effect at once: no acts as a member, no roles. They read the reason and can appeal to another.")
    static let reason = Text(zh: "原因（本人会读到）", en: "The reason (they will read it)")
    static let days = Text(zh: "几天", en: "For how many days")
    static let isAbuse = Text(
        zh: "确认滥用：背书全部结束，并通知背书人", en: "Proved abuse: their vouches end, and their vouchers are told")
    static let no = Text(zh: "否", en: "No")
    static let yes = Text(zh: "是", en: "Yes")
    static let lift = Text(zh: "恢复成员资格", en: "Lift the suspension")
    static func suspendedUntil(_ at: Int64) -> Text {
        Text(zh: "已暂停到\(day: at)", en: "Suspended until \(day: at)")
    }
    static let yours = Text(zh: "您的成员资格已暂停", en: "Your membership is suspended")
    static let notSuspended = Text(zh: "您的成员资格正常。", en: "Your membership is in order.")
    static let appeal = Text(zh: "申诉", en: "Appeal")
    static let appealOpen = Text(zh: "申诉已收到，正由另一位负责人复核。", en: "Your appeal is here; somebody else is looking at it.")
    static let appealedFrom = Text(zh: "被申诉的停用原因", en: "The reason that is appealed from")
    static let appealHint = Text(
        zh: "写下您的说法。由另一位负责人在 7 天内复核并答复。",
        en: "Say how you see it. Another than the one who decided looks at it and answers within 7 days.")
}
