internal import Engine

/// What the pages about who fits say.
enum FitWords {
    /// Words for people of any kind: a line that names no skill asks for a pair of hands.
    static let hands = ["志愿者", "义工", "人手", "帮手", "人力", "volunteer", "helper", "people", "hands"]

    static let whoFits = Text(zh: "谁合适", en: "Who fits")
    static let whatNow = Text(zh: "我现在能做什么", en: "What can I do now")
    static let hint = Text(
        zh: "只是建议：您不问，就没有人被问。先打电话，再决定。",
        en: "Suggestions only: nobody is asked until you do. Call first, then decide.")
    static let ownHint = Text(
        zh: "按您写下的技能、地方和时间找的。要做哪一项，由您决定。",
        en: "Found by the skills, place and hours you wrote down. Which to take is yours to decide.")
    static let offers = Text(zh: "能用的资源", en: "Offers")
    static let people = Text(zh: "能帮忙的人", en: "People")
    static let toNeed = Text(zh: "回到这项求助", en: "Back to the need")
    static let allTaken = Text(zh: "都有人负责了。", en: "Everything is promised already.")
    static let notOpen = Text(zh: "公开、还缺东西的求助才找人。", en: "Only a need that is on the board can be matched.")
    static let held = Text(zh: "要什么还不能给您看。", en: "You may not see what it asks for yet.")
    static let through = Text(zh: "要通过成员去问", en: "ask through a member")
    static let myself = Text(zh: "我的技能和时间", en: "My skills and hours")
    static let board = Text(zh: "看所有求助", en: "See all needs")
    static let separator = Text(zh: "、", en: ", ")
    static func wanted(_ left: Int64, _ unit: String) -> Text {
        Text(zh: "还要 \(quantity: left, unit: unit)", en: "\(quantity: left, unit: unit) still needed")
    }
    static func next(_ name: String, _ further: Double?) -> Text {
        guard let further, abs(further) >= 1 else { return Text(zh: "其次：\(name)", en: "Next best: \(name)") }
        let whole = Int(abs(further).rounded())
        return further > 0
            ? Text(zh: "其次：\(name)，远 \(whole) 公里", en: "Next best: \(name), \(whole) km further")
            : Text(zh: "其次：\(name)，近 \(whole) 公里", en: "Next best: \(name), \(whole) km nearer")
    }

    static let nobodyElse = Text(zh: "此外没有合适的了", en: "Nobody else fits")
    /// How many others would do in somebody's place, without saying who.
    static func others(_ count: Int) -> Text {
        switch count {
        case ...0: nobodyElse
        case 1: Text(zh: "除了您，还有 1 位合适", en: "Besides you one other person fits")
        case FitMarket.mostOthers...:
            Text(zh: "除了您，至少还有 \(count) 位合适", en: "Besides you at least \(count) others fit")
        default: Text(zh: "除了您，还有 \(count) 位合适", en: "Besides you \(count) others fit")
        }
    }

    // MARK: How the order comes about

    static let howOrdered = Text(zh: "先后怎么排的", en: "How the order comes about")
    static let howOrderedHint = Text(
        zh: "先去掉不合条件的（太远、没空、缺培训、在休息……），余下的按这些一起算：",
        en:
            "Whoever can not do it is left out first: too far, not free, not trained, resting. The others stand in the order of these:"
    )
    static func share(_ part: MatchWeights.Part, _ percent: Int) -> Text {
        Text(zh: "\(name(of: part))：\(percent)%", en: "\(percent) %: \(name(of: part))")
    }
    static func name(of part: MatchWeights.Part) -> Text {
        switch part {
        case .coverage: Text(zh: "有要的东西或技能，少见的更算数", en: "has what is wanted; what is rare counts more")
        case .near: Text(zh: "离得近", en: "is near")
        case .reliability: Text(zh: "答应的做到", en: "keeps what was promised")
        case .load: Text(zh: "这周还有余力", en: "has done less this week")
        case .tier: Text(zh: "信任等级，或资源核实过", en: "standing, or was checked")
        }
    }
    static let weights = Text(zh: "建议怎么排先后", en: "What counts for suggestions")
    static let weightsHint = Text(
        zh: "各占百分之几，五项加起来是 100。改了，马上照新的排。",
        en: "In percent; the five make 100 together. A change counts at once.")
    static let changeWeights = Text(zh: "改", en: "Change")
    static func notWhole(_ sum: Int) -> Text {
        Text(zh: "五项加起来要是 100，现在是 \(sum)。", en: "The five must make 100 together: they make \(sum).")
    }

    // MARK: Asking for an offer

    static let ask = Text(zh: "去问", en: "Ask for it")
    static func ask(_ quantity: Int64, _ unit: String) -> Text {
        Text(zh: "去问 \(quantity: quantity, unit: unit)", en: "Ask for \(quantity: quantity, unit: unit)")
    }
    static let useHere = Text(zh: "用在这里", en: "Use it here")
    /// - Parameter open: what nobody was asked for yet; nothing where the line has no number.
    static func asked(_ quantity: Int64, open: Int64?, _ unit: String) -> Text {
        switch open {
        case nil:
            Text(
                zh: "已经问了 \(quantity: quantity, unit: unit)，等答复。",
                en: "\(quantity: quantity, unit: unit) asked for, waiting for an answer.")
        case 0:
            Text(
                zh: "已经问了 \(quantity: quantity, unit: unit)，等答复；要的都问到了，先不用再问。",
                en:
                    "\(quantity: quantity, unit: unit) asked for, waiting for an answer: that is all it needs, ask nobody else yet."
            )
        case let open?:
            Text(
                zh: "已经问了 \(quantity: quantity, unit: unit)，等答复；还有 \(quantity: open, unit: unit)没有问。",
                en:
                    "\(quantity: quantity, unit: unit) asked for, waiting for an answer; \(quantity: open, unit: unit) not asked for yet."
            )
        }
    }
    /// How what was asked stands.
    static func state(of use: OfferUse, due: Int64?) -> Text {
        let name = OfferDoorWords.state(of: use)
        guard use.state == .asked, let due else { return name }
        return use.grantedAt == nil
            ? Text(zh: "已经问了，\(moment: due) 前答复", en: "asked, answer due by \(moment: due)")
            : Text(zh: "\(name)，\(moment: due) 前", en: "\(name), by \(moment: due)")
    }

    // MARK: For an offer

    static let whereNeeded = Text(zh: "最适合哪项求助", en: "Where it is needed")
    static let offerHint = Text(
        zh: "只是建议：您不定，就不会用。要用在哪里，在这份提供的页面上定。",
        en: "Suggestions only: nothing is used until you say so, on the offer's own page.")
    static let toOffer = Text(zh: "回到这份提供", en: "Back to the offer")
    static let usedUp = Text(zh: "都用完了。", en: "Everything of it is used up.")
    static let offerHidden = Text(zh: "这份提供被隐藏了，先不找用处。", en: "This offer is hidden, so nothing is looked for.")
    static func otherOffers(_ count: Int) -> Text {
        switch count {
        case ...0: Text(zh: "此外没有合适的提供", en: "No other offer fits")
        case 1: Text(zh: "另有 1 份合适的提供", en: "One other offer fits")
        case FitMarket.mostOthers...:
            Text(zh: "至少另有 \(count) 份合适的提供", en: "At least \(count) other offers fit")
        default: Text(zh: "另有 \(count) 份合适的提供", en: "\(count) other offers fit")
        }
    }

    // MARK: Reasons

    static func words(_ reason: FitReason) -> Text {
        switch reason {
        case .item(let item): Text(zh: "有\(item)", en: "has \(item)")
        case .instead(let item, let wanted): Text(zh: "有\(item)，代替\(wanted)", en: "has \(item), instead of \(wanted)")
        case .amount(let left, nil, let unit):
            Text(zh: "够：还有 \(quantity: left, unit: unit)", en: "enough: \(quantity: left, unit: unit) left")
        case .amount(let left, let wanted?, let unit):
            Text(
                zh: "有 \(quantity: left, unit: unit)，要 \(quantity: wanted)",
                en: "\(quantity: left, unit: unit) of the \(quantity: wanted) needed")
        case .skills(let keys, let count): skills(keys, count)
        case .hands: Text(zh: "愿意搭把手", en: "lends a hand")
        case .means(let means):
            Text(
                zh: "有\(list(means.map { VolunteerWords.name(of: $0) }))",
                en: "has: \(list(means.map { VolunteerWords.name(of: $0) }))")
        case .near(let kilometres): near(kilometres)
        case .anywhere: Text(zh: "不用到场", en: "from anywhere")
        case .distanceUnknown: Text(zh: "多远要问一下", en: "ask how far it is")
        case .standing(let standing): PeopleWords.name(of: standing)
        case .free(let freedom): VolunteerWords.freedom(freedom)
        case .begins(let moment): Text(zh: "\(moment: moment)起有", en: "there from \(moment: moment)")
        case .checked(let confidence): NeedWords.name(of: confidence)
        case .until(let moment): Text(zh: "到\(moment: moment)为止", en: "there until \(moment: moment)")
        case .language(let tag): Text(zh: "会说\(Tongues.words(tag))", en: "speaks \(Tongues.words(tag))")
        case .trained(let titles): Text(zh: "受过培训：\(list(titles))", en: "trained: \(list(titles))")
        case .week(let load, let limit): VolunteerWords.busy(load, limit)
        case .spokenTo(let channel):
            Text(
                zh: "习惯用\(VolunteerWords.name(of: channel))",
                en: "prefers: \(VolunteerWords.name(of: channel))")
        case .notAsked: Text(zh: "两周内没人找过", en: "not asked for anything in two weeks")
        }
    }

    private static func near(_ kilometres: Double) -> Text {
        guard kilometres >= 1 else { return Text(zh: "同一个地方", en: "in the same place") }
        let whole = Int(kilometres.rounded())
        return Text(zh: "约 \(whole) 公里", en: "about \(whole) km away")
    }

    private static func skills(_ keys: [String], _ count: Int) -> Text {
        let names = list(keys.map { Skills.words($0) })
        return keys.count == count
            ? Text(zh: "会\(names)", en: "can do: \(names)")
            : Text(zh: "会\(names)（要 \(count) 样）", en: "can do: \(names) (\(keys.count) of \(count))")
    }

    static func list(_ texts: [Text]) -> Text {
        guard let first = texts.first else { return .verbatim("") }
        return texts.dropFirst().reduce(first) { Text(zh: "\($0)、\($1)", en: "\($0), \($1)") }
    }

    // MARK: Nobody

    /// Somebody fits and is not shown: not who, nor why.
    static let unseenOffers = Text(
        zh: "合适的刚刚用完或撤下，或者不向您公开。", en: "What would do has just been used up or taken down, or is not open to you.")
    static let unseenPeople = Text(zh: "合适的人刚刚离开了这里。", en: "Those who would do have just left.")
    static let unseenNeeds = Text(
        zh: "您能看到的求助里，现在没有合适的。", en: "Of the needs you may see none fits just now.")
    static let unseenByOneself = Text(
        zh: "合适的求助刚刚结束、不向您公开，或者您已经参与了。",
        en: "What would suit you has just ended, is not open to you, or you are part of it already.")

    /// Why nobody is left for a line: what the last one fell by.
    static func nobody(_ rule: MatchRule, _ kind: MatchKind) -> Text {
        kind == .goods ? noOffer(rule) : noPerson(rule)
    }

    private static func noOffer(_ rule: MatchRule) -> Text {
        switch rule {
        case .thing, .required: Text(zh: "没有人提供这样东西。", en: "Nobody offers this.")
        case .distance: Text(zh: "有人提供，但都送不到这里。", en: "It is offered, but nobody brings it this far.")
        case .unit: Text(zh: "有人提供，但单位不一样，先问清楚。", en: "It is offered, but counted otherwise: ask first.")
        case .hours: Text(zh: "有人提供，但现在还拿不到。", en: "It is offered, but not to be had now.")
        case .askedBefore: Text(zh: "提供的都已经问过了。", en: "All who offer it have been asked already.")
        case .paused, .tier, .training, .language, .load:
            Text(zh: "提供过的都用完了。", en: "What was offered is used up.")
        }
    }

    private static func noPerson(_ rule: MatchRule) -> Text {
        switch rule {
        case .thing, .required: Text(zh: "没有人说会做这个。", en: "Nobody has said they can do this.")
        case .distance: Text(zh: "会的人都离得太远。", en: "All who can are too far away.")
        case .paused: Text(zh: "会的人都在休息。", en: "All who can are having a rest.")
        case .tier: Text(zh: "会的人还不能看到这项求助。", en: "Those who can may not know of this need yet.")
        case .training: Text(zh: "会的人还没通过要求的培训。", en: "Those who can have not passed the training it takes.")
        case .language: Text(zh: "会的人不说求助者的语言。", en: "Those who can don't speak the requester's language.")
        case .hours: Text(zh: "会的人现在都没有说有空。", en: "None of those who can has said to be free now.")
        case .load: Text(zh: "会的人这周都做满了。", en: "All who can have done enough this week.")
        case .askedBefore, .unit: Text(zh: "会的人都已经问过了。", en: "All who can have been asked already.")
        }
    }

    /// Why no need is found for a line of an offer.
    static func noNeed(_ rule: MatchRule) -> Text {
        switch rule {
        case .thing, .required: Text(zh: "现在没有求助要这样东西。", en: "Nothing open asks for this.")
        case .distance: Text(zh: "要的地方都比送得到的远。", en: "All who ask for it are further than it is brought.")
        case .unit: Text(zh: "有求助要，但单位不一样，先问清楚。", en: "It is asked for, but counted otherwise: ask first.")
        case .hours: Text(zh: "有求助要，但现在还拿不到。", en: "It is asked for, but not to be had now.")
        case .askedBefore: Text(zh: "要的求助都已经问过了。", en: "It was asked for already for all who need it.")
        case .paused, .tier, .training, .language, .load:
            Text(zh: "您能看到的求助里，现在没有合适的。", en: "Of the needs you may see none fits just now.")
        }
    }

    /// Why nothing is found for oneself.
    static func nothing(_ rule: MatchRule) -> Text {
        switch rule {
        case .thing, .required:
            Text(
                zh: "现在没有求助要您写下的技能。多写几样，就更容易找到。",
                en: "Nothing open asks for the skills you wrote down. With more of them more is found.")
        case .distance: Text(zh: "合适的都比您愿意去的远。", en: "What would suit you is further than you said you go.")
        case .training: Text(zh: "要先通过这里的培训。", en: "It takes a training that you have not passed yet.")
        case .tier: Text(zh: "合适的还不向您开放。", en: "What would suit you is not open to you yet.")
        case .paused, .language, .unit, .hours, .load, .askedBefore:
            Text(zh: "现在没有合适的求助。", en: "Nothing fits just now.")
        }
    }

    static func name(of stop: OwnFitReport.Stop) -> Text {
        switch stop {
        case .paused: Text(zh: "您在暂停，不给您找事。", en: "You pause, so nothing is looked for.")
        case .resting: Text(zh: "您在休息，不给您找事。", en: "You rest, so nothing is looked for.")
        case .full: VolunteerWords.full
        }
    }
}
