using System.CommandLine;
using Rimuru.Core;

namespace Rimuru.Cli.Commands;

/// <summary>
/// One use of an engine for a caller that cannot wait. It is made in a thread that is left behind when its time is over: a server may never
/// answer.
/// </summary>
/// <param name="common">How the engine is opened.</param>
/// <param name="parsed">The command line.</param>
/// <param name="limitMs">How long it may take; 0 for the usual time.</param>
internal sealed class LimitedEngine(CommonOptions common, ParseResult parsed, int limitMs)
{
    private static readonly TimeSpan OfFile = TimeSpan.FromSeconds(2),
        OfServer = TimeSpan.FromMilliseconds(180);

    private readonly TaskCompletionSource opened = new();
    private volatile bool isDone;
    private volatile string problem = "the check took too long";
    private TimeSpan limit = limitMs > 0 ? TimeSpan.FromMilliseconds(limitMs) : OfFile;

    /// <summary>The option for another time.</summary>
    public static Option<int> Option() =>
        CommonOptions.Number(
            "--limit",
            "How many milliseconds it may take. Default: 2000, and 180 for a ledger on a server.",
            "MS",
            (1, 60_000),
            "a whole number from 1 to 60000",
            null
        );

    /// <summary>True if it was done in time, and without an error.</summary>
    public bool IsDone => isDone;

    /// <summary>Why it was not done.</summary>
    public string Problem => problem;

    /// <summary>The result; the default of its type if there is none.</summary>
    /// <param name="before">Called first, also where no engine can be opened.</param>
    /// <param name="use">Uses the engine; gets the time that it has.</param>
    public T? Run<T>(Action before, Func<RimuruEngine, TimeSpan, CancellationToken, T> use)
    {
        long started = Environment.TickCount64;
        using CancellationTokenSource stop = new();
        CancellationToken token = stop.Token;
        T? result = default;
        Thread thread = new(() => Try(() => result = UseEngine(before, use, token))) { IsBackground = true, Name = "Rimuru limited" };
        thread.Start();
        opened.Task.Wait(limit);
        TimeSpan left = limit - TimeSpan.FromMilliseconds(Environment.TickCount64 - started);
        if (left > TimeSpan.Zero)
            thread.Join(left);
        stop.Cancel();
        return isDone ? result : default;
    }

    private T UseEngine<T>(Action before, Func<RimuruEngine, TimeSpan, CancellationToken, T> use, CancellationToken stop)
    {
        before();
        using RimuruEngine engine = common.Open(parsed, stop);
        if (limitMs <= 0 && engine.Guard.IsRemote)
            limit = OfServer;
        opened.TrySetResult();
        return use(engine, limit, stop);
    }

    private void Try(Action work)
    {
        try
        {
            work();
            isDone = true;
        }
        catch (OperationCanceledException)
        {
            // Its time is over, which is the problem.
        }
        catch (Exception e)
        {
            // Whatever it is, the caller goes on without a result.
            problem = e is System.Text.Json.JsonException ? "the input is not the JSON of a hook" : e.Message;
        }
        finally
        {
            opened.TrySetResult();
        }
    }
}
