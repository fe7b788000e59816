internal import Database

/// A team as it is sent: from JSON, or from a form with the same names.
struct TeamBody: Decodable {
    var purpose: String?
    var needs: [String]?
    var cluster: String?
    var emergency: String?
    var area: String?
    var category: String?

    init(_ form: Form) {
        (purpose, cluster, emergency) = (form.text("purpose"), form.text("cluster"), form.text("emergency"))
        (area, category) = (form.text("area"), form.text("category"))
        needs = form.all("need")
    }

    /// - Throws: ``Refusal/invalid(_:)`` for what is no id or no word of a choice.
    func draft() throws(Refusal) -> TeamDraft {
        var draft = TeamDraft()
        draft.purpose = purpose ?? ""
        draft.needs = try TeamBody.ids(needs ?? [])
        draft.isFromCluster = cluster != nil
        if let emergency {
            guard let id = ID(emergency) else { throw .invalid("emergency", TeamWords.noSuchEmergency) }
            draft.emergency = id
        }
        draft.area = area ?? ""
        if let category {
            guard let known = Need.Category(rawValue: category) else {
                throw .invalid("category", SiteWords.badChoice(Need.Category.allCases.map(\.rawValue), category))
            }
            draft.category = known
        }
        return draft
    }

    static func ids(_ typed: [String]) throws(Refusal) -> [ID] {
        var ids: [ID] = []
        for text in typed {
            guard let id = ID(text) else { throw .invalid("needs", TeamWords.unknownNeed) }
            ids.append(id)
        }
        return ids
    }
}

/// What an act on a team carries.
struct TeamActionBody: Decodable {
    var action: String?
    var role: String?
    var member: String?
    var purpose: String?
    var needs: [String]?
    var need: String?
    var kind: String?
    var name: String?
    var heads: LooseText?

    init(_ form: Form) {
        (action, role, member, purpose) = (form["action"], form["role"], form.text("member"), form["purpose"])
        (need, kind, name) = (form.text("need"), form["kind"], form["name"])
        needs = form.all("needs")
        heads = form.text("heads").map { LooseText($0) }
    }

    /// The act that is meant.
    /// - Throws: ``Refusal/invalid(_:)`` for an unknown act or a value that can't be read.
    func parsed() throws(Refusal) -> TeamAction {
        switch action {
        case "take": return .take(role: try roleID())
        case "release": return .release(role: try roleID(), member: try memberID(isNeeded: false))
        case "confirm":
            guard let id = try memberID(isNeeded: true) else { throw .invalid("member", NeedWords.unknownMember) }
            return .confirm(role: try roleID(), member: id)
        case "change": return .change(purpose: purpose ?? "")
        case "addNeeds": return .addNeeds(try TeamBody.ids(needs ?? []))
        case "removeNeed":
            guard let id = need.flatMap({ ID($0) }) else { throw .invalid("need", TeamWords.notInTeam) }
            return .removeNeed(id)
        case "openRole":
            guard let kind = kind.flatMap(TeamRole.Kind.init(rawValue:)) else {
                throw .invalid("kind", SiteWords.badChoice(TeamRole.Kind.allCases.map(\.rawValue), kind))
            }
            return .openRole(kind: kind, name: name ?? "", heads: try count() ?? 1)
        case "setHeads":
            guard let count = try count() else { throw .invalid("heads", SiteWords.missing) }
            return .setHeads(role: try roleID(), heads: count)
        case "looked": return .looked
        case "setBackup": return .setBackup(try memberID(isNeeded: false))
        case "offer":
            guard let id = try memberID(isNeeded: true) else { throw .invalid("member", NeedWords.unknownMember) }
            return .offer(to: id)
        case "takeBack": return .takeBack
        case "accept": return .accept
        case "decline": return .decline
        case "keepOpen": return .keepOpen
        case "close": return .close
        default: throw .invalid("action", SiteWords.badChoice(TeamAction.names, action))
        }
    }

    private func roleID() throws(Refusal) -> ID {
        guard let id = role.flatMap({ ID($0) }) else { throw .invalid("role", TeamWords.unknownRole) }
        return id
    }

    private func memberID(isNeeded: Bool) throws(Refusal) -> ID? {
        guard let member, !member.isEmpty else {
            if isNeeded { throw .invalid("member", SiteWords.missing) }
            return nil
        }
        guard let id = ID(member) else { throw .invalid("member", NeedWords.unknownMember) }
        return id
    }

    private func count() throws(Refusal) -> Int? {
        guard let heads, !heads.text.isEmpty else { return nil }
        guard let count = Int(heads.text), count >= 0 else {
            throw .invalid("heads", TeamWords.badHeads(1, TeamRules.mostHeads))
        }
        return count
    }
}
