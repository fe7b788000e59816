/// What is said about the charter by acts, mails and lists.
enum CharterWords {
    static let title = Text(zh: "共识文件", en: "Charter")
    static func versionName(_ number: Int) -> Text { Text(zh: "共识文件第 \(number) 版", en: "Charter, version \(number)") }
    static func versionOffered(_ number: Int) -> Text {
        Text(zh: "共识文件第 \(number) 版草案，和它改了什么", en: "The draft of version \(number) of the charter, and what it changes")
    }
    static func question(_ number: Int) -> Text {
        Text(zh: "我们同意共识文件第 \(number) 版吗？", en: "Do we consent to version \(number) of the charter?")
    }

    static func name(of section: CharterSection) -> Text {
        switch section {
        case .vision: Text(zh: "愿景", en: "Vision")
        case .purpose: Text(zh: "目标", en: "Purpose")
        case .values: Text(zh: "价值与原则", en: "Values and principles")
        case .priorities: Text(zh: "战略优先事项", en: "Strategic priorities")
        }
    }

    static func about(_ section: CharterSection) -> Text {
        switch section {
        case .vision: Text(zh: "我们的北极星：希望看到什么样的将来", en: "Our north star: the future we want to see")
        case .purpose: Text(zh: "这个网络为什么存在", en: "Why this network exists")
        case .values: Text(zh: "我们怎样决定、怎样做事", en: "How we decide and act")
        case .priorities: Text(zh: "眼下什么最关键", en: "What is decisive now")
        }
    }

    static func name(of kind: ClauseKind) -> Text {
        switch kind {
        case .statement: Text(zh: "条款", en: "Statement")
        case .problem: Text(zh: "问题：什么不对、对谁、为什么", en: "The problem: what, for whom, why")
        case .possibility: Text(zh: "可能：可以是什么样、我们想创造什么", en: "The possibility: what could be, what we would create")
        case .mission: Text(zh: "使命", en: "Mission")
        case .aim: Text(zh: "宗旨", en: "Aim")
        case .slogan: Text(zh: "口号", en: "Slogan")
        case .emblem: Text(zh: "标志", en: "Emblem")
        case .song: Text(zh: "歌", en: "Song")
        }
    }

    static func name(of level: AlignmentLevel) -> Text {
        switch level {
        case .goal: Text(zh: "最终目标", en: "The end goal")
        case .measures: Text(zh: "做法", en: "Measures")
        case .resources: Text(zh: "资源", en: "Resources")
        case .decisions: Text(zh: "怎样决定", en: "How decisions are made")
        }
    }

    static func name(of way: SectionWay) -> Text {
        switch way {
        case .draft: Text(zh: "从一份草案开始", en: "From a draft")
        case .survey: Text(zh: "问卷加交谈", en: "By survey and talk")
        case .conversation: Text(zh: "从意见征集里的共同点", en: "From what a conversation shares")
        case .assembly: Text(zh: "在大会上表决", en: "At an assembly, with a vote")
        }
    }

    static func name(of state: CharterVersion.State) -> Text {
        switch state {
        case .draft: Text(zh: "起草中", en: "being drafted")
        case .suggestions: Text(zh: "征求修改建议", en: "open for suggestions")
        case .revising: Text(zh: "修改中", en: "being revised")
        case .consent: Text(zh: "征求同意", en: "consent is asked")
        case .adopted: Text(zh: "生效", en: "in force")
        case .review: Text(zh: "生效，正在复审", en: "in force, under review")
        case .renewed: Text(zh: "已由新版接替", en: "renewed since")
        case .dropped: Text(zh: "没有生效", en: "given up")
        }
    }

    static func name(of stance: ClauseStance) -> Text {
        switch stance {
        case .affirm: Text(zh: "认同", en: "I affirm it")
        case .canLiveWith: Text(zh: "可以接受", en: "I can live with it")
        case .object: Text(zh: "反对（请说理由）", en: "I object (please say why)")
        case .notYet: Text(zh: "还没想好", en: "Not yet")
        }
    }

    static func column(_ stance: ClauseStance) -> Text {
        switch stance {
        case .affirm: Text(zh: "认同", en: "Affirm")
        case .canLiveWith: Text(zh: "可以接受", en: "Can live with")
        case .object: Text(zh: "反对", en: "Object")
        case .notYet: Text(zh: "还没想好", en: "Not yet")
        }
    }

    static func name(of state: CharterSuggestion.State) -> Text {
        switch state {
        case .open: Text(zh: "等答复", en: "waits for an answer")
        case .taken: Text(zh: "采纳", en: "taken")
        case .declined: Text(zh: "没有采纳", en: "not taken")
        case .later: Text(zh: "留到下次复审", en: "kept for the next review")
        case .withdrawn: Text(zh: "已收回", en: "taken back")
        }
    }

    static func name(of lack: CharterLack) -> Text {
        switch lack {
        case .clauses: Text(zh: "至少一条", en: "at least one clause")
        case .gains: Text(zh: "谁会受益", en: "who gains")
        case .bears: Text(zh: "谁要承担什么", en: "who bears what")
        case .unheard: Text(zh: "谁的声音还没听到", en: "who was not heard")
        case .reason: Text(zh: "改了什么、为什么", en: "what changed and why")
        }
    }

    static func lacking(_ lacks: [CharterLack]) -> Text {
        Text(
            zh: "草案还缺：\(lacks.map { name(of: $0)(.zh) }.joined(separator: "、"))。",
            en: "The draft still lacks: \(lacks.map { name(of: $0)(.en) }.joined(separator: ", ")).")
    }

    // MARK: Refusals

    static func badLength(_ least: Int, _ most: Int) -> Text {
        Text(zh: "\(least) 到 \(most) 个字符。", en: "Between \(least) and \(most) characters.")
    }
    static func badDays(_ least: Int, _ most: Int) -> Text {
        Text(zh: "填 \(least) 到 \(most) 天。", en: "Between \(least) and \(most) days.")
    }
    static let badWeight = Text(zh: "填 0 到 100 的整数。", en: "A whole number from 0 to 100.")
    static let oneLanguage = Text(zh: "至少写一种语言。", en: "Write it in one language at least.")
    static let openAlready = Text(zh: "已经有一份草案。", en: "There is a draft already.")
    static let reviewedAlready = Text(zh: "已经在复审了。", en: "It is under review already.")
    static let notReviewed = Text(zh: "现在没有在复审。", en: "It is not under review.")
    static let notNow = Text(zh: "现在这一步做不了：看看草案进行到哪里。", en: "Not at this stage: look how far the draft is.")
    static let noRound = Text(zh: "现在不在征求修改建议。", en: "Suggestions are not asked for now.")
    static let unanswered = Text(
        zh: "还有建议没有答复。每条都答复之后，才能往下走。", en: "Some suggestions have no answer yet. It goes on once each has one.")
    static let clauseLeftOut = Text(
        zh: "这一条已经从草案里去掉了，没有可改的文字。建议还可以一条条答复。",
        en:
            "This clause was left out of the draft: there are no words to amend. Its suggestions can still be answered one by one."
    )
    static let answeredAlready = Text(zh: "这条建议已经答复了。", en: "This suggestion has been answered.")
    static let unchanged = Text(zh: "和原来一字不差。", en: "This is what stands there already, word for word.")
    static func tooMany(_ most: Int) -> Text { Text(zh: "最多 \(most) 条。", en: "\(most) clauses at most.") }
    static let chooseSome = Text(zh: "至少选一条建议。", en: "Choose at least one suggestion.")
    static let objectNeedsReason = Text(
        zh: "反对请说明理由（3 到 500 个字符）。", en: "An objection needs its reason (3 to 500 characters).")
    static let nothingToHold = Text(
        zh: "这一条您还没有对现在的说法表过态，请选一项。", en: "You have said nothing about these words yet. Please choose."
    )
    static let notYourVoice = Text(
        zh: "您现在不代表这一方表态。", en: "You do not speak for this voice now.")
    static func coreNeeds(_ percent: Int) -> Text {
        Text(
            zh: "这一版改动了核心条款：至少 \(percent)% 的表态者要回应，沉默不算同意。",
            en:
                "This version changes a core clause: at least \(percent)% of those who count must answer, and silence is no consent."
        )
    }
    static let draftDropped = Text(
        zh: "这份草案没有继续，您的建议留到下一次。", en: "This draft was given up. Your suggestion is kept for the next time.")

    static let outlet = Text(zh: "作为建议交给共识文件", en: "Hand it to the charter as a suggestion")
    static let noDraftToTake = Text(
        zh: "现在没有可以收建议的共识文件草案。起草之后再交过去。",
        en: "There is no draft of the charter that takes suggestions now. Hand it over once there is one.")

    // MARK: Mails and home

    static func mailSuggest(until: Int64) -> Text {
        Text(
            zh: "共识文件有一份草案。请读一读，每一条您可以提一个能让它更有力的修改建议，\(day: until)之前都行。",
            en:
                "There is a draft of the charter. Please read it: for each clause you may say the one change that would make it stronger, until \(day: until)."
        )
    }
    static func mailRoundOver(_ waiting: Int) -> Text {
        Text(
            zh: "征求建议的时间到了，有 \(waiting) 条建议等您逐条答复。",
            en: "The time for suggestions is over. \(waiting) of them wait for your answer, one by one.")
    }
    static func mailAnswered(_ state: CharterSuggestion.State, _ words: String) -> Text {
        Text(
            zh: "您对共识文件的建议有答复了（\(name(of: state))）：\(words)",
            en: "Your suggestion to the charter has its answer (\(name(of: state))): \(words)")
    }
    static func mailAnswer(_ count: Int) -> Text {
        Text(zh: "共识文件还有 \(count) 条建议等您答复。", en: "\(count) suggestions to the charter wait for your answer.")
    }
    static func mailLate(_ count: Int) -> Text {
        Text(
            zh: "共识文件有 \(count) 条建议过了时限还没有答复，请帮忙答复。",
            en: "\(count) suggestions to the charter are past their time without an answer. Please help to answer them."
        )
    }
    static let mailBack = Text(
        zh: "共识文件开始起草新版。您上次留下的建议又摆出来了，会逐条得到答复。",
        en:
            "A new version of the charter is being drafted. What you suggested, and was kept for now, is on the table again and will be answered."
    )
    static let mailStillOpen = Text(
        zh: "您对共识文件的建议过了时限还没有答复。协调员已经知道，会有人答复您。",
        en:
            "Your suggestion to the charter has had no answer in time. Those who lead know of it, and somebody will answer you."
    )
    static let mailAdopted = Text(
        zh: "您发起的共识文件生效了。请大家说说自己站在哪里。", en: "The charter you convened is in force. Everybody is asked where they stand."
    )
    static func mailStances(_ number: Int) -> Text {
        Text(
            zh: "共识文件第 \(number) 版生效了。请说说您在每一条上站在哪里，几分钟就好。",
            en:
                "Version \(number) of the charter is in force. Please say where you stand on each clause: a few minutes."
        )
    }
    static let mailNotAdopted = Text(
        zh: "这一版共识文件没有通过，回到修改。反对的理由写在提案里。",
        en: "This version of the charter was not adopted and is back with you. The objections stand with the proposal.")
    static let mailReview = Text(
        zh: "到了复审共识文件的时候，请一起看一看：保留，或者起草新版。",
        en: "It is time to look at the charter again, together: keep it, or draft a new version.")

    static func mailKept(_ reason: String) -> Text {
        Text(
            zh: "共识文件再保留一期，理由：“\(reason)”。请每一条再说一次您现在站在哪里；不认同了，也请说出来。",
            en:
                "The charter is kept as it is for another term, because: “\(reason)”. Please say for each clause again where you stand now, also where you no longer affirm it."
        )
    }

    static func waitsForAnswers(_ count: Int) -> Text {
        Text(zh: "共识文件：\(count) 条建议等答复", en: "Charter: \(count) suggestions wait for an answer")
    }
    static func waitsForSection(_ name: Text) -> Text {
        Text(zh: "共识文件：“\(name)”这一部分还没有写", en: "Charter: the section “\(name)” is not written yet")
    }
    static let waitsForSuggestion = Text(
        zh: "共识文件草案：提一个能让它更有力的建议", en: "Draft charter: one suggestion that would make it stronger")
    static func waitsForStance(_ count: Int, of title: Text) -> Text {
        Text(zh: "\(title)：\(count) 条等您表态", en: "\(title): say where you stand on \(count) clauses")
    }
    static func stateLine(_ number: Int, _ state: CharterVersion.State) -> Text {
        Text(zh: "第 \(number) 版，\(name(of: state))", en: "version \(number), \(name(of: state))")
    }
}
