using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Schedules;

/// <summary>Runs a program of the operating system, found on the path.</summary>
internal sealed class SystemCommand(HostEnvironment environment)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, string> Variables = new() { ["LC_ALL"] = "C" }; // what it says is compared

    /// <summary>Full path of a program; null where there is none.</summary>
    public string? Find(string name) => environment.FindProgram(name);

    /// <summary>Runs it, and gives what it wrote; E5007 with what it said where it failed.</summary>
    public string Run(string name, IReadOnlyList<string> arguments, string? input = null)
    {
        ChildResult result = TryRun(name, arguments, input);
        return result.Exit == 0 ? result.Output : throw Failed($"{name} {string.Join(' ', arguments)} ended with {result.Exit}: {result.Complaint}");
    }

    /// <summary>Runs it. Bytes go in and out as Latin-1, so that text of any encoding comes back as it was. E5007 where it is not there or does not end.</summary>
    public ChildResult TryRun(string name, IReadOnlyList<string> arguments, string? input = null)
    {
        string path = Find(name) ?? throw Failed($"The program {name} is not on the path.");
        try
        {
            ChildResult result = ChildProcess.Run(
                new ChildProgram(path, arguments) { Variables = Variables, Input = input ?? "", Encoding = Encoding.Latin1, Limit = Limit }, CancellationToken.None);
            return result.IsCut ? throw Failed($"{name} wrote more than can be kept, or left its output open.") : result;
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

    public static RimuruException Failed(string detail, Exception? inner = null) => new(ErrorCodes.ScheduleFailed, $"The system's schedule: {detail}", null, inner);
}
