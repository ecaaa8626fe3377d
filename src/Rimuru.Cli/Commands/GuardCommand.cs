using System.CommandLine;
using System.Text.Json;
using Rimuru.Core;
using Rimuru.Core.Guard;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru guard</c>: answers an agent's hook. It writes nothing but the answer, and always ends with 0.</summary>
internal static class GuardCommand
{
    private const string Open = "open";
    private const string Closed = "closed";

    /// <summary>Prompts and tools have long texts, and what is kept of them comes first.</summary>
    private const int MostInput = 8 << 20;

    /// <summary>How long the check may take, the reading of the session's log included.</summary>
    private static readonly TimeSpan OfFile = TimeSpan.FromSeconds(2),
        OfServer = TimeSpan.FromMilliseconds(180);

    public static Command Create()
    {
        CommonOptions common = new();
        Option<string> fail = new("--fail")
        {
            Description = "What holds if the budgets cannot be checked: open lets the agent go on, closed stops it. Default: open.",
            HelpName = "HOW",
            DefaultValueFactory = _ => Open,
        };
        fail.AcceptOnlyFromAmong(Open, Closed);
        Option<int> limit = CommonOptions.Number(
            "--limit",
            "How many milliseconds the check may take. Default: 2000, and 180 for a ledger on a server.",
            "MS",
            (1, 60_000),
            "a whole number from 1 to 60000",
            0
        );
        Command command = new("guard", "Answer the hook of an agent: stop it if a budget is spent. Reads the hook's JSON from its input.")
        {
            fail,
            limit,
        };
        common.AddLedger(command);
        command.SetAction(parsed =>
        {
            Guard guard = new(common, parsed, parsed.GetValue(limit));
            string? answer = guard.Answer() ?? (guard.IsDone || parsed.GetValue(fail) == Open ? null : guard.Refusal());
            if (answer is not null)
                Console.Out.WriteLine(answer);
            return 0;
        });
        return command;
    }

    /// <summary>One check. It is made in a thread that is left behind when its time is over: a server may never answer.</summary>
    private sealed class Guard(CommonOptions common, ParseResult parsed, int limitMs)
    {
        private readonly TaskCompletionSource known = new();
        private volatile GuardCall? call;
        private volatile string? agent;
        private volatile string? answer;
        private volatile string problem = "the check took too long";
        private volatile bool isDone;
        private TimeSpan limit = limitMs > 0 ? TimeSpan.FromMilliseconds(limitMs) : OfFile;

        /// <summary>True if the budgets were checked.</summary>
        public bool IsDone => isDone;

        public string? Answer()
        {
            long started = Environment.TickCount64;
            using CancellationTokenSource stop = new();
            CancellationToken token = stop.Token;
            Thread thread = new(() => Run(token)) { IsBackground = true, Name = "Rimuru guard" };
            thread.Start();
            known.Task.Wait(limit);
            TimeSpan left = limit - TimeSpan.FromMilliseconds(Environment.TickCount64 - started);
            if (left > TimeSpan.Zero)
                thread.Join(left);
            stop.Cancel();
            return isDone ? answer : null;
        }

        public string Refusal() =>
            GuardAnswer.Deny(agent, call, $"Rimuru could not check the budgets: {problem}. The guard is set to stop the agent then.");

        private void Run(CancellationToken stop)
        {
            try
            {
                call = ReadInput();
                using RimuruEngine engine = common.Open(parsed, stop);
                agent = engine.Guard.AgentOf(call);
                if (limitMs <= 0 && engine.Guard.IsRemote)
                    limit = OfServer;
                known.TrySetResult();
                answer = engine.Guard.Ask(call, limit / 2, stop);
                isDone = true;
            }
            catch (Exception e)
            {
                // Whatever it is, the agent must get the answer that the user chose.
                problem = e is JsonException ? "the input is not the JSON of a hook" : e.Message;
            }
            finally
            {
                known.TrySetResult();
            }
        }

        private static GuardCall ReadInput()
        {
            using Stream input = Console.OpenStandardInput();
            byte[] bytes = new byte[16 * 1024];
            int length = 0,
                read;
            while ((read = input.Read(bytes, length, bytes.Length - length)) > 0)
            {
                length += read;
                if (length == bytes.Length && length < MostInput)
                    Array.Resize(ref bytes, length * 2);
                else if (length == bytes.Length)
                    break;
            }

            bool isWhole = length < MostInput;

            // The agent writes all of it before it waits for an answer.
            byte[] rest = isWhole ? [] : new byte[64 * 1024];
            while (!isWhole && input.Read(rest) > 0) { }

            return GuardCall.Read(bytes.AsSpan(0, length), isWhole);
        }
    }
}
