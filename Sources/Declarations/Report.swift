/// Where each variable stands in the flat list of values that the model reports at one instant:
/// by jurisdiction, or by jurisdiction and sector, in the order of the declarations.
package struct ReportLayout: Sendable, Equatable {
    package let jurisdictions: Int
    package let sectors: Int
    package let count: Int
    private let starts: [Int]

    package init(jurisdictions: Int, sectors: Int) {
        self.jurisdictions = jurisdictions
        self.sectors = sectors
        var starts: [Int] = []
        var next = 0
        for variable in Variable.allCases {
            starts.append(next)
            next += jurisdictions * (variable.declaration.bySector ? sectors : 1)
        }
        self.starts = starts
        count = next
    }

    /// Position of the first value of the variable of that number in `Variable.allCases`.
    package func start(_ variable: Int) -> Int { starts[variable] }

    /// The variable whose value stands at a position, and which of its values that is.
    package func cell(at position: Int) -> (variable: Variable, number: Int) {
        let variable = (starts.firstIndex { $0 > position } ?? starts.count) - 1
        return (Variable.allCases[variable], position - starts[variable])
    }

    package func variable(at position: Int) -> Variable { cell(at: position).variable }
}
