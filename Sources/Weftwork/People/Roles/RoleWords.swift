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
    static let beingDecided = Text(
        zh: "这个提名已交给大家决定：赞成、反对都到提案里说。先前反对的人在提案里表态或撤回以前，反对仍然算数。",
        en:
            "This nomination was put to a decision: say yes or no in the proposal. An objection from before stands until whoever raised it answers there or lifts it."
    )
    static let toDecision = Text(zh: "去表态", en: "To the proposal")
    static let putToDecision = Text(zh: "交给大家决定", en: "Put it to a decision")
    static let putHint = Text(
        zh: "有人反对、或者事情重要时用：请每位成员七天内表态，用同意法；通过了就担任半年，没通过就不担任。",
        en:
            "Where somebody objects, or much hangs on it: every member is asked within seven days, by consent. Adopted, the role is theirs for half a year; not adopted, it is not."
    )
    static let whyDecide = Text(zh: "为什么要大家决定（大家都会读到）", en: "Why it is put to a decision (everybody reads it)")
    static func question(_ role: Role, _ name: String) -> Text {
        // Mails quote it: it has no quotation marks of its own.
        Text(
            zh: "由\(name)担任\(PeopleWords.name(of: role))？",
            en: "Should \(name) take the role of \(PeopleWords.name(of: role))?")
    }
    static func subject(_ role: Role) -> Text {
        Text(zh: "角色：\(PeopleWords.name(of: role))", en: "Role: \(PeopleWords.name(of: role))")
    }
    static func subject(_ role: Role, _ name: String) -> Text {
        Text(zh: "\(subject(role))，\(name)", en: "\(subject(role)), \(name)")
    }
    static let onlyRoles = Text(
        zh: "只有角色能这样决定；信任锚照原来的办法。", en: "Roles alone are decided so; anchors are chosen as before.")
    static let firstTheirYes = Text(zh: "先要本人答应。", en: "First they have to say yes.")
    static let notForYou = Text(
        zh: "提名的人、被提名的人和受信任的成员可以把它交给大家决定。",
        en: "Whoever named them, they themselves and trusted members can put it to a decision.")
    static let notAmended = Text(
        zh: "请谁担任什么，不能改写；可以撤回，重新提名。",
        en: "Whom it is about and which role can not be amended: withdraw it and name them anew.")
    /// Why a role that was put to a decision is not given.
    static func mail(notGiven outcome: Nomination.Outcome?, _ role: Role) -> Text {
        let name = PeopleWords.name(of: role)
        return switch outcome {
        case .objected:
            Text(
                zh: "关于“\(name)”的提案通过了，但还有人的反对没有撤回，所以这次没有给出。",
                en:
                    "The proposal about “\(name)” was adopted, but an objection still stands: the role is not given this time."
            )
        case .kept:
            Text(
                zh: "关于“\(name)”的提案通过了，但还缺培训、担保，或者人暂时不在，所以这次没有给出。",
                en:
                    "The proposal about “\(name)” was adopted, but a training or a vouch lacks, or the person is away: the role is not given this time."
            )
        default:
            Text(
                zh: "大家决定过了：请您担任“\(name)”的提案没有通过。现有的任期照常到期。谢谢您愿意。",
                en:
                    "It was decided: the proposal that you take “\(name)” did not carry. A term that runs goes on to its end. Thank you for being willing."
            )
        }
    }
    static func mailTakenBack(_ role: Role) -> Text {
        Text(
            zh: "关于“\(PeopleWords.name(of: role))”的提案撤回了，什么都没有决定；可以重新提名。",
            en:
                "The proposal about “\(PeopleWords.name(of: role))” was withdrawn and nothing was decided: somebody can be named anew."
        )
    }
    static func mailSayItThere(_ name: String) -> Text {
        Text(
            zh: "您反对过请\(name)担任一个角色，现在交给大家决定。请到提案里表态，或者在“角色”页撤回反对；在那之前，原来的反对仍然算数。",
            en:
                "You objected to \(name) for a role; now it is put to a decision. Please answer in the proposal, or lift your objection on the page of roles; until you do, it stands."
        )
    }
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
    static let takeUp = Text(zh: "我来担任", en: "I take it up")
    static let takeUpHint = Text(
        zh: "这是提名自己：三天内没有人带理由反对，就由您担任。",
        en: "You name yourself: it is yours unless somebody objects with a reason within three days.")
    static let vouchFirst = Text(
        zh: "先要有认识您的成员为您背书，才能担任角色。", en: "Before you take on a role, somebody who knows you has to vouch for you.")
    static let endCall = Text(zh: "结束征集", en: "End the call")
    static let callOver = Text(zh: "这个征集已经结束。", en: "This call is over.")
    static let untilLaidDown = Text(zh: "直到放下为止", en: "until laid down")
    static func endOf(_ role: Role, _ name: String) -> Text {
        Text(
            zh: "结束\(name)的\(PeopleWords.name(of: role))任期", en: "End \(name)’s term as \(PeopleWords.name(of: role))")
    }
    static let goOn = Text(zh: "我继续担任", en: "I go on")
    static func endsSoon(_ at: Int64) -> Text {
        Text(zh: "任期到\(day: at)结束。", en: "The term ends \(day: at).")
    }
    static let goesOn = Text(zh: "我愿意继续担任。", en: "I would like to go on.")
    static let tooEarly = Text(zh: "任期最后 14 天才能续任。", en: "A term can be renewed in its last 14 days.")
    static let suggestions = Text(zh: "谁适合？", en: "Who would suit?")

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
    static func mailTakenUp(_ name: String, _ role: Role) -> Text {
        Text(
            zh: "\(name) 响应了您的征集，愿意担任“\(PeopleWords.name(of: role))”。",
            en: "\(name) answered your call and would be “\(PeopleWords.name(of: role))”.")
    }
    static func mailEnds(_ role: Role, _ until: Int64) -> Text {
        Text(
            zh: "您的“\(PeopleWords.name(of: role))”任期到\(day: until)结束。愿意继续的话，在角色页按一下“我继续担任”。",
            en:
                "Your term as “\(PeopleWords.name(of: role))” ends \(day: until). If you want to go on, press “I go on” on the roles page."
        )
    }
    static func mailEnded(_ role: Role, _ reason: String) -> Text {
        Text(
            zh: "您的“\(PeopleWords.name(of: role))”角色结束了。理由：\(reason)",
            en: "Your role “\(PeopleWords.name(of: role))” was ended. Why: \(reason)")
    }
}
