internal import Engine

/// What planning all says.
enum PlanWords {
    static let title = Text(zh: "统筹安排", en: "Plan all")
    static let hint = Text(
        zh: "把所有还缺的，和现有的资源、有空的人，一起算一遍，得出一份建议。不会自动执行：问不问、问谁，由您勾选。",
        en:
            "All that is still needed is set against what is offered and who is free, all at once. It is a proposal: nobody is asked until you tick them."
    )
    static let make = Text(zh: "做一份", en: "Make a plan")
    static let makeAnother = Text(zh: "重新做一份", en: "Make another")
    static let earlier = Text(zh: "做过的", en: "Plans so far")
    static let none = Text(zh: "还没有。", en: "None yet.")
    static let back = Text(zh: "全部计划", en: "All plans")
    static let part = Text(zh: "只安排一部分，或者别的时间", en: "Only a part, or another time")
    static let emergency = Text(zh: "应急行动", en: "Emergency")
    static let everything = Text(zh: "全部", en: "All")
    static let everyday = Text(zh: "只要日常的", en: "Everyday work only")
    static let category = Text(zh: "类别", en: "Category")
    static let area = Text(zh: "地区", en: "Area")
    static let areaHint = Text(zh: "例如：武汉市江汉区", en: "For example 武汉市江汉区, or Wuhan")
    static let from = Text(zh: "什么时候要人", en: "When people are wanted")
    static let fromHint = Text(
        zh: "不填就是现在。填了，就按那时谁有空来算，同一个人可以在不同时间各帮一次。",
        en: "Leave empty for now. Else it goes by who is free then: somebody may help at several times, once at each.")
    static let whichArea = Text(
        zh: "没有这个地区，或者同名的不止一个。请写全。", en: "There is no such area, or more than one of that name. Write it in full.")

    // MARK: How it stands

    static func name(of state: Plan.State) -> Text {
        switch state {
        case .waiting: Text(zh: "正在做", en: "Being made")
        case .ready: Text(zh: "做好了", en: "Ready")
        case .failed: Text(zh: "没做成", en: "Could not be made")
        case .discarded: Text(zh: "已收起", en: "Put away")
        }
    }

    static let wait = Text(
        zh: "正在做，一般只要几秒。请稍后再看。", en: "It is being made, which takes some seconds. Look again in a moment.")
    static let lookAgain = Text(zh: "再看一次", en: "Look again")
    static let failed = Text(zh: "这份没有做成，请重新做一份。", en: "This one could not be made. Make another.")
    static let discarded = Text(zh: "这份已经收起，不再照它去问。", en: "This one was put away: nobody is asked by it any more.")
    static func stale(_ age: Int64) -> Text {
        Text(
            zh: "这是 \(span: age)前的情况，可能已经变了。接受时会逐条再核对；最好重新做一份。",
            en:
                "This is how things stood \(span: age) ago, and much may have changed. Each row is checked again when you accept it; a new plan is better."
        )
    }
    static let tooOld = Text(
        zh: "这份计划已经过时，请重新做一份。", en: "This plan is too old. Make another.")
    static func summary(_ lines: Int, _ needs: Int) -> Text {
        Text(
            zh: "当时 \(needs) 项求助、\(lines) 样东西还缺。",
            en: "Still needed then: \(lines) lines of \(needs) needs.")
    }
    static func asOf(_ moment: Int64) -> Text { Text(zh: "截至 \(moment: moment)", en: "as of \(moment: moment)") }
    static func madeBy(_ name: String) -> Text { Text(zh: "\(name) 做的", en: "made by \(name)") }
    static func counts(_ rows: Int, _ gaps: Int) -> Text {
        Text(
            zh: "\(rows) 条建议，\(gaps) 样没有着落", en: "\(rows) proposed, \(gaps) stay open")
    }

    // MARK: Rows

    static let proposal = Text(zh: "建议", en: "The proposal")
    static let need = Text(zh: "谁需要什么", en: "Needed")
    static let who = Text(zh: "由谁", en: "By whom")
    static let quantity = Text(zh: "多少", en: "How much")
    static let why = Text(zh: "为什么", en: "Why")
    static let outcome = Text(zh: "结果", en: "Now")
    static func tickRow(_ who: String, _ item: String) -> Text {
        Text(zh: "选：\(who)，\(item)", en: "Tick: \(who), \(item)")
    }
    static let wholeNeed = Text(zh: "这项全选", en: "All of this need")
    static let acceptTicked = Text(zh: "照勾选的去问", en: "Ask those ticked")
    static let acceptAll = Text(zh: "全部照办", en: "Ask them all")
    static func acceptAllHint(_ count: Int) -> Text {
        Text(zh: "还有 \(count) 条没处理", en: "\(count) not dealt with yet")
    }
    static let putAway = Text(zh: "收起，不用了", en: "Put it away")
    static let chooseSome = Text(zh: "先勾选要问的。", en: "Tick whom to ask first.")
    static func tooMany(_ most: Int) -> Text { Text(zh: "一次最多 \(most) 条。", en: "At most \(most) at a time.") }
    static let nothingOpen = Text(
        zh: "选的这些都处理过了，或者别人正在处理。", en: "All of those are dealt with, or somebody else is at it.")
    static let noRows = Text(zh: "没有可以建议的。", en: "There is nothing to propose.")
    static let nobodyElse = Text(
        zh: "其次：没有了，别的合适的（最多看 \(PlanMaking.mostLooked) 个）在这份安排里都有事，或这周问够了",
        en: """
            Nobody else fits: all others (of the \(PlanMaking.mostLooked) best) are in this plan already, or were asked enough \
            this week
            """)
    static let unnamed = Text(zh: "（已不能显示）", en: "(not to be shown any more)")
    static let person = Text(zh: "1 人", en: "1 person")
    static let guessed = Text(zh: "数量是估的", en: "amount is a guess")
    static let more = Text(zh: "后面的", en: "More")

    static func name(of state: PlanRow.State) -> Text {
        switch state {
        case .open: Text(zh: "还没问", en: "not asked yet")
        case .inTurn: Text(zh: "排队中，马上问", en: "in line, asked soon")
        case .asking: Text(zh: "正在问", en: "being asked")
        case .asked: Text(zh: "已经问了", en: "asked")
        case .gone: Text(zh: "不成了", en: "not any more")
        }
    }
    static func inTurn(_ count: Int) -> Text {
        Text(
            zh: "还有 \(count) 条正在排队，会自动接着问。您可以离开这一页。",
            en: count == 1
                ? "1 more is in line and asked by itself. You can leave this page."
                : "\(count) more are in line and asked one after the other. You can leave this page.")
    }
    static let toCall = Text(zh: "看征集", en: "See the call")

    static func accepted(_ asked: Int, _ gone: Int, _ left: Int) -> Text {
        let rest =
            left > 0
            ? Text(
                zh: "还有 \(left) 条正在排队，会自动接着问，不用再点。",
                en: " \(left) more are in line and asked one after the other; there is nothing to press.")
            : .verbatim("")
        return gone > 0
            ? Text(
                zh: "问了 \(asked) 条，\(gone) 条已经不成了，原因写在后面。\(rest)",
                en: "\(asked) asked; \(gone) not any more, each says why.\(rest)")
            : Text(zh: "问了 \(asked) 条。\(rest)", en: "\(asked) asked.\(rest)")
    }

    // MARK: Not any more

    static let needGone = Text(zh: "这项求助已经不在公开列表里。", en: "The need is not on the board any more.")
    static let lineMet = Text(zh: "这样东西已经有人负责了。", en: "It has been promised meanwhile.")
    static let lineAsked = Text(zh: "已经为它问了别人，还在等回答。", en: "Others have been asked for it and have not answered yet.")
    static let offerGone = Text(zh: "这份资源已经不在了。", en: "The offer is not there any more.")
    static let offerUsed = Text(zh: "这份资源已经用完。", en: "The offer is used up.")
    static let dayIsFull = Text(
        zh: "这份资源一天能给的，今天已经问满了。", en: "As much as they can bring in a day has been asked for already.")
    static let askedBefore = Text(zh: "为这项求助已经问过了。", en: "They have been asked for this need before.")
    static let notAsked = Text(zh: "现在不能问。", en: "They can't be asked now.")

    // MARK: What stays open

    static func whyOpen(_ count: Int) -> Text {
        Text(zh: "\(count) 行还没有着落，为什么", en: count == 1 ? "Why one line stays open" : "Why \(count) lines stay open")
    }
    static let gaps = Text(zh: "没有着落的", en: "What stays open")
    static let missing = Text(zh: "还缺", en: "Missing")
    static let noGaps = Text(zh: "都有着落了。", en: "Everything has somebody.")

    static func words(_ gap: PlanGap) -> Text {
        switch gap.reason {
        case .nobody(let rule): FitWords.nobody(rule, gap.kind)
        case .taken(let count):
            gap.kind == .people
                ? Text(
                    zh: "有 \(count) 人合适，但别处更急，或者人不够。",
                    en: "\(count) would do, but they are needed more elsewhere, or are too few.")
                : Text(
                    zh: "有 \(count) 份合适，但别处更急，或者不够。",
                    en: "\(count) would do, but they are needed more elsewhere, or have too little.")
        case .budget(let count):
            Text(
                zh: "有 \(count) 人合适，但这周都已经问够了。",
                en: "\(count) would do, but all have been asked as often as they may be in a week.")
        case .permit:
            Text(zh: "受管控：先要许可，或走官方渠道。", en: "Under a restriction: it takes a permit first, or the official channel.")
        case .waits: Text(zh: "内容改过，要先重新核实。", en: "It was changed and has to be checked again first.")
        case .asked: Text(zh: "已经问了，还在等回答。", en: "Somebody has been asked and has not answered yet.")
        }
    }

    // MARK: The map

    static let map = Text(zh: "地图", en: "Map")
    static let legend = Text(
        zh: "圆里是求助数，颜色是其中最急的。", en: "Circles hold the number of needs; the colour is that of the most urgent.")
    static func bubble(_ area: Text, _ needs: Int, _ planned: Int, _ open: Int) -> Text {
        Text(
            zh: "\(area)：\(needs) 项求助，\(planned) 项有安排，\(open) 项有缺口",
            en: "\(area): needs \(needs), with a proposal \(planned), with something missing \(open)")
    }
    static let needsHere = Text(zh: "求助", en: "Needs")
    static let plannedHere = Text(zh: "有安排", en: "Proposal")
    static let openHere = Text(zh: "有缺口", en: "Missing")
    static let everywhere = Text(zh: "所有地方", en: "Everywhere")
}
