internal import CYAML

/// The events of a YAML text, one after the other, as libyaml tells them. It keeps what is open on the heap, so that no text is too deep
/// for it.
final class YAMLParser {
    struct Event {
        enum Kind {
            case documentStart
            case scalar(String, isPlain: Bool)
            case sequenceStart, mappingStart
            /// Of a list or a map.
            case end
            case alias(String)
        }

        let kind: Kind
        let mark: Mark
        /// The position of its first character in the text.
        let index: Int
        var anchor: String?
        var hasTag = false
    }

    /// Why the text is no YAML.
    struct SyntaxError: Error {
        let problem: String
        let mark: Mark
    }

    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    private let text: UnsafeMutableBufferPointer<UInt8>
    /// False for want of memory alone.
    private let isReady: Bool

    /// - Parameter bytes: text in UTF-8 without a byte order mark.
    init(_ bytes: [UInt8]) {
        text = .allocate(capacity: bytes.count)
        _ = text.initialize(from: bytes)
        parser.initialize(to: yaml_parser_t())
        isReady = yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        if isReady { yaml_parser_delete(parser) }
        parser.deallocate()
        text.deallocate()
    }

    /// The next event; nil after the last.
    func next() throws(SyntaxError) -> Event? {
        guard isReady else {
            throw SyntaxError(problem: "there is no memory to read it", mark: Mark(line: 1, column: 1))
        }
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError }
            defer { yaml_event_delete(&event) }
            switch event.type {
            case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: continue
            case YAML_DOCUMENT_START_EVENT: return Self.event(.documentStart, event)
            case YAML_ALIAS_EVENT:
                return Self.event(.alias(Self.text(event.data.alias.anchor) ?? ""), event)
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
                return Self.event(
                    .scalar(
                        String(decoding: value, as: UTF8.self),
                        isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE),
                    event, scalar.anchor, scalar.tag)
            case YAML_SEQUENCE_START_EVENT:
                let start = event.data.sequence_start
                return Self.event(.sequenceStart, event, start.anchor, start.tag)
            case YAML_MAPPING_START_EVENT:
                let start = event.data.mapping_start
                return Self.event(.mappingStart, event, start.anchor, start.tag)
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return Self.event(.end, event)
            default: return nil
            }
        }
    }

    private static func event(
        _ kind: Event.Kind, _ event: yaml_event_t, _ anchor: UnsafeMutablePointer<UInt8>? = nil,
        _ tag: UnsafeMutablePointer<UInt8>? = nil
    ) -> Event {
        Event(
            kind: kind, mark: mark(event.start_mark), index: Int(event.start_mark.index),
            anchor: text(anchor),
            hasTag: tag != nil)
    }

    private static func text(_ name: UnsafeMutablePointer<UInt8>?) -> String? {
        name.map { String(cString: $0) }
    }

    private static func mark(_ mark: yaml_mark_t) -> Mark {
        Mark(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private var syntaxError: SyntaxError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
        guard parser.pointee.error == YAML_READER_ERROR else {
            return SyntaxError(problem: problem, mark: Self.mark(parser.pointee.problem_mark))
        }
        // characters are refused before they have a line, and are told by their byte
        let before = Array(text[..<min(Int(parser.pointee.problem_offset), text.count)])
        let lines = before.split(separator: 10, omittingEmptySubsequences: false)
        let column = String(decoding: lines.last ?? [], as: UTF8.self).unicodeScalars.count + 1
        return SyntaxError(problem: problem, mark: Mark(line: max(lines.count, 1), column: column))
    }
}
