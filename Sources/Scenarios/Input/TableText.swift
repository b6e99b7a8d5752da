/// What a text in a table must not be, since programs that read the table would take it for something else.
///
/// Names are such texts (`Problems.checkName`), and so is what people write that ends up in a cell. The JSON Schemas have
/// the same rules as patterns.
package enum TableText {
    /// Missing values, truth values and numbers, in one case or another, to `read_csv` of pandas, and so to pyam and the EMA
    /// workbench, or to `read.csv` of R.
    static let taken = [
        "na", "nan", "null", "none", "true", "false", "inf", "infinity", "n/a", "#na", "#n/a", "#n/a n/a",
        "<na>",
        "1.#ind", "1.#qnan",
    ]
    /// First characters at which spreadsheets take a cell for a formula, which they run.
    static let formula: [Unicode.Scalar] = ["=", "+", "-", "@", "\t", "\r"]

    /// - Returns: what is wrong and what to do; nil for a text that stays what it is.
    package static func problem(_ text: String) -> String? {
        if taken.contains(text.lowercased()) {
            return
                "\(quoted(text)) would be read back from tables as a missing value, a truth value or a number, "
                + "choose another word"
        }
        if let first = text.unicodeScalars.first, formula.contains(first) {
            return "\(quoted(text)) would be run by spreadsheets, since it begins with "
                + "\(quoted(String(first))), begin with a letter"
        }
        return nil
    }

    /// The words of `taken` that have the form of names.
    static let takenNames = taken.filter { isName($0) }

    /// What a cell begins with, as a pattern of the JSON Schemas.
    package static let pattern = "^(?!(?:\(inAnyCase(taken)))$)(?![=+@\\t\\r-])"

    /// Alternatives of a pattern that are some words in any case.
    static func inAnyCase(_ words: [String]) -> String {
        words.map { word in
            word.map { letter in
                if letter.isLetter { return "[\(letter.uppercased())\(letter.lowercased())]" }
                return letter == "." || letter == "/" ? "[\(letter)]" : String(letter)
            }.joined()
        }.joined(separator: "|")
    }
}
