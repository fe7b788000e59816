/// What somebody answered to a statement.
public enum OpinionAnswer: Int8, Sendable, CaseIterable {
    case disagree = -1
    case pass = 0
    case agree = 1
}

/// The answers of a conversation, each person's latest to each statement, kept sparsely.
///
/// People and statements are numbers in the order of their ids: that order decides where something must come first.
public struct OpinionVotes: Sendable, Equatable {
    /// One answer.
    public struct Vote: Sendable, Equatable {
        private let person: UInt32
        fileprivate let code: UInt32

        public var participant: Int { Int(person) }
        public var statement: Int { Int(code >> 2) }
        public var answer: OpinionAnswer { OpinionAnswer(rawValue: Int8(code & 3) - 1) ?? .pass }

        /// An answer from its parts; below 2³² people and 2³⁰ statements.
        public init(participant: Int, statement: Int, answer: OpinionAnswer) {
            person = UInt32(participant)
            code = UInt32(statement) << 2 | UInt32(answer.rawValue + 1)
        }
    }

    public private(set) var participantCount: Int
    public private(set) var statementCount: Int
    /// Where each person's answers begin in `codes`, and where the last one's end.
    private(set) var starts: [Int]
    /// Four times the statement, and 0 for disagree, 1 for pass, 2 for agree; ascending within a person.
    private(set) var codes: [UInt32]

    /// - Parameters:
    ///   - participantCount: how many people there are; who answered nothing may be among them.
    ///   - statementCount: how many statements there are.
    ///   - votes: in the order of time: of two answers of a person to a statement the later counts.
    /// - Complexity: linear in all three.
    public init(participantCount: Int = 0, statementCount: Int = 0, votes: [Vote] = []) {
        self.participantCount = participantCount
        self.statementCount = statementCount
        let byStatement = OpinionVotes.sorted(votes, into: statementCount) { $0.statement }
        starts = [0]
        starts.reserveCapacity(participantCount + 1)
        codes = []
        codes.reserveCapacity(votes.count)
        var person = 0
        for vote in OpinionVotes.sorted(byStatement, into: participantCount, by: { $0.participant }) {
            while person < vote.participant {
                starts.append(codes.count)
                person += 1
            }
            if codes.count > starts[person], codes[codes.count - 1] >> 2 == vote.code >> 2 {
                codes[codes.count - 1] = vote.code
            } else {
                codes.append(vote.code)
            }
        }
        while starts.count <= participantCount { starts.append(codes.count) }
    }

    /// Answers that are ordered already: one row of codes, ascending, for each person.
    init(rows: [[UInt32]], statementCount: Int) {
        participantCount = rows.count
        self.statementCount = statementCount
        starts = [0]
        codes = []
        codes.reserveCapacity(rows.reduce(0) { $0 + $1.count })
        for row in rows {
            codes += row
            starts.append(codes.count)
        }
    }

    /// Counting sort that keeps the order of equals.
    private static func sorted(_ votes: [Vote], into count: Int, by key: (Vote) -> Int) -> [Vote] {
        var places = [Int](repeating: 0, count: count + 1)
        for vote in votes { places[key(vote) + 1] += 1 }
        for index in 0..<count { places[index + 1] += places[index] }
        return [Vote](unsafeUninitializedCapacity: votes.count) { sorted, size in
            for vote in votes {
                let key = key(vote)
                sorted.initializeElement(at: places[key], to: vote)
                places[key] += 1
            }
            size = votes.count
        }
    }

    /// How many answers there are.
    public var count: Int { codes.count }

    /// How many statements a person answered.
    public func count(of participant: Int) -> Int { starts[participant + 1] - starts[participant] }

    /// What a person answered something to, ascending.
    public func statements(of participant: Int) -> some Sequence<Int> {
        codes[starts[participant]..<starts[participant + 1]].lazy.map { Int($0 >> 2) }
    }

    /// A new person behind all others; gives their number.
    public mutating func addParticipant() -> Int {
        starts.append(codes.count)
        participantCount += 1
        return participantCount - 1
    }

    /// A new statement behind all others; gives its number.
    public mutating func addStatement() -> Int {
        statementCount += 1
        return statementCount - 1
    }

    /// Takes an answer in, in place of the one that was there.
    public mutating func set(_ vote: Vote) {
        let code = vote.code, place = place(vote.participant, vote.statement)
        if place < starts[vote.participant + 1], codes[place] >> 2 == code >> 2 {
            codes[place] = code
        } else {
            codes.insert(code, at: place)
            for person in (vote.participant + 1)...participantCount { starts[person] += 1 }
        }
    }

    /// What a person answered to a statement, if anything.
    public func answer(of participant: Int, to statement: Int) -> OpinionAnswer? {
        let place = place(participant, statement)
        guard place < starts[participant + 1], codes[place] >> 2 == statement else { return nil }
        return OpinionAnswer(rawValue: Int8(codes[place] & 3) - 1)
    }

    private func place(_ participant: Int, _ statement: Int) -> Int {
        var low = starts[participant], high = starts[participant + 1]
        while low < high {
            let middle = (low + high) / 2
            if codes[middle] >> 2 < UInt32(statement) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The answers of some people only; the numbers stay. Linear.
    ///
    /// With the people whom trust lets in, this is the second reading of a conversation: what crowds of new accounts would
    /// have changed is seen by laying the two beside each other.
    public func keeping(_ isKept: (Int) -> Bool) -> OpinionVotes {
        var kept = OpinionVotes(participantCount: 0, statementCount: statementCount)
        kept.participantCount = participantCount
        for person in 0..<participantCount {
            if isKept(person) { kept.codes += codes[starts[person]..<starts[person + 1]] }
            kept.starts.append(kept.codes.count)
        }
        return kept
    }

    /// The same answers without some; `isDropped` takes the place of an answer. Linear.
    func dropping(_ isDropped: (Int) -> Bool) -> OpinionVotes {
        var kept = OpinionVotes(participantCount: 0, statementCount: statementCount)
        kept.participantCount = participantCount
        kept.codes = [UInt32](unsafeUninitializedCapacity: codes.count) { left, size in
            for person in 0..<participantCount {
                for place in starts[person]..<starts[person + 1] where !isDropped(place) {
                    left.initializeElement(at: size, to: codes[place])
                    size += 1
                }
                kept.starts.append(size)
            }
        }
        return kept
    }
}
