internal import Database

/// A line of the roster.
struct ShiftView: View {
    let shift: Shift
    /// Whoever holds it takes a break until then.
    var restsUntil: Int64?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", shift.id)
            json.name("member")
            json.object {
                $0.field("id", shift.memberID)
                $0.field("name", shift.memberName)
            }
            json.field("desk", shift.desk)
            json.field("startsAt", moment: shift.startsAt)
            json.field("endsAt", moment: shift.endsAt)
            json.field("onCall", shift.isOnCall)
            json.field("acceptedAt", moment: shift.acceptedAt)
            if let restsUntil { json.field("breakUntil", moment: restsUntil) }
            if let emergency = shift.emergency {
                json.name("emergency")
                json.object {
                    $0.field("id", emergency.id)
                    $0.field("name", emergency.name)
                }
            }
        }
    }
}

/// The roster of a week with its holes, as its page shows them.
struct RosterView: View {
    let shifts: [Shift]
    /// Who takes a break, and until when.
    let resting: [ID: Int64]
    let from: Int64
    let to: Int64

    func write(to json: inout JSON) {
        json.object { json in
            json.field(
                "items",
                shifts.map { shift in
                    let isNow = shift.startsAt <= from && shift.endsAt > from
                    return ShiftView(shift: shift, restsUntil: isNow ? resting[shift.memberID] : nil)
                })
            json.name("unstaffed")
            Self.write(DutyRules.gaps(shifts.filter { !$0.isOnCall }, from: from, to: to), to: &json)
            json.name("uncovered")
            Self.write(DutyRules.gaps(shifts.filter { $0.acceptedAt != nil }, from: from, to: to), to: &json)
        }
    }

    private static func write(_ gaps: [(from: Int64, to: Int64)], to json: inout JSON) {
        json.array(gaps) { json, gap in
            json.object {
                $0.field("from", moment: gap.from)
                $0.field("to", moment: gap.to)
            }
        }
    }
}

enum RosterSchemas {
    static let shiftToPost = Schema(
        name: "ShiftToPost",
        definition: """
            {"type":"object","required":["member","desk","startsAt","endsAt"],"properties":{"member":{"type":"string"},\
            "desk":{"type":"string","maxLength":60},"startsAt":{"type":"string"},"endsAt":{"type":"string"},\
            "onCall":{"type":"boolean"},"emergency":{"type":["string","null"]}}}
            """)
    static let shift = Schema(
        name: "Shift",
        definition: """
            {"type":"object","required":["id","member","desk","startsAt","endsAt","onCall","acceptedAt"],"properties":{\
            "id":{"type":"string"},"member":{"type":"object","properties":{"id":{"type":"string"},"name":{"type":"string"}}},\
            "desk":{"type":"string"},"startsAt":{"type":"string"},"endsAt":{"type":"string"},"onCall":{"type":"boolean"},\
            "acceptedAt":{"type":["string","null"]},"breakUntil":{"type":"string"},"emergency":{"type":"object"}}}
            """)
    static let roster = Schema(
        name: "Roster",
        definition: """
            {"type":"object","required":["items","unstaffed","uncovered"],"properties":{\
            "items":{"type":"array","items":\(shift.definition)},\
            "unstaffed":{"type":"array","items":{"type":"object","properties":{"from":{"type":"string"},"to":{"type":"string"}}}},\
            "uncovered":{"type":"array","items":{"type":"object","properties":{"from":{"type":"string"},"to":{"type":"string"}}}}}}
            """)
    static let shiftAction = Schema(
        name: "ShiftAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["accept","decline","end"]}}}
            """)
    static let reserveAnswer = Schema(
        name: "ReserveAnswer",
        definition: """
            {"type":"object","required":["comes"],"properties":{"comes":{"type":"boolean"}}}
            """)
}
