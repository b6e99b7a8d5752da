import Foundation

/// Hands numbered pieces of work to threads, and their results to one reader in the order of the numbers.
///
/// No more than `window` pieces are under way or wait to be read, so that memory does not grow with their number.
final class PieceQueue<Product: Sendable>: @unchecked Sendable {
    // everything below is touched under the lock alone
    private let lock = NSCondition()
    private var next: Int
    private let end: Int
    private var read: Int
    private let window: Int
    private var results: [Int: Product] = [:]
    private var isStopped = false

    init(_ numbers: Range<Int>, window: Int) {
        next = numbers.lowerBound
        read = numbers.lowerBound
        end = numbers.upperBound
        self.window = window
    }

    /// Starts threads that work until nothing is left.
    /// - Parameter makeWorker: called once by each of them.
    func start(threads: Int, _ makeWorker: @escaping @Sendable () -> (Int) -> Product) {
        for _ in 0..<threads {
            let thread = Thread { [self] in
                let worker = makeWorker()
                while let number = take() { deliver(worker(number), number) }
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// The next result in order, or nil if it is not there in time.
    func result(within seconds: Double) -> Product? {
        let deadline = Date(timeIntervalSinceNow: seconds)
        lock.lock()
        defer { lock.unlock() }
        while results[read] == nil {
            guard lock.wait(until: deadline) else { break }
        }
        guard let result = results.removeValue(forKey: read) else { return nil }
        read += 1
        lock.broadcast()
        return result
    }

    /// Gives out no more work.
    func stop() {
        lock.lock()
        isStopped = true
        lock.broadcast()
        lock.unlock()
    }

    private func take() -> Int? {
        lock.lock()
        defer { lock.unlock() }
        while !isStopped, next < end, next - read >= window { lock.wait() }
        guard !isStopped, next < end else { return nil }
        next += 1
        return next - 1
    }

    private func deliver(_ result: Product, _ number: Int) {
        lock.lock()
        results[number] = result
        lock.broadcast()
        lock.unlock()
    }
}

/// Does numbered work on several threads; the products come in the order of the numbers.
/// - Parameter progress: told how many are done.
package func inParallel<Product: Sendable>(
    _ count: Int, _ jobs: Int, progress: (Int) -> Void = { _ in },
    _ work: @escaping @Sendable (Int) -> Product
) -> [Product] {
    let queue = PieceQueue<Product>(0..<count, window: count)
    queue.start(threads: min(jobs, count)) { work }
    var products: [Product] = []
    while products.count < count {
        guard let product = queue.result(within: 60) else { continue }
        products.append(product)
        progress(products.count)
    }
    return products
}
