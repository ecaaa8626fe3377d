using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class CopilotChatShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => CopilotChatShapes.Create(seed);
}
