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
            using TestHome home = HomeOf(shaped);
            foreach (ShapedFile file in shaped.Files)
                Write(home, file);
            Import(shaped, home);
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
            using TestHome home = HomeOf(shaped);
            ShapedFile[] files = [.. shaped.Files];
            random.Shuffle(files);
            foreach (ShapedFile file in files.OrderBy(file => file.ComesFirst ? 0 : 1))
            {
                if (!file.IsWhole)
                    home.WriteBytes(file.Path, file.Bytes.AsSpan(0, random.Next(file.Bytes.Length))).Sync();
                Write(home, file);
                if (random.Next(2) == 0)
                    home.Sync();
            }

            home.Sync();
            Import(shaped, home);
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
            using TestHome home = HomeOf(shaped);
            foreach (ShapedFile file in shaped.Files)
                Write(home, file);
            home.Sync();
            DuplicateLaw.Check(home);
        }
    }

    private static void Write(TestHome home, ShapedFile file)
    {
        home.WriteBytes(file.Path, file.Bytes);
        if (file.Modified is { } modified)
            File.SetLastWriteTimeUtc(home.In(file.Path), modified.UtcDateTime);
    }

    private static TestHome HomeOf(ShapedHome shaped)
    {
        TestHome home = new();
        foreach ((string variable, string place) in shaped.Variables)
            home.With(variable, home.In(place));
        return home;
    }

    private static void Import(ShapedHome shaped, TestHome home)
    {
        if (shaped.Bills.Count == 0)
            return;
        using RimuruEngine engine = home.Open();
        foreach (string bill in shaped.Bills)
            engine.Ledger.Import(home.In(bill), null, CancellationToken.None);
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
