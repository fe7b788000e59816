/// What backups and exports say.
enum KeepingWords {
    static func noFile(_ path: String) -> Text { Text(zh: "\(path)：打不开。", en: "\(path): can't be read.") }
    static func noUpgradeBackup(_ reason: String) -> Text {
        Text(
            zh: "升级前的备份没有做成（\(reason)），什么都没有改变。可用 WEFT_UPGRADE_BACKUPS 另选一个文件夹；确实不要备份就加 --without-backup。",
            en:
                "The backup before the upgrade could not be made (\(reason)); nothing was changed. WEFT_UPGRADE_BACKUPS names another folder; --without-backup goes on without one."
        )
    }
    static func serversRun(_ hosts: String) -> Text {
        Text(
            zh: "还有服务器在用这个存储：\(hosts)。先停下它们；停了的在一分半钟后不再算数。什么都没有改变。",
            en:
                "Servers still run on this store: \(hosts). Stop them first; one that was killed counts for a minute and a half. Nothing was changed."
        )
    }
    static let noNetworkFile = Text(
        zh: "这不是 weft export all 写出的文件。", en: "This is no file that weft export all has written.")
    static let cutShort = Text(zh: "文件不完整，什么都没有读入。", en: "The file was cut short; nothing was read in.")
    static func badLine(_ number: Int) -> Text {
        Text(zh: "第 \(number) 行读不懂，什么都没有读入。", en: "Line \(number) can't be read; nothing was read in.")
    }
    static let otherVersion = Text(
        zh: "文件来自另一个版本的 weft；两边先升级到同一版本。",
        en: "The file comes from another version of weft; bring both to the same version first.")
    static let otherKey = Text(
        zh: "主密钥不同：联系方式会打不开。请用写出它的那台服务器的主密钥（WEFT_MASTER_KEY_FILE）。",
        en:
            "The master key is another: contacts could never be opened. Use the key of the server that wrote it (WEFT_MASTER_KEY_FILE)."
    )
    static func networkIsThere(_ slug: String) -> Text {
        Text(zh: "这里已经有网络“\(slug)”。", en: "There is a network “\(slug)” here already.")
    }
    static let chainDiffers = Text(
        zh: "事件链与文件所说的不一致，什么都没有读入。", en: "The chain of events is not the one the file names; nothing was read in.")
}
