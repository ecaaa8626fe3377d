using System.Reflection;
using System.Text.Json;

namespace Rimuru.Core.Tests.Sandbox;

/// <summary>The attacks in a process that they may bring down, and as whichever user it is started: one line of JSON each.</summary>
internal static class AttackProgram
{
    /// <summary>Arguments: the shell's program and library, the tier, the language, and the names of attacks.</summary>
    public static int Main(string[] arguments)
    {
        if (arguments is not [{ } program, { } library, { } tier, { } language, .. { } attacks])
            return 2;
        using AttackGround ground = new([program, library]);
        foreach (string attack in attacks)
        {
            AttackOutcome outcome = ground.Run(attack, language, Enum.Parse<ConfinementTier>(tier));
            Console.WriteLine(JsonSerializer.Serialize(outcome));
        }

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
