/// What the two pipelines say.
enum PipelineWords {
    static let title = Text(zh: "两条流水线", en: "The two pipelines")
    static let intro = Text(
        zh: "需求和志愿者各走到哪一步、等了多久。先看哪里堵。",
        en: "How far needs and volunteers have come, and how long they wait. Look first at where it jams.")
    static let needs = Text(zh: "需求", en: "Needs")
    static let volunteers = Text(zh: "志愿者", en: "Volunteers")
    static let asOf = Text(zh: "读取于", en: "Read at")

    static func name(of stage: PipelineStage) -> Text {
        switch stage {
        case .collected: Text(zh: "搜集", en: "Collected")
        case .reviewed: Text(zh: "审核", en: "Reviewed")
        case .released: Text(zh: "发布", en: "Released")
        case .carriedOut: Text(zh: "执行", en: "Carried out")
        case .called: Text(zh: "招募", en: "Called")
        case .trained: Text(zh: "培训", en: "Trained")
        case .onShift: Text(zh: "上岗", en: "On shift")
        case .active: Text(zh: "活跃", en: "Active")
        }
    }

    /// Who is in a stage.
    static func meaning(of stage: PipelineStage) -> Text {
        switch stage {
        case .collected: Text(zh: "等第一次答复", en: "waiting for a first answer")
        case .reviewed: Text(zh: "等核实", en: "waiting to be checked")
        case .released: Text(zh: "核实了，等发布", en: "checked, waiting to be published")
        case .carriedOut: Text(zh: "公布了，等送到", en: "published, waiting to be brought")
        case .called: Text(zh: "来了，还没有培训", en: "here, and not trained yet")
        case .trained: Text(zh: "学过了，还没有班次", en: "trained, and without a shift")
        case .onShift: Text(zh: "有班次，还没有经手过", en: "on the roster, and has not acted yet")
        case .active: Text(zh: "十四天内做过事", en: "has acted within 14 days")
        }
    }

    static let stage = Text(zh: "阶段", en: "Stage")
    static let count = Text(zh: "现在", en: "Now")
    static let wait = Text(zh: "等了多久", en: "Waiting for")
    static let late = Text(zh: "超时", en: "Past its time")
    static let passed = Text(zh: "最近走完", en: "Went on lately")
    static let waited = Text(zh: "走完用了", en: "That took")
    static let usual = Text(zh: "应在", en: "Should take")
    static let none = Text(zh: "–", en: "–")
    static func spread(_ median: Int64, _ most: Int64) -> Text {
        Text(zh: "中间 \(span: median)，九成 \(span: most)内", en: "middle \(span: median), 9 of 10 within \(span: most)")
    }
    static func lateShare(_ count: Int, _ share: Int) -> Text {
        Text(zh: "\(count)（\(share)%）", en: "\(count) (\(share) %)")
    }
    static let needsHint = Text(
        zh: "“最近”是 7 天；“应在”是现在这一步时限的中间值。",
        en: "“Lately” is 7 days; “should take” is the middle of the clocks that run now.")
    static let volunteersHint = Text(
        zh: "“最近”是 30 天；休息中的成员不算在内。", en: "“Lately” is 30 days; whoever rests is not counted.")
    static func ways(_ list: String) -> Text {
        Text(zh: "最近 30 天怎么来的：\(list)", en: "How those of the last 30 days came: \(list)")
    }
    static func way(_ name: Text, _ count: Int) -> Text { Text(zh: "\(name) \(count)", en: "\(name) \(count)") }
    static let separator = Text(zh: "，", en: ", ")

    // MARK: Where it jams

    static let question = Text(zh: "哪里堵？", en: "Where does it jam?")
    static let needsFlow = Text(zh: "需求没有堵。", en: "Needs flow.")
    static let volunteersFlow = Text(zh: "志愿者没有堵。", en: "Volunteers find their way.")

    static func jam(_ jam: Jam) -> Text {
        let stage = name(of: jam.stage), meaning = meaning(of: jam.stage)
        switch jam.sign {
        case .late(let count, let all):
            return Text(
                zh: "堵在“\(stage)”（\(meaning)）：\(all) 个里有 \(count) 个超时。",
                en: "It jams at “\(stage)” (\(meaning)): \(count) of \(all) are past their time.")
        case .long(let wait, let usual):
            return Text(
                zh: "堵在“\(stage)”（\(meaning)）：中间等了 \(span: wait)，应在 \(span: usual)内。",
                en:
                    "It jams at “\(stage)” (\(meaning)): the middle one has waited \(span: wait); it should take \(span: usual)."
            )
        case .slower(let wait, let before):
            return Text(
                zh: "“\(stage)”（\(meaning)）慢下来了：中间等了 \(span: wait)，最近走完的只用 \(span: before)。",
                en:
                    "“\(stage)” (\(meaning)) is slowing down: the middle one has waited \(span: wait); lately it took \(span: before)."
            )
        }
    }

    /// What could be done next.
    static func next(_ stage: PipelineStage) -> Text {
        switch stage {
        case .collected: Text(zh: "分诊：先给答复", en: "Triage: give first answers")
        case .reviewed: Text(zh: "去核实队列，或多排一位审核员", en: "To the queue – or put another verifier on shift")
        case .released: Text(zh: "看核实了等发布的", en: "See what is checked and waits to be published")
        case .carriedOut: Text(zh: "看公布了还没人认领的", en: "See what is published and nobody has promised")
        case .called: Text(zh: "看新来的，带他们做入门培训", en: "See the newcomers; take them through the primer")
        case .trained: Text(zh: "给他们排班", en: "Plan shifts for them")
        case .onShift: Text(zh: "给上岗的人派事做", en: "Give those on shift something to do")
        case .active: Text(zh: "看成员", en: "See the members")
        }
    }
}
