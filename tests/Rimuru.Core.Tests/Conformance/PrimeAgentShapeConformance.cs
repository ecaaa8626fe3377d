using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class PrimeAgentShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => PrimeAgentShapes.Create(seed);
}
