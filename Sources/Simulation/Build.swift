private import CProcessor
package import Declarations
private import Model
private import ModelAVX2
private import ModelAVX512

/// The compilations of the equations. All give the same bits, the later ones sooner, on processors that have their vectors.
package enum Build: String, CaseIterable, Sendable {
    case baseline, avx2, avx512

    /// Those that this processor can run.
    package static var available: [Build] {
        allCases.filter { build in
            switch build {
            case .baseline: true
            case .avx2: equipoise_has_avx2() != 0
            case .avx512: equipoise_has_avx512() != 0
            }
        }
    }

    package static let best = available.last ?? .baseline

    package func runModel(_ world: World) -> any RunModel {
        switch self {
        case .baseline: Model.ScalarModel(world)
        case .avx2: ModelAVX2.ScalarModel(world)
        case .avx512: ModelAVX512.ScalarModel(world)
        }
    }

    package func ensembleModel(_ layout: Layout) -> any EnsembleModel {
        switch self {
        case .baseline: Model.NativeEnsemble(layout)
        case .avx2: ModelAVX2.NativeEnsemble(layout)
        case .avx512: ModelAVX512.NativeEnsemble(layout)
        }
    }
}
