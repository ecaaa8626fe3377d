using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class CopilotShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => CopilotShapes.Create(seed);
}
