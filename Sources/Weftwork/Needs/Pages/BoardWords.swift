/// What the board says.
enum BoardWords {
    static let title = Text(zh: "需求", en: "Needs")
    static func count(_ total: Int, isExact: Bool) -> Text {
        isExact
            ? Text(zh: "\(total) 项", en: "\(total)")
            : Text(zh: "\(total) 项以上", en: "more than \(total)")
    }
    static let ask = Text(zh: "提交需求", en: "Ask for help")
    static let canHelp = Text(zh: "我能帮", en: "I can help")
    static let details = Text(zh: "看详情", en: "Details")
    static let stale = Text(zh: "待确认是否还需要", en: "Not confirmed lately")
    static let asManyAsPossible = Text(zh: "不限", en: "any amount")
    static let amountUnknown = Text(zh: "数量未说明", en: "amount not said")
    static let heldText = Text(zh: "这段文字涉及收款，正在核实，暂不显示。", en: "This text speaks of money; it is held back for review.")
    static func soFar(claimed: Int64, delivered: Int64) -> Text {
        Text(
            zh: "已送达 \(quantity: delivered) · 已认领 \(quantity: claimed)",
            en: "\(quantity: delivered) delivered · \(quantity: claimed) promised")
    }
    static func wantedNow(_ amount: String, claimed: Int64, delivered: Int64) -> Text {
        delivered == 0
            ? Text(
                zh: "现在只要 \(amount)（已认领 \(quantity: claimed)）",
                en: "Wanted now: \(amount) (\(quantity: claimed) are promised)")
            : Text(
                zh: "现在只要 \(amount)（已认领 \(quantity: claimed)，已送达 \(quantity: delivered)）",
                en: "Wanted now: \(amount) (\(quantity: claimed) are promised, \(quantity: delivered) have arrived)")
    }
    static func meter(delivered: Int64, claimed: Int64, of most: Int64) -> Text {
        Text(
            zh: "已送达 \(quantity: delivered)，已认领 \(quantity: claimed)，共需 \(quantity: most)",
            en: "\(quantity: delivered) delivered, \(quantity: claimed) promised, \(quantity: most) needed")
    }
    static func moreLines(_ count: Int) -> Text {
        Text(zh: "还有 \(count) 样", en: "and \(count) more")
    }
    static let filters = Text(zh: "筛选", en: "Filters")
    static let all = Text(zh: "全部", en: "All")
    static let everyState = Text(zh: "所有状态", en: "Every state")
    static let anyCategory = Text(zh: "所有类别", en: "Every category")
    static let anyUrgency = Text(zh: "所有紧急程度", en: "Every urgency")
    static let category = Text(zh: "类别", en: "Category")
    static let urgency = Text(zh: "紧急程度", en: "Urgency")
    static let state = Text(zh: "状态", en: "State")
    static let area = Text(zh: "地区", en: "Area")
    static let areaHint = Text(zh: "省、市或区县的名称", en: "Name of a province, city or district")
    static let age = Text(zh: "多久以来", en: "Age")
    static let anyAge = Text(zh: "不限时间", en: "Any age")
    static func name(of age: BoardQuery.Age) -> Text {
        switch age {
        case .day: Text(zh: "一天以内", en: "Within a day")
        case .threeDays: Text(zh: "三天以内", en: "Within three days")
        case .week: Text(zh: "一周以内", en: "Within a week")
        }
    }
    static let words = Text(zh: "搜索", en: "Words")
    static let sort = Text(zh: "排序", en: "Order")
    static let apply = Text(zh: "筛选", en: "Apply")
    static let late = Text(zh: "超时", en: "Overdue")
    static let mine = Text(zh: "我负责的", en: "Mine")
    static let empty = Text(zh: "这里没有符合的需求。", en: "No need matches.")
    static let emptyHint = Text(zh: "放宽筛选，或换一个词。", en: "Widen the filter, or try another word.")
    static let exportCSV = Text(zh: "导出 CSV", en: "Export CSV")
    static let importNeeds = Text(zh: "导入", en: "Import")
    static let open = Text(zh: "待帮助", en: "Open to help")
    static func name(of sort: BoardQuery.Sort) -> Text {
        switch sort {
        case .urgency: Text(zh: "紧急优先", en: "Urgent first")
        case .newest: Text(zh: "最新优先", en: "Newest first")
        case .due: Text(zh: "先到期的在前", en: "Due first")
        }
    }
}
