using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Conformance;

[Homes(4, 1)]
public sealed class MuxConformance : AdapterConformance
{
    private protected override GeneratedHome Create(int seed) => MuxHomes.Create(seed);
}
