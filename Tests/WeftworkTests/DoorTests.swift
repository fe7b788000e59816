import Database
import Testing

@testable import Weftwork

/// Every door, really opened, by every kind of caller: whom the policy does not name is turned away before a handler runs, and no
/// door answers anybody with a fault.
@Suite struct DoorTests {
    /// Kinds of caller: outside, every standing, every role, suspended.
    static func callers(_ network: ID) -> [(name: String, viewer: Viewer)] {
        func member(_ standing: Standing, _ roles: Set<Role> = [], isSuspended: Bool = false) -> Viewer {
            var member = Member(
                id: Sample.id, personID: Sample.id, networkID: network, name: "n", organisation: nil,
                standing: standing,
                roles: roles, area: nil, skills: [], languages: [])
            member.isSuspended = isSuspended
            return Viewer(.member(member), language: .en)
        }
        var account = Viewer(.anonymous, language: .en)
        account.personID = Sample.id
        return [("anonymous", Viewer(.anonymous, language: .en)), ("account", account)]
            + Standing.allCases.map { ($0.name, member($0)) }
            + Role.allCases.map { ($0.rawValue, member(.vouched, [$0])) }
            + [("suspended", member(.newcomer, isSuspended: true))]
    }

    @Test func everyDoorTurnsAwayWhomThePolicyDoesNotName() async throws {
        let test = try await TestApp()
        var turnedAway = 0, opened = 0
        for endpoint in test.app.endpoints where endpoint.surface != .bare {
            for (name, viewer) in DoorTests.callers(test.network.id) {
                let answer = await test.answer(endpoint, as: viewer)
                #expect(
                    answer.status < 500, "\(name) at \(endpoint.method.rawValue) \(endpoint.path): \(answer.status)")
                guard !Policy.mightAllow(endpoint.act, viewer) else {
                    opened += 1
                    continue
                }
                turnedAway += 1
                let isAway =
                    answer.status == 401 || answer.status == 403 || (answer.status == 303 && answer.leadsToSignIn)
                #expect(isAway, "\(name) at \(endpoint.method.rawValue) \(endpoint.path): \(answer.status)")
            }
        }
        #expect(turnedAway > 500 && opened > 500, "\(turnedAway) \(opened)")
        await test.app.database.close()
    }

    /// What a suspended member, and somebody with an account only, can still do is said here, word for word.
    @Test func littleIsLeftToWhoIsSuspended() {
        let left = Set(
            Act.allCases.filter { act in
                Policy.rows.contains {
                    $0.act == act && $0.allowed.contains(.suspended) && !$0.allowed.contains(.everyone)
                }
            })
        #expect(left == [.seeSuspension, .appeal, .appealText, .leave, .seeWaiting])
        let account = Set(
            Act.allCases.filter { act in
                Policy.rows.contains {
                    $0.act == act && $0.allowed.contains(.person) && !$0.allowed.contains(.everyone)
                }
            })
        #expect(account == [.seeSelf, .join, .seeWaiting])
    }
}

extension Answer {
    var leadsToSignIn: Bool { headers.contains { $0.name == "Location" && $0.value.hasPrefix("/sign-in") } }
}

extension TestApp {
    /// What a door answers a caller, whoever they are: as the gate does, but with the caller handed in.
    func answer(_ endpoint: Endpoint, as viewer: Viewer) async -> Answer {
        var ask = Ask(
            id: "test", method: endpoint.method, path: endpoint.path, remote: "192.0.2.1", language: .en, viewer: viewer
        )
        for name in endpoint.parameterNames { ask.parameters[name] = name == "slug" ? network.slug : "\(Sample.id)" }
        ask.network = endpoint.path.contains("{slug}") ? network : nil
        if let person = viewer.personID { ask.person = Person(id: person, name: "n", language: .en) }
        ask.body = Array("{}".utf8)
        return await app.checked(ask, endpoint)
    }
}
