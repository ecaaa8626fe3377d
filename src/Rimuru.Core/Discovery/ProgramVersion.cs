using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Rimuru.Core.Files;

namespace Rimuru.Core.Discovery;

/// <summary>Asks a program for its version, for so long and no longer, and keeps a page of what it says. Whatever it started is ended with it.</summary>
internal static class ProgramVersion
{
    private const int MostOutput = 4096;

    /// <summary>How long output is waited for that was written before the end; a child may hold the pipe open for ever.</summary>
    private static readonly TimeSpan LastOutput = TimeSpan.FromMilliseconds(500);

    /// <summary>What the program printed; null where it could not be started, failed, or took longer than it may.</summary>
    public static async Task<string?> AskAsync(string path, TimeSpan limit, CancellationToken stop)
    {
        ProcessStartInfo start = new(path, ["--version"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = ProgramTrust.WorkingFolder, // not the user's: settings of a project are none of its version's business
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["DISABLE_AUTOUPDATER"] = "1";
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return null;
        }

        using (process)
        {
            StringBuilder text = new();
            Task output = ReadAsync(process.StandardOutput, text, ending.Token), errors = ReadAsync(process.StandardError, null, ending.Token);
            try
            {
                process.StandardInput.Close();
                await process.WaitForExitAsync(ending.Token).WaitAsync(limit, ending.Token).ConfigureAwait(false);
                await Task.WhenAny(output, Task.Delay(LastOutput, ending.Token)).ConfigureAwait(false);
                stop.ThrowIfCancellationRequested();
                lock (text) return process.ExitCode == 0 ? text.ToString() : null;
            }
            catch (Exception e) when (e is TimeoutException or IOException)
            {
                return null;
            }
            finally
            {
                await ending.CancelAsync().ConfigureAwait(false);
                End(process);
                await Task.WhenAll(output, errors).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Reads to the end so that the program never waits, and keeps the first page.</summary>
    private static async Task ReadAsync(StreamReader stream, StringBuilder? text, CancellationToken stop)
    {
        using (stream)
        {
            char[] buffer = new char[1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, stop).ConfigureAwait(false)) > 0)
            {
                if (text is null) continue;
                lock (text) text.Append(buffer, 0, Math.Min(read, MostOutput - text.Length));
            }
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            // it has ended by itself
        }
    }
}
