using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class DroidShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => DroidShapes.Create(seed);
}
