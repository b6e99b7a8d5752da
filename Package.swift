// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// A package that others depend on by version may not have unsafe flags, so that by default the equations are compiled once, for any
// processor. `make` names the kernels that are wanted beside that one: avx2, avx512, or portable for none. The bits are the same.
let kernels = Context.environment["EQUIPOISE_KERNELS"].map { $0.split(separator: " ").map(String.init) }

// the equations' rows are a few numbers long: a second version of each loop for long ones, in vectors or unrolled, and the checks which
// to take, cost more than they bring
let shortRows: [SwiftSetting] =
    kernels == nil
    ? [] : [.unsafeFlags(["-Xllvm", "-vectorize-loops=false", "-Xllvm", "-unroll-runtime=false"])]

// what only says what others have computed: optimising it takes longer than it will ever save
let unoptimised: [SwiftSetting] = kernels == nil ? [] : [.unsafeFlags(["-Onone"])]

// the folder of the equations by a symbolic link, compiled for processors with longer vectors; chosen at run time
struct Kernel {
    let name: String
    let module: String
    let settings: [SwiftSetting]

    var target: Target {
        .target(
            name: module, dependencies: ["CLanes", "Declarations"], exclude: ["Model.docc"],
            swiftSettings: strict + shortRows + settings)
    }
}
#if arch(x86_64)
    let wideKernels = [
        Kernel(
            name: "avx2", module: "ModelAVX2", settings: [.unsafeFlags(["-Xcc", "-march=x86-64-v3"])]),
        Kernel(
            name: "avx512", module: "ModelAVX512",
            settings: [.unsafeFlags(["-Xcc", "-march=x86-64-v4"]), .define("EIGHT_LANES")]),
    ].filter { kernels?.contains($0.name) ?? false }
#else
    let wideKernels: [Kernel] = []
#endif

// `make build` names the commit, which `--version` and run.json tell; one small C file is compiled for it
let commit: [CSetting] =
    Context.environment["EQUIPOISE_COMMIT"].map { [.define("EQUIPOISE_COMMIT", to: "\"\($0)\"")] } ?? []

let package = Package(
    name: "equipoise",
    products: [
        .executable(name: "equipoise", targets: ["Commands"]),
        .library(name: "Equipoise", targets: ["Equipoise"]),
        .library(name: "EquipoiseC", type: .dynamic, targets: ["EquipoiseC"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"]), .brew(["gsl"])]),
        .systemLibrary(
            name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"]), .brew(["nettle"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite3"])]),
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(name: "CCommit", cSettings: commit),
        .target(name: "CExchange"),
        .target(name: "CGzip", linkerSettings: [.linkedLibrary("z")]),
        .target(name: "GSL", dependencies: ["CGSL"], swiftSettings: strict),
        .target(name: "Declarations", swiftSettings: strict),
        .target(name: "CLanes"),
        .target(name: "CProcessor"),
        .target(name: "CResources"),
        .target(
            name: "Model", dependencies: ["CLanes", "Declarations"], swiftSettings: strict + shortRows),
        .target(name: "Questions", dependencies: ["Declarations"], swiftSettings: strict),
        .target(
            name: "Simulation",
            dependencies: ["CProcessor", "Declarations", "GSL", "Model", "Questions"]
                + wideKernels.map { .target(name: $0.module) },
            swiftSettings: strict + wideKernels.map { .define($0.module) }),
        .target(
            name: "Scenarios",
            dependencies: ["CResources", "CYAML", "Declarations", "Questions"], exclude: ["Resources"],
            swiftSettings: strict),
        .target(
            name: "Sampling",
            dependencies: ["CResources", "Declarations", "GSL", "Model", "Questions", "Simulation"],
            exclude: ["Resources"], swiftSettings: strict),
        .target(
            name: "Output",
            dependencies: ["CExchange", "CGzip", "CNettle", "Declarations", "Questions", "Simulation"],
            swiftSettings: strict),
        .target(
            name: "Exports", dependencies: ["CResources", "CSQLite", "Output"], exclude: ["Resources"],
            swiftSettings: strict + unoptimised),
        .target(name: "Theory", dependencies: ["GSL", "Model"], swiftSettings: strict + unoptimised),
        .target(
            name: "Sweeps", dependencies: ["Declarations", "Output", "Sampling", "Questions", "Simulation"],
            swiftSettings: strict),
        .target(
            name: "Analysis", dependencies: ["GSL", "Model", "Sampling", "Questions", "Simulation"],
            swiftSettings: strict),
        .target(
            name: "Calibration",
            dependencies: [
                "Analysis", "Declarations", "GSL", "Model", "Output", "Sampling", "Questions", "Simulation",
                "Sweeps",
            ],
            swiftSettings: strict),
        .target(
            name: "Equipoise",
            dependencies: [
                "Declarations", "Output", "Sampling", "Scenarios", "Questions", "Simulation", "Studies",
                "Sweeps",
            ],
            swiftSettings: strict),
        .systemLibrary(name: "CEquipoise"),
        .target(name: "EquipoiseC", dependencies: ["CEquipoise", "Equipoise"], swiftSettings: strict),
        .target(
            name: "Studies",
            dependencies: [
                "Analysis", "Calibration", "Declarations", "GSL", "Model", "Output", "Sampling", "Scenarios",
                "Questions", "Simulation", "Sweeps", "Theory",
            ],
            swiftSettings: strict + unoptimised),
        .executableTarget(
            name: "Commands",
            dependencies: [
                "CCommit", "Calibration", "Declarations", "Exports", "GSL", "Output", "Sampling",
                "Scenarios", "Questions", "Simulation", "Studies", "Sweeps", "Theory",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict + unoptimised),
        .testTarget(
            name: "AnalysisTests",
            dependencies: ["Analysis", "GSL", "Model", "Sampling", "Questions", "Simulation", "Theory"],
            exclude: ["Expected"], swiftSettings: strict + unoptimised),
        .testTarget(
            name: "CalibrationTests",
            dependencies: [
                "Analysis", "Calibration", "Declarations", "GSL", "Sampling", "Scenarios", "Questions",
                "Simulation",
                "Sweeps",
            ],
            swiftSettings: strict + unoptimised),
        .testTarget(
            name: "EquipoiseTests",
            dependencies: ["Declarations", "Equipoise", "Scenarios", "Questions", "Simulation"],
            swiftSettings: strict + unoptimised),
        .testTarget(name: "GSLTests", dependencies: ["GSL"], swiftSettings: strict + unoptimised),
        .testTarget(
            name: "TheoryTests", dependencies: ["Theory"], exclude: ["Expected"],
            swiftSettings: strict + unoptimised),
        .testTarget(name: "OutputTests", dependencies: ["Output"], swiftSettings: strict + unoptimised),
        .testTarget(
            name: "ExportsTests", dependencies: ["Declarations", "Exports", "Output"],
            swiftSettings: strict + unoptimised),
        .testTarget(
            name: "SamplingTests",
            dependencies: ["Declarations", "GSL", "Sampling", "Scenarios", "Questions", "Simulation"],
            swiftSettings: strict + unoptimised),
        .testTarget(
            name: "SweepsTests",
            dependencies: [
                "Declarations", "Output", "Sampling", "Scenarios", "Questions", "Simulation", "Sweeps",
            ],
            swiftSettings: strict + unoptimised),
        .testTarget(name: "StructureTests", swiftSettings: strict + unoptimised),
        .testTarget(
            name: "StudiesTests",
            dependencies: [
                "Analysis", "Calibration", "Declarations", "Output", "Sampling", "Scenarios", "Questions",
                "Simulation",
                "Studies", "Sweeps",
            ],
            swiftSettings: strict + unoptimised),
        .testTarget(
            name: "SimulationTests", dependencies: ["Declarations", "Scenarios", "Questions", "Simulation"],
            swiftSettings: strict + unoptimised),
        .testTarget(
            name: "ModelTests",
            dependencies: ["Declarations", "Model", "Scenarios", "Questions", "Simulation"],
            swiftSettings: strict + unoptimised),
        .testTarget(
            name: "ScenariosTests",
            dependencies: ["Declarations", "Scenarios", "Questions", "Simulation"],
            swiftSettings: strict + unoptimised),
    ] + wideKernels.map(\.target),
    swiftLanguageModes: [.v6]
)
