using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class GrokCliShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => GrokCliShapes.Create(seed);
}
