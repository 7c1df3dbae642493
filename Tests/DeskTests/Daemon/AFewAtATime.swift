import Testing

/// Tests that run processes of their own wait more than they compute: several run at a time, but not all, or none would get on.
struct AFewAtATime: SuiteTrait, TestTrait, TestScoping {
    let isRecursive = true

    func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? { testCase == nil ? nil : self }

    func provideScope(for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void) async throws {
        await Turnstile.shared.enter()
        do { try await body() } catch {
            await Turnstile.shared.leave()
            throw error
        }
        await Turnstile.shared.leave()
    }

    private actor Turnstile {
        static let shared = Turnstile()
        private var free = 6
        private var waiting: [CheckedContinuation<Void, Never>] = []

        func enter() async {
            if free > 0 {
                free -= 1
            } else {
                await withCheckedContinuation { waiting.append($0) }
            }
        }

        func leave() {
            if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
        }
    }
}

extension Trait where Self == AFewAtATime {
    /// At most six of these tests at a time, over all suites.
    static var aFewAtATime: Self { AFewAtATime() }
}
