/// The JSON Schemas of the files that the program reads, for editors and other programs.
///
/// They hold keys, types and bounds; sums, cross-references and dates are left to the reader.
package enum Schemas {
    package static func scenario() -> String {
        let parts: [(String, JSON)] = [
            ("type", "object"),
            ("properties", SchemaParts.members(ScenarioForm.form.shape.properties)),
            ("additionalProperties", false),
            // what an extended scenario may have, the embedded world has not
            ("if", ["properties": ["extends": ["const": "baseline"]]]),
            ("then", SchemaParts.members(ScenarioForm.rules)),
        ]
        return SchemaParts.document(
            "Equipoise scenario", parts,
            definitions: SchemaParts.numberDefinitions + ScenarioForm.definitions)
    }

    package static func world() -> String {
        let parts: [(String, JSON)] = [
            ("type", "object"),
            ("properties", SchemaParts.members(WorldSchema.properties)),
            ("required", SchemaParts.words(WorldKeys.topLevel)),
            ("additionalProperties", false),
        ]
        return SchemaParts.document(
            "Equipoise world", parts, definitions: SchemaParts.numberDefinitions + WorldSchema.definitions)
    }
}
