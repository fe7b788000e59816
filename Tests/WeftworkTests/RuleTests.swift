import Database
import Engine
import Testing

@testable import Weftwork

/// Transitions, clocks and claims as tables.
@Suite struct RuleTests {
    @Test func everyOpenStateHasAStepAndNoEndedOneHas() {
        for state in Need.State.allCases {
            #expect((NeedClocks.step(in: state) != nil) == state.isOpen, "\(state)")
            #expect((state.phase == .ended) == !state.isOpen, "\(state)")
        }
    }

    @Test(arguments: [
        (Need.State.submitted, Act.verify, false), (.acknowledged, .verify, true), (.verifying, .verify, true),
        (.verified, .publish, true), (.acknowledged, .publish, false), (.published, .confirm, false),
        (.delivered, .confirm, true), (.closed, .reopen, true), (.duplicate, .reopen, false),
        (.duplicate, .unmerge, true),
        (.closed, .withdraw, false), (.confirmed, .withdraw, false), (.published, .withdraw, true),
        (.needsInformation, .answer, true), (.published, .answer, false), (.cannotReach, .reached, true),
        (.inProgress, .claim, true), (.verified, .claim, false), (.confirmed, .close, true),
        (.delivered, .close, false),
    ])
    func actsAreLegalWhereTheSpecSaysSo(_ state: Need.State, _ act: Act, _ isLegal: Bool) {
        var need = Sample.need()
        need.state = state
        #expect(NeedRules.isLegal(act, in: need) == isLegal)
    }

    @Test func anEndedNeedTakesNothingButReopeningAndUndoing() {
        for state in Need.State.allCases where !state.isOpen {
            var need = Sample.need()
            need.state = state
            let legal = NeedRules.acts.filter { NeedRules.isLegal($0, in: need) }
            #expect(Set(legal).isSubset(of: [.reopen, .unmerge]), "\(state): \(legal)")
        }
    }

    @Test(arguments: [
        (Int64(0), Escalation.none), (74, .none), (75, .reminded), (99, .reminded), (100, .backupTold),
        (149, .backupTold),
        (150, .reassigned), (200, .red), (10_000, .red),
    ])
    func escalationFollowsTheShareOfTheTime(_ percent: Int64, _ expected: Escalation) {
        #expect(Escalation.reached(start: 1000, due: 2000, now: 1000 + percent * 10) == expected)
    }

    @Test(arguments: [
        (Need.Urgency.critical, 30 * Time.minute), (.high, 2 * Time.hour), (.normal, Time.day), (.low, 3 * Time.day),
    ])
    func theFirstAnswerIsDueByUrgency(_ urgency: Need.Urgency, _ length: Int64) {
        #expect(ClockLengths.shipped.length(of: .firstAnswer, urgency: urgency) == length)
    }

    @Test(arguments: [
        (Int64(0), Int64(0), Need.Progress.open), (40, 0, .partClaimed), (100, 0, .claimed), (40, 10, .partDelivered),
        (0, 100, .delivered), (90, 10, .partDelivered),
    ])
    func progressFollowsFromTheLine(_ claimed: Int64, _ delivered: Int64, _ expected: Need.Progress) {
        var line = Sample.line(.number(100))
        (line.claimed, line.delivered) = (claimed, delivered)
        #expect(NeedRules.progress(of: [line]) == expected)
    }

    @Test func aLineWithoutANumberIsDeliveredWhenSomethingCameAndNothingIsOnItsWay() {
        var line = Sample.line(.unlimited)
        #expect(!line.isDelivered)
        line.delivered = 5
        #expect(line.isDelivered)
        line.claimed = 1
        #expect(!line.isDelivered)
        line.isMet = true
        #expect(line.isDelivered)
    }

    @Test func whoCannotUseItGetsTheRestBackIntoThePool() throws {
        let claim = Sample.claim(quantity: 50_000)
        var line = Sample.line(.number(100_000))
        line.claimed = 50_000
        let brought = try ClaimRules.delivered(line, claim, 40_000)
        #expect(brought.line.claimed == 0 && brought.line.delivered == 40_000)
        #expect(brought.line.remaining == 60_000)
        let used = try ClaimRules.confirmed(brought.line, brought.claim, usable: 25_000)
        #expect(used.line.delivered == 25_000 && used.line.remaining == 75_000)
        #expect(throws: Refusal.self) { try ClaimRules.delivered(line, claim, 60_000) }
        #expect(throws: Refusal.self) { try ClaimRules.confirmed(brought.line, brought.claim, usable: 41_000) }
    }

    @Test func theOwnerIsOnShiftThenFittingThenLeastLoaded() {
        func candidate(_ name: String, _ roles: Set<Role>, onShift: Bool, load: Int, area: String? = nil)
            -> DutyCandidate
        {
            DutyCandidate(member: Sample.member(name, roles, area: area), isOnShift: onShift, load: load, lastGiven: 0)
        }
        let busy = candidate("busy", [.verifier], onShift: true, load: 9)
        let free = candidate("free", [.verifier], onShift: true, load: 2)
        let local = candidate("local", [.intake], onShift: true, load: 8, area: "武汉市")
        let full = candidate("full", [.intake], onShift: true, load: 15, area: "武汉市")
        let lead = candidate("lead", [.coordinator], onShift: false, load: 0)
        let area = AreaPath(province: "湖北省", city: "武汉市")
        func first(_ candidates: [DutyCandidate]) -> String? {
            DutyRules.ranked(candidates, area: area, language: .zh).first?.member.name
        }
        #expect(first([busy, free, lead]) == "free")
        #expect(first([busy, free, local, lead]) == "local")
        #expect(first([full, busy, lead]) == "busy")
        #expect(first([lead, candidate("off", [.verifier], onShift: false, load: 0)]) == "lead")
        #expect(DutyRules.choose([lead], area: area, language: .zh, except: [lead.member.id]) == nil)
    }

    @Test func whatIsPastAllLimitsGoesToTheCoordinatorWhoIsThere() {
        func candidate(
            _ name: String, _ roles: Set<Role>, load: Int, onShift: Bool = false, onCall: Bool = false,
            onBreak: Bool = false, isSteward: Bool = false
        ) -> DutyCandidate {
            DutyCandidate(
                member: Sample.member(name, roles, standing: isSteward ? .steward : .trusted), isOnShift: onShift,
                isOnCall: onCall, isOnBreak: onBreak, load: load, lastGiven: 0)
        }
        func order(_ candidates: [DutyCandidate]) -> [String] {
            DutyRules.ranked(candidates, area: AreaPath(), language: .zh).map(\.member.name)
        }
        let full = candidate("full", [.verifier], load: 15, onShift: true)
        let roomy = candidate("roomy", [.verifier], load: 14, onShift: true)
        let onShift = candidate("onShift", [.coordinator], load: 40, onShift: true)
        let onCall = candidate("onCall", [.coordinator], load: 40, onCall: true)
        let atHome = candidate("atHome", [.coordinator], load: 0)
        let founder = candidate("founder", [], load: 0, isSteward: true)
        let tired = candidate("tired", [.coordinator], load: 0, onBreak: true)
        #expect(order([full, onShift]) == ["onShift", "full"])
        #expect(order([atHome, founder, full, onCall, onShift]) == ["onShift", "onCall", "atHome", "founder", "full"])
        #expect(order([onShift, roomy]) == ["roomy", "onShift"], "while somebody there has room, they are given it")
        // A coordinator who also works at the desk is given no more than the others while these have room.
        let both = candidate("both", [.coordinator, .verifier], load: 15, onShift: true)
        #expect(order([both, roomy, atHome]) == ["roomy", "both", "atHome"])
        #expect(order([candidate("both", [.coordinator, .verifier], load: 3, onShift: true), roomy]).first == "both")
        // Others who lead come before those who don't, past every limit; who takes a break comes last, and nobody is left out.
        let anchor = candidate("anchor", [.verifier], load: 30, isSteward: true)
        #expect(order([tired, full, anchor]) == ["anchor", "full", "tired"])
        #expect(order([tired]) == ["tired"] && order([full]) == ["full"])
    }
}

/// Values that tests begin from.
enum Sample {
    static let id = ID(milliseconds: 1, entropy: (1, 1))

    static func line(_ quantity: Quantity) -> NeedLine {
        NeedLine(
            id: id, item: "N95", kind: .goods, quantity: quantity, unit: "pieces", specification: "", claimed: 0,
            delivered: 0,
            isMet: false, isControlled: false)
    }

    static func need(lines: [NeedLine] = [line(.number(100))]) -> Need {
        Need(
            id: id, networkID: id, code: "ABCDEFGH", createdAt: 0, title: "t", category: .medical, description: "",
            urgencyAsked: .normal, urgency: .normal, neededBy: nil, area: AreaPath(), source: .`self`, reference: "",
            institution: "", consent: .own, state: .submitted, resumeState: nil, progress: .open, audience: .case,
            confidence: nil, freshness: .fresh, ownerID: id, submitterID: nil, language: .zh, held: [], voided: [],
            attempts: 0, attemptsSince: nil, round: 0, mergedInto: nil, dueAt: 1, changedAt: 0, version: 1, lines: lines
        )
    }

    static func claim(quantity: Int64) -> Claim {
        Claim(
            id: id, networkID: id, needID: id, lineID: id, memberID: id, quantity: quantity, delivered: 0, usable: nil,
            state: .open, promisedBy: 1, note: "", carrier: "", waybill: "", createdAt: 0, changedAt: 0)
    }

    static func member(
        _ name: String, _ roles: Set<Role>, area: String? = nil, standing: Standing = .trusted
    ) -> Member {
        let id = ID(milliseconds: Int64(name.utf8.reduce(0) { $0 + Int($1) }), entropy: (1, 1))
        return Member(
            id: id, personID: id, networkID: Sample.id, name: name, organisation: nil, standing: standing, roles: roles,
            area: area, skills: [], languages: [])
    }
}
