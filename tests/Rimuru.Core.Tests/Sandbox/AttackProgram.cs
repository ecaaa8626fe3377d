using System.Reflection;
using System.Text.Json;
using Xunit.Runner.InProc.SystemConsole;

namespace Rimuru.Core.Tests.Sandbox;

/// <summary>The attacks in a process that they may bring down, and as whichever user it is started: one line of JSON each.</summary>
internal static class AttackProgram
{
    /// <summary>The first argument of a process that attacks; every other one runs the tests.</summary>
    public const string Word = "attack";

    /// <summary>Arguments: the word, the shell's program and library, the tier, the language, and the names of attacks.</summary>
    public static Task<int> Main(string[] arguments) =>
        arguments is [Word, { } program, { } library, { } tier, { } language, .. { } attacks]
            ? Task.FromResult(Attack([program, library], Enum.Parse<ConfinementTier>(tier), language, attacks))
            : ConsoleRunner.Run(arguments);

    private static int Attack(string[] shell, ConfinementTier tier, string language, string[] attacks)
    {
        using AttackGround ground = new(shell);
        foreach (string attack in attacks)
            Console.WriteLine(JsonSerializer.Serialize(ground.Run(attack, language, tier)));
        return 0;
    }

    /// <summary>The names of all attacks by assemblies.</summary>
    public static IReadOnlyList<string> AssemblyAttacks { get; } =
    [.. ((System.Collections.IDictionary)Tell("All")).Keys.Cast<string>(), "stall-at-load", "throw-at-load"];

    /// <summary>Those of them that leave a process as it was.</summary>
    public static IReadOnlySet<string> Passing { get; } = ((IEnumerable<string>)Tell("Passing")).ToHashSet();

    /// <summary>What the library says; it is only asked, and attacks nothing here.</summary>
    private static object Tell(string property) =>
        Assembly
            .LoadFrom(Path.Combine(AppContext.BaseDirectory, "attacks", "Rimuru.Attacks.dll"))
            .GetType("Rimuru.Attacks.AttackPlugin")!
            .GetProperty(property)!
            .GetValue(null)!;
}
