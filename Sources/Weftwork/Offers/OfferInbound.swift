internal import Database
internal import Engine

/// Whether a message that comes in offers something. Pure.
enum OfferInbound {
    /// What a message offers; nothing where that isn't said plainly: who may be asking is heard as asking.
    ///
    /// - Throws: ``Refusal/invalid(_:)`` at `kind`, `text` or `from`.
    static func entry(_ message: InboundMessage, language: Language) throws(Refusal) -> OfferEntry? {
        var said = message, entry = OfferEntry()
        let subject = rest(of: message.subject), text = rest(of: message.text)
        (said.subject, said.text) = (subject ?? message.subject, text ?? message.text)
        switch Clean.line(message.kind ?? "").lowercased() {
        case "need": return nil
        case "offer":
            // A gateway that says so has asked; then the word alone names a thing, too.
            if isEmpty(said) { said = message }
        case "":
            guard subject != nil || text != nil, !message.isAnswer, !asks(message), offersGoods(message) else {
                return nil
            }
        default: throw .invalid("kind", SiteWords.badChoice(["need", "offer"], message.kind))
        }
        entry.what = try InboundRules.entry(said, language: language)
        return entry
    }

    private static func isEmpty(_ message: InboundMessage) -> Bool {
        Clean.prose(message.subject ?? "").isEmpty && Clean.prose(message.text ?? "").isEmpty
    }

    /// What stands after the word by which somebody offers; nothing where it doesn't begin with one.
    static func rest(of typed: String?) -> String? { start(of: typed)?.rest }

    private static func start(of typed: String?) -> (word: String, rest: String)? {
        let text = Clean.prose(typed ?? "")
        guard let word = OfferInboundWords.offers.first(where: { begins(text, with: $0) }) else { return nil }
        let rest = String(text.dropFirst(word.count).drop { !$0.isLetter && !$0.isNumber })
        guard !OfferInboundWords.others.contains(where: { rest.hasPrefix($0) }) else { return nil }
        return (word, rest)
    }

    /// Whether goods are counted after the word, by what goods are counted in: a house has a number, too, and so have people who are
    /// trapped. Whoever gives an address or an answer says the weaker words as well; there the goods have to follow at once.
    private static func offersGoods(_ message: InboundMessage) -> Bool {
        let starts = [start(of: message.subject), start(of: message.text)].compactMap { $0 }
        let isPlain = starts.contains { !OfferInboundWords.weak.contains($0.word) }
        let said = [message.subject, message.text].map { start(of: $0)?.rest ?? Clean.prose($0 ?? "") }
        if isPlain { return said.contains { PastedLines.parse($0).contains(where: isCounted) } }
        return starts.contains { PastedLines.parse($0.rest).first.map(isCounted) ?? false }
    }

    private static func isCounted(_ line: PastedLine) -> Bool {
        switch line.quantity {
        case .number(let least), .range(let least, _): guard least > 0 else { return false }
        case .unknown, .unlimited: return false
        }
        let unit = line.unit.lowercased().prefix { $0 != "(" && $0 != "/" && $0 != " " }
        return !line.item.isEmpty && OfferInboundWords.units.contains(String(unit))
    }

    /// Chinese leaves no space after a word; elsewhere it has to end there.
    private static func begins(_ text: String, with word: String) -> Bool {
        guard text.prefix(word.count).lowercased() == word else { return false }
        guard word.utf8.allSatisfy({ $0 < 128 }), let next = text.dropFirst(word.count).first else { return true }
        return !next.isLetter && !next.isNumber
    }

    private static func asks(_ message: InboundMessage) -> Bool {
        let said = "\(message.subject ?? "")\n\(message.text ?? "")".lowercased()
        let words = said.split { !$0.isLetter && $0 != "'" }.map(String.init)
        return OfferInboundWords.asking.contains { said.contains($0) }
            || !OfferInboundWords.askingWords.isDisjoint(with: words)
    }
}

/// What became of a message.
struct InboundTaken: Sendable {
    enum Object: Sendable {
        case need(Need), offer(Offer)
    }

    let object: Object
    let isNew: Bool
}

extension OfferActs {
    /// Takes a message in: a word about what its sender has sent in before goes there; else it is an offer where it says so plainly, and a
    /// need where it does not. Its receipt goes out by the way it came, in either case.
    func receive(
        _ message: InboundMessage, by viewer: Viewer, in network: Network, once: Once? = nil
    ) async throws -> InboundTaken {
        try Policy.require(.receiveInbound, viewer)
        let offered = try OfferInbound.entry(message, language: viewer.language)
        let heard = try offered?.what ?? InboundRules.entry(message, language: viewer.language)
        if try await needs.need(about: message, from: heard, in: network) == nil {
            let own = once?.under("inbound \(viewer.onceActor)")
            if let known = try await offer(about: message, from: heard, in: network) {
                return InboundTaken(object: .offer(try await add(message, to: known, once: own)), isNew: false)
            }
            if let offered, try await mayOffer(message, heard, in: network),
                let taken = try await take(offered, from: message, in: network, once: own)
            {
                return taken
            }
        }
        let taken = try await needs.receive(message, by: viewer, in: network, once: once)
        return InboundTaken(object: .need(taken.need), isNew: taken.isNew)
    }

    /// Whoever has asked here themselves and writes again, without the code, more likely answers or asks on than gives. A gateway that says
    /// what it is knows better.
    private func mayOffer(_ message: InboundMessage, _ heard: NeedEntry, in network: Network) async throws -> Bool {
        guard Clean.line(message.kind ?? "").isEmpty else { return true }
        var keys: [NeedKey] = []
        if !heard.phone.isEmpty { keys.append(needs.key(.phone, heard.phone)) }
        if !heard.email.isEmpty { keys.append(needs.key(.email, heard.email)) }
        return try await !database.read { [keys] db in
            try keys.contains { try db.hasOpenNeed(with: $0, in: network.id) }
        }
    }

    /// Nothing where no offer can be made of it, and nobody but its words says that it is one.
    private func take(
        _ entry: OfferEntry, from message: InboundMessage, in network: Network, once: Once?
    ) async throws -> InboundTaken? {
        let stranger = Viewer(.anonymous, language: entry.what.language), receipt: Receipt
        do {
            receipt = try await submit(entry, by: stranger, in: network, once: once)
        } catch Refusal.invalid where Clean.line(message.kind ?? "").isEmpty {
            return nil
        }
        // What is longer than a description goes on in notes, and nothing of it is lost.
        let more = InboundRules.parts(message).dropFirst() + [message.note].compactMap { $0 }
        if !receipt.isRepeated || once != nil { try await write(more, to: receipt.offer, once: once) }
        if !receipt.isRepeated { try await ringUnseen(receipt.offer) }
        return InboundTaken(object: .offer(receipt.offer), isNew: !receipt.isRepeated)
    }

    /// The open offer of its sender's that a message names by its code.
    private func offer(about message: InboundMessage, from entry: NeedEntry, in network: Network) async throws -> Offer?
    {
        for code in InboundRules.codes(in: message) {
            guard let offer = try await offer(code: code), offer.networkID == network.id, offer.state.isOpen else {
                continue
            }
            let secret = try await database.read { [vault = vault] db in try db.secret(of: offer, vault: vault) }
            if (secret?.part).map(entry.isFrom) == true { return offer }
        }
        return nil
    }

    private func add(_ message: InboundMessage, to offer: Offer, once: Once?) async throws -> Offer {
        let said = InboundRules.parts(of: message.answer ?? message.text ?? "")
        let parts = said.isEmpty ? [Clean.sentence(message.subject ?? "")] : said
        try await write(parts + [message.note].compactMap { $0 }, to: offer, tells: true, once: once)
        return try await database.read { db in try db.offer(offer.id, in: offer.networkID) } ?? offer
    }

    /// Writes down what was said, each part once. A sender can be forged: they add, and read and change nothing.
    ///
    /// - Parameter tells: whoever answers for it hears that there is more to read.
    private func write(
        _ parts: some Sequence<String>, to offer: Offer, tells: Bool = false, once: Once?
    ) async throws {
        let now = world.now(), picture = try await needs.duty.picture(of: offer.networkID, now: now)
        let words = parts.filter { !$0.isEmpty }, once = once?.under("words")
        guard !words.isEmpty else { return }
        let guest = Viewer(.requester(need: offer.id, full: false), language: offer.language)
        try await database.write { db in
            let desk = OfferDesk(
                acts: self, db: db, viewer: guest, network: offer.networkID, now: now, picture: picture)
            let (known, ties) = try desk.open(offer.id)
            guard try db.earlier(once, by: guest, in: offer.networkID) == nil else { return }
            try Policy.require(.keepOffer, guest, ties: ties)
            for part in words { try desk.record(.added, on: known, .case, [("text", .words(part))]) }
            if tells { try desk.tell(known.ownerID, OfferInboundWords.added, about: known) }
            try db.remember(once, object: known.id, by: guest, in: offer.networkID, at: now)
        }
    }
}
