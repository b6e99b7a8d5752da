private import CGzip

/// Compression of tables.
package enum Gzip {
    /// Bytes as a member of a gzip file; members one after another are a file.
    ///
    /// - Returns: nil where there is no memory.
    package static func member(_ bytes: [UInt8]) -> [UInt8]? {
        let capacity = equipoise_gzip_bound(bytes.count)
        let member = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            count = equipoise_gzip(bytes, bytes.count, buffer.baseAddress, capacity)
        }
        return member.isEmpty ? nil : member
    }
}

/// The lines of a table, compressed or not.
package final class TableReader {
    private let path: String
    private let file: UnsafeMutableRawPointer
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)
    private var position = 0
    private var end = 0

    /// - Throws: `cannotRead` if there is no such file.
    package init(_ path: String) throws(OutputError) {
        guard let file = equipoise_gzip_open(path) else {
            throw .cannotRead(path: path, reason: lastError())
        }
        self.path = path
        self.file = file
    }

    deinit { equipoise_gzip_close(file) }

    /// The next line with its end, or nil after the last one.
    package func next() throws(OutputError) -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            if position == end {
                let count = equipoise_gzip_read(file, &buffer, UInt32(buffer.count))
                guard count >= 0 else { throw .cannotRead(path: path, reason: "it is damaged or cut off") }
                if count == 0 {
                    guard line.isEmpty else {
                        throw .cannotRead(path: path, reason: "its last line has no end; it is cut off")
                    }
                    return nil
                }
                (position, end) = (0, Int(count))
            }
            if let stop = buffer[position..<end].firstIndex(of: 0x0A) {
                line.append(contentsOf: buffer[position...stop])
                position = stop + 1
                return line
            }
            line.append(contentsOf: buffer[position..<end])
            position = end
        }
    }
}
