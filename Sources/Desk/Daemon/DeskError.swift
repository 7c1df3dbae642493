import Model

/// Why a command ends, for a person, with its exit code after sysexits.h.
public struct DeskError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: Int32, Sendable, CaseIterable {
        /// The command line asks for what cannot be.
        case usage = 64
        /// Rejects or dead letters under `--strict`; findings of `audit`.
        case data = 65
        /// A named file or row does not exist.
        case noInput = 66
        /// The warehouse is damaged or gone.
        case software = 70
        case ioError = 74
        /// Another process works on the desk; try again later.
        case temporary = 75
        case noPermission = 77
        /// Settings or the desk's folders are wrong; starting again would not help.
        case configuration = 78
    }

    public var code: Code
    public var sentence: String

    public init(_ code: Code, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }

    public var description: String { sentence }
}

extension DeskError {
    /// A failure that ends a command.
    /// - Parameter otherwise: the exit code where the failure's own code says nothing about it.
    init(_ failure: Failure, otherwise: Code = .ioError) {
        let code: Code =
            switch failure.code {
            case .databaseLocked: .temporary
            case .databaseCorrupt: .software
            case .unreadable: .noPermission
            default: otherwise
            }
        self.init(code, failure.sentence)
    }
}
