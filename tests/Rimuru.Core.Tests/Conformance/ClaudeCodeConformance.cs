using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Conformance;

public sealed class ClaudeCodeConformance : AdapterConformance
{
    private protected override GeneratedHome Create(int seed) => ClaudeHomes.Create(seed);
}
