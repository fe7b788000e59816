/// What pages and messages about badges and certificates say.
enum BadgeWords {
    static let title = Text(zh: "证书", en: "Certificates")
    static let own = Text(zh: "我的证书", en: "My certificates")
    static let publicTitle = Text(zh: "这里颁发的证书", en: "Certificates given here")
    static let intro = Text(
        zh: "证书说明有人确认过的事。它按国际通用的证书标准签名，谁都可以自己核对。",
        en:
            "A certificate says what somebody else has confirmed. It is signed by an open standard; anybody can check it for themselves."
    )

    static let firstHelp = Text(zh: "第一次帮上忙", en: "First help")
    static let firstHelpFor = Text(
        zh: "第一次有另一方确认：帮上忙了。", en: "For the first time another side has confirmed that it helped.")
    static let tenHelps = Text(zh: "帮了十次忙", en: "Ten helps")
    static let tenHelpsFor = Text(zh: "十次由另一方确认的帮助。", en: "Ten helps, each confirmed by another side.")
    static let trained = Text(zh: "受过培训", en: "Trained")
    static let trainedFor = Text(
        zh: "由培训师确认学会了这项工作。", en: "A trainer has confirmed that they can do this work.")
    static let keeper = Text(zh: "守了一季", en: "A season's keeper")
    static let keeperFor = Text(
        zh: "整整一季，说好的事都做到了，由负责人确认。",
        en: "For a whole season they kept what they had promised, as those who lead confirm.")
    static let byRule = Text(zh: "自动颁发", en: "given by itself")
    static let given = Text(zh: "由培训师或负责人颁发", en: "given by a trainer or those who lead")

    // MARK: Signing

    static let signing = Text(zh: "谁来签名", en: "Who signs")
    static let signingHint = Text(
        zh: "签名的密钥就是签发人。只有下面这些是本网络的；换了新密钥，旧证书照样有效。",
        en:
            "The issuer is the signing key itself. Only these are this network's; a new key leaves older certificates as good as they were."
    )
    static func signsSince(_ at: Int64) -> Text { Text(zh: "从 \(day: at) 起使用", en: "In use since \(day: at)") }
    static func signedUntil(_ from: Int64, _ until: Int64) -> Text {
        Text(zh: "\(day: from) 到 \(day: until) 使用", en: "In use from \(day: from) to \(day: until)")
    }
    static let noKeys = Text(zh: "还没有签发过证书。", en: "Nothing was signed yet.")
    static let newKey = Text(zh: "换一个新密钥", en: "Sign with a new key")
    static let newKeyHint = Text(
        zh: "以后的证书用新密钥签名。以前的照样可以核对。", en: "New certificates bear the new key. Older ones can be checked as before.")

    // MARK: One's own

    static let none = Text(zh: "还没有证书。", en: "No certificates yet.")
    static func issued(_ at: Int64) -> Text { Text(zh: "\(day: at) 颁发", en: "given on \(day: at)") }
    static let revoked = Text(zh: "已撤销", en: "revoked")
    static let page = Text(zh: "公开页面", en: "Public page")
    static let isShown = Text(zh: "给这张证书一个公开页面", en: "Give this certificate a public page")
    static let showsName = Text(zh: "页面上写我的名字", en: "My name stands on it")
    static let hasMail = Text(
        zh: "证书里放入我邮箱的加盐摘要（别人看不出邮箱，我可以证明是我的）",
        en: "Put a salted hash of my mail address into it (nobody can read the address; I can prove that it is mine)")
    static let choose = Text(zh: "保存选择", en: "Save my choice")
    static let chooseHint = Text(
        zh: "不勾就没有公开页面。随时可以收回。", en: "Without it there is no public page. You can take it back any time.")
    static let save = Text(zh: "存下来", en: "Keep it")
    static let saveToken = Text(zh: "签名文件", en: "Signed file")
    static let saveBody = Text(zh: "证书内容", en: "What stands in it")
    static let savePicture = Text(zh: "带签名的图片", en: "Picture with the signature")
    static let open = Text(zh: "打开证书页面", en: "Open the page")

    // MARK: The public page

    static let certificate = Text(zh: "证书", en: "Certificate")
    static let valid = Text(zh: "有效", en: "Valid")
    static let validHint = Text(
        zh: "这张证书由本网络签发，没有被撤销。", en: "This certificate was given by this network and has not been revoked.")
    static let isRevokedNow = Text(zh: "已撤销", en: "Revoked")
    static let revokedHint = Text(
        zh: "这张证书已经撤销，不再有效。", en: "This certificate was revoked; it is no longer good.")
    static let unknown = Text(zh: "查不到", en: "Unknown")
    static let unknownHint = Text(
        zh: "没有这张证书，或者持有人没有公开它。", en: "There is no such certificate, or its holder does not show it.")
    static let holder = Text(zh: "持有人", en: "Held by")
    static let unnamed = Text(zh: "没有公开名字", en: "not named")
    static let what = Text(zh: "为了", en: "For")
    static let evidence = Text(zh: "依据", en: "It rests on")
    static let network = Text(zh: "颁发者", en: "Given by")
    static let on = Text(zh: "日期", en: "On")
    static let signature = Text(zh: "签名密钥", en: "Signing key")
    static let qrLabel = Text(zh: "核对这张证书的二维码", en: "QR code to check this certificate")
    static let check = Text(zh: "扫码核对：", en: "Scan to check:")
    static let forVerifiers = Text(
        zh: "给核对软件的签名文件", en: "The signed file, for a verifier")

    // MARK: Giving

    static let give = Text(zh: "颁发证书", en: "Give a certificate")
    static func giveTo(_ name: String) -> Text { Text(zh: "给 \(name) 颁发证书", en: "A certificate for \(name)") }
    static let which = Text(zh: "哪一种", en: "Which")
    static let about = Text(zh: "作为什么", en: "As what")
    static let aboutHint = Text(zh: "例如：核实员", en: "For instance: verifier")
    static let evidenceLabel = Text(zh: "依据是什么", en: "What it rests on")
    static let evidenceHint = Text(
        zh: "证书里所有人都能看到：不要写名字、电话、地址。", en: "Stands in the certificate for all to read: no names, numbers or addresses.")
    static let revoke = Text(zh: "撤销", en: "Revoke")
    static let reason = Text(zh: "为什么", en: "Why")
    static let reasonWho = Text(zh: "本人看得到", en: "Its holder reads it")
    static let held = Text(zh: "已有的证书", en: "Held already")
    static let newKind = Text(zh: "写一种新证书", en: "Write a new kind")
    static let nameZh = Text(zh: "名称（中文）", en: "Name in Chinese")
    static let nameEn = Text(zh: "名称（英文）", en: "Name in English")
    static let criteriaZh = Text(zh: "为什么颁发（中文）", en: "For what, in Chinese")
    static let criteriaEn = Text(zh: "为什么颁发（英文）", en: "For what, in English")
    static let holdsContact = Text(
        zh: "这里像是有电话或地址，请去掉。", en: "This looks like a number or an address; please leave it out.")
    static let isHeld = Text(zh: "已经有这张证书了。", en: "They hold this certificate already.")
    static let isRevoked = Text(zh: "这张证书已经撤销了。", en: "This certificate is revoked already.")
    static let notOwn = Text(zh: "不能给自己颁发。", en: "Nobody gives a certificate to themselves.")
    static let listIsFull = Text(
        zh: "这个密钥签满了，请换一个新密钥。", en: "This key has signed all it can; please begin a new one.")

    static let mailSubject = Text(zh: "您的证书", en: "Your certificate")
    static func mailIssued(_ name: Text) -> Text {
        Text(
            zh: "谢谢您。您得到一张证书：\(name)。给不给别人看，由您决定：",
            en: "Thank you. A certificate is yours: \(name). Who sees it is for you to say:")
    }
    static func mailRevoked(_ reason: String) -> Text {
        Text(zh: "您的一张证书被撤销了。原因：\(reason)", en: "A certificate of yours was revoked. Why: \(reason)")
    }
}
