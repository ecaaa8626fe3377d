using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Codex;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Tests.Adapters.Codex;

public sealed class CodexCompressedTests : IDisposable
{
    private const string Folder = ".codex/sessions/2026/11/01/";
    private const string Name = "rollout-2026-11-01T10-00-00-t1";

    /// <summary>Two lines, a turn_context of gpt-5.5 and a token_count of 30 in (10 cached) and 4 out, as <c>zstd -19</c> wrote them.</summary>
    private const string Frame = "KLUv/QRoLQUAUsofGXBvDug2VVQCQ7mBbdv1H/qc1iJmAdCEIwJArbXpk95q0ZV0CgOf5S1vS/BpVzPjQ+fRSpFeS9lE6O0dKxhJh05KR2jBXXZArTcEI+jpnC9BRk7P+MyTEvbm2/uCHeWiRKrq8+HE+u3J7gpueZfXIW4D54Jj2OH8Ob2mcIL6WQ0AWQWU2+QGABdPqXBiwwX852igh/6w40cBunAc6KgD72AGJeL5mg==";

    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [SkippableFact]
    public void A_compressed_rollout_reads_like_its_plain_file()
    {
        Require();
        UsageRecord record = home.WriteBytes(Folder + Name + ".jsonl.zst", Convert.FromBase64String(Frame)).Sync().ShouldHaveSingleItem();
        (record.SessionId, record.Model, record.InputTokens, record.CacheReadTokens, record.OutputTokens).ShouldBe(("t1", "gpt-5.5", 20, 10, 4));
    }

    [SkippableFact]
    public void Compressing_a_rollout_that_was_read_changes_nothing()
    {
        Require();
        home.Write(Folder + Name + ".jsonl", Plain());
        string before = home.Picture();
        home.WriteBytes(Folder + Name + ".jsonl.zst", Convert.FromBase64String(Frame));
        home.Picture().ShouldBe(before);
        File.Delete(home.PathOf(Folder + Name + ".jsonl"));
        home.Picture().ShouldBe(before);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_frame_is_one_warning(bool isCutOff)
    {
        Require();
        byte[] bytes = Convert.FromBase64String(Frame);
        if (isCutOff) bytes = bytes[..(bytes.Length / 2)];
        else bytes.AsSpan(8, 24).Fill(0xFF);
        home.WriteBytes(Folder + Name + ".jsonl.zst", bytes).Write(Folder + "rollout-2026-11-01T11-00-00-t2.jsonl", Plain()).Sync().ShouldHaveSingleItem().SessionId.ShouldBe("t2");
        home.Warnings.ShouldHaveSingleItem().ShouldContain("t1");
        home.Sync();
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Without_libzstd_one_file_speaks_for_all_and_names_them()
    {
        home.WriteBytes(Folder + Name + ".jsonl.zst", [1]).WriteBytes(Folder + "rollout-2026-11-01T11-00-00-t2.jsonl.zst", [1]);
        CodexAdapter adapter = new(() => null);
        LogFile file = adapter.Files([home.PathOf(".codex/sessions"), home.PathOf(".codex/archived_sessions")]).ShouldHaveSingleItem();
        FileLogReader reader = adapter.Open(file.Path, []).ShouldBeAssignableTo<FileLogReader>()!;
        IOException told = Should.Throw<IOException>(() => reader.Read(file.Path, new RowSink("Codex"), CancellationToken.None));
        told.Message.ShouldContain("libzstd");
        told.Message.ShouldContain("-t1.jsonl.zst");
        told.Message.ShouldContain("-t2.jsonl.zst");
    }

    [Fact]
    public void A_library_that_is_not_there_is_none() => ZstdLibrary.Load(["librimuru-no-such-thing.so.1"]).ShouldBeNull();

    private static void Require() => Skip.If(ZstdLibrary.System is null, "This machine has no libzstd.");

    private static string[] Plain() =>
    [
        """{"timestamp":"2026-11-01T10:00:01.000Z","type":"turn_context","payload":{"model":"gpt-5.5"}}""",
        """{"timestamp":"2026-11-01T10:01:00.000Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":30,"cached_input_tokens":10,"output_tokens":4},"last_token_usage":{"input_tokens":30,"cached_input_tokens":10,"output_tokens":4}}}}""",
    ];
}
