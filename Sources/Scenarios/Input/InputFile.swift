import Foundation

/// A file that was read, with the bytes that were in it then.
package struct InputFile: Sendable, Equatable {
    /// As the user typed it, or relative to the file that names it; `baseline` for the embedded world.
    package let name: String
    package let bytes: [UInt8]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// - Throws: `.missing` if there is no such file or it cannot be opened; `origin` is the place that names it.
    init(readingAt name: String, namedAt origin: Origin?, path: String? = nil) throws(InputError) {
        func missing(_ message: String) -> InputError {
            guard let origin else {
                return .missing(Problem(file: name, line: nil, column: nil, path: nil, message: message))
            }
            return .missing(Problem(origin, path, "\"\(name)\": \(message)"))
        }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory) else {
            throw missing("no such file")
        }
        guard !isDirectory.boolValue else { throw missing("is a folder, expected a file") }
        let type = try? FileManager.default.attributesOfItem(atPath: Self.resolved(name))[.type]
        guard type as? FileAttributeType == .typeRegular else { throw missing("is not a file") }
        guard let handle = FileHandle(forReadingAtPath: name),
            let data = try? handle.read(upToCount: YAMLLimits.bytes + 1) ?? Data()
        else { throw missing("cannot be opened, are you allowed to read it?") }
        self.init(name: name, bytes: [UInt8](data))
    }

    /// The path without symbolic links, by which a file is recognised.
    static func resolved(_ name: String) -> String {
        URL(fileURLWithPath: name).resolvingSymlinksInPath().standardizedFileURL.path
    }

    /// A path that a file names, relative to the folder of that file.
    static func path(_ path: String, relativeTo file: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }

    /// The name without folders and extension.
    var stem: String { URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent }
}
