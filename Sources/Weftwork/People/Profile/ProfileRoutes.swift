internal import Database

/// The doors to one's own profile.
struct ProfileRoutes: Sendable {
    let acts: MemberActs
    let files: Files
    let frames: Frames

    var endpoints: [Endpoint] {
        [
            Endpoint(.get, "/me/profile", .seeSelf, .page) { ask in .page(try await page(ask)) },
            Endpoint(.post, "/me/profile", .seeSelf, .page, handle: save),
            Endpoint(.post, "/me/profile/still", .seeSelf, .page) { ask in
                try await acts.keepProfile(by: ask.viewer)
                return .redirect(to: "/me/profile?done=1")
            },
            Endpoint(
                .post, "/me/profile/photo", .seeSelf, .page, mostBytes: Picture.mostBytes + 64 * 1024,
                handle: savePhoto),
            Endpoint(.post, "/me/profile/photo/remove", .seeSelf, .page) { ask in
                try await acts.removePortrait(by: ask.viewer)
                return .redirect(to: "/me/profile?done=1#photo")
            },
            Endpoint(.get, "/api/v1/me/profile", .seeSelf, .api, "My profile", gives: Schemas.profile) { ask in
                .json(ProfileView(entries: try await acts.profile(of: try person(ask).id), showsAudience: true))
            },
            Endpoint(
                .post, "/api/v1/me/profile", .seeSelf, .api, "Change my profile; what is not said stays",
                accepts: Schemas.profileToPost, gives: Schemas.profile
            ) { ask in
                let person = try person(ask)
                try await acts.save(try ask.decoded(ProfileBody.self).draft(), by: ask.viewer)
                return .json(ProfileView(entries: try await acts.profile(of: person.id), showsAudience: true))
            },
            Endpoint(
                .post, "/api/v1/networks/{slug}/members/{id}/looks", .lookAtProfile, .api,
                "See how a member is reached, recorded", gives: Schemas.profile
            ) { ask in
                let shown = try await acts.lookAtContacts(
                    of: try ask.id("id"), by: ask.viewer, in: try ask.requireNetwork().id)
                return .json(ProfileView(entries: shown, showsAudience: false))
            },
        ]
    }

    private func person(_ ask: Ask) throws(Refusal) -> Person {
        guard let person = ask.person else { throw .signInRequired }
        return person
    }

    private func page(_ ask: Ask, _ form: Form = Form(), _ problems: [FieldProblem] = []) async throws -> HTML {
        let person = try person(ask)
        let reading = OwnProfile(
            person: person, entries: try await acts.profile(of: person.id),
            portrait: try await acts.portrait(of: person.id),
            asked: try await acts.askedFields(of: person.id), looks: try await acts.looks(at: person.id),
            willing: try await acts.database.read { db in try db.willing(of: person.id) })
        return ProfilePages(frame: frames(ask)).edit(reading, form, problems)
    }

    private func savePhoto(_ ask: Ask) async throws -> Answer {
        let form = ask.form
        do {
            let isNew = ask.parts?.file("photo") != nil
            try await acts.savePortrait(
                PortraitDraft(
                    file: isNew ? try await files.draft(of: ask) : nil, audience: form["audience"] ?? "",
                    isOnPasses: form["onPasses"] == "1"), by: ask.viewer)
            return .redirect(to: "/me/profile?done=1#photo")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, form, problems), status: 422)
        }
    }

    private func save(_ ask: Ask) async throws -> Answer {
        let form = ask.form
        do {
            let pairs = ProfileField.allCases.compactMap { field in form[field.rawValue].map { (field, $0) } }
            let audiences = ProfileField.allCases.compactMap { field in
                form["who.\(field.rawValue)"].map { (field, $0) }
            }
            var draft = ProfileDraft(name: form["name"] ?? "", language: form["language"] ?? "")
            draft.texts = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
            draft.audiences = Dictionary(audiences, uniquingKeysWith: { first, _ in first })
            if form["willing"] != nil {
                draft.willing = Set(Willing.allCases.filter { form["willing.\($0.rawValue)"] != nil })
            }
            try await acts.save(draft, by: ask.viewer)
            return .redirect(to: "/me/profile?done=1")
        } catch Refusal.invalid(let problems) {
            return .page(try await page(ask, form, problems), status: 422)
        }
    }
}

private struct ProfileBody: Decodable {
    struct Entry: Decodable {
        let field: String
        let text: String
        let audience: String?
    }

    let name: String?
    let language: String?
    let willing: [String]?
    let fields: [Entry]?

    func draft() throws(Refusal) -> ProfileDraft {
        var draft = ProfileDraft(name: name, language: language)
        for entry in fields ?? [] {
            guard let field = ProfileField(rawValue: entry.field) else {
                throw .invalid("field", SiteWords.badChoice(ProfileField.allCases.map(\.rawValue), entry.field))
            }
            draft.texts[field] = entry.text
            draft.audiences[field] = entry.audience
        }
        guard let willing else { return draft }
        var kinds: Set<Willing> = []
        for name in willing {
            guard let kind = Willing(rawValue: name) else {
                throw .invalid("willing", SiteWords.badChoice(Willing.allCases.map(\.rawValue), name))
            }
            kinds.insert(kind)
        }
        draft.willing = kinds
        return draft
    }
}

/// A profile for programs.
struct ProfileView: View {
    let entries: [ProfileEntry]
    let showsAudience: Bool

    func write(to json: inout JSON) {
        json.object { json in
            json.name("fields")
            json.array(entries) { json, entry in
                json.object {
                    $0.field("field", entry.field.rawValue)
                    $0.field("text", entry.text)
                    if showsAudience { $0.field("audience", entry.audience.name) }
                }
            }
        }
    }
}
