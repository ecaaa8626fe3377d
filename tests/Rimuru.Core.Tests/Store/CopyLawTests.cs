using FsCheck;
using FsCheck.Fluent;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Store;

/// <summary>Which copy wins is a total order, and merging copies is a join: order, grouping and repetition do not matter.</summary>
public sealed class CopyLawTests
{
    private static readonly SessionRef[] Sessions = [.. Enumerable.Range(0, 3).Select(i => new SessionRef("ClaudeCode", $"s{i}"))];

    /// <summary>Few values a field, so that ties are common down to the last field.</summary>
    private static readonly Gen<UsageRow> Rows =
        from numbers in Gen.Choose(0, 1).ArrayOf(13)
        from names in Gen.Elements(null, "a", "b").ArrayOf(7)
        from session in Gen.Elements(Sessions)
        from evidence in Gen.Elements(Enum.GetValues<UsageEvidence>())
        select new UsageRow
        {
            Key = new RecordKey(1, 1),
            Rank = new Rank(numbers[0], 0),
            OwnerRank = new Rank(numbers[1], 0),
            UnixMs = numbers[2],
            Tokens = new TokenUsage(numbers[3], numbers[4], numbers[5], numbers[6], numbers[7], numbers[8]),
            WebSearches = numbers[9],
            Requests = (short)numbers[10],
            Evidence = evidence,
            ReportedNano = numbers[11] == 0 ? null : new NanoUsd(numbers[12]),
            Model = names[0],
            Provider = names[1],
            Terms = names[2],
            Session = session,
            SubAgent = names[3],
            Project = names[4],
            Folder = names[4],
            Branch = names[5],
            User = names[6],
        };

    private static readonly FsCheck.Config Many = FsCheck.Config.QuickThrowOnFailure.WithMaxTest(20_000);

    [Fact]
    public void Two_copies_are_in_the_same_order_from_either_side() =>
        ForAll(
            2,
            rows =>
            {
                Math.Sign(CopyLaw.CompareUse(rows[0], rows[1])).ShouldBe(-Math.Sign(CopyLaw.CompareUse(rows[1], rows[0])));
                Math.Sign(CopyLaw.CompareOwner(rows[0], rows[1])).ShouldBe(-Math.Sign(CopyLaw.CompareOwner(rows[1], rows[0])));
            }
        );

    [Fact]
    public void Copies_that_differ_in_anything_are_never_equal() =>
        ForAll(
            2,
            rows =>
            {
                (CopyLaw.CompareUse(rows[0], rows[1]) == 0).ShouldBe(Used(rows[0]).Equals(Used(rows[1])));
                (CopyLaw.CompareOwner(rows[0], rows[1]) == 0).ShouldBe(Owned(rows[0]).Equals(Owned(rows[1])));
            }
        );

    [Fact]
    public void The_better_of_a_better_copy_is_better() =>
        ForAll(
            3,
            rows =>
            {
                if (CopyLaw.CompareUse(rows[0], rows[1]) >= 0 && CopyLaw.CompareUse(rows[1], rows[2]) >= 0)
                    CopyLaw.CompareUse(rows[0], rows[2]).ShouldBeGreaterThanOrEqualTo(0);
                if (CopyLaw.CompareOwner(rows[0], rows[1]) >= 0 && CopyLaw.CompareOwner(rows[1], rows[2]) >= 0)
                    CopyLaw.CompareOwner(rows[0], rows[2]).ShouldBeGreaterThanOrEqualTo(0);
            }
        );

    [Fact]
    public void Merging_is_commutative_associative_and_idempotent() =>
        ForAll(
            3,
            rows =>
            {
                (UsageRow a, UsageRow b, UsageRow c) = (rows[0], rows[1], rows[2]);
                Said(Merge(a, b)).ShouldBe(Said(Merge(b, a)));
                Said(Merge(Merge(a, b), c)).ShouldBe(Said(Merge(a, Merge(b, c))));
                Said(Merge(a, a)).ShouldBe(Said(a));
                Said(Merge(Merge(a, b), b)).ShouldBe(Said(Merge(a, b)));
            }
        );

    private static void ForAll(int count, Action<UsageRow[]> law) => Prop.ForAll(Arb.From(Rows.ArrayOf(count)), law).Check(Many);

    private static UsageRow Merge(UsageRow known, in UsageRow copy)
    {
        CopyLaw.Merge(ref known, copy);
        return known;
    }

    private static (object, object) Said(in UsageRow row) => (Used(row), Owned(row));

    private static object Used(in UsageRow r) =>
        (r.Rank, r.UnixMs, r.Tokens, r.WebSearches, r.Requests, r.Evidence, (r.ReportedNano, r.Model, r.Provider, r.Terms));

    private static object Owned(in UsageRow r) => (r.OwnerRank, r.Session.Key, r.SubAgent, r.Project, r.Branch, r.User);
}
