using System.CommandLine;
using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Cli.Output;

/// <summary>Asks before data is removed or a plugin is granted something: on a terminal, and elsewhere by requiring an option.</summary>
internal static class Confirmation
{
    /// <summary>True if the user can be asked.</summary>
    public static bool IsPossible => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public static Option<bool> Option(string description) => new(Terms.Force.Option, "--yes", "-y") { Description = description };

    /// <summary>True if the answer is yes. E9004: the user cannot be asked.</summary>
    public static bool Given(string question, CancellationToken stop) =>
        IsPossible
            ? Ask(question, stop)
            : throw new RimuruException(
                ErrorCodes.ConsentMissing,
                $"{question} There is no terminal to ask on: give {Terms.Consent} to agree."
            );

    /// <summary>True if the answer is yes; an empty answer means no.</summary>
    public static bool Ask(string question, CancellationToken stop)
    {
        Terminal.Say($"{question} [y/N]");
        Task<string?> answer = Task.Run(Console.In.ReadLine, stop);
        return answer.WaitAsync(stop).GetAwaiter().GetResult()?.Trim() is { } text
            && (text.Equals("y", StringComparison.OrdinalIgnoreCase) || text.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }
}
