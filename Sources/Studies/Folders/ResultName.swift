import Foundation
import Output

/// The name of what is made of a scenario file: the file's own, and what the command line changes of it, so that no change takes
/// the place of the plain result.
package func resultName(_ file: String, _ changes: [String]) -> String { stem(file) + nameEnding(changes) }

/// Changes as the end of a name, which is another for other changes, and empty for none; where a character cannot stand or
/// not all can, digits of their hash tell them from others.
/// - Parameter words: `KEY=VALUE`, or the path of a file.
package func nameEnding(_ words: [String]) -> String {
    if words.isEmpty { return "" }
    let isPlain = { (character: Character) in
        character.isASCII && (character.isLetter || character.isNumber || "._-=".contains(character))
    }
    let safe = words.map { word in word.split { !isPlain($0) }.joined(separator: "-") }
    let ending = safe.map { "+" + $0 }.joined()
    guard safe != words || ending.count > longestEnding else { return ending }
    return ending.prefix(longestEnding) + "-" + sha256(words.joined(separator: "\n").utf8).prefix(8)
}

/// Characters; others are added to the name, and file systems take 255 bytes.
private let longestEnding = 80

/// A file's name without folders and extension.
package func stem(_ file: String) -> String {
    URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
}

/// A folder's path without slashes at its end.
package func trimmed(_ folder: String) -> String {
    var path = folder
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
}
