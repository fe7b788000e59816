internal import Engine

/// What is said about placing the charter's priorities in a matrix.
enum CharterMatrixWords {
    static let title = Text(zh: "一起给优先事项排位", en: "Place the priorities together")
    static let hint = Text(
        zh: "每个人给每一项定两个数：多重要、多费力。结束后，排出的先后、落在哪一格和建议的权重，会作为修改建议交到这份草案里，照常答复。",
        en:
            "Each member says of each item how important it is and how much effort it takes. At the end its place, its quarter and a suggested weight come into this draft as suggestions, answered like the others."
    )
    static let toMatrix = Text(zh: "用优先级矩阵一起排位", en: "Place them together in a matrix")
    static let items = Text(zh: "要排的事项，每行一项", en: "What is placed, one a line")
    static let itemsHint = Text(
        zh: "已有的优先事项写在里面了；和它们一字不差的，建议会记在那一条上，别的算新的一条。",
        en:
            "The priorities there are stand in it already: what has their exact words is suggested for them, anything else as a new one."
    )
    static let days = Text(zh: "开放几天", en: "For how many days")
    static let begin = Text(zh: "开始排位", en: "Begin the matrix")
    static let runs = Text(zh: "正在排位", en: "being placed")
    static let handed = Text(zh: "已经交到草案里", en: "handed over to the draft")
    static let hand = Text(zh: "把结果交到草案里", en: "Hand the outcome over to the draft")
    static let noOutcome = Text(zh: "没有结果可交", en: "there is no outcome to hand over")
    static let fromMatrix = Text(zh: "来自优先级矩阵", en: "From the priority matrix")
    static let subject = Text(zh: "共识文件的战略优先事项", en: "The charter's strategic priorities")
    static let link = Text(zh: "交到共识文件的修改建议", en: "Suggestions to the charter")

    static let question = Text(
        zh: "我们的优先事项，哪些更重要、哪些更费力？", en: "Which of our priorities are important, and which take much effort?")

    /// What is suggested about a clause that there is.
    static func suggested(_ priority: MatrixPriority, of count: Int) -> Text {
        let quarter = BallotResultWords.name(of: priority.quarter?.rawValue)
        return Text(
            zh: "优先级矩阵：第 \(priority.place) 位（共 \(count) 项），\(quarter)；建议权重 \(priority.weight)%",
            en:
                "Priority matrix: place \(priority.place) of \(count), \(quarter); suggested weight \(priority.weight)%"
        )
    }

    /// The same of one that is not in the charter yet.
    static func suggestedNew(_ priority: MatrixPriority, of count: Int) -> Text {
        let note = suggested(priority, of: count)
        return Text(zh: "\(priority.words)（\(note)）", en: "\(priority.words) (\(note))")
    }

    // MARK: Refusals

    static func tooFew(_ least: Int) -> Text {
        Text(zh: "至少要有 \(least) 项。", en: "There have to be at least \(least) items.")
    }
    static let runsAlready = Text(zh: "已经有一个正在排位，等它结束。", en: "One is running already; wait until it is over.")
    static let notOver = Text(zh: "还没有写下结果。", en: "Its outcome has not been written yet.")
    static let handedAlready = Text(zh: "已经交过了。", en: "It was handed over already.")
}
