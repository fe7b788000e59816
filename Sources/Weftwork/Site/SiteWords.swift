/// What the shell says.
enum SiteWords {
    static let product = Text(zh: "织网", en: "Weftwork")
    /// Between the things of a list.
    static let listComma = Text(zh: "、", en: ", ")
    static let skip = Text(zh: "跳到正文", en: "Skip to content")
    static let mainNavigation = Text(zh: "主导航", en: "Main")
    static let home = Text(zh: "首页", en: "Home")
    static let needs = Text(zh: "需求", en: "Needs")
    static let queue = Text(zh: "审核", en: "Queue")
    static let network = Text(zh: "网络", en: "Network")
    static let me = Text(zh: "我", en: "Me")
    static let signIn = Text(zh: "登录", en: "Sign in")
    static let askForHelp = Text(zh: "求助", en: "Ask for help")
    static let search = Text(zh: "搜索需求", en: "Search needs")
    static let optional = Text(zh: "（可不填）", en: "(optional)")
    static let toBoard = Text(zh: "看需求看板", en: "To the board")
    static let toStart = Text(zh: "回到首页", en: "To the start")
    static let requestNumber = Text(zh: "请求编号", en: "Request number")
    static let networks = Text(zh: "这里的网络", en: "Networks here")
    static let noNetwork = Text(
        zh: "这台服务器还没有网络。运营者用 weft setup 建立第一个。",
        en: "There is no network on this server yet. Its operator makes the first with weft setup.")
    static let testSMS = Text(
        zh: "织网测试短信：您看到它，就说明短信能发到这个号码。",
        en: "A test message of Weftwork: that you read it shows that short messages reach this number.")
    static let unsafeLine = Text(
        zh:
            "数据库在另一台机器上，连接却不核对它是谁：请在存储地址里加 sslmode=verify-full。线路本身可信（隧道、自己的内网）的，设 WEFT_STORAGE_LINE=trusted。",
        en:
            "The database is on another machine and need not prove who it is: add sslmode=verify-full to the storage's URL. Where the line itself is safe (a tunnel, a network of your own), set WEFT_STORAGE_LINE=trusted."
    )
    static let demonstration = Text(
        zh: "这是演示网络：机构与需求清单来自 2020 年 2 月的公开数据，人物、联系方式和进展都是虚构的。",
        en:
            "A demonstration: institutions and lists are public data of February 2020; people, contacts and progress are invented."
    )

    static let notFound = Text(
        zh: "没有这一页，或者它不对您公开。可以搜索，或回到看板。",
        en: "There is no such page, or it isn't open to you. Search for it, or go back to the board.")
    static let signInRequired = Text(zh: "请先登录，再继续。", en: "Please sign in first.")
    static let membersOnly = Text(zh: "这是网络成员才能做的事。", en: "This is for members of the network.")
    static let forbidden = Text(
        zh: "您现在的角色不能做这件事。什么都没有改变。", en: "Your role doesn't allow this. Nothing was changed.")
    static func held(_ until: Int64) -> Text {
        Text(
            zh: "您的邮箱或手机号刚更改过，而这台设备是新的：\(moment: until)之前，在这里不能背书、共同签名或查看联系方式。其他事照常。这是为了防止别人拿到您的账号。",
            en:
                "Your mail address or phone was changed lately and this device is new: until \(moment: until) you can't vouch, sign jointly or look at contacts from here. Everything else goes on. It guards against somebody else who got into your account."
        )
    }
    static let foreignForm = Text(
        zh: "这份表单不是从本站打开的，或者已经过期。请返回刷新页面再提交；您填写的内容还在。",
        en:
            "This form wasn't opened on this site, or it is too old. Go back, reload and send it again; what you typed is kept."
    )
    /// Above a refusal that no field is to blame for.
    static let notDone = Text(zh: "这次没有办成", en: "This was not done")
    static let invalid = Text(
        zh: "有几处需要再看一下；您填写的内容都保留着。", en: "Something needs another look; all you typed is kept.")
    static let stale = Text(
        zh: "在您看的时候，别人改动了它。请重新读取后再做。",
        en: "Somebody changed it since you read it. Read it again, then act.")
    static func tooMany(_ seconds: Int) -> Text {
        Text(
            zh: "短时间内次数太多。请 \(span: Int64(max(seconds, 60)) * 1000)后再试；您填写的内容都保留着。",
            en:
                "Too many tries in a short time. Please try again in \(span: Int64(max(seconds, 60)) * 1000); what you typed is kept."
        )
    }
    static let otherMasterKey = Text(
        zh: "主密钥和这个存储用的不是同一把：每台服务器都要用同一个 WEFT_MASTER_KEY_FILE。什么都没有改变。",
        en:
            "The master key is not the one this store is sealed with: every server needs the same WEFT_MASTER_KEY_FILE. Nothing was changed."
    )
    static func changedMasterKey(_ at: Int64) -> Text {
        Text(
            zh: "这个存储的主密钥已在\(moment: at)更换（weft keys rotate），手里的是旧的一把。请用新的 WEFT_MASTER_KEY_FILE。什么都没有改变，也没有人被删除。",
            en:
                "The master key of this store was changed on \(moment: at) (weft keys rotate); the one at hand is the former one. Use the new WEFT_MASTER_KEY_FILE. Nothing was changed, and nobody was forgotten."
        )
    }
    static let otherCopy = Text(
        zh: "文件里的不是现在用的主密钥；没有记下。", en: "The file does not hold the master key in use; nothing was noted down.")
    static let full = Text(zh: "现在人很多", en: "Very many are here just now")
    static let upgrading = Text(zh: "正在升级，很快回来。", en: "An upgrade is running; we are back soon.")
    static func upgradingSince(_ at: Int64) -> Text {
        Text(zh: "开始于\(moment: at)。已经提交的都保存着。", en: "Since \(moment: at). All that was sent in is kept.")
    }
    static let upgradingKept = Text(
        zh: "这一页会自己刷新。刚填的表单请返回，稍后再提交。",
        en: "This page looks again by itself. Go back to a form you were filling in and send it a little later.")
    static let callInstead = Text(zh: "急需帮助，请打电话", en: "If you need help now, call")
    static let unavailable = Text(
        zh: "系统现在很忙，这一步没有存下。几秒后再试。", en: "The system is busy; this was not stored. Try again in a few seconds.")
    static let tooLarge = Text(zh: "内容太大，没有收下。", en: "This is too large and was not taken.")
    static let reusedKey = Text(
        zh: "这个 Idempotency-Key 已经用于另一份内容。", en: "This Idempotency-Key was used before with other content.")
    static let fault = Text(
        zh: "我们这边出错了，已经记录。您的操作没有完成，请稍后再试。",
        en: "Something failed on our side and is on record. Your act was not done; please try again.")
    static let wrongType = Text(zh: "类型不对。", en: "The type is wrong.")
    static let toTraining = Text(zh: "去培训", en: "To the training")
    static let missing = Text(zh: "缺少这一项。", en: "This is missing.")
    static let unreadableJSON = Text(zh: "这不是能读的 JSON。", en: "This isn't readable JSON.")
    static let brokenBody = Text(zh: "内容在传输中断了。", en: "The body broke off.")
    static func badMasterKey(_ path: String) -> Text {
        Text(zh: "读不了主密钥文件 \(path)。", en: "The master key file \(path) can't be read.")
    }

    static func title(of status: Int) -> Text {
        switch status {
        case 400: Text(zh: "读不懂的请求", en: "Unreadable request")
        case 401: Text(zh: "需要登录", en: "Sign-in needed")
        case 403: Text(zh: "没有权限", en: "Not allowed")
        case 404: Text(zh: "没有找到", en: "Not found")
        case 409: Text(zh: "现在不能这样做", en: "Not possible now")
        case 412: Text(zh: "已被改动", en: "Changed meanwhile")
        case 413: Text(zh: "太大", en: "Too large")
        case 422: Text(zh: "请再看一下", en: "Please look again")
        case 429: Text(zh: "请稍等", en: "Please wait")
        case 503: Text(zh: "暂时很忙", en: "Busy")
        default: Text(zh: "出错了", en: "Something failed")
        }
    }

    static func ago(_ span: Int64) -> Text {
        span < Time.minute
            ? Text(zh: "刚刚", en: "just now") : Text(zh: "\(span: span)前", en: "\(span: span) ago")
    }
    static func left(_ span: Int64) -> Text {
        Text(zh: "剩 \(span: span)", en: "\(span: span) left")
    }
    static func over(_ span: Int64) -> Text {
        Text(zh: "超时 \(span: span)", en: "\(span: span) over")
    }
    static let leftPattern = Text(zh: "剩 {t}", en: "{t} left")
    static let overPattern = Text(zh: "超时 {t}", en: "{t} over")
    static let daysPattern = Text(zh: "{n} 天", en: "{n} d")
    static let hoursPattern = Text(zh: "{n} 小时", en: "{n} h")
    static let minutesPattern = Text(zh: "{n} 分钟", en: "{n} min")
    static let pageNext = Text(zh: "下一页", en: "Next")
    static let pageFirst = Text(zh: "第一页", en: "First page")
    static let nothing = Text(zh: "没有", en: "None")
    static let send = Text(zh: "提交", en: "Send")
    static let save = Text(zh: "保存", en: "Save")
    static let cancel = Text(zh: "取消", en: "Cancel")
    static let newItems = Text(zh: "{n} 项新变化 · 显示", en: "{n} new – show")
    static let live = Text(zh: "实时", en: "live")
    static let offline = Text(zh: "未连接", en: "not live")
    static let copy = Text(zh: "复制", en: "Copy")
    static let copied = Text(zh: "已复制", en: "Copied")
    static let noConnection = Text(
        zh: "现在没有网络。您填写的内容保存在这台设备上，恢复后再提交。",
        en: "No connection. What you typed is kept on this device; send it when the line is back.")
    static let saved = Text(zh: "已在本机保存草稿", en: "Draft kept on this device")

    static let tooLong = Text(zh: "太长了，请写得短一些。", en: "That is too long; please make it shorter.")
    static func badChoice(_ choices: [String], _ typed: String? = "") -> Text {
        guard typed != nil else { return Text(zh: "请选一项。", en: "Choose one.") }
        return Text(
            zh: "可用的值：\(choices.joined(separator: "、"))。",
            en: "One of: \(choices.joined(separator: ", ")).")
    }
    static let more = Text(zh: "更多", en: "More")
    static let weakMasterKey = Text(
        zh: "WEFT_MASTER_KEY 至少要有 32 个字符，由机器随机生成。",
        en: "WEFT_MASTER_KEY must have at least 32 characters, made at random by a machine.")
}
