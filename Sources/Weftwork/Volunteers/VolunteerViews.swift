internal import Database
internal import Engine

/// What a program says of somebody as a volunteer.
struct VolunteerBody: Decodable {
    struct Skill: Decodable {
        let skill: String
        let level: String?
        let evidence: String?
    }

    let skills: [Skill]?
    let languages: [String]?
    let remote: Bool?
    let radiusKm: LooseText?
    let channel: String?
    let means: [String]?
    let ownMeans: String?
    let dialect: String?
    let weeklyLimit: LooseText?

    func draft() -> VolunteerDraft {
        VolunteerDraft(
            skills: skills?.map { .init(name: $0.skill, level: $0.level, evidence: $0.evidence) }, languages: languages,
            isRemote: remote, radius: radiusKm?.text, channel: channel, means: means, ownMeans: ownMeans,
            dialect: dialect, weeklyLimit: weeklyLimit?.text)
    }
}

/// When somebody is free, as a form or a program says it.
struct AvailabilityBody: Decodable {
    struct Range: Decodable {
        /// 1 is Monday.
        let day: Int
        let from: Int
        let to: Int
    }

    private static let kinds = [
        "now", "until", "more", "stop", "today", "weekly", "ask", "renew", "end", "pause", "resume",
    ]

    let kind: String?
    var hours: Int?
    var from: String?
    var to: String?
    var week: [Range]?
    /// As typed, by day; of a form.
    var days: [String]?
    var except: [String]?
    var which: String?
    var until: String?

    /// - Parameter usual: the kind where the form says none.
    init(_ form: Form, usual: String? = nil) {
        kind = form["kind"] ?? usual
        hours = form["hours"].flatMap(Int.init)
        from = form["from"]
        to = form["to"]
        days = (1...7).map { form["day\($0)"] ?? "" }
        except = [form["except"] ?? ""]
        which = form["which"]
        until = form["until"]
    }

    /// - Throws: ``Refusal/invalid(_:)`` for a kind that there is none of, or a day that is none.
    func draft() throws(Refusal) -> AvailabilityDraft {
        switch kind {
        case "now": return .now(hours: hours)
        case "until": return .until(to ?? "")
        case "more": return .more(hours: hours)
        case "stop": return .stop
        case "today": return .today(from: from ?? "", to: to ?? "")
        case "weekly": return .weekly(days: try weekdays(), except: (except ?? []).joined(separator: ","))
        case "ask": return .ask
        case "renew": return .renew
        case "end": return .end(which ?? "all")
        case "pause": return .pause(until: until ?? "")
        case "resume": return .resume
        default: throw .invalid("kind", SiteWords.badChoice(AvailabilityBody.kinds, kind))
        }
    }

    private func weekdays() throws(Refusal) -> [String] {
        if let days { return days }
        var days = Array(repeating: "", count: 7)
        for range in week ?? [] {
            guard (1...7).contains(range.day) else { throw .invalid("week", JoinWords.between(1, 7)) }
            days[range.day - 1] += "\(range.from)-\(range.to),"
        }
        return days
    }
}

/// Oneself as a volunteer, for programs.
struct OwnVolunteeringView: View {
    let reading: OwnVolunteering

    func write(to json: inout JSON) {
        let volunteer = reading.volunteer
        json.object { json in
            json.name("skills")
            json.array(reading.skills) { json, skill in
                json.object {
                    $0.field("skill", skill.name)
                    $0.field("key", skill.key)
                    $0.field("level", skill.level.rawValue)
                    $0.field("evidence", skill.evidence.nilIfEmpty)
                }
            }
            json.field("languages", reading.languages)
            json.field("area", reading.area)
            json.field("timeZone", reading.zone)
            json.field("remote", volunteer.isRemote)
            json.field("radiusKm", volunteer.radius)
            json.field("channel", volunteer.channel.rawValue)
            json.field("means", volunteer.means.map(\.rawValue))
            json.field("ownMeans", volunteer.notes.ownMeans.nilIfEmpty)
            json.field("dialect", volunteer.notes.dialect.nilIfEmpty)
            json.field("weeklyLimit", reading.limit)
            json.field("hoursThisWeek", Int(reading.load / Time.hour))
            json.field("paused", volunteer.isPaused(at: reading.at))
            var until: Int64?
            if case .until(let moment) = volunteer.pause, volunteer.isPaused(at: reading.at) { until = moment }
            json.field("pausedUntil", moment: until)
            json.field("availability", reading.hours.all)
            json.field("stillSo", reading.hours.ending.map(\.kind.rawValue))
        }
    }
}

extension Availability: View {
    func write(to json: inout JSON) {
        json.object { json in
            json.field("kind", kind.rawValue)
            json.field("timeZone", zone)
            if kind.isOfOneDay {
                json.field("from", moment: from)
                json.field("to", moment: to)
            }
            if kind == .weekly {
                json.name("week")
                json.array((0..<7).flatMap { day in week.ranges(of: day).map { (day, $0) } }) { json, range in
                    json.object {
                        $0.field("day", range.0 + 1)
                        $0.field("from", range.1.from)
                        $0.field("to", range.1.to)
                    }
                }
                json.field("except", except)
            }
            json.field("saidAt", moment: saidAt)
            json.field("until", moment: endsAt)
        }
    }
}

/// Who is free, for programs of those who dispatch: no contact, nothing of why somebody else is not named.
struct FreeListView: View {
    let list: FreeList
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("at", moment: list.at)
            json.name("items")
            json.array(list.items) { FreeListView.write($1, language, to: &$0) }
            json.field("next", list.next)
            json.field("total", list.total)
            json.field("totalIsExact", true)
            json.field("hidden", list.hidden)
            json.name("fairness")
            FreeListView.write(list.fairness, to: &json)
        }
    }

    private static func write(_ fairness: VolunteerFairness?, to json: inout JSON) {
        guard let fairness else { return json.value(nil) }
        json.object {
            $0.field("days", VolunteerFairness.days)
            $0.field("willing", fairness.willing)
            $0.field("unasked", fairness.unasked)
            $0.field("gini", quantity: fairness.shownGini)
        }
    }

    private static func write(_ item: FreeList.Item, _ language: Language, to json: inout JSON) {
        let one = item.supply
        json.object { json in
            json.field("member", one.id)
            json.field("name", item.name)
            json.field("organisation", item.organisation)
            json.field("standing", one.standing.name)
            json.name("free")
            write(item.freedom, to: &json)
            json.name("skills")
            json.array(item.skills) { json, skill in
                json.object {
                    $0.field("skill", skill.name)
                    $0.field("level", skill.level.rawValue)
                }
            }
            json.field("languages", one.languages)
            json.field("dialect", item.dialect)
            json.field("channel", one.channel.rawValue)
            json.field("area", one.area)
            json.field("remote", one.isRemote)
            json.field("radiusKm", one.radius)
            json.field("means", one.means.map(\.rawValue))
            json.field("trainings", item.trainings.map { $0(language) })
            json.field("weeklyLimit", one.limit)
            json.field("hoursThisWeek", Int(one.load / Time.hour))
        }
    }

    private static func write(_ freedom: VolunteerSupply.Freedom, to json: inout JSON) {
        json.object { json in
            switch freedom {
            case .today(let until):
                json.field("kind", "today")
                json.field("until", moment: until)
            case .weekly(let until):
                json.field("kind", "weekly")
                json.field("until", moment: until)
            case .ask:
                json.field("kind", "ask")
                json.field("until", moment: nil)
            }
        }
    }
}

enum VolunteerSchemas {
    private static let skills = """
        {"type":"array","items":{"type":"object","required":["skill"],"properties":{"skill":{"type":"string"},\
        "level":{"enum":["learning","able","expert"]},"evidence":{"type":["string","null"]}}}}
        """
    private static let channel = "{\"enum\":[\"any\",\"call\",\"wechat\",\"video\",\"message\",\"mail\"]}"
    private static let means = """
        {"type":"array","items":{"enum":["car","van","truck","boat","licence","warehouse","tools","computer","phoneLine"]}}
        """
    private static let week = """
        {"type":"array","items":{"type":"object","required":["day","from","to"],"properties":{"day":{"type":"integer"},\
        "from":{"type":"integer"},"to":{"type":"integer"}}}}
        """
    static let own = Schema(
        name: "OwnVolunteering",
        definition: """
            {"type":"object","required":["skills","availability","weeklyLimit","paused"],"properties":{"skills":\(skills),\
            "languages":{"type":"array","items":{"type":"string"}},"area":{"type":["string","null"]},"timeZone":{"type":"string"},\
            "remote":{"type":"boolean"},"radiusKm":{"type":["integer","null"]},"channel":\(channel),"means":\(means),\
            "ownMeans":{"type":["string","null"]},"dialect":{"type":["string","null"]},"weeklyLimit":{"type":"integer"},\
            "hoursThisWeek":{"type":"integer"},"paused":{"type":"boolean"},"pausedUntil":{"type":["string","null"]},\
            "availability":{"type":"array","items":{"type":"object","required":["kind","until"],"properties":{\
            "kind":{"enum":["now","today","weekly","ask"]},"timeZone":{"type":"string"},"from":{"type":"string"},"to":{"type":"string"},\
            "week":\(week),"except":{"type":"array","items":{"type":"string"}},"until":{"type":"string"}}}},\
            "stillSo":{"type":"array","items":{"type":"string"}}}}
            """)
    static let toPost = Schema(
        name: "VolunteerToPost",
        definition: """
            {"type":"object","properties":{"skills":\(skills),"languages":{"type":"array","items":{"type":"string"}},\
            "remote":{"type":"boolean"},"radiusKm":{"type":["integer","string","null"]},"channel":\(channel),"means":\(means),\
            "ownMeans":{"type":"string"},"dialect":{"type":"string"},"weeklyLimit":{"type":["integer","string","null"]}}}
            """)
    static let availability = Schema(
        name: "AvailabilityToPost",
        definition: """
            {"type":"object","required":["kind"],"properties":{\
            "kind":{"enum":["now","until","more","stop","today","weekly","ask","renew","end","pause","resume"]},\
            "hours":{"type":"integer"},"from":{"type":"string"},"to":{"type":"string"},"week":\(week),"except":{"type":"array","items":{"type":"string"}},\
            "which":{"enum":["now","today","weekly","ask","all"]},"until":{"type":["string","null"]}}}
            """)
    static let list = Schema(
        name: "FreeVolunteers",
        definition: """
            {"type":"object","required":["at","items","next","total","hidden"],"properties":{"at":{"type":"string"},\
            "items":{"type":"array","items":{"type":"object","required":["member","name","free"],"properties":{\
            "member":{"type":"string"},"name":{"type":"string"},"standing":{"type":"string"},"free":{"type":"object"},\
            "skills":\(skills),"area":{"type":["string","null"]},"remote":{"type":"boolean"},\
            "trainings":{"type":"array","items":{"type":"string"}},"hoursThisWeek":{"type":"integer"}}}},\
            "next":{"type":["string","null"]},"total":{"type":"integer"},"hidden":{"type":"integer"},\
            "fairness":{"type":["object","null"],"properties":{"days":{"type":"integer"},"willing":{"type":"integer"},\
            "unasked":{"type":"integer"},"gini":{"type":["number","null"]}}}}}
            """)
}
