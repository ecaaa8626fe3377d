using System.Globalization;
using System.Text;
using Rimuru.Core.Formats;
using ZstdSharp;

namespace Rimuru.Core.Tests.Adapters.Codex;

public sealed class CodexCompressedTests : IDisposable
{
    private const string Folder = ".codex/sessions/2026/11/01/";
    private const string Name = "rollout-2026-11-01T10-00-00-t1";

    /// <summary>
    /// Two lines, a turn_context of gpt-5.5 and a token_count of 30 in (10 cached) and 4 out, as <c>zstd -19</c> wrote them.
    /// </summary>
    private const string Frame =
        "KLUv/QRoLQUAUsofGXBvDug2VVQCQ7mBbdv1H/qc1iJmAdCEIwJArbXpk95q0ZV0CgOf5S1vS/BpVzPjQ+fRSpFeS9lE6O0dKxhJh05KR2jBXXZArTcEI+jpnC9BRk7P+MyTEvbm2/uCHeWiRKrq8+HE+u3J7gpueZfXIW4D54Jj2OH8Ob2mcIL6WQ0AWQWU2+QGABdPqXBiwwX852igh/6w40cBunAc6KgD72AGJeL5mg==";

    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_compressed_rollout_reads_like_its_plain_file()
    {
        UsageRecord record = home.WriteBytes(Folder + Name + ".jsonl.zst", Convert.FromBase64String(Frame)).Sync().ShouldHaveSingleItem();
        (record.SessionId, record.Model, record.InputTokens, record.CacheReadTokens, record.OutputTokens).ShouldBe(
            ("t1", "gpt-5.5", 20, 10, 4)
        );
    }

    [Fact]
    public void Compressing_a_rollout_that_was_read_changes_nothing()
    {
        home.Write(Folder + Name + ".jsonl", Plain());
        string before = home.Picture();
        home.WriteBytes(Folder + Name + ".jsonl.zst", Convert.FromBase64String(Frame));
        home.Picture().ShouldBe(before);
        File.Delete(home.PathOf(Folder + Name + ".jsonl"));
        home.Picture().ShouldBe(before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_frame_is_one_warning(bool isCutOff)
    {
        byte[] bytes = Convert.FromBase64String(Frame);
        if (isCutOff)
            bytes = bytes[..(bytes.Length / 2)];
        else
            bytes.AsSpan(8, 24).Fill(0xFF);
        home.WriteBytes(Folder + Name + ".jsonl.zst", bytes)
            .Write(Folder + "rollout-2026-11-01T11-00-00-t2.jsonl", Plain())
            .Sync()
            .ShouldHaveSingleItem()
            .SessionId.ShouldBe("t2");
        home.Warnings.ShouldHaveSingleItem().ShouldContain("t1");
        home.Sync();
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_frame_that_is_cut_off_keeps_the_lines_that_were_whole()
    {
        byte[] whole = Compress(Encoding.UTF8.GetBytes(string.Join('\n', Counts(4000)) + "\n"));
        int all = home.WriteBytes(Folder + Name + ".jsonl.zst", whole).Sync().Count;
        all.ShouldBe(4000);
        using LogHome cut = new();
        IReadOnlyList<UsageRecord> kept = cut.WriteBytes(Folder + Name + ".jsonl.zst", whole[..(whole.Length * 2 / 3)]).Sync();
        kept.Count.ShouldBeInRange(1000, 3999);
        kept.ShouldAllBe(record => record.InputTokens == 1 && record.OutputTokens == 1);
        cut.Warnings.ShouldHaveSingleItem().ShouldContain(Name);
        cut.Warnings[0].ShouldContain("ends in the middle");
    }

    [Fact]
    public void A_frame_that_expands_beyond_all_measure_is_one_warning_and_the_rest_is_read()
    {
        const int Mebibyte = 1 << 20;
        home.Write(Folder + "rollout-2026-11-01T11-00-00-t2.jsonl", Plain());
        using (FileStream file = File.Create(home.PathOf(Folder + Name + ".jsonl.zst")))
        using (CompressionStream frames = new(file, level: 1))
        {
            frames.Write(Encoding.UTF8.GetBytes(string.Join('\n', Plain()) + "\n"));
            byte[] nothing = new byte[Mebibyte];
            for (int i = 0; i < 1025; i++)
                frames.Write(nothing);
        }

        home.Sync().Select(record => record.SessionId).ShouldBe(["t1", "t2"], ignoreOrder: true);
        string told = home.Warnings.ShouldHaveSingleItem();
        told.ShouldContain(Name + ".jsonl.zst");
        told.ShouldContain("expands to more than 1073741824 bytes");
    }

    [Fact]
    public void A_file_of_exactly_what_is_allowed_is_read_to_its_end()
    {
        home.WriteBytes("exact.zst", Compress(new byte[5000]));
        using ZstdFile text = ZstdFile.Open(home.PathOf("exact.zst"), limit: 5000);
        byte[] target = new byte[4096];
        int all = 0;
        for (int read = text.Read(target); read > 0; read = text.Read(target))
            all += read;
        all.ShouldBe(5000);
        using ZstdFile tooMuch = ZstdFile.Open(home.PathOf("exact.zst"), limit: 4999);
        Should.Throw<InvalidDataException>(() => ReadAll(tooMuch));
    }

    private static void ReadAll(ZstdFile text)
    {
        byte[] target = new byte[4096];
        while (text.Read(target) > 0) { }
    }

    private static byte[] Compress(byte[] bytes)
    {
        using Compressor compressor = new(3);
        return compressor.Wrap(bytes).ToArray();
    }

    /// <summary>So many responses of one token in and one out.</summary>
    private static IEnumerable<string> Counts(int count) =>
        Enumerable
            .Range(1, count)
            .Select(i =>
                """{"timestamp":"TIME","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":SUM,"cached_input_tokens":0,"output_tokens":SUM},"last_token_usage":{"input_tokens":1,"cached_input_tokens":0,"output_tokens":1}}}}"""
                    .Replace(
                        "TIME",
                        new DateTime(2026, 11, 1, 10, 0, 0, DateTimeKind.Utc)
                            .AddSeconds(i)
                            .ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
                        StringComparison.Ordinal
                    )
                    .Replace("SUM", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            );

    private static string[] Plain() =>
        [
            """{"timestamp":"2026-11-01T10:00:01.000Z","type":"turn_context","payload":{"model":"gpt-5.5"}}""",
            """{"timestamp":"2026-11-01T10:01:00.000Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":30,"cached_input_tokens":10,"output_tokens":4},"last_token_usage":{"input_tokens":30,"cached_input_tokens":10,"output_tokens":4}}}}""",
        ];
}
