/// What roles and how they are given say.
enum RoleWords {
    static let title = Text(zh: "角色", en: "Roles")
    static let hint = Text(
        zh: "角色由大家给出：有人提名，本人答应，三天内没有人带理由反对，任期半年；随时可以放下。",
        en:
            "The group gives roles: somebody is named, says yes, nobody objects with a reason for three days; a term of half a year. A role can be laid down any day."
    )
    static let notVouched = Text(zh: "请选一位有背书的成员。", en: "Choose a member who is vouched for.")
    static let holdsIt = Text(zh: "这位成员已经担任这个角色。", en: "They hold this role already.")
    static let isOpen = Text(zh: "这个提名正在进行。", en: "This nomination is open already.")
    static let isOver = Text(zh: "这个提名已经有了结果。", en: "This nomination is decided.")
    static let duties = Text(zh: "做什么", en: "What it does")
    static let holders = Text(zh: "谁在担任", en: "Who holds it")
    static let nobody = Text(zh: "还没有人", en: "Nobody yet")
    static let nominate = Text(zh: "提名", en: "Name somebody")
    static let why = Text(zh: "为什么合适", en: "Why")
    static let layDown = Text(zh: "放下", en: "Lay it down")
    static let end = Text(zh: "结束其任期", en: "End it")
    static let reason = Text(zh: "理由（本人会读到）", en: "Why (they will read it)")
    static func until(_ at: Int64) -> Text { Text(zh: "到\(day: at)", en: "until \(day: at)") }
    static let open = Text(zh: "正在征询", en: "Under consent")
    static let accept = Text(zh: "我答应", en: "I say yes")
    static let refuse = Text(zh: "我不担任", en: "No, thank you")
    static let waits = Text(zh: "等本人答应", en: "waits for their yes")
    static func decides(_ at: Int64) -> Text {
        Text(zh: "没有反对的话，\(moment: at)生效", en: "takes effect \(moment: at) unless somebody objects")
    }
    static let object = Text(zh: "我反对，理由是", en: "I object, because")
    static let lift = Text(zh: "撤回反对", en: "Lift my objection")
    static let objection = Text(zh: "反对", en: "Objection")
    static let lifted = Text(zh: "已撤回", en: "lifted")
    static let call = Text(zh: "公开征集", en: "Call for it")
    static let callWords = Text(zh: "征集的话", en: "What the call says")
    static let days = Text(zh: "几天", en: "For how many days")

    static func mailNamed(_ office: Office) -> Text {
        Text(
            zh: "有人提名您担任“\(name(of: office))”。请说答应还是不答应。",
            en: "You were named for “\(name(of: office))”. Please say yes or no.")
    }
    static func mailGiven(_ role: Role, _ until: Int64) -> Text {
        Text(
            zh: "大家请您担任“\(PeopleWords.name(of: role))”，到\(day: until)。",
            en: "The group gave you the role “\(PeopleWords.name(of: role))” until \(day: until).")
    }
    static func mailOver(_ role: Role) -> Text {
        Text(
            zh: "您的“\(PeopleWords.name(of: role))”任期满了。谢谢您！",
            en: "Your term as “\(PeopleWords.name(of: role))” is over. Thank you!")
    }
    static func mailEnded(_ role: Role, _ reason: String) -> Text {
        Text(
            zh: "您的“\(PeopleWords.name(of: role))”角色结束了。理由：\(reason)",
            en: "Your role “\(PeopleWords.name(of: role))” was ended. Why: \(reason)")
    }
}
