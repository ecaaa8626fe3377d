using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Conformance;

[Homes(4, 1)]
public sealed class WarpConformance : AdapterConformance
{
    private protected override GeneratedHome Create(int seed) => WarpHomes.Create(seed);
}
