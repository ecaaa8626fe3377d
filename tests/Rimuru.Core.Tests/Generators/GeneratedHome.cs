using System.Text;

namespace Rimuru.Core.Tests.Generators;

/// <summary>A log file as its agent would have written it.</summary>
internal sealed class GeneratedFile(string path, IReadOnlyList<string> lines)
{
    /// <summary>Relative to the home.</summary>
    public string Path { get; } = path;

    public IReadOnlyList<string> Lines { get; } = lines;

    /// <summary>Another place where the agent may keep the very same file.</summary>
    public string? TwinPath { get; init; }

    /// <summary>The line behind which the file may be cut off at the front: the tail still tells what every row is.</summary>
    public bool MayLoseItsHead { get; init; }

    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
}

/// <summary>What one session used of one model.</summary>
internal readonly record struct Used(long Requests, TokenUsage Tokens)
{
    public static Used operator +(Used a, Used b) => new(a.Requests + b.Requests, a.Tokens + b.Tokens);
}

/// <summary>A home that a seed makes, and what is true of it.</summary>
internal sealed class GeneratedHome(string agent, int seed)
{
    public string Agent { get; } = agent;

    public int Seed { get; } = seed;

    public List<GeneratedFile> Files { get; } = [];

    /// <summary>By session and model.</summary>
    public SortedDictionary<(string Session, string Model), Used> Truth { get; } = [];

    /// <summary>Sessions between which no log tells whose request it was, by the name of their family.</summary>
    public Dictionary<string, string> Families { get; } = [];

    public void Bill(string session, string? model, TokenUsage tokens)
    {
        (string, string) key = (FamilyOf(session), model ?? "");
        Truth[key] = Truth.GetValueOrDefault(key) + new Used(1, tokens);
    }

    public string FamilyOf(string session) => Families.GetValueOrDefault(session, session);

    public void WriteTo(string home)
    {
        foreach (GeneratedFile file in Files) Write(home, file.Path, file.Bytes);
    }

    public static void Write(string home, string relative, ReadOnlySpan<byte> bytes)
    {
        string path = Path.Combine(home, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    public override string ToString() => $"{Agent} home of seed {Seed}, {Files.Count} files";
}
