internal import Database

/// A restriction for programs: all of it is public.
struct RestrictionView: View {
    let restriction: Restriction
    let isInForce: Bool
    let isOver: Bool

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", restriction.id)
            json.field("categories", restriction.categories.map(\.rawValue).sorted())
            json.name("items")
            json.array(restriction.items) { json, item in
                json.object {
                    $0.field("id", item.id)
                    $0.field("zh", item.zh)
                    $0.field("en", item.en)
                }
            }
            json.field("area", restriction.area.parts)
            json.field("from", moment: restriction.from)
            json.field("until", moment: restriction.until)
            json.field("authority", restriction.authority)
            json.field("permit", restriction.permit)
            json.name("channel")
            json.object {
                $0.field("words", restriction.channel.words)
                $0.field("phone", restriction.channel.phone)
                $0.field("link", restriction.channel.link)
            }
            json.field("note", restriction.note)
            json.field("emergency", restriction.emergency?.id)
            json.field("state", isOver ? "over" : isInForce ? "inForce" : "later")
            json.field("changedAt", moment: restriction.changedAt)
        }
    }
}

/// What a need says of the restriction under which it stands.
struct BindingView: View {
    let restriction: Restriction

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", restriction.id)
            json.field("authority", restriction.authority)
            json.field("permit", restriction.permit)
            json.field("until", moment: restriction.until)
        }
    }
}

/// A permit, to those who may read it: who stated it, and those who work on the need.
struct PermitView: View {
    let permit: Permit

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", permit.id)
            json.field("need", permit.needID)
            json.field("restriction", permit.restrictionID)
            json.field("state", permit.state.rawValue)
            json.field("number", permit.paper.number)
            json.field("issuer", permit.paper.issuer)
            json.field("note", permit.paper.note)
            json.field("validUntil", moment: permit.validUntil)
            json.name("amounts")
            json.array(permit.amounts.sorted { $0.key < $1.key }) { json, amount in
                json.object {
                    $0.field("line", amount.key)
                    $0.field("most", quantity: amount.value)
                    $0.field("left", quantity: permit.left(of: amount.key))
                }
            }
            json.field("for", permit.forID)
            json.field("statedBy", permit.statedBy)
            json.field("statedAt", moment: permit.at)
            json.field("reason", permit.paper.reason.nilIfEmpty)
            json.field("decidedAt", moment: permit.decidedAt)
        }
    }
}

/// Where a need lies with an authority.
struct OfficialWayView: View {
    let way: OfficialWay
    let authority: String

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", way.id)
            json.field("restriction", way.restrictionID)
            json.field("authority", authority)
            json.field("reference", way.paper.reference)
            // Empty to the requester: it is for those who work on it.
            json.field("note", way.paper.note.nilIfEmpty)
            json.field("at", moment: way.at)
            json.field("due", moment: way.dueAt)
            json.field("outcome", way.outcome?.rawValue)
            json.field("answer", way.paper.answer.nilIfEmpty)
            json.field("answeredAt", moment: way.answeredAt)
        }
    }
}

/// What hangs on a need that stands, or stood, under restrictions.
struct RestrictedView: View {
    let file: RestrictedFile

    func write(to json: inout JSON) {
        json.object { json in
            json.field("permits", file.permits.map(PermitView.init))
            json.field("ways", file.ways.map { OfficialWayView(way: $0, authority: file.authority(of: $0)) })
        }
    }
}

enum RestrictionSchemas {
    private static let channel = """
        {"type":"object","properties":{"words":{"type":"string"},"phone":{"type":"string"},"link":{"type":"string"}}}
        """
    static let restrictionToPost = Schema(
        name: "RestrictionToPost",
        definition: """
            {"type":"object","required":["authority"],"properties":{"categories":{"type":"array","items":{"type":"string"}},\
            "items":{"type":"array","items":{"type":"string"}},"area":{"type":"array","items":{"type":"string"}},\
            "from":{"type":"string"},"until":{"type":"string"},"authority":{"type":"string"},"permit":{"type":"string"},\
            "channel":\(channel),"note":{"type":"string"},"emergency":{"type":"string"}}}
            """)
    static let restrictionAction = Schema(
        name: "RestrictionAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"enum":["change","lift"]},\
            "until":{"type":"string"},"channel":\(channel),"note":{"type":"string"}}}
            """)
    static let restriction = Schema(
        name: "Restriction",
        definition: """
            {"type":"object","required":["id","authority","state"],"properties":{"id":{"type":"string"},\
            "categories":{"type":"array","items":{"type":"string"}},"items":{"type":"array","items":{"type":"object"}},\
            "area":{"type":"array","items":{"type":"string"}},"from":{"type":"string"},"until":{"type":["string","null"]},\
            "authority":{"type":"string"},"permit":{"type":"string"},"channel":\(channel),"note":{"type":"string"},\
            "emergency":{"type":["string","null"]},"state":{"enum":["inForce","later","over"]},"changedAt":{"type":"string"}}}
            """)
    static let restrictionList = list("RestrictionList", of: "Restriction")
    static let permitToPost = Schema(
        name: "PermitToPost",
        definition: """
            {"type":"object","required":["number","issuer","validUntil"],"properties":{"restriction":{"type":"string"},\
            "number":{"type":"string"},"issuer":{"type":"string"},"validUntil":{"type":"string"},"note":{"type":"string"},\
            "amounts":{"type":"object","additionalProperties":{"type":["number","string"]},\
            "description":"how much it allows, by line of the need"}}}
            """)
    static let permit = Schema(
        name: "Permit",
        definition: """
            {"type":"object","required":["id","state","validUntil"],"properties":{"id":{"type":"string"},\
            "need":{"type":"string"},"restriction":{"type":"string"},"state":{"enum":["stated","accepted","refused"]},\
            "number":{"type":"string"},"issuer":{"type":"string"},"validUntil":{"type":"string"},"for":{"type":["string","null"]},\
            "amounts":{"type":"array","items":{"type":"object","properties":{"line":{"type":"string"},"most":{"type":"number"},\
            "left":{"type":"number"}}}},\
            "reason":{"type":["string","null"]}}}
            """)
    static let permitList = list("PermitList", of: "Permit")
    static let permitAction = Schema(
        name: "PermitAction",
        definition: """
            {"type":"object","required":["action","reason"],"properties":{"action":{"enum":["accept","refuse"]},\
            "reason":{"type":"string"}}}
            """)
    static let wayToPost = Schema(
        name: "OfficialWayToPost",
        definition: """
            {"type":"object","required":["reference","due"],"properties":{"restriction":{"type":"string"},\
            "reference":{"type":"string"},"due":{"type":"string"},"note":{"type":"string"}}}
            """)
    static let answer = Schema(
        name: "AuthorityAnswer",
        definition: """
            {"type":"object","required":["outcome","words"],"properties":{"outcome":{"enum":["granted","refused",\
            "takenOver","noAnswer"]},"words":{"type":"string"}}}
            """)
    static let restricted = Schema(
        name: "RestrictedNeed",
        definition: """
            {"type":"object","required":["permits","ways"],"properties":{"permits":{"type":"array","items":\
            {"$ref":"#/components/schemas/Permit"}},"ways":{"type":"array","items":{"type":"object"}}}}
            """)

    private static func list(_ name: String, of item: String) -> Schema {
        Schema(
            name: name,
            definition: """
                {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":\
                {"$ref":"#/components/schemas/\(item)"}}}}
                """)
    }
}
