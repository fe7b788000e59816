/// What people read when a need has ended that they had to do with.
enum EndingWords {
    /// One message names so many; of others it says how many they are.
    static let mostLines = 10

    static let someNeed = Text(zh: "一条求助", en: "a need")

    /// What a need is called to somebody outside, who reads of it no more than everybody.
    static func name(of need: Need) -> Text {
        guard need.audience == .public else { return Text(zh: "", en: "a need") }
        return Text(zh: "“\(need.titleInMail)”", en: "“\(need.titleInMail)”")
    }

    static func subject(_ count: Int) -> Text {
        count == 1
            ? Text(zh: "谢谢您：您帮过的求助有了结果", en: "Thank you: a need you had a hand in has ended")
            : Text(
                zh: "谢谢您：您帮过的 \(count) 条求助有了结果", en: "Thank you: \(count) needs you had a hand in have ended")
    }

    static func body(_ lines: [(title: Text, line: ThanksLine)], more: Int, link: String) -> Text {
        func list(_ language: Language) -> String {
            lines.map { one in
                "· \(one.title(language)) – \(told(one.line.ending)(language)) \(why(one.line.reason)(language))"
            }.joined(separator: "\n")
        }
        let rest: Text =
            more > 0 ? Text(zh: "\n另外还有 \(more) 条。", en: "\nAnd \(more) more.") : .verbatim("")
        return Text(
            zh: "\(list(.zh))\(rest)\n\n谢谢您。看看现在怎么样、还有谁需要帮忙：\n\(link)\n",
            en: "\(list(.en))\(rest)\n\nThank you. How it stands, and who else needs a hand:\n\(link)\n")
    }

    /// How it ended, in a sentence.
    static func told(_ ending: Ending) -> Text {
        switch ending {
        case .met: Text(zh: "已经满足了。", en: "it is met.")
        case .withdrawn: Text(zh: "求助者撤回了，不再需要。", en: "the requester has withdrawn it; it is not needed any more.")
        case .expired: Text(zh: "很久没有消息，已经过期。", en: "it has expired, after a long time without word.")
        case .unmet:
            Text(zh: "这次没能满足，试过的办法都写在页面上。", en: "it could not be met this time; what was tried stands on its page.")
        case .rejected: Text(zh: "核实后没有受理。", en: "it was not taken on after a check.")
        }
    }

    /// Why one is told, in brackets.
    static func why(_ reason: ThanksReason) -> Text {
        switch reason {
        case .promised: Text(zh: "（您认领过）", en: "(you promised something)")
        case .joined: Text(zh: "（您在它的小队里）", en: "(you were in its team)")
        case .answered: Text(zh: "（我们问过您）", en: "(we asked you)")
        case .offered: Text(zh: "（问过您的提供）", en: "(your offer was asked for)")
        case .asked: Text(zh: "（您提出的）", en: "(you asked for it)")
        case .followed: Text(zh: "（您关注着）", en: "(you follow it)")
        case .shared: Text(zh: "（您转发过）", en: "(you shared it)")
        }
    }

    /// To somebody who gave in hers as the same.
    ///
    /// - Parameter title: as ``name(of:)`` gives it.
    static func sameEnded(_ title: Text, _ ending: Ending) -> Text {
        Text(
            zh: "您说和您情况相同的求助\(title)：\(told(ending))您自己的求助我们继续办理；如果您也不再需要，请告诉我们一声。",
            en:
                "About \(title), which you said is the same as yours: \(told(ending)) We go on with yours; if you need nothing any more, please tell us."
        )
    }

    // MARK: On pages

    static let thankedTitle = Text(zh: "谁得到了感谢", en: "Who was thanked")
    static let thankedHint = Text(
        zh: "参与过的人都会得到一次通知和感谢；这里只有人数。",
        en: "Everybody who had a hand in it is told once, with thanks; here are the numbers.")

    static func count(_ reason: ThanksReason, _ count: Int) -> Text {
        switch reason {
        case .promised: Text(zh: "认领过的：\(count) 人", en: "who promised something: \(count)")
        case .joined: Text(zh: "小队里的：\(count) 人", en: "in its team: \(count)")
        case .answered: Text(zh: "我们问过的：\(count) 人", en: "whom we asked: \(count)")
        case .offered: Text(zh: "有东西可以提供的：\(count) 人", en: "who had an offer: \(count)")
        case .asked: Text(zh: "同样提出求助的：\(count) 人", en: "who asked for it, or for the same: \(count)")
        case .followed: Text(zh: "关注着的：\(count) 人", en: "who follow it: \(count)")
        case .shared: Text(zh: "转发过的：\(count) 人", en: "who shared it: \(count)")
        }
    }

    // MARK: The head of what is over

    static let stillOpen = Text(zh: "附近还需要帮忙的", en: "What is still open nearby")
    static let noneOpen = Text(zh: "看看还有什么需要帮忙", en: "See what else is needed")

    /// What stands at the head of a need that needs nobody any more; nothing where it does.
    static func over(_ over: Outdated) -> Text {
        let at = over.at
        return switch over.kind {
        case .arrived:
            Text(
                zh: "东西都送到了，正在等对方确认，不用再送了。谢谢！",
                en: "All of it has been brought and waits to be confirmed: nothing more is needed. Thank you!")
        case .paused:
            Text(zh: "这条求助正在重新核对，请先不要送东西。", en: "This need is being looked at again: please bring nothing for now.")
        case .merged: Text(zh: "这条求助并入了另一条，一起办理。", en: "This need goes on together with another one.")
        case .ended(.met):
            Text(zh: "这条求助 \(day: at) 已经满足了。谢谢大家！", en: "This need was met on \(day: at). Thank you, everybody!")
        case .ended(.withdrawn):
            Text(
                zh: "这条求助 \(day: at) 撤回了，不再需要。谢谢大家！", en: "This need was withdrawn on \(day: at). Thank you, everybody!"
            )
        case .ended(.expired):
            Text(
                zh: "这条求助 \(day: at) 过期了，现在可能不再需要。",
                en: "This need expired on \(day: at); it may not be needed any more.")
        case .ended(.unmet):
            Text(
                zh: "这条求助 \(day: at) 结束了，没能满足。谢谢试过的人。",
                en: "This need ended unmet on \(day: at). Thanks to all who tried.")
        case .ended(.rejected):
            Text(zh: "这条求助 \(day: at) 结束了，没有受理。", en: "This need ended on \(day: at); it was not taken on.")
        }
    }

    /// The same in three words, for a picture.
    static func short(_ kind: Outdated.Kind) -> Text {
        switch kind {
        case .arrived: Text(zh: "已送到，谢谢！", en: "All brought – thank you!")
        case .paused: Text(zh: "正在重新核对", en: "Being looked at again")
        case .merged: Text(zh: "已并入另一条", en: "Goes on with another")
        case .ended(.met): Text(zh: "已满足，谢谢！", en: "Met – thank you!")
        case .ended(.withdrawn): Text(zh: "已撤回，不再需要", en: "Withdrawn")
        case .ended(.expired): Text(zh: "已过期", en: "Expired")
        case .ended(.unmet), .ended(.rejected): Text(zh: "已结束", en: "Ended")
        }
    }
}
