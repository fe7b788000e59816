internal import Database
internal import Foundation
internal import Logging
internal import ServiceLifecycle

/// Makes a backup whenever the newest one is old enough.
struct BackupService: Service {
    let plan: BackupPlan
    let backup: Backup
    let world: World
    let logger: Logger

    func run() async throws {
        let pause = min(Time.minute, plan.period / 2)
        for await _ in AsyncStream<Void>.ticks(every: .milliseconds(pause)).cancelOnGracefulShutdown() {
            do {
                try await makeIfDue()
            } catch {
                logger.error("backup failed", metadata: ["error": "\(error)"])
            }
        }
    }

    private func makeIfDue() async throws {
        let now = world.now()
        if let newest = plan.newest(), now - newest < plan.period { return }
        try FileManager.default.createDirectory(
            atPath: plan.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try await backup.write(to: plan.path(at: now)) { _ in }
        try plan.rotate()
        logger.notice("backup made")
    }
}
