using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Schedules;

/// <summary>Runs a program of the operating system, found on PATH.</summary>
internal sealed class SystemCommand(HostEnvironment environment)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, string> Variables = new() { ["LC_ALL"] = "C" }; // its messages are compared

    /// <summary>Full path of a program; null if it is not found.</summary>
    public string? Find(string name) => environment.FindProgram(name);

    /// <summary>Runs it and returns its output. E5007: it failed; the message has its error output.</summary>
    public string Run(string name, IReadOnlyList<string> arguments, string? input = null)
    {
        ChildResult result = TryRun(name, arguments, input);
        return result.Exit == 0
            ? result.Output
            : throw Failed($"{name} {string.Join(' ', arguments)} failed with exit code {result.Exit}: {result.Complaint}");
    }

    /// <summary>
    /// Runs it. Input and output are bytes as Latin-1, so that text in any encoding survives. E5007: it was not found or did not end in
    /// time.
    /// </summary>
    public ChildResult TryRun(string name, IReadOnlyList<string> arguments, string? input = null)
    {
        string path = Find(name) ?? throw Failed($"The program {name} was not found on PATH.");
        try
        {
            ChildResult result = ChildProcess.Run(
                new ChildProgram(path, arguments)
                {
                    Variables = Variables,
                    Input = input ?? "",
                    Encoding = Encoding.Latin1,
                    Limit = Limit,
                },
                CancellationToken.None
            );
            return result.IsCut ? throw Failed($"{name} wrote too much output, or left its output open.") : result;
        }
        catch (TimeoutException)
        {
            throw Failed($"{name} did not end within {Limit.TotalSeconds:0} seconds.");
        }
        catch (IOException e)
        {
            throw Failed($"{path}: {e.Message}", e);
        }
    }

    public static RimuruException Failed(string detail, Exception? inner = null) =>
        new(ErrorCodes.ScheduleFailed, $"The system's schedule: {detail}", null, inner);
}
