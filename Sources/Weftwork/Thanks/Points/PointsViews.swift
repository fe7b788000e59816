internal import Database

/// A change of the rules as a program sends it.
struct AwardRulingBody: Decodable {
    struct Rule: Decodable {
        let points: LooseText?
        let dayCap: LooseText?
    }

    let rules: [String: Rule]?
    let dayCap: LooseText?
    let reason: String?
    let read: LooseText?

    func draft() throws(Refusal) -> AwardRulingDraft {
        var draft = AwardRulingDraft(dayCap: dayCap?.text, reason: reason ?? "", read: read?.text)
        for (name, rule) in (rules ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let kind = AwardKind(rawValue: name) else {
                throw .invalid("rules", SiteWords.badChoice(AwardKind.allCases.map(\.rawValue), name))
            }
            draft.points[kind] = rule.points?.text
            draft.caps[kind] = rule.dayCap?.text
        }
        return draft
    }
}

struct ThanksChoiceBody: Decodable {
    let onProfile: Bool?
    let inOrganisation: Bool?
    let byName: Bool?

    var choice: ThanksChoice {
        ThanksChoice(
            onProfile: onProfile ?? false, inOrganisation: inOrganisation ?? false, byName: byName ?? false)
    }
}

struct ReasonBody: Decodable {
    let reason: String?
}

/// The rules in force with how they came to be.
struct AwardRulingView: View {
    let ruling: AwardRuling
    let all: [AwardRuling]

    func write(to json: inout JSON) {
        json.object { json in
            json.field("version", ruling.version)
            json.field("dayCap", ruling.dayCap)
            json.field("sameSideAMonth", AwardRules.sideMost)
            json.name("rules")
            json.array(AwardKind.allCases) { json, kind in
                json.object { json in
                    json.field("kind", kind.rawValue)
                    json.field("points", ruling[kind].points)
                    json.field("dayCap", ruling[kind].dayCap)
                    json.field("confirmedBy", kind.confirmer.rawValue)
                }
            }
            json.name("versions")
            json.array(all) { json, one in
                json.object { json in
                    json.field("version", one.version)
                    json.field("at", moment: one.at)
                    json.field("reason", one.reason)
                }
            }
        }
    }
}

/// A line of the ledger, for its owner and whoever may take it back.
struct AwardView: View {
    let line: OwnThanks.Line

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", line.award.id)
            json.field("kind", line.award.kind.rawValue)
            json.field("points", line.award.points)
            json.field("cut", line.award.cut.rawValue.nilIfEmpty)
            json.field("at", moment: line.award.at)
            json.field("version", line.award.version)
            json.field("takenBack", line.isReversed)
            json.field("reason", line.reason.nilIfEmpty)
        }
    }
}

/// What one is thanked for.
struct OwnThanksView: View {
    let own: OwnThanks

    func write(to json: inout JSON) {
        json.object { json in
            json.field("points", own.points)
            json.field("level", "\(own.level)")
            json.field("rest", own.needsRest)
            json.name("counts")
            json.object { json in
                for kind in AwardKind.allCases {
                    guard let count = own.counts[kind] else { continue }
                    json.name(dynamic: kind.rawValue)
                    json.raw("\(count)")
                }
            }
            json.field("onProfile", own.choice.onProfile)
            json.field("inOrganisation", own.choice.inOrganisation)
            json.field("byName", own.choice.byName)
            json.field("lines", own.lines.map { AwardView(line: $0) })
        }
    }
}

/// Sums of those who agreed.
struct ThanksBoardView: View {
    let board: ThanksBoard
    /// In which teams are named.
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            for (name, rows) in [
                ("teams", board.teams), ("organisations", board.organisations), ("people", board.people),
            ] {
                json.name(dynamic: name)
                json.array(rows) { json, row in
                    json.object { json in
                        json.field("id", row.id)
                        json.field("name", row.name(language))
                        json.field("points", row.points)
                        json.field("members", row.people)
                    }
                }
            }
        }
    }
}

/// A shift that waits to be confirmed.
struct EndedShiftView: View {
    let shift: EndedShift

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", shift.id)
            json.field("member", shift.memberID)
            json.field("name", shift.name)
            json.field("desk", shift.desk)
            json.field("from", moment: shift.startsAt)
            json.field("until", moment: shift.endsAt)
        }
    }
}

enum PointsSchemas {
    private static let line = """
        {"type":"object","required":["id","kind","points"],"properties":{"id":{"type":"string"},"kind":{"type":"string"},\
        "points":{"type":"integer"},"cut":{"type":["string","null"]},"at":{"type":"string"},"version":{"type":"integer"},\
        "takenBack":{"type":"boolean"},"reason":{"type":["string","null"]}}}
        """
    static let rules = Schema(
        name: "PointRules",
        definition: """
            {"type":"object","required":["version","dayCap","rules"],"properties":{"version":{"type":"integer"},\
            "dayCap":{"type":"integer"},"sameSideAMonth":{"type":"integer"},"rules":{"type":"array","items":{"type":"object",\
            "properties":{"kind":{"type":"string"},"points":{"type":"integer"},"dayCap":{"type":"integer"},\
            "confirmedBy":{"type":"string"}}}},"versions":{"type":"array","items":{"type":"object"}}}}
            """)
    static let change = Schema(
        name: "PointRulesToPost",
        definition: """
            {"type":"object","required":["reason"],"properties":{"rules":{"type":"object","additionalProperties":{"type":"object",\
            "properties":{"points":{"type":"integer"},"dayCap":{"type":"integer"}}}},"dayCap":{"type":"integer"},\
            "reason":{"type":"string"},"read":{"type":"integer"}}}
            """)
    static let own = Schema(
        name: "OwnThanks",
        definition: """
            {"type":"object","required":["points","level","lines"],"properties":{"points":{"type":"integer"},\
            "level":{"type":"string"},"rest":{"type":"boolean"},"counts":{"type":"object"},"onProfile":{"type":"boolean"},\
            "inOrganisation":{"type":"boolean"},"byName":{"type":"boolean"},"lines":{"type":"array","items":\(line)}}}
            """)
    static let choice = Schema(
        name: "ThanksChoice",
        definition: """
            {"type":"object","properties":{"onProfile":{"type":"boolean"},"inOrganisation":{"type":"boolean"},\
            "byName":{"type":"boolean"}}}
            """)
    private static let row = """
        {"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},"name":{"type":"string"},\
        "points":{"type":"integer"},"members":{"type":"integer"}}}}
        """
    static let board = Schema(
        name: "ThanksBoard",
        definition: """
            {"type":"object","required":["teams","organisations","people"],"properties":{"teams":\(row),"organisations":\(row),"people":\(row)}}
            """)
    static let shifts = Schema(
        name: "EndedShifts",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object"}}}}
            """)
    static let ledger = Schema(
        name: "PointLedger",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":\(line)}}}
            """)
    static let reverse = Schema(
        name: "TakeBack",
        definition: """
            {"type":"object","required":["reason"],"properties":{"reason":{"type":"string"}}}
            """)
}
