namespace Rimuru.Core.Tests.Generators.Shapes;

internal static class OpenClawShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("OpenClaw", seed, OpenClawHomes.Write);
}
