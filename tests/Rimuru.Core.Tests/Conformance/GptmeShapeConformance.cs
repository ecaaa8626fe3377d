using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class GptmeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => GptmeShapes.Create(seed);
}
