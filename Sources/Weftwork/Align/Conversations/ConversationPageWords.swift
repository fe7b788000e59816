internal import Engine

/// What stands on the pages of conversations.
enum ConversationPageWords {
    // MARK: The list, opening one

    static let intro = Text(
        zh: "提一个问题，每个人写短短一句，再对别人的话点“同意、不同意、说不准”。看得出哪些是大家共同的，哪些地方想法不同。",
        en:
            "One question; everybody says short things and taps agree, disagree or pass on what others say. It shows what all share, and where we part."
    )
    static let none = Text(zh: "还没有问过大家。", en: "Nothing has been asked yet.")
    static let open = Text(zh: "问问大家", en: "Ask everybody")
    static let readIn = Text(zh: "导入一次征集", en: "Read one in from files")
    static let isOver = Text(zh: "已结束", en: "Ended")
    static let isImported = Text(zh: "导入的", en: "Read in")
    static func counts(_ people: Int, _ statements: Int) -> Text {
        Text(
            zh: "\(people) 人参加 · \(statements) 句话",
            en:
                "\(people) \(people == 1 ? "person" : "people") · \(statements) \(statements == 1 ? "statement" : "statements")"
        )
    }
    static func byLink(_ count: Int) -> Text {
        Text(zh: "其中 \(count) 人从链接来，没有账号，分开计", en: "\(count) of them by link, without an account; counted apart")
    }
    static func ends(_ moment: Int64) -> Text { Text(zh: "\(moment: moment) 结束", en: "ends \(moment: moment)") }
    static func ended(_ moment: Int64) -> Text {
        Text(zh: "\(moment: moment) 已结束", en: "ended \(moment: moment)")
    }
    static let question = Text(zh: "问题", en: "The question")
    static let questionHint = Text(
        zh: "开放一点，别把答案放进问题里。例如：怎样让物资到得更快？",
        en: "Open, without an answer in it. For example: how could supplies arrive faster?")
    static let background = Text(zh: "背景：大家要先知道什么", en: "Background: what people should know first")
    static let who = Text(zh: "谁可以参加", en: "Who may take part")
    static let moderation = Text(zh: "别人写的话", en: "What others say")
    static let showsAfter = Text(zh: "什么时候看得到结果", en: "When one sees the result")
    static let showsAfterHint = Text(
        zh: "先想自己的，再看别人的。以后只能改得更晚，不能提前。",
        en: "Think first, look then. Later it can only be made later.")
    static func shows(after count: Int) -> Text {
        count == 0
            ? Text(zh: "一开始就能看", en: "At once")
            : Text(zh: "回答 \(count) 句以后", en: "After \(count) answers")
    }
    static let showsClosed = Text(zh: "结束以后", en: "When it has ended")
    static let closes = Text(zh: "哪天结束（可不填）", en: "Ends on (may be left open)")
    static let seeds = Text(zh: "先放几句话，一行一句", en: "Statements to begin with, one a line")
    static let seedsHint = Text(
        zh: "放 5 到 15 句彼此不同的，连您不同意的也放，大家才好开始。",
        en: "5 to 15 that differ, also ones you don't agree with: so that people have something to begin with.")
    static let begin = Text(zh: "开始", en: "Begin")
    static let backToList = Text(zh: "看所有征集", en: "All conversations")
    static let votesFile = Text(zh: "回答（votes.csv）", en: "Answers (votes.csv)")
    static let votesHint = Text(
        zh: "列：participant, statement, vote（1 同意、-1 不同意、0 说不准）；Polis 导出的也可以。",
        en: "Columns participant, statement, vote (1 agree, -1 disagree, 0 pass); Polis's own files are read as well.")
    static let statementsFile = Text(zh: "话（statements.csv，可不填）", en: "Statements (statements.csv, may be left out)")
    static let statementsHint = Text(
        zh: "列：statement, moderated（-1 是没有采用的）, words。",
        en: "Columns statement, moderated (-1 was not let through), words.")
    static let readInHint = Text(
        zh: "导入的征集已经结束，只能看结果。同样的文件，结果一字不差。",
        en: "What is read in is over and only shown. The same files give the same result, to the last digit.")

    // MARK: Taking part

    static func progress(_ own: Int, _ all: Int) -> Text {
        Text(zh: "已回答 \(own) / \(all)", en: "\(own) of \(all) answered")
    }
    static let whatDoYouThink = Text(zh: "这句话，您怎么看？", en: "What do you think of this?")
    static func answered(_ answer: OpinionAnswer) -> Text {
        Text(
            zh: "刚才您选了“\(ConversationWords.name(of: answer))”：",
            en: "You answered “\(ConversationWords.name(of: answer))” to:")
    }
    static let change = Text(zh: "改一下", en: "Change it")
    static let allAnswered = Text(
        zh: "都回答完了，谢谢！有新的话会再问您。", en: "You have answered everything, thank you. New statements will be asked about.")
    static let nothingYet = Text(
        zh: "还没有可以回答的话。您先说一句？", en: "There is nothing to answer yet. Will you say something first?")
    static let noMore = Text(zh: "这次征集已经结束，不再收回答。", en: "This conversation has ended and takes no more answers.")
    static let say = Text(zh: "我也说一句", en: "Say something yourself")
    static let sayHint = Text(
        zh: "一句话只说一件事，最多 140 字。别人看不到是谁写的。", en: "One thing in one sentence, 140 characters. Nobody sees who wrote it.")
    static let sayBefore = Text(
        zh: "主持人看过以后才会问大家。", en: "The host looks at it first, then everybody is asked about it.")
    static let words = Text(zh: "您的话", en: "Your statement")
    static let sayIt = Text(zh: "说出来", en: "Say it")
    static let saidThanks = Text(zh: "记下了，谢谢。", en: "Noted, thank you.")
    static let mine = Text(zh: "我说过的话", en: "What I said")
    static let toAnswers = Text(zh: "我的回答", en: "My answers")
    static let toResults = Text(zh: "看结果", en: "See the result")
    static let toAnswering = Text(zh: "继续回答", en: "Go on answering")
    static let report = Text(zh: "举报", en: "Report")
    static let toLog = Text(zh: "审看记录", en: "What was let through")
    static let toHost = Text(zh: "主持", en: "Lead it")
    static let backgroundTitle = Text(zh: "背景", en: "Background")
    static func host(_ name: String) -> Text { Text(zh: "主持：\(name)", en: "Host: \(name)") }
    static let privacy = Text(
        zh: "谁怎么答的，没有人看得到，主持人也看不到。", en: "Nobody sees who answered what, the host neither.")
    static let noAccount = Text(
        zh: "您不用账号就能参加：这台设备记得您回答过什么。",
        en: "You need no account: this device remembers what you answered.")
    static func untilShown(_ count: Int) -> Text {
        Text(zh: "再回答 \(count) 句就能看结果", en: "\(count) more answers, and you see the result")
    }
    static let noAnswers = Text(zh: "您还没有回答过。", en: "You have not answered anything yet.")
    static let answersIntro = Text(
        zh: "改主意了就改，算最后一次的。", en: "Change what you like; your latest answer counts.")
    static let now = Text(zh: "现在是", en: "Now")
    static func toAnswer(_ answer: OpinionAnswer, _ words: String) -> Text {
        Text(
            zh: "\(ConversationWords.name(of: answer))：\(words)", en: "\(ConversationWords.name(of: answer)): \(words)")
    }

    // MARK: What was done about statements

    static let logTitle = Text(zh: "审看记录", en: "What was let through")
    static let logIntro = Text(
        zh: "主持人采用了哪些话、没有采用哪些、为什么，都写在这里；没有采用的话不显示原文。",
        en: "What the host let through or not, and why. The words of what is out are not shown.")
    static func logCounts(_ open: Int, _ waiting: Int, _ rejected: Int) -> Text {
        Text(
            zh: "\(open) 句在问大家，\(waiting) 句等着看，\(rejected) 句没有采用。",
            en: "\(open) are asked about, \(waiting) wait, \(rejected) were not let through.")
    }
    static let logNone = Text(zh: "还没有记录。", en: "Nothing yet.")
    static func logLine(_ number: Int, _ step: ConversationStep.Kind) -> Text {
        Text(
            zh: "第 \(number) 句：\(ConversationWords.name(of: step))",
            en: "Statement \(number): \(ConversationWords.name(of: step))")
    }
    static func number(_ number: Int) -> Text { Text(zh: "第 \(number) 句", en: "Statement \(number)") }
    static func statementIsOut(_ reason: Text) -> Text {
        Text(zh: "这句话没有采用。原因：\(reason)", en: "This was not let through. The reason: \(reason)")
    }
    static let appealed = Text(zh: "您的申诉正在由另一位负责人看。", en: "Somebody else is looking at your appeal.")

    // MARK: Leading it

    static let hostTitle = Text(zh: "主持", en: "Leading it")
    static func queue(_ count: Int) -> Text {
        Text(zh: "等您看的话（\(count)）", en: "Waiting for you (\(count))")
    }
    static let queueNone = Text(zh: "没有话在等。", en: "Nothing waits.")
    static let accept = Text(zh: "采用", en: "Let it through")
    static let reject = Text(zh: "不采用", en: "Don't let it through")
    static let takeOut = Text(zh: "拿下", en: "Take it out")
    static func about(_ act: Text, _ words: String) -> Text { Text(zh: "\(act)：\(words)", en: "\(act): \(words)") }
    static let reason = Text(zh: "原因（大家会看到）", en: "The reason (everybody reads it)")
    static let moreWords = Text(zh: "补充一句（可不填）", en: "A few words more (may be left out)")
    static let seedMore = Text(zh: "再放几句话", en: "Add statements")
    static let add = Text(zh: "放进去", en: "Add them")
    static let invite = Text(zh: "请人参加", en: "Invite people")
    static let inviteHint = Text(
        zh: "拿到链接的人不用账号就能回答，他们的回答分开计。",
        en: "Whoever has the link answers without an account; their answers are counted apart.")
    static let copyLink = Text(zh: "链接", en: "The link")
    static let code = Text(zh: "扫码参加", en: "Scan to take part")
    static let inviteMembers = Text(
        zh: "只有成员能参加：把这一页的地址发给大家。", en: "Members only: send them the address of this page.")
    static let renewLink = Text(zh: "换一个新链接（旧的就打不开了）", en: "Make the link anew (the old one opens nothing then)")
    static let participation = Text(zh: "参加情况", en: "Who takes part")
    static let changing = Text(zh: "修改", en: "Change it")
    static let closing = Text(zh: "结束这次征集", en: "End it")
    static let closingHint = Text(
        zh: "结束后不再收回答，所有能看的人都看得到结果。不能再打开。",
        en: "No more answers are taken, and everybody who may see it sees the result. It can't be opened again.")
    static func closingLate(_ count: Int) -> Text {
        Text(
            zh: "还有 \(count) 句话等您看。现在结束，说这些话的人会得知没来得及看，可以申诉。",
            en:
                "Still waiting for you: \(count). If you end it now, whoever said them learns that nobody looked at them in time, and can appeal."
        )
    }
    static let asked = Text(zh: "正在问的话", en: "What is asked about")
    static let out = Text(zh: "没有采用的话（只有您看得到原文）", en: "Not let through (only you see the words)")
    static let exporting = Text(zh: "导出", en: "Export")
    static let exportHint = Text(
        zh: "没有名字，每次导出的编号都不同；导出会记下来。",
        en: "Without names, with other numbers each time; that it was exported is on record.")
    static let exportVotes = Text(zh: "回答（CSV）", en: "Answers (CSV)")
    static let exportStatements = Text(zh: "话（CSV）", en: "Statements (CSV)")
}
