internal import Engine

/// What is said about what a conversation showed.
enum ConversationResultWords {
    static let title = Text(zh: "大家怎么想", en: "What people think")
    static let notYet = Text(zh: "还不能看结果", en: "Not yet")
    static let changed = Text(zh: "有新的回答，点这里更新", en: "New answers: show them")
    static func basis(_ people: Int, _ answers: Int?) -> Text {
        guard let answers else { return Text(zh: "\(people) 人", en: "\(people) people") }
        return Text(zh: "\(people) 人，\(answers) 个回答", en: "\(people) people, \(answers) answers")
    }
    static let whose = Text(zh: "算谁的回答", en: "Whose answers count")
    static func tooFew(_ least: Int) -> Text {
        Text(
            zh: "回答的人还不到 \(least) 个。人太少时看结果，就等于看某个人的回答，所以先不显示。",
            en:
                "Fewer than \(least) people have answered. Of so few one would read who said what, so nothing is shown yet."
        )
    }
    static let tooFewHelp = Text(
        zh: "请更多人来参加，结果会自己出现。", en: "Ask more people to take part; the result appears by itself.")
    static func tooFewEver(_ least: Int) -> Text {
        Text(
            zh: "回答的人不到 \(least) 个。人太少时看结果，就等于看某个人的回答，所以不显示。",
            en: "Fewer than \(least) people answered. Of so few one would read who said what, so nothing is shown.")
    }
    /// Of a reading that counts some only.
    static func tooFewCounted(_ least: Int) -> Text {
        Text(
            zh: "这样算，回答的人不到 \(least) 个。人太少时看结果，就等于看某个人的回答，所以不显示。",
            en:
                "Fewer than \(least) of those who count here have answered. Of so few one would read who said what, so nothing is shown."
        )
    }
    static let importedReading = Text(
        zh: "这次征集是导入的，文件里没有说谁有人背书、谁从链接来，所以不能这样分开看。",
        en:
            "It was read in from files, which don't say whom trust lets in or who came by link: there is no such reading of it."
    )
    static let notApart = Text(zh: "不单独显示", en: "Not shown apart")
    static let toEverybody = Text(zh: "看所有人的结果", en: "See everybody's result")
    static let shared = Text(zh: "大家共同的", en: "What all share")
    static let sharedHint = Text(
        zh: "每一群人里多数都站在同一边的话，最一致的在前。",
        en: "Most of every group take the same side; what is held most widely comes first.")
    static let sharedNone = Text(
        zh: "还没有看得出来的共同点。", en: "Nothing yet that all clearly share.")
    static let dividing = Text(zh: "想法不同的", en: "Where we part")
    static let dividingHint = Text(
        zh: "两边都有人的话，分得最开的在前。谁对谁错，这里不下判断。",
        en: "People take both sides; the widest apart come first. Who is right is not said here.")
    static let dividingNone = Text(zh: "还没有看得出来的分歧。", en: "Nothing yet over which people clearly part.")
    static func side(_ side: OpinionSide) -> Text {
        side == .agree ? Text(zh: "都同意", en: "all agree") : Text(zh: "都不同意", en: "all disagree")
    }
    static func bar(_ agrees: Int, _ disagrees: Int, _ passes: Int) -> Text {
        Text(
            zh: "同意 \(agrees)，不同意 \(disagrees)，说不准 \(passes)",
            en: "\(agrees) agree, \(disagrees) disagree, \(passes) pass")
    }
    static func few(_ least: Int) -> Text {
        Text(
            zh: "写出数字，就会看出不到 \(least) 个人怎么回答，所以不写",
            en: "No numbers: one would read what fewer than \(least) answered")
    }
    static let map = Text(zh: "意见地图", en: "The map")
    static func mapHint(_ least: Int) -> Text {
        Text(
            zh: "站得近的人，回答相近。一个圆是地图上的一小块地方，不是哪个人的准确位置；\(least) 人起，人越多圆越大，不写人数的画成最小的。",
            en:
                "Who stands close answers alike. A circle marks a small square of the map, nobody's exact place: from \(least) people on it grows with them; where the number is left out it has the smallest size."
        )
    }
    static func mapTitle(_ people: Int, _ groups: Int) -> Text {
        groups > 0
            ? Text(
                zh: "\(people) 人的位置，看得出 \(groups) 群", en: "Where \(people) people stand; \(groups) groups are seen")
            : Text(zh: "\(people) 人的位置", en: "Where \(people) people stand")
    }
    static let mapTableSays = Text(zh: "下面的表说的是同样的内容。", en: "The table below says the same.")
    static func squaresHint(_ least: Int) -> Text {
        Text(
            zh: "地图上的小块地方：不到 \(least) 人的不写人数；这样还算得出来的，再多留一处不写。不写的按角合在一起。",
            en:
                "The squares of the map. A number below \(least) is left out, and one more where it could still be worked out; those stand together by their corner."
        )
    }
    static func smaller(_ corner: Text, _ count: Int) -> Text {
        Text(zh: "\(corner)：\(count) 小块", en: "\(corner): \(count) \(count == 1 ? "square" : "squares")")
    }
    static let mapTable = Text(zh: "地图的表格", en: "The map as a table")
    static let group = Text(zh: "群", en: "Group")
    static func group(_ letter: String) -> Text { Text(zh: "\(letter) 群", en: "Group \(letter)") }
    static let people = Text(zh: "人数", en: "People")
    static let place = Text(zh: "位置", en: "Where")
    static func place(_ right: Int, _ down: Int) -> Text {
        Text(zh: "从左 \(right) %，从上 \(down) %", en: "\(right) % from the left, \(down) % from the top")
    }
    static func corner(_ isRight: Bool, _ isDown: Bool) -> Text {
        switch (isRight, isDown) {
        case (false, false): Text(zh: "左上", en: "top left")
        case (true, false): Text(zh: "右上", en: "top right")
        case (false, true): Text(zh: "左下", en: "bottom left")
        case (true, true): Text(zh: "右下", en: "bottom right")
        }
    }
    static func stable(_ value: String) -> Text {
        Text(
            zh: "分群稳定度 \(value)（1 最稳）：拿掉二十分之一的回答，群基本不变。",
            en: "Stability of the groups: \(value) of 1. Without a twentieth of the answers they stay much the same.")
    }
    static func unstable(_ value: String) -> Text {
        Text(
            zh: "分群稳定度 \(value)，低于 0.7：拿掉几个回答，群就变了。所以这里只说每句话，不说“谁是哪一群”。",
            en:
                "Stability of the groups: \(value), below 0.7. A few answers would turn them round, so statements are shown here and no groups."
        )
    }
    static let oneGroup = Text(
        zh: "看不出几群不同的人，所以只说每句话。", en: "There are no groups to speak of, so statements are shown.")
    static let stabilityEarlier = Text(
        zh: "（稳定度算的是稍早的回答）", en: "(the stability is that of somewhat earlier answers)")
    static let groups = Text(zh: "每一群人的特点", en: "What marks each group")
    static let groupsHint = Text(
        zh: "和别人相比，这群人更常这样回答；不是偶然（显著性在后面）。",
        en: "They answer so more often than the others, and not by chance (the significance stands behind it).")
    static func mark(_ side: OpinionSide, _ taken: Int, _ seen: Int) -> Text {
        Text(
            zh: "\(ConversationWords.name(of: side))：\(seen) 人里 \(taken) 人",
            en: "\(ConversationWords.name(of: side)): \(taken) of \(seen)")
    }
    static func significance(_ times: String, _ deviations: String) -> Text {
        Text(
            zh: "是其他人的 \(times) 倍，\(deviations) 个标准差",
            en: "\(times) times as often as others, \(deviations) standard deviations")
    }
    static let numbersLeftOut = Text(
        zh: "从所有人里，或者从另一种算法的群里减去这些群，只剩几个人：会看出他们怎么回答。所以有些数字不写，有的群在地图上也不上色。",
        en:
            "Taken from everybody, or from the groups of another reading, these groups would leave only a few people, and one would read what those answered. So some numbers are left out, and a group may have no colour on the map."
    )
    static let numberLeftOut = Text(zh: "不写", en: "left out")
    static let others = Text(zh: "不在这些群里", en: "In none of these groups")
    static func othersWith(_ letter: String) -> Text {
        Text(
            zh: "\(letter) 群，加上不在群里的人（分开写会看出几个人怎么回答）",
            en: "Group \(letter) and those in no group (apart, one would read what a few answered)")
    }
    static let here = Text(zh: "您在这里", en: "you are here")
    static let own = Text(zh: "我在哪里", en: "Where am I")
    static func ownGroup(_ letter: String) -> Text {
        Text(zh: "您在 \(letter) 群，图上标着“我”。", en: "You are in group \(letter), marked on the map.")
    }
    static let ownNoGroup = Text(zh: "您的位置在图上标着“我”。", en: "Your place is marked on the map.")
    static let ownNowhere = Text(
        zh: "您没有回答，所以图上没有您。", en: "You have not answered, so you are not on the map.")
    static let ownNotCounted = Text(
        zh: "这样算，您的回答不在里面，所以图上没有您。", en: "Your answers don't count in this reading, so you are not on the map.")
    static let ownImported = Text(
        zh: "这次征集是导入的，没有人在这里回答过，所以图上没有您。",
        en: "It was read in from files and nobody answered it here, so you are not on the map.")
    static let me = Text(zh: "我", en: "you")
    static let readings = Text(zh: "两种读法", en: "Two readings")
    static func readingsHint(tellsCrowds: Bool) -> Text {
        tellsCrowds
            ? Text(
                zh: "一边是所有人的回答，一边只算有人背书的成员。一群新账号靠两三份背书一起来，会改变前一边，后一边几乎不变。",
                en:
                    "One by everybody's answers, one by those whom trust lets in. A crowd of new accounts behind two or three vouches changes the first and hardly the second."
            )
            : Text(
                zh:
                    "一边是所有人的回答，一边只算有人背书的成员。现在成员之间的背书太少，或者背书多的人回答得太少：看不出谁是一群一起来的新账号，所以他们也可能改变后一边。认识的人互相背书，就能看出来。",
                en:
                    "One by everybody's answers, one by those whom trust lets in. There are too few vouches, or too few of those who have several have answered, to tell a crowd of new accounts apart: it could change the second reading, too. Vouches between people who know each other help."
            )
    }
    static func readingsSame(_ people: Int, _ trusted: Int) -> Text {
        Text(
            zh: "两边一样：\(people) 人和其中有人背书的 \(trusted) 人，共同点是同样的话。",
            en: "They are alike: by all \(people), and by the \(trusted) whom trust lets in, the same is shared.")
    }
    static func readingsDiffer(_ people: Int, _ trusted: Int) -> Text {
        Text(
            zh: "两边不完全一样（\(people) 人；有人背书的 \(trusted) 人）：",
            en: "They differ (\(people) people; \(trusted) whom trust lets in):")
    }
    static func readingsFew(_ least: Int) -> Text {
        Text(
            zh: "有人背书的成员里，回答的还不到 \(least) 个，还没法比。",
            en: "Fewer than \(least) of those whom trust lets in have answered: there is nothing to compare yet.")
    }
    static let readingsHidden = Text(
        zh: "没有人背书的只有几个人，分开看会看出是谁，所以不比。",
        en: "Only a few are not let in by trust; shown apart one would read who they are, so it isn't compared.")
    static let onlyAll = Text(zh: "只在所有人里", en: "Only by everybody's answers")
    static let onlyTrusted = Text(zh: "只在有人背书的成员里", en: "Only by those whom trust lets in")
    static func flags(_ straight: Int, _ copies: Int) -> Text {
        Text(
            zh: "\(straight) 人每句都选一样的，\(copies) 人同时交了一模一样的回答。没有去掉任何人。",
            en:
                "\(straight) gave the same answer throughout, \(copies) came at once with the very same answers. Nobody was taken out."
        )
    }
    static let withoutFlags = Text(zh: "看去掉这些回答的结果", en: "See the result without them")
    static let all = Text(zh: "每一句话", en: "Every statement")
    static let statement = Text(zh: "话", en: "Statement")
    static func handOn(_ outlet: Text, _ words: String) -> Text {
        Text(zh: "\(outlet)：\(words)", en: "\(outlet): \(words)")
    }
    static let handTo = Text(zh: "交到哪一部分", en: "To which part")
    static let handed = Text(zh: "已转到", en: "Handed on:")
    static let toConversation = Text(zh: "回到征集", en: "Back to the conversation")
    static let howMade = Text(
        zh: "同样的回答，不管先后、不管存在哪里，算出来的结果一字不差。",
        en:
            "The same answers give the same result to the last digit, in whatever order they came, wherever they are kept."
    )
}
