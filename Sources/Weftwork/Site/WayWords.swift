enum WayWords {
    static func name(of group: WayOn.Group) -> Text {
        switch group {
        case .help: Text(zh: "出一份力", en: "Lend a hand")
        case .desk: Text(zh: "让事情办成", en: "Keep things moving")
        case .network: Text(zh: "认识这个网络", en: "Know this network")
        }
    }
}
