/// A module that comes with the product, for a network to take and change. None is in force by itself.
struct ShippedTraining: Sendable {
    let key: String
    let content: TrainingContent

    static let all = [IntakeTrainingWords.module, CallBackTrainingWords.module, DeliveryTrainingWords.module]

    /// - Parameters:
    ///   - title: in both languages, like everything here.
    ///   - paragraphs: to read.
    ///   - questions: on what was read.
    init(
        _ key: String, title: (zh: String, en: String), summary: (zh: String, en: String),
        paragraphs: [(zh: String, en: String)], questions: [TrainingContent.Question]
    ) {
        self.key = key
        var content = TrainingContent()
        content.title = TrainingSaying(zh: title.zh, en: title.en)
        content.summary = TrainingSaying(zh: summary.zh, en: summary.en)
        content.body = TrainingSaying(
            zh: paragraphs.map(\.zh).joined(separator: "\n\n"), en: paragraphs.map(\.en).joined(separator: "\n\n"))
        content.questions = questions
        self.content = content
    }
}

extension TrainingContent.Question {
    /// - Parameter right: which of the options are right, by place.
    init(
        _ zh: String, _ en: String, _ options: [(zh: String, en: String)], right: Set<Int>,
        why: (zh: String, en: String)
    ) {
        self.init()
        text = TrainingSaying(zh: zh, en: en)
        self.options = options.enumerated().map { index, option in
            TrainingContent.Option(text: TrainingSaying(zh: option.zh, en: option.en), isRight: right.contains(index))
        }
        self.why = TrainingSaying(zh: why.zh, en: why.en)
    }
}
