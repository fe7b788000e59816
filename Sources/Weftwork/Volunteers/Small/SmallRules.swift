internal import Database
internal import Engine

/// What is cut into tasks, who does and checks them, what counts as an answer. Pure.
enum SmallRules {
    /// Somebody's for so long, as in the verifiers' queue; opening it again renews.
    static let lockLength = CaseDesk.lockLength
    /// More than this nobody has in their hands.
    static let mostHeld = 3
    /// More than this nobody answers in a day: who is that fast reads nothing.
    static let mostADay = 60
    /// So many pass it on before it is given up.
    static let mostSkips = 3
    /// A second person has looked by then; else somebody who leads hears of it.
    static let checking = 2 * Time.day
    /// Two who disagree hear by then who is right, as in any dispute.
    static let deciding = 2 * Time.day
    /// What is proposed to a need's owner is taken over or laid aside by then.
    static let using = 3 * Time.day
    /// Below this two cards are not worth anybody's look.
    static let leastAlike = 0.25

    // MARK: What it is cut from

    /// What everybody may read of a need; nothing where that is not enough to work on.
    static func subject(
        _ kind: SmallTask.Kind, _ need: Need, _ other: Need?, now: Int64, limits: RestrictionReading
    ) -> SmallSubject? {
        guard let view = publicView(need, now, limits), let title = view.title else { return nil }
        let second = other.flatMap { publicView($0, now, limits) }
        guard kind != .spotDouble || second?.title != nil, case .full(let lines) = view.lines else { return nil }
        let subject = SmallSubject(
            need: view, other: second, source: language(of: title),
            items: lines.map { [$0.item, $0.specification].filter { !$0.isEmpty }.joined(separator: " ") },
            institution: institution(need))
        return isWorth(kind, subject, need, lines) ? subject : nil
    }

    /// As somebody sees it who is nobody here.
    private static func publicView(_ need: Need, _ now: Int64, _ limits: RestrictionReading) -> NeedView? {
        guard need.state.phase == .board, need.audience == .public, need.hidden == nil,
            need.held.isDisjoint(with: ["title", "lines"])
        else { return nil }
        let stranger = Viewer(.anonymous, language: need.language)
        return NeedView(need, for: stranger, ties: [], ownerName: "", now: now, limits: limits)
    }

    private static func isWorth(
        _ kind: SmallTask.Kind, _ subject: SmallSubject, _ need: Need, _ lines: [NeedLine]
    ) -> Bool {
        switch kind {
        case .findNumber: subject.institution != nil
        case .sortList: !lists(in: lines).isEmpty
        case .translate: true
        case .spotDouble: true
        // Nobody carries a poster for what is promised already, or what an authority keeps to itself.
        case .hangPoster:
            need.urgency <= .high && need.progress == .open && !need.area.district.isEmpty
                && subject.need.restrictions.isEmpty
        }
    }

    /// The institution that the public title names, with its place where every town has one of that name.
    static func institution(_ need: Need) -> String? { need.publicWords.institutionInFull }

    /// Lines that are plainly several things in one.
    static func lists(in lines: [NeedLine]) -> [NeedLine] {
        lines.filter { line in
            line.quantity == .unknown && line.claimed == 0 && line.delivered == 0
                && line.item.count { SmallWords.listMarks.contains($0) } >= 2
        }
    }

    static func language(of text: String) -> Language {
        text.contains { SmallRules.isHan($0) } ? .zh : .en
    }

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
    }

    /// By which a task is known again, and by which it is seen that its words have changed.
    static func stamp(_ kind: SmallTask.Kind, _ need: Need, _ other: Need?, _ subject: SmallSubject) -> String {
        switch kind {
        case .findNumber: stamp(institution: subject.institution ?? "")
        case .sortList, .translate:
            TextStamp.of([kind.rawValue, need.id.description, subject.title] + subject.items)
        case .spotDouble:
            TextStamp.of([kind.rawValue] + [need.id, other?.id ?? need.id].sorted().map(\.description))
        case .hangPoster: TextStamp.of([kind.rawValue, need.id.description])
        }
    }

    /// A number is looked for once for an institution, whichever of its needs it stands at.
    static func stamp(institution name: String) -> String {
        TextStamp.of([SmallTask.Kind.findNumber.rawValue, Institution.key(name)])
    }

    // MARK: Who

    /// Whether the second may look at what the first did: never oneself, and one of the two is vouched for – two strangers who
    /// came together would agree about anything.
    static func mayCheck(_ task: SmallTask, doer: Standing, _ checker: Member) -> Bool {
        task.state == .done && task.doerID != checker.id && max(doer, checker.standing) >= .vouched
    }

    // MARK: What counts as an answer

    /// - Throws: ``Refusal/invalid(_:)`` naming each field that is wrong.
    static func answer(
        _ draft: SmallDraft, _ kind: SmallTask.Kind, _ subject: SmallSubject
    ) throws(Refusal) -> SmallAnswer {
        var reading = SmallAnswerReading()
        var answer = SmallAnswer()
        switch kind {
        case .findNumber:
            answer.phone = reading.phone(draft.phone)
            answer.source = reading.address(draft.source)
            answer.district = reading.line("district", draft.district, 0...60)
        case .sortList: answer.lines = reading.list(draft.lines)
        case .translate:
            answer.title = reading.translated("title", draft.title, from: subject.source, of: subject.title)
            answer.items = reading.items(draft.items, subject)
        case .spotDouble:
            answer.isSame = reading.verdict(draft.verdict)
            answer.note = reading.line("note", draft.note, (answer.isSame == true ? 3 : 0)...300)
        case .hangPoster: answer.place = reading.line("place", draft.place, 2...120)
        }
        guard reading.problems.isEmpty else { throw .invalid(reading.problems) }
        return answer
    }

    /// - Throws: ``Refusal/invalid(_:)`` where somebody says no without saying why.
    static func words(_ typed: String, _ field: String, isNeeded: Bool) throws(Refusal) -> String {
        var reading = SmallAnswerReading()
        let words = reading.line(field, typed, (isNeeded ? 3 : 0)...300)
        guard reading.problems.isEmpty else { throw .invalid(reading.problems) }
        return words
    }
}
