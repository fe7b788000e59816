internal import Database

/// A referral for programs of those who work on the need, and of hers.
struct ReferralView: View {
    let referral: NeedReferral
    var partner: Network?
    var other: (code: String, state: Need.State, ownerName: String)?
    var link: String?

    init(referral: NeedReferral) {
        self.referral = referral
    }

    init(_ item: ReferralItem) {
        referral = item.referral
        partner = item.partner
        other = item.other
        link = item.link
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", referral.id)
            json.field("need", referral.needID)
            json.field("state", referral.state.rawValue)
            json.field("consent", referral.consent.rawValue)
            json.field("withAddress", referral.withAddress)
            json.field("at", moment: referral.at)
            json.field("due", moment: referral.dueAt)
            json.field("settledAt", moment: referral.settledAt)
            json.field("note", referral.paper.note.nilIfEmpty)
            json.field("agreed", referral.paper.agreed.nilIfEmpty)
            json.field("reason", referral.paper.reason.nilIfEmpty)
            json.field("to", partner?.slug)
            json.field("toName", partner?.name)
            json.field("code", other?.code)
            json.field("stateThere", other?.state.rawValue)
            json.field("ownerThere", other?.ownerName)
            json.field("trackingUrl", link)
        }
    }
}

struct ReferralFileView: View {
    let file: ReferralFile

    func write(to json: inout JSON) {
        json.object { json in
            json.field("referrals", file.items.map { ReferralView($0) })
            json.name("partners")
            json.array(file.partners) { json, partner in
                json.object {
                    $0.field("slug", partner.slug)
                    $0.field("name", partner.name)
                }
            }
            json.field("from", file.origin?.network)
        }
    }
}

/// A need that a partner offers.
struct OfferedReferralView: View {
    let item: OfferedReferral

    init(_ item: OfferedReferral) { self.item = item }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", item.referral.id)
            json.field("from", item.from.slug)
            json.field("fromName", item.from.name)
            json.field("state", item.referral.state.rawValue)
            json.field("agreed", item.referral.isAgreed)
            json.field("withAddress", item.referral.withAddress)
            json.field("at", moment: item.referral.at)
            json.field("due", moment: item.referral.dueAt)
            json.field("owner", item.ownerName)
            json.field("note", item.referral.paper.note.nilIfEmpty)
            json.field("reason", item.referral.paper.reason.nilIfEmpty)
            json.field("need", item.referral.otherID)
            guard let glimpse = item.glimpse else { return }
            json.field("title", glimpse.title)
            json.field("description", glimpse.description.nilIfEmpty)
            json.field("category", glimpse.category.rawValue)
            json.field("urgency", glimpse.urgency.name)
            json.field("neededBy", moment: glimpse.neededBy)
            json.field("area", glimpse.area.parts)
            json.name("lines")
            json.array(glimpse.lines) { json, line in
                json.object {
                    $0.field("item", line.item)
                    $0.field("quantity", quantity: ReferralRules.rest(of: line).most)
                    $0.field("unit", line.unit)
                    $0.field("specification", line.specification)
                    line.work.fields(to: &$0)
                    if let substitute = line.substitute { $0.field("substitute", substitute.rawValue) }
                }
            }
        }
    }
}

struct AnsweredReferralView: View {
    let id: ID
    let need: ID?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", id)
            json.field("need", need)
        }
    }
}

enum ReferralSchemas {
    static let toPost = Schema(
        name: "ReferralToPost",
        definition: """
            {"type":"object","required":["to","consent"],"properties":{"to":{"type":"string"},"note":{"type":"string"},\
            "consent":{"type":"string","enum":["ask","phone","phoneWithoutAddress"]},"agreed":{"type":"string"}}}
            """)
    static let action = Schema(
        name: "ReferralAction",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"type":"string","enum":["takeBack","agreed"]},\
            "reason":{"type":"string"},"agreed":{"type":"string"},"answer":{"type":"string","enum":["yes","withoutAddress","no"]}}}
            """)
    static let wish = Schema(
        name: "ReferralWish",
        definition: """
            {"type":"object","required":["answer"],"properties":{"answer":{"type":"string","enum":["yes","withoutAddress","no"]}}}
            """)
    static let answer = Schema(
        name: "ReferralAnswer",
        definition: """
            {"type":"object","required":["action"],"properties":{"action":{"type":"string","enum":["accept","decline"]},\
            "reason":{"type":"string"}}}
            """)
    static let referral = Schema(
        name: "Referral",
        definition: """
            {"type":"object","required":["id","state","consent"],"properties":{"id":{"type":"string"},"need":{"type":"string"},\
            "state":{"type":"string"},"consent":{"type":"string"},"due":{"type":"string"},"to":{"type":"string"}}}
            """)
    static let file = Schema(
        name: "ReferralsOfNeed",
        definition: """
            {"type":"object","required":["referrals","partners"],"properties":{"referrals":{"type":"array",\
            "items":{"type":"object"}},"partners":{"type":"array","items":{"type":"object"}}}}
            """)
    static let offered = Schema(
        name: "OfferedReferrals",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object"}}}}
            """)
    static let answered = Schema(
        name: "AnsweredReferral",
        definition: """
            {"type":"object","required":["id"],"properties":{"id":{"type":"string"},"need":{"type":"string"}}}
            """)
}
