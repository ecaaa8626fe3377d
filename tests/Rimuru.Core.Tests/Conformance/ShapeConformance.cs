using System.Globalization;
using Rimuru.Core.Tests.Generators.Shapes;

namespace Rimuru.Core.Tests.Conformance;

/// <summary>
/// Homes with known truth, written in every shape that users' reports told of and in any combination: the ledger must equal the truth,
/// request by request.
/// An agent adds one class that makes its homes. <c>RIMURU_SHAPED_HOMES</c> says how many are tried; a slice is, otherwise.
/// </summary>
public abstract class ShapeConformance
{
    private const int Slice = 40;
    private const int MostTold = 3;

    private static readonly int Homes = int.TryParse(
        Environment.GetEnvironmentVariable("RIMURU_SHAPED_HOMES"),
        CultureInfo.InvariantCulture,
        out int homes
    )
        ? homes
        : Slice;

    private protected abstract ShapedHome Create(int seed);

    [Fact]
    public void The_ledger_is_the_truth_request_by_request()
    {
        List<string> wrong = [];
        for (int seed = 1; seed <= Homes && wrong.Count < MostTold; seed++)
        {
            ShapedHome shaped = Create(seed);
            using TestHome home = new();
            foreach ((string path, byte[] bytes) in shaped.Files)
                home.WriteBytes(path, bytes);
            Compare(shaped, home.Records(), "at once", wrong);
        }

        wrong.ShouldBeEmpty(string.Join("\n\n", wrong));
    }

    [Fact]
    public void However_files_come_and_grow()
    {
        List<string> wrong = [];
        for (int seed = 1; seed <= Math.Max(1, Homes / 4) && wrong.Count < MostTold; seed++)
        {
            ShapedHome shaped = Create(seed);
            Random random = new(seed);
            using TestHome home = new();
            (string Path, byte[] Bytes)[] files = [.. shaped.Files];
            random.Shuffle(files);
            foreach ((string path, byte[] bytes) in files)
            {
                int cut = random.Next(bytes.Length);
                home.WriteBytes(path, bytes.AsSpan(0, cut)).Sync();
                home.WriteBytes(path, bytes);
                if (random.Next(2) == 0)
                    home.Sync();
            }

            Compare(shaped, home.Records(), "file by file", wrong);
            LedgerAudit.Check(home.Database, seed);
        }

        wrong.ShouldBeEmpty(string.Join("\n\n", wrong));
    }

    [Fact]
    public void What_is_suppressed_and_what_is_kept_is_what_the_logs_tell()
    {
        for (int seed = 1; seed <= Math.Max(1, Homes / 8); seed++)
        {
            ShapedHome shaped = Create(seed);
            using TestHome home = new();
            foreach ((string path, byte[] bytes) in shaped.Files)
                home.WriteBytes(path, bytes);
            home.Sync();
            DuplicateLaw.Check(home);
        }
    }

    private static void Compare(ShapedHome shaped, List<UsageRecord> records, string how, List<string> wrong)
    {
        string truth = shaped.Truth,
            found = shaped.Of(records);
        if (truth == found)
            return;
        string[] expected = truth.Split('\n'),
            told = found.Split('\n');
        wrong.Add(
            $"{shaped}, read {how}\n  missing:\n    {string.Join("\n    ", expected.Except(told))}\n  too many:\n    {string.Join("\n    ", told.Except(expected))}"
        );
    }
}
