enum CognitionWords {
    static let title = Text(zh: "共同认知", en: "How we see it together")
    static let intro = Text(
        zh: "我们怎样看这件事，都在这一页上：问题是什么，原因和办法大家同意哪些、分歧在哪里，同一个词各方是什么意思，依据是什么。",
        en:
            "How we see our matter, on one page: the problem, where we agree and part on causes and remedies, what each side means by a word, what we go by."
    )

    // MARK: Problem, causes, remedies

    static let problem = Text(zh: "问题", en: "The problem")
    static let fromCharter = Text(zh: "取自共识文件的“目标”。", en: "From the charter’s purpose.")
    static let fromDraft = Text(zh: "取自正在起草的共识文件，还没有定。", en: "From a charter that is being written; not settled yet.")
    static let noProblem = Text(zh: "共识文件里还没有写目标。", en: "The charter has no purpose yet.")
    static func name(of kind: ClauseKind) -> Text? {
        switch kind {
        case .problem: Text(zh: "问题", en: "Problem")
        case .possibility: Text(zh: "可能", en: "Possibility")
        case .mission: Text(zh: "使命", en: "Mission")
        case .aim: Text(zh: "宗旨", en: "Aim")
        case .statement, .slogan, .emblem, .song: nil
        }
    }
    static let causes = Text(zh: "原因和办法", en: "Causes and remedies")
    static let noTalks = Text(zh: "还没有意见征集。", en: "No conversations yet.")
    static func people(_ count: Int) -> Text {
        Text(zh: "\(count) 人表过态", en: count == 1 ? "1 person answered" : "\(count) people answered")
    }
    static let shared = Text(zh: "大家都同意的", en: "What all hold")
    static let rejected = Text(zh: "大家都不同意的", en: "What all reject")
    static let divided = Text(zh: "看法分开的", en: "Where views part")
    static let notYet = Text(zh: "表态的人还不够，看不出来。", en: "Too few have answered to tell.")

    // MARK: Glossary

    static let glossary = Text(zh: "用词", en: "Our words")
    static let glossaryMeans = Text(
        zh: "同一个词，各方的意思可以不同。放在一起，就不会各说各话。",
        en: "Sides may mean different things by one word. Side by side nobody talks past another.")
    static let noTerms = Text(zh: "还没有词。", en: "No words yet.")
    static func before(_ count: Int) -> Text {
        Text(zh: "更早的 \(count) 条", en: count == 1 ? "1 from before" : "\(count) from before")
    }
    static let addTerm = Text(zh: "加一个词", en: "Add a word")
    static let zh = Text(zh: "中文", en: "Chinese")
    static let en = Text(zh: "英文", en: "English")
    static let oneIsEnough = Text(zh: "写一种就够。", en: "One of the two is enough.")
    static func addLanguage(_ word: Text, _ language: Language) -> Text {
        let chinese = language == .zh
        return Text(
            zh: "给“\(word)”补上\(chinese ? "中文" : "英文")",
            en: "Give “\(word)” its \(chinese ? "Chinese" : "English") word")
    }
    static func changeLanguage(_ word: Text, _ language: Language) -> Text {
        let chinese = language == .zh
        return Text(
            zh: "改“\(word)”的\(chinese ? "中文" : "英文")",
            en: "Correct the \(chinese ? "Chinese" : "English") of “\(word)”")
    }
    static let takeLanguage = Text(zh: "拿掉这个写法", en: "Take this word back")
    static func takeLanguageOf(_ word: Text, _ language: Language) -> Text {
        let chinese = language == .zh
        return Text(
            zh: "拿掉：“\(word)”的\(chinese ? "中文" : "英文")",
            en: "Take away: the \(chinese ? "Chinese" : "English") of “\(word)”")
    }
    static func addedBy(_ name: String, _ language: Language) -> Text {
        let chinese = language == .zh
        return Text(
            zh: "\(chinese ? "中文" : "英文")由 \(name) 补上", en: "\(chinese ? "Chinese" : "English") added by \(name)")
    }
    static let meaning = Text(zh: "我们这边的意思", en: "What our side means by it")
    static func meaningOf(_ word: Text) -> Text {
        Text(zh: "“\(word)”，我们这边的意思", en: "What our side means by “\(word)”")
    }
    static let side = Text(zh: "代表谁说", en: "Said for")
    static let myself = Text(zh: "我自己", en: "Myself")
    static let say = Text(zh: "说说我们的意思", en: "Say what we mean")
    static let save = Text(zh: "存下", en: "Save")
    static func sides(_ count: Int) -> Text { Text(zh: "\(count) 方的意思", en: count == 1 ? "1 side" : "\(count) sides") }
    static let differ = Text(zh: "意思不同", en: "Meanings differ")
    static let remove = Text(zh: "拿掉", en: "Take it away")
    static func removeThis(_ words: Text) -> Text { Text(zh: "拿掉：\(words)", en: "Take away: \(words)") }
    static let takeBack = Text(zh: "收回我们的意思", en: "Take our meaning back")
    static func takeBackOf(_ side: String, _ word: Text) -> Text {
        Text(zh: "收回 \(side) 说的“\(word)”", en: "Take back what \(side) means by “\(word)”")
    }
    static func removeMeaning(_ side: String, _ word: Text) -> Text {
        Text(zh: "拿掉：\(side) 说的“\(word)”", en: "Take away: what \(side) means by “\(word)”")
    }
    static let reason = Text(zh: "理由（对方会读到）", en: "The reason (they read it)")

    // MARK: Evidence

    static let evidence = Text(zh: "依据", en: "What we go by")
    static let noEvidence = Text(zh: "还没有依据。", en: "Nothing yet.")
    static let addEvidence = Text(zh: "加一条依据", en: "Add to it")
    static let evidenceTitle = Text(zh: "是什么", en: "What it is")
    static let link = Text(zh: "在哪里（网址）", en: "Where it stands (address)")
    static let linkHint = Text(
        zh: "整条照抄地址栏里的；没有网址就写在下面。", en: "Whole, as it stands in the address bar; where there is none, say it below.")
    static let note = Text(zh: "它说明什么", en: "What it shows")
    static func broughtBy(_ name: String) -> Text { Text(zh: "\(name) 提供", en: "brought by \(name)") }
    static func counts(_ terms: Int, _ evidence: Int) -> Text {
        Text(
            zh: "\(terms) 个词，\(evidence) 条依据",
            en:
                "\(terms) \(terms == 1 ? "word" : "words"), \(evidence) \(evidence == 1 ? "piece" : "pieces") of evidence"
        )
    }

    // MARK: Messages, refusals

    static func mailRemoved(_ words: Text, _ reason: String) -> Text {
        Text(
            zh: "您写的“\(words)”被拿掉了。理由：\(reason)",
            en: "What you wrote, “\(words)”, was taken away. The reason: \(reason)")
    }
    static func mailMeaningRemoved(_ word: Text, _ reason: String) -> Text {
        Text(
            zh: "您写的“\(word)”这个词的意思被拿掉了。理由：\(reason)",
            en: "What you said is meant by “\(word)” was taken away. The reason: \(reason)")
    }
    static func badWord(_ most: Int) -> Text {
        Text(zh: "写一个词，最多 \(most) 个字。", en: "Write a word of at most \(most) characters.")
    }
    static func badMeaning(_ most: Int) -> Text {
        Text(zh: "写出意思，最多 \(most) 个字。", en: "Say what is meant, in at most \(most) characters.")
    }
    static func isThere(_ language: Language, _ word: String) -> Text {
        let chinese = language == .zh
        return Text(
            zh: "\(chinese ? "中文" : "英文")“\(word)”已经有了：到它那里写您这边的意思。",
            en:
                "The \(chinese ? "Chinese" : "English") “\(word)” is there already: say there what your side means."
        )
    }
    static let hasBoth = Text(zh: "这个词两种语言都有了。", en: "This word stands in both languages already.")
    static func mailLanguage(_ word: Text, _ language: Language, _ added: String) -> Text {
        let chinese = language == .zh
        return Text(
            zh: "您写的“\(word)”有人补上了\(chinese ? "中文" : "英文")：\(added)",
            en: "Somebody gave your word “\(word)” its \(chinese ? "Chinese" : "English"): \(added)")
    }
    static func mailLanguageChanged(_ word: Text, _ language: Language, _ after: String) -> Text {
        let chinese = language == .zh
        return Text(
            zh: "“\(word)”的\(chinese ? "中文" : "英文")改成了：\(after)",
            en: "The \(chinese ? "Chinese" : "English") of “\(word)” was corrected: \(after)")
    }
    static func mailLanguageTaken(_ word: Text, _ language: Language, _ added: String) -> Text {
        let chinese = language == .zh
        return Text(
            zh: "写下“\(word)”的人拿掉了您补上的\(chinese ? "中文" : "英文")：\(added)",
            en:
                "Whoever wrote “\(word)” took away the \(chinese ? "Chinese" : "English") that you had added: \(added)"
        )
    }
    static func tooMany(_ most: Int) -> Text { Text(zh: "最多 \(most) 条。", en: "\(most) at most.") }
    static let notYours = Text(zh: "您不能代表这个机构说话。", en: "You don’t speak for this organisation.")
    static func badTitle(_ most: Int) -> Text {
        Text(zh: "写它是什么，最多 \(most) 个字。", en: "Say what it is, in at most \(most) characters.")
    }
    static let badLink = Text(
        zh: "这不是完整的网址：整条照抄地址栏里的，中间没有空格。",
        en: "This is no whole address: as it stands in the address bar, without spaces.")
    static let linkOrNote = Text(zh: "写网址，或者写它说明什么。", en: "Give an address, or say what it shows.")
}
