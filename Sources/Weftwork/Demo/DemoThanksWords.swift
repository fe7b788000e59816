/// What the demonstration's certificate says.
enum DemoThanksWords {
    static let about = "安全配送"
    static let evidence = "跟车三趟，消毒、登记、交接都做对了。"
}
