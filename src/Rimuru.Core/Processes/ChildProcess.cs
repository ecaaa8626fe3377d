using System.ComponentModel;
using System.Diagnostics;
using Rimuru.Core.Files;

namespace Rimuru.Core.Processes;

/// <summary>Runs a program with a time limit. Its whole process tree is killed with it.</summary>
internal static class ChildProcess
{
    /// <summary>
    /// How long to wait for remaining output after the program has ended; a child process may hold the pipe open for ever.
    /// </summary>
    private static readonly TimeSpan LastOutput = TimeSpan.FromSeconds(2);

    /// <summary>How long to wait for a killed program to end.</summary>
    private static readonly TimeSpan Dying = TimeSpan.FromSeconds(5);

    /// <summary>The same as <see cref="RunAsync"/>, on this thread.</summary>
    public static ChildResult Run(ChildProgram program, CancellationToken stop) => RunAsync(program, stop).GetAwaiter().GetResult();

    /// <summary>
    /// Runs a program. Throws <see cref="IOException"/> if it cannot be started, <see cref="TimeoutException"/> if it took too long, and
    /// <see cref="OperationCanceledException"/> if it was cancelled; the program has ended in each case.
    /// </summary>
    public static async Task<ChildResult> RunAsync(ChildProgram program, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using Process process = Start(program);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        ChildText output = new(process.StandardOutput, program.MostOutput),
            errors = new(process.StandardError, program.MostOutput);
        Task texts = Task.WhenAll(output.ReadAsync(ending.Token), errors.ReadAsync(ending.Token)),
            feed = FeedAsync(process.StandardInput, program.Input, ending.Token);
        try
        {
            await process
                .WaitForExitAsync(ending.Token)
                .WaitAsync(program.Limit ?? Timeout.InfiniteTimeSpan, ending.Token)
                .ConfigureAwait(false);
            await Task.WhenAny(texts, Task.Delay(LastOutput, ending.Token)).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            return new ChildResult(
                process.ExitCode,
                output.Text,
                errors.Text,
                !texts.IsCompletedSuccessfully || output.IsCut || errors.IsCut
            );
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await EndAsync(process).ConfigureAwait(false);
            await Task.WhenAll(texts, feed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Process Start(ChildProgram program)
    {
        ProcessStartInfo start = new(program.Path, program.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = program.Encoding,
            StandardOutputEncoding = program.Encoding,
            CreateNoWindow = true,
            WorkingDirectory = ProgramTrust.WorkingFolder, // not the current directory, and not one that other users can write to
        };
        foreach ((string name, string value) in program.Variables)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or UnauthorizedAccessException)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static async Task FeedAsync(StreamWriter writer, string input, CancellationToken stop)
    {
        try
        {
            await using (writer.ConfigureAwait(false))
                await writer.WriteAsync(input.AsMemory(), stop).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // it ended without reading its input; the exit code says why
        }
    }

    private static async Task EndAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Dying).ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException or TimeoutException)
        {
            // it has already ended, or cannot be killed
        }
    }
}
