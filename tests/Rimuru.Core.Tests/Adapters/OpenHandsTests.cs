namespace Rimuru.Core.Tests.Adapters;

/// <summary>Responses that have no cost, and the events that tell when they came.</summary>
public sealed class OpenHandsTests : IDisposable
{
    private const string Folder = ".openhands/conversations/c1/";
    private static readonly DateTimeOffset First = new(2026, 7, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Responses_without_costs_came_when_their_events_say()
    {
        State(3, []);
        for (int i = 0; i < 3; i++)
            Event(i, First.AddDays(i));
        home.Sync().Select(record => record.Timestamp).ShouldBe([First, First.AddDays(1), First.AddDays(2)]);
        Event(3, First.AddDays(3));
        State(4, []);
        home.Sync()[^1].Timestamp.ShouldBe(First.AddDays(3));
    }

    [Fact]
    public void A_cost_is_of_the_response_whose_event_follows_it()
    {
        DateTimeOffset second = First.AddDays(1);
        State(3, [second.AddSeconds(-2)]);
        for (int i = 0; i < 3; i++)
            Event(i, First.AddDays(i));
        home.Sync()
            .Select(record => (record.Timestamp, record.ReportedCost))
            .ShouldBe([(First, null), (second.AddSeconds(-2), 0.05m), (First.AddDays(2), null)]);
    }

    [Fact]
    public void An_event_that_cannot_be_read_leaves_the_time_of_the_file()
    {
        State(2, []);
        home.Write(Folder + "events/event-00000-x.json", "{\"llm_response_id\":");
        Event(1, First);
        home.Sync().Count.ShouldBe(2);
        home.Warnings.ShouldBeEmpty();
        Event(2, First.AddDays(1));
        State(3, []);
        home.Sync().Select(record => record.Timestamp).ShouldContain(First.AddDays(1));
    }

    private void State(int responses, DateTimeOffset[] costs) =>
        home.Write(
            Folder + "base_state.json",
            $$"""{"id":"c1","stats":{"usage_to_metrics":{"agent":{"costs":[{{string.Join(
                ',',
                costs.Select(at => $$"""{"cost":0.05,"timestamp":{{at.ToUnixTimeSeconds()}}}""")
            )}}],"token_usages":[{{string.Join(
                ',',
                Enumerable.Range(0, responses).Select(i => $$"""{"model":"m","prompt_tokens":{{1000 + i}},"completion_tokens":5,"response_id":"{{IdOf(i)}}"}""")
            )}}]} } } }"""
        );

    /// <summary>Events name no zone: their times are those of this machine's clock.</summary>
    private void Event(int number, DateTimeOffset at) =>
        home.Write(
            $"{Folder}events/event-{number:00000}-x.json",
            $$"""{"timestamp":"{{at.ToLocalTime():yyyy-MM-ddTHH:mm:ss.ffffff}}","kind":"ActionEvent","llm_response_id":"{{IdOf(number)}}"}"""
        );

    private static string IdOf(int number) => $"chatcmpl-0123456789abcdef-{number}";
}
