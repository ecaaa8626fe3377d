namespace Rimuru.Core.Tests.Adapters;

/// <summary>Counters of sessions that begin again or go on.</summary>
public sealed class MistralVibeTests : IDisposable
{
    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_resumed_session_adds_to_what_was_read_before()
    {
        home.File(".vibe/logs/session/a/meta.json", Text("s1", null, "09:00", "09:40", 5, 1000, 50));
        home.Ingest("MistralVibe").ShouldHaveSingleItem().InputTokens.ShouldBe(1000);
        home.File(".vibe/logs/session/a/meta.json", Text("s1", null, "09:00", "10:10", 2, 300, 70));
        home.Ingest("MistralVibe").Select(record => record.InputTokens).Order().ShouldBe([300, 1000]);
    }

    [Fact]
    public void Only_the_increase_of_a_session_that_goes_on_is_its_own()
    {
        home.File(".vibe/logs/session/b/meta.json", Text("s2", "s1", "09:41", "10:00", 7, 1500, 80));
        home.Ingest("MistralVibe").ShouldHaveSingleItem().InputTokens.ShouldBe(1500);
        home.File(".vibe/logs/session/a/meta.json", Text("s1", null, "09:00", "09:40", 5, 1000, 50));
        home.Ingest("MistralVibe")
            .Select(record => (record.SessionId, record.InputTokens, record.OutputTokens))
            .Order()
            .ShouldBe([("s1", 1000, 50), ("s2", 500, 30)]);
    }

    [Theory]
    [InlineData("09:30", 7, 0)] // it began before the other had ended
    [InlineData("09:41", 4, 0)] // it has fewer steps
    [InlineData("09:41", 7, 7)] // each of its steps has an answer: it began at zero
    public void A_session_that_began_at_zero_has_all_of_its_counters(string start, int steps, int answers)
    {
        home.File(".vibe/logs/session/a/meta.json", Text("s1", null, "09:00", "09:40", 5, 1000, 50));
        if (answers > 0)
            home.File(".vibe/logs/session/b/messages.jsonl", string.Concat(Enumerable.Repeat("{\"role\":\"assistant\"}\n", answers)));
        home.File(".vibe/logs/session/b/meta.json", Text("s2", "s1", start, "10:00", steps, 1500, 80));
        home.Ingest("MistralVibe").Select(record => record.InputTokens).Order().ShouldBe([1000, 1500]);
    }

    private static string Text(string id, string? parent, string start, string end, int steps, int prompt, int output) =>
        $$"""{"session_id":"{{id}}","parent_session_id":{{(parent is null ? "null" : $"\"{parent}\"")}},"start_time":"2026-11-01T{{start}}:00Z","end_time":"2026-11-01T{{end}}:00Z","stats":{"steps":{{steps}},"session_prompt_tokens":{{prompt}},"session_completion_tokens":{{output}} } }""";
}
