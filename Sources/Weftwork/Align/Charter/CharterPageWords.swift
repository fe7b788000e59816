/// What the pages of the charter say.
enum CharterPageWords {
    static func teamTitle(_ name: Text) -> Text { Text(zh: "\(name)的目标", en: "The purpose of \(name)") }
    static let none = Text(
        zh: "还没有共识文件。它回答四个问题：我们想看到什么、为什么在一起、怎样做事、先做什么。",
        en:
            "There is no charter yet. It answers four questions: what we want to see, why we are here, how we act, what comes first."
    )
    static let inside = Text(zh: "共识文件只给成员看。", en: "The charter is for members.")
    static let begin = Text(zh: "起草", en: "Begin a draft")
    static let renew = Text(zh: "起草新版", en: "Draft a new version")
    static let renewHint = Text(
        zh: "现在这一版继续有效，直到新版通过。条款会抄到新草案里，您再改；以前留下的建议也会摆出来，等您答复。",
        en:
            "The present version holds until the new one is adopted. Its clauses are copied into the draft for you to change; suggestions that were kept are there again, for you to answer."
    )
    static let startReview = Text(zh: "开始复审", en: "Look at it again")
    static let keepIt = Text(zh: "保留这一版", en: "Keep it as it is")
    static let keepWhy = Text(zh: "为什么保留", en: "Why it is kept")
    static let keepHint = Text(
        zh: "理由会写在共识文件上。保留以后，每一个表态者都会再被问一次还认不认同。",
        en:
            "The reason stands on the charter. Once it is kept, every voice is asked again whether it still stands behind it."
    )
    static func kept(_ at: Int64, _ reason: String) -> Text {
        Text(
            zh: "\(day: at)决定再保留一期，理由：“\(reason)”。每一个表态者都再被问了一次。",
            en: "Kept for another term on \(day: at), because: “\(reason)”. Every voice is asked again.")
    }
    static let toDraft = Text(zh: "看草案", en: "To the draft")
    static func draftOpen(_ number: Int, _ state: CharterVersion.State) -> Text {
        Text(
            zh: "第 \(number) 版：\(CharterWords.name(of: state))",
            en: "Version \(number): \(CharterWords.name(of: state))")
    }
    static func adoptedAt(_ number: Int, _ at: Int64) -> Text {
        Text(zh: "第 \(number) 版，\(day: at)生效", en: "Version \(number), in force since \(day: at)")
    }
    static func reviewAt(_ at: Int64) -> Text { Text(zh: "\(day: at)复审", en: "to be looked at again on \(day: at)") }
    static let underReview = Text(zh: "这一版正在复审，期间继续有效。", en: "This version is under review and holds meanwhile.")
    static func older(_ number: Int) -> Text {
        Text(zh: "这是旧的第 \(number) 版。", en: "This is the older version \(number).")
    }
    static let toPresent = Text(zh: "看现在的版本", en: "Read the present one")
    static let core = Text(zh: "核心条款", en: "Core clause")
    static let coreHint = Text(
        zh: "核心条款是固定的锚：改它要更多人回应，沉默不算同意。",
        en: "A core clause is a fixed point: changing it takes more answers, and silence is no consent.")
    static func onlyIn(_ language: Language) -> Text {
        language == .zh
            ? Text(zh: "这一条还只有中文。", en: "So far this clause is written in Chinese only.")
            : Text(zh: "这一条还只有英文。", en: "So far this clause is written in English only.")
    }
    static let emptySection = Text(zh: "还没有写。", en: "Nothing is written yet.")
    static func planned(_ way: Text, _ day: Int64?) -> Text {
        guard let day else { return Text(zh: "怎样产生：\(way)", en: "How it comes about: \(way)") }
        return Text(zh: "怎样产生：\(way)，\(day: day)前", en: "How it comes about: \(way), by \(day: day)")
    }
    static let changedWhy = Text(zh: "改了什么，为什么", en: "What changed, and why")
    static let learnt = Text(zh: "这段时间学到什么", en: "What we learnt")
    static let gains = Text(zh: "谁会受益", en: "Who gains")
    static let bears = Text(zh: "谁要承担什么", en: "Who bears what")
    static let unheard = Text(zh: "谁的声音还没听到", en: "Who was not heard")
    static let effects = Text(zh: "定下目标，有人得，也有人担", en: "A goal makes winners and losers")
    static let weight = Text(zh: "在优先事项里占多少（%）", en: "Its share among the priorities, in percent")
    static func weighs(_ percent: Int) -> Text { Text(zh: "占 \(percent)%", en: "\(percent)% of our effort") }

    // MARK: Where one stands

    static let stances = Text(zh: "我站在哪里", en: "Where I stand")
    static let stancesHint = Text(
        zh: "每一条都可以说，随时能改。反对请说理由；理由成员看得到。",
        en: "Say it for each clause, and change it any day. An objection needs a reason; members can read it.")
    static func speaksFor(_ name: String) -> Text {
        Text(zh: "您代表 \(name) 表态。", en: "You speak for \(name).")
    }
    static let whichVoice = Text(zh: "您为谁表态", en: "For whom you speak")
    static let yourself = Text(zh: "您自己", en: "Yourself")
    static func advises(_ name: String) -> Text {
        Text(
            zh: "\(name) 由代表表态；您说的作为意见摆在旁边。",
            en: "\(name) speaks through its representative; what you say stands beside it as advice.")
    }
    static let outsideTeam = Text(
        zh: "您不在这个团队里：您说的作为意见摆在旁边，不计入团队的表态。",
        en: "You are not in this team: what you say stands beside it as advice, and is not counted.")
    static let reasonLabel = Text(zh: "理由", en: "Reason")
    static let saidOlder = Text(
        zh: "您对旧的说法表过态；现在的说法变了，请再说一次。", en: "You said this about older words. They have changed: please say it again.")
    static let saidAged = Text(zh: "这是您一年多以前说的，现在还是这样吗？", en: "You said this over a year ago – still so?")
    static func saidBeforeKept(_ at: Int64) -> Text {
        Text(
            zh: "共识文件\(day: at)又保留了一期。您以前这样说，现在还是这样吗？",
            en: "The charter was kept for another term on \(day: at). You said this before – still so?")
    }
    static let stillSo = Text(zh: "还是这样", en: "Still so")
    static func stillSo(_ words: String) -> Text { Text(zh: "还是这样：\(words)", en: "Still so: \(words)") }
    static let said = Text(zh: "大家怎么说", en: "What people say")
    static let nobodySaid = Text(zh: "还没有人表态。", en: "Nobody has said anything yet.")
    static let advice = Text(zh: "意见", en: "advice")
    static let onOlderWords = Text(zh: "说的是旧的说法", en: "about older words")
    static let former = Text(zh: "以前的成员", en: "a former member")

    // MARK: Figures

    static let figures = Text(zh: "共识有多强", en: "How strong the agreement is")
    static func rule(_ voices: Int) -> Text {
        Text(
            zh: "表态者共 \(voices) 个。参与率：其中有多少对现在的说法表了态。共识强度：表了态的里面，认同和可以接受的占多少。",
            en:
                "\(voices) voices count. Participation: how many of them have said something about the present words. Strength: of those, how many affirm it or can live with it."
        )
    }
    static func short(_ strength: Int, _ participation: Int) -> Text {
        Text(
            zh: "共识强度 \(strength)%，参与率 \(participation)%", en: "Strength \(strength)%, participation \(participation)%")
    }
    static func aged(_ count: Int, of all: Int) -> Text {
        Text(
            zh: "\(all) 次认同里，有 \(count) 次是一年多以前说的",
            en: "of \(all) that go along, \(count) said so over a year ago")
    }
    static func tooFew(_ least: Int) -> Text {
        Text(zh: "表态者少于 \(least) 个，不显示数字。", en: "Fewer than \(least) voices: no figures are shown.")
    }
    static let clause = Text(zh: "条款", en: "Clause")
    static let participation = Text(zh: "参与率", en: "Participation")
    static let strength = Text(zh: "共识强度", en: "Strength")
    static let voices = Text(zh: "表态者", en: "Voices")
    static let byLevel = Text(zh: "在哪一层上一致", en: "At which level we agree")
    static let level = Text(zh: "层次", en: "Level")
    static let levelHint = Text(
        zh: "大家往往在最终目标上一致，在做法、资源、怎样决定上分开。",
        en: "Partners often agree on the end goal and part on measures, resources and how to decide.")
    static let missing = Text(zh: "在谁那里还缺", en: "For whom it is missing")
    static func missingHint(_ least: Int) -> Text {
        Text(
            zh: "参与率：这一组能表的态，表了多少。共识强度：表了的态里，认同和可以接受的占多少。少于 \(least) 个的组不单独显示。",
            en:
                "Participation: of all that a group could have said, how much it has said. Strength: of what it has said, how much goes along. No group of fewer than \(least) is shown by itself."
        )
    }
    static let others = Text(zh: "其余的合在一起", en: "All others together")
    static let unsaid = Text(zh: "没有说明", en: "Not said")
    static let group = Text(zh: "哪一组", en: "Group")
    static func name(of grouping: VoiceGrouping) -> Text {
        switch grouping {
        case .sector: Text(zh: "按领域", en: "By sector")
        case .region: Text(zh: "按地区", en: "By region")
        case .joined: Text(zh: "按加入的年份", en: "By year of joining")
        }
    }

    // MARK: Comparison

    static let versions = Text(zh: "各个版本", en: "All versions")
    static let compare = Text(zh: "比较两个版本", en: "Compare two versions")
    static func comparing(_ from: Int, _ to: Int) -> Text {
        Text(zh: "第 \(from) 版到第 \(to) 版改了什么", en: "What changed from version \(from) to version \(to)")
    }
    static let from = Text(zh: "从第几版", en: "From version")
    static let to = Text(zh: "到第几版", en: "To version")
    static let show = Text(zh: "比较", en: "Compare")
    static let nothingChanged = Text(zh: "条款一字未改。", en: "No clause has changed.")
    static let isNew = Text(zh: "新的一条", en: "New clause")
    static let isGone = Text(zh: "去掉了", en: "Taken out")
    static let isChanged = Text(zh: "改了说法", en: "Words changed")
    static func gone(_ number: Int) -> Text { Text(zh: "第 \(number) 版去掉了这一条", en: "Taken out in version \(number)") }
    static let fixedPoint = Text(zh: "核心条款（固定的锚）", en: "Core clause (fixed point)")
    static func isFixed(_ isCore: Bool) -> Text { isCore ? Text(zh: "是", en: "yes") : Text(zh: "否", en: "no") }
    static let isReweighed = Text(zh: "说法没变，别的变了", en: "Same words, something else changed")
    /// One after the other; a line where there are none.
    static func list(_ names: [Text]) -> Text {
        names.isEmpty
            ? .verbatim("–")
            : Text(
                zh: "\(names.map { $0(.zh) }.joined(separator: "、"))",
                en: "\(names.map { $0(.en) }.joined(separator: ", "))")
    }
    static let removedWords = Text(zh: "删去：", en: "removed: ")
    static let addedWords = Text(zh: "加上：", en: "added: ")
    static let endOfChange = Text(zh: "，", en: ", ")
    static let before = Text(zh: "原来", en: "Before")
    static let after = Text(zh: "现在", en: "After")
    static let why = Text(zh: "为什么", en: "Why")
    static let legend = Text(zh: "划掉的是删去的，下划线的是加上的。", en: "Struck out: removed. Underlined: added.")
    static func credit(_ names: String) -> Text { Text(zh: "用了这些人的话：\(names)", en: "With the words of \(names)") }
    static let history = Text(zh: "这一条的经过", en: "How this clause came to be")
    static func inVersion(_ number: Int) -> Text { Text(zh: "第 \(number) 版", en: "Version \(number)") }
    static let toClause = Text(zh: "经过和表态", en: "History and stances")
    static func toClause(_ words: String) -> Text { Text(zh: "经过和表态：\(words)", en: "History and stances: \(words)") }
    static let toCharter = Text(zh: "回到共识文件", en: "Back to the charter")
    static let print = Text(zh: "可以直接打印这一页。", en: "This page can be printed as it is.")
}
