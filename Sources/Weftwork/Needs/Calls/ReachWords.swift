internal import Engine

/// What is said about ways to try to reach somebody.
enum ReachWords {
    static let next = Text(zh: "接下来这样试", en: "What to try next")
    static let choose = Text(
        zh: "按已知的情况排的次序；您也可以选别的。", en: "In the order that what is known gives; you can choose another.")

    /// As it is written down, for readers of any language.
    static func code(_ channel: ReachStep.Channel, _ contact: Int) -> String {
        contact == 0 ? channel.rawValue : "\(channel.rawValue) \(contact + 1)"
    }

    /// A way as it is kept: by its code where it is one of ours, else in the words of who wrote it.
    static func kept(_ words: String) -> String {
        let words = Clean.line(words)
        return named(words).map { code($0.channel, $0.contact) } ?? words
    }

    /// What was kept, for its reader. Older records have the name in the language of who wrote it, or how a call ended.
    static func said(_ kept: String) -> Text {
        if let way = named(kept) { return name(way.channel, way.contact) }
        if let outcome = CallOutcome(rawValue: kept) { return CallWords.name(of: outcome) }
        return kept.isEmpty ? Text(zh: "没有写明方式", en: "way not stated") : .verbatim(kept)
    }

    /// As it is chosen.
    static func name(_ channel: ReachStep.Channel, _ contact: Int) -> Text {
        let way: Text =
            switch channel {
            case .phone: QueueWords.byPhone
            case .wechat: QueueWords.byWeChat
            case .sms: QueueWords.bySMS
            case .email: QueueWords.byMail
            }
        return contact == 0 ? way : Text(zh: "\(way)（第 \(contact + 1) 位联系人）", en: "\(way) (contact \(contact + 1))")
    }

    /// At the beginning of a row, or as an item to choose. What is kept goes by ``name(_:_:)``.
    static func row(_ channel: ReachStep.Channel, _ contact: Int) -> Text {
        let way = name(channel, contact), en = way(.en)
        return Text(zh: "\(way)", en: "\(String(en.prefix(1).uppercased() + en.dropFirst()))")
    }

    /// The way that was written down; nothing for other words.
    static func key(of words: String, _ contacts: [Contact]) -> ReachRules.Key? {
        guard let way = named(words) else { return nil }
        // Who only says the way means the first who has it.
        return way.contact == 0 ? ReachRules.Key(channel: way.channel, contact: first(way.channel, contacts)) : way
    }

    /// By its code, or by its name in whichever language.
    private static func named(_ words: String) -> ReachRules.Key? {
        // Cleaning makes the brackets of a Chinese name narrow.
        let words = Clean.line(words)
        for channel in ReachStep.Channel.allCases {
            for contact in 0..<NeedActs.mostContacts {
                let name = name(channel, contact)
                guard [code(channel, contact), Clean.line(name(.zh)), name(.en)].contains(words) else { continue }
                return ReachRules.Key(channel: channel, contact: contact)
            }
        }
        return nil
    }

    private static func first(_ channel: ReachStep.Channel, _ contacts: [Contact]) -> Int {
        let found =
            switch channel {
            case .phone: contacts.firstIndex { !$0.phone.isEmpty }
            case .sms: contacts.firstIndex { MobileNumber.international($0.phone) != nil }
            case .email: contacts.firstIndex { !$0.email.isEmpty }
            case .wechat: contacts.firstIndex { !$0.wechat.isEmpty }
            }
        return found ?? 0
    }

    static func why(_ why: ReachStep.Why) -> Text {
        switch why {
        case .chosen: Text(zh: "求助者自己选的", en: "the requester chose it")
        case .untried: Text(zh: "还没试过", en: "not tried yet")
        case .tried(let count):
            count == 1
                ? Text(zh: "试过 1 次，没有接通", en: "tried once in vain")
                : Text(zh: "试过 \(count) 次，没有接通", en: "tried \(count) times in vain")
        case .messaged: Text(zh: "发过消息", en: "a message went out by it")
        case .cameBack: Text(zh: "发出的消息退了回来", en: "what was sent came back")
        case .wrongNumber: Text(zh: "号码不对", en: "the number is wrong")
        case .inHours(let hours):
            Text(zh: "说好 \(span(hours).zh) 能接，现在可以打", en: "answers \(span(hours).en): now is a good time")
        case .outOfHours(let hours):
            Text(zh: "说好 \(span(hours).zh) 能接，现在不是时候", en: "answers \(span(hours).en), which is not now")
        case .hoursStated:
            Text(zh: "写了什么时候能接，请看联系方式", en: "hours are stated: look at the contact")
        case .night: Text(zh: "现在是夜里", en: "it is night")
        }
    }

    /// What it is called for programs.
    static func code(_ why: ReachStep.Why) -> String {
        switch why {
        case .chosen: "chosen"
        case .untried: "untried"
        case .tried: "tried"
        case .messaged: "messaged"
        case .cameBack: "cameBack"
        case .wrongNumber: "wrongNumber"
        case .inHours: "inHours"
        case .outOfHours: "outOfHours"
        case .hoursStated: "hoursStated"
        case .night: "night"
        }
    }

    private static func span(_ hours: DayHours) -> (zh: String, en: String) {
        func clock(_ minute: Int) -> String {
            let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
            return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
        }
        if hours.to == 1440 { return ("\(clock(hours.from)) 以后", "after \(clock(hours.from))") }
        if hours.from == 0 { return ("\(clock(hours.to)) 以前", "before \(clock(hours.to))") }
        let both = "\(clock(hours.from))–\(clock(hours.to))"
        return (both, both)
    }
}
