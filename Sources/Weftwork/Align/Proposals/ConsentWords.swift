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

    // MARK: Other words

    static let otherWords = Text(
        zh: "文字刚刚改过了。请先看一看新的文字，再表态。",
        en: "The words have just been changed. Please read them as they are now, and then answer.")
    static let askSomebody = Text(
        zh: "请选出可能受影响的人，或者再问所有人：没有人再被问到，就不能改。",
        en: "Please choose whom it could affect, or ask everybody again: it is not changed without asking anybody.")
    static func keepsTheirTime(_ least: Int64) -> Text {
        Text(
            zh: "不再被问到的人还有原来的时间：最早 \(moment: least)。",
            en: "Those who are not asked again keep the time they have: \(moment: least) at the earliest.")
    }
    static func endsNotBefore(_ moment: Int64) -> Text {
        Text(
            zh: "文字改过了，不是所有人都再被问到：他们要有时间看，最早 \(moment: moment) 才能结束。",
            en:
                "The words were changed, and not everybody was asked again: they need time to look, so it ends at \(moment: moment) at the earliest."
        )
    }
    /// To a voice that is not asked again.
    static func mailChanged(_ question: Text, _ until: Int64, hasAnswered: Bool) -> Text {
        hasAnswered
            ? Text(
                zh: "“\(question)”的文字改过了。您之前的表态照样算数，没有再问您；想再答一次，请打开它说一声。\(moment: until) 截止。",
                en:
                    "The words of “\(question)” were changed. You are not asked again: what you said counts for them, too. Should you want to be asked, say so there. It ends at \(moment: until)."
            )
            : Text(
                zh: "“\(question)”的文字改过了，还没有您的表态。请看一看，在 \(moment: until) 之前回答。",
                en:
                    "The words of “\(question)” were changed, and your voice is missing still. Please look, and answer by \(moment: until)."
            )
    }

    // MARK: Silence, and time

    static func waitsTooLong(_ end: Int64) -> Text {
        Text(
            zh: "它在 \(moment: end) 截止：请写在那之前的时间。要更久，请告诉负责人，请他们多留些时间。",
            en:
                "It ends at \(moment: end): please give a time before that. If you need longer, ask whoever answers for it for more time."
        )
    }
    static func waitsForVoice(_ question: Text, until moment: Int64) -> Text {
        Text(
            zh: "等您表态：\(question)（您说过 \(moment: moment) 前回答）",
            en: "Waits for your voice: \(question) (you said by \(moment: moment))")
    }
    static func silent(_ count: Int) -> Text {
        Text(
            zh: "其中 \(count) 个按通过的规则算同意：已经告诉他们，他们也能回答。",
            en: "\(count) of them count as consenting by the rules that were adopted: they were told, and could answer."
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

    // MARK: Which test fails

    /// The tests of ``ProposalMethodWords/tests(of:until:)``, as whoever objects answers them.
    static func name(of test: Stance.Test) -> Text {
        switch test {
        case .purpose: Text(zh: "它会危及我们共同的目标", en: "It endangers the purpose we share")
        case .safety: Text(zh: "试到复核的那天，不够安全", en: "It is not safe enough to try until the review date")
        }
    }
    static func fails(_ test: Stance.Test) -> Text {
        Text(zh: "没有通过：\(name(of: test))", en: "What fails: \(name(of: test))")
    }
    /// - Parameter position: what is stopped by: an objection, or a block.
    static func whichTest(_ position: Stance.Position) -> Text {
        position == .block
            ? Text(zh: "如果阻止：哪一条没有通过", en: "If you block it: which test fails")
            : Text(zh: "如果反对：哪一条没有通过", en: "If you object: which test fails")
    }
    static let chooseTest = Text(
        zh: "请选哪一条没有通过：会危及共同的目标，还是不够安全。",
        en:
            "Please choose which test fails: that it endangers the purpose we share, or that it is not safe enough to try."
    )

    // MARK: What stays on record

    static let earlier = Text(zh: "之前的反对和顾虑", en: "Earlier objections and concerns")
    static let earlierHint = Text(
        zh: "化解了也留着：当时说了什么，后来怎么说。", en: "They stay once they are met: what was said then, and what was said after.")
    static func changed(_ reason: String) -> Text { Text(zh: "之后改了：\(reason)", en: "Changed after it: \(reason)") }
    static func then(_ position: Text, _ version: Int) -> Text {
        Text(zh: "后来说：\(position)，关于第 \(version) 版", en: "Said after it: \(position), about version \(version)")
    }
    /// Where the reader may not see yet what was said.
    static let thenUnseen = Text(zh: "后来另外表过态", en: "Answered anew since")
    static func raised(_ count: Int) -> Text {
        count == 1
            ? Text(zh: "提出过 1 个反对或顾虑", en: "One objection or concern was raised")
            : Text(zh: "提出过 \(count) 个反对或顾虑", en: "\(count) objections and concerns were raised")
    }
}
