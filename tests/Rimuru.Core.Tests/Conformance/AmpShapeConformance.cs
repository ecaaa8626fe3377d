using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class AmpShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => AmpShapes.Create(seed);
}
