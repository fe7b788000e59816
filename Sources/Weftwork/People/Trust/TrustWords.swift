/// What vouches and standing say.
enum TrustWords {
    // MARK: Problems

    static let sayHow = Text(
        zh: "请写一句你们怎么认识、一起做过什么（至少 10 个字）。",
        en: "Please say in a sentence how you know each other and what you have done together (at least 10 characters)."
    )
    static let notOneself = Text(zh: "不能为自己背书。", en: "Nobody can vouch for themselves.")
    static let badKind = Text(zh: "请选择为什么背书。", en: "Please choose what you answer for.")
    static let unknownMember = Text(zh: "这个网络里没有这位成员。", en: "This network has no such member.")
    static let ended = Text(zh: "这份背书已经结束。", en: "This vouch is over.")
    static let notYours = Text(zh: "只有背书人自己能这样做。", en: "Only the one who gave a vouch can do this.")
    static let sayWhy = Text(zh: "请写一句原因。", en: "Please say why in a sentence.")
    static func paused(until moment: Int64) -> Text {
        Text(
            zh: "您为之背书的人中有人被确认滥用，所以您在\(moment: moment)之前不能再背书。这不影响您的其他权利。",
            en:
                "Somebody you vouched for proved an abuser, so you can't vouch until \(moment: moment). Nothing else of yours changes."
        )
    }
    static func notYet(_ kind: Vouch.Kind, _ standing: Standing) -> Text {
        Text(
            zh: "要为“\(name(of: kind))”背书，自己须达到“\(PeopleWords.name(of: standing))”。",
            en: "To answer for “\(name(of: kind))” one must be “\(PeopleWords.name(of: standing))” oneself.")
    }
    static func enough(_ count: Int) -> Text {
        Text(
            zh: "一年最多新背书 \(count) 份。请收回不再成立的，或请别人来背书。",
            en: "At most \(count) new vouches a year. Take back one that no longer holds, or ask somebody else.")
    }

    // MARK: Kinds

    static func name(of kind: Vouch.Kind) -> Text {
        switch kind {
        case .identity: Text(zh: "身份", en: "Identity")
        case .integrity: Text(zh: "品行", en: "Integrity")
        case .stewardship: Text(zh: "守护", en: "Stewardship")
        case .skill: Text(zh: "技能", en: "Skill")
        case .representation: Text(zh: "代表机构", en: "Representation")
        }
    }

    static func meaning(of kind: Vouch.Kind) -> Text {
        switch kind {
        case .identity:
            Text(zh: "我认识这个人，确实是本人。", en: "I know this person, and they are who they say they are.")
        case .integrity:
            Text(
                zh: "我见过其做事：对人尊重，答应的事会做，别人告诉的事不外传。",
                en:
                    "I have seen how they work: they respect people, do what they promise and keep what is told to them."
            )
        case .stewardship:
            Text(zh: "我愿意把整个网络交到其手里。", en: "I would put the network itself into their hands.")
        case .skill: Text(zh: "我见过其做好这件事。", en: "I have seen them do this well.")
        case .representation: Text(zh: "我知道其有权代表这家机构。", en: "I know that they may speak for this organisation.")
        }
    }

    // MARK: Pages

    static func memberCount(_ count: Int) -> Text {
        Text(zh: "\(count) 位成员", en: "\(count) members")
    }
    static let standingTitle = Text(zh: "我的信任等级", en: "My standing")
    static let standingHint = Text(
        zh: "只有您自己和守护者看得到。它决定您可以做什么，从不公开，也不影响您的一票。",
        en:
            "Only you and the stewards see it. It decides what you may do; it is never public and never weighs your vote."
    )
    static let toStanding = Text(zh: "为什么是这个等级", en: "Why this standing")
    static let vouchTitle = Text(zh: "我为这个人背书", en: "I vouch for this person")
    static let vouchHint = Text(
        zh: "背书就是用自己的信誉担保。一年有效，随时可以收回。如果这个人滥用了信任，您会被告知，并有一段时间不能背书。",
        en:
            "Vouching means answering for somebody with your own good name. It holds for a year and can be taken back any time. Should they abuse trust, you will be told and can't vouch for a while."
    )
    static let forWhat = Text(zh: "为什么背书", en: "What for")
    static let subject = Text(zh: "哪项技能或哪家机构", en: "Which skill or organisation")
    static let subjectHint = Text(zh: "只在为技能或机构背书时填写。", en: "Only for a skill or an organisation.")
    static let how = Text(zh: "你们怎么认识、一起做过什么", en: "How you know each other, what you did together")
    static let howWho = Text(zh: "这个人和守护者看得到。", en: "Read by them and by the stewards.")
    static let vouchButton = Text(zh: "背书", en: "Vouch")
    static let given = Text(zh: "我背书的人", en: "Whom I vouch for")
    static let received = Text(zh: "为我背书的人", en: "Who vouches for me")
    static let theirVouchers = Text(zh: "谁为其背书", en: "Who vouches for them")
    static let noneGiven = Text(zh: "您还没有为任何人背书。", en: "You vouch for nobody yet.")
    static let noneReceived = Text(zh: "还没有人背书。", en: "Nobody yet.")
    static func until(_ moment: Int64) -> Text {
        Text(zh: "\(moment: moment)到期", en: "until \(moment: moment)")
    }
    static let renew = Text(zh: "再确认一年", en: "Confirm for another year")
    static let takeBack = Text(zh: "收回…", en: "Take back…")
    static let takeBackTitle = Text(zh: "收回背书", en: "Take a vouch back")
    static func takeBackOf(_ name: String) -> Text {
        Text(zh: "您将收回对 \(name) 的背书。", en: "You are about to take back your vouch for \(name).")
    }
    static let nobodyFalls = Text(zh: "没有人会因此改变信任等级。", en: "Nobody's standing changes by it.")
    static let whoFalls = Text(zh: "以下成员的信任等级会立刻改变：", en: "The standing of these members changes at once:")
    static func falls(_ name: String, _ before: Standing, _ after: Standing) -> Text {
        Text(
            zh: "\(name)：\(PeopleWords.name(of: before)) → \(PeopleWords.name(of: after))",
            en: "\(name): \(PeopleWords.name(of: before)) → \(PeopleWords.name(of: after))")
    }
    static func others(_ count: Int) -> Text {
        Text(zh: "还有 \(count) 位间接相关的成员", en: "and \(count) more who depend on them")
    }
    static let noChain = Text(
        zh: "收回不会追究别人：只是这份担保不再算数。", en: "Nobody is blamed further along: this vouch simply counts no more.")
    static let reason = Text(zh: "原因", en: "Why")
    static let confirmTakeBack = Text(zh: "收回", en: "Take it back")
    static let done = Text(zh: "已保存。", en: "Saved.")
    static let takenBack = Text(zh: "收回的背书", en: "Vouches taken back")
    static let takenBackWho = Text(zh: "只有双方和守护者看得到，一年后不再显示。", en: "Seen by the two and the stewards, for a year.")
    static let notItsSpeaker = Text(
        zh: "您不是这家机构的代表或受托人。", en: "You don't speak for this organisation.")
    static let inWhoseName = Text(zh: "以谁的名义", en: "In whose name")
    static let inWhoseNameHint = Text(
        zh: "以机构名义也是您本人的背书：算在您的名额里，由您担保。",
        en: "In an organisation's name it is your vouch all the same: it counts as yours, and you answer for it.")
    static let inOwnName = Text(zh: "我自己", en: "My own")
    static func inTheNameOf(_ organisation: String) -> Text {
        Text(zh: "以\(organisation)的名义", en: "in the name of \(organisation)")
    }
    static func mailTakenBack(_ name: String, _ kind: Vouch.Kind, link: String) -> Text {
        Text(
            zh: "\(name) 收回了对您“\(TrustWords.name(of: kind))”的背书。原因和现在的情况：\n\(link)\n",
            en:
                "\(name) has taken back the vouch for your “\(TrustWords.name(of: kind))”. Why, and how things stand now:\n\(link)\n"
        )
    }

    // MARK: Why

    /// - Parameter deliveries: how many count; 0 is not spoken of.
    static func because(_ standing: Standing, chains: Int, shortest: [String], deliveries: Int = 0) -> Text {
        let name = PeopleWords.name(of: standing)
        guard chains > 0 else { return because(standing) }
        let through = shortest.dropFirst().dropLast()
        let way =
            through.isEmpty
            ? Text(zh: "\(shortest.first ?? "")直接为您背书", en: "\(shortest.first ?? "") vouches for you directly")
            : Text(
                zh: "最短的一条从\(shortest.first ?? "")经过\(through.joined(separator: "、"))",
                en: "the shortest from \(shortest.first ?? "") through \(through.joined(separator: ", "))")
        let brought =
            deliveries == 0
            ? Text.verbatim("")
            : Text(
                zh: "；另有 \(deliveries) 次确认送达",
                en: "; and \(deliveryCount(deliveries))")
        return Text(
            zh: "\(name)：从信任锚到您有 \(chains) 条互不相干的背书链，\(way)\(brought)。",
            en: "\(name): \(chainCount(chains)) from the anchors to you, \(way)\(brought).")
    }
    private static func deliveryCount(_ count: Int) -> Text {
        count == 1
            ? Text(zh: "一次确认送达", en: "one confirmed delivery")
            : Text(zh: "\(count) 次确认送达", en: "\(count) confirmed deliveries")
    }
    private static func chainCount(_ chains: Int) -> Text {
        chains == 1
            ? Text(zh: "一条背书链", en: "one chain of vouches")
            : Text(
                zh: "\(chains) 条背书链", en: "\(chains) independent chains of vouches")
    }
    static func because(_ standing: Standing) -> Text {
        switch standing {
        case .steward: Text(zh: "守护者：您是这个网络的信任锚。", en: "Steward: you are an anchor of this network's trust.")
        case .trusted:
            Text(zh: "受信任：网络的运营者录入了您。", en: "Trusted: the network's operator has entered you.")
        case .vouched, .newcomer:
            Text(zh: "新成员：还没有背书链到达您。", en: "Newcomer: no chain of vouches reaches you yet.")
        }
    }
    static func dependsOn(_ name: String) -> Text {
        Text(
            zh: "所有的链都经过\(name)：如果其背书失效，您的等级也会失效。再有一位不经过其的背书人就稳了。",
            en:
                "Every chain runs through \(name): if theirs ends, so does yours. One more voucher by another way makes it firm."
        )
    }
    static func missing(_ next: Standing, _ missing: StandingStory.Missing) -> Text {
        let name = PeopleWords.name(of: next)
        return switch missing {
        case .voucher(let kind, let least):
            Text(
                zh: "要成为“\(name)”，还缺一位凭背书至少达到“\(PeopleWords.name(of: least))”的成员为您的“\(TrustWords.name(of: kind))”背书。",
                en:
                    "To become “\(name)” you need a vouch for “\(TrustWords.name(of: kind))” by somebody who is at least “\(PeopleWords.name(of: least))” by vouches."
            )
        case .room:
            Text(
                zh: "已经有人为您背书，但他们能带进来的人已满。请再找一位离信任锚更近的成员，或等下一次重新计算。",
                en:
                    "Somebody vouches for you, but has brought in as many as they can. Another voucher nearer to the anchors helps, or the next recount."
            )
        }
    }
    static func fallsAt(_ moment: Int64) -> Text {
        Text(
            zh: "重新计算后您的位置没有足够的背书：等级保持到\(moment: moment)，之后下降。在此之前有一份新的背书就会保住。",
            en:
                "After the recount your place has too few vouches: your standing holds until \(moment: moment) and falls then. One new vouch before keeps it."
        )
    }
    static let pictureTitle = Text(zh: "到您的背书链", en: "Chains of vouches to you")
    static let you = Text(zh: "您", en: "you")

    // MARK: Health

    static let healthTitle = Text(zh: "信任的健康", en: "Health of trust")
    static func anchorsFew(_ count: Int, _ organisations: Int) -> Text {
        Text(
            zh: "只有 \(count) 位信任锚，来自 \(organisations) 家机构。至少应有三位，来自至少两家。",
            en:
                "Only \(count) anchors from \(organisations) organisations. There should be at least three, from at least two."
        )
    }
    static let communities = Text(zh: "没有信任锚的群体", en: "Communities without an anchor")
    static func community(_ size: Int, _ accepted: Int, _ names: String) -> Text {
        Text(
            zh: "\(size) 人（\(names) 等），其中 \(accepted) 人有等级",
            en: "\(size) people around \(names), \(accepted) of them with a standing")
    }
    static let noBareCommunity = Text(zh: "每个十人以上的群体都有信任锚。", en: "Every community of ten or more has an anchor.")
    static let dependence = Text(zh: "只靠一个人的成员", en: "Who depends on one person")
    static func dependents(_ name: String, _ count: Int) -> Text {
        Text(
            zh: "\(count) 人只通过\(name)", en: "\(count) only through \(name)")
    }
    static let noDependence = Text(zh: "没有人只靠一个人。", en: "Nobody depends on one person alone.")
    static let tiers = Text(zh: "各等级人数", en: "Members by standing")
    static func derivedAt(_ moment: Int64) -> Text {
        Text(zh: "上一次重新计算：\(moment: moment)", en: "Last recount: \(moment: moment)")
    }
    static let neverDerived = Text(zh: "还没有重新计算过。", en: "There was no recount yet.")
    static let derive = Text(zh: "现在重新计算", en: "Recount now")
    static let deriveHint = Text(
        zh: "每季度一次：按现在的人数重新算出每个人能带进来多少人。谁的位置不够了，提前 30 天告知。",
        en:
            "Once a quarter: how many each can bring in follows anew from how many people there are. Whoever loses their place is told 30 days before."
    )

    // MARK: Mails

    static func mailAbuse(_ until: Int64, link: String) -> Text {
        Text(
            zh: "您为之背书的一位成员被确认滥用信任，那份背书已经结束。您在\(day: until)之前不能再背书；您的其他权利不变。\n\n\(link)\n",
            en:
                "Somebody you vouched for proved an abuser; that vouch is over. Until \(day: until) you can't vouch; nothing else of yours changes.\n\n\(link)\n"
        )
    }
    static let mailSubject = Text(zh: "关于您的信任等级", en: "About your standing")
    static func mailVouched(_ name: String, _ kind: Vouch.Kind, link: String) -> Text {
        Text(
            zh: "\(name) 为您的“\(TrustWords.name(of: kind))”背书了。\n\n\(link)\n",
            en: "\(name) now vouches for your “\(TrustWords.name(of: kind))”.\n\n\(link)\n")
    }
    static func mailChanged(_ before: Standing, _ after: Standing, link: String) -> Text {
        Text(
            zh: "您的信任等级变了：\(PeopleWords.name(of: before)) → \(PeopleWords.name(of: after))。为什么、还缺什么：\n\(link)\n",
            en:
                "Your standing has changed: \(PeopleWords.name(of: before)) → \(PeopleWords.name(of: after)). Why, and what is missing:\n\(link)\n"
        )
    }
    static func mailFalls(_ before: Standing, _ after: Standing, _ moment: Int64, link: String) -> Text {
        Text(
            zh:
                "重新计算后，您的信任等级将在\(moment: moment)从\(PeopleWords.name(of: before))变为\(PeopleWords.name(of: after))。在此之前有一份新的背书就会保住：\n\(link)\n",
            en:
                "After the recount your standing falls from \(PeopleWords.name(of: before)) to \(PeopleWords.name(of: after)) on \(moment: moment). One new vouch before keeps it:\n\(link)\n"
        )
    }
    static func mailExpires(_ name: String, _ moment: Int64, link: String) -> Text {
        Text(
            zh: "您对 \(name) 的背书\(moment: moment)到期。如果仍然成立，请再确认一年：\n\(link)\n",
            en:
                "Your vouch for \(name) ends on \(moment: moment). If it still holds, confirm it for another year:\n\(link)\n"
        )
    }
    static func mailExpiring(_ name: String, _ moment: Int64, link: String) -> Text {
        Text(
            zh: "\(name) 对您的背书\(moment: moment)到期，我们已请其再次确认。\n\(link)\n",
            en: "\(name)'s vouch for you ends on \(moment: moment); we have asked them to confirm it.\n\(link)\n")
    }
}
