package import Declarations

#if EIGHT_LANES
    typealias NativeVector = SIMD8<Double>
#elseif arch(arm64)
    typealias NativeVector = SIMD2<Double>
#else
    typealias NativeVector = SIMD4<Double>
#endif

/// The entry point of ensembles, at which the equations are specialised for as many lanes as the build's vectors hold.
package final class NativeEnsemble: EnsembleModel {
    private let ensemble: Ensemble<NativeVector>

    package init(_ layout: Layout) { ensemble = Ensemble(layout) }

    package func run(_ task: EnsembleTask, _ done: (EnsembleResult) -> Void) { ensemble.run(task, done) }
}
