using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Conformance;

[Homes(4, 1)]
public sealed class MiniMaxCodeConformance : AdapterConformance
{
    private protected override GeneratedHome Create(int seed) => MiniMaxCodeHomes.Create(seed);
}
