using System.Text;

namespace Rimuru.Core.Processes;

/// <summary>
/// A program to run, by its full path and without a shell. Never put a secret into the arguments: every user of the machine can read them.
/// </summary>
internal sealed record ChildProgram(string Path, IReadOnlyList<string> Arguments)
{
    /// <summary>Environment variables in addition to those of this process, of which it gets all but Rimuru's own.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The names of variables of this process that it does not get.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <summary>
    /// True if what it started must not outlive it when it is ended here, whatever it did to leave its process tree. See
    /// <see cref="MarkedProcesses"/>.
    /// </summary>
    public bool IsMarked { get; init; }

    /// <summary>Its standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>The encoding of its input and output.</summary>
    public Encoding Encoding { get; init; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Time limit; null for none.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>How many characters it may write to its standard output, and to its standard error as many.</summary>
    public int MostOutput { get; init; } = 64 * 1024 * 1024;

    /// <summary>Where its standard output goes instead of into the result; null for the result.</summary>
    public ChildFile? OutputFile { get; init; }
}

/// <summary>A file that receives a program's output: unlike one that the program writes itself, it cannot outgrow its limit.</summary>
/// <param name="To">The file, open for writing.</param>
/// <param name="Most">How many bytes the program may write.</param>
internal sealed record ChildFile(Stream To, long Most);
