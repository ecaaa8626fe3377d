namespace Rimuru.Core.Tests.Generators.Shapes;

internal static class OpenClawShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("OpenClaw", seed, OpenClawHomes.Write);
}

internal static class KimiCliShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("KimiCli", seed, KimiCliHomes.Write);
}

internal static class ContinueShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Continue", seed, ContinueHomes.Write);
}
