/// What the pages of a draft say: to whoever convenes, and to whoever is asked.
enum CharterDraftWords {
    static func title(_ number: Int) -> Text {
        Text(zh: "共识文件第 \(number) 版草案", en: "Draft of version \(number) of the charter")
    }
    static func convener(_ name: String) -> Text { Text(zh: "召集人：\(name)", en: "Convened by \(name)") }
    static let noDraft = Text(zh: "现在没有草案。", en: "There is no draft now.")
    static let next = Text(zh: "下一步", en: "The next step")
    static let askSuggestions = Text(zh: "请大家提修改建议", en: "Ask for suggestions")
    static let askAgain = Text(zh: "再征求一轮建议", en: "Ask for another round of suggestions")
    static let suggestDays = Text(zh: "征求几天", en: "For how many days")
    static let closeSuggestions = Text(zh: "现在结束征求", en: "End this round now")
    static let askConsent = Text(zh: "请大家同意这一版", en: "Ask for consent to this version")
    static let drop = Text(zh: "放弃这份草案", en: "Give this draft up")
    static func suggestUntil(_ until: Int64) -> Text {
        Text(zh: "征求建议到 \(moment: until)。", en: "Open for suggestions until \(moment: until).")
    }
    static let toProposal = Text(zh: "去表态", en: "To the proposal")
    static let consentOpen = Text(zh: "正在征求大家的同意。", en: "Consent is being asked.")
    static func waiting(_ count: Int) -> Text {
        count == 0
            ? Text(zh: "每条建议都有答复了。", en: "Every suggestion has its answer.")
            : Text(zh: "\(count) 条建议等答复。", en: "\(count) suggestions wait for an answer.")
    }
    static let suggestions = Text(zh: "修改建议和答复", en: "Suggestions and answers")
    static let describe = Text(zh: "说明这份草案", en: "About this draft")
    static let gainsHint = Text(zh: "谁会因此过得更好？", en: "Who will be better off by it?")
    static let bearsHint = Text(zh: "谁要出力、让步，或者失去什么？", en: "Who has to give, to yield, or loses something?")
    static let unheardHint = Text(zh: "和这件事有关，我们却还没问过的人。", en: "Those it concerns whom we have not asked yet.")
    static let scope = Text(zh: "生效以后给谁看", en: "Who may read it once it is in force")
    static let plan = Text(zh: "怎样产生、什么时候", en: "How and when")
    static let way = Text(zh: "怎样产生", en: "How it comes about")
    static let day = Text(zh: "到哪一天", en: "By which day")
    static func save(_ section: Text) -> Text { Text(zh: "保存“\(section)”的安排", en: "Save the way of “\(section)”") }
    static func add(_ section: Text) -> Text { Text(zh: "给“\(section)”加一条", en: "Add a clause to “\(section)”") }
    static let editTitle = Text(zh: "写一条", en: "Write a clause")
    static let edit = Text(zh: "改写", en: "Edit")
    static func edit(_ words: String) -> Text { Text(zh: "改写：\(words)", en: "Edit: \(words)") }
    static let zh = Text(zh: "中文", en: "In Chinese")
    static let en = Text(zh: "英文", en: "In English")
    static let textHint = Text(zh: "一句说清一件事。可以先只写一种语言。", en: "One sentence, one thing. One language is enough for now.")
    static let kind = Text(zh: "是什么", en: "What it is")
    static let level = Text(zh: "在哪一层上求一致", en: "At what level it asks us to agree")
    static let isCore = Text(zh: "核心条款（固定的锚）", en: "A core clause (a fixed point)")
    static let why = Text(zh: "为什么这样写", en: "Why these words")
    static let categories = Text(zh: "和哪些需求有关", en: "Which needs it is about")
    static let remove = Text(zh: "去掉这一条", en: "Take this clause out")
    static let removeWhy = Text(zh: "为什么去掉", en: "Why it is taken out")
    static let up = Text(zh: "往前移", en: "Move it up")
    static let down = Text(zh: "往后移", en: "Move it down")
    static let lenses = Text(
        zh: "写目标有两个角度：问题（什么不对、对谁、为什么）和可能（可以是什么样、我们想创造什么）。两个都写最好。",
        en:
            "A purpose can be seen through two lenses: the problem (what is wrong, for whom, why) and the possibility (what could be, what we would create). Both are best."
    )

    // MARK: Suggestions

    static let suggestTitle = Text(zh: "一个能让它更有力的修改", en: "One change that would make it stronger")
    static let suggestHint = Text(
        zh: "每一条您可以提一个，答复之前随时能改。", en: "One for each clause; you can change it until it is answered.")
    static func suggest(_ words: String) -> Text { Text(zh: "对“\(words)”的建议", en: "Your suggestion for “\(words)”") }
    static func lacks(_ section: Text) -> Text { Text(zh: "“\(section)”还缺什么？", en: "What is missing in “\(section)”?") }
    static func send(_ words: String) -> Text { Text(zh: "提交对“\(words)”的建议", en: "Send the suggestion for “\(words)”") }
    static func sendLack(_ section: Text) -> Text { Text(zh: "提交“\(section)”缺的", en: "Send what “\(section)” lacks") }
    static func takeBack(_ words: String) -> Text {
        Text(zh: "收回对“\(words)”的建议", en: "Take back what you said on “\(words)”")
    }
    static func takeBackOwn(_ words: String) -> Text {
        Text(zh: "收回您的建议“\(words)”", en: "Take back your suggestion “\(words)”")
    }
    static let visible = Text(zh: "成员看得到您的名字和建议", en: "Members see your name and your suggestion")
    static let yours = Text(zh: "您的建议", en: "Your suggestion")
    static let none = Text(zh: "还没有建议。", en: "There are no suggestions yet.")
    static let piles = Text(zh: "意思相近的放在一起。", en: "Those that say alike stand together.")
    static func pile(_ number: Int, _ count: Int) -> Text {
        Text(zh: "第 \(number) 组（\(count) 条）", en: "Group \(number) (\(count))")
    }
    static let merge = Text(zh: "合成一条修改", en: "Merge into an amendment")
    static let mergeHint = Text(
        zh: "选中的人会作为出过力的人写在条款旁边，各自收到您的答复。",
        en: "Those chosen stand beside the clause as those whose words went in, and each hears your answer.")
    static func take(_ name: String, _ words: String) -> Text { Text(zh: "\(name)：\(words)", en: "\(name): \(words)") }
    static let newZh = Text(zh: "新的说法（中文）", en: "The new words (Chinese)")
    static let newEn = Text(zh: "新的说法（英文）", en: "The new words (English)")
    static let answerWords = Text(zh: "给他们的答复", en: "What they hear")
    static let answer = Text(zh: "答复", en: "Answer")
    static func answerTo(_ name: String) -> Text { Text(zh: "给 \(name) 的答复", en: "The answer to \(name)") }
    static func sendTo(_ name: String, _ words: String) -> Text {
        Text(zh: "答复 \(name)：\(words)", en: "Answer \(name): \(words)")
    }
    static let what = Text(zh: "怎样处理", en: "What becomes of it")
    static let alreadySaid = Text(zh: "采纳：条款里已经是这个意思", en: "Taken: the clause says this already")
    /// Of a clause that is in the draft no more.
    static let leftOut = Text(zh: "采纳：这一条已经去掉了", en: "Taken: the clause was left out")
    static let youWrote = Text(zh: "您刚才写的，没有存下", en: "What you wrote, which was not saved")
    static let amendButton = Text(zh: "这样修改，并答复他们", en: "Amend, and answer them")
    static let putBeside = Text(zh: "放到哪一组", en: "Put it beside")
    static let alone = Text(zh: "单独放", en: "by itself")
    static func move(_ name: String) -> Text { Text(zh: "移动 \(name) 的建议", en: "Move the suggestion of \(name)") }
    static func from(_ name: String) -> Text { Text(zh: "\(name)", en: "\(name)") }
    static let fromSurvey = Text(zh: "来自价值观调查", en: "From the values survey")
    static let fromConversation = Text(zh: "来自意见征集", en: "From a conversation")
    static func answeredBy(_ name: String, _ state: Text, _ words: String) -> Text {
        Text(zh: "\(name) 答复（\(state)）：\(words)", en: "\(name) answered (\(state)): \(words)")
    }
    static let forgotten = Text(zh: "（写的人已离开，内容已删除）", en: "(whoever wrote it is gone, and so are the words)")
    static let toDraft = Text(zh: "回到草案", en: "Back to the draft")
    static let renewReason = Text(zh: "为什么要新版", en: "Why a new version")
    static let consentDays = Text(zh: "表态几天", en: "For how many days")
    static func dueAt(_ at: Int64) -> Text { Text(zh: "\(day: at)前答复", en: "to be answered by \(day: at)") }
}
