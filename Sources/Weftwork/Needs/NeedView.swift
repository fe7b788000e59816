internal import Database

/// The one redaction: what of a need leaves the server, made from the need, its viewer and what ties the two.
///
/// Pages, JSON, CSV and the live stream are all written from this; none takes a row.
struct NeedView: View {
    let id: ID
    let title: String?
    let category: Need.Category
    let urgency: Need.Urgency
    let neededBy: Int64?
    let area: AreaPath
    /// 0 where no area of the catalogue is known.
    let areaCode: Int
    /// Of a need without one: the areas it may mean, for those who work on it.
    var areaCandidates: [AreaChoice] = []
    let state: Need.State
    let progress: Need.Progress
    let lines: Lines
    let confidence: Need.Confidence?
    let createdAt: Int64
    /// When it is looked at: for its age.
    var now: Int64
    let freshness: Need.Freshness
    let owner: Owner
    let dueAt: Int64?
    let audience: Audience
    let version: Int?
    let changedAt: Int64
    /// Why its words are hidden, to everybody who may know of it.
    let hidden: String?
    /// By its public name.
    let emergency: EmergencyTie?
    /// What of it an authority keeps to itself, while it is open.
    let restrictions: [Restriction]
    /// For members: the description.
    let description: String?
    /// For the case: everything that it takes to work it.
    let caseFacts: CaseFacts?

    enum Lines: Sendable {
        case full([NeedLine])
        case prepared([UInt8])
        /// Held back: they speak of money, or are hidden by moderation.
        case held
    }

    /// A person by name to members and the requester; the desk to everybody else.
    struct Owner: Sendable {
        let id: ID?
        let name: String
    }

    struct CaseFacts: Sendable {
        let code: String
        let urgencyAsked: Need.Urgency
        let source: Need.SourceKind
        let reference: String
        let institution: String
        let consent: Need.Consent
        let held: [String]
        let voided: [String]
        let attempts: Int
        let mergedInto: ID?
        let allowed: [String]
    }

    /// - Parameter limits: what authorities keep to themselves here.
    init(
        _ need: Need, for viewer: Viewer, ties: Ties, ownerName: String, now: Int64, limits: RestrictionReading = .none
    ) {
        let tier = NeedAccess.tier(of: viewer, ties)
        id = need.id
        category = need.category
        urgency = need.urgency
        neededBy = need.neededBy
        area = need.area
        areaCode = need.areaCode
        state = need.state
        progress = need.progress
        confidence = need.confidence
        createdAt = need.createdAt
        self.now = now
        freshness = need.freshness
        dueAt = need.dueAt
        audience = need.audience
        version = need.version
        changedAt = need.changedAt
        let isCase = tier == .case
        hidden = need.hidden
        emergency = need.emergency
        func isShown(_ part: String) -> Bool { isCase || (need.hidden == nil && !need.held.contains(part)) }
        title = isShown("title") ? need.title : nil
        lines = isShown("lines") ? .full(need.lines) : .held
        // What a reader may not read marks nothing for them.
        restrictions = limits.marks(
            need.category, need.area, need.state, at: now, items: isShown("lines") ? need.lines.map(\.item) : [])
        let isInside = viewer.member != nil || ties.contains(.requester) || viewer.isOperator
        owner =
            isInside
            ? Owner(id: need.ownerID, name: ownerName) : Owner(id: nil, name: NeedWords.theDesk(viewer.language))
        description = isCase || (isInside && isShown("description")) ? need.description : nil
        caseFacts =
            isCase
            ? CaseFacts(
                code: need.code, urgencyAsked: need.urgencyAsked, source: need.source, reference: need.reference,
                institution: need.institution, consent: need.consent, held: need.held.sorted(),
                voided: need.voided.sorted(), attempts: need.attempts, mergedInto: need.mergedInto,
                allowed: NeedRules.acts.filter {
                    NeedRules.isLegal($0, in: need) && Policy.allows($0, viewer, ties: ties)
                }.map(\.rawValue))
            : nil
    }

    init(_ row: BoardRow, for viewer: Viewer, ownerName: String, now: Int64) {
        let isCase = Policy.allows(.seeCase, viewer)
        let held = row.held.isEmpty ? [] : row.held.words
        func isShown(_ part: String) -> Bool { isCase || (row.hidden == nil && !held.contains(part)) }
        hidden = row.hidden
        emergency = row.emergency
        id = row.id
        title = isShown("title") ? row.title : nil
        category = row.category
        urgency = row.urgency
        neededBy = row.neededBy
        area = row.area
        areaCode = row.areaCode
        state = row.state
        progress = row.progress
        lines = isShown("lines") ? .prepared(row.linesJSON) : .held
        restrictions = row.limits.marks(
            row.category, row.area, row.state, at: now, items: isShown("lines") ? row.firstLines(100).map(\.item) : [])
        confidence = row.confidence
        createdAt = row.createdAt
        self.now = now
        freshness = row.freshness
        dueAt = row.dueAt
        audience = row.audience
        version = nil
        changedAt = row.changedAt
        owner =
            viewer.member != nil || viewer.isOperator
            ? Owner(id: row.ownerID, name: ownerName) : Owner(id: nil, name: NeedWords.theDesk(viewer.language))
        description = nil
        caseFacts = nil
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", id)
            json.field("title", title)
            json.field("category", category.rawValue)
            json.field("urgency", urgency.name)
            json.field("state", state.rawValue)
            json.field("progress", progress.rawValue)
            json.name("lines")
            switch lines {
            case .full(let lines): json.array(lines) { $1.write(to: &$0) }
            case .prepared(let bytes): json.raw(bytes)
            case .held: json.raw("[]")
            }
            json.field("area", area.parts)
            json.field("areaCode", areaCode == 0 ? nil : String(areaCode))
            json.field("neededBy", moment: neededBy)
            json.field("confidence", confidence?.rawValue)
            json.field("createdAt", moment: createdAt)
            json.field("changedAt", moment: changedAt)
            json.field("age", Int(max(0, now - createdAt) / 1000))
            json.field("freshness", freshness.rawValue)
            json.name("owner")
            json.object {
                if let id = owner.id { $0.field("id", id) }
                $0.field("name", owner.name)
            }
            json.field("due", moment: dueAt)
            json.field("audience", audience.name)
            if let hidden { json.field("hidden", hidden) }
            if let emergency {
                json.name("emergency")
                json.object {
                    $0.field("id", emergency.id)
                    $0.field("name", emergency.name)
                }
            }
            if !restrictions.isEmpty { json.field("restrictions", restrictions.map(BindingView.init)) }
            if let version { json.field("version", version) }
            if let description { json.field("description", description) }
            if let caseFacts { write(caseFacts, to: &json) }
        }
    }

    private func write(_ facts: CaseFacts, to json: inout JSON) {
        json.field("trackingCode", facts.code)
        json.field("urgencyAsked", facts.urgencyAsked.name)
        json.name("source")
        json.object {
            $0.field("kind", facts.source.rawValue)
            $0.field("reference", facts.reference)
        }
        json.field("institution", facts.institution)
        json.field("consent", facts.consent.rawValue)
        json.field("held", facts.held)
        json.field("voided", facts.voided)
        json.field("attempts", facts.attempts)
        json.field("mergedInto", facts.mergedInto)
        json.field("allowed", facts.allowed)
        json.field("areaCandidates", areaCandidates)
    }
}

/// What somebody may know of a claim: to members its quantity and who; its words and waybill to the case.
struct ClaimView: View {
    let claim: Claim
    let isCase: Bool
    let memberName: String?
    /// Where it waits for a permit.
    var wait: PermitWait?

    func write(to json: inout JSON) {
        json.object { fields(to: &$0) }
    }

    /// What is within its braces, for those who say more of it.
    func fields(to json: inout JSON) {
        json.field("id", claim.id)
        json.field("need", claim.needID)
        json.field("line", claim.lineID)
        json.field("quantity", quantity: claim.quantity)
        json.field("delivered", quantity: claim.delivered)
        json.field("usable", quantity: claim.usable)
        json.field("state", claim.state.rawValue)
        json.field("promisedBy", moment: claim.promisedBy)
        if let memberName { json.field("claimant", memberName) }
        if let wait {
            json.field("permitDue", moment: wait.dueAt)
            json.field("underWay", wait.isUnderWay)
        }
        if isCase {
            json.field("note", claim.note)
            json.name("waybill")
            json.object {
                $0.field("carrier", claim.carrier)
                $0.field("number", claim.waybill)
            }
        }
    }
}

/// A contact that was revealed.
struct ContactView: View {
    let part: PrivatePart

    func write(to json: inout JSON) {
        json.object { json in
            json.name("contact")
            json.object { json in
                write(part.contacts.first ?? Contact(), to: &json)
                json.field("address", part.address)
                json.field("receiving", part.receiving)
                json.field("onBehalfOf", part.onBehalfOf)
                json.field("place", part.point.map(PointView.init))
            }
            json.name("contacts")
            json.array(part.contacts) { json, contact in json.object { write(contact, to: &$0) } }
            json.name("original")
            json.object { json in
                for (field, raw) in (part.original ?? [:]).sorted(by: { $0.key < $1.key }) {
                    json.name(dynamic: field)
                    json.value(raw)
                }
            }
        }
    }

    private func write(_ contact: Contact, to json: inout JSON) {
        json.field("name", contact.name)
        json.field("phone", contact.phone)
        json.field("email", contact.email)
        json.field("wechat", contact.wechat)
        json.field("preference", contact.preference)
        json.field("hours", contact.hours)
    }
}

/// An event of the activity, as its viewer may know it: its details never hold anything private.
struct EventView: View {
    let event: SealedEvent
    let showsActor: Bool

    /// Who did it, by name for members only.
    var actor: String {
        let kind = event.actor.kind.rawValue
        return showsActor ? event.actorName ?? kind : kind
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("number", Int(event.number))
            json.field("id", event.id)
            json.field("at", moment: event.at)
            json.field("kind", event.kind.rawValue)
            json.field("object", event.objectID)
            json.field("actor", actor)
            json.name("details")
            json.raw(event.details)
        }
    }
}
