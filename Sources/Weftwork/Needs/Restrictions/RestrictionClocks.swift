internal import Database

/// What clocks do about permits and authorities.
extension CaseDesk {
    /// What lies with an authority ends by no clock: it is looked at again later.
    func isHeld(_ clock: Clock, _ need: Need, for length: Int64) throws -> Bool {
        guard need.isAnswerOut else { return false }
        _ = try db.advance(clock, to: clock.stage, next: now + max(length, Time.hour))
        return true
    }

    /// A permit that nobody has looked at passes to another who may.
    func otherReader(of clock: Clock, _ need: Need) throws -> ID? {
        guard let permit = try db.permit(clock.objectID, in: network, vault: acts.vault) else { return nil }
        let other = permitReader(of: permit, need, except: clock.ownerID)
        return other == clock.ownerID ? nil : other
    }
}
