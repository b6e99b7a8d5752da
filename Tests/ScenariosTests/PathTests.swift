import Scenarios
import Testing

struct PathTests {
    @Test(arguments: [
        "qualityExponent", "substitution.music", "regimes.optOut.enforcement",
        "options.opt-out.UK[0].with.enforcement", "a[0][1]", "directLicenceCost.*",
    ])
    func `a path reads back as it is written`(_ text: String) throws {
        #expect(try "\(#require(Path(text)))" == text)
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "a..b", "a[", "a[]", "a[-1]", "a[1", "a[1]b", "a b", "1a", "*", "a.*.b", "a.*x",
        "é",
        "a[1234567]",
    ])
    func `what is no path is refused`(_ text: String) {
        #expect(Path(text) == nil)
    }
}
