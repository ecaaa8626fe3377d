using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class IcodeMateShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => IcodeMateShapes.Create(seed);
}
