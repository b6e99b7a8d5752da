// swift-tools-version: 6.2
import PackageDescription

// The program's own modules, by symbolic link, beside a baseline in C: both are built here with the same compiler.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// the equations' rows are a few numbers long: a second version of each loop for long ones, in vectors or unrolled, and the checks which
// to take, cost more than they bring
let shortRows: [SwiftSetting] = [
    .unsafeFlags(["-Xllvm", "-vectorize-loops=false", "-Xllvm", "-unroll-runtime=false"])
]

#if arch(x86_64)
    let avx2: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-march=x86-64-v3"])]
    let avx512: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-march=x86-64-v4"]), .define("EIGHT_LANES")]
    // as fast as -march=native where that means AVX-512, and countable by valgrind, which does not know it
    let baseline: [CSetting] = [.unsafeFlags(["-O3", "-march=x86-64-v3"])]
#else
    let avx2: [SwiftSetting] = []
    let avx512: [SwiftSetting] = []
    let baseline: [CSetting] = [.unsafeFlags(["-O3", "-march=native"])]
#endif

let package = Package(
    name: "benchmarks",
    targets: [
        .systemLibrary(
            name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(
            name: "CBaseline", dependencies: ["CGSL"],
            cSettings: baseline, linkerSettings: [.linkedLibrary("m")]),
        .target(name: "GSL", dependencies: ["CGSL"], swiftSettings: strict),
        .target(name: "Declarations", swiftSettings: strict),
        .target(name: "CLanes"),
        .target(name: "CProcessor"),
        .target(name: "CResources"),
        .target(
            name: "Model", dependencies: ["CLanes", "Declarations"], swiftSettings: strict + shortRows),
        .target(
            name: "ModelAVX2", dependencies: ["CLanes", "Declarations"], exclude: ["Model.docc"],
            swiftSettings: strict + shortRows + avx2),
        .target(
            name: "ModelAVX512", dependencies: ["CLanes", "Declarations"], exclude: ["Model.docc"],
            swiftSettings: strict + shortRows + avx512),
        .target(name: "Questions", dependencies: ["Declarations"], swiftSettings: strict),
        .target(
            name: "Simulation",
            dependencies: [
                "CProcessor", "Declarations", "GSL", "Model", "ModelAVX2", "ModelAVX512", "Questions",
            ],
            swiftSettings: strict + [.define("ModelAVX2"), .define("ModelAVX512")]),
        .target(
            name: "Scenarios",
            dependencies: ["CResources", "CYAML", "Declarations", "Questions"], exclude: ["Resources"],
            swiftSettings: strict),
        .executableTarget(name: "functions", dependencies: ["CLanes"], swiftSettings: strict),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "CBaseline", "Declarations", "GSL", "Questions", "Scenarios", "Simulation",
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
