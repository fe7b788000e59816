internal import Database

/// The doors to papers.
struct BallotRoutes: Sendable {
    let acts: BallotActs
    let proposals: ProposalActs
    let frames: Frames

    var endpoints: [Endpoint] { pages + programs }

    private var pages: [Endpoint] {
        let path = "/n/{slug}/proposals/{id}/ballot"
        return [
            Endpoint(.get, path, .castBallot, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, path, .castBallot, .page) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id"), form = ask.form
                do {
                    let file = try await file(ask, form.text("voice").flatMap { ID($0) })
                    // What came is remembered with what it says: never of a secret paper.
                    let once = file.proposal.terms.isSecret ? nil : ask.formOnce
                    _ = try await acts.cast(
                        draft(form, file), on: id, by: ask.viewer, in: network.id, once: once, with: proposals)
                    return .redirect(to: "/n/\(network.slug)/proposals/\(id)?done=1")
                } catch Refusal.invalid(let problems) {
                    return .page(try await page(ask, form, problems), status: 422)
                }
            },
        ]
    }

    private func file(_ ask: Ask, _ voice: ID?) async throws -> BallotFile {
        let network = try ask.requireNetwork()
        return try await acts.file(try ask.id("id"), voice: voice, for: ask.viewer, in: network.id, with: proposals)
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let voice = form.text("voice") ?? ask.query.text("voice")
        let file = try await file(ask, voice.flatMap { ID($0) })
        return BallotPages(frame: frames(ask), network: try ask.requireNetwork(), form: form, problems: problems)
            .page(file)
    }

    private func draft(_ form: Form, _ file: BallotFile) -> BallotDraft {
        var draft = BallotDraft(position: form.text("position"), isSure: form["sure"] == "1", voice: file.voice.id)
        for option in file.options {
            draft.values[option.id] = form.text(BallotPaperRules.field(option))
            draft.efforts[option.id] = form.text(BallotFields.effortField(option))
        }
        return draft
    }

    private var programs: [Endpoint] {
        let root = "/api/v1/networks/{slug}/proposals/{id}"
        return [
            Endpoint(
                .get, "\(root)/ballot", .castBallot, .api,
                "The paper of one of the caller's voices (?voice=), and what it says unless it is secret",
                gives: BallotView.schema
            ) { ask in
                .json(BallotView(try await file(ask, ask.query.text("voice").flatMap { ID($0) }), ask.language))
            },
            Endpoint(
                .post, "\(root)/ballots", .castBallot, .api,
                "Casts a paper for a voice, or changes it; a secret one stands, and the answer is the same whatever it says",
                accepts: BallotBody.schema, gives: BallotCastView.schema, status: 201
            ) { ask in
                let network = try ask.requireNetwork(), id = try ask.id("id"), body = try ask.decoded(BallotBody.self)
                let file = try await file(ask, try body.voiceID())
                let once = file.proposal.terms.isSecret ? ask.onceWithoutContent : ask.once
                let cast = try await acts.cast(
                    try body.draft(file), on: id, by: ask.viewer, in: network.id, once: once, with: proposals)
                return .json(BallotCastView(cast: cast), status: 201)
            },
        ]
    }
}

extension Ask {
    /// The key of a request, without what came with it: even a hash of a secret paper would say what it is.
    var onceWithoutContent: Once? {
        guard let key = headers["idempotency-key"], !key.isEmpty else { return nil }
        return Once(key: key, content: [UInt8](path.utf8))
    }
}

/// A paper as a program sends it.
struct BallotBody: Decodable {
    struct Mark: Decodable {
        let option: String
        let value: BallotValue
        let effort: BallotValue?
    }

    let voice: String?
    let marks: [Mark]?
    let position: String?
    let sure: Bool?

    func voiceID() throws(Refusal) -> ID? {
        guard let voice else { return nil }
        guard let id = ID(voice) else { throw .invalid("voice", ProposalWords.noVoice) }
        return id
    }

    func draft(_ file: BallotFile) throws(Refusal) -> BallotDraft {
        var draft = BallotDraft(position: position, isSure: sure ?? false, voice: file.voice.id)
        for mark in marks ?? [] {
            guard let id = ID(mark.option), draft.values[id] == nil else {
                throw .invalid("marks", BallotWords.noSuchOption)
            }
            draft.values[id] = mark.value.text
            draft.efforts[id] = mark.effort?.text
        }
        return draft
    }

    static let schema = Schema(
        name: "BallotDraft",
        definition: """
            {"type":"object","properties":{"voice":{"type":"string"},"position":{"type":"string"},"sure":{"type":"boolean"},\
            "marks":{"type":"array","items":{"type":"object","required":["option","value"],"properties":{\
            "option":{"type":"string"},"value":{"type":["integer","string","boolean"]},"effort":{"type":"integer"}}}}}}
            """)
}

/// A number, a word or a yes.
struct BallotValue: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if let truth = try? box.decode(Bool.self) {
            text = truth ? "yes" : "no"
        } else if let number = try? box.decode(Double.self) {
            text = number == number.rounded() && abs(number) < 1e9 ? String(Int(number)) : String(number)
        } else {
            text = try box.decode(String.self)
        }
    }
}
