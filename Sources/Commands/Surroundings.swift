import Foundation

/// What the program is started with, as bytes.
///
/// Swift repairs text that is not UTF-8, so that a path would lead to another place than the one that was named.
enum Surroundings {
    /// What no command can work with; nil where all is well.
    static var problem: String? {
        for number in 1..<max(CommandLine.argc, 1) {
            guard let bytes = CommandLine.unsafeArgv[Int(number)], String(validatingCString: bytes) == nil
            else { continue }
            return
                "argument \(number) is not UTF-8: \(shown(bytes)); rename what it names, or name it in UTF-8"
        }
        guard let folder = getcwd(nil, 0) else { return nil }
        defer { free(folder) }
        guard String(validatingCString: folder) == nil else { return nil }
        return "the path of the present folder is not UTF-8: \(shown(folder)); rename it, or work in another"
    }

    /// Bytes with those that are not ASCII as escapes.
    private static func shown(_ bytes: UnsafePointer<CChar>) -> String {
        UnsafeBufferPointer(start: bytes, count: strlen(bytes)).map { character in
            let byte = UInt8(bitPattern: character)
            return (0x20..<0x7F).contains(byte)
                ? String(UnicodeScalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
