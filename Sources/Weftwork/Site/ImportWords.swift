/// What the importer says.
enum ImportWords {
    static func unreadable(line: Int) -> Text {
        Text(zh: "第 \(line) 行起读不了这个文件。", en: "The file can't be read from line \(line) on.")
    }
    static let empty = Text(zh: "文件是空的。", en: "The file is empty.")
    static let notJSON = Text(zh: "这不是能读的 JSON。", en: "This isn't readable JSON.")
    static func noColumn(_ name: String) -> Text {
        Text(zh: "没有名为“\(name)”的列。", en: "There is no column “\(name)”.")
    }
    static let tooManyRows = Text(zh: "一次最多 100 000 行。", en: "At most 100,000 rows at a time.")
    static let nothingStored = Text(
        zh: "有错误，按要求一行都没有存。", en: "There were errors; as asked, not one row was stored.")
    static let title = Text(zh: "导入需求", en: "Import needs")
    static let hint = Text(
        zh: "贴上 CSV（第一行是列名）或 JSON。先预览，再导入；读不了的行会逐行列出原样和原因。",
        en:
            "Paste CSV (column names in the first line) or JSON. Look at the preview, then import; rows that can't be read are listed with their cell and why."
    )
    static let content = Text(zh: "内容", en: "Content")
    static let preview = Text(zh: "预览", en: "Preview")
    static let run = Text(zh: "导入", en: "Import")
    static let column = Text(zh: "列", en: "Column")
    static let none = Text(zh: "（不用）", en: "(none)")
    static let mapping = Text(zh: "列对应", en: "Columns")
    static let mapName = Text(zh: "把这份对应保存为", en: "Keep this mapping as")
    static let savedMaps = Text(zh: "已保存的对应", en: "Kept mappings")
    static let allOrNothing = Text(zh: "有一行出错就一行都不存", en: "Store nothing if a row fails")
    static func summary(_ report: ImportReport) -> Text {
        Text(
            zh:
                "读到 \(report.read) 行：\(report.isDryRun ? "可存" : "已存") \(report.stored) 行，重复 \(report.duplicates) 行，不能读 \(report.rejectedRows) 行。",
            en:
                "\(report.read) rows read: \(report.stored) \(report.isDryRun ? "can be stored" : "stored"), \(report.duplicates) repeated, \(report.rejectedRows) rejected."
        )
    }
    static let row = Text(zh: "行", en: "Row")
    static let field = Text(zh: "字段", en: "Field")
    static let cell = Text(zh: "原样", en: "Cell")
    static let reason = Text(zh: "原因", en: "Why")
}
