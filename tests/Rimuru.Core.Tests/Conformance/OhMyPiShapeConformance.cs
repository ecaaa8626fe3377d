using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class OhMyPiShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => OhMyPiShapes.Create(seed);
}
