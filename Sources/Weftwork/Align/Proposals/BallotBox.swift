internal import Database

/// What a count says. It names options and numbers, never who chose what.
struct BallotCount: Sendable, Equatable {
    /// Options that won by the method and the rules' way with ties. Where the owner chooses between those that are alike, those
    /// that won without; none where it is put again.
    var winners: [ID] = []
    /// Options in the order of the result, those that are alike in one place.
    var ranking: [[ID]] = []
    /// Of a secret vote on one thing: how many took each position.
    var counts: [Stance.Position: Int] = [:]
    /// Of a secret ballot: fewer papers than may be shown, not even how many.
    var isTooFew = false
    /// The result alone is alike, and the rules name nothing that parts it.
    var isTied = false
    /// Options between which the owner chooses, as they are listed, and how many of them win.
    var alike: [ID] = []
    var free = 0
    /// How it was counted, as JSON: pairwise table, sums, grades. Kept with the outcome.
    var detail: String?
}

/// The papers of proposals: who has cast one, what is in them. Runs within a transaction.
protocol BallotBox: Sendable {
    /// Voices that have cast a paper: who, never what.
    func cast(_ proposal: Proposal, _ db: any Connection) throws -> Set<ID>

    /// Whether one voice has.
    func hasCast(_ voice: ID, _ proposal: Proposal, _ db: any Connection) throws -> Bool

    /// Counts the papers in the box. The result follows from them and from `proposal.terms` alone.
    func count(_ proposal: Proposal, _ options: [ProposalOption], _ db: any Connection) throws -> BallotCount

    /// What open papers say without voices that came lately, and without newcomers; nothing where that may not be told.
    func without(
        _ proposal: Proposal, _ options: [ProposalOption], _ voices: [ProposalVoice], _ db: any Connection
    ) throws -> (recent: ProposalTally.Without?, newcomers: ProposalTally.Without?)

    /// Answering ends now: before anything is counted. Secret papers are taken out of their box.
    func closing(_ proposal: Proposal, _ db: any Connection) throws

    /// It came to nothing: its secret papers are never read.
    func discarded(_ proposal: Proposal, _ db: any Connection) throws

    /// Whether there is one paper for each voice that has cast, and none of anybody else.
    func isWhole(_ proposal: Proposal, _ db: any Connection) throws -> Bool

    /// Voices that passed theirs on, with the voice that speaks for them at the end of the chain; none of those who said
    /// something themselves.
    func delegations(_ proposal: Proposal, _ voices: [ProposalVoice], _ db: any Connection) throws -> [ID: ID]

    /// For whom a voice counts besides, and who speaks for it while it says nothing itself.
    func passing(
        _ voice: ID, _ proposal: Proposal, _ voices: [ProposalVoice], _ db: any Connection
    ) throws -> VoicePassing

    /// Who has answered for a voice while it says nothing itself, without reading for whom it counts: only those along its chain are
    /// looked at.
    func passedTo(_ voice: ID, _ proposal: Proposal, _ db: any Connection) throws -> String?

    /// The paper for a viewer who speaks for `voice`; of one who has answered what may be shown of it.
    func paper(_ file: ProposalFile, _ voice: ProposalVoice, _ frame: Frame, _ network: Network) async throws -> HTML

    /// How it came out, with a table beside every chart; only asked for once it may be seen.
    func result(_ file: ProposalFile, _ frame: Frame, _ network: Network) -> HTML
}

/// What passing voices on does to one voice in one proposal.
struct VoicePassing: Sendable, Equatable {
    /// Names of those for whom it counts besides.
    var carries: [String] = []
    /// Who has answered for it while it says nothing itself; nothing where nobody has.
    var passedTo: String?
}

extension ProposalFile {
    /// How many have answered; nothing where that is not shown.
    var answeredCount: Int? {
        let count = voices.count { answered.contains($0.id) }
        return proposal.terms.isSecret && count < BallotPaperRules.leastSecret ? nil : count
    }
}

extension BallotBox {
    func isWhole(_ proposal: Proposal, _ db: any Connection) throws -> Bool { true }
    func closing(_ proposal: Proposal, _ db: any Connection) throws {}
    func discarded(_ proposal: Proposal, _ db: any Connection) throws {}

    /// The same of each of somebody's voices, while positions are taken: on papers it stands beside the paper.
    func passing(
        of own: [ProposalVoice], _ proposal: Proposal, _ voices: [ProposalVoice], _ db: any Connection
    ) throws -> [ID: VoicePassing] {
        guard proposal.state.isAnswered, !proposal.usesPaper else { return [:] }
        return try Dictionary(
            own.map { ($0.id, try passing($0.id, proposal, voices, db)) }, uniquingKeysWith: { first, _ in first })
    }
}

/// A proposal with all that its page shows to one reader.
struct ProposalFile: Sendable {
    let proposal: Proposal
    let options: [ProposalOption]
    let voices: [ProposalVoice]
    /// Voices that this reader may answer for.
    let own: [ProposalVoice]
    /// The latest of each voice, as far as this reader may see it.
    let stances: [Stance]
    /// What was ever objected, worried about or blocked, the first first.
    let objections: [ProposalObjection]
    /// How it stands; nothing while that is hidden from this reader.
    let tally: ProposalTally?
    /// Who has answered, of those who may.
    let answered: Set<ID>
    let waits: [ProposalWait]
    let advice: [Advice]
    let versions: [ProposalVersion]
    let outcome: ProposalOutcome?
    let subject: SubjectCard?
    /// What is done instead of amending it, where its own words decide nothing.
    let instead: Text?
    /// Names of the members in it.
    let names: [ID: String]
    /// The acts that this reader could do now.
    let allowed: [String]
    /// Options that came out alike, where whoever answers for it has to choose, and how many they choose.
    let tied: (options: [ID], places: Int)
    /// Fixed points that it touches, as whoever proposed it said.
    let core: [Bilingual]
    let now: Int64
    /// Of this reader's voices: for whom they count besides, and who has answered for them.
    var passing: [ID: VoicePassing] = [:]
    /// From when on this reader may end it before its time, where that is not now yet.
    var endsNotBefore: Int64?
}
