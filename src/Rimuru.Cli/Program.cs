using System.CommandLine;
using System.CommandLine.Parsing;
using Rimuru.Cli.Commands;
using Rimuru.Cli.Output;
using Rimuru.Core.Errors;

namespace Rimuru.Cli;

/// <summary>The <c>rimuru</c> command. Exit codes: 0 done, 1 failed, 2 wrong usage.</summary>
internal static class Program
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    private static readonly string[] Verbs =
    [
        "cost",
        "sessions",
        "usage",
        "duplicates",
        "agents",
        "watch",
        "sync",
        "import",
        "price",
        "models",
        "store",
        "config",
        "log",
    ];

    public static int Main(string[] args)
    {
        StandardStreams.Hold();
        RootCommand root = new("Exact sessions, tokens and money of the AI coding agents on this machine.");

        // If the first argument is a verb, only that one is created: creating all takes longer than most commands.
        string[] wanted = args.Length > 0 && Array.IndexOf(Verbs, args[0]) >= 0 ? [args[0]] : Verbs;
        foreach (string verb in wanted)
            root.Add(Create(verb));
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
                Terminal.Warn(error.Message);
            Terminal.Say("Try 'rimuru --help'.");
            return WrongUsage;
        }

        using Interrupts interrupts = new();
        try
        {
            RefuseEmpty(parsed);

            // Signals are handled by our own code only.
            InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return parsed.InvokeAsync(configuration, interrupts.Token).GetAwaiter().GetResult();
        }
        catch (RimuruException error)
        {
            Terminal.Warn(error.Message);
            if (ErrorTable.Find(error.Code) is { } known)
                Terminal.Say(known.PlainAdvice);
            return error.Code is ErrorCodes.InvalidArgument or ErrorCodes.AgentUnknown ? WrongUsage : Failed;
        }
        catch (OperationCanceledException)
        {
            Terminal.Warn("stopped; what was committed to the ledger stays.");
            return Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reader of a pipe may have exited: `rimuru usage | head`. An output that was closed at the start appears as not writable.
            if (!Terminal.IsBrokenPipe(e))
                Terminal.Warn(e.Message);
            return Failed;
        }
        catch (Exception e)
        {
            Terminal.Warn($"this is a defect of Rimuru; the ledger is unchanged. {e.GetType().Name}: {e.Message}");
            return Failed;
        }
    }

    /// <summary>Throws E9001 for an option without a value: a variable that is not set must not widen the answer to everything.</summary>
    private static void RefuseEmpty(ParseResult parsed)
    {
        foreach (OptionResult option in parsed.CommandResult.Children.OfType<OptionResult>())
        {
            if (option.Tokens.Any(token => token.Value.AsSpan().Trim(", ").IsEmpty))
                throw new RimuruException(ErrorCodes.InvalidArgument, $"{option.Option.Name} is empty.", option.Option.Name);
        }
    }

    private static Command Create(string verb) =>
        verb switch
        {
            "cost" => CostCommand.Create(),
            "sessions" => SessionsCommand.Create(),
            "usage" => UsageCommand.Create(),
            "duplicates" => DuplicatesCommand.Create(),
            "agents" => AgentsCommand.Create(),
            "watch" => WatchCommand.Create(),
            "sync" => SyncCommand.Create(),
            "import" => ImportCommand.Create(),
            "price" => PriceCommand.Create(),
            "models" => ModelsCommand.Create(),
            "store" => StoreCommand.Create(),
            "config" => ConfigCommand.Create(),
            _ => LogCommand.Create(),
        };
}
