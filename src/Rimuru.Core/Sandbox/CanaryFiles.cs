using System.Security.Cryptography;
using System.Text.Json;
using Rimuru.Core.Files;

namespace Rimuru.Core.Sandbox;

/// <summary>
/// Files with words that nobody knows: one that the host must be able to read, so that its answers mean something, and one that it must
/// not.
/// </summary>
internal sealed class CanaryFiles : IDisposable
{
    private readonly string inside;
    private readonly string outside;
    private readonly string insideWord = RandomNumberGenerator.GetHexString(32);
    private readonly string outsideWord = RandomNumberGenerator.GetHexString(32);
    private readonly int mode;

    public CanaryFiles(WorkFolder work)
    {
        inside = Path.Combine(work.Path, "canary");
        outside = work.Beside("canary");
        File.WriteAllText(inside, insideWord);
        File.WriteAllText(outside, outsideWord);
        mode = FileStatus.Of(outside)?.Mode ?? 0;
    }

    private string New => outside + ".new";

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("step", "canary");
        writer.WriteString("inside", inside);
        writer.WriteString("outside", outside);
        writer.WriteNumber("parent", Environment.ProcessId);
    }

    /// <summary>Null if nothing worked that must not.</summary>
    public string? WhyNotConfined(JsonElement answer)
    {
        if (!answer.TryGetProperty("inside", out JsonElement read) || read.ToString() != insideWord)
            return "its host cannot read its own folder";
        if (!answer.TryGetProperty("outside", out JsonElement secret) || secret.ValueKind != JsonValueKind.Null)
            return "it can read other files";
        if (RegularFile.ReadAllText(outside) != outsideWord || FileStatus.Of(outside)?.Mode != mode || File.Exists(New))
            return "it can change other files";
        string[] tried =
        [
            "listed",
            "written",
            "made",
            "moded",
            "socketInterNetwork",
            "socketInterNetworkV6",
            "socketUnix",
            "forked",
            "executed",
            "ring",
            "signalled",
        ];
        return
            Array.Find(tried, name => !answer.TryGetProperty(name, out JsonElement works) || works.ValueKind != JsonValueKind.False)
                is { } escape
            ? $"one thing works that must not ({escape})"
            : null;
    }

    public void Dispose()
    {
        File.Delete(inside);
        File.Delete(outside);
        File.Delete(New);
    }
}
