using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class ContinueShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => ContinueShapes.Create(seed);
}
