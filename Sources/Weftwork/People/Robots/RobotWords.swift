/// What is said of robots of chat groups, and what they say themselves.
enum RobotWords {
    static let title = Text(zh: "群机器人", en: "Group robots")
    static let hint = Text(
        zh: "把钉钉、企业微信、飞书群里的机器人接到这里：分批找人时，它在群里发一条，只写人人可见的内容，不写联系方式、地址和姓名。要报名的人点开链接登录。",
        en:
            "Join the robot of a chat group – DingTalk, WeCom, Feishu or Lark, Slack and the like – to this network. When people are called for, it says so in the group: only what everybody may read, never a contact, an address or a name. Whoever can come opens the link and signs in."
    )
    static let none = Text(zh: "还没有群机器人。", en: "There is no group robot yet.")
    static let new = Text(zh: "接入一个机器人", en: "Join a robot")
    static let kind = Text(zh: "哪个平台", en: "Platform")
    static let otherPlatforms = Text(
        zh: "别的平台还不能接：要由本站的运营者先写上它们的主机名。",
        en: "Other platforms can't be joined yet: whoever runs this server has to name their hosts first.")
    static let name = Text(zh: "哪个群", en: "Which group")
    static let nameHint = Text(zh: "这里怎么称呼它，例如“城东司机群”", en: "What you call it here: “Drivers of the east side”, say")
    static let address = Text(zh: "机器人的地址", en: "Webhook address")
    static let addressHint = Text(
        zh: "从群机器人的设置里原样复制。谁有它谁就能发消息，所以加密保存，以后不再显示。",
        en:
            "Copy it as the robot's settings show it. Whoever has it can post, so it is kept encrypted and not shown again."
    )
    static let secret = Text(zh: "加签密钥", en: "Signing secret")
    static let secretHint = Text(
        zh: "钉钉“加签”、飞书“签名校验”里的那一串；没有就空着。要填关键词的，填“织网”。",
        en:
            "What DingTalk or Feishu shows under signature; leave it empty where there is none. Where the robot wants a keyword, take “Weftwork”."
    )
    static let team = Text(zh: "给谁用", en: "For whom")
    static let wholeNetwork = Text(zh: "整个网络", en: "The whole network")
    static let closedTeam = Text(zh: "已解散的小队", en: "A team that has closed")
    static let noTeam = Text(zh: "没有这个小队，或者已经解散。", en: "There is no such team, or it has closed.")
    static let language = Text(zh: "用什么语言", en: "Language")
    static let posts = Text(zh: "发什么", en: "What it posts")
    static func name(of posts: GroupRobot.Posts) -> Text {
        switch posts {
        case .calls: Text(zh: "分批找人的时候", en: "Calls for people")
        }
    }
    static let enter = Text(zh: "接入", en: "Join it")
    static let testButton = Text(zh: "发一条试试", en: "Send a test")
    static func testNamed(_ name: String) -> Text { Text(zh: "发一条试试：\(name)", en: "Send a test: \(name)") }
    static let end = Text(zh: "不再使用", en: "End it")
    static func endNamed(_ name: String) -> Text { Text(zh: "不再使用：\(name)", en: "End it: \(name)") }
    static let entered = Text(
        zh: "接好了。发一条试试，看群里收不收得到。", en: "It is joined. Send a test and see whether the group gets it.")
    static let ended = Text(zh: "已经停用，地址和密钥已销毁。", en: "It is ended; its address and secret are destroyed.")
    static let tested = Text(zh: "机器人收下了：看看群里有没有。", en: "The robot took it: look whether it stands in the group.")
    static func name(of language: Language) -> Text {
        switch language {
        case .zh: Text(zh: "中文", en: "Chinese")
        case .en: Text(zh: "英文", en: "English")
        }
    }
    static func enteredBy(_ name: String, _ at: Int64) -> Text {
        Text(zh: "\(name)接入，\(moment: at)", en: "joined by \(name), \(moment: at)")
    }
    static func took(_ at: Int64) -> Text { Text(zh: "上次收下消息：\(moment: at)", en: "Last took a message \(moment: at)") }
    static let never = Text(zh: "还没有发过消息。", en: "Nothing has been posted yet.")
    static func failed(_ at: Int64, _ count: Int, _ why: Text) -> Text {
        Text(
            zh: "\(moment: at)没有收下（连续 \(max(1, count)) 次）：\(why)",
            en: "Refused at \(moment: at), \(max(1, count)) times in a row: \(why)")
    }
    static let works = Text(zh: "正常", en: "Works")
    static let broken = Text(zh: "停着，等人修", en: "Stopped: mend it")
    static let untried = Text(zh: "还没试过", en: "Not tried")
    static let brokenHint = Text(
        zh: "不再往这里发，直到“发一条试试”成功；改了地址或密钥，就重新接入。",
        en: "Nothing is posted until a test goes through; where address or secret have changed, join it anew.")

    static func name(of kind: RobotHook.Kind) -> Text {
        switch kind {
        case .dingtalk: Text(zh: "钉钉", en: "DingTalk")
        case .wecom: Text(zh: "企业微信", en: "WeCom")
        case .feishu: Text(zh: "飞书", en: "Feishu / Lark")
        case .generic: Text(zh: "其他平台", en: "Other (Slack, Matrix and the like)")
        }
    }

    // MARK: What was wrong

    static func badAddress(_ kind: RobotHook.Kind, _ hosts: [String]) -> Text {
        let list = hosts.joined(separator: ", ")
        switch kind {
        case .dingtalk:
            return Text(
                zh: "应以 https://oapi.dingtalk.com/robot/send?access_token= 开头。",
                en: "It begins with https://oapi.dingtalk.com/robot/send?access_token=.")
        case .wecom:
            return Text(
                zh: "应以 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key= 开头。",
                en: "It begins with https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=.")
        case .feishu:
            return Text(
                zh:
                    "应以 https://open.feishu.cn/open-apis/bot/v2/hook/ 或 https://open.larksuite.com/open-apis/bot/v2/hook/ 开头。",
                en:
                    "It begins with https://open.feishu.cn/open-apis/bot/v2/hook/ or https://open.larksuite.com/open-apis/bot/v2/hook/."
            )
        case .generic:
            return hosts.isEmpty
                ? Text(
                    zh: "本站的运营者还没有放行别的平台。",
                    en: "Whoever runs this server has allowed no other platform yet.")
                : Text(zh: "本站的运营者只放行：\(list)。", en: "Whoever runs this server allows: \(list).")
        }
    }
    static func tooLong(_ most: Int) -> Text { Text(zh: "最多 \(most) 个字。", en: "\(most) characters at most.") }
    static func tooMany(_ most: Int) -> Text {
        Text(zh: "一个网络最多 \(most) 个机器人。", en: "A network has \(most) robots at most.")
    }

    static func words(_ fault: RobotFault) -> Text {
        let why = words(fault.kind)
        guard let code = fault.code else { return why }
        return Text(zh: "\(why)（代码 \(String(code))）", en: "\(why) (code \(String(code)))")
    }
    static func words(_ kind: RobotFault.Kind) -> Text {
        switch kind {
        case .gone:
            Text(
                zh: "机器人不在了，或者地址不对。请到群里重新复制地址。",
                en: "The robot is gone, or its address is wrong. Copy it from the group anew.")
        case .signature:
            Text(zh: "签名对不上。请核对加签密钥。", en: "The signature does not fit. Check the signing secret.")
        case .keyword:
            Text(
                zh: "机器人只收带关键词的消息。请在群里把关键词设为“织网”。",
                en: "The robot takes only messages with its keyword. Set the keyword to “Weftwork” in the group.")
        case .address:
            Text(
                zh: "机器人只收某些服务器的消息。请把本站的网络地址加进它的白名单。",
                en: "The robot takes messages of certain servers only. Put this server's IP on its list.")
        case .barred:
            Text(
                zh: "本站的运营者不再放行这个地址。", en: "Whoever runs this server does not allow this address any more.")
        case .busy:
            Text(zh: "一分钟里发得太多，请过一会儿再试。", en: "Too many messages within a minute. Try again a little later.")
        case .unreachable: Text(zh: "那边没有回应。", en: "Nobody answers there.")
        case .refused: Text(zh: "机器人没有收下。", en: "The robot did not take it.")
        }
    }

    // MARK: What is told by mail

    static let deadSubject = Text(zh: "群机器人停了", en: "A group robot has stopped")
    static func dead(_ name: String, _ why: Text) -> Text {
        Text(
            zh: "群机器人“\(name)”不再收消息：\(why)找人的消息暂时发不到那个群。修好后按“发一条试试”。",
            en:
                "The group robot “\(name)” takes no messages any more: \(why) Calls for people do not reach that group now. Once it is mended, press “Send a test”."
        )
    }
    static let ownDeadSubject = Text(zh: "您的机器人停了", en: "Your robot has stopped")
    static func ownDead(_ why: Text) -> Text {
        Text(
            zh: "您的机器人不再收消息：\(why)在您修好以前，问您的事改用邮件或短信。修好后按“发一条试试”。",
            en:
                "Your robot takes no messages any more: \(why) Until it is mended you are asked by mail or SMS again. Then press “Send a test”."
        )
    }

    // MARK: What robots say

    /// Every message begins with it: a robot that wants a keyword finds it here.
    static func head(_ network: String) -> Text {
        Text(zh: "【织网 Weftwork · \(network)】", en: "Weftwork 织网 · \(network):")
    }
    private static let ownHead = Text(zh: "【织网 Weftwork】", en: "Weftwork 织网:")
    static func test(_ name: String, in network: String, _ language: Language) -> RobotMessage {
        let title = Text(zh: "\(head(network))测试", en: "\(head(network)) a test")
        let line = Text(
            zh: "“\(name)”接好了。以后找人时，这里会发一条。", en: "“\(name)” is joined. When people are called for, it is said here.")
        return RobotMessage(title: title(language), lines: [line(language)])
    }
    static func ownTest(_ language: Language) -> RobotMessage {
        let title = Text(zh: "\(ownHead)测试", en: "\(ownHead) a test")
        let line = Text(
            zh: "您看到它，就说明问您的事能发到这里。", en: "You can read this: what you are asked arrives here.")
        return RobotMessage(title: title(language), lines: [line(language)])
    }
    static func code(_ code: String, _ language: Language) -> RobotMessage {
        let title = Text(zh: "\(ownHead)验证码：\(code)", en: "\(ownHead) Code: \(code)")
        let line = Text(
            zh: "在您的账号页面输入它，以后问您的事就发到这里。10 分钟有效。如果不是您要的，不用理会。",
            en:
                "Type it on your account's page, and what you are asked comes here. Good for 10 minutes. If it wasn't you, ignore this."
        )
        return RobotMessage(title: title(language), lines: [line(language)])
    }

    // MARK: One's own

    static let own = Text(zh: "我自己的机器人", en: "A robot of my own")
    static let ownHint = Text(
        zh: "在只有您自己看的群里加一个机器人，问您“能帮个忙吗”的消息就发到那里，点开就能回答。别人看得到的群不行：谁点开链接，谁就替您回答。登录和账号的消息仍走邮箱或手机。",
        en:
            "Add a robot to a chat that only you read, and “can you help?” comes there, to be answered by its link. No chat that others read: whoever opens the link answers for you. Signing in and your account stay with mail or phone."
    )
    static let ownName = Text(zh: "接入我的机器人", en: "Join my robot")
    static let ownChange = Text(zh: "换一个机器人", en: "Join another robot")
    static let ownRemove = Text(zh: "不再用机器人", en: "Take the robot off")
    static let codeTitle = Text(zh: "看看机器人说了什么", en: "See what the robot said")
    static let codeHint = Text(
        zh: "它在您的群里发了 6 位验证码，10 分钟有效。",
        en: "It has said a code of six digits in your chat; the code is good for 10 minutes.")
    static let confirm = Text(zh: "确认", en: "Confirm")
    static let unconfirmed = Text(zh: "还没有输入它说的验证码，所以还没有用上。", en: "Its code was not typed yet, so it is not used.")
    static let typeCode = Text(zh: "输入验证码", en: "Type the code")
    static let named = Text(
        zh: "您的账号接入了一个群机器人，以后问您的事发到那里。",
        en: "A robot of a chat was joined to your account; what you are asked comes there from now on.")
}
