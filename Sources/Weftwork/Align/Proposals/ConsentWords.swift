/// What is said while an objection is worked through, beside ``ProposalWords``.
enum ConsentWords {
    /// - Parameter instead: what is done instead of amending it; nothing where it can be amended.
    static func objectionsHint(_ instead: Text?) -> Text {
        guard let instead else { return ProposalPageWords.objectionsHint }
        return Text(
            zh: "一起化解：先问清楚。\(instead)", en: "To be worked through together: ask first. \(instead)")
    }

    static func mailFacilitate(_ question: Text, _ instead: Text?) -> Text {
        guard let instead else { return ProposalWords.mailFacilitate(question) }
        return Text(
            zh: "请您来协调：“\(question)”有反对没有化解。帮双方听懂彼此，撤回它，或者结束这一轮。\(instead)",
            en:
                "Please facilitate: an objection to “\(question)” stands. Help both sides hear each other, withdraw it, or end the round. \(instead)"
        )
    }

    /// To whoever takes care of one objection, when another is raised.
    static func mailObjectedAgain(_ question: Text, _ instead: Text?) -> Text {
        let more = instead ?? Text(zh: "请帮双方听懂彼此。", en: "Please help both sides hear each other.")
        return Text(
            zh: "您在协调的“\(question)”又有人反对，并写了理由。\(more)",
            en: "Somebody else objects to “\(question)”, which you facilitate, and says why. \(more)")
    }

    /// To those who have said nothing, when the last objection is gone after the end.
    static func mailOpenAgain(_ question: Text, _ until: Int64) -> Text {
        Text(
            zh: "“\(question)”的反对已经化解，还没有您的表态：现在可以表态到 \(moment: until)。",
            en:
                "No objection to “\(question)” stands any more, and your voice is still missing: you can answer until \(moment: until)."
        )
    }

    // MARK: Where nobody is left to answer

    static let lapsed = Text(
        zh: "说的是之前的文字；能代它回答的人已经不在了，不再算作反对",
        en: "about earlier words; nobody is left who could answer for it, so it counts no more")
    static let lapsedHint = Text(
        zh: "文字改过了，而能代它回答的人已经不在：反对记录在案，不再拦着。有人再代它表态，就重新算。",
        en:
            "The words were changed, and nobody is left who could say whether that meets it: it is kept, and stops nothing any more. Once somebody speaks for that voice again, what they say counts."
    )
    static func mailLapsed(_ question: Text) -> Text {
        Text(
            zh: "“\(question)”改过了，而提出反对的人已经不在这里，也没有别人能代为回答：这个反对不再拦着，理由还在记录里。",
            en:
                "“\(question)” was changed, and whoever objected is no longer here, nor anybody who could answer for them: the objection stops nothing any more; its reason stays on record."
        )
    }
}
