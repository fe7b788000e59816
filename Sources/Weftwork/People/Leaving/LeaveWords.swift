/// What leaving and being forgotten say.
enum LeaveWords {
    static let title = Text(zh: "离开", en: "Leaving")
    static let handedOn = Text(zh: "已离开网络，交给接手的人。", en: "Left the network; passed on.")
    static let tooLate = Text(zh: "可以返回的 14 天已经过去。", en: "The 14 days for coming back are over.")
    static let formerMember = "前成员 · former member"

    static let leaveNetwork = Text(zh: "离开这个网络", en: "Leave this network")
    static let note = Text(zh: "给接手的人留句话", en: "A word for whoever takes over")
    static let noteHint = Text(
        zh: "会写进每一件交出去的事里，只有接手的人和办这件事的人看得到。",
        en: "It goes with everything that passes on; whoever takes over reads it, and those who work on it.")
    static let texts = Text(zh: "我写过的话也清空", en: "Blank what I have written, too")
    static let textsHint = Text(
        zh: "14 天后，您在已经结束的需求、认领和事务里写的话会清空；谁在何时做了什么仍留下。",
        en:
            "After 14 days your words in needs, promises and matters that are over are blanked; what was done, when and by whom stays."
    )
    static let leave = Text(zh: "离开", en: "Leave")
    static let back = Text(zh: "我要回来", en: "Come back")

    static let forget = Text(zh: "删除我的账号", en: "Have me forgotten")
    static let forgetHint = Text(
        zh: "14 天后，您的资料、联系方式、密码、去过哪里的记录全部销毁，密钥也销毁。14 天内登录可以反悔。",
        en:
            "After 14 days your profile, contacts, password and whereabouts are destroyed, and the key with them. Until then you can sign in and stay."
    )
    static let forgetButton = Text(zh: "14 天后删除", en: "Forget me in 14 days")
    static func forgetsAt(_ at: Int64) -> Text {
        Text(zh: "您的账号将在\(day: at)删除。", en: "Your account will be forgotten on \(day: at).")
    }
    static let stay = Text(zh: "不删了", en: "Keep my account")
    static let export = Text(zh: "下载我的全部数据", en: "Download everything about me")

    // MARK: When nobody leads any more

    static let lastLead = Text(
        zh: "您是最后一位守护者或协调员。您可以离开：最早加入、受信任的成员会被请来接手，运营者也会知道。",
        en:
            "You are the last steward or coordinator. You may leave: the trusted member who has been here longest is asked to take over, and the operator is told."
    )
    static let noLead = Text(
        zh: "这个网络现在没有守护者或协调员。谁愿意担任，请看角色页。",
        en: "Nobody leads this network at present. Whoever is willing: see the page of roles.")
    static let leadNeeded = Text(
        zh: "最后一位协调员离开了，网络需要有人负责。",
        en: "The last who led has left; the network needs somebody who answers for it.")
    static let mailLead = Text(
        zh: "最后一位守护者或协调员离开了。您是这里最早加入、受信任的成员：愿意担任协调员吗？请说愿意还是不愿意。此前有人求助时由您接手。",
        en:
            "The last steward or coordinator has left. You are the trusted member who has been here longest: will you be coordinator? Please say yes or no. Until then what comes in is given to you."
    )
    static func mailPassedOn(_ what: Text) -> Text {
        Text(
            zh: "有人离开了，“\(what)”从现在起由您负责；对方留的话在里面。",
            en: "Somebody has left; “\(what)” is yours from now on. What they say about it stands there.")
    }

    // MARK: Who holds copies

    static func partner(_ name: String) -> Text {
        Text(
            zh: "伙伴网络“\(name)”：账号删除时会通知它的协调员。",
            en: "The partner network “\(name)”: its leads are told when the account is forgotten.")
    }
    static func backups(_ kept: Int, _ span: Int64) -> Text {
        Text(
            zh: "最近 \(kept) 份备份，最长 \(span: span)；密钥销毁后里面的密文打不开，恢复时会再次删除您。",
            en:
                "The last \(kept) backups, for up to \(span: span); what is sealed in them opens no more, and a restore forgets you again."
        )
    }
    static let backupsByHand = Text(
        zh: "运营者自己做的备份；密钥销毁后里面的密文打不开，恢复时会再次删除您。",
        en:
            "Backups that the operator makes by hand; what is sealed in them opens no more, and a restore forgets you again."
    )
    static let mailProvider = Text(
        zh: "邮件服务商：已经寄给您的信在它那里和您的信箱里。",
        en: "The mail provider: what was sent to you lies there, and in your mailbox.")
    static let partnerSubject = Text(zh: "请删除一位前成员的资料", en: "Please delete what you keep about a former member")
    static func partnerAsked(_ name: String, _ network: String) -> Text {
        Text(
            zh: "“\(network)”的前成员“\(name)”要求被遗忘，这里的资料已销毁。如果你们导出过名单或文件，请把这个人的部分也删掉。",
            en:
                "“\(name)”, a former member of “\(network)”, asked to be forgotten and is forgotten here. If you keep lists or files, please delete what is about them, too."
        )
    }

    // MARK: The receipt

    static let receipt = Text(zh: "您的账号已删除", en: "Your account is forgotten")

    /// What is gone, what remains of it and why.
    static func receiptBody(_ remains: Remains) -> Text {
        func side(_ language: Language) -> String {
            let places = remains.places.map { place in
                ([place.name] + lines(place).map { "– " + $0(language) }).joined(separator: "\n")
            }
            var copies: [String] = []
            for holder in remains.holders where !copies.contains(holder.words(language)) {
                copies.append(holder.words(language))
            }
            return
                ([destroyed(language)]
                + (places.isEmpty ? [nothingRemains(language)] : [remainsHead(language)] + places)
                + [copiesHead(language)] + copies.map { "– " + $0 }).joined(separator: "\n") + "\n"
        }
        return Text(zh: "\(side(.zh))", en: "\(side(.en))")
    }

    private static func lines(_ place: Remains.Place) -> [Text] {
        var lines: [Text] = []
        if place.events > 0 {
            lines.append(
                Text(
                    zh: "\(place.events) 条事件，署名“前成员”：事件链要能核对",
                    en: "\(place.events) events, by “a former member”: the chain must stay checkable"))
        }
        if !place.signed.isEmpty {
            let versions = place.signed.map(String.init).joined(separator: ", ")
            lines.append(
                Text(
                    zh: "您签过的契约（版本 \(versions)），不署名：对方也要能证明",
                    en: "the Pact you signed (version \(versions)), nameless: the other side must be able to prove it"))
        }
        if place.vouches > 0, let until = place.vouchesUntil {
            lines.append(
                Text(
                    zh: "\(place.vouches) 份您做的背书，不署名，最晚到\(day: until)：别人的信任靠它",
                    en:
                        "\(place.vouches) vouches you gave, nameless, until \(day: until) at the latest: others' standing rests on them"
                ))
        }
        if place.deliveries > 0 {
            lines.append(
                Text(
                    zh: "\(place.deliveries) 次已确认的送达，不署名：求助者的记录",
                    en: "\(place.deliveries) confirmed deliveries, nameless: they are the requesters' record"))
        }
        if place.texts > 0 {
            lines.append(
                Text(
                    zh: "\(place.texts) 处您写的话：您没有要求清空，或事情还没结束；随那件事的密钥销毁",
                    en:
                        "\(place.texts) places with words of yours: you did not ask to have them blanked, or it is not over; they go with the key of what they are about"
                ))
        }
        return lines.isEmpty ? [Text(zh: "没有留下什么", en: "nothing")] : lines
    }

    private static let destroyed = Text(
        zh: "您的账号已删除：资料、联系方式、登录方式、去处记录都已销毁，密钥已销毁，备份里的也打不开了。\n",
        en:
            "Your account is forgotten: profile, contacts, ways to sign in and whereabouts are destroyed, and so is the key, also for what lies in backups.\n"
    )
    private static let remainsHead = Text(zh: "还留下的，以及为什么：", en: "What remains, and why:")
    private static let nothingRemains = Text(zh: "没有别的留下。", en: "Nothing else remains.")
    private static let copiesHead = Text(
        zh: "\n谁可能还有副本（别人写的、提到您的话，请作者删去）：",
        en: "\nWho may hold copies (for words of others that name you, ask their author):")
}
