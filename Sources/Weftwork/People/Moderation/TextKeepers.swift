internal import Database

/// Texts of other capabilities, by those who keep them.
extension MemberActs {
    /// Who keeps the texts of this kind, where this server has them.
    func keeper(of kind: TextPlace.Kind) throws(Refusal) -> any TextKeeper {
        guard let found = kind == .post ? texts : laterTexts[kind] else { throw .notFound }
        return found
    }

    /// Why a text of this kind is hidden, in words.
    func why(_ reason: String, _ kind: TextPlace.Kind) -> Text {
        (try? keeper(of: kind))?.words(ofReason: reason) ?? .verbatim(reason)
    }

    /// The same as events have it.
    func recorded(_ reason: String, _ kind: TextPlace.Kind) -> String {
        (try? keeper(of: kind))?.recorded(reason: reason) ?? reason
    }

    /// - Throws: ``Refusal/forbidden(_:)`` to whoever wrote it themselves where its keeper leaves that to others.
    func requireMayJudge(
        _ place: TextPlace, _ viewer: Viewer, in network: ID, _ db: any Connection
    ) throws {
        guard place.kind.isKept else { return }
        try keeper(of: place.kind).requireMayJudge(text: place.id, viewer, in: network, db)
    }
}
