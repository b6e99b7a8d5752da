import Scenarios
import Testing

struct StrictNumberTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("12", 12), ("-1.5", -1.5), ("1e-8", 1e-8), ("1.25e+3", 1250), ("0.5e2", 50),
    ])
    func `a plain decimal is a number`(_ text: String, _ value: Double) {
        #expect(StrictNumber.value(of: text) == value)
    }

    @Test(arguments: [
        ("010", "write 10"), ("1_000", "write 1000"), (".5", "write 0.5"), ("5.", "write 5"),
        ("+1", "write 1"),
        ("0x1F", "write 31"), ("0o17", "write 15"), ("5%", "write 0.05"), ("0,5", "write 0.5"),
        ("1E5", "write 1e5"),
        ("-.5", "write -0.5"), ("1,000,000", "write 1000000"), ("1,000", "write 1000, or 1.000"),
        ("1 000", "write 1000"),
        ("yes", "write 1"), ("No", "write 0"), ("on", "write 1"), ("false", "write 0"),
    ])
    func `what was meant as a number comes with its remedy`(_ text: String, _ remedy: String) {
        #expect(StrictNumber.value(of: text) == nil)
        #expect(StrictNumber.remedy(for: text) == remedy)
    }

    @Test(arguments: [
        "1:30", ".nan", ".inf", "-.inf", "nan", "inf", "", "-", "abc", "1e", "1e400", "１", "2025-01-01",
    ])
    func `what is no number has no remedy`(_ text: String) {
        #expect(StrictNumber.value(of: text) == nil)
        #expect(StrictNumber.remedy(for: text) == nil)
    }
}
