internal import Database

/// What a requester is told about her need.
enum NeedMessage: Sendable {
    case acknowledged, verified, published, cannotReach, delivered, stillNeeded, contactChanged
    case question(String)
    case ended(Need.State, String)
    case hidden(String)
    case shown
    case hidingUpheld(String)

    /// It can be undone: it waits a minute before it goes out.
    var isUndoable: Bool {
        switch self {
        case .ended(.duplicate, _), .ended(.rejected, _): true
        default: false
        }
    }
}

/// What a member is told about a need.
enum MemberMessage: Sendable {
    case needEnded, needChanged, disputed, claimAsked, claimReleased, clockReminded, clockBackup, clockReassigned,
        handover, requesterWrote
    case revealedInBulk(LookAlert)
}

extension CaseDesk {
    /// Tells the requester by mail where she left an address; her page tells it in any case.
    func tellRequester(_ message: NeedMessage, of need: Need) throws {
        let hasEmail = try db.value(
            "SELECT has_email FROM need_private WHERE network_id = \(network) AND need_id = \(need.id)", as: Bool.self)
        guard hasEmail == true, let part = try db.privatePart(of: need, in: acts.vault),
            let address = part.contacts.lazy.map(\.email).first(where: { !$0.isEmpty })
        else { return }
        let mail = Mail(
            to: address,
            subject: NeedWords.mailSubject(need.title)(need.language),
            body: NeedWords.mailBody(message, link: acts.trackingURL(of: need), code: need.code)(need.language))
        let moment = message.isUndoable ? now + Time.minute : now
        try db.enqueue(.mail, mail.sealed(by: acts.vault), id: acts.world.newID(), at: moment, subject: need.id)
    }

    /// Tells a member by mail; "what waits for me" shows it in any case.
    func tell(_ message: MemberMessage, member: ID, about need: Need) throws {
        guard let person = try db.address(of: member, in: network, vault: acts.vault) else { return }
        let mail = Mail(
            to: person.email,
            subject: NeedWords.mailSubject(
                need.hidden.map { ModerationWords.stub($0)(person.language) } ?? need.title)(person.language),
            body: NeedWords.memberMailBody(
                message, link: "\(acts.configuration.publicURL)/n/\(person.slug)/needs/\(need.id)")(person.language))
        try db.enqueue(.mail, mail.sealed(by: acts.vault), id: acts.world.newID(), at: now, subject: need.id)
    }

    /// Tells those who have promised something, newest first.
    func tellClaimants(of need: Need, _ message: MemberMessage) throws {
        let claimants = Set(try db.claims(of: need).filter { $0.state == .open }.map(\.memberID))
        for member in claimants.sorted() { try tell(message, member: member, about: need) }
    }
}
