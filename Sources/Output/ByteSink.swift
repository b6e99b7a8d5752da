import Foundation

/// A file or stream that bytes are appended to, with their number and hash.
package final class ByteSink {
    package let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var hash = SHA256()
    package private(set) var count = 0
    /// Fields of a table that are empty because their number is not finite.
    package private(set) var lacking = 0
    private static let bufferSize = 1 << 16

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
        buffer.reserveCapacity(Self.bufferSize + 4096)
    }

    /// A new file; one that is there already is not touched.
    package convenience init(creating path: String) throws(OutputError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotCreate(path: path, reason: lastError()) }
        self.init(path: path, descriptor: descriptor)
    }

    /// A file of which the first bytes are kept, and what follows them is for `cutOff`.
    package convenience init(continuing path: String, at size: Int) throws(OutputError) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: lastError()) }
        self.init(path: path, descriptor: descriptor)
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while count < size {
            let result = read(descriptor, &piece, min(piece.count, size - count))
            guard result > 0 else {
                let reason = result < 0 ? lastError() : "it is shorter than its journal says"
                close(descriptor)
                throw .cannotWrite(path: path, reason: reason)
            }
            hash.update(piece[..<result])
            count += result
        }
    }

    /// Cuts off what follows the bytes that are kept.
    package func cutOff() throws(OutputError) {
        guard ftruncate(descriptor, off_t(count)) == 0 else {
            throw .cannotWrite(path: path, reason: lastError())
        }
    }

    /// The SHA-256 of the bytes so far that were flushed, in hexadecimal.
    package var digest: String {
        var copy = hash
        return copy.finish()
    }

    package static func standardOutput() -> ByteSink { ByteSink(path: "standard output", descriptor: 1) }

    package func write(_ text: String) throws(OutputError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    package func write(_ bytes: [UInt8]) throws(OutputError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    package func write(_ rows: CSVRows) throws(OutputError) {
        lacking += rows.lacking
        try write(rows.bytes)
    }

    package func flush() throws(OutputError) {
        hash.update(buffer)
        count += buffer.count
        try writeAll()
        buffer.removeAll(keepingCapacity: true)
    }

    /// Writes what is left and waits until the disk has it; more may follow.
    package func synchronise() throws(OutputError) {
        try flush()
        guard fdatasync(descriptor) == 0 else { throw .cannotWrite(path: path, reason: lastError()) }
    }

    /// Writes what is left and makes sure that it is on the disk.
    /// - Returns: the SHA-256 of all bytes, in hexadecimal.
    package func finish() throws(OutputError) -> String {
        try flush()
        if descriptor != 1 {
            let synced = fsync(descriptor)
            let reason = lastError()
            guard close(descriptor) == 0, synced == 0 else {
                throw .cannotWrite(path: path, reason: reason)
            }
        }
        return hash.finish()
    }

    /// Finishes a file of a result.
    package func written(as name: String) throws(OutputError) -> WrittenFile {
        let hash = try finish()
        return WrittenFile(name: name, bytes: count, sha256: hash, lacking: lacking)
    }

    private func writeAll() throws(OutputError) {
        var written = 0
        while written < buffer.count {
            let result = buffer.withUnsafeBytes { bytes in
                // a slice of a buffer that is not empty has a base address
                bytes.baseAddress.map { Glibc.write(descriptor, $0 + written, bytes.count - written) } ?? 0
            }
            if result > 0 {
                written += result
            } else if errno == EPIPE {
                throw .closedPipe
            } else if errno != EINTR {
                throw .cannotWrite(path: path, reason: lastError())
            }
        }
    }
}

/// The system's words for the last error.
package func lastError() -> String { String(cString: strerror(errno)) }
