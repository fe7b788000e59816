import ArgumentParser
import Database
import Foundation
import Logging
import Synchronization
import Weftwork

/// Takes a command to where the storage is: to the server that has the file open, else to the storage itself.
enum Door {
    /// Exit codes: 0 done, 1 failed, 2 wrong usage or unreadable input.
    static func run(_ command: any StorageCommand) async -> Int32 {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            let input = try command.file.map { try content(of: $0) } ?? Data()
            let folder = FileManager.default.currentDirectoryPath
            if let socket = command.store.socket {
                let call = OperatorCall(arguments: arguments, input: input, language: language, folder: folder)
                if let status = try LocalCall.send(call, to: socket, tell: Terminal.tell) { return status }
            }
            let app = try await command.store.open(url: publicURL, logger: logger)
            let io = CommandIO(input: input, language: language, folder: folder) { Terminal.tell($0) }
            let status = await perform(command, app, io)
            await app.database.close()
            return status
        } catch {
            FileHandle.standardError.write(Data((text(of: error) + "\n").utf8))
            return error is UnreadableFile ? 2 : command.failure
        }
    }

    /// What the server does with a command that came through its socket.
    static func answer(_ call: OperatorCall, _ app: App, _ tell: @escaping @Sendable (OperatorPiece) -> Void) async {
        let io = CommandIO(input: call.input, language: call.language, folder: call.folder, sink: tell)
        do {
            guard let command = try Weft.parseAsRoot(call.arguments) as? any StorageCommand else {
                io.note("this command needs no server")
                return tell(.status(2))
            }
            tell(.status(await perform(command, app, io)))
        } catch {
            io.note(Weft.message(for: error))
            tell(.status(2))
        }
    }

    /// Prints what is wrong – or the help that was asked for – and gives the exit code.
    static func code(for error: any Error) -> Int32 {
        if error is UnreadableFile {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            return 2
        }
        let words = Weft.fullMessage(for: error)
        if Weft.exitCode(for: error) == .success {
            Terminal.line(words)
            return 0
        }
        FileHandle.standardError.write(Data((words + "\n").utf8))
        return Weft.exitCode(for: error) == .validationFailure ? 2 : 1
    }

    /// Something beside the output.
    static func note(_ words: String) {
        FileHandle.standardError.write(Data((words + "\n").utf8))
    }

    /// What an upgrade says of itself; one of a new store says nothing.
    static func tell(_ step: Upgrade.Step) {
        switch step {
        case .begins(let steps, let bytes, let expected):
            note(
                "upgrade: \(steps) steps, \(bytes >> 20) MiB; a backup first – roughly \(Format.span(expected, in: language))"
            )
        case .copying(let step): note("upgrade: \(step.words)")
        case .copied(let path, let took): note("upgrade: backup in \(path), looked through (\(took) ms)")
        case .withoutBackup: note("upgrade: without a backup, as was asked for")
        case .elsewhere: note("upgrade: another node does it; waiting")
        case .done(let report): note("upgrade: done in \(report.took) ms")
        }
    }

    /// The language of whoever sits at the terminal.
    static var language: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
        return locale.hasPrefix("zh") ? .zh : .en
    }

    static let publicURL = "http://127.0.0.1:8080"

    static var logger: Logger {
        var logger = Logger(label: "weft")
        logger.logLevel = .notice
        return logger
    }

    static func text(of error: any Error, _ language: Language = language) -> String {
        guard let refusal = error as? Refusal else { return "\(error)" }
        if case .invalid(let problems) = refusal {
            return problems.map { "\($0.field): \($0.message(language))" }.joined(separator: "\n")
        }
        return refusal.words(language)
    }

    private static func perform(_ command: any StorageCommand, _ app: App, _ io: CommandIO) async -> Int32 {
        do {
            try await command.perform(app, io)
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        } catch {
            io.note(text(of: error, io.language))
            switch error as? Refusal {
            case .unreadable: return 2
            case nil, .unavailable, .tooMany, .fault: return command.failure
            default: return 1
            }
        }
    }

    static func content(of path: String) throws -> Data {
        if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        guard let data = FileManager.default.contents(atPath: path) else { throw UnreadableFile(path: path) }
        return data
    }
}

/// A file that can't be used, and where.
struct UnreadableFile: Error, CustomStringConvertible {
    let description: String

    init(path: String, line: Int? = nil, _ words: String = "can't be read") {
        description = "\(path)\(line.map { ":\($0)" } ?? ""): \(words)"
    }
}

/// Standard output without a buffer: lines reach a pipe as they are printed, and a supervisor waits for them.
enum Terminal {
    static func line(_ text: String) {
        write(text + "\n")
    }

    static func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// What a command says, here or in a running server.
    static func tell(_ piece: OperatorPiece) {
        switch piece {
        case .output(let text): write(text)
        case .errors(let text): FileHandle.standardError.write(Data(text.utf8))
        case .file(let path):
            defer { try? FileManager.default.removeItem(atPath: path) }
            guard let file = FileHandle(forReadingAtPath: path) else { return }
            while let bytes = try? file.read(upToCount: 1 << 20), !bytes.isEmpty {
                FileHandle.standardOutput.write(bytes)
            }
            try? file.close()
        case .status: break
        }
    }
}
