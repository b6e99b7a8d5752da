/// The address of a value: `name(.key)*`, with `[i]` from 0 for the elements of lists.
package struct Path: Sendable, Hashable {
    package enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    package let steps: [Step]

    package init(_ steps: [Step]) { self.steps = steps }

    /// - Returns: nil if the text is no path. `*` is allowed as the last key.
    package init?(_ text: String) {
        var steps: [Step] = []
        var rest = Substring(text)
        repeat {
            let key = rest.prefix { $0 != "." && $0 != "[" }
            rest = rest.dropFirst(key.count)
            guard isName(key) || (key == "*" && rest.isEmpty && !steps.isEmpty) else { return nil }
            steps.append(.key(String(key)))
            while rest.first == "[" {
                let digits = rest.dropFirst().prefix { $0 != "]" }
                guard (1...6).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
                    let index = Int(digits), rest.dropFirst(1 + digits.count).first == "]"
                else { return nil }
                steps.append(.index(index))
                rest = rest.dropFirst(digits.count + 2)
            }
            guard rest.isEmpty || rest.first == "." else { return nil }
            if rest == "." { return nil }
            rest = rest.dropFirst()
        } while !rest.isEmpty
        self.steps = steps
    }

    package func appending(_ step: Step) -> Path { Path(steps + [step]) }

    func appending(_ key: String) -> Path { appending(.key(key)) }

    /// The keys, if the path has no indices.
    var keys: [String]? {
        var keys: [String] = []
        for step in steps {
            guard case .key(let key) = step else { return nil }
            keys.append(key)
        }
        return keys
    }
}

extension Path: CustomStringConvertible {
    package var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }
}

/// Whether the text has the form of a name, as keys of paths have it.
func isName(_ text: some StringProtocol) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 }
}
