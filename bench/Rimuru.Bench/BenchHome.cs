using System.Globalization;
using System.Text;

namespace Rimuru.Bench;

/// <summary>
/// A home folder with sessions of Claude Code and Codex of our own making, the same for the same size. Most of the bytes are tool output,
/// as in real logs.
/// </summary>
internal sealed class BenchHome
{
    /// <summary>The file in the home that says what is to be found: a line an agent, requests and tokens of output.</summary>
    public const string Truth = "truth.txt";

    private static readonly string[] Models = ["claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001"];
    private static readonly string Filler = MakeFiller();

    private readonly Random random;
    private DateTimeOffset clock = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private int count;

    /// <summary>What a correct reader finds, by agent: requests and tokens of output.</summary>
    private readonly Dictionary<string, (long Requests, long Output)> truth = [];

    private BenchHome(int seed) => random = new Random(seed);

    /// <summary>The named home, or one of this size, which is kept in the temporary folder for the next run.</summary>
    public static string At(string? folder, int megabytes)
    {
        if (folder is not null)
            return Path.GetFullPath(folder);
        string home = Path.Combine(Path.GetTempPath(), "rimuru-bench", $"home-{megabytes}");
        if (File.Exists(Path.Combine(home, Truth)))
            return home;
        Console.Error.WriteLine($"Making {megabytes} MB of logs in {home} …");
        BenchHome made = new(1);
        made.Fill(home, megabytes * 1_000_000L);
        File.WriteAllLines(
            Path.Combine(home, Truth),
            made.truth.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value.Requests} {pair.Value.Output}"))
        );
        return home;
    }

    /// <summary>The option that names the home in a command that is written down; none for one that the benchmarks made.</summary>
    public static string OptionOf(string home) => File.Exists(Path.Combine(home, Truth)) ? "" : " --corpus CORPUS";

    /// <summary>One session of Claude Code of about this many bytes.</summary>
    public static byte[] ClaudeSession(int bytes) =>
        Encoding.UTF8.GetBytes(new BenchHome(2).Claude(bytes, "00000002-0000-4000-8000-000000000002"));

    /// <summary>One rollout of Codex of about this many bytes.</summary>
    public static byte[] CodexRollout(int bytes) =>
        Encoding.UTF8.GetBytes(new BenchHome(3).Codex(bytes, "00000003-0000-7000-8000-000000000003"));

    /// <summary>
    /// A home of this size with sessions of Claude Code, of the agent of the sample plugin, or of the one that scripts begin with: the same
    /// turns, in the words of each. It is kept in the temporary folder for the next run.
    /// </summary>
    public static string Of(LikeAgent agent, int megabytes)
    {
        string home = Path.Combine(Path.GetTempPath(), "rimuru-bench", $"{agent}-{megabytes}");
        string truth = Path.Combine(home, Truth);
        if (File.Exists(truth))
            return home;
        BenchHome made = new(4);
        string folder = agent == LikeAgent.ClaudeCode ? ".claude/projects/p" : $".{agent.ToString().ToLowerInvariant()}/logs";
        string ending = agent switch
        {
            LikeAgent.Acme => ".acme",
            _ => ".jsonl",
        };
        Directory.CreateDirectory(Path.Combine(home, folder));
        for (long written = 0; written < megabytes * 1_000_000L; )
        {
            string id = $"{made.random.Next():x8}-0000-4000-8000-{++made.count:x12}";
            string text = made.Turns(agent, made.random.Next(50_000, 1_400_000), id);
            File.WriteAllText(Path.Combine(home, folder, id + ending), text);
            written += text.Length;
        }

        File.WriteAllText(truth, string.Create(CultureInfo.InvariantCulture, $"{made.truth[agent.ToString()].Requests}"));
        return home;
    }

    private string Turns(LikeAgent agent, int bytes, string session)
    {
        if (agent == LikeAgent.ClaudeCode)
            return Claude(bytes, session);
        StringBuilder text = new(bytes + 16_384);
        string model = Models[random.Next(Models.Length)];
        for (int turn = 0; text.Length < bytes; turn++)
        {
            OtherLine(text, agent, session, "ask", null, $"\"text\":\"{Some(random.Next(200, 12_000))}\"");
            for (int block = 0; block < 3; block++)
            {
                int output = block == 2 ? random.Next(30, 1_800) : random.Next(1, 8),
                    cached = turn * 1000,
                    fresh = random.Next(3, 12) + 1000 + turn;
                if (block == 2)
                    Count(agent.ToString(), output);
                string counts =
                    agent == LikeAgent.Acme
                        ? $$""" "tokens":{"prompt":{{cached + fresh}},"cached":{{cached}},"reply":{{output}},"thought":0}"""
                        : $$""" "input":{{fresh}},"cached":{{cached}},"output":{{output}}""";
                OtherLine(
                    text,
                    agent,
                    session,
                    "reply",
                    $"r_{session}{turn}",
                    $"\"model\":\"{model}\",\"text\":\"{Some(random.Next(60, 1_200))}\",{counts.TrimStart()}"
                );
            }
        }

        return text.ToString();
    }

    private void OtherLine(StringBuilder text, LikeAgent agent, string session, string kind, string? id, string body)
    {
        clock = clock.AddMilliseconds(random.Next(200, 20_000));
        string time = agent == LikeAgent.Acme ? "at" : "time";
        text.Append(
                CultureInfo.InvariantCulture,
                $$"""{"kind":"{{kind}}","folder":"/home/dev/projects/p1","session":"{{session}}","version":"2.1.328","branch":"main","{{time}}":"{{clock:yyyy-MM-dd'T'HH:mm:ss.fff}}Z",{{(id is null ? "" : $"\"id\":\"{id}\",")}}{{body}}}"""
            )
            .Append('\n');
    }

    private void Fill(string home, long bytes)
    {
        for (long written = 0; written < bytes; )
        {
            string id = $"{random.Next():x8}-0000-4000-8000-{++count:x12}";
            int size = random.Next(50_000, 1_400_000);
            bool isClaude = random.Next(10) < 7;
            string path = isClaude
                ? Path.Combine(home, ".claude", "projects", $"-home-dev-projects-p{random.Next(6)}", id + ".jsonl")
                : Path.Combine(
                    home,
                    ".codex",
                    "sessions",
                    clock.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture),
                    $"rollout-{clock:yyyy-MM-dd'T'HH-mm-ss}-{id}.jsonl"
                );
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string text = isClaude ? Claude(size, id) : Codex(size, id);
            File.WriteAllText(path, text);
            written += text.Length;
        }
    }

    private string Claude(int bytes, string session)
    {
        StringBuilder text = new(bytes + 16_384);
        string model = Models[random.Next(Models.Length)];
        for (int turn = 0; text.Length < bytes; turn++)
        {
            Line(
                text,
                session,
                "user",
                $$""" "message":{"role":"user","content":[{"type":"tool_result","content":"{{Some(random.Next(200, 12_000))}}"}]}"""
            );
            for (int block = 0; block < 3; block++)
            {
                int output = block == 2 ? random.Next(30, 1_800) : random.Next(1, 8);
                if (block == 2)
                    Count("ClaudeCode", output);
                Line(
                    text,
                    session,
                    "assistant",
                    $$""" "requestId":"req_{{session}}{{turn}}","message":{"id":"msg_{{session}}{{turn}}","type":"message","role":"assistant","model":"{{model}}","content":[{"type":"text","text":"{{Some(random.Next(60, 1_200))}}"}],"stop_reason":{{(block == 2 ? "\"tool_use\"" : "null")}},"usage":{"input_tokens":{{random.Next(3, 12)}},"cache_creation_input_tokens":{{1000 + turn}},"cache_read_input_tokens":{{turn * 1000}},"output_tokens":{{output}},"service_tier":"standard"} }"""
                );
            }
        }

        return text.ToString();
    }

    private void Line(StringBuilder text, string session, string type, string body)
    {
        clock = clock.AddMilliseconds(random.Next(200, 20_000));
        text.Append(
                CultureInfo.InvariantCulture,
                $$"""{"parentUuid":null,"isSidechain":false,"cwd":"/home/dev/projects/p1","sessionId":"{{session}}","version":"2.1.328","gitBranch":"main",{{body}},"type":"{{type}}","uuid":"{{random.NextInt64():x16}}-{{text.Length}}","timestamp":"{{clock:yyyy-MM-dd'T'HH:mm:ss.fff}}Z"}"""
            )
            .Append('\n');
    }

    private string Codex(int bytes, string thread)
    {
        StringBuilder text = new(bytes + 16_384);
        long input = 0,
            cached = 0,
            output = 0;
        void Event(string type, string payload)
        {
            clock = clock.AddMilliseconds(random.Next(200, 20_000));
            text.Append(
                    CultureInfo.InvariantCulture,
                    $$"""{"timestamp":"{{clock:yyyy-MM-dd'T'HH:mm:ss.fff}}Z","type":"{{type}}","payload":{{payload}}}"""
                )
                .Append('\n');
        }

        Event(
            "session_meta",
            $$"""{"id":"{{thread}}","timestamp":"{{clock:yyyy-MM-dd'T'HH:mm:ss.fff}}Z","cwd":"/home/dev/projects/p2","originator":"codex_cli_rs","cli_version":"0.63.0","model_provider":"openai"}"""
        );
        Event("turn_context", """{"cwd":"/home/dev/projects/p2","model":"gpt-5-codex","effort":"medium"}""");
        while (text.Length < bytes)
        {
            Event("response_item", $$"""{"type":"function_call_output","call_id":"c","output":"{{Some(random.Next(200, 9_000))}}"}""");
            int fresh = random.Next(2_000, 40_000),
                kept = fresh / 2,
                made = random.Next(30, 1_800);
            Count("Codex", made);
            (input, cached, output) = (input + fresh, cached + kept, output + made);
            Event(
                "event_msg",
                $$"""{"type":"token_count","info":{"total_token_usage":{"input_tokens":{{input}},"cached_input_tokens":{{cached}},"output_tokens":{{output}},"reasoning_output_tokens":0,"total_tokens":{{input + output}}},"last_token_usage":{"input_tokens":{{fresh}},"cached_input_tokens":{{kept}},"output_tokens":{{made}},"reasoning_output_tokens":0,"total_tokens":{{fresh + made}}},"model_context_window":272000},"rate_limits":null}"""
            );
        }

        return text.ToString();
    }

    private void Count(string agent, long output)
    {
        (long requests, long before) = truth.GetValueOrDefault(agent);
        truth[agent] = (requests + 1, before + output);
    }

    private string Some(int length) => Filler.Substring(random.Next(Filler.Length - length), length);

    private static string MakeFiller()
    {
        string[] words =
        [
            "return",
            "const",
            "the",
            "price",
            "if (x) {",
            "}",
            "\\n    ",
            "await fetch(url)",
            "\\\"usage\\\":{\\\"input_tokens\\\":999}",
            "\\t",
            "error: cannot find",
            "é",
            "日本",
            "// TODO",
            "=>",
            "SELECT * FROM t",
        ];
        Random random = new(9);
        StringBuilder text = new(400_000);
        while (text.Length < 400_000)
            text.Append(words[random.Next(words.Length)]).Append(' ');

        // A piece may begin or end inside an escape: only whole ones are safe everywhere.
        return text.ToString()
            .Replace("\\\"", "'", StringComparison.Ordinal)
            .Replace("\\n", " ", StringComparison.Ordinal)
            .Replace("\\t", " ", StringComparison.Ordinal);
    }
}

/// <summary>Agents whose logs are alike.</summary>
internal enum LikeAgent
{
    ClaudeCode,
    Acme,
    Scripted,
}
