using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

public sealed class MistralVibeShapeConformance : ShapeConformance
{
    private protected override ShapedHome Create(int seed) => MistralVibeShapes.Create(seed);
}
