using System.CommandLine;
using Rimuru.Core.Errors;

namespace Rimuru.Cli.Output;

/// <summary>Asks before something is lost: on a terminal by a question, elsewhere by an option that has to be there.</summary>
internal static class Confirmation
{
    /// <summary>True where somebody can be asked.</summary>
    public static bool IsPossible => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public static Option<bool> Option(string description) => new("--force", "--yes", "-y") { Description = description };

    /// <summary>True where the answer is yes. E1010 where nobody can be asked.</summary>
    public static bool Given(string question, CancellationToken stop) =>
        IsPossible
            ? Ask(question, stop)
            : throw new RimuruException(ErrorCodes.WouldReplace, $"{question} Nobody can be asked here: give --force to have it done.");

    /// <summary>True where the answer is yes; no answer is none.</summary>
    public static bool Ask(string question, CancellationToken stop)
    {
        Terminal.Say($"{question} [y/N]");
        Task<string?> answer = Task.Run(Console.In.ReadLine, stop);
        return answer.WaitAsync(stop).GetAwaiter().GetResult()?.Trim() is { } text
            && (text.Equals("y", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }
}
