internal import Database
internal import Engine

/// The answers of one conversation as a node holds them, and all that is needed to read the next ones in.
struct ConversationBallots: Sendable {
    /// What has been read so far.
    private(set) var lastVote: Int64 = 0
    private(set) var version: Int64 = 0
    private(set) var statements: [ConversationStatement] = []
    private(set) var people: [ConversationParticipant] = []
    /// People and statements by the numbers under which they are met here.
    private(set) var votes = OpinionVotes()
    private var statementNumbers: [ID: Int] = [:]
    private var peopleNumbers: [ID: Int] = [:]

    /// So many answers are read at a time; past it all is read anew, which is faster then.
    private static let mostAtOnce = 20_000

    /// Everything as it stands.
    init(_ conversation: Conversation, _ db: any Connection) throws {
        let head = try db.head(of: conversation.id, in: conversation.networkID)
        try readFrame(conversation, db)
        var list: [OpinionVotes.Vote] = []
        try db.eachAnswer(of: conversation.id, in: conversation.networkID) { participant, statement, answer in
            if let person = peopleNumbers[participant], let number = statementNumbers[statement] {
                list.append(.init(participant: person, statement: number, answer: answer))
            }
        }
        votes = OpinionVotes(participantCount: people.count, statementCount: statements.count, votes: list)
        (lastVote, version) = (head.lastVote, head.version)
    }

    /// The same brought up to date: only what is new is read.
    func renewed(_ conversation: Conversation, _ db: any Connection) throws -> ConversationBallots {
        let head = try db.head(of: conversation.id, in: conversation.networkID)
        guard head.lastVote != lastVote || head.version != version else { return self }
        guard head.lastVote >= lastVote, head.lastVote - lastVote < Int64(ConversationBallots.mostAtOnce) else {
            return try ConversationBallots(conversation, db)
        }
        var ballots = self
        if head.version != version { try ballots.readFrame(conversation, db) }
        let new = try db.votes(
            of: conversation.id, in: conversation.networkID, after: lastVote, limit: ConversationBallots.mostAtOnce)
        for vote in new where vote.number <= head.lastVote {
            ballots.take(vote.answer, by: vote.by, to: vote.statement)
        }
        (ballots.lastVote, ballots.version) = (head.lastVote, head.version)
        return ballots
    }

    private mutating func take(_ answer: OpinionAnswer, by participant: ConversationParticipant, to statement: ID) {
        guard let number = statementNumbers[statement] else { return }
        let person: Int
        if let known = peopleNumbers[participant.id] {
            person = known
        } else {
            person = votes.addParticipant()
            peopleNumbers[participant.id] = person
            people.append(participant)
        }
        votes.set(.init(participant: person, statement: number, answer: answer))
    }

    /// Statements and people anew; the answers keep their numbers, since neither ever goes.
    private mutating func readFrame(_ conversation: Conversation, _ db: any Connection) throws {
        statements = try db.statements(of: conversation.id, in: conversation.networkID)
        statementNumbers = Dictionary(uniqueKeysWithValues: statements.enumerated().map { ($1.id, $0) })
        while votes.statementCount < statements.count { _ = votes.addStatement() }
        for participant in try db.participants(of: conversation.id, in: conversation.networkID) {
            if let known = peopleNumbers[participant.id] {
                people[known] = participant
            } else {
                peopleNumbers[participant.id] = people.count
                people.append(participant)
                if votes.participantCount < people.count { _ = votes.addParticipant() }
            }
        }
    }

    func number(of participant: ID) -> Int? { peopleNumbers[participant] }

    /// What each statement counts as.
    func state(_ statement: Int) -> OpinionStatementState {
        statements[statement].state == .rejected ? .rejected : .open
    }
}

/// Whose answers a picture is made of.
enum ConversationSelection: String, Sendable, CaseIterable {
    /// Everybody's.
    case all
    /// Of those whom trust lets in.
    case trusted
    /// Of those who came by link, without an account.
    case byLink
    /// Without those whose answers look as if nobody had thought about them.
    case unflagged
}
