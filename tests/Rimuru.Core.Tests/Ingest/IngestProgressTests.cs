using Microsoft.Extensions.Time.Testing;
using Rimuru.Core.Ingest;

namespace Rimuru.Core.Tests.Ingest;

/// <summary>What a long read tells of its rate and of the time that is left.</summary>
public sealed class IngestProgressTests
{
    [Theory]
    [InlineData(0, 0, 10, "0 of 20 files, 0 of 4,000 MB")]
    [InlineData(1, 79, 10, "1 of 20 files, 79 of 4,000 MB")]
    [InlineData(5, 1_000, 4, "5 of 20 files, 1,000 of 4,000 MB, 250 MB/s, 12 s left")]
    [InlineData(5, 1_000, 29, "5 of 20 files, 1,000 of 4,000 MB, 34 MB/s, 87 s left")]
    [InlineData(5, 1_000, 31, "5 of 20 files, 1,000 of 4,000 MB, 32 MB/s, 2 min left")]
    [InlineData(20, 4_000, 16, "20 of 20 files, 4,000 of 4,000 MB, 250 MB/s, 0 s left")]
    [InlineData(20, 4_400, 11, "20 of 20 files, 4,400 of 4,000 MB, 400 MB/s, 0 s left")]
    [InlineData(5, 1_000, 0, "5 of 20 files, 1,000 of 4,000 MB")]
    public void The_rest_takes_as_long_as_what_is_done_did(int files, long megabytes, int seconds, string words)
    {
        FakeTimeProvider clock = new();
        IngestProgress progress = new(20, 4_000_000_000, clock) { FilesDone = files, BytesDone = megabytes * 1_000_000 };
        clock.Advance(TimeSpan.FromSeconds(seconds));
        progress.ToString().ShouldBe(words);
    }

    [Fact]
    public void An_empty_file_has_no_rest()
    {
        IngestProgress progress = new(1, 0, new FakeTimeProvider()) { FilesDone = 1 };
        (progress.Share, progress.Left, progress.ToString()).ShouldBe((0, null, "1 of 1 files, 0 of 0 MB"));
    }
}
