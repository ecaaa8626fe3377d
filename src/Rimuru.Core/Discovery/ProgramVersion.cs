using Rimuru.Core.Processes;

namespace Rimuru.Core.Discovery;

/// <summary>Asks a program for its version.</summary>
internal static class ProgramVersion
{
    private const int Page = 4096;

    private static readonly Dictionary<string, string> Variables = new() { ["NO_COLOR"] = "1", ["DISABLE_AUTOUPDATER"] = "1" };

    /// <summary>The first page of the program's output; null if it could not be started, failed, or exceeded the time limit.</summary>
    public static async Task<string?> AskAsync(string path, TimeSpan limit, CancellationToken stop)
    {
        try
        {
            ChildResult result = await ChildProcess
                .RunAsync(
                    new ChildProgram(path, ["--version"])
                    {
                        Variables = Variables,
                        Limit = limit,
                        MostOutput = Page,
                    },
                    stop
                )
                .ConfigureAwait(false);
            return result.Exit == 0 || result.IsCut ? result.Output : null;
        }
        catch (Exception e) when (e is TimeoutException or IOException)
        {
            return null;
        }
    }
}
