enum RoadMapWords {
    static let title = Text(zh: "目标路线图", en: "Goal road map")
    static let intro = Text(
        zh: "从共识文件里的优先事项，到阶段目标，再到里程碑：到哪天、谁负责、走到哪儿了。",
        en:
            "From the priorities of the charter to stage goals and milestones: by when, who answers for it, how far it is."
    )
    static let none = Text(zh: "还没有阶段目标。", en: "No stage goals yet.")
    static let noMilestones = Text(zh: "还没有里程碑。", en: "No milestones yet.")
    static let noPriority = Text(zh: "还没有对上优先事项", en: "Tied to no priority yet")
    static let gonePriority = Text(
        zh: "它为的那个优先事项，已经不在共识文件里了。", en: "The priority it serves is no longer in the charter.")
    static let goneChoice = Text(zh: "原来那个（已不在共识文件里）", en: "The one it had (no longer in the charter)")
    static let noGoalYet = Text(zh: "这个优先事项还没有阶段目标。", en: "No stage goal for this priority yet.")
    static let ofDecision = Text(zh: "来自决议", en: "Made of the decision")
    static let toMap = Text(zh: "回到路线图", en: "Back to the road map")
    static func name(of kind: Goal.Kind) -> Text {
        switch kind {
        case .stage: Text(zh: "阶段目标", en: "Stage goal")
        case .milestone: Text(zh: "里程碑", en: "Milestone")
        }
    }
    static func name(of state: Goal.State) -> Text {
        switch state {
        case .planned: Text(zh: "计划中", en: "Planned")
        case .going: Text(zh: "进行中", en: "Under way")
        case .done: Text(zh: "达成", en: "Reached")
        case .dropped: Text(zh: "放下了", en: "Dropped")
        }
    }
    static let late = Text(zh: "过期了", en: "Overdue")
    static func span(_ from: Int64, _ due: Int64) -> Text {
        Text(zh: "\(day: from) – \(day: due)", en: "\(day: from) – \(day: due)")
    }
    static func by(_ due: Int64) -> Text { Text(zh: "到 \(day: due)", en: "by \(day: due)") }
    static func milestones(_ done: Int, _ all: Int) -> Text {
        Text(zh: "\(all) 个里程碑，达成 \(done) 个", en: "\(done) of \(all) milestones reached")
    }
    static func going(_ count: Int) -> Text {
        Text(zh: "\(count) 个阶段目标在路上", en: count == 1 ? "1 stage goal on the way" : "\(count) stage goals on the way")
    }

    // MARK: The picture

    static let picture = Text(zh: "时间线", en: "Timeline")
    static let today = Text(zh: "今天", en: "today")
    static let table = Text(zh: "看表格", en: "As a table")
    static let what = Text(zh: "目标", en: "Goal")
    static let from = Text(zh: "开始", en: "Begins")
    static let due = Text(zh: "到哪天", en: "By")
    static let state = Text(zh: "状态", en: "State")

    // MARK: Writing

    static let addStage = Text(zh: "加一个阶段目标", en: "Add a stage goal")
    static let addMilestone = Text(zh: "加一个里程碑", en: "Add a milestone")
    static let goal = Text(zh: "要达成什么", en: "What is to be reached")
    static let words = Text(zh: "怎样算达成", en: "How one will know")
    static let priority = Text(zh: "为了哪个优先事项", en: "For which priority")
    static let noneYet = Text(zh: "先不对", en: "None yet")
    static let fromHint = Text(zh: "不填就是今天。", en: "Today where you leave it empty.")
    static let add = Text(zh: "加上", en: "Add it")
    static let change = Text(zh: "改一改", en: "Change it")
    static let save = Text(zh: "存下", en: "Save")
    static let howItStands = Text(zh: "说说走到哪儿了", en: "Say how it stands")
    static let note = Text(zh: "一句话（放下时要写原因）", en: "In a line (where it is dropped, why)")
    static let begin = Text(zh: "开始了", en: "It has begun")
    static let done = Text(zh: "达成了", en: "It is reached")
    static let drop = Text(zh: "放下", en: "Drop it")
    static let reopen = Text(zh: "重新拾起", en: "Take it up again")

    // MARK: Messages

    static func asks(_ title: Text) -> Text {
        Text(zh: "请您接手：“\(title)”", en: "You are asked to take on “\(title)”")
    }
    static func waits(_ title: Text) -> Text { Text(zh: "您负责的“\(title)”", en: "Yours to see to: “\(title)”") }
    static func mailLate(_ title: Text, _ due: Int64) -> Text {
        Text(
            zh: "“\(title)”到 \(day: due) 为止，现在怎样了？",
            en: "“\(title)” was to be reached by \(day: due). How does it stand?")
    }
    static func mailAnswered(_ name: String, _ title: Text, _ isYes: Bool) -> Text {
        isYes
            ? Text(zh: "\(name) 接手了“\(title)”。", en: "\(name) has taken on “\(title)”.")
            : Text(zh: "\(name) 接不了“\(title)”，仍由您负责。", en: "\(name) can’t take on “\(title)”: it stays with you.")
    }

    // MARK: Refusals

    static let titleMissing = Text(zh: "写一句要达成什么。", en: "Say in a line what is to be reached.")
    static let dueMissing = Text(zh: "写到哪天。", en: "Say by when.")
    static let badFrom = Text(zh: "这不是日期。", en: "This is no day.")
    static let dueBeforeFrom = Text(zh: "结束要在开始之后。", en: "The end must come after the beginning.")
    static let tooFar = Text(zh: "最多六年。", en: "Within six years.")
    static let unknownParent = Text(zh: "没有这个阶段目标。", en: "There is no such stage goal.")
    static let unknownClause = Text(zh: "共识文件里没有这个优先事项。", en: "The charter has no such priority.")
    static let whyDropped = Text(zh: "写一句为什么放下。", en: "Say why it is dropped.")
    static func tooMany(_ most: Int) -> Text {
        Text(zh: "同时最多 \(most) 个。先了结一些。", en: "\(most) at a time; finish some first.")
    }
    static func notNow(_ state: Goal.State) -> Text {
        Text(zh: "它现在是“\(name(of: state))”。", en: "It is “\(name(of: state))” now.")
    }
}
