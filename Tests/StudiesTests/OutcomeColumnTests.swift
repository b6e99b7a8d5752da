import Output
import Questions
import Studies
import Sweeps
import Testing

/// Tables in which every outcome is a column.
struct OutcomeColumnTests {
    @Test func `no table of outcomes has a column of its own that an outcome may be called`() {
        let outcome = NumberColumn("z", "an outcome", unit: "")
        let lever = NumberColumn("x", "a lever", unit: "")
        let tables = [
            PointTables.outcomes([outcome]).schema, SolveTables.frontier([lever, outcome]).schema,
            SolveTables.scan(lever, outcome).schema, SolveTables.starts([lever], outcome).schema,
        ]
        let own = tables.flatMap(\.fields).map(\.name).filter { $0 != "z" && $0 != "x" }
        #expect(Set(own) == Set(Outcome.columnsBeside))
    }
}
