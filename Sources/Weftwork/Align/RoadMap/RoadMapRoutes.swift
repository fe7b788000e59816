internal import Database

/// The doors to the road map.
struct RoadMapRoutes: Sendable {
    let acts: GoalActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let root = "/n/{slug}/align/road-map"
        return [
            Endpoint(.get, root, .seeRoadMap, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, root, .moveGoal, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form
                do {
                    let goal = try await acts.set(
                        GoalDraft { form.text($0) }, by: ask.viewer, in: network.id, once: ask.formOnce)
                    return .redirect(to: "/n/\(network.slug)/align/road-map/\(goal.parentID ?? goal.id)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await again(ask, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await again(ask, form, [FieldProblem("", words)]), status: 409)
                }
            },
            Endpoint(.get, "\(root)/{id}", .seeRoadMap, .page) { ask in .page(try await one(ask, try ask.id("id"))) },
            Endpoint(.post, "\(root)/{id}/actions", .moveGoal, .page) { ask in
                let network = try ask.requireNetwork(), form = ask.form, id = try ask.id("id")
                do {
                    let action = try GoalAction { form.text($0) }
                    _ = try await acts.perform(action, on: id, by: ask.viewer, in: network.id)
                    return .redirect(to: "/n/\(network.slug)/align/road-map/\(id)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await one(ask, id, form, problems), status: 422)
                } catch Refusal.conflict(let words, _) {
                    return .page(try await one(ask, id, form, [FieldProblem("", words)]), status: 409)
                }
            },
        ]
    }

    private func pages(_ ask: Ask, _ form: Form, _ problems: [FieldProblem]) throws(Refusal) -> RoadMapPages {
        RoadMapPages(frame: frames(ask), network: try ask.requireNetwork(), form: form, problems: problems)
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let map = try await acts.roadMap(for: ask.viewer, in: try ask.requireNetwork().id)
        return try pages(ask, form, problems).page(map)
    }

    private func one(
        _ ask: Ask, _ id: ID, _ form: Form = Form(), _ problems: [FieldProblem] = []
    ) async throws -> HTML {
        let map = try await acts.roadMap(for: ask.viewer, in: try ask.requireNetwork().id)
        guard let goal = map.goals.first(where: { $0.id == id }) else { throw Refusal.notFound }
        return try pages(ask, form, problems).one(goal, map)
    }

    /// The page from which a goal was sent: that of its stage goal, or the map.
    private func again(_ ask: Ask, _ form: Form, _ problems: [FieldProblem]) async throws -> HTML {
        guard let parent = form.text("parent").flatMap({ ID($0) }) else { return try await page(ask, form, problems) }
        return try await one(ask, parent, form, problems)
    }

    // MARK: For programs

    private struct Body: Decodable {
        let action: String?
        let title: String?
        let words: String?
        let note: String?
        let parent: String?
        let clause: String?
        let from: String?
        let due: String?
        let member: String?

        func value(_ name: String) -> String? {
            switch name {
            case "action": action
            case "title": title
            case "words": words
            case "note": note
            case "parent": parent
            case "clause": clause
            case "from": from
            case "due": due
            default: member
            }
        }
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/goals"
        return [
            Endpoint(
                .get, root, .seeRoadMap, .api, "The road map: stage goals and milestones, those due first first",
                gives: GoalView.list
            ) { ask in
                let map = try await acts.roadMap(for: ask.viewer, in: try ask.requireNetwork().id)
                return .json(
                    Listing(
                        items: map.goals.map { GoalView(goal: $0, map: map, language: ask.language) }, next: nil,
                        total: map.goals.count, totalIsExact: true))
            },
            Endpoint(
                .post, root, .moveGoal, .api, "Set a stage goal; with `parent` a milestone on the way to it",
                accepts: GoalView.toPost, gives: GoalView.schema, status: 201
            ) { ask in
                let body = try ask.decoded(Body.self), network = try ask.requireNetwork().id
                let goal = try await acts.set(
                    GoalDraft { body.value($0) }, by: ask.viewer, in: network, once: ask.once)
                return try await view(ask, goal.id, status: 201)
            },
            Endpoint(
                .get, "\(root)/{id}", .seeRoadMap, .api, "A stage goal or milestone", gives: GoalView.schema
            ) { ask in try await view(ask, try ask.id("id")) },
            Endpoint(
                .post, "\(root)/{id}/actions", .moveGoal, .api, "Say how it stands, change it, hand it on",
                accepts: GoalView.action, gives: GoalView.schema
            ) { ask in
                let body = try ask.decoded(Body.self), id = try ask.id("id")
                let action = try GoalAction { body.value($0) }
                _ = try await acts.perform(action, on: id, by: ask.viewer, in: try ask.requireNetwork().id)
                return try await view(ask, id)
            },
        ]
    }

    private func view(_ ask: Ask, _ id: ID, status: Int = 200) async throws -> Answer {
        let map = try await acts.roadMap(for: ask.viewer, in: try ask.requireNetwork().id)
        guard let goal = map.goals.first(where: { $0.id == id }) else { throw Refusal.notFound }
        return .json(GoalView(goal: goal, map: map, language: ask.language), status: status)
    }
}

/// A goal for programs; who answers for it is for members.
struct GoalView: View {
    let goal: Goal
    let map: RoadMap
    let language: Language

    func write(to json: inout JSON) {
        json.object { json in
            json.field("id", goal.id)
            json.field("kind", goal.kind.rawValue)
            json.field("parent", goal.parentID)
            json.field("clause", map.words(of: goal.clauseID) == nil ? nil : goal.clauseID)
            json.field("priority", map.words(of: goal.clauseID)?.text(language))
            // What is hidden is nobody's to read here.
            json.field("title", goal.hidden == nil ? goal.title : goal.shownTitle(language))
            json.field("words", goal.hidden == nil ? goal.note : "")
            json.field("hidden", goal.hidden)
            json.field("from", moment: goal.from)
            json.field("due", moment: goal.dueAt)
            json.field("state", goal.state.rawValue)
            json.field("note", goal.hidden == nil ? goal.stateNote : "")
            // Whoever may not see the decision is not told that there is one.
            json.field("decision", goal.decisionID.flatMap { map.decisions[$0] == nil ? nil : $0 })
            guard let name = map.names[goal.charge.ownerID] else { return }
            json.name("owner")
            json.object {
                $0.field("id", goal.charge.ownerID)
                $0.field("name", name)
            }
            json.field("asked", goal.charge.askedID)
        }
    }

    static let schema = Schema(
        name: "Goal",
        definition: """
            {"type":"object","required":["id","kind","title","from","due","state"],"properties":{"id":{"type":"string"},\
            "kind":{"enum":["stage","milestone"]},"parent":{"type":["string","null"]},"clause":{"type":["string","null"]},\
            "priority":{"type":["string","null"]},"title":{"type":"string"},"words":{"type":"string"},\
            "from":{"type":"string"},"due":{"type":"string"},"state":{"enum":["planned","going","done","dropped"]},\
            "note":{"type":"string"},"decision":{"type":["string","null"]},"owner":{"type":"object"},\
            "asked":{"type":["string","null"]}}}
            """)
    static let list = Schema(
        name: "GoalList",
        definition: """
            {"type":"object","required":["items"],"properties":{"items":{"type":"array","items":{"type":"object"}}}}
            """)
    static let toPost = Schema(
        name: "GoalToPost",
        definition: """
            {"type":"object","required":["title","due"],"properties":{"title":{"type":"string"},"words":{"type":"string"},\
            "parent":{"type":"string"},"clause":{"type":"string"},"from":{"type":"string"},"due":{"type":"string"},\
            "member":{"type":"string","description":"Who is asked to take it on"}}}
            """)
    static let action = Schema(
        name: "GoalAction",
        definition: """
            {"type":"object","required":["action"],"properties":{\
            "action":{"enum":["begin","done","drop","reopen","change","ask","accept","decline"]},"note":{"type":"string"},\
            "title":{"type":"string"},"words":{"type":"string"},"clause":{"type":"string"},"from":{"type":"string"},\
            "due":{"type":"string"},"member":{"type":"string"}}}
            """)
}

extension AlignParts {
    /// The line of the road map.
    mutating func addRoadMap(_ acts: GoalActs) {
        register { viewer, network in
            guard Policy.allows(.seeRoadMap, viewer) else { return [] }
            let going = try await acts.database.read { db in try db.openStages(in: network) }
            return [AlignLine(.roadMap, "/align/road-map", state: going > 0 ? RoadMapWords.going(going) : nil)]
        }
    }
}
