using System.Text;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Antigravity: conversations of the CLI and of both editors, calls without usage, calls that
/// only a step or a list of attempts tells, copies of a conversation.</summary>
internal static class AntigravityHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE gen_metadata(idx integer, data blob, size integer, PRIMARY KEY(idx))",
        "CREATE TABLE trajectory_metadata_blob(id text, data blob)",
        "CREATE TABLE steps(idx integer, step_type integer, metadata blob, PRIMARY KEY(idx))",
    ];

    /// <summary>The models as the id and the name that is shown, and the one of both that names the model.</summary>
    private static readonly (string? Id, string Shown, string Model)[] Models =
    [
        ("gemini-3.7-flash", "Gemini 3.7 Flash (Medium)", "gemini-3.7-flash"),
        ("gemini-3.1-pro-high", "Gemini 3.1 Pro (High)", "gemini-3.1-pro-high"),
        ("gemini-3-flash-a", "Gemini 3.5 Flash (High)", "Gemini 3.5 Flash (High)"),
        ("gemini-pro-agent", "Gemini 3.1 Pro (High)", "Gemini 3.1 Pro (High)"),
        ("claude-sonnet-4-6", "Claude Sonnet 4.6", "claude-sonnet-4-6"),
        (null, "Gemini 3 Flash", "Gemini 3 Flash"),
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Antigravity", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        for (int i = random.Next(2, 6); i > 0; i--)
            Conversation(home);
    }

    private static void Conversation(HomeBuilder home)
    {
        Random random = home.Random;
        string id = random.Id(),
            project = $"shop-{random.Next(3)}",
            root = random.Of(".gemini/antigravity-cli", ".gemini/antigravity-ide", ".gemini/antigravity", ".gemini/antigravity-acp");
        DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
        List<string> rows =
        [
            $"INSERT INTO trajectory_metadata_blob VALUES('main', X'{Hex(Field(1, Field(1, $"file:///home/dev/{project}")), Field(2, Time(clock)))}')",
        ];

        // The keys of one home are pinned: what was added since is drawn apart.
        Random added = new(Convert.ToInt32(id[..7], 16));
        bool isLinked = !home.Is("calls that do not name their steps", added.Next(4) == 0);
        int steps = 0;
        for (int call = random.Next(1, 7); call > 0; call--)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            TokenUsage used = random.Next(6) == 0 ? default : random.Tokens(hasWrites: false, hasReasoning: false);
            if (!used.IsZero)
                used = used with { CacheWrite5m = added.Coin() ? added.Next(20_000) : 0, Reasoning = added.NextInt64(used.Output + 1) };
            bool isRepeated = home.Is("ids that are used again", random.Next(4) == 0);
            byte[] usage = Usage(used, isRepeated || used.IsZero ? "resp-1" : random.Id());
            (string? model, string shown, string named) = random.Of(Models);
            bool isUntimed = isLinked && home.Is("no time", added.Next(3) == 0),
                isBackground = !isRepeated && home.Is("calls that only a step tells", added.Next(4) == 0);
            if (isBackground && isLinked && added.Coin())
                usage = Usage(used, "");
            int step = steps++;
            TokenUsage lost = home.Is("attempts that failed", added.Next(4) == 0) ? added.Tokens() : default;
            byte[] attempts = lost.IsZero ? [] : Field(isBackground ? 28 : 17, Field(2, Usage(lost, added.Id())));
            byte[] again = attempts.Length == 0 ? [] : Field(isBackground ? 28 : 17, Field(2, usage));
            byte[] known =
            [
                .. Field(1, Time(clock)),
                .. isBackground || home.Is("calls that a step repeats", added.Coin()) ? Field(9, usage) : [],
                .. isBackground ? Field(24, Field(8, named)) : [],
                .. isBackground ? attempts : [],
                .. isBackground ? again : [],
            ];
            rows.Add(Draw.Text($"INSERT INTO steps VALUES({step}, 15, X'{Convert.ToHexString(known)}')"));
            if (!isBackground)
            {
                byte[] generated =
                [
                    .. Field(
                        1,
                        [
                            .. Field(4, usage),
                            .. isUntimed ? [] : Field(9, Field(4, Time(clock))),
                            .. attempts,
                            .. again,
                            .. model is null ? [] : Field(19, model),
                            .. Field(21, shown),
                        ]
                    ),
                    .. isLinked ? Field(2, [.. Varint(step)]) : [],
                ];
                rows.Add(Draw.Text($"INSERT INTO gen_metadata VALUES({step}, X'{Convert.ToHexString(generated)}', 1)"));
            }

            if (!used.IsZero)
                home.Bill(id, named, clock, used, project);
            if (!lost.IsZero)
                home.Bill(id, named, clock, lost, project);
        }

        home.Add(
            new GeneratedDatabase($"{root}/conversations/{id}.db", Schema, rows)
            {
                TwinPath = $"{root}/conversations/copy/{id}.db",
                CleanUps = ["DELETE FROM gen_metadata", "DELETE FROM gen_metadata WHERE idx % 2 = 0", "DELETE FROM steps"],
            }
        );
    }

    private static byte[] Usage(TokenUsage used, string response) =>
        used.IsZero
            ? Field(1, 1132)
            :
            [
                .. Field(1, 1132),
                .. Field(2, used.Input),
                .. Field(3, used.Output),
                .. Field(4, used.CacheWrite5m),
                .. Field(5, used.CacheRead),
                .. Field(9, used.Reasoning),
                .. Field(10, used.Output - used.Reasoning),
                .. Field(11, response),
            ];

    private static byte[] Time(DateTimeOffset at) => [.. Field(1, at.ToUnixTimeSeconds()), .. Field(2, at.Millisecond * 1_000_000L)];

    private static string Hex(params byte[][] fields) => Convert.ToHexString([.. fields.SelectMany(field => field)]);

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] content) => [.. Varint((number << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Field(int number, long value) => [.. Varint(number << 3), .. Varint(value)];

    private static IEnumerable<byte> Varint(long value)
    {
        for (; value > 0x7F; value >>= 7)
            yield return (byte)((value & 0x7F) | 0x80);
        yield return (byte)value;
    }
}
