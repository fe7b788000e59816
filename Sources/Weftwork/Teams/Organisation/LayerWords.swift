/// What the organisation view says.
enum LayerWords {
    static let title = Text(zh: "组织长成什么样", en: "What has grown")
    static let intro = Text(
        zh: "没有人画过这张图：五层都是从做的事里长出来的，每一层为前一层服务。",
        en: "Nobody drew this chart: five layers grew from what is done, and each serves the one before it.")

    static func name(of layer: Layer) -> Text {
        switch layer {
        case .actors: Text(zh: "一、各自行动的人", en: "1 · Single actors")
        case .pipelines: Text(zh: "二、两条流水线", en: "2 · Two pipelines")
        case .resources: Text(zh: "三、共享的资源", en: "3 · Shared resources")
        case .support: Text(zh: "四、职能支持", en: "4 · Functional support")
        case .stewards: Text(zh: "五、维护机制的人", en: "5 · Stewards of the mechanism")
        }
    }

    /// Whom it serves, and how.
    static func serves(_ layer: Layer) -> Text {
        switch layer {
        case .actors: Text(zh: "直接帮需要的人，不用谁批准。", en: "They help those in need, and need nobody's leave.")
        case .pipelines:
            Text(
                zh: "为第一层服务：求助核实了、志愿者带好了，各自行动的人才不白跑。",
                en: "Serves layer 1: checked needs and trained volunteers spare single actors a journey in vain.")
        case .resources:
            Text(zh: "为第二层服务：有东西、有人手，流水线才走得动。", en: "Serves layer 2: with things and hands the pipelines move.")
        case .support:
            Text(
                zh: "为第三层服务：有人运、有人接、有人教，资源才到得了。",
                en: "Serves layer 3: somebody drives, receives, teaches, so that resources arrive.")
        case .stewards: Text(zh: "为第四层服务：看着规则，补上空缺。", en: "Serves layer 4: they look after the rules and the gaps.")
        }
    }

    static func name(of fact: LayerFact) -> Text {
        switch fact {
        case .doings: Text(zh: "正在做的事", en: "things being done")
        case .hands: Text(zh: "说能帮忙的", en: "offers to help with them")
        case .waiting: Text(zh: "等核实的求助", en: "needs waiting to be checked")
        case .onBoard: Text(zh: "看板上的求助", en: "needs on the board")
        case .done: Text(zh: "30 天内办完", en: "done within 30 days")
        case .members: Text(zh: "成员", en: "members")
        case .offers: Text(zh: "可用的提供", en: "offers available")
        case .standing: Text(zh: "其中常备资源", en: "of them standing resources")
        case .free: Text(zh: "说了有空的人", en: "people who said when they are free")
        case .teams: Text(zh: "小队", en: "teams")
        case .places: Text(zh: "在角色上的人次", en: "places taken in them")
        case .openRoles: Text(zh: "还空的位置", en: "places still free")
        case .onShift: Text(zh: "正在值班", en: "on shift now")
        case .desk: Text(zh: "受理、核实、调度", en: "at the desk")
        case .trainers: Text(zh: "培训员", en: "trainers")
        case .stewards: Text(zh: "干事", en: "stewards")
        case .coordinators: Text(zh: "协调员", en: "coordinators")
        case .emergencies: Text(zh: "进行中的应急行动", en: "emergencies going on")
        case .mechanism: Text(zh: "“运作机制”的版本", en: "versions of how we work")
        }
    }

    static let holes = Text(zh: "还缺", en: "Still lacking")

    static func words(_ hole: LayerHole) -> Text {
        switch hole {
        case .nobodySays: Text(zh: "还没有人说自己在做什么。", en: "Nobody has said yet what they do themselves.")
        case .jam(let jam): PipelineWords.jam(jam)
        case .noOffer(let category, let needs):
            Text(
                zh: "没有人提供“\(NeedWords.name(of: category))”（\(needs) 项求助）",
                en: "Nobody offers \(NeedWords.name(of: category)) (needs: \(needs))")
        case .noTransport(let area, let needs):
            Text(
                zh: "\(area.district)没有人跑运输（\(needs) 项求助）",
                en: "No one transports in \(area.shown(in: .en).district) (needs: \(needs))")
        case .emptyRole(let kind, let team):
            Text(
                zh: "\(TeamWords.name(team.category, team.area))：“\(TeamWords.name(of: kind))”没有人",
                en: "\(TeamWords.name(team.category, team.area)): nobody for “\(TeamWords.name(of: kind))”")
        case .noTrainer: Text(zh: "没有培训员。", en: "There is no trainer.")
        case .shift(let from, let to):
            Text(
                zh: "\(moment: from) 到 \(moment: to) 没有人值班", en: "Nobody on shift from \(moment: from) to \(moment: to)"
            )
        case .noMechanism: Text(zh: "还没有写下怎么运作。", en: "How we work is not written down yet.")
        case .alone: Text(zh: "只有一个人在维护机制。", en: "One person alone looks after it.")
        }
    }

    static func team(_ needs: Int, _ people: Int) -> Text {
        Text(zh: "\(needs) 项求助 · \(people) 人", en: "needs: \(needs) · people: \(people)")
    }
    static func doing(_ name: String, _ until: Int64) -> Text {
        Text(zh: "\(name) · 到 \(moment: until)", en: "\(name) · until \(moment: until)")
    }
    static let steward = Text(zh: "干事", en: "steward")

    /// The way on from a layer.
    static func way(_ layer: Layer) -> Text {
        switch layer {
        case .actors: DoingWords.say
        case .pipelines: PipelineWords.title
        case .resources: Text(zh: "看提供", en: "See the offers")
        case .support: Text(zh: "看小队", en: "See the teams")
        case .stewards: Text(zh: "我们怎么运作", en: "How we work")
        }
    }
}
