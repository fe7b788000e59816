import Engine
import Weftwork

/// A plan as the contract has it.
struct MatchPlanView: View {
    let table: MatchTable
    let plan: MatchPlan

    func write(to json: inout JSON) {
        json.object { json in
            json.field(
                "assignments",
                plan.assignments.indices.map { MatchAssignmentView(table: table, plan: plan, number: $0) })
            json.field("objective", number: plan.objective)
            json.field("cost", number: Double(plan.cost))
            json.field("unmet", plan.unmet.map { MatchUnmetView(table: table, unmet: $0) })
        }
    }
}

/// One assignment with its reasons and who would be next.
struct MatchAssignmentView: View {
    let table: MatchTable
    let plan: MatchPlan
    let number: Int

    private var assignment: MatchPlan.Assignment { plan.assignments[number] }

    /// Reasons of a pair in words.
    var reasons: [String] {
        let one = assignment
        return table.market.explanation(need: one.need, supply: one.supply).reasons.map { words($0) }
    }

    func write(to json: inout JSON) {
        let one = assignment, need = table.needs[one.need], offer = table.offers[one.supply]
        let given = plan.assignments(of: one.need)
        let others = table.market.best(forNeed: one.need, top: given.count + 1).candidates.filter { candidate in
            !given.contains { $0.supply == candidate.position }
        }
        let why = table.market.explanation(need: one.need, supply: one.supply, instead: others)
        json.object { json in
            json.field("need", need.id)
            json.field("line", need.line)
            json.field("item", need.item)
            json.field("offer", offer.id)
            json.field("offered", offer.item)
            json.field("quantity", quantity: one.amount)
            json.field("assumed", one.isAssumed)
            json.field("score", number: one.score)
            json.field("kilometres", number: why.kilometres)
            json.field("reasons", why.reasons.map { words($0) })
            json.name("parts")
            json.object {
                $0.field("coverage", number: why.parts.coverage)
                $0.field("near", number: why.parts.near)
                $0.field("reliability", number: why.parts.reliability)
                $0.field("load", number: why.parts.load)
                $0.field("tier", number: why.parts.tier)
            }
            json.field("next", why.next.map { MatchNextView(table: table, next: $0) })
        }
    }

    private func words(_ reason: MatchReason) -> String {
        switch reason {
        case .holds(let some, let all): some == all ? "has what is wanted" : "has \(some) of \(all) things"
        case .enough(let has): "has \(Format.decimal(has)), enough"
        case .part(let has, let wants): "has \(Format.decimal(has)) of \(Format.decimal(wants))"
        case .near(let kilometres): "\((kilometres * 10).rounded() / 10) km away"
        case .anywhere: "comes from anywhere"
        case .distanceUnknown: "how far is not known"
        case .tier(let tier): "standing \(Standing.allCases[min(3, max(0, tier))].name)"
        case .free: "free for the whole time"
        case .hoursUnknown: "hours are to be asked"
        case .language(let number): "speaks \(table.languages[Int(number)])"
        case .trained: "has the training"
        case .keepsPromises(let kept, let all): "kept \(kept) of \(all) promises"
        case .roomInWeek(let minutes): "\(minutes / 60) hours left in the week"
        case .notAskedLately: "not asked in two weeks"
        }
    }
}

/// Who would be next.
struct MatchNextView: View {
    let table: MatchTable
    let next: MatchExplanation.Next

    func write(to json: inout JSON) {
        json.object {
            $0.field("offer", table.offers[next.supply].id)
            $0.field("lower", number: next.lower)
            $0.field("furtherKm", number: next.further)
        }
    }
}

/// A line that gets nothing, or not all, and why.
struct MatchUnmetView: View {
    let table: MatchTable
    let unmet: MatchPlan.Unmet

    /// The reason in words.
    var words: String {
        switch unmet.reason {
        case .taken(let candidates):
            "\(candidates) come into question and have too little, or are needed more elsewhere"
        case .barred(let candidates): "\(candidates) come into question, and all are left alone by this plan"
        case .nobody(let sieve): "the last candidates fell to the rule “\((sieve.last ?? .thing).name)”"
        }
    }

    func write(to json: inout JSON) {
        let need = table.needs[unmet.need]
        json.object { json in
            json.field("need", need.id)
            json.field("line", need.line)
            json.field("item", need.item)
            json.field("quantity", quantity: unmet.missing)
            json.field("reason", words)
            switch unmet.reason {
            case .taken(let candidates):
                json.field("rule", "taken")
                json.field("candidates", candidates)
            case .barred(let candidates):
                json.field("rule", "barred")
                json.field("candidates", candidates)
            case .nobody(let sieve):
                json.field("rule", (sieve.last ?? .thing).name)
                json.name("removed")
                json.object { json in
                    for rule in MatchRule.allCases where sieve.removed[rule.rawValue] > 0 {
                        json.name(dynamic: rule.name)
                        json.number(Double(sieve.removed[rule.rawValue]))
                    }
                }
            }
        }
    }
}
