private import CProcessor
package import Declarations
private import Model
import Questions

#if ModelAVX2
    private import ModelAVX2
#endif
#if ModelAVX512
    private import ModelAVX512
#endif

/// The compilations of the equations that the program holds. All give the same bits, the later ones sooner, on processors that have
/// their vectors.
package enum Build: String, CaseIterable, Sendable {
    case baseline
    #if ModelAVX2
        case avx2
    #endif
    #if ModelAVX512
        case avx512
    #endif

    /// Those that this processor can run.
    package static var available: [Build] {
        allCases.filter { build in
            switch build {
            case .baseline: true
            #if ModelAVX2
                case .avx2: equipoise_has_avx2() != 0
            #endif
            #if ModelAVX512
                case .avx512: equipoise_has_avx512() != 0
            #endif
            }
        }
    }

    package static let best = available.last ?? .baseline

    package func runModel(_ world: World) -> any RunModel {
        switch self {
        case .baseline: Model.ScalarModel(world)
        #if ModelAVX2
            case .avx2: ModelAVX2.ScalarModel(world)
        #endif
        #if ModelAVX512
            case .avx512: ModelAVX512.ScalarModel(world)
        #endif
        }
    }

    package func ensembleModel(_ layout: Layout) -> any EnsembleModel {
        switch self {
        case .baseline: Model.NativeEnsemble(layout)
        #if ModelAVX2
            case .avx2: ModelAVX2.NativeEnsemble(layout)
        #endif
        #if ModelAVX512
            case .avx512: ModelAVX512.NativeEnsemble(layout)
        #endif
        }
    }
}
