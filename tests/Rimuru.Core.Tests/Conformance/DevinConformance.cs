using Rimuru.Core.Tests.Generators;

namespace Rimuru.Core.Tests.Conformance;

[Homes(4, 1)]
public sealed class DevinConformance : AdapterConformance
{
    private protected override GeneratedHome Create(int seed) => DevinHomes.Create(seed);
}
