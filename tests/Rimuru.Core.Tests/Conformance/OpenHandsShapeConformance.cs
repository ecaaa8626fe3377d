using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class OpenHandsShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => OpenHandsShapes.Create(seed);
}
