internal import Database

/// What verifiers found, for whoever decides by it after them: verifies once more, publishes, answers for it.
struct FindingParts {
    let frame: Frame
    let slug: String

    /// - Parameter isVerifying: the photos of the round that is open stand in a card of their own, where more are added.
    func card(_ file: CaseFile, _ checklist: Checklist, isVerifying: Bool) -> HTML {
        guard NeedActs.seesEvidence(frame.ask.viewer, file.ties) else { return "" }
        let last = file.verifications.last?.id
        let rows = file.verifications.map { one -> HTML in
            let note: HTML = one.note.isEmpty ? "" : "<p class=\"prose small\">\(frame.said(one.note))</p>"
            return """
                <li class="stack tight"><span><strong>\(one.memberName)</strong> · \
                \(frame(NeedWords.name(of: one.confidence))) · \(frame.moment(one.at))</span>\(note)\
                \(CheckPhotoParts(frame: frame, slug: slug).answers(one, file, checklist, isOpen: one.id == last))</li>
                """
        }
        let more = unanswered(file, checklist, isVerifying: isVerifying)
        guard !(rows.isEmpty && more.isEmpty) else { return "" }
        let list: HTML = rows.isEmpty ? "" : "<ul class=\"stack\">\(rows)</ul>"
        return "<section class=\"card\" id=\"found\"><h2>\(frame(QueueWords.found))</h2>\(list)\(more)</section>"
    }

    /// Photos for questions that nobody answered in their round.
    private func unanswered(_ file: CaseFile, _ checklist: Checklist, isVerifying: Bool) -> HTML {
        let loose = file.checkPhotos.filter { photo in
            if isVerifying && photo.round == file.need.round { return false }
            return !file.verifications.contains { one in
                one.round == photo.round && one.checks.contains { $0.id == photo.question }
            }
        }
        let parts = Dictionary(grouping: loose, by: \.question).sorted { $0.key < $1.key }.map { id, photos -> HTML in
            let question = checklist.words(of: id)
            return """
                <p class="small">\(frame.said(frame(question)))</p>\(CheckPhotoParts(frame: frame, slug: slug).gallery(photos))
                """
        }
        return "\(parts)"
    }
}
