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

internal static class ZedShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Zed", seed, ZedHomes.Write);
}

internal static class GrokBuildShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("GrokBuild", seed, GrokBuildHomes.Write);
}

internal static class GrokCliShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("GrokCli", seed, GrokCliHomes.Write);
}

internal static class HermesShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Hermes", seed, HermesHomes.Write);
}

internal static class AntigravityShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Antigravity", seed, AntigravityHomes.Write);
}

internal static class OpenHandsShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("OpenHands", seed, OpenHandsHomes.Write);
}

internal static class JunieShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Junie", seed, JunieHomes.Write);
}

internal static class ZCodeShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("ZCode", seed, ZCodeHomes.Write);
}

internal static class AuggieShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Auggie", seed, AuggieHomes.Write);
}

internal static class CopilotChatShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("CopilotChat", seed, CopilotChatHomes.Write);
}

internal static class MistralVibeShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("MistralVibe", seed, MistralVibeHomes.Write);
}

internal static class ForgeCodeShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("ForgeCode", seed, ForgeCodeHomes.Write);
}

internal static class MuxShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Mux", seed, MuxHomes.Write);
}

internal static class GptmeShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Gptme", seed, GptmeHomes.Write);
}

internal static class ShelleyShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Shelley", seed, ShelleyHomes.Write);
}

internal static class DeepSeekHarnessShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("DeepSeekHarness", seed, DeepSeekHarnessHomes.Write);
}

internal static class LettaCodeShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("LettaCode", seed, LettaCodeHomes.Write);
}

internal static class DevinShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Devin", seed, DevinHomes.Write);
}

internal static class CodeBuddyShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("CodeBuddy", seed, CodeBuddyHomes.Write);
}

internal static class CrushShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Crush", seed, CrushHomes.Write);
}

internal static class KiroShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Kiro", seed, KiroHomes.Write);
}

internal static class WarpShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Warp", seed, WarpHomes.Write);
}

internal static class CodebuffShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("Codebuff", seed, CodebuffHomes.Write);
}

internal static class ZooCodeShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("ZooCode", seed, ClineExtensionHomes.WriteZooCode);
}

internal static class CoStrictShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("CoStrict", seed, ClineExtensionHomes.WriteCoStrict);
}

internal static class IbmBobShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("IbmBob", seed, ClineExtensionHomes.WriteIbmBob);
}

internal static class RovoDevShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("RovoDev", seed, RovoDevHomes.Write);
}

internal static class MuseCodeShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("MuseCode", seed, MuseCodeHomes.Write);
}

internal static class MiniMaxCodeShapes
{
    public static ShapedHome Create(int seed) => BuiltShapes.Create("MiniMaxCode", seed, MiniMaxCodeHomes.Write);
}
