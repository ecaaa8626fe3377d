using System.CommandLine;
using Rimuru.Cli.Output;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru completion</c>: a script that makes a shell complete the command.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        Argument<string> shell = new("shell") { Description = "The shell." };
        shell.AcceptOnlyFromAmong([.. CompletionScript.Shells]);
        Command command = new("completion", "Print a script that makes a shell complete verbs, options and names.") { shell };
        command.SetAction(parsed => Console.Out.Write(CompletionScript.Of(parsed.GetValue(shell)!)));
        return command;
    }
}
