enum ReadinessWords {
    static let title = Text(zh: "我们准备好了吗", en: "Are we ready?")
    static let intro = Text(
        zh: "几个人先各自回答，再一起看。看法不同，正是最值得谈的地方。",
        en:
            "Several people answer apart, then all is laid side by side. Where views part is what is worth talking about."
    )
    static let rounds = Text(zh: "各轮", en: "Rounds")
    static let noRounds = Text(zh: "还没有做过。", en: "It hasn’t been done yet.")
    static let begin = Text(zh: "开始一轮", en: "Begin a round")
    static let beginMeans = Text(
        zh: "题目固定：六个问题、四个前提、哪一类网络、想要的形状。",
        en: "Its questions are fixed: the six, the four preconditions, what kind of network, which shape.")
    static let isOpen = Text(zh: "正在作答，截止后一起揭晓", en: "open for answers")
    static func last(_ answers: Int) -> Text {
        Text(zh: "最近一轮 \(answers) 人作答", en: answers == 1 ? "last round: 1 answer" : "last round: \(answers) answers")
    }

    // MARK: The six questions

    static let sixTitle = Text(zh: "我们需要一个网络吗？", en: "Do we need a network?")
    static let six = [
        Text(zh: "这个问题复杂、牵一发动全身吗？", en: "Is the problem complex and systemic?"),
        Text(zh: "对它的理解分散在不止一方手里吗？", en: "Is insight into it held by more than one?"),
        Text(zh: "单靠一个机构、一个行业的力量解决不了吗？", en: "Is it beyond one body’s or one sector’s means?"),
        Text(
            zh: "不同行业对原因和办法的说法不一样吗？", en: "Do sectors define causes and remedies differently?"),
        Text(zh: "环境和所需的资源一直在变吗？", en: "Do the setting and the resources it takes keep shifting?"),
        Text(zh: "以前的努力没有带来深远的改变吗？", en: "Have earlier efforts had no deep effect?"),
    ]

    // MARK: Preconditions

    static let preconditions = Text(zh: "四个前提", en: "Four preconditions")
    static let preconditionsMean = Text(
        zh: "作答以后，大家谈一谈，给每个前提下个结论。还不具备的，要有人负责。",
        en: "After the answers, talk it over and settle each one. What is not met has somebody who answers for it.")

    static func name(of precondition: Precondition) -> Text {
        switch precondition {
        case .leaders: Text(zh: "有影响力的领导者", en: "Influential leaders")
        case .urgency: Text(zh: "紧迫感", en: "Urgency")
        case .resources: Text(zh: "头两三年的资源", en: "Resources for the first two or three years")
        case .base: Text(zh: "协作的基础", en: "A base for working together")
        }
    }

    static func part(_ precondition: Precondition, _ part: String) -> Text {
        switch part {
        case "respected": Text(zh: "有受人尊敬的个人或团体", en: "There are people or bodies who are respected")
        case "confidence": Text(zh: "他们能让人有信心", en: "They inspire confidence")
        case "unite": Text(zh: "他们能团结不一样的领导者", en: "They can unite leaders who are unlike each other")
        case "push": Text(zh: "当地已经有劲头", en: "There is a local push for it")
        case "support": Text(zh: "有人支持", en: "There is support")
        case "discontent": Text(zh: "大家对现在的做法不满意", en: "There is discontent with present practice")
        case "steady": Text(zh: "起步时有稳定的资源，最好够两三年", en: "Means are steady at the start, for two or three years at best")
        case "trust": Text(zh: "彼此信任", en: "There is trust")
        case "practice": Text(zh: "一起做过事", en: "People have worked together")
        case "communities": Text(zh: "了解社区", en: "The communities are known")
        case "known-leaders": Text(zh: "知道谁说话有分量", en: "It is known who matters there")
        case "existing-work": Text(zh: "知道已经有谁在做什么", en: "It is known what is being done already")
        default: Text(zh: "有基础数据", en: "There are baseline data")
        }
    }

    // MARK: Kind and shape

    static let whichTitle = Text(zh: "什么样的网络？", en: "What kind of network?")
    static let kindAsked = Text(zh: "我们要的是哪一类？", en: "Which kind do we want?")
    static let shapeAsked = Text(zh: "我们想要的形状？", en: "Which shape do we want?")

    static func name(of kind: NetworkKind) -> Text {
        switch kind {
        case .learning: Text(zh: "学习型", en: "Learning")
        case .action: Text(zh: "行动型", en: "Action")
        case .dynamic: Text(zh: "动态型", en: "Dynamic")
        }
    }

    static func full(of kind: NetworkKind) -> Text {
        switch kind {
        case .learning: Text(zh: "学习型：联系起来，一起学", en: "Learning: connect and learn together")
        case .action: Text(zh: "行动型：联系、学习，再一起做", en: "Action: connect, learn and act together")
        case .dynamic:
            Text(zh: "动态型：把学习型和行动型连成网络的网络", en: "Dynamic: join networks of both kinds into a network of networks")
        }
    }

    /// What a kind leans on: it stands first on the page of what the network agrees on, and nothing else is closed.
    static func leansOn(_ places: [AlignLine.Place]) -> Text {
        let names = places.map(AlignWords.name(of:))
        return Text(
            zh: "“我们的共识”里排在前面的是\(names.map { $0(.zh) }.joined(separator: "、"))。",
            en: "First among what we agree on: \(names.map { $0(.en) }.joined(separator: ", ")).")
    }
    static let noFence = Text(zh: "只是先后，其余的都照样能用。", en: "Only an order: everything else stays open.")

    static func name(of shape: WantedShape) -> Text {
        switch shape {
        case .centralised: Text(zh: "集中", en: "Centralised")
        case .membership: Text(zh: "会员制", en: "Membership body")
        case .embedded: Text(zh: "嵌在各机构里", en: "Embedded in or across organisations")
        case .multiHub: Text(zh: "多中心", en: "Multi-hub")
        case .distributed: Text(zh: "分布", en: "Distributed")
        case .dense: Text(zh: "紧密", en: "Dense")
        case .networkOfNetworks: Text(zh: "网络的网络", en: "Network of networks")
        }
    }

    static func full(of shape: WantedShape) -> Text {
        switch shape {
        case .centralised: Text(zh: "集中：一个中心联系大家", en: "Centralised: one middle holds all together")
        case .membership: Text(zh: "会员制：会员组成一个团体", en: "Membership body: members form one body")
        case .embedded:
            Text(zh: "嵌在机构里或机构之间：许多当地的服务者", en: "Embedded in or across organisations: many local providers")
        case .multiHub: Text(zh: "多中心：几个分会各自联系一方", en: "Multi-hub: chapters, each the middle of its own")
        case .distributed: Text(zh: "分布：没有中心，谁都能联系谁", en: "Distributed: no middle, anybody can reach anybody")
        case .dense: Text(zh: "紧密：联盟、联合体、学习社群", en: "Dense: alliance, coalition, learning community")
        case .networkOfNetworks: Text(zh: "网络的网络：几个网络连在一起", en: "Network of networks: several joined")
        }
    }

    static let settled = Text(zh: "我们定下来的", en: "What we settled on")
    static let notSettled = Text(zh: "还没有定。", en: "Not settled yet.")
    static let settle = Text(zh: "定下来", en: "Settle it")
    static let settleMeans = Text(
        zh: "谈过以后由负责人记下来，随时可以改。",
        en: "Written down by those who lead after it was talked over; it can be changed any time.")
    static func settledBy(_ name: String, _ at: Int64) -> Text {
        Text(zh: "\(name) 记于 \(day: at)", en: "Written down by \(name) on \(day: at)")
    }
    static let kind = Text(zh: "哪一类", en: "Kind")
    static let shape = Text(zh: "形状", en: "Shape")
    static let open = Text(zh: "未定", en: "Open")

    // MARK: The state of a precondition

    static let unknown = Text(zh: "还没下结论", en: "Not settled")
    static let met = Text(zh: "具备", en: "Met")
    static let unmet = Text(zh: "还不具备", en: "Not met")
    static let sayMet = Text(zh: "具备了", en: "It is met")
    static let sayUnmet = Text(zh: "还不具备", en: "It is not met")
    static func say(_ words: Text, _ precondition: Precondition) -> Text {
        Text(zh: "\(name(of: precondition))：\(words)", en: "\(name(of: precondition)): \(words)")
    }
    static func sayingOf(_ precondition: Precondition) -> Text {
        Text(zh: "给“\(name(of: precondition))”下结论", en: "Settle “\(name(of: precondition))”")
    }
    static let evidence = Text(zh: "依据", en: "Evidence")
    static let due = Text(zh: "还不具备的，哪天以前办好", en: "If it is not met: to be seen to by")
    static let dueHint = Text(zh: "不填就是三十天。", en: "Thirty days where you leave it empty.")
    static func owner(_ name: String) -> Text { Text(zh: "\(name) 负责", en: "\(name) answers for it") }
    static let asked = Text(zh: "已请另一位接手，等答复", en: "Another was asked to take it on")
    static let ask = Text(zh: "请别人接手", en: "Ask another to take it on")
    static func askAbout(_ about: Text) -> Text { Text(zh: "\(ask)：\(about)", en: "\(ask): \(about)") }
    static let askWhom = Text(zh: "请谁", en: "Whom")
    static let choose = Text(zh: "请选一位成员", en: "Choose a member")
    static let accept = Text(zh: "我来负责", en: "I take it on")
    static let decline = Text(zh: "我接不了", en: "I can’t")
    static let askedYou = Text(zh: "有人请您接手。", en: "You are asked to take this on.")
    static func parts(_ yes: Int, _ partly: Int, _ no: Int) -> Text {
        Text(zh: "是 \(yes) · 部分是 \(partly) · 否 \(no)", en: "yes \(yes) · partly \(partly) · no \(no)")
    }
    static func unmetCount(_ count: Int) -> Text {
        Text(zh: "\(count) 个前提还不具备", en: count == 1 ? "1 precondition not met" : "\(count) preconditions not met")
    }
    static let allMet = Text(zh: "四个前提都具备", en: "all four preconditions met")
    static func waits(_ precondition: Precondition) -> Text {
        Text(
            zh: "“\(name(of: precondition))”还不具备，由您负责",
            en: "“\(name(of: precondition))” is not met: it is yours to see to")
    }
    static func asks(_ precondition: Precondition) -> Text {
        Text(zh: "请您接手：“\(name(of: precondition))”还不具备", en: "You are asked to take on “\(name(of: precondition))”")
    }
    static func mailLate(_ precondition: Precondition, _ due: Int64) -> Text {
        Text(
            zh: "“\(name(of: precondition))”该在 \(day: due) 以前办好，还没有。",
            en: "“\(name(of: precondition))” was to be seen to by \(day: due), and is not met.")
    }
    static func mailAnswered(_ name: String, _ precondition: Precondition, _ isYes: Bool) -> Text {
        isYes
            ? Text(
                zh: "\(name) 接手了“\(ReadinessWords.name(of: precondition))”。",
                en: "\(name) has taken on “\(ReadinessWords.name(of: precondition))”.")
            : Text(
                zh: "\(name) 接不了“\(ReadinessWords.name(of: precondition))”，仍由您负责。",
                en: "\(name) can’t take on “\(ReadinessWords.name(of: precondition))”: it stays with you.")
    }

    // MARK: Refusals

    static let unknownPrecondition = Text(zh: "没有这个前提。", en: "There is no such precondition.")
    static let evidenceMissing = Text(zh: "写一句依据。", en: "Say what you go by.")
    static let badDue = Text(zh: "要在今天以后、一年以内。", en: "Later than now, and within a year.")
    static let notUnmet = Text(zh: "这个前提没有说是还不具备。", en: "It isn’t said that this one is not met.")
    static let notAsked = Text(zh: "没有人请您接手这个。", en: "You weren’t asked to take this on.")
    static let unknownMember = Text(zh: "请选一位成员。", en: "Choose a member.")
    static let isTheirs = Text(zh: "这位已经在负责了。", en: "They answer for it already.")
    static let notOwner = Text(zh: "只有负责的人和协调员能请人接手。", en: "Whoever answers for it, or a coordinator, may ask another.")
}
