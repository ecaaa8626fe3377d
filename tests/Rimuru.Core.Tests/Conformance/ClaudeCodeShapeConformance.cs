using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class ClaudeCodeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => ClaudeShapes.Create(seed);
}
