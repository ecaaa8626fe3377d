using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class CursorShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => CursorShapes.Create(seed);
}
