using System.CommandLine;
using Rimuru.Core.Guard;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru guard</c>: answers an agent's hook. It writes nothing but the answer, and always ends with 0.</summary>
internal static class GuardCommand
{
    private const string Open = "open";
    private const string Closed = "closed";

    /// <summary>Prompts and tools have long texts, and what is kept of them comes first.</summary>
    private const int MostInput = 8 << 20;

    public static Command Create()
    {
        CommonOptions common = new();
        Option<string> fail = new("--fail")
        {
            Description = "What holds if the budgets cannot be checked: open lets the agent go on, closed stops it. Default: open.",
            HelpName = "HOW",
        };
        fail.AcceptOnlyFromAmong(Open, Closed);
        Option<int> limit = LimitedEngine.Option();
        Command command = new("guard", "Answer the hook of an agent: stop it if a budget is spent. Reads the hook's JSON from its input.")
        {
            fail,
            limit,
        };
        common.AddLedger(command);
        command.SetAction(parsed =>
        {
            GuardCall? call = null;
            string? agent = null;
            LimitedEngine engine = new(common, parsed, parsed.GetValue(limit));
            string? answer = engine.Run(
                () => call = ReadInput(),
                (opened, time, stop) =>
                {
                    agent = opened.Guard.AgentOf(call!);
                    return opened.Guard.Ask(call!, time / 2, stop);
                }
            );
            if (!engine.IsDone && parsed.GetValue(fail) == Closed)
                answer = GuardAnswer.Deny(
                    agent,
                    call,
                    $"Rimuru could not check the budgets: {engine.Problem}. The guard is set to stop the agent then."
                );
            if (answer is not null)
                Console.Out.WriteLine(answer);
            return 0;
        });
        return command;
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
