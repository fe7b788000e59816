/// What standing by conduct says.
extension TrustWords {
    /// The way to the second tier by what somebody does.
    static func missingConduct(_ conduct: WeighedConduct, chains: Int) -> Text {
        let thread =
            chains >= ConductRules.chains
            ? Text.verbatim("")
            : Text(
                zh: "，并且还要有第二条互不相干的背书链",
                en: ", and takes a second chain of vouches that shares nobody with the first")
        return Text(
            zh:
                "或者凭您做的事：一年内 \(ConductRules.deliveries) 次确认送达，来自 \(ConductRules.sides) 个独立的一方；现在有 \(conduct.counted) 次、\(conduct.sides) 方\(thread)。",
            en:
                "Or by what you do: \(ConductRules.deliveries) confirmed deliveries to \(ConductRules.sides) independent sides within a year. There are \(conduct.counted) to \(conduct.sides) now\(thread)."
        )
    }
    static func conductEnds(_ moment: Int64, _ conduct: WeighedConduct) -> Text {
        conduct.firmUntil <= conduct.until
            ? Text(
                zh: "只剩一条背书链通到您：凭送达得到的等级保持到\(moment: moment)。在此之前有第二条不经过同一人的链，就会保住。",
                en:
                    "Only one chain of vouches is left to you: the standing you have by your deliveries holds until \(moment: moment). A second chain by another way before then keeps it."
            )
            : Text(
                zh: "您的送达快满一年了：凭它们得到的等级保持到\(moment: moment)。在此之前再有确认的送达，就会保住。",
                en:
                    "Your deliveries will be a year old: the standing you have by them holds until \(moment: moment). New confirmed deliveries before then keep it."
            )
    }

    static func mailRaised(_ before: Standing, _ after: Standing) -> Text {
        Text(
            zh: "您的信任等级变了：\(PeopleWords.name(of: before)) → \(PeopleWords.name(of: after))。为什么、还缺什么：",
            en:
                "Your standing has changed: \(PeopleWords.name(of: before)) → \(PeopleWords.name(of: after)). Why, and what is missing:"
        )
    }
    static func mailConductEnds(_ moment: Int64) -> Text {
        Text(
            zh: "您凭确认的送达得到的信任等级保持到\(moment: moment)。怎样保住它：",
            en: "The standing you have by your confirmed deliveries holds until \(moment: moment). How to keep it:")
    }
}
