using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class QwenCodeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => QwenShapes.Create(seed);
}
