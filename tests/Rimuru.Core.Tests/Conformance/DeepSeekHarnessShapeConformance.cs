using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class DeepSeekHarnessShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => DeepSeekHarnessShapes.Create(seed);
}
