internal import Database
internal import Engine

/// Words that must not stand as they are: what speaks of money waits for one who answers for it, and every post is reported,
/// hidden and appealed like other texts.
extension TalkActs {
    /// The acts among people, for what needs an owner and a time.
    var matters: MemberActs {
        MemberActs(
            database: database, world: world, vault: vault, configuration: configuration,
            vouches: VouchActs(database: database, world: world, vault: vault, configuration: configuration),
            // Nobody is forgotten by these.
            holdings: holdings, copies: [], texts: self)
    }

    // MARK: Held back

    /// Who would look at words that speak of money; nobody where they don't, or where nobody but their author could.
    func judge(of words: String, by viewer: Viewer, in network: ID) async throws -> ID? {
        guard MoneyWords.find(in: words) != nil else { return nil }
        do {
            return try await matters.owner(
                for: .heldPost, about: nil, except: Set([viewer.member?.id].compactMap { $0 }), in: network)
        } catch Refusal.conflict {
            return nil
        }
    }

    /// Somebody answers for it within a day, and is reminded; where nobody could, those who lead see it in its thread.
    func hold(_ post: Post, _ judge: ID?, _ db: any Connection) throws {
        guard let judge, let network = try db.network(id: post.place.network),
            try db.openMatter(.heldPost, about: post.text, in: network.id) == nil
        else { return }
        let words = TalkWords.heldMatter(network.language)
        let draft = MatterDraft(kind: .heldPost, about: post.byID, words: words)
        let matter = matters.newMatter(draft, opener: nil, person: nil, owner: judge, in: network.id)
        try db.insert(matter, words: words, vault: vault)
        try db.insertReported(post.text, in: matter)
        try matters.begin(matter, by: Viewer(.system, language: network.language), db)
    }

    /// It waits no more: whoever was to look at it is told, unless it was they.
    func endHold(of post: Post, _ outcome: Matter.Outcome, by viewer: Viewer, _ db: any Connection) throws {
        guard let matter = try db.openMatter(.heldPost, about: post.text, in: post.place.network) else { return }
        try matters.close(matter, outcome, by: viewer, at: world.now(), db)
        try matters.tellOthers(of: matter, than: viewer.member?.id, MatterWords.mailClosed(.heldPost), db)
    }
}

extension TalkActs: TextKeeper {
    private func found(_ id: ID, in network: ID, _ db: any Connection) throws -> Post {
        guard let post = try db.post(id, in: network, vault: vault) else { throw Refusal.notFound }
        return post
    }

    func author(ofText id: ID, in network: ID, _ db: any Connection) throws -> TextAuthor {
        let post = try found(id, in: network, db)
        return TextAuthor(memberID: post.byID, needID: post.isByRequester ? post.place.id : nil)
    }

    func requireReader(ofText id: ID, _ viewer: Viewer, in network: ID, _ db: any Connection) throws {
        let post = try found(id, in: network, db)
        let subject = try keepers.subject(post.place, for: viewer, now: world.now(), db)
        guard let thread = subject.thread(post.thread), TalkRules.sees(post, viewer, in: thread) else {
            throw Refusal.notFound
        }
    }

    func words(ofText id: ID, in network: ID, _ db: any Connection) throws -> (words: String, heldSince: Int64?)? {
        guard let post = try db.post(id, in: network, vault: vault), let words = post.words else { return nil }
        return (words, post.isHeld ? post.editedAt ?? post.at : nil)
    }

    func follow(_ news: TextNews, text id: ID, in network: ID, by viewer: Viewer, _ db: any Connection) throws {
        var post = try found(id, in: network, db)
        if case .hidden = news, post.isHeld {
            // Who hides it has looked at it: shown again it is there for all readers.
            post.isHeld = false
            try db.save(post, vault: vault)
            try endHold(of: post, .hidden, by: viewer, db)
        }
        guard post.isByRequester else { return }
        try keepers.keeper(of: post.place.kind).tell(news, of: post, by: viewer, now: world.now(), db)
    }

    func release(in network: ID, by viewer: Viewer) async throws -> TextRelease {
        let now = world.now()
        var tellers: [TalkKind: TalkTeller] = [:]
        for keeper in keepers.all {
            tellers[keeper.kind] = try await keeper.teller(in: network, by: viewer, now: now)
        }
        return { [tellers] id, db in
            // Taken back meanwhile, there is nothing to let through.
            guard var post = try db.post(id, in: network, vault: vault), post.isHeld, post.words != nil,
                let tell = tellers[post.place.kind]
            else { return }
            let subject = try keepers.subject(post.place, for: viewer, now: now, db)
            guard let thread = subject.thread(post.thread) else { throw Refusal.notFound }
            guard !TalkRules.isAuthor(viewer, of: post) else { throw Refusal.forbidden(SiteWords.forbidden) }
            post.isHeld = false
            try db.save(post, vault: vault)
            try record(post, in: thread, by: viewer, db)
            try tellReaders(of: post, in: subject, tell, db)
        }
    }
}
