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

    /// <summary>The same for output that goes to a file, which takes as long as the disk takes.</summary>
    private static readonly TimeSpan LastBytes = TimeSpan.FromMinutes(1);

    /// <summary>The exit code of a program that was ended here.</summary>
    private const int Killed = -1;

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
        string? mark = program.IsMarked ? Guid.NewGuid().ToString("N") : null;
        using Process process = Start(program, mark);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        IChildOutput output = program.OutputFile is { } file
            ? new ChildBytes(process.StandardOutput.BaseStream, file)
            : new ChildText(process.StandardOutput, program.MostOutput);
        ChildText errors = new(process.StandardError, program.MostOutput);
        Task[] readings = [output.ReadAsync(ending.Token), errors.ReadAsync(ending.Token)];
        Task texts = Task.WhenAll(readings),
            feed = FeedAsync(process.StandardInput, program.Input, ending.Token);
        try
        {
            Task exit = process.WaitForExitAsync(ending.Token);
            await WhenAny(exit, readings, () => output.IsCut || errors.IsCut)
                .WaitAsync(program.Limit ?? Timeout.InfiniteTimeSpan, ending.Token)
                .ConfigureAwait(false);
            if (!exit.IsCompleted)
                return new ChildResult(Killed, output.Text, errors.Text, IsCut: true);

            TimeSpan rest = program.OutputFile is null ? LastOutput : LastBytes;
            await Task.WhenAny(texts, Task.Delay(rest, ending.Token)).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            if (texts.IsFaulted)
                await texts.ConfigureAwait(false);
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
            await EndAsync(process, mark).ConfigureAwait(false);
            await Task.WhenAll(texts, feed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until the program has ended, or one of its outputs was longer than its limit or could not be kept.</summary>
    private static async Task WhenAny(Task exit, Task[] readings, Func<bool> isCut)
    {
        List<Task> open = [exit, .. readings];
        while (!exit.IsCompleted && !isCut())
        {
            Task done = await Task.WhenAny(open).ConfigureAwait(false);
            await done.ConfigureAwait(false);
            open.Remove(done);
        }
    }

    private static Process Start(ChildProgram program, string? mark)
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
        foreach (string name in start.Environment.Keys.Where(IsWithheld).Concat(program.Withheld).ToList())
            start.Environment.Remove(name);
        foreach ((string name, string value) in program.Variables)
            start.Environment[name] = value;
        if (mark is not null)
            start.Environment[MarkedProcesses.Variable] = mark;
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or UnauthorizedAccessException)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>True for variables that may hold secrets of Rimuru; no program needs any of them.</summary>
    private static bool IsWithheld(string variable) => variable.StartsWith("RIMURU", StringComparison.OrdinalIgnoreCase);

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

    private static async Task EndAsync(Process process, string? mark)
    {
        try
        {
            // What a program left running when it ended by itself is its own affair.
            bool isEndedHere = !process.HasExited;
            process.Kill(entireProcessTree: true);
            if (isEndedHere && mark is not null)
                MarkedProcesses.Kill(mark);
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Dying).ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException or TimeoutException)
        {
            // it has already ended, or cannot be killed
        }
    }
}
