using System.Globalization;
using System.Text;
using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Records;
using static Rimuru.Core.Tests.Adapters.OpenCode.OpenCodeTables;

namespace Rimuru.Core.Tests.Adapters.OpenCode;

/// <summary>
/// Ledgers of readers before version 3, whose keys held the project and the time of completion: nothing of theirs counts twice.
/// </summary>
public sealed class OpenCodeUpgradeTests : IDisposable
{
    private const string Data = ".local/share/opencode/";
    private readonly AgentHome home = new();

    [Theory]
    [InlineData("p1")]
    [InlineData("p0")]
    [InlineData("global")]
    [InlineData("")]
    public void A_database_that_is_read_again_counts_once(string project)
    {
        home.Sql(
            Data + "opencode.db",
            [.. Schema, "INSERT INTO project VALUES ('p0', '/home/dev/shop')", Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5)))]
        );
        home.Sync("OpenCode");
        MakeOld(project);
        Once();
    }

    [Theory]
    [InlineData("p1")]
    [InlineData("")]
    public void Files_that_are_read_again_count_once(string project)
    {
        home.File(Data + "storage/session/p1/s1.json", """{"id":"s1","projectID":"p1","directory":"/home/dev/shop"}""");
        home.File(Data + "storage/message/s1/m1.json", Answer(Tokens(10, 5)));
        home.Sync("OpenCode");
        MakeOld(project);
        Once();
    }

    [Fact]
    public void Files_that_moved_to_a_database_before_they_are_read_again_count_once()
    {
        home.File(Data + "storage/message/s1/m1.json", Answer(Tokens(10, 5)));
        home.Sync("OpenCode");
        MakeOld("");
        home.Sql(Data + "opencode.db", [.. Schema, Session("s1", version: "1.1.0"), Message("m1", "s1", Answer(Tokens(10, 5)))]);
        Once();
    }

    [Fact]
    public void What_is_gone_stays()
    {
        home.Sql(Data + "opencode.db", [.. Schema, Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5)))]);
        home.Sync("OpenCode");
        MakeOld("p1");
        home.Sql(Data + "opencode.db", "DELETE FROM message", Message("m2", "s1", Answer(Tokens(11, 5), 1), 1));
        home.Sync("OpenCode");
        home.Usage().Select(row => row.InputTokens).Order().ShouldBe([10, 11]);
    }

    public void Dispose() => home.Dispose();

    /// <summary>Gives the ledger's only row the key that it had before version 3.</summary>
    private void MakeOld(string project)
    {
        string identity = string.Create(CultureInfo.InvariantCulture, $"{project}\n{Start}\n{Start + 1000}\nopenai\ngpt-5.5\n10 5 0 0 0");
        home.Sql(
            "../ledger.db",
            $"UPDATE usage SET key = x'{RecordKey.Of(OpenCodeIdentity.Message, Encoding.UTF8.GetBytes(identity))}'",
            "UPDATE file SET reader_version = 2"
        );
    }

    private void Once()
    {
        for (int run = 0; run < 2; run++)
        {
            home.Sync("OpenCode");
            home.Usage().ShouldHaveSingleItem().InputTokens.ShouldBe(10);
        }
    }
}
