using Rimuru.Core.Adapters.ClaudeCode;
using Rimuru.Core.Records;

namespace Rimuru.Bench.Scale;

/// <summary>
/// A year of a team: sessions of fifty requests at any time of day, of fifty people with a machine each, two hundred projects and eight
/// models. The same every time.
/// </summary>
internal static class TeamYear
{
    public const int RequestsPerSession = 50;

    private const int People = 50;
    private const int Projects = 200;

    /// <summary>The first instant of the year.</summary>
    public static DateTimeOffset Start { get; } = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Agent, string Provider, string Model)[] Models =
    [
        ("ClaudeCode", "anthropic", "claude-opus-4-5"),
        ("ClaudeCode", "anthropic", "claude-sonnet-4-5"),
        ("ClaudeCode", "anthropic", "claude-haiku-4-5"),
        ("Codex", "openai", "gpt-5.5"),
        ("Codex", "openai", "gpt-5.1-codex"),
        ("OpenCode", "google", "gemini-3-pro"),
        ("OpenCode", "openai", "gpt-5"),
        ("Copilot", "openai", "gpt-5-mini"),
    ];

    /// <summary>One batch a session, as the machine's reader would hand it on.</summary>
    public static IEnumerable<FileBatch> Sessions(long requests)
    {
        Random random = new(1);
        for (long number = 0; number < requests / RequestsPerSession; number++)
        {
            int person = random.Next(People);
            (string agent, string provider, string model) = Models[random.Next(Models.Length)];
            SessionRef session = new(agent, $"session-{number:x8}");
            FileBatch batch = new() { Agent = agent, Origin = new BatchOrigin($"machine-{person}", $"user-{person}", "2026-11-01") };
            long at = Start.ToUnixTimeMilliseconds() + random.NextInt64(364L * 86_400_000);
            batch.Sessions.Add(
                new SessionRow(session)
                {
                    WorkingDirectory = $"/home/user-{person}/p",
                    FirstMs = at,
                    LastMs = at + RequestsPerSession * 30_000,
                }
            );
            string project = $"project-{random.Next(Projects)}";
            for (int i = 0; i < RequestsPerSession; i++)
                batch.Rows.Add(Row(number, i, at + i * 30_000, session, provider, model, project, random));
            yield return batch;
        }
    }

    private static UsageRow Row(
        long number,
        int i,
        long at,
        SessionRef session,
        string provider,
        string model,
        string project,
        Random random
    ) =>
        new()
        {
            Key = RecordKey.Of(ClaudeCodeIdentity.Message, BitConverter.GetBytes(number * RequestsPerSession + i)),
            UnixMs = at,
            Tokens = new TokenUsage(random.Next(2000), random.Next(100_000), random.Next(5000), 0, random.Next(3000), 0),
            Requests = 1,
            Provider = provider,
            Model = model,
            Project = project,
            Branch = "main",
            Session = session,
            CostNano = new NanoUsd(random.Next(500_000_000)),
            CostStatus = CostStatus.Calculated,
        };
}
