enum QuestionWords {
    static let survey = Text(zh: "问卷", en: "Survey")
    static let surveys = Text(zh: "问卷", en: "Surveys")
    static let intro = Text(
        zh: "各人先自己答，互相不看；到时间一起揭晓。这里只数人数，从不给人打分。",
        en:
            "Each answers apart, without seeing the others; then all is shown together. Answers are counted; nobody is scored."
    )
    static let none = Text(zh: "还没有问卷。", en: "No surveys yet.")
    static let back = Text(zh: "回去", en: "Back")
    static func round(_ number: Int) -> Text { Text(zh: "第 \(number) 轮", en: "Round \(number)") }
    static func version(_ number: Int) -> Text { Text(zh: "第 \(number) 稿", en: "Draft \(number)") }
    static func answers(_ count: Int) -> Text {
        Text(zh: "\(count) 人已答", en: count == 1 ? "1 answer" : "\(count) answers")
    }
    static func keeper(_ name: String) -> Text { Text(zh: "发起人：\(name)", en: "Kept by \(name)") }
    static func name(of who: SheetWho) -> Text {
        switch who {
        case .members: Text(zh: "全体成员", en: "all members")
        case .trusted: Text(zh: "受信任的成员", en: "trusted members")
        case .leads: Text(zh: "协调员和管家", en: "coordinators and stewards")
        }
    }
    static func asked(_ who: SheetWho) -> Text {
        Text(zh: "请这些人答：\(name(of: who))", en: "Asked of \(name(of: who))")
    }

    // MARK: States

    static let draft = Text(zh: "草稿", en: "Draft")
    static let open = Text(zh: "正在作答", en: "Open")
    static let closed = Text(zh: "已揭晓", en: "Shown together")
    static let answered = Text(zh: "您已答", en: "You have answered")
    static let toAnswer = Text(zh: "等您答", en: "Waits for you")
    static func waits(_ title: Text) -> Text { Text(zh: "请您答：\(title)", en: "Your answers are asked for: \(title)") }

    // MARK: Writing

    static let new = Text(zh: "写一份问卷", en: "Write a survey")
    static let titleZh = Text(zh: "标题（中文）", en: "Title (Chinese)")
    static let titleEn = Text(zh: "标题（英文）", en: "Title (English)")
    static let oneIsEnough = Text(zh: "写一种就够。", en: "One of the two is enough.")
    static let who = Text(zh: "请谁答", en: "Who is asked")
    static let closes = Text(zh: "答到哪天为止", en: "Answers until the end of")
    static let closesHint = Text(zh: "不填就是两周。", en: "Two weeks where you leave it empty.")
    static let make = Text(zh: "建草稿", en: "Make a draft")
    static let questions = Text(zh: "题目", en: "Questions")
    static let noQuestionsYet = Text(zh: "还没有题目。", en: "No questions yet.")
    static let add = Text(zh: "加一道题", en: "Add a question")
    static let kind = Text(zh: "怎样答", en: "How it is answered")
    static let wordsZh = Text(zh: "题目（中文）", en: "Question (Chinese)")
    static let wordsEn = Text(zh: "题目（英文）", en: "Question (English)")
    static let options = Text(zh: "选项，一行一个；线的两端也写在这里，两行", en: "Options, one a line; the two ends of a line too")
    static let optionsHint = Text(
        zh: "要写两种语言，就先写中文，空一格、一条斜线、再空一格，接着写另一种。",
        en: "For both languages write the Chinese, then a slash between two spaces, then the other.")
    static let remove = Text(zh: "删掉", en: "Remove")
    static func removeThis(_ words: Text) -> Text { Text(zh: "删掉：\(words)", en: "Remove: \(words)") }
    static let openNow = Text(zh: "开始作答", en: "Open it")
    static let openMeans = Text(
        zh: "开始以后，题目就不能再改了。", en: "Once it is open its questions can't be changed.")
    static let discard = Text(zh: "丢掉草稿", en: "Discard the draft")
    static let again = Text(zh: "再问一轮", en: "Ask it again")
    static func name(of kind: Question.Kind) -> Text {
        switch kind {
        case .scale: Text(zh: "两端之间的一条线", en: "A place on a line between two ends")
        case .choice: Text(zh: "选一个", en: "One option")
        case .multiple: Text(zh: "选几个", en: "Several options")
        case .rating: Text(zh: "给每个选项打 1–5", en: "Each option from 1 to 5")
        case .ranking: Text(zh: "排先后", en: "Options in order")
        case .text: Text(zh: "写几句", en: "A few words")
        case .evidence: Text(zh: "是、部分是、否，附依据", en: "Yes, partly or no, with evidence")
        }
    }

    // MARK: Answering

    static let yourAnswers = Text(zh: "您的回答", en: "Your answers")
    static let apart = Text(
        zh: "先自己答。没有人看得到您的回答和姓名；揭晓时只显示人数。哪题拿不准就空着。",
        en:
            "Answer by yourself. Nobody sees your answers with your name; only counts are shown. Leave out what you are unsure of."
    )
    static let apartUntilClosed = Text(
        zh: "这份是关于自己的：截止以前谁也看不到结果。", en: "This one is about oneself: nobody sees a result before it closes.")
    static let mayShow = Text(
        zh: "不到五个人作答时，也可以不署名地和大家的一起显示",
        en: "Where fewer than five answer, mine may be shown with the others’, without my name")
    static let mayShowHint = Text(
        zh: "每个作答的人都同意才会显示，而且只给作答的人看。", en: "Only if each who answered agrees, and only to those who answered.")
    static let send = Text(zh: "交上", en: "Hand in")
    static let change = Text(zh: "改我的回答", en: "Change my answers")
    static let saved = Text(zh: "收到了，截止以前都可以改。", en: "Kept. You can change it until it closes.")
    static let look = Text(zh: "看看大家怎么答", en: "See how the others answered")
    static let lookMeans = Text(
        zh: "看过以后，您的回答就定下来，不能再改。", en: "From then on your own answer stands and can’t be changed.")
    static let close = Text(zh: "截止并揭晓", en: "Close it and show the answers")
    static let closeMeans = Text(
        zh: "截止以后谁也不能再答、再改，结果给大家看。这一步不能撤销。",
        en: "From then on nobody can answer or change anything, and the result is shown. This can’t be undone.")
    static let noPick = Text(zh: "不答", en: "No answer")
    static let yes = Text(zh: "是", en: "Yes")
    static let partly = Text(zh: "部分是", en: "Partly")
    static let no = Text(zh: "否", en: "No")
    static let evidence = Text(zh: "依据：您看到了什么", en: "Evidence: what you go by")
    static let wordsShown = Text(zh: "揭晓后成员读得到，不署名", en: "Members read it once it is shown, without your name")
    static func place(_ number: Int) -> Text { Text(zh: "第 \(number) 位", en: "Place \(number)") }
    static let ratingEnds = Text(zh: "1 不要紧，5 最要紧", en: "1 matters little, 5 matters most")

    // MARK: Results

    static let result = Text(zh: "大家的回答", en: "What all answered")
    static let csv = Text(zh: "下载表格（CSV）", en: "Download as a table (CSV)")
    static func why(_ apart: QuestionRules.Apart) -> Text {
        switch apart {
        case .answerFirst: Text(zh: "先答了，才看得到别人的。", en: "Answer first; then you can see the others’.")
        case .lookFirst:
            Text(zh: "您答了。想看大家的，先让自己的定下来。", en: "You have answered. To see the others’, let yours stand first.")
        case .untilClosed: Text(zh: "截止以后一起揭晓。", en: "Shown to all together once it closes.")
        case .tooFew:
            Text(
                zh: "作答的人太少，显示出来就认得出是谁，所以不显示。",
                en: "Too few have answered: shown now, it could be told whose is whose. So nothing is shown.")
        case .nobody: Text(zh: "没有人作答。", en: "Nobody answered.")
        }
    }
    static func shownOf(_ shown: Int, _ all: Int) -> Text {
        Text(
            zh: "显示最先的 \(shown) 份，共 \(all) 份；每五份一起揭晓。",
            en: "Shown are the first \(shown) of \(all); five at a time come to light.")
    }
    static func answeredThis(_ count: Int) -> Text {
        Text(zh: "\(count) 人答了这题", en: count == 1 ? "1 answered this" : "\(count) answered this")
    }
    static let nobodyAnswered = Text(zh: "没有人答这题。", en: "Nobody answered this one.")
    static let questionHidden = Text(zh: "答这题的人太少，不显示。", en: "Too few answered this one; it isn’t shown.")
    static func middle(_ spread: AnswerSpread) -> Text {
        func number(_ value: Double?) -> String { QuestionWords.number(value ?? 0) }
        return Text(
            zh: "中位数 \(number(spread.median))，中间一半在 \(number(spread.lower))–\(number(spread.upper))",
            en:
                "Median \(number(spread.median)), the middle half between \(number(spread.lower)) and \(number(spread.upper))"
        )
    }
    static func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String((value * 10).rounded() / 10)
    }
    /// In words first: the figure stands beside them.
    static func apartness(_ disagreement: Double) -> Text {
        let percent = Int((disagreement * 100).rounded())
        let words =
            disagreement < 0.2
            ? Text(zh: "看法接近", en: "Of one mind")
            : disagreement < 0.45
                ? Text(zh: "看法有出入", en: "Views differ") : Text(zh: "看法分开：值得谈", en: "Far apart: worth a talk")
        return Text(zh: "\(words)（分歧 \(percent)%）", en: "\(words) (disagreement \(percent)%)")
    }
    static let disagreementMeans = Text(
        zh: "分歧：0% 是所有人说的一样，100% 是一半在这头、一半在那头。分歧本身就是发现，不是谁错了。",
        en:
            "Disagreement: 0% where all say the same, 100% where half stand at either end. It is the finding, nobody’s fault."
    )
    static func before(_ round: Int, _ median: String) -> Text {
        Text(zh: "第 \(round) 轮的中位数是 \(median)", en: "In round \(round) the median was \(median)")
    }
    static func beforeShare(_ round: Int, _ counts: String) -> Text {
        Text(zh: "第 \(round) 轮：\(counts)", en: "In round \(round): \(counts)")
    }
    static let table = Text(zh: "看数字", en: "The figures")
    static let position = Text(zh: "位置", en: "Place")
    static let option = Text(zh: "选项", en: "Option")
    static let people = Text(zh: "人数", en: "People")
    static let points = Text(zh: "得分占比", en: "Share of points")
    static let placed = Text(zh: "排进来的人数", en: "Placed by")
    static let pointsMean = Text(
        zh: "排在第一位得分最多，往后每位少一分；百分数是得到的分占最多能得的分。",
        en: "First place counts most, each place after it one less; the percentage is of the most that could be had.")
    static let words = Text(zh: "写下的话", en: "In their words")
    static func chart(_ words: Text) -> Text { Text(zh: "\(words)：各位置人数", en: "\(words): people at each place") }

    // MARK: Messages

    static let mailSubject = Text(zh: "一份问卷", en: "A survey")
    static func mailClosed(_ title: Text) -> Text {
        Text(zh: "“\(title)”截止了，大家的回答在这里。", en: "“\(title)” has closed; here is what all answered.")
    }
    static func mailOpened(_ title: Text, _ until: Int64) -> Text {
        Text(
            zh: "请您答一份问卷：“\(title)”，\(moment: until) 截止，几分钟就好。",
            en: "You are asked to answer “\(title)”: a few minutes, until \(moment: until).")
    }
    static func mailSoon(_ title: Text, _ until: Int64) -> Text {
        Text(
            zh: "“\(title)”\(moment: until) 截止，您还没有答。",
            en: "“\(title)” closes \(moment: until), and your answers are missing.")
    }

    // MARK: Refusals

    static let titleMissing = Text(zh: "写一个标题。", en: "Give it a title.")
    static func tooLong(_ most: Int) -> Text {
        Text(zh: "最多 \(most) 个字。", en: "At most \(most) characters.")
    }
    static let badCloses = Text(zh: "要在今天以后、120 天以内。", en: "Later than now, and within 120 days.")
    static func badWords(_ most: Int) -> Text {
        Text(zh: "写出题目，最多 \(most) 个字。", en: "Write the question, in at most \(most) characters.")
    }
    static let badPoles = Text(zh: "一条线要写两端，两行。", en: "A line needs its two ends, in two lines.")
    static func badOptions(_ most: Int) -> Text {
        Text(zh: "要两个到 \(most) 个不同的选项。", en: "Two to \(most) different options.")
    }
    static func tooMany(_ most: Int) -> Text { Text(zh: "最多 \(most) 道题。", en: "At most \(most) questions.") }
    static func tooManyAtOnce(_ most: Int) -> Text {
        Text(zh: "同时最多 \(most) 份。先截止一份。", en: "\(most) at a time; close one first.")
    }
    static let isOpenAlready = Text(zh: "这一轮还没有截止。", en: "A round of this is open already.")
    static let unknownSheet = Text(zh: "没有这份问卷。", en: "There is no such survey.")
    static let unknownQuestion = Text(zh: "没有这道题。", en: "There is no such question.")
    static let badPick = Text(zh: "这个答案不在选项里，或者选重了。", en: "This is none of the answers, or one was chosen twice.")
    static let evidenceAlone = Text(zh: "写了依据，也请选“是”“部分是”或“否”。", en: "You gave evidence: say yes, partly or no too.")
    static let nothingAnswered = Text(zh: "至少答一题。", en: "Answer at least one.")
    static let notOpen = Text(zh: "它没有在作答。", en: "It isn’t open.")
    static let noQuestions = Text(zh: "先加至少一道题。", en: "Add a question first.")
    static let standsStill = Text(zh: "已经开始作答，题目不能再改。", en: "It has been opened: its questions stand.")
    static func notAsked(_ who: SheetWho) -> Text {
        Text(zh: "这份问卷只请\(name(of: who))答。", en: "This is asked of \(name(of: who)) only.")
    }
    static let isClosed = Text(zh: "已经截止。", en: "It has closed.")
    static let isFixed = Text(zh: "您看过大家的回答以后，自己的就不能再改了。", en: "You have seen the others’: your own answer stands.")
    static let onlyClosed = Text(zh: "这份要到截止才揭晓。", en: "This is shown only once it closes.")
    static let answerFirst = Text(zh: "先答了，才看得到别人的。", en: "Answer first.")
}
