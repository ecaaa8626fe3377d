using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Schedules;

/// <summary>Runs a program of the operating system, found on the path, without a shell and for so long and no longer.</summary>
internal sealed class SystemCommand(HostEnvironment environment)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Full path of a program; null where there is none.</summary>
    public string? Find(string name) => environment.FindProgram(name);

    /// <summary>Runs it, and gives what it wrote; E5007 with what it said where it failed.</summary>
    public string Run(string name, IReadOnlyList<string> arguments, string? input = null)
    {
        (int exit, string output, string errors) = TryRun(name, arguments, input);
        return exit == 0 ? output : throw Failed($"{name} {string.Join(' ', arguments)} ended with {exit}: {(errors.Trim() is { Length: > 0 } said ? said : output.Trim())}");
    }

    /// <summary>Runs it. Bytes go in and out as Latin-1, so that text of any encoding comes back as it was. E5007 where it is not there or does not end.</summary>
    public (int Exit, string Output, string Errors) TryRun(string name, IReadOnlyList<string> arguments, string? input = null)
    {
        string path = Find(name) ?? throw Failed($"The program {name} is not on the path.");
        ProcessStartInfo start = new(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["LC_ALL"] = "C"; // what it says is compared
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            Task feed = Feed(process.StandardInput, input);
            if (Task.WaitAll([feed, output, errors, process.WaitForExitAsync()], Limit)) return (process.ExitCode, output.Result, errors.Result);
            process.Kill(entireProcessTree: true);
            throw Failed($"{name} did not end within {Limit.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException or AggregateException)
        {
            throw Failed($"{path}: {e.GetBaseException().Message}", e);
        }
    }

    public static RimuruException Failed(string detail, Exception? inner = null) => new(ErrorCodes.ScheduleFailed, $"The system's schedule: {detail}", null, inner);

    private static async Task Feed(StreamWriter writer, string? input)
    {
        try
        {
            await using (writer.ConfigureAwait(false)) await writer.WriteAsync(input ?? "").ConfigureAwait(false);
        }
        catch (IOException)
        {
            // it ended without reading; its exit code tells why
        }
    }
}
