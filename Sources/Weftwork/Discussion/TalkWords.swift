/// What talk says.
enum TalkWords {
    static func since(_ moment: Int64) -> Text {
        Text(
            zh: "您看到的是 \(moment: moment) 加入之后说的话。有人为您担保后，以前的也能看到。",
            en:
                "You read what was said since you came in, \(moment: moment). Once somebody vouches for you, you read the rest too."
        )
    }
    static let title = Text(zh: "讨论", en: "Discussion")
    static let empty = Text(zh: "请写点什么。", en: "Please write something.")
    static func tooLong(_ most: Int) -> Text {
        Text(zh: "最多 \(most) 个字符，可以分成几条写。", en: "At most \(most) characters; write it as several posts.")
    }
    static let tooOld = Text(
        zh: "发出 15 分钟后不能再改，可以再写一条。", en: "After 15 minutes it can't be changed any more; write another.")
    static let notYours = Text(zh: "只有写的人自己可以改或收回。", en: "Only whoever wrote it can change it or take it back.")
    static let isGone = Text(zh: "这条已经收回了。", en: "It has been taken back already.")
    static let notHeld = Text(zh: "这条没有被扣住。", en: "It isn't held back.")
    static let unknownPost = Text(zh: "找不到要回复的那一条。", en: "The post to answer isn't there.")
    static let requester = Text(zh: "求助者", en: "Requester")
    static let formerMember = Text(zh: "已离开的成员", en: "Former member")

    static let nothingYet = Text(zh: "还没有人写。", en: "Nobody has written yet.")
    static let write = Text(zh: "写一条", en: "Write")
    static let words = Text(zh: "您想说的话", en: "What you want to say")
    static let hint = Text(
        zh: "用 @代号 提到谁，对方会马上知道。请不要写账号、电话和证件号。",
        en: "@handle tells somebody at once. Please leave out account, phone and identity numbers.")
    static let requesterHint = Text(
        zh: "写在这里的话负责人会马上知道。请不要写账号和证件号。",
        en: "Whoever answers for your need is told at once. Please leave out account and identity numbers.")
    static let send = Text(zh: "发出", en: "Send")
    static let reply = Text(zh: "回复", en: "Reply")
    static func replyTo(_ name: Text) -> Text { Text(zh: "回复 \(name)", en: "Reply to \(name)") }
    static func inAnswerTo(_ name: Text) -> Text { Text(zh: "回复 \(name)", en: "In answer to \(name)") }
    static let edit = Text(zh: "改这一条", en: "Change this post")
    static let save = Text(zh: "保存修改", en: "Save the change")
    static let remove = Text(zh: "收回", en: "Take back")
    static func actOn(_ act: Text, _ words: String) -> Text { Text(zh: "\(act)：\(words)", en: "\(act): \(words)") }
    static let edited = Text(zh: "改过", en: "edited")
    static let removed = Text(zh: "写的人已收回。", en: "Removed by its author.")
    static let forgotten = Text(zh: "内容已按要求销毁。", en: "The words were destroyed on request.")
    static let held = Text(
        zh: "提到了钱或账号，协调员看过之后别人才能看到。",
        en: "It speaks of money or an account: others see it once a coordinator has looked at it.")
    /// What stands in the matter of whoever is to look at it.
    static let heldMatter = Text(
        zh: "讨论里有一条提到了钱或账号，在有人看过之前别人看不到。请看一看，放行或隐藏。",
        en:
            "A post in a discussion speaks of money or an account; nobody else sees it before somebody has looked. Let it through or hide it."
    )
    static let appealed = Text(
        zh: "您已申诉，另一位负责人正在看或已经看过。", en: "You have appealed: somebody else is looking at it, or has done so.")
    static let release = Text(zh: "放行", en: "Let it through")
    static let nameHere = Text(zh: "这里有我的名字：请作者删去", en: "My name stands here: ask its author to take it out")
    static let nameHint = Text(
        zh: "有人会负责这件事，并在期限内答复您。写下哪里提到了您就够了。",
        en: "Somebody will answer for this and reply to you within its time. It is enough to say where you are named.")
    static func nameWords(_ address: String) -> Text {
        Text(zh: "这条里有我的名字，请删去：\(address)", en: "My name stands in this post; please take it out: \(address)")
    }
    static let askForIt = Text(zh: "提出请求", en: "Ask for it")
    static let earlier = Text(zh: "更早的", en: "Earlier")
    static let latest = Text(zh: "最新的", en: "The latest")
    static func count(_ count: Int) -> Text { Text(zh: "\(count) 条", en: "\(count) posts") }
    static func unread(_ count: Int) -> Text { Text(zh: "\(count) 条没看", en: "\(count) unread") }
    static let follow = Text(zh: "关注", en: "Follow")
    static let unfollow = Text(zh: "不再关注", en: "Stop following")
    static let following = Text(zh: "您关注着这里：有新的会告诉您。", en: "You follow this: you are told of what is new.")
    static let notFollowing = Text(
        zh: "您没有关注这里。写了话就会关注。", en: "You don't follow this. Whoever writes follows.")
    static let muted = Text(
        zh: "您选择了不接收这里的消息，被提到时也不会告诉您。",
        en: "You chose to hear nothing of this, not even when you are mentioned.")
    static let threads = Text(zh: "几处讨论", en: "Threads")
    static let toObject = Text(zh: "回到它的页面", en: "Back to its page")
    static let newPosts = Text(zh: "有新的 – 显示", en: "New – show")

    // MARK: Messages

    static let messages = Text(zh: "讨论的消息", en: "Messages about discussions")
    static let messagesHint = Text(
        zh: "您关注的讨论有新内容时，怎么告诉您？提到您的会马上告诉您，同一处一小时最多一次。",
        en:
            "How do you want to hear of what is new where you follow? Whoever mentions you reaches you at once, once an hour for each discussion."
    )
    static let rhythm = Text(zh: "多久告诉我一次", en: "How often I hear of it")
    static func name(of rhythm: TalkRhythm) -> Text {
        switch rhythm {
        case .atOnce: Text(zh: "马上，同一处一小时最多一次", en: "At once, once an hour for each discussion")
        case .daily: Text(zh: "每天早上 8 点合成一条，没有就不发", en: "One message each morning at 8, none where nothing is new")
        case .never: Text(zh: "不用告诉我", en: "Never")
        }
    }
    static let followed = Text(zh: "我关注的讨论", en: "Discussions that I follow")
    static let nothingFollowed = Text(zh: "还没有关注任何讨论。", en: "You follow none yet.")
    static func unfollowThis(_ title: String) -> Text {
        Text(zh: "不再关注：\(title)", en: "Stop following: \(title)")
    }

    static func mentionSubject(_ title: String) -> Text {
        Text(zh: "有人提到了您：\(title)", en: "You were mentioned: \(title)")
    }
    static func newSubject(_ title: String) -> Text {
        Text(zh: "讨论有新内容：\(title)", en: "New in the discussion: \(title)")
    }
    static func mentionWhy(_ thread: Text) -> Text {
        Text(
            zh: "有人在“\(thread)”里提到了您的代号，所以告诉您。",
            en: "You get this because somebody mentioned your handle in “\(thread)”.")
    }
    static func followWhy(_ thread: Text) -> Text {
        Text(
            zh: "您关注着这里的“\(thread)”，并选择了马上知道，所以告诉您。",
            en: "You get this because you follow “\(thread)” and chose to hear at once.")
    }
    static func body(_ why: Text, link: String, stop: String) -> Text {
        Text(
            zh: "\(why)\n\n\(link)\n\n不想再收到这里的消息，打开后按一个按钮：\n\(stop)\n",
            en: "\(why)\n\n\(link)\n\nTo hear no more of this discussion, open this and press one button:\n\(stop)\n")
    }

    /// One line of the message of the day.
    struct DigestLine: Sendable {
        let title: String
        let thread: Text
        let count: Int
        let link: String

        var text: Text {
            Text(
                zh: "· \(title) – \(thread)：\(count) 条\n  \(link)",
                en: "· \(title) – \(thread): \(count) new\n  \(link)")
        }
    }

    static func digestSubject(_ count: Int) -> Text {
        Text(zh: "您关注的讨论有 \(count) 条新内容", en: "\(count) new where you follow")
    }

    static func digest(_ lines: [DigestLine], stop: String) -> Text {
        func list(_ language: Language) -> String { lines.map { $0.text(language) }.joined(separator: "\n") }
        return Text(
            zh:
                "\(list(.zh))\n\n您关注着这些讨论，并选择了每天一条消息，所以告诉您。不想再收到，打开后按一个按钮：\n\(stop)\n",
            en:
                "\(list(.en))\n\nYou get this because you follow these discussions and hear of them once a day. To stop it, open this and press one button:\n\(stop)\n"
        )
    }

    // MARK: Stopping

    static let stopTitle = Text(zh: "停止消息", en: "Stop messages")
    static let stopFollow = Text(
        zh: "以后这处讨论不再给您发消息，被提到时也不发。需要时可以在讨论页面重新关注。",
        en:
            "You will hear no more of this discussion, not even when you are mentioned. You can follow it again on its page."
    )
    static let stopDigest = Text(
        zh: "以后不再给您发每天的讨论消息。需要时可以在“讨论的消息”里改回来。",
        en:
            "You will get no more daily messages about discussions. You can change that under “Messages about discussions”."
    )
    static let stopButton = Text(zh: "停止", en: "Stop them")
    static let stopped = Text(zh: "已停止，不会再收到这样的消息。", en: "Stopped. You will get no more of these.")
}
