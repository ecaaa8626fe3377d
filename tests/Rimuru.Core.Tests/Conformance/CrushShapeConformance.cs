using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class CrushShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => CrushShapes.Create(seed);
}
