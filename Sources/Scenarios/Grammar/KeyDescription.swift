/// What is known of a key before a file gives it a value.
package struct KeyDescription: Sendable, Equatable {
    package let name: String
    package let meaning: String
    /// What is written: `whole number, 1 to 101`.
    package let kind: String
    package let isRequired: Bool
    /// What stands for it where it is not given.
    package let fallback: String?
}

extension MapForm {
    var descriptions: [KeyDescription] {
        keys.map {
            KeyDescription(
                name: $0.name, meaning: $0.meaning, kind: $0.kind, isRequired: $0.isRequired,
                fallback: $0.fallback)
        }
    }
}
