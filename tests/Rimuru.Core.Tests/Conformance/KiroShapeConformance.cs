using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class KiroShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => KiroShapes.Create(seed);
}
