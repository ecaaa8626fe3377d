using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class MuseCodeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => MuseCodeShapes.Create(seed);
}
