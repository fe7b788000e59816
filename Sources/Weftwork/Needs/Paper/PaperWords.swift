/// What is said about paper forms: at the desk that gives them out and types them in, and on the paper itself.
enum PaperWords {
    static let title = Text(zh: "纸质求助表", en: "Paper forms")
    static let intro = Text(
        zh: "没有电、没有网的地方用纸。每张表先印好查询码，撕下的一条由求助者自己保留；收回的表在这里录入。",
        en:
            "For places without power or a line. Each form bears its code beforehand; the strip stays with the person who asks, and what comes back is typed in here."
    )
    static let issue = Text(zh: "印一批", en: "Make a batch")
    static let count = Text(zh: "几张", en: "How many")
    static func badCount(_ most: Int) -> Text {
        Text(zh: "一批 1 到 \(most) 张。", en: "A batch has 1 to \(most) forms.")
    }
    static let place = Text(zh: "交到哪里、到哪里问", en: "Where it is handed in, and where to ask")
    static let placeHint = Text(
        zh: "印在撕下的一条上。例如：村委会值班室，8 点到 20 点", en: "Printed on the strip. For example: village office, 8 to 20")
    static let batches = Text(zh: "已印的批次", en: "Batches so far")
    static let noBatches = Text(zh: "还没有印过。", en: "None yet.")
    static func used(_ used: Int, of count: Int) -> Text {
        Text(zh: "共 \(count) 张，已录入 \(used) 张", en: "\(count) forms, \(used) typed in")
    }
    static let print = Text(zh: "打开来打印", en: "Open to print")
    static func printOf(_ place: String) -> Text { Text(zh: "打开来打印：\(place)", en: "Open to print: \(place)") }
    static let printHint = Text(
        zh: "用浏览器的打印功能，一张表一页。已录入的不再印。",
        en: "Print it with your browser on A4, one form a page. What was typed in is not printed again.")
    static let allUsed = Text(zh: "这一批都已录入。", en: "All of this batch has been typed in.")

    // MARK: Typing in

    static func emergencyOfPaper(_ only: String?) -> Text {
        only.map {
            Text(zh: "按这批表；这批表没写的，算“\($0)”", en: "As its batch says, else “\($0)”")
        } ?? Text(zh: "按这批表；这批表没写的，按地区", en: "As its batch says, else by its place")
    }

    static let type = Text(zh: "录入纸质表", en: "Type in paper forms")
    static let typeHint = Text(
        zh: "用键盘就够：一格一格往下填，按回车保存并到下一张。", en: "Tab goes to the next field; Enter saves and goes to the next paper.")
    static let code = Text(zh: "纸上的查询码", en: "Code on the paper")
    static let codeHint = Text(
        zh: "8 个字符，里面没有 0、1、I、L、O、U", en: "Eight characters; none of them is 0, 1, I, L, O or U")
    static func noSuchLetter(_ letter: String, _ place: Int) -> Text {
        Text(
            zh: "第 \(place) 个字符“\(letter)”不会出现在查询码里（没有 0、1、I、L、O、U），请再看一眼。",
            en: "Character \(place), “\(letter)”, is in no code (they have no 0, 1, I, L, O, U): please look again.")
    }
    static func badLength(_ count: Int) -> Text {
        Text(zh: "查询码是 8 个字符，这里是 \(count) 个。", en: "A code has 8 characters; here are \(count).")
    }
    static func unknownCode(near: String?) -> Text {
        guard let near else {
            return Text(zh: "没有发出过这个查询码，请再看一眼。", en: "This code was never given out: please look again.")
        }
        return Text(zh: "没有发出过这个查询码。是不是 \(near)？", en: "This code was never given out. Is it \(near)?")
    }
    static func usedCode(_ code: String, _ moment: Int64) -> Text {
        Text(
            zh: "\(code) 已在 \(moment: moment) 录入过，没有再记一次。",
            en: "\(code) was typed in at \(moment: moment) already; nothing was stored again.")
    }
    static let consentMissing = Text(
        zh: "请按纸上勾的选：同意公开，或不同意。", en: "Choose as it is ticked on the paper: agrees to publishing, or not.")
    static let consent = Text(zh: "纸上勾的：同意核实后公开", en: "Ticked on the paper: agrees to publishing after the check")
    static let source = Text(zh: "怎么来的", en: "How it came")
    static let writtenIn = Text(zh: "用什么语言答复", en: "In which language to answer")
    static func name(of language: Language) -> Text {
        language == .zh ? Text(zh: "中文", en: "Chinese") : Text(zh: "英文", en: "English")
    }
    static let save = Text(zh: "保存，下一张", en: "Save, next paper")
    static func typed(_ code: String) -> Text { Text(zh: "\(code) 已录入。", en: "\(code) is in.") }
    static let show = Text(zh: "打开看", en: "Show it")
    static let restOfPaper = Text(zh: "表上的其他内容", en: "The rest of the paper")

    // MARK: On the paper

    static let heading = Text(zh: "求助表", en: "Request for help")
    static let fillIn = Text(
        zh: "请用大字写。写完交回，撕下的一条自己留着。", en: "Please write in large letters. Hand this in and keep the strip.")
    static let neverPay = Text(
        zh: "求助不收钱。这里的人不会向您要钱、手续费或验证码。",
        en: "Asking costs nothing. Nobody from here asks for money, fees or codes.")
    static let what = Text(zh: "需要的东西或人手", en: "What is needed")
    static let howMuch = Text(zh: "数量", en: "How much")
    static let agree = Text(
        zh: "核实后可以公开（不公开姓名、电话和门牌）", en: "May be published after the check (never name, phone or door)")
    static let agreeYes = Text(zh: "同意", en: "I agree")
    static let agreeNo = Text(zh: "不同意", en: "I don't agree")
    static let area = Text(zh: "省、市、区县", en: "Province, city, district")
    static let cut = Text(zh: "沿虚线撕下，自己保留", en: "Tear off here and keep")
    static let stripHint = Text(
        zh: "凭查询码和手机号后四位，随时可以看到进展、补充或撤回：",
        en: "With this code and the last four digits of your phone you see how it stands, add or withdraw:")
    static let stripWord = Text(
        zh: "真从我们这里打来、来送的人会先说出这个词；说不出来的，什么都别告诉、别给。别把它念给别人听。",
        en:
            "Whoever really calls or brings something from here says this first. Tell and give nothing to one who can't, and never say it yourself."
    )
    static let stripAsk = Text(zh: "不能上网就到这里问：", en: "Without a line, ask here:")
    static let qrLabel = Text(zh: "查询进展的二维码", en: "QR code to see how it stands")
    static let untyped = Text(
        zh: "这张纸质表还没有录入。请到交表的地方问一声。",
        en: "This paper form has not been typed in yet. Please ask where you handed it in.")

    // MARK: Lists

    static let list = Text(zh: "按区县打印", en: "Print by district")
    static let listTitle = Text(zh: "各区县需求清单", en: "Needs by district")
    static let listPublic = Text(zh: "只印公众可见的（可以张贴）", en: "Only what everybody may see (to be put up)")
    static let listOwn = Text(zh: "印我能看到的", en: "What I may see")
    static let listHint = Text(
        zh: "用浏览器的打印功能，每个区县另起一页。没有联系方式；要联系请找负责的人。",
        en: "Print it with your browser; each district begins a page. It holds no contacts: ask whoever answers for it."
    )
    static func printed(_ now: Int64, until: Int64) -> Text {
        Text(
            zh: "\(moment: now) 打印，\(moment: until) 以后作废", en: "Printed \(moment: now); outdated after \(moment: until)"
        )
    }
    static let noDistrict = Text(zh: "没有写地方", en: "No place said")
    static func cutOff(_ most: Int) -> Text {
        Text(zh: "只列了前 \(most) 项，请用筛选缩小范围。", en: "Only the first \(most) are listed: please narrow the filter.")
    }
    static let owner = Text(zh: "负责：", en: "Answers for it: ")
    static let empty = Text(zh: "没有符合的需求。", en: "No need matches.")

    // MARK: Keeping the code

    static let savePicture = Text(zh: "把查询码存成图片", en: "Save the code as a picture")
    static let sendLink = Text(zh: "把链接发到我的手机", en: "Send the link to my phone")
    static let sendLinkHint = Text(
        zh: "只发到您留下的号码，一天最多三次。", en: "To the number you left only, three times a day at most.")
    static let noMobile = Text(zh: "没有留下能收短信的手机号。", en: "There is no number that can receive a text message.")
    static func sms(_ code: String, _ link: String) -> Text {
        Text(
            zh: "您的求助查询码 \(code)，进展：\(link) 请不要转发。我们不会向您要钱或验证码。",
            en: "Your code \(code); how it stands: \(link) Don't pass it on. We never ask for money or codes.")
    }
}
