using System.Text;

namespace Rimuru.Core.Processes;

/// <summary>A program that is to be run: its full path, without a shell. No secret belongs into its arguments: every user of the machine can read those.</summary>
internal sealed record ChildProgram(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What it reads.</summary>
    public string Input { get; init; } = "";

    /// <summary>The encoding of what it reads and writes.</summary>
    public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>How long it may run; null for as long as it takes.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>How many characters are kept of what it writes, and as many of its errors.</summary>
    public int MostOutput { get; init; } = 64 * 1024 * 1024;
}
