internal import Database
internal import Engine

/// One of the plans, for programs.
struct PlanView: View {
    let plan: Plan
    let maker: String?
    let at: Int64

    func write(to json: inout JSON) {
        json.object { write(fields: &$0) }
    }

    fileprivate func write(fields json: inout JSON) {
        json.field("id", plan.id)
        json.field("state", plan.state.rawValue)
        json.field("askedAt", moment: plan.askedAt)
        json.field("madeAt", moment: plan.madeAt)
        json.field("maker", maker)
        json.field("age", plan.madeAt.map { Int(max(0, at - $0) / 1000) })
        json.field("stale", PlanRules.isStale(plan, at: at))
        json.name("part")
        json.object {
            $0.field("emergency", plan.filter.isEveryday ? EmergencyRules.none : plan.filter.emergency?.description)
            $0.field("categories", plan.filter.categories.map(\.rawValue))
            $0.field("areaCode", plan.filter.areaCode.map { String($0) })
            $0.field("from", moment: plan.filter.terms.from)
            $0.field("hours", quantity: plan.filter.terms.hours)
        }
        json.field("needs", plan.figures.needs)
        json.field("lines", plan.figures.lines)
        json.field("proposed", plan.figures.rows)
        json.field("open", plan.figures.gaps)
    }
}

/// A plan with a page of its rows and of what stays open.
struct PlanReportView: View {
    let report: PlanReport
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            PlanView(plan: report.plan, maker: report.maker, at: report.at).write(fields: &json)
            json.name("states")
            json.object { json in
                for state in PlanRow.State.allCases {
                    json.name(dynamic: state.rawValue)
                    json.raw(String(report.states[state] ?? 0))
                }
            }
            json.name("rows")
            json.array(report.items) { PlanRowView(item: $1, language: language).write(to: &$0) }
            json.field("nextRow", report.nextRow)
            json.name("gaps")
            json.array(report.gaps) { write($1, to: &$0) }
            json.field("nextGap", report.nextGap)
        }
    }

    private func write(_ one: PlanReport.Gap, to json: inout JSON) {
        json.object { json in
            json.field("need", one.gap.needID)
            json.field("title", one.need?.title)
            json.field("line", one.gap.lineID)
            json.field("item", one.line?.item)
            json.field("urgency", one.gap.urgency.name)
            json.field("missing", quantity: one.gap.missing)
            json.field("rule", one.gap.reason.name)
            json.field("candidates", one.gap.reason.candidates)
            json.field("because", PlanWords.words(one.gap)(language))
        }
    }
}

/// One row, for programs.
struct PlanRowView: View {
    let item: PlanReport.Item
    let language: Language

    func write(to json: inout JSON) {
        let row = item.row
        json.object { json in
            json.field("row", row.position)
            json.field("need", row.needID)
            json.field("title", item.need?.title)
            json.field("urgency", row.urgency.name)
            json.field("line", row.lineID)
            json.field("item", item.line?.item)
            PlanRowView.write(row.who, item.who, to: &json)
            json.field("quantity", quantity: row.quantity)
            json.field("assumed", row.isAssumed)
            json.name("reasons")
            json.array(row.reasons) { json, reason in
                json.object {
                    $0.field("kind", reason.name)
                    $0.field("words", FitWords.words(reason)(language))
                }
            }
            json.name("next")
            if let next = row.next, let who = item.next {
                json.object {
                    PlanRowView.write(next.who, who, to: &$0)
                    $0.field("furtherKm", number: next.further.map { $0.rounded() })
                }
            } else {
                json.value(nil)
            }
            json.field("nobodyElse", row.next == nil)
            json.field("state", row.state.rawValue)
            json.field("why", row.why?(language))
            json.field("result", row.resultID)
            json.field("at", moment: row.at)
        }
    }

    /// Ids only of what the reader may know by name.
    private static func write(_ who: PlanRow.Who, _ known: Fit.Who?, to json: inout JSON) {
        switch who {
        case .offer(let id, let line):
            json.field("offer", known.map { _ in id })
            json.field("offerLine", known.map { _ in line })
        case .volunteer(let id): json.field("member", known.map { _ in id })
        }
        json.field("name", known?.name)
    }
}

/// What came of accepting, for programs.
struct PlanAcceptanceView: View {
    let plan: ID
    let done: PlanAcceptance
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("plan", plan)
            json.name("rows")
            json.array(done.rows) { json, row in
                json.object {
                    $0.field("row", row.position)
                    $0.field("need", row.needID)
                    $0.field("state", row.state.rawValue)
                    $0.field("why", row.why?(language))
                    $0.field("quantity", quantity: row.quantity)
                    $0.field("result", row.resultID)
                }
            }
            json.field("left", done.left)
        }
    }
}

enum PlanSchemas {
    private static let text = """
        {"type":["string","null"]}
        """
    private static let fields = """
        "id":{"type":"string"},"state":{"enum":["waiting","ready","failed","discarded"]},"askedAt":{"type":"string"},\
        "madeAt":\(text),"maker":\(text),"age":{"type":["integer","null"]},"stale":{"type":"boolean"},\
        "part":{"type":"object"},"needs":{"type":"integer"},"lines":{"type":"integer"},"proposed":{"type":"integer"},\
        "open":{"type":"integer"}
        """
    static let plan = Schema(
        name: "Plan",
        definition: """
            {"type":"object","required":["id","state","askedAt","stale"],"properties":{\(fields)}}
            """)
    static let list = Schema(
        name: "Plans",
        definition: """
            {"type":"object","required":["items","total"],"properties":{"items":{"type":"array","items":{"type":"object",\
            "required":["id","state"],"properties":{\(fields)}}},"total":{"type":"integer"}}}
            """)
    private static let row = """
        {"type":"object","required":["row","need","line","quantity","reasons","state"],"properties":{\
        "row":{"type":"integer"},"need":{"type":"string"},"title":\(text),"line":{"type":"string"},"item":\(text),\
        "offer":\(text),"member":\(text),"name":\(text),"quantity":{"type":["number","null"]},\
        "assumed":{"type":"boolean"},"reasons":{"type":"array","items":{"type":"object"}},\
        "next":{"type":["object","null"]},"nobodyElse":{"type":"boolean"},"state":{"enum":["open","inTurn","asking","asked","gone"]},"why":\(text),"result":\(text)}}
        """
    private static let gap = """
        {"type":"object","required":["need","line","rule","because"],"properties":{"need":{"type":"string"},\
        "title":\(text),"line":{"type":"string"},"item":\(text),"missing":{"type":["number","null"]},\
        "rule":{"type":"string"},"candidates":{"type":["integer","null"]},"because":{"type":"string"}}}
        """
    static let report = Schema(
        name: "PlanWithRows",
        definition: """
            {"type":"object","required":["id","state","rows","gaps","states"],"properties":{\(fields),\
            "states":{"type":"object"},"rows":{"type":"array","items":\(row)},"nextRow":{"type":["integer","null"]},\
            "gaps":{"type":"array","items":\(gap)},"nextGap":{"type":["integer","null"]}}}
            """)
    static let toPost = Schema(
        name: "PlanToPost",
        definition: """
            {"type":"object","properties":{"emergency":{"type":"string"},"categories":{"type":"array",\
            "items":{"type":"string"}},"area":{"type":"string"},"from":{"type":"string"},"hours":{"type":"number"}}}
            """)
    static let action = Schema(
        name: "PlanAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["accept","discard"]},\
            "rows":{"type":"array","items":{"type":"integer"}},"needs":{"type":"array","items":{"type":"string"}},\
            "all":{"type":"boolean"}}}
            """)
    static let acted = Schema(
        name: "PlanActed",
        definition: """
            {"type":"object","required":["plan","rows","left"],"properties":{"plan":{"type":"string"},\
            "rows":{"type":"array","items":{"type":"object"}},"left":{"type":"integer"}}}
            """)
}
