using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Conformance;

public sealed class CodexConformance : AdapterConformance
{
    private protected override GeneratedHome Create(int seed) => CodexHomes.Create(seed);
}
