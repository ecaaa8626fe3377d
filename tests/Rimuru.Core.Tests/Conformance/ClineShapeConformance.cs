using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class ClineShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => ClineShapes.Create(seed);
}
