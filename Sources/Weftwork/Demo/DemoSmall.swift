internal import Database
internal import Engine

/// A handful of small tasks in the demonstration: most are open, one waits for a second person, one was looked at.
extension Demonstration {
    static func addSmallTasks(_ people: [String: Member], _ app: App) async throws {
        guard let first = people["volunteer3"], let second = people["volunteer2"] else { return }
        let network = first.networkID
        try await app.small.cut(in: network)
        for isChecked in [true, false] {
            let doer = Viewer(.member(first), language: .zh), checker = Viewer(.member(second), language: .zh)
            let task: SmallTask
            do {
                task = try await app.small.take(
                    toCheck: false, kind: SmallTask.Kind.translate.rawValue, by: doer, in: network)
            } catch Refusal.conflict {
                // Nothing of this kind is public: then there is none.
                return
            }
            let shown = try await app.small.item(task.id, for: doer, in: network).subject
            guard let subject = shown, subject.source == .zh else {
                try await app.small.skip(task.id, SmallSkip.notMine.rawValue, by: doer, in: network)
                continue
            }
            let draft = SmallDraft(
                title: DemoSmallWords.title(subject.need.area.city),
                items: subject.items.map(DemoSmallWords.item).joined(separator: "\n"))
            try await app.small.answer(task.id, draft, by: doer, in: network)
            guard isChecked else { continue }
            let taken = try await app.small.take(toCheck: true, kind: nil, by: checker, in: network)
            try await app.small.check(taken.id, isRight: true, "", by: checker, in: network)
        }
    }
}
