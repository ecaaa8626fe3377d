using Rimuru.Core.Tracking;

namespace Rimuru.Core.Tests.Tracking;

/// <summary>What happened between two looks.</summary>
public sealed class SessionChangesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly SessionChanges changes = new();

    [Fact]
    public void A_session_starts_goes_on_ends_and_starts_again()
    {
        Look(Active(1)).ShouldBe(["Started one"]);
        Look(Active(1)).ShouldBeEmpty();
        Look(Active(2)).ShouldBe(["Updated one"]);
        Look(Completed(2)).ShouldBe(["Ended one"]);
        Look(Completed(2)).ShouldBeEmpty();
        Look(Active(3)).ShouldBe(["Started one"]);
    }

    [Fact]
    public void One_that_came_and_went_unseen_has_started_and_ended()
    {
        Look().ShouldBeEmpty();
        Look(Completed(1)).ShouldBe(["Started one", "Ended one"]);
        Look(Completed(2)).ShouldBe(["Updated one"]);
    }

    [Fact]
    public void The_same_id_of_another_agent_is_another_session()
    {
        Look(Active(1)).ShouldBe(["Started one"]);
        Look(Active(1), Active(1) with { Agent = "Codex" }).ShouldBe(["Started one"]);
    }

    private List<string> Look(params Session[] sessions) =>
        [
            .. changes
                .Between(sessions, Now)
                .Select(e =>
                {
                    e.Timestamp.ShouldBe(Now);
                    return $"{e.Kind} {e.SessionId}";
                }),
        ];

    private static Session Active(int requests) =>
        new()
        {
            SessionId = "one",
            Agent = "ClaudeCode",
            Status = SessionStatus.Active,
            Requests = requests,
        };

    private static Session Completed(int requests) => Active(requests) with { Status = SessionStatus.Completed };
}
