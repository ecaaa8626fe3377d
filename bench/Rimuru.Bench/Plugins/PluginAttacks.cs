using System.Globalization;
using System.Text;
using Rimuru.Core.Tests.Sandbox;

namespace Rimuru.Bench.Plugins;

/// <summary>Every attack on the sandbox, by assemblies and scripts, as root and as an ordinary user, within both kinds of walls.</summary>
internal static class PluginAttacks
{
    private static readonly (ConfinementTier Tier, bool AsOrdinary)[] Sides = AttackRunner.IsRoot
        ? [(ConfinementTier.A, false), (ConfinementTier.A, true), (ConfinementTier.B, false), (ConfinementTier.B, true)]
        : [(ConfinementTier.A, false), (ConfinementTier.B, false)];

    public static void Run(string[] only)
    {
        StringBuilder text = new();
        int worked = 0;
        foreach ((string language, IReadOnlyList<string> all) in Languages())
        {
            string[] attacks = [.. all.Where(attack => only.Length == 0 || only.Contains(attack))];
            IReadOnlyList<AttackOutcome>[] outcomes =
            [
                .. Sides.Select(side => AttackRunner.Run(side.Tier, language, side.AsOrdinary, attacks)),
            ];
            worked += outcomes.Sum(side => side.Count(outcome => outcome.Worked));
            text.Append(CultureInfo.InvariantCulture, $"By {language}, {attacks.Length} attacks; what stopped each, or **worked**:\n\n")
                .Append(
                    Results.Table(
                        ["attack", .. Sides.Select(side => $"{side.Tier}, {(AttackRunner.IsRoot && !side.AsOrdinary ? "root" : "user")}")],
                        attacks.Select((attack, i) => (string[])[attack, .. outcomes.Select(side => Cell(side[i]))])
                    )
                )
                .Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"{worked} worked.");
        if (only.Length == 0)
            Results.Write("Attacks on the sandbox of plugins", Command, text.ToString());
        else
            Console.WriteLine(text);
    }

    private static string Command => "dotnet run --project bench/Rimuru.Bench -- attack-plugins";

    private static IEnumerable<(string Language, IReadOnlyList<string> Attacks)> Languages() =>
        [
            (AttackGround.Assembly, AttackProgram.AssemblyAttacks),
            (AttackGround.Script, [.. ScriptAttacks.Names.Except(ScriptAttacks.Harmless)]),
        ];

    private static string Cell(AttackOutcome outcome)
    {
        if (outcome.Worked)
            return $"**worked**: {Short(outcome.Detail)}";
        return outcome.Detail.StartsWith("[E10052]", StringComparison.Ordinal)
            ? "ended: " + (outcome.Violations.Count > 0 ? outcome.Violations[^1].Split(':')[0] : "")
            : Short(outcome.Detail);
    }

    private static string Short(string text)
    {
        const int Most = 40;
        string line = text.Split('\n')[0].Replace("|", "", StringComparison.Ordinal);
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (line.StartsWith("UnauthorizedAccessException", StringComparison.Ordinal) && !line.Contains("errno", StringComparison.Ordinal))
            return "access denied";
        if (colon > 0)
            line = line[(colon + 2)..];
        return line.Length <= Most ? line : line[..Most].TrimEnd() + "…";
    }
}
