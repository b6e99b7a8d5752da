import Output

extension ResultFolder {
    /// A run as IAMC's table: Model, Scenario, Region, Variable, Unit and whole years.
    ///
    /// The scenario is that of the file and the option, with a space between; sectors and size bands are sub-categories of variables.
    /// - Parameter names: asked for once the folder is known to be that of a run.
    package func iamc(_ names: () throws -> IAMCNames) throws -> YearColumns {
        let series = try runTable("timeseries", for: "iamc")
        let bands = try runTable("bands", for: "iamc")
        let names = try names()
        var table = YearColumns(
            title: "Every variable of every option, in the form and naming of the IAMC",
            keys: [
                .init("Model", .string, "Program and version"),
                .init("Scenario", .string, "Name of the scenario and of the option, with a space between"),
                .init("Region", .string, "Place, or World"),
                .init("Variable", .string, "What is measured; sectors and size bands are sub-categories"),
                .init("Unit", .string, "Unit, with the year of prices"),
            ], meaning: "The value")
        try series.forEachPoint { row throws(OutputError) in
            let name = names.variable(row.text("variable"), sector: row.text("sector"))
            try add(row, name, value: "value", of: series, to: &table, names)
        }
        try bands.forEachPoint { row throws(OutputError) in
            let name = names.band(row.text("band"), sector: row.text("sector"))
            try add(row, name, value: "licence_income", of: bands, to: &table, names)
        }
        table.keepWholeYears()
        return table
    }

    private func add(
        _ row: NamedRow, _ variable: String?, value: String, of source: ResultTable,
        to table: inout YearColumns, _ names: IAMCNames
    ) throws(OutputError) {
        guard let variable, let unit = names.unit(row.text("unit")) else {
            throw .cannotRead(
                path: source.path,
                reason: "the IAMC's naming has no name for \(row.text("variable")), \(row.text("unit")); "
                    + "was it written by another version?")
        }
        let key = [
            "Equipoise \(version)", "\(row.text("scenario")) \(row.text("option"))",
            names.region(row.text("jurisdiction")), variable, unit,
        ]
        try table.add(key, row.number("year"), row.numberIfAny(value), from: source)
    }
}
