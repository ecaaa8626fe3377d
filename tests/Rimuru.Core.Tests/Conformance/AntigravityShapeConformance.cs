using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class AntigravityShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => AntigravityShapes.Create(seed);
}
