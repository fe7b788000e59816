internal import Engine

/// What is said about teams: names, refusals, why a role is open.
enum TeamWords {
    static let title = Text(zh: "小队", en: "Teams")
    static let one = Text(zh: "小队", en: "Team")

    /// What a team is called: by what it is about and where. Safe for everybody.
    static func name(of team: Team) -> Text { name(team.category, team.area) }

    static func name(_ category: Need.Category, _ area: AreaPath) -> Text {
        let place = place(area), what = NeedWords.name(of: category)
        guard !place.isEmpty else { return Text(zh: "\(what)小队", en: "Team \(what)") }
        let latin = self.place(area.shown(in: .en))
        return Text(zh: "\(place)\(what)小队", en: "Team \(what), \(latin)")
    }

    /// The smallest part of an area that is known.
    static func place(_ area: AreaPath) -> String {
        [area.district, area.city, area.province].first { !$0.isEmpty } ?? ""
    }

    static func name(of kind: TeamRole.Kind) -> Text {
        switch kind {
        case .transport: Text(zh: "运输", en: "Transport")
        case .purchase: Text(zh: "采购", en: "Purchase")
        case .reception: Text(zh: "接收分发", en: "Reception and handing out")
        case .medicalAdvice: Text(zh: "医疗咨询", en: "Medical advice")
        case .callDesk: Text(zh: "电话联络", en: "Call desk")
        case .hands: Text(zh: "人手", en: "Hands")
        case .lodging: Text(zh: "落脚安置", en: "Lodging")
        case .information: Text(zh: "信息", en: "Information")
        case .other: Text(zh: "其他角色", en: "Another role")
        }
    }

    /// By its own name where it has one; for members.
    static func name(of role: TeamRole) -> Text {
        role.name.isEmpty ? name(of: role.kind) : .verbatim(role.name)
    }

    static func name(of origin: Team.Origin) -> Text {
        switch origin {
        case .need: Text(zh: "围绕求助成立", en: "Grew from needs")
        case .cluster: Text(zh: "由同一地方的同类求助长出", en: "Grew from many needs of one kind in one place")
        case .hand: Text(zh: "在应急行动中成立", en: "Gathered in an emergency")
        }
    }

    // MARK: Why

    static func why(_ reason: RoleReason) -> Text {
        switch reason {
        case .lines(let kind, let needs): lines(kind, needs)
        case .category(let category, let needs):
            Text(
                zh: "\(needs) 项求助属于“\(NeedWords.name(of: category))”",
                en: "needs about \(NeedWords.name(of: category)): \(needs)")
        case .many(let needs):
            Text(zh: "有 \(needs) 项求助，要有人保持联络", en: "\(needs) needs: somebody keeps in touch with all")
        case .byHand: Text(zh: "负责人开设", en: "opened by the keeper")
        }
    }

    private static func lines(_ kind: NeedLine.Kind, _ needs: Int) -> Text {
        switch kind {
        case .goods: Text(zh: "\(needs) 项求助要送东西", en: "needs that lack goods: \(needs)")
        case .people: Text(zh: "\(needs) 项求助要人手", en: "needs that lack people: \(needs)")
        case .service: Text(zh: "\(needs) 项求助要有人做事", en: "needs that lack a service: \(needs)")
        case .space: Text(zh: "\(needs) 项求助要地方", en: "needs that lack space: \(needs)")
        case .transport: Text(zh: "\(needs) 项求助要车", en: "needs that lack transport: \(needs)")
        case .information: Text(zh: "\(needs) 项求助要信息", en: "needs that lack information: \(needs)")
        }
    }

    /// Why a team is suggested.
    static func reasons(_ one: TeamSuggestion) -> [Text] {
        var reasons = [
            Text(
                zh: "\(one.needs.count) 项“\(NeedWords.name(of: one.category))”求助还没有小队",
                en: "\(one.needs.count) needs about \(NeedWords.name(of: one.category)) have no team")
        ]
        reasons.append(
            one.places == 1
                ? Text(zh: "都在同一个地方", en: "all in one place")
                : Text(
                    zh: "在 \(one.places) 个相邻的地方，最远 \(Int(one.kilometres.rounded())) 公里",
                    en: "in \(one.places) places close by, at most \(Int(one.kilometres.rounded())) km apart"))
        if one.critical > 0 { reasons.append(Text(zh: "\(one.critical) 项危急", en: "\(one.critical) critical")) }
        if one.unpromised > 0 {
            reasons.append(
                Text(zh: "\(one.unpromised) 项还没人认领", en: "nobody has promised anything for \(one.unpromised)"))
        }
        reasons.append(Text(zh: "最早的提交于 \(moment: one.oldestAt)", en: "the oldest is from \(moment: one.oldestAt)"))
        return reasons
    }

    // MARK: Refusals

    static let purposeMissing = Text(zh: "用一句话写这支小队要做什么。", en: "Say in one line what the team is for.")
    static let noContacts = Text(
        zh: "这里不要写电话、邮箱或收款信息。", en: "Leave out numbers, mail addresses and money here.")
    static let needNotPublished = Text(
        zh: "只有公布了、还没办完的求助才能进小队。", en: "Only a need that is published and not done can be in a team.")
    static let needHasTeam = Text(zh: "这项求助已经有小队了。", en: "This need has a team already.")
    static let unknownNeed = Text(zh: "没有这项求助。", en: "There is no such need.")
    static let needsMissing = Text(
        zh: "请至少选一项求助，或选一个应急行动。", en: "Choose at least one need, or an emergency.")
    static func tooManyNeeds(_ most: Int) -> Text {
        Text(zh: "一支小队最多 \(most) 项求助。", en: "A team has at most \(most) needs.")
    }
    static let notInTeam = Text(zh: "这项求助不在小队里。", en: "This need isn't in the team.")
    static let noSuchEmergency = Text(zh: "没有这个进行中的应急行动。", en: "There is no such emergency going on.")
    static let isClosed = Text(zh: "小队已经结束，留作记录。", en: "The team is closed and kept as a record.")
    static let unknownRole = Text(zh: "小队里没有这个角色。", en: "The team has no such role.")
    static let holdsAlready = Text(zh: "您已经在这个角色上了。", en: "You hold this role already.")
    static let holdsNot = Text(zh: "这个位置已经空出来了。", en: "This place is free already.")
    static let isFull = Text(zh: "别人快了一步，这个角色已经满了。", en: "Somebody was faster: this role is full.")
    static let vouchedOnly = Text(
        zh: "这个角色要先有人为您作保。", en: "Somebody has to vouch for you before you take this role.")
    static func tooManyPlaces(_ most: Int) -> Text {
        Text(zh: "一个人同时最多 \(most) 个位置。先放下一个。", en: "\(most) places at a time; lay one down first.")
    }
    static func tooManyHere(_ most: Int) -> Text {
        Text(zh: "一支小队里，一个人最多 \(most) 个角色。", en: "One person takes at most \(most) roles of one team.")
    }
    static let nobodyAsks = Text(zh: "没有人在等这个位置。", en: "Nobody waits for this place.")
    static let roleThere = Text(zh: "这个角色已经有了，可以改人数。", en: "The role is there already; change how many it takes.")
    static let roleHeld = Text(zh: "有人在这个角色上，先请对方放下。", en: "Somebody holds it; they would have to lay it down first.")
    static func badHeads(_ least: Int, _ most: Int) -> Text {
        Text(zh: "人数在 \(least) 到 \(most) 之间。", en: "It takes between \(least) and \(most) people.")
    }
    static let isKeeper = Text(zh: "对方就是负责人。", en: "They keep it already.")
    static let notAsked = Text(zh: "现在没有等答复的交接。", en: "Nobody is asked to take it over just now.")
    static let notProposed = Text(zh: "现在没有人提议结束。", en: "Nobody proposes to close it just now.")

    // MARK: Talk

    static let talk = Text(zh: "小队里", en: "Within the team")
    static let talkReaders = Text(
        zh: "小队里的人、协调员和干事能看到，别人看不到。", en: "Read by those in the team, coordinators and stewards; nobody else.")

    // MARK: What waits

    static func waitsForLook(_ team: Text) -> Text {
        Text(zh: "\(team)：看看进展", en: "\(team): look how it stands")
    }
    static func waitsToClose(_ team: Text) -> Text {
        Text(zh: "\(team)：都办完了，要结束吗？", en: "\(team): all is done – close it?")
    }
    static func waitsForRole(_ role: Text, _ team: Text) -> Text {
        Text(zh: "\(team)：“\(role)”一直没人", en: "\(team): nobody has taken “\(role)”")
    }
    static func waitsForYes(_ role: Text, _ team: Text) -> Text {
        Text(zh: "\(team)：有人想做“\(role)”，请您点头", en: "\(team): somebody asks for “\(role)”")
    }
    static func waitsForAnswer(_ team: Text) -> Text {
        Text(zh: "\(team)：请您接手", en: "\(team): you are asked to take it over")
    }

    // MARK: Mails

    static func mailBackup(_ team: Text) -> Text {
        Text(
            zh: "您是“\(team)”的后备：负责人没有动静时由您接手。",
            en: "You are the backup of “\(team)”: you take over when its keeper is silent.")
    }
    static func mailAsked(_ team: Text) -> Text {
        Text(
            zh: "请您接手“\(team)”。接受之前仍由对方负责。",
            en: "You are asked to take over “\(team)”; it stays theirs until you accept.")
    }
    static func mailAccepted(_ team: Text) -> Text {
        Text(zh: "“\(team)”已经有人接手，谢谢您。", en: "“\(team)” was taken over. Thank you.")
    }
    static func mailDeclined(_ team: Text) -> Text {
        Text(zh: "对方这次不能接手“\(team)”。", en: "They can't take over “\(team)” this time.")
    }
    static func mailPassed(_ team: Text) -> Text {
        Text(zh: "“\(team)”现在由您负责。", en: "You keep “\(team)” from now on.")
    }
    static func mailReminder(_ team: Text) -> Text {
        Text(zh: "请看看“\(team)”的进展，点一下就行。", en: "Please look how “\(team)” stands; one tap says that you did.")
    }
    static func mailLate(_ team: Text) -> Text {
        Text(zh: "“\(team)”好久没有人看了。", en: "Nobody has looked at “\(team)” for long.")
    }
    static func mailTaken(_ role: Text, _ team: Text) -> Text {
        Text(zh: "“\(team)”的“\(role)”有人来了。", en: "Somebody has taken “\(role)” in “\(team)”.")
    }
    static func mailAsks(_ role: Text, _ team: Text) -> Text {
        Text(
            zh: "有人想做“\(team)”的“\(role)”。您同意了，对方才算进来。",
            en: "Somebody asks for “\(role)” in “\(team)”. They are in it once you say yes.")
    }
    static func mailConfirmed(_ role: Text, _ team: Text) -> Text {
        Text(zh: "负责人同意了：您在“\(team)”做“\(role)”。", en: "You are in “\(team)” now: “\(role)”.")
    }
    static func mailEmpty(_ role: Text, _ team: Text) -> Text {
        Text(zh: "“\(team)”的“\(role)”现在没有人。", en: "Nobody holds “\(role)” in “\(team)” just now.")
    }
    static func mailReleased(_ team: Text) -> Text {
        Text(zh: "您在“\(team)”的位置由负责人空出来了。", en: "The keeper of “\(team)” has freed your place.")
    }
    static func mailProposed(_ team: Text) -> Text {
        Text(
            zh: "“\(team)”的求助都办完了。请结束它；不动它，三天后自己结束。",
            en: "All needs of “\(team)” are done. Please close it; left alone it closes by itself in three days.")
    }
    static func mailEmergencyOver(_ team: Text, _ emergency: String, _ target: String?, link: String) -> Text {
        let into = target.map { Text.verbatim($0) } ?? EmergencyWords.toEveryday
        return Text(
            zh: "“\(emergency)”结束了。“\(team)”还由您负责，现在归到：\(into)。还要继续吗？请在两天内说一声进展，或者结束它：\n\(link)",
            en:
                "“\(emergency)” has closed. “\(team)” stays with you and belongs to this now: \(into). Does it go on? Please say within two days how it stands, or close it:\n\(link)"
        )
    }
    static func mailThanks(_ team: Text) -> Text {
        Text(zh: "“\(team)”结束了。谢谢您出的力。", en: "“\(team)” has closed. Thank you for what you did in it.")
    }
}
