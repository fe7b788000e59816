internal import Database

/// What a requester is told about her need.
enum NeedMessage: Sendable {
    case acknowledged, verified, published, cannotReach, delivered, stillNeeded, contactChanged
    case question(String)
    /// It is here: who reads it when. No answer yet.
    case received(Text)
    case reportAnswered
    /// Somebody has written to her.
    case wrote
    case ended(Need.State, String)
    case hidden(String)
    case shown
    case hidingUpheld(String)
    /// It lies with this authority, whose answer is expected by then; what it has answered.
    case passedToAuthority(String, Int64)
    case authorityAnswered(OfficialWay.Outcome, String)
    case permitDecided(Bool, String)
    /// How it stands with a partner network; whether somebody there tells her anyway.
    case referral(Text, isAnswered: Bool)
    /// A promise that lacked this authority's permit went back.
    case promiseReturned(String)
    /// The emergency of this name is over, with thanks.
    case emergencyClosed(String)
    /// What she said is the same as hers has ended.
    case sameEnded(Text, Ending)
    /// She asked for answers in WeChat: this is the first.
    case answersInWeChat
    /// Her secret link, once more.
    case link
}

/// What a member is told about a need.
enum MemberMessage: Sendable {
    case needEnded, needChanged, timeChanged, disputed, claimAsked, claimReleased, clockReminded,
        clockBackup,
        clockReassigned, leftAtNight,
        handover, passedOn, referralReturned, requesterWrote, callReported, disputeOver, seenOtherwise
    /// Of something only so much is wanted now, and more is promised.
    case lessWanted(Int64, promised: Int64)
    /// A promise that takes a second person: who is asked to be it, that no message went to them, that nobody is, that it is answered; that
    /// it may go.
    case secondAsked, secondNotWritten, secondMissing, secondAnswered, letThrough
    case revealedInBulk(LookAlert)
    case permitStated, permitAccepted, permitRefused, permitTakenBack
    /// A promise that waits for a permit: the one it leaned on was taken back, its time is nearly over, it leans on one, it went back; to the owner: it has none and is on
    /// its way.
    case permitGone, permitRanOut, permitStillMissing, promiseMayGo, promiseReturned, promiseWithoutPermit
}

extension MemberMessage {
    /// Whether it is about what its reader has promised; nothing where that depends on the reader.
    var isAboutPromise: Bool? {
        switch self {
        case .needEnded, .needChanged, .timeChanged, .lessWanted, .disputed, .claimAsked, .claimReleased,
            .secondNotWritten, .secondAnswered, .letThrough, .permitGone, .permitRanOut, .permitStillMissing,
            .promiseMayGo, .promiseReturned:
            true
        case .disputeOver, .permitAccepted, .permitRefused, .permitTakenBack: nil
        case .clockReminded, .clockBackup, .clockReassigned, .leftAtNight, .handover, .passedOn, .referralReturned,
            .requesterWrote, .callReported, .seenOtherwise, .secondAsked, .secondMissing, .revealedInBulk,
            .permitStated,
            .promiseWithoutPermit:
            false
        }
    }
}

extension Need {
    /// What it is called in mails to anybody: neither hidden words nor those that are held back leave the house.
    var titleInMail: Text { held.contains("title") && hidden == nil ? BoardWords.heldText : titleInCaseMail }

    /// The same to her and to readers of the case, who know what is held back.
    var titleInCaseMail: Text { hidden.map(ModerationWords.stub) ?? .verbatim(title) }
}

extension CaseDesk {
    /// Tells a member; "what waits for me" shows it in any case.
    func tell(_ message: MemberMessage, member: ID, about need: Need) throws {
        if let alarm = message.alarm {
            return try db.insertAlarm(alarm, of: need, for: member, at: now, id: acts.world.newID())
        }
        // Whoever has left hears no more of it; what they had promised has gone back.
        guard try !db.hasLeft(member, in: network),
            let person = try db.address(of: member, in: network, vault: acts.vault)
        else { return }
        let link = "\(acts.configuration.publicURL)/n/\(person.slug)/needs/\(need.id)"
        let isPlain = try !need.held.contains("title") || reads(member, need)
        let title = isPlain ? need.titleInCaseMail : need.titleInMail
        let hasPromised = try message.isAboutPromise ?? db.claims(of: need).contains { $0.memberID == member }
        try db.send(
            NeedWords.memberMailSubject(title, hasPromised: hasPromised)(person.language),
            NeedWords.memberMailBody(message, link: link)(person.language), to: person.channel, vault: acts.vault,
            id: acts.world.newID(), at: sendsAt, about: member, act: undoableAct)
    }

    private func reads(_ id: ID, _ need: Need) throws -> Bool {
        guard let member = try db.member(id, in: network) else { return false }
        let viewer = Viewer(.member(member), language: need.language)
        return NeedAccess.tier(of: viewer, try db.ties(of: viewer, to: need, now: now)) == .case
    }

    /// Tells those who have promised something, newest first.
    func tellClaimants(of need: Need, _ message: MemberMessage) throws {
        let claimants = Set(try db.claims(of: need).filter { $0.state == .open }.map(\.memberID))
        for member in claimants.sorted() { try tell(message, member: member, about: need) }
    }
}
