internal import Database

/// Where somebody who reads a statement says that it must not stand.
struct StatementReporting {
    let frame: Frame
    let network: Network
    let conversation: ID

    private var path: String { "/n/\(network.slug)/conversations/\(conversation)" }

    /// Within the conversation: the mark of a device is sent to no other address.
    private func door(_ statement: ConversationStatement) -> String { "\(path)/statements/\(statement.id)/report" }

    func html(_ statement: ConversationStatement) -> HTML {
        guard statement.state == .open else { return "" }
        let name = ConversationPageWords.about(ModerationWords.report, statement.words)
        return """
            <p class="row wide"><a class="btn quiet" href="\(door(statement))" aria-label="\(frame(name))">\
            \(frame.icon("flag"))\(frame(ConversationPageWords.report))</a></p>
            """
    }

    func page(_ statement: ConversationStatement, _ form: Form = Form(), _ problems: [FieldProblem] = []) -> HTML {
        ModerationPages(frame: frame, network: network).report(
            statement.text, form, problems, door: (action: door(statement), back: path), words: statement.words)
    }
}
