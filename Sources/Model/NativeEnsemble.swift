package import Declarations

/// The entry point of ensembles, at which the equations are specialised for as many lanes as the build's vectors hold.
package final class NativeEnsemble: EnsembleModel {
    private let ensemble: Ensemble<NativeVector>

    package init(_ layout: Layout) { ensemble = Ensemble(layout) }

    package func run(_ task: EnsembleTask, _ done: (EnsembleResult) -> Void) { ensemble.run(task, done) }
}
