using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Rimuru.Core.Processes;

/// <summary>
/// Starts programs that live on and are spoken to by their input and output. Linux ends a child with the thread that started it, if it
/// asked to be ended with its parent: so one thread starts all, and lives as long as this process.
/// </summary>
internal static class KeptProcess
{
    private static readonly BlockingCollection<Action> Starts = [];

    static KeptProcess() => new Thread(Work) { IsBackground = true, Name = "Rimuru starter" }.Start();

    /// <summary>Starts a program with just the given variables. Throws <see cref="IOException"/> if it cannot be started.</summary>
    public static Process Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> variables, string folder)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = folder,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        Process process = new() { StartInfo = start };
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                process.Start();
                done.SetResult();
            }
            catch (Exception e)
            {
                // This is the thread of all starts: it must go on.
                done.SetException(
                    e is Win32Exception or InvalidOperationException or UnauthorizedAccessException ? new IOException(e.Message, e) : e
                );
            }
        });
        try
        {
            done.Task.GetAwaiter().GetResult();
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    private static void Work()
    {
        foreach (Action start in Starts.GetConsumingEnumerable())
            start();
    }
}
