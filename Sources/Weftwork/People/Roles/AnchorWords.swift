/// What anchors and how they are chosen say.
enum AnchorWords {
    static let title = Text(zh: "信任锚", en: "Anchors of trust")
    static let hint = Text(
        zh:
            "信任从信任锚开始：他们为谁背书，谁就能为别人背书。至少应有三位，来自至少两家机构。由另一位受信任的成员提名，本人答应，七天内没有受信任的成员带理由反对，就生效；本人随时可以放下。",
        en:
            "Trust begins with the anchors: whom they vouch for can vouch for others. There should be at least three, from at least two organisations. Another trusted member names them, they say yes, and no trusted member objects with a reason for seven days; they can lay it down any day."
    )
    static let notOneself = Text(zh: "信任锚要由别人提名。", en: "An anchor is named by somebody else.")
    static let isOne = Text(zh: "这位成员已经是信任锚。", en: "They are an anchor already.")
    static let isNone = Text(zh: "这位成员不是信任锚。", en: "They are no anchor.")
    static let notTrusted = Text(
        zh: "请选一位凭背书达到“受信任”的成员；只凭送达的不行。",
        en: "Choose a member who is trusted by vouches; deliveries alone are not enough here.")
    static let last = Text(
        zh: "这是最后一位信任锚：先选出另一位。", en: "This is the last anchor: let another be chosen first.")
    static let byDecision = Text(
        zh: "结束别人的信任锚要由大家决定：请提议。", en: "Another's end as an anchor is decided by the group: propose it.")
    static let name = Text(zh: "信任锚", en: "Anchor of trust")
    static let endName = Text(zh: "结束信任锚", en: "End as an anchor")
    static let propose = Text(zh: "提名信任锚", en: "Name an anchor")
    static let layDown = Text(zh: "不再做信任锚", en: "Lay down being an anchor")
    static let layDownFirst = Text(zh: "不再做信任锚…", en: "Lay down being an anchor…")
    static let whatFollows = Text(zh: "先看结束会带来什么", en: "See first what would follow")
    static let endTitle = Text(zh: "结束信任锚会带来什么", en: "What the end of an anchor would do")
    static let ownEnd = Text(
        zh: "您放下信任锚，以您为起点的信任就不再算数。", en: "When you lay it down, trust that begins with you counts no more.")
    static func endOf(_ name: String) -> Text {
        Text(
            zh: "\(name) 不再是信任锚，以 \(name) 为起点的信任就不再算数。",
            en: "When \(name) is an anchor no more, trust that begins with \(name) counts no more.")
    }
    static let toAnchors = Text(zh: "回到信任锚", en: "Back to the anchors")
    static func proposeEnd(_ name: String) -> Text {
        Text(zh: "提议结束 \(name) 的信任锚", en: "Propose the end of \(name) as an anchor")
    }
    static let yourWord = Text(zh: "我想对大家说", en: "What I want to say about it")
    static let yourWordHint = Text(
        zh: "大家都会读到；它不算反对，决定权在大家。", en: "Everybody reads it; it is no objection, the group decides.")
    static let theirWord = Text(zh: "本人的话", en: "Their word")
    static let say = Text(zh: "说出来", en: "Say it")
    static let toRoles = Text(zh: "提名、答应、反对都在角色页", en: "To name, answer or object: the page of roles")

    static func mailProposed(_ name: String, _ at: Int64) -> Text {
        Text(
            zh: "有人提名 \(name) 为信任锚，本人已答应。没有人带理由反对的话，\(moment: at)生效。您可以看理由，也可以反对：",
            en:
                "\(name) was named as an anchor of trust and has said yes. It takes effect on \(moment: at) unless somebody objects with a reason. Read why, or object:"
        )
    }
    static func mailEndProposed(_ name: String, _ at: Int64) -> Text {
        Text(
            zh: "有人提议 \(name) 不再做信任锚。没有人带理由反对的话，\(moment: at)生效。您可以看理由和本人的话，也可以反对：",
            en:
                "Somebody proposes that \(name) be an anchor of trust no more. It takes effect on \(moment: at) unless somebody objects with a reason. Read why and what they say, or object:"
        )
    }
    static func mailChosen(_ name: String) -> Text {
        Text(zh: "\(name) 现在是这个网络的信任锚。", en: "\(name) is an anchor of this network's trust now.")
    }
    static func mailEnded(_ name: String) -> Text {
        Text(zh: "\(name) 不再是这个网络的信任锚。", en: "\(name) is an anchor of this network's trust no more.")
    }
}

extension RoleWords {
    static func name(of office: Office) -> Text {
        switch office {
        case .role(let role): PeopleWords.name(of: role)
        case .anchor: AnchorWords.name
        case .anchorEnd: AnchorWords.endName
        }
    }
}
