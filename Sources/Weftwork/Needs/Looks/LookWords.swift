/// What is said about looks at contacts.
enum LookWords {
    static let title = Text(zh: "查看联系方式的记录", en: "Looks at contacts")
    static let hint = Text(
        zh: "谁、为什么看了谁的联系方式。求助者在自己的页面上也看得到。",
        en: "Who looked at whose contact, and what for. Requesters see the same on their pages.")
    static let stops = Text(zh: "已停止查看的成员", en: "Members whose looks are stopped")
    static let none = Text(zh: "没有。", en: "Nothing.")
    static let latest = Text(zh: "最近的查看", en: "The latest looks")
    static let asking = Text(zh: "正在了解", en: "being asked")
    static let note = Text(zh: "了解到了什么（对方会读到）", en: "What you learnt (they read it)")
    static let resume = Text(zh: "可以继续查看", en: "They may look again")
    static func matter(_ count: Int) -> Text {
        Text(
            zh: "一周内 \(count) 次认领、看了联系方式、又放下。请了解原因，再决定能不能继续查看。",
            en:
                "Within a week they claimed, looked at the contact and let go \(count) times. Ask why, then say whether they may look again."
        )
    }
    static func asked(_ name: String, by due: Int64) -> Text {
        Text(
            zh: "您最近两次看了联系方式又放下认领，查看已停止。\(name) 会在\(moment: due)之前问您原因，之后由其决定；在“申请与报告”里可以先写下您的说法。",
            en:
                "Twice lately you looked at a contact and let the claim go, so your looks are stopped. \(name) asks you why by \(moment: due) and then decides; you can say your side first under “Applications and reports”."
        )
    }
    static func kept(_ name: String) -> Text {
        Text(
            zh: "您的查看仍然停止，请和 \(name) 或另一位协调员说一声。",
            en: "Your looks stay stopped; please speak with \(name) or another coordinator.")
    }
    static let unconfirmed = Text(
        zh: "您说送到了的，对方还没有确认。请对方或需求的负责人确认之后，您就能继续查看联系方式。",
        en:
            "What you say you brought is not confirmed yet. Once the other side, or whoever answers for the need, confirms it, you can look at contacts again."
    )
    static let mailSubject = Text(zh: "查看联系方式", en: "Looking at contacts")
    static let mailStopped = Text(
        zh: "您最近两次看了联系方式又放下认领，查看已停止。有人会问您原因；您可以先写下您的说法：",
        en:
            "Twice lately you looked at a contact and let the claim go, so your looks are stopped. Somebody will ask you why; you can say your side first:"
    )
    static let mailResumed = Text(zh: "您可以继续查看联系方式了：", en: "You may look at contacts again:")
    static let mailKept = Text(zh: "您的查看仍然停止，理由见：", en: "Your looks stay stopped; why, you read here:")
    static let byOperator = Text(zh: "通过运营者令牌", en: "by an operator's token")
    static func approved(by name: String) -> Text { Text(zh: "导出，\(name) 同意", en: "export, approved by \(name)") }
    static func alert(_ kind: LookAlert) -> Text {
        switch kind {
        case .desk:
            Text(
                zh: "一位成员一小时内看的联系方式远多于平常，请了解一下。",
                en: "A member looked at far more contacts within an hour than is usual here; please find out why.")
        case .claims:
            Text(
                zh: "一位成员今天看联系方式的次数快到上限了，请了解一下。",
                en: "A member is close to a day's limit of looks at contacts; please find out why.")
        case .operator:
            Text(
                zh: "有人用运营者令牌一小时内看了很多联系方式，请了解一下。",
                en: "Many contacts were looked at within an hour by an operator's token; please find out why.")
        }
    }
}
