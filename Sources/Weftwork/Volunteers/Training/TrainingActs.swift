internal import Database
internal import Engine

/// What is done about training: written and offered by trainers, passed by members, asked for by those who lead.
public struct TrainingActs: Sendable {
    let members: MemberActs
    /// Told that somebody has passed something: what a network has in volunteers is another now.
    let volunteers: VolunteerActs

    var database: any Database { members.database }
    var world: World { members.world }

    // MARK: Writing

    /// Writes a new module, which members can take from then on.
    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    func write(
        _ draft: TrainingDraft, by viewer: Viewer, in network: ID, once: Once? = nil
    ) async throws -> TrainingModule {
        try Policy.require(.writeTraining, viewer)
        let member = try members.own(viewer, in: network)
        let (content, mark, months) = try TrainingRules.cleaned(draft)
        return try await add(content, mark, months, key: "", by: viewer, member, once: once)
    }

    /// Takes one of the shipped modules as the network's own; it closes nothing until somebody says so.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it is here already.
    func adopt(_ key: String, by viewer: Viewer, in network: ID) async throws -> TrainingModule {
        try Policy.require(.writeTraining, viewer)
        let member = try members.own(viewer, in: network)
        guard let shipped = ShippedTraining.all.first(where: { $0.key == key }) else {
            throw Refusal.invalid("key", SiteWords.badChoice(ShippedTraining.all.map(\.key), key))
        }
        return try await add(
            shipped.content, TrainingRules.usualMark, TrainingRules.usualMonths, key: key, by: viewer, member, once: nil
        )
    }

    private func add(
        _ content: TrainingContent, _ mark: Int, _ months: Int, key: String, by viewer: Viewer, _ member: Member,
        once: Once?
    ) async throws -> TrainingModule {
        let network = member.networkID, now = world.now()
        let module = TrainingModule(
            id: world.newID(), networkID: network, key: key, title: content.title, passMark: mark, months: months,
            byID: member.id, at: now)
        return try await database.write { db in
            if let earlier = try db.earlier(once, by: viewer, in: network),
                let known = try db.trainingModule(earlier, in: network)
            {
                return known
            }
            if !key.isEmpty, try db.trainingModules(of: network).contains(where: { $0.key == key }) {
                throw Refusal.conflict(TrainingWords.isHere)
            }
            try db.insert(module, content)
            try record(.trainingWritten, module, by: viewer, db)
            try db.remember(once, object: module.id, by: viewer, in: network, at: now)
            return module
        }
    }

    /// Writes a module anew. Who has passed an earlier version keeps that pass until it ends.
    /// - Parameter version: which its writer has read; nothing where they don't say.
    /// - Throws: ``Refusal/conflict(_:_:)`` where somebody else wrote meanwhile.
    func rewrite(
        _ id: ID, _ draft: TrainingDraft, read version: Int?, by viewer: Viewer, in network: ID
    ) async throws -> TrainingModule {
        try Policy.require(.writeTraining, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        return try await database.write { db in
            guard let before = try db.trainingModule(id, in: network) else { throw Refusal.notFound }
            var draft = draft
            draft.passMark = draft.passMark ?? before.passMark
            draft.months = draft.months ?? before.months
            let (content, mark, months) = try TrainingRules.cleaned(draft)
            if let version, version != before.version { throw Refusal.conflict(TrainingWords.writtenMeanwhile) }
            var after = before
            after.version += 1
            after.title = content.title
            (after.passMark, after.months, after.byID, after.at) = (mark, months, member.id, now)
            guard try db.update(after, content, from: before.version) else {
                throw Refusal.conflict(TrainingWords.writtenMeanwhile)
            }
            try record(.trainingWritten, after, by: viewer, db)
            return after
        }
    }

    /// Takes a module away from those who have not passed it, or offers it again.
    /// - Throws: ``Refusal/conflict(_:_:)`` while something takes it.
    func setState(_ state: TrainingModule.State, of id: ID, by viewer: Viewer, in network: ID) async throws {
        try Policy.require(.writeTraining, viewer)
        try await database.write { db in
            guard let module = try db.trainingModule(id, in: network) else { throw Refusal.notFound }
            if state == .withdrawn, try db.trainingGates(of: network).contains(where: { $0.moduleID == id }) {
                throw Refusal.conflict(TrainingWords.isNeeded)
            }
            guard try db.setState(state, of: module) else {
                throw Refusal.conflict(state == .open ? TrainingWords.isOpen : TrainingWords.isWithdrawn)
            }
            try record(state == .open ? .trainingOffered : .trainingWithdrawn, module, by: viewer, db)
        }
    }

    // MARK: Taking

    /// Answers a module's questions. What was answered is compared and forgotten.
    ///
    /// - Parameter version: whose questions were read: to other questions the same answers say something else.
    /// - Throws: ``Refusal/conflict(_:_:)`` where it was written anew meanwhile, ``Refusal/tooMany(retryAfter:)`` after three failed
    ///   tries in an hour, ``Refusal/invalid(_:)`` where a question has no answer.
    func take(
        _ id: ID, _ answers: [Set<Int>], of version: Int, by viewer: Viewer, in network: ID
    ) async throws -> TrainingResult {
        try Policy.require(.takeTraining, viewer)
        let member = try members.own(viewer, in: network), now = world.now()
        let result = try await database.write { db in
            guard let module = try db.trainingModule(id, in: network), module.state == .open else {
                throw Refusal.notFound
            }
            guard version == module.version else { throw Refusal.conflict(TrainingWords.askedAnew) }
            let content = try db.trainingContent(of: module)
            let open = content.questions.indices.filter { $0 >= answers.count || answers[$0].isEmpty }
            guard open.isEmpty else {
                throw Refusal.invalid(open.map { FieldProblem("q\($0)", TrainingWords.unanswered($0 + 1)) })
            }
            let tries = try db.failedTries(of: member.id, id, in: network)
            if let next = TrainingRules.nextTry(tries, at: now) {
                throw Refusal.tooMany(retryAfter: Int((next - now + Time.second - 1) / Time.second))
            }
            return try keep(TrainingRules.grade(answers, content), tries, module, member, by: viewer, db)
        }
        volunteers.changed(in: network)
        return result
    }

    private func keep(
        _ grade: (score: Int, wrong: [Int]), _ tries: [Int64], _ module: TrainingModule, _ member: Member,
        by viewer: Viewer, _ db: any Connection
    ) throws -> TrainingResult {
        let now = world.now(), isPassed = grade.score >= module.passMark
        let result = TrainingResult(
            score: grade.score, isPassed: isPassed, wrong: grade.wrong, until: isPassed ? now + module.lifetime : nil,
            nextAt: isPassed ? nil : TrainingRules.nextTry(tries + [now], at: now))
        try db.insertTry(result, of: member.id, module, id: world.newID(), at: now)
        if let until = result.until {
            let known = try db.trainingPass(of: member.id, module.id, in: module.networkID)
            let pass = TrainingPass(
                id: known?.id ?? world.newID(), networkID: module.networkID, memberID: member.id, moduleID: module.id,
                version: module.version, score: grade.score, passedAt: now, untilAt: until)
            try db.save(pass)
            try db.stopClock(of: pass.id, in: module.networkID)
        }
        try members.record(
            isPassed ? .trainingPassed : .trainingTried, on: member.id, in: module.networkID, by: viewer,
            audience: isPassed ? .stewards : .concerned, db, [("module", .text(module.id.description))])
        return result
    }

    func record(
        _ kind: Event.Kind, _ module: TrainingModule, by viewer: Viewer, _ db: any Connection,
        _ details: [(String, EventValue)] = []
    ) throws {
        try members.record(
            kind, on: module.id, in: module.networkID, by: viewer, audience: .members, db,
            [("version", .number(Int64(module.version)))] + details)
    }
}
