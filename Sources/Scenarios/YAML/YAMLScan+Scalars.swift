/// Where scalars end.
extension YAMLScan {
    /// - Returns: the offset after the closing quote.
    mutating func advanceOverQuotedScalar() -> Int {
        let quote = cursor.byte()
        let isDouble = quote == UInt8(ascii: "\"")
        cursor.advance()
        while !cursor.isAtEnd {
            if cursor.isAtBreak {
                cursor.advanceOverBreak()
            } else if isDouble, cursor.isAt("\\") {
                cursor.advance()
                if cursor.isAtBreak { cursor.advanceOverBreak() } else { cursor.advance() }
            } else if cursor.byte() == quote {
                cursor.advance()
                guard !isDouble, cursor.byte() == quote else { return cursor.offset }
                cursor.advance()
            } else {
                cursor.advance()
            }
        }
        return cursor.offset
    }

    /// - Returns: the offset after the last character that is not blank.
    mutating func advanceOverPlainScalar() -> Int {
        var end = cursor.offset
        var hasBreak = false
        while !cursor.isAtDocumentMarker, !cursor.isAt("#") {
            while !cursor.isAtBlankOrEnd() {
                if !endsPlainScalar {
                    cursor.advance()
                } else if cursor.offset != end || !advanceOverIndex() {
                    break
                }
                end = cursor.offset
            }
            guard cursor.isAtBlank() || cursor.isAtBreak else { break }
            while cursor.isAtBlank() || cursor.isAtBreak {
                if cursor.isAtBreak {
                    cursor.advanceOverBreak()
                    hasBreak = true
                } else {
                    cursor.advance()
                }
            }
            // libyaml tests the indentation wherever blanks end, so that text which starts left of its block
            // ends at the first blank.
            if !isInFlow, cursor.column <= indentation { break }
        }
        // A key may follow on the line that the scalar stops before.
        if hasBreak { keyAllowed = true }
        return end
    }

    /// Passes `[i]` inside a path in brackets, which no other YAML could mean.
    private mutating func advanceOverIndex() -> Bool {
        guard isInFlow, cursor.isAt("[") else { return false }
        var length = 1
        while (48...57).contains(cursor.byte(length)), length <= 6 { length += 1 }
        guard length > 1, cursor.isAt("]", length) else { return false }
        for _ in 0...length { cursor.advance() }
        return true
    }

    private var endsPlainScalar: Bool {
        if cursor.isAt(":"), cursor.isAtBlankOrEnd(1) { return true }
        guard isInFlow else { return false }
        return ",[]{}".utf8.contains(cursor.byte())
    }

    mutating func advanceOverBlockScalar() {
        cursor.advance()
        var increment = 0
        while cursor.isAt("+") || cursor.isAt("-") || (49...57).contains(cursor.byte()) {
            if cursor.byte() >= 49 { increment = Int(cursor.byte()) - 48 }
            cursor.advance()
        }
        cursor.advanceToEndOfLine()
        if cursor.isAtBreak { cursor.advanceOverBreak() }
        var indent = increment > 0 ? max(indentation, 0) + increment : 0
        advanceOverIndentation(&indent)
        while cursor.column == indent, !cursor.isAtEnd {
            cursor.advanceToEndOfLine()
            if cursor.isAtBreak { cursor.advanceOverBreak() }
            advanceOverIndentation(&indent)
        }
    }

    /// Passes empty lines and indentation; finds the indentation of the scalar if it is not known (0).
    private mutating func advanceOverIndentation(_ indent: inout Int) {
        var deepest = 0
        while true {
            while indent == 0 || cursor.column < indent, cursor.isAt(" ") { cursor.advance() }
            deepest = max(deepest, cursor.column)
            guard cursor.isAtBreak else { break }
            cursor.advanceOverBreak()
        }
        if indent == 0 { indent = max(deepest, indentation + 1, 1) }
    }
}
