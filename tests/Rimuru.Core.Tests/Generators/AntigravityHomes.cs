using System.Text;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Antigravity: conversations of the CLI and of both editors, calls without usage, copies of a conversation.</summary>
internal static class AntigravityHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE gen_metadata(idx integer, data blob, size integer, PRIMARY KEY(idx))",
        "CREATE TABLE trajectory_metadata_blob(id text, data blob)",
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
            root = random.Of(".gemini/antigravity-cli", ".gemini/antigravity-ide", ".gemini/antigravity");
        DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
        List<string> rows =
        [
            $"INSERT INTO trajectory_metadata_blob VALUES('main', X'{Hex(Field(1, Field(1, $"file:///home/dev/{project}")), Field(2, Time(clock)))}')",
        ];
        for (int call = random.Next(1, 7); call > 0; call--)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            TokenUsage used = random.Next(6) == 0 ? default : random.Tokens(hasWrites: false, hasReasoning: false);
            bool isRepeated = home.Is("ids that are used again", random.Next(4) == 0);
            byte[] usage = used.IsZero
                ? Field(1, 1132)
                :
                [
                    .. Field(1, 1132),
                    .. Field(2, used.Input),
                    .. Field(3, used.Output),
                    .. Field(5, used.CacheRead),
                    .. Field(9, used.Output / 3),
                    .. Field(10, used.Output - (used.Output / 3)),
                    .. Field(11, isRepeated ? "resp-1" : random.Id()),
                ];
            string model = random.Of("gemini-3-flash-a", "gemini-3.1-pro");
            byte[] generated = Field(
                1,
                [.. Field(4, usage), .. Field(9, Field(4, Time(clock))), .. Field(19, model), .. Field(21, "A display name")]
            );
            rows.Add(Draw.Text($"INSERT INTO gen_metadata VALUES({rows.Count - 1}, X'{Convert.ToHexString(generated)}', 1)"));
            if (!used.IsZero)
                home.Bill(id, model, clock, used, project);
        }

        home.Add(
            new GeneratedDatabase($"{root}/conversations/{id}.db", Schema, rows)
            {
                TwinPath = $"{root}/conversations/copy/{id}.db",
                CleanUps = ["DELETE FROM gen_metadata", "DELETE FROM gen_metadata WHERE idx % 2 = 0"],
            }
        );
    }

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
