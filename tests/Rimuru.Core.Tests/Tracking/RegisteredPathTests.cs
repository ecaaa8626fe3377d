using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Tracking;

/// <summary>Folders that the user registered are read beside the usual ones.</summary>
public sealed class RegisteredPathTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("team/ada/.claude")]
    [InlineData("team/ada/.claude/projects")]
    [InlineData("team/ada")]
    public void A_registered_folder_is_read_with_every_sync_until_it_is_taken_away(string registered)
    {
        home.Write(Log, Assistant("own", session: "own")).Write("team/ada/" + Log, Assistant("ada", session: "ada"));
        using (RimuruEngine engine = home.Open())
            engine.Agents.Settings.Register("ClaudeCode", home.In(registered), mayBeMissing: false).ShouldBeNull();
        home.Records().Select(record => record.SessionId).Order().ShouldBe(["ada", "own"]);
        home.Append("team/ada/" + Log, Assistant("ada2", session: "ada") + "\n").Records().Count.ShouldBe(3);
        using (RimuruEngine engine = home.Open())
            engine.Agents.Settings.Unregister("ClaudeCode", home.In(registered)).ShouldBeNull();
        home.Append("team/ada/" + Log, Assistant("ada3", session: "ada") + "\n").Records().Count.ShouldBe(3);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_E9002_unless_it_may_come()
    {
        using RimuruEngine engine = home.Open();
        Should
            .Throw<RimuruException>(() => engine.Agents.Settings.Register("Codex", home.In("share"), mayBeMissing: false))
            .Code.ShouldBe("E9002");
        engine.Agents.Settings.Register("Codex", home.In("share"), mayBeMissing: true);
        engine.Agents.Settings.HasData("Codex", home.In("share")).ShouldBeFalse();
        using RimuruEngine next = home.Open();
        next.Agents.Settings.Registered("Codex").ShouldBe([home.In("share")]);
    }

    [Fact]
    public void A_stronger_source_is_named()
    {
        home.With("RIMURU__AGENTS__CODEX__ENABLED", "false");
        using RimuruEngine engine = home.Open();
        engine.Agents.Settings.Enable("Codex", true).ShouldBe("environment RIMURU__AGENTS__CODEX__ENABLED");
        engine.Agents.Settings.Enable("ClaudeCode", false).ShouldBeNull();
        using RimuruEngine next = home.Open();
        next.Config.Agent("ClaudeCode").Enabled.ShouldBeFalse();
    }
}
