// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "consumer",
    dependencies: [
        .package(name: "equipoise", path: "../..")
    ],
    targets: [
        .executableTarget(name: "run", dependencies: [.product(name: "Equipoise", package: "equipoise")]),
        .executableTarget(name: "sweep", dependencies: [.product(name: "Equipoise", package: "equipoise")]),
    ]
)
