using System.CommandLine;
using System.CommandLine.Parsing;
using Rimuru.Cli.Output;
using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Cli;

/// <summary>The <c>rimuru</c> command. Exit codes: 0 done, 1 failed, 2 wrong usage; those of budgets are with their verb.</summary>
internal static class Program
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    public static int Main(string[] args)
    {
        StandardStreams.Hold();
        Face.Current = Face.Command;
        bool isBare = args.Length == 0;
        if (isBare)
            args = [Verbs.Default];
        RootCommand root = Verbs.Root(args);
        ParseResult parsed = root.Parse(args);
        if (UsageErrors.Of(parsed, args) is { Count: > 0 } errors)
        {
            foreach (string error in errors)
                Terminal.Warn(error);
            Terminal.Say($"Try '{UsageErrors.PathOf(parsed.CommandResult)} --help'.");
            return WrongUsage;
        }

        using Interrupts interrupts = new();
        try
        {
            RefuseEmpty(parsed);

            // Signals are handled by our own code only.
            InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            int code = parsed.InvokeAsync(configuration, interrupts.Token).GetAwaiter().GetResult();
            if (isBare)
                Terminal.Say("'rimuru help' shows what else there is.");
            return code;
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
}
