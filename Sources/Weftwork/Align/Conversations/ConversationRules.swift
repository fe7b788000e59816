internal import Database
internal import Engine

/// What may be said in a conversation, who may take part, what is asked next. Pure.
enum ConversationRules {
    static let mostQuestion = 160
    static let mostBackground = 4000
    static let mostStatement = 140
    static let leastStatement = 4
    static let mostSeeds = 60
    static let mostStatements = 1000
    /// So many statements one person may say in one conversation.
    static let mostOfOne = 20
    static let longest = 366 * Time.day
    /// Where the host chose nothing: enough to have thought for oneself.
    static let usualShowsAfter = 5
    static let mostShowsAfter = 30
    /// Fewer people than this are shown as nothing but their number: of four one knows who said what.
    static let fewest = 5
    /// So long the host has for what waits to be looked at.
    static let moderating = Time.day
    /// How often it is told that a picture has changed.
    static let telling = 10 * Time.second

    // MARK: Opening

    static func question(_ typed: String) throws(Refusal) -> String {
        let line = Clean.sentence(typed)
        guard !line.isEmpty else { throw .invalid("question", ConversationWords.questionMissing) }
        guard line.count <= mostQuestion else { throw .invalid("question", NeedWords.tooLong(mostQuestion)) }
        return line
    }

    static func background(_ typed: String) throws(Refusal) -> String {
        let text = Clean.prose(typed)
        guard text.count <= mostBackground else { throw .invalid("background", NeedWords.tooLong(mostBackground)) }
        return text
    }

    static func who(_ typed: String?) throws(Refusal) -> Conversation.Who {
        guard let typed, !typed.isEmpty else { return .members }
        guard let who = Conversation.Who(rawValue: typed) else {
            throw .invalid("who", SiteWords.badChoice(Conversation.Who.allCases.map(\.rawValue), typed))
        }
        return who
    }

    /// Strangers' words are looked at first unless the host says otherwise.
    static func moderation(_ typed: String?, for who: Conversation.Who) throws(Refusal) -> Conversation.Moderation {
        guard let typed, !typed.isEmpty else { return who == .members ? .after : .before }
        guard let moderation = Conversation.Moderation(rawValue: typed) else {
            throw .invalid(
                "moderation", SiteWords.badChoice(Conversation.Moderation.allCases.map(\.rawValue), typed))
        }
        return moderation
    }

    /// After how many answers one sees the result: a number, or `closed`.
    static func showsAfter(_ typed: String?) throws(Refusal) -> Int {
        guard let typed, !typed.isEmpty else { return usualShowsAfter }
        if typed == "closed" { return Conversation.untilClosed }
        guard let number = Int(typed), (0...mostShowsAfter).contains(number) else {
            throw .invalid("showsAfter", ConversationWords.badShowsAfter(mostShowsAfter))
        }
        return number
    }

    /// The end of a day where whoever opens it lives, or a moment.
    static func closes(_ typed: String?, zone: String?, now: Int64) throws(Refusal) -> Int64? {
        guard let typed, !Clean.line(typed).isEmpty else { return nil }
        let line = Clean.line(typed)
        let day = line.count == 10 ? Format.milliseconds(rfc3339: line + "T00:00:00Z") : nil
        let end = day.map { LocalClock(zone).moment(wall: $0 + Time.day) }
        guard let moment = end ?? Format.milliseconds(rfc3339: line) else {
            throw .invalid("closes", NeedWords.badDate(line))
        }
        guard moment > now, moment <= now + longest else { throw .invalid("closes", ConversationWords.badCloses) }
        return moment
    }

    /// Who may let people in who are no members: a link in the world is the network's face.
    static func mayOpenToOthers(_ member: Member) -> Bool {
        member.standing == .steward || member.has(.coordinator) || member.has(.facilitator)
            || member.has(.communicator)
    }

    /// A result that was promised to stay hidden is not shown earlier.
    static func isLoosened(_ new: Int, than old: Int) -> Bool { new < old }

    // MARK: Statements

    static func words(_ typed: String, field: String = "words") throws(Refusal) -> String {
        // What people write keeps its own commas.
        let line = Clean.sentence(typed)
        guard line.count >= leastStatement else { throw .invalid(field, ConversationWords.statementMissing) }
        guard line.count <= mostStatement else { throw .invalid(field, NeedWords.tooLong(mostStatement)) }
        guard !OfferRules.namesContact(Clean.line(typed)) else { throw .invalid(field, ConversationWords.noContacts) }
        return line
    }

    /// Statements to begin with, one a line; what stands there twice stands there once.
    static func seeds(_ typed: String) throws(Refusal) -> [String] {
        let lines = typed.split(whereSeparator: \.isNewline).map { Clean.sentence(String($0)) }.filter { !$0.isEmpty }
        guard lines.count <= mostSeeds else { throw .invalid("seeds", ConversationWords.tooManySeeds(mostSeeds)) }
        var seen: Set<String> = [], kept: [String] = []
        for line in lines {
            let words = try self.words(line, field: "seeds")
            if seen.insert(Clean.key(words)).inserted { kept.append(words) }
        }
        return kept
    }

    // MARK: Taking part

    /// Who may see and answer it.
    static func admits(_ conversation: Conversation, _ visitor: ConversationVisitor) -> Bool {
        if let member = visitor.viewer.member, member.networkID == conversation.networkID { return !member.isSuspended }
        switch conversation.who {
        case .members: return visitor.viewer.isOperator
        case .link: return visitor.device != nil || visitor.viewer.isOperator
        case .public: return true
        }
    }

    static func ties(_ conversation: Conversation, _ viewer: Viewer) -> Ties {
        viewer.member?.id == conversation.hostID ? [.owner] : []
    }

    static func keeps(_ conversation: Conversation, _ viewer: Viewer) -> Bool {
        Policy.allows(.keepConversation, viewer, ties: ties(conversation, viewer))
    }

    /// Whether what waits comes to a member: its host, or one who stands in for hosts and is reminded when it has waited long.
    static func mayJudge(_ conversation: Conversation, _ member: Member) -> Bool {
        !member.isSuspended && keeps(conversation, Viewer(.member(member), language: .zh))
    }

    /// Whether a member keeps the conversations of others, too.
    static func standsIn(_ member: Member) -> Bool {
        !member.isSuspended && Policy.allows(.keepConversation, Viewer(.member(member), language: .zh))
    }

    /// How many more one answers before one sees the result; nothing where one sees it now.
    ///
    /// - Parameters:
    ///   - own: how many of the statements that are asked about one has answered.
    ///   - open: how many of them there are.
    static func untilShown(_ conversation: Conversation, own: Int, open: Int, now: Int64) -> Int? {
        guard conversation.isOpen(at: now) else { return nil }
        let wanted = min(conversation.showsAfter, conversation.showsAfter == Conversation.untilClosed ? .max : open)
        return own >= wanted ? nil : wanted - own
    }

    /// A number from 0 up to but not including 1: the same for one person until they have answered something more, so that a page
    /// that is read again asks the same.
    static func draw(seed: Int64, answered: Int) -> Double {
        var chance = SplitMix64(seed: UInt64(bitPattern: seed) &+ UInt64(answered) &* 0x9E37_79B9_7F4A_7C15)
        return Double(chance.next() >> 11) / Double(UInt64(1) << 53)
    }

    /// What is asked next: drawn by how much an answer to it would tell.
    static func next(
        of statements: [ConversationStatement], answered: Set<ID>, priority: (ConversationStatement) -> Double,
        draw: Double
    ) -> ConversationStatement? {
        let left = statements.filter { $0.state == .open && !answered.contains($0.id) }
        return OpinionPriority.next(of: left.enumerated().map { ($0.offset, priority($0.element)) }, draw: draw)
            .map { left[$0] }
    }
}
