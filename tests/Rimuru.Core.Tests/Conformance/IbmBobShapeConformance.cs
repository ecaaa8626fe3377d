using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class IbmBobShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => IbmBobShapes.Create(seed);
}
