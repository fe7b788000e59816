import Database
import Engine
import Foundation
import Testing

@testable import Weftwork

/// The consent round as a machine: whatever is said, in whatever order, an objection stops it and only that, until its own voice
/// takes it back.
@Suite struct ConsentRoundTests {
    private static func id(_ number: Int) -> ID {
        ID(milliseconds: Int64(number + 1), entropy: (UInt64(number), 1))
    }

    private static func voices(_ count: Int) -> [ID] { (0..<count).map(id) }

    /// A round as it is stored: opened just now, where nothing else is said.
    private static func round(
        _ people: [ID], _ terms: Proposal.Terms, _ state: Proposal.State = .open,
        like before: ConsentRound? = nil
    ) -> ConsentRound {
        var proposal = ProposalTests.proposal(.consent)
        (proposal.terms, proposal.state, proposal.version) = (terms, state, before?.version ?? 1)
        (proposal.objectedAt, proposal.facilitatorID) = (before?.objectedAt, before?.isEscalated == true ? id(0) : nil)
        proposal.closesAt = before?.until ?? 0
        proposal.terms = before?.terms ?? terms
        return ConsentRound(
            proposal, voices(people, asked: before?.asked ?? [:]), stances(before?.answers ?? [:]),
            askedAt: before?.askedAt)
    }

    private static func voices(_ people: [ID], asked: [ID: Int]) -> [ProposalVoice] {
        people.map { person in
            ProposalVoice(
                id: person, kind: .person, name: "", standing: .vouched, sector: nil, region: nil, joinedAt: 0,
                askedVersion: asked[person] ?? 1)
        }
    }

    private static func stances(_ answers: [ID: ConsentRound.Answer]) -> [Stance] {
        answers.map { voice, answer in
            Stance(
                id: voice, voiceID: voice, position: answer.position, reason: nil, version: answer.version, byID: voice,
                at: 0, number: 1)
        }
    }

    /// What the log would say of it now.
    private static func verdict(_ round: ConsentRound, _ people: [ID]) -> (ProposalVerdict, ProposalTally) {
        var proposal = ProposalTests.proposal(.consent)
        proposal.terms = round.terms
        let tally = ProposalRules.tally(
            voices(people, asked: round.asked), stances(round.answers), round.terms, delegations: [:], waiting: 0)
        return (ProposalRules.verdict(proposal, tally, nil), tally)
    }

    private static var terms: Proposal.Terms {
        var terms = Proposal.Terms()
        (terms.quorum, terms.workDays) = (50, 14)
        return terms
    }

    /// The worked example: fourteen people, an objection, an amendment, consent with one concern carried on.
    @Test func anObjectionIsWorkedThrough() {
        let people = ConsentRoundTests.voices(14)
        var round = ConsentRoundTests.round(people, ConsentRoundTests.terms)
        for (index, voice) in people.enumerated() {
            let position: Stance.Position = index < 11 ? .consent : index < 13 ? .concern : .objection
            let taken = round.answer(voice, position, at: 0)
            #expect(taken)
        }
        #expect(round.state == .objected && round.count(.concern) == 2 && round.missing.isEmpty)
        #expect(
            ConsentRoundTests.verdict(round, people).0 == .notAdopted, "while an objection stands there is no consent")
        let asked = round.amend(affecting: nil, until: 9, at: 1)
        #expect(asked == Set(people) && round.version == 2)
        #expect(round.missing.count == 14, "what was said about other words counts no more")
        #expect(round.state == .objected && round.objectors == [people[13]], "but an objection does")
        for (index, voice) in people.enumerated() { _ = round.answer(voice, index == 0 ? .concern : .consent, at: 2) }
        #expect(ConsentRoundTests.verdict(round, people).0 == .adopted)
        #expect(round.state == .open && round.count(.concern) == 1 && round.count(.consent) == 13)
        round = ConsentRoundTests.round(people, ConsentRoundTests.terms, .closed, like: round)
        let late = round.answer(people[0], .objection, at: 3)
        #expect(round.state == .over && !late, "it is over")
        let over = round.amend(affecting: nil, until: 9, at: 3)
        #expect(over == nil && round.version == 2)
    }

    @Test func onlyThoseItCouldAffectAreAskedAgainAndWhoeverObjects() {
        let people = ConsentRoundTests.voices(6)
        var round = ConsentRoundTests.round(people, ConsentRoundTests.terms)
        for voice in people { _ = round.answer(voice, .consent, at: 0) }
        _ = round.answer(people[5], .objection, at: 0)
        let asked = round.amend(affecting: [people[0]], until: 9, at: 1)
        #expect(asked == [people[0], people[5]])
        #expect(round.missing == [people[0], people[5]] && round.count(.consent) == 4)
        let first = round.askAgain(people[1], at: 1)
        #expect(first && round.missing.contains(people[1]))
        let twice = round.askAgain(people[1], at: 1), stranger = round.askAgain(ConsentRoundTests.id(99), at: 1)
        #expect(!twice, "once is enough")
        #expect(!stranger, "no voice of this proposal")
    }

    /// One objects; the others consent to words that are to meet it, and whoever objected is silent.
    @Test(arguments: [false, true]) func whoeverObjectedAnswersForTheirObjection(_ silent: Bool) {
        let people = ConsentRoundTests.voices(6)
        var terms = ConsentRoundTests.terms
        (terms.quorum, terms.silenceConsents) = (20, silent)
        var round = ConsentRoundTests.round(people, terms)
        for voice in people { _ = round.answer(voice, voice == people[5] ? .objection : .consent, at: 0) }
        for version in 2...3 {
            _ = round.amend(affecting: [people[0]], until: Int64(version) * Time.day, at: Time.day)
            _ = round.answer(people[0], .consent, at: Time.day)
            #expect(round.missing == [people[5]] && !round.isEscalated)
            #expect(round.state == (silent ? .open : .objected))
            #expect(ConsentRoundTests.verdict(round, people).0 == (silent ? .adopted : .notAdopted))
        }
        // Their time to answer is over: what was met by nobody's word is helped with, and still nothing is adopted.
        round.pass(to: 3 * Time.day - 1)
        #expect(!round.isEscalated)
        round.pass(to: 3 * Time.day)
        #expect(round.isEscalated == !silent && round.count(.objection) == (silent ? 0 : 1))
        #expect(ConsentRoundTests.verdict(round, people).0 == (silent ? .adopted : .notAdopted))
        let taken = round.answer(people[5], .consent, at: 4 * Time.day)
        #expect(taken && round.state == .open && round.missing.isEmpty)
        #expect(ConsentRoundTests.verdict(round, people).0 == .adopted)
    }

    @Test(
        arguments: [
            // who answer, percent, least voices, silence consents, what it becomes
            (3, 50, 1, false, ProposalVerdict.noQuorum), (4, 50, 1, false, .adopted), (4, 50, 5, false, .noQuorum),
            (0, 50, 1, true, .adopted), (0, 0, 1, false, .noQuorum), (1, 0, 1, false, .adopted),
        ] as [(Int, Int, Int, Bool, ProposalVerdict)])
    func silence(_ answers: Int, _ quorum: Int, _ least: Int, _ silent: Bool, _ verdict: ProposalVerdict) {
        var terms = Proposal.Terms()
        (terms.quorum, terms.leastVoices, terms.silenceConsents) = (quorum, least, silent)
        let people = ConsentRoundTests.voices(8)
        var round = ConsentRoundTests.round(people, terms)
        for voice in people.prefix(answers) { _ = round.answer(voice, .consent, at: 0) }
        #expect(ConsentRoundTests.verdict(round, people).0 == verdict)
    }

    @Test func itGoesToAFacilitatorAfterThreeVersionsOrTooLong() {
        let people = ConsentRoundTests.voices(3)
        var round = ConsentRoundTests.round(people, ConsentRoundTests.terms)
        for version in 1...3 {
            #expect(!round.isEscalated)
            _ = round.answer(people[0], .objection, at: 0)
            #expect(round.isEscalated == (version == 3))
            if version < 3 { _ = round.amend(affecting: nil, until: 1, at: 0) }
        }
        // Nobody says whether words will do that change again and again.
        var restless = ConsentRoundTests.round(people, ConsentRoundTests.terms)
        _ = restless.answer(people[0], .objection, at: 0)
        for version in 2...4 {
            #expect(!restless.isEscalated)
            _ = restless.amend(affecting: nil, until: Int64(version) * Time.day, at: 0)
        }
        #expect(restless.isEscalated)
        var slow = ConsentRoundTests.round(people, ConsentRoundTests.terms)
        _ = slow.answer(people[0], .objection, at: 5)
        slow.pass(to: 5 + 14 * Time.day - 1)
        #expect(!slow.isEscalated)
        slow.pass(to: 5 + 14 * Time.day)
        #expect(slow.isEscalated && slow.state == .objected)
    }

    /// Raised on the first day, met with other words on the next: until which day there is time to answer, and when a facilitator comes.
    @Test(arguments: [(3, 3), (7, 7), (14, 14), (41, 14)] as [(Int64, Int64)])
    func noFarEndPutsAFacilitatorOff(_ end: Int64, _ comes: Int64) {
        let people = ConsentRoundTests.voices(3)
        var round = ConsentRoundTests.round(people, ConsentRoundTests.terms)
        _ = round.answer(people[0], .objection, at: 0)
        var late = round
        _ = round.amend(affecting: [], until: end * Time.day, at: Time.day)
        #expect(round.facilitatedAt == comes * Time.day)
        _ = late.amend(affecting: [], until: 90 * Time.day, at: 13 * Time.day)
        #expect(late.facilitatedAt == 16 * Time.day, "whoever was asked a day ago has three")
    }

    @Test func anObjectionLapsesWhereNobodyIsLeftToAnswer() {
        let people = ConsentRoundTests.voices(4), gone: Set = [people[0]]
        func objected() -> ConsentRound {
            var round = ConsentRoundTests.round(people, ConsentRoundTests.terms)
            for voice in people { _ = round.answer(voice, voice == people[0] ? .objection : .consent, at: 0) }
            return round
        }
        var amended = objected()
        let early = amended.lapse(gone, at: 1)
        #expect(early.isEmpty && amended.state == .objected, "about the words as they are it was said, and stands")
        _ = amended.amend(affecting: [], until: 9, gone: gone, at: 1)
        #expect(amended.state == .open && !amended.isEscalated && amended.missing == gone)
        #expect(ConsentRoundTests.verdict(amended, people).0 == .adopted)
        #expect(
            ConsentRoundTests.round(people, amended.terms, like: amended).objectors.isEmpty, "stored and read again")
        var left = objected()
        _ = left.amend(affecting: [], until: 9, at: 1)
        #expect(left.state == .objected)
        let lapsed = left.lapse(gone, at: 9)
        #expect(lapsed == gone && left.state == .open && ConsentRoundTests.verdict(left, people).0 == .adopted)
        // Whoever comes back says it again, and then it stands as any other.
        _ = left.answer(people[0], .objection, at: 10)
        _ = left.amend(affecting: [], until: 20, at: 11)
        #expect(left.objectors == gone && left.state == .objected)
    }

    /// Random histories: what holds after every step, whatever came before.
    @Test(arguments: 0..<8)
    func whateverIsSaid(_ run: Int) throws {
        let base = UInt64(ProcessInfo.processInfo.environment["WEFT_SEED"] ?? "") ?? UInt64.random(in: 1..<1_000_000)
        let seed = base &+ UInt64(run)
        print("consent round: seed \(seed)")
        var random = SplitMix64(seed: seed)
        for _ in 0..<250 { history(&random, seed) }
    }

    private func history(_ random: inout SplitMix64, _ seed: UInt64) {
        func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
        let people = ConsentRoundTests.voices(1 + below(9))
        var terms = Proposal.Terms()
        (terms.quorum, terms.leastVoices, terms.workDays) = (below(101), 1 + below(3), 1 + below(5))
        terms.silenceConsents = below(4) == 0
        var round = ConsentRoundTests.round(people, terms), now: Int64 = 0, amendments = 0
        for step in 0..<40 {
            let before = round
            now += Int64(below(Int(Time.day)))
            let voice = people[below(people.count)]
            switch below(12) {
            case 0..<6:
                let position: Stance.Position = [.consent, .consent, .concern, .objection][below(4)]
                let took = round.answer(voice, position, at: now)
                #expect(took == isRunning(before))
                if took { #expect(round.answer(of: voice)?.position == position) }
            case 6, 7, 8:
                let affected: Set<ID>? = below(3) == 0 ? nil : Set(people.filter { _ in below(2) == 0 })
                let objectors = before.objectors
                if let asked = round.amend(affecting: affected, until: now + Int64(below(Int(3 * Time.day))), at: now) {
                    amendments += 1
                    #expect(asked.isSuperset(of: objectors), "whoever objects is asked again")
                    #expect(asked.isSubset(of: people) && round.missing.isSuperset(of: asked))
                    for other in people where !asked.contains(other) {
                        #expect(round.answer(of: other) == before.answer(of: other), "the others' words stand")
                    }
                }
            case 9: _ = round.askAgain(voice, at: now)
            case 10: round.pass(to: now)
            // It is over, or stored and read again.
            default:
                let isOver = below(6) == 0 || !isRunning(before)
                round = ConsentRoundTests.round(people, terms, isOver ? .closed : .open, like: round)
            }
            holds(round, before, people, amendments, now, "seed \(seed), step \(step)")
            stands(round, before, voice, now, "seed \(seed), step \(step)")
        }
    }

    private func isRunning(_ round: ConsentRound) -> Bool { round.state == .open || round.state == .objected }

    private func holds(
        _ round: ConsentRound, _ before: ConsentRound, _ people: [ID], _ amendments: Int, _ now: Int64, _ place: String
    ) {
        let counted = Stance.Position.allCases.map(round.count).reduce(0, +)
        let silent = round.missing.subtracting(round.objectors)
        #expect(counted + silent.count == people.count, "everybody counts once: \(place)")
        #expect(round.version == 1 + amendments, "\(place)")
        if !isRunning(before) { #expect(round == before, "what is over stays as it was: \(place)") }
        if isRunning(round) { #expect((round.state == .objected) == !round.objectors.isEmpty, "\(place)") }
        if before.isEscalated { #expect(round.isEscalated, "a facilitator stays: \(place)") }
        let most = round.waitsForObjectors ? ConsentRound.versions + 1 : ConsentRound.versions
        if round.state == .objected, round.version >= most { #expect(round.isEscalated, "\(place)") }
        agrees(round, people, place)
    }

    /// An objection goes by its own voice's word alone, and somebody helps before it holds things up for ever.
    private func stands(
        _ round: ConsentRound, _ before: ConsentRound, _ voice: ID, _ now: Int64, _ place: String
    ) {
        let hasSpoken = round.answers[voice] != before.answers[voice]
        let others = hasSpoken ? before.objectors.subtracting([voice]) : before.objectors
        let isSilenceYes = round.terms.silenceConsents
        if !isSilenceYes { #expect(round.objectors.isSuperset(of: others), "\(place)") }
        for objector in round.objectors {
            #expect(round.answers[objector]?.position == .objection, "\(place)")
            if isSilenceYes { #expect(!round.missing.contains(objector), "silence consents: \(place)") }
        }
        guard round.state == .objected, let at = round.facilitatedAt, let since = round.objectedAt else { return }
        let worked = since + Int64(round.terms.workDays) * Time.day
        if round.waitsForObjectors {
            #expect(at <= max(since, round.until), "no later than their time to answer: \(place)")
            #expect(
                at <= max(worked, round.askedAt + 3 * Time.day), "nor than the rules' days, or a fair time: \(place)")
        } else {
            #expect(at <= worked, "within the days that the rules give: \(place)")
        }
        var later = round
        later.pass(to: max(now, at))
        #expect(later.isEscalated && later.objectors == round.objectors, "\(place)")
    }

    /// The machine and the count that goes into the log say the same.
    private func agrees(_ round: ConsentRound, _ people: [ID], _ place: String) {
        let (verdict, tally) = ConsentRoundTests.verdict(round, people)
        #expect(tally.missing == round.missing.subtracting(round.objectors).count, "\(place)")
        #expect(tally[.objection] == round.objectors.count, "\(place)")
        guard verdict == .adopted else { return }
        #expect(round.objectors.isEmpty, "\(place)")
        guard !round.terms.silenceConsents else { return }
        #expect(!round.answers.values.contains { $0.position == .objection }, "nobody's last word was one: \(place)")
        #expect(
            round.count(.consent) + round.count(.concern) > 0
                && ProposalRules.hasQuorum(
                    answered: people.count - round.missing.count, of: people.count, round.terms),
            "\(place)")
    }
}
