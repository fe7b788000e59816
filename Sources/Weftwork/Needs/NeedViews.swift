internal import Database
internal import Engine

/// What a requester gets for her need.
struct ReceiptView: View {
    let receipt: Receipt
    /// When somebody reads it, as her page says.
    var reading: ReadingView?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", receipt.need.id)
            json.field("trackingCode", receipt.need.code)
            json.field("trackingURL", receipt.trackingURL)
            json.field("state", receipt.need.state.rawValue)
            json.name("owner")
            json.object {
                $0.field("id", receipt.need.ownerID)
                $0.field("name", receipt.ownerName)
            }
            json.field("due", moment: receipt.need.dueAt)
            json.field("areaCode", receipt.need.areaCode == 0 ? nil : String(receipt.need.areaCode))
            json.field("areaCandidates", receipt.areaCandidates)
            if let reading { json.field("reading", reading) }
            if let emergency = receipt.emergency {
                json.field("emergency", EmergencyView(emergency: emergency, story: nil, lead: nil))
            }
        }
    }
}

/// An exact point, for those who may see it.
struct PointView: View {
    let latitude: Double
    let longitude: Double

    init(_ point: GeoPoint) {
        latitude = point.latitude
        longitude = point.longitude
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.name("latitude")
            json.raw("\(latitude)")
            json.name("longitude")
            json.raw("\(longitude)")
            json.field("datum", Datum.wgs84.rawValue)
        }
    }
}

struct HandoverView: View {
    let id: ID
    let state: String

    func write(to json: inout JSON) {
        json.object {
            $0.field("id", id)
            $0.field("state", state)
        }
    }
}

/// Everything that waits for a member.
struct WaitingView: View {
    let waiting: Waiting
    /// What waits among people.
    let tasks: [WaitingTask]

    func write(to json: inout JSON) {
        json.object { json in
            json.name("items")
            json.array(waiting.items) { Self.write($1, to: &$0) }
            json.name("red")
            json.array(waiting.red) { Self.write($1, to: &$0) }
            json.name("tasks")
            json.array(tasks) { json, task in
                json.object {
                    $0.field("object", task.clock.objectID)
                    $0.field("kind", task.clock.object.rawValue)
                    $0.field("step", task.clock.step)
                    $0.field("due", moment: task.clock.dueAt)
                    $0.field("stage", task.clock.stage)
                }
            }
            json.name("handovers")
            json.array(waiting.handovers) { json, handover in
                json.object {
                    $0.field("id", handover.id)
                    $0.field("need", handover.needID)
                    $0.field("title", handover.title)
                    $0.field("from", handover.fromName)
                    $0.field("at", moment: handover.at)
                }
            }
            json.name("seconds")
            json.array(waiting.seconds) { json, second in
                json.object {
                    $0.field("claim", second.claimID)
                    $0.field("need", second.needID)
                    $0.field("title", second.title)
                    $0.field("asked", second.isAsked)
                    $0.field("at", moment: second.at)
                }
            }
            json.name("rung")
            json.array(waiting.rung) { json, ring in
                json.object {
                    $0.field("need", ring.need)
                    $0.field("title", ring.title)
                    $0.field("at", moment: ring.at)
                }
            }
            json.field("shifts", waiting.shifts.map { ShiftView(shift: $0) })
            json.field("reserveAsked", waiting.isReserveAsked)
            json.field("hasBriefing", waiting.hasBriefing)
        }
    }

    static let schema = Schema(
        name: "Waiting",
        definition: """
            {"type":"object","required":["items","red","tasks","handovers","seconds","rung","shifts","reserveAsked","hasBriefing"],\
            "properties":{"items":{"type":"array","items":{"type":"object"}},"red":{"type":"array","items":{"type":"object"}},\
            "tasks":{"type":"array","items":{"type":"object"}},"handovers":{"type":"array","items":{"type":"object"}},\
            "seconds":{"type":"array","items":{"type":"object"}},"rung":{"type":"array","items":{"type":"object",\
            "properties":{"need":{"type":"string"},"title":{"type":"string"},"at":{"type":"string"}}}},\
            "shifts":{"type":"array","items":\(RosterSchemas.shift.definition)},"reserveAsked":{"type":"boolean"},\
            "hasBriefing":{"type":"boolean"}}}
            """)

    static func write(_ item: WaitingItem, to json: inout JSON) {
        json.object {
            $0.field("need", item.clock.needID)
            $0.field("object", item.clock.objectID)
            $0.field("kind", item.clock.object.rawValue)
            $0.field("title", item.title)
            $0.field("urgency", item.urgency.name)
            $0.field("state", item.state.rawValue)
            $0.field("step", item.clock.step)
            $0.field("due", moment: item.clock.dueAt)
            $0.field("stage", item.clock.stage)
            if !item.thing.isEmpty { $0.field("thing", item.thing) }
            // Without their word it goes back at its time.
            if item.isAsked { $0.field("asked", true) }
        }
    }
}

/// The requester's view: where it stands, who answers for it, what was done, who looked at her contact.
struct TrackView: View {
    let file: CaseFile
    /// When somebody reads it, while it waits for its first answer.
    var reading: ReadingView?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("need", file.view)
            if let emergency = file.emergency {
                json.field("emergency", EmergencyView(emergency: emergency, story: nil, lead: nil))
            }
            json.field("trackingCode", file.need.code)
            json.field("state", file.need.state.rawValue)
            json.name("owner")
            json.object {
                $0.field("id", file.need.ownerID)
                $0.field("name", file.view.owner.name)
            }
            json.field("due", moment: file.need.dueAt)
            if let reading { json.field("reading", reading) }
            json.name("history")
            json.array(file.story) { EventView(event: $1, showsActor: true).write(to: &$0) }
            json.name("reveals")
            json.array(file.reveals) { json, reveal in
                json.object {
                    $0.field("who", reveal.memberName)
                    $0.field("purpose", reveal.purpose)
                    $0.field("at", moment: reveal.at)
                    if let name = reveal.approvedBy { $0.field("approvedBy", name) }
                    if reveal.isByOperator { $0.field("byOperator", true) }
                }
            }
            json.field("photosReadBy", readers: file.photoReaders)
            json.field("deliveryPhotosReadBy", readers: file.deliveryReaders)
            json.field("evidenceReadBy", readers: file.evidenceReaders)
            json.field("restricted", RestrictedView(file: file.restricted))
            json.name("claims")
            json.array(file.claims) {
                ClaimView(
                    claim: $1.claim, isCase: true, memberName: $1.memberName, wait: file.restricted.wait(of: $1.claim)
                ).write(to: &$0)
            }
            json.name("disputes")
            json.array(file.claims.filter { file.disputes[$0.claim.id] != nil }) { json, row in
                json.object {
                    $0.field("claim", row.claim.id)
                    $0.field("owner", file.disputes[row.claim.id].flatMap { file.names[$0.ownerID] })
                    $0.field("due", file.disputeDue[row.claim.id].map(Format.rfc3339))
                }
            }
            if let word = file.checkWord { json.field("checkWord", word(file.need.language)) }
            json.name("callers")
            json.object {
                $0.field("owner", file.callers.owner)
                $0.field("helpers", file.callers.helpers)
            }
            if let call = file.recentCall {
                json.name("callDue")
                json.object {
                    $0.field("who", file.whoCalls)
                    $0.field("since", moment: call.openedAt)
                    $0.field("open", call.closedAt == nil)
                    $0.field("outcome", call.outcome)
                }
            }
            json.name("ways")
            json.array(file.ways) { json, known in
                json.object {
                    $0.field("way", known.way.rawValue)
                    $0.field("state", known.state.rawValue)
                    $0.field("at", moment: known.at)
                }
            }
            json.name("calls")
            json.array(file.calls) { json, call in
                json.object {
                    $0.field("who", call.memberName)
                    $0.field("outcome", call.outcome)
                    $0.field("at", moment: call.at)
                }
            }
            json.name("reports")
            json.array(file.reports) { json, report in
                json.object {
                    $0.field("id", report.id)
                    $0.field("at", moment: report.at)
                    $0.field("open", report.closedAt == nil)
                }
            }
            if let secret = file.secret { json.field("private", ContactView(part: secret)) }
        }
    }
}
