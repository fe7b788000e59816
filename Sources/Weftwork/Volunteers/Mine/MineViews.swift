internal import Database
internal import Engine

/// One's own week, for programs.
struct OwnWeekView: View {
    let week: OwnWeek
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("at", moment: week.at)
            json.name("promises")
            json.array(week.promises) { json, promise in
                json.object {
                    $0.field("claim", promise.claim.id)
                    $0.field("need", promise.claim.needID)
                    $0.field("title", promise.title)
                    $0.field("state", promise.claim.state.rawValue)
                    $0.field("due", moment: promise.claim.promisedBy)
                    $0.field("from", moment: promise.start)
                    $0.field("to", moment: promise.end)
                    $0.field("moved", promise.isMoved)
                }
            }
            json.name("shifts")
            json.array(week.shifts) { json, shift in
                json.object {
                    $0.field("id", shift.id)
                    $0.field("desk", shift.desk)
                    $0.field("from", moment: shift.startsAt)
                    $0.field("to", moment: shift.endsAt)
                    $0.field("onCall", shift.isOnCall)
                    $0.field("accepted", shift.acceptedAt != nil)
                }
            }
            json.field(
                "smallTasks", week.held.map { SmallItemView(item: SmallItem(task: $0, subject: nil), network: nil) })
            json.field("availability", week.own.hours.all)
            json.field("paused", week.own.volunteer.isPaused(at: week.at))
            json.field("hours", number: Double(week.own.load / Time.minute) / 60)
            json.field("hoursAhead", number: Double(week.ahead / Time.minute) / 60)
            json.field("weeklyLimit", week.own.limit)
            json.name("trainingsEnding")
            json.array(week.endings) { json, one in
                json.object {
                    $0.field("module", one.module)
                    $0.field("title", one.title(language))
                    $0.field("until", moment: one.until)
                }
            }
        }
    }
}

/// One's own record, for programs: roles, never names, of those who confirmed.
struct WorkRecordView: View {
    let record: WorkRecord
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("at", moment: record.at)
            json.field("name", record.name)
            json.field("since", moment: record.since)
            json.field("hours", number: Double(record.hours / Time.minute) / 60)
            json.field("shifts", record.shiftCount)
            json.field("verified", record.verified)
            json.field("smallTasksConfirmed", record.smallCount)
            json.field("smallTasksChecked", record.checkedCount)
            json.name("deliveries")
            json.array(record.deliveries) { json, one in
                json.object {
                    $0.field("title", one.title)
                    WorkRecordView.write(one.at, one.by, to: &$0)
                }
            }
            json.name("smallTasks")
            json.array(record.small) { json, one in
                json.object {
                    $0.field("kind", one.kind.rawValue)
                    WorkRecordView.write(one.at, one.by, to: &$0)
                }
            }
            json.name("smallThings")
            json.array(record.things) { json, one in
                json.object {
                    $0.field("kind", one.kind.rawValue)
                    WorkRecordView.write(one.at, one.by, to: &$0)
                }
            }
            json.name("trainings")
            json.array(record.passes) { json, one in
                json.object {
                    $0.field("title", one.title(language))
                    $0.field("passedAt", moment: one.passedAt)
                    $0.field("until", moment: one.until)
                }
            }
        }
    }

    private static func write(_ at: Int64, _ by: Confirmer, to json: inout JSON) {
        json.field("at", moment: at)
        switch by {
        case .requester: json.field("confirmedBy", "requester")
        case .member(let role): json.field("confirmedBy", role?.rawValue ?? "member")
        }
    }
}

enum MineSchemas {
    private static let moment = "{\"type\":[\"string\",\"null\"]}"
    private static let confirmed = """
        {"type":"array","items":{"type":"object","required":["at","confirmedBy"],"properties":{"title":{"type":"string"},\
        "kind":{"type":"string"},"at":\(moment),"confirmedBy":{"type":"string"}}}}
        """
    static let week = Schema(
        name: "OwnWeek",
        definition: """
            {"type":"object","required":["at","promises","shifts","availability","hours","weeklyLimit"],"properties":{\
            "at":{"type":"string"},"promises":{"type":"array","items":{"type":"object","required":["claim","need","state","due"],\
            "properties":{"claim":{"type":"string"},"need":{"type":"string"},"title":\(moment),"state":{"type":"string"},\
            "due":{"type":"string"},"from":\(moment),"to":\(moment),"moved":{"type":"boolean"}}}},"shifts":{"type":"array","items":{"type":"object"}},\
            "smallTasks":{"type":"array","items":{"type":"object"}},"availability":{"type":"array","items":{"type":"object"}},\
            "paused":{"type":"boolean"},"hours":{"type":"number"},"hoursAhead":{"type":"number"},\
            "weeklyLimit":{"type":"integer"},"trainingsEnding":{"type":"array","items":{"type":"object"}}}}
            """)
    static let record = Schema(
        name: "WorkRecord",
        definition: """
            {"type":"object","required":["at","name","hours","deliveries","smallTasks","trainings"],"properties":{\
            "at":{"type":"string"},"name":{"type":"string"},"since":\(moment),"hours":{"type":"number"},\
            "shifts":{"type":"integer"},"verified":{"type":"integer"},"smallTasksConfirmed":{"type":"integer"},\
            "smallTasksChecked":{"type":"integer"},"deliveries":\(confirmed),"smallTasks":\(confirmed),\
            "smallThings":\(confirmed),"trainings":{"type":"array","items":{"type":"object"}}}}
            """)
}
