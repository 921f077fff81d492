using Xunit;

namespace Rostra.Faults;

/// <summary>Tests with whole clusters of their own: one at a time, after all others, because they are about how soon something happens.</summary>
[CollectionDefinition(nameof(Processes), DisableParallelization = true)]
public sealed class Processes;
