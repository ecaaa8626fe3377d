using Rimuru.Core.Sandbox;

namespace Rimuru.Core.Tests.Sandbox;

/// <summary>A slice of the attacks; <c>bench attack-plugins</c> runs all of them.</summary>
public sealed class AttackTests
{
    /// <summary>Frames that end the process at once.</summary>
    private static readonly string[] Forged = ["huge-frame", "unknown-frame", "result-of-other-call", "chunk-for-nobody"];

    /// <summary>It has as many threads at once as an honest plugin may have.</summary>
    private const string Threads = "many-connections";

    /// <summary>One of each kind of wall.</summary>
    private static readonly string[] ByAssembly =
    [
        "read",
        "chmod",
        "stat",
        "link-folder",
        "neighbour",
        "capabilities",
        "fork",
        "trace",
        "tcp",
        "redirect",
        Threads,
        "native-memory",
        "nameless-files",
        "deep-folders",
        "hidden-folder",
        "close-pipes",
        .. Forged,
    ];

    private static readonly string[] ByScript = ["read", "read-in-parallel", "other-port", "regex", "stall-at-load"];

    /// <summary>What Landlock does not decide on, and a view of files of its own does.</summary>
    private static readonly string[] OpenInB = ["stat", "read-link"];

    public static TheoryData<ConfinementTier, bool> Sides =>
        new()
        {
            { ConfinementTier.A, false },
            { ConfinementTier.A, true },
            { ConfinementTier.B, false },
            { ConfinementTier.B, true },
        };

    [Theory]
    [MemberData(nameof(Sides))]
    public void No_attack_of_an_assembly_works(ConfinementTier tier, bool asOrdinary)
    {
        IReadOnlyList<AttackOutcome> outcomes = Run(tier, AttackGround.Assembly, asOrdinary, ["probe", "probe-network", .. ByAssembly]);
        outcomes
            .Where(outcome => outcome.Worked)
            .Select(outcome => outcome.Attack)
            .ShouldBe(tier == ConfinementTier.B ? ["probe", "probe-network", "stat"] : ["probe", "probe-network"]);

        // What a view of files does not show is only not found: nothing is there that could be denied and told.
        outcomes.Where(outcome => !outcome.Worked && outcome.Violations.Count == 0 && !OpenInB.Contains(outcome.Attack)).ShouldBeEmpty();

        // One that was not heard would be ended for its time.
        outcomes
            .Where(outcome => Forged.Contains(outcome.Attack))
            .ShouldAllBe(outcome => outcome.Violations.Any(violation => violation.StartsWith("Protocol", StringComparison.Ordinal)));
        outcomes.Single(outcome => outcome.Attack == Threads).Violations.ShouldContain("File: 8 connections");
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public void No_attack_of_a_script_works(ConfinementTier tier, bool asOrdinary) =>
        Run(tier, AttackGround.Script, asOrdinary, ["probe", .. ByScript])
            .Where(outcome => outcome.Worked)
            .Select(outcome => outcome.Attack)
            .ShouldBe(["probe"]);

    [Fact]
    public void The_slices_are_attacks() // a name that nobody knows would be denied, too
    {
        ByAssembly.ShouldBeSubsetOf(AttackProgram.AssemblyAttacks);
        OpenInB.ShouldBeSubsetOf(AttackProgram.AssemblyAttacks);
        ByScript.ShouldBeSubsetOf(ScriptAttacks.Names);
    }

    private static IReadOnlyList<AttackOutcome> Run(ConfinementTier tier, string language, bool asOrdinary, string[] attacks)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "walls are built for Linux only");
        Assert.SkipWhen(tier == ConfinementTier.A && !Walls.HasViews, "bubblewrap is not installed, or does not work");
        Assert.SkipWhen(asOrdinary && !AttackRunner.IsRoot, "this is an ordinary user");
        IReadOnlyList<AttackOutcome> outcomes = AttackRunner.Run(tier, language, asOrdinary, attacks);
        outcomes.Select(outcome => outcome.Attack).ShouldBe(attacks);
        return outcomes;
    }
}
