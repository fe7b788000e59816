/// What is said about delivery slips.
enum SlipWords {
    static let make = Text(zh: "给司机开送货单", en: "Delivery slip for a driver")
    static let title = Text(zh: "送货单", en: "Delivery slip")
    static let hint = Text(
        zh: "司机不用是成员。送货单上有地址、收货时间和联系电话，算您看了一次联系方式；求助者能看到谁来。",
        en:
            "The driver need not be a member. The slip shows address, hours and phone; it counts as a look of yours, and the requester sees who comes."
    )
    static let name = Text(zh: "司机姓名", en: "Driver's name")
    static let vehicle = Text(zh: "车辆（车型、车牌）", en: "Vehicle (kind, plate)")
    static let vehicleHint = Text(zh: "求助者据此认车", en: "By which the requester knows it")
    static let hours = Text(zh: "几小时内有效", en: "Good for how many hours")
    static let badHours = Text(zh: "1 到 72 小时。", en: "From 1 to 72 hours.")
    static let create = Text(zh: "开送货单", en: "Make the slip")
    static func purpose(_ driver: Slip.Driver) -> Text {
        Text(
            zh: "给司机开送货单：\(driver.name)，\(driver.vehicle)",
            en: "Delivery slip for the driver \(driver.name), \(driver.vehicle)")
    }
    static let mine = Text(zh: "开过的送货单", en: "Slips so far")
    static let none = Text(zh: "还没有开过。", en: "None yet.")
    static let passOn = Text(zh: "发给司机，或让司机扫码", en: "Send this to the driver, or have it scanned")
    static let qrLabel = Text(zh: "送货单的二维码", en: "QR code of the delivery slip")
    static let good = Text(zh: "有效", en: "Good")
    static let over = Text(zh: "已失效", en: "Over")
    static func until(_ moment: Int64) -> Text { Text(zh: "到 \(moment: moment)", en: "until \(moment: moment)") }
    static func openings(_ count: Int) -> Text { Text(zh: "打开过 \(count) 次", en: "times opened: \(count)") }
    static let end = Text(zh: "作废", en: "End it")
    static func endOf(_ name: String) -> Text { Text(zh: "作废：\(name)", en: "End it: \(name)") }
    static let toNeed = Text(zh: "回到需求", en: "Back to the need")

    // MARK: For the driver

    static func forDriver(_ name: String) -> Text { Text(zh: "给 \(name) 的送货单", en: "Delivery slip for \(name)") }
    static let openHint = Text(
        zh: "上面有收货地址和电话，只给送货的人。每次打开都有记录，求助者知道谁来。",
        en:
            "It shows address and phone, for whoever delivers only. Each opening is on record, and the requester knows who comes."
    )
    static let open = Text(zh: "我来送，打开", en: "I deliver it: open")
    static let isOver = Text(
        zh: "这张送货单已失效。请问开单的人。", en: "This slip is good no more. Please ask whoever gave it to you.")
    static let bring = Text(zh: "送什么", en: "What to bring")
    static let code = Text(zh: "写在箱子上的编号", en: "Write on each box")
    static let word = Text(zh: "见面先说这个暗号", en: "Say this word first")
    static let whereTo = Text(zh: "送到", en: "Where to")
    static let receiving = Text(zh: "收货时间、哪个门", en: "Hours and gate")
    static let call = Text(zh: "到了打电话", en: "Call when you are there")
    static let notSaid = Text(zh: "没有写，请问开单的人", en: "Not said: ask whoever gave you the slip")
    static let from = Text(zh: "开单的人", en: "Given by")
    static let promisedBy = Text(zh: "最迟送到", en: "By")
    static let print = Text(
        zh: "可以打印带在车上；扫码可以看它是否还有效。", en: "Print it for the car; by its QR code one sees whether it is still good.")

    // MARK: For the requester

    static let whoComes = Text(zh: "谁来送", en: "Who comes")
    static func comes(_ driver: Slip.Driver, _ until: Int64) -> Text {
        Text(
            zh: "\(driver.name)，\(driver.vehicle)，\(moment: until) 以前",
            en: "\(driver.name), \(driver.vehicle), before \(moment: until)")
    }
    static func sentBy(_ name: String) -> Text { Text(zh: "由 \(name) 安排", en: "Sent by \(name)") }
    static let wordHint = Text(
        zh: "来的人会先说您的暗号；说不出的不要接。", en: "Whoever comes says your word first; take nothing from somebody who can't.")
}
