internal import Database
internal import Engine
internal import Foundation

/// Reasons as a plan keeps them: what was true when it was made, without a name.
struct StoredReason: Codable, Sendable {
    let kind: String
    var texts: [String]?
    var number: Int64?
    var of: Int64?
    var kilometres: Double?

    init(_ reason: FitReason) {
        kind = reason.name
        switch reason {
        case .item(let item): texts = [item]
        case .instead(let item, let wanted): texts = [item, wanted]
        case .amount(let left, let wanted, let unit): (texts, number, of) = ([unit], left, wanted)
        case .skills(let keys, let count): (texts, of) = (keys, Int64(count))
        case .near(let far): kilometres = (far * 10).rounded() / 10
        case .standing(let standing): number = Int64(standing.rawValue)
        case .free(.today(let until)): (texts, number) = (["today"], until)
        case .free(.weekly(let until)): (texts, number) = (["weekly"], until)
        case .free(.ask): texts = ["ask"]
        case .means(let means): texts = means.map(\.rawValue)
        case .begins(let moment), .until(let moment): number = moment
        case .checked(let confidence): texts = [confidence.rawValue]
        case .language(let tag): texts = [tag]
        case .week(let load, let limit): (number, of) = (load, Int64(limit))
        case .spokenTo(let channel): texts = [channel.rawValue]
        case .hands, .anywhere, .distanceUnknown, .trained, .notAsked: break
        }
    }

    /// The reason again; nothing of what a later version wrote.
    /// - Parameter trainings: what must be passed here, by its names.
    func reason(trainings: [Text]) -> FitReason? {
        let text = texts?.first ?? "", number = number ?? 0
        switch kind {
        case "item": return .item(text)
        case "instead": return .instead(text, of: texts?.last ?? "")
        case "amount": return .amount(number, of: of, unit: text)
        case "skills": return .skills(texts ?? [], of: Int(of ?? 0))
        case "hands": return .hands
        case "near": return .near(kilometres ?? 0)
        case "anywhere": return .anywhere
        case "distanceUnknown": return .distanceUnknown
        case "standing": return Standing(rawValue: Int(number)).map { .standing($0) }
        case "free":
            return .free(text == "today" ? .today(until: number) : text == "weekly" ? .weekly(until: number) : .ask)
        case "means": return .means((texts ?? []).compactMap(Volunteer.Means.init(rawValue:)))
        case "begins": return .begins(number)
        case "until": return .until(number)
        case "checked": return Need.Confidence(rawValue: text).map { .checked($0) }
        case "language": return .language(text)
        case "trained": return .trained(trainings)
        case "spokenTo": return Volunteer.Channel(rawValue: text).map { .spokenTo($0) }
        case "notAsked": return .notAsked
        case "week": return .week(number, Int(of ?? 0))
        default: return nil
        }
    }

    static func stored(_ reasons: [FitReason]) -> String {
        let data = try? JSONEncoder().encode(reasons.map { StoredReason($0) })
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    static func reasons(stored: String) -> [StoredReason] {
        (try? JSONDecoder().decode([StoredReason].self, from: Data(stored.utf8))) ?? []
    }
}

extension PlanGap.Reason {
    /// The name for programs, and as it is stored.
    var name: String {
        switch self {
        case .nobody(let rule): rule.name
        case .taken: "taken"
        case .budget: "budget"
        case .permit: "permit"
        case .waits: "waits"
        case .asked: "asked"
        }
    }

    /// How many come into question, where some do.
    var candidates: Int? {
        switch self {
        case .taken(let count), .budget(let count): count
        case .nobody, .permit, .waits, .asked: nil
        }
    }

    init?(name: String, candidates: Int?) {
        switch name {
        case "taken": self = .taken(candidates ?? 0)
        case "budget": self = .budget(candidates ?? 0)
        case "permit": self = .permit
        case "waits": self = .waits
        case "asked": self = .asked
        default:
            guard let rule = MatchRule.allCases.first(where: { $0.name == name }) else { return nil }
            self = .nobody(rule)
        }
    }
}
