internal import Database
internal import Engine

/// The one redaction: what of an offer leaves the server. Pages, JSON and CSV are written from this.
struct OfferView: View {
    let id: ID
    let title: String?
    let category: Need.Category
    let state: Offer.State
    /// Nothing where they are held back.
    let lines: [NeedLine]?
    let conditions: String?
    let area: AreaPath
    let areaCode: Int
    let reach: Offer.Reach
    let from: Int64?
    let until: Int64?
    let isStanding: Bool
    let perDay: Int64?
    let serviceLevel: String?
    let boughtFrom: String?
    let confidence: Need.Confidence?
    let freshness: Need.Freshness
    let createdAt: Int64
    let changedAt: Int64
    let now: Int64
    let audience: Audience
    let owner: NeedView.Owner
    /// Reached through the member who can ask, not by themselves.
    let isThrough: Bool
    /// Somebody without an account has it.
    let isGuests: Bool
    /// Why its words are hidden.
    let hidden: String?
    /// For members: more about it, and whose house it is.
    let description: String?
    let institution: String?
    /// For those who work on it, have it or speak for whoever has it.
    let file: File?

    struct File: Sendable {
        let source: Need.SourceKind
        let reference: String
        let consent: Need.Consent
        let held: [String]
        let dueAt: Int64?
        let version: Int
        let awaitsSecond: Bool
        let isDisputed: Bool
        let allowed: [String]
        let isMine: Bool
    }

    init(_ offer: Offer, for viewer: Viewer, ownerName: String, now: Int64) {
        let ties = offer.ties(of: viewer), readsFile = OfferRules.readsFile(viewer, ties)
        func isShown(_ field: String) -> Bool { readsFile || offer.hidden == nil && !offer.held.contains(field) }
        hidden = offer.hidden
        id = offer.id
        title = isShown("title") ? offer.title : nil
        category = offer.category
        state = offer.shownState
        lines = isShown("lines") ? offer.lines : nil
        conditions = isShown("conditions") ? offer.conditions : nil
        serviceLevel = isShown("conditions") ? offer.serviceLevel : nil
        boughtFrom = isShown("conditions") ? offer.boughtFrom : nil
        (area, areaCode, reach) = (offer.area, offer.areaCode, offer.reach)
        (from, until, isStanding, perDay) = (offer.from, offer.until, offer.isStanding, offer.perDay)
        (confidence, freshness, audience) = (offer.confidence, offer.freshness, offer.audience)
        (createdAt, changedAt, self.now) = (offer.createdAt, offer.changedAt, now)
        (isThrough, isGuests) = (offer.offererID == nil && !offer.isGuests, offer.isGuests)
        let isInside = viewer.member != nil || viewer.isOperator
        owner =
            isInside
            ? NeedView.Owner(id: offer.ownerID, name: ownerName)
            : NeedView.Owner(id: nil, name: NeedWords.theDesk(viewer.language))
        description = readsFile || isInside && isShown("description") ? offer.description : nil
        institution = isInside && (readsFile || offer.hidden == nil) ? offer.institution : nil
        file =
            readsFile
            ? File(
                source: offer.source, reference: offer.reference, consent: offer.consent, held: offer.held.sorted(),
                dueAt: offer.dueAt, version: offer.version, awaitsSecond: offer.awaitsSecond,
                isDisputed: offer.isDisputed,
                allowed: OfferRules.actions.filter {
                    OfferRules.isLegal($0, in: offer.state) && OfferView.may($0, viewer, ties)
                }, isMine: !ties.isDisjoint(with: [.submitter, .requester])) : nil
    }

    private static func may(_ action: String, _ viewer: Viewer, _ ties: Ties) -> Bool {
        let act: Act =
            switch action {
            case "acknowledge": .acknowledgeOffer
            case "verify": .verifyOffer
            case "list": .listOffer
            case "reject": .rejectOffer
            case "use": .useOffer
            case "reopen": .reopenOffer
            default: .keepOffer
            }
        return Policy.allows(act, viewer, ties: ties)
    }

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", id)
            json.field("title", title)
            json.field("category", category.rawValue)
            json.field("state", state.rawValue)
            json.name("lines")
            json.array(lines ?? []) { OfferView.write($1, to: &$0) }
            json.field("conditions", conditions)
            json.field("area", area.parts)
            json.field("areaCode", areaCode == 0 ? nil : String(areaCode))
            json.field("radiusKm", reach.radiusKm)
            json.field("ships", reach.ships)
            json.field("from", moment: from)
            json.field("until", moment: until)
            json.field("standing", isStanding)
            json.field("perDay", quantity: perDay)
            json.field("serviceLevel", serviceLevel)
            json.field("boughtFrom", boughtFrom)
            json.field("confidence", confidence?.rawValue)
            json.field("freshness", freshness.rawValue)
            json.field("createdAt", moment: createdAt)
            json.field("changedAt", moment: changedAt)
            json.field("age", Int(max(0, now - createdAt) / 1000))
            json.field("audience", audience.name)
            json.field("through", isThrough)
            json.field("guest", isGuests)
            if let hidden { json.field("hidden", hidden) }
            writeInside(to: &json)
        }
    }

    private func writeInside(to json: inout JSON) {
        json.name("owner")
        json.object {
            if let id = owner.id { $0.field("id", id) }
            $0.field("name", owner.name)
        }
        if let description { json.field("description", description) }
        if let institution { json.field("institution", institution) }
        guard let file else { return }
        json.name("source")
        json.object {
            $0.field("kind", file.source.rawValue)
            $0.field("reference", file.reference)
        }
        json.field("consent", file.consent.rawValue)
        json.field("held", file.held)
        json.field("due", moment: file.dueAt)
        json.field("version", file.version)
        json.field("awaitsSecond", file.awaitsSecond)
        json.field("allowed", file.allowed)
        json.field("mine", file.isMine)
    }

    /// A line of an offer: what is bound, what was brought, what is left.
    static func write(_ line: NeedLine, to json: inout JSON) {
        json.object { json in
            json.field("id", line.id)
            json.field("item", line.item)
            json.field("kind", line.kind.rawValue)
            json.field("quantity", quantity: line.most)
            json.field("quantityKind", line.quantity.kind)
            if case .range(let least, _) = line.quantity { json.field("quantityLeast", quantity: least) }
            json.field("unit", line.unit)
            json.field("specification", line.specification)
            json.field("inUse", quantity: line.claimed)
            json.field("used", quantity: line.delivered)
            json.field("left", quantity: line.remaining)
        }
    }
}

/// What came of an offer that was sent in, for programs.
struct OfferReceiptView: View {
    let receipt: OfferActs.Receipt

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", receipt.offer.id)
            json.field("state", receipt.offer.shownState.rawValue)
            json.name("owner")
            json.object {
                $0.field("id", receipt.offer.ownerID)
                $0.field("name", receipt.ownerName)
            }
            json.field("due", moment: receipt.offer.dueAt)
            json.field("repeated", receipt.isRepeated)
            if let code = receipt.offer.code, let address = receipt.trackingURL {
                json.field("trackingCode", code)
                json.field("trackingURL", address)
            }
            if !receipt.areaCandidates.isEmpty { json.field("areaCandidates", receipt.areaCandidates) }
        }
    }
}

/// A use of an offer, to those who work on it, have it or speak for whoever has it.
struct OfferUseView: View {
    let use: OfferUse
    var claimState: Claim.State?

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", use.id)
            json.field("offer", use.offerID)
            json.field("line", use.lineID)
            json.field("need", use.needID)
            json.field("needLine", use.needLineID)
            json.field("quantity", quantity: use.quantity)
            json.field("state", use.state.rawValue)
            json.field("claim", use.claimID)
            json.field("claimState", claimState?.rawValue)
            json.field("answerer", use.answererID)
            json.field("askedAt", moment: use.askedAt)
            json.field("promisedBy", moment: use.promisedBy)
            json.field("answeredAt", moment: use.answeredAt)
            json.field("grantedAt", moment: use.grantedAt)
            json.field("note", use.note)
        }
    }
}
