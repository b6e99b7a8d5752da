private import CNettle
import Foundation

/// A hash of bytes as they come, by the Nettle library.
struct SHA256 {
    private var context = sha256_ctx()

    init() { nettle_sha256_init(&context) }

    mutating func update(_ bytes: some Collection<UInt8>) {
        let isContiguous: Void? = bytes.withContiguousStorageIfAvailable {
            nettle_sha256_update(&context, $0.count, $0.baseAddress)
        }
        if isContiguous == nil { update(Array(bytes)) }
    }

    /// In hexadecimal.
    mutating func finish() -> String {
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
        equipoise_sha256_digest(&context, &digest)
        return digest.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// The SHA-256 of a text or of a file's bytes, in hexadecimal.
package func sha256(_ bytes: some Collection<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
}

/// The SHA-256 of a file of any size, in hexadecimal.
package func sha256(file path: String) throws(OutputError) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path: path, reason: lastError()) }
    defer { close(descriptor) }
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
        let count = read(descriptor, &piece, piece.count)
        if count == 0 { return hash.finish() }
        guard count > 0 else { throw .cannotRead(path: path, reason: lastError()) }
        hash.update(piece[..<count])
    }
}
