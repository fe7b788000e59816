internal import Database

extension TalkKind {
    static let need = TalkKind(rawValue: "need")
}

extension Need {
    var talk: TalkPlace { TalkPlace(network: networkID, kind: .need, id: id) }
}

/// The threads of a need, and who reads each. Pure.
enum NeedTalkRules {
    enum Name: String, CaseIterable {
        /// Those who work on the case, among themselves.
        case team
        /// The same with her.
        case requester
        /// Those with a promise that is not over, and the case team.
        case helpers
    }

    /// The threads that a viewer may read, of a need that they may see.
    static func threads(_ viewer: Viewer, _ ties: Ties) -> [TalkThread] {
        let isTeam = isTeam(viewer, ties)
        let mayRelease = isTeam && Policy.allows(.releasePost, viewer)
        let isHers = ties.contains(.requester) || (viewer.member?.isSuspended == false && ties.contains(.submitter))
        let isHelper = viewer.member?.isSuspended == false && ties.contains(.claimant)
        return Name.allCases.compactMap { name in
            var thread: TalkThread
            switch name {
            case .team:
                guard isTeam else { return nil }
                thread = make(name, NeedTalkWords.team, NeedTalkWords.teamReads)
                // Everybody who reads here would see what is held back.
                thread.holdsMoney = false
            case .requester:
                guard isTeam || isHers else { return nil }
                thread = make(
                    name, isHers ? NeedTalkWords.withTeam : NeedTalkWords.withRequester,
                    isHers ? NeedTalkWords.teamReadsToo : NeedTalkWords.requesterReads)
            case .helpers:
                guard isTeam || isHelper else { return nil }
                thread = make(name, NeedTalkWords.helpers, NeedTalkWords.helpersRead)
            }
            thread.seesHeld = isTeam
            thread.mayRelease = mayRelease
            thread.mayWrite = viewer.member != nil || ties.contains(.requester)
            return thread
        }
    }

    /// The case team: the desk, the owner, whoever works on it now – not whoever sent it in for her, nor she herself.
    static func isTeam(_ viewer: Viewer, _ ties: Ties) -> Bool {
        if viewer.member?.isSuspended == true { return false }
        return Policy.allows(.seeCase, viewer, ties: ties.intersection([.owner, .holder]))
    }

    /// The desk's stream alone tells that something was written; each thread has a live stream of its own for its readers.
    private static func make(_ name: Name, _ title: Text, _ readers: Text) -> TalkThread {
        TalkThread(name: name.rawValue, title: title, readers: readers, audience: .case)
    }
}

/// What Needs says about the talk on a need.
struct NeedTalk: TalkKeeper {
    let acts: NeedActs

    let kind = TalkKind.need
    let collection = "needs"

    func subject(_ place: TalkPlace, for viewer: Viewer, now: Int64, _ db: any Connection) throws -> TalkSubject? {
        guard let need = try db.need(place.id, in: place.network), let network = try db.network(id: place.network)
        else {
            return nil
        }
        let ties = try db.ties(of: viewer, to: need, now: now)
        guard NeedAccess.canSee(need, viewer, ties) else { return nil }
        // Held or hidden words stand in no message either.
        let isShown =
            NeedAccess.tier(of: viewer, ties) == .case || (need.hidden == nil && !need.held.contains("title"))
        let stub = need.hidden.map(ModerationWords.stub) ?? BoardWords.heldText
        return TalkSubject(
            place: place, sealedFor: need.id, title: isShown ? need.title : stub(viewer.language),
            path: "/n/\(network.slug)/needs/\(need.id)",
            threads: NeedTalkRules.threads(viewer, ties))
    }

    /// Whoever answers for the need hears of all of it.
    func listeners(_ place: TalkPlace, thread: String, _ db: any Connection) throws -> [ID] {
        guard let need = try db.need(place.id, in: place.network), need.state.isOpen else { return [] }
        return [need.ownerID]
    }

    func teller(in network: ID, by viewer: Viewer, now: Int64) async throws -> TalkTeller {
        let picture = try await acts.duty.picture(of: network, now: now)
        return { [acts] post, db in
            let desk = CaseDesk(acts: acts, db: db, viewer: viewer, network: network, now: now, picture: picture)
            try desk.tell(of: post)
        }
    }

    func tell(_ news: TextNews, of post: Post, by viewer: Viewer, now: Int64, _ db: any Connection) throws {
        guard let need = try db.need(post.place.id, in: post.place.network) else { return }
        let desk = CaseDesk(
            acts: acts, db: db, viewer: viewer, network: post.place.network, now: now,
            picture: DutyPicture(candidates: [], settings: .shipped))
        switch news {
        case .hidden(let reason): try desk.tellRequester(.hidden(reason), of: need)
        case .shown: try desk.tellRequester(.shown, of: need)
        case .upheld(let reason): try desk.tellRequester(.hidingUpheld(reason), of: need)
        }
    }
}

extension CaseDesk {
    /// What she writes reaches the owner; what is written to her reaches her, whatever way works.
    fileprivate func tell(of post: Post) throws {
        guard let need = try db.need(post.place.id, in: network) else { return }
        if post.isByRequester {
            var change = NeedChange(need: need)
            try hear(of: need, &change)
            if change.need.state != need.state { _ = try finish(change, from: need) }
        } else if post.thread == NeedTalkRules.Name.requester.rawValue {
            // Whoever sent it in for her speaks for her.
            guard post.byID != need.submitterID || need.ownerID == post.byID else {
                return try tell(.requesterWrote, member: need.ownerID, about: need)
            }
            // What she was told of and has not looked at yet leads her to this too.
            guard try !db.waitsUnseen(post, since: now - Time.hour) else { return }
            try tellRequester(.wrote, of: need)
        }
    }
}
