public enum Demonstration {
    public static let slug = "hubei"
    public static let addresses = ""
    public static func fill(_ app: App, progress: @escaping @Sendable (Int, Int) -> Void) async throws -> Bool { false }
    public static func signInLinks(_ app: App) async throws -> [(role: String, url: String)] { [] }
}
