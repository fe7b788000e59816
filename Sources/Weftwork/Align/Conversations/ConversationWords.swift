internal import Engine

/// What is said about conversations, whatever page it stands on.
enum ConversationWords {
    static let title = Text(zh: "意见征集", en: "Conversations")

    static func name(of who: Conversation.Who) -> Text {
        switch who {
        case .members: Text(zh: "只有成员", en: "Members only")
        case .link: Text(zh: "成员，和拿到链接的人", en: "Members, and whoever has the link")
        case .public: Text(zh: "所有人", en: "Everybody")
        }
    }

    static func name(of moderation: Conversation.Moderation) -> Text {
        switch moderation {
        case .before: Text(zh: "先看过，再问大家", en: "Looked at first, then asked about")
        case .after: Text(zh: "马上就问大家，之后可以拿下", en: "Asked about at once, can be taken out later")
        }
    }

    static func name(of answer: OpinionAnswer) -> Text {
        switch answer {
        case .agree: Text(zh: "同意", en: "Agree")
        case .disagree: Text(zh: "不同意", en: "Disagree")
        case .pass: Text(zh: "说不准", en: "Pass")
        }
    }

    static func name(of side: OpinionSide) -> Text { name(of: side == .agree ? OpinionAnswer.agree : .disagree) }

    /// What all share, where nothing beside it says on which side: what all reject says so itself.
    static func held(_ words: String, _ side: OpinionSide) -> Text {
        side == .agree ? .verbatim(words) : Text(zh: "大家都不同意：\(words)", en: "All reject: \(words)")
    }

    /// - Parameter isOver: nobody is asked about anything any more.
    static func name(of state: ConversationStatement.State, isOver: Bool) -> Text {
        switch state {
        case .waiting: Text(zh: "等主持人看", en: "waits for the host")
        case .open: isOver ? Text(zh: "采用了", en: "was let through") : Text(zh: "正在问大家", en: "is asked about")
        case .rejected: Text(zh: "没有采用", en: "was not let through")
        }
    }

    static func name(of reason: ConversationStatement.Reason) -> Text {
        switch reason {
        case .twice: Text(zh: "已经有人说过", en: "Said already")
        case .offTopic: Text(zh: "和问题无关", en: "Not about the question")
        case .several: Text(zh: "一句话里说了几件事", en: "Says several things at once")
        case .unclear: Text(zh: "看不明白", en: "Can't be understood")
        case .insult: Text(zh: "伤人", en: "Hurts somebody")
        case .personal: Text(zh: "说到了某个人的私事", en: "Tells private things of somebody")
        case .untrue: Text(zh: "与事实不符", en: "Is not true")
        case .spam: Text(zh: "广告或刷屏", en: "Advertising or flooding")
        case .other: Text(zh: "其他原因", en: "Another reason")
        case .late: Text(zh: "还没来得及看，征集就结束了", en: "It ended before anybody looked at it")
        }
    }

    /// The same as it is written down: nobody's language is known of an end that comes by itself.
    static var lateReason: String {
        let words = name(of: ConversationStatement.Reason.late)
        return "\(words(.zh)) / \(words(.en))"
    }

    static func name(of step: ConversationStep.Kind) -> Text {
        switch step {
        case .accepted: Text(zh: "采用", en: "Let through")
        case .rejected: Text(zh: "没有采用", en: "Not let through")
        case .appealed: Text(zh: "申诉", en: "Appealed")
        case .restored: Text(zh: "复核后采用", en: "Let through after another looked")
        case .upheld: Text(zh: "复核后维持", en: "Stays out after another looked")
        }
    }

    static func name(of selection: ConversationSelection) -> Text {
        switch selection {
        case .all: Text(zh: "所有人", en: "Everybody")
        case .trusted: Text(zh: "有人背书的成员", en: "Those whom trust lets in")
        case .byLink: Text(zh: "从链接来的人", en: "Who came by link")
        case .unflagged: Text(zh: "去掉可疑回答", en: "Without suspect answers")
        }
    }

    // MARK: Mails and home

    static func waits(_ question: String, _ count: Int) -> Text {
        Text(
            zh: "“\(question)”里有 \(count) 句话等您看",
            en: "\(count) statements wait for you in “\(question)”")
    }
    static func mailWaits(_ question: String) -> Text {
        Text(
            zh: "您主持的“\(question)”里有新的话等您看。看过了，大家才能回答。",
            en: "Statements wait for you in “\(question)”. Nobody can answer them until you have looked.")
    }
    static func mailStands(_ question: String) -> Text {
        Text(
            zh: "“\(question)”里有几句话等了一天，主持人还没看。请您代为看一下。",
            en: "Statements in “\(question)” have waited a day for their host. Please look at them.")
    }
    static func mailJudge(_ question: String) -> Text {
        Text(
            zh: "“\(question)”里有一句话要请您看一下。看过了，大家才能回答。",
            en: "A statement in “\(question)” comes to you. Nobody can answer it until somebody has looked.")
    }
    static func mailClosed(_ question: String) -> Text {
        Text(
            zh: "“\(question)”已经结束，结果在这里：", en: "“\(question)” has ended. What it showed is here:")
    }

    // MARK: The line on the page of what we agree on

    static func running(_ count: Int) -> Text {
        Text(zh: "\(count) 个正在进行", en: count == 1 ? "1 is going on" : "\(count) are going on")
    }
    static func ended(_ count: Int) -> Text {
        Text(zh: "\(count) 个已结束", en: count == 1 ? "1 has ended" : "\(count) have ended")
    }
    static func toAnswer(_ count: Int) -> Text {
        Text(zh: "\(count) 个等您表态", en: count == 1 ? "1 waits for your answers" : "\(count) wait for your answers")
    }

    // MARK: Refusals

    static let questionMissing = Text(zh: "写下要问大家的问题。", en: "Write what you want to ask.")
    static let questionStands = Text(
        zh: "已经有人回答，问题不能再改；要改就另开一个。",
        en: "People have answered: the question stands. Open another one to ask something else.")
    static func badShowsAfter(_ most: Int) -> Text {
        Text(
            zh: "写 0 到 \(most) 之间的数，或者选“结束后”。",
            en: "A number from 0 to \(most), or choose “when it has ended”.")
    }
    static let badCloses = Text(
        zh: "结束时间要在以后，最多一年。", en: "It ends later than now, and within a year.")
    static let notToOthers = Text(
        zh: "让成员以外的人参加，要由协调员、引导员、传播员或守护者来开。",
        en: "Letting in others than members takes a coordinator, facilitator, communicator or steward.")
    static let notLoosened = Text(
        zh: "结果多晚才看得到，说好了就不能提前，只能更晚。",
        en: "When the result is seen was promised: it can be made later, never earlier.")
    static let statementMissing = Text(zh: "写一句完整的话。", en: "Write one whole sentence.")
    static let noContacts = Text(
        zh: "别写电话、邮箱等联系方式：这句话所有参加的人都看得到。",
        en: "No phone numbers or mail addresses: everybody who takes part reads it.")
    static func tooManySeeds(_ most: Int) -> Text {
        Text(zh: "一次最多 \(most) 句。", en: "\(most) statements at once, at most.")
    }
    static let isOver = Text(zh: "这次征集已经结束。", en: "This conversation has ended.")
    static let notAsked = Text(
        zh: "这句话现在不问了。", en: "This statement is not asked about any more.")
    static func saidBefore(_ words: String, isOpen: Bool) -> Text {
        isOpen
            ? Text(
                zh: "已经有人说过：“\(words)”。您可以对它表态。",
                en: "It was said already: “\(words)”. You can answer it.")
            : Text(
                zh: "已经有人说过同样的话，正等主持人看。", en: "The same was said already and waits for the host.")
    }
    static let full = Text(
        zh: "这里的话已经够多了，请先对已有的表态。",
        en: "There are as many statements here as people can answer. Please answer those.")
    static func saidEnough(_ most: Int) -> Text {
        Text(
            zh: "您已经说了 \(most) 句，把机会留给别人吧。",
            en: "You have said \(most) things. Leave some to others.")
    }
    static let sayWhy = Text(zh: "写一句为什么。", en: "Say in a few words why.")
    static let notWaiting = Text(zh: "这句话不在等候。", en: "This statement does not wait.")
    static let isOut = Text(zh: "这句话已经拿下了。", en: "This statement is out already.")
    static func answerFirst(_ count: Int) -> Text {
        Text(
            zh: "再回答 \(count) 句，就能看到大家怎么想。先看别人的，自己的想法容易被带走。",
            en:
                "Answer \(count) more and you will see what others think. Whoever looks first is easily carried along.")
    }
    static let shownWhenClosed = Text(
        zh: "结束以后，所有人同时看到结果。", en: "When it has ended everybody sees the result at the same time.")
    static let tooFewApart = Text(
        zh: "和别处能看到的结果只差几个人，分开看就会看出是谁怎么答的，所以不单独显示。",
        en:
            "It differs from the other results by a few people only: shown apart, one could read out who answered what."
    )
    static let tooFewToExport = Text(
        zh: "回答的人还太少：一行就是一个人，导出等于点名。",
        en: "Too few have answered: each row would be somebody by name.")
    static let notAmong = Text(
        zh: "按现在的回答，这句话不在这一列里。", en: "By the answers as they are, this statement is not in that list.")
    static let noOutlet = Text(zh: "现在没有地方可以转去。", en: "There is nowhere to hand it to.")
    static let importTooLong = Text(
        zh: "文件太长：最多 250 万个回答、1000 句话、10 万人。",
        en: "Too long: 2 500 000 answers, 1000 statements and 100 000 people at most.")
    static let importStatementsTooLong = Text(
        zh: "句子的文件太长：最多 4 MB。", en: "The file of statements is too long: 4 MB at most.")
    static func badImport(_ line: Int, _ column: String) -> Text {
        Text(zh: "第 \(line) 行的 \(column) 读不懂。", en: "Line \(line): \(column) can't be read.")
    }
    static let importEmpty = Text(zh: "文件里没有回答。", en: "There is no answer in the file.")
    static func importColumn(_ column: String) -> Text {
        Text(zh: "第一行里没有 \(column) 这一列。", en: "The first line does not name the column \(column).")
    }
    /// What stands for the words of a statement that was read in without them, as it is written down: who reads it may have either
    /// language.
    static func importedStatement(_ name: String) -> String {
        let words = Text(zh: "第 \(name) 句（文件里没有原文）", en: "Statement \(name) (its words are not in the file)")
        return "\(words(.zh)) / \(words(.en))"
    }
    static let ownToOthers = Text(
        zh: "您自己说的话，由另一位负责人来看。", en: "Somebody else looks at what you said yourself.")
    static let notOwn = Text(
        zh: "您自己说的话，由另一位负责人来看。您作为主持人要放的话，请用“再放几句话”。",
        en:
            "Somebody else looks at what you said yourself. What you want to put there as the host goes in under “Add statements”."
    )
}
