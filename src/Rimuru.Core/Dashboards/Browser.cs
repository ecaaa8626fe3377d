using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Processes;

namespace Rimuru.Core.Dashboards;

/// <summary>The user's browser, by the program of the operating system that opens files.</summary>
internal static class Browser
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Opens a file. E19002: this machine has no program for that, or it failed.</summary>
    public static void Open(string file, CancellationToken stop)
    {
        HostEnvironment host = HostEnvironment.Current();
        (string name, string[] arguments) = host.Platform switch
        {
            HostPlatform.Windows => ("explorer", new[] { file }),
            HostPlatform.MacOS => ("open", [file]),
            _ => ("xdg-open", [file]),
        };
        string program =
            host.FindProgram(name) ?? throw Failed($"The program {name}, which opens a browser, was not found on PATH. Open {file}");
        try
        {
            ChildResult result = ChildProcess.Run(new(program, arguments) { Limit = Limit, MostOutput = 4096 }, stop);

            // Windows' program ends with 1 although it has opened the file.
            if (result.Exit != 0 && host.Platform != HostPlatform.Windows)
                throw Failed($"{name} could not open {file}: {result.Complaint}");
        }
        catch (IOException e)
        {
            throw Failed($"{name} could not be started: {e.Message}", e);
        }
    }

    private static RimuruException Failed(string message, Exception? cause = null) =>
        new(ErrorCodes.DashboardBrowser, message, "browser", cause);
}
