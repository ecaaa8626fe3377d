using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class HermesShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => HermesShapes.Create(seed);
}
