using Rimuru.Core.Tests.Architecture;

namespace Rimuru.Cli.Tests;

/// <summary>The command is a thin face: parameters in, rows out.</summary>
public sealed class WallTests
{
    [Fact]
    public void The_command_knows_no_database_and_no_agents_formats()
    {
        using References command = new(Cli.Assembly);
        command.Assemblies.ShouldNotContain(name => name == "YamlDotNet" || name == "Tomlyn");
        command.Uses.SelectMany(type => type.Value).ShouldAllBe(name => !name.Contains("Sqlite", StringComparison.OrdinalIgnoreCase));
        command
            .Uses.SelectMany(type => type.Value)
            .ShouldAllBe(name => !name.StartsWith("Rimuru.Core.Adapters.", StringComparison.Ordinal));

        // The door to a store is a class of its room.
        command
            .Uses.SelectMany(type => type.Value)
            .Where(name => name.StartsWith("Rimuru.Core.Store.", StringComparison.Ordinal))
            .Distinct()
            .ShouldBe(["Rimuru.Core.Store.Administration.StoreService"]);
        command.Uses.Count.ShouldBeGreaterThan(10);
    }
}
