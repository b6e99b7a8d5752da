/// A file or stream that could not be written.
package enum OutputError: Error, Equatable, CustomStringConvertible {
    /// A file or folder cannot be made there.
    case cannotCreate(path: String, reason: String)
    /// Writing stopped half-way: a full disk, a quota, a device error.
    case cannotWrite(path: String, reason: String)
    /// A file of an earlier result is missing or damaged.
    case cannotRead(path: String, reason: String)
    /// The reader of standard output has gone.
    case closedPipe

    package var description: String {
        switch self {
        case .cannotCreate(let path, let reason): "\(path): cannot be created: \(reason)"
        case .cannotWrite(let path, let reason): "\(path): cannot be written: \(reason)"
        case .cannotRead(let path, let reason): "\(path): cannot be read: \(reason)"
        case .closedPipe: "standard output is closed"
        }
    }
}
